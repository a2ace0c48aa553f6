/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy report diff: what changed between two results.
 *
 * Each side is a saved report or an image; an image is scanned here. All that either side needs is opened before
 * the program confines itself: both inputs, the database, the catalogues, the outputs.
 *
 *         open A, B ─► options, database, outputs ─► confine ─► read or scan A, then B ─► compare ─► tell
 *
 * With one operand it is compared with the last scan of that image in the history. What the archive calls its image is
 * known when it was read, so the last scans of all images are read before the confinement.
 *
 * A regular file that begins like JSON is a report, everything else an image: an image is a folder, an archive or
 * something compressed. A compressed report is recognised when it is read. What is no file may be the name of an
 * image that a local engine has.
 */
#include "cmd/command.h"
#include "cmd/lib/engine.h"
#include "cmd/lib/history_path.h"
#include "cmd/lib/image_run.h"
#include "cmd/lib/saved_input.h"
#include "cmd/lib/secrets.h"
#include "cmd/report/subcommand.h"
#include "find/lib/implant_miner.h"
#include "find/watch.h"
#include "history/past.h"
#include "judge/difference.h"
#include "model/identity.h"
#include "tell/difference.h"

#include <sys/stat.h>
#include <unistd.h>

/* One of the two: a saved report, or an image to scan. */
struct side {
	const char *path;
	bool is_image;
	struct saved_input saved;
	struct source_input input;
	struct scan_reports scanned;
	struct report_list list;
};

struct diffing {
	const struct report_options *o;
	struct image_run run; /* what both sides are scanned with; its input is not used */
	struct miner_patterns *miners;
	struct side side[2];
	bool with_past; /* side[0] is the history's */
	struct past_list past;
	struct difference_set set;
	const char *created_by; /* version for the foot */
};

/* ---- opening ---- */

/* The first byte that is not white space is '{'; read at its place, so that the descriptor stays at 0. */
static bool begins_like_json(int fd)
{
	char head[256];
	ssize_t n = pread(fd, head, sizeof(head), 0);
	struct str s = str_trim(str_make(head, n > 0 ? (size_t)n : 0));
	if (str_starts(s, STR("\xef\xbb\xbf")))
		s = str_from(s, 3);
	return s.n && s.p[0] == '{';
}

static bool ends_like_json(const char *path)
{
	struct str s = str_of(path);
	struct str suffixes[] = { STR(".json"), STR(".json.gz"), STR(".json.zst"),
				  STR(".json.xz") };
	for (size_t i = 0; i < ARRAY_LEN(suffixes); i++)
		if (str_ends(s, suffixes[i]))
			return true;
	return false;
}

static int open_side(struct diffing *d, struct side *s, const char *path, struct fault *f)
{
	s->path = path;
	if (strcmp(path, "-") == 0) {
		s->is_image = false; /* a report: an image can be named */
		return saved_input_open(path, &s->saved, f);
	}
	static const struct engine_choice engines = {
		.otherwise = "-o image.tar, and compare image.tar"
	};
	TRY(engine_input_open(path, &engines, &s->input, d->run.arena, f));
	s->is_image =
		s->input.is_directory || (!begins_like_json(s->input.fd) && !ends_like_json(path));
	if (s->is_image)
		return 0;
	source_input_close(&s->input);
	s->input.fd = -1;
	return saved_input_open(path, &s->saved, f);
}

/* What only scans need. */
static int open_scanning(struct diffing *d, struct fault *f)
{
	const struct report_options *o = d->o;
	struct image_run *run = &d->run;
	run->scan = (struct scan_options){
		.image = o->image,
		.scanners = SCANNER_ALL,
		.gate.headline_accepted = o->db && strcmp(o->db, "builtin") == 0,
	};
	TRY(image_run_prepare(run, o->platform, o->now, o->jobs, f));
	TRY(database_open(&run->database, o->db, run->arena, f));
	run->scan.database = run->database.info;
	TRY(image_run_open_bases(run, NULL, f));
	TRY(secrets_setup_new(NULL, &run->secrets, f));
	run->scan.secrets = secrets_setup_engine(run->secrets);
	TRY(miner_patterns_new(&d->miners, f));
	run->scan.miners = d->miners;
	return 0;
}

static int check_options(const struct diffing *d, bool any_image, struct fault *f)
{
	const struct report_options *o = d->o;
	if (!d->with_past && strcmp(d->side[0].path, "-") == 0 && strcmp(d->side[1].path, "-") == 0)
		return fault_set(f, E_USAGE, "standard input can be one of the two only");
	if (!any_image && (o->db || o->platform || o->image || o->jobs || o->now))
		return fault_set(
			f, E_USAGE,
			"no image is given, only saved reports: --db, --platform, --image, --jobs and --now "
			"are for images, which are scanned");
	return 0;
}

static int open_past(struct diffing *d, struct fault *f)
{
	const char *path;
	struct store *store;
	TRY(history_for_question(d->o->history, d->run.arena, &path, f));
	d->side[0].path = path;
	if (!d->o->history && access(path, F_OK) != 0)
		return fault_set(f, E_USAGE,
				 "diff compares two results, or one with the history, and there is "
				 "no %s",
				 path);
	TRY(store_open(path, false, &store, f));
	int r = past_read(store, d->run.arena, &d->past, f);
	store_close(store);
	return fault_in(f, r, "%s", path);
}

/* Of each image of the other side that was scanned before; none is a mistake in the name, or the first scan. */
static int choose_past(struct diffing *d, struct fault *f)
{
	struct arena *a = d->run.arena;
	VEC(const struct report *) found = { 0 };
	const struct report_list *after = &d->side[1].list;
	for (size_t i = 0; i < after->n; i++) {
		const struct report *past =
			past_find(&d->past, image_key(after->p[i], a),
				  platform_text(a, &after->p[i]->image.platform));
		if (past)
			*VEC_PUSH(a, &found) = past;
	}
	if (found.n == 0)
		return fault_set(f, E_NOTFOUND, "%s: no scan of %.*s", d->side[0].path,
				 STRF(after->n ? image_key(after->p[0], a) : STR("an image")));
	d->side[0].list = (struct report_list){ found.p, found.n };
	return 0;
}

static int open_all(struct diffing *d, char **argv, struct fault *f)
{
	const char **names =
		arena_array(d->run.arena, all_difference_formats_n + 1, sizeof(*names));
	for (size_t i = 0; i < all_difference_formats_n; i++)
		names[i] = all_difference_formats[i]->name;
	TRY(output_open_named(&d->run.outputs, names, d->o->format ? d->o->format : "table",
			      &d->o->outputs, f));
	if (d->with_past)
		TRY(open_past(d, f));
	else
		TRY(open_side(d, &d->side[0], argv[0], f));
	TRY(open_side(d, &d->side[1], argv[d->with_past ? 0 : 1], f));
	bool any_image = d->side[0].is_image || d->side[1].is_image;
	TRY(check_options(d, any_image, f));
	return any_image ? open_scanning(d, f) : 0;
}

/* Everything is open: both folders may be read, where they are any. */
static int confine(struct diffing *d, struct fault *f)
{
	struct image_run *run = &d->run;
	run->input = d->side[0].input;
	run->base_input = d->side[1].input;
	int r = image_run_confine(run, d->o->no_sandbox, f);
	run->input.fd = run->base_input.fd = -1; /* they are the sides' own */
	return r;
}

/* ---- reading ---- */

static int read_side(struct diffing *d, struct side *s, struct fault *f)
{
	if (!s->is_image) {
		TRY(saved_input_read(&s->saved, f));
		s->list = (struct report_list){
			(const struct report *const *)s->saved.saved.reports.p,
			s->saved.saved.reports.n,
		};
		return 0;
	}
	struct scan_options scan = d->run.scan;
	scan.reference = s->path;
	TRY(scan_run(&scan, &s->input, d->run.database.db, &s->scanned, f));
	s->list = (struct report_list){ (const struct report *const *)s->scanned.p, s->scanned.n };
	return 0;
}

static int tell(void *context, size_t choice, bool colour, unsigned width, struct out *out,
		struct fault *f)
{
	struct diffing *d = context;
	const struct difference_format *format = all_difference_formats[choice];
	struct tell_options how = {
		.all = d->o->all,
		.colour = format->terminal && colour,
		.width = format->terminal ? width : 0,
		.lang = report_lang_name(d->o->lang),
		.version = SEAWORTHY_VERSION,
	};
	return format->write(&d->set, &how, out, f);
}

static int run_all(struct diffing *d, char **argv, struct fault *f)
{
	TRY(open_all(d, argv, f));
	TRY(confine(d, f));
	for (size_t i = d->with_past; i < ARRAY_LEN(d->side); i++)
		TRY(read_side(d, &d->side[i], f));
	if (d->with_past)
		TRY(choose_past(d, f));
	difference_make(d->side[0].list, d->side[1].list, d->run.arena, &d->set);
	d->set.name_before = str_of(d->side[0].path);
	if (d->with_past)
		d->set.name_before =
			str_printf(d->run.arena, "%s (%.*s)", d->side[0].path,
				   STRF(str_slice(d->side[0].list.p[0]->created, 0, 10)));
	d->set.name_after = str_of(d->side[1].path);
	return output_write_named(&d->run.outputs, tell, d, f);
}

static void done(struct diffing *d)
{
	for (size_t i = 0; i < ARRAY_LEN(d->side); i++) {
		saved_input_done(&d->side[i].saved);
		if (d->side[i].input.fd >= 0)
			source_input_close(&d->side[i].input);
		scan_reports_done(&d->side[i].scanned);
	}
	past_done(&d->past);
	miner_patterns_free(d->miners);
	image_run_done(&d->run);
}

static int run(const void *parsed, int argc, char **argv, struct arena *a, struct out *out,
	       struct fault *f)
{
	const struct report_options *o = parsed;
	struct diffing d = { .o = o, .run = image_run_new(a), .with_past = argc == 1 };
	(void)out;
	if (argc == 2 && o->history)
		return fault_set(f, E_USAGE,
				 "with --history there is one image to compare with its last scan");
	for (size_t i = 0; i < ARRAY_LEN(d.side); i++) {
		d.side[i].saved.fd = -1;
		d.side[i].input.fd = -1;
	}
	int r = run_all(&d, argv, f);
	bool blocked = o->fail_on == REPORT_FAIL_ON_NEW && d.set.blocking > 0;
	done(&d);
	return r < 0 ? r : blocked ? EXIT_GATE : EXIT_FIT;
}

const struct subcommand report_subcommand_diff = {
	.name = "diff",
	.operands = "[A] B",
	.operands_min = 1,
	.operands_max = 2,
	.options = REPORT_OPTION_FORMAT | REPORT_OPTION_OUTPUT | REPORT_OPTION_LANG |
		   REPORT_OPTION_NOW | REPORT_OPTION_ALL | REPORT_OPTION_SANDBOX |
		   REPORT_OPTION_SCAN | REPORT_OPTION_FAIL_ON | REPORT_OPTION_HISTORY,
	.run = run,
};
