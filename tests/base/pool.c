/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/pool.h"

struct counts {
	unsigned runs[1000];
	unsigned long total;
	unsigned jobs;
	bool worker_wrong;
};

static void count(void *context, size_t task, unsigned worker)
{
	struct counts *c = context;
	__atomic_fetch_add(&c->runs[task], 1, __ATOMIC_RELAXED);
	__atomic_fetch_add(&c->total, 1, __ATOMIC_RELAXED);
	if (worker >= (c->jobs ? c->jobs : 1))
		__atomic_store_n(&c->worker_wrong, true, __ATOMIC_RELAXED);
}

static void every_task_once(void **state)
{
	(void)state;
	static const unsigned jobs[] = { 0, 1, 2, 3, 16, 200 };
	static const size_t tasks[] = { 0, 1, 2, 7, 1000 };
	for (size_t j = 0; j < ARRAY_LEN(jobs); j++)
		for (size_t t = 0; t < ARRAY_LEN(tasks); t++) {
			static struct counts c;
			c = (struct counts){ .jobs = jobs[j] };
			pool_run(jobs[j], tasks[t], count, &c);
			assert_int_equal(c.total, tasks[t]);
			for (size_t i = 0; i < ARRAY_LEN(c.runs); i++)
				assert_int_equal(c.runs[i], i < tasks[t]);
			assert_false(c.worker_wrong);
		}
	assert_true(pool_cpus() >= 1);
}

struct trace {
	size_t seen[50], n;
};

static void note(void *context, size_t task, unsigned worker)
{
	struct trace *t = context;
	t->seen[t->n++] = task;
}

static void one_job_runs_in_order(void **state)
{
	(void)state;
	struct trace t = { .n = 0 };
	pool_run(1, 50, note, &t);
	for (size_t i = 0; i < 50; i++)
		assert_int_equal(t.seen[i], i);
}

static void nested_inner(void *context, size_t task, unsigned worker)
{
	unsigned long *total = context;
	__atomic_fetch_add(total, 1, __ATOMIC_RELAXED);
}

static void nested(void *context, size_t task, unsigned worker)
{
	pool_run(2, 10, nested_inner, context);
}

static void pools_nest(void **state)
{
	(void)state;
	unsigned long total = 0;
	pool_run(3, 5, nested, &total);
	assert_int_equal(total, 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_task_once),
					    cmocka_unit_test(one_job_runs_in_order),
					    cmocka_unit_test(pools_nest) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
