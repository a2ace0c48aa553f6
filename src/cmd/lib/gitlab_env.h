/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The variables by which GitLab's container-scanning jobs are set up. They count where `scan` is given no image
 * and CS_IMAGE names one; a command line that names its image means what it says.
 *
 *     CS_IMAGE                 the image
 *     CS_DOCKERFILE_PATH       as --dockerfile, when there is such a file
 *     CS_SEVERITY_THRESHOLD    the report holds findings of this severity and worse: Unknown, Low, Medium, …
 *     CS_IGNORE_UNFIXED        it holds no vulnerabilities without a fix
 *
 * CS_REGISTRY_USER and _PASSWORD have no meaning: no registry is asked.
 */
#pragma once

#include "base/fault.h"
#include "cmd/lib/report_filter.h"

struct gitlab_env {
	const char *image;	/* NULL: none of this counts */
	const char *dockerfile; /* NULL: none, or not there */
	bool filters;		/* `filter` leaves something out */
	struct report_filter filter;
};

/* E_USAGE for a value that is none. */
int gitlab_env_read(struct gitlab_env *out, struct fault *f);
