/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every entry of a layer, compactly: about 60 bytes each. What exists, where, how large: the question of
 * leftovers, wasted bytes and files that nobody owns.
 *
 * Numbers of entries count from 0 in the order of the archive. An archive may name a path twice: then both
 * are here, and find/view.h says that the earlier one is hidden by its own layer.
 */
#pragma once

#include "base/arena.h"
#include "model/file.h"

#define ENTRY_NONE UINT32_MAX

struct entry {
	const char *text; /* the name (last component), then the link target */
	uint64_t size;
	uint32_t folder;   /* number of the folder it is in: inventory_folder() */
	uint32_t uid, gid; /* UINT32_MAX for anything larger */
	uint32_t note;	   /* of the watcher that keeps notes: find/watch/checksum.c; 0 = none */
	uint16_t name_n, link_n;
	uint16_t mode; /* permission bits with setuid, setgid, sticky */
	uint8_t type;  /* enum file_type */
	uint8_t flags; /* enum file_flag, and ENTRY_CAPABILITY */
};

#define ENTRY_CAPABILITY 0x80 /* has a security.capability attribute */

struct inventory;

/*
 * `bytes` counts what all inventories of the image hold, and is shared by their threads. Past
 * LIMIT_IMAGE_INVENTORY entries are dropped; which of them depends on the threads, whether any are does not:
 * an image that passes it must not be judged by its inventories at all.
 */
struct inventory *inventory_new(struct arena *a, uint64_t *bytes);

/* The entry's number; ENTRY_NONE when it was dropped. */
uint32_t inventory_add(struct inventory *v, const struct file_head *head);

uint32_t inventory_n(const struct inventory *v);
const struct entry *inventory_at(const struct inventory *v, uint32_t i);

/*
 * Pays for `bytes` that a watcher keeps of this layer from the same budget. False, when it is spent: then it
 * must not keep them.
 */
bool inventory_pay(struct inventory *v, size_t bytes);

/* For the one watcher that keeps notes, while the layer is read. */
void inventory_note(struct inventory *v, uint32_t i, uint32_t note);

struct str entry_name(const struct entry *e);
struct str entry_link(const struct entry *e); /* as in struct file_head */

/* Folders, by number: their paths, normalised, "" for the root. Not each of them has an entry. */
uint32_t inventory_folders(const struct inventory *v);
struct str inventory_folder(const struct inventory *v, uint32_t number);

/* "usr/bin/ls", in the arena. */
struct str inventory_path(const struct inventory *v, uint32_t i, struct arena *a);
