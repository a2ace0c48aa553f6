/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks that many providers' rules share: is the value that follows a provider's name a credential, or
 * a hash, an identifier, a stretch of something encoded?
 */
#include "find/lib/named_token.h"

#include "find/lib/token.h"

enum { BLOB_RUN = 40 }; /* base 64 is wrapped at 64 or 76; shorter neighbours are words */

static bool has_nocase(struct str s, struct str word)
{
	for (size_t i = 0; i + word.n <= s.n; i++)
		if (char_lower(s.p[i]) == word.p[0] &&
		    str_eq_nocase(str_slice(s, i, i + word.n), word))
			return true;
	return false;
}

bool named_near(const struct secret_candidate *c, const char *word)
{
	struct str w = str_of(word);
	return has_nocase(c->path, w) || has_nocase(c->before, w) || has_nocase(c->match, w) ||
	       has_nocase(c->after, w);
}

static bool is_blob(char c)
{
	return char_is_alnum(c) || c == '+' || c == '/' || c == '=';
}

static bool is_space(char c)
{
	return char_is_space(c);
}

bool named_in_blob(const struct secret_candidate *c)
{
	size_t run = 0;
	size_t i = c->before.n;
	while (i > 0 && is_space(c->before.p[i - 1]))
		i--;
	while (i > 0 && is_blob(c->before.p[i - 1]) && run < BLOB_RUN) {
		i--;
		run++;
	}
	if (run == BLOB_RUN)
		return true;
	run = 0;
	for (i = 0; i < c->after.n && is_space(c->after.p[i]);)
		i++;
	for (; i < c->after.n && is_blob(c->after.p[i]) && run < BLOB_RUN; i++)
		run++;
	return run == BLOB_RUN;
}

struct kinds {
	bool lower, upper, digit;
};

static struct kinds kinds_of(struct str s)
{
	struct kinds k = { 0 };
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		k.lower |= char_is_lower(c);
		k.upper |= char_is_alpha(c) && !char_is_lower(c);
		k.digit |= char_is_digit(c);
	}
	return k;
}

bool named_is_mixed(struct str s)
{
	struct kinds k = kinds_of(s);
	return k.lower && k.upper && k.digit;
}

bool named_proven(struct secret_candidate *c)
{
	c->proven = !named_in_blob(c);
	return c->proven;
}

bool named_random(struct secret_candidate *c)
{
	return named_is_mixed(c->value) && !token_is_words(c->value) && !named_in_blob(c);
}

/* Names of what is no secret, though it looks as one. */
static const struct str hash_words[] = {
	STR_INIT("sha1"),     STR_INIT("sha2"),	     STR_INIT("sha5"),	   STR_INIT("md5"),
	STR_INIT("hash"),     STR_INIT("digest"),    STR_INIT("checksum"), STR_INIT("fingerprint"),
	STR_INIT("commit"),   STR_INIT("integrity"), STR_INIT("public"),   STR_INIT("publishable"),
	STR_INIT("revision"), STR_INIT("nonce"),
};

bool named_check(struct secret_candidate *c)
{
	size_t value_at = (size_t)(c->value.p - c->match.p);
	struct str name = str_slice(c->match, 0, value_at);
	for (size_t i = 0; i < ARRAY_LEN(hash_words); i++)
		if (has_nocase(name, hash_words[i]))
			return false;
	struct kinds k = kinds_of(c->value);
	return k.digit && (k.lower || k.upper) && !token_is_words(c->value);
}
