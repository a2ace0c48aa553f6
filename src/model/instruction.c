/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What builders record in history[].created_by, seen in images of each:
 *
 *         classic     /bin/sh -c #(nop) COPY file:9a3c…64 hex… in /app
 *                     /bin/sh -c apt-get update
 *                     |1 VERSION=3 /bin/sh -c make
 *         BuildKit    RUN /bin/sh -c apk add curl # buildkit
 *                     RUN |1 VERSION=3 /bin/sh -c make # buildkit
 *                     COPY . /app # buildkit
 *         buildah     /bin/sh -c #(nop) ADD file:… in /
 *         others      # debian.sh --arch 'amd64' out/ 'trixie', bazel build …, or nothing
 *
 * The shell may be another one with flags (SHELL ["/bin/bash", "-o", "pipefail", "-c"]): it is the
 * first word that ends in "sh", and its command begins behind the first word that starts with '-'
 * and ends in 'c'.
 */
#include "model/instruction.h"

struct str instruction_fold(struct arena *a, struct str s)
{
	s = str_trim(s);
	char *p = arena_bytes(a, size_max(s.n, 1));
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		bool space = char_is_space(s.p[i]);
		if (!space)
			p[n++] = s.p[i];
		else if (n && p[n - 1] != ' ')
			p[n++] = ' ';
	}
	return str_make(p, n);
}

static bool drop_prefix(struct str *s, struct str prefix)
{
	if (!str_starts(*s, prefix))
		return false;
	*s = str_trim(str_from(*s, prefix.n));
	return true;
}

/* "|2 A=b C=d /bin/sh …": values may hold spaces, so everything up to the shell goes. */
static void drop_arguments(struct str *s)
{
	if (!s->n || s->p[0] != '|')
		return;
	struct str rest = *s, word;
	while (str_next_word(&rest, &word))
		if (word.p[0] == '/' && str_ends(word, STR("sh"))) {
			*s = str_from(*s, (size_t)(word.p - s->p));
			return;
		}
}

/* "/bin/bash -o pipefail -c": true when a shell was taken off. */
static bool drop_shell(struct str *s)
{
	struct str rest = *s, word;
	if (!str_next_word(&rest, &word) || word.p[0] != '/' || !str_ends(word, STR("sh")))
		return false;
	for (unsigned i = 0; i < 6 && str_next_word(&rest, &word); i++)
		if (word.n > 1 && word.p[0] == '-' && word.p[word.n - 1] == 'c') {
			*s = str_trim(rest);
			return true;
		}
	return false;
}

/* "set -eux; " and "set -o pipefail && " say how the shell ran, not what it did. */
static void drop_set(struct str *s)
{
	while (str_starts(*s, STR("set -"))) {
		size_t end = str_find_char(*s, ';');
		size_t also = str_find(*s, STR("&&"));
		size_t cut = size_min(end, also);
		if (cut == SIZE_MAX || cut > 40)
			return;
		*s = str_trim(str_from(*s, cut + (cut == also ? 2 : 1)));
	}
}

/* "ADD file:<64 hex> in /" → "ADD file:01234567… in /" */
static struct str shorten_hash(struct arena *a, struct str s)
{
	enum { KEPT = 8, LEAST = 40 };
	static const char *const kinds[] = { "file:", "dir:", "multi:" };
	for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
		size_t at = str_find(s, str_of(kinds[k]));
		if (at == SIZE_MAX)
			continue;
		size_t from = at + strlen(kinds[k]), to = from;
		while (to < s.n && char_is_alnum(s.p[to]))
			to++;
		if (to - from >= LEAST)
			return str_printf(a, "%.*s…%.*s", STRF(str_slice(s, 0, from + KEPT)),
					  STRF(str_from(s, to)));
	}
	return s;
}

struct str instruction_short(struct arena *a, struct str created_by)
{
	struct str s = instruction_fold(a, created_by);
	if (str_ends(s, STR("# buildkit")))
		s = str_trim(str_slice(s, 0, s.n - STR("# buildkit").n));
	struct str whole = s;
	bool run = drop_prefix(&s, STR("RUN "));
	drop_arguments(&s);
	bool shell = drop_shell(&s);
	if (shell && drop_prefix(&s, STR("#(nop)")))
		return shorten_hash(a, s);
	if (!shell)
		return shorten_hash(a, run ? whole : s);
	drop_set(&s);
	return str_printf(a, "RUN %.*s", STRF(s));
}
