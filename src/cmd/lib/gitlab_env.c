/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/gitlab_env.h"

#include "judge/policy.h"

#include <stdlib.h>
#include <unistd.h>

static const char *variable(const char *name)
{
	const char *value = getenv(name);
	return value && value[0] ? value : NULL;
}

/* Unknown is the lowest: all. */
static int read_threshold(struct gitlab_env *out, struct fault *f)
{
	const char *word = variable("CS_SEVERITY_THRESHOLD");
	enum severity least;
	if (!word)
		return 0;
	if (!severity_parse(str_of(word), &least))
		return fault_set(
			f, E_USAGE,
			"CS_SEVERITY_THRESHOLD: \"%s\" is none of Unknown, Low, Medium, High, "
			"Critical",
			word);
	for (unsigned s = least; s < SEVERITY_COUNT_ && least != SEVERITY_UNKNOWN; s++)
		out->filter.severities |= 1u << s;
	return 0;
}

static int read_unfixed(struct gitlab_env *out, struct fault *f)
{
	const char *word = variable("CS_IGNORE_UNFIXED");
	if (!word || str_eq_nocase(str_of(word), STR("false")) || strcmp(word, "0") == 0)
		return 0;
	if (!str_eq_nocase(str_of(word), STR("true")) && strcmp(word, "1") != 0)
		return fault_set(f, E_USAGE, "CS_IGNORE_UNFIXED: \"%s\" is neither true nor false",
				 word);
	out->filter.statuses = POLICY_UNFIXED;
	return 0;
}

int gitlab_env_read(struct gitlab_env *out, struct fault *f)
{
	*out = (struct gitlab_env){ .image = variable("CS_IMAGE") };
	if (!out->image)
		return 0;
	out->dockerfile = variable("CS_DOCKERFILE_PATH");
	if (out->dockerfile && access(out->dockerfile, R_OK) < 0)
		out->dockerfile = NULL;
	TRY(read_threshold(out, f));
	TRY(read_unfixed(out, f));
	out->filters = out->filter.severities || out->filter.statuses;
	return 0;
}
