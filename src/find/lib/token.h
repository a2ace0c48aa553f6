/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a string of credential-like characters tells of itself: shared by the rules of secret providers.
 */
#pragma once

#include "base/str.h"

/* Shannon entropy of the bytes, in bits a byte: 0 for "aaaa", 6 for 64 different ones. */
double token_entropy(struct str s);

/* IEEE CRC-32, as zlib's. */
uint32_t token_crc32(struct str s);

/* `check` is the base 62 (0-9A-Za-z, zero-padded) CRC-32 of `body`: GitHub's, npm's and PyPI-like tokens. */
bool token_crc32_base62(struct str body, struct str check);

/* The last digit makes the sum right (ISO/IEC 7812-1); digits only. */
bool token_luhn(struct str digits);

bool token_is_hex(struct str s);

/*
 * A stand-in rather than a value: "changeme", "your-token-here", "xxxx", "<token>", "${VAR}", "{{ x
 * }}", "1234567890", "abcdef…",
 * one byte repeated, keyboard runs, words of documentation ("EXAMPLE", "dummy", "placeholder", "test123"), what the
 * providers print in their own manuals. Judged by the value alone.
 */
bool token_is_placeholder(struct str s);

/*
 * A reference to something else: a path, a URL without credentials, a variable, a function call, a UUID of
 * zeros, a version.
 */
bool token_is_reference(struct str s);

/* Words of a natural language or identifiers ("getUserName", "my-service-name") rather than random bytes. */
bool token_is_words(struct str s);

/* header.payload.signature with a JSON header that has "alg"; *out_payload is the decoded payload. */
bool token_jwt(struct arena *a, struct str s, struct str *out_payload);
