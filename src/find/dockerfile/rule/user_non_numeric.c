/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The image's USER is a name. The repair writes the number when the file itself creates the account with one.
 */
#include "find/dockerfile/lib/image.h"
#include "find/dockerfile/lib/repair.h"
#include "find/dockerfile/lib/ship.h"
#include "find/dockerfile/lib/value.h"

static bool is_number(struct str s)
{
	uint64_t id;
	return str_u64(s, UINT32_MAX, &id);
}

/* useradd -u 10001 app, adduser -S -u 10001 app: the number when the account is this one. */
static bool creates(const struct sh_command *c, struct str user, struct str *out)
{
	struct str name = sh_name(c), id = { 0 };
	bool same = false;
	if (!str_is(name, "useradd") && !str_is(name, "adduser"))
		return false;
	for (size_t k = 1; k < c->words.n; k++) {
		struct str w = c->words.p[k].text, value;
		if (str_is(w, "-u") || str_is(w, "--uid")) {
			if (++k < c->words.n)
				id = c->words.p[k].text;
		} else if (str_starts(w, STR("--uid=")) && str_cut(w, '=', NULL, &value)) {
			id = value;
		} else {
			same |= str_eq(w, user) && c->words.p[k].literal;
		}
	}
	if (!same || !is_number(id))
		return false;
	*out = id;
	return true;
}

/* The number that the image's own instructions give the account. */
static bool find_number(struct lint *l, const struct df_stage *stage, struct str user,
			struct str *out)
{
	const struct df_build *b = lint_build(l);
	struct ship_walk w;
	bool found = false;
	if (str_is(user, "node")) {
		*out = STR("1000");
		if (str_is(official_base(b, stage), "node"))
			return true;
	}
	for (ship_walk_begin(&w, b, stage, DF_GLOBAL); ship_walk_next(&w);)
		for (size_t c = 0; c < b->scripts[w.instruction].commands.n; c++)
			found |= creates(&b->scripts[w.instruction].commands.p[c], user, out);
	return found;
}

static void check(struct lint *l, const struct df_stage *stage)
{
	const struct df_instruction *i = stage->user;
	if (!stage->final || !i || !i->args.n || i->kind != DF_USER)
		return;
	uint32_t at = (uint32_t)(i - lint_file(l)->instructions.p);
	const struct df_word *w = &i->args.p[0];
	bool unknown;
	struct str user = value_of(l, at, i, w, &unknown), group, number;
	bool has_group = str_cut(user, ':', &user, &group);
	if (unknown || !user.n || is_number(user) || str_is(user, "root") ||
	    str_find_char(user, '\\') != SIZE_MAX || str_starts(user, STR("Container")))
		return;
	struct lint_finding *n =
		lint_report(l, at, w->span, "USER %.*s is a name, not a number", STRF(user));
	bool literal = !w->has_variable && str_eq(df_slice(lint_file(l), w->span), w->text);
	if (literal && !has_group && find_number(l, stage, user, &number))
		repair_replace(l, n, w->span, number,
			       "writes the number of the account, which is the same user");
	else
		n->suggestion = STR(
			"create the account with a fixed number, and write USER with that number");
}

const struct dockerfile_rule dockerfile_rule_user_non_numeric = {
	.id = "user-non-numeric",
	.aliases = "DL3066",
	.title = "USER is a name",
	.why = "Kubernetes cannot tell whether a name is root: with runAsNonRoot the container does not start.",
	.fix = "Write the number of the account: USER 10001.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.reference = "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
	.bad = "FROM debian:12\nRUN useradd --system --uid=10001 app\nUSER app\n",
	.good = "FROM debian:12\nRUN useradd --system --uid=10001 app\nUSER app\nRUN whoami\nUSER 10001:10001\n",
	.check_stage = check,
};
