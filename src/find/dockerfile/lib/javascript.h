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
