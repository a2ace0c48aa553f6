/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files, folders and streams that are searched for secrets: opened before the program confines itself, read
 * afterwards, several files at a time.
 */
#pragma once

#include "cmd/lib/secrets.h"

struct secrets_root {
	const char *path; /* as given; "-" is standard input */
	int fd;		  /* of the file or folder; -1: not open */
	bool is_folder;
};

/* E_NOTFOUND, E_DENIED for what cannot be read at all. */
int secrets_root_open(struct secrets_root *root, const char *path, struct fault *f);

struct secrets_tree {
	struct secrets_root *roots;
	size_t n;
	struct secrets_setup *setup;
	unsigned jobs;
	bool show_secrets;
};

/* Adds findings and gaps to the report; never fails: what cannot be read is a gap. */
void secrets_tree_search(const struct secrets_tree *tree, struct secrets_report *out);
