/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Showing a secret without telling it.
 *
 *     ghp_****************************1a2B        what everybody knows of it, and its tail
 *
 * The mask is for a person who has to recognise the secret among those that he knows; the fingerprint is for
 * programs. Together they must not help to guess the secret: of no value more than a quarter is shown, of a
 * value below 16 bytes only the part that its rule's pattern spells out, of a password nothing.
 *
 * The fingerprint is salted, so that tables of digests of common passwords are of no use; but the salt
 * is public, so a weak password can be guessed from its fingerprint by trying. It is meant for reports, which
 * are as confidential as their findings.
 */
#include "base/digest.h"
#include "find/secret_parts.h"

#define MASK_MAX  40 /* bytes of a mask: the length of a longer value is not shown */
#define TAIL_MAX  4
#define LONG_FROM 16
#define SALT	  "seaworthy secret 1"

static bool is_plain(char c)
{
	return char_is_alnum(c) || c == '_' || c == '-' || c == '.' || c == ':' || c == '/';
}

/* The literal bytes that the rule's group, or its pattern, begins with: "ghp_". */
static size_t known_prefix(const struct secret_rule *rule, struct str value)
{
	struct str pattern = str_of(rule->pattern);
	size_t at = 0;
	for (;;) {
		struct str rest = str_from(pattern, at);
		if (str_starts(rest, STR("\\b")))
			at += 2;
		else if (rest.n > 1 && rest.p[0] == '(' && rest.p[1] != '?')
			at += 1;
		else
			break;
	}
	size_t n = 0;
	while (at + n < pattern.n && n < value.n && is_plain(pattern.p[at + n]) &&
	       pattern.p[at + n] == value.p[n])
		n++;
	/* "ab?", "ab*", "ab{2}": the last one is not certain */
	if (n && at + n < pattern.n && memchr("?*+{", pattern.p[at + n], 4))
		n--;
	return n;
}

/* Bytes of the value that may be shown at its end: none of what may be somebody's password. */
static size_t tail_of(const struct secret_rule *rule, struct str value, size_t prefix)
{
	if (value.n < LONG_FROM || rule->flags & SECRET_GENERIC)
		return 0;
	size_t quarter = value.n / 4;
	size_t n = quarter > prefix ? size_min(TAIL_MAX, quarter - prefix) : 0;
	for (size_t i = value.n - n; i < value.n; i++)
		if (!char_is_alnum(value.p[i]))
			return 0;
	return n;
}

struct str secret_mask(struct arena *a, const struct secret_rule *rule, struct str value)
{
	size_t prefix = size_min(known_prefix(rule, value), value.n / 4);
	size_t tail = tail_of(rule, value, prefix);
	size_t stars = value.n - prefix - tail;
	stars = value.n < LONG_FROM || rule->flags & SECRET_GENERIC
			? 8
			: size_min(stars, MASK_MAX - prefix - tail);
	char *p = arena_bytes(a, prefix + stars + tail);
	if (prefix)
		memcpy(p, value.p, prefix);
	memset(p + prefix, '*', stars);
	if (tail)
		memcpy(p + prefix + stars, value.p + value.n - tail, tail);
	return str_make(p, prefix + stars + tail);
}

struct str secret_fingerprint(struct arena *a, const char *provider, struct str value)
{
	struct digest d;
	OWNED(hasher_freep) struct hasher *h = hasher_new(DIGEST_SHA256);
	hasher_add(h, SALT,
		   sizeof(SALT)); /* with its NUL, as the provider: no two inputs run together */
	hasher_add(h, provider, strlen(provider) + 1);
	hasher_add(h, value.p, value.n);
	hasher_finish(h, &d);
	return str_slice(digest_text(a, &d), strlen("sha256:"), strlen("sha256:") + 32);
}
