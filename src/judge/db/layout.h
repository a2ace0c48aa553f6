/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The state of build_write(), shared by layout.c (order, rows) and layout_text.c (the compressed
 * part).
 */
#pragma once

#include "judge/db/builder.h"

struct layout {
	struct db_build *b;
	struct arena *arena;
	struct buf section[DB_SECTION_COUNT_];
	/* rank → number of arrival, and back */
	uint32_t *feed_at, *feed_rank, *partition_at, *partition_rank, *name_at, *advisory_at,
		*cve_at;
	struct build_statement_row *statements; /* sorted, each once; key and advisory are ranks */
	uint32_t statements_n;
	uint32_t *string_at, *range_at; /* place in the file, 0 = none yet */
	uint32_t *text_handle;
	uint32_t ecosystem_string[ECOSYSTEM_COUNT_];
	char head[DB_HEAD_SIZE];
};

void layout_u8(struct buf *to, uint8_t v);
void layout_u32(struct buf *to, uint32_t v);
void layout_u64(struct buf *to, uint64_t v);

/* The place of a string, written on first use. */
uint32_t layout_string(struct layout *l, uint32_t string);
void layout_list(struct layout *l, struct buf *to, uint32_t list);

struct build_advisory_key layout_advisory_key(const struct db_build *b, uint32_t i);

/* Writes TEXT and TEXT_BLOCKS in order of advisories and CVEs, and fills text_handle. */
void layout_texts(struct layout *l, bool with_text);
