/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Known bases: which of an image's lowest layers somebody else made.
 *
 * A base is named by the chain id of its layers (OCI image-spec config.md, "Layer ChainID"): one digest over all
 * of their diff ids, in order. A catalogue is a text of such names: docs/format/bases.md.
 */
#pragma once

#include "base/map.h"
#include "base/vec.h"
#include "model/report.h"

struct base_entry {
	struct str name;
	struct str created; /* "2024-09-06"; empty when not known */
	uint16_t layers;
	uint32_t steps; /* entries of its history */
	struct digest chain;
	struct str origin; /* the catalogue */
};

struct base_list {
	struct arena *arena;
	VEC(struct base_entry) entries;
	struct map known; /* "CHAIN-ID" and "CHAIN-ID NAME" of all entries */
};

void base_list_init(struct base_list *list, struct arena *a);

/* Adds an entry; false when this chain id has this name already. Of two names for one chain the first counts. */
bool base_list_add(struct base_list *list, const struct base_entry *entry);

/* Adds a catalogue, whose text and `origin` are borrowed. E_CORRUPT and E_LIMIT name the line. */
int base_list_read(struct base_list *list, struct str text, struct str origin, struct fault *f);

/* The catalogue again, in the order of names, dates and chain ids. */
struct str base_list_text(const struct base_list *list, struct arena *a);

/* May it stand in a catalogue and behind FROM? */
bool base_name_valid(struct str name);

/* Of the lowest n layers; DIGEST_NONE when one of them has no diff id. */
struct digest base_chain(const struct layer *layers, size_t n);

/*
 * The entry that has most of the image's layers; with `name`, of those called so ("alpine:3.20", or all of
 * "alpine"). NULL when there is none.
 */
const struct base_entry *base_find(const struct base_list *list, const struct image *image,
				   struct str name);

/* Is there an entry of that name at all? */
bool base_has_name(const struct base_list *list, struct str name);

/* What the report says of it. */
void base_settle(struct report *report, const struct base_entry *entry);

/* A note that the image is not built on the base that was asked for. */
void base_missed(struct report *report, struct str asked);
