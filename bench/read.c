/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-read [-H] FILE…: how fast a layer is read, without looking at its files: hash (not with -H), inflate, tar.
 * Prints one line a file; bench/run compares it with gzip, igzip and tar.
 */
#define _GNU_SOURCE
#include "base/fs.h"
#include "base/limits.h"
#include "read/files.h"
#include "read/filter.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int walk(const char *path, bool hash, uint64_t *out_entries, uint64_t *out_bytes,
		struct fault *f)
{
	OWNED(fd_closep) int fd = -1;
	TRY(fs_open_read(path, &fd, f));
	struct digest digest;
	struct stream *s = stream_of_range(fd, 0, UINT64_MAX, path);
	if (hash)
		s = stream_hash(s, &digest, NULL);
	TRY(filter_open(s, LIMIT_LAYER_BYTES, &s, NULL, f));
	OWNED(files_closep) struct files *files = tar_open(s);
	struct file_head head;
	bool more;
	int r;
	while ((r = files_next(files, &head, &more, f)) > 0 || more)
		;
	*out_entries = files->entries;
	*out_bytes = files->bytes;
	return r;
}

int main(int argc, char **argv)
{
	bool hash = true;
	for (int i = 1; i < argc; i++) {
		if (str_is(str_of(argv[i]), "-H")) {
			hash = false;
			continue;
		}
		struct fault f;
		uint64_t entries, bytes;
		double start = now();
		if (walk(argv[i], hash, &entries, &bytes, &f) < 0) {
			fprintf(stderr, "%s: %s\n", argv[i], f.text);
			return 1;
		}
		double seconds = now() - start;
		struct rusage usage;
		getrusage(RUSAGE_SELF, &usage);
		printf("%.4f s  %.0f MB/s  %llu entries  %llu bytes  %ld KiB resident  %s\n", seconds,
		       (double)bytes / 1e6 / seconds, (unsigned long long)entries,
		       (unsigned long long)bytes, usage.ru_maxrss, argv[i]);
	}
	return 0;
}
