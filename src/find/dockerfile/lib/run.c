/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What rules ask of one RUN, and what stands before it.
 *
 * Three questions decide whether a finding is one. Is what a command leaves behind still there at the end of the
 * layer (a later command of the same RUN deleted it, or a mount kept it out)? Was something said earlier that
 * changes the meaning (a configuration file, ENV, an exported variable)? And does the script hide something that
 * the reader could not resolve? Where the answer is not known, the rules are silent.
 *
 * Must stay true:
 *  - Only what stands behind a command in the same instruction cleans up after it: a deletion in another layer
 *    hides the bytes and keeps them.
 *  - Walking back goes through FROM stage, ends at an image, and always ends.
 */
#include "find/dockerfile/lib/run.h"

#include "find/dockerfile/lib/family.h"

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

struct run run_of(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	return (struct run){ l, b, lint_file(l), at, i, &b->scripts[at] };
}

struct lint_finding *run_report(const struct run *r, size_t command, struct str message)
{
	struct span span = df_command_span(r->build, r->at, &r->script->commands.p[command]);
	return lint_report(r->lint, r->at, span, "%.*s", STRF(message));
}

bool run_previous(const struct df_build *b, uint32_t *at, unsigned *steps)
{
	if (++*steps > RUN_LOOK_BACK)
		return false;
	uint32_t stage = b->file->instructions.p[*at].stage;
	if (stage >= b->stages.n)
		return false;
	if (*at > b->stages.p[stage].first) {
		--*at;
		return true;
	}
	uint32_t parent = b->stages.p[stage].parent;
	if (parent >= stage || b->stages.p[parent].last <= b->stages.p[parent].first)
		return false;
	*at = b->stages.p[parent].last - 1;
	return true;
}

static bool says(const struct df_instruction *i, const char *word)
{
	struct str w = str_of(word);
	if (str_has(i->text, w))
		return true;
	for (size_t n = 0; n < i->heredocs.n; n++)
		if (str_has(i->heredocs.p[n].content, w))
			return true;
	return false;
}

bool run_was_said(const struct run *r, const char *const *words)
{
	uint32_t at = r->at;
	unsigned steps = 0;
	do {
		const struct df_instruction *i = &r->file->instructions.p[at];
		if (i->kind != DF_RUN && i->kind != DF_COPY && i->kind != DF_ADD)
			continue;
		size_t n = 0;
		while (words[n] && says(i, words[n]))
			n++;
		if (!words[n])
			return true;
	} while (run_previous(r->build, &at, &steps));
	return false;
}

static bool assigned_in(const struct sh_command *c, struct str name, struct str *out)
{
	for (size_t n = c->assignments.n; n-- > 0;) {
		if (str_eq(c->assignments.p[n].name, name)) {
			*out = c->assignments.p[n].value.text;
			return true;
		}
	}
	return false;
}

/* export NAME=value */
static bool exported_in(const struct sh_command *c, struct str name, struct str *out)
{
	if (!sh_word_is(c, 0, "export"))
		return false;
	for (size_t n = 1; n < c->words.n; n++) {
		struct str head, value;
		if (str_cut(c->words.p[n].text, '=', &head, &value) && str_eq(head, name)) {
			*out = value;
			return true;
		}
	}
	return assigned_in(c, name, out);
}

bool run_variable(const struct run *r, size_t command, struct str name, struct str *out)
{
	if (assigned_in(&r->script->commands.p[command], name, out))
		return true;
	size_t first = command > RUN_LOOK_AROUND ? command - RUN_LOOK_AROUND : 0;
	for (size_t n = command; n-- > first;) {
		const struct sh_command *c = &r->script->commands.p[n];
		if (exported_in(c, name, out) || (c->words.n == 0 && assigned_in(c, name, out)))
			return true;
	}
	bool unknown = false;
	struct arena *a = lint_arena(r->lint);
	struct str value =
		df_resolve(r->build, r->at, str_printf(a, "${%.*s}", STRF(name)), &unknown);
	if (unknown || value.n == 0)
		return false;
	*out = value;
	return true;
}

bool run_is_root(const struct run *r)
{
	struct str user = r->build->states[r->at].user;
	str_cut(user, ':', &user, NULL);
	if (user.n == 0)
		return base_image_of(r->build, r->instruction->stage).is_root;
	return str_is(user, "root") || str_is(user, "0");
}

/* ---- paths ---- */

/* Without the glob in its end, and without slashes there: "/x/lists/" + "*" is "/x/lists". */
static struct str folder_of(struct str path)
{
	size_t slash = str_rfind_char(path, '/');
	if (slash != SIZE_MAX && str_find_char(str_from(path, slash), '*') != SIZE_MAX)
		path = str_slice(path, 0, slash);
	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	return path;
}

static bool is_inside(struct str folder, struct str whole)
{
	return str_eq(folder, whole) ||
	       (str_starts(folder, whole) && str_starts(str_from(folder, whole.n), STR("/")));
}

/* `path` ends in the first parts of "~/a/b/c": /root/a, $HOME/a/b. */
static bool covers_in_home(struct str path, struct str parts)
{
	for (size_t n = 1; n <= parts.n; n++) {
		if (n < parts.n && parts.p[n] != '/')
			continue;
		struct str head = str_slice(parts, 0, n);
		if (path.n > n && str_ends(path, head) && path.p[path.n - n - 1] == '/')
			return true;
	}
	return false;
}

static bool covers(struct str path, const char *folder)
{
	struct str whole = str_of(folder);
	path = folder_of(path);
	if (path.n == 0)
		return false;
	if (str_starts(whole, STR("~/")))
		return covers_in_home(path, str_from(whole, 2));
	return path.n > 1 && is_inside(whole, path);
}

bool path_covers(struct str path, const char *folder)
{
	size_t open = str_find_char(path, '{');
	struct str head, tail, list, one;
	if (open == SIZE_MAX || (open && path.p[open - 1] == '$') ||
	    !str_cut(str_from(path, open + 1), '}', &list, &tail))
		return covers(path, folder);
	/* /var/lib/{apt,dpkg}/lists: the shell makes a path of each; paths longer than this are none */
	head = str_slice(path, 0, open);
	while (str_next(&list, ',', &one)) {
		char text[256];
		if (head.n + one.n + tail.n > sizeof(text))
			return false;
		memcpy(text, head.p, head.n);
		if (one.n)
			memcpy(text + head.n, one.p, one.n);
		if (tail.n)
			memcpy(text + head.n + one.n, tail.p, tail.n);
		if (covers(str_make(text, head.n + one.n + tail.n), folder))
			return true;
	}
	return false;
}

static bool any_covers(struct str path, const char *const *folders)
{
	for (; *folders; folders++)
		if (path_covers(path, *folders))
			return true;
	return false;
}

static bool deletes(const struct sh_command *c, const char *const *folders)
{
	struct str name = sh_name(c);
	bool find = str_is(name, "find");
	if (find && !sh_has_arg(c, "-delete") && !sh_has_arg(c, "rm"))
		return false;
	if (!find && !str_is(name, "rm"))
		return false;
	for (size_t n = 1; n < c->words.n; n++) {
		struct str path = c->words.p[n].text;
		if (find && str_starts(path, STR("-")))
			return false;
		if (!str_starts(path, STR("-")) && any_covers(path, folders))
			return true;
	}
	return false;
}

size_t run_last_deletion(const struct run *r, const char *const *folders)
{
	for (size_t n = r->script->commands.n; n-- > 0;)
		if (deletes(&r->script->commands.p[n], folders))
			return n;
	return 0;
}

bool run_deletes(const struct run *r, size_t command, const char *const *folders)
{
	return command < run_last_deletion(r, folders);
}

/* ---- mounts ---- */

static struct str mount_key(struct str mount, const char *key)
{
	struct str part, name, value;
	while (str_next(&mount, ',', &part))
		if (str_cut(part, '=', &name, &value) && str_eq_nocase(name, str_of(key)))
			return value;
	return STR("");
}

bool run_has_mount(const struct run *r, const char *type)
{
	for (size_t n = 0; n < r->instruction->flags.n; n++) {
		const struct df_flag *flag = &r->instruction->flags.p[n];
		if (str_is(flag->name, "mount") && str_is(mount_key(flag->value, "type"), type))
			return true;
	}
	return false;
}

bool run_is_mounted(const struct run *r, const char *const *folders)
{
	for (size_t n = 0; n < r->instruction->flags.n; n++) {
		const struct df_flag *flag = &r->instruction->flags.p[n];
		if (!str_is(flag->name, "mount"))
			continue;
		struct str type = mount_key(flag->value, "type");
		if (!str_is(type, "cache") && !str_is(type, "tmpfs"))
			continue;
		struct str target = STR("");
		const char *const *keys = LIST("target", "dst", "destination");
		for (size_t k = 0; keys[k] && target.n == 0; k++)
			target = mount_key(flag->value, keys[k]);
		bool unknown = false;
		target = df_resolve(r->build, r->at, target, &unknown);
		for (size_t k = 0; folders[k]; k++)
			if (path_covers(target, folders[k]))
				return true;
	}
	return false;
}

struct str run_enumerate(struct arena *a, const struct str *items, size_t n)
{
	static const struct str none = STR_INIT("");
	struct str out = none;
	size_t most = n <= 4 ? n : 3;
	for (size_t k = 0; k < most; k++) {
		const char *joint = k == 0 ? "" : k + 1 == n ? " and " : ", ";
		struct str item = items[k].n > 60 ? str_slice(items[k], 0, 60) : items[k];
		out = str_printf(a, "%.*s%s%.*s", STRF(out), joint, STRF(item));
	}
	if (n > most)
		out = str_printf(a, "%.*s and %zu more", STRF(out), n - most);
	return out;
}
