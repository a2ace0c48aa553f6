/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a team has written down about secrets, for other scanners or for this one: rules of its own, rules that it
 * does not want, and finds that are no secrets.
 *
 *     trivy-secret.yaml ─┐
 *     .gitleaks.toml    ─┼─► plan ──► struct secret_config ─► engine: which rules
 *     .gitleaksignore   ─┘    └─────► secret_plan_excuse()          : which hits are left out, and why
 *     comments in files ─────────────►
 *
 * Regular expressions of users are RE2's: no look-around, no back references. '^' and '$' match at
 * lines. A keyword has to stand within SECRET_SPAN bytes of the match. The rules of another scanner have
 * other identifiers than ours: one that is switched off and not known is a warning.
 *
 * Pure functions over texts; a mistake is E_USAGE with file and line.
 */
#pragma once

#include "base/map.h"
#include "base/vec.h"
#include "find/secret_config.h"

struct secret_plan;

struct secret_plan *secret_plan_new(void);
void secret_plan_free(struct secret_plan *p); /* accepts NULL */
void secret_plan_freep(struct secret_plan **p);

/* `path` is for messages. The texts may go afterwards. */
int secret_plan_trivy(struct secret_plan *p, const char *path, struct str text, struct fault *f);
int secret_plan_gitleaks(struct secret_plan *p, const char *path, struct str text, struct fault *f);
int secret_plan_ignores(struct secret_plan *p, const char *path, struct str text, struct fault *f);

/* What could not be done as the files ask for it: a line each. */
const struct str *secret_plan_warnings(const struct secret_plan *p, size_t *out_n);

/* The rules, for secret_engine_new(); as long as the plan. */
const struct secret_config *secret_plan_config(struct secret_plan *p);

/* What was found, as far as it matters for leaving it out. Members may be empty. */
struct secret_find {
	struct str rule, path, value, match, line_text, commit, fingerprint;
	uint32_t line;
};

/* Who says that it does not count. */
struct secret_excuse {
	struct str file; /* where that is written: a configuration, or the file itself */
	uint32_t line;
	struct str why; /* its description, or what it is */
};

/*
 * True when the find is to be left out. Read-only: any thread. `path` as the user sees it. The excuse borrows from
 * the plan and the find.
 */
bool secret_plan_excuses(const struct secret_plan *p, const struct secret_find *find,
			 struct secret_excuse *out);
