/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A Dockerfile from its bytes, line by line.
 *
 *         source ─► directives ─► logical lines ─► keyword, flags, words ─► instruction
 *                   directive.c    lex.c            flags.c words.c          instruction.c
 *                                                   json_form.c heredoc.c
 *
 * Must stay true:
 *  - The file can be put together again: instructions, comments outside them and directives stand in the
 *    order of the source without overlap, and what lies between is white space or a lone continuation.
 *  - Time and memory are linear in the source.
 *  - An error never ends the reading, but for bytes that are no text: a NUL means a binary or UTF-16 file,
 *    whose lines would give one error each. Then there are no instructions, and that one error.
 *
 * Refused with E_LIMIT: more than LIMIT_DOCKERFILE bytes or LIMIT_DOCKERFILE_INSTRUCTIONS instructions.
 *
 * Specification: the Dockerfile reference; where it is silent, what BuildKit does.
 */
#include "find/dockerfile/lex.h"

#include "base/limits.h"

static void push_error(struct df_parser *p, struct span span, const char *fmt, va_list args)
	PRINTF_LIKE(3, 0);
static void push_error(struct df_parser *p, struct span span, const char *fmt, va_list args)
{
	struct df_error *e = VEC_PUSH(p->arena, &p->file->errors);
	e->span = span;
	e->message = str_vprintf(p->arena, fmt, args);
}

void df_error(struct df_parser *p, struct span span, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	push_error(p, span, fmt, args);
	va_end(args);
}

void df_break(struct df_parser *p, struct df_instruction *i, struct span span, const char *fmt, ...)
{
	if (i->broken)
		return;
	i->broken = true;
	va_list args;
	va_start(args, fmt);
	push_error(p, span, fmt, args);
	va_end(args);
}

static int read_instructions(struct df_parser *p, struct fault *f)
{
	struct dockerfile *d = p->file;
	while (df_next_line(p)) {
		struct str s = df_trim(p->line.text);
		if (!s.n)
			continue;
		if (d->instructions.n == LIMIT_DOCKERFILE_INSTRUCTIONS)
			return fault_set(f, E_LIMIT, "more than %llu instructions",
					 (unsigned long long)LIMIT_DOCKERFILE_INSTRUCTIONS);
		df_read_instruction(p, s, VEC_PUSH(p->arena, &d->instructions));
	}
	return 0;
}

/* What is wrong with the file as a whole. */
static void check_file(struct df_parser *p)
{
	struct dockerfile *d = p->file;
	if (!d->instructions.n) {
		df_error(p, (struct span){ 0, 0 }, "the file has no instructions");
		return;
	}
	for (size_t k = 0; k < d->instructions.n; k++)
		if (d->instructions.p[k].kind != DF_ARG)
			return;
	df_error(p, d->instructions.p[d->instructions.n - 1].keyword, "the file has no FROM");
}

int dockerfile_parse(struct arena *a, struct str path, struct str source, struct dockerfile *out,
		     struct fault *f)
{
	if (source.n > LIMIT_DOCKERFILE)
		return fault_set(f, E_LIMIT, "the file is %zu bytes, limit %llu", source.n,
				 (unsigned long long)LIMIT_DOCKERFILE);
	if (!source.p)
		source = STR("");
	struct dockerfile d = { .path = path, .source = source, .escape = '\\' };
	struct df_parser p = { .arena = a, .file = &d, .stage = DF_GLOBAL };
	d.bom = str_starts(source, STR("\xef\xbb\xbf"));
	p.at = d.bom ? 3 : 0;
	df_index_lines(a, &d);
	size_t nul = str_find_char(source, '\0');
	if (nul != SIZE_MAX) {
		df_error(&p, (struct span){ (uint32_t)nul, (uint32_t)nul + 1 },
			 "a NUL byte: this is a binary file or UTF-16, not a Dockerfile");
	} else {
		df_read_directives(&p);
		TRY(read_instructions(&p, f));
		check_file(&p);
	}
	*out = d;
	return 0;
}
