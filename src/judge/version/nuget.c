/* SPDX-License-Identifier: Apache-2.0 */
/*
 * NuGet package versions (NuGet documentation, "Package versioning"): Semantic Versioning with one
 * to four numbers, leading zeros let pass, and pre-release labels compared without case. Missing
 * numbers are zero, the metadata behind "+" does not count.
 */
#include "judge/scheme.h"

#include "judge/lib/semver.h"

static bool valid(struct str version)
{
	return semver_is_valid(version, 1, 4, SEMVER_ZEROS);
}

static int compare(struct str a, struct str b)
{
	return semver_compare(semver_split(a), semver_split(b), true);
}

const struct scheme scheme_nuget = { .name = "nuget", .valid = valid, .compare = compare };
