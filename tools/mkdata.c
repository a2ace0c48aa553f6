/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Part of the build: makes what is compiled in but is no source, so that a scan opens it as it lies.
 *
 *     headline    the database of the built-in advisories, from data/headline.txt: no text is parsed
 *     secrets     the patterns of all built-in secret rules, compiled: a hundred microseconds to load,
 *                 most of a second to compile
 *
 * usage: mkdata headline|secrets OUTPUT
 */
#include "base/fs.h"
#include "base/out.h"
#include "feed/feed.h"
#include "find/secret_config.h"

#include <stdio.h>

/* The commands are linked in by the generated tables and expect what is only being made here. */
extern const char data_headline_db[], data_secrets_db[];
extern const size_t data_headline_db_n, data_secrets_db_n;
const char data_headline_db[] = "", data_secrets_db[] = "";
const size_t data_headline_db_n = 0, data_secrets_db_n = 0;

static int put_headline(struct out *out, struct fault *f)
{
	OWNED(build_freep) struct db_build *b = build_new();
	TRY(feed_read_headline(b, f));
	return build_write(b, true, out, f);
}

static int put_secrets(struct out *out, struct fault *f)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	TRY(secret_engine_save(&b, f));
	out_str(out, buf_str(&b));
	return 0;
}

static int make(int (*put)(struct out *out, struct fault *f), const char *path, struct fault *f)
{
	struct fs_file file;
	struct out out;
	TRY(fs_file_create(&file, path, f));
	out_init_fd(&out, file.fd);
	int r = put(&out, f);
	if (r >= 0)
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
	struct str what = str_of(argc == 3 ? argv[1] : NULL);
	bool headline = str_is(what, "headline");
	if (!headline && !str_is(what, "secrets")) {
		fputs("usage: mkdata headline|secrets OUTPUT\n", stderr);
		return 2;
	}
	if (make(headline ? put_headline : put_secrets, argv[2], &f) == 0)
		return 0;
	fprintf(stderr, "mkdata: %s: %s\n", argv[1], f.text);
	return 1;
}
