/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file that holds a secret by its name is copied into a layer. A source and the name it gets in the image are
 * both looked at: `COPY deploy /root/.ssh/id_rsa`.
 */
#include "find/dockerfile/lib/secret_path.h"
#include "find/dockerfile/lib/image_path.h"
#include "find/dockerfile/rule.h"

static void report(struct lint *l, uint32_t instruction, struct span span, struct str path,
		   const char *kind)
{
	struct lint_finding *n = lint_report(l, instruction, span,
					     "%.*s is %s: it stays in the layer", STRF(path), kind);
	while (path.n > 1 && path.p[0] == '.' && path.p[1] == '/')
		path = str_from(path, 2);
	n->suggestion = str_printf(
		lint_arena(l),
		"mount it where it is needed (RUN --mount=type=secret,id=file,target=…, docker build --secret "
		"id=file,src=%.*s) or at run time, and add the line **/%.*s to .dockerignore",
		STRF(path), STRF(path));
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	if (!copy_is_local(i))
		return;
	bool found = false;
	for (size_t n = 0; n < copy_sources(i, NULL); n++) {
		struct str source = i->args.p[n].text;
		if (str_starts(source, STR("http:")) || str_starts(source, STR("https:")) ||
		    str_starts(source, STR("git@")) || str_has(source, STR("://")))
			return; /* a remote repository ends in .git */
		const char *kind = str_starts(source, STR("<<")) ? NULL : secret_path_kind(source);
		if (!kind)
			continue;
		report(l, instruction, i->args.p[n].span, source, kind);
		found = true;
	}
	const struct df_word *to = &i->args.p[i->args.n - 1];
	const char *kind = secret_path_kind(to->text);
	/* a folder as destination is the matter of what goes there */
	if (!found && kind && !str_ends(to->text, STR("/")) && copy_sources(i, NULL) == 1)
		report(l, instruction, to->span, to->text, kind);
}

const struct dockerfile_rule dockerfile_rule_secret_file_copied = {
	.id = "secret-file-copied",
	.aliases = "DS-0031 AVD-DS-0031 DS031 CIS-DI-0010",
	.title = "A file with secrets is copied into the image",
	.why = "Everybody who can pull the image can read it, also when a later layer deletes it.",
	.fix = "Mount it with RUN --mount=type=secret, or give it to the container at run time; keep it out of the "
	       "build context with .dockerignore.",
	.level = LINT_ERROR,
	.severity = SEVERITY_CRITICAL,
	.reference = "https://docs.docker.com/build/building/secrets/",
	.bad = "FROM node:24-slim\nCOPY package.json .npmrc ./\nUSER node\n",
	/* public halves and samples are none */
	.good = "FROM node:24-slim\nCOPY id_rsa.pub .env.example certs/ca.pem /etc/app/\nUSER node\n",
	.on = ON(DF_COPY) | ON(DF_ADD),
	.check = check,
};
