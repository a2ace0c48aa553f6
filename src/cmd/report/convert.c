/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy report convert: a saved report in other formats, just as the scan would have written them.
 *
 * The verdict and the rest stay what they were, unless the command line names a policy or exceptions: then the
 * reports are judged again between reading and telling, and the exit code says what a scan's would.
 */
#include "cmd/command.h"
#include "cmd/lib/clock.h"
#include "cmd/lib/global.h"
#include "cmd/lib/judging.h"
#include "cmd/lib/saved_input.h"
#include "cmd/report/subcommand.h"

struct converting {
	const struct report_options *o;
	struct arena *arena;
	struct saved_input in;
	struct output_set outputs;
	struct judging judging;
	struct scan_options judge_by; /* of which only the gate counts */
	struct clock clock;
	int code;
};

static bool judges(const struct report_options *o)
{
	const struct judging_options *j = &o->judging;
	return j->policy || j->gate || j->vex.n || j->ignore_files.n || j->baseline;
}

static int open_judging(struct converting *c, struct fault *f)
{
	struct judging_options by = c->o->judging;
	struct opt_list none = { 0 };
	by.no_history = true;
	by.lang = report_lang_name(c->o->lang);
	TRY(clock_read(c->arena, c->o->now, &c->clock, f));
	return judging_open(&c->judging, &by, NULL, &none, &c->judge_by, f);
}

/* The scan said whether it was content with the built-in headline advisories; that stays. */
static bool had_headline_gap(const struct report *r)
{
	for (size_t i = 0; i < r->findings.n; i++)
		if (str_is(r->findings.p[i].id, "gap-headline-only"))
			return true;
	return false;
}

static int judge_again(struct converting *c, struct fault *f)
{
	struct saved *saved = &c->in.saved;
	TRY(judging_read(&c->judging, &c->judge_by, f));
	struct gate_options gate = c->judge_by.gate;
	gate.today = c->clock.date;
	for (size_t i = 0; i < saved->reports.n; i++) {
		struct report *r = saved->reports.p[i];
		gate.headline_accepted = !had_headline_gap(r);
		gate_decide(r, &gate);
	}
	struct run_outcome outcome =
		run_outcome_of((const struct report *const *)saved->reports.p, saved->reports.n);
	saved->verdict = run_verdict(outcome);
	c->code = command_exit_code(outcome);
	saved->exit_code = c->code;
	return 0;
}

static int run_all(struct converting *c, const char *path, struct fault *f)
{
	const struct report_options *o = c->o;
	TRY(output_open(&c->outputs, o->format ? o->format : "table", &o->outputs, f));
	if (judges(o))
		TRY(open_judging(c, f));
	TRY(saved_input_open(path, &c->in, f));
	TRY(saved_input_confine(&c->outputs, o->no_sandbox, f));
	TRY(saved_input_read(&c->in, f));
	if (judges(o))
		TRY(judge_again(c, f));
	struct report_set set = saved_input_set(&c->in);
	struct tell_options how = {
		.all = o->all,
		.files = c->in.saved.has_files,
		.lang = report_lang_name(o->lang),
		.version = str_cstr(c->in.saved.arena, c->in.saved.version),
	};
	return output_write(&c->outputs, &set, &how, f);
}

static int run(const void *parsed, int argc, char **argv, struct arena *a, struct out *out,
	       struct fault *f)
{
	const struct report_options *o = parsed;
	struct converting c = {
		.o = o, .arena = a, .in = { .fd = -1 }, .judging = judging_new(a), .code = EXIT_FIT
	};
	(void)argc, (void)out;
	int r = run_all(&c, argv[0], f);
	judging_done(&c.judging);
	saved_input_done(&c.in);
	output_abort(&c.outputs);
	return r < 0 ? r : c.code;
}

const struct subcommand report_subcommand_convert = {
	.name = "convert",
	.operands = "FILE|-",
	.operands_min = 1,
	.operands_max = 1,
	.options = REPORT_OPTION_FORMAT | REPORT_OPTION_OUTPUT | REPORT_OPTION_LANG |
		   REPORT_OPTION_ALL | REPORT_OPTION_SANDBOX | REPORT_OPTION_NOW |
		   REPORT_OPTION_JUDGE,
	.run = run,
};
