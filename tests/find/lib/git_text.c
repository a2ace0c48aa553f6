/* SPDX-License-Identifier: Apache-2.0 */
#include "find/lib/git_text.h"

#include "check.h"

#define ID "0123456789abcdef0123456789abcdef01234567"

static void test_commit(void **state)
{
	struct git_commit c;
	struct str text = STR("tree " ID "\nparent " ID "\nparent " ID
			      "\nauthor A > B <a@b> 1614849630 +0130\n"
			      "committer C <c@d> 1614849631 -0800\ngpgsig -----\n x\n\nmessage\n");
	assert_true(git_commit_parse(text, &c));
	assert_int_equal(c.parent_n, 2);
	assert_int_equal(c.author_time, 1614849630);
	assert_int_equal(c.author_zone, 90);
	assert_int_equal(c.committer_time, 1614849631);
	check_text(str_from(text, c.message_at), "message\n");
	assert_false(git_commit_parse(STR("parent " ID "\n\nx"), &c));
	assert_true(git_commit_parse(STR("tree " ID "\nauthor nobody\n"), &c));
	assert_int_equal(c.author_time, 0);
	assert_int_equal(c.message_at, 60);
}

static void test_tree(void **state)
{
	static const char tree[] = "100644 a b\0aaaaaaaaaaaaaaaaaaaa"
				   "40000 folder\0bbbbbbbbbbbbbbbbbbbb";
	struct rd r = rd_of(str_make(tree, sizeof(tree) - 1));
	struct git_tree_entry e;
	assert_true(git_tree_next(&r, 20, &e));
	assert_int_equal(e.mode, 0100644);
	check_text(e.name, "a b");
	assert_memory_equal(e.id.bytes, "aaaaaaaaaaaaaaaaaaaa", 20);
	assert_true(git_tree_next(&r, 20, &e));
	assert_int_equal(e.mode, 040000);
	assert_false(git_tree_next(&r, 20, &e));
	assert_false(r.bad);
	r = rd_of(str_make(tree, sizeof(tree) - 2));
	assert_true(git_tree_next(&r, 20, &e));
	assert_false(git_tree_next(&r, 20, &e));
	assert_true(r.bad);
}

static void test_time(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	check_text(git_time_text(a, 0, 0), "1970-01-01T00:00:00+00:00");
	check_text(git_time_text(a, 951782400, 0), "2000-02-29T00:00:00+00:00");
	check_text(git_time_text(a, 1614849630, 90), "2021-03-04T10:50:30+01:30");
	check_text(git_time_text(a, 1609459199, -480), "2020-12-31T15:59:59-08:00");
	check_text(git_time_text(a, 253402300799, 0), "9999-12-31T23:59:59+00:00");
	check_text(git_time_text(a, 253402300799, 1), "");
	check_text(git_time_text(a, INT64_MAX, 0), "");
	check_text(git_time_text(a, -1, 0), "");
	check_text(git_time_text(a, 0, -1), "");
}

static void test_remote(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	check_text(git_remote(a, STR("[core]\n\turl = x\n")), "");
	check_text(git_remote(a, STR("[remote \"up\"]\nurl=git@host:a/b.git\n")),
		   "git@host:a/b.git");
	check_text(git_remote(a, STR("[remote \"up\"]\nurl = https://up/x\n[remote \"origin\"]\n"
				     "URL = https://user:p@ss@host/x@y\n")),
		   "https://***@host/x@y");
	check_text(git_remote(a, STR("[remote \"origin\"]\nurl = https://token@host")),
		   "https://***@host");
}

static void test_symref(void **state)
{
	struct str name;
	assert_true(git_symref(STR("ref: refs/heads/main\n"), &name));
	check_text(name, "refs/heads/main");
	assert_false(git_symref(STR(ID "\n"), &name));
	assert_false(git_symref(STR("ref: \n"), &name));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commit), cmocka_unit_test(test_tree),
		cmocka_unit_test(test_time),   cmocka_unit_test(test_remote),
		cmocka_unit_test(test_symref),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
