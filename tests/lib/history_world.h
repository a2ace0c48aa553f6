/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records of scans made by hand, and questions to the file that the store has no function for.
 */
#pragma once

#include "check.h"

#include "base/date.h"
#include "history/sql.h"
#include "history/store.h"

struct world {
	struct arena *a;
	struct store *store;
	struct fault f;
};

static inline int64_t at(const char *time)
{
	int64_t t = 0;
	assert_true(date_parse_time(str_of(time), &t));
	return t;
}

/* An image scanned at a time, with a build that no other number has. */
static inline struct record scan_of(const char *image, int64_t time, unsigned build)
{
	struct record r = {
		.image = str_of(image),
		.platform = STR("linux/amd64"),
		.reference = str_of(image),
		.time = time,
		.gate = STR("default"),
		.policy = STR("sha256:policy"),
		.database = STR("sha256:database"),
		.database_built = STR("2026-01-01"),
		.looked = LOOKED_ALL,
		.config.kind = DIGEST_SHA256,
	};
	for (size_t i = 0; i < 4; i++)
		r.config.bytes[i] = (uint8_t)(build >> 8 * i);
	return r;
}

/* "CVE-1" of "openssl"; the same id and subject have the same fingerprint. */
static inline struct record_finding *found(struct arena *a, struct record *r,
					   enum finding_kind kind, const char *id,
					   const char *subject, enum severity s)
{
	struct record_finding *x = VEC_PUSH(a, &r->findings);
	uint64_t h = str_hash(str_printf(a, "%d %s %s", (int)kind, id, subject));
	memcpy(x->print, &h, sizeof(h));
	x->kind = kind;
	x->id = str_of(id);
	x->subject = str_of(subject);
	x->severity = s;
	x->place = kind == FINDING_GAP ? PLACE_GAP : PLACE_ACT_NOW;
	x->fixable = kind != FINDING_GAP;
	x->blocking = x->fixable;
	if (kind == FINDING_VULNERABILITY) {
		x->fixed = STR("2.0");
		r->counts.by_severity[s]++;
		r->counts.fixable++;
	}
	r->counts.blocking += x->blocking;
	r->counts.by_place[x->place]++;
	r->verdict = r->counts.blocking ? VERDICT_NOT_SEAWORTHY : VERDICT_SEAWORTHY;
	return x;
}

static inline void open_world(struct world *w, const char *path)
{
	*w = (struct world){ .a = arena_new() };
	check_ok(store_open(path, true, &w->store, &w->f), &w->f);
}

static inline void close_world(struct world *w)
{
	store_close(w->store);
	arena_free(w->a);
}

static inline int64_t put(struct world *w, const struct record *r)
{
	int64_t id = 0;
	check_ok(store_scan(w->store, r, &id, &w->f), &w->f);
	return id;
}

/* The first number that a query gives, by a connection of its own. */
static inline int64_t ask(const char *path, const char *query)
{
	struct fault f = { 0 };
	struct sql *q = NULL;
	int64_t v = -1;
	check_ok(sql_open(path, false, &q, &f), &f);
	check_ok(sql_ask(q, query, -1, &v, &f), &f);
	sql_close(q);
	return v;
}

/* "first gone" of the intervals of a finding in days since 2026-01-01, in order: "0- 14-21" */
static inline struct str intervals(struct world *w, const char *path, const char *id)
{
	struct fault f = { 0 };
	struct sql *q = NULL;
	struct sql_statement st = { 0 };
	struct str text = STR("");
	int64_t zero = at("2026-01-01");
	check_ok(sql_open(path, false, &q, &f), &f);
	check_ok(sql_prepare(q,
			     "SELECT first, gone FROM seen JOIN finding ON finding.id = finding"
			     " WHERE name = ? ORDER BY image, first",
			     &st, &f),
		 &f);
	sql_bind_text(&st, 1, str_of(id));
	while (sql_step(&st, &f) > 0) {
		text = str_printf(w->a, "%.*s%s%lld-", STRF(text), text.n ? " " : "",
				  (long long)(sql_int(&st, 0) - zero) / 86400);
		if (sql_int(&st, 1))
			text = str_printf(w->a, "%.*s%lld", STRF(text),
					  (long long)(sql_int(&st, 1) - zero) / 86400);
	}
	sql_done(&st);
	sql_close(q);
	return text;
}
