/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Field blocks, in place.
 *
 *         Package: xz-utils          ─┐ field
 *         Description: tools          │ ─┐ field with
 *          a longer text              │ ─┘ its continuation     one block
 *         # a comment                 │
 *         Version: 5.4.1             ─┘
 *                                    blank lines between blocks
 *
 * `at` doubles as the state: 0 means that no block is open, so that stanza_next() knows whether
 * there is a rest of one to step over. The blank line behind a block is left for stanza_next(): a
 * caller that asks for fields beyond the end gets 0 again and again.
 *
 * Format: deb822(5), Debian policy 5.1; the core metadata of Python packages is the same without
 * comments. Only an empty line ends a block. The policy lets parsers take a line of spaces and tabs
 * for an end too; we do not, because the Ubuntu tracker has such lines inside values, and the rest
 * of the record would be lost. Lines end in LF or CRLF. A comment may stand between the lines of one
 * value; stanza_fold() leaves it out.
 */
#include "text/stanza.h"

#include "base/log.h"

void stanza_init(struct stanza *s, struct str text)
{
	*s = (struct stanza){ .rest = text, .line = 1 };
}

static bool is_comment(struct str line)
{
	return line.n && line.p[0] == '#';
}

static bool is_continuation(struct str line)
{
	return line.n && (line.p[0] == ' ' || line.p[0] == '\t');
}

/* Takes the next line; false at the end of the text. */
static bool take(struct stanza *s, struct str *line)
{
	if (!str_next_line(&s->rest, line))
		return false;
	s->line++;
	return true;
}

int stanza_next(struct stanza *s)
{
	struct stanza ahead = *s;
	struct str line;
	bool inside = s->at != 0;
	while (take(&ahead, &line)) {
		if (inside) {
			inside = line.n > 0;
		} else if (str_trim(line).n && !is_comment(line)) {
			s->at = s->line;
			return 1;
		}
		*s = ahead;
	}
	s->at = 0;
	return 0;
}

/* Steps over the continuation lines that follow and gives where the last of them ends. */
static const char *take_continuation(struct stanza *s, const char *end)
{
	struct stanza ahead = *s;
	struct str line;
	while (take(&ahead, &line)) {
		if (is_continuation(line)) {
			end = line.p + line.n;
			*s = ahead;
		} else if (!is_comment(line)) {
			break;
		}
	}
	return end;
}

int stanza_field(struct stanza *s, struct str *out_name, struct str *out_value, struct fault *f)
{
	if (s->at == 0)
		return 0;
	struct stanza ahead = *s;
	struct str line;
	do {
		*s = ahead;
		if (!take(&ahead, &line) || line.n == 0)
			return 0;
	} while (is_comment(line));
	size_t number = s->line;
	*s = ahead;
	s->at = number;

	const char *end = take_continuation(s, line.p + line.n);
	if (is_continuation(line))
		return fault_set(f, E_CORRUPT, "line %zu: continuation of no field", number);
	size_t colon = str_find_char(line, ':');
	if (colon == SIZE_MAX)
		return fault_set(f, E_CORRUPT, "line %zu: field without a colon", number);
	struct str name = str_trim(str_slice(line, 0, colon));
	if (name.n == 0)
		return fault_set(f, E_CORRUPT, "line %zu: field without a name", number);
	const char *from = line.p + colon + 1;
	*out_name = name;
	*out_value = str_trim(str_make(from, (size_t)(end - from)));
	return 1;
}

struct str stanza_fold(struct arena *a, struct str value)
{
	if (str_find_char(value, '\n') == SIZE_MAX)
		return value;
	char *to = arena_bytes(a, value.n);
	size_t n = 0;
	bool first = true;
	struct str line;
	for (; str_next_line(&value, &line); first = false) {
		struct str text = str_trim(line);
		if (!first && (text.n == 0 || is_comment(line) || str_eq(text, STR("."))))
			continue;
		if (n && text.n)
			to[n++] = ' ';
		if (text.n)
			memcpy(to + n, text.p, text.n);
		n += text.n;
	}
	return str_make(to, n);
}
