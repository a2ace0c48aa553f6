/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reconstructed Dockerfile alone (find/reconstruct.c), as a file to copy from. Several images: one after
 * the other, with a comment between them.
 *
 * It may go to a terminal, so what could move a cursor or reorder a line comes out as in all other texts.
 */
#include "base/term.h"
#include "tell/format.h"

/* A line may be longer than what text_safe() keeps of a text: in pieces that end where a character does. */
static void write_line(struct out *out, struct arena *a, struct str line)
{
	enum { PIECE = 4096 };
	while (line.n) {
		size_t n = size_min(line.n, PIECE);
		while (n < line.n && n > PIECE - 4 && ((unsigned char)line.p[n] & 0xc0) == 0x80)
			n--;
		arena_reset(a);
		out_str(out, text_safe(a, str_slice(line, 0, n)));
		line = str_from(line, n);
	}
	out_char(out, '\n');
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	(void)options;
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < set->n; i++) {
		struct str rest = set->reports[i]->dockerfile, line;
		if (i)
			out_text(out, "\n# ----\n");
		while (str_next_line(&rest, &line))
			write_line(out, a, line);
	}
	return out_finish(out, f);
}

const struct format format_dockerfile = {
	.name = "dockerfile",
	.title = "a Dockerfile, reconstructed from the history",
	.write = write,
};
