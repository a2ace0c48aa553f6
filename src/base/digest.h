/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Streaming digests over libcrypto, and the "sha256:hex" form of the OCI image specification
 * (descriptor.md, "Digests").
 */
#pragma once

#include "base/str.h"

enum digest_kind {
	DIGEST_NONE,
	DIGEST_SHA256,
	DIGEST_SHA512,
	DIGEST_SHA1,
	DIGEST_MD5,
};

struct digest {
	enum digest_kind kind;
	uint8_t bytes[64]; /* the first digest_size(kind) count, the rest is zero */
};

struct hasher;

size_t digest_size(enum digest_kind kind);
bool digest_eq(const struct digest *a, const struct digest *b);

/* "sha256:<64 hex>" or "sha512:<128 hex>"; false for anything else, and *out untouched. */
bool digest_parse(struct str s, struct digest *out);

/* "sha256:…" in the arena; the empty string for DIGEST_NONE. */
struct str digest_text(struct arena *a, const struct digest *d);

/* After hasher_finish() only hasher_reset(), which begins anew, or free. */
struct hasher *hasher_new(enum digest_kind kind);
void hasher_free(struct hasher *h);
void hasher_freep(struct hasher **h);
void hasher_reset(struct hasher *h);
void hasher_add(struct hasher *h, const void *p, size_t n);
void hasher_finish(struct hasher *h, struct digest *out);

/* All at once. */
struct digest digest_of(enum digest_kind kind, struct str s);
