/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What decides how lint judges, from all the places where teams have written it down. Later ones
 * win, lists add up:
 *
 *     .hadolint.yaml    the first of ./.hadolint.yaml, ./.hadolint.yml, $XDG_CONFIG_HOME/hadolint.yaml,
 *                       ~/.config/hadolint.yaml, ~/.hadolint/hadolint.yaml, ~/hadolint/config.yaml,
 *                       ~/.hadolint.yaml; all keys of hadolint
 *     .seaworthy.yaml   in the working folder or above it, as scan finds it; key `lint`
 *     HADOLINT_…        the environment variables of hadolint
 *     the command line
 *
 * --config FILE replaces both files: it is read as ours when it has the key `lint`.
 */
#pragma once

#include "base/opt.h"
#include "find/dockerfile/lint.h"

/* Rules by what is done to them, as words: from files, environment and command line alike. */
enum lint_list {
	LINT_LIST_ERROR, /* the first four are levels */
	LINT_LIST_WARNING,
	LINT_LIST_INFO,
	LINT_LIST_STYLE,
	LINT_LIST_IGNORE,
	LINT_LIST_COUNT_,
};

/* An ignore of .seaworthy.yaml, for what is said about it. */
struct lint_ignore_place {
	struct str named;
	uint32_t line, column;
};

struct lint_plan {
	struct arena *arena;
	struct lint_rules rules;
	struct lint_setting *rule; /* parallel to all_dockerfile_rules */
	VEC(struct lint_ignore) ignores;
	VEC(struct lint_ignore_place) ignore_places;
	struct str ignores_path, ignores_text; /* the file they are from */
	VEC(const char *) registries;
	VEC(struct label_schema) labels;
	struct str format;
	enum lint_level threshold;
	bool strict_labels, no_fail, no_color, no_pragmas, verbose;
	struct lint_config config; /* what rules see: set by lint_plan_finish() */
};

/* What of it the command line says. */
struct lint_flags {
	const char *config, *format, *threshold;
	struct opt_list lists[LINT_LIST_COUNT_], only, registries, labels;
	bool strict_labels, no_fail, no_pragmas, verbose;
	bool all; /* rules that are off by default, too */
};

/* Reads files and environment. E_USAGE names file, line and column of a mistake. */
int lint_plan_read(struct arena *a, const struct lint_flags *flags, struct lint_plan *out,
		   struct fault *f);

/* The parts that the files are read with. */
int lint_plan_rule(struct lint_plan *p, enum lint_list list, struct str name, bool strict,
		   struct fault *f);
int lint_plan_threshold(struct lint_plan *p, struct str word, struct fault *f);
int lint_plan_label(struct lint_plan *p, struct str name, struct str type, struct fault *f);
int lint_plan_registries(struct lint_plan *p, struct str words);

/* A configuration file (lint_yaml.c). `path` is shown; the text must live as long as the plan. */
int lint_yaml_hadolint(struct lint_plan *p, const char *path, struct str text, struct fault *f);
int lint_yaml_own(struct lint_plan *p, const char *path, struct str text, struct fault *f);
bool lint_yaml_is_own(struct arena *a, struct str text);
