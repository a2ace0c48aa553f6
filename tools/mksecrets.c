/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Part of the build: compiles the patterns of all built-in secret rules, so that a scan loads them in a
 * hundred microseconds instead of compiling for most of a second.
 *
 * usage: mksecrets OUTPUT
 */
#include "base/fs.h"
#include "base/out.h"
#include "find/secret_config.h"

#include <stdio.h>

/* The commands are linked in by the generated tables and expect what the build only makes here. */
extern const char data_headline_db[], data_secrets_db[];
extern const size_t data_headline_db_n, data_secrets_db_n;
const char data_headline_db[] = "", data_secrets_db[] = "";
const size_t data_headline_db_n = 0, data_secrets_db_n = 0;

static int make(const char *path, struct fault *f)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	TRY(secret_engine_save(&b, f));
	struct fs_file file;
	TRY(fs_file_create(&file, path, f));
	struct out out;
	out_init_fd(&out, file.fd);
	out_add(&out, b.p, b.n);
	int r = out_finish(&out, f);
	out_done(&out);
	if (r < 0) {
		fs_file_abort(&file);
		return r;
	}
	return fs_file_commit(&file, f);
}

int main(int argc, char **argv)
{
	struct fault f;
	if (argc == 2 && make(argv[1], &f) == 0)
		return 0;
	fprintf(stderr, "mksecrets: %s\n", argc == 2 ? f.text : "usage: mksecrets OUTPUT");
	return 1;
}
