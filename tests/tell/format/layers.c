/* SPDX-License-Identifier: Apache-2.0 */
#include "golden.h"
#include "sample_report.h"

#include "base/term.h"
#include "tell/format.h"

/* Numbers for every layer, and a base for those that have more than one. */
static void fill(struct report *r)
{
	r->has_changes = true;
	while (r->layers.n < r->image.layers.n)
		VEC_PUSH(r->arena, &r->layers);
	for (size_t i = 0; i < r->layers.n; i++) {
		struct layer_changes *c = &r->layers.p[i].changes;
		*c = (struct layer_changes){ .added = 10 * (i + 1),
					     .added_bytes = 1000000 * (i + 1) };
		c->top[0] = (struct layer_item){ STR("usr/bin/large"), 700000, LAYER_NONE };
		c->top[1] = (struct layer_item){ STR("srv/\xe6\x95\xb0\xe6\x8d\xae/\x1b[2J\xff"),
						 30, (uint16_t)(i + 1) };
		if (i == 0)
			continue;
		c->changed = i;
		c->changed_bytes = 5000;
		c->deleted = 3;
		c->deleted_bytes = 4096;
		c->wasted = 1;
		c->wasted_bytes = 2500;
	}
	for (size_t i = 0; i < r->findings.n && i < 5; i++)
		r->findings.p[i].bytes = 1000 * (5 - i);
	if (r->image.layers.n > 1)
		r->base = (struct base_info){ .name = STR("corp/base:1"),
					      .created = STR("2026-01-02"),
					      .layers = 1 };
	r->dockerfile = STR(
		"# a remark that is longer than a narrow terminal has columns for\nFROM scratch\n\n"
		"RUN apt-get install -y one-package another-package a-third-package \\\n"
		"    && rm -rf /var/lib/apt/lists/*\nLABEL x=\"\x1b[31m\xe2\x80\xae\"\n");
}

static struct str render(struct buf *b, const char *format, const struct report *r, unsigned width,
			 bool colour, unsigned top)
{
	struct report_set set = { (const struct report *const[]){ r }, 1, r->verdict, 0 };
	struct tell_options options = {
		.colour = colour, .width = width, .top = top, .version = "0.0.0"
	};
	struct fault f = { 0 };
	struct out out;
	buf_clear(b);
	out_init_buf(&out, b);
	check_ok(format_find(str_of(format))->write(&set, &options, &out, &f), &f);
	out_done(&out);
	return buf_str(b);
}

/* Nothing that moves a cursor or reorders a line, whatever the report says. */
static void check_harmless(struct str s)
{
	uint32_t c;
	while (utf8_next(&s, &c)) {
		assert_true(c == '\n' || (c >= 0x20 && c < 0x7f) || (c > 0x9f && c != UINT32_MAX));
		assert_false((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069));
	}
}

static void widths(void **state)
{
	(void)state;
	static const unsigned all[] = { 0, 20, 40, 80, 200 };
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		OWNED(report_freep) struct report *r = samples[i].make();
		fill(r);
		for (size_t k = 0; k < ARRAY_LEN(all); k++) {
			struct str s = render(&b, "layers", r, all[k], false, 0), line;
			check_harmless(s);
			if (strcmp(samples[i].name, "payment") == 0 && all[k] != 20) {
				char path[64];
				snprintf(path, sizeof(path), "tests/tell/format/layers/%u.txt",
					 all[k]);
				check_golden(s, path);
			}
			while (all[k] >= 40 && str_next_line(&s, &line))
				if (text_columns(line) > all[k]) {
					print_error("%u: %.*s\n", all[k], STRF(line));
					fail();
				}
		}
	}
}

static void colours(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf plain, coloured;
	buf_init(&plain, MIB);
	buf_init(&coloured, MIB);
	OWNED(report_freep) struct report *r = sample_payment();
	fill(r);
	render(&plain, "layers", r, 80, false, 0);
	struct str s = render(&coloured, "layers", r, 80, true, 0);
	/* without its colours it is the same text */
	char *p = arena_bytes(r->arena, s.n);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == 0x1b)
			while (s.p[i] != 'm')
				i++;
		else
			p[n++] = s.p[i];
	}
	assert_true(n < s.n);
	check_str(str_make(p, n), buf_str(&plain));
}

static void top(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, MIB);
	OWNED(report_freep) struct report *r = sample_payment();
	fill(r);
	assert_false(str_has(render(&b, "layers", r, 80, false, 1), STR("largest")));
	assert_false(str_has(render(&b, "layers", r, 80, false, 2), STR("hidden by")));
	assert_true(str_has(render(&b, "layers", r, 80, false, 3), STR("hidden by layer 2")));
	r->has_changes = false;
	assert_true(str_has(render(&b, "layers", r, 80, false, 0), STR("not known")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(widths),
		cmocka_unit_test(colours),
		cmocka_unit_test(top),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
