/* SPDX-License-Identifier: Apache-2.0 */
#include "find/lib/git_path.h"

#include "check.h"

#define HEX38 "34567890123456789012345678901234567890"
#define HEX62 HEX38 "abcdefabcdefabcdefabcdef"

static void check(const char *path, enum git_path_kind kind, const char *repository,
		  const char *name)
{
	struct git_path p = git_path_of(str_of(path));
	assert_int_equal(p.kind, kind);
	if (kind == GIT_PATH_OTHER)
		return;
	check_text(p.repository, repository);
	check_text(p.name, name);
}

static void test_objects(void **state)
{
	check("app/.git/objects/12/" HEX38, GIT_PATH_LOOSE, "app/.git", "objects/12/" HEX38);
	check("objects/12/" HEX38, GIT_PATH_LOOSE, "", "objects/12/" HEX38);
	check("a.git/objects/ab/" HEX62, GIT_PATH_LOOSE, "a.git", "objects/ab/" HEX62);
	assert_true(git_path_of(STR("a.git/objects/ab/" HEX62)).sha256);
	assert_false(git_path_of(STR("a.git/objects/ab/" HEX38)).sha256);
	check("a/.git/objects/ab/tmp_obj_Xy12", GIT_PATH_LOOSE, "a/.git",
	      "objects/ab/tmp_obj_Xy12");
	check(".git/objects/pack/pack-12" HEX38 ".pack", GIT_PATH_PACK, ".git",
	      "objects/pack/pack-12" HEX38 ".pack");
	assert_true(git_path_of(STR("objects/pack/pack-12" HEX62 ".pack")).sha256);
	check("x/.git/modules/y/objects/pack/tmp_pack_abc", GIT_PATH_PACK, "x/.git/modules/y",
	      "objects/pack/tmp_pack_abc");
	check(".git/objects/pack/pack-1.idx", GIT_PATH_AUXILIARY, ".git",
	      "objects/pack/pack-1.idx");
	check(".git/objects/info/commit-graph", GIT_PATH_AUXILIARY, ".git",
	      "objects/info/commit-graph");
	check(".git/objects/info/commit-graphs/graph-1.graph", GIT_PATH_AUXILIARY, ".git",
	      "objects/info/commit-graphs/graph-1.graph");
}

static void test_refs(void **state)
{
	check("app/.git/HEAD", GIT_PATH_HEAD, "app/.git", "HEAD");
	check("HEAD", GIT_PATH_HEAD, "", "HEAD");
	check("app/.git/worktrees/w/HEAD", GIT_PATH_HEAD, "app/.git", "worktrees/w/HEAD");
	check("app/.git/logs/HEAD", GIT_PATH_OTHER, "", "");
	check("app/.git/refs/remotes/origin/HEAD", GIT_PATH_OTHER, "", "");
	check("app/.git/refs/heads/a/b", GIT_PATH_BRANCH, "app/.git", "refs/heads/a/b");
	check("app/.git/logs/refs/heads/a", GIT_PATH_OTHER, "", "");
	check("x.git/packed-refs", GIT_PATH_PACKED_REFS, "x.git", "packed-refs");
	check("app/.git/config", GIT_PATH_CONFIG, "app/.git", "config");
}

static void test_nothing_of_git(void **state)
{
	static const char *const paths[] = {
		"",
		"objects",
		"objects/12",
		"12/" HEX38,
		"objects/1G/" HEX38,
		"objects/12/" HEX38 ".file",
		"objects/123/" HEX38,
		"lfs/objects/ab/cd/" HEX62,
		"objects/pack/notes.txt",
		"usr/lib/x.pack",
		"app/.git/COMMIT_EDITMSG",
		"app/.git/index",
		"overrefs/heads/x",
	};
	for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
		check(paths[i], GIT_PATH_OTHER, "", "");
		assert_false(git_owns_path(str_of(paths[i])));
	}
	assert_false(git_owns_path(STR("app/.git/config")));
	assert_true(git_owns_path(STR("app/.git/objects/12/" HEX38)));
	assert_true(git_owns_path(STR("app/.git/objects/pack/multi-pack-index")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_objects),
		cmocka_unit_test(test_refs),
		cmocka_unit_test(test_nothing_of_git),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
