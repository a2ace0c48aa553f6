/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses that are written into a file, as opposed to versions that look like one. */
#pragma once

#include "base/str.h"

/*
 * The next IPv4 address in the text at or behind *at that names a machine: not loopback, wildcard, broadcast, a
 * network or a mask, a documentation range, link-local, multicast, not followed by /PREFIX, and not part of a
 * longer word or number. *at is behind it then. `sure`: its range or its surroundings (://, :PORT, @) leave no
 * doubt; otherwise it may as well be a version of four numbers.
 */
bool ip_address_next(struct str text, size_t *at, struct str *out, bool *out_sure);
