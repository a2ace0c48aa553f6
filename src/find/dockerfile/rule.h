/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contract of a Dockerfile rule (src/find/dockerfile/rule/NAME.c exports `dockerfile_rule_NAME`).
 *
 * The file is complete in itself: identifier, texts, severity, examples and the repair. From it come
 * `explain`, the SARIF rule, docs/rules/, and two tests: `bad` gives this finding, `good` does not.
 */
#pragma once

#include "find/dockerfile/build.h"
#include "find/dockerfile/pins.h"
#include "model/lint.h"
#include "model/severity.h"

/* Replaces [begin, end) of the source; begin == end inserts. */
struct lint_edit {
	struct span span;
	struct str text;
};

struct lint_finding {
	const struct dockerfile_rule *rule;
	struct span span;	     /* what is shown with carets */
	struct str message;	     /* one line, no full stop: what is wrong here */
	uint32_t instruction;	     /* index, DF_GLOBAL for the file */
	uint32_t stage;		     /* index, DF_GLOBAL */
	enum lint_level level;	     /* the rule's, unless configured otherwise */
	bool build_stage_only;	     /* concerns a stage whose content does not reach the image */
	VEC(struct lint_edit) edits; /* a certain repair: all of them or none */
	struct str edit_reason;	     /* "adds -y so that the build does not wait for an answer" */
	struct str suggestion;	     /* what to do when it is not certain */
};

/* Options of rules: configuration of hadolint and seaworthy. */
struct lint_config {
	const char *const
		*trusted_registries; /* NULL-terminated, '*' wildcard; NULL: all are trusted */
	const struct label_schema {
		const char *name, *type;
	} * labels; /* ended by NULL name; NULL: none */
	bool strict_labels;
	struct str today;	      /* "YYYY-MM-DD" for dated tables */
	const struct lint_pins *pins; /* digests of tags; NULL: none are known */
};

struct lint; /* the sink */

/* Hands out everything a rule needs. */
const struct dockerfile *lint_file(const struct lint *l);
const struct df_build *lint_build(const struct lint *l);
const struct lint_config *lint_config(const struct lint *l);
struct arena *lint_arena(struct lint *l);

/* What helpers derive once for all rules, and keep here. */
struct lint_memo {
	struct manager_calls *managers; /* lib/manager.c: parallel to the instructions */
};
struct lint_memo *lint_memo(struct lint *l);

/*
 * Adds a finding of the rule that is running. instruction may be DF_GLOBAL. The returned finding is valid
 * until the rule returns; edits are added with lint_edit().
 */
struct lint_finding *lint_report(struct lint *l, uint32_t instruction, struct span span,
				 const char *fmt, ...) PRINTF_LIKE(4, 5);
void lint_edit(struct lint *l, struct lint_finding *n, struct span span, struct str text);
void lint_insert(struct lint *l, struct lint_finding *n, uint32_t at, struct str text);

#define ON(kind) (1u << (kind))

struct dockerfile_rule {
	const char *id; /* = the file's name, dashes for underscores */
	const char *
		aliases; /* "DL3008 DS-0029 AVD-DS-0029 DS029": space separated, the first is shown */
	const char *title; /* no full stop */
	const char *why;   /* one or two sentences */
	const char *fix;   /* one or two sentences: what to write */
	enum lint_level level;
	enum severity severity; /* for reports with severities */
	bool off;		/* by default */
	bool shipped_only; /* about the size of the image: a stage that does not ship has none */
	const char *reference;	/* URL of a document, may be NULL */
	const char *bad, *good; /* whole Dockerfiles */
	unsigned
		on; /* ON(DF_RUN) | … : which instructions check() is called for; ONBUILD's inner ones, too */
	void (*check)(struct lint *l, uint32_t instruction, const struct df_instruction *i);
	void (*check_stage)(struct lint *l, const struct df_stage *stage);
	void (*check_file)(struct lint *l);
};

extern const struct dockerfile_rule *const all_dockerfile_rules[];
extern const size_t all_dockerfile_rules_n;
