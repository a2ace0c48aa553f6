/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "check.h"

#include "base/limits.h"
#include "base/term.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

static void columns(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t columns;
	} cases[] = {
		{ "", 0 },
		{ "abc", 3 },
		{ "é", 1 },
		{ "e\xcc\x81", 1 },			       /* e and a combining acute */
		{ "漏洞", 4 },				       /* Han */
		{ "ｆｕｌｌ", 8 },			       /* fullwidth Latin */
		{ "ﾊﾝｶｸ", 4 },				       /* halfwidth Katakana */
		{ "한국", 4 },				       /* Hangul syllables */
		{ "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", 2 }, /* the same of conjoining letters */
		{ "🚢", 2 },				       /* ship */
		{ "👩\xe2\x80\x8d🚀", 4 },		       /* joined: its parts */
		{ "⚓", 2 },				       /* anchor: an emoji since 2005 */
		{ "→…", 2 },
		{ "\xf0\xa0\x80\x80", 2 }, /* plane 2 */
		{ "กำ", 2 },		   /* Thai with sara am */
		{ "נִקּוּד", 4 },		   /* Hebrew with points */
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (text_columns(str_of(cases[i].text)) != cases[i].columns) {
			print_error("%s: %zu, want %zu\n", cases[i].text,
				    text_columns(str_of(cases[i].text)), cases[i].columns);
			fail();
		}
	/* edges of ranges */
	assert_int_equal(char_columns(0x10ff), 1);
	assert_int_equal(char_columns(0x1100), 2);
	assert_int_equal(char_columns(0x3fffd), 2);
	assert_int_equal(char_columns(0x3fffe), 1);
	assert_int_equal(char_columns(0x10ffff), 1);
	assert_int_equal(char_columns(0x0300), 0);
	assert_int_equal(char_columns(0xe01ef), 0);
}

static void safety(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	static const struct {
		struct str text;
		const char *want;
	} cases[] = {
		{ STR_INIT("plain 漏洞 é"), "plain 漏洞 é" },
		{ STR_INIT("a\x1b[31mb"), "a<U+001B>[31mb" },
		{ STR_INIT("a\x00z"), "a<U+0000>z" },
		{ STR_INIT("a\xc2\x9b\x33"), "a<U+009B>3" },
		{ STR_INIT("a\r\n\tb"), "a b" },
		{ STR_INIT("x\xe2\x80\xaegpj.exe"), "x<U+202E>gpj.exe" },
		{ STR_INIT("x\xe2\x81\xa6y"), "x<U+2066>y" },
		{ STR_INIT("z\xe2\x80\x8bw"), "z<U+200B>w" },
		{ STR_INIT("t\xf3\xa0\x81\x81"), "t<U+E0041>" },
		{ STR_INIT("\xff\xfe"), "<FF><FE>" },
		{ STR_INIT("\xed\xa0\x80"), "<ED><A0><80>" },
		{ STR_INIT("\xc0\xaf"), "<C0><AF>" },
		{ STR_INIT("cut\xe6\xbc"), "cut<E6><BC>" },
		{ STR_INIT("\xf4\x90\x80\x80"), "<F4><90><80><80>" },
		{ STR_INIT("\x7f"), "<U+007F>" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str got = text_safe(a, cases[i].text);
		check_text(got, cases[i].want);
		check_str(text_safe(a, got), got); /* safe stays as it is */
	}
	struct str same = STR("unchanged");
	assert_ptr_equal(text_safe(a, same).p, same.p);
}

/* Whatever bytes come in: valid UTF-8 goes out, without controls, in bounded length. */
static void safety_of_anything(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	uint64_t seed = 1;
	char bytes[96];
	for (unsigned round = 0; round < 20000; round++) {
		arena_reset(a);
		size_t n = round % sizeof(bytes);
		for (size_t i = 0; i < n; i++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			bytes[i] = (char)(seed >> 56);
			if ((seed >> 40 & 3) == 0) /* lead bytes of what is refused */
				bytes[i] = "\xe2\x80\xae\x1b\xcc\x81"[(seed >> 32) % 6];
		}
		struct str s = text_safe(a, str_make(bytes, n)), rest = s, line;
		assert_true(str_is_utf8(s));
		uint32_t c;
		while (utf8_next(&rest, &c))
			assert_true(c >= 0x20 && (c < 0x7f || c > 0x9f) &&
				    !(c >= 0x202a && c <= 0x202e));
		size_t fit;
		struct str head = text_fit(s, n / 2, &fit);
		assert_true(fit <= n / 2 && text_columns(head) == fit && str_is_utf8(head));
		rest = s;
		size_t seen = 0, guard = 0;
		while (text_wrap(&rest, 1 + n % 40, &line)) {
			assert_true(guard++ < 1000);
			assert_true(line.n > 0);
			assert_true(str_is_utf8(line));
			seen += line.n;
		}
		assert_true(seen <= s.n);
		char copy[96];
		memcpy(copy, bytes, n);
		text_scrub(copy, n);
		for (size_t i = 0; i < n; i++)
			assert_true((unsigned char)copy[i] >= 0x20 && copy[i] != 0x7f);
		assert_true(str_is_utf8(str_make(copy, n)));
	}
	size_t big = (size_t)LIMIT_TEXT_SHOWN * 3;
	char *p = arena_bytes(a, big);
	memset(p, 'x', big);
	struct str s = text_safe(a, str_make(p, big));
	assert_true(s.n <= LIMIT_TEXT_SHOWN);
	assert_true(str_ends(s, STR("…")));
}

static void cutting(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	check_text(text_cut(a, STR("abcdef"), 6), "abcdef");
	check_text(text_cut(a, STR("abcdefg"), 6), "abcde…");
	check_text(text_cut(a, STR("漏洞漏洞"), 6), "漏洞…");
	check_text(text_cut(a, STR("漏洞漏洞"), 7), "漏洞漏…");
	check_text(text_cut(a, STR("abcdefg"), 0), "abcdefg");
	size_t n;
	check_text(text_fit(STR("e\xcc\x81x"), 1, &n), "e\xcc\x81");
	assert_int_equal(n, 1);
	check_text(text_fit(STR("漏洞"), 3, &n), "漏");
	assert_int_equal(n, 2);
}

static void wrap_is(const char *text, size_t width, const char *want)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 4096);
	struct str rest = str_of(text), line;
	while (text_wrap(&rest, width, &line)) {
		assert_true(width == 0 || text_columns(line) <= size_max(width, 2));
		buf_printf(&b, "%.*s|", STRF(line));
	}
	check_text(buf_str(&b), want);
}

static void wrapping(void **state)
{
	(void)state;
	wrap_is("one two three", 8, "one two|three|");
	wrap_is("one two three", 7, "one two|three|");
	wrap_is("one two three", 0, "one two three|");
	wrap_is("  one  ", 3, "one|");
	wrap_is("", 8, "");
	wrap_is("   ", 8, "");
	wrap_is("abcdefghij", 4, "abcd|efgh|ij|");
	wrap_is("usr/lib/x86_64/file", 10, "usr/lib/|x86_64/|file|");
	wrap_is("漏洞漏洞漏", 5, "漏洞|漏洞|漏|");
	wrap_is("漏洞", 1, "漏|洞|");
	wrap_is("发现漏洞，请升级", 8, "发现漏|洞，请升|级|"); /* no line begins with ， */
	wrap_is("COPY 支付网关 /bin", 10, "COPY 支付|网关 /bin|");
}

static void colour(void **state)
{
	(void)state;
	int master = posix_openpt(O_RDWR | O_NOCTTY);
	if (master < 0 || grantpt(master) || unlockpt(master))
		skip();
	int tty = open(ptsname(master), O_RDWR | O_NOCTTY);
	assert_true(tty >= 0);
	int pipe_fds[2];
	assert_int_equal(pipe(pipe_fds), 0);
	static const struct {
		const char *no_color, *force, *term;
		bool on_tty, on_pipe;
	} cases[] = {
		{ NULL, NULL, "xterm", true, false }, { NULL, NULL, "dumb", false, false },
		{ NULL, NULL, NULL, false, false },   { "1", NULL, "xterm", false, false },
		{ "", NULL, "xterm", true, false },   { NULL, "1", "dumb", true, true },
		{ NULL, "0", "xterm", true, false },  { "1", "1", "xterm", false, false },
		{ NULL, "", "xterm", true, false },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		static const char *const names[] = { "NO_COLOR", "CLICOLOR_FORCE", "TERM" };
		const char *values[] = { cases[i].no_color, cases[i].force, cases[i].term };
		for (size_t k = 0; k < 3; k++)
			if (values[k])
				setenv(names[k], values[k], 1);
			else
				unsetenv(names[k]);
		assert_int_equal(term_colour(tty), cases[i].on_tty);
		assert_int_equal(term_colour(pipe_fds[1]), cases[i].on_pipe);
	}
	setenv("NO_COLOR", "1", 1);
	term_colour_choose(TERM_ALWAYS);
	assert_true(term_colour(pipe_fds[1]));
	term_colour_choose(TERM_NEVER);
	assert_false(term_colour(tty));

	unsetenv("COLUMNS");
	struct winsize w = { .ws_row = 24, .ws_col = 57 };
	assert_int_equal(ioctl(tty, TIOCSWINSZ, &w), 0);
	assert_int_equal(term_width(tty), 57);
	assert_int_equal(term_width(pipe_fds[1]), 0);
	setenv("COLUMNS", "100", 1);
	assert_int_equal(term_width(tty), 100);
	assert_int_equal(term_width(pipe_fds[1]), 0);
	setenv("COLUMNS", "3", 1);
	assert_int_equal(term_width(tty), 20);
	setenv("COLUMNS", "wide", 1);
	assert_int_equal(term_width(tty), 57);
	close(tty);
	close(master);
	close(pipe_fds[0]);
	close(pipe_fds[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns),
		cmocka_unit_test(safety),
		cmocka_unit_test(safety_of_anything),
		cmocka_unit_test(cutting),
		cmocka_unit_test(wrapping),
		cmocka_unit_test(colour),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
