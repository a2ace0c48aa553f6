/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parts of `seaworthy db` share. To add one: a file here that ends with its row, the row in
 * the table of src/cmd/db.c, and its options in that file's option table.
 */
#pragma once

#include "base/opt.h"
#include "cmd/lib/subcommand.h"
#include "judge/db/db.h"

enum db_format { DB_FORMAT_TEXT, DB_FORMAT_JSON };

/* The options of all of them. */
struct db_options {
	const char *from, *output, *db;
	bool no_text;
	unsigned format; /* enum db_format */
	const char *sources, *mirror, *downloads, *ca_file;
	struct opt_list rewrite;
	bool list, keep_going, allow_plain, insecure;
	uint64_t retries, stall;
};

/* One bit for each of them, to refuse those that do not belong to the subcommand. */
enum db_option_bit {
	DB_OPTION_FROM = 1 << 0,
	DB_OPTION_OUTPUT = 1 << 1,
	DB_OPTION_NO_TEXT = 1 << 2,
	DB_OPTION_FORMAT = 1 << 3,
	DB_OPTION_DB = 1 << 4,
	DB_OPTION_UPDATE = 1 << 5, /* those that only update has */
};

#define DB_RETRIES 4
#define DB_STALL   30

extern const struct subcommand db_subcommand_build, db_subcommand_update, db_subcommand_status,
	db_subcommand_lookup;

/* Feeds with counts and reasons, partitions, sizes: what build, update and status print. */
void db_print_status(const struct db_status *s, struct arena *a, struct out *out);
