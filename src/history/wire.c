/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing and reading messages.
 *
 * Writers cannot fail but for the ceiling; readers check every number against its enum, every text against
 * LIMIT_HISTORY_TEXT, every list against its limit, and that nothing is left at the end.
 */
#include "history/wire.h"

#include "base/limits.h"
#include "base/rd.h"

/* ---- writing ---- */

static bool put_number(struct buf *b, uint64_t v)
{
	bool fits = true;
	for (; v >= 0x80; v >>= 7)
		fits &= buf_add_char(b, (char)(v | 0x80));
	return buf_add_char(b, (char)v) && fits;
}

static bool put_text(struct buf *b, struct str s)
{
	return put_number(b, s.n) && buf_add_str(b, s);
}

static bool put_digest(struct buf *b, const struct digest *d)
{
	return put_number(b, d->kind) && buf_add(b, d->bytes, digest_size(d->kind));
}

/* Room for the length, which put_end() knows. */
static size_t put_begin(struct buf *b, enum wire_kind kind)
{
	size_t at = b->n;
	buf_add(b, "\0\0\0\0", WIRE_HEAD);
	buf_add_char(b, (char)kind);
	return at;
}

static bool put_end(struct buf *b, size_t at)
{
	if (b->over)
		return false;
	size_t n = b->n - at - WIRE_HEAD;
	for (size_t i = 0; i < WIRE_HEAD; i++)
		b->p[at + i] = (char)(n >> 8 * i);
	return n <= LIMIT_HISTORY_MESSAGE;
}

bool wire_put_recall(struct buf *b, struct str image, struct str platform)
{
	size_t at = put_begin(b, WIRE_RECALL);
	put_text(b, image);
	put_text(b, platform);
	return put_end(b, at);
}

static void put_counts(struct buf *b, const struct record_counts *c)
{
	for (size_t i = 0; i < PLACE_COUNT_; i++)
		put_number(b, c->by_place[i]);
	for (size_t i = 0; i < SEVERITY_COUNT_; i++)
		put_number(b, c->by_severity[i]);
	put_number(b, c->fixable);
	put_number(b, c->blocking);
	put_number(b, c->packages);
	put_number(b, c->size);
}

static void put_finding(struct buf *b, const struct record_finding *f)
{
	buf_add(b, f->print, sizeof(f->print));
	put_number(b, f->kind);
	put_number(b, f->place);
	put_number(b, f->severity);
	put_number(b,
		   (unsigned)f->fixable | (unsigned)f->blocking << 1 | (unsigned)f->ignored << 2);
	put_number(b, (uint64_t)f->until);
	put_text(b, f->id);
	put_text(b, f->subject);
	put_text(b, f->fixed);
	put_text(b, f->owner);
}

bool wire_put_store(struct buf *b, const struct record *r)
{
	size_t at = put_begin(b, WIRE_STORE);
	put_text(b, r->image);
	put_text(b, r->platform);
	put_text(b, r->reference);
	put_digest(b, &r->manifest);
	put_digest(b, &r->config);
	put_number(b, (uint64_t)r->time);
	put_number(b, r->verdict);
	put_text(b, r->gate);
	put_text(b, r->clause);
	put_text(b, r->policy);
	put_text(b, r->database);
	put_text(b, r->database_built);
	put_number(b, r->looked);
	put_number(b, r->headline_only);
	put_number(b, r->cut);
	put_counts(b, &r->counts);
	put_number(b, r->findings.n);
	for (size_t i = 0; i < r->findings.n; i++)
		put_finding(b, &r->findings.p[i]);
	return put_end(b, at);
}

bool wire_put_known(struct buf *b, const struct wire_past *past)
{
	size_t at = put_begin(b, WIRE_KNOWN);
	put_number(b, past->seen.n);
	for (size_t i = 0; i < past->seen.n; i++) {
		buf_add(b, past->seen.p[i].print, HISTORY_PRINT);
		put_number(b, (uint64_t)past->seen.p[i].first);
	}
	put_number(b, past->trend.n);
	for (size_t i = 0; i < past->trend.n; i++) {
		const struct trend_point *p = &past->trend.p[i];
		put_text(b, p->time);
		put_number(b, p->verdict);
		put_number(b, p->blocking);
		put_number(b, p->fixable);
		for (size_t k = 0; k < SEVERITY_COUNT_; k++)
			put_number(b, p->by_severity[k]);
	}
	return put_end(b, at);
}

bool wire_put_stored(struct buf *b, int64_t id)
{
	size_t at = put_begin(b, WIRE_STORED);
	put_number(b, (uint64_t)id);
	return put_end(b, at);
}

bool wire_put_failed(struct buf *b, const struct fault *f)
{
	size_t at = put_begin(b, WIRE_FAILED);
	put_number(b, (uint64_t) - (int64_t)f->code);
	put_text(b, str_of(f->text));
	return put_end(b, at);
}

/* ---- reading ---- */

static uint64_t get_number(struct rd *r, uint64_t max)
{
	uint64_t v = rd_varint(r);
	r->bad |= v > max;
	return r->bad ? 0 : v;
}

static int64_t get_time(struct rd *r)
{
	return (int64_t)get_number(r, 253402300799); /* the end of 9999 */
}

static bool get_bool(struct rd *r)
{
	return get_number(r, 1) != 0;
}

static struct str get_text(struct rd *r)
{
	struct str s = rd_take(r, get_number(r, LIMIT_HISTORY_TEXT));
	r->bad |= !str_is_utf8(s) || str_find_char(s, '\0') != SIZE_MAX;
	return r->bad ? STR("") : s;
}

static struct digest get_digest(struct rd *r)
{
	struct digest d = { .kind = (enum digest_kind)get_number(r, DIGEST_SHA512) };
	struct str s = rd_take(r, digest_size(d.kind));
	if (s.n)
		memcpy(d.bytes, s.p, s.n);
	return d;
}

static void get_print(struct rd *r, uint8_t out[HISTORY_PRINT])
{
	struct str s = rd_take(r, HISTORY_PRINT);
	if (s.n)
		memcpy(out, s.p, s.n);
}

static int get_end(const struct rd *r, struct fault *f)
{
	if (r->bad || rd_left(r))
		return fault_set(f, E_CORRUPT, "a message that cannot be read");
	return 0;
}

int wire_length(const uint8_t head[WIRE_HEAD], size_t *out, struct fault *f)
{
	struct rd r = rd_of(str_make(head, WIRE_HEAD));
	size_t n = rd_u32le(&r);
	if (n == 0 || n > LIMIT_HISTORY_MESSAGE)
		return fault_set(f, E_LIMIT, "a message of %zu bytes", n);
	*out = n;
	return 0;
}

int wire_get_recall(struct str s, struct str *out_image, struct str *out_platform, struct fault *f)
{
	struct rd r = rd_of(s);
	struct str image = get_text(&r), platform = get_text(&r);
	TRY(get_end(&r, f));
	*out_image = image;
	*out_platform = platform;
	return 0;
}

static void get_counts(struct rd *r, struct record_counts *c)
{
	for (size_t i = 0; i < PLACE_COUNT_; i++)
		c->by_place[i] = (uint32_t)get_number(r, UINT32_MAX);
	for (size_t i = 0; i < SEVERITY_COUNT_; i++)
		c->by_severity[i] = (uint32_t)get_number(r, UINT32_MAX);
	c->fixable = (uint32_t)get_number(r, UINT32_MAX);
	c->blocking = (uint32_t)get_number(r, UINT32_MAX);
	c->packages = (uint32_t)get_number(r, UINT32_MAX);
	c->size = get_number(r, INT64_MAX);
}

static void get_finding(struct rd *r, struct record_finding *f)
{
	get_print(r, f->print);
	f->kind = (enum finding_kind)get_number(r, FINDING_KIND_COUNT_ - 1);
	f->place = (enum finding_place)get_number(r, PLACE_COUNT_ - 1);
	f->severity = (enum severity)get_number(r, SEVERITY_COUNT_ - 1);
	uint64_t flags = get_number(r, 7);
	f->fixable = flags & 1;
	f->blocking = flags & 2;
	f->ignored = flags & 4;
	f->until = (int64_t)get_number(r, 2932896); /* 9999-12-31 */
	f->id = get_text(r);
	f->subject = get_text(r);
	f->fixed = get_text(r);
	f->owner = get_text(r);
}

int wire_get_store(struct str s, struct arena *a, struct record *out, struct fault *f)
{
	struct rd r = rd_of(s);
	struct record x = { 0 };
	x.image = get_text(&r);
	x.platform = get_text(&r);
	x.reference = get_text(&r);
	x.manifest = get_digest(&r);
	x.config = get_digest(&r);
	x.time = get_time(&r);
	x.verdict = (enum verdict)get_number(&r, VERDICT_INCOMPLETE);
	x.gate = get_text(&r);
	x.clause = get_text(&r);
	x.policy = get_text(&r);
	x.database = get_text(&r);
	x.database_built = get_text(&r);
	x.looked = (unsigned)get_number(&r, LOOKED_ALL);
	x.headline_only = get_bool(&r);
	x.cut = get_bool(&r);
	get_counts(&r, &x.counts);
	size_t n = (size_t)get_number(&r, LIMIT_HISTORY_FINDINGS);
	for (size_t i = 0; i < n && !r.bad; i++)
		get_finding(&r, VEC_PUSH(a, &x.findings));
	TRY(get_end(&r, f));
	*out = x;
	return 0;
}

int wire_get_known(struct str s, struct arena *a, struct wire_past *out, struct fault *f)
{
	struct rd r = rd_of(s);
	struct wire_past past = { 0 };
	size_t n = (size_t)get_number(&r, LIMIT_HISTORY_MESSAGE / HISTORY_PRINT);
	for (size_t i = 0; i < n && !r.bad; i++) {
		struct wire_first *x = VEC_PUSH(a, &past.seen);
		get_print(&r, x->print);
		x->first = get_time(&r);
	}
	n = (size_t)get_number(&r, LIMIT_HISTORY_TREND);
	for (size_t i = 0; i < n && !r.bad; i++) {
		struct trend_point *p = VEC_PUSH(a, &past.trend);
		p->time = get_text(&r);
		p->verdict = (enum verdict)get_number(&r, VERDICT_INCOMPLETE);
		p->blocking = (uint32_t)get_number(&r, UINT32_MAX);
		p->fixable = (uint32_t)get_number(&r, UINT32_MAX);
		for (size_t k = 0; k < SEVERITY_COUNT_; k++)
			p->by_severity[k] = (uint32_t)get_number(&r, UINT32_MAX);
	}
	TRY(get_end(&r, f));
	*out = past;
	return 0;
}

int wire_get_stored(struct str s, int64_t *out_id, struct fault *f)
{
	struct rd r = rd_of(s);
	int64_t id = (int64_t)get_number(&r, INT64_MAX);
	TRY(get_end(&r, f));
	*out_id = id;
	return 0;
}

int wire_get_failed(struct str s, struct fault *f)
{
	struct rd r = rd_of(s);
	int code = -(int)get_number(&r, 127);
	struct str text = rd_take(&r, get_number(&r, sizeof(f->text)));
	TRY(get_end(&r, f));
	return fault_set(f, code ? code : E_CORRUPT, "%.*s", STRF(text));
}
