/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of a policy that are read by files of their own. For src/judge/policy*.c alone.
 */
#pragma once

#include "judge/clause.h"
#include "judge/policy.h"
#include "judge/policy_file.h"

/* ---- clauses: policy_clause.c ---- */

extern const struct policy_key policy_clause_keys[];
extern const size_t policy_clause_keys_n;

/* A clause of a list that has an effect, or that says its own (GATE_NOTHING). */
int policy_read_clause(struct policy_file *x, const struct json *value, enum gate_effect effect,
		       struct clause *out, struct fault *f);

/* Names of clauses and gates: at most 64 bytes, no control characters, slashes and quotation marks. */
bool policy_is_name(struct str s);

/* Bits of words, one or a list. */
int policy_read_bits(struct policy_file *x, const struct json *value, policy_word *word, unsigned n,
		     unsigned *out, struct fault *f);

policy_reader policy_read_kinds; /* unsigned: bits */
policy_reader policy_read_paths; /* VEC(struct str): globs, leading slashes cut off */

/* ---- gates: policy_gates.c ---- */

extern const struct policy_key policy_gate_keys[];
extern const size_t policy_gate_keys_n;

/* A gate as it is written. */
struct gate_text {
	const struct policy_file *file; /* NULL for "nothing" */
	const struct json *at;
	struct gate gate; /* its own clauses, then all */
	VEC(const struct json *) clauses_at;
	struct str extends;
	const struct json *extends_at;
	VEC(struct str) without;
	const struct json *without_at;
	bool has_age, has_incomplete;
	bool lists, ordered; /* block, warn and allow; or clauses */
	enum { GATE_WRITTEN, GATE_ON_THE_WAY, GATE_MADE } state;
};

struct gate_texts {
	VEC(struct gate_text) list;
};

/* The section "gates": adds to the list. */
int policy_read_gates(struct policy_file *x, const struct json *value, struct gate_texts *to,
		      struct fault *f);

/* Inheritance: afterwards each gate is whole. */
int policy_make_gates(struct arena *a, struct gate_texts *texts, struct fault *f);

/* "; did you mean ci?", or which ones there are. */
struct str policy_gate_hint(const struct policy_file *x, const struct gate_texts *texts,
			    struct str word);

/* ---- ignore: policy_ignore.c ---- */

extern const struct policy_key policy_ignore_keys[];
extern const size_t policy_ignore_keys_n;

policy_reader policy_read_ignore; /* struct exception_list */
