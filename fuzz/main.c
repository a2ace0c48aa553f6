/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Replays files through a fuzz driver when it is not built with libFuzzer: the crashes ever found
 * are part of every test run, with any compiler.
 *
 * usage: fuzz-NAME FILE|FOLDER…
 */
#define _GNU_SOURCE
#include "base/fs.h"
#include "base/mem.h"

#include <ftw.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static int replay(const char *path, const struct stat *st, int type, struct FTW *place)
{
	if (type != FTW_F)
		return 0;
	struct fault f;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	if (fs_read_file(path, &b, &f) < 0) {
		fprintf(stderr, "%s\n", f.text);
		return 1;
	}
	/* A block of exactly this size, so that an address sanitizer sees a read beyond it. */
	uint8_t *data = mem_alloc(b.n);
	if (b.n)
		memcpy(data, b.p, b.n);
	LLVMFuzzerTestOneInput(data, b.n);
	mem_free(data);
	return 0;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (nftw(argv[i], replay, 16, FTW_PHYS) != 0)
			return 1;
	return 0;
}
