/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Redirections, and the bodies of here-documents.
 *
 * A body stands behind the newline that follows its operator, not behind the operator: it is noted as pending,
 * and the reader comes here once for each when it has passed a newline. A body given to a shell without a
 * script is a script and is read as one; of others only the commands in $( ) count, where the name was not
 * quoted.
 *
 * Format: POSIX.1-2017, Shell Command Language, 2.7 Redirection. The end of a body may have a CR in front of
 * its newline: Dockerfiles are written on Windows, too.
 */
#include "find/dockerfile/shell_reader.h"

/* The length of a redirection's operator here, digits in front of it included; 0 when there is none. */
static size_t redirection_length(const struct sh_reader *r, size_t *out_digits)
{
	static const char *const operators[] = { "&>>", "&>", "<<<", "<<-", "<<", "<&",
						 "<>",	"<",  ">>",  ">&",  ">|", ">" };
	size_t digits = 0;
	while (digits < 8 && char_is_digit(sh_peek(r, digits)))
		digits++;
	*out_digits = digits;
	struct str rest = str_slice(r->source.text, r->source.at + digits, r->source.end);
	for (size_t i = digits ? 2 : 0; i < ARRAY_LEN(operators); i++)
		if (str_starts(rest, str_of(operators[i])))
			return digits + strlen(operators[i]);
	return 0;
}

bool sh_read_redirection(struct sh_reader *r)
{
	struct sh_source *s = &r->source;
	struct sh_list *l = sh_list(r);
	size_t digits, n = redirection_length(r, &digits);
	bool process = n == digits + 1 && sh_peek(r, n) == '(' && sh_peek(r, digits) != '&';
	if (!n || process)
		return false;
	if (!l->complete)
		sh_begin_command(r);
	struct str written = str_slice(s->text, s->at + digits, s->at + n);
	if (l->command != SH_NONE) {
		uint64_t fd = 0;
		bool given = str_u64(str_slice(s->text, s->at, s->at + digits), INT_MAX, &fd);
		uint32_t end = sh_place_end(&s->map, s->at + n);
		*VEC_PUSH(r->scratch, &r->redirections) = (struct sh_redirection){
			given ? (int)fd : -1, written, { .begin = end, .end = end }, { 0 }
		};
	}
	s->at += n;
	if (l->command != SH_NONE)
		l->end = sh_place_end(&s->map, s->at);
	l->redirecting = true;
	l->target = str_is(written, "<<") || str_is(written, "<<-") ? TARGET_HEREDOC
								    : TARGET_REDIRECTION;
	return true;
}

/* The lines of a body up to its name: [at, *out_end), and where to go on. */
static bool find_body(const struct sh_source *s, const struct sh_pending *p, size_t *out_end,
		      size_t *out_after)
{
	size_t at = s->at;
	while (at < s->end) {
		const char *q = s->text.p + at;
		const char *newline = memchr(q, '\n', s->end - at);
		size_t next = newline ? (size_t)(newline - s->text.p) + 1 : s->end;
		struct str line = str_slice(s->text, at, newline ? next - 1 : next);
		while (p->strip_tabs && line.n && line.p[0] == '\t')
			line = str_from(line, 1);
		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		if (str_eq(line, p->name)) {
			*out_end = at;
			*out_after = next;
			return true;
		}
		at = next;
	}
	*out_end = *out_after = s->end;
	return false;
}

static struct str without_tabs(struct arena *a, struct str body)
{
	char *to = arena_bytes(a, body.n);
	size_t n = 0;
	bool start = true;
	for (size_t i = 0; i < body.n; i++) {
		if (start && body.p[i] == '\t')
			continue;
		start = body.p[i] == '\n';
		to[n++] = body.p[i];
	}
	return str_make(to, n);
}

/* Reads the next body; its commands, if it may hold any, come before the lines behind it. */
void sh_read_body(struct sh_reader *r)
{
	struct sh_source *s = &r->source;
	if (s->pending_next == r->pending.n) {
		r->pending.n = s->pending_next = s->pending_from;
		s->bodies = false;
		return;
	}
	struct sh_pending p = r->pending.p[s->pending_next++];
	size_t begin = s->at, end, after;
	if (!find_body(s, &p, &end, &after))
		r->out->incomplete = true;
	struct str body = str_slice(s->text, begin, end);
	struct str content = p.strip_tabs ? without_tabs(r->arena, body) : body;
	s->at = after;
	struct sh_command *c = NULL;
	if (p.command != SH_NONE && p.command < r->out->commands.n)
		c = &r->out->commands.p[p.command];
	if (c && p.redirection < c->redirections.n)
		c->redirections.p[p.redirection].heredoc = content;
	bool pipefail = false;
	if (c && c->words.n && sh_reads_input(c, &pipefail)) {
		struct sh_map map = { .begin = sh_place(&s->map, begin),
				      .end = sh_place_end(&s->map, end) };
		map.exact = s->map.exact && !p.strip_tabs;
		map.shift = map.begin;
		sh_push_script(r, content, map, true, pipefail);
	} else if (p.expand && (str_has(body, STR("$(")) || str_has(body, STR("`")))) {
		struct sh_frame *f = sh_push(r, FRAME_HEREDOC);
		if (!f)
			return;
		f->raw = true;
		sh_enter(r, s->text, begin, end, s->map);
	}
}
