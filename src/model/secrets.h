/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What `seaworthy secrets` has to say: the findings and gaps of an ordinary report, and what was left out.
 */
#pragma once

#include "model/report.h"

/* A find that the user does not want to hear of, and who says so. */
struct secret_ignored {
	struct str rule, path, masked, fingerprint, commit;
	struct str by; /* the file that says so */
	struct str why;
	uint32_t line, column, by_line;
};

struct secrets_report {
	struct report *report; /* secrets, gaps and misconfigurations (a git repository); verdict */
	const struct secret_ignored *ignored;
	size_t ignored_n;
	uint64_t ignored_more; /* beyond the limit: only counted */
	uint64_t files, bytes, places;
	bool show_ignored;
	int exit_code;
};
