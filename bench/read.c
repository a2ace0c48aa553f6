/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-read [-H] FILE…: how fast a layer is read, without looking at its files: hash (not with -H), inflate, tar.
 * Prints one line a file; bench/run compares it with gzip, igzip and tar.
 *
 * With -l the entries are listed instead, with a digest of each body: tests compare that with other readers.
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

static void print_bytes(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] > ' ' && s.p[i] < 0x7f && s.p[i] != '\\')
			putchar(s.p[i]);
		else
			printf("\\%03o", (unsigned)(unsigned char)s.p[i]);
}

/* type mode uid gid size mtime path link sha256 */
static int list(struct files *files, struct fault *f)
{
	struct file_head head;
	bool more;
	int r;
	while ((r = files_next(files, &head, &more, f)) > 0 || more) {
		if (r < 0) {
			printf("fault %s\n", fault_name(r));
			continue;
		}
		printf("%c %04o %llu %llu %llu %lld ", "-dlhcbp?"[head.type], head.mode,
		       (unsigned long long)head.uid, (unsigned long long)head.gid,
		       (unsigned long long)head.size, (long long)head.mtime);
		print_bytes(head.path.n ? head.path : STR("."));
		putchar(' ');
		print_bytes(head.link.n ? head.link : STR("-"));
		putchar(' ');
		if (head.type == FILE_REGULAR) {
			struct digest d;
			OWNED(arena_freep) struct arena *a = arena_new();
			OWNED(stream_closep)
			struct stream *s = stream_hash(files_body(files), &d, NULL);
			TRY(stream_drain(s, f));
			print_bytes(digest_text(a, &d));
		} else {
			putchar('-');
		}
		putchar('\n');
	}
	return r;
}

static int walk(const char *path, bool hash, bool listing, uint64_t *out_entries,
		uint64_t *out_bytes, struct fault *f)
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
	if (listing)
		r = list(files, f);
	else
		while ((r = files_next(files, &head, &more, f)) > 0 || more)
			;
	*out_entries = files->entries;
	*out_bytes = files->bytes;
	return r;
}

int main(int argc, char **argv)
{
	bool hash = true, listing = false;
	for (int i = 1; i < argc; i++) {
		if (str_is(str_of(argv[i]), "-H")) {
			hash = false;
			continue;
		}
		if (str_is(str_of(argv[i]), "-l")) {
			listing = true;
			continue;
		}
		struct fault f;
		uint64_t entries, bytes;
		double start = now();
		if (walk(argv[i], hash, listing, &entries, &bytes, &f) < 0) {
			fprintf(stderr, "%s: %s\n", argv[i], f.text);
			return 1;
		}
		if (listing)
			continue;
		double seconds = now() - start;
		struct rusage usage;
		getrusage(RUSAGE_SELF, &usage);
		printf("%.4f s  %.0f MB/s  %llu entries  %llu bytes  %ld KiB resident  %s\n",
		       seconds, (double)bytes / 1e6 / seconds, (unsigned long long)entries,
		       (unsigned long long)bytes, usage.ru_maxrss, argv[i]);
	}
	return 0;
}
