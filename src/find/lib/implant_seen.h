/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was seen of one layer that may be an implant, before it is known who owns what; and the judgement when that is
 * known.
 */
#pragma once

#include "find/lib/implant_path.h"
#include "find/lib/implant_tell.h"
#include "find/watch.h"

enum seen_flag {
	SEEN_ELF = 1,
	SEEN_SCRIPT = 2,
	SEEN_UPX = 4,
	SEEN_PACKED = 8, /* no section headers, and bytes like random ones */
	SEEN_STUB = 16,	 /* written by an installer of a language: starts a function of a module */
};

struct seen_program {
	uint32_t entry;
	unsigned flags;
};

/* Content that needs no owner to be suspicious. */
struct seen_sign {
	uint32_t entry, line;
	enum implant_kind kind;
	struct str words;
};

struct seen_document {
	uint32_t entry;
	enum implant_role role;
	struct str text; /* empty for keys */
};

struct implant_seen {
	VEC(struct seen_program) programs;
	VEC(struct seen_sign) signs;
	VEC(struct seen_document) documents;
};

/* `image->states` are struct implant_seen. */
void implant_judge(const struct watch_image *image, struct implants *out);

/* What stands in the configuration and the history: implant_image.c. */
void implant_judge_image(const struct watch_image *image, struct implants *out);

/* A library that many images load on purpose: another allocator, a clock for tests. */
bool implant_is_common_preload(struct str library);
