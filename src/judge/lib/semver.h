/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The family of Semantic Versioning: numbers, "-" pre-release identifiers, "+" build identifiers.
 * Its members (semver, npm, go, nuget, pub) differ in prefixes, the count of numbers and the weight
 * of the build; they share the cutting and the comparison of the pieces.
 */
#pragma once

#include "base/str.h"

struct semver {
	struct str numbers; /* "1.2.3": the longest prefix of digits between dots, may be empty */
	struct str pre;	    /* without its hyphen; what follows the numbers when it is not '+' */
	struct str build;   /* without its plus */
	bool has_pre, has_build;
};

/* Cuts any text; never fails. The caller has taken off a "v" and the like. */
struct semver semver_split(struct str version);

/* Numbers as if both lists went on with zeros: "1" equals "1.0.0". */
int semver_compare_numbers(struct str a, struct str b);

/* semver.org 2.0.0, section 11.4: identifiers between dots; without case when `nocase`. */
int semver_compare_identifiers(struct str a, struct str b, bool nocase);

/* Section 11 as a whole: numbers, then pre-release; the build does not count. */
int semver_compare(struct semver a, struct semver b, bool nocase);

enum semver_laxity {
	SEMVER_STRICT = 0,
	SEMVER_ZEROS = 1,     /* leading zeros in numbers and identifiers are let pass */
	SEMVER_NO_HYPHEN = 2, /* the pre-release may follow the numbers directly: "1.2.3beta" */
};

/* Between `least` and `most` numbers, identifiers well formed; flags of enum semver_laxity. */
bool semver_is_valid(struct str version, size_t least, size_t most, unsigned lax);
