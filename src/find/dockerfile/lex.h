/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of the parser share: the logical line, and the way from its bytes back to the source.
 *
 * Every word, flag and marker is a slice of the logical line while it is parsed, so df_place() can say where
 * it stands from the slice alone. Only these files include this header.
 */
#pragma once

#include "find/dockerfile/ast.h"

/* Physical lines joined: continuation characters, comments and blank lines between are gone. */
struct df_line {
	struct str text; /* a slice of the source when there was nothing to join */
	VEC(struct df_piece) pieces;
	uint32_t end; /* source offset behind the last line that counts, without its newline */
	bool empty_continuation;
};

struct df_parser {
	struct arena *arena;
	struct dockerfile *file;
	size_t at; /* the next physical line */
	struct df_line line;
	uint32_t stage;
	bool started_early; /* an instruction before the first FROM was reported */
};

/* One line of the source; `end` is before its newline, `next` behind it. */
struct df_physical {
	size_t begin, end, next;
};

/* lex.c */
bool df_next_physical(struct df_parser *p, struct df_physical *out);
bool df_next_line(struct df_parser *p);
void df_index_lines(struct arena *a, struct dockerfile *d);
struct span df_place(const struct df_line *l, struct str s);
struct str df_trim(struct str s);		   /* keeps its place when nothing is left */
struct str df_trim_left(struct str s);		   /* the same */
struct str df_clip(struct arena *a, struct str s); /* for messages: short, one line, no controls */

/* directive.c: reads the directives at the top and steps behind them. */
void df_read_directives(struct df_parser *p);

/* keyword.c */
enum df_kind df_kind_of(struct str keyword);
const char *df_nearest_kind(struct str keyword); /* NULL when none is near */

/* Reports an error of the file, or the first one of an instruction, which is broken from then on. */
void df_error(struct df_parser *p, struct span span, const char *fmt, ...) PRINTF_LIKE(3, 4);
void df_break(struct df_parser *p, struct df_instruction *i, struct span span, const char *fmt, ...)
	PRINTF_LIKE(4, 5);

/* instruction.c: one logical line as an instruction. */
void df_read_instruction(struct df_parser *p, struct str s, struct df_instruction *i);

/* flags.c: takes the flags in front of *rest; then checks them for the instruction. */
void df_read_flags(struct df_parser *p, struct df_instruction *i, struct str *rest);
void df_check_flags(struct df_parser *p, struct df_instruction *i);

/* words.c */
enum df_quote {
	DF_QUOTE_FINE,
	DF_QUOTE_SINGLE,   /* a ' without its partner */
	DF_QUOTE_DOUBLE,   /* a " without its partner */
	DF_QUOTE_VARIABLE, /* a ${ without its } */
};

bool df_next_word(struct str *rest, struct str *word); /* by white space alone */
bool df_next_quoted_word(struct str *rest, char escape,
			 struct str *word);		     /* quotes hold together */
size_t df_skip_braces(struct str s, size_t at, char escape); /* at "${"; SIZE_MAX without end */
bool df_has_variable(struct str s);
enum df_quote df_unquote(struct arena *a, struct str raw, char escape, struct df_word *out);
void df_add_word(struct df_parser *p, struct df_instruction *i, struct str raw);
void df_read_words(struct df_parser *p, struct df_instruction *i);
void df_read_pairs(struct df_parser *p, struct df_instruction *i);

/* json_form.c: the exec form of i->text. */
void df_read_json(struct df_parser *p, struct df_instruction *i);

/* heredoc.c: finds the markers in i->text and reads their bodies from the lines below. */
void df_read_heredocs(struct df_parser *p, struct df_instruction *i);
bool df_is_heredoc(struct str word);
