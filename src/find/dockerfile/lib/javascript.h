/* SPDX-License-Identifier: Apache-2.0 */
/*
 * npm, yarn and pnpm: what an install command does, and whether an image needs its development tools.
 */
#pragma once

#include "find/dockerfile/rule.h"

enum js_tool {
	JS_NPM,
	JS_YARN,
	JS_PNPM,
};

/* An install of what the manifest lists (not of packages named on the line, not a global one). */
struct js_install {
	enum js_tool tool;
	size_t verb;	 /* index of "install"; 0 for a bare `yarn` */
	bool locked;	 /* npm ci, --frozen-lockfile, --immutable */
	bool omits_dev;	 /* --omit=dev, --production, --prod … */
	bool has_folder; /* works elsewhere: --prefix, --cwd, -C */
};

bool js_install_read(const struct sh_command *c, struct js_install *out);

/*
 * Are development dependencies left in the image by this install? Not when the environment says production, a
 * later command prunes them, or the image is made for development (CMD runs a watcher, tests).
 */
bool js_leaves_dev(const struct df_build *b, uint32_t instruction, const struct sh_command *c,
		   const struct js_install *install);

/* Does the chain of stages run development tools (npm run build, npx, tsc, jest)? */
bool js_stage_builds(const struct df_build *b, const struct df_stage *s);

/* Is this a command that compiles or tests? */
bool js_builds(const struct sh_command *c);

/* What the rules of one tool differ in. */
struct js_lock {
	enum js_tool tool;
	const char *const *files; /* NULL-terminated */
	const char *message;
	const char *reason;	/* of the repair, which adds --frozen-lockfile */
	const char *suggestion; /* where it is not certain */
};

/* Each install of the instruction that may change the lock file. */
void js_check_lock(struct lint *l, uint32_t instruction, const struct js_lock *lock);

/* Each install of this tool that leaves development dependencies in the image. */
void js_check_dev(struct lint *l, uint32_t instruction, enum js_tool tool, const char *suggestion);
