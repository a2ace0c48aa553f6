/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What reaches the image: the target and the stages it is FROM. Rules about the content of an image look
 * at these only; a compiler in a builder is no fault.
 */
#pragma once

#include "find/dockerfile/rule.h"

bool ship_reaches(const struct df_build *b, uint32_t stage);

/* The stage of an instruction; NULL before the first FROM. */
const struct df_stage *ship_stage(const struct df_build *b, uint32_t instruction);

/* The stage at the other end of the chain of FROMs: its base is an image. */
const struct df_stage *ship_root(const struct df_build *b, const struct df_stage *s);

/* Repository of the image at the root, "library/" left out; empty when it is not known. */
struct str ship_image(const struct df_build *b, const struct df_stage *s);

/*
 * Walks the instructions of a chain of stages from its root to `s`, up to `before` (exclusive; DF_GLOBAL for all):
 *
 *	struct ship_walk w;
 *	for (ship_walk_begin(&w, b, s, before); ship_walk_next(&w);)
 *		w.instruction, w.i
 *
 * All walks over one build together have a limit that only hostile files reach; then the walk ends early, and
 * `over` says that the question has no answer.
 */
struct ship_walk {
	const struct df_build *build;
	const struct df_stage **chain; /* from the stage itself to the root */
	uint32_t before, depth, next;
	bool over;
	uint32_t instruction;
	const struct df_instruction *i;
};

void ship_walk_begin(struct ship_walk *w, const struct df_build *b, const struct df_stage *s,
		     uint32_t before);
bool ship_walk_next(struct ship_walk *w);

/*
 * Is the image one to build or look around in, rather than to run a service? It starts nothing, on a base
 * that is no server either, or it starts a shell or a toolchain. Tools are what it is for.
 */
bool ship_is_workbench(const struct df_build *b);

/* Value of a variable at an instruction; empty when it has none or it is not known. */
struct str ship_variable(const struct df_build *b, uint32_t instruction, const char *name);
