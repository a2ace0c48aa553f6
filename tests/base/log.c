/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/log.h"

#include <sys/wait.h>
#include <unistd.h>

/* What `body` writes to standard error in a child, and how the child ends. */
static size_t caught(void (*body)(void), char *text, size_t room, int *out_code)
{
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		body();
		_exit(0);
	}
	close(ends[1]);
	size_t n = 0;
	for (ssize_t r; n < room - 1 && (r = read(ends[0], text + n, room - 1 - n)) > 0;)
		n += (size_t)r;
	text[n] = '\0';
	close(ends[0]);
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	*out_code = WEXITSTATUS(status);
	return n;
}

static void speak(void)
{
	log_error("one %d", 1);
	log_warn("two");
	log_info("three");
	log_debug("four");
}

static void speak_loudly(void)
{
	log_set_level(LOG_DEBUG);
	speak();
}

static void speak_quietly(void)
{
	log_set_level(LOG_QUIET);
	speak();
}

static void levels(void **state)
{
	(void)state;
	char text[1000];
	int code;
	caught(speak, text, sizeof(text), &code);
	assert_string_equal(text, "seaworthy: one 1\nseaworthy: warning: two\n");
	caught(speak_loudly, text, sizeof(text), &code);
	assert_string_equal(text, "seaworthy: one 1\nseaworthy: warning: two\nseaworthy: three\n"
				  "seaworthy: debug: four\n");
	caught(speak_quietly, text, sizeof(text), &code);
	assert_string_equal(text, "");
}

static void hostile(void)
{
	char name[5000];
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	log_warn("%s", "a\nseaworthy: forged\x1b[2J");
	log_warn("%s", name);
}

static void one_line_each(void **state)
{
	(void)state;
	char text[8000];
	int code;
	size_t n = caught(hostile, text, sizeof(text), &code);
	unsigned lines = 0;
	for (size_t i = 0; i < n; i++)
		lines += text[i] == '\n';
	assert_int_equal(lines, 2);
	assert_null(strchr(text, '\x1b'));
	assert_int_equal(text[n - 1], '\n');
}

static void dies(void)
{
	log_subject("layer 3");
	ENSURE(1 + 1 == 3);
}

static void dies_quietly(void)
{
	log_set_level(LOG_QUIET);
	die("%s", "gone");
}

static void death(void **state)
{
	(void)state;
	char text[2000];
	int code;
	caught(dies, text, sizeof(text), &code);
	assert_int_equal(code, 70);
	assert_non_null(strstr(text, "bug: dies: 1 + 1 == 3\n"));
	assert_non_null(strstr(text, "bug: while reading layer 3\n"));
	/* never "clean", and never silent either */
	caught(dies_quietly, text, sizeof(text), &code);
	assert_int_equal(code, 70);
	assert_non_null(strstr(text, "bug: gone"));
}

static void progress(void)
{
	progress_begin("reading");
	progress_update(1, 2);
	usleep(1200000); /* a terminal would show it after a second */
	progress_update(2, 2);
	progress_end();
}

static void progress_only_on_terminals(void **state)
{
	(void)state;
	char text[100];
	int code;
	caught(progress, text, sizeof(text), &code);
	assert_string_equal(text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(levels),
		cmocka_unit_test(one_line_each),
		cmocka_unit_test(death),
		cmocka_unit_test(progress_only_on_terminals),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
