/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Most of an image is wanted by nobody: a layer of a gigabyte has 50,000 entries, of which a package scan
 * wants a few hundred. So the answer "nobody" has to be quick. Every pattern falls into one of three
 * shapes, each found with one hash look-up:
 *
 *     var/lib/dpkg/status               the whole path
 *     var/lib/dpkg/info/X.list          the folder; then the ends of the name are compared
 *     usr/share/doc/X/copyright         the folder two up, and the last component (X is a star)
 *
 * The folders on the way to all patterns are a fourth table: a whiteout, a link or an opaque mark there
 * can hide what we read.
 */
#include "find/route.h"

#include "base/log.h"
#include "base/map.h"
#include "base/path.h"

struct rule {
	const struct analyzer *analyzer;
	struct str head, tail; /* what the wildcard component starts and ends with */
	struct str last;       /* component after a wildcard one; empty when the wildcard is last */
	uint32_t next;	       /* rule + 1 with the same key */
};

struct route {
	struct arena *arena;
	struct map exact, folder, grand; /* key → rule + 1 */
	struct map ways;		 /* folders on the way to a pattern */
	struct map wild_ways;		 /* folders whose every child is on the way to a pattern */
	VEC(struct rule) rules;
};

static void add_ways(struct route *r, struct str path)
{
	for (struct str dir = path_dir(path); dir.n; dir = path_dir(dir))
		*map_put(&r->ways, dir, NULL) = 1;
	*map_put(&r->ways, STR(""), NULL) = 1;
}

static void add_rule(struct route *r, struct map *map, struct str key, struct rule rule)
{
	uint32_t *first = map_put(map, key, NULL);
	rule.next = *first;
	*VEC_PUSH(r->arena, &r->rules) = rule;
	*first = (uint32_t)r->rules.n;
}

static void add_pattern(struct route *r, const struct analyzer *analyzer, struct str pattern)
{
	struct rule rule = { .analyzer = analyzer };
	add_ways(r, pattern);
	size_t star = str_find_char(pattern, '*');
	if (star == SIZE_MAX) {
		add_rule(r, &r->exact, pattern, rule);
		return;
	}
	size_t slash = str_find_char(str_from(pattern, star), '/');
	struct str part = slash == SIZE_MAX ? pattern : str_slice(pattern, 0, star + slash);
	struct str folder = path_dir(part);
	struct str wild = path_base(part);
	str_cut(wild, '*', &rule.head, &rule.tail);
	if (slash == SIZE_MAX) {
		add_rule(r, &r->folder, folder, rule);
		return;
	}
	rule.last = str_from(pattern, star + slash + 1);
	ENSURE(rule.head.n == 0 && rule.tail.n == 0 && str_find_char(rule.last, '/') == SIZE_MAX);
	*map_put(&r->wild_ways, folder, NULL) = 1;
	add_rule(r, &r->grand, folder, rule);
}

static void add_all(struct route *r, const struct analyzer *const *table, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (const char *const *p = table[i]->paths; *p; p++)
			add_pattern(r, table[i], str_of(*p));
}

struct route *route_new(struct arena *a)
{
	struct route *r = arena_alloc(a, sizeof(*r));
	r->arena = a;
	map_init(&r->exact, a);
	map_init(&r->folder, a);
	map_init(&r->grand, a);
	map_init(&r->ways, a);
	map_init(&r->wild_ways, a);
	add_all(r, all_systems, all_systems_n);
	add_all(r, all_packages, all_packages_n);
	return r;
}

static size_t collect(const struct route *r, const uint32_t *first, struct str base,
		      struct str wild, const struct analyzer **out, size_t n)
{
	for (uint32_t i = first ? *first : 0; i;) {
		const struct rule *rule = &r->rules.p[i - 1];
		i = rule->next;
		if (rule->last.n && !str_eq(rule->last, base))
			continue;
		if (wild.n < rule->head.n + rule->tail.n || !str_starts(wild, rule->head) ||
		    !str_ends(wild, rule->tail))
			continue;
		if (n < ROUTE_MAX)
			out[n++] = rule->analyzer;
	}
	return n;
}

size_t route_find(const struct route *r, struct str path, const struct analyzer *out[ROUTE_MAX])
{
	struct str dir = path_dir(path), base = path_base(path);
	size_t n = collect(r, map_get(&r->exact, path), base, STR(""), out, 0);
	n = collect(r, map_get(&r->folder, dir), base, base, out, n);
	if (dir.n)
		n = collect(r, map_get(&r->grand, path_dir(dir)), base, STR(""), out, n);
	return n;
}

bool route_concerns(const struct route *r, struct str path)
{
	const struct analyzer *who[ROUTE_MAX];
	return map_get(&r->ways, path) || map_get(&r->wild_ways, path_dir(path)) ||
	       route_find(r, path, who) > 0;
}
