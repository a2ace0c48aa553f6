/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes as a set of documents for all readers of manifests.
 *
 * The input is cut at lines of "%%": the first piece is index.json and manifest.json, the others are
 * blobs. "@1@" … "@9@" in a piece is replaced by the digest of that later piece, so that mutations
 * do not end at the first digest check. Asserted: memory stays a bounded multiple of the input, a
 * second run tells the same, every image and fault can be printed, choosing never fails to answer.
 */
#include "base/buf.h"
#include "base/log.h"
#include "read/image_list.h"
#include "read/manifest.h"

#define PIECES 10

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct set {
	struct arena *arena;
	struct str piece[PIECES], name[PIECES];
	size_t n;
};

static int fetch(void *context, struct str name, struct str *out, struct fault *f)
{
	const struct set *s = context;
	if (s->n && (str_is(name, "index.json") || str_is(name, "manifest.json"))) {
		*out = s->piece[0];
		return 0;
	}
	for (size_t i = 1; i < s->n; i++)
		if (str_eq(name, s->name[i]) || str_eq(name, str_from(s->name[i], 13))) {
			*out = s->piece[i];
			return 0;
		}
	return fault_set(f, E_NOTFOUND, "%.*s: not there", STRF(name));
}

/* Later pieces are settled first, so that earlier ones can name them. */
static struct str settle_piece(struct set *s, struct str raw)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 1 * MIB);
	for (size_t i = 0; i < raw.n; i++) {
		size_t k = i + 2 < raw.n && raw.p[i] == '@' && raw.p[i + 2] == '@' &&
					   char_is_digit(raw.p[i + 1])
				   ? (size_t)(raw.p[i + 1] - '0')
				   : 0;
		if (k && k < s->n && s->name[k].n) {
			buf_printf(&b, "sha256:%.*s", STRF(str_from(s->name[k], 13)));
			i += 2;
		} else {
			buf_add_char(&b, raw.p[i]);
		}
	}
	return str_dup(s->arena, buf_str(&b));
}

static void cut(struct set *s, struct str all)
{
	struct str mark = STR("\n%%\n");
	while (s->n < PIECES) {
		size_t at = str_find(all, mark);
		s->piece[s->n++] = str_slice(all, 0, at);
		if (at == SIZE_MAX)
			break;
		all = str_from(all, at + mark.n);
	}
	for (size_t i = s->n; i-- > 0;) {
		s->piece[i] = settle_piece(s, s->piece[i]);
		struct digest d = digest_of(DIGEST_SHA256, s->piece[i]);
		s->name[i] = str_printf(s->arena, "blobs/sha256/%.*s",
					STRF(str_from(digest_text(s->arena, &d), 7)));
	}
}

typedef int reader(struct arena *a, manifest_fetch *fetch, void *context, struct image_list *out,
		   struct fault *f);

static int read_dir(struct arena *a, manifest_fetch *fetch_one, void *context,
		    struct image_list *out, struct fault *f)
{
	return manifest_read_dir(a, fetch_one, context, STR("manifest.json"), out, f);
}

static uint64_t sum_of(struct arena *a, const struct image_list *list)
{
	uint64_t sum = list->images.n * 31 + list->faults.n * 7 + list->attestations;
	for (size_t i = 0; i < list->images.n; i++) {
		const struct image *x = &list->images.p[i];
		sum = sum * 31 + str_hash(x->name) + str_hash(platform_text(a, &x->platform)) +
		      str_hash(digest_text(a, &x->manifest)) + x->env.n + x->history.n;
		for (size_t k = 0; k < x->layers.n; k++) {
			const struct layer *l = &x->layers.p[k];
			sum = sum * 31 + str_hash(l->blob);
			ENSURE(l->history == HISTORY_NONE || l->history < x->history.n);
			ENSURE(!str_has(l->blob, STR("..")) || !str_starts(l->blob, STR("..")));
		}
	}
	for (size_t i = 0; i < list->faults.n; i++) {
		const struct image_fault *x = &list->faults.p[i];
		ENSURE(x->fault.code < 0 && x->fault.text[0]);
		ENSURE(x->image == IMAGE_NONE || x->image < list->images.n);
		sum = sum * 31 + str_hash(str_of(x->fault.text));
	}
	return sum;
}

static void choose(struct arena *a, const struct image_list *list, struct str name)
{
	image_choice choice = { 0 };
	struct platform here = platform_here();
	struct fault f = { 0 };
	const char *const names[] = { NULL, str_cstr(a, str_slice(name, 0, 40)) };
	const struct platform *const wants[] = { NULL, &here };
	for (size_t i = 0; i < 4; i++) {
		choice.n = 0;
		int r = manifest_choose(a, list, names[i & 1], wants[i >> 1], &choice, &f);
		ENSURE(r < 0 ? f.code == r && f.text[0] : choice.n > 0);
		for (size_t k = 0; k < list->faults.n && r >= 0; k++)
			(void)manifest_fault_matters(list, k, wants[i >> 1], &choice);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 256 * KIB)
		return 0;
	static reader *const readers[] = { manifest_read_oci, manifest_read_docker, read_dir };
	OWNED(arena_freep) struct arena *a = arena_new();
	struct set s = { .arena = a };
	cut(&s, str_make(data, size));
	size_t total = 0;
	for (size_t i = 0; i < s.n; i++)
		total += s.piece[i].n;
	struct image_list all = { 0 };
	for (size_t i = 0; i < ARRAY_LEN(readers); i++) {
		uint64_t sums[2];
		for (unsigned round = 0; round < 2; round++) {
			OWNED(arena_freep) struct arena *own = arena_new();
			struct image_list list = { 0 };
			struct fault f = { 0 };
			int r = readers[i](own, fetch, &s, &list, &f);
			ENSURE(r >= 0 || (f.code == r && f.text[0]));
			/* a fault costs 600 bytes, an empty history entry 72, however short its text */
			ENSURE(arena_used(own) <= 512 * KIB + total * 128);
			sums[round] = sum_of(own, &list);
			choose(own, &list, s.piece[0]);
		}
		ENSURE(sums[0] == sums[1]);
		struct image_list list = { 0 };
		if (readers[i](a, fetch, &s, &list, NULL) >= 0)
			image_list_merge(a, &all, &list);
	}
	(void)sum_of(a, &all);
	return 0;
}
