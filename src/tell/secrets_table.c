/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Secrets for a person: one block for each secret, not for each place, because it is revoked once.
 *
 *     1 CRITICAL  GitHub personal access token   ghp_********************1a2B
 *       src/config.py:12:9
 *       .env:3:15  (base64)
 *       src/old.py:7 · commit 8d7a0c1f22e1 of 2025-03-01, not in HEAD any more
 *       rotate  Settings > Developer settings > …
 *       remove  take it out of the file, and have it given when the program starts
 */
#include "tell/paint.h"
#include "tell/secrets.h"
#include "tell/words.h"

#define PLACES_SHOWN 12

static struct str place_text(struct arena *a, const struct secret_place *p)
{
	struct str s = p->path;
	if (p->line && p->column)
		s = str_printf(a, "%.*s:%u:%u", STRF(s), p->line, p->column);
	else if (p->line)
		s = str_printf(a, "%.*s:%u", STRF(s), p->line);
	if (p->inside.n)
		s = str_printf(a, "%.*s  (in %.*s)", STRF(s), STRF(p->inside));
	if (p->commit.n)
		s = str_printf(a, "%.*s · commit %.*s of %.*s%s", STRF(s),
			       STRF(str_slice(p->commit, 0, 12)),
			       STRF(str_slice(p->author_date, 0, 10)),
			       p->in_head ? "" : ", not in HEAD any more");
	return s;
}

static void write_places(const struct paint *p, const struct secret *s, bool all)
{
	size_t shown = all ? s->places.n : size_min(s->places.n, PLACES_SHOWN);
	for (size_t i = 0; i < shown; i++) {
		out_text(p->out, "  ");
		paint_wrapped(p, STYLE_PLAIN, place_text(p->a, &s->places.p[i]), 2, 4);
	}
	uint64_t more = s->places.n - shown + s->more;
	if (more)
		paint_row(p, 2, "", 0, STYLE_FAINT,
			  str_printf(p->a, "and %llu more%s", (unsigned long long)more,
				     s->more ? "" : " (--all)"));
}

static void write_secret(const struct paint *p, const struct finding *f, size_t number, bool all)
{
	const struct secret *s = f->secret;
	struct str head = str_printf(p->a, "%zu ", number);
	struct str severity = words_severity(f->severity);
	out_char(p->out, '\n');
	paint(p, STYLE_FAINT, head);
	paint(p, style_of(f->severity), severity);
	out_text(p->out, "  ");
	paint_wrapped(p, STYLE_STRONG, f->title, head.n + severity.n + 2, 4);
	paint_row(p, 2, "value", 8, STYLE_PLAIN,
		  s->detail.n ? str_printf(p->a, "%.*s  (%.*s)", STRF(s->masked), STRF(s->detail))
			      : s->masked);
	if (s->value.n)
		paint_row(p, 2, "shown", 8, STYLE_PLAIN, s->value);
	write_places(p, s, all);
	/* "rotate; remove": the fix of the finding is both */
	paint_row(p, 2, "rotate", 8, STYLE_TYPE, s->rotate);
	struct str removal = words_removal(f);
	if (removal.n)
		paint_row(p, 2, "remove", 8, STYLE_TYPE, removal);
	paint_row(p, 2, "rule", 8, STYLE_FAINT,
		  str_printf(p->a, "%.*s%s, fingerprint %.*s", STRF(f->id),
			     s->proven ? " (checksum or structure holds)" : "",
			     STRF(s->fingerprint)));
}

static void write_others(const struct paint *p, const struct report *r)
{
	bool titled = false;
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		if (f->secret)
			continue;
		if (!titled)
			paint_title(p, "NOT COMPLETE, OR WORTH KNOWING");
		titled = true;
		struct str text =
			str_printf(p->a, "%.*s%s%.*s%s%.*s", STRF(f->path), f->path.n ? ": " : "",
				   STRF(f->title), f->message.n ? ": " : "", STRF(f->message));
		out_text(p->out, "  ");
		paint_wrapped(p, STYLE_PLAIN, text, 2, 4);
	}
}

static void write_ignored(const struct paint *p, const struct secrets_report *r)
{
	if (!r->show_ignored || !r->ignored_n)
		return;
	paint_title(p, "IGNORED");
	for (size_t i = 0; i < r->ignored_n; i++) {
		const struct secret_ignored *g = &r->ignored[i];
		struct str commit = g->commit.n ? str_printf(p->a, " (commit %.*s)",
							     STRF(str_slice(g->commit, 0, 12)))
						: STR("");
		out_text(p->out, "  ");
		paint_wrapped(p, STYLE_FAINT,
			      str_printf(p->a, "%.*s:%u%.*s %.*s %.*s: %.*s:%u, %.*s",
					 STRF(g->path), g->line, STRF(commit), STRF(g->rule),
					 STRF(g->masked), STRF(g->by), g->by_line, STRF(g->why)),
			      2, 4);
	}
}

static void write_verdict(const struct paint *p, const struct secrets_report *r)
{
	const struct report *report = r->report;
	struct arena *a = p->a;
	out_char(p->out, '\n');
	paint_verdict(p, report->verdict, report->verdict_reason);
	uint64_t ignored = r->ignored_n + r->ignored_more;
	struct str files = plural_text(a, r->files, "file", "files");
	struct str line =
		str_printf(a, "%.*s, %.*s searched", STRF(files), STRF(bytes_text(a, r->bytes)));
	if (ignored)
		line = str_printf(a, "%.*s; %.*s ignored by configuration or comments%s",
				  STRF(line), STRF(count_text(a, ignored)),
				  r->show_ignored ? "" : " (--show-ignored)");
	paint_wrapped(p, STYLE_FAINT, line, 0, 2);
}

int secrets_write_table(const struct secrets_report *r, const struct tell_options *options,
			struct out *out, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct paint p = { out, a, options->width, options->colour };
	size_t number = 0;
	for (size_t i = 0; i < r->report->findings.n; i++) {
		arena_reset(a);
		if (r->report->findings.p[i].secret)
			write_secret(&p, &r->report->findings.p[i], ++number, options->all);
	}
	write_others(&p, r->report);
	write_ignored(&p, r);
	write_verdict(&p, r);
	return out_finish(out, f);
}
