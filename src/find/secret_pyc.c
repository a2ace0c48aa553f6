/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Strings of Python bytecode lie side by side, with a type and a length in front that may be letters:
 *
 *     z +ghp_4kX…9aB N        reads "+ghp_4kX…9aBN", and no pattern that ends at a word's end finds it
 *     │ │              └─ the next object: None
 *     │ └─ 43 bytes
 *     └─ short ASCII string
 *
 * So the length in front of a string, and the byte behind it, become line feeds; offsets stay as they are.
 *
 * The format nests, and differs from version to version; only its strings are recognised here, by their type and
 * a length that is likely. A number that looks like one does little harm: a line feed in the wrong place.
 *
 * Format: CPython's Python/marshal.c: 'z', 'Z' with a length of one byte, 's', 'a', 'A', 'u', 't' with four; the
 * highest bit marks an object that is referred to later.
 */
#include "find/secret_parts.h"

#define LENGTH_MAX (4u * MIB)

static uint8_t length_digits(char c)
{
	static const uint8_t digits[128] = {
		['z'] = 1, ['Z'] = 1, ['s'] = 4, ['a'] = 4, ['A'] = 4, ['u'] = 4, ['t'] = 4,
	};
	return digits[c & 0x7f];
}

/* One byte that is none of a string: what is shown in its place. */
static char take(struct secret_pyc *p, char c)
{
	/* a likely length of four bytes ends with a zero, which separates, too */
	bool letter = p->digits == 1 && p->shift == 0;
	char shown = p->after || letter ? '\n' : c;
	p->after = false;
	if (!p->digits) {
		p->digits = length_digits(c);
		p->length = p->shift = 0;
		return shown;
	}
	p->length |= (uint32_t)(uint8_t)c << p->shift;
	p->shift = (uint8_t)(p->shift + 8);
	if (--p->digits == 0 && p->length <= LENGTH_MAX)
		p->left = p->length;
	return shown;
}

void secret_pyc_add(struct secret_pyc *p, struct secret_scan *to, struct str window)
{
	char out[4096]; /* strings are short: many of them at a time */
	size_t n = 0;
	for (size_t i = 0; i < window.n;) {
		if (n == sizeof(out)) {
			secret_scan_add(to, str_make(out, n));
			n = 0;
		}
		if (!p->left) {
			char c = window.p[i++];
			bool nothing = !p->after && !p->digits && !length_digits(c);
			out[n++] = nothing ? c : take(p, c);
			continue;
		}
		size_t some = size_min(size_min(p->left, window.n - i), sizeof(out) - n);
		memcpy(out + n, window.p + i, some);
		n += some;
		i += some;
		p->left -= (uint32_t)some;
		p->after = p->left == 0;
	}
	secret_scan_add(to, str_make(out, n));
}
