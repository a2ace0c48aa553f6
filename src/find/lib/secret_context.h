/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What rules of many providers share: a value behind its name, and the usual doubts about it.
 */
#pragma once

#include "find/secret.h"

/*
 * Names that end in `name`, then an assignment of any common form, then `value`: NAME=value, ENV NAME value,
 * "name": "value", name => 'value', setName("value"). `value` brings its group and says where it ends.
 */
#define NAMED(name, value)                                                                   \
	name "[\\w.-]{0,16}(?:\\\\{0,2}[\"'`])?\\]?(?:\\s{0,3}(?:=>|:=|[=:(,])|\\s)\\s{0,3}" \
	     "(?:\\\\{0,2}[\"'`])?" value

/* The end of a token that may hold '-', and of one in base64. */
#define TOKEN_END  "(?:[^\\w-]|\\z)"
#define BASE64_END "(?:[^\\w+/=-]|\\z)"

/* Neither words nor a reference to something else. */
bool secret_is_random(struct secret_candidate *c);

/* The same, and of letters and digits, or letters of both cases: what generators of keys give. */
bool secret_is_mixed(struct secret_candidate *c);

/* A JSON web token that is none of a manual: tells issuer and expiry. */
bool secret_is_jwt(struct secret_candidate *c);

/* "expires 2027-01-31" from seconds since 1970. */
struct str secret_expiry(struct arena *a, uint64_t seconds);
