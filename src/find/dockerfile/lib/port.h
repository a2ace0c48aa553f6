/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A port as EXPOSE takes it: 80, 80/tcp, 7000-7010/udp, and the forms of `docker run -p` that do not
 * belong there: 127.0.0.1:8080:80.
 */
#pragma once

#include "base/str.h"

struct port_range {
	uint64_t first, last;
	struct str protocol; /* as written; empty when not */
	struct str host;     /* what stands before the last ':'; empty */
	bool has_protocol, mapped;
};

/* False when the ports are no numbers. They may be beyond 65535. */
bool port_parse(struct str text, struct port_range *out);
