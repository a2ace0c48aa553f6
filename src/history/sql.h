/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One SQLite database, as this program uses it: opened with the guards on that a file of unknown origin
 * needs, statements bound and stepped, every failure a fault of ours.
 *
 * The library is loaded when the first database is opened; nothing else of the program knows it.
 */
#pragma once

#include "base/fault.h"
#include "base/str.h"

struct sqlite3_stmt;
struct sql;

/* Loads the library, when that was not done: before a process confines itself. */
int sql_load(struct fault *f);

/* `write` creates the file when it is not there; without it the file is never changed. */
int sql_open(const char *path, bool write, struct sql **out, struct fault *f);
void sql_close(struct sql *q); /* accepts NULL */
void sql_closep(struct sql **q);

/* Statements without parameters and results; several may be parted by semicolons. */
int sql_exec(struct sql *q, const char *text, struct fault *f);

struct sql_statement {
	struct sql *sql;
	struct sqlite3_stmt *p;
};

int sql_prepare(struct sql *q, const char *text, struct sql_statement *out, struct fault *f);
void sql_done(struct sql_statement *st); /* also when it was never prepared: zero it first */

/* Parameters count from 1 and are borrowed until the next sql_step() that ends or sql_reset(). */
void sql_bind(struct sql_statement *st, int at, int64_t v);
void sql_bind_text(struct sql_statement *st, int at, struct str s);
void sql_bind_blob(struct sql_statement *st, int at, struct str s);

/* 1: a row; 0: the end, the statement is ready to be bound anew. */
int sql_step(struct sql_statement *st, struct fault *f);
void sql_reset(struct sql_statement *st);

/* Of the row, columns count from 0; valid until the next step. A column of another type is 0 or empty. */
int64_t sql_int(const struct sql_statement *st, int column);
struct str sql_text(const struct sql_statement *st, int column);

/* Prepares, steps once and gives the first column of the first row, `otherwise` when there is none. */
int sql_ask(struct sql *q, const char *text, int64_t otherwise, int64_t *out, struct fault *f);

int64_t sql_last_id(const struct sql *q);

/* Ends a transaction: as r < 0 asks, with a rollback that keeps the fault, or with a commit that may fail. */
int sql_end(struct sql *q, int r, struct fault *f);
