/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dart's pub: Semantic Versioning in which the build counts. A version with a build is greater than
 * the same without ("1.0.0" < "1.0.0+1"), and builds compare like pre-releases (pub's versioning
 * documentation: build identifiers take part so that the order is total).
 */
#include "judge/scheme.h"

#include "judge/lib/order.h"
#include "judge/lib/semver.h"

static bool valid(struct str version)
{
	return semver_is_valid(version, 3, 3, SEMVER_ZEROS);
}

static int compare(struct str a, struct str b)
{
	struct semver x = semver_split(order_skip_v(a)), y = semver_split(order_skip_v(b));
	int r = semver_compare(x, y, false);
	if (r)
		return r;
	if (x.has_build != y.has_build)
		return x.has_build ? 1 : -1;
	return x.has_build ? semver_compare_identifiers(x.build, y.build, false) : 0;
}

const struct scheme scheme_pub = { .name = "pub", .valid = valid, .compare = compare };
