/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What GitLab's security reports have in common: the scan, the names of a vulnerability, the limits of texts.
 *
 * Format: security report schemas 15.x of GitLab; lengths of name, description and solution are theirs.
 */
#pragma once

#include "tell/format.h"
#include "text/emit.h"

enum {
	GITLAB_NAME = 255,
	GITLAB_DESCRIPTION = 100 * 1000, /* a megabyte is allowed, and nobody reads it */
	GITLAB_SOLUTION = 7000,
	GITLAB_LINKS = 20,
};

/* "15.0.7", or the name GITLAB_REPORT_SCHEMA when it is three numbers. */
struct str gitlab_schema(const struct tell_options *options);

/* From the start of the document to the open list of vulnerabilities; then to the line feed behind it. */
void gitlab_begin(struct emit *e, const struct report_set *set, const struct tell_options *options,
		  const char *type, struct arena *a);
void gitlab_end(struct emit *e);

/* "Critical", …; "Info" for what is negligible. */
const char *gitlab_severity(enum severity s);

/* The members identifiers and links of a finding: at least one identifier. */
void gitlab_put_names(struct emit *e, const struct finding *f, struct arena *a);
