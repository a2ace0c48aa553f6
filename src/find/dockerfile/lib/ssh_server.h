/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What shows that an image has an SSH server: its package, its start, its host keys, its configuration.
 */
#pragma once

#include "find/dockerfile/lib/ship.h"

struct ssh_sign {
	uint32_t instruction;
	struct span span;
	const char *what; /* "an SSH server is installed" */
};

/* The next sign in what ships; begin with ship_walk_begin(). At most one for an instruction. */
bool ssh_server_next(struct ship_walk *w, struct ssh_sign *out);
