/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "check.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/limits.h"
#include "read/files.h"
#include "read/stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void write_file(const char *path, const char *body)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, body, strlen(body)), strlen(body));
	close(fd);
}

static struct files *root_of(const char *path, int *out_fd)
{
	*out_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(*out_fd >= 0);
	return rootfs_open(*out_fd, true);
}

/* One word an entry: its type's letter, path, and what a fault was. */
static void listing(struct files *t, struct buf *out)
{
	struct file_head head;
	struct fault f;
	bool more;
	int r;
	while ((r = files_next(t, &head, &more, &f)) > 0 || more) {
		if (r < 0) {
			buf_printf(out, "~%s ", fault_name(r));
			continue;
		}
		buf_printf(out, "%c:%.*s", "-dlhcbp?"[head.type], STRF(head.path));
		if (head.type == FILE_SYMLINK)
			buf_printf(out, ">%.*s", STRF(head.link));
		struct str window;
		int d;
		while ((d = files_data(t, &window, &f)) > 0)
			buf_printf(out, "=%.*s", STRF(window));
		buf_add_str(out, d < 0 ? STR("! ") : STR(" "));
	}
	buf_printf(out, "%s", r < 0 ? fault_name(r) : ".");
}

static void a_tree(void **state)
{
	(void)state;
	assert_int_equal(mkdir("t", 0755), 0);
	assert_int_equal(mkdir("t/b", 0755), 0);
	assert_int_equal(mkdir("t/B", 0755), 0);
	assert_int_equal(mkdir("t/b/empty", 0755), 0);
	write_file("t/b/z", "1");
	write_file("t/b/.wh.y", "");
	write_file("t/b.c", "2");
	write_file("t/a", "hello");
	write_file("secret", "outside");
	assert_int_equal(symlink("../secret", "t/link"), 0);
	assert_int_equal(symlink("/etc", "t/dirlink"), 0);
	assert_int_equal(mkfifo("t/pipe", 0600), 0);
	int fd;
	struct files *t = root_of("t", &fd);
	OWNED(buf_donep) struct buf out;
	buf_init(&out, MIB);
	listing(t, &out);
	check_text(buf_str(&out), "d:B -:a=hello d:b -:b/.wh.y d:b/empty -:b/z=1 -:b.c=2 "
				  "l:dirlink>/etc l:link>../secret p:pipe .");
	files_close(t);
	close(fd);
}

static void changes_while_reading(void **state)
{
	(void)state;
	assert_int_equal(mkdir("c", 0755), 0);
	assert_int_equal(mkdir("c/d", 0755), 0);
	write_file("c/d/inner", "x");
	write_file("c/e", "long enough");
	write_file("c/f", "body");
	write_file("c/g", "gone soon");
	int fd;
	struct files *t = root_of("c", &fd);
	struct file_head head;
	struct fault f;
	struct str window;
	bool more;
	assert_int_equal(files_next(t, &head, &more, &f), 1);
	check_text(head.path, "d");
	/* the directory becomes a link before it is entered */
	assert_int_equal(rename("c/d", "moved"), 0);
	assert_int_equal(symlink("/etc", "c/d"), 0);
	assert_int_equal(files_next(t, &head, &more, &f), E_UNREADABLE);
	assert_true(more);
	assert_int_equal(fault_scope(E_UNREADABLE), SCOPE_LOCAL);
	assert_int_equal(files_next(t, &head, &more, &f), 1);
	check_text(head.path, "e");
	assert_int_equal(truncate("c/e", 3), 0);
	assert_int_equal(files_data(t, &window, &f), 1);
	assert_int_equal(files_data(t, &window, &f), E_TRUNCATED);
	assert_int_equal(files_next(t, &head, &more, &f), 1);
	check_text(head.path, "f");
	/* a file becomes another one */
	assert_int_equal(unlink("c/f"), 0);
	assert_int_equal(symlink("/etc/passwd", "c/f"), 0);
	assert_int_equal(files_data(t, &window, &f), E_UNREADABLE);
	assert_int_equal(unlink("c/g"), 0);
	assert_int_equal(files_next(t, &head, &more, &f), E_UNREADABLE);
	assert_true(more);
	assert_int_equal(files_next(t, &head, &more, &f), 0);
	assert_false(more);
	files_close(t);
	close(fd);
}

/* Deeper than descriptors are held, and deeper than is allowed. */
static void deep(void **state)
{
	(void)state;
	int at = open(".", O_RDONLY | O_DIRECTORY);
	for (int i = 0; i < 300; i++) {
		assert_int_equal(mkdirat(at, "d", 0755), 0);
		int down = openat(at, "d", O_RDONLY | O_DIRECTORY);
		assert_true(down >= 0);
		int file = openat(down, "z", O_WRONLY | O_CREAT, 0644);
		close(file);
		close(at);
		at = down;
	}
	close(at);
	int fd;
	struct files *t = root_of("d", &fd);
	struct file_head head;
	struct fault f;
	bool more;
	int r, files = 0, directories = 0, faults = 0, highest = 0;
	while ((r = files_next(t, &head, &more, &f)) > 0 || more) {
		faults += r == E_LIMIT;
		directories += r > 0 && head.type == FILE_DIRECTORY;
		files += r > 0 && head.type == FILE_REGULAR;
		int probe = dup(fd);
		highest = probe > highest ? probe : highest;
		close(probe);
	}
	assert_int_equal(r, 0);
	assert_int_equal(faults, 1);
	assert_int_equal(directories, 256);
	assert_int_equal(files, 256);
	assert_true(highest < 60);
	files_close(t);
	close(fd);
}

static void not_permitted(void **state)
{
	(void)state;
	assert_int_equal(mkdir("p", 0755), 0);
	assert_int_equal(mkdir("p/closed", 0), 0);
	write_file("p/file", "x");
	assert_int_equal(chmod("p/file", 0), 0);
	write_file("p/open", "y");
	bool root = geteuid() == 0;
	if (root && seteuid(65534) < 0)
		skip();
	if (open("p", O_RDONLY) < 0) {
		assert_int_equal(seteuid(0), 0);
		skip(); /* the test's own folder is closed to others */
	}
	int fd;
	struct files *t = root_of("p", &fd);
	OWNED(buf_donep) struct buf out;
	buf_init(&out, MIB);
	listing(t, &out);
	if (root)
		assert_int_equal(seteuid(0), 0);
	check_text(buf_str(&out), "d:closed ~unreadable -:file! -:open=y .");
	files_close(t);
	close(fd);
	assert_int_equal(chmod("p/closed", 0755), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tree),
		cmocka_unit_test(changes_while_reading),
		cmocka_unit_test(deep),
		cmocka_unit_test(not_permitted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
