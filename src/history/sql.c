/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQLite behind a dozen functions.
 *
 * Loaded when a history is used, not linked (docs/design/004-start.md): one start in ten uses one.
 *
 * A history may lie in a shared folder, so its content is not trusted: no views and triggers, no functions in
 * the schema that could do anything, no loading of extensions, no memory mapping (a file that is cut while it is
 * mapped kills the process), the size of every page's parts checked.
 *
 * Durability. A rollback journal, not a write-ahead log: the log needs memory that all processes share, which
 * network file systems do not have, and leaves two more files beside the database. synchronous = EXTRA: the
 * journal's folder is brought to disk, too, so what was committed stays so when the power fails. A process that
 * finds the journal of one that died rolls it back before it reads.
 *
 * A second process waits for its turn for BUSY_SECONDS. The library's own way of waiting sleeps longer and longer and
 * starves beside one that writes all the time; ours asks again every few milliseconds, which differ by process.
 */
#include "history/sql.h"

#include "base/log.h"
#include "base/mem.h"

#include <dlfcn.h>
#include <errno.h>
#include <sqlite3.h>
#include <time.h>
#include <unistd.h>

#define BUSY_SECONDS 10

#define FUNCTIONS(X)      \
	X(open_v2)        \
	X(close_v2)       \
	X(exec)           \
	X(prepare_v2)     \
	X(finalize)       \
	X(step)           \
	X(reset)          \
	X(clear_bindings) \
	X(bind_int64)     \
	X(bind_text)      \
	X(bind_blob)      \
	X(column_int64)   \
	X(column_blob)    \
	X(column_bytes)   \
	X(column_type)    \
	X(busy_handler)   \
	X(db_config)      \
	X(limit) X(extended_result_codes) X(errmsg) X(system_errno) X(last_insert_rowid)

struct api {
#define X(name) __typeof__(sqlite3_##name) *name;
	FUNCTIONS(X)
#undef X
};

struct sql {
	struct api api;
	sqlite3 *db;
};

static int load(struct api *out, struct fault *f)
{
	static const char soname[] = "libsqlite3.so.0";
	void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	if (!library)
		return fault_set(f, E_IO, "a history needs SQLite: %s", dlerror());
#define X(name)                                                                                 \
	out->name = (__typeof__(out->name))dlsym(library, "sqlite3_" #name);                    \
	if (!out->name)                                                                         \
		return fault_set(f, E_IO, "a history needs SQLite 3.35 or later: %s has no %s", \
				 soname, "sqlite3_" #name);
	FUNCTIONS(X)
#undef X
	return 0;
}

int sql_load(struct fault *f)
{
	struct api api;
	return load(&api, f);
}

/* One line for a person, whatever the library calls it. */
static int failed(const struct sql *q, int code, struct fault *f)
{
	int error = q->db ? q->api.system_errno(q->db) : 0;
	switch (code & 0xff) {
	case SQLITE_NOTADB:
		return fault_set(f, E_CORRUPT, "this is not a history");
	case SQLITE_CORRUPT:
		return fault_set(f, E_CORRUPT, "the history is damaged (%s)", q->api.errmsg(q->db));
	case SQLITE_FULL:
		return fault_set(f, E_NOSPACE, "there is no space left");
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return fault_set(f, E_IO, "another process has kept it locked for %d seconds",
				 BUSY_SECONDS);
	case SQLITE_READONLY:
		return fault_set(f, E_DENIED, "it cannot be written");
	case SQLITE_CANTOPEN:
	case SQLITE_IOERR:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		if (error == EDQUOT)
			return fault_set(f, E_NOSPACE, "there is no space left");
		if (error)
			return fault_errno(f, error, "it cannot be %s",
					   (code & 0xff) == SQLITE_CANTOPEN ? "opened"
									    : "read or written");
		return fault_set(f, E_IO, "it cannot be opened: %s", q->api.errmsg(q->db));
	default:
		return fault_set(f, E_CORRUPT, "this is not a history of ours: %s",
				 q->api.errmsg(q->db));
	}
}

static int wait_for_turn(void *context, int times)
{
	const int a_second = 200;
	(void)context;
	if (times >= BUSY_SECONDS * a_second)
		return 0;
	long jitter = (long)(((unsigned)getpid() * 7919u + (unsigned)times * 104729u) % 4000);
	struct timespec t = { .tv_nsec = (3000 + jitter) * 1000 }; /* 5 ms in the mean */
	nanosleep(&t, NULL);
	return 1;
}

static int guard(struct sql *q, bool write, struct fault *f)
{
	static const int on[] = { SQLITE_DBCONFIG_DEFENSIVE };
	static const int off[] = {
		SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER,
		SQLITE_DBCONFIG_ENABLE_VIEW,	SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION,
		SQLITE_DBCONFIG_DQS_DML,	SQLITE_DBCONFIG_DQS_DDL
	};
	for (size_t i = 0; i < ARRAY_LEN(on); i++)
		q->api.db_config(q->db, on[i], 1, NULL);
	for (size_t i = 0; i < ARRAY_LEN(off); i++)
		q->api.db_config(q->db, off[i], 0, NULL);
	q->api.limit(q->db, SQLITE_LIMIT_ATTACHED, 0);
	q->api.limit(q->db, SQLITE_LIMIT_LENGTH, 1 << 20);
	q->api.busy_handler(q->db, wait_for_turn, NULL);
	TRY(sql_exec(
		q,
		"PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON;"
		"PRAGMA synchronous = EXTRA; PRAGMA foreign_keys = OFF",
		f));
	return write ? 0 : sql_exec(q, "PRAGMA query_only = ON", f);
}

int sql_open(const char *path, bool write, struct sql **out, struct fault *f)
{
	OWNED(sql_closep) struct sql *q = mem_alloc(sizeof(*q));
	TRY(load(&q->api, f));
	int flags = write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
	int r = q->api.open_v2(path, &q->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
	if (r != SQLITE_OK) {
		if (!write && access(path, F_OK) < 0)
			return fault_errno(f, errno, "it cannot be opened");
		return failed(q, r, f);
	}
	q->api.extended_result_codes(q->db, 1);
	TRY(guard(q, write, f));
	*out = STEAL(q);
	return 0;
}

void sql_close(struct sql *q)
{
	if (!q)
		return;
	if (q->db)
		q->api.close_v2(q->db);
	mem_free(q);
}

void sql_closep(struct sql **q)
{
	sql_close(*q);
}

int sql_exec(struct sql *q, const char *text, struct fault *f)
{
	int r = q->api.exec(q->db, text, NULL, NULL, NULL);
	return r == SQLITE_OK ? 0 : failed(q, r, f);
}

int sql_prepare(struct sql *q, const char *text, struct sql_statement *out, struct fault *f)
{
	sqlite3_stmt *p = NULL;
	int r = q->api.prepare_v2(q->db, text, -1, &p, NULL);
	if (r != SQLITE_OK)
		return failed(q, r, f);
	*out = (struct sql_statement){ q, p };
	return 0;
}

void sql_done(struct sql_statement *st)
{
	if (st->p)
		st->sql->api.finalize(st->p);
	st->p = NULL;
}

void sql_bind(struct sql_statement *st, int at, int64_t v)
{
	ENSURE(st->sql->api.bind_int64(st->p, at, v) == SQLITE_OK);
}

void sql_bind_text(struct sql_statement *st, int at, struct str s)
{
	ENSURE(s.n < 1 << 20);
	ENSURE(st->sql->api.bind_text(st->p, at, s.n ? s.p : "", (int)s.n, SQLITE_STATIC) ==
	       SQLITE_OK);
}

void sql_bind_blob(struct sql_statement *st, int at, struct str s)
{
	ENSURE(s.n < 1 << 20);
	ENSURE(st->sql->api.bind_blob(st->p, at, s.n ? s.p : "", (int)s.n, SQLITE_STATIC) ==
	       SQLITE_OK);
}

int sql_step(struct sql_statement *st, struct fault *f)
{
	struct sql *q = st->sql;
	int r = q->api.step(st->p);
	if (r == SQLITE_ROW)
		return 1;
	int answer = r == SQLITE_DONE ? 0 : failed(q, r, f);
	sql_reset(st);
	return answer;
}

void sql_reset(struct sql_statement *st)
{
	st->sql->api.reset(st->p);
	st->sql->api.clear_bindings(st->p);
}

int64_t sql_int(const struct sql_statement *st, int column)
{
	return st->sql->api.column_type(st->p, column) == SQLITE_INTEGER
		       ? st->sql->api.column_int64(st->p, column)
		       : 0;
}

struct str sql_text(const struct sql_statement *st, int column)
{
	int type = st->sql->api.column_type(st->p, column);
	if (type != SQLITE_TEXT && type != SQLITE_BLOB)
		return STR("");
	const void *p = st->sql->api.column_blob(st->p, column);
	int n = st->sql->api.column_bytes(st->p, column);
	return p && n > 0 ? str_make(p, (size_t)n) : STR("");
}

int sql_ask(struct sql *q, const char *text, int64_t otherwise, int64_t *out, struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	TRY(sql_prepare(q, text, &st, f));
	int r = sql_step(&st, f);
	TRY(r);
	*out = r ? sql_int(&st, 0) : otherwise;
	return 0;
}

int64_t sql_last_id(const struct sql *q)
{
	return q->api.last_insert_rowid(q->db);
}

int sql_end(struct sql *q, int r, struct fault *f)
{
	int code = r < 0 ? r : sql_exec(q, "COMMIT", f);
	if (code >= 0)
		return r;
	/* fails when the library has rolled back by itself, as it does on a full disk */
	(void)sql_exec(q, "ROLLBACK", NULL);
	return code;
}
