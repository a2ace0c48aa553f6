/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Grouping by source package.
 *
 * Advisories name the source, a package manager installs what was built from it: one hole in openssl
 * is found in libssl3 and in openssl. The key of a group is therefore (kind, source name, source
 * version, is there a fix); the same source in two versions is two groups, because the two came by
 * different ways. The version to reach is the highest that any member asks for, by the order of
 * the ecosystem.
 *
 * Must stay true: names come from a hostile image, and action_command() is what a person will paste
 * into a shell. Only plain words are ever put there.
 */
#define _GNU_SOURCE /* qsort_r */
#include "model/action.h"

#include "base/map.h"

#include <stdlib.h>

static const struct package *package_of(const struct report *r, const struct finding *f)
{
	return f->package < r->packages.n ? &r->packages.p[f->package] : NULL;
}

static struct str key_of(const struct report *r, const struct finding *f, uint32_t index,
			 struct arena *a)
{
	const struct package *p = package_of(r, f);
	const struct vulnerability *v = f->vulnerability;
	if (!p || !v)
		return str_printf(a, "#%u", index);
	struct str name = sym_str(r->syms, p->source_name);
	return str_printf(a, "%u%c%.*s%c%.*s%c%d", p->kind, 0, STRF(name), 0, STRF(v->installed), 0,
			  v->fixed.n > 0);
}

static void add_layer(struct action *act, uint16_t layer, struct arena *a)
{
	if (layer == LAYER_NONE)
		return;
	size_t at = 0;
	while (at < act->layers.n && act->layers.p[at] < layer)
		at++;
	if (at < act->layers.n && act->layers.p[at] == layer)
		return;
	VEC_PUSH(a, &act->layers);
	memmove(&act->layers.p[at + 1], &act->layers.p[at],
		(act->layers.n - 1 - at) * sizeof(uint16_t));
	act->layers.p[at] = layer;
}

static void raise_fixed(struct action *act, const struct vulnerability *v)
{
	if (v->fixed.n && (act->fixed.n == 0 || v->fixed_rank > act->fixed_rank)) {
		act->fixed = v->fixed;
		act->fixed_rank = v->fixed_rank;
	}
}

static void add_package(const struct report *r, struct action *act, uint32_t group, uint32_t index,
			struct map *seen, struct arena *a)
{
	const struct package *p = &r->packages.p[index];
	struct str name = sym_str(r->syms, p->name);
	bool fresh = false;
	add_layer(act, p->layer, a);
	map_put(seen, str_printf(a, "%u package %.*s", group, STRF(name)), &fresh);
	if (fresh)
		*VEC_PUSH(a, &act->packages) = index;
}

/* One more finding; `seen` knows the (action, id) pairs and (action, package name) pairs. */
static bool add(const struct report *r, struct action *act, uint32_t group, uint32_t index,
		struct map *seen, struct arena *a)
{
	const struct finding *f = &r->findings.p[index];
	bool fresh = false;
	map_put(seen, str_printf(a, "%u/%.*s", group, STRF(f->id)), &fresh);
	if (fresh)
		*VEC_PUSH(a, &act->findings) = index;
	*VEC_PUSH(a, &act->all) = index;
	act->severity = f->severity > act->severity ? f->severity : act->severity;
	if (f->vulnerability) {
		act->exploited |= f->vulnerability->kev_added.n > 0;
		if (f->vulnerability->has_epss && f->vulnerability->epss > act->epss)
			act->epss = f->vulnerability->epss;
		raise_fixed(act, f->vulnerability);
	}
	if (!package_of(r, f) ||
	    !f->vulnerability) /* who changed a file did not bring its package */
		add_layer(act, f->layer, a);
	else
		add_package(r, act, group, f->package, seen, a);
	for (size_t i = 0; f->vulnerability && i < f->vulnerability->packages.n; i++)
		if (f->vulnerability->packages.p[i] < r->packages.n)
			add_package(r, act, group, f->vulnerability->packages.p[i], seen, a);
	return fresh;
}

/* Within an action what is exploited comes first, whatever its severity. */
static int by_finding(const void *pa, const void *pb, void *context)
{
	const struct report *r = context;
	uint32_t ia = *(const uint32_t *)pa, ib = *(const uint32_t *)pb;
	const struct finding *a = &r->findings.p[ia], *b = &r->findings.p[ib];
	bool kev_a = a->vulnerability && a->vulnerability->kev_added.n;
	bool kev_b = b->vulnerability && b->vulnerability->kev_added.n;
	if (kev_a != kev_b)
		return kev_a ? -1 : 1;
	return ia < ib ? -1 : ia > ib; /* the report is sorted */
}

/* Who was broken into stops first, then revokes what was read, then closes the door. */
int action_rank(const struct action *act)
{
	return act->kind == FINDING_INTEGRITY ? 0 : act->kind == FINDING_SECRET ? 1 : 2;
}

static int by_urgency(const void *pa, const void *pb)
{
	const struct action *a = pa, *b = pb;
	if (action_rank(a) != action_rank(b))
		return action_rank(a) - action_rank(b);
	if (a->exploited != b->exploited)
		return a->exploited ? -1 : 1;
	if (a->severity != b->severity)
		return a->severity > b->severity ? -1 : 1;
	if (a->epss != b->epss)
		return a->epss > b->epss ? -1 : 1;
	int r = str_cmp(a->name, b->name);
	if (r == 0)
		r = str_cmp(a->installed, b->installed);
	/* the report's own order, which no thread or address takes part in */
	return r ? r : a->findings.p[0] < b->findings.p[0] ? -1 : 1;
}

void actions_where(const struct report *r, action_wanted *wanted, const void *context,
		   struct arena *a, struct action_list *out)
{
	struct map groups, seen;
	map_init(&groups, a);
	map_init(&seen, a);
	*out = (struct action_list){ 0 };
	for (uint32_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		if (!wanted(r, f, context))
			continue;
		bool fresh = false;
		uint32_t *group = map_put(&groups, key_of(r, f, i, a), &fresh);
		if (fresh) {
			*group = (uint32_t)out->actions.n;
			struct action *act = VEC_PUSH(a, &out->actions);
			act->kind = f->kind;
			const struct package *p = package_of(r, f);
			if (p && f->vulnerability) {
				act->name = sym_str(r->syms, p->source_name);
				act->installed = f->vulnerability->installed;
				act->ecosystem = r->os.ecosystem;
			}
		}
		out->findings += add(r, &out->actions.p[*group], *group, i, &seen, a);
	}
	for (size_t i = 0; i < out->actions.n; i++)
		qsort_r(out->actions.p[i].findings.p, out->actions.p[i].findings.n,
			sizeof(uint32_t), by_finding, (void *)(uintptr_t)r);
	if (out->actions.n)
		qsort(out->actions.p, out->actions.n, sizeof(*out->actions.p), by_urgency);
	for (size_t i = 0; i < out->actions.n; i++)
		out->exploited += out->actions.p[i].exploited;
}

static bool in_place(const struct report *r, const struct finding *f, const void *context)
{
	(void)r;
	return f->place == *(const enum finding_place *)context;
}

void actions_of(const struct report *r, enum finding_place place, struct arena *a,
		struct action_list *out)
{
	actions_where(r, in_place, &place, a, out);
}

/* Package names by dpkg's and apk's own rules, and then some: nothing a shell would expand. */
static bool is_plain_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_alnum(s.p[i]) && str_find_char(STR("+-._@:"), s.p[i]) == SIZE_MAX)
			return false;
	return s.n > 0 && s.n <= 128 && char_is_alnum(s.p[0]);
}

struct str action_command(const struct report *r, const struct action *actions, size_t n,
			  struct arena *a)
{
	enum { NAMES_MAX = 24 };
	static const char *const one[PACKAGE_KIND_COUNT_] = {
		[PACKAGE_APK] = "apk upgrade --no-cache",
		[PACKAGE_DEB] = "apt-get update && apt-get install -y --only-upgrade",
	};
	static const char *const all[PACKAGE_KIND_COUNT_] = {
		[PACKAGE_APK] = "apk upgrade --no-cache",
		[PACKAGE_DEB] = "apt-get update && apt-get upgrade -y",
	};
	struct str names = STR("");
	size_t count = 0;
	int kind = -1;
	for (size_t i = 0; i < n; i++) {
		if (actions[i].fixed.n == 0)
			continue;
		for (size_t k = 0; k < actions[i].packages.n; k++) {
			const struct package *p = &r->packages.p[actions[i].packages.p[k]];
			struct str name = sym_str(r->syms, p->name);
			if (!is_plain_word(name) || (kind >= 0 && kind != p->kind))
				return STR("");
			kind = p->kind;
			if (++count <= NAMES_MAX)
				names = str_printf(a, "%.*s %.*s", STRF(names), STRF(name));
		}
	}
	if (kind < 0 || kind >= PACKAGE_KIND_COUNT_ || !one[kind] || r->os.distroless)
		return STR("");
	if (count > NAMES_MAX)
		return str_of(all[kind]);
	return str_printf(a, "%s%.*s", one[kind], STRF(names));
}
