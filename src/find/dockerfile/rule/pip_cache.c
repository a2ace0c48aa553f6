/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What pip install downloads and keeps below ~/.cache/pip. PIP_NO_CACHE_DIR says the same as the option, in ENV or
 * in the script; note that "off" and "0" there switch the cache on.
 */
#include "find/dockerfile/lib/run.h"

/* The index of the last "pip cache purge"; 0 when there is none. */
static size_t last_purge(const struct run *r)
{
	for (size_t n = r->script->commands.n; n-- > 0;) {
		struct manager_call call;
		if (run_calls(r, n, MANAGER_PIP, &call) && str_is(call.verb_text, "cache") &&
		    sh_has_arg(call.command, "purge"))
			return n;
	}
	return 0;
}

static bool is_off(const struct run *r, const struct manager_call *call,
		   struct run_answer configured[2])
{
	static const char *const options[] = { "--no-cache-dir", "--cache-dir", "--dry-run", NULL };
	static const char *const config[] = { "pip", "no-cache-dir", "config set", NULL };
	static const char *const file[] = { "pip.conf", "no-cache-dir", NULL };
	struct str value;
	if (run_variable(r, call->at, STR("PIP_NO_CACHE_DIR"), &value) &&
	    (manager_true(value) || str_has(value, STR("$"))))
		return true;
	return manager_has(call, options) || call->unresolved ||
	       run_was_said_once(r, config, &configured[0]) ||
	       run_was_said_once(r, file, &configured[1]);
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run r = run_of(l, at, i);
	struct run_answer configured[2] = { 0 };
	const char *const *folders = managers[MANAGER_PIP].cache;
	if (run_is_mounted(&r, folders))
		return;
	size_t cleaned = size_max(run_last_deletion(&r, folders), last_purge(&r));
	for (size_t n = cleaned; n < r.script->commands.n; n++) {
		struct manager_call call;
		if (!run_calls(&r, n, MANAGER_PIP, &call) || call.verb != VERB_INSTALL ||
		    is_off(&r, &call, configured))
			continue;
		struct lint_finding *found =
			run_report(&r, n, STR("pip keeps its downloads in the layer"));
		if (run_insert_behind(&r, found, &call.command->words.p[call.verb_at],
				      STR(" --no-cache-dir")))
			found->edit_reason = STR("installs without keeping the downloads");
		else
			found->suggestion = STR("Add --no-cache-dir");
	}
}

const struct dockerfile_rule dockerfile_rule_pip_cache = {
	.id = "pip-cache",
	.aliases = "DL3042",
	.title = "pip keeps its downloads in the image",
	.why = "Every package is in the image twice: installed, and as it was downloaded.",
	.fix = "Write pip install --no-cache-dir, set PIP_NO_CACHE_DIR=1, or mount a cache at "
	       "/root/.cache/pip.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.shipped_only = true,
	.reference = "https://pip.pypa.io/en/stable/topics/caching/",
	.bad = "FROM python:3.12-slim\n"
	       "RUN python3 -m pip install \\\n"
	       "    # pinned there\n"
	       "    -r requirements.txt\n",
	.good = "FROM python:3.12-slim AS a\n"
		"RUN pip --no-cache-dir install -r requirements.txt\n"
		"RUN pip3 install -r requirements.txt && rm -rf ~/.cache\n"
		"RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt\n"
		"ENV PIP_NO_CACHE_DIR=1\n"
		"FROM a\n"
		"RUN pip install -r requirements.txt\n",
	.on = ON(DF_RUN),
	.check = check,
};
