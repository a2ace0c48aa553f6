/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Base 64 and base 32 (RFC 4648, sections 4 to 6).
 *
 * Results stand in the arena and are bounded by their input: a decoded text is shorter, an encoded one
 * half as long again at most.
 */
#pragma once

#include "base/str.h"

enum base64_alphabet {
	BASE64_STANDARD, /* section 4: '+' and '/', padded */
	BASE64_URL,	 /* section 5: '-' and '_', not padded */
};

struct str base64_encode(struct arena *a, struct str s, enum base64_alphabet alphabet);

/*
 * Either alphabet, but not one mixed with the other; padding complete or left away; no other bytes, no
 * line ends. False, and *out untouched, when it is not that.
 */
bool base64_decode(struct arena *a, struct str s, struct str *out);

/* Upper case; the same of padding. */
bool base32_decode(struct arena *a, struct str s, struct str *out);
