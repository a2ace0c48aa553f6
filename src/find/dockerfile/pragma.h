/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What comments and directives say to the linter:
 *
 *     # hadolint ignore=DL3008,SC2086 # why           the next instruction, or the one it stands in
 *     # hadolint stage ignore=DL3008                  the stage of the next instruction
 *     # hadolint global ignore=DL3008                 the file
 *     # hadolint shell=powershell                     up to the end of the stage
 *     # check=skip=StageNameCasing,all;error=true     the file; a parser directive
 *     # seaworthy [global|stage] ignore=ID[,ID] [until=2027-01-31] [because …]
 *
 * Any id or alias names a rule, in any case. What hadolint's pragmas name and nobody here knows is
 * passed over in silence (SC2086 is for shellcheck); seaworthy's own are held to their word.
 */
#pragma once

#include "find/dockerfile/rules.h"

enum pragma_scope {
	PRAGMA_INSTRUCTION,
	PRAGMA_STAGE,
	PRAGMA_FILE,
};

/* One rule of one pragma. An alias that several rules share gives several, with the same `named`. */
struct pragma_ignore {
	uint32_t rule;	  /* LINT_NO_RULE: named, but there is none */
	struct str named; /* as it is written */
	struct span span; /* of the comment */
	enum pragma_scope scope;
	uint32_t at;	  /* the instruction or stage; DF_GLOBAL when nothing follows */
	struct str until; /* "2027-01-31"; empty when it does not end */
	bool own;	  /* seaworthy's: reported when unused, expired or unknown */
	bool bad_date, used;
	uint32_t next; /* of the same rule: index + 1 */
};

struct pragma_shell {
	uint32_t from, to; /* instructions [from, to) */
	enum df_shell shell;
};

struct pragmas {
	VEC(struct pragma_ignore) ignores;
	VEC(struct pragma_shell) shells;
	bool skip_build_checks;	      /* check=skip=all */
	bool build_checks_are_errors; /* check=error=true */
	bool over;		      /* there are more than LIMIT_LINT_PRAGMAS */
};

void pragmas_read(struct arena *a, const struct dockerfile *d, const struct lint_rules *rules,
		  struct pragmas *out);

/* The first instruction that ends behind the offset; DF_GLOBAL when there is none. */
uint32_t pragma_instruction_at(const struct dockerfile *d, uint32_t offset);

/* "YYYY-MM-DD" */
bool pragma_is_date(struct str s);
