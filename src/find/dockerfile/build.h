/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a Dockerfile builds: stages as a graph, and the state at each instruction (user, folder,
 * environment, shell), inherited along FROM stage. Rules ask this, not the raw instructions.
 */
#pragma once

#include "find/dockerfile/ast.h"
#include "find/dockerfile/shell.h"

enum df_shell {
	DF_SHELL_POSIX,	     /* sh, bash, ash, dash, zsh, ksh: judged */
	DF_SHELL_POWERSHELL, /* left alone */
	DF_SHELL_CMD,
	DF_SHELL_OTHER,
};

/* An image reference taken apart: registry/repository:tag@digest. */
struct df_reference {
	struct str registry;	/* "docker.io" when not written */
	struct str repository;	/* "library/debian" in full */
	struct str name;	/* the last component: "debian" */
	struct str tag, digest; /* empty when not written */
	bool registry_written;
	bool unknown; /* holds a variable that nothing resolves */
};

struct df_stage {
	uint32_t index;
	const struct df_instruction *from;
	struct str name; /* AS name, as written; empty */
	struct str base; /* the reference with known ARGs expanded */
	struct df_reference reference;
	uint32_t parent; /* the stage it is FROM, or DF_GLOBAL */
	bool scratch;
	uint32_t first, last; /* instructions [first, last): FROM is first */
	bool needed;	      /* the target needs it: by FROM, COPY --from or RUN --mount=from */
	bool final;	      /* it is the target */
	uint32_t root; /* the stage at the other end of the chain of FROMs: its base is an image */
	bool ships;    /* it is the target, or what that is FROM: only their content ships */
	struct str platform;	  /* --platform value */
	enum df_shell shell_kind; /* at its end */
	/* at its end, inherited: */
	const struct df_instruction *user, *workdir, *cmd, *entrypoint, *healthcheck;
};

/* The state just before an instruction runs. */
struct df_state {
	struct str user;    /* as last set; empty: the base's, unknown (root in practice) */
	struct str workdir; /* absolute; empty when unknown */
	bool workdir_known;
	enum df_shell shell;
	bool pipefail; /* SHELL has -o pipefail */
};

struct df_build {
	const struct dockerfile *file;
	struct arena *arena;
	VEC(struct df_stage) stages;
	uint32_t target;	 /* index; DF_GLOBAL when there is no stage */
	struct df_state *states; /* parallel to file->instructions */
	struct sh_script *
		scripts; /* parallel: RUN (shell form and exec-form sh -c), CMD, ENTRYPOINT, HEALTHCHECK CMD;
				      * empty for others and for shells that are not judged */
	uint32_t *
		script_from; /* parallel: 0 script offsets map through the instruction's text; else the
				      * source offset at which a here-document's body begins, plus one */
	struct df_script_map *script_maps; /* parallel: how offsets go when neither is true */
	struct df_scope *scope;		   /* what ARG and ENV say */
	uint64_t *walked;		   /* of lib/ship.c: what all walks have cost */
	bool has_ignore;		   /* there is a .dockerignore */
	bool ignore_unknown;		   /* there may be one: nobody could look */
	struct str ignore_text;
	bool has_context; /* as in the options: file names of the build context */
	const char *const *context;
};

struct df_options {
	const char *target;	       /* --target, NULL: the last stage */
	const char *const *build_args; /* "NAME=value", NULL-terminated */
	bool has_context;	       /* file names of the build context are known */
	const char *const
		*context; /* normalised paths, sorted, NULL-terminated; folders end with '/' */
	bool has_ignore;
	bool ignore_unknown; /* nobody could look whether there is one */
	struct str ignore;   /* content of .dockerignore */
	const char *shell; /* in which every stage begins: "powershell"; NULL: as the base has it */
};

/* Pieces of a script's text that stand together in the source; none: script_from says it. */
struct df_script_map {
	const struct df_piece *p;
	size_t n;
};

/* E_USAGE when the target does not exist. */
int df_build(struct arena *a, const struct dockerfile *d, const struct df_options *options,
	     struct df_build *out, struct fault *f);

/* An offset in scripts[i].text → the source. */
uint32_t df_script_offset(const struct df_build *b, uint32_t instruction, uint32_t script_offset);

/* The span of a command or word in the source. */
struct span df_command_span(const struct df_build *b, uint32_t instruction,
			    const struct sh_command *c);
struct span df_word_span(const struct df_build *b, uint32_t instruction, const struct sh_word *w);

/* Expands ARG and ENV that are known at this instruction. *out_unknown: something stays. */
struct str df_resolve(const struct df_build *b, uint32_t instruction, struct str word,
		      bool *out_unknown);

/*
 * The stage that --from or from= names here: earlier ones by name (case does not count) or number.
 * DF_GLOBAL when it is none of them: an image, or a mistake.
 */
uint32_t df_find_stage(const struct df_build *b, uint32_t instruction, struct str name);

/* What a program that is named in SHELL, or in the first line of a script, is. */
enum df_shell df_shell_kind(struct str program);

/*
 * Takes a reference apart. False when it is none. One that holds variables is unknown; its parts are then
 * what stands between the separators outside of them.
 */
bool df_reference_parse(struct arena *a, struct str text, struct df_reference *out);

/* Patterns of .dockerignore (Docker's rules: **, !, trailing slashes, case): is the path left out? */
bool df_ignored(struct str ignore_text, struct str path);
