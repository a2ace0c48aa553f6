/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One finding a line, for logs and grep:
 *
 *         act-now CRITICAL CVE-2024-3094 xz-utils 5.6.0-0.2 fixed in 5.6.1 (exploited since …): title
 *
 *         act-now critical private-key deleted root/.ssh/id_rsa:1 in layer 4 of 7: Private key, -----BEGIN…
 *
 * What comes first can be cut off with awk: place, severity, id, and of a secret whether it is live or deleted.
 * After the last image one line with the verdict. Without --all only what has to be done now, uncertain
 * secrets, notes and gaps.
 */
#include "tell/paint.h"
#include "tell/words.h"

static struct str package_words(const struct report *r, const struct finding *f, struct arena *a)
{
	struct str package = words_package(r, f, a);
	struct str status = words_status(f, a), urgency = words_urgency(f, a);
	if (package.n == 0)
		return STR("");
	struct str s =
		str_printf(a, " %.*s%s%.*s", STRF(package), status.n ? ", " : "", STRF(status));
	return urgency.n ? str_printf(a, "%.*s (%.*s)", STRF(s), STRF(urgency)) : s;
}

static bool is_shown(const struct finding *f, bool all)
{
	return all || f->place == PLACE_ACT_NOW || f->place == PLACE_NOTE ||
	       f->place == PLACE_GAP || (f->secret && f->severity >= SEVERITY_MEDIUM);
}

/* Behind the id: " live history 3 (RUN make): npm access token, npm_****1a2B, and 3 other places" */
static void write_secret(const struct paint *p, const struct report *r, const struct finding *f)
{
	struct arena *a = p->a;
	const struct secret *s = f->secret;
	struct str text = str_of(s->live ? " live" : " deleted");
	if (s->places.n)
		text = str_printf(a, "%.*s %.*s", STRF(text),
				  STRF(words_secret_place(r, &s->places.p[0], a)));
	const struct str parts[] = { f->title, s->value.n ? s->value : s->masked, s->detail,
				     words_secret_others(s, 1, a) };
	const char *between = ": ";
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		if (parts[i].n == 0)
			continue;
		text = str_printf(a, "%.*s%s%.*s", STRF(text), between, STRF(parts[i]));
		between = ", ";
	}
	paint(p, STYLE_PLAIN, text);
	out_char(p->out, '\n');
}

static void write_finding(const struct paint *p, const struct report *r, const struct finding *f)
{
	struct arena *a = p->a;
	struct str where = f->vulnerability ? STR("") : words_where(r, f, a);
	paint(p, STYLE_PLAIN, str_of(finding_place_name(f->place)));
	out_char(p->out, ' ');
	paint(p, style_of(f->severity), str_of(severity_name(f->severity)));
	out_char(p->out, ' ');
	paint(p, STYLE_STRONG, f->id);
	if (f->secret) {
		write_secret(p, r, f);
		return;
	}
	paint(p, STYLE_PLAIN, package_words(r, f, a));
	if (where.n)
		paint(p, STYLE_PLAIN, str_printf(a, " %.*s", STRF(where)));
	if (f->title.n)
		paint(p, STYLE_PLAIN, str_printf(a, ": %.*s", STRF(f->title)));
	if (f->message.n)
		paint(p, STYLE_PLAIN, str_printf(a, ": %.*s", STRF(f->message)));
	out_char(p->out, '\n');
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct paint p = { out, a, 0, options->colour };
	for (size_t i = 0; i < set->n; i++) {
		const struct report *r = set->reports[i];
		struct str name = r->image.name.n ? r->image.name : r->reference;
		for (size_t k = 0; k < r->findings.n; k++) {
			arena_reset(a);
			if (is_shown(&r->findings.p[k], options->all))
				write_finding(&p, r, &r->findings.p[k]);
		}
		arena_reset(a);
		paint(&p, STYLE_PLAIN,
		      str_printf(a, "verdict %s %.*s", verdict_name(r->verdict), STRF(name)));
		if (r->verdict_reason.n)
			paint(&p, STYLE_PLAIN, str_printf(a, ": %.*s", STRF(r->verdict_reason)));
		out_char(out, '\n');
	}
	return out_finish(out, f);
}

const struct format format_oneline = {
	.name = "oneline",
	.title = "one finding a line, for logs",
	.terminal = true,
	.write = write,
};
