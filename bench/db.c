/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How fast is the advisory database?
 *
 *     bench-db           300,000 made-up package names: build, open, lookups
 *     bench-db FILE      the same questions to a real one
 *
 * "cold" means that the kernel was asked to drop the file from its cache (posix_fadvise); a file system
 * may keep it all the same. Medians of five rounds; lookups in processor time, because wall time says
 * more about what else the machine does.
 */
#define _GNU_SOURCE
#include "base/fs.h"
#include "base/mem.h"
#include "judge/db/build.h"
#include "judge/db/reader.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define KEYS   300000
#define ROUNDS 5
#define IMAGE  3000 /* package lookups of a large image */

static double read_clock(clockid_t id)
{
	struct timespec t;
	clock_gettime(id, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double now(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

static double cpu(void)
{
	return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

static void check(int r, const struct fault *f)
{
	if (r < 0) {
		fprintf(stderr, "bench-db: %s\n", f->text);
		exit(1);
	}
}

static int by_value(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;
	return (a > b) - (a < b);
}

static double median(double *v)
{
	qsort(v, ROUNDS, sizeof(*v), by_value);
	return v[ROUNDS / 2];
}

static uint32_t next(uint64_t *state)
{
	*state = *state * 6364136223846793005ull + 1442695040888963407ull;
	return (uint32_t)(*state >> 33);
}

static void make_file(const char *path)
{
	struct fault f = { 0 };
	uint64_t state = 1;
	double start = now();
	OWNED(build_freep) struct db_build *b = build_new();
	OWNED(arena_freep) struct arena *a = arena_new();
	build_feed(b, "bench", 50);
	for (unsigned i = 0; i < KEYS; i++) {
		arena_reset(a);
		struct advisory v = { .id = str_printf(a, "CVE-%u-%u", 2000 + i % 25, 1000 + i) };
		struct advisory_package *p = VEC_PUSH(a, &v.packages);
		p->ecosystem = ECOSYSTEM_NPM;
		p->name = str_printf(a, "@scope-%u/package-%u", i % 97, i);
		p->status = ADVISORY_FIXED;
		for (unsigned k = 0; k < 3; k++) {
			struct advisory_interval *range = VEC_PUSH(a, &p->intervals);
			range->introduced =
				str_printf(a, "%u.%u.0", next(&state) % 20, next(&state) % 40);
			range->fixed = str_printf(a, "%u.%u.%u", next(&state) % 20,
						  next(&state) % 40, next(&state) % 9);
		}
		build_advisory(b, &v);
	}
	double added = now();
	struct fs_file file;
	struct out out;
	check(fs_file_create(&file, path, &f), &f);
	out_init_fd(&out, file.fd);
	check(build_write(b, true, &out, &f), &f);
	out_done(&out);
	check(fs_file_commit(&file, &f), &f);
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	printf("build: %u names, %u ranges: add %.2f s, write %.2f s, peak memory %.1f MiB\n", KEYS,
	       3 * KEYS, added - start, now() - added, (double)u.ru_maxrss / 1024);
}

/* All (partition, name) of the file. */
struct key {
	enum ecosystem ecosystem;
	struct str release, name;
};

struct keys {
	VEC(struct key) v;
};

static void collect(const struct db *db, struct arena *a, struct keys *out)
{
	struct fault f = { 0 };
	struct db_status status;
	check(db_status(db, a, &status, &f), &f);
	for (uint32_t i = 0; i < status.partitions.n; i++) {
		struct db_partition p;
		check(db_partition(db, i, &p, &f), &f);
		for (uint32_t k = 0; k < p.keys_n; k++) {
			uint32_t at = db_load32(p.keys + 8 * (size_t)k);
			uint32_t end = k + 1 < p.keys_n ? db_load32(p.keys + 8 * (size_t)k + 8)
							: p.names_n;
			*VEC_PUSH(a, &out->v) =
				(struct key){ status.partitions.p[i].ecosystem,
					      str_dup(a, p.release),
					      str_dup(a, str_make(p.names + at, end - at)) };
		}
	}
}

static void drop(const char *path)
{
	struct fault f = { 0 };
	OWNED(fd_closep) int fd = -1;
	check(fs_open_read(path, &fd, &f), &f);
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
}

static void ask(const struct db *db, const struct key *k, struct arena *a, bool read, uint64_t *sum)
{
	struct fault f = { 0 };
	struct db_range range;
	check(db_lookup(db, k->ecosystem, k->release, k->name, &range, &f), &f);
	*sum += range.n;
	for (uint32_t i = 0; read && i < range.n; i++) {
		struct db_statement s;
		check(db_statement(&range, i, a, &s, &f), &f);
		*sum += s.package.intervals.n;
	}
}

static void bench_open(const char *path)
{
	struct fault f = { 0 };
	double cold[ROUNDS], warm[ROUNDS];
	for (unsigned i = 0; i < ROUNDS; i++) {
		drop(path);
		double start = now();
		struct db *db = NULL;
		check(db_open(path, &db, &f), &f);
		cold[i] = now() - start;
		db_close(db);
		start = now();
		for (unsigned k = 0; k < 100; k++) {
			check(db_open(path, &db, &f), &f);
			db_close(db);
		}
		warm[i] = (now() - start) / 100;
	}
	printf("open: cold %.3f ms, warm %.1f us\n", median(cold) * 1e3, median(warm) * 1e6);
}

static void bench_lookups(const char *path, const struct keys *keys, struct arena *a)
{
	struct fault f = { 0 };
	OWNED(db_closep) struct db *db = NULL;
	OWNED(arena_freep) struct arena *scratch = arena_new();
	check(db_open(path, &db, &f), &f);
	uint64_t sum = 0, state = 5;
	struct key *order = arena_array(a, keys->v.n, sizeof(*order));
	for (size_t i = 0; i < keys->v.n; i++)
		order[i] = keys->v.p[next(&state) % keys->v.n];
	double known[ROUNDS], absent[ROUNDS], read[ROUNDS];
	for (unsigned round = 0; round < ROUNDS; round++) {
		double start = cpu();
		for (size_t i = 0; i < keys->v.n; i++)
			ask(db, &order[i], scratch, false, &sum);
		known[round] = cpu() - start;
		start = cpu();
		for (size_t i = 0; i < keys->v.n; i++) {
			struct key k = order[i];
			k.name.n--; /* nearly always unknown */
			ask(db, &k, scratch, false, &sum);
		}
		absent[round] = cpu() - start;
		start = cpu();
		for (size_t i = 0; i < keys->v.n && i < 20000; i++) {
			ask(db, &order[i], scratch, true, &sum);
			arena_reset(scratch);
		}
		read[round] = cpu() - start;
	}
	double n = (double)keys->v.n;
	printf("lookups, random order, warm: %.2f M/s known, %.2f M/s unknown; "
	       "%.2f M/s with all statements read (%llu)\n",
	       n / median(known) / 1e6, n / median(absent) / 1e6,
	       (n < 20000 ? n : 20000) / median(read) / 1e6, (unsigned long long)sum);
}

/* The partition with the most names, and 3,000 of them evenly: one image. */
static void bench_image(const char *path, const struct keys *keys)
{
	struct fault f = { 0 };
	size_t best = 0, best_n = 0;
	for (size_t from = 0, to; from < keys->v.n; from = to) {
		for (to = from; to < keys->v.n &&
				keys->v.p[to].ecosystem == keys->v.p[from].ecosystem &&
				str_eq(keys->v.p[to].release, keys->v.p[from].release);)
			to++;
		if (to - from > best_n) {
			best = from;
			best_n = to - from;
		}
	}
	double cold[ROUNDS], warm[ROUNDS], used[ROUNDS];
	uint64_t sum = 0;
	for (unsigned round = 0; round < ROUNDS; round++)
		for (unsigned hot = 0; hot < 2; hot++) {
			OWNED(arena_freep) struct arena *scratch = arena_new();
			struct db *db = NULL;
			if (!hot)
				drop(path);
			double start = now(), start_cpu = cpu();
			check(db_open(path, &db, &f), &f);
			for (size_t i = 0; i < IMAGE; i++) {
				ask(db, &keys->v.p[best + i * best_n / IMAGE], scratch, true, &sum);
				arena_reset(scratch);
			}
			(hot ? warm : cold)[round] = now() - start;
			used[round] = cpu() - start_cpu; /* the warm one stays */
			db_close(db);
		}
	printf("one image: open and %u lookups with all statements in %s %.*s (%zu names): "
	       "cold %.2f ms, warm %.2f ms (%.2f ms of processor)\n",
	       IMAGE, ecosystem_info(keys->v.p[best].ecosystem)->name,
	       STRF(keys->v.p[best].release), best_n, median(cold) * 1e3, median(warm) * 1e3,
	       median(used) * 1e3);
}

int main(int argc, char **argv)
{
	struct fault f = { 0 };
	OWNED(arena_freep) struct arena *a = arena_new();
	const char *path = argc > 1 ? argv[1] : "bench.db";
	if (argc < 2)
		make_file(path);
	struct keys keys = { 0 };
	struct db *db = NULL;
	check(db_open(path, &db, &f), &f);
	printf("file: %.1f MiB, %u statements\n", (double)db->bytes.n / (double)MIB,
	       db->rows[DB_STATEMENTS]);
	collect(db, a, &keys);
	db_close(db);
	bench_open(path);
	if (keys.v.n) {
		bench_lookups(path, &keys, a);
		bench_image(path, &keys);
	}
	if (argc < 2)
		unlink(path);
	return 0;
}
