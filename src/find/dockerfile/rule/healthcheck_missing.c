/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Off by default: Kubernetes does not look at HEALTHCHECK, and jobs have none.
 *
 * The check has to run in the image, as its user, with what is there: the runtime of the program itself, or
 * busybox's wget. Which path says that the service is well is not in the file, so nothing is written by itself.
 */
#include "find/dockerfile/lib/family.h"
#include "find/dockerfile/lib/port.h"
#include "find/dockerfile/lib/ship.h"

/* The first TCP port that the image says it listens on. */
static bool find_port(const struct df_build *b, const struct df_stage *stage, uint64_t *out)
{
	struct ship_walk w;
	for (ship_walk_begin(&w, b, stage, DF_GLOBAL); ship_walk_next(&w);)
		for (size_t n = 0; w.i->kind == DF_EXPOSE && n < w.i->args.n; n++) {
			bool unknown = false;
			struct port_range range;
			struct str port =
				df_resolve(b, w.instruction, w.i->args.p[n].text, &unknown);
			if (unknown || !port_parse(port, &range) || range.first == 22 ||
			    (range.has_protocol && !str_eq_nocase(range.protocol, STR("tcp"))))
				continue;
			*out = range.first;
			return true;
		}
	return false;
}

/* The base name of what the container starts last: behind sshd && node it is node. */
static struct str program_of(const struct df_build *b, const struct df_stage *stage)
{
	const struct df_instruction *i = stage->entrypoint ? stage->entrypoint : stage->cmd;
	const struct sh_script *s = i ? &b->scripts[i - b->file->instructions.p] : NULL;
	return s && s->commands.n ? sh_name(&s->commands.p[s->commands.n - 1]) : (struct str){ 0 };
}

static bool is_one_of(struct str program, struct str image, const char *const *names)
{
	for (size_t n = 0; names[n]; n++)
		if (str_is(program, names[n]) || str_is(image, names[n]))
			return true;
	return false;
}

/* The arguments of CMD in JSON form; empty when nothing that can ask is known to be there. */
static struct str command_for(struct lint *l, const struct df_stage *stage, uint64_t port)
{
	static const char *const node[] = { "node", "npm", "yarn", "pnpm", "next", NULL };
	static const char *const python[] = { "python", "python3", "gunicorn",	"uvicorn",
					      "flask",	"daphne",  "hypercorn", NULL };
	const struct df_build *b = lint_build(l);
	struct arena *a = lint_arena(l);
	struct str image = ship_image(b, stage), program = program_of(b, stage);
	unsigned long long p = port;
	bool distroless = str_has(image, STR("distroless/"));
	if (is_one_of(program, image, node) || str_has(image, STR("distroless/nodejs")))
		return str_printf(
			a,
			"[\"%s\", \"-e\", \"require('http').get('http://127.0.0.1:%llu/', "
			"r => process.exit(r.statusCode < 400 ? 0 : 1))"
			".on('error', () => process.exit(1))\"]",
			distroless ? "/nodejs/bin/node" : "node", p);
	if (is_one_of(program, image, python) || str_has(image, STR("distroless/python")))
		return str_printf(a,
				  "[\"%s\", \"-c\", \"import urllib.request as r; "
				  "r.urlopen('http://127.0.0.1:%llu/', timeout=3)\"]",
				  str_is(image, "python") ? "python" : "python3", p);
	if (base_image_of(b, stage->index).family == FAMILY_ALPINE)
		return str_printf(
			a, "[\"wget\", \"-q\", \"-O\", \"/dev/null\", \"http://127.0.0.1:%llu/\"]",
			p);
	if (str_is(image, "ruby"))
		return str_printf(a,
				  "[\"ruby\", \"-rnet/http\", \"-e\", \"exit "
				  "Net::HTTP.get_response(URI('http://127.0.0.1:%llu/')).is_a?("
				  "Net::HTTPSuccess)\"]",
				  p);
	if (str_is(image, "php"))
		return str_printf(
			a,
			"[\"php\", \"-r\", \"exit(@file_get_contents('http://127.0.0.1:%llu/') "
			"=== false ? 1 : 0);\"]",
			p);
	return (struct str){ 0 };
}

static void check(struct lint *l, const struct df_stage *stage)
{
	uint64_t port = 0;
	struct str command = { 0 };
	if (!stage->final || stage->healthcheck)
		return;
	struct lint_finding *n =
		lint_report(l, stage->first, stage->from->span, "the image has no HEALTHCHECK");
	if (find_port(lint_build(l), stage, &port))
		command = command_for(l, stage, port);
	n->suggestion =
		command.n
			? str_printf(
				  lint_arena(l),
				  "HEALTHCHECK --interval=30s --timeout=5s CMD %.*s, with the path that "
				  "says whether the service is well; or HEALTHCHECK NONE",
				  STRF(command))
			: STR("let the program test itself: HEALTHCHECK CMD [\"/app\", \"health\"]; "
			      "or say HEALTHCHECK NONE");
}

const struct dockerfile_rule dockerfile_rule_healthcheck_missing = {
	.id = "healthcheck-missing",
	.aliases = "DL3057 DS-0026 AVD-DS-0026 DS026 CIS-DI-0006",
	.title = "No HEALTHCHECK",
	.why = "A program that hangs still runs: without a check nobody restarts it.",
	.fix = "Add a HEALTHCHECK that asks the program itself, or HEALTHCHECK NONE where the platform checks.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.off = true,
	.reference = "https://docs.docker.com/reference/dockerfile/#healthcheck",
	.bad = "FROM debian:12 AS build\nHEALTHCHECK CMD [\"true\"]\nFROM debian:12\nCMD [\"app\"]\n",
	.good = "FROM debian:12 AS base\nHEALTHCHECK CMD [\"true\"]\nFROM base\nCMD [\"app\"]\n",
	.check_stage = check,
};
