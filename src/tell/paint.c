/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/paint.h"

static const char *const escapes[STYLE_COUNT_] = {
	[STYLE_PLAIN] = "",
	[STYLE_STRONG] = "\033[1m",
	[STYLE_FAINT] = "\033[2m",
	[STYLE_CRITICAL] = "\033[1;31m",
	[STYLE_HIGH] = "\033[31m",
	[STYLE_MEDIUM] = "\033[33m",
	[STYLE_LOW] = "\033[36m",
	[STYLE_TYPE] = "\033[1;36m",
	[STYLE_GOOD] = "\033[1;30;42m",
	[STYLE_BAD] = "\033[1;97;41m",
	[STYLE_UNSURE] = "\033[1;30;43m",
};

enum style style_of(enum severity s)
{
	static const enum style styles[SEVERITY_COUNT_] = {
		[SEVERITY_UNKNOWN] = STYLE_PLAIN, [SEVERITY_NEGLIGIBLE] = STYLE_FAINT,
		[SEVERITY_LOW] = STYLE_LOW,	  [SEVERITY_MEDIUM] = STYLE_MEDIUM,
		[SEVERITY_HIGH] = STYLE_HIGH,	  [SEVERITY_CRITICAL] = STYLE_CRITICAL,
	};
	return styles[s < SEVERITY_COUNT_ ? s : SEVERITY_UNKNOWN];
}

/* `text` is safe already. */
static void put(const struct paint *p, enum style style, struct str text)
{
	bool styled = p->colour && style != STYLE_PLAIN && text.n;
	if (styled)
		out_text(p->out, escapes[style]);
	out_str(p->out, text);
	if (styled)
		out_text(p->out, "\033[0m");
}

void paint(const struct paint *p, enum style style, struct str text)
{
	put(p, style, text_safe(p->a, text));
}

void paint_pad(const struct paint *p, enum style style, struct str text, size_t columns)
{
	text = text_safe(p->a, text);
	put(p, style, text);
	size_t used = text_columns(text);
	if (used < columns)
		out_repeat(p->out, ' ', columns - used);
}

void paint_wrapped(const struct paint *p, enum style style, struct str text, size_t at,
		   size_t indent)
{
	enum { LEAST = 16 };
	struct str rest = text_safe(p->a, text), line;
	size_t width = p->width, deepest = width > LEAST ? width - LEAST : 0;
	bool first = true;
	if (width && indent > deepest)
		indent = deepest;
	if (width && at > deepest && at > indent && at + text_columns(rest) > width) {
		first = false; /* too little is left of this line: begin below */
		at = indent;
	}
	while (text_wrap(&rest, width ? width - at : 0, &line)) {
		if (!first) {
			out_char(p->out, '\n');
			out_repeat(p->out, ' ', indent);
		}
		put(p, style, line);
		at = indent;
		first = false;
	}
	out_char(p->out, '\n');
}

size_t paint_word(const struct paint *p, enum style style, struct str word, size_t at,
		  size_t indent)
{
	struct str rest = text_safe(p->a, word), line;
	size_t columns = text_columns(rest);
	if (p->width && at + columns > p->width && at > indent) {
		out_char(p->out, '\n');
		out_repeat(p->out, ' ', indent);
		at = indent;
	}
	size_t room = p->width > at ? p->width - at : 1;
	if (p->width == 0 || columns <= room) {
		put(p, style, rest);
		return at + columns;
	}
	while (text_wrap(&rest, room, &line)) {
		put(p, style, line);
		columns = text_columns(line);
		if (rest.n) {
			out_char(p->out, '\n');
			out_repeat(p->out, ' ', at);
		}
	}
	return at + columns;
}

void paint_behind(const struct paint *p, enum style style, struct str text, size_t at,
		  size_t indent)
{
	size_t columns = text_columns(text_safe(p->a, text));
	if (columns && p->width && at + 2 + columns > p->width && at + 2 + 16 > p->width) {
		out_char(p->out, '\n');
		out_repeat(p->out, ' ', indent);
		paint_wrapped(p, style, text, indent, indent);
		return;
	}
	out_text(p->out, columns ? "  " : "");
	paint_wrapped(p, style, text, at + 2, indent);
}

void paint_verdict(const struct paint *p, enum verdict v, struct str text)
{
	static const struct {
		const char *words;
		enum style style;
	} fields[] = {
		[VERDICT_SEAWORTHY] = { "SEAWORTHY", STYLE_GOOD },
		[VERDICT_NOT_SEAWORTHY] = { "NOT SEAWORTHY", STYLE_BAD },
		[VERDICT_INCOMPLETE] = { "INCOMPLETE", STYLE_UNSURE },
	};
	if (v >= ARRAY_LEN(fields))
		v = VERDICT_INCOMPLETE;
	const char *margin = p->colour ? " " : "";
	struct str words = str_printf(p->a, "%s%s%s", margin, fields[v].words, margin);
	paint(p, fields[v].style, words);
	out_text(p->out, "  ");
	paint_wrapped(p, STYLE_STRONG, text, words.n + 2, 2);
}

void paint_title(const struct paint *p, const char *title)
{
	out_char(p->out, '\n');
	paint(p, STYLE_STRONG, str_of(title));
	out_char(p->out, '\n');
}

void paint_row(const struct paint *p, size_t indent, const char *label, size_t label_columns,
	       enum style style, struct str text)
{
	out_repeat(p->out, ' ', indent);
	paint_pad(p, STYLE_FAINT, str_of(label), label_columns);
	paint_wrapped(p, style, text, indent + label_columns, indent + label_columns);
}
