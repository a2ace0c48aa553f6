/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forms that values of labels can have: the types of a label schema, and what the OCI image
 * specification says of its own keys.
 */
#pragma once

#include "find/dockerfile/rule.h"

enum label_type {
	LABEL_TEXT, /* anything, but not nothing */
	LABEL_URL,
	LABEL_TIME,
	LABEL_SPDX,
	LABEL_HASH,
	LABEL_SEMVER,
	LABEL_EMAIL,
	LABEL_UNKNOWN, /* the schema names a type that is none */
};

/* "text", "rawtext", "url", "rfc3339", "spdx", "hash", "semver", "email"; any case. */
enum label_type label_type(struct str name);

bool is_url(struct str s);	/* RFC 3986 with an authority: scheme://host… */
bool is_rfc3339(struct str s);	/* a date and time that exist: 2024-02-29T23:59:60Z */
bool is_git_hash(struct str s); /* 7 to 40, or 64, hexadecimal digits */
bool is_semver(struct str s);	/* semver.org 2.0.0, without a "v" in front */
bool is_email(struct str s); /* RFC 5322's addr-spec as people write it: no quotes, no comments */

/* Is this the identifier of a licence? (Any case.) */
bool is_spdx_id(struct str s);
/* An SPDX licence expression: "Apache-2.0 OR (MIT AND LicenseRef-own WITH …)". */
bool is_spdx_expression(struct str s);

/* Is the value of this type empty or well-formed? */
bool label_value_ok(enum label_type type, struct str value);

/*
 * What a value under this key has to be: by the configured schema, else by the OCI specification's
 * own keys (org.opencontainers.image.created, .url …). LABEL_UNKNOWN: nothing is known of the key.
 */
enum label_type label_type_of_key(const struct lint_config *config, struct str key);

/*
 * Reports every label of the instruction that should be of this type and is not: what the rules on
 * types do. `what` reads "an absolute URL". Values that depend on unknown variables are left alone.
 */
void label_check_type(struct lint *l, uint32_t instruction, const struct df_instruction *i,
		      enum label_type type, const char *what);
