/* SPDX-License-Identifier: Apache-2.0 */
#include "base/amount.h"
#include "tell/difference.h"
#include "tell/words.h"

static struct wording joined(struct arena *a, struct wording one, const char *en, const char *zh,
			     struct wording two)
{
	const char *between[LANG_COUNT_] = { [LANG_EN] = en, [LANG_ZH] = zh };
	struct wording w = { 0 };
	if (wording_is_empty(&one))
		return two;
	if (wording_is_empty(&two))
		return one;
	for (size_t l = 0; l < LANG_COUNT_; l++)
		w.in[l] = str_printf(a, "%.*s%s%.*s", STRF(one.in[l]), between[l], STRF(two.in[l]));
	return w;
}

struct wording difference_size(struct arena *a, uint64_t before, uint64_t after)
{
	if (before == after)
		return wording(PHRASE_DIFF_SAME_SIZE);
	struct str n = bytes_text(a, after > before ? after - before : before - after);
	return wording_same(str_printf(a, "%c%.*s", after > before ? '+' : '-', STRF(n)));
}

static struct wording headline(struct arena *a, bool past, const uint32_t *count, uint64_t packages,
			       uint64_t before, uint64_t after)
{
	struct wording w = { 0 };
	if (count[CHANGE_FIXED])
		w = wording_count(a, PHRASE_DIFF_N_FIXED, count[CHANGE_FIXED]);
	w = wording_list(a, w, wording_count(a, PHRASE_DIFF_N_NEW, count[CHANGE_NEW]));
	if (count[CHANGE_CHANGED])
		w = wording_list(a, w,
				 wording_count(a, PHRASE_DIFF_N_CHANGED, count[CHANGE_CHANGED]));
	if (count[CHANGE_SAME])
		w = wording_list(a, w, wording_count(a, PHRASE_DIFF_N_SAME, count[CHANGE_SAME]));
	if (packages)
		w = joined(a, w, "; ", "；", wording_count(a, PHRASE_DIFF_N_PACKAGES, packages));
	/* a history keeps no sizes */
	return past ? w : joined(a, w, "; ", "；", difference_size(a, before, after));
}

struct wording difference_headline(struct arena *a, const struct difference_set *set)
{
	return headline(a, set->is_past, set->count, set->packages, set->size_before,
			set->size_after);
}

struct wording difference_headline_of(struct arena *a, const struct difference *d)
{
	return headline(a, d->is_past, d->count, d->packages.n, d->size_before, d->size_after);
}

struct str difference_image(struct arena *a, const struct difference *d)
{
	const struct report *r = d->after ? d->after : d->before;
	struct str name = r->image.name.n ? r->image.name : r->reference;
	struct str platform = platform_text(a, &r->image.platform);
	return platform.n ? str_printf(a, "%.*s (%.*s)", STRF(name), STRF(platform)) : name;
}

const struct finding *difference_finding(const struct difference *d, const struct finding_change *c,
					 const struct report **out_report)
{
	bool is_after = c->after != CHANGE_NONE;
	*out_report = is_after ? d->after : d->before;
	return &(*out_report)->findings.p[is_after ? c->after : c->before];
}

struct str difference_subject(struct arena *a, const struct report *r, const struct finding *f)
{
	struct str package = words_package(r, f, a);
	if (package.n == 0 && f->path.n == 0 && f->secret && f->secret->places.n)
		return f->secret->places.p[0].path;
	if (package.n || f->path.n == 0)
		return package;
	return f->line ? str_printf(a, "%.*s:%u", STRF(f->path), f->line) : f->path;
}

static struct wording was(struct arena *a, struct wording now, struct wording before)
{
	return WORDING(a, PHRASE_DIFF_WAS, now, before);
}

static struct wording change_of_fix(const struct vulnerability *v)
{
	return v->fixed.n ? wording_same(v->fixed) : wording(PHRASE_DIFF_NO_FIX);
}

static struct wording changed_details(struct arena *a, const struct difference *d,
				      const struct finding_change *c)
{
	const struct finding *x = &d->before->findings.p[c->before],
			     *y = &d->after->findings.p[c->after];
	struct wording w = { 0 };
	if (c->what & CHANGE_ORIGIN)
		w = wording_list(a, w,
				 WORDING(a, PHRASE_DIFF_MOVED,
					 wording_origin(report_finding_origin(d->after, y)),
					 wording_origin(report_finding_origin(d->before, x))));
	if (c->what & CHANGE_SEVERITY)
		w = wording_list(
			a, w, was(a, wording_severity(y->severity), wording_severity(x->severity)));
	if (c->what & CHANGE_PLACE)
		w = wording_list(a, w, was(a, wording_place(y->place), wording_place(x->place)));
	if (c->what & CHANGE_STATUS)
		w = wording_list(a, w, was(a, wording_status(a, y), wording_status(a, x)));
	else if (c->what & CHANGE_FIX)
		w = wording_list(a, w,
				 x->vulnerability->fixed.n ? was(a, change_of_fix(y->vulnerability),
								 change_of_fix(x->vulnerability))
							   : wording_status(a, y));
	if (c->what & CHANGE_EXPLOITED)
		w = wording_list(a, w,
				 wording(y->vulnerability && y->vulnerability->kev_added.n
						 ? PHRASE_DIFF_EXPLOITED
						 : PHRASE_DIFF_NOT_EXPLOITED));
	if (c->what & CHANGE_LIVE)
		w = wording_list(a, w,
				 wording(y->secret->live ? PHRASE_DIFF_LIVE : PHRASE_DIFF_DELETED));
	return w;
}

struct wording difference_details(struct arena *a, const struct difference *d,
				  const struct finding_change *c)
{
	const struct report *r;
	const struct finding *f = difference_finding(d, c, &r);
	struct wording w = { 0 };
	if (c->kind == CHANGE_CHANGED)
		return changed_details(a, d, c);
	if (c->kind == CHANGE_NEW && f->vulnerability)
		w = wording_status(a, f);
	if (f->place == PLACE_IGNORED)
		w = wording_list(a, w, wording_place(f->place));
	return w;
}

struct wording wording_package_change(enum package_change_kind k)
{
	static const enum phrase phrases[PACKAGE_CHANGE_COUNT_] = {
		[PACKAGE_ADDED] = PHRASE_DIFF_ADDED,
		[PACKAGE_REMOVED] = PHRASE_DIFF_REMOVED,
		[PACKAGE_UPGRADED] = PHRASE_DIFF_UPGRADED,
		[PACKAGE_DOWNGRADED] = PHRASE_DIFF_DOWNGRADED,
		[PACKAGE_REPLACED] = PHRASE_DIFF_REPLACED,
	};
	return wording(phrases[(unsigned)k < PACKAGE_CHANGE_COUNT_ ? k : PACKAGE_REPLACED]);
}

struct package_words difference_package(const struct difference *d, const struct package_change *c)
{
	struct package_words w = { 0 };
	if (c->before != CHANGE_NONE) {
		const struct package *p = &d->before->packages.p[c->before];
		w.name = sym_str(d->before->syms, p->name);
		w.before = sym_str(d->before->syms, p->version);
	}
	if (c->after != CHANGE_NONE) {
		const struct package *p = &d->after->packages.p[c->after];
		w.name = sym_str(d->after->syms, p->name);
		w.after = sym_str(d->after->syms, p->version);
	}
	return w;
}

struct str difference_layer(struct arena *a, const struct difference *d,
			    const struct layer_change *c)
{
	bool is_after = c->after != CHANGE_NONE;
	const struct report *r = is_after ? d->after : d->before;
	const struct layer *l = &r->image.layers.p[is_after ? c->after : c->before];
	if (l->history < r->image.history.n && r->image.history.p[l->history].created_by.n)
		return report_layer_words(r, (uint16_t)(is_after ? c->after : c->before), a);
	return digest_text(a, l->diff_id.kind ? &l->diff_id : &l->digest);
}
