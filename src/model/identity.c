/* SPDX-License-Identifier: Apache-2.0 */
#include "model/identity.h"

#include "base/path.h"
#include "model/reference.h"

/*
 * Parts are kept apart by a byte that is in no name, so that "a" + "bc" is not "ab" + "c". Not by printf: it ends
 * a text at that byte.
 */
static struct str with(struct arena *a, struct str key, struct str part)
{
	char *p = arena_bytes(a, key.n + 1 + part.n);
	memcpy(p, key.p, key.n);
	p[key.n] = 0;
	if (part.n)
		memcpy(p + key.n + 1, part.p, part.n);
	return str_make(p, key.n + 1 + part.n);
}

struct str finding_fingerprint(const struct report *r, const struct finding *f, struct arena *a)
{
	if (f->print.n)
		return str_dup(a, f->print);
	struct str key = with(a, str_of(finding_kind_name(f->kind)), f->id);
	if (f->secret) {
		key = with(a, key, f->secret->fingerprint);
	} else if (f->vulnerability && f->package < r->packages.n) {
		const struct package *p = &r->packages.p[f->package];
		key = with(a, key, str_of(package_kind_name((enum package_kind)p->kind)));
		key = with(a, key, sym_str(r->syms, p->source_name));
	} else {
		key = with(a, key, f->path);
	}
	struct digest d = digest_of(DIGEST_SHA256, key);
	return str_hex(a, str_make(d.bytes, FINGERPRINT_TEXT / 2));
}

struct str image_key(const struct report *r, struct arena *a)
{
	if (r->image.name.n == 0 || str_eq(r->image.name, r->reference))
		return str_dup(a, path_base(r->reference));
	return str_dup(a, reference_parse(r->image.name).repository);
}
