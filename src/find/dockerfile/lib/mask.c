/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/mask.h"

struct str mask_secret(struct arena *a, struct str secret)
{
	size_t shown = secret.n >= 16 ? 4 : secret.n >= 8 ? 2 : 0;
	/* half a character would spoil the terminal */
	for (size_t n = 0; n < shown; n++)
		if ((unsigned char)secret.p[n] < ' ' || (unsigned char)secret.p[n] > '~')
			shown = n;
	return str_printf(a, "%.*s…", STRF(str_slice(secret, 0, shown)));
}
