/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/words.h"

#include "base/term.h"
#include "model/instruction.h"
#include "tell/paint.h"

struct str words_severity(enum severity s)
{
	static const struct str names[SEVERITY_COUNT_] = {
		[SEVERITY_UNKNOWN] = STR_INIT("UNKNOWN"),
		[SEVERITY_NEGLIGIBLE] = STR_INIT("NEGLIGIBLE"),
		[SEVERITY_LOW] = STR_INIT("LOW"),
		[SEVERITY_MEDIUM] = STR_INIT("MEDIUM"),
		[SEVERITY_HIGH] = STR_INIT("HIGH"),
		[SEVERITY_CRITICAL] = STR_INIT("CRITICAL"),
	};
	return names[s < SEVERITY_COUNT_ ? s : SEVERITY_UNKNOWN];
}

struct str words_status(const struct finding *f, struct arena *a)
{
	if (!f->vulnerability)
		return STR("");
	if (f->vulnerability->fixed.n)
		return str_printf(a, "fixed in %.*s", STRF(f->vulnerability->fixed));
	switch (f->vulnerability->status) {
	case ADVISORY_NOT_AFFECTED:
		return STR("not affected");
	case ADVISORY_WILL_NOT_FIX:
		return STR("will not be fixed");
	case ADVISORY_DEFERRED:
		return STR("fix deferred");
	case ADVISORY_END_OF_LIFE:
		return STR("no longer maintained");
	case ADVISORY_UNDER_INVESTIGATION:
		return STR("under investigation");
	case ADVISORY_AFFECTED:
	case ADVISORY_FIXED:
	case ADVISORY_STATUS_COUNT_:
		break;
	}
	return STR("no fix yet");
}

static struct str joined(struct arena *a, struct str list, struct str item)
{
	return list.n ? str_printf(a, "%.*s, %.*s", STRF(list), STRF(item)) : item;
}

struct str words_urgency(const struct finding *f, struct arena *a)
{
	const struct vulnerability *v = f->vulnerability;
	struct str all = STR("");
	if (!v)
		return all;
	if (v->kev_added.n)
		all = str_printf(a, "exploited since %.*s", STRF(v->kev_added));
	if (v->kev_ransomware)
		all = joined(a, all, STR("used for ransomware"));
	if (v->has_epss && v->epss >= 0.01)
		all = joined(a, all, str_printf(a, "EPSS %.0f %%", v->epss * 100));
	return all;
}

const char *words_distribution(const struct report *r)
{
	const char *name = ecosystem_info(r->os.ecosystem)->name;
	return name && name[0] && r->os.ecosystem != ECOSYSTEM_NONE ? name : "the distribution";
}

struct str words_package(const struct report *r, const struct finding *f, struct arena *a)
{
	if (f->package >= r->packages.n)
		return STR("");
	const struct package *p = &r->packages.p[f->package];
	struct str name = sym_str(r->syms, p->source_name);
	struct str version = f->vulnerability && f->vulnerability->installed.n
				     ? f->vulnerability->installed
				     : sym_str(r->syms, p->source_version);
	return str_printf(a, "%.*s %.*s", STRF(name), STRF(version));
}

struct str words_where(const struct report *r, const struct finding *f, struct arena *a)
{
	struct str where = f->path;
	if (where.n && f->line)
		where = str_printf(a, "%.*s:%u", STRF(where), f->line);
	if (f->layer >= r->image.layers.n)
		return where;
	struct str layer = str_printf(a, "layer %u of %zu", f->layer + 1u, r->image.layers.n);
	return where.n ? str_printf(a, "%.*s in %.*s", STRF(where), STRF(layer)) : layer;
}

struct str words_base(const struct report *r, struct arena *a)
{
	struct str age =
		r->base.created.n ? str_printf(a, " of %.*s", STRF(r->base.created)) : STR("");
	return str_printf(a, "%.*s%.*s: %u of %.*s", STRF(r->base.name), STRF(age), r->base.layers,
			  STRF(plural_text(a, r->image.layers.n, "layer", "layers")));
}

struct str words_origins(const struct report *r, struct arena *a)
{
	size_t packages[2] = { 0 }, findings[2] = { 0 };
	for (size_t i = 0; i < r->packages.n; i++) {
		enum origin o = report_origin(r, r->packages.p[i].layer);
		if (o != ORIGIN_UNKNOWN && (r->packages.p[i].flags & PACKAGE_LIVE))
			packages[o == ORIGIN_APP]++;
	}
	for (size_t i = 0; i < r->findings.n; i++) {
		enum origin o = report_finding_origin(r, &r->findings.p[i]);
		if (o != ORIGIN_UNKNOWN)
			findings[o == ORIGIN_APP]++;
	}
	return str_printf(a, "%.*s and %.*s are the base's; %.*s and %.*s came on top",
			  STRF(plural_text(a, packages[0], "package", "packages")),
			  STRF(plural_text(a, findings[0], "finding", "findings")),
			  STRF(plural_text(a, packages[1], "package", "packages")),
			  STRF(plural_text(a, findings[1], "finding", "findings")));
}

/* "history 3: RUN npm ci": the step, when the place is one. */
static struct str history_words(const struct report *r, struct str path, struct arena *a)
{
	uint64_t n = 0;
	if (!str_starts(path, STR("history ")) ||
	    !str_u64(str_from(path, strlen("history ")), r->image.history.n, &n) || n == 0)
		return path;
	struct str by = instruction_short(a, r->image.history.p[n - 1].created_by);
	return by.n ? str_printf(a, "%.*s (%.*s)", STRF(path),
				 STRF(text_cut(a, text_safe(a, by), 40)))
		    : path;
}

struct str words_secret_place(const struct report *r, const struct secret_place *place,
			      struct arena *a)
{
	struct str s = place->path;
	if (place->layer == LAYER_NONE)
		s = history_words(r, s, a);
	else if (place->line)
		s = str_printf(a, "%.*s:%u", STRF(s), place->line);
	if (place->inside.n)
		s = str_printf(a, "%.*s (%.*s)", STRF(s), STRF(place->inside));
	if (place->layer < r->image.layers.n)
		s = str_printf(a, "%.*s in layer %u of %zu", STRF(s), place->layer + 1u,
			       r->image.layers.n);
	if (place->commit.n)
		s = str_printf(a, "%.*s, commit %.*s%s%.*s, %s HEAD", STRF(s),
			       STRF(str_slice(place->commit, 0, 12)),
			       place->author_date.n ? " of " : "",
			       STRF(str_slice(place->author_date, 0, 10)),
			       place->in_head ? "still in" : "not in");
	return s;
}

struct str words_secret_state(const struct secret *s, struct arena *a)
{
	if (s->live || s->places.n == 0)
		return STR("live");
	return str_printf(a, "deleted by layer %u, but it still ships",
			  s->places.p[0].deleted_by + 1u);
}

struct str words_secret_others(const struct secret *s, size_t shown, struct arena *a)
{
	size_t all = s->places.n + s->more;
	if (all <= shown)
		return STR("");
	return str_printf(a, "and %zu other place%s", all - shown, all - shown == 1 ? "" : "s");
}

struct str words_removal(const struct finding *f)
{
	struct str rotate = f->secret ? f->secret->rotate : STR("");
	if (rotate.n && rotate.p[rotate.n - 1] == '.')
		rotate.n--;
	if (!rotate.n || !str_starts(f->fix, rotate))
		return f->fix;
	struct str rest = str_from(f->fix, rotate.n);
	while (rest.n && (rest.p[0] == ';' || rest.p[0] == '.' || rest.p[0] == ' '))
		rest = str_from(rest, 1);
	return rest;
}
