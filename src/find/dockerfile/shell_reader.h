/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The insides of the shell reader (shell.c), shared by its parts: frames, the words under way, and what
 * each part offers the others. Nobody else includes this.
 */
#pragma once

#include "find/dockerfile/shell.h"

#define SH_NONE UINT32_MAX

enum sh_frame_kind {
	/* lists of commands */
	FRAME_TOP,
	FRAME_NESTED,	/* the argument of sh -c or eval, the here-document of sh */
	FRAME_BACKTICK, /* ` ` */
	FRAME_SUBSTITUTION,
	FRAME_SUBSHELL,
	FRAME_GROUP,
	FRAME_IF,
	FRAME_LOOP, /* while, until */
	FRAME_FOR,  /* for, select */
	FRAME_CASE,
	FRAME_LAST_LIST_ = FRAME_CASE,
	/* parts of a word */
	FRAME_QUOTE, /* " " */
	FRAME_BRACE, /* ${ } */
	FRAME_ARITHMETIC,
	FRAME_PARENTHESES, /* an array's values, a pattern's alternatives */
	FRAME_HEREDOC,	   /* a body in which variables and substitutions count */
};

enum sh_phase {
	PHASE_BODY,
	PHASE_CONDITION, /* between if and then, while and do */
	PHASE_HEADER,	 /* for NAME in WORDS, case WORD in */
	PHASE_PATTERN,	 /* of a case branch */
};

/* What becomes of the word that is being read. */
enum sh_target {
	TARGET_COMMAND,
	TARGET_REDIRECTION,
	TARGET_HEREDOC, /* the name that ends it */
	TARGET_NOTHING,
};

struct sh_reading {
	bool active;
	bool changed; /* the text is not what is written */
	bool quoted, variable, substitution, glob;
	bool bracket;	   /* an open [ */
	uint8_t brace;	   /* 1: an open {, 2: and a comma or .. behind it */
	uint32_t begin;	   /* in the current text */
	size_t characters; /* where its text begins in reader.characters */
	enum sh_target target;
};

/* The state of one list of commands. */
struct sh_list {
	unsigned flags;
	unsigned next_flags; /* of the compound command that follows: SH_FUNCTION */
	enum sh_join join;
	bool element;  /* the current element of the pipeline has begun */
	bool complete; /* … and was a compound command, which is over */
	bool negated;
	bool test;	  /* in [[ ]] */
	bool redirecting; /* the operator was read, its target is awaited: */
	enum sh_target target;
	uint32_t pipeline; /* SH_NONE between pipelines */
	uint32_t at;	   /* position in it */
	uint32_t first;	   /* the command with which the current and-or list began */
	uint32_t command;  /* under way, or SH_NONE */
	uint32_t end;	   /* of it so far, in the script */
	uint32_t header;   /* words of a for or case header so far */
	bool separated;	   /* its ; or newline was seen */
	size_t words, assignments, redirections; /* where those of the command begin */
	struct sh_reading word;
};

/* Where a place in the text being read lies in the script that was given. */
struct sh_map {
	bool exact;
	uint32_t shift;	     /* exact: add this */
	uint32_t begin, end; /* not exact: all of it is here */
};

struct sh_pending {
	uint32_t command, redirection; /* command SH_NONE: of a compound command, not kept */
	struct str name;
	bool strip_tabs, expand;
};

struct sh_source {
	struct str text;
	size_t at, end;
	struct sh_map map;
	size_t pending_from, pending_next; /* its share of reader.pending */
	bool bodies; /* behind a newline: the bodies of the pending ones stand here */
};

struct sh_frame {
	enum sh_frame_kind kind;
	enum sh_phase phase;
	bool raw;	/* what is inside is not collected: the whole is taken as it is written */
	bool in_quotes; /* ${ } within " " */
	bool statement; /* (( )) as a command */
	bool restore_pipefail; /* to the value before */
	bool pipefail;
	uint32_t begin; /* in the text in which it began */
	uint32_t depth; /* of parentheses within */
	uint32_t outer; /* the list around a list */
	unsigned flags; /* that all phases have */
	struct sh_list list;
	struct sh_source source; /* to return to; pending counts also for a substitution */
};

struct sh_background {
	uint32_t from, to; /* commands */
};

struct sh_reader {
	struct arena *arena;   /* for what is kept */
	struct arena *scratch; /* for what is open; may be the same */
	struct sh_script *out;
	struct sh_source source;
	VEC(struct sh_frame) frames;
	uint32_t list; /* the innermost list's frame */
	uint32_t substitutions, nested;
	uint32_t parentheses; /* frames that a ) could close */
	bool pipefail;
	bool full; /* a limit was reached: everything is closed where it stands */
	VEC(char) characters;
	VEC(struct sh_word) words; /* of all commands under way, the innermost last */
	VEC(struct sh_assignment) assignments;
	VEC(struct sh_redirection) redirections;
	VEC(struct sh_pending) pending;
	VEC(uint32_t) pipelines; /* their lengths */
	VEC(struct sh_background) background;
};

static inline struct sh_frame *sh_top(struct sh_reader *r)
{
	return &r->frames.p[r->frames.n - 1];
}

static inline struct sh_list *sh_list(struct sh_reader *r)
{
	return &r->frames.p[r->list].list;
}

/* The byte `ahead` of the next one; NUL behind the end. */
static inline char sh_peek(const struct sh_reader *r, size_t ahead)
{
	const struct sh_source *s = &r->source;
	return ahead < s->end - s->at ? s->text.p[s->at + ahead] : '\0';
}

static inline uint32_t sh_place(const struct sh_map *m, size_t at)
{
	return m->exact ? m->shift + (uint32_t)at : m->begin;
}

static inline uint32_t sh_place_end(const struct sh_map *m, size_t at)
{
	return m->exact ? m->shift + (uint32_t)at : m->end;
}

static inline bool sh_is_name_start(char c)
{
	return char_is_alpha(c) || c == '_';
}

static inline bool sh_is_name(char c)
{
	return char_is_alnum(c) || c == '_';
}

/* shell.c: frames. NULL when it is too deep: the current text is then given up. */
struct sh_frame *sh_push(struct sh_reader *r, enum sh_frame_kind kind);
void sh_pop(struct sh_reader *r);

/* Begins to read another text, up to `end`; the frame on top returns to the old one. */
void sh_enter(struct sh_reader *r, struct str text, size_t at, size_t end, struct sh_map map);

/* Reads `text` as a script of its own inside the current command. */
void sh_push_script(struct sh_reader *r, struct str text, struct sh_map map, bool new_shell,
		    bool pipefail);

void sh_reset_list(struct sh_reader *r, struct sh_list *l, unsigned flags);

/* shell_list.c: one step between words; the list on top is over. */
void sh_step_list(struct sh_reader *r);
void sh_end_list(struct sh_reader *r);

/* shell_redirect.c: false when there is none here; the next pending body. */
bool sh_read_redirection(struct sh_reader *r);
void sh_read_body(struct sh_reader *r);

/* shell_word.c: one step within a word, or within a part of one. */
void sh_begin_word(struct sh_reader *r, enum sh_target target);
void sh_step_word(struct sh_reader *r);
void sh_step_part(struct sh_reader *r);
void sh_emit(struct sh_reader *r, size_t from,
	     size_t to); /* as written, unless it is within ${ } */
bool sh_is_arithmetic(const struct sh_reader *r,
		      size_t from); /* does what began with (( end with ))? */

/* shell_command.c: a word is over, a command begins, is over. */
void sh_finish_word(struct sh_reader *r);
void sh_begin_element(struct sh_reader *r);
void sh_begin_command(struct sh_reader *r);
void sh_finish_command(struct sh_reader *r);
struct sh_word sh_take_word(struct sh_reader *r, const struct sh_reading *w);
bool sh_reads_input(const struct sh_command *c,
		    bool *out_pipefail); /* sh without a script to run */

/* shell_wrap.c: how many words stand before the command that really runs; 0 when it is no wrapper. */
size_t sh_unwrap(const struct sh_word *words, size_t n, struct str *out_wrapper);

/* The next command behind -exec among the words of find from *at on: *at is moved to it. False at the end. */
bool sh_next_exec(const struct sh_word *words, size_t n, size_t *at, size_t *out_n);

/* The base name of a literal word, else empty. */
struct str sh_base_name(const struct sh_word *w);
