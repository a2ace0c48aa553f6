/* SPDX-License-Identifier: Apache-2.0 */
#include "base/digest.h"

#include "base/log.h"
#include "base/mem.h"

#include <openssl/evp.h>

struct hasher {
	EVP_MD_CTX *context;
	enum digest_kind kind;
};

static const struct {
	const char *prefix;
	size_t size;
	const EVP_MD *(*method)(void);
} kinds[] = {
	[DIGEST_NONE] = { "", 0, NULL },
	[DIGEST_SHA256] = { "sha256:", 32, EVP_sha256 },
	[DIGEST_SHA512] = { "sha512:", 64, EVP_sha512 },
	[DIGEST_SHA1] = { "sha1:", 20, EVP_sha1 },
	[DIGEST_MD5] = { "md5:", 16, EVP_md5 },
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
	static const char hex[] = "0123456789abcdef";
	size_t n = kinds[d->kind].size, at = strlen(kinds[d->kind].prefix);
	char *p = arena_bytes(a, at + 2 * n + 1);
	memcpy(p, kinds[d->kind].prefix, at);
	for (size_t i = 0; i < n; i++) {
		p[at++] = hex[d->bytes[i] >> 4];
		p[at++] = hex[d->bytes[i] & 15];
	}
	return str_make(p, at);
}

struct hasher *hasher_new(enum digest_kind kind)
{
	struct hasher *h = mem_alloc(sizeof(*h));
	h->kind = kind;
	h->context = EVP_MD_CTX_new();
	if (!h->context || !EVP_DigestInit_ex(h->context, kinds[kind].method(), NULL))
		die("digest %s is not available", kinds[kind].prefix);
	return h;
}

void hasher_free(struct hasher *h)
{
	if (!h)
		return;
	EVP_MD_CTX_free(h->context);
	mem_free(h);
}

void hasher_freep(struct hasher **h)
{
	hasher_free(*h);
}

void hasher_reset(struct hasher *h)
{
	if (!EVP_DigestInit_ex(h->context, NULL, NULL))
		die("digest %s cannot begin anew", kinds[h->kind].prefix);
}

void hasher_add(struct hasher *h, const void *p, size_t n)
{
	if (!EVP_DigestUpdate(h->context, p, n))
		die("digest update failed");
}

void hasher_finish(struct hasher *h, struct digest *out)
{
	struct digest d = { .kind = h->kind };
	unsigned n = 0;
	if (!EVP_DigestFinal_ex(h->context, d.bytes, &n) || n != kinds[h->kind].size)
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
