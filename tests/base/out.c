/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static void into_a_buffer(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	struct out o;
	buf_init(&b, 20);
	out_init_buf(&o, &b);
	out_str(&o, STR("ab"));
	out_text(&o, "cd");
	out_char(&o, 'e');
	out_repeat(&o, '-', 3);
	out_printf(&o, "%05d", 42);
	out_add(&o, NULL, 0);
	assert_int_equal(out_finish(&o, NULL), 0);
	check_text(buf_str(&b), "abcde---00042");
	assert_int_equal(o.written, 13);
	/* the first failure stays, and nothing more is written */
	struct fault f;
	out_text(&o, "too long for it");
	out_text(&o, "x");
	assert_int_equal(out_finish(&o, &f), E_NOSPACE);
	check_text(buf_str(&b), "abcde---00042");
	out_done(&o);
}

static void repeating(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	struct out o;
	buf_init(&b, 1000);
	out_init_buf(&o, &b);
	for (size_t n = 60; n < 70; n++) {
		buf_clear(&b);
		out_char(&o, '[');
		out_repeat(&o, ' ', n);
		out_repeat(&o, '-', 0);
		out_repeat(&o, '=', 2 * n);
		out_char(&o, ']');
		assert_int_equal(b.n, 3 * n + 2);
		for (size_t i = 0; i < b.n; i++)
			assert_int_equal(b.p[i], i == 0		  ? '['
						 : i == 3 * n + 1 ? ']'
						 : i <= n	  ? ' '
								  : '=');
	}
	out_done(&o);
}

static void to_a_file(void **state)
{
	(void)state;
	struct out o;
	struct fault f;
	int fd = open("out.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	out_init_fd(&o, fd);
	/* small and large pieces in turn: the order must hold whichever way they go */
	static char large[100000];
	memset(large, 'L', sizeof(large));
	size_t want = 0;
	for (unsigned i = 0; i < 50; i++) {
		out_printf(&o, "<%u>", i);
		out_add(&o, large, i * 1999 % sizeof(large));
		want += (i < 10 ? 3u : 4u) + i * 1999 % sizeof(large);
	}
	check_ok(out_finish(&o, &f), &f);
	out_done(&o);
	assert_int_equal(o.written, want);
	assert_int_equal(lseek(fd, 0, SEEK_END), want);
	char *back = test_malloc(want);
	assert_int_equal(pread(fd, back, want, 0), want);
	size_t at = 0;
	for (unsigned i = 0; i < 50; i++) {
		char mark[8];
		size_t n = (size_t)snprintf(mark, sizeof(mark), "<%u>", i);
		assert_memory_equal(back + at, mark, n);
		at += n + i * 1999 % sizeof(large);
	}
	test_free(back);
	close(fd);
}

static void long_formats(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	struct out o;
	char text[3000];
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	buf_init(&b, 10000);
	out_init_buf(&o, &b);
	out_printf(&o, "[%s]", text);
	assert_int_equal(out_finish(&o, NULL), 0);
	assert_int_equal(b.n, 3001);
	assert_int_equal(b.p[3000], ']');
	out_done(&o);
}

static void failures_are_told(void **state)
{
	(void)state;
	struct out o;
	struct fault f;
	signal(SIGPIPE, SIG_IGN);
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	out_init_fd(&o, ends[1]);
	out_text(&o, "nobody reads this");
	assert_int_equal(out_finish(&o, &f), E_IO);
	assert_int_equal(o.error, EPIPE);
	assert_int_equal(out_finish(&o, &f), E_IO); /* asked again, said again */
	out_done(&o);
	close(ends[1]);

	int full = open("/dev/full", O_WRONLY);
	if (full >= 0) {
		out_init_fd(&o, full);
		for (unsigned i = 0; i < 100000; i++)
			out_text(&o, "0123456789");
		assert_int_equal(out_finish(&o, &f), E_NOSPACE);
		out_done(&o);
		close(full);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(into_a_buffer),     cmocka_unit_test(repeating),
		cmocka_unit_test(to_a_file),	     cmocka_unit_test(long_formats),
		cmocka_unit_test(failures_are_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
