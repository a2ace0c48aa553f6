/* SPDX-License-Identifier: Apache-2.0 */
#include "golden.h"
#include "sample_report.h"

#include "base/term.h"
#include "tell/format.h"

static struct str render(struct buf *b, const struct report_set *set, unsigned width, bool colour,
			 bool all)
{
	struct tell_options options = {
		.all = all, .colour = colour, .width = width, .lang = "en", .version = "0.0.0"
	};
	struct fault f = { 0 };
	struct out out;
	buf_clear(b);
	out_init_buf(&out, b);
	check_ok(format_find(STR("table"))->write(set, &options, &out, &f), &f);
	out_done(&out);
	return buf_str(b);
}

static struct report_set set_of(const struct report *const *r, size_t n)
{
	return (struct report_set){ r, n, r[0]->verdict, 1 };
}

/* What must never come out, whatever the report says: only our own colours may escape. */
static void check_harmless(struct str s, bool colour)
{
	uint32_t c;
	struct str rest = s;
	while (utf8_next(&rest, &c)) {
		assert_true(c != UINT32_MAX);
		if (c == 0x1b) {
			assert_true(colour);
			assert_true(rest.n && rest.p[0] == '[');
			rest = str_from(rest, 1);
			while (rest.n && (char_is_digit(rest.p[0]) || rest.p[0] == ';'))
				rest = str_from(rest, 1);
			assert_true(rest.n && rest.p[0] == 'm');
			continue;
		}
		assert_true(c == '\n' || (c >= 0x20 && c < 0x7f) || c > 0x9f);
		assert_false(c >= 0x202a && c <= 0x202e);
		assert_false(c >= 0x2066 && c <= 0x2069);
		assert_int_not_equal(c, 0x200b);
	}
}

/* No line is wider than the terminal; below 40 columns a word of a command may be. */
static void check_width(struct str s, unsigned width)
{
	struct str line;
	while (width && str_next_line(&s, &line)) {
		bool command =
			str_ends(line, STR("\\")) || str_find_char(str_trim(line), ' ') == SIZE_MAX;
		if (text_columns(line) > width && (width >= 40 || !command)) {
			print_error("%zu > %u: %.*s\n", text_columns(line), width, STRF(line));
			fail();
		}
	}
}

static void widths(void **state)
{
	(void)state;
	static const unsigned all_widths[] = { 0, 20, 40, 80, 120 };
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		OWNED(report_freep) struct report *r = samples[i].make();
		struct report_set set = set_of((const struct report *const[]){ r }, 1);
		for (size_t w = 0; w < ARRAY_LEN(all_widths); w++) {
			struct str s = render(&b, &set, all_widths[w], false, false);
			check_harmless(s, false);
			check_width(s, all_widths[w]);
			bool kept = all_widths[w] == 80 || all_widths[w] == 40 ||
				    strcmp(samples[i].name, "payment") == 0;
			if (!kept || all_widths[w] == 20)
				continue;
			char path[128];
			snprintf(path, sizeof(path), "tests/tell/format/table/%s.%u.txt",
				 samples[i].name, all_widths[w]);
			check_golden(s, path);
		}
	}
}

static void colours(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		OWNED(report_freep) struct report *r = samples[i].make();
		struct report_set set = set_of((const struct report *const[]){ r }, 1);
		struct str s = render(&b, &set, 80, true, false);
		check_harmless(s, true);
		if (strcmp(samples[i].name, "payment") == 0)
			check_golden(s, "tests/tell/format/table/payment.colour.txt");
	}
}

static void everything(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		OWNED(report_freep) struct report *r = samples[i].make();
		struct report_set set = set_of((const struct report *const[]){ r }, 1);
		struct str s = render(&b, &set, 80, false, true);
		check_harmless(s, false);
		check_width(s, 80);
		if (strcmp(samples[i].name, "payment") == 0)
			check_golden(s, "tests/tell/format/table/payment.all.txt");
		/* every finding is there by its id */
		if (strcmp(samples[i].name, "hostile") == 0)
			continue;
		for (size_t k = 0; k < r->findings.n; k++) {
			const struct finding *f = &r->findings.p[k];
			assert_true(f->vulnerability ? str_has(s, f->id)
						     : str_has(s, str_slice(f->title, 0, 20)));
		}
	}
}

static void several(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, MIB);
	OWNED(report_freep) struct report *one = sample_payment();
	OWNED(report_freep) struct report *two = sample_clean();
	two->image.platform.arch = STR("arm64");
	two->image.platform.variant = STR("v8");
	struct report_set set = set_of((const struct report *const[]){ one, two }, 2);
	check_golden(render(&b, &set, 80, false, false), "tests/tell/format/table/several.80.txt");
}

static void same_twice(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf a, b;
	buf_init(&a, MIB);
	buf_init(&b, MIB);
	OWNED(report_freep) struct report *one = sample_many();
	OWNED(report_freep) struct report *two = sample_many();
	struct report_set x = set_of((const struct report *const[]){ one }, 1);
	struct report_set y = set_of((const struct report *const[]){ two }, 1);
	check_str(render(&a, &x, 80, false, true), render(&b, &y, 80, false, true));
}

/* Ten times the same sentence is one line, with the first places. */
static void same_notes(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = report_new();
	OWNED(buf_donep) struct buf b;
	for (unsigned i = 0; i < 13; i++) {
		struct finding *n = report_add(r, FINDING_MISCONFIGURATION);
		n->place = n->own_place = PLACE_NOTE;
		n->severity = SEVERITY_LOW;
		n->id = i < 12 ? STR("password") : STR("other");
		n->title = i < 12 ? STR("Password in an assignment") : STR("a shell");
		n->path = str_printf(r->arena, "app/%02u.py", i);
		n->line = i + 1;
	}
	struct report_set set = { (const struct report *const[]){ r }, 1, r->verdict, 0 };
	struct tell_options options = { .version = "0.0.0" };
	struct fault f = { 0 };
	struct out out;
	buf_init(&b, MIB);
	out_init_buf(&out, &b);
	check_ok(format_find(STR("table"))->write(&set, &options, &out, &f), &f);
	assert_true(
		str_has(buf_str(&b), STR("\n  - Password in an assignment, 12 times: app/00.py:1, "
					 "app/01.py:2, …\n  - a shell\n")));
	assert_false(str_has(buf_str(&b), STR("more; --all")));
	buf_clear(&b);
	options.all = true;
	check_ok(format_find(STR("table"))->write(&set, &options, &out, &f), &f);
	assert_true(str_has(buf_str(&b), STR("app/11.py")));
	out_done(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(widths),     cmocka_unit_test(colours),
		cmocka_unit_test(everything), cmocka_unit_test(several),
		cmocka_unit_test(same_twice), cmocka_unit_test(same_notes)
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
