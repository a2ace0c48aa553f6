/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Golden cases: tests/feed/source/FEED/CASE/ holds a folder `input` as somebody might give it to `db build`, and
 * expect.txt, what the database is told. With BLESS=1 the expectation is rewritten.
 *
 * Whatever the input, reading it twice must tell the same.
 */
#define _GNU_SOURCE
#include "check.h"

#include "base/fs.h"
#include "base/limits.h"
#include "base/log.h"
#include "feed/feed.h"
#include "recorder.h"

#include <ftw.h>

#define CASES 512

static struct CMUnitTest tests[CASES];
static size_t tests_n;

static void read_case(const char *dir, struct buf *text)
{
	char input[4096];
	snprintf(input, sizeof(input), "%s/input", dir);
	struct recorder recorder = { .text = text };
	struct feed_totals totals;
	struct fault f;
	int r = feed_read_directory(input, (struct db_build *)(void *)&recorder, &totals, &f);
	check_ok(r, &f);
	for (size_t i = 0; i < RECORDER_FEEDS && recorder.feeds[i].name; i++)
		if (*recorder.feeds[i].newest)
			buf_printf(text, "%s: newest %s\n", recorder.feeds[i].name,
				   recorder.feeds[i].newest);
	buf_printf(text, "%llu files, %llu unclaimed, %llu damaged\n",
		   (unsigned long long)totals.files, (unsigned long long)totals.unclaimed,
		   (unsigned long long)totals.failed);
}

static void run_case(void **state)
{
	const char *dir = *state;
	OWNED(buf_donep) struct buf text;
	OWNED(buf_donep) struct buf again;
	OWNED(buf_donep) struct buf want;
	buf_init(&text, 16 * MIB);
	buf_init(&again, 16 * MIB);
	buf_init(&want, 16 * MIB);
	read_case(dir, &text);
	read_case(dir, &again);
	check_str(buf_str(&again), buf_str(&text));

	char path[4096];
	struct fault f;
	snprintf(path, sizeof(path), "%s/expect.txt", dir);
	const char *bless = getenv("BLESS");
	if (bless && *bless) {
		FILE *out = fopen(path, "w");
		assert_non_null(out);
		fwrite(text.p, 1, text.n, out);
		fclose(out);
		return;
	}
	check_ok(fs_read_file(path, &want, &f), &f);
	check_str(buf_str(&text), buf_str(&want));
}

static int add_case(const char *path, const struct stat *st, int type, struct FTW *place)
{
	if (type != FTW_D || strcmp(path + place->base, "input") != 0)
		return 0;
	assert_true(tests_n < CASES);
	char *dir = strndup(path, (size_t)place->base - 1);
	tests[tests_n++] = (struct CMUnitTest){
		.name = strstr(dir, "tests/feed/") + strlen("tests/feed/"),
		.test_func = run_case,
		.initial_state = dir,
	};
	return 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

int main(void)
{
	char root[4096];
	snprintf(root, sizeof(root), "%s/tests/feed", getenv("ROOT"));
	log_set_level(LOG_QUIET);
	nftw(root, add_case, 8, FTW_PHYS);
	qsort(tests, tests_n, sizeof(tests[0]), by_name);
	int r = _cmocka_run_group_tests("feed cases", tests, tests_n, NULL, NULL);
	for (size_t i = 0; i < tests_n; i++)
		free(tests[i].initial_state);
	return r;
}
