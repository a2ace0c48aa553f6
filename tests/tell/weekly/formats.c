/* SPDX-License-Identifier: Apache-2.0 */
/* Two weeks in every format: an ordinary one with names that attack, and one in which all is well. */
#include "golden.h"

#include "base/term.h"
#include "tell/weekly.h"

#define NOW 1772452800 /* 2026-03-02 12:00 */

static void add_image(struct arena *a, struct weekly *w, const char *name, enum verdict verdict,
		      uint32_t open, uint32_t overdue)
{
	struct weekly_image *x = VEC_PUSH(a, &w->images);
	x->name = str_of(name);
	x->platform = STR("linux/amd64");
	x->reference = str_printf(a, "%s:1.2", name);
	x->last_scan = NOW - 86400 * (int64_t)w->images.n;
	x->verdict = x->verdict_before = verdict;
	x->scans = 1;
	x->tally.open = x->tally.by_severity[SEVERITY_HIGH] = open;
	x->tally.overdue = x->tally.overdue_by_severity[SEVERITY_HIGH] = overdue;
	x->oldest_over = overdue ? 12 : 0;
	for (unsigned i = 0; i < WEEKLY_WEEKS; i++)
		x->trend[i] =
			(struct weekly_point){ .time = NOW - (11 - i) * 7 * 86400,
					       .scanned = i > 2,
					       .open = open,
					       .verdict = i % 5 ? verdict : VERDICT_INCOMPLETE };
}

static struct weekly begin(void)
{
	struct weekly w = { .since = NOW - 7 * 86400, .until = NOW };
	w.level.days[SEVERITY_CRITICAL] = 7;
	w.level.days[SEVERITY_HIGH] = 30;
	for (unsigned i = 0; i < WEEKLY_WEEKS; i++)
		w.trend[i] = (struct weekly_point){ .time = NOW - (11 - i) * 7 * 86400,
						    .open = 20 + i,
						    .overdue = i,
						    .images = 3,
						    .fit = i % 4,
						    .by_severity = { 0, 1, 2, 3, 9 + i, 5 } };
	return w;
}

static struct weekly ordinary(struct arena *a)
{
	struct weekly w = begin();
	add_image(a, &w, "team/payment", VERDICT_NOT_SEAWORTHY, 12, 3);
	add_image(a, &w, "evil\"><script>alert(1)</script>|[x](http://evil) `a`\033[2J",
		  VERDICT_NOT_SEAWORTHY, 2, 1);
	add_image(a, &w, "\xe6\x94\xaf\xe4\xbb\x98/\xe6\x9c\x8d\xe5\x8a\xa1", VERDICT_INCOMPLETE, 1,
		  0);
	add_image(a, &w, "team/good", VERDICT_SEAWORTHY, 0, 0);
	w.images.p[2].missing = true;
	w.images.p[1].several = true;
	w.fit = w.fit_before = w.incomplete = w.missing = 1;
	w.unfit = 2;
	w.images_before = 3;
	w.first_time = w.retired = 1;
	w.first_time_open = 2;
	w.scans = 3;
	w.total = (struct weekly_tally){ .open = 15,
					 .open_before = 14,
					 .appeared = 3,
					 .fixed = 4,
					 .overdue = 4,
					 .overdue_before = 2,
					 .due_soon = 1,
					 .waiting = 5,
					 .by_severity = { 0, 1, 2, 3, 4, 5 },
					 .overdue_by_severity = { 0, 0, 0, 0, 3, 1 } };
	struct weekly_overdue *o = VEC_PUSH(a, &w.overdue);
	*o = (struct weekly_overdue){ .id = STR("CVE-2026-1"),
				      .subject = STR("openssl"),
				      .fixed = STR("3.0.11"),
				      .severity = SEVERITY_CRITICAL,
				      .since = 20450,
				      .days_open = 64,
				      .days_over = 57 };
	*VEC_PUSH(a, &o->images) = 0;
	*VEC_PUSH(a, &o->images) = 1;
	o = VEC_PUSH(a, &w.overdue);
	*o = (struct weekly_overdue){ .id = STR("aws-access-key"),
				      .subject = STR("app/<b>|*bold*@all_\xff"),
				      .kind = FINDING_SECRET,
				      .severity = SEVERITY_HIGH,
				      .since = 20480,
				      .days_open = 34,
				      .days_over = 4 };
	*VEC_PUSH(a, &o->images) = 1;
	struct weekly_expiry *e = VEC_PUSH(a, &w.expiring);
	*e = (struct weekly_expiry){ .id = STR("CVE-2025-9"),
				     .subject = STR("zlib"),
				     .owner = STR("anna"),
				     .until = 20512,
				     .days_left = -2 };
	*VEC_PUSH(a, &e->images) = 0;
	return w;
}

static struct weekly well(struct arena *a)
{
	struct weekly w = begin();
	add_image(a, &w, "team/good", VERDICT_SEAWORTHY, 0, 0);
	w.fit = w.fit_before = w.images_before = 1;
	w.level = (struct service_level){ 0 };
	return w;
}

static void told(const struct weekly *w, struct arena *a, const char *name, const char *format,
		 enum lang lang, unsigned width)
{
	struct fault f = { 0 };
	OWNED(buf_donep) struct buf b;
	struct out out;
	struct weekly_tell how = { .lang = lang, .width = width, .version = "0.0" };
	buf_init(&b, MIB);
	out_init_buf(&out, &b);
	check_ok(weekly_format_find(str_of(format))->write(w, &how, &out, &f), &f);
	check_ok(out_finish(&out, &f), &f);
	out_done(&out);
	struct str text = buf_str(&b);
	assert_true(str_is_utf8(text) && !str_has(text, STR("\033")));
	assert_false(strcmp(format, "markdown") == 0 && str_has(text, STR("<script>")));
	check_golden(text, str_cstr(a, str_printf(a, "tests/tell/weekly/%s.%s", name, format)));
}

static void all_formats(void **state)
{
	struct arena *a = arena_new();
	struct weekly w = ordinary(a), good = well(a);
	for (size_t i = 0; i < all_weekly_formats_n; i++) {
		/* a page holds both languages; what surrounds it is tested in tests/tell/html.c */
		const char *name = all_weekly_formats[i]->name;
		if (strcmp(name, "html") == 0)
			continue;
		told(&w, a, "ordinary", name, LANG_EN, 0);
		told(&good, a, "well", name, LANG_EN, 0);
		if (strcmp(name, "json") != 0)
			told(&w, a, "chinese", name, LANG_ZH, 0);
	}
	told(&w, a, "narrow", "table", LANG_EN, 80);
	arena_free(a);
}

/* The page: nothing of an image becomes markup, both languages are there, charts are. */
static void page(void **state)
{
	struct arena *a = arena_new();
	struct weekly w = ordinary(a);
	struct fault f = { 0 };
	OWNED(buf_donep) struct buf b;
	struct out out;
	struct weekly_tell how = { .lang = LANG_ZH, .version = "0.0" };
	buf_init(&b, MIB);
	out_init_buf(&out, &b);
	check_ok(weekly_format_find(STR("html"))->write(&w, &how, &out, &f), &f);
	check_ok(out_finish(&out, &f), &f);
	out_done(&out);
	struct str text = buf_str(&b);
	assert_true(str_starts(text, STR("<!doctype html>")) ||
		    str_starts(text, STR("<!DOCTYPE html>")));
	assert_true(str_is_utf8(text) && !str_has(text, STR("<script>alert")));
	assert_true(str_has(text, STR("evil&quot;&gt;&lt;script&gt;")) ||
		    str_has(text, STR("evil&#34;&gt;&lt;script&gt;")));
	assert_false(str_has(text, STR("app/<b>")));
	assert_false(str_has(text, STR(". \u5929\u6570"))); /* no Latin full stop before Chinese */
	assert_true(str_has(text, STR("Most overdue")) &&
		    str_has(text, STR("\u8d85\u671f\u6700\u4e45")));
	assert_true(str_has(text, STR("<svg")));
	assert_false(str_has(text, STR("src=")) || str_has(text, STR("url(")));
	/* opened and closed alike */
	static const char *const tags[] = { "section", "table", "tr",	  "td",	   "details",
					    "ul",      "li",	"header", "thead", "tbody" };
	for (size_t i = 0; i < ARRAY_LEN(tags); i++) {
		unsigned open = 0, close = 0;
		struct str start = str_printf(a, "<%s", tags[i]),
			   end = str_printf(a, "</%s>", tags[i]);
		for (size_t at = 0; at < text.n; at++) {
			struct str rest = str_from(text, at);
			open += str_starts(rest, start) && rest.n > start.n &&
				!char_is_alnum(rest.p[start.n]);
			close += str_starts(rest, end);
		}
		assert_int_equal(open, close);
		assert_true(open > 0);
	}
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(all_formats), cmocka_unit_test(page) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
