/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/port.h"

bool port_parse(struct str text, struct port_range *out)
{
	struct port_range r = { 0 };
	struct str ports, first, last;
	r.has_protocol = str_cut(text, '/', &ports, &r.protocol);
	size_t colon = str_rfind_char(ports, ':');
	if (colon != SIZE_MAX) {
		r.mapped = true;
		r.host = str_slice(ports, 0, colon);
		ports = str_from(ports, colon + 1);
	}
	bool range = str_cut(ports, '-', &first, &last);
	if (!str_u64(first, UINT64_MAX, &r.first))
		return false;
	r.last = r.first;
	if (range && !str_u64(last, UINT64_MAX, &r.last))
		return false;
	*out = r;
	return true;
}
