/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tag can be moved to another image at any time; a digest cannot. The digest itself is never invented here:
 * the repair engine fills it in where it was given a file of digests.
 */
#include "find/dockerfile/lib/ship.h"

static void check_stage(struct lint *l, const struct df_stage *s)
{
	const struct df_reference *r = &s->reference;
	if (s->parent != DF_GLOBAL || s->scratch || r->unknown || r->digest.n ||
	    r->repository.n == 0 || s->from->broken || s->from->args.n == 0)
		return;
	struct lint_finding *n =
		lint_report(l, s->first, s->from->args.p[0].span,
			    "%.*s is named by a tag, which can change under you", STRF(s->base));
	n->suggestion = str_printf(
		lint_arena(l),
		"docker buildx imagetools inspect %.*s shows the digest: write %.*s@sha256:… and let a bot renew it",
		STRF(s->base), STRF(s->base));
}

/* COPY --from=IMAGE takes files from an image just as FROM does. */
static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	const struct df_flag *from = df_flag(i, "from");
	uint64_t number;
	if (!from || from->value.n == 0 || str_u64(from->value, UINT32_MAX, &number) ||
	    str_find_char(from->value, '$') != SIZE_MAX)
		return;
	for (size_t n = 0; n < b->stages.n; n++)
		if (str_eq_nocase(b->stages.p[n].name, from->value))
			return;
	struct df_reference r;
	/* a single word is rather a stage that does not exist: another rule's */
	if (!df_reference_parse(lint_arena(l), from->value, &r) || r.digest.n || r.unknown ||
	    (r.tag.n == 0 && str_find_char(from->value, '/') == SIZE_MAX))
		return;
	struct lint_finding *n = lint_report(l, instruction, from->value_span,
					     "%.*s is named by a tag, which can change under you",
					     STRF(from->value));
	n->suggestion = str_printf(lint_arena(l), "write --from=%.*s@sha256:…", STRF(from->value));
}

const struct dockerfile_rule dockerfile_rule_base_not_digest = {
	.id = "base-not-digest",
	.aliases = "",
	.title = "Base image is not pinned by digest",
	.why = "A tag can be pointed at another image at any time, by mistake or by an attacker: the same "
	       "Dockerfile then builds something that nobody tested.",
	.fix = "Write the digest behind the tag (FROM node:22-slim@sha256:…) and let a bot renew it.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.reference =
		"https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
	.bad = "FROM debian:12-slim\nUSER 10001\n",
	.good = "FROM debian:12-slim@sha256:"
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS base\n"
		"FROM base\nUSER 10001\n",
	.on = ON(DF_COPY),
	.check = check,
	.check_stage = check_stage,
};
