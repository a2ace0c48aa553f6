/* SPDX-License-Identifier: Apache-2.0 */
#include "find/lib/evidence.h"

#include "model/instruction.h"

#define SHOWN 160 /* bytes of an instruction */

struct str evidence_instruction(const struct report *r, uint16_t layer)
{
	if (layer >= r->image.layers.n)
		return STR("");
	uint32_t i = r->image.layers.p[layer].history;
	return i < r->image.history.n ? r->image.history.p[i].created_by : STR("");
}

struct str evidence_layer(struct arena *a, const struct report *r, uint16_t layer)
{
	if (layer >= r->image.layers.n || str_is(r->source_kind, "rootfs"))
		return STR("");
	struct str by = instruction_short(a, evidence_instruction(r, layer));
	if (by.n == 0)
		return str_printf(a, "Layer %u wrote it.", layer + 1u);
	return str_printf(a, "Layer %u wrote it: %.*s%s", layer + 1u, STRF(str_slice(by, 0, SHOWN)),
			  by.n > SHOWN ? "…" : "");
}
