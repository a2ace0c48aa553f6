/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fuzzes what is made of a Dockerfile: stages cover the instructions in order and need only earlier ones,
 * places of commands lie in the source, variables and references end. The file is also taken for a
 * .dockerignore.
 */
#include "base/log.h"
#include "find/dockerfile/build.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_stages(const struct df_build *b)
{
	uint32_t next = b->stages.n ? b->stages.p[0].first : 0;
	for (uint32_t s = 0; s < b->stages.n; s++) {
		const struct df_stage *x = &b->stages.p[s];
		ENSURE(x->index == s && x->first == next && x->last > x->first);
		ENSURE(x->parent == DF_GLOBAL || x->parent < s);
		ENSURE(x->parent == DF_GLOBAL || !x->needed || b->stages.p[x->parent].needed);
		ENSURE(x->final == (s == b->target));
		next = x->last;
	}
	ENSURE(!b->stages.n || next == b->file->instructions.n);
}

static void check_script(const struct df_build *b, uint32_t at)
{
	const struct df_instruction *i = &b->file->instructions.p[at];
	const struct sh_script *s = &b->scripts[at];
	for (size_t k = 0; k < s->commands.n; k++) {
		const struct sh_command *c = &s->commands.p[k];
		struct span span = df_command_span(b, at, c);
		ENSURE(span.begin <= span.end && span.end <= b->file->source.n);
		ENSURE(span.begin >= i->span.begin && span.end <= i->span.end + 1);
		for (size_t w = 0; w < c->words.n; w++) {
			span = df_word_span(b, at, &c->words.p[w]);
			ENSURE(span.begin <= span.end && span.end <= b->file->source.n);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str text = str_make(data, n);
	struct dockerfile d;
	struct df_build b;
	struct fault f;
	df_ignored(text, STR("src/node_modules/x.js"));
	if (dockerfile_parse(a, STR(""), text, &d, &f) < 0)
		return 0;
	static const char *const arguments[] = { "A=1", "VERSION=$A", "=", "x", NULL };
	struct df_options options = { .build_args = arguments };
	ENSURE(df_build(a, &d, &options, &b, &f) == 0);
	check_stages(&b);
	for (uint32_t at = 0; at < d.instructions.n; at++) {
		const struct df_instruction *i = &d.instructions.p[at];
		check_script(&b, at);
		for (size_t k = 0; k < i->args.n; k++) {
			bool unknown;
			struct str s = df_resolve(&b, at, i->args.p[k].raw, &unknown);
			struct df_reference r;
			df_reference_parse(a, s, &r);
			df_find_stage(&b, at, s);
		}
	}
	return 0;
}
