/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy layers: what each layer of an image holds and costs. The same single reading as a scan, with other
 * questions: neither packages are matched nor files searched, names and sizes are enough.
 */
#include "cmd/command.h"
#include "cmd/lib/engine.h"
#include "cmd/lib/image_run.h"
#include "cmd/lib/secrets.h"
#include "find/watch.h"

struct options {
	bool dockerfile, no_sandbox;
	struct image_options which;
	const char *now;
	unsigned format;
	uint64_t top, jobs;
};

enum { TABLE, JSON };

static const struct options defaults = { .top = 3 };

static const char *const formats[] = { "table", "json", NULL };

#define AT(field) .offset = offsetof(struct options, field)
static const struct opt options[] = {
	{ .kind = OPT_GROUP, .help = "What to look at" },
	IMAGE_OPTIONS(struct options, which),
	BASE_OPTIONS(struct options, which),
	{ .kind = OPT_GROUP, .help = "What to print" },
	{ OPT_CHOICE, 'f', "format", "FORMAT",
	  "table (default), or json: the report of scan, as far as it goes", AT(format),
	  .choices = formats },
	{ OPT_NUMBER, 0, "top", "N", "Largest files shown of each layer, at most 10 (default 3)",
	  AT(top), .max = LAYER_TOP },
	{ OPT_FLAG, 0, "dockerfile", NULL, "Print only the reconstructed Dockerfile",
	  AT(dockerfile) },
	{ .kind = OPT_GROUP, .help = "How to run" },
	{ OPT_NUMBER, 'j', "jobs", "N", "Worker threads (default: one a processor)", AT(jobs),
	  .max = 256 },
	{ OPT_FLAG, 0, "no-sandbox", NULL, "Do not confine the process", AT(no_sandbox) },
	{ OPT_STRING, 0, "now", "TIME",
	  "The time that the report bears, YYYY-MM-DD[THH:MM:SSZ] (default: the clock)", AT(now) },
	{ .kind = OPT_END },
};

static int prepare(struct image_run *run, const struct options *o, int argc, char **argv,
		   struct fault *f)
{
	if (argc != 1)
		return fault_set(
			f, E_USAGE,
			argc ? "layers takes one image, %d were given"
			     : "layers needs an image: a file, a folder, or - for standard "
			       "input",
			argc);
	if (o->dockerfile && o->format == JSON)
		return fault_set(f, E_USAGE,
				 "--dockerfile has no --format json: the report of "
				 "--format json holds it as a text");
	run->scan = (struct scan_options){
		.reference = argv[0],
		.image = o->which.image,
		.scanners = SCANNER_LEFTOVER,
		.gate.headline_accepted = true, /* nothing is asked of a database */
	};
	TRY(image_run_prepare(run, o->which.platform, o->now, o->jobs, f));
	static const struct opt_list none = { 0 };
	const char *format = o->dockerfile ? "dockerfile" : o->format == JSON ? "json" : "layers";
	TRY(output_open(&run->outputs, format, &none, f));
	TRY(image_run_open_bases(run, &o->which, f));
	/* for masking what the history tells; no file is searched */
	TRY(secrets_setup_new(NULL, &run->secrets, f));
	run->scan.secrets = secrets_setup_engine(run->secrets);
	static const struct engine_choice engines = { .otherwise = "| seaworthy layers -" };
	TRY(engine_input_open(run->scan.reference, &engines, &run->input, run->arena, f));
	return image_run_confine(run, o->no_sandbox, f);
}

static int tell(struct image_run *run, const struct options *o, int *out_code, struct fault *f)
{
	struct report_set set = { .reports = (const struct report *const *)run->reports.p,
				  .n = run->reports.n };
	for (size_t i = 0; i < run->reports.n; i++)
		if (report_count_place(run->reports.p[i], PLACE_GAP))
			set.verdict = VERDICT_INCOMPLETE;
	*out_code = set.exit_code = set.verdict == VERDICT_INCOMPLETE ? EXIT_INCOMPLETE : EXIT_FIT;
	struct tell_options how = {
		.top = (unsigned)o->top + 1,
		.lang = "en",
		.version = SEAWORTHY_VERSION,
	};
	return output_write(&run->outputs, &set, &how, f);
}

static int run(void *parsed, int argc, char **argv, struct arena *a)
{
	const struct options *o = parsed;
	struct image_run run = image_run_new(a);
	struct fault f = { 0 };
	int code = EXIT_BUG;
	int r = prepare(&run, o, argc, argv, &f);
	if (r >= 0)
		r = scan_run(&run.scan, &run.input, NULL, &run.reports, &f);
	if (r >= 0)
		r = tell(&run, o, &code, &f);
	image_run_done(&run);
	return r < 0 ? command_fail(&f) : code;
}

const struct command command_layers = {
	.name = "layers",
	.summary = "what each layer of an image holds and costs",
	.usage = "seaworthy layers [options] IMAGE",
	.description =
		"Prints every layer with the instruction that made it, its size, what it added, changed and "
		"deleted, what of it later layers delete or replace (it ships all the same), and its largest "
		"files; how much of the image is used; and the three things that would save most.\n"
		"\n"
		"Then follows a Dockerfile, reconstructed from the history and the configuration. The sources "
		"of COPY and the stages before the last one are not recorded in an image; values of build "
		"arguments and secrets are left out.\n"
		"\n"
		"IMAGE is what seaworthy scan takes. Exit code 3 when something could not be read.",
	.examples =
		"  seaworthy layers payment.tar                    # where do the bytes go?\n"
		"  seaworthy layers --top 10 payment.tar           # more of the largest files\n"
		"  seaworthy layers --dockerfile payment.tar       # how was it built?\n"
		"  seaworthy layers --base debian.tar payment.tar  # what was built on the base?\n",
	.order = 15,
	.options = options,
	.options_size = sizeof(struct options),
	.defaults = &defaults,
	.run = run,
};
