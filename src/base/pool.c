/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "base/pool.h"

#include "base/mem.h"

#include <pthread.h>
#include <sched.h>

struct pool {
	pool_task *run;
	void *context;
	size_t next, n;
};

struct worker {
	struct pool *pool;
	pthread_t thread;
	unsigned index;
};

static void *work(void *arg)
{
	struct worker *w = arg;
	for (;;) {
		size_t i = __atomic_fetch_add(&w->pool->next, 1, __ATOMIC_RELAXED);
		if (i >= w->pool->n)
			return NULL;
		w->pool->run(w->pool->context, i, w->index);
	}
}

void pool_run(unsigned jobs, size_t n, pool_task *run, void *context)
{
	struct pool pool = { .run = run, .context = context, .n = n };
	unsigned count = (unsigned)size_max(1, size_min(jobs, n));
	struct worker *workers = mem_alloc(count * sizeof(*workers));
	unsigned started = 1;
	for (unsigned i = 0; i < count; i++)
		workers[i] = (struct worker){ .pool = &pool, .index = i };
	/* A thread that cannot be started only makes the run slower: the others take its tasks. */
	while (started < count &&
	       pthread_create(&workers[started].thread, NULL, work, &workers[started]) == 0)
		started++;
	work(&workers[0]);
	for (unsigned i = 1; i < started; i++)
		pthread_join(workers[i].thread, NULL);
	mem_free(workers);
}

unsigned pool_cpus(void)
{
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof(set), &set) < 0)
		return 1;
	return (unsigned)size_max(1, (size_t)CPU_COUNT(&set));
}
