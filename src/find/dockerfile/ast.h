/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A Dockerfile, understood as BuildKit does, with the place of every word.
 *
 * Places are byte offsets into the source, half open: repairs edit the source by them, and messages turn
 * them into lines and columns. Nothing is expanded and nothing is thrown away: the source can be put
 * together again, byte for byte, from the spans of instructions, comments and what lies between.
 *
 * Format: Dockerfile reference (docs.docker.com/reference/dockerfile), parser directives, here-documents.
 */
#pragma once

#include "base/fault.h"
#include "base/vec.h"
#include "base/str.h"

struct span {
	uint32_t begin, end;
};

struct position {
	uint32_t line, column; /* 1-based; the column counts bytes */
};

enum df_kind {
	DF_UNKNOWN, /* a keyword that is none: broken */
	DF_FROM,
	DF_RUN,
	DF_CMD,
	DF_LABEL,
	DF_MAINTAINER,
	DF_EXPOSE,
	DF_ENV,
	DF_ADD,
	DF_COPY,
	DF_ENTRYPOINT,
	DF_VOLUME,
	DF_USER,
	DF_WORKDIR,
	DF_ARG,
	DF_ONBUILD,
	DF_STOPSIGNAL,
	DF_HEALTHCHECK,
	DF_SHELL,
	DF_KIND_COUNT_,
};

const char *df_kind_name(enum df_kind k); /* "FROM" */

/*
 * One argument. `text` is what the parser hands on: continuation lines joined, comment lines inside taken
 * out, quotes and escapes undone where the instruction undoes them (JSON strings decoded), variables left
 * as they are written. To expand variables give df_expand() `raw`, which still tells \$x from $x; of a
 * JSON word `text`.
 */
struct df_word {
	struct span span; /* in the source, quotes included */
	struct str text;
	struct str raw; /* continuations joined, quotes and escapes as written */
	bool quoted;
	bool has_variable; /* a $ that expansion would look at */
};

/* --name or --name=value in front of the arguments. */
struct df_flag {
	struct span span;
	struct str name;  /* "from" */
	struct str value; /* empty when none */
	struct span value_span;
	bool has_value;
};

/* KEY=value of ENV, LABEL, ARG (ARG without a default: has_value false). `ENV key value`: legacy. */
struct df_pair {
	struct df_word key, value;
	bool has_value, legacy;
};

/* A here-document: RUN <<EOF, COPY <<"FILE" /dest. */
struct df_heredoc {
	struct span marker;	/* <<-"EOF" */
	struct span body;	/* its lines, without the terminator */
	struct span terminator; /* empty when the file ended first: an error */
	struct str name;	/* EOF, unquoted */
	struct str content;	/* the body, leading tabs removed for <<- */
	bool expand;		/* the name was not quoted */
	bool strip_tabs;
};

/* A piece of the joined text that stands together in the source: text offset `at` is source offset `from`. */
struct df_piece {
	uint32_t at, from;
};

#define DF_GLOBAL UINT32_MAX

struct df_instruction {
	enum df_kind kind;
	struct span
		span; /* keyword to the last byte of its last line, here-documents included; no newline */
	struct span keyword;
	struct str name; /* the keyword as written: "run" */
	struct str text; /* all after keyword and flags, continuations and comments taken out */
	struct span text_span;
	VEC(struct df_piece) pieces; /* of `text`, ascending */
	VEC(struct df_flag) flags;
	bool json; /* exec form: args are the decoded strings */
	bool json_broken; /* begins with [ but is no JSON array of strings: taken as shell form, as BuildKit does */
	/*
	 * FROM, COPY, ADD, EXPOSE, VOLUME: words (markers of here-documents, too). USER, WORKDIR, STOPSIGNAL,
	 * MAINTAINER: one, all of the text. HEALTHCHECK: CMD or NONE. JSON: the strings. RUN, CMD, ENTRYPOINT in
	 * shell form, ENV, LABEL, ARG, ONBUILD: none.
	 */
	VEC(struct df_word) args;
	VEC(struct df_pair) pairs; /* ENV, LABEL, ARG */
	VEC(struct df_heredoc) heredocs;
	struct df_instruction *inner; /* ONBUILD's instruction; of HEALTHCHECK CMD: a DF_CMD */
	uint32_t
		stage; /* index into stages, DF_GLOBAL before the first FROM; each FROM begins one, broken or not */
	bool broken;		 /* an error was reported for it: rules leave it alone */
	bool empty_continuation; /* a blank line inside a continuation (deprecated) */
};

struct df_comment {
	struct span span; /* '#' to the end of the line */
	struct str text;  /* behind '#', trimmed */
	bool inside;	  /* between the lines of an instruction */
};

struct df_directive {
	struct span span;
	struct str name, value; /* name in lower case */
};

struct df_error {
	struct span span;
	struct str message; /* one line, no full stop */
};

struct dockerfile {
	struct str path; /* for messages; may be empty */
	struct str source;
	char escape;			     /* '\\' or '`' */
	bool bom, crlf;			     /* crlf: most lines end so; new lines do, too */
	VEC(struct df_directive) directives; /* syntax, escape, check */
	VEC(struct df_comment) comments;
	VEC(struct df_instruction) instructions;
	VEC(struct df_error) errors;
	uint32_t *line_starts; /* offsets */
	uint32_t lines;
};

/*
 * Never fails on content: what cannot be understood is in errors, with the instruction marked broken, and
 * reading goes on with the next one. E_LIMIT for a file beyond LIMIT_DOCKERFILE. Linear in the source.
 * `source` is borrowed and must outlive the result; everything else is in `a`.
 */
int dockerfile_parse(struct arena *a, struct str path, struct str source, struct dockerfile *out,
		     struct fault *f);

struct position df_position(const struct dockerfile *d, uint32_t offset);

/*
 * Offset in `text` → offset in the source. The end of a range that may stop at a line break is
 * df_source_offset(i, end - 1) + 1.
 */
uint32_t df_source_offset(const struct df_instruction *i, uint32_t text_offset);

/* The source between two offsets. */
static inline struct str df_slice(const struct dockerfile *d, struct span s)
{
	return str_slice(d->source, s.begin, s.end);
}

/* NULL when the instruction does not have it. Names in lower case. */
const struct df_flag *df_flag(const struct df_instruction *i, const char *name);

/*
 * Variable expansion as the builder does it: $x ${x} ${x:-w} ${x-w} ${x:+w} ${x+w} ${x:?w} ${x?w}
 * ${x#p} ${x##p} ${x%p} ${x%%p} ${x/p/w} ${x//p/w}, the escape character, quotes. `lookup` gives a
 * value or says that nothing is known of the name; then *out_unknown is set and the reference stays as it
 * is written. A value whose p is NULL: the name is known to be unset. E_CORRUPT for a modifier that does not
 * exist and whatever else the builder refuses, E_LIMIT for a result beyond LIMIT_DOCKERFILE.
 */
typedef bool df_lookup(void *context, struct str name, struct str *out_value);
int df_expand(struct arena *a, struct str word, char escape, df_lookup *lookup, void *context,
	      struct str *out, bool *out_unknown, struct fault *f);
