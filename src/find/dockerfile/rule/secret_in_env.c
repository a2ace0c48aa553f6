/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Secrets in ENV, ARG and LABEL.
 *
 * What counts is the value; a name alone is enough where the value will come later and stay: ARG without a
 * default, and ENV that takes its value from such an argument. Stand-ins ("changeme"), paths of files and
 * empty variables that are filled when the container starts are left alone; so is an argument that its stage uses:
 * arg-secret-needs-mount says what to write instead.
 */
#include "find/dockerfile/lib/argument.h"
#include "find/dockerfile/lib/secret_mount.h"
#include "find/dockerfile/lib/secret_value.h"
#include "find/dockerfile/lib/value.h"

#define KEPT "anybody who has the image reads it with `docker inspect` or `docker history`"

static void report(struct lint *l, uint32_t at, const struct df_instruction *i, size_t k,
		   enum secret_likelihood judged, struct str value)
{
	const struct df_pair *p = &i->pairs.p[k];
	struct str name = p->key.text;
	struct span span = { p->key.span.begin,
			     p->has_value ? p->value.span.end : p->key.span.end };
	const char *what = secret_format(value);
	struct lint_finding *n;
	switch (judged) {
	case SECRET_CERTAIN:
		n = lint_report(l, at, span, "%.*s holds a %s", STRF(name),
				what ? what : "credential");
		break;
	case SECRET_LIKELY:
		n = lint_report(l, at, span, "%.*s is written out", STRF(name));
		break;
	case SECRET_DEFAULT:
		n = lint_report(l, at, span, "%.*s is a password that everybody tries first",
				STRF(name));
		break;
	case SECRET_VARIABLE:
		n = lint_report(l, at, span, "%.*s takes a secret of the build into the image",
				STRF(name));
		break;
	case SECRET_EMPTY:
		n = lint_report(l, at, span, "%.*s is given as a build argument", STRF(name));
		break;
	case SECRET_NO:
	case SECRET_PATH:
	case SECRET_PLACEHOLDER:
	default:
		return;
	}
	if (i->kind == DF_ENV && lint_file(l)->instructions.p[at].kind == DF_ENV &&
	    secret_mount_repair(l, n, at, k))
		return;
	n->suggestion =
		i->kind == DF_ARG
			? str_printf(
				  lint_arena(l),
				  "RUN --mount=type=secret,id=%.*s and docker build --secret id=%.*s; "
				  "replace the value if it was ever real",
				  STRF(name), STRF(name))
			: STR("give it to the container when it starts, as a mounted file; replace the "
			      "value if it was ever real");
}

/* Does the value come from an argument or variable that is named like a secret? */
static bool from_secret(const struct lint *l, const struct df_pair *p)
{
	struct variables v;
	struct variable r;
	variables_of(&v, p->value.raw, lint_file(l)->escape);
	while (variable_next(&v, &r))
		if (secret_name(r.name))
			return true;
	return false;
}

static bool is_used(const struct lint *l, uint32_t instruction, const struct df_pair *p)
{
	const struct df_stage *s = stage_at(l, instruction);
	if (!s || !secret_name(p->key.text))
		return false;
	return argument_is_used(lint_build(l), s, instruction, p->key.text);
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	for (size_t k = 0; k < i->pairs.n; k++) {
		const struct df_pair *p = &i->pairs.p[k];
		bool unknown = false;
		struct str value = p->value.text;
		/* a value put together of known parts is as open as one that is written out */
		if (p->has_value && p->value.has_variable) {
			struct str whole = value_of(l, instruction, i, &p->value, &unknown);
			if (!unknown)
				value = whole;
		}
		enum secret_likelihood judged = secret_judge(p->key.text, value);
		if (judged == SECRET_LIKELY && p->value.has_variable)
			judged = SECRET_VARIABLE;
		if (judged == SECRET_VARIABLE && (i->kind != DF_ENV || !from_secret(l, p)))
			continue;
		if (judged == SECRET_EMPTY && (i->kind != DF_ARG || is_used(l, instruction, p)))
			continue;
		if (i->kind == DF_LABEL && judged != SECRET_CERTAIN)
			continue;
		report(l, instruction, i, k, judged, value);
	}
}

const struct dockerfile_rule dockerfile_rule_secret_in_env = {
	.id = "secret-in-env",
	.aliases = "DL3064 SecretsUsedInArgOrEnv DS-0031 AVD-DS-0031 DS031 CIS-DI-0010",
	.title = "A secret in ENV, ARG or LABEL",
	.why = "It is part of the image's configuration and history: " KEPT
	       ", and no later instruction takes it out.",
	.fix = "Mount secrets of the build with RUN --mount=type=secret; give those of the program to the container "
	       "when it starts.",
	.level = LINT_WARNING,
	.severity = SEVERITY_CRITICAL,
	.reference = "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
	.bad = "FROM debian:12\nENV DATABASE_PASSWORD=pa55-Winter-lemon\nARG NPM_TOKEN\n",
	.good = "FROM debian:12\nENV DATABASE_PASSWORD_FILE=/run/secrets/db GPG_KEY=E3FF2839C048B25C084DEBE9B26995E3\n"
		"ENV API_TOKEN=\"\" TOKEN_URL=https://example.com/token SECRET_KEY_BASE=dummy\n",
	.on = ON(DF_ENV) | ON(DF_ARG) | ON(DF_LABEL),
	.check = check,
};
