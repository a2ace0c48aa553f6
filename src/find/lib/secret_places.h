/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same secret in many places is one finding: what all watchers that meet secrets share while they
 * settle. Files, configuration, history and git objects add to the same list.
 *
 *     secret_places_begin ─► secret_places_add* ─► secret_places_end
 *
 * Several watchers may do so one after the other: each continues the findings of those before.
 */
#pragma once

#include "base/map.h"
#include "find/secret.h"
#include "model/report.h"

/* A secret by itself, wherever it stands. Strings are copied when a finding is made of it. */
struct secret_fact {
	const struct secret_rule *rule;
	const char *provider;
	struct str fingerprint; /* secret_fingerprint() of its value */
	struct str masked;	/* secret_mask() */
	struct str value;	/* only needed with --show-secrets; may be empty */
	struct str detail;
	bool proven, expired;
};

/* The fact of a hit, copied to the arena; the value only when it is to be shown. */
struct secret_fact secret_fact_of(struct arena *a, const struct secret_hit *hit,
				  struct str fingerprint, bool show_secrets);

struct secret_places {
	struct report *report;
	struct arena *arena;
	struct map finding; /* fingerprint → index of report.findings + 1 */
	struct map seen;    /* finding and place */
	bool show_secrets;
};

/* `a` must live until secret_places_end(); nobody else adds secrets to the report in between. */
void secret_places_begin(struct secret_places *p, struct report *report, struct arena *a,
			 bool show_secrets);

/*
 * One more place of the secret: makes its finding when it is new. A place that is known already (path,
 * inside, line, column, layer, commit) is not added twice. Beyond LIMIT_SECRET_PLACES places are
 * only counted; then live ones displace deleted ones.
 */
void secret_places_add(struct secret_places *p, const struct secret_fact *fact,
		       const struct secret_place *place);

/* Sorts the places, and writes what depends on all of them: live, path, layer, message, fix. */
void secret_places_end(struct secret_places *p);
