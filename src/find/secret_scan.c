/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text in windows: where rules match in it, and on which line.
 *
 * A text that comes in one window, as most files do, is looked at where it lies. Others are copied together, so
 * that libhs gets 128 KiB at a time, and so that there is always enough around a candidate:
 *
 *              base              scanned                              text ends here, so far
 *     ┊         │ SECRET_BEHIND │     │      SECRET_AHEAD      │
 *     ┊ dropped ├───────────────┼─────┼────────────────────────┤
 *                               border
 *
 * libhs begins again SECRET_SPAN in front of what it has seen, so that it finds what crosses windows. Rules about
 * tokens are looked for only near runs (secret_runs.c), for which a few bytes are enough. A candidate is an end of a
 * match; those in front of the border are looked at, the others wait until there is more text behind them. The last
 * window has its border at the end.
 *
 * Must stay true:
 *  - The same hits, whatever the windows: nothing is decided by bytes that another split would not show.
 *  - An end is told once for each length that a match may have ("[a-z]{20,}" in a long word): neighbours
 *    are joined, and where matches begin is asked once for each position (`seen`).
 *  - Lines are counted only up to hits, and in what is dropped.
 *  - A subject takes no more than LIMIT_SECRET_TRIES searches and one for each BYTES_A_TRY bytes; what is left
 *    out is told.
 */
#include "base/limits.h"
#include "base/mem.h"
#include "find/secret_parts.h"

/* A search takes half a microsecond or little more: so many bytes take as long to inflate. */
#define BYTES_A_TRY 128

#define LINE_SHOWN 512
#define KEY_BLOCK  STR("-----BEGIN")

void secret_scan_init(struct secret_scan *s, struct secret_reader *r, bool windows)
{
	uint32_t n = r->engine->n;
	*s = (struct secret_scan){ .reader = r, .arena = arena_new() };
	if (windows)
		s->buffer = mem_alloc(SECRET_WINDOW + SECRET_BEHIND + SECRET_AHEAD);
	s->seen = mem_alloc(n * sizeof(*s->seen));
	s->touched = mem_alloc(n * sizeof(*s->touched));
	s->ends_cap = 256;
	s->ends = mem_alloc(s->ends_cap * sizeof(*s->ends));
	s->begins_cap = 256;
	s->begins = mem_alloc(s->begins_cap * sizeof(*s->begins));
}

void secret_scan_done(struct secret_scan *s)
{
	arena_free(s->arena);
	mem_free(s->buffer);
	mem_free(s->seen);
	mem_free(s->touched);
	mem_free(s->ends);
	mem_free(s->begins);
}

void secret_scan_begin(struct secret_scan *s, bool lines, enum secret_wrap wrap, struct str member,
		       uint64_t wrap_offset)
{
	arena_reset(s->arena);
	memset(&s->pending, 0, sizeof(s->pending));
	for (uint32_t i = 0; i < s->touched_n; i++)
		s->seen[s->touched[i]] = (struct secret_seen){ 0 };
	s->touched_n = 0;
	s->text = str_make(s->buffer, 0);
	s->base = s->scanned = s->ends_n = 0;
	s->runs = (struct secret_runs){ 0 };
	s->near_from = s->near_to = s->near_done = 0;
	s->begins_at = s->begins_n = 0;
	s->lines = lines;
	s->line = 1;
	s->line_from = s->counted = 0;
	s->wrap = wrap;
	s->member = member;
	s->wrap_offset = wrap_offset;
	s->base64_next = s->percent_next = s->percent_done = 0;
	s->base64_inside = false;
}

/* ---- candidates ---- */

struct looking {
	struct secret_scan *scan;
	const uint32_t *rules; /* by pattern */
	uint64_t base;	       /* offset of the text that libhs sees */
	uint64_t after;	       /* what ends in front of it is known */
};

static void on_end(void *context, uint32_t pattern, size_t end)
{
	const struct looking *l = context;
	struct secret_scan *s = l->scan;
	uint32_t rule = l->rules[pattern];
	uint64_t at = l->base + end;
	if (at < l->after || !s->reader->engine->rules[rule])
		return;
	struct secret_seen *seen = &s->seen[rule];
	if (!seen->touched) {
		seen->touched = true;
		s->touched[s->touched_n++] = rule;
	}
	uint32_t newest = seen->newest;
	if (newest && at >= s->ends[newest - 1].first && at <= s->ends[newest - 1].last + 1) {
		if (at > s->ends[newest - 1].last)
			s->ends[newest - 1].last = at;
		return;
	}
	if (s->ends_n == s->ends_cap) {
		s->ends_cap *= 2;
		s->ends = mem_resize(s->ends, s->ends_cap * sizeof(*s->ends));
	}
	s->ends[s->ends_n++] = (struct secret_ends){ at, at, rule };
	seen->newest = (uint32_t)s->ends_n;
}

static void look_for(struct secret_scan *s, enum secret_part part, uint64_t from, uint64_t to,
		     uint64_t after)
{
	const struct secret_patterns *p = &s->reader->engine->part[part];
	struct looking l = { s, p->rules, from, after };
	if (p->grep)
		grep_scan(p->grep, s->reader->scratch[part],
			  str_slice(s->text, (size_t)(from - s->base), (size_t)(to - s->base)),
			  on_end, &l);
}

/* No pattern of these is longer than SECRET_NEAR (secret.c): what crosses a border is found. */
static void look_near(struct secret_scan *s)
{
	uint64_t end = s->base + s->text.n;
	uint64_t from = s->near_from, to = s->near_to < end ? s->near_to : end;
	if (to <= s->near_done)
		return;
	if (s->near_done > SECRET_NEAR + 1 && from < s->near_done - SECRET_NEAR - 1)
		from = s->near_done - SECRET_NEAR - 1;
	look_for(s, SECRET_NEAR_RUNS, from, to, s->near_done);
	s->near_done = to;
}

static void on_near(void *context, uint64_t from, uint64_t to)
{
	struct secret_scan *s = context;
	if (from > s->near_to) {
		look_near(s);
		s->near_from = from;
	}
	s->near_to = to;
}

static void on_run(void *context, uint64_t at)
{
	struct secret_scan *s = context;
	if (s->begins_n == s->begins_cap) {
		s->begins_cap *= 2;
		s->begins = mem_resize(s->begins, s->begins_cap * sizeof(*s->begins));
	}
	s->begins[s->begins_n++] = at;
}

static bool has_wrapped(const struct secret_scan *s)
{
	return s->wrap == SECRET_PLAIN && s->lines;
}

static void look(struct secret_scan *s, bool final)
{
	uint64_t from =
		s->scanned > s->base + SECRET_SPAN + 1 ? s->scanned - SECRET_SPAN - 1 : s->base;
	uint64_t end = s->base + s->text.n;
	look_for(s, SECRET_EVERYWHERE, from, end, s->scanned);
	look_for(s, SECRET_CONFIGURED, from, end, s->scanned);
	struct secret_runs_told told = { s, has_wrapped(s) ? on_run : NULL, on_near };
	secret_runs_find(&s->runs, s->text, s->base, final, &told);
	look_near(s);
	s->scanned = end;
}

/* ---- lines ---- */

/* The counters stand at `at` afterwards, which may be behind or in front of where they stood. */
static void count_to(struct secret_scan *s, uint64_t at)
{
	if (at >= s->counted)
		s->line += str_count_char(
			str_slice(s->text, (size_t)(s->counted - s->base), (size_t)(at - s->base)),
			'\n');
	else
		s->line -= str_count_char(
			str_slice(s->text, (size_t)(at - s->base), (size_t)(s->counted - s->base)),
			'\n');
	size_t feed = str_rfind_char(str_slice(s->text, 0, (size_t)(at - s->base)), '\n');
	if (feed != SIZE_MAX)
		s->line_from = s->base + feed + 1;
	s->counted = at;
}

void secret_scan_place(struct secret_scan *s, struct secret_pending *p)
{
	size_t at = (size_t)(p->from - s->base);
	size_t feed = str_rfind_char(str_slice(s->text, 0, at), '\n');
	size_t begin = feed == SIZE_MAX ? 0 : feed + 1;
	if (at - begin > LINE_SHOWN / 2)
		begin = at - LINE_SHOWN / 2;
	struct str line = str_slice(s->text, begin, begin + LINE_SHOWN);
	size_t end = str_find_char(str_from(line, at - begin), '\n');
	if (end != SIZE_MAX)
		line = str_slice(line, 0, at - begin + end);
	line = str_dup(s->arena, line);
	if (p->hit.wrap != s->wrap) /* nobody could mask the value in it */
		memset((char *)line.p + (at - begin), '*',
		       size_min((size_t)(p->to - p->from), line.n - (at - begin)));
	p->hit.line_text = line;
	if (!s->lines)
		return;
	count_to(s, p->from);
	uint64_t column = p->from - s->line_from + 1;
	p->hit.line = s->line > UINT32_MAX ? 0 : (uint32_t)s->line;
	p->hit.column = column > UINT32_MAX ? 0 : (uint32_t)column;
}

/* ---- hits ---- */

static bool within(struct str part, struct str whole)
{
	return part.p >= whole.p && part.p + part.n <= whole.p + whole.n;
}

/* Everything is known of it: keep it until its neighbours are known, too. */
static void keep(struct secret_scan *s, uint32_t rule, const struct secret_candidate *c)
{
	struct secret_reader *r = s->reader;
	if (r->hits++ >= LIMIT_SECRET_HITS) {
		if (!r->why.code)
			fault_set(&r->why, E_LIMIT,
				  "more than %llu secrets; the others are left out",
				  (unsigned long long)LIMIT_SECRET_HITS);
		return;
	}
	/* A check may have decoded the value, then it stands where the match does. */
	struct str place = within(c->value, s->text) ? c->value : c->match;
	struct secret_pending *p = VEC_PUSH(s->arena, &s->pending);
	p->rule = rule;
	p->from = s->base + (uint64_t)(place.p - s->text.p);
	p->to = p->from + place.n;
	p->order = p->from;
	p->hit = (struct secret_hit){
		.rule = r->engine->rules[rule],
		.provider = r->engine->providers[rule],
		.value = str_dup(s->arena, c->value),
		.match = str_dup(s->arena, c->match),
		.detail = str_dup(s->arena, c->detail),
		.offset = s->wrap == SECRET_PLAIN ? p->from : s->wrap_offset,
		.wrap = s->wrap,
		.member = str_dup(s->arena, s->member),
		.proven = c->proven,
		.expired = c->expired,
	};
	secret_scan_place(s, p);
}

static void judge(struct secret_scan *s, uint32_t rule, struct secret_span match,
		  struct secret_span value)
{
	struct secret_reader *r = s->reader;
	struct secret_candidate c = {
		.value = str_slice(s->text, value.from, value.to),
		.match = str_slice(s->text, match.from, match.to),
		.path = r->path,
		.rule = r->engine->rules[rule],
		.scratch = r->judging,
	};
	size_t behind = size_min(match.from, SECRET_SPAN);
	c.before = str_slice(s->text, match.from - behind, match.from);
	size_t ahead = str_has(c.match, KEY_BLOCK) ? SECRET_BLOCK_KEY : (size_t)SECRET_SPAN;
	c.after = str_slice(s->text, match.to, match.to + ahead);
	if (secret_candidate_judge(r->engine->rules[rule], &c))
		keep(s, rule, &c);
	arena_reset(r->judging);
}

/* All matches that begin where those could that end in [first, last]. */
static void confirm(struct secret_scan *s, uint32_t rule, uint64_t first, uint64_t last)
{
	struct secret_reader *r = s->reader;
	uint32_t width = r->engine->width[rule];
	uint64_t from = first - s->base > width ? first - width : s->base;
	if (from < s->seen[rule].done)
		from = s->seen[rule].done;
	uint64_t at = s == &r->inner ? s->wrap_offset : last; /* in the subject */
	while (from < last) {
		uint64_t most = LIMIT_SECRET_TRIES + at / BYTES_A_TRY;
		if (r->tries++ >= most) {
			if (!r->why.code)
				fault_set(
					&r->why, E_LIMIT,
					"more than %llu places that could be secrets; the rest was not looked at",
					(unsigned long long)most);
			return;
		}
		struct secret_span match, value;
		int found = secret_matcher_find(r->matcher, rule, s->text, (size_t)(from - s->base),
						(size_t)(last - 1 - s->base), &match, &value);
		if (found < 0 && !r->why.code)
			fault_set(&r->why, E_LIMIT,
				  "rule %s gives up on a place that it might match",
				  r->engine->rules[rule]->id);
		if (found <= 0)
			break;
		judge(s, rule, match, value);
		from = s->base + size_max(match.to, match.from + 1);
	}
	s->seen[rule].done = from > last ? from : last;
}

/* Candidates that end in front of the border or at it; of longer ones the part that does. */
static void confirm_all(struct secret_scan *s, uint64_t border)
{
	size_t kept = 0;
	for (size_t i = 0; i < s->ends_n; i++) {
		struct secret_ends e = s->ends[i];
		s->seen[e.rule].newest = 0;
		if (e.first <= border)
			confirm(s, e.rule, e.first, e.last < border ? e.last : border);
		if (e.last <= border)
			continue;
		if (e.first <= border)
			e.first = border + 1;
		s->ends[kept++] = e;
	}
	s->ends_n = kept;
	for (size_t i = 0; i < kept; i++)
		s->seen[s->ends[i].rule].newest = (uint32_t)i + 1;
}

/* ---- windows ---- */

static void drop_front(struct secret_scan *s, uint64_t to)
{
	if (to <= s->base)
		return;
	if (s->lines && to > s->counted)
		count_to(s, to);
	size_t n = (size_t)(to - s->base);
	memmove(s->buffer, s->buffer + n, s->text.n - n);
	s->text.n -= n;
	s->base = to;
}

static void work(struct secret_scan *s, bool final)
{
	look(s, final);
	uint64_t end = s->base + s->text.n;
	uint64_t border = final ? end : end - SECRET_AHEAD;
	confirm_all(s, border);
	if (has_wrapped(s))
		secret_wrap_find(s, border);
	if (final)
		return;
	secret_tell_pending(s, border);
	if (border > SECRET_BEHIND)
		drop_front(s, border - SECRET_BEHIND);
}

void secret_scan_add(struct secret_scan *s, struct str window)
{
	const size_t room = SECRET_WINDOW + SECRET_BEHIND + SECRET_AHEAD;
	while (window.n) {
		size_t n = size_min(window.n, room - s->text.n);
		memcpy(s->buffer + s->text.n, window.p, n);
		s->text.n += n;
		window = str_from(window, n);
		if (s->text.n == room)
			work(s, false);
	}
}

void secret_scan_all(struct secret_scan *s, struct str text)
{
	s->text = text;
	work(s, true);
	s->base = s->scanned;
	s->text = str_make(s->buffer, 0);
}

void secret_scan_end(struct secret_scan *s)
{
	work(s, true);
	secret_tell_pending(s, UINT64_MAX);
}
