/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy report: what can be made of results that were kept.
 */
#include "cmd/command.h"
#include "cmd/report/subcommand.h"

static const struct subcommand *const subcommands[] = {
	&report_subcommand_convert,
	&report_subcommand_diff,
	&report_subcommand_weekly,
};

static const char *const languages[] = { "en", "zh", NULL };

static const char *const fail_on[] = { "nothing", "new", NULL };

static const struct report_options defaults = { 0 };

#define AT(field) .offset = offsetof(struct report_options, field)

static const struct opt options[] = {
	{ .kind = OPT_GROUP, .help = "What to print" },
	{ OPT_STRING, 'f', "format", "FORMAT",
	  "Format of standard output: table (default), json, html, markdown, none; convert: all "
	  "formats of seaworthy scan",
	  AT(format) },
	{ OPT_LIST, 'o', "output", "FORMAT=FILE", "Also write FILE in that format; repeatable",
	  AT(outputs) },
	{ OPT_CHOICE, 0, "lang", "LANGUAGE", "en (default) or zh, in formats for people", AT(lang),
	  .choices = languages },
	{ OPT_FLAG, 'a', "all", NULL, "Show every finding, not only what to act on", AT(all) },
	{ .kind = OPT_GROUP, .help = "report convert: judge again" },
	{ OPT_STRING, 0, "policy", "FILE|NAME", "By this policy, or a built-in one: default, trivy",
	  AT(judging.policy) },
	{ OPT_STRING, 0, "gate", "NAME", "By this gate of the policy", AT(judging.gate) },
	{ OPT_LIST, 0, "vex", "FILE|FOLDER", "With these statements of VEX; repeatable",
	  AT(judging.vex) },
	{ OPT_LIST, 0, "ignorefile", "FILE", "With this ignore file; repeatable",
	  AT(judging.ignore_files) },
	{ OPT_STRING, 0, "baseline", "FILE", "What this saved report has is not new",
	  AT(judging.baseline) },
	{ .kind = OPT_GROUP, .help = "report diff" },
	{ OPT_CHOICE, 0, "fail-on", "WHAT",
	  "new: exit 1 when there are new findings that the gate blocks", AT(fail_on),
	  .choices = fail_on },
	{ OPT_STRING, 0, "db", "FILE",
	  "For images: the advisory database, or 'builtin' for the headline advisories alone",
	  AT(db) },
	{ OPT_STRING, 0, "platform", "OS/ARCH[/VARIANT]",
	  "For images: which platform, or 'all' (default: this machine's)", AT(platform) },
	{ OPT_STRING, 0, "image", "NAME", "For images: which, when the archive holds several",
	  AT(image) },
	{ OPT_STRING, 0, "now", "TIME",
	  "Judge as of this time, YYYY-MM-DD[THH:MM:SSZ] (default: the clock)", AT(now) },
	{ OPT_NUMBER, 'j', "jobs", "N", "For images: worker threads (default: one a processor)",
	  AT(jobs), .max = 256 },
	{ .kind = OPT_GROUP, .help = "report weekly" },
	{ OPT_STRING, 0, "since", "DAYS", "Where the span begins: 7d (default), 4w, or a date",
	  AT(since) },
	{ OPT_LIST, 0, "service-level", "SEVERITY=DAYS",
	  "How long a finding may stay open (default: the policy's, else "
	  "critical=7,high=30,medium=90); 'none' for no limit",
	  AT(service_level), .split = true },
	{ OPT_STRING, 0, "history", "FILE",
	  "The history (default: $SEAWORTHY_HISTORY, then the user's)", AT(history) },
	{ .kind = OPT_GROUP, .help = "How to run" },
	{ OPT_FLAG, 0, "no-sandbox", NULL, "Do not confine the process", AT(no_sandbox) },
	{ .kind = OPT_END },
};

const char *report_lang_name(unsigned lang)
{
	return languages[lang == REPORT_LANG_ZH ? REPORT_LANG_ZH : REPORT_LANG_EN];
}

static int run(void *parsed, int argc, char **argv, struct arena *a)
{
	const struct report_options *o = parsed;
	const struct subcommand_option given[] = {
		{ o->format, REPORT_OPTION_FORMAT, "--format" },
		{ o->outputs.n, REPORT_OPTION_OUTPUT, "--output" },
		{ o->lang != defaults.lang, REPORT_OPTION_LANG, "--lang" },
		{ o->now, REPORT_OPTION_NOW, "--now" },
		{ o->all, REPORT_OPTION_ALL, "--all" },
		{ o->db, REPORT_OPTION_SCAN, "--db" },
		{ o->platform, REPORT_OPTION_SCAN, "--platform" },
		{ o->image, REPORT_OPTION_SCAN, "--image" },
		{ o->jobs, REPORT_OPTION_SCAN, "--jobs" },
		{ o->fail_on, REPORT_OPTION_FAIL_ON, "--fail-on" },
		{ o->no_sandbox, REPORT_OPTION_SANDBOX, "--no-sandbox" },
		{ o->since, REPORT_OPTION_WEEKLY, "--since" },
		{ o->service_level.n, REPORT_OPTION_WEEKLY, "--service-level" },
		{ o->history, REPORT_OPTION_HISTORY, "--history" },
		{ o->judging.policy, REPORT_OPTION_JUDGE, "--policy" },
		{ o->judging.gate, REPORT_OPTION_JUDGE, "--gate" },
		{ o->judging.vex.n, REPORT_OPTION_JUDGE, "--vex" },
		{ o->judging.ignore_files.n, REPORT_OPTION_JUDGE, "--ignorefile" },
		{ o->judging.baseline, REPORT_OPTION_JUDGE, "--baseline" },
	};
	const struct subcommand_set set = { "report", subcommands, ARRAY_LEN(subcommands), given,
					    ARRAY_LEN(given) };
	return subcommand_run(&set, o, argc, argv, a);
}

const struct command command_report = {
	.name = "report",
	.summary = "convert saved reports, compare two, sum up a week",
	.usage = "seaworthy report convert [-f FORMAT] [-o FORMAT=FILE]... FILE|-\n"
		 "seaworthy report diff [options] [A] B\n"
		 "seaworthy report weekly [--since 7d] [-f FORMAT] [-o FORMAT=FILE]...",
	.description =
		"convert reads a report that scan has written (-f json) and writes it in any format, "
		"just as the scan would have done. The exit code is 0 whatever the report says, and 5 when "
		"it cannot be read. With --policy, --gate, --vex, --ignorefile or --baseline the reports "
		"are judged again first, as of --now, and the exit code is that of a scan: a team tries a "
		"policy on what it has.\n"
		"\n"
		"diff says what changed from A to B: findings that are new, gone or different (another "
		"severity, fix, place; moved between base and application), packages, layers and size. "
		"A and B are saved reports or images, also by the name that a local engine knows; images "
		"are scanned first, both with the same options. Without A the image is compared with its "
		"last scan in the history, of which findings and the verdict are known. Findings are the "
		"same when their "
		"fingerprints are: versions, layers and lines do not matter. Its formats are table, "
		"markdown, html and json (docs/format/difference.md). The exit code is 0; with "
		"--fail-on new it is 1 when the "
		"gate blocks something that A does not have.\n"
		"\n"
		"weekly is made of the history: for all images what is new, what was fixed, what is past "
		"its service level and for how long, which exceptions end, which images nobody scanned. "
		"Headline first, worst first. Formats: table (default), markdown, html, json.",
	.examples =
		"  seaworthy report convert report.json                    # on the terminal\n"
		"  seaworthy report convert -o markdown=note.md report.json\n"
		"  seaworthy report convert --gate release report.json     # would it pass?\n"
		"  xz -d <report.json.xz | seaworthy report convert -      # from a pipe\n"
		"  seaworthy report diff old.json new.json                 # what changed?\n"
		"  seaworthy report diff payment-1.1.tar payment-1.2.tar   # of two images\n"
		"  seaworthy report diff --fail-on new main.json branch.tar # nothing new, please\n"
		"  seaworthy report diff --history past.db payment.tar     # since its last scan\n"
		"  seaworthy report weekly                                 # the lead's summary\n"
		"  seaworthy report weekly --lang zh -f none -o html=week.html\n"
		"  seaworthy report weekly --since 4w --service-level critical=3,high=14\n",
	.order = 25,
	.options = options,
	.options_size = sizeof(struct report_options),
	.defaults = &defaults,
	.run = run,
};
