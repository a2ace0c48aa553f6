/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Part of the build: makes the database of the built-in headline advisories from data/headline.txt, so
 * that a scan opens it as it lies instead of parsing text at every start.
 *
 * usage: mkheadline OUTPUT
 */
#include "base/fs.h"
#include "base/out.h"
#include "feed/feed.h"

#include <stdio.h>

/* The commands are linked in by the generated tables and expect what is only being made here. */
extern const char data_headline_db[], data_secrets_db[];
extern const size_t data_headline_db_n, data_secrets_db_n;
const char data_headline_db[] = "", data_secrets_db[] = "";
const size_t data_headline_db_n = 0, data_secrets_db_n = 0;

static int make(const char *path, struct fault *f)
{
	OWNED(build_freep) struct db_build *b = build_new();
	TRY(feed_read_headline(b, f));
	struct fs_file file;
	TRY(fs_file_create(&file, path, f));
	struct out out;
	out_init_fd(&out, file.fd);
	int r = build_write(b, true, &out, f);
	if (r == 0)
		r = out_finish(&out, f);
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
	fprintf(stderr, "mkheadline: %s\n", argc == 2 ? f.text : "usage: mkheadline OUTPUT");
	return 1;
}
