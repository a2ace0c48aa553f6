/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/scheme.h"

const struct scheme *scheme_find(const char *name)
{
	for (size_t i = 0; name && i < all_schemes_n; i++)
		if (strcmp(all_schemes[i]->name, name) == 0)
			return all_schemes[i];
	return NULL;
}
