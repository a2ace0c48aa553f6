/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One RUN as rules about its commands see it, and the edits they make in it.
 */
#pragma once

#include "find/dockerfile/lib/manager.h"

struct run {
	struct lint *lint;
	const struct df_build *build;
	const struct dockerfile *file;
	uint32_t at; /* index of the instruction */
	const struct df_instruction *instruction;
	const struct sh_script *script; /* empty when its shell is not judged */
};

struct run run_of(struct lint *l, uint32_t at, const struct df_instruction *i);

/* The package manager that the n-th command calls, when it is `id`. */
static inline bool run_calls(const struct run *r, size_t n, enum manager_id id,
			     struct manager_call *out)
{
	return manager_is(r->lint, r->at, n, id, out);
}

/* A finding at a command; the message is copied. */
struct lint_finding *run_report(const struct run *r, size_t command, struct str message);

/*
 * The instruction before this one, along FROM stage too; false at the beginning. *steps starts at 0 and counts: who
 * looks back for every command of a hostile file gives up after RUN_LOOK_BACK instructions.
 */
#define RUN_LOOK_BACK 128
bool run_previous(const struct df_build *b, uint32_t *at, unsigned *steps);

/* How many commands around one are looked at for what they do to it. */
#define RUN_LOOK_AROUND 256

/*
 * Does this instruction, or one before it, say all of the words (NULL-terminated)? For configuration that is
 * written into files: "snapshot.debian.org" in sources.list, "Install-Recommends" in apt.conf.
 */
bool run_was_said(const struct run *r, const char *const *words);

/* The same for a question that is asked at every command of a RUN: the answer is kept. */
struct run_answer {
	bool asked, yes;
};
static inline bool run_was_said_once(const struct run *r, const char *const *words,
				     struct run_answer *answer)
{
	if (!answer->asked)
		*answer = (struct run_answer){ true, run_was_said(r, words) };
	return answer->yes;
}

/* Does it run as root, as far as USER and the base image are known? */
bool run_is_root(const struct run *r);

/*
 * A variable as the command sees it: its own assignments, what the script assigned or exported before it, ENV
 * and ARG. False when it is not set or not known.
 */
bool run_variable(const struct run *r, size_t command, struct str name, struct str *out);

/* Is one of the folders kept out of the layer by --mount=type=cache or tmpfs? "~/x" is x in any home. */
bool run_is_mounted(const struct run *r, const char *const *folders);

/* Does the path, a glob in its end allowed, take the whole folder? */
bool path_covers(struct str path, const char *folder);

/*
 * How many commands stand before the last one that deletes one of the folders, or what is in it; 0 when none does.
 * What a command with a smaller index left there is gone.
 */
size_t run_last_deletion(const struct run *r, const char *const *folders);

/* Does a command behind `command` delete one of the folders, or what is in it? */
bool run_deletes(const struct run *r, size_t command, const char *const *folders);

/* Any mount of this type: "ssh". */
bool run_has_mount(const struct run *r, const char *type);

/* ---- edits; each returns false, and adds nothing, where it is not certain ---- */

/* May words of this RUN be changed at all? Not in JSON, not when a part of it could not be read. */
bool run_is_editable(const struct run *r);

/* Inserts text behind, or in front of, a word of a command. */
bool run_insert_behind(const struct run *r, struct lint_finding *n, const struct sh_word *w,
		       struct str text);
bool run_insert_before(const struct run *r, struct lint_finding *n, const struct sh_word *w,
		       struct str text);
bool run_replace_word(const struct run *r, struct lint_finding *n, const struct sh_word *w,
		      struct str text);

/* Adds "&& command" behind the last command, in the style of the lines around it. */
bool run_append(const struct run *r, struct lint_finding *n, struct str command);

/* Takes a command and the && behind it out; there must be one behind it. */
bool run_drop(const struct run *r, struct lint_finding *n, size_t command);

/* Where an instruction is inserted in front of this one: above the comments that speak of it. */
uint32_t run_line_above(const struct run *r);

/* The next instruction is a RUN of the same stage with the same flags. */
bool run_next(const struct run *r, struct run *out);

/* Makes one instruction of this one and the next, when that cannot change what they do. */
bool run_merge(const struct run *r, const struct run *next, struct lint_finding *n);

/* The end of a command with its redirections, as an offset of the script. */
uint32_t run_command_end(const struct sh_command *c);

/* "curl, git and 3 more" */
struct str run_enumerate(struct arena *a, const struct str *items, size_t n);
