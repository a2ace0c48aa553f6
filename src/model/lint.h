/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What linting found, as plain data: all that an output format needs to know.
 *
 * Offsets count bytes of the file's source, lines and columns count from 1, columns count characters
 * (code points), because that is what editors and code hosts show.
 */
#pragma once

#include "base/str.h"
#include "base/vec.h"
#include "model/severity.h"

/* hadolint's levels, the worst first. */
enum lint_level {
	LINT_ERROR,
	LINT_WARNING,
	LINT_INFO,
	LINT_STYLE,
};
#define LINT_LEVEL_COUNT 4

/* "error", "warning", "info", "style". */
const char *lint_level_name(enum lint_level l);
bool lint_level_parse(struct str s, enum lint_level *out);

/* A rule's texts. */
struct lint_rule_text {
	const char *id;	     /* "apt-unpinned" */
	struct str code;     /* "DL3008": the first alias of that kind, else the id */
	const char *aliases; /* space separated, may be empty or NULL */
	const char *title, *why, *fix;
	const char *reference; /* may be NULL */
	enum lint_level level;
	enum severity severity;
};

struct lint_place {
	uint32_t line, column;
};

/* Replaces [begin, end) of the source. */
struct lint_replacement {
	uint32_t begin, end;
	struct lint_place from, to;
	struct str text;
};

struct lint_issue {
	uint32_t rule; /* index into lint_report.rules */
	enum lint_level level;
	struct str message;	    /* one line, no full stop */
	uint32_t begin, end;	    /* of the place in the source */
	struct lint_place from, to; /* `to` is behind its last character */
	struct str stage;	    /* its name or number; empty outside of stages */
	bool build_stage_only;	    /* what is wrong does not reach the image */
	struct str suggestion;	    /* what to do, where no repair is certain */
	struct str repair;	    /* why the replacements are right; empty without */
	VEC(struct lint_replacement) replacements;
};

struct lint_file {
	struct str path; /* as it is shown */
	struct str source;
	VEC(struct lint_issue) issues; /* by place */
	struct str gap;		       /* why the list is not complete; empty when it is */
};

struct lint_report {
	const struct lint_rule_text *rules; /* of every issue, and of all rules that ran, by id */
	size_t rules_n;
	VEC(struct lint_file) files;
};
