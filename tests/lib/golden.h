/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparison with a file of the source tree. With BLESS=1 in the environment the file is written
 * instead; a blessed difference is reviewed like code.
 */
#pragma once

#include "check.h"

#include "base/fs.h"

static inline void check_golden(struct str got, const char *path)
{
	char full[1024];
	const char *root = getenv("ROOT"), *bless = getenv("BLESS");
	assert_non_null(root);
	snprintf(full, sizeof(full), "%s/%s", root, path);
	if (bless && bless[0]) {
		FILE *out = fopen(full, "we");
		assert_non_null(out);
		assert_int_equal(fwrite(got.p, 1, got.n, out), got.n);
		assert_int_equal(fclose(out), 0);
		return;
	}
	OWNED(buf_donep) struct buf want;
	buf_init(&want, 64 * MIB);
	struct fault f = { 0 };
	check_ok(fs_read_file(full, &want, &f), &f);
	struct str w = buf_str(&want);
	if (str_eq(got, w))
		return;
	struct str a, b;
	for (unsigned line = 1;; line++) {
		bool more_a = str_next_line(&got, &a), more_b = str_next_line(&w, &b);
		if (more_a && more_b && str_eq(a, b))
			continue;
		print_error("%s: line %u\ngot  \"%.*s\"\nwant \"%.*s\"\n", path, line,
			    STRF(more_a ? a : STR("(end)")), STRF(more_b ? b : STR("(end)")));
		fail();
	}
}
