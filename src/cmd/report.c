/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy report: what can be made of results that were kept.
 */
#include "cmd/command.h"
#include "cmd/report/subcommand.h"

static const struct report_subcommand *const subcommands[] = {
	&report_subcommand_convert,
};

static const char *const languages[] = { "en", "zh", NULL };

static const struct report_options defaults = { 0 };

#define AT(field) .offset = offsetof(struct report_options, field)

static const struct opt options[] = {
	{ .kind = OPT_GROUP, .help = "What to print" },
	{ OPT_STRING, 'f', "format", "FORMAT",
	  "Format of standard output: table (default), json, markdown, ...", AT(format) },
	{ OPT_LIST, 'o', "output", "FORMAT=FILE", "Also write FILE in that format; repeatable",
	  AT(outputs) },
	{ OPT_CHOICE, 0, "lang", "LANGUAGE", "en (default) or zh, in formats for people", AT(lang),
	  .choices = languages },
	{ OPT_FLAG, 'a', "all", NULL, "Show every finding, not only what to act on", AT(all) },
	{ .kind = OPT_GROUP, .help = "How to run" },
	{ OPT_FLAG, 0, "no-sandbox", NULL, "Do not confine the process", AT(no_sandbox) },
	{ .kind = OPT_END },
};

const char *report_lang_name(unsigned lang)
{
	return languages[lang == REPORT_LANG_ZH ? REPORT_LANG_ZH : REPORT_LANG_EN];
}

/* "convert, diff or weekly" */
static struct str all_names(struct arena *a)
{
	size_t n = ARRAY_LEN(subcommands);
	struct str names = STR("");
	for (size_t i = 0; i < n; i++)
		names = str_printf(a, "%.*s%s%s", STRF(names),
				   i == 0      ? ""
				   : i < n - 1 ? ", "
					       : " or ",
				   subcommands[i]->name);
	return names;
}

static int find_subcommand(int argc, char **argv, const struct report_subcommand **out,
			   struct arena *a, struct fault *f)
{
	const char *names[ARRAY_LEN(subcommands) + 1] = { 0 };
	for (size_t i = 0; i < ARRAY_LEN(subcommands); i++) {
		names[i] = subcommands[i]->name;
		if (argc > 0 && strcmp(argv[0], names[i]) == 0) {
			*out = subcommands[i];
			return 0;
		}
	}
	if (argc == 0)
		return fault_set(f, E_USAGE, "report needs to be told what to do: %.*s",
				 STRF(all_names(a)));
	const char *nearest = opt_nearest(argv[0], names);
	if (nearest)
		return fault_set(f, E_USAGE, "report has no \"%s\"; did you mean \"%s\"?", argv[0],
				 nearest);
	return fault_set(f, E_USAGE, "report has no \"%s\", only %.*s", argv[0],
			 STRF(all_names(a)));
}

static int check_use(const struct report_subcommand *s, const struct report_options *o,
		     int operands, struct fault *f)
{
	const struct {
		bool given;
		unsigned bit;
		const char *name;
	} rows[] = {
		{ o->format, REPORT_OPTION_FORMAT, "--format" },
		{ o->outputs.n, REPORT_OPTION_OUTPUT, "--output" },
		{ o->lang != defaults.lang, REPORT_OPTION_LANG, "--lang" },
		{ o->now, REPORT_OPTION_NOW, "--now" },
		{ o->all, REPORT_OPTION_ALL, "--all" },
		{ o->no_sandbox, REPORT_OPTION_SANDBOX, "--no-sandbox" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (rows[i].given && !(s->options & rows[i].bit))
			return fault_set(f, E_USAGE, "report %s has no %s", s->name, rows[i].name);
	if (operands < s->operands_min || operands > s->operands_max)
		return fault_set(f, E_USAGE, "write: seaworthy report %s%s%s", s->name,
				 s->operands ? " " : "", s->operands ? s->operands : "[options]");
	return 0;
}

static int run(void *parsed, int argc, char **argv, struct arena *a)
{
	const struct report_options *o = parsed;
	const struct report_subcommand *s = NULL;
	struct fault f = { 0 };
	if (find_subcommand(argc, argv, &s, a, &f) < 0 || check_use(s, o, argc - 1, &f) < 0)
		return command_fail(&f);
	int r = s->run(o, argc - 1, argv + 1, a, &f);
	return r < 0 ? command_fail(&f) : r;
}

const struct command command_report = {
	.name = "report",
	.summary = "make other reports of saved ones",
	.usage = "seaworthy report convert [-f FORMAT] [-o FORMAT=FILE]... FILE|-",
	.description =
		"convert reads a report that scan has written (-f json) and writes it in any format, "
		"just as the scan would have done. The exit code is 0 whatever the report says, and 5 when "
		"it cannot be read.",
	.examples =
		"  seaworthy report convert report.json                    # read it on the terminal\n"
		"  seaworthy report convert -o markdown=note.md report.json\n"
		"  xz -d <report.json.xz | seaworthy report convert -      # from a pipe\n",
	.order = 25,
	.options = options,
	.options_size = sizeof(struct report_options),
	.defaults = &defaults,
	.run = run,
};
