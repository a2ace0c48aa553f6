/* SPDX-License-Identifier: Apache-2.0 */
/*
 * npm: Semantic Versioning with what the npm client has always let pass ("loose"): spaces, "v" and
 * "=" in front, a pre-release without its hyphen ("1.2.3beta"), leading zeros. The precedence is
 * that of semver.org.
 */
#include "judge/scheme.h"

#include "judge/lib/semver.h"

static struct str strip(struct str version)
{
	version = str_trim(version);
	while (version.n &&
	       (version.p[0] == 'v' || version.p[0] == '=' || char_is_space(version.p[0])))
		version = str_from(version, 1);
	return version;
}

static bool valid(struct str version)
{
	return semver_is_valid(strip(version), 3, 3, SEMVER_ZEROS | SEMVER_NO_HYPHEN);
}

static int compare(struct str a, struct str b)
{
	return semver_compare(semver_split(strip(a)), semver_split(strip(b)), false);
}

const struct scheme scheme_npm = { .name = "npm", .valid = valid, .compare = compare };
