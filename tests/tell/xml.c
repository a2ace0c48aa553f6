/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "tell/xml.h"

static struct str escaped(struct arena *a, struct str s)
{
	struct out out;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 4096);
	out_init_buf(&out, &b);
	xml_put_attribute(&out, "a", s);
	struct fault f = { 0 };
	check_ok(out_finish(&out, &f), &f);
	out_done(&out);
	return str_dup(a, buf_str(&b));
}

static void markup(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	check_text(escaped(a, STR("<b c='d\"'>&amp;")),
		   " a=\"&lt;b c=&#39;d&quot;&#39;&gt;&amp;amp;\"");
	check_text(escaped(a, STR("a\r\n\tb")), " a=\"a&#13;&#10;&#9;b\"");
	check_text(escaped(a, STR("")), " a=\"\"");
}

/* XML 1.0, 2.2; and nothing that moves a cursor. */
static void cannot_hold(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	check_text(escaped(a, STR("\x01")), " a=\"\xef\xbf\xbd\"");
	check_text(escaped(a, str_make("\0", 1)), " a=\"\xef\xbf\xbd\"");
	check_text(escaped(a, STR("\x1b[31m\x7f")), " a=\"\xef\xbf\xbd[31m\xef\xbf\xbd\"");
	check_text(escaped(a, STR("\xc2\x9b")), " a=\"\xef\xbf\xbd\"");	    /* C1 */
	check_text(escaped(a, STR("\xef\xbf\xbf")), " a=\"\xef\xbf\xbd\""); /* U+FFFF */
	check_text(escaped(a, STR("\xff")), " a=\"\xef\xbf\xbd\"");	    /* no UTF-8 */
	check_text(escaped(a, STR("\xe4\xb8\xad\xf0\x9f\x9a\xa2")),
		   " a=\"\xe4\xb8\xad\xf0\x9f\x9a\xa2\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markup),
		cmocka_unit_test(cannot_hold),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
