/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One finding for each secret, however often it was met.
 *
 * A token that somebody committed stands in the file, in forty versions of that file in the git history and
 * in the layer cache of a tool. It has to be revoked once, so it is one finding with many places. What makes
 * two hits the same secret is the fingerprint: provider and value, not the rule that met it.
 *
 *     hit ─► fact (masked, fingerprint) + place ─► finding of that fingerprint ─► sorted, told
 *
 * A secret that a later layer deletes still ships: everybody who pulls the image can read it. So it is as
 * urgent as a live one, and only its words differ.
 *
 * Must stay true: nothing here puts the value into the report unless it was asked for; a finding lists at
 * most LIMIT_SECRET_PLACES places, and says how many more there were; up to that limit the outcome does not
 * depend on the order in which places are added.
 */
#include "find/lib/secret_places.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/rd.h"

struct secret_fact secret_fact_of(struct arena *a, const struct secret_hit *hit,
				  struct str fingerprint, bool show_secrets)
{
	return (struct secret_fact){
		.rule = hit->rule,
		.provider = hit->provider,
		.fingerprint = str_dup(a, fingerprint),
		.masked = secret_mask(a, hit->rule, hit->value),
		.value = show_secrets ? str_dup(a, hit->value) : STR(""),
		.detail = str_dup(a, hit->detail),
		.proven = hit->proven,
		.expired = hit->expired,
	};
}

static char *put_be(char *p, uint32_t v)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		*p++ = (char)(v >> shift);
	return p;
}

static char *put_text(char *p, struct str s)
{
	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p + s.n + 1;
}

/* Sorts as the places do (live, layer, path, …) behind `lead`, and tells them apart. */
static struct str place_key(struct arena *a, uint32_t lead, const struct secret_place *place)
{
	size_t room = 5 * 4 + place->path.n + place->inside.n + place->commit.n + 3;
	char *key = arena_bytes(a, room);
	char *p = put_be(key, lead);
	p = put_be(p, place->deleted_by == LAYER_NONE ? 0 : 1);
	p = put_be(p, place->layer);
	p = put_text(p, place->path);
	p = put_be(p, place->line);
	p = put_be(p, place->column);
	p = put_text(p, place->inside);
	(void)put_text(p, place->commit);
	return str_make(key, room);
}

void secret_places_begin(struct secret_places *p, struct report *report, struct arena *a,
			 bool show_secrets)
{
	*p = (struct secret_places){ .report = report, .arena = a, .show_secrets = show_secrets };
	map_init(&p->finding, a);
	map_init(&p->seen, a);
	for (uint32_t i = 0; i < report->findings.n; i++) {
		const struct finding *n = &report->findings.p[i];
		if (n->kind != FINDING_SECRET)
			continue;
		*map_put(&p->finding, n->secret->fingerprint, NULL) = i + 1;
		for (size_t k = 0; k < n->secret->places.n; k++)
			(void)map_put(&p->seen, place_key(a, i, &n->secret->places.p[k]), NULL);
	}
}

/* One that its provider meant to be public, or that is of no use any more, is no reason to act. */
static bool is_harmless(const struct secret_fact *fact)
{
	return fact->expired || (fact->rule->flags & SECRET_PUBLIC);
}

static uint32_t find_or_make(struct secret_places *p, const struct secret_fact *fact)
{
	struct report *r = p->report;
	struct arena *a = r->arena;
	const uint32_t *known = map_get(&p->finding, fact->fingerprint);
	if (known)
		return *known - 1;
	struct finding *n = report_add(r, FINDING_SECRET);
	n->id = str_dup(a, str_of(fact->rule->id));
	n->title = str_dup(a, str_of(fact->rule->title));
	n->secret = arena_alloc(a, sizeof(*n->secret));
	*n->secret = (struct secret){
		.provider = str_dup(a, str_of(fact->provider)),
		.masked = str_dup(a, fact->masked),
		.fingerprint = str_dup(a, fact->fingerprint),
		.value = p->show_secrets ? str_dup(a, fact->value) : STR(""),
		.detail = str_dup(a, fact->detail),
		.rotate = str_dup(a, str_of(fact->rule->rotate)),
		.proven = fact->proven,
		.expired = fact->expired,
		.standing = SECRET_SAMPLE,
		.rule_severity = fact->rule->severity,
		.harmless = is_harmless(fact),
	};
	uint32_t index = (uint32_t)(r->findings.n - 1);
	*map_put(&p->finding, n->secret->fingerprint, NULL) = index + 1;
	return index;
}

/* Where the place goes: a new one, or when the list is full that of a deleted one if this is live. */
static struct secret_place *place_room(struct report *r, struct secret *s, bool live)
{
	if (s->places.n < LIMIT_SECRET_PLACES)
		return VEC_PUSH(r->arena, &s->places);
	s->more++;
	for (size_t i = s->places.n; live && i-- > 0;)
		if (s->places.p[i].deleted_by != LAYER_NONE)
			return &s->places.p[i];
	return NULL;
}

void secret_places_add(struct secret_places *p, const struct secret_fact *fact,
		       const struct secret_place *place)
{
	uint32_t index = find_or_make(p, fact);
	struct report *r = p->report;
	struct secret *s = r->findings.p[index].secret;
	s->proven |= fact->proven;
	if (place->standing < s->standing)
		s->standing = place->standing;
	bool is_new;
	(void)map_put(&p->seen, place_key(p->arena, index, place), &is_new);
	if (!is_new)
		return;
	struct secret_place *to = place_room(r, s, place->deleted_by == LAYER_NONE);
	if (!to)
		return;
	*to = *place;
	to->path = str_dup(r->arena, place->path);
	to->inside = str_dup(r->arena, place->inside);
	to->commit = str_dup(r->arena, place->commit);
	to->author_date = str_dup(r->arena, place->author_date);
	to->package = str_dup(r->arena, place->package);
}

static void sort_places(struct secret_places *p, struct secret *s)
{
	struct arena *a = p->arena;
	struct str *keys = arena_array(a, s->places.n, sizeof(*keys));
	struct secret_place *old = arena_array(a, s->places.n, sizeof(*old));
	for (size_t i = 0; i < s->places.n; i++) {
		struct str key = place_key(a, 0, &s->places.p[i]);
		char *with_index = arena_bytes(a, key.n + 4);
		memcpy(with_index, key.p, key.n);
		(void)put_be(with_index + key.n, (uint32_t)i);
		keys[i] = str_make(with_index, key.n + 4);
		old[i] = s->places.p[i];
	}
	str_sort(keys, s->places.n);
	for (size_t i = 0; i < s->places.n; i++) {
		struct rd end = rd_of(str_from(keys[i], keys[i].n - 4));
		s->places.p[i] = old[rd_u32be(&end)];
	}
}

static struct str tell_where(struct arena *a, const struct secret *s)
{
	const struct secret_place *first = &s->places.p[0];
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 4 * LIMIT_PATH);
	(void)buf_printf(&b, "In %.*s", STRF(first->path));
	if (first->inside.n)
		(void)buf_printf(&b, " (%.*s)", STRF(first->inside));
	if (first->line)
		(void)buf_printf(&b, ", line %u", first->line);
	if (first->commit.n)
		(void)buf_printf(&b, ", since commit %.*s of %.*s",
				 STRF(str_slice(first->commit, 0, 12)), STRF(first->author_date));
	if (s->standing == SECRET_SAMPLE)
		(void)buf_printf(&b, ", in test data or documentation of package %.*s",
				 STRF(first->package));
	else if (s->standing == SECRET_OF_PACKAGE)
		(void)buf_printf(&b, ", in a file of package %.*s", STRF(first->package));
	size_t others = s->places.n - 1 + s->more;
	if (others)
		(void)buf_printf(&b, ", and %zu other place%s", others, others == 1 ? "" : "s");
	(void)buf_add_str(&b, s->live ? STR(".")
				      : STR(". No container sees it, but it ships: whoever "
					    "pulls the image can read it."));
	return str_dup(a, buf_str(&b));
}

/* How to take it out; deleting it in a later layer is what people do first, and it does not help. */
static struct str tell_removal(const struct secret_place *place)
{
	if (str_starts(place->path, STR("build ")))
		return STR("give it to the build with RUN --mount=type=secret, and build again: "
			   "the provenance keeps arguments, and is pushed with the image");
	if (place->layer == LAYER_NONE)
		return STR("give it when the container starts, or to the build with RUN "
			   "--mount=type=secret: ENV, ARG and LABEL stay in the image");
	if (place->commit.n)
		return STR("keep .git out of the image (.dockerignore), and build again: deleting "
			   "it in a later layer does not help");
	return STR("do not copy it into the image (.dockerignore, RUN --mount=type=secret), and "
		   "build again: deleting it in a later layer does not help");
}

/* Key pairs are what test suites are full of; a provider's token was issued to somebody. */
static bool is_key(const struct finding *n)
{
	return str_has(n->id, STR("private-key")) || str_is(n->id, "json-web-key");
}

/*
 * What came with a package is known to all who have the package: nobody here can revoke it. In test data it
 * is hardly a secret at all, and elsewhere most of what nothing proves is an example in a comment.
 */
static void rank(struct finding *n)
{
	const struct secret *s = n->secret;
	bool issued = s->proven && !is_key(n);
	bool lower =
		s->standing == SECRET_SAMPLE || (s->standing == SECRET_OF_PACKAGE && !s->proven);
	n->severity = s->harmless ? SEVERITY_LOW : s->rule_severity;
	if (lower && n->severity > SEVERITY_LOW)
		n->severity--;
	if (s->harmless || (s->standing == SECRET_SAMPLE && !issued))
		n->own_place = PLACE_NOTE;
	else
		n->own_place = n->severity >= SEVERITY_HIGH && !lower ? PLACE_ACT_NOW : PLACE_MINOR;
}

void secret_places_end(struct secret_places *p)
{
	struct report *r = p->report;
	for (uint32_t k = 0; k < p->finding.n; k++) {
		struct finding *n = &r->findings.p[p->finding.entries[k].value - 1];
		struct secret *s = n->secret;
		if (s->places.n == 0)
			continue;
		sort_places(p, s);
		const struct secret_place *first = &s->places.p[0];
		s->live = first->deleted_by == LAYER_NONE;
		rank(n);
		n->path = first->layer == LAYER_NONE ? STR("") : first->path;
		n->line = first->line;
		n->layer = first->layer;
		n->message = tell_where(r->arena, s);
		struct str rotate = s->rotate;
		if (rotate.n && rotate.p[rotate.n - 1] == '.')
			rotate.n--;
		n->fix =
			str_printf(r->arena, "%.*s; %.*s", STRF(rotate), STRF(tell_removal(first)));
	}
}
