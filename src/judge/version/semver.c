/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Semantic Versioning 2.0.0 (semver.org, section 11), as crates, Hex, Julia, Kubernetes, Swift and
 * Bitnami use it.
 *
 *	1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-alpha.beta < 1.0.0-beta.11 < 1.0.0-rc.1 < 1.0.0
 *
 * A leading "v", the habit of git tags, is let pass. Fewer or more than three numbers compare as
 * if zeros followed, but are not valid. The build ("+…") does not count.
 */
#include "judge/scheme.h"

#include "judge/lib/order.h"
#include "judge/lib/semver.h"

static bool valid(struct str version)
{
	return semver_is_valid(order_skip_v(version), 3, 3, SEMVER_STRICT);
}

static int compare(struct str a, struct str b)
{
	return semver_compare(semver_split(order_skip_v(a)), semver_split(order_skip_v(b)), false);
}

const struct scheme scheme_semver = { .name = "semver", .valid = valid, .compare = compare };
