/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shell reader: text in, simple commands out.
 *
 * A shell script is a list of commands in which words hold lists of commands in which words … . Nothing here
 * recurses on that: whatever is open (a group, a loop, a quote, a substitution) is a frame on a stack, and
 * the reader makes one step at a time in the frame on top.
 *
 *	if test "$(id -u)" = 0; then apt-get update && sh -c 'apt-get upgrade'; fi
 *	──────────────────┬────────
 *	                  │   FRAME_SUBSTITUTION   id -u          SH_FIRST, SH_SUBSTITUTION
 *	                  │   FRAME_QUOTE          (of the word)
 *	                  ▼   FRAME_IF             test           SH_FIRST, SH_CONDITION
 *	                      FRAME_TOP
 *
 * The parts: this file has the frames, shell_list.c lists and compound commands, shell_command.c simple ones,
 * shell_word.c the quotes, shell_redirect.c redirections and here-documents, shell_wrap.c sudo and its like,
 * shell_query.c what rules ask.
 *
 * Must stay true:
 *  - Every step reads something, or closes a frame, a word or a command: time is linear in the text. A nested
 *    script (sh -c) is read once more, backticks lose one level of escapes each time; both are limited.
 *  - What is not understood makes the result incomplete and is stepped over; commands in front of it and
 *    behind it are still seen.
 *  - A place always lies in the text that was given. Inside a nested script it is exact where the quoting
 *    leaves offsets alone, otherwise it is the whole argument.
 *
 * Format: POSIX.1-2017, Shell Command Language, 2.10 Shell Grammar. Of bash: [[ ]], (( )), function, |&, &>,
 * <<<, <( ), arrays. Refused (read as far as possible): aliases, which no text reader can know.
 */
#include "find/dockerfile/shell_reader.h"

#include "base/limits.h"

void sh_reset_list(struct sh_reader *r, struct sh_list *l, unsigned flags)
{
	*l = (struct sh_list){ .flags = flags,
			       .pipeline = SH_NONE,
			       .command = SH_NONE,
			       .first = (uint32_t)r->out->commands.n };
}

/* Too deep: the rest of this text is not read. */
static struct sh_frame *give_up(struct sh_reader *r)
{
	r->out->incomplete = true;
	r->source.at = r->source.end;
	return NULL;
}

struct sh_frame *sh_push(struct sh_reader *r, enum sh_frame_kind kind)
{
	bool substitution = kind == FRAME_SUBSTITUTION || kind == FRAME_BACKTICK;
	if (r->frames.n >= LIMIT_SHELL_DEPTH ||
	    (substitution && r->substitutions >= LIMIT_SHELL_SUBSTITUTIONS))
		return give_up(r);
	unsigned flags = r->frames.n ? sh_list(r)->flags : 0;
	struct sh_frame *f = VEC_PUSH(r->scratch, &r->frames);
	f->kind = kind;
	f->begin = (uint32_t)r->source.at;
	f->pipefail = r->pipefail;
	if (kind > FRAME_LAST_LIST_)
		return f;
	f->outer = r->list;
	r->list = (uint32_t)r->frames.n - 1;
	f->restore_pipefail = substitution || kind == FRAME_SUBSHELL;
	if (substitution) {
		r->substitutions++;
		flags = (flags & ~(unsigned)SH_CONDITION) | SH_SUBSTITUTION;
	}
	if (kind == FRAME_SUBSTITUTION) {
		f->source = r->source;
		r->source.pending_from = r->source.pending_next = r->pending.n;
	}
	r->parentheses += kind == FRAME_SUBSTITUTION || kind == FRAME_SUBSHELL;
	f->flags = flags;
	sh_reset_list(r, &f->list, flags);
	return f;
}

void sh_enter(struct sh_reader *r, struct str text, size_t at, size_t end, struct sh_map map)
{
	struct sh_frame *f = sh_top(r);
	f->source = r->source;
	f->depth = r->parentheses;
	r->parentheses = 0;
	r->source = (struct sh_source){ .text = text,
					.at = at,
					.end = end,
					.map = map,
					.pending_from = r->pending.n,
					.pending_next = r->pending.n };
}

/* A text of its own is over: back to the one around it. */
static void leave_source(struct sh_reader *r, const struct sh_frame *f)
{
	r->pending.n = r->source.pending_from;
	r->source = f->source;
	r->parentheses = f->depth;
}

void sh_pop(struct sh_reader *r)
{
	struct sh_frame f = r->frames.p[--r->frames.n];
	if (f.kind <= FRAME_LAST_LIST_)
		r->list = f.outer;
	if (f.restore_pipefail)
		r->pipefail = f.pipefail;
	if (f.kind == FRAME_SUBSHELL || f.kind == FRAME_SUBSTITUTION)
		r->parentheses--;
	if (f.kind == FRAME_BACKTICK || f.kind == FRAME_NESTED || f.kind == FRAME_HEREDOC)
		leave_source(r, &f);
	if (f.kind == FRAME_NESTED)
		r->nested--;
	if (f.kind == FRAME_SUBSTITUTION) {
		r->pending.n = r->source.pending_from;
		r->source.pending_from = f.source.pending_from;
		r->source.pending_next = f.source.pending_next;
		r->source.bodies = false;
	}
	if (f.kind == FRAME_SUBSTITUTION || f.kind == FRAME_BACKTICK) {
		r->substitutions--;
		sh_emit(r, f.begin, r->source.at);
	}
}

void sh_push_script(struct sh_reader *r, struct str text, struct sh_map map, bool new_shell,
		    bool pipefail)
{
	if (r->nested >= LIMIT_SHELL_NESTED) {
		r->out->incomplete = true;
		return;
	}
	struct sh_frame *f = sh_push(r, FRAME_NESTED);
	if (!f)
		return;
	r->nested++;
	f->flags = f->list.flags = (f->flags & ~(unsigned)SH_CONDITION) | SH_NESTED;
	f->restore_pipefail = new_shell;
	if (new_shell)
		r->pipefail = pipefail;
	sh_enter(r, text, 0, text.n, map);
}

static void end_source(struct sh_reader *r)
{
	struct sh_frame *f = sh_top(r);
	struct sh_list *l = sh_list(r);
	if (f->kind == FRAME_HEREDOC) {
		sh_pop(r);
	} else if (f->kind > FRAME_LAST_LIST_) {
		r->out->incomplete = true;
		bool raw = f->raw;
		size_t begin = f->begin;
		sh_pop(r);
		if (raw)
			sh_emit(r, begin, r->source.at);
	} else if (l->word.active) {
		sh_finish_word(r);
	} else if (l->command != SH_NONE) {
		sh_finish_command(r);
	} else {
		sh_end_list(r);
		bool whole = f->kind == FRAME_TOP || f->kind == FRAME_NESTED ||
			     f->kind == FRAME_BACKTICK;
		if (!whole || r->pending.n > r->source.pending_next || l->redirecting)
			r->out->incomplete = true;
		sh_pop(r);
	}
}

/* What is known only at the end: the length of pipelines, and what runs in the background. */
static void settle(struct sh_reader *r)
{
	struct sh_script *out = r->out;
	for (size_t i = 0; i < out->commands.n; i++)
		out->commands.p[i].pipeline_n = r->pipelines.p[out->commands.p[i].pipeline];
	if (!r->background.n)
		return;
	uint32_t *begins = arena_array(r->scratch, out->commands.n + 1, sizeof(*begins));
	uint32_t *ends = arena_array(r->scratch, out->commands.n + 1, sizeof(*ends));
	for (size_t i = 0; i < r->background.n; i++) {
		begins[r->background.p[i].from]++;
		ends[r->background.p[i].to]++;
	}
	uint32_t open = 0;
	for (size_t i = 0; i < out->commands.n; i++) {
		open = open + begins[i] - ends[i];
		if (open)
			out->commands.p[i].flags |= SH_IN_BACKGROUND;
	}
}

static void run(struct sh_reader *r)
{
	while (r->frames.n) {
		if (r->full || r->source.at >= r->source.end)
			end_source(r);
		else if (sh_top(r)->kind > FRAME_LAST_LIST_)
			sh_step_part(r);
		else if (sh_list(r)->word.active)
			sh_step_word(r);
		else
			sh_step_list(r);
	}
	settle(r);
	struct sh_script *out = r->out;
	struct sh_command *kept = arena_array(r->arena, out->commands.n, sizeof(*kept));
	if (out->commands.n)
		memcpy(kept, out->commands.p, out->commands.n * sizeof(*kept));
	out->commands.p = kept;
	out->commands.cap = out->commands.n;
}

void shell_read_with(struct arena *a, struct arena *scratch, struct str text, struct sh_script *out)
{
	*out = (struct sh_script){ .text = text };
	if (text.n > LIMIT_SHELL) {
		out->incomplete = true;
		return;
	}
	struct sh_reader r = { .arena = a,
			       .scratch = scratch,
			       .out = out,
			       .source = {
				       .text = text, .end = text.n, .map = { .exact = true } } };
	sh_push(&r, FRAME_TOP);
	run(&r);
}

void shell_read(struct arena *a, struct str text, struct sh_script *out)
{
	shell_read_with(a, a, text, out);
}

void shell_read_words(struct arena *a, struct arena *scratch, struct str text,
		      const struct sh_word *words, size_t n, struct sh_script *out)
{
	*out = (struct sh_script){ .text = text };
	if (text.n > LIMIT_SHELL || !n) {
		out->incomplete = text.n > LIMIT_SHELL;
		return;
	}
	struct sh_reader r = { .arena = a,
			       .scratch = scratch,
			       .out = out,
			       .source = { .text = text,
					   .at = words[0].begin,
					   .end = text.n,
					   .map = { .exact = true } } };
	sh_push(&r, FRAME_TOP);
	sh_begin_command(&r);
	r.source.at = text.n;
	for (size_t i = 0; i < n; i++)
		*VEC_PUSH(scratch, &r.words) = words[i];
	sh_list(&r)->end = words[n - 1].end;
	run(&r);
}
