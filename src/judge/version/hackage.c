/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Haskell's Hackage (Cabal user guide, "version numbers"; Haskell PVP): numbers between dots, and
 * "1.0" comes before "1.0.0". A tag behind a hyphen has had no meaning since 2014 and is not valid.
 */
#include "judge/scheme.h"

#include "judge/lib/order.h"

static bool valid(struct str version)
{
	return order_is_number_list(version, ".", 1);
}

static int compare(struct str a, struct str b)
{
	return order_number_list(a, b, ".");
}

const struct scheme scheme_hackage = { .name = "hackage", .valid = valid, .compare = compare };
