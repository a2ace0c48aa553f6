/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings in English sentences for other programs to show: plain text, one line each, valid UTF-8, nothing
 * in it that moves a cursor or reorders what is shown (base/term.h, text_safe).
 */
#pragma once

#include "model/report.h"

/* Cut to `bytes` at a character's border, with "…" as its end when something was cut off. */
struct str text_clip(struct arena *a, struct str s, size_t bytes);

/* What it is called: its title, or its id when it has none. Without names of packages and files. */
struct str describe_name(const struct finding *f, struct arena *a);

/* "CVE-2024-3094 in xz-utils 5.6.0-0.2: malicious code in the release tarballs"; "… in app/.env: …". */
struct str describe_title(const struct report *r, const struct finding *f, struct arena *a);

/*
 * All that is known, one fact a line: the message, the fix, how urgent it is, where it stands, how it was matched,
 * on whose word it is ignored.
 */
struct str describe_facts(const struct report *r, const struct finding *f, struct arena *a);

/* The same for who knows the words of its layer (report_layer_words) already. */
struct str describe_facts_built(const struct report *r, const struct finding *f,
				struct str built_by, struct arena *a);

/* What to type or change, from the plan's step when there is one: a line; empty when there is nothing. */
struct str describe_fix(const struct report *r, const struct finding *f, uint32_t step,
			struct arena *a);

/* "not a risk here, until 2026-06-30, decided by ana (.trivyignore:3)"; empty when nobody ignores it. */
struct str describe_ignored(const struct finding *f, struct arena *a);

/* For each finding the step of the plan that takes it away, plus one; 0: none. */
const uint32_t *steps_of_findings(const struct report *r, struct arena *a);

/* "debian:12": how consumers name a distribution; "unknown" without one. */
struct str describe_os(const struct report *r, struct arena *a);

/*
 * The line of report.dockerfile_path that made the layer; for what is in no layer ("history 3") of that step. 0 when it
 * is not known.
 */
uint32_t dockerfile_line_of(const struct report *r, uint16_t layer, struct str path);

/*
 * Where somebody would look for it: the Dockerfile and its line when they are known, else the file in the image (of a
 * secret its first place); then out_line may be 0 and out_path empty. True for the Dockerfile.
 */
bool finding_place(const struct report *r, const struct finding *f, struct str *out_path,
		   uint32_t *out_line);

/* Findings that are ignored, and gaps. */
size_t count_ignored(const struct report *r);
size_t count_gaps(const struct report *r);
bool finding_is_gap(const struct finding *f);
