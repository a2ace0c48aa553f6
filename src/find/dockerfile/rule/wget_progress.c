/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wget that draws its progress into the build log: thousands of lines for one download.
 *
 * GNU wget can be told to draw less (--progress=dot:giga); busybox's, on Alpine, does not know that option and
 * stops. So the repair depends on the base image, and there is none where it is not known.
 */
#include "find/dockerfile/lib/family.h"
#include "find/dockerfile/lib/run.h"

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

static bool is_quiet(const struct sh_command *c)
{
	static const char *const words[] = {
		"-nv",
		"--no-verbose",
		"-q",
		"--quiet",
		"-o",
		"--output-file",
		"-a",
		"--append-output",
		"-b",
		"--background",
		"--version",
		"--help",
		"--show-progress",
		"--spider",
		NULL,
	};
	for (size_t n = 1; n < c->words.n; n++) {
		struct str w = c->words.p[n].text;
		if (word_in(w, words) || str_starts(w, STR("--progress")) ||
		    str_starts(w, STR("--output-file=")) || str_starts(w, STR("-nv")))
			return true;
		/* -qO- */
		for (size_t k = 1; k < w.n && w.p[0] == '-' && w.p[1] != '-' && w.p[k] != 'O'; k++)
			if (w.p[k] == 'q')
				return true;
		/* an option from a variable may say it */
		if (!c->words.p[n].literal && str_has(w, STR("OPT")))
			return true;
	}
	for (size_t n = 0; n < c->redirections.n; n++) {
		const struct sh_redirection *to = &c->redirections.p[n];
		if (to->fd == 2 || str_starts(to->operator, STR("&>")))
			return true;
	}
	return false;
}

/* apk add wget brings GNU's. */
static bool adds_wget(struct lint *l, uint32_t at, size_t end)
{
	const struct sh_script *s = &lint_build(l)->scripts[at];
	for (size_t n = 0; n < s->commands.n && n < end; n++) {
		struct manager_call call;
		if (manager_is(l, at, n, MANAGER_APK, &call) && call.verb == VERB_INSTALL &&
		    sh_has_arg(call.command, "wget"))
			return true;
	}
	return false;
}

static bool has_gnu_wget(const struct run *r, size_t command, enum family family)
{
	if (family != FAMILY_ALPINE)
		return family != FAMILY_UNKNOWN;
	uint32_t at = r->at;
	unsigned steps = 0;
	if (adds_wget(r->lint, at, command))
		return true;
	while (run_previous(r->build, &at, &steps))
		if (adds_wget(r->lint, at, RUN_LOOK_AROUND))
			return true;
	return false;
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run r = run_of(l, at, i);
	for (size_t n = 0; n < r.script->commands.n; n++) {
		const struct sh_command *c = &r.script->commands.p[n];
		if (!str_is(sh_name(c), "wget") || is_quiet(c))
			continue;
		enum family family = base_image_of(r.build, i->stage).family;
		bool gnu = !str_is(c->wrapper, "busybox") && has_gnu_wget(&r, n, family);
		struct lint_finding *found =
			run_report(&r, n, STR("wget fills the build log with its progress"));
		found->suggestion = STR("Add --progress=dot:giga, or -q for busybox's wget");
		if ((gnu || family == FAMILY_ALPINE) &&
		    run_insert_behind(&r, found, &c->words.p[0],
				      gnu ? STR(" --progress=dot:giga") : STR(" -q"))) {
			found->edit_reason = STR("keeps the build log readable");
			found->suggestion = STR("");
		}
	}
}

const struct dockerfile_rule dockerfile_rule_wget_progress = {
	.id = "wget-progress",
	.aliases = "DL3047",
	.title = "wget draws its progress into the build log",
	.why = "A log has no cursor: each step of the bar becomes a line, and what matters is lost among "
	       "thousands of them.",
	.fix = "Write wget --progress=dot:giga, wget -nv, or wget -q.",
	.level = LINT_INFO,
	.severity = SEVERITY_NEGLIGIBLE,
	.reference = "https://www.gnu.org/software/wget/manual/wget.html#Download-Options",
	.bad = "FROM debian:12\nRUN wget -O /tmp/x.tgz https://example.com/x.tgz\n"
	       "RUN wget https://example.com/y && wget https://example.com/z\n",
	.good = "FROM debian:12\n"
		"RUN wget --progress=dot:giga https://example.com/a && wget -qO- https://example.com/b "
		"> /b && wget -nv https://example.com/c && wget https://example.com/d 2>/dev/null\n"
		"RUN echo wget && apt-get install -y wget=1.21.3-1\n",
	.on = ON(DF_RUN),
	.check = check,
};
