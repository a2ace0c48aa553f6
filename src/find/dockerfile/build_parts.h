/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of df_build(), for each other: what ARG and ENV say (build_scope.c), and the scripts of
 * instructions (build_script.c).
 */
#pragma once

#include "base/map.h"
#include "find/dockerfile/build.h"

/* One ARG or ENV of a name; it counts for the instructions behind `instruction`. */
struct df_definition {
	uint32_t instruction;
	uint32_t stage; /* DF_GLOBAL: an ARG before the first FROM */
	bool env;
	bool known;	  /* its value is */
	bool set;	  /* it has one: ARG NAME alone has none */
	struct str value; /* in full when known */
};

/* Of one name, in the order of instructions. */
struct df_definitions {
	VEC(struct df_definition) arg, env;
};

/* The stages of one name, ascending. */
struct df_namesakes {
	VEC(uint32_t) stages;
};

struct df_scope {
	struct map names; /* → all */
	VEC(struct df_definitions) all;
	struct map build_args; /* → values */
	VEC(struct str) values;
	struct map stage_names; /* in lower case → namesakes */
	VEC(struct df_namesakes) namesakes;
	size_t grown; /* bytes by which expansions were longer than what is written */
};

/* The last stage of this name, or with this number, in front of the stage `before`; or DF_GLOBAL. */
uint32_t df_earlier_stage(const struct df_build *b, struct str name, uint32_t before,
			  bool by_number);

void df_scope_init(struct df_build *b, const struct df_options *options);

/* Takes note of an ARG or ENV; everything in front of it has been noted. */
void df_scope_define(struct df_build *b, uint32_t instruction);

/* Fills scripts, script_from and script_maps of one instruction whose state is known. Resets `scratch`. */
void df_read_script(struct df_build *b, struct arena *scratch, uint32_t instruction);

/* Is the word of SHELL that switches pipefail on among these? */
bool df_has_pipefail(const struct df_word *words, size_t n);

/* The shell that SHELL names. */
enum df_shell df_shell_of(const struct df_word *words, size_t n);
