/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings that nobody asked for: taken out of a report before the gate, and counted.
 *
 * For command lines whose flags say what a report holds (Trivy's --severity, GitLab's CS_SEVERITY_THRESHOLD).
 * Gaps are never taken out by severity: what was not looked at has none.
 */
#pragma once

#include "model/report.h"

struct report_filter {
	unsigned severities;		/* bits 1u << SEVERITY_… that stay; 0: all */
	unsigned statuses;		/* bits 1u << ADVISORY_… of vulnerabilities that go */
	bool no_system, no_libraries;	/* vulnerabilities of these packages go */
	VEC(struct str) folders, files; /* globs of paths: what is found there goes */
	struct {
		uint64_t severity, status, package, path;
	} left_out; /* over all reports */
};

/* `context` is a struct report_filter: as scan_options.select wants it. */
void report_filter_apply(void *context, struct report *r);

/* "12 findings of other severities, 3 without a fix"; empty when nothing was. */
struct str report_filter_note(const struct report_filter *filter, struct arena *a);
