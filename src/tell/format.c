/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/format.h"

#include "base/path.h"

const struct tell_name tell_names[] = {
	{ "AWS_ACCOUNT_ID", "asff: the twelve digits of the account" },
	{ "AWS_REGION", "asff: \"eu-central-1\"" },
	{ "GITHUB_SHA", "github: the commit" },
	{ "GITHUB_REF", "github: \"refs/heads/main\"" },
	{ "GITHUB_WORKFLOW", "github: with GITHUB_JOB what later snapshots replace" },
	{ "GITHUB_JOB", "github" },
	{ "GITHUB_RUN_ID", "github: the run; with the next two its address" },
	{ "GITHUB_SERVER_URL", "github" },
	{ "GITHUB_REPOSITORY", "github" },
	{ "CI_COMMIT_SHA", "gitlab-secret-detection: the commit that built the image" },
	{ "CI_JOB_URL", "cosign-vuln: who made the scan; markdown: a link to it" },
	{ "CS_DEFAULT_BRANCH_IMAGE",
	  "gitlab-container-scanning: the image's name on the default branch" },
	{ "GITLAB_REPORT_SCHEMA", "gitlab-*: another version of the schema, \"15.2.1\"" },
};
const size_t tell_names_n = ARRAY_LEN(tell_names);

struct str tell_value(const struct tell_options *options, const char *name)
{
	for (size_t i = 0; i < options->names_n; i++)
		if (str_is(options->names[i].key, name))
			return options->names[i].value;
	return STR("");
}

bool tell_has(const struct tell_options *options, const struct finding *f)
{
	return options->all || !f->vulnerability || f->place != PLACE_HIDDEN;
}

const struct format *format_find(struct str name)
{
	for (size_t i = 0; i < all_formats_n; i++)
		if (str_is(name, all_formats[i]->name))
			return all_formats[i];
	return NULL;
}

const struct format *format_of_template(struct str path)
{
	static const struct {
		const char *template, *format;
	} names[] = {
		{ "gitlab.tpl", "gitlab-container-scanning" },
		{ "gitlab-codequality.tpl", "gitlab-code-quality" },
		{ "junit.tpl", "junit" },
		{ "asff.tpl", "asff" },
		{ "html.tpl", "html" },
	};
	if (str_starts(path, STR("@")))
		path = str_from(path, 1);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_is(path_base(path), names[i].template))
			return format_find(str_of(names[i].format));
	return NULL;
}
