/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pipeline whose first part may fail without anybody noticing: the shell looks at the last command only.
 *
 * Silent where nothing can be lost: the parts in front are echo, printf, uname and their like; the pipeline is itself a
 * question (if curl … | grep) or inside $( ) and hidden by the command around it; set -o pipefail is in
 * force, in the script or by SHELL.
 *
 * dash, the sh of Debian, has no pipefail. So the repair puts a SHELL with bash in front of the RUN where the base
 * image is known to have bash, and `set -o pipefail` into the script on Alpine, whose ash has it. One SHELL is
 * enough for the stage, so only the first RUN gets it, and only where nothing later in the stage asks for another.
 */
#include "find/dockerfile/lib/family.h"
#include "find/dockerfile/lib/run.h"

#define MANY 1000 /* instructions of a stage: beyond, no repair */

/* Commands that do not fail in a way that matters. */
static bool is_safe(const struct sh_command *c)
{
	static const char *const names[] = { "echo",	 "printf", "yes",    "true",  ":",
					     "uname",	 "id",	   "date",   "nproc", "arch",
					     "hostname", "env",	   "groups", "pwd",   "seq",
					     "whoami",	 NULL };
	/* they work on what they are given: the one in front is the one that fails */
	static const char *const filters[] = { "sed",  "tr",	 "cut",	   "head", "tail",   "sort",
					       "uniq", "rev",	 "wc",	   "fold", "column", "nl",
					       "tac",  "base64", "expand", NULL };
	return word_in(sh_name(c), names) || (c->pipeline_at > 0 && word_in(sh_name(c), filters));
}

/* $( ) among the words of a command: its status is that of the command. V=$(…) alone has the status itself. */
static bool is_hidden(const struct sh_script *s, size_t at)
{
	if (!(s->commands.p[at].flags & SH_SUBSTITUTION))
		return false;
	for (size_t n = at, steps = 0; n-- > 0 && steps < RUN_LOOK_AROUND; steps++)
		if (!(s->commands.p[n].flags & SH_SUBSTITUTION))
			return s->commands.p[n].words.n > 0;
	return true;
}

/* The first command of a pipeline whose failure would be lost; SIZE_MAX when there is none. */
static size_t find_pipeline(const struct sh_script *s)
{
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		if (c->pipeline_n > 1 && c->pipeline_at + 1 < c->pipeline_n && !c->pipefail &&
		    !(c->flags & SH_CONDITION) && !is_safe(c) && !is_hidden(s, n))
			return n;
	}
	return SIZE_MAX;
}

/* yes | x ends by a signal, which pipefail would take for a failure. */
static bool has_endless(const struct sh_script *s)
{
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		static const char *const heads[] = { "head", "grep", NULL };
		if (c->pipeline_n < 2)
			continue;
		if (str_is(sh_name(c), "yes") || (c->pipeline_at > 0 && word_in(sh_name(c), heads)))
			return true;
	}
	return false;
}

/* An earlier RUN of the stage gets the SHELL already, or a later instruction sets one. */
static bool is_first_of_stage(const struct run *r)
{
	const struct df_stage *stage = &r->build->stages.p[r->instruction->stage];
	if (stage->last - stage->first > MANY)
		return false;
	for (uint32_t k = stage->first; k < stage->last; k++) {
		const struct df_instruction *i = &r->file->instructions.p[k];
		if (k > r->at && (i->kind == DF_SHELL || (i->kind == DF_RUN && !i->broken &&
							  has_endless(&r->build->scripts[k]))))
			return false;
		if (k < r->at && i->kind == DF_RUN && !i->broken &&
		    r->build->states[k].shell == DF_SHELL_POSIX && !r->build->states[k].pipefail &&
		    find_pipeline(&r->build->scripts[k]) != SIZE_MAX)
			return false;
	}
	return true;
}

/* SHELL also changes CMD and ENTRYPOINT in shell form behind it: only without them is nothing else touched. */
static bool changes_start(const struct run *r)
{
	const struct df_stage *stage = &r->build->stages.p[r->instruction->stage];
	for (uint32_t k = r->at + 1; k < stage->last; k++) {
		const struct df_instruction *i = &r->file->instructions.p[k];
		if ((i->kind == DF_CMD || i->kind == DF_ENTRYPOINT || i->kind == DF_HEALTHCHECK) &&
		    !i->json)
			return true;
	}
	return false;
}

static bool shell_was_set(const struct run *r)
{
	uint32_t at = r->at;
	unsigned steps = 0;
	while (run_previous(r->build, &at, &steps))
		if (r->file->instructions.p[at].kind == DF_SHELL)
			return true;
	return false;
}

static bool repair(const struct run *r, struct lint_finding *n)
{
	struct base_image base = base_image_of(r->build, r->instruction->stage);
	const char *end = r->file->crlf ? "\r\n" : "\n";
	if (r->file->instructions.p[r->at].kind != DF_RUN || !run_is_editable(r) ||
	    shell_was_set(r) || has_endless(r->script) || r->instruction->heredocs.n)
		return false;
	if (base.family == FAMILY_ALPINE && !base.has_bash) {
		const struct sh_command *first = &r->script->commands.p[0];
		n->edit_reason = STR("makes a failure inside a pipeline stop the build");
		return first->words.n && !first->wrapper.n && !first->assignments.n &&
		       !first->flags &&
		       run_insert_before(r, n, &first->words.p[0], STR("set -o pipefail && "));
	}
	if (!base.has_bash || !is_first_of_stage(r) || changes_start(r))
		return false;
	lint_insert(r->lint, n, run_line_above(r),
		    str_printf(lint_arena(r->lint),
			       "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]%s", end));
	n->edit_reason = STR("makes a failure inside a pipeline stop the build, here and below");
	return true;
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run r = run_of(l, at, i);
	const struct df_state *state = &r.build->states[at];
	size_t n = find_pipeline(r.script);
	/* SHELL's own pipefail does not reach into `RUN ["sh", "-c", …]` */
	if (n == SIZE_MAX || (state->pipefail && !i->json))
		return;
	const struct sh_command *c = &r.script->commands.p[n];
	struct lint_finding *found =
		run_report(&r, n,
			   str_printf(lint_arena(l), "when %.*s fails, the build goes on",
				      STRF(sh_name(c).n ? sh_name(c)
							: STR("the first part of the pipeline"))));
	if (!repair(&r, found))
		found->suggestion =
			STR("Begin with set -o pipefail, in a shell that has it, or write the "
			    "first part to a file");
}

const struct dockerfile_rule dockerfile_rule_no_pipefail = {
	.id = "no-pipefail",
	.aliases = "DL4006",
	.title = "A failure inside a pipeline is not noticed",
	.why = "The shell takes the status of the last command for the whole: a broken download that is "
	       "piped into tar or sh can give an image with half of it inside.",
	.fix = "Write SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"] in front of the RUN; on Alpine "
	       "begin the script with set -o pipefail.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/reference/dockerfile/#shell",
	.bad = "FROM debian:12\nRUN curl -fsSL https://example.com/x.tgz | tar xz -C /opt\n",
	.good = "FROM debian:12 AS a\n"
		"RUN echo \"deb https://example.com bookworm main\" | tee /etc/apt/sources.list.d/x.list\n"
		"RUN if cat /proc/cpuinfo | grep -q avx; then touch /avx; fi; "
		"V=$(uname -m | sed s/x86_64/x64/ | tr a-z A-Z) "
		"useradd --password \"$(head -c32 /dev/urandom | base64)\" a\n"
		"SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n"
		"RUN curl -fsSL https://example.com/x.tgz | tar xz -C /opt\n"
		"FROM a\n"
		"RUN curl -fsSL https://example.com/y.tgz | tar xz -C /opt\n"
		"FROM alpine:3.20\n"
		"RUN set -eo pipefail; wget -qO- https://example.com/x.tgz | tar xz -C /opt\n",
	.on = ON(DF_RUN),
	.check = check,
};
