/* SPDX-License-Identifier: Apache-2.0 */
/*
 * FROM with its ARGs at their defaults has to give an image's name: `docker build .` takes no arguments.
 */
#include "base/map.h"
#include "find/dockerfile/lib/value.h"

struct defaults {
	struct map at; /* name → index into values */
	VEC(struct str) values;
	bool missing; /* a name was asked for that is not declared */
};

static bool look_up(void *context, struct str name, struct str *out)
{
	struct defaults *d = context;
	const uint32_t *at = map_get(&d->at, name);
	if (!at) {
		d->missing = true;
		return false;
	}
	*out = d->values.p[*at];
	return true;
}

static bool expand(struct lint *l, struct defaults *d, struct str text, struct str *out)
{
	struct fault f = { 0 };
	bool unknown = false;
	d->missing = false;
	return df_expand(lint_arena(l), text, lint_file(l)->escape, look_up, d, out, &unknown,
			 &f) >= 0 &&
	       !unknown && !d->missing;
}

static void declare(struct lint *l, struct defaults *d, const struct df_pair *p)
{
	struct str value = { 0 }; /* p NULL: known to be unset */
	bool fresh;
	if (p->has_value && !expand(l, d, p->value.raw, &value))
		return;
	if (p->has_value && !value.p)
		value = STR("");
	uint32_t *at = map_put(&d->at, p->key.text, &fresh);
	*at = (uint32_t)d->values.n;
	*VEC_PUSH(lint_arena(l), &d->values) = value;
}

static void check(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	struct defaults defaults = { 0 };
	map_init(&defaults.at, lint_arena(l));
	for (uint32_t k = 0; k < d->instructions.n; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		struct df_reference r;
		struct str value;
		for (size_t p = 0; i->kind == DF_ARG && i->stage == DF_GLOBAL && p < i->pairs.n;
		     p++)
			declare(l, &defaults, &i->pairs.p[p]);
		if (i->kind != DF_FROM || i->broken || !i->args.n || !i->args.p[0].has_variable)
			continue;
		if (!expand(l, &defaults, i->args.p[0].raw, &value))
			continue;
		if (value.n && df_reference_parse(lint_arena(l), value, &r))
			continue;
		lint_report(l, k, i->args.p[0].span,
			    value.n ? "without build arguments this is %.*s, which is no image"
				    : "without build arguments this is empty%.*s",
			    STRF(value))
			->suggestion = STR("give the ARG a default that works");
	}
}

const struct dockerfile_rule dockerfile_rule_from_arg_default = {
	.id = "from-arg-default",
	.aliases = "InvalidDefaultArgInFrom",
	.title = "FROM does not work with the defaults of its arguments",
	.why = "Whoever builds without --build-arg gets an error about an image's name instead of an image.",
	.fix = "Give the ARG a default that works.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/reference/build-checks/invalid-default-arg-in-from/",
	.bad = "ARG TAG\nFROM debian:${TAG}\n",
	.good = "ARG TAG=12\nARG VARIANT\nARG IMAGE=debian:${TAG}\nFROM ${IMAGE}${VARIANT}\nFROM debian:${VARIANT:-12}\n",
	.check_file = check,
};
