/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <errno.h>

static void sets_and_wraps(void **state)
{
	(void)state;
	struct fault f = { 0 };
	assert_int_equal(fault_set(&f, E_CORRUPT, "field without a colon"), E_CORRUPT);
	assert_int_equal(f.code, E_CORRUPT);
	assert_int_equal(fault_in(&f, E_CORRUPT, "line %d", 88), E_CORRUPT);
	assert_int_equal(fault_in(&f, E_CORRUPT, "layer %d: %s", 3, "status"), E_CORRUPT);
	assert_string_equal(f.text, "layer 3: status: line 88: field without a colon");
	/* success passes through and says nothing */
	assert_int_equal(fault_in(&f, 0, "never"), 0);
	assert_int_equal(fault_in(&f, 1, "never"), 1);
	assert_string_equal(f.text, "layer 3: status: line 88: field without a colon");
	/* nobody reads it */
	assert_int_equal(fault_set(NULL, E_LIMIT, "x"), E_LIMIT);
	assert_int_equal(fault_in(NULL, E_LIMIT, "x"), E_LIMIT);
	assert_int_equal(fault_errno(NULL, ENOSPC, "x"), E_NOSPACE);
}

static void names_cannot_forge(void **state)
{
	(void)state;
	struct fault f;
	fault_set(&f, E_IO, "a\nb\x1b[31m\x7f\xc2\x9bz");
	for (const char *p = f.text; *p; p++)
		assert_true((unsigned char)*p >= 0x20 && *p != 0x7f);
	assert_null(strstr(f.text, "\xc2\x9b")); /* a control sequence in one character */
	fault_set(&f, E_IO, "x");
	fault_in(&f, E_IO, "%s", "na\rme\n");
	assert_string_equal(f.text, "na?me?: x");
	fault_set(&f, E_IO, "\xe4\xb8\xad");
	assert_string_equal(f.text, "\xe4\xb8\xad");
}

static void long_texts_are_cut(void **state)
{
	(void)state;
	struct fault f;
	char text[2000];
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	fault_set(&f, E_IO, "inner %s", text);
	assert_int_equal(strlen(f.text), sizeof(f.text) - 1);
	fault_in(&f, E_IO, "outer");
	assert_int_equal(strlen(f.text), sizeof(f.text) - 1);
	assert_int_equal(strncmp(f.text, "outer: inner xxx", 16), 0);
	/* a context without end does not push the message out */
	fault_set(&f, E_IO, "why");
	fault_in(&f, E_IO, "%s", text);
	assert_string_equal(f.text, "why");
	fault_errno(&f, ENOENT, "%s", text);
	assert_int_equal(strlen(f.text), sizeof(f.text) - 1);
}

static void codes(void **state)
{
	(void)state;
	static const struct {
		int err, code;
	} cases[] = {
		{ ENOSPC, E_NOSPACE }, { EDQUOT, E_NOSPACE },  { EACCES, E_DENIED },
		{ EPERM, E_DENIED },   { ENOENT, E_NOTFOUND }, { ENOTDIR, E_NOTFOUND },
		{ EIO, E_IO },	       { EISDIR, E_IO },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fault f;
		assert_int_equal(fault_errno(&f, cases[i].err, "x"), cases[i].code);
		assert_int_equal(f.code, cases[i].code);
		assert_true(strncmp(f.text, "x: ", 3) == 0 && f.text[3]);
	}
	assert_int_equal(fault_scope(E_CORRUPT), SCOPE_LOCAL);
	assert_int_equal(fault_scope(E_NET), SCOPE_STAGE);
	assert_int_equal(fault_scope(E_IO), SCOPE_FATAL);
	assert_int_equal(fault_scope(12345), SCOPE_BUG); /* what nobody knows is never harmless */
	assert_string_equal(fault_name(E_TRUNCATED), "truncated");
	assert_string_equal(fault_name(12345), "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_and_wraps),
		cmocka_unit_test(names_cannot_forge),
		cmocka_unit_test(long_texts_are_cut),
		cmocka_unit_test(codes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
