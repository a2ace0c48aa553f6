/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The script of an instruction: what its shell, or no shell, gets to run, and where that stands in the source.
 *
 *	RUN a && b            the text, for the shell of SHELL
 *	RUN ["a", "b"]        one command, word by word
 *	RUN <<EOF             the body, for the shell of SHELL or the one that its #! line names
 *	RUN cat <<EOF > /x    the text and the bodies behind it: the shell reads them
 *
 * CMD, ENTRYPOINT and HEALTHCHECK CMD have the first two; ONBUILD has what its inner instruction has.
 *
 * Shells that are not read (PowerShell, cmd, others) and #! lines of other interpreters give an empty script.
 */
#include "find/dockerfile/build_parts.h"

static bool same_name(struct str s, const char *const *names)
{
	for (; *names; names++)
		if (str_eq_nocase(s, str_of(*names)))
			return true;
	return false;
}

enum df_shell df_shell_kind(struct str program)
{
	static const char *const posix[] = { "sh",  "bash", "ash",   "dash",  "zsh",
					     "ksh", "mksh", "rbash", "ksh93", NULL };
	static const char *const power[] = { "powershell", "pwsh", NULL };
	static const char *const cmd[] = { "cmd", NULL };
	size_t from = program.n;
	while (from > 0 && program.p[from - 1] != '/' && program.p[from - 1] != '\\')
		from--;
	program = str_from(program, from);
	if (program.n > 4 && str_eq_nocase(str_from(program, program.n - 4), STR(".exe")))
		program.n -= 4;
	if (same_name(program, posix))
		return DF_SHELL_POSIX;
	if (same_name(program, power))
		return DF_SHELL_POWERSHELL;
	return same_name(program, cmd) ? DF_SHELL_CMD : DF_SHELL_OTHER;
}

enum df_shell df_shell_of(const struct df_word *words, size_t n)
{
	/* The shell may stand behind a wrapper: ["conda", "run", "-n", "x", "/bin/bash", "-c"]. */
	for (size_t i = 0; i < n; i++) {
		enum df_shell kind = df_shell_kind(words[i].text);
		if (kind != DF_SHELL_OTHER)
			return kind;
	}
	return DF_SHELL_OTHER;
}

bool df_has_pipefail(const struct df_word *words, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct str option = words[i - 1].text;
		if (str_is(words[i].text, "pipefail") && option.n > 1 && option.p[0] == '-' &&
		    option.p[option.n - 1] == 'o')
			return true;
	}
	return false;
}

/* The instruction whose text the script is. */
static const struct df_instruction *owner_of(const struct df_instruction *i)
{
	if (i->kind == DF_ONBUILD && i->inner)
		i = i->inner;
	if (i->kind == DF_HEALTHCHECK && i->inner)
		i = i->inner;
	return i;
}

static void read_json(struct df_build *b, struct arena *scratch, uint32_t at,
		      const struct df_instruction *i)
{
	struct sh_word *words = arena_array(scratch, i->args.n + 1, sizeof(*words));
	uintptr_t text = (uintptr_t)i->text.p;
	for (size_t k = 0; k < i->args.n; k++) {
		const struct df_word *w = &i->args.p[k];
		size_t begin = (uintptr_t)w->raw.p - text;
		if (begin > i->text.n || begin + w->raw.n > i->text.n)
			begin = i->text.n;
		words[k] = (struct sh_word){ .begin = (uint32_t)begin,
					     .end = (uint32_t)size_min(begin + w->raw.n, i->text.n),
					     .text = w->text,
					     .raw = w->raw,
					     .literal = true,
					     .quoted = true };
	}
	shell_read_words(b->arena, scratch, i->text, words, i->args.n, &b->scripts[at]);
}

/* Pieces of a body from which leading tabs were taken. */
static void map_tabs(struct df_build *b, uint32_t at, const struct df_heredoc *h)
{
	VEC(struct df_piece) pieces = { 0 };
	struct str body = df_slice(b->file, h->body);
	uint32_t to = 0;
	for (size_t i = 0; i < body.n;) {
		while (i < body.n && body.p[i] == '\t')
			i++;
		*VEC_PUSH(b->arena, &pieces) = (struct df_piece){ to, h->body.begin + (uint32_t)i };
		const char *newline = i < body.n ? memchr(body.p + i, '\n', body.n - i) : NULL;
		size_t next = newline ? (size_t)(newline - body.p) + 1 : body.n;
		to += (uint32_t)(next - i);
		i = next;
	}
	b->script_maps[at] = (struct df_script_map){ pieces.p, pieces.n };
}

/* #!/bin/sh, #!/usr/bin/env bash, #!/usr/bin/env -S bash -e */
static bool names_shell(struct str line)
{
	struct str word;
	while (str_next_word(&line, &word)) {
		size_t slash = str_rfind_char(word, '/');
		struct str name = slash == SIZE_MAX ? word : str_from(word, slash + 1);
		if (str_is(name, "env") || (word.n && word.p[0] == '-') || str_is(name, "busybox"))
			continue;
		return df_shell_kind(name) == DF_SHELL_POSIX;
	}
	return false;
}

static void read_body(struct df_build *b, struct arena *scratch, uint32_t at,
		      const struct df_heredoc *h, bool judged)
{
	struct str rest = h->content, line;
	if (str_starts(rest, STR("#!")) && str_next_line(&rest, &line))
		judged = names_shell(str_from(line, 2));
	if (!judged)
		return;
	if (h->strip_tabs)
		map_tabs(b, at, h);
	else
		b->script_from[at] = h->body.begin + 1;
	shell_read_with(b->arena, scratch, h->content, &b->scripts[at]);
}

/* The text with the bodies of its here-documents behind it, as the shell gets it. */
static void read_with_bodies(struct df_build *b, struct arena *scratch, uint32_t at,
			     const struct df_instruction *i)
{
	size_t n = i->text.n + 1;
	for (size_t k = 0; k < i->heredocs.n; k++)
		n += i->heredocs.p[k].terminator.end - i->heredocs.p[k].body.begin + 1;
	char *to = arena_bytes(b->arena, n);
	VEC(struct df_piece) pieces = { 0 };
	for (size_t k = 0; k < i->pieces.n; k++)
		*VEC_PUSH(b->arena, &pieces) = i->pieces.p[k];
	size_t used = i->text.n;
	memcpy(to, i->text.p, used);
	to[used++] = '\n';
	for (size_t k = 0; k < i->heredocs.n; k++) {
		const struct df_heredoc *h = &i->heredocs.p[k];
		struct str lines = str_slice(b->file->source, h->body.begin, h->terminator.end);
		*VEC_PUSH(b->arena, &pieces) = (struct df_piece){ (uint32_t)used, h->body.begin };
		if (lines.n)
			memcpy(to + used, lines.p, lines.n);
		used += lines.n;
		to[used++] = '\n';
	}
	b->script_maps[at] = (struct df_script_map){ pieces.p, pieces.n };
	shell_read_with(b->arena, scratch, str_make(to, used), &b->scripts[at]);
}

void df_read_script(struct df_build *b, struct arena *scratch, uint32_t at)
{
	const struct df_instruction *i = &b->file->instructions.p[at], *o = owner_of(i);
	bool runs = o->kind == DF_RUN || o->kind == DF_CMD || o->kind == DF_ENTRYPOINT;
	if (!runs || i->broken || o->broken || !o->text.n)
		return;
	bool judged = b->states[at].shell == DF_SHELL_POSIX;
	if (o->json) {
		read_json(b, scratch, at, o);
	} else if (o->heredocs.n) {
		const struct df_heredoc *h = &o->heredocs.p[0];
		if (h->marker.begin == o->text_span.begin && h->marker.end == o->text_span.end)
			read_body(b, scratch, at, h, judged);
		else if (judged)
			read_with_bodies(b, scratch, at, o);
	} else if (judged) {
		shell_read_with(b->arena, scratch, o->text, &b->scripts[at]);
	}
	arena_reset(scratch);
}

uint32_t df_script_offset(const struct df_build *b, uint32_t instruction, uint32_t script_offset)
{
	const struct df_script_map *m = &b->script_maps[instruction];
	if (!m->n && b->script_from[instruction])
		return b->script_from[instruction] - 1 + script_offset;
	if (!m->n)
		return df_source_offset(owner_of(&b->file->instructions.p[instruction]),
					script_offset);
	size_t low = 0, high = m->n;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (m->p[middle].at <= script_offset)
			low = middle;
		else
			high = middle;
	}
	return m->p[low].from + (script_offset - m->p[low].at);
}

/* The end goes by the last byte: behind it a line may break. */
static struct span span_of(const struct df_build *b, uint32_t instruction, uint32_t begin,
			   uint32_t end)
{
	struct span s;
	s.begin = s.end = df_script_offset(b, instruction, begin);
	if (end > begin)
		s.end = df_script_offset(b, instruction, end - 1) + 1;
	return s;
}

struct span df_command_span(const struct df_build *b, uint32_t instruction,
			    const struct sh_command *c)
{
	return span_of(b, instruction, c->begin, c->end);
}

struct span df_word_span(const struct df_build *b, uint32_t instruction, const struct sh_word *w)
{
	return span_of(b, instruction, w->begin, w->end);
}
