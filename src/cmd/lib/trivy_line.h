/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A Trivy-style command line with its surroundings: flags, then TRIVY_… variables, then trivy.yaml, then
 * the defaults of the table.
 */
#pragma once

#include "base/fault.h"
#include "base/vec.h"
#include "cmd/lib/trivy_flags.h"

enum trivy_origin { TRIVY_BY_DEFAULT, TRIVY_BY_FILE, TRIVY_BY_VARIABLE, TRIVY_BY_FLAG };

struct trivy_value {
	VEC(struct str) items; /* of a list; one otherwise; empty: no value */
	enum trivy_origin origin;
	struct str where; /* "--severity", "TRIVY_SEVERITY", "trivy.yaml:3:1: severity" */
};

struct trivy_line {
	struct arena *arena;
	struct trivy_value values[TRIVY_FLAG_COUNT_];
	VEC(const char *) operands;
	VEC(struct str) notes; /* to be told as warnings */
};

/*
 * Reads argv[1…], the environment and the file. E_USAGE with one line for what is not known, not a value, or
 * refused. Notes are in line->notes: what is accepted without effect, keys of the file that nobody knows.
 */
int trivy_line_read(struct trivy_line *line, int argc, char **argv, struct arena *a,
		    struct fault *f);

/* Whether somebody asked for something else than the default. */
bool trivy_given(const struct trivy_line *line, enum trivy_flag_id id);

bool trivy_truth(const struct trivy_line *line, enum trivy_flag_id id);
struct str trivy_text(const struct trivy_line *line, enum trivy_flag_id id);  /* "" without one */
const char *trivy_cstr(const struct trivy_line *line, enum trivy_flag_id id); /* NULL without one */
unsigned trivy_number(const struct trivy_line *line, enum trivy_flag_id id);  /* 0 without one */
bool trivy_has(const struct trivy_line *line, enum trivy_flag_id id, const char *word);

/* Where the first word stands that is not a flag of the table or its value; argc when there is none. */
int trivy_skip_flags(int argc, char **argv);
