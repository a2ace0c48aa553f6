/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tag can be moved to another image at any time; a digest cannot. The digest itself is never invented here:
 * it comes from what the user gave (find/dockerfile/pins.h), or there is no repair.
 *
 *	FROM node:22-slim               →   FROM node:22-slim@sha256:…
 *	ARG TAG=22-slim                     ARG TAG=22-slim@sha256:…
 *	FROM node:${TAG}                →   FROM node:${TAG}
 *
 * Behind a variable in FROM a digest would win over every other value of it, in silence: where the default of
 * the ARG does not take it, the digest is only told.
 */
#include "find/dockerfile/lib/ship.h"

/* The name in a $NAME or ${NAME} that ends the word; empty when something else does. */
static struct str last_variable(struct str word)
{
	size_t at = str_rfind_char(word, '$');
	if (at == SIZE_MAX)
		return (struct str){ 0 };
	struct str name = str_from(word, at + 1);
	if (name.n > 2 && name.p[0] == '{' && name.p[name.n - 1] == '}')
		name = str_slice(name, 1, name.n - 1);
	for (size_t i = 0; i < name.n; i++)
		if (!char_is_alnum(name.p[i]) && name.p[i] != '_')
			return (struct str){ 0 };
	return name;
}

/* How often the file asks for the variable. */
static unsigned uses_of(const struct dockerfile *d, struct str name)
{
	unsigned n = 0;
	for (size_t i = 0; i + 1 < d->source.n; i++) {
		if (d->source.p[i] != '$')
			continue;
		struct str rest = str_from(d->source, i + 1);
		if (rest.p[0] == '{')
			rest = str_from(rest, 1);
		bool ends = rest.n <= name.n ||
			    (!char_is_alnum(rest.p[name.n]) && rest.p[name.n] != '_');
		n += str_starts(rest, name) && ends;
	}
	return n;
}

/* The one ARG in front of all stages that gives the variable its default; NULL when it is not that simple. */
static const struct df_word *default_of(const struct dockerfile *d, struct str name,
					struct str base)
{
	const struct df_word *found = NULL;
	for (size_t i = 0; i < d->instructions.n && d->instructions.p[i].stage == DF_GLOBAL; i++)
		for (size_t k = 0; k < d->instructions.p[i].pairs.n; k++) {
			const struct df_pair *p = &d->instructions.p[i].pairs.p[k];
			if (!str_eq(p->key.text, name))
				continue;
			if (found || !p->has_value || p->value.has_variable || p->value.quoted)
				return NULL;
			found = &p->value;
		}
	/* another value than the default (--build-arg) has another digest */
	return found && found->text.n && str_ends(base, found->text) && uses_of(d, name) == 1
		       ? found
		       : NULL;
}

static struct str command_for(struct arena *a, struct str image)
{
	return str_printf(
		a,
		"docker buildx imagetools inspect %.*s shows the digest: write %.*s@sha256:… and let a bot renew it",
		STRF(image), STRF(image));
}

static void pin(struct lint *l, struct lint_finding *n, uint32_t at, const struct lint_pin *p)
{
	struct arena *a = lint_arena(l);
	lint_insert(l, n, at, str_printf(a, "@%.*s", STRF(p->digest)));
	n->edit_reason = str_printf(a, "names the very image, with the digest from %s", p->from);
}

/* No tag at all and the tag latest are told by rules of their own; only the digest itself can be told here. */
static bool is_told_elsewhere(struct lint *l, const struct df_reference *r)
{
	return !lint_config(l)->pins && (r->tag.n == 0 || str_is(r->tag, "latest"));
}

static void check_stage(struct lint *l, const struct df_stage *s)
{
	const struct df_reference *r = &s->reference;
	struct arena *a = lint_arena(l);
	if (s->parent != DF_GLOBAL || s->scratch || r->unknown || r->digest.n ||
	    r->repository.n == 0 || s->from->broken || s->from->args.n == 0 ||
	    is_told_elsewhere(l, r))
		return;
	const struct df_word *word = &s->from->args.p[0];
	struct lint_finding *n =
		lint_report(l, s->first, word->span,
			    "%.*s is named by a tag, which can change under you", STRF(s->base));
	n->suggestion = command_for(a, s->base);
	bool other = false;
	const struct lint_pins *pins = lint_config(l)->pins;
	const struct lint_pin *p = pins ? lint_pins_find(pins, r, s->platform, &other) : NULL;
	if (!p && other)
		n->suggestion = str_printf(
			a,
			"the digest that is known of %.*s is for one platform alone: write "
			"FROM --platform=…, or give the digest of the whole index",
			STRF(s->base));
	if (!p || word->quoted)
		return;
	if (!word->has_variable) {
		pin(l, n, word->span.end, p);
		return;
	}
	struct str name = last_variable(word->text);
	const struct df_word *value = name.n ? default_of(lint_file(l), name, s->base) : NULL;
	if (value)
		pin(l, n, value->span.end, p);
	else
		n->suggestion = str_printf(
			a, "%.*s is %.*s by %s: give the whole name, digest included, to one ARG",
			STRF(s->base), STRF(p->digest), p->from);
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
	    is_told_elsewhere(l, &r))
		return;
	struct lint_finding *n = lint_report(l, instruction, from->value_span,
					     "%.*s is named by a tag, which can change under you",
					     STRF(from->value));
	n->suggestion = str_printf(lint_arena(l), "write --from=%.*s@sha256:…", STRF(from->value));
	const struct lint_pins *pins = lint_config(l)->pins;
	const struct lint_pin *p = pins ? lint_pins_find(pins, &r, STR(""), NULL) : NULL;
	if (p && str_eq(df_slice(lint_file(l), from->value_span), from->value))
		pin(l, n, from->value_span.end, p);
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
	.bad = "FROM golang:1.27 AS build\nFROM debian:12-slim\nCOPY --from=build /a /a\n"
	       "COPY --from=busybox:1.37 /bin/ls /ls\nUSER 10001\n",
	/* no tag is another rule's; a stage is no image */
	.good = "FROM debian:12-slim@sha256:"
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS base\n"
		"FROM base\nFROM debian AS other\nCOPY --from=base /a /a\nUSER 10001\n",
	.on = ON(DF_COPY),
	.check = check,
	.check_stage = check_stage,
};
