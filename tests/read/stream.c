/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "check.h"

#include "base/buf.h"
#include "base/fs.h"
#include "read/stream.h"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#define SIZE (700 * KIB)

static char byte_at(size_t i)
{
	return (char)(i * 2654435761u >> 13);
}

/* A file in the test's own folder, already unlinked. */
static int sample_file(void)
{
	int fd = open(".", O_TMPFILE | O_RDWR, 0600);
	assert_true(fd >= 0);
	char *p = malloc(SIZE);
	assert_non_null(p);
	for (size_t i = 0; i < SIZE; i++)
		p[i] = byte_at(i);
	assert_int_equal(write(fd, p, SIZE), SIZE);
	free(p);
	return fd;
}

/* The next n bytes are those of the sample from `at`. */
static void expect(struct stream *s, size_t at, size_t n)
{
	struct fault f;
	while (n) {
		struct str window;
		assert_int_equal(stream_next(s, &window, &f), 1);
		size_t take = size_min(n, window.n);
		for (size_t i = 0; i < take; i++)
			assert_int_equal(window.p[i], byte_at(at + i));
		stream_unread(s, str_from(window, take));
		at += take;
		n -= take;
	}
}

static void reading_in_parts(void **state)
{
	(void)state;
	static const size_t steps[] = { 0, 1, 3, 1000 };
	char bytes[10000];
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = byte_at(i);
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		struct stream *s = stream_of_bytes(str_make(bytes, sizeof(bytes)), steps[i]);
		struct fault f;
		char to[STREAM_PEEK];
		size_t n;
		check_ok(stream_peek(s, to, 6, &n, &f), &f);
		assert_int_equal(n, 6);
		check_ok(stream_peek(s, to, 600, &n, &f), &f);
		assert_int_equal(n, 600);
		assert_memory_equal(to, bytes, 600);
		assert_true(s->position == 0);
		expect(s, 0, 5);
		check_ok(stream_peek(s, to, STREAM_PEEK, &n, &f), &f);
		assert_int_equal(n, STREAM_PEEK);
		assert_memory_equal(to, bytes + 5, n);
		check_ok(stream_skip(s, 10, &f), &f);
		assert_int_equal(stream_read(s, to, 4000, &f), 1);
		assert_memory_equal(to, bytes + 15, 4000);
		assert_true(s->position == 4015);
		check_ok(stream_skip(s, 5000, &f), &f);
		check_ok(stream_peek(s, to, STREAM_PEEK, &n, &f), &f);
		assert_int_equal(n, 985);
		expect(s, 9015, 985);
		assert_int_equal(stream_read(s, to, 1, &f), 0);
		check_ok(stream_peek(s, to, 1, &n, &f), &f);
		assert_int_equal(n, 0);
		check_ok(stream_skip(s, 0, &f), &f);
		assert_int_equal(stream_skip(s, 1, &f), E_TRUNCATED);
		stream_close(s);

		s = stream_of_bytes(str_make(bytes, 10), steps[i]);
		assert_int_equal(stream_read(s, to, 11, &f), E_TRUNCATED);
		stream_close(s);
	}
}

static void ranges(void **state)
{
	(void)state;
	OWNED(fd_closep) int fd = sample_file();
	struct fault f;
	struct str window;
	struct stream *s = stream_of_range(fd, 1000, 600000, "sample");
	expect(s, 1000, 100);
	check_ok(stream_skip(s, 300000, &f), &f);
	expect(s, 301100, 20000);
	check_ok(stream_skip(s, 10, &f), &f);
	expect(s, 321110, 279890);
	assert_int_equal(stream_next(s, &window, &f), 0);
	stream_close(s);

	s = stream_of_range(fd, SIZE - 5, UINT64_MAX, "sample");
	expect(s, SIZE - 5, 5);
	assert_int_equal(stream_next(s, &window, &f), 0);
	stream_close(s);

	s = stream_of_range(fd, SIZE - 5, 6, "sample"); /* the file is shorter than it should be */
	expect(s, SIZE - 5, 5);
	assert_int_equal(stream_next(s, &window, &f), E_TRUNCATED);
	struct fault again = { 0 };
	assert_int_equal(stream_next(s, &window, &again), E_TRUNCATED);
	assert_string_equal(again.text, f.text);
	stream_close(s);

	s = stream_of_range(fd, 0, UINT64_MAX, "sample");
	assert_int_equal(stream_skip(s, SIZE + 1, &f), E_TRUNCATED);
	stream_close(s);
	s = stream_of_range(fd, UINT64_MAX - 1, 10, "sample"); /* beyond what an offset holds */
	assert_true(stream_next(s, &window, &f) <= 0);
	stream_close(s);
	s = stream_of_range(fd, 1ull << 40, 10, "sample");
	assert_int_equal(stream_next(s, &window, &f), E_TRUNCATED);
	stream_close(s);

	OWNED(fd_closep) int dir = open(".", O_RDONLY | O_DIRECTORY);
	s = stream_of_range(dir, 0, UINT64_MAX, "folder");
	assert_int_equal(stream_next(s, &window, &f), E_IO);
	assert_int_equal(stream_next(s, &window, &f), E_IO);
	stream_close(s);
}

static void *range_thread(void *arg)
{
	struct stream *s = stream_of_range(*(int *)arg, 0, UINT64_MAX, "sample");
	expect(s, 0, SIZE);
	stream_close(s);
	return NULL;
}

static void ranges_of_one_descriptor(void **state)
{
	(void)state;
	OWNED(fd_closep) int fd = sample_file();
	pthread_t threads[4];
	for (size_t i = 0; i < ARRAY_LEN(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, range_thread, &fd), 0);
	for (size_t i = 0; i < ARRAY_LEN(threads); i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
}

static void descriptors(void **state)
{
	(void)state;
	int fds[2];
	struct fault f;
	struct str window;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "hello", 5), 5);
	close(fds[1]);
	struct stream *s = stream_of_fd(fds[0], "pipe");
	check_ok(stream_skip(s, 1, &f), &f);
	assert_int_equal(stream_next(s, &window, &f), 1);
	check_text(window, "ello");
	assert_int_equal(stream_next(s, &window, &f), 0);
	stream_close(s);
	close(fds[0]);
}

static void hashing(void **state)
{
	(void)state;
	struct digest right = digest_of(DIGEST_SHA256, STR("hello world")), got;
	struct digest wrong = right;
	wrong.bytes[31] ^= 1;
	static const struct {
		bool wrong;
		uint64_t size;
		int want;
	} cases[] = {
		{ false, 11, 0 },	   { false, UINT64_MAX, 0 },
		{ true, 11, E_MISMATCH },  { false, 12, E_MISMATCH },
		{ false, 10, E_MISMATCH }, { true, UINT64_MAX, E_MISMATCH },
	};
	struct fault f = { 0 };
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct stream *s = stream_verify(stream_of_bytes(STR("hello world"), 4),
						 cases[i].wrong ? &wrong : &right, cases[i].size);
		char to[8];
		size_t n;
		check_ok(stream_peek(s, to, 8, &n, &f), &f); /* what was peeked is hashed once */
		check_ok(stream_skip(s, 6, &f), &f);
		assert_int_equal(stream_drain(s, &f), cases[i].want);
		assert_int_equal(stream_drain(s, &f), cases[i].want);
		stream_close(s);
	}
	uint64_t size = 0;
	struct stream *s = stream_hash(stream_of_bytes(STR("hello world"), 1), &got, &size);
	check_ok(stream_drain(s, &f), &f);
	assert_true(digest_eq(&got, &right));
	assert_int_equal(size, 11);
	stream_close(s);
	stream_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reading_in_parts),
		cmocka_unit_test(ranges),
		cmocka_unit_test(ranges_of_one_descriptor),
		cmocka_unit_test(descriptors),
		cmocka_unit_test(hashing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
