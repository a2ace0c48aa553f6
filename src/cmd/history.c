/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy history: what the history holds, and what it shall forget.
 */
#include "base/date.h"
#include "base/term.h"
#include "cmd/command.h"
#include "cmd/lib/clock.h"
#include "cmd/lib/days.h"
#include "cmd/lib/history_path.h"
#include "cmd/lib/history_reader.h"
#include "cmd/lib/subcommand.h"
#include "history/store.h"
#include "tell/paint.h"
#include "text/emit.h"

#include <unistd.h>

struct options {
	const char *history, *keep, *max_size, *now;
	unsigned format;
	bool no_sandbox;
};

enum { TEXT, JSON };

#define KEEP_DAYS "400d"
#define LIST_MAX  1000

static const char *const formats[] = { "text", "json", NULL };

#define AT(field) .offset = offsetof(struct options, field)
static const struct opt options[] = {
	{ OPT_STRING, 0, "history", "FILE",
	  "The history (default: $SEAWORTHY_HISTORY, then the user's)", AT(history) },
	{ .kind = OPT_GROUP, .help = "history status, history list" },
	{ OPT_CHOICE, 'f', "format", "FORMAT", "text (default) or json", AT(format),
	  .choices = formats },
	{ OPT_FLAG, 0, "no-sandbox", NULL, "Do not confine the process", AT(no_sandbox) },
	{ .kind = OPT_GROUP, .help = "history prune" },
	{ OPT_STRING, 0, "keep", "DAYS",
	  "Forget what ended longer ago, and images not scanned for longer (default " KEEP_DAYS ")",
	  AT(keep) },
	{ OPT_STRING, 0, "max-size", "SIZE",
	  "Then forget more, oldest first, until the file is not larger (64M, 2G)", AT(max_size) },
	{ OPT_STRING, 0, "now", "TIME", "Count days back from this time (default: the clock)",
	  AT(now) },
	{ .kind = OPT_END },
};

struct asking {
	const struct options *o;
	const char *path;
	struct arena *a;
	struct out *out;
};

/* ---- status ---- */

static void print_status(const struct asking *q, const struct store_status *s)
{
	struct arena *a = q->a;
	struct out *out = q->out;
	out_printf(out, "history    %.*s\n", STRF(text_safe(a, str_of(q->path))));
	out_printf(out, "size       %.*s, %.*s of it free; scans keep it below %.*s\n",
		   STRF(bytes_text(a, s->bytes)), STRF(bytes_text(a, s->free_bytes)),
		   STRF(bytes_text(a, STORE_BYTES)));
	out_printf(out, "images     %.*s\n", STRF(count_text(a, s->images)));
	out_printf(out, "scans      %.*s, in %.*s rows\n", STRF(count_text(a, s->runs)),
		   STRF(count_text(a, s->scans)));
	out_printf(out, "findings   %.*s, open in images %.*s times\n",
		   STRF(count_text(a, s->findings)), STRF(count_text(a, s->open)));
	if (s->scans)
		out_printf(out, "from       %.*s to %.*s\n",
			   STRF(date_text(a, s->oldest / SECONDS_A_DAY)),
			   STRF(date_text(a, s->newest / SECONDS_A_DAY)));
	out_printf(out, "format     %d\n\nThe structure of the file is whole.\n", s->version);
}

static void emit_status(const struct asking *q, const struct store_status *s)
{
	struct emit e;
	emit_init(&e, q->out, false);
	emit_object(&e);
	emit_member_u64(&e, "schema", 1);
	emit_member_text(&e, "path", q->path);
	emit_member_u64(&e, "format", (uint64_t)s->version);
	emit_member_u64(&e, "bytes", s->bytes);
	emit_member_u64(&e, "freeBytes", s->free_bytes);
	emit_member_u64(&e, "maxBytes", STORE_BYTES);
	emit_member_u64(&e, "images", s->images);
	emit_member_u64(&e, "runs", s->runs);
	emit_member_u64(&e, "scans", s->scans);
	emit_member_u64(&e, "findings", s->findings);
	emit_member_u64(&e, "intervals", s->seen);
	emit_member_u64(&e, "open", s->open);
	if (s->scans) {
		emit_member_str(&e, "oldest", date_time_text(q->a, s->oldest));
		emit_member_str(&e, "newest", date_time_text(q->a, s->newest));
	}
	emit_object_end(&e);
	out_char(q->out, '\n');
}

static int run_status(const void *parsed, int argc, char **argv, struct arena *a, struct out *out,
		      struct fault *f)
{
	struct asking q = { .o = parsed, .a = a, .out = out };
	OWNED(store_closep) struct store *s = NULL;
	struct store_status status;
	(void)argc, (void)argv;
	TRY(history_for_question(q.o->history, a, &q.path, f));
	TRY(history_open_confined(q.path, NULL, q.o->no_sandbox, a, &s, f));
	TRY(fault_in(f, store_status(s, &status, f), "%s", q.path));
	if (q.o->format == JSON)
		emit_status(&q, &status);
	else
		print_status(&q, &status);
	return EXIT_FIT;
}

/* ---- list ---- */

static void print_rows(const struct asking *q, const struct store_scan_list *list, bool one)
{
	struct arena *a = q->a;
	size_t width = 5;
	for (size_t i = 0; i < list->rows.n; i++) {
		const struct store_scan_row *r = &list->rows.p[i];
		struct str name = text_safe(a, one ? r->reference : r->image);
		width = size_max(width, text_columns(name));
	}
	width = size_min(width, 60);
	text_pad(q->out, STR("last scan"), 18);
	text_pad(q->out, one ? STR("reference") : STR("image"), width + 2);
	out_text(q->out, "critical  high  medium  blocking  verdict\n");
	for (size_t i = 0; i < list->rows.n; i++) {
		const struct store_scan_row *r = &list->rows.p[i];
		struct str when = date_time_text(a, r->time);
		struct str name = text_safe(a, one ? r->reference : r->image);
		out_printf(q->out, "%.*s %.*s  ", STRF(str_slice(when, 0, 10)),
			   STRF(str_slice(when, 11, 16)));
		text_pad(q->out, text_cut(a, name, width), width + 2);
		out_printf(q->out, "%8u  %4u  %6u  %8u  %s\n", r->by_severity[SEVERITY_CRITICAL],
			   r->by_severity[SEVERITY_HIGH], r->by_severity[SEVERITY_MEDIUM],
			   r->blocking, verdict_name(r->verdict));
	}
}

static void emit_row(const struct asking *q, struct emit *e, const struct store_scan_row *r)
{
	emit_object(e);
	emit_member_str(e, "image", r->image);
	emit_member_set(e, "platform", r->platform);
	emit_member_str(e, "reference", r->reference);
	emit_member_set(e, "manifestDigest", r->manifest);
	emit_member_set(e, "configDigest", r->config);
	emit_member_str(e, "first", date_time_text(q->a, r->since));
	emit_member_str(e, "last", date_time_text(q->a, r->time));
	emit_member_u64(e, "runs", r->runs);
	emit_member_text(e, "verdict", verdict_name(r->verdict));
	emit_member_set(e, "gate", r->gate);
	emit_member_set(e, "decidedBy", r->clause);
	emit_member_u64(e, "blocking", r->blocking);
	emit_member_u64(e, "fixable", r->fixable);
	for (unsigned i = 0; i < SEVERITY_COUNT_; i++)
		emit_member_u64(e, severity_name((enum severity)i), r->by_severity[i]);
	emit_member_u64(e, "packages", r->packages);
	emit_member_u64(e, "size", r->size);
	emit_object_end(e);
}

static void emit_rows(const struct asking *q, const struct store_scan_list *list)
{
	struct emit e;
	emit_init(&e, q->out, false);
	emit_object(&e);
	emit_member_u64(&e, "schema", 1);
	emit_key(&e, "scans");
	emit_array(&e);
	for (size_t i = 0; i < list->rows.n; i++)
		emit_row(q, &e, &list->rows.p[i]);
	emit_array_end(&e);
	emit_object_end(&e);
	out_char(q->out, '\n');
}

static int run_list(const void *parsed, int argc, char **argv, struct arena *a, struct out *out,
		    struct fault *f)
{
	struct asking q = { .o = parsed, .a = a, .out = out };
	OWNED(store_closep) struct store *s = NULL;
	struct store_scan_list list;
	struct str image = argc ? str_of(argv[0]) : STR("");
	TRY(history_for_question(q.o->history, a, &q.path, f));
	TRY(history_open_confined(q.path, NULL, q.o->no_sandbox, a, &s, f));
	TRY(fault_in(f, store_list(s, image, LIST_MAX, a, &list, f), "%s", q.path));
	if (image.n && list.rows.n == 0)
		return fault_set(f, E_NOTFOUND, "%s knows no image of the name %.*s", q.path,
				 STRF(image));
	if (q.o->format == JSON)
		emit_rows(&q, &list);
	else
		print_rows(&q, &list, image.n > 0);
	return EXIT_FIT;
}

/* ---- prune ---- */

static int run_prune(const void *parsed, int argc, char **argv, struct arena *a, struct out *out,
		     struct fault *f)
{
	struct asking q = { .o = parsed, .a = a, .out = out };
	OWNED(store_closep) struct store *s = NULL;
	uint64_t keep = 0, size = 0;
	struct clock clock;
	struct prune_result p;
	(void)argc, (void)argv;
	TRY(days_parse("--keep", str_of(q.o->keep), &keep, f));
	if (q.o->max_size)
		TRY(size_parse("--max-size", str_of(q.o->max_size), &size, f));
	TRY(clock_read(a, q.o->now, &clock, f));
	TRY(history_for_question(q.o->history, a, &q.path, f));
	if (access(q.path, F_OK) < 0)
		return fault_set(f, E_NOTFOUND, "%s: there is no history", q.path);
	TRY(store_open(q.path, true, &s, f));
	TRY(fault_in(f, store_prune(s, clock.seconds - (int64_t)keep * SECONDS_A_DAY, size, &p, f),
		     "%s", q.path));
	out_printf(out, "forgotten: %.*s, %.*s, %.*s of findings\n",
		   STRF(plural_text(a, p.images, "image", "images")),
		   STRF(plural_text(a, p.scans, "scan", "scans")),
		   STRF(plural_text(a, p.findings, "interval", "intervals")));
	out_printf(out, "size: %.*s, before %.*s\n", STRF(bytes_text(a, p.bytes_after)),
		   STRF(bytes_text(a, p.bytes_before)));
	return EXIT_FIT;
}

/* ---- which ---- */

enum option_bit { ASKS = 1 << 0, PRUNES = 1 << 1 };

static const struct subcommand subcommands[] = {
	{ .name = "status", .options = ASKS, .run = run_status },
	{ .name = "list",
	  .operands = "[IMAGE]",
	  .operands_max = 1,
	  .options = ASKS,
	  .run = run_list },
	{ .name = "prune", .options = PRUNES, .run = run_prune },
};

static int run(void *parsed, int argc, char **argv, struct arena *a)
{
	static const struct subcommand *const list[] = { &subcommands[0], &subcommands[1],
							 &subcommands[2] };
	const struct options *o = parsed;
	const struct subcommand_option given[] = {
		{ o->format, ASKS, "--format" },
		{ o->no_sandbox, ASKS, "--no-sandbox" },
		{ o->max_size, PRUNES, "--max-size" },
		{ o->now, PRUNES, "--now" },
		{ strcmp(o->keep, KEEP_DAYS) != 0, PRUNES, "--keep" },
	};
	const struct subcommand_set set = { "history", list, ARRAY_LEN(list), given,
					    ARRAY_LEN(given) };
	return subcommand_run(&set, o, argc, argv, a);
}

static const struct options defaults = { .keep = KEEP_DAYS };

const struct command command_history = {
	.name = "history",
	.summary = "what earlier scans found, and what to forget of it",
	.usage = "seaworthy history status\n"
		 "seaworthy history list [IMAGE]\n"
		 "seaworthy history prune [--keep DAYS] [--max-size SIZE]",
	.description =
		"Every scan remembers what it found, in one file: $SEAWORTHY_HISTORY, or "
		"$XDG_STATE_HOME/seaworthy/history.db (~/.local/state). Findings are kept as "
		"intervals, from the first scan that saw one to the first that did not. Reports know "
		"by it since when a finding is there, and seaworthy report weekly is made of it. Where "
		"CI is set a scan remembers nothing unless it is told a file. Nothing of a secret is in "
		"it but the name of the rule and the place.\n"
		"\n"
		"status checks the file and says what is in it. list prints the latest scan of "
		"each image, or all of one, newest first.\n"
		"\n"
		"prune forgets scans and findings that ended before --keep, and images that were not "
		"scanned since; findings that are open stay, with their true age. Scans do the like by "
		"themselves when the file reaches 64 MiB. The format is documented in "
		"docs/format/history.md.",
	.examples = "  seaworthy history status                        # how large, how old\n"
		    "  seaworthy history list                          # the latest of each image\n"
		    "  seaworthy history list team/payment             # all scans of one\n"
		    "  seaworthy history prune --keep 180d             # half a year is enough\n",
	.order = 65,
	.options = options,
	.options_size = sizeof(struct options),
	.defaults = &defaults,
	.run = run,
};
