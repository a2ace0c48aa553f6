/* SPDX-License-Identifier: Apache-2.0 */
/*
 * useradd with a large user id and without -l. It writes the new user into /var/log/lastlog and faillog at the
 * place of its number: a file with a hole, which layers store as gigabytes of zeros.
 */
#include "find/dockerfile/lib/run.h"

#define LARGE 99999

static bool is_large(struct lint *l, uint32_t at, struct str value)
{
	bool unknown = false;
	uint64_t number;
	value = df_resolve(lint_build(l), at, value, &unknown);
	return !unknown && str_u64(value, UINT32_MAX, &number) && number > LARGE;
}

/* The value of -u, --uid; empty when there is none. */
static struct str uid_of(const struct sh_command *c)
{
	for (size_t n = 1; n < c->words.n; n++) {
		struct str w = c->words.p[n].text;
		if (str_starts(w, STR("--uid=")))
			return str_from(w, 6);
		bool next = str_is(w, "--uid") ||
			    (w.n > 1 && w.p[0] == '-' && w.p[1] != '-' && w.p[w.n - 1] == 'u');
		if (next)
			return n + 1 < c->words.n ? c->words.p[n + 1].text : STR("");
		if (str_starts(w, STR("-u")))
			return str_from(w, 2);
	}
	return STR("");
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run r = run_of(l, at, i);
	for (size_t n = 0; n < r.script->commands.n; n++) {
		const struct sh_command *c = &r.script->commands.p[n];
		if (!str_is(sh_name(c), "useradd") || sh_has_short(c, 'l') ||
		    sh_has_long(c, "no-log-init") || !is_large(l, at, uid_of(c)))
			continue;
		struct lint_finding *found = run_report(
			&r, n, STR("useradd with a large number writes a huge, empty log file"));
		if (run_insert_behind(&r, found, &c->words.p[0], STR(" -l")))
			found->edit_reason = STR("keeps the user out of lastlog and faillog");
		else
			found->suggestion = STR("Add -l (--no-log-init)");
	}
}

const struct dockerfile_rule dockerfile_rule_useradd_large_uid = {
	.id = "useradd-large-uid",
	.aliases = "DL3046",
	.title = "useradd with a large user id and without -l",
	.why = "The login log gets an entry at the place of that number, and the layer stores all the "
	       "zeros in front of it: gigabytes.",
	.fix = "Write useradd -l (--no-log-init), or take a smaller number.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.bad = "FROM debian:12\nARG UID=1000620000\nRUN useradd --create-home -rou ${UID} app\n"
	       "RUN useradd -u 2000000 -m other\n",
	.good = "FROM debian:12\n"
		"RUN useradd -u 10001 a && useradd -l -u 1000620000 b && useradd --no-log-init "
		"--uid=1000620001 c && useradd -u $UNKNOWN d\n"
		"RUN groupadd -g 1000620000 g && adduser --uid 1000620000 e\n",
	.on = ON(DF_RUN),
	.check = check,
};
