/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void put_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static void check_file(const char *path, const char *want)
{
	struct fault f;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 1000);
	check_ok(fs_read_file(path, &b, &f), &f);
	check_text(buf_str(&b), want);
}

static unsigned count_files(const char *dir)
{
	DIR *d = opendir(dir);
	unsigned n = 0;
	assert_non_null(d);
	for (const struct dirent *e; (e = readdir(d)) != NULL;)
		n += e->d_name[0] != '.';
	closedir(d);
	return n;
}

static void reading(void **state)
{
	(void)state;
	struct fault f;
	int fd = -1;
	put_file("ten", "0123456789");
	/* the ceiling is a limit on the file: exactly full is fine, one more is not */
	static const struct {
		size_t max;
		int want;
	} cases[] = { { 11, 0 }, { 10, 0 }, { 9, E_LIMIT }, { 1, E_LIMIT } };
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		OWNED(buf_donep) struct buf b;
		buf_init(&b, cases[i].max);
		assert_int_equal(fs_read_file("ten", &b, &f), cases[i].want);
		if (cases[i].want == 0)
			check_text(buf_str(&b), "0123456789");
	}
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 20);
	buf_add_str(&b, STR("before:"));
	check_ok(fs_read_file("ten", &b, &f), &f);
	check_text(buf_str(&b), "before:0123456789"); /* appends */
	assert_int_equal(fs_open_read("none", &fd, &f), E_NOTFOUND);
	assert_int_equal(fd, -1);
	check_text(str_of(f.text), "none: No such file or directory");
	assert_int_equal(fs_read_file(".", &b, &f), E_IO);
}

static void mapping(void **state)
{
	(void)state;
	struct fault f;
	struct str map;
	put_file("ten", "0123456789");
	put_file("empty", "");
	OWNED(fd_closep) int fd = -1;
	check_ok(fs_open_read("ten", &fd, &f), &f);
	check_ok(fs_map(fd, "ten", &map, &f), &f);
	check_text(map, "0123456789");
	fs_unmap(map);
	OWNED(fd_closep) int empty = -1;
	check_ok(fs_open_read("empty", &empty, &f), &f);
	check_ok(fs_map(empty, "empty", &map, &f), &f);
	assert_int_equal(map.n, 0);
	fs_unmap(map);
	OWNED(fd_closep) int dir = -1;
	check_ok(fs_open_read(".", &dir, &f), &f);
	assert_int_equal(fs_map(dir, ".", &map, &f), E_UNSUPPORTED);
}

static void appears_whole(void **state)
{
	(void)state;
	struct fault f;
	struct fs_file file;
	mkdir("d", 0700);
	put_file("d/report", "old");
	check_ok(fs_file_create(&file, "d/report", &f), &f);
	assert_int_equal(write(file.fd, "new", 3), 3);
	check_file("d/report", "old"); /* until it is finished */
	check_ok(fs_file_commit(&file, &f), &f);
	check_file("d/report", "new");
	assert_int_equal(count_files("d"), 1);
	fs_file_abort(&file); /* nothing is left to undo */
	check_file("d/report", "new");
	struct stat st;
	mode_t mask = umask(022);
	umask(mask);
	check_ok(fs_file_create(&file, "d/fresh", &f), &f);
	check_ok(fs_file_commit(&file, &f), &f);
	assert_int_equal(stat("d/fresh", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0666 & ~mask);
	unlink("d/fresh");
}

static void leaves_nothing(void **state)
{
	(void)state;
	struct fault f;
	struct fs_file file, other;
	mkdir("d", 0700);
	put_file("d/report", "old");
	check_ok(fs_file_create(&file, "d/report", &f), &f);
	check_ok(fs_file_create(&other, "d/report", &f), &f); /* two at once do not collide */
	assert_int_equal(write(file.fd, "half", 4), 4);
	fs_file_abort(&file);
	fs_file_abort(&file);
	fs_file_abort(&other);
	check_file("d/report", "old");
	assert_int_equal(count_files("d"), 1);

	/* the target became a folder meanwhile: the rename fails, the temporary file goes */
	check_ok(fs_file_create(&file, "d/late", &f), &f);
	assert_int_equal(mkdir("d/late", 0700), 0);
	assert_true(fs_file_commit(&file, &f) < 0);
	assert_true(str_starts(str_of(f.text), STR("d/late: cannot replace")));
	assert_int_equal(file.fd, -1);
	assert_int_equal(count_files("d"), 2);
	rmdir("d/late");

	assert_int_equal(fs_file_create(&file, "d", &f), E_USAGE);
	assert_int_equal(fs_file_create(&file, "none/x", &f), E_NOTFOUND);
	fs_file_abort(&file); /* after a failure too */
	/* a dangling link is replaced, not followed to where it points */
	assert_int_equal(symlink("nowhere", "d/link"), 0);
	check_ok(fs_file_create(&file, "d/link", &f), &f);
	check_ok(fs_file_commit(&file, &f), &f);
	struct stat st;
	assert_int_equal(lstat("d/link", &st), 0);
	assert_true(S_ISREG(st.st_mode));
	assert_int_equal(access("d/nowhere", F_OK), -1);
	unlink("d/link");
}

static void writes_to_devices(void **state)
{
	(void)state;
	struct fault f;
	struct fs_file file;
	check_ok(fs_file_create(&file, "/dev/null", &f), &f);
	assert_null(file.temporary);
	assert_int_equal(write(file.fd, "x", 1), 1);
	check_ok(fs_file_commit(&file, &f), &f);
	struct stat st;
	assert_int_equal(stat("/dev/null", &st), 0);
	assert_true(S_ISCHR(st.st_mode)); /* not replaced by a file */

	/* /dev/stdout is whatever standard output is: a pipe here */
	int ends[2], saved = dup(STDOUT_FILENO);
	char text[8];
	assert_int_equal(pipe(ends), 0);
	fflush(stdout);
	dup2(ends[1], STDOUT_FILENO);
	int r = fs_file_create(&file, "/dev/stdout", &f);
	if (r == 0 && write(file.fd, "piped", 5) == 5)
		r = fs_file_commit(&file, &f);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	close(ends[1]);
	check_ok(r, &f);
	assert_int_equal(read(ends[0], text, sizeof(text)), 5);
	close(ends[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reading),	     cmocka_unit_test(mapping),
		cmocka_unit_test(appears_whole),     cmocka_unit_test(leaves_nothing),
		cmocka_unit_test(writes_to_devices),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
