/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Interned strings: bytes ↔ 32-bit number. Equal strings have equal numbers, so rows are compact
 * and compare as integers. A sym is valid as long as its table.
 *
 * The numbers depend on the order of interning, hence on threads: never print, store or sort by
 * them. All functions may be called from several threads.
 */
#pragma once

#include "base/str.h"

typedef uint32_t sym; /* 0 is the empty string */

struct sym_table;

struct sym_table *sym_table_new(void) __attribute__((returns_nonnull));
void sym_table_free(struct sym_table *t); /* accepts NULL */

sym sym_of(struct sym_table *t, struct str s);

/* The bytes; valid until the table is freed. An unknown number dies. */
struct str sym_str(const struct sym_table *t, sym id);

/* Bytes of all distinct strings so far. */
size_t sym_table_bytes(const struct sym_table *t);

/* By bytes, as str_cmp. */
int sym_cmp(const struct sym_table *t, sym a, sym b);
