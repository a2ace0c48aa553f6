/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy db status: is the file whole, how old is it, what does it cover, what was left out?
 */
#include "base/amount.h"
#include "base/term.h"
#include "cmd/command.h"
#include "cmd/db/subcommand.h"
#include "cmd/lib/database.h"
#include "text/emit.h"

static void count_column(struct out *out, struct arena *a, uint64_t n, size_t columns)
{
	struct str s = count_text(a, n);
	out_repeat(out, ' ', columns > s.n ? columns - s.n : 0);
	out_str(out, s);
}

/* "1.2 MiB", by integers: the same on every machine. */
static struct str size_text(struct arena *a, uint64_t n)
{
	if (n < MIB)
		return str_printf(a, "%llu.%llu KiB", (unsigned long long)(n / KIB),
				  (unsigned long long)(n % KIB * 10 / KIB));
	return str_printf(a, "%llu.%llu MiB", (unsigned long long)(n / MIB),
			  (unsigned long long)(n % MIB * 10 / MIB));
}

static const char *partition_name(const struct db_partition_status *p)
{
	return p->ecosystem == ECOSYSTEM_NONE ? "(unknown)" : ecosystem_info(p->ecosystem)->name;
}

static void print_feeds(const struct db_status *s, struct arena *a, struct out *out)
{
	size_t width = 4;
	for (size_t i = 0; i < s->feeds.n; i++)
		width = size_max(width, text_columns(text_safe(a, s->feeds.p[i].name)));
	out_char(out, '\n');
	text_pad(out, STR("feed"), width);
	out_text(out, "        used     refused  newest\n");
	for (size_t i = 0; i < s->feeds.n; i++) {
		const struct db_feed_status *feed = &s->feeds.p[i];
		text_pad(out, text_safe(a, feed->name), width);
		count_column(out, a, feed->used, 12);
		count_column(out, a, feed->refused, 12);
		out_text(out, "  ");
		out_str(out, feed->newest.n ? text_safe(a, feed->newest) : STR("-"));
		out_char(out, '\n');
		for (size_t k = 0; k < feed->reasons_n; k++) {
			out_repeat(out, ' ', width + 12);
			count_column(out, a, feed->reasons[k].n, 12);
			out_text(out, "  refused: ");
			out_str(out, text_safe(a, feed->reasons[k].reason));
			out_char(out, '\n');
		}
	}
}

static void print_partitions(const struct db_status *s, struct arena *a, struct out *out)
{
	size_t width = 9;
	for (size_t i = 0; i < s->partitions.n; i++) {
		const struct db_partition_status *p = &s->partitions.p[i];
		width = size_max(width, strlen(partition_name(p)) + 1 +
						text_columns(text_safe(a, p->release)));
	}
	out_char(out, '\n');
	text_pad(out, STR("ecosystem"), width);
	out_text(out, "    packages  statements  coverage\n");
	for (size_t i = 0; i < s->partitions.n; i++) {
		const struct db_partition_status *p = &s->partitions.p[i];
		struct str name = str_printf(a, "%s %.*s", partition_name(p), STRF(p->release));
		text_pad(out, text_safe(a, str_trim(name)), width);
		count_column(out, a, p->names, 12);
		count_column(out, a, p->statements, 12);
		out_text(out, p->covered ? "  complete\n" : "  single advisories\n");
	}
}

void db_print_status(const struct db_status *s, struct arena *a, struct out *out)
{
	out_printf(out, "database      %.*s\n", STRF(text_safe(a, s->path)));
	out_printf(out, "digest        %.*s\n", STRF(s->digest));
	out_printf(out, "newest data   %.*s\n",
		   STRF(s->built.n ? text_safe(a, s->built) : STR("-")));
	out_printf(out, "size          %.*s\n", STRF(size_text(a, s->size)));
	out_printf(out, "advisories    %.*s\n", STRF(count_text(a, s->advisories)));
	out_printf(out, "statements    %.*s on %.*s packages\n", STRF(count_text(a, s->statements)),
		   STRF(count_text(a, s->names)));
	out_printf(out, "CVE records   %.*s\n", STRF(count_text(a, s->cves)));
	print_feeds(s, a, out);
	print_partitions(s, a, out);
}

static void emit_feeds(struct emit *e, const struct db_status *s)
{
	emit_key(e, "feeds");
	emit_array(e);
	for (size_t i = 0; i < s->feeds.n; i++) {
		const struct db_feed_status *feed = &s->feeds.p[i];
		emit_object(e);
		emit_member_str(e, "name", feed->name);
		emit_member_set(e, "newest", feed->newest);
		emit_member_u64(e, "used", feed->used);
		emit_member_u64(e, "refused", feed->refused);
		emit_key(e, "reasons");
		emit_array(e);
		for (size_t k = 0; k < feed->reasons_n; k++) {
			emit_object(e);
			emit_member_str(e, "reason", feed->reasons[k].reason);
			emit_member_u64(e, "records", feed->reasons[k].n);
			emit_object_end(e);
		}
		emit_array_end(e);
		emit_object_end(e);
	}
	emit_array_end(e);
}

static void emit_status(const struct db_status *s, bool builtin, struct out *out)
{
	struct emit e;
	emit_init(&e, out, false);
	emit_object(&e);
	emit_member_set(&e, "path", builtin ? STR("") : s->path);
	emit_member_bool(&e, "builtin", builtin);
	emit_member_str(&e, "digest", s->digest);
	emit_member_set(&e, "newest", s->built);
	emit_member_u64(&e, "size", s->size);
	emit_member_u64(&e, "advisories", s->advisories);
	emit_member_u64(&e, "statements", s->statements);
	emit_member_u64(&e, "packages", s->names);
	emit_member_u64(&e, "cves", s->cves);
	emit_feeds(&e, s);
	emit_key(&e, "partitions");
	emit_array(&e);
	for (size_t i = 0; i < s->partitions.n; i++) {
		const struct db_partition_status *p = &s->partitions.p[i];
		emit_object(&e);
		emit_member_text(&e, "ecosystem", partition_name(p));
		emit_member_set(&e, "release", p->release);
		emit_member_u64(&e, "packages", p->names);
		emit_member_u64(&e, "statements", p->statements);
		emit_member_text(&e, "coverage", p->covered ? "complete" : "single advisories");
		emit_object_end(&e);
	}
	emit_array_end(&e);
	emit_object_end(&e);
	out_char(out, '\n');
}

static int run(const void *parsed, int argc, char **argv, struct arena *a, struct out *out,
	       struct fault *f)
{
	const struct db_options *o = parsed;
	OWNED(database_closep) struct database d = { 0 };
	struct db_status status;
	TRY(database_open(&d, argc ? argv[0] : NULL, a, f));
	TRY(db_verify(d.db, f));
	TRY(db_status(d.db, a, &status, f));
	if (o->format == DB_FORMAT_JSON)
		emit_status(&status, d.info.headline_only, out);
	else
		db_print_status(&status, a, out);
	if (o->format == DB_FORMAT_TEXT)
		out_text(out, "\nThe checksum over the whole content holds.\n");
	return EXIT_FIT;
}

const struct subcommand db_subcommand_status = {
	.name = "status",
	.operands = "[FILE]",
	.operands_max = 1,
	.options = DB_OPTION_FORMAT,
	.run = run,
};
