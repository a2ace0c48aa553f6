/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a command judges by besides its database: the team's policy, exceptions, a baseline, the Dockerfile,
 * the history. Everything is opened before the program confines itself.
 */
#pragma once

#include "base/opt.h"
#include "cmd/lib/output.h"
#include "cmd/lib/recorder.h"
#include "cmd/lib/saved_input.h"
#include "scan.h"

struct judging_options {
	const struct policy_trivy *trivy; /* this one, whatever else is said; NULL: none */
	const char *policy, *gate, *baseline, *history, *dockerfile, *lang;
	struct opt_list vex, ignore_files;
	bool no_policy_file, no_ignore_files, no_history;
};

/* The rows of these for an option table; `member` is the struct judging_options in `type`. */
#define JUDGING_OPTIONS(type, member)                                                                      \
	{ OPT_STRING,                                                                                      \
	  0,                                                                                               \
	  "policy",                                                                                        \
	  "FILE|NAME",                                                                                     \
	  "The team's policy, or a built-in one: default, trivy (default: .seaworthy.yaml above "          \
	  "the image or the working folder)",                                                              \
	  .offset = offsetof(type, member.policy) },                                                       \
		{ OPT_STRING,                                                                              \
		  0,                                                                                       \
		  "config",                                                                                \
		  "FILE",                                                                                  \
		  "The same as --policy",                                                                  \
		  .offset = offsetof(type, member.policy),                                                 \
		  .hidden = true },                                                                        \
		{ OPT_FLAG,                                                                                \
		  0,                                                                                       \
		  "no-policy-file",                                                                        \
		  NULL,                                                                                    \
		  "Do not look for .seaworthy.yaml",                                                       \
		  .offset = offsetof(type, member.no_policy_file) },                                       \
		{ OPT_STRING,                                                                              \
		  0,                                                                                       \
		  "gate",                                                                                  \
		  "NAME",                                                                                  \
		  "Which gate of the policy decides (default: its own)",                                   \
		  .offset = offsetof(type, member.gate) },                                                 \
		{ OPT_LIST,                                                                                \
		  0,                                                                                       \
		  "vex",                                                                                   \
		  "FILE|FOLDER",                                                                           \
		  "Statements of OpenVEX, CSAF or CycloneDX, or a folder of them; repeatable",             \
		  .offset = offsetof(type, member.vex) },                                                  \
		{ OPT_LIST,                                                                                \
		  0,                                                                                       \
		  "ignorefile",                                                                            \
		  "FILE",                                                                                  \
		  "What does not count, in the form of .trivyignore[.yaml] and its relatives; repeatable " \
		  "(default: those in the working folder)",                                                \
		  .offset = offsetof(type, member.ignore_files) },                                         \
		{ OPT_FLAG,                                                                                \
		  0,                                                                                       \
		  "no-ignorefile",                                                                         \
		  NULL,                                                                                    \
		  "Do not look for ignore files",                                                          \
		  .offset = offsetof(type, member.no_ignore_files) },                                      \
		{ OPT_STRING,                                                                              \
		  0,                                                                                       \
		  "baseline",                                                                              \
		  "FILE",                                                                                  \
		  "A saved JSON report: what it has is not new",                                           \
		  .offset = offsetof(type, member.baseline) },                                             \
		{ OPT_STRING,                                                                              \
		  0,                                                                                       \
		  "history",                                                                               \
		  "FILE",                                                                                  \
		  "Remember this scan in FILE (default: in the user's state folder; off in CI)",           \
		  .offset = offsetof(type, member.history) },                                              \
		{ OPT_FLAG,	      0,                                                                   \
		  "no-history",	      NULL,                                                                \
		  "Remember nothing", .offset = offsetof(type, member.no_history) },                       \
		{ OPT_STRING,                                                                              \
		  0,                                                                                       \
		  "dockerfile",                                                                            \
		  "FILE",                                                                                  \
		  "What the image was built from: findings then name its lines and stages",                \
		  .offset = offsetof(type, member.dockerfile) },                                           \
	{                                                                                                  \
		OPT_STRING, 0, "lang", "LANG", "Language of reports for people: en, zh",                   \
			.offset = offsetof(type, member.lang)                                              \
	}

struct judging {
	struct arena *arena;
	struct policy policy; /* of the file, or the built-in one */
	struct str folder;    /* of that file; "." without one: paths in it are relative to this */
	const struct gate *gate;
	struct exception_list exceptions;
	struct exception_notes notes; /* to be told as warnings */
	struct saved_input baseline;
	bool has_baseline;
	struct map baseline_set;
	const char *lang;
	struct recorder *recorder; /* NULL: nothing is remembered */
	struct opt_list outputs;   /* of the command line, then of the policy */
};

struct judging judging_new(struct arena *a);

/*
 * The path of the team's policy: .seaworthy.yaml in the folder of `target` (NULL: none) or above it, then in the
 * working folder or above it. NULL when there is none, or it cannot be trusted. One below the working folder comes
 * relative to it.
 */
const char *judging_find_policy(const char *target, struct arena *a);

/* That policy, or the built-in one. */
int judging_read_policy(struct arena *a, struct policy *out, struct fault *f);

/*
 * Reads the policy and what it names, opens the baseline, starts the recorder. `target` is the image as the
 * user named it (NULL or "-": none). Sets scan->gate, ->recall and ->dockerfile; `outputs` are those of the
 * command line. E_USAGE, E_CORRUPT with the place in the file.
 */
int judging_open(struct judging *j, const struct judging_options *o, const char *target,
		 const struct opt_list *outputs, struct scan_options *scan, struct fault *f);

/* Behind the confinement: reads the baseline, which came from images. */
int judging_read(struct judging *j, struct scan_options *scan, struct fault *f);

/*
 * Keeps what was found, when the reports are written. `scanners` as in
 * scan_options. A failure is a warning: the verdict stands.
 */
void judging_remember(struct judging *j, const struct report_set *set, unsigned scanners);

void judging_done(struct judging *j);
