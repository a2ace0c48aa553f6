/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Digests, computed by libcrypto's functions for single algorithms. OpenSSL calls them deprecated in
 * favour of EVP, which finds the same code by name: it reads a configuration file first, makes
 * tables of all it can do, and tears them down at exit, 1.5 ms in a process that may take 3; and a
 * host whose configuration allows approved algorithms only could not check an old package's MD5.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/digest.h"

#include "base/log.h"
#include "base/mem.h"

#include <openssl/md5.h>
#include <openssl/sha.h>

union state {
	SHA256_CTX sha256;
	SHA512_CTX sha512;
	SHA_CTX sha1;
	MD5_CTX md5;
};

struct hasher {
	enum digest_kind kind;
	union state state;
};

static const struct {
	const char *prefix;
	size_t size;
} kinds[] = {
	[DIGEST_NONE] = { "", 0 },	     [DIGEST_SHA256] = { "sha256:", 32 },
	[DIGEST_SHA512] = { "sha512:", 64 }, [DIGEST_SHA1] = { "sha1:", 20 },
	[DIGEST_MD5] = { "md5:", 16 },
};

size_t digest_size(enum digest_kind kind)
{
	return kinds[kind].size;
}

bool digest_eq(const struct digest *a, const struct digest *b)
{
	return a->kind == b->kind && memcmp(a->bytes, b->bytes, kinds[a->kind].size) == 0;
}

bool digest_parse(struct str s, struct digest *out)
{
	static const enum digest_kind accepted[] = { DIGEST_SHA256, DIGEST_SHA512 };
	for (size_t i = 0; i < ARRAY_LEN(accepted); i++) {
		enum digest_kind kind = accepted[i];
		struct str prefix = str_of(kinds[kind].prefix);
		struct digest d = { .kind = kind };
		if (str_starts(s, prefix) &&
		    str_unhex(str_from(s, prefix.n), d.bytes, kinds[kind].size)) {
			*out = d;
			return true;
		}
	}
	return false;
}

struct str digest_text(struct arena *a, const struct digest *d)
{
	size_t n = kinds[d->kind].size, at = strlen(kinds[d->kind].prefix);
	char *p = arena_bytes(a, at + 2 * n + 1);
	memcpy(p, kinds[d->kind].prefix, at);
	hex_put(p + at, d->bytes, n);
	return str_make(p, at + 2 * n);
}

/* libcrypto answers 1 for success, and these functions know no failure. */
static int start(struct hasher *h)
{
	switch (h->kind) {
	case DIGEST_SHA256:
		return SHA256_Init(&h->state.sha256);
	case DIGEST_SHA512:
		return SHA512_Init(&h->state.sha512);
	case DIGEST_SHA1:
		return SHA1_Init(&h->state.sha1);
	case DIGEST_MD5:
		return MD5_Init(&h->state.md5);
	case DIGEST_NONE:
	default:
		return 0;
	}
}

static int add(struct hasher *h, const void *p, size_t n)
{
	switch (h->kind) {
	case DIGEST_SHA256:
		return SHA256_Update(&h->state.sha256, p, n);
	case DIGEST_SHA512:
		return SHA512_Update(&h->state.sha512, p, n);
	case DIGEST_SHA1:
		return SHA1_Update(&h->state.sha1, p, n);
	case DIGEST_MD5:
		return MD5_Update(&h->state.md5, p, n);
	case DIGEST_NONE:
	default:
		return 0;
	}
}

static int finish(struct hasher *h, uint8_t *to)
{
	switch (h->kind) {
	case DIGEST_SHA256:
		return SHA256_Final(to, &h->state.sha256);
	case DIGEST_SHA512:
		return SHA512_Final(to, &h->state.sha512);
	case DIGEST_SHA1:
		return SHA1_Final(to, &h->state.sha1);
	case DIGEST_MD5:
		return MD5_Final(to, &h->state.md5);
	case DIGEST_NONE:
	default:
		return 0;
	}
}

struct hasher *hasher_new(enum digest_kind kind)
{
	struct hasher *h = mem_alloc(sizeof(*h));
	h->kind = kind;
	if (!start(h))
		die("digest %s is not available", kinds[kind].prefix);
	return h;
}

void hasher_free(struct hasher *h)
{
	mem_free(h);
}

void hasher_freep(struct hasher **h)
{
	hasher_free(*h);
}

void hasher_reset(struct hasher *h)
{
	if (!start(h))
		die("digest %s cannot begin anew", kinds[h->kind].prefix);
}

void hasher_add(struct hasher *h, const void *p, size_t n)
{
	if (!add(h, p, n))
		die("digest update failed");
}

void hasher_finish(struct hasher *h, struct digest *out)
{
	struct digest d = { .kind = h->kind };
	if (!finish(h, d.bytes))
		die("digest finish failed");
	*out = d;
}

struct digest digest_of(enum digest_kind kind, struct str s)
{
	OWNED(hasher_freep) struct hasher *h = hasher_new(kind);
	hasher_add(h, s.p, s.n);
	struct digest d;
	hasher_finish(h, &d);
	return d;
}
