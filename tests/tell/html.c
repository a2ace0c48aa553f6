/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "tell/html.h"

struct page {
	struct buf b;
	struct out out;
	struct arena *a;
	struct html h;
};

static struct html *page_new(struct page *p, enum lang lang)
{
	buf_init(&p->b, 4 * MIB);
	out_init_buf(&p->out, &p->b);
	p->a = arena_new();
	p->h = (struct html){ .out = &p->out, .a = p->a, .lang = lang };
	return &p->h;
}

static struct str page_text(struct page *p)
{
	struct fault f = { 0 };
	check_ok(out_finish(&p->out, &f), &f);
	return buf_str(&p->b);
}

static void page_done(struct page *p)
{
	out_done(&p->out);
	buf_done(&p->b);
	arena_free(p->a);
}

static void texts(void **state)
{
	(void)state;
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "plain", "plain" },
		{ "</script><img src=x onerror=\"alert('1')\">&amp;",
		  "&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;" },
		{ "a\033[31m", "a&lt;U+001B&gt;[31m" },
		{ "\342\200\256gpj.exe", "&lt;U+202E&gt;gpj.exe" },
		{ "a\377b", "a&lt;FF&gt;b" },
		{ "a\nb", "a b" },
		{ "支付", "支付" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct page p;
		html_text(page_new(&p, LANG_EN), str_of(cases[i].text));
		check_text(page_text(&p), cases[i].want);
		page_done(&p);
	}
	struct page p;
	html_text(page_new(&p, LANG_EN), str_make("a\0b", 3));
	check_text(page_text(&p), "a&lt;U+0000&gt;b");
	page_done(&p);
	html_lines(page_new(&p, LANG_EN), STR("a<\n b\r\nc"));
	check_text(page_text(&p), "a&lt;\n b\nc");
	page_done(&p);
}

static void languages(void **state)
{
	(void)state;
	struct page p;
	struct html *h = page_new(&p, LANG_ZH);
	html_say(h, wording_same(STR("<x>")));
	html_phrase(h, PHRASE_COPY);
	html_label(h, "title", wording(PHRASE_PRINT));
	html_text_element(h, "desc", wording(PHRASE_PRINT));
	check_text(page_text(&p),
		   "&lt;x&gt;<span lang=\"en\">Copy</span><span lang=\"zh\">复制</span>"
		   " title=\"打印\" data-a=\"title\" data-en=\"Print\" data-zh=\"打印\""
		   "<desc data-en=\"Print\" data-zh=\"打印\">打印</desc>");
	page_done(&p);
}

/* Only what is plainly an address of the web is one to click. */
static void links(void **state)
{
	(void)state;
	static const struct {
		const char *url;
		bool link;
	} cases[] = {
		{ "https://example.com/?a=1&b=2", true },
		{ "http://example.com", true },
		{ "javascript:alert(1)", false },
		{ "JAVASCRIPT:alert(1)", false },
		{ " https://example.com", false },
		{ "data:text/html,x", false },
		{ "//example.com", false },
		{ "https:example.com", false },
		{ "https://example.com/\342\200\256x", false },
		{ "https://example.com/\nx", false },
		{ "", false },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct page p;
		html_link(page_new(&p, LANG_EN), str_of(cases[i].url));
		assert_int_equal(str_has(page_text(&p), STR("href=")), cases[i].link);
		page_done(&p);
	}
	struct page p;
	html_link(page_new(&p, LANG_EN), STR("https://e.x/\"onclick=\"a"));
	assert_true(str_has(page_text(&p), STR("href=\"https://e.x/&quot;onclick=&quot;a\"")));
	page_done(&p);
}

static void commands(void **state)
{
	(void)state;
	struct page p;
	struct html *h = page_new(&p, LANG_EN);
	html_command(h, STR(""));
	html_command(h, STR("a && b <c"));
	struct str s = page_text(&p);
	assert_true(str_starts(
		s, STR("<div class=\"command\"><pre><code>a &amp;&amp; b &lt;c</code>")));
	page_done(&p);
	html_json(page_new(&p, LANG_EN), STR("{\"a\":\"</script><!--<\"}"));
	check_text(page_text(&p), "{\"a\":\"\\u003c/script>\\u003c!--\\u003c\"}");
	page_done(&p);
}

/* The digests of the policy are those of the scripts; nothing in the page names an address. */
static void shell(void **state)
{
	(void)state;
	struct page p;
	struct html *h = page_new(&p, LANG_ZH);
	/* printf 'alert("a")' | openssl dgst -sha256 -binary | base64 */
	struct html_page page = { .title = wording_same(STR("<t>")),
				  .script = STR("alert(\"a\")"),
				  .version = "1<2",
				  .created = STR("2026-03-02T10:00:00Z") };
	html_page_begin(h, &page);
	html_page_end(h, &page);
	struct str s = page_text(&p);
	assert_true(str_starts(
		s, STR("<!doctype html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">")));
	assert_true(str_has(s, STR("default-src 'none'")));
	assert_true(str_has(s, STR("'sha256-SKV/HgGYXzsfYpUSTmvujMt5ZntUpsb//PekhjFQoL0='")));
	assert_true(str_has(s, STR("<script>alert(\"a\")</script>")));
	assert_true(str_has(s, STR("<title>&lt;t&gt;</title>")));
	assert_true(str_has(s, STR("1&lt;2")));
	assert_false(str_has(s, STR("http:")));
	assert_false(str_has(s, STR("https:")));
	assert_false(str_has(s, STR("url(")));
	assert_false(str_has(s, STR("@import")));
	page_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),    cmocka_unit_test(languages), cmocka_unit_test(links),
		cmocka_unit_test(commands), cmocka_unit_test(shell),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
