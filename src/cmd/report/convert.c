/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy report convert: a saved report in other formats, just as the scan would have written them.
 *
 * The verdict and the rest stay what they were. A policy that is named here would judge again, between reading and
 * telling.
 */
#include "cmd/command.h"
#include "cmd/lib/saved_input.h"
#include "cmd/report/subcommand.h"

static int run_all(const struct report_options *o, const char *path, struct saved_input *in,
		   struct output_set *outputs, struct fault *f)
{
	TRY(output_open(outputs, o->format ? o->format : "table", &o->outputs, f));
	TRY(saved_input_open(path, in, f));
	TRY(saved_input_confine(outputs, o->no_sandbox, f));
	TRY(saved_input_read(in, f));
	struct report_set set = saved_input_set(in);
	struct tell_options how = {
		.all = o->all,
		.files = in->saved.has_files,
		.lang = report_lang_name(o->lang),
		.version = str_cstr(in->saved.arena, in->saved.version),
	};
	return output_write(outputs, &set, &how, f);
}

static int run(const struct report_options *o, int argc, char **argv, struct arena *a,
	       struct fault *f)
{
	struct saved_input in = { .fd = -1 };
	struct output_set outputs = { 0 };
	(void)argc, (void)a;
	int r = run_all(o, argv[0], &in, &outputs, f);
	saved_input_done(&in);
	output_abort(&outputs);
	return r < 0 ? r : EXIT_FIT;
}

const struct report_subcommand report_subcommand_convert = {
	.name = "convert",
	.operands = "FILE|-",
	.operands_min = 1,
	.operands_max = 1,
	.options = REPORT_OPTION_FORMAT | REPORT_OPTION_OUTPUT | REPORT_OPTION_LANG |
		   REPORT_OPTION_ALL | REPORT_OPTION_SANDBOX,
	.run = run,
};
