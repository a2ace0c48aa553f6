/* SPDX-License-Identifier: Apache-2.0 */
#include "base/rd.h"

uint64_t rd_varint(struct rd *r)
{
	uint64_t v = 0;
	for (unsigned shift = 0; shift < 64; shift += 7) {
		uint8_t c = rd_u8(r);
		uint64_t part = c & 0x7f;
		if (shift == 63 && part > 1)
			break;
		v |= part << shift;
		if (!(c & 0x80))
			return r->bad ? 0 : v;
	}
	r->bad = true;
	return 0;
}
