/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The whole corpus of real feeds, if there is one: everything must be claimed by the right feed, and refusals
 * must stay the few that are known. Bounds are loose, so that a newer corpus does not fail; an order of magnitude
 * is what a broken reader costs.
 */
#include "check.h"

#include "base/log.h"
#include "feed/feed.h"
#include "recorder.h"

static const struct {
	const char *feed, *folder;
	uint64_t used, refused; /* at least, at most */
} bounds[] = {
	{ "osv", "almalinux", 4000, 2000 },
	{ "osv", "bellsoft", 12000, 6000 },
	{ "osv", "bitnami", 7000, 50 },
	{ "osv", "golang", 4000, 100 },
	{ "osv", "haskell", 30, 5 },
	{ "osv", "julia", 1600, 20 },
	{ "osv", "k8s", 40, 5 },
	{ "osv", "pypa", 2500, 100 },
	{ "osv", "rustsec", 700, 500 },
	{ "alpine-secdb", "alpine", 100000, 100 },
	{ "debian-lists", "debian", 8000, 300 },
	{ "ubuntu-cve-tracker", "ubuntu-cve-tracker", 37000, 10000 },
	{ "kev", "kev", 1600, 0 },
	{ "epss", "epss", 300000, 0 },
	{ "cve5", "vulnrichment", 40000, 200 },
};

static void read_folder(void **state)
{
	size_t i = (size_t)(uintptr_t)*state;
	char path[4096];
	snprintf(path, sizeof(path), "%s/feeds/%s", getenv("SEAWORTHY_CORPUS"), bounds[i].folder);
	struct recorder r = { 0 };
	struct feed_totals totals;
	struct fault f;
	check_ok(feed_read_directory(path, (struct db_build *)(void *)&r, &totals, &f), &f);
	assert_int_equal(totals.failed, 0);
	assert_non_null(r.feeds[0].name);
	assert_string_equal(r.feeds[0].name, bounds[i].feed);
	assert_null(r.feeds[1].name);
	print_message("# %s: %llu used, %llu refused, %llu statements, newest %s\n",
		      bounds[i].folder, (unsigned long long)r.feeds[0].used,
		      (unsigned long long)r.feeds[0].refused,
		      (unsigned long long)r.feeds[0].statements, r.feeds[0].newest);
	assert_true(r.feeds[0].used >= bounds[i].used);
	assert_true(r.feeds[0].refused <= bounds[i].refused);
}

/* Fixtures of other programs, many of them broken on purpose, in fifty formats: it must only end well. */
static void read_excerpts(void **state)
{
	char path[4096];
	snprintf(path, sizeof(path), "%s/feeds/excerpts", getenv("SEAWORTHY_CORPUS"));
	struct recorder r = { 0 };
	struct feed_totals totals;
	struct fault f;
	check_ok(feed_read_directory(path, (struct db_build *)(void *)&r, &totals, &f), &f);
	assert_true(totals.files > 1000);
	assert_true(totals.failed < 50);
}

int main(void)
{
	const char *corpus = getenv("SEAWORTHY_CORPUS");
	if (!corpus || !*corpus) {
		printf("1..1\nskip: no SEAWORTHY_CORPUS\nok 1 - corpus # SKIP\n");
		return 0;
	}
	log_set_level(LOG_QUIET);
	struct CMUnitTest tests[ARRAY_LEN(bounds) + 1];
	for (size_t i = 0; i < ARRAY_LEN(bounds); i++)
		tests[i] = (struct CMUnitTest){
			.name = bounds[i].folder,
			.test_func = read_folder,
			.initial_state = (void *)(uintptr_t)i,
		};
	tests[ARRAY_LEN(bounds)] = (struct CMUnitTest)cmocka_unit_test(read_excerpts);
	return _cmocka_run_group_tests("feed corpus", tests, ARRAY_LEN(tests), NULL, NULL);
}
