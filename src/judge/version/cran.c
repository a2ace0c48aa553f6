/* SPDX-License-Identifier: Apache-2.0 */
/*
 * R packages (Writing R Extensions, section 1.1.1; package_version in R): at least two numbers
 * between dots or hyphens, which mean the same. "1.8" comes before "1.8.0", "0.01" equals "0.1".
 */
#include "judge/scheme.h"

#include "judge/lib/order.h"

static bool valid(struct str version)
{
	return order_is_number_list(version, ".-", 2);
}

static int compare(struct str a, struct str b)
{
	return order_number_list(a, b, ".-");
}

const struct scheme scheme_cran = { .name = "cran", .valid = valid, .compare = compare };
