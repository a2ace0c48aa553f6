/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy report weekly: what happened to all images within a span of time, out of the history.
 *
 *         outputs, policy opened ─► confine ─► read the history ─► write
 *
 * Nothing of an image is read here.
 */
#include "base/date.h"
#include "cmd/command.h"
#include "cmd/lib/clock.h"
#include "cmd/lib/days.h"
#include "cmd/lib/history_path.h"
#include "cmd/lib/history_reader.h"
#include "cmd/lib/judging.h"
#include "cmd/lib/output.h"
#include "cmd/report/subcommand.h"
#include "history/weekly.h"
#include "tell/weekly.h"

#define DEFAULT_DAYS 7

struct writing {
	const struct report_options *o;
	struct arena *a;
	struct clock clock;
	int64_t since;
	struct service_level level;
	const char *history;
	struct output_set outputs;
	struct weekly weekly;
};

static int open_outputs(struct writing *w, struct fault *f)
{
	const char **names = arena_array(w->a, all_weekly_formats_n + 1, sizeof(*names));
	for (size_t i = 0; i < all_weekly_formats_n; i++)
		names[i] = all_weekly_formats[i]->name;
	return output_open_named(&w->outputs, names, w->o->format ? w->o->format : "table",
				 &w->o->outputs, f);
}

static int read_since(struct writing *w, struct fault *f)
{
	uint64_t days = DEFAULT_DAYS;
	struct str text = str_of(w->o->since);
	if (text.n && date_parse_time(text, &w->since)) {
		if (w->since >= w->clock.seconds)
			return fault_set(f, E_USAGE, "--since %s lies not before now", w->o->since);
		return 0;
	}
	if (text.n)
		TRY(days_parse("--since", text, &days, f));
	if (days == 0)
		return fault_set(f, E_USAGE, "--since %s: at least a day", w->o->since);
	w->since = w->clock.seconds - (int64_t)days * SECONDS_A_DAY;
	return 0;
}

/* What the team's policy says, else the usual. */
static int read_policy_level(struct writing *w, struct fault *f)
{
	struct policy policy;
	w->level = service_level_default();
	TRY(judging_read_policy(w->a, &policy, f));
	bool said = false;
	for (unsigned i = 0; i < SEVERITY_COUNT_; i++)
		said |= policy.report.service_days[i] > 0;
	for (unsigned i = 0; said && i < SEVERITY_COUNT_; i++)
		w->level.days[i] = policy.report.service_days[i];
	return 0;
}

static int read_level(struct writing *w, struct fault *f)
{
	const struct opt_list *list = &w->o->service_level;
	if (!list->n)
		return read_policy_level(w, f);
	w->level = (struct service_level){ 0 };
	for (size_t i = 0; i < list->n; i++) {
		struct str name, text;
		enum severity severity;
		uint64_t days;
		if (list->n == 1 && strcmp(list->p[i], "none") == 0)
			return 0;
		if (!str_cut(str_of(list->p[i]), '=', &name, &text) ||
		    !severity_parse(name, &severity))
			return fault_set(f, E_USAGE,
					 "--service-level %s: write critical=7,high=30, or none",
					 list->p[i]);
		TRY(days_parse("--service-level", text, &days, f));
		w->level.days[severity] = (uint32_t)days;
	}
	return 0;
}

static int tell(void *context, size_t choice, bool colour, unsigned width, struct out *out,
		struct fault *f)
{
	const struct writing *w = context;
	const struct weekly_format *format = all_weekly_formats[choice];
	struct weekly_tell how = {
		.all = w->o->all,
		.colour = format->terminal && colour,
		.width = format->terminal ? width : 0,
		.lang = lang_of(report_lang_name(w->o->lang)),
		.version = SEAWORTHY_VERSION,
	};
	return format->write(&w->weekly, &how, out, f);
}

static int run_all(struct writing *w, struct fault *f)
{
	OWNED(store_closep) struct store *s = NULL;
	TRY(clock_read(w->a, w->o->now, &w->clock, f));
	TRY(read_since(w, f));
	TRY(read_level(w, f));
	TRY(history_for_question(w->o->history, w->a, &w->history, f));
	TRY(open_outputs(w, f));
	TRY(history_open_confined(w->history, &w->outputs, w->o->no_sandbox, w->a, &s, f));
	TRY(fault_in(f, store_weekly(s, w->since, w->clock.seconds, &w->level, w->a, &w->weekly, f),
		     "%s", w->history));
	return output_write_named(&w->outputs, tell, w, f);
}

static int run(const void *parsed, int argc, char **argv, struct arena *a, struct out *out,
	       struct fault *f)
{
	const struct report_options *o = parsed;
	struct writing w = { .o = o, .a = a };
	(void)argc, (void)argv, (void)out;
	int r = run_all(&w, f);
	output_abort(&w.outputs);
	return r < 0 ? r : EXIT_FIT;
}

const struct subcommand report_subcommand_weekly = {
	.name = "weekly",
	.options = REPORT_OPTION_FORMAT | REPORT_OPTION_OUTPUT | REPORT_OPTION_LANG |
		   REPORT_OPTION_NOW | REPORT_OPTION_ALL | REPORT_OPTION_WEEKLY |
		   REPORT_OPTION_HISTORY | REPORT_OPTION_SANDBOX,
	.run = run,
};
