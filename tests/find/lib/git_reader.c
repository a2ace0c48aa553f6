/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is not easily made with git: hostile packs and objects. With arguments it is a driver for
 * tests/find/lib/git_oracle.sh: "list WINDOW FOLDER" prints id, type and size of all objects below the
 * folder, sorted by nobody, and "gap PATH: WHY" for what could not be read.
 */
#define _GNU_SOURCE
#include "find/lib/git_reader.h"

#include "check.h"
#include "base/mem.h"

#include <fcntl.h>
#include <ftw.h>
#include <unistd.h>

static struct git_reader *listing;
static size_t listing_window;
static size_t root_n;
static uint64_t large_size;
static int large_type;

static void print_object(int type, struct str id, uint64_t size)
{
	for (size_t i = 0; i < id.n; i++)
		printf("%02x", (uint8_t)id.p[i]);
	printf(" %s %llu\n", git_type_name(type), (unsigned long long)size);
}

static void list_object(void *context, int type, struct str id, struct str bytes)
{
	print_object(type, id, bytes.n);
}

static void list_large(void *context, int type, uint64_t size)
{
	large_size = size;
	large_type = type;
}

static void list_large_data(void *context, struct str window)
{
}

static void list_large_end(void *context, struct str id)
{
	if (id.n)
		print_object(large_type, id, large_size);
}

static int list_file(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	struct git_path p = git_path_of(str_from(str_of(path), root_n));
	if (flag != FTW_F || (p.kind != GIT_PATH_LOOSE && p.kind != GIT_PATH_PACK))
		return 0;
	int fd = open(path, O_RDONLY);
	if (fd < 0)
		return 1;
	git_reader_begin(listing, &p);
	char *window = mem_alloc(listing_window);
	for (ssize_t n; (n = read(fd, window, listing_window)) > 0;)
		git_reader_data(listing, str_make(window, (size_t)n));
	mem_free(window);
	close(fd);
	struct fault f = { 0 };
	if (git_reader_end(listing, true, &f) < 0)
		printf("gap %s: %s\n", path + root_n, f.text);
	return 0;
}

static int list(const char *window, const char *folder)
{
	uint64_t n;
	if (!str_u64(str_of(window), 1 << 20, &n))
		return 2;
	listing_window = (size_t)n;
	root_n = strlen(folder) + 1;
	struct git_events events = { .object = list_object,
				     .large = list_large,
				     .large_data = list_large_data,
				     .large_end = list_large_end };
	listing = git_reader_new(&events);
	int r = nftw(folder, list_file, 16, FTW_PHYS);
	git_reader_free(listing);
	return r;
}

static void test_x(void **state)
{
	assert_true(git_owns_path(STR("a/.git/objects/pack/multi-pack-index")));
}

int main(int argc, char **argv)
{
	if (argc == 4)
		return list(argv[2], argv[3]);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_x),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
