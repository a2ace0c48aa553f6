/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Package managers that stop to ask, in a build in which nobody answers.
 *
 * The answer can be given in many ways, and all of them count: every spelling of the option, apt's -qq, an
 * assignment by -o, a configuration file written earlier, `yes |` in front. An option that may hide in a variable
 * ($APT_OPTIONS) makes the check silent.
 */
#include "find/dockerfile/lib/check.h"

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* apt-get(8): -qq, and -q=2, imply -y. */
static bool apt_is_quiet(const struct manager_call *call)
{
	unsigned q = 0;
	for (size_t n = 0; n < call->options.n; n++) {
		struct str o = call->options.p[n];
		if (str_is(o, "-q=2") || str_is(o, "--quiet=2"))
			return true;
		q += str_is(o, "--quiet");
		for (size_t k = 1; k < o.n && o.p[1] != '-' && o.p[k] != '='; k++)
			q += o.p[k] == 'q';
	}
	return q >= 2;
}

static bool apt_is_told(const struct run *r, const struct manager_call *call,
			struct run_answer *configured)
{
	struct str value, setting, state;
	for (size_t n = 0; manager_value(call, LIST("-o", "--option"), n, &value); n++)
		if (str_cut(value, '=', &setting, &state) &&
		    str_eq_nocase(setting, STR("APT::Get::Assume-Yes")) && manager_true(state))
			return true;
	return apt_is_quiet(call) ||
	       run_was_said_once(r, LIST("apt.conf", "Assume-Yes"), configured);
}

static bool is_told(const struct run *r, const struct manager_call *call,
		    struct run_answer *configured)
{
	/* these only show what would be done */
	if (manager_has(call, call->manager->yes) || call->unresolved ||
	    manager_has(call, LIST("--help", "--dry-run")))
		return true;
	if (call->id == MANAGER_APT)
		return manager_has(call, LIST("-s", "--simulate", "--just-print", "--no-act", "-d",
					      "--download-only", "--print-uris")) ||
		       apt_is_told(r, call, configured);
	if (!manager_is_rpm(call->id))
		return false;
	struct str value;
	for (size_t n = 0; manager_value(call, LIST("--setopt"), n, &value); n++)
		if (str_starts(value, STR("assumeyes")))
			return true;
	return manager_has(call, LIST("--assumeno", "--downloadonly")) ||
	       run_was_said_once(r, LIST("assumeyes"), configured);
}

/* --yes=false, -o APT::Get::Assume-Yes=false: somebody wants to be asked; another option would not help. */
static bool says_no(const struct manager_call *call)
{
	for (size_t n = 1; n < call->command->words.n; n++)
		if (str_has(call->command->words.p[n].text, STR("yes=")) ||
		    str_has(call->command->words.p[n].text, STR("Yes=")))
			return true;
	return false;
}

/* yes | apt-get install curl; echo y | … */
static bool is_fed(const struct run *r, const struct manager_call *call)
{
	if (call->command->pipeline_at == 0 || call->at == 0)
		return false;
	struct str name = sh_name(&r->script->commands.p[call->at - 1]);
	return word_in(name, LIST("yes", "echo", "printf"));
}

static bool asks(const struct manager_call *call)
{
	switch (call->verb) {
	case VERB_INSTALL:
	case VERB_UPGRADE:
	case VERB_DIST_UPGRADE:
	case VERB_REMOVE:
		return true;
	case VERB_OTHER:
	case VERB_REFRESH:
	case VERB_CLEAN:
		break;
	}
	return false;
}

void check_asks(struct lint *l, uint32_t at, const struct df_instruction *i, enum manager_id id,
		const char *option)
{
	struct run r = run_of(l, at, i);
	struct arena *a = lint_arena(l);
	struct manager_call call;
	struct run_answer configured = { 0 };
	for (size_t n = 0; n < r.script->commands.n; n++) {
		if (!run_calls(&r, n, id, &call) || !asks(&call) ||
		    is_told(&r, &call, &configured) || is_fed(&r, &call))
			continue;
		/* zypper's option is a global one: it stands in front of the subcommand */
		size_t word = id == MANAGER_ZYPPER ? call.name_at : call.verb_at;
		struct lint_finding *found =
			run_report(&r, n,
				   str_printf(a, "%.*s %.*s waits for an answer that nobody gives",
					      STRF(call.name), STRF(call.verb_text)));
		if (!says_no(&call) && run_insert_behind(&r, found, &call.command->words.p[word],
							 str_printf(a, " %s", option)))
			found->edit_reason = str_printf(
				a, "adds %s, so that the build does not wait for an answer",
				option);
		else
			found->suggestion = str_printf(a, "Add %s", option);
	}
}
