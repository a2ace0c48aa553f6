/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What each format costs on a report of 5,000 findings, and all of them against JSON alone. Prints milliseconds, the
 * best of several rounds, and kilobytes.
 */
#include "judge/plan.h"
#include "tell/format.h"

#include <stdio.h>
#include <time.h>

#include "../tests/lib/sample_report.h"

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* As feeds write them: with a title, references, weaknesses, how it was matched. */
static void fill(struct report *r)
{
	for (size_t i = 0; i < r->findings.n; i++) {
		struct finding *f = &r->findings.p[i];
		struct vulnerability *v = f->vulnerability;
		f->title = STR("a heap buffer overflow in the parser of certificates lets a remote "
			       "attacker run code of their choice");
		f->effect = f->place == PLACE_ACT_NOW ? GATE_BLOCK : GATE_NOTHING;
		v->cvss_score = 7.5;
		v->cvss_vector = STR("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N");
		v->matched_by = STR(
			"source library-001 1.0-1; debian-tracker says debian 12: before 1.0-2");
		*VEC_PUSH(r->arena, &v->cwe) = STR("CWE-787");
		for (unsigned k = 0; k < 5; k++)
			*VEC_PUSH(r->arena, &v->references) = str_printf(
				r->arena, "https://security.example/advisories/%zu/%u", i, k);
	}
	plan_make(r);
}

int main(void)
{
	enum { ROUNDS = 5 };
	struct report *r = sample_many();
	fill(r);
	const struct report *one = r;
	struct report_set set = { &one, 1, r->verdict, 1 };
	struct tell_options options = { .lang = "en", .version = "0.0.0" };
	struct buf b;
	double all = 0, json = 0;
	buf_init(&b, 512 * MIB);
	for (size_t i = 0; i < all_formats_n; i++) {
		double best = 1e9;
		for (unsigned k = 0; k < ROUNDS; k++) {
			struct out out;
			struct fault f = { 0 };
			buf_clear(&b);
			out_init_buf(&out, &b);
			double start = now();
			if (all_formats[i]->write(&set, &options, &out, &f) < 0)
				printf("%s: %s\n", all_formats[i]->name, f.text);
			double t = now() - start;
			out_done(&out);
			best = t < best ? t : best;
		}
		all += best;
		if (strcmp(all_formats[i]->name, "json") == 0)
			json = best;
		printf("%-28s %8.2f ms %8zu kB\n", all_formats[i]->name, best, b.n / 1000);
	}
	printf("%-28s %8.2f ms\n%-28s %8.2f ms\n", "json alone", json, "all", all);
	buf_done(&b);
	report_free(r);
	return 0;
}
