/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One place a line, as compilers do, so that editors and grep take them:
 *
 *     FILE:LINE:COLUMN: SEVERITY RULE MASK FINGERPRINT: title
 */
#include "tell/paint.h"
#include "tell/secrets.h"

static void write_place(const struct paint *p, const struct finding *f,
			const struct secret_place *place)
{
	struct arena *a = p->a;
	struct str more = place->commit.n   ? str_printf(a, " (commit %.*s)", STRF(place->commit))
			  : place->inside.n ? str_printf(a, " (in %.*s)", STRF(place->inside))
					    : STR("");
	paint(p, STYLE_PLAIN,
	      str_printf(a, "%.*s:%u:%u: ", STRF(place->path), place->line, place->column));
	paint(p, style_of(f->severity), str_of(severity_name(f->severity)));
	paint(p, STYLE_PLAIN,
	      str_printf(a, " %.*s %.*s %.*s: %.*s%.*s", STRF(f->id), STRF(f->secret->masked),
			 STRF(f->secret->fingerprint), STRF(f->title), STRF(more)));
	out_char(p->out, '\n');
}

int secrets_write_oneline(const struct secrets_report *r, const struct tell_options *options,
			  struct out *out, struct fault *fault)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct paint p = { out, a, 0, options->colour };
	for (size_t i = 0; i < r->report->findings.n; i++) {
		const struct finding *f = &r->report->findings.p[i];
		arena_reset(a);
		for (size_t k = 0; f->secret && k < f->secret->places.n; k++)
			write_place(&p, f, &f->secret->places.p[k]);
		if (f->secret)
			continue;
		paint(&p, STYLE_PLAIN,
		      str_printf(a, "%.*s: %s %.*s: %.*s", STRF(f->path),
				 finding_kind_name(f->kind), STRF(f->id),
				 STRF(f->message.n ? f->message : f->title)));
		out_char(out, '\n');
	}
	for (size_t i = 0; r->show_ignored && i < r->ignored_n; i++) {
		const struct secret_ignored *g = &r->ignored[i];
		arena_reset(a);
		paint(&p, STYLE_FAINT,
		      str_printf(a, "%.*s:%u:%u: ignored %.*s by %.*s:%u: %.*s", STRF(g->path),
				 g->line, g->column, STRF(g->rule), STRF(g->by), g->by_line,
				 STRF(g->why)));
		out_char(out, '\n');
	}
	return out_finish(out, fault);
}
