/* SPDX-License-Identifier: Apache-2.0 */
#include "golden.h"
#include "sample_report.h"

#include "judge/difference.h"
#include "base/term.h"
#include "tell/difference.h"
#include "text/json.h"

static struct report *other_payment(void)
{
	struct report *r = sample_payment();
	r->reference = r->image.name = STR("registry.example/payment:1.3");
	/* the two most urgent ones are fixed, one is worse, one moved, and somebody added a tool */
	r->findings.p[0].id = STR("CVE-2026-1111");
	r->findings.p[0].title = STR("a new hole in an old library");
	r->findings.p[1].severity = SEVERITY_HIGH;
	r->findings.p[8].vulnerability->fixed = STR("2.9.15");
	r->findings.p[8].vulnerability->status = ADVISORY_FIXED;
	r->findings.p[8].place = PLACE_ACT_NOW;
	r->findings.n--;
	r->packages.p[3].version = sym_of(r->syms, STR("7.88.1-10+deb12u14"));
	sample_package(r, PACKAGE_DEB, "netcat-openbsd", "1.219-1", "netcat-openbsd", "1.219-1", 2);
	r->image.layers.p[2].diff_id = sample_digest(77);
	r->layers.p[2].bytes += 3400000;
	return r;
}

static struct report *hostile(void)
{
	struct report *r = sample_hostile();
	r->findings.p[0].title = STR("<script>alert(1)</script> | `x` [a](javascript:b) @all");
	return r;
}

struct pair {
	const char *name;
	struct report *(*before)(void), *(*after)(void);
	bool twice; /* two images on the first side */
};

static const struct pair pairs[] = {
	{ "payment", sample_payment, other_payment, false },
	{ "same", sample_clean, sample_clean, false },
	{ "hostile", sample_clean, hostile, false },
	{ "several", sample_clean, sample_chinese, true },
	{ "many", sample_empty, sample_many, false },
};

static struct str render(struct buf *b, const struct pair *p, const char *format, const char *lang,
			 unsigned width, bool swapped)
{
	OWNED(report_freep) struct report *before = p->before();
	OWNED(report_freep) struct report *after = p->after();
	OWNED(report_freep) struct report *extra = sample_incomplete();
	OWNED(arena_freep) struct arena *a = arena_new();
	const struct report *one[] = { before, extra }, *two[] = { after };
	struct report_list x = { one, p->twice ? 2 : 1 }, y = { two, 1 };
	struct difference_set set;
	difference_make(swapped ? y : x, swapped ? x : y, a, &set);
	set.name_before = STR("old\033[31m.json");
	set.name_after = STR("new.json");
	struct tell_options options = { .width = width, .lang = lang, .version = "0.0.0" };
	struct fault f = { 0 };
	struct out out;
	buf_clear(b);
	out_init_buf(&out, b);
	for (size_t i = 0; i < all_difference_formats_n; i++)
		if (strcmp(all_difference_formats[i]->name, format) == 0)
			check_ok(all_difference_formats[i]->write(&set, &options, &out, &f), &f);
	out_done(&out);
	assert_true(b->n > 0);
	return buf_str(b);
}

static void golden(void **state)
{
	(void)state;
	static const struct {
		const char *format, *lang, *suffix;
		unsigned width;
	} forms[] = {
		{ "table", "en", "80.txt", 80 },  { "table", "zh", "zh.40.txt", 40 },
		{ "markdown", "en", "md", 0 },	  { "json", "en", "json", 0 },
		{ "markdown", "zh", "zh.md", 0 },
	};
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
		for (size_t k = 0; k < ARRAY_LEN(forms); k++) {
			char path[160];
			if (strcmp(pairs[i].name, "many") == 0 && k > 0)
				continue;
			snprintf(path, sizeof(path), "tests/tell/difference/%s.%s", pairs[i].name,
				 forms[k].suffix);
			check_golden(render(&b, &pairs[i], forms[k].format, forms[k].lang,
					    forms[k].width, false),
				     path);
		}
}

/* No line is longer than the terminal, no byte moves the cursor. */
static void terminal(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
		for (unsigned width = 40; width <= 200; width += 40)
			for (unsigned swapped = 0; swapped < 2 && (width == 80 || i < 4);
			     swapped++) {
				struct str rest =
					render(&b, &pairs[i], "table", "en", width, swapped);
				struct str line;
				assert_true(str_is_utf8(rest));
				while (str_next_line(&rest, &line)) {
					assert_true(str_find_char(line, '\033') == SIZE_MAX);
					if (text_columns(line) > width)
						fail_msg("%s, %u columns: %.*s", pairs[i].name,
							 width, STRF(line));
				}
			}
}

/* JSON parses; a page holds nothing that runs but its own. */
static void machines(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
		OWNED(arena_freep) struct arena *a = arena_new();
		const struct json *root;
		struct fault f = { 0 };
		check_ok(json_parse(a, render(&b, &pairs[i], "json", "en", 0, true), &root, &f),
			 &f);
		check_text(json_get_text(root, "kind"), "difference");
		struct str page = render(&b, &pairs[i], "html", "en", 0, false);
		assert_true(str_is_utf8(page));
		assert_false(str_has(page, STR("<script>alert")));
		assert_true(str_ends(str_trim(page), STR("</html>")));
	}
	struct str page = render(&b, &pairs[2], "html", "zh", 0, false);
	assert_true(str_has(page, STR("&lt;script&gt;alert(1)&lt;/script&gt;")));
	assert_true(str_has(page, STR("新增")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden),
		cmocka_unit_test(terminal),
		cmocka_unit_test(machines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
