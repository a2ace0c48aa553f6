/* SPDX-License-Identifier: Apache-2.0 */
#include "find/lib/git_path.h"

#include "base/path.h"

static bool is_hex(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_digit(s.p[i]) && !(s.p[i] >= 'a' && s.p[i] <= 'f'))
			return false;
	return s.n > 0;
}

/* The repository is what stands before `name`. */
static struct git_path below(struct str path, size_t name_at, enum git_path_kind kind)
{
	return (struct git_path){
		.kind = kind,
		.repository = str_slice(path, 0, name_at ? name_at - 1 : 0),
		.name = str_from(path, name_at),
	};
}

/* objects/ab/cdef…, and what writing one left when it broke off */
static struct git_path loose_path(struct str path, size_t objects_at, struct str folder,
				  struct str base)
{
	bool whole = (base.n == 38 || base.n == 62) && is_hex(base);
	if (folder.n != 2 || !is_hex(folder) || (!whole && !str_starts(base, STR("tmp_obj_"))))
		return (struct git_path){ 0 };
	struct git_path p = below(path, objects_at, GIT_PATH_LOOSE);
	p.sha256 = base.n == 62;
	p.id = whole ? base : STR("");
	return p;
}

static struct git_path pack_path(struct str path, size_t objects_at, struct str base)
{
	static const char *const derived[] = { ".idx", ".rev", ".bitmap", ".mtimes" };
	if (str_ends(base, STR(".pack")) || str_starts(base, STR("tmp_pack_"))) {
		struct git_path p = below(path, objects_at, GIT_PATH_PACK);
		p.sha256 = base.n == sizeof("pack-.pack") - 1 + 64;
		return p;
	}
	bool is_derived = str_starts(base, STR("multi-pack-index")) ||
			  str_starts(base, STR("tmp_idx_")) || str_starts(base, STR("tmp_rev_"));
	for (size_t i = 0; i < ARRAY_LEN(derived); i++)
		is_derived |= str_starts(base, STR("pack-")) && str_ends(base, str_of(derived[i]));
	return below(path, objects_at, is_derived ? GIT_PATH_AUXILIARY : GIT_PATH_OTHER);
}

/* DIR/objects/FOLDER/BASE */
static struct git_path object_path(struct str path, struct str dir, struct str base)
{
	struct str folder = path_base(dir), parent = path_dir(dir);
	if (!str_eq(path_base(parent), STR("objects")))
		return (struct git_path){ 0 };
	size_t at = parent.n - (sizeof("objects") - 1);
	if (str_eq(folder, STR("pack")))
		return pack_path(path, at, base);
	if (str_eq(folder, STR("info")) && str_eq(base, STR("commit-graph")))
		return below(path, at, GIT_PATH_AUXILIARY);
	return loose_path(path, at, folder, base);
}

/* A worktree has its own HEAD in worktrees/NAME; everything else is the repository's. */
static struct git_path head_path(struct str path, struct str dir)
{
	struct str parent = path_dir(dir);
	struct str above = path_base(parent);
	if (str_eq(path_base(dir), STR("logs")) || str_eq(above, STR("logs")) ||
	    str_has(dir, STR("refs/remotes")))
		return (struct git_path){ 0 };
	if (str_eq(above, STR("worktrees")))
		return below(path, parent.n - (sizeof("worktrees") - 1), GIT_PATH_HEAD);
	return below(path, dir.n ? dir.n + 1 : 0, GIT_PATH_HEAD);
}

static struct git_path branch_path(struct str path)
{
	static const struct str marker = STR_INIT("refs/heads/");
	size_t at = str_find(path, marker);
	if (at == SIZE_MAX || (at > 0 && path.p[at - 1] != '/') ||
	    str_eq(path_base(str_slice(path, 0, at ? at - 1 : 0)), STR("logs")))
		return (struct git_path){ 0 };
	return below(path, at, GIT_PATH_BRANCH);
}

struct git_path git_path_of(struct str path)
{
	struct str base = path_base(path), dir = path_dir(path);
	size_t base_at = path.n - base.n;
	if (str_eq(base, STR("HEAD")))
		return head_path(path, dir);
	if (str_eq(base, STR("packed-refs")))
		return below(path, base_at, GIT_PATH_PACKED_REFS);
	if (str_eq(base, STR("config")))
		return below(path, base_at, GIT_PATH_CONFIG);
	struct git_path p = object_path(path, dir, base);
	if (p.kind != GIT_PATH_OTHER)
		return p;
	if (str_eq(path_base(dir), STR("commit-graphs")) &&
	    str_ends(path_dir(dir), STR("objects/info")))
		return below(path, path_dir(dir).n - (sizeof("objects/info") - 1),
			     GIT_PATH_AUXILIARY);
	return branch_path(path);
}

bool git_owns_path(struct str path)
{
	enum git_path_kind kind = git_path_of(path).kind;
	return kind == GIT_PATH_LOOSE || kind == GIT_PATH_PACK || kind == GIT_PATH_AUXILIARY;
}
