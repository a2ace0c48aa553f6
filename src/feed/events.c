/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Events of an OSV range → runs of vulnerable versions.
 *
 * A range lists points on the line of versions: "introduced" opens a run, "fixed" ends it before the
 * version, "last_affected" behind it. Publishers list them in any order, several pairs in one range,
 * and both kinds at one version, so they are sorted by the ecosystem's order and walked once:
 *
 *     0 ●━━━━━━○ 1.4      1.5 ●━━━━● 1.7      2.0 ●━━━━▶
 *       intro  fixed        intro  last         intro (open)
 *
 * Where several events stand at one version, a run that is open is ended first and then opened
 * again; one that is closed is opened first. So "introduced 1.0, fixed 1.0" is nothing at all, and
 * "fixed 2.0" of one branch next to "introduced 2.0" of the next does not lose the second.
 *
 * Must stay true: sorting needs the order of this ecosystem and no other. That is what feed/ includes
 * judge/scheme.h for; of judge/ it knows that and the database's writer, nothing else.
 *
 * Format: the OSV schema, "affected[].ranges[].events" and "Evaluation". "limit" is kept as an end
 * without a fix.
 */
#define _GNU_SOURCE
#include "feed/events.h"

#include <stdlib.h>

static bool is_beginning(struct str version)
{
	return version.n == 0 || str_is(version, "0");
}

static int compare(const struct scheme *scheme, struct str a, struct str b)
{
	if (is_beginning(a) || is_beginning(b))
		return (int)is_beginning(b) - (int)is_beginning(a);
	return scheme->compare(a, b);
}

static int order(const void *x, const void *y, void *context)
{
	const struct event *a = x, *b = y;
	int c = compare(context, a->version, b->version);
	return c ? c : a->listed < b->listed ? -1 : a->listed > b->listed;
}

struct walk {
	struct arena *arena;
	struct advisory_package *package;
	bool open;
	struct str introduced;
	size_t empty;
};

static void open_run(struct walk *w, const struct event *e)
{
	w->open = true;
	w->introduced = is_beginning(e->version) ? STR("") : e->version;
}

static void close_run(struct walk *w, const struct event *e, bool same_version)
{
	w->open = false;
	if (same_version && e->kind != EVENT_LAST_AFFECTED) {
		w->empty++;
		return;
	}
	struct advisory_interval *i = VEC_PUSH(w->arena, &w->package->intervals);
	i->introduced = w->introduced;
	if (e->kind == EVENT_LAST_AFFECTED)
		i->last_affected = e->version;
	else
		i->fixed = e->version;
}

static struct event *next_of(struct event *from, struct event *end, bool introduced)
{
	while (from < end && (from->kind == EVENT_INTRODUCED) != introduced)
		from++;
	return from;
}

/* All events at one version. */
static void walk_point(struct walk *w, struct event *from, struct event *end)
{
	struct event *intro = next_of(from, end, true), *stop = next_of(from, end, false);
	bool opened_here = false;
	for (;;) {
		if (w->open && stop < end) {
			close_run(w, stop, opened_here);
			stop = next_of(stop + 1, end, false);
		} else if (!w->open && intro < end) {
			open_run(w, intro);
			opened_here = true;
			intro = next_of(intro + 1, end, true);
		} else {
			return;
		}
	}
}

size_t events_settle(struct arena *a, const struct scheme *scheme, struct event *events, size_t n,
		     struct advisory_package *package)
{
	if (scheme)
		qsort_r(events, n, sizeof(*events), order, (void *)scheme);
	struct walk w = { .arena = a, .package = package };
	for (size_t i = 0, end; i < n; i = end) {
		end = i + 1;
		while (end < n &&
		       (scheme ? compare(scheme, events[i].version, events[end].version) == 0
			       : str_eq(events[i].version, events[end].version)))
			end++;
		walk_point(&w, events + i, events + end);
	}
	if (w.open)
		VEC_PUSH(a, &package->intervals)->introduced = w.introduced;
	return w.empty;
}

static bool inside(const struct scheme *scheme, const struct advisory_interval *i, struct str v)
{
	if (!is_beginning(i->introduced) && scheme->compare(v, i->introduced) < 0)
		return false;
	if (i->fixed.n && scheme->compare(v, i->fixed) >= 0)
		return false;
	return !i->last_affected.n || scheme->compare(v, i->last_affected) <= 0;
}

bool events_cover(const struct scheme *scheme, const struct advisory_package *package,
		  struct str version)
{
	if (!scheme || !scheme->valid(version))
		return false;
	for (size_t i = 0; i < package->intervals.n; i++) {
		const struct advisory_interval *v = &package->intervals.p[i];
		struct str bounds[] = { v->introduced, v->fixed, v->last_affected };
		bool comparable = true;
		for (size_t k = 0; k < ARRAY_LEN(bounds); k++)
			comparable =
				comparable && (is_beginning(bounds[k]) || scheme->valid(bounds[k]));
		if (comparable && inside(scheme, v, version))
			return true;
	}
	return false;
}
