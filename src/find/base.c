/* SPDX-License-Identifier: Apache-2.0 */
/*
 * diff ids ──► chain ids, from the lowest layer up ──► the highest one that a catalogue knows
 *
 *     chain(1)   = diff id 1
 *     chain(n)   = sha256( chain(n-1) " " diff id n )          OCI image-spec config.md, "Layer ChainID"
 *
 * Two images with one chain id have the same layers in the same order, byte for byte when unpacked, whatever
 * they are called and however they are compressed. The diff ids are the configuration's word; scan.c has the
 * content of the layers that count here hashed, and takes the name back when it differs.
 *
 * The catalogue is made by people and merged by git, so it is sorted, has one base a line, and every line that
 * cannot be used is an error with its number: a base that is silently not recognised helps nobody.
 */
#include "find/base.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/sort.h"

#define NAME_MOST 256

void base_list_init(struct base_list *list, struct arena *a)
{
	*list = (struct base_list){ .arena = a };
	map_init(&list->known, a);
}

bool base_list_add(struct base_list *list, const struct base_entry *entry)
{
	struct str chain = digest_text(list->arena, &entry->chain);
	struct str named = str_printf(list->arena, "%.*s %.*s", STRF(chain), STRF(entry->name));
	bool is_new;
	map_put(&list->known, chain, NULL);
	map_put(&list->known, named, &is_new);
	if (is_new)
		*VEC_PUSH(list->arena, &list->entries) = *entry;
	return is_new;
}

bool base_name_valid(struct str name)
{
	if (name.n == 0 || name.n > NAME_MOST || name.p[0] == '-')
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (!char_is_alnum(name.p[i]) && !memchr("._-/:@+", name.p[i], 7))
			return false;
	return true;
}

/* "2024-09-06" */
static bool is_date(struct str s)
{
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (i != 4 && i != 7 && !char_is_digit(s.p[i]))
			return false;
	return true;
}

static int read_line(struct base_list *list, struct str line, struct str origin, struct fault *f)
{
	struct str word[6] = { 0 }, rest = line;
	size_t n = 0;
	while (n < ARRAY_LEN(word) && str_next_word(&rest, &word[n]))
		n++;
	if (n != 5)
		return fault_set(f, E_CORRUPT,
				 "%s, not a base: write NAME DATE LAYERS STEPS CHAIN-ID",
				 n < 5 ? "too few words" : "too many words");
	struct base_entry e = { .name = word[0], .origin = origin };
	uint64_t layers, steps;
	if (!base_name_valid(e.name))
		return fault_set(f, E_CORRUPT, "\"%.*s\" is no name of an image", STRF(e.name));
	if (!str_is(word[1], "-") && !is_date(word[1]))
		return fault_set(f, E_CORRUPT, "\"%.*s\" is no date: write YYYY-MM-DD, or -",
				 STRF(word[1]));
	if (is_date(word[1]))
		e.created = word[1];
	if (!str_u64(word[2], LIMIT_LAYERS, &layers) || layers == 0)
		return fault_set(f, E_CORRUPT, "\"%.*s\" is no number of layers", STRF(word[2]));
	if (!str_u64(word[3], LIMIT_MANIFEST_VALUES, &steps))
		return fault_set(f, E_CORRUPT, "\"%.*s\" is no number of steps", STRF(word[3]));
	if (!digest_parse(word[4], &e.chain) || e.chain.kind != DIGEST_SHA256)
		return fault_set(f, E_CORRUPT, "\"%.*s\" is no chain id: sha256:<64 hex digits>",
				 STRF(word[4]));
	e.layers = (uint16_t)layers;
	e.steps = (uint32_t)steps;
	base_list_add(list, &e);
	return 0;
}

int base_list_read(struct base_list *list, struct str text, struct str origin, struct fault *f)
{
	struct str line;
	for (uint32_t number = 1; str_next_line(&text, &line); number++) {
		line = str_trim(line);
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (list->entries.n >= LIMIT_BASES)
			return fault_set(f, E_LIMIT, "%.*s:%u: more than %u bases", STRF(origin),
					 number, (unsigned)LIMIT_BASES);
		int r = read_line(list, line, origin, f);
		if (r < 0)
			return fault_in(f, r, "%.*s:%u", STRF(origin), number);
	}
	return 0;
}

static int by_name(const void *x, const void *y)
{
	const struct base_entry *a = x, *b = y;
	int order = str_cmp(a->name, b->name);
	if (order == 0)
		order = str_cmp(a->created, b->created);
	if (order == 0)
		order = memcmp(a->chain.bytes, b->chain.bytes, sizeof(a->chain.bytes));
	return order;
}

struct str base_list_text(const struct base_list *list, struct arena *a)
{
	struct base_entry *sorted = arena_array(a, size_max(1, list->entries.n), sizeof(*sorted));
	struct buf b;
	buf_init(&b, LIMIT_BASE_CATALOGUE);
	buf_add_str(&b, STR("# Bases that seaworthy recognises (docs/format/bases.md); "
			    "made by seaworthy base add.\n"
			    "# NAME DATE LAYERS STEPS CHAIN-ID\n"));
	if (list->entries.n)
		memcpy(sorted, list->entries.p, list->entries.n * sizeof(*sorted));
	sort_stable(a, sorted, list->entries.n, sizeof(*sorted), by_name);
	for (size_t i = 0; i < list->entries.n; i++) {
		const struct base_entry *e = &sorted[i];
		buf_printf(&b, "%.*s %.*s %u %u %.*s\n", STRF(e->name),
			   STRF(e->created.n ? e->created : STR("-")), e->layers, e->steps,
			   STRF(digest_text(a, &e->chain)));
	}
	struct str text = b.over ? STR("") : str_dup(a, buf_str(&b));
	buf_done(&b);
	return text;
}

/* chain(n) from chain(n-1) and the n-th diff id. */
static struct digest chain_next(const struct digest *below, const struct digest *diff_id,
				struct arena *scratch)
{
	if (below->kind == DIGEST_NONE)
		return *diff_id;
	arena_reset(scratch);
	struct str a = digest_text(scratch, below), b = digest_text(scratch, diff_id);
	return digest_of(DIGEST_SHA256, str_printf(scratch, "%.*s %.*s", STRF(a), STRF(b)));
}

struct digest base_chain(const struct layer *layers, size_t n)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct digest chain = { 0 };
	for (size_t i = 0; i < n; i++) {
		if (layers[i].diff_id.kind == DIGEST_NONE)
			return (struct digest){ 0 };
		chain = chain_next(&chain, &layers[i].diff_id, scratch);
	}
	return chain;
}

/* "alpine" names "alpine:3.20", too. */
static bool is_called(const struct base_entry *e, struct str name)
{
	return name.n == 0 || str_eq(e->name, name) ||
	       (str_starts(e->name, name) &&
		(e->name.p[name.n] == ':' || e->name.p[name.n] == '@'));
}

static const struct base_entry *entry_of(const struct base_list *list, const struct digest *chain,
					 struct str chain_text, size_t layers, struct str name)
{
	if (!map_get(&list->known, chain_text))
		return NULL;
	for (size_t i = 0; i < list->entries.n; i++) {
		const struct base_entry *e = &list->entries.p[i];
		if (e->layers == layers && digest_eq(&e->chain, chain) && is_called(e, name))
			return e;
	}
	return NULL;
}

const struct base_entry *base_find(const struct base_list *list, const struct image *image,
				   struct str name)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	const struct base_entry *best = NULL;
	struct digest chain = { 0 };
	for (size_t i = 0; i < image->layers.n; i++) {
		if (image->layers.p[i].diff_id.kind == DIGEST_NONE)
			break;
		chain = chain_next(&chain, &image->layers.p[i].diff_id, scratch);
		const struct base_entry *e =
			entry_of(list, &chain, digest_text(scratch, &chain), i + 1, name);
		best = e ? e : best;
	}
	return best;
}

bool base_has_name(const struct base_list *list, struct str name)
{
	for (size_t i = 0; i < list->entries.n; i++)
		if (is_called(&list->entries.p[i], name))
			return true;
	return false;
}

void base_settle(struct report *report, const struct base_entry *entry)
{
	report->base = (struct base_info){
		.name = str_dup(report->arena, entry->name),
		.created = str_dup(report->arena, entry->created),
		.origin = str_dup(report->arena, entry->origin),
		.layers = entry->layers,
		.steps = entry->steps,
	};
}

void base_missed(struct report *report, struct str asked)
{
	struct finding *n = report_add(report, FINDING_INTEGRITY);
	n->own_place = PLACE_NOTE;
	n->severity = SEVERITY_MEDIUM;
	n->id = STR("base-mismatch");
	n->title = str_printf(report->arena, "not built on %.*s", STRF(asked));
	n->message = STR(
		"The lowest layers of the image are not those of the base that was asked for: it was built "
		"on another version of it, on something else, or was squashed.");
	n->fix = STR("build again from that base; seaworthy base list shows those that are known");
}
