/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The file: opened, made, brought up to date, measured.
 *
 *     image ──┬── scan ──── basis            one row for each scan that changed something
 *             └── seen ──── finding          one row for each interval in which an image had a finding
 *
 * A finding (CVE-2024-3094 in xz-utils) is one row however many images have it; that this image has it since
 * March is a row of `seen`. Gate, policy and database of a scan are the same for months: `basis`.
 *
 * Versions: PRAGMA user_version. steps[v] brings a file of version v to v + 1, all of them in one transaction, so
 * that two processes that find an old file do it once. A later version is refused: what it means is not known
 * here. PRAGMA application_id tells our files from other people's databases.
 *
 * Format: docs/format/history.md.
 */
#include "history/store_parts.h"

#include "base/mem.h"

#define APPLICATION 0x53574849 /* "SWHI" */

/* auto_vacuum must be chosen before the first table. */
static const char *const steps[STORE_VERSION] = {
	"CREATE TABLE image (id INTEGER PRIMARY KEY, name TEXT NOT NULL, platform TEXT NOT NULL,"
	" last INTEGER NOT NULL, UNIQUE (name, platform));"
	"CREATE TABLE basis (id INTEGER PRIMARY KEY, gate TEXT NOT NULL, policy TEXT NOT NULL,"
	" database TEXT NOT NULL, built TEXT NOT NULL, UNIQUE (gate, policy, database, built));"
	"CREATE TABLE scan (id INTEGER PRIMARY KEY, image INTEGER NOT NULL, since INTEGER NOT NULL,"
	" time INTEGER NOT NULL, runs INTEGER NOT NULL, basis INTEGER NOT NULL,"
	" reference TEXT NOT NULL, manifest BLOB NOT NULL, config BLOB NOT NULL,"
	" verdict INTEGER NOT NULL, clause TEXT NOT NULL, looked INTEGER NOT NULL,"
	" blocking INTEGER NOT NULL, fixable INTEGER NOT NULL, packages INTEGER NOT NULL,"
	" size INTEGER NOT NULL, unknown INTEGER NOT NULL, negligible INTEGER NOT NULL,"
	" low INTEGER NOT NULL, medium INTEGER NOT NULL, high INTEGER NOT NULL,"
	" critical INTEGER NOT NULL, act_now INTEGER NOT NULL, allowed INTEGER NOT NULL,"
	" no_fix INTEGER NOT NULL, minor INTEGER NOT NULL, deferred INTEGER NOT NULL,"
	" investigating INTEGER NOT NULL, note INTEGER NOT NULL, hidden INTEGER NOT NULL,"
	" gap INTEGER NOT NULL, ignored INTEGER NOT NULL);"
	"CREATE INDEX scan_of_image ON scan (image, time);"
	"CREATE TABLE finding (id INTEGER PRIMARY KEY, print BLOB NOT NULL UNIQUE,"
	" kind INTEGER NOT NULL, name TEXT NOT NULL, subject TEXT NOT NULL);"
	"CREATE TABLE seen (image INTEGER NOT NULL, finding INTEGER NOT NULL,"
	" first INTEGER NOT NULL, gone INTEGER NOT NULL, due_from INTEGER NOT NULL,"
	" severity INTEGER NOT NULL, place INTEGER NOT NULL, flags INTEGER NOT NULL,"
	" until INTEGER NOT NULL, fixed TEXT NOT NULL, owner TEXT NOT NULL,"
	" PRIMARY KEY (image, finding, first)) WITHOUT ROWID;",
};

static int read_version(struct sql *q, int64_t *out, struct fault *f)
{
	int64_t application = 0, version = 0, objects = 0;
	TRY(sql_ask(q, "SELECT count(*) FROM sqlite_schema", 0, &objects, f));
	TRY(sql_ask(q, "PRAGMA application_id", 0, &application, f));
	TRY(sql_ask(q, "PRAGMA user_version", 0, &version, f));
	if (application != APPLICATION && (objects || application))
		return fault_set(f, E_CORRUPT, "this is a database of another program");
	if (version < 0 || (version == 0 && objects))
		return fault_set(f, E_CORRUPT, "this is not a history");
	if (version > STORE_VERSION)
		return fault_set(f, E_UNSUPPORTED,
				 "a later version of seaworthy wrote it (format %lld, this one "
				 "knows %d)",
				 (long long)version, STORE_VERSION);
	*out = version;
	return 0;
}

static int run_steps(struct sql *q, struct fault *f)
{
	int64_t version = 0;
	/* again: another process may have done it since */
	TRY(read_version(q, &version, f));
	for (; version < STORE_VERSION; version++)
		TRY(sql_exec(q, steps[version], f));
	TRY(sql_exec(q, "PRAGMA application_id = 0x53574849", f));
	return sql_exec(q, "PRAGMA user_version = 1", f);
}

static int bring_up_to_date(struct sql *q, bool write, struct fault *f)
{
	int64_t version = 0;
	TRY(read_version(q, &version, f));
	if (version == STORE_VERSION)
		return 0;
	if (!write)
		return fault_set(f, E_NOTFOUND, "it holds no scan yet");
	TRY(sql_exec(q, "PRAGMA auto_vacuum = INCREMENTAL; BEGIN IMMEDIATE", f));
	return sql_end(q, run_steps(q, f), f);
}

static int open_store(const char *path, bool write, struct store **out, struct fault *f)
{
	OWNED(store_closep) struct store *s = mem_alloc(sizeof(*s));
	TRY(sql_open(path, write, &s->sql, f));
	TRY(bring_up_to_date(s->sql, write, f));
	s->max_bytes = STORE_BYTES;
	*out = STEAL(s);
	return 0;
}

int store_open(const char *path, bool write, struct store **out, struct fault *f)
{
	return fault_in(f, open_store(path, write, out, f), "%s", path);
}

void store_close(struct store *s)
{
	if (!s)
		return;
	sql_close(s->sql);
	mem_free(s);
}

void store_closep(struct store **s)
{
	store_close(*s);
}

void store_limit(struct store *s, uint64_t bytes)
{
	s->max_bytes = bytes < 64 * KIB ? 64 * KIB : bytes;
}

int store_bytes(struct store *s, uint64_t *out_used, uint64_t *out_free, struct fault *f)
{
	int64_t size = 0, pages = 0, unused = 0;
	TRY(sql_ask(s->sql, "PRAGMA page_size", 0, &size, f));
	TRY(sql_ask(s->sql, "PRAGMA page_count", 0, &pages, f));
	TRY(sql_ask(s->sql, "PRAGMA freelist_count", 0, &unused, f));
	*out_used = (uint64_t)((pages - unused) * size);
	*out_free = (uint64_t)(unused * size);
	return 0;
}

static int check_structure(struct store *s, struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	TRY(sql_prepare(s->sql, "PRAGMA integrity_check(1)", &st, f));
	int r = sql_step(&st, f);
	TRY(r);
	struct str said = sql_text(&st, 0);
	if (r == 0 || !str_is(said, "ok"))
		return fault_set(f, E_CORRUPT, "the history is damaged (%.*s)", STRF(said));
	return 0;
}

int store_status(struct store *s, struct store_status *out, struct fault *f)
{
	static const char *const questions[] = {
		"SELECT count(*) FROM image",
		"SELECT count(*) FROM scan",
		"SELECT coalesce(sum(runs), 0) FROM scan",
		"SELECT count(*) FROM finding",
		"SELECT count(*) FROM seen",
		"SELECT count(*) FROM seen WHERE gone = 0",
		"SELECT coalesce(min(since), 0) FROM scan",
		"SELECT coalesce(max(time), 0) FROM scan",
	};
	int64_t answers[ARRAY_LEN(questions)] = { 0 };
	struct store_status status = { .version = STORE_VERSION };
	uint64_t used = 0;
	TRY(check_structure(s, f));
	for (size_t i = 0; i < ARRAY_LEN(questions); i++)
		TRY(sql_ask(s->sql, questions[i], 0, &answers[i], f));
	TRY(store_bytes(s, &used, &status.free_bytes, f));
	status.bytes = used + status.free_bytes;
	status.images = (uint64_t)answers[0];
	status.scans = (uint64_t)answers[1];
	status.runs = (uint64_t)answers[2];
	status.findings = (uint64_t)answers[3];
	status.seen = (uint64_t)answers[4];
	status.open = (uint64_t)answers[5];
	status.oldest = answers[6];
	status.newest = answers[7];
	*out = status;
	return 0;
}
