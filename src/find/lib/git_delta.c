/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A delta is two sizes (of the base, of the result), then instructions: copy a piece of the base, or insert
 * the bytes that follow.
 *
 *     1ooooooo  offset and size bytes as the seven bits say     copy
 *     0nnnnnnn  n bytes                                         insert
 *     00000000                                                  reserved: refused
 *
 * Must stay true: the result's size is known before the first byte is written, so a delta of some bytes that
 * makes gigabytes (16 MiB a copy) is refused by its head.
 */
#include "find/lib/git_delta.h"

#include "base/rd.h"

static int copy_piece(struct rd *r, uint8_t op, struct str base, struct buf *out, struct fault *f)
{
	size_t offset = 0, size = 0;
	for (unsigned i = 0; i < 4; i++)
		if (op & 1u << i)
			offset |= (size_t)rd_u8(r) << 8 * i;
	for (unsigned i = 0; i < 3; i++)
		if (op & 1u << (4 + i))
			size |= (size_t)rd_u8(r) << 8 * i;
	if (size == 0)
		size = 0x10000;
	if (r->bad || offset > base.n || size > base.n - offset)
		return fault_set(f, E_CORRUPT, "delta copies from outside of its base");
	if (!buf_add(out, base.p + offset, size))
		return fault_set(f, E_CORRUPT, "delta makes more than it promises");
	return 0;
}

int git_delta_apply(struct str base, struct str delta, struct buf *out, struct fault *f)
{
	struct rd r = rd_of(delta);
	uint64_t base_size = rd_varint(&r), size = rd_varint(&r);
	if (r.bad || base_size != base.n)
		return fault_set(f, E_CORRUPT, "delta is not for this base");
	if (size > out->max)
		return fault_set(f, E_LIMIT, "object of %llu bytes, limit %zu",
				 (unsigned long long)size, out->max);
	size_t ceiling = out->max;
	if (size == 0)
		return rd_left(&r) ? fault_set(f, E_CORRUPT, "delta makes more than it promises")
				   : 0;
	(void)buf_room(out, (size_t)size);
	out->max = (size_t)size;
	int result = 0;
	while (result == 0 && rd_left(&r) > 0) {
		uint8_t op = rd_u8(&r);
		if (op & 0x80) {
			result = copy_piece(&r, op, base, out, f);
		} else {
			struct str bytes = rd_take(&r, op);
			if (op == 0 || r.bad || !buf_add_str(out, bytes))
				result = fault_set(f, E_CORRUPT, "bad instruction in a delta");
		}
	}
	out->max = ceiling;
	if (result == 0 && out->n != size)
		return fault_set(f, E_CORRUPT, "delta makes %zu bytes, promised %llu", out->n,
				 (unsigned long long)size);
	return result;
}
