/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/format.h"

const struct format *format_find(struct str name)
{
	for (size_t i = 0; i < all_formats_n; i++)
		if (str_is(name, all_formats[i]->name))
			return all_formats[i];
	return NULL;
}
