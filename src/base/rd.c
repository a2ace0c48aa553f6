/* SPDX-License-Identifier: Apache-2.0 */
#include "base/rd.h"

uint64_t rd_varint(struct rd *r)
{
	const uint8_t *p = r->p;
	uint64_t v = 0;
	for (unsigned shift = 0; !r->bad && p < r->end && shift < 64; shift += 7) {
		uint64_t part = *p & 0x7f;
		if (shift == 63 && part > 1)
			break;
		v |= part << shift;
		if (!(*p++ & 0x80)) {
			r->p = p;
			return v;
		}
	}
	r->bad = true;
	return 0;
}
