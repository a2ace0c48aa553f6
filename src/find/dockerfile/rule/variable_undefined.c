/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A variable that nothing has set.
 *
 * What the base image sets is not known, so a name that stands nowhere in the file may well come from
 * there. Only what is certain is reported:
 *
 *        ARG before the first FROM, not repeated in the stage    the commonest one
 *        an ARG of another stage (an ENV may come from this stage's base as well), or set only further down
 *        a platform argument (TARGETARCH) that is not declared
 *        a slip of one letter in a name that is set here
 *        FROM scratch: nothing can come from there
 *
 * Only instructions that the builder expands are looked at; in RUN, CMD and ENTRYPOINT a shell does it.
 */
#include "base/map.h"
#include "find/dockerfile/lib/value.h"

#define DEPTH_MAX 64

struct scope {
	struct map all; /* ARG and ENV of the stage so far */
	struct map env; /* what a stage that is FROM it inherits */
};

struct scopes {
	struct lint *l;
	struct scope *p;
	struct map anywhere; /* name → instruction that sets it first */
};

static bool is_declared(const struct scopes *s, uint32_t stage, struct str name)
{
	const struct df_build *b = lint_build(s->l);
	if (map_get(&s->p[stage].all, name))
		return true;
	for (unsigned depth = 0; depth < DEPTH_MAX; depth++) {
		stage = b->stages.p[stage].parent;
		if (stage >= b->stages.n)
			return false;
		if (map_get(&s->p[stage].env, name))
			return true;
	}
	return true; /* too deep to say */
}

static bool from_nothing(const struct df_build *b, uint32_t stage)
{
	for (unsigned depth = 0; stage < b->stages.n && depth < DEPTH_MAX; depth++) {
		if (b->stages.p[stage].scratch)
			return true;
		stage = b->stages.p[stage].parent;
	}
	return false;
}

static bool is_platform(struct str name)
{
	static const char *const names[] = { "TARGETPLATFORM", "TARGETOS",	"TARGETARCH",
					     "TARGETVARIANT",  "BUILDPLATFORM", "BUILDOS",
					     "BUILDARCH",      "BUILDVARIANT",	"TARGETSTAGE" };
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_is(name, names[i]))
			return true;
	return false;
}

/* Set by the builder or by every container. */
static bool is_given(struct str name)
{
	static const char *const names[] = {
		"PATH",	     "HOME",	 "HOSTNAME",  "http_proxy",	  "https_proxy",
		"ftp_proxy", "no_proxy", "all_proxy", "HTTP_PROXY",	  "HTTPS_PROXY",
		"FTP_PROXY", "NO_PROXY", "ALL_PROXY", "SOURCE_DATE_EPOCH"
	};
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_is(name, names[i]))
			return true;
	return str_starts(name, STR("BUILDKIT_"));
}

/* One letter changed, added or left out, or two neighbours exchanged. */
static bool is_slip(struct str a, struct str b)
{
	if (a.n < 4 || b.n < 4 || a.n > b.n + 1 || b.n > a.n + 1)
		return false;
	size_t same = 0, end = 0;
	while (same < a.n && same < b.n && a.p[same] == b.p[same])
		same++;
	while (end < a.n - same && end < b.n - same && a.p[a.n - 1 - end] == b.p[b.n - 1 - end])
		end++;
	size_t left_a = a.n - same - end, left_b = b.n - same - end;
	if (left_a <= 1 && left_b <= 1)
		return char_is_alpha(left_a ? a.p[same] : b.p[same]); /* not PORT1 and PORT2 */
	return left_a == 2 && left_b == 2 && a.p[same] == b.p[same + 1] &&
	       a.p[same + 1] == b.p[same];
}

static struct str near(const struct scopes *s, uint32_t stage, struct str name)
{
	const struct map *m = &s->p[stage].all;
	for (uint32_t k = 0; k < m->n && k < 256; k++)
		if (is_slip(m->entries[k].key, name))
			return m->entries[k].key;
	return (struct str){ 0 };
}

static void judge(const struct scopes *s, uint32_t at, uint32_t stage, struct span span,
		  struct str name)
{
	struct lint *l = s->l;
	const struct dockerfile *d = lint_file(l);
	const uint32_t *other = map_get(&s->anywhere, name);
	if (is_given(name) || is_declared(s, stage, name))
		return;
	/* ENV A=1 B=$A is env-self-reference's business */
	if (other && *other == at)
		return;
	struct str slip = near(s, stage, name);
	if (is_platform(name)) {
		lint_report(l, at, span, "$%.*s is empty here: the stage does not declare it",
			    STRF(name))
			->suggestion =
			str_printf(lint_arena(l), "write ARG %.*s above", STRF(name));
	} else if (other && d->instructions.p[*other].stage == DF_GLOBAL) {
		lint_report(l, at, span,
			    "$%.*s is empty here: an ARG before FROM is not seen inside a stage",
			    STRF(name))
			->suggestion =
			str_printf(lint_arena(l), "repeat ARG %.*s in the stage", STRF(name));
	} else if (other && d->instructions.p[*other].stage == stage) {
		lint_report(l, at, span, "$%.*s is set only further down, in line %u", STRF(name),
			    df_position(d, d->instructions.p[*other].span.begin).line);
	} else if (slip.n) {
		lint_report(l, at, span, "nothing sets $%.*s; is $%.*s meant?", STRF(name),
			    STRF(slip));
	} else if (other && d->instructions.p[*other].kind == DF_ARG) {
		lint_report(l, at, span, "$%.*s is set only in another stage, in line %u",
			    STRF(name), df_position(d, d->instructions.p[*other].span.begin).line);
	} else if (from_nothing(lint_build(l), stage)) {
		lint_report(l, at, span, "nothing sets $%.*s", STRF(name));
	}
}

static void look(const struct scopes *s, uint32_t at, uint32_t stage, struct span span,
		 struct str text)
{
	struct variables v;
	struct variable r;
	if (str_find_char(text, '$') == SIZE_MAX)
		return;
	variables_of(&v, text, lint_file(s->l)->escape);
	while (variable_next(&v, &r))
		if (!r.default_given)
			judge(s, at, stage, span, r.name);
}

static void look_at(const struct scopes *s, uint32_t at, const struct df_instruction *i)
{
	for (size_t k = 0; k < i->args.n; k++)
		if (i->args.p[k].has_variable)
			look(s, at, i->stage, i->args.p[k].span,
			     i->json ? i->args.p[k].text : i->args.p[k].raw);
	for (size_t k = 0; k < i->pairs.n; k++)
		if (i->pairs.p[k].value.has_variable)
			look(s, at, i->stage, i->pairs.p[k].value.span, i->pairs.p[k].value.raw);
	for (size_t k = 0; k < i->flags.n; k++)
		if (str_is(i->flags.p[k].name, "chown") || str_is(i->flags.p[k].name, "chmod"))
			look(s, at, i->stage, i->flags.p[k].span, i->flags.p[k].value);
}

#define EXPANDED                                                                             \
	(ON(DF_ADD) | ON(DF_COPY) | ON(DF_ENV) | ON(DF_ARG) | ON(DF_EXPOSE) | ON(DF_LABEL) | \
	 ON(DF_STOPSIGNAL) | ON(DF_USER) | ON(DF_VOLUME) | ON(DF_WORKDIR))

static void collect(struct scopes *s)
{
	const struct dockerfile *d = lint_file(s->l);
	for (uint32_t k = 0; k < d->instructions.n; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		for (size_t p = 0; (i->kind == DF_ENV || i->kind == DF_ARG) && p < i->pairs.n;
		     p++) {
			bool fresh;
			uint32_t *first = map_put(&s->anywhere, i->pairs.p[p].key.text, &fresh);
			if (fresh)
				*first = k;
		}
	}
}

static void check(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	const struct df_build *b = lint_build(l);
	struct scopes s = { .l = l,
			    .p = arena_array(lint_arena(l), b->stages.n + 1, sizeof(*s.p)) };
	map_init(&s.anywhere, lint_arena(l));
	collect(&s);
	for (size_t k = 0; k < b->stages.n; k++) {
		map_init(&s.p[k].all, lint_arena(l));
		map_init(&s.p[k].env, lint_arena(l));
	}
	for (uint32_t k = 0; k < d->instructions.n; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		if (i->broken || i->stage >= b->stages.n)
			continue;
		if (ON(i->kind) & EXPANDED)
			look_at(&s, k, i);
		for (size_t p = 0; (i->kind == DF_ENV || i->kind == DF_ARG) && p < i->pairs.n;
		     p++) {
			map_put(&s.p[i->stage].all, i->pairs.p[p].key.text, NULL);
			if (i->kind == DF_ENV)
				map_put(&s.p[i->stage].env, i->pairs.p[p].key.text, NULL);
		}
	}
}

const struct dockerfile_rule dockerfile_rule_variable_undefined = {
	.id = "variable-undefined",
	.aliases = "UndefinedVar",
	.title = "A variable that is not set",
	.why = "The builder puts nothing in its place and goes on: paths and versions come out wrong, without a word.",
	.fix = "Declare it with ARG or ENV above, in the same stage; write ${NAME:-value} when it may be missing.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.reference = "https://docs.docker.com/reference/build-checks/undefined-var/",
	.bad = "ARG VERSION=1.2\nFROM debian:12\nCOPY app-${VERSION}.bin /srv/app\n",
	.good = "ARG VERSION=1.2\nFROM debian:12\nARG VERSION\nCOPY app-${VERSION}.bin /srv/app\n"
		"WORKDIR $JAVA_HOME\nENV PATH=$PATH:/x A=${VERSIONS:-1} B='$VERSOIN'\n",
	.check_file = check,
};
