/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy report weekly: what happened to all images within a span of time, out of the history.
 *
 * Files are made under temporary names before the history is read, and get their own when all of them were
 * written. Nothing of an image is read here.
 */
#include "base/date.h"
#include "base/fs.h"
#include "base/term.h"
#include "base/vec.h"
#include "cmd/command.h"
#include "cmd/lib/clock.h"
#include "cmd/lib/days.h"
#include "cmd/lib/history_path.h"
#include "cmd/lib/judging.h"
#include "cmd/report/subcommand.h"
#include "history/weekly.h"
#include "tell/weekly.h"

#include <unistd.h>

#define DEFAULT_DAYS 7

struct target {
	const struct weekly_format *format;
	struct fs_file file; /* fd -1: standard output */
};

struct writing {
	const struct report_options *o;
	struct arena *a;
	struct clock clock;
	int64_t since;
	struct service_level level;
	const char *history;
	VEC(struct target) targets;
	struct weekly weekly;
};

static int find_format(struct writing *w, struct str name, const struct weekly_format **out,
		       struct fault *f)
{
	*out = weekly_format_find(name);
	if (*out)
		return 0;
	struct str names = STR("");
	for (size_t i = 0; i < all_weekly_formats_n; i++)
		names = str_printf(w->a, "%.*s%s%s", STRF(names), i ? ", " : "",
				   all_weekly_formats[i]->name);
	return fault_set(f, E_USAGE, "report weekly has no format \"%.*s\", only %.*s", STRF(name),
			 STRF(names));
}

static int add_file(struct writing *w, const char *text, bool *out_stdout, struct fault *f)
{
	struct str name, path;
	const struct weekly_format *format;
	if (!str_cut(str_of(text), '=', &name, &path) || path.n == 0)
		return fault_set(f, E_USAGE, "-o %s: write FORMAT=FILE", text);
	TRY(find_format(w, name, &format, f));
	struct target *t = VEC_PUSH(w->a, &w->targets);
	t->format = format;
	t->file.fd = -1;
	if (str_is(path, "-")) {
		*out_stdout = true;
		return 0;
	}
	return fs_file_create(&t->file, str_cstr(w->a, path), f);
}

static int open_targets(struct writing *w, struct fault *f)
{
	const char *format = w->o->format;
	bool taken = false;
	for (size_t i = 0; i < w->o->outputs.n; i++)
		TRY(add_file(w, w->o->outputs.p[i], &taken, f));
	if ((taken && !format) || (format && strcmp(format, "none") == 0))
		return 0;
	const struct weekly_format *found;
	TRY(find_format(w, str_of(format ? format : "table"), &found, f));
	*VEC_PUSH(w->a, &w->targets) = (struct target){ .format = found, .file.fd = -1 };
	return 0;
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

static int write_one(const struct writing *w, struct target *t, struct fault *f)
{
	bool to_stdout = t->file.fd < 0;
	int fd = to_stdout ? STDOUT_FILENO : t->file.fd;
	struct weekly_tell how = {
		.all = w->o->all,
		.colour = to_stdout && t->format->terminal && term_colour(fd),
		.width = to_stdout && t->format->terminal ? term_width(fd) : 0,
		.lang = lang_of(report_lang_name(w->o->lang)),
		.version = SEAWORTHY_VERSION,
	};
	struct out out;
	out_init_fd(&out, fd);
	int r = t->format->write(&w->weekly, &how, &out, f);
	if (r >= 0)
		r = out_finish(&out, f);
	out_done(&out);
	return fault_in(f, r, "%s", to_stdout ? "standard output" : t->file.path);
}

/* Files first: when one of them fails, standard output has not claimed success. */
static int write_targets(struct writing *w, struct fault *f)
{
	for (unsigned pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < w->targets.n; i++)
			if ((w->targets.p[i].file.fd < 0) == (pass == 1))
				TRY(write_one(w, &w->targets.p[i], f));
	for (size_t i = 0; i < w->targets.n; i++)
		if (w->targets.p[i].file.fd >= 0)
			TRY(fs_file_commit(&w->targets.p[i].file, f));
	return 0;
}

static int run_all(struct writing *w, struct fault *f)
{
	OWNED(store_closep) struct store *s = NULL;
	TRY(clock_read(w->a, w->o->now, &w->clock, f));
	TRY(read_since(w, f));
	TRY(read_level(w, f));
	TRY(history_for_question(w->o->history, w->a, &w->history, f));
	TRY(open_targets(w, f));
	TRY(store_open(w->history, false, &s, f));
	TRY(fault_in(f, store_weekly(s, w->since, w->clock.seconds, &w->level, w->a, &w->weekly, f),
		     "%s", w->history));
	return write_targets(w, f);
}

static int run(const void *parsed, int argc, char **argv, struct arena *a, struct out *out,
	       struct fault *f)
{
	const struct report_options *o = parsed;
	struct writing w = { .o = o, .a = a };
	(void)argc, (void)argv, (void)out;
	int r = run_all(&w, f);
	for (size_t i = 0; i < w.targets.n; i++)
		if (w.targets.p[i].file.fd >= 0)
			fs_file_abort(&w.targets.p[i].file);
	return r < 0 ? r : EXIT_FIT;
}

const struct subcommand report_subcommand_weekly = {
	.name = "weekly",
	.options = REPORT_OPTION_FORMAT | REPORT_OPTION_OUTPUT | REPORT_OPTION_LANG |
		   REPORT_OPTION_NOW | REPORT_OPTION_ALL | REPORT_OPTION_WEEKLY |
		   REPORT_OPTION_HISTORY,
	.run = run,
};
