/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Entries stand in blocks, so that growing copies nothing and leaves no garbage in the arena; a folder's path
 * is stored once. Archives list a folder's files one after the other, so the folder of the last entry is
 * nearly always that of the next: the map of folders is asked once a folder.
 */
#include "find/inventory.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/map.h"
#include "base/path.h"
#include "base/vec.h"

#define BLOCK 1024

struct inventory {
	struct arena *arena;
	VEC(struct entry *) blocks;
	uint32_t n;
	uint64_t *bytes;      /* of all inventories of the image; atomic */
	struct map folders;   /* path → nothing: its entries are the folders, in order */
	uint32_t last_folder; /* of the last entry */
};

struct inventory *inventory_new(struct arena *a, uint64_t *bytes)
{
	struct inventory *v = arena_alloc(a, sizeof(*v));
	v->arena = a;
	v->bytes = bytes;
	map_init(&v->folders, a);
	return v;
}

bool inventory_pay(struct inventory *v, size_t bytes)
{
	return __atomic_add_fetch(v->bytes, bytes, __ATOMIC_RELAXED) <= LIMIT_IMAGE_INVENTORY;
}

/* ENTRY_NONE when the image's limit is reached. */
static uint32_t folder_number(struct inventory *v, struct str path)
{
	if (v->folders.n && str_eq(v->folders.entries[v->last_folder].key, path))
		return v->last_folder;
	const uint32_t *known = map_get(&v->folders, path);
	if (known)
		return v->last_folder = *known;
	/* its row, and at worst half of a table that has just doubled */
	if (!inventory_pay(v, path.n + 3 * sizeof(struct map_entry)))
		return ENTRY_NONE;
	uint32_t number = v->folders.n;
	*map_put(&v->folders, str_dup(v->arena, path), NULL) = number;
	return v->last_folder = number;
}

static uint32_t small_id(uint64_t id)
{
	return id < UINT32_MAX ? (uint32_t)id : UINT32_MAX;
}

uint32_t inventory_add(struct inventory *v, const struct file_head *head)
{
	uint32_t folder = folder_number(v, path_dir(head->path));
	struct str name = path_base(head->path);
	if (folder == ENTRY_NONE || !inventory_pay(v, sizeof(struct entry) + name.n + head->link.n))
		return ENTRY_NONE;
	if (v->n % BLOCK == 0)
		*VEC_PUSH(v->arena, &v->blocks) =
			arena_array(v->arena, BLOCK, sizeof(struct entry));
	char *text = arena_bytes(v->arena, size_max(1, name.n + head->link.n));
	if (name.n)
		memcpy(text, name.p, name.n);
	if (head->link.n)
		memcpy(text + name.n, head->link.p, head->link.n);
	v->blocks.p[v->n / BLOCK][v->n % BLOCK] = (struct entry){
		.text = text,
		.size = head->type == FILE_REGULAR ? head->size : 0,
		.folder = folder,
		.uid = small_id(head->uid),
		.gid = small_id(head->gid),
		.name_n = (uint16_t)name.n,
		.link_n = (uint16_t)head->link.n,
		.mode = (uint16_t)(head->mode & 07777),
		.type = (uint8_t)head->type,
		.flags = (uint8_t)(head->flags | (head->capability.n ? ENTRY_CAPABILITY : 0)),
	};
	return v->n++;
}

uint32_t inventory_n(const struct inventory *v)
{
	return v->n;
}

const struct entry *inventory_at(const struct inventory *v, uint32_t i)
{
	ENSURE(i < v->n);
	return &v->blocks.p[i / BLOCK][i % BLOCK];
}

void inventory_note(struct inventory *v, uint32_t i, uint32_t note)
{
	ENSURE(i < v->n);
	v->blocks.p[i / BLOCK][i % BLOCK].note = note;
}

struct str entry_name(const struct entry *e)
{
	return str_make(e->text, e->name_n);
}

struct str entry_link(const struct entry *e)
{
	return str_make(e->text + e->name_n, e->link_n);
}

uint32_t inventory_folders(const struct inventory *v)
{
	return v->folders.n;
}

struct str inventory_folder(const struct inventory *v, uint32_t number)
{
	ENSURE(number < v->folders.n);
	return v->folders.entries[number].key;
}

struct str inventory_path(const struct inventory *v, uint32_t i, struct arena *a)
{
	const struct entry *e = inventory_at(v, i);
	struct str folder = inventory_folder(v, e->folder), name = entry_name(e);
	if (folder.n == 0)
		return str_dup(a, name);
	char *p = arena_bytes(a, folder.n + 1 + name.n);
	memcpy(p, folder.p, folder.n);
	p[folder.n] = '/';
	memcpy(p + folder.n + 1, name.p, name.n);
	return str_make(p, folder.n + 1 + name.n);
}
