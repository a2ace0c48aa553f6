/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a list of decisions to findings that do not count, and an account of every decision.
 *
 *     findings ──► parts (a package, a place of a secret) ──► buckets by id, and by id and package name
 *     entries ──► those of its buckets that everything else fits ──► pairs (entry, part)
 *     parts ──► covered or not ──► a finding all of whose parts are covered is ignored
 *     entries ──► used, unused, expired, refused, with one sentence why
 *
 * A finding speaks of all packages that were built of a source, and a secret stands in many places. Somebody
 * who decided about one of them has not decided about the others: so entries cover parts, and a finding goes
 * only when none is left. Two entries may share the work.
 *
 * Statements of VEX: what is said of the image goes before what is said of a package wherever it may be; of
 * each sort the latest statement holds, of the same time the later in the list. "affected" and
 * "under_investigation" ignore nothing, but what they say holds against older statements. They do not hold against
 * ignore files and policies: those are decisions of the user, who may know better.
 *
 * Must stay true:
 *  - Nothing depends on the order of findings: they are taken in an order of their own.
 *  - Entries are taken once, and find their parts by hashing: 100,000 of them and 20,000 findings are some
 *    100,000 comparisons. LIMIT_EXCEPTION_WORK bounds what a hostile list or image could make of it; entries
 *    beyond it do not apply, and say so.
 *  - When in doubt an entry does not apply. Every doubt has a sentence.
 */
#include "judge/exception.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/sort.h"
#include "judge/exception_parts.h"
#include "judge/exception_why.h"

#define NOBODY	  UINT32_MAX
#define PARTS_MAX 1000000 /* of findings that an entry may speak of; further ones go as wholes */
#define SOON_DAYS 14

/* What became of an entry. */
struct trial {
	enum exception_state state;
	bool settled; /* nothing has to be looked for: `state` and `why` hold */
	bool known;   /* some finding has one of its ids */
	bool idle;    /* the image is not one of its own */
	bool tried;   /* its URLs were read */
	struct str why;
	int64_t moment;	      /* of VEX, microseconds */
	uint32_t first, n;    /* of pairs: the parts that it fits */
	uint32_t findings;    /* that it ignores, or would have ignored before it expired */
	uint32_t tests_spent; /* LIMIT_EXCEPTION_WORK was reached */
};

/* Which entries cover a part. */
struct cover {
	uint32_t image_vex, package_vex, other;
	uint32_t seen; /* the last entry that was paired with it, plus 1 */
};

struct bucket {
	VEC(uint32_t) parts;
};

struct apply {
	struct arena *arena; /* gone at the end */
	struct report *report;
	const struct exception_list *list;
	const struct exception_rules *rules;
	struct str today;
	int64_t today_days;
	struct exception_view view;
	struct trial *trials;
	VEC(struct exception_part) parts;
	struct cover *covers;
	struct map wanted;   /* ids in lower case that entries name without wildcards */
	bool all, any, urls; /* entries with wildcards; without ids; with package URLs */
	struct map by_key;   /* "id" or "id\0name" → index of buckets */
	VEC(struct bucket) buckets;
	VEC(struct str) ids; /* in lower case, of all findings that have parts */
	VEC(uint32_t) pairs;
	uint32_t *ignored; /* of each finding: the entry, or NOBODY */
	uint32_t *left;	   /* of each finding: a part that nothing covers, or NOBODY */
	uint32_t *counted; /* of each finding: the last entry that counted it, plus 1 */
	uint64_t tests;
};

int64_t exception_moment(struct str time)
{
	int64_t days;
	uint64_t h, m, s, fraction = 0, scale = 1000000, zone_h = 0, zone_m = 0;
	if (!date_parse(time, &days))
		return INT64_MIN;
	int64_t t = days * SECONDS_A_DAY;
	struct str rest = str_from(time, 10);
	if (rest.n < 9 || !str_u64(str_slice(rest, 1, 3), 23, &h) ||
	    !str_u64(str_slice(rest, 4, 6), 59, &m) || !str_u64(str_slice(rest, 7, 9), 60, &s))
		return rest.n ? INT64_MIN : t * 1000000;
	rest = str_from(rest, 9);
	t += (int64_t)(h * 3600 + m * 60 + s);
	if (rest.n && rest.p[0] == '.') {
		for (rest = str_from(rest, 1); rest.n && char_is_digit(rest.p[0]);
		     rest = str_from(rest, 1)) {
			scale /= 10;
			fraction += scale * (uint64_t)(rest.p[0] - '0');
		}
	}
	if (rest.n == 6 && (rest.p[0] == '+' || rest.p[0] == '-') &&
	    str_u64(str_slice(rest, 1, 3), 23, &zone_h) &&
	    str_u64(str_slice(rest, 4, 6), 59, &zone_m)) {
		int64_t zone = (int64_t)(zone_h * 3600 + zone_m * 60);
		t += rest.p[0] == '+' ? -zone : zone;
	}
	return t * 1000000 + (int64_t)fraction;
}

/* ---- what can be said of an entry by itself ---- */

static void refuse(struct trial *t, struct str why)
{
	t->state = EXCEPTION_REFUSED;
	t->settled = true;
	t->why = why;
}

static bool names_nothing(const struct exception *e)
{
	return !e->kinds && !e->ids.n && !e->packages.n && !e->paths.n && !e->images.n &&
	       !e->layer.n && !e->stage.n;
}

/* A VEX document cannot say how long it holds; it is overtaken by the next one. */
static bool breaks_rules(struct apply *x, const struct exception *e, struct trial *t)
{
	const struct exception_rules *rules = x->rules;
	int64_t until = 0;
	if (rules->need_reason && !e->reason.n && !e->justification.n)
		refuse(t, STR("it gives no reason, and the policy demands one"));
	else if (rules->need_owner && !e->owner.n && !e->author.n)
		refuse(t, STR("it names no owner, and the policy demands one"));
	else if (e->until.n && !date_parse(e->until, &until))
		refuse(t, str_printf(x->arena, "its last day \"%.*s\" is no date", STRF(e->until)));
	else if (e->by == IGNORED_BY_VEX)
		return false;
	else if (rules->need_until && !e->until.n)
		refuse(t, STR("it names no last day, and the policy demands one"));
	else if (rules->max_days && !e->until.n)
		refuse(t, str_printf(x->arena, "it holds for ever, and the policy allows %u days",
				     rules->max_days));
	else if (rules->max_days && until > x->today_days + rules->max_days)
		refuse(t,
		       str_printf(x->arena,
				  "it holds until %.*s, and the policy allows %u days from today",
				  STRF(e->until), rules->max_days));
	return t->settled;
}

static void judge_alone(struct apply *x, const struct exception *e, struct trial *t)
{
	t->state = EXCEPTION_UNUSED;
	if (e->by == IGNORED_BY_VEX) {
		t->moment = exception_moment(e->time);
		if (!e->ids.n || (!e->products.n && !e->packages.n))
			refuse(t, STR("it names no vulnerability or no product"));
	}
	if (!t->settled && names_nothing(e))
		refuse(t, STR("it names nothing, and would ignore everything"));
	if (!t->settled && e->stage.n && !x->view.has_stages)
		refuse(t, STR("it is not known which stage built the layer (--dockerfile tells)"));
	if (!t->settled && !breaks_rules(x, e, t) && e->until.n && str_cmp(e->until, x->today) < 0)
		t->state = EXCEPTION_EXPIRED;
}

/* Documents of VEX name vulnerabilities, not patterns. */
static bool is_wide(const struct exception *e, struct str id)
{
	return e->by != IGNORED_BY_VEX && exception_has_wildcard(id);
}

static void want_ids(struct apply *x, const struct exception *e, const struct trial *t)
{
	if (t->settled)
		return;
	x->any = x->any || e->ids.n == 0;
	x->urls = x->urls || e->packages.n || e->products.n;
	for (size_t i = 0; i < e->ids.n; i++) {
		if (is_wide(e, e->ids.p[i]))
			x->all = true;
		else
			map_put(&x->wanted, str_lower(x->arena, e->ids.p[i]), NULL);
	}
}

/* ---- findings → parts → buckets ---- */

static void put(struct apply *x, struct str key, uint32_t part)
{
	bool is_new;
	uint32_t *at = map_put(&x->by_key, key, &is_new);
	if (is_new) {
		*at = (uint32_t)x->buckets.n;
		VEC_PUSH(x->arena, &x->buckets);
	}
	struct bucket *b = &x->buckets.p[*at];
	if (b->parts.n == 0 || b->parts.p[b->parts.n - 1] != part)
		*VEC_PUSH(x->arena, &b->parts) = part;
}

static struct str key_of(struct arena *a, struct str id, struct str name)
{
	char *p = arena_bytes(a, id.n + 1 + name.n);
	if (id.n)
		memcpy(p, id.p, id.n);
	p[id.n] = '\0';
	if (name.n)
		memcpy(p + id.n + 1, name.p, name.n);
	return str_make(p, id.n + 1 + name.n);
}

static void put_part(struct apply *x, struct str id, uint32_t part)
{
	put(x, id, part);
	uint32_t package = x->parts.p[part].package;
	if (package == PACKAGE_NONE || !x->urls)
		return;
	const struct package *row = &x->report->packages.p[package];
	struct str name = exception_package(&x->view, package)->name;
	struct str source = str_lower(x->arena, sym_str(x->report->syms, row->source_name));
	name = str_lower(x->arena, name);
	put(x, key_of(x->arena, id, name), part);
	if (!str_eq(name, source))
		put(x, key_of(x->arena, id, source), part);
}

static uint32_t add_part(struct apply *x, uint32_t finding, uint32_t package, uint32_t place)
{
	*VEC_PUSH(x->arena, &x->parts) =
		(struct exception_part){ .finding = finding, .package = package, .place = place };
	return (uint32_t)x->parts.n - 1;
}

static void add_parts(struct apply *x, uint32_t finding)
{
	const struct finding *f = &x->report->findings.p[finding];
	const struct vulnerability *v = f->vulnerability;
	size_t packages = v ? v->packages.n : 0, places = f->secret ? f->secret->places.n : 0;
	if (x->parts.n + packages + places >= PARTS_MAX) {
		add_part(x, finding, PACKAGE_NONE, PLACE_MORE);
		return;
	}
	for (size_t i = 0; i < packages; i++)
		add_part(x, finding, v->packages.p[i], PLACE_NONE);
	for (size_t i = 0; i < places; i++)
		add_part(x, finding, PACKAGE_NONE, (uint32_t)i);
	if (f->secret && f->secret->more)
		add_part(x, finding, PACKAGE_NONE, PLACE_MORE);
	else if (!packages && !places)
		add_part(x, finding, v ? f->package : PACKAGE_NONE, PLACE_NONE);
}

static bool is_wanted(const struct apply *x, struct str lower_id)
{
	return x->all || x->any || map_get(&x->wanted, lower_id);
}

static void index_finding(struct apply *x, uint32_t finding)
{
	const struct finding *f = &x->report->findings.p[finding];
	const struct vulnerability *v = f->vulnerability;
	size_t n = 1 + (v ? v->ids.n : 0), before = x->parts.n;
	for (size_t i = 0; i < n; i++) {
		struct str id = str_lower(x->arena, i == 0 ? f->id : v->ids.p[i - 1]);
		if (!is_wanted(x, id) || (i > 0 && str_eq_nocase(id, f->id)))
			continue;
		if (x->parts.n == before)
			add_parts(x, finding);
		if (!map_get(&x->by_key, id))
			*VEC_PUSH(x->arena, &x->ids) = id;
		for (size_t p = before; p < x->parts.n; p++)
			put_part(x, id, (uint32_t)p);
	}
	for (size_t p = before; x->any && p < x->parts.n; p++)
		put_part(x, STR(""), (uint32_t)p);
}

struct place_in_order {
	struct str id, path, package, version;
	enum finding_kind kind;
	uint32_t finding;
};

static int compare_places(const void *a, const void *b)
{
	const struct place_in_order *x = a, *y = b;
	int c = str_cmp(x->id, y->id);
	c = c ? c : (int)x->kind - (int)y->kind;
	c = c ? c : str_cmp(x->package, y->package);
	c = c ? c : str_cmp(x->version, y->version);
	return c ? c : str_cmp(x->path, y->path);
}

static void index_findings(struct apply *x)
{
	const struct report *r = x->report;
	struct place_in_order *order = arena_array(x->arena, r->findings.n + 1, sizeof(*order));
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		order[i] = (struct place_in_order){
			.id = f->id, .path = f->path, .kind = f->kind, .finding = (uint32_t)i
		};
		if (f->package < r->packages.n) {
			order[i].package = sym_str(r->syms, r->packages.p[f->package].name);
			order[i].version = sym_str(r->syms, r->packages.p[f->package].version);
		} else if (f->secret) {
			order[i].package = f->secret->fingerprint;
		}
	}
	sort_stable(x->arena, order, r->findings.n, sizeof(*order), compare_places);
	for (size_t i = 0; i < r->findings.n; i++)
		index_finding(x, order[i].finding);
	x->covers = arena_array(x->arena, x->parts.n + 1, sizeof(*x->covers));
	for (size_t i = 0; i < x->parts.n; i++)
		x->covers[i] = (struct cover){ NOBODY, NOBODY, NOBODY, 0 };
}

/* ---- entries → pairs ---- */

/* The later statement; of the same moment the one further down the list, which is taken later. */
static void take_latest(const struct apply *x, uint32_t *held, uint32_t entry)
{
	if (*held == NOBODY) {
		*held = entry;
		return;
	}
	int64_t now = x->trials[entry].moment, before = x->trials[*held].moment;
	if (now > before ||
	    (now == before && x->list->items.p[entry].order >= x->list->items.p[*held].order))
		*held = entry;
}

static void pair(struct apply *x, uint32_t entry, uint32_t part, bool of_image)
{
	const struct exception *e = &x->list->items.p[entry];
	struct trial *t = &x->trials[entry];
	struct cover *c = &x->covers[part];
	if (c->seen == entry + 1)
		return;
	c->seen = entry + 1;
	*VEC_PUSH(x->arena, &x->pairs) = part;
	t->n++;
	if (t->state == EXCEPTION_EXPIRED)
		return;
	if (e->by == IGNORED_BY_VEX)
		take_latest(x, of_image ? &c->image_vex : &c->package_vex, entry);
	else if (c->other == NOBODY)
		c->other = entry;
}

static const struct bucket *bucket_of(const struct apply *x, struct str key)
{
	const uint32_t *at = map_get(&x->by_key, key);
	return at ? &x->buckets.p[*at] : NULL;
}

static void try_bucket(struct apply *x, uint32_t entry, struct str key, const struct purl *want,
		       bool of_image)
{
	const struct bucket *b = bucket_of(x, key);
	for (size_t i = 0; b && i < b->parts.n; i++) {
		if (x->tests >= LIMIT_EXCEPTION_WORK) {
			x->trials[entry].tests_spent = 1;
			return;
		}
		x->tests++;
		uint32_t part = b->parts.p[i];
		if (exception_fits(&x->view, &x->list->items.p[entry], want, &x->parts.p[part]) ==
		    FIT_YES)
			pair(x, entry, part, of_image);
	}
}

static void try_purls(struct apply *x, uint32_t entry, struct str id, const struct purl *purls,
		      size_t n, bool of_image)
{
	for (size_t i = 0; i < n; i++)
		try_bucket(x, entry, key_of(x->arena, id, str_lower(x->arena, purls[i].name)),
			   &purls[i], of_image);
}

static void try_id(struct apply *x, uint32_t entry, const struct exception_reading *r,
		   struct str id)
{
	const struct exception *e = r->entry;
	if (!bucket_of(x, id))
		return;
	x->trials[entry].known = true;
	bool whole = r->packages.n == 0;
	if (e->products.n && r->image_product && whole)
		try_bucket(x, entry, id, NULL, true);
	else if (e->products.n && r->image_product)
		try_purls(x, entry, id, r->packages.p, r->packages.n, true);
	/* "b inside of a" does not say that nothing else uses b: only the image as a whole has parts */
	if (e->products.n && whole)
		try_purls(x, entry, id, r->products.p, r->products.n, false);
	else if (!e->products.n && whole)
		try_bucket(x, entry, id, NULL, false);
	else if (!e->products.n)
		try_purls(x, entry, id, r->packages.p, r->packages.n, false);
}

static void try_ids(struct apply *x, uint32_t entry, const struct exception_reading *r,
		    uint32_t *wide)
{
	const struct exception *e = r->entry;
	if (e->ids.n == 0)
		try_id(x, entry, r, STR(""));
	for (size_t i = 0; i < e->ids.n; i++) {
		struct str id = str_lower(x->arena, e->ids.p[i]);
		if (!is_wide(e, id)) {
			try_id(x, entry, r, id);
			continue;
		}
		if (++*wide > LIMIT_EXCEPTION_WIDE) {
			refuse(&x->trials[entry],
			       str_printf(x->arena,
					  "more than %llu entries have wildcards in their ids",
					  (unsigned long long)LIMIT_EXCEPTION_WIDE));
			return;
		}
		for (size_t k = 0; k < x->ids.n; k++)
			if (exception_id_fits(id, x->ids.p[k]))
				try_id(x, entry, r, x->ids.p[k]);
	}
}

/* Cheap: statements on vulnerabilities that are not there need not be read. */
static bool has_known_id(const struct apply *x, const struct exception *e, struct arena *scratch)
{
	if (e->ids.n == 0)
		return x->buckets.n > 0;
	for (size_t i = 0; i < e->ids.n; i++)
		if (is_wide(e, e->ids.p[i]) || map_get(&x->by_key, str_lower(scratch, e->ids.p[i])))
			return true;
	return false;
}

static void try_entry(struct apply *x, uint32_t entry, struct exception_reading *r, uint32_t *wide)
{
	const struct exception *e = &x->list->items.p[entry];
	struct trial *t = &x->trials[entry];
	exception_read_entry(&x->view, e, r);
	t->tried = true;
	t->first = (uint32_t)x->pairs.n;
	if (r->broken) {
		refuse(t, str_printf(x->arena, "\"%.*s\" is no package URL", STRF(r->broken_url)));
		return;
	}
	t->idle = !exception_fits_image(&x->view, e);
	if (!t->idle)
		try_ids(x, entry, r, wide);
	if (t->tests_spent)
		refuse(t, str_printf(x->arena, "more than %llu comparisons would have been needed",
				     (unsigned long long)LIMIT_EXCEPTION_WORK));
}

/* ---- parts → findings ---- */

/* The statement that decides about the part; NOBODY when none speaks of it. */
static uint32_t vex_of(const struct cover *c)
{
	return c->image_vex != NOBODY ? c->image_vex : c->package_vex;
}

static bool usable(const struct apply *x, uint32_t entry)
{
	return entry != NOBODY && !x->trials[entry].settled;
}

/* The first entry of the list that covers the part. */
static uint32_t covered_by(const struct apply *x, const struct cover *c)
{
	uint32_t vex = vex_of(c), other = usable(x, c->other) ? c->other : NOBODY;
	if (usable(x, vex) && exception_status_ignores(x->list->items.p[vex].status))
		return vex < other ? vex : other;
	return other;
}

static void decide(struct apply *x)
{
	size_t n = x->report->findings.n;
	x->ignored = arena_array(x->arena, n + 1, sizeof(uint32_t));
	x->left = arena_array(x->arena, n + 1, sizeof(uint32_t));
	x->counted = arena_array(x->arena, n + 1, sizeof(uint32_t));
	for (size_t i = 0; i < n; i++)
		x->ignored[i] = x->left[i] = NOBODY;
	for (size_t p = 0; p < x->parts.n; p++) {
		uint32_t f = x->parts.p[p].finding, by = covered_by(x, &x->covers[p]);
		if (by == NOBODY && x->left[f] == NOBODY)
			x->left[f] = (uint32_t)p;
		else if (by < x->ignored[f])
			x->ignored[f] = by;
	}
	for (size_t i = 0; i < n; i++)
		if (x->left[i] != NOBODY)
			x->ignored[i] = NOBODY;
}

static void write_ignored(struct apply *x)
{
	struct arena *a = x->report->arena;
	for (size_t i = 0; i < x->report->findings.n; i++) {
		struct finding *f = &x->report->findings.p[i];
		f->ignored = NULL;
		if (x->ignored[i] == NOBODY)
			continue;
		const struct exception *e = &x->list->items.p[x->ignored[i]];
		f->ignored = arena_alloc(a, sizeof(*f->ignored));
		*f->ignored = (struct ignored){
			.by = e->by,
			.source = str_dup(a, e->source),
			.owner = str_dup(a, e->owner.n ? e->owner : e->author),
			.reason = str_dup(a, e->reason),
			.until = str_dup(a, e->until),
			.status = str_dup(a, e->status),
			.justification = str_dup(a, e->justification),
		};
	}
}

/* ---- entries → notes ---- */

static struct str plural(struct arena *a, uint32_t n, const char *one, const char *many)
{
	return str_printf(a, "%u %s", n, n == 1 ? one : many);
}

/* What a fitting entry came to: counts its findings; false when another statement holds instead of it. */
struct outcome {
	uint32_t superseded_by; /* or NOBODY */
	bool nearer;		/* because that one speaks of the image */
	uint32_t left;		/* a part that nothing covers, or NOBODY */
	uint32_t touched;	/* findings that it speaks of */
};

static struct outcome weigh(struct apply *x, uint32_t entry)
{
	const struct exception *e = &x->list->items.p[entry];
	struct trial *t = &x->trials[entry];
	struct outcome o = { .superseded_by = NOBODY, .left = NOBODY };
	bool ignores = e->by != IGNORED_BY_VEX || exception_status_ignores(e->status);
	uint32_t last = NOBODY;
	for (uint32_t i = 0; i < t->n; i++) {
		uint32_t part = x->pairs.p[t->first + i], f = x->parts.p[part].finding;
		const struct cover *c = &x->covers[part];
		o.touched += f != last;
		last = f;
		uint32_t vex = vex_of(c);
		if (e->by == IGNORED_BY_VEX && vex != entry && vex != NOBODY &&
		    ignores != exception_status_ignores(x->list->items.p[vex].status)) {
			if (o.superseded_by == NOBODY) {
				o.superseded_by = vex;
				o.nearer = vex == c->image_vex && c->package_vex != NOBODY &&
					   x->trials[vex].moment < t->moment;
			}
			continue;
		}
		if (x->ignored[f] == NOBODY && o.left == NOBODY)
			o.left = x->left[f];
		if (x->ignored[f] != NOBODY && ignores && x->counted[f] != entry + 1) {
			x->counted[f] = entry + 1;
			t->findings++;
		}
	}
	return o;
}

static struct str used_why(struct apply *x, const struct exception *e, const struct trial *t,
			   const struct outcome *o)
{
	struct arena *a = x->report->arena;
	struct str n = plural(a, t->findings, "finding", "findings");
	if (o->left != NOBODY)
		return str_printf(a, "it ignores %.*s; elsewhere %.*s", STRF(n),
				  STRF(exception_why_rest(a, &x->view, &x->parts.p[o->left])));
	if (e->status.n && e->justification.n)
		return str_printf(a, "it ignores %.*s: %.*s, %.*s", STRF(n), STRF(e->status),
				  STRF(e->justification));
	if (e->status.n)
		return str_printf(a, "it ignores %.*s: %.*s", STRF(n), STRF(e->status));
	return str_printf(a, "it ignores %.*s", STRF(n));
}

static void judge_fitting(struct apply *x, uint32_t entry)
{
	const struct exception *e = &x->list->items.p[entry];
	struct trial *t = &x->trials[entry];
	struct arena *a = x->report->arena;
	struct outcome o = weigh(x, entry);
	if (t->state == EXCEPTION_EXPIRED) {
		t->findings = 0;
		t->why = str_printf(
			a, "its last day was %.*s: %.*s", STRF(e->until),
			STRF(plural(a, o.touched, "finding counts again", "findings count again")));
		return;
	}
	if (t->findings) {
		t->state = EXCEPTION_USED;
		t->why = used_why(x, e, t, &o);
		return;
	}
	t->state = EXCEPTION_REFUSED;
	if (o.superseded_by != NOBODY)
		t->why = exception_why_later(a, &x->list->items.p[o.superseded_by], o.nearer);
	else if (e->by == IGNORED_BY_VEX && !exception_status_ignores(e->status))
		t->why = str_printf(a, "its status is %.*s", STRF(e->status));
	else
		t->why = exception_why_rest(a, &x->view, &x->parts.p[o.left]);
}

/* Some of its ids are there, but nothing fits: looks at the nearest misses. */
static struct str unfitting_why(struct apply *x, const struct exception_reading *r)
{
	const struct exception *e = r->entry;
	struct arena *a = x->report->arena;
	const struct bucket *b = e->ids.n ? NULL : bucket_of(x, STR(""));
	for (size_t i = 0; i < e->ids.n && !b; i++) {
		struct str id = str_lower(x->arena, e->ids.p[i]);
		b = bucket_of(x, id);
		for (size_t k = 0; !b && is_wide(e, id) && k < x->ids.n; k++)
			if (exception_id_fits(id, x->ids.p[k]))
				b = bucket_of(x, x->ids.p[k]);
	}
	if (!b)
		return exception_why_id(a, e);
	return exception_why_part(a, &x->view, r, x->parts.p, b->parts.p, b->parts.n);
}

static void judge_unused(struct apply *x, uint32_t entry, const struct exception_reading *r)
{
	struct trial *t = &x->trials[entry];
	const struct exception *e = &x->list->items.p[entry];
	struct arena *a = x->report->arena;
	bool elsewhere =
		t->idle || (t->tried && e->products.n && !r->image_product && !r->products.n);
	if (t->state == EXCEPTION_EXPIRED)
		t->why = str_printf(a,
				    "its last day was %.*s, and nothing is left that it speaks of",
				    STRF(e->until));
	else if (elsewhere)
		t->why = exception_why_image(a, &x->view, r);
	else if (!t->known)
		t->why = exception_why_id(a, e);
	else
		t->why = unfitting_why(x, r);
}

static void add_note(struct apply *x, uint32_t entry)
{
	const struct exception *e = &x->list->items.p[entry];
	const struct trial *t = &x->trials[entry];
	struct arena *a = x->report->arena;
	struct exception_note *note = VEC_PUSH(a, &x->report->exceptions);
	int64_t until = 0;
	uint32_t soon = x->rules->soon_days ? x->rules->soon_days : SOON_DAYS;
	*note = (struct exception_note){
		.by = e->by,
		.state = t->state,
		.source = str_dup(a, e->source),
		.owner = str_dup(a, e->owner.n ? e->owner : e->author),
		.reason = str_dup(a, e->reason),
		.until = str_dup(a, e->until),
		.why = str_dup(a, t->why),
		.findings = t->settled ? 0 : t->findings,
	};
	note->expires_soon = t->state == EXCEPTION_USED && date_parse(e->until, &until) &&
			     until <= x->today_days + soon;
	for (size_t i = 0; i < e->ids.n; i++)
		*VEC_PUSH(a, &note->ids) = str_dup(a, e->ids.p[i]);
}

static void add_count(struct apply *x, enum ignored_by by, const char *source, struct str why)
{
	struct exception_note *note = VEC_PUSH(x->report->arena, &x->report->exceptions);
	*note = (struct exception_note){
		.by = by, .state = EXCEPTION_UNUSED, .source = str_of(source), .why = why
	};
}

static void write_notes(struct apply *x)
{
	struct arena *a = x->report->arena;
	uint32_t other_vex = 0, other = 0, listed = 0;
	for (uint32_t i = 0; i < x->list->items.n; i++) {
		const struct exception *e = &x->list->items.p[i];
		bool unused = x->trials[i].state == EXCEPTION_UNUSED;
		if (unused && e->by == IGNORED_BY_VEX && !x->trials[i].known)
			other_vex++;
		else if (unused && ++listed > LIMIT_EXCEPTION_NOTES)
			other++;
		else
			add_note(x, i);
	}
	if (other_vex)
		add_count(x, IGNORED_BY_VEX, "VEX",
			  str_printf(a, "%u more %s of vulnerabilities that were not found",
				     other_vex,
				     other_vex == 1 ? "statement speaks" : "statements speak"));
	if (other)
		add_count(x, IGNORED_BY_FILE, "ignore lists",
			  str_printf(a, "%u more entries were not used", other));
}

uint64_t exceptions_apply_counted(struct report *r, const struct exception_list *list,
				  const struct exception_rules *rules, struct str today)
{
	static const struct exception_rules none = { 0 };
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct apply x = { .arena = scratch, .report = r, .list = list, .today = today };
	x.rules = rules ? rules : &none;
	date_parse(today, &x.today_days);
	r->exceptions.n = 0;
	for (size_t i = 0; i < r->findings.n; i++)
		r->findings.p[i].ignored = NULL;
	if (!list || list->items.n == 0)
		return 0;
	x.trials = arena_array(scratch, list->items.n, sizeof(struct trial));
	exception_view_init(&x.view, scratch, r);
	map_init(&x.wanted, scratch);
	map_init(&x.by_key, scratch);
	for (size_t i = 0; i < list->items.n; i++) {
		judge_alone(&x, &list->items.p[i], &x.trials[i]);
		want_ids(&x, &list->items.p[i], &x.trials[i]);
	}
	index_findings(&x);
	struct exception_reading *readings =
		arena_array(scratch, list->items.n, sizeof(struct exception_reading));
	uint32_t wide = 0;
	for (uint32_t i = 0; i < list->items.n; i++) {
		readings[i].entry = &list->items.p[i];
		if (!x.trials[i].settled && has_known_id(&x, &list->items.p[i], scratch))
			try_entry(&x, i, &readings[i], &wide);
	}
	decide(&x);
	write_ignored(&x);
	for (uint32_t i = 0; i < list->items.n; i++) {
		if (x.trials[i].settled)
			continue;
		if (x.trials[i].n)
			judge_fitting(&x, i);
		else
			judge_unused(&x, i, &readings[i]);
	}
	write_notes(&x);
	return x.tests;
}

void exceptions_apply(struct report *r, const struct exception_list *list,
		      const struct exception_rules *rules, struct str today)
{
	(void)exceptions_apply_counted(r, list, rules, today);
}
