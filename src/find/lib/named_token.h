/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Patterns of credentials in two shapes. A token that tells what it is by a fixed beginning stands anywhere
 * between borders: TOKEN("sk_live_[0-9A-Za-z]{24,99}"). One that is only letters and digits counts when
 * its owner's name stands in front of it: NAMED_KEY("mailgun", "[0-9a-f]{32}") finds
 *
 *     MAILGUN_API_KEY=…   mailgun.api-key: "…"   setMailgunToken('…')   ENV MAILGUN_KEY …
 *     - name: MAILGUN_KEY            <add key="MailgunKey" value="…"/>    "mailgunKey":\n   "…"
 *       value: …
 *
 * Group 1 is the value in both. Patterns mean the same to libhs and PCRE2, so borders are classes of bytes,
 * never look-around: the end takes one byte more than the value.
 */
#pragma once

#include "find/secret.h"

/* What may not follow a token: it would be a piece of something longer (a hash, base 64, a path). */
#define TOKEN_END "(?:[^\\w/+=-]|$)"

#define TOKEN(value) "\\b(" value ")" TOKEN_END

/*
 * Without the beginning in the value: "test" and the like would make it a placeholder, though what follows
 * is random.
 */
#define TOKEN_BEHIND(beginning, value) "\\b" beginning "(" value ")" TOKEN_END

/*
 * Between a name and its value: the rest of the name, quotes, then one of
 *   = : => := ?= == || :- , ( >    : str =    , value = (the next attribute or line)    a space
 * and perhaps the word of an authorization header.
 */
#define NAMED_JOINT                                                              \
	"[\\w.-]{0,16}[\\\\\"'\\])]{0,4}"                                        \
	"(?:[ \\t]{0,8}(?:[?:=|]{1,2}[>-]?|: ?&?[A-Za-z]{1,8} ?=|[,(>])"         \
	"| ?[,{]?\\s{1,24}[\"']?(?i:value|default)[\"']?[ \\t]{0,8}[:=]|[ \\t])" \
	"\\s{0,8}\\\\{0,2}[\"'`]?(?:(?i:bearer|token|basic|apikey|key) )?"

/* From the owner's name to the word for a credential: one name, or the first entry of a block. */
#define NAMED_GAP \
	"(?:[\\w. -]{0,24}|[\"'\\]]{0,2} ?(?:[:=]>? ?)?[{\\[(]?\\s{0,16}[\"']?[\\w.-]{0,16})"

/* `name` in any case, then what assigns, then the value. Use it with named_check. */
#define NAMED(name, value) "(?i:" name ")" NAMED_JOINT "(" value ")" TOKEN_END

/* The name must go on with a word for a credential: "algolia" alone is a product, "algolia_admin_key" a key. */
#define NAMED_KEY(name, value) NAMED(name NAMED_GAP "(?:key|token|secret|passw|auth)", value)

#define UUID "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"

/*
 * For NAMED patterns: false when the name is that of a hash or of something public, and when the value is
 * made of words or has no digit or no letter.
 */
bool named_check(struct secret_candidate *c);

/* `word` (lower case) stands in any case in the path, or among the bytes around the match. */
bool named_near(const struct secret_candidate *c, const char *word);

/* The match is a stretch of a longer run of base 64, on its own line or over the lines next to it. */
bool named_in_blob(const struct secret_candidate *c);

/* Has a lower-case letter, an upper-case one and a digit: words and identifiers seldom have all three. */
bool named_is_mixed(struct str s);

/*
 * A check for patterns whose fixed parts are longer than chance would give: says `proven`, but for a stretch
 * of base 64.
 */
bool named_proven(struct secret_candidate *c);

/* A check for short beginnings: three kinds of letters, no words, not in base 64. */
bool named_random(struct secret_candidate *c);
