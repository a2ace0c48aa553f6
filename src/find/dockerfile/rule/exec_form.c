/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CMD and ENTRYPOINT in shell form. A stage with a SHELL of its own says that it wants one.
 *
 * The repair is certain for one plain command. It is not when the file has both ENTRYPOINT and CMD: a
 * shell-form ENTRYPOINT ignores CMD and a JSON one does not, and a shell-form CMD is handed to a JSON
 * ENTRYPOINT as "/bin/sh -c …".
 */
#include "find/dockerfile/lib/repair.h"

struct facts {
	bool has_cmd, has_entrypoint;
	bool *own_shell; /* parallel to stages: SHELL was set there or in a stage that it is FROM */
};

static bool has_comment(const struct dockerfile *d, struct span s)
{
	struct str text = df_slice(d, s);
	return str_find_char(text, '\n') != SIZE_MAX && str_find_char(text, '#') != SIZE_MAX;
}

static void propose(struct lint *l, struct lint_finding *n, uint32_t at,
		    const struct df_instruction *i, const struct facts *facts)
{
	bool other = i->kind == DF_CMD ? facts->has_entrypoint : facts->has_cmd;
	struct str *words;
	size_t words_n = plain_command(&lint_build(l)->scripts[at], lint_arena(l), &words);
	if (i->json_broken) {
		n->suggestion =
			STR("JSON strings stand in double quotes, with commas between them");
	} else if (other) {
		n->suggestion = STR(
			"write CMD and ENTRYPOINT both as JSON arrays, and look at what they make "
			"together");
	} else if (words_n && !has_comment(lint_file(l), i->text_span)) {
		lint_edit(l, n, i->text_span, json_array(lint_arena(l), words, words_n));
		n->edit_reason = STR("starts the program without a shell; the words are the same");
	} else {
		n->suggestion = STR(
			"put the shell code into a script that ends with exec, and name it in a JSON "
			"array");
	}
}

static void report(struct lint *l, uint32_t at, const struct df_instruction *i,
		   const struct facts *facts)
{
	struct lint_finding *n = lint_report(
		l, at, i->text_span,
		i->json_broken ? "%s is no JSON array: a shell gets all of it, brackets too"
			       : "%s in shell form: the program is a child of the shell",
		df_kind_name(i->kind));
	propose(l, n, at, i, facts);
}

static void check(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	const struct df_build *b = lint_build(l);
	struct facts facts = { .own_shell =
				       arena_array(lint_arena(l), b->stages.n + 1, sizeof(bool)) };
	for (size_t k = 0; k < d->instructions.n; k++) {
		facts.has_cmd |= d->instructions.p[k].kind == DF_CMD;
		facts.has_entrypoint |= d->instructions.p[k].kind == DF_ENTRYPOINT;
	}
	for (uint32_t k = 0; k < d->instructions.n; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		if (i->broken || i->stage >= b->stages.n)
			continue;
		uint32_t parent = b->stages.p[i->stage].parent;
		if (i->kind == DF_FROM && parent < i->stage)
			facts.own_shell[i->stage] = facts.own_shell[parent];
		if (i->kind == DF_SHELL)
			facts.own_shell[i->stage] = true;
		if ((i->kind == DF_CMD || i->kind == DF_ENTRYPOINT) && !i->json && i->text.n &&
		    (!facts.own_shell[i->stage] || i->json_broken))
			report(l, k, i, &facts);
	}
}

const struct dockerfile_rule dockerfile_rule_exec_form = {
	.id = "exec-form",
	.aliases = "DL3025 JSONArgsRecommended",
	.title = "CMD or ENTRYPOINT is no JSON array",
	.why = "A shell is started around the program. It does not pass SIGTERM on, so the container is killed after "
	       "ten seconds instead of ending in order.",
	.fix = "Write the command as a JSON array of strings in double quotes.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/reference/build-checks/json-args-recommended/",
	.bad = "FROM debian:12\nCMD ['node', 'server.js']\n"
	       "ENTRYPOINT /srv/start --now\n",
	.good = "FROM debian:12 AS one\nCMD [\"node\", \"server.js\"]\nFROM debian:12\n"
		"SHELL [\"/bin/bash\", \"-c\"]\nCMD exec node $OPTIONS server.js\n"
		"ENTRYPOINT [\"/init\"]\n",
	.check_file = check,
};
