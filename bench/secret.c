/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-secret FILE…: how fast the secret engine reads, beside copying and beside libhs alone.
 * bench-secret -r FILE…: what each rule costs by itself, the dearest first. A pattern with four literal bytes or more
 * runs at ten gigabytes a second and costs the others nothing; one with fewer slows all of them down.
 * bench-secret -l FILE…: lists what is found, masked.
 *
 * Files are read as a layer's: in windows of 192 KiB, by their paths as given.
 */
#define _GNU_SOURCE
#include "base/fs.h"
#include "base/grep.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/sort.h"
#include "base/vec.h"
#include "find/secret.h"

#include <stdio.h>
#include <time.h>

#define WINDOW (192 * KIB)

static double cpu(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct input {
	struct str path, bytes;
};

struct counted {
	struct arena *arena;
	struct str path;
	bool list;
	size_t hits;
};

static void on_hit(void *context, const struct secret_hit *hit)
{
	struct counted *c = context;
	c->hits++;
	if (!c->list)
		return;
	struct str mask = secret_mask(c->arena, hit->rule, hit->value);
	printf("%.*s:%u:%u: %s %.*s%s%s\n", STRF(c->path), hit->line, hit->column, hit->rule->id,
	       STRF(mask), hit->wrap == SECRET_PLAIN ? "" : " in ", secret_wrap_name(hit->wrap));
	arena_reset(c->arena);
}

static void ignore(void *context, uint32_t pattern, size_t end)
{
	++*(size_t *)context;
}

static double engine_time(const struct secret_engine *e, const struct input *in, size_t n,
			  struct counted *c)
{
	struct secret_reader *r = secret_reader_new(e, on_hit, c);
	double begin = cpu();
	for (size_t i = 0; i < n; i++) {
		struct fault f;
		c->path = in[i].path;
		secret_begin(r, in[i].path, in[i].bytes.n);
		for (size_t at = 0; at < in[i].bytes.n; at += WINDOW)
			secret_data(r, str_slice(in[i].bytes, at, at + WINDOW));
		if (secret_end(r, true, &f) < 0 && c->list)
			printf("%.*s: %s\n", STRF(in[i].path), f.text);
	}
	double took = cpu() - begin;
	secret_reader_free(r);
	return took;
}

static double grep_time(const struct grep *g, const struct input *in, size_t n, size_t *out_ends)
{
	struct grep_scratch *scratch = grep_scratch_new(g);
	double begin = cpu();
	for (size_t i = 0; i < n; i++)
		for (size_t at = 0; at < in[i].bytes.n; at += WINDOW)
			grep_scan(g, scratch, str_slice(in[i].bytes, at, at + WINDOW), ignore,
				  out_ends);
	double took = cpu() - begin;
	grep_scratch_free(scratch);
	return took;
}

static double copy_time(const struct input *in, size_t n)
{
	char *to = mem_alloc(WINDOW);
	double begin = cpu();
	for (size_t i = 0; i < n; i++)
		for (size_t at = 0; at < in[i].bytes.n; at += WINDOW) {
			struct str part = str_slice(in[i].bytes, at, at + WINDOW);
			memcpy(to, part.p, part.n);
			__asm__ volatile("" : : "r"(to) : "memory");
		}
	double took = cpu() - begin;
	mem_free(to);
	return took;
}

struct cost {
	const struct secret_rule *rule;
	double time;
	size_t ends, size;
};

static int by_time(const void *a, const void *b)
{
	double x = ((const struct cost *)a)->time, y = ((const struct cost *)b)->time;
	return x > y ? -1 : x < y;
}

static void rank_rules(struct arena *a, const struct input *in, size_t n, size_t total)
{
	VEC(struct cost) costs = { 0 };
	for (size_t i = 0; i < all_secrets_n; i++)
		for (size_t j = 0; j < all_secrets[i]->n; j++) {
			const struct secret_rule *rule = &all_secrets[i]->rules[j];
			struct grep_pattern p = { rule->pattern, rule->flags & SECRET_CASELESS };
			struct grep *g;
			size_t bad;
			struct fault f;
			if (grep_compile(&p, 1, &g, &bad, &f) < 0)
				die("%s: %s", rule->id, f.text);
			OWNED(buf_donep) struct buf b;
			buf_init(&b, 64 * MIB);
			struct cost *c = VEC_PUSH(a, &costs);
			c->rule = rule;
			if (grep_save(g, &b, &f) < 0)
				die("%s: %s", rule->id, f.text);
			c->size = b.n;
			c->time = grep_time(g, in, n, &c->ends);
			grep_free(g);
		}
	sort_stable(a, costs.p, costs.n, sizeof(*costs.p), by_time);
	printf("%8s %8s %9s  rule\n", "GB/s", "ends", "bytes");
	for (size_t i = 0; i < costs.n; i++)
		printf("%8.2f %8zu %9zu  %s\n", (double)total / costs.p[i].time / 1e9,
		       costs.p[i].ends, costs.p[i].size, costs.p[i].rule->id);
}

static int run(struct arena *a, char mode, char **paths, size_t n, struct fault *f)
{
	struct input *in = arena_array(a, n, sizeof(*in));
	size_t total = 0;
	for (size_t i = 0; i < n; i++) {
		OWNED(buf_donep) struct buf b;
		buf_init(&b, (size_t)GIB);
		TRY(fs_read_file(paths[i], &b, f));
		in[i] = (struct input){ str_of(paths[i]), str_dup(a, buf_str(&b)) };
		total += b.n;
	}
	if (mode == 'r') {
		rank_rules(a, in, n, total);
		return 0;
	}
	double begin = cpu();
	struct secret_engine *e;
	TRY(secret_engine_new(NULL, &e, f));
	double start = cpu() - begin;
	struct counted c = { .arena = arena_new(), .list = mode == 'l' };
	double copy = copy_time(in, n), engine = engine_time(e, in, n, &c);
	fprintf(stderr,
		"%zu files, %.1f MB: start %.2f ms, copying %.2f GB/s, engine %.2f GB/s, %zu hits\n",
		n, (double)total / 1e6, start * 1e3, (double)total / copy / 1e9,
		(double)total / engine / 1e9, c.hits);
	arena_free(c.arena);
	secret_engine_free(e);
	return 0;
}

int main(int argc, char **argv)
{
	char mode = argc > 1 && argv[1][0] == '-' ? argv[1][1] : 0;
	int first = mode ? 2 : 1;
	if (argc <= first) {
		fprintf(stderr, "usage: bench-secret [-r|-l] FILE...\n");
		return 2;
	}
	OWNED(arena_freep) struct arena *a = arena_new();
	struct fault f;
	if (run(a, mode, argv + first, (size_t)(argc - first), &f) < 0) {
		fprintf(stderr, "bench-secret: %s\n", f.text);
		return 1;
	}
	return 0;
}
