/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing for a person: styles, wrapping, aligned rows. Every text that comes from a report passes
 * through here, and is made safe (base/term.h) on the way.
 */
#pragma once

#include "base/amount.h"
#include "base/term.h"
#include "model/severity.h"
#include "tell/format.h"

enum style {
	STYLE_PLAIN,
	STYLE_STRONG,
	STYLE_FAINT,
	STYLE_CRITICAL,
	STYLE_HIGH,
	STYLE_MEDIUM,
	STYLE_LOW,
	STYLE_TYPE, /* what to type */
	STYLE_GOOD, /* the three verdicts */
	STYLE_BAD,
	STYLE_UNSURE,
	STYLE_COUNT_,
};

struct paint {
	struct out *out;
	struct arena *a; /* for texts that had to change; lives as long as the writing */
	unsigned width;	 /* 0 = unlimited */
	bool colour;
};

enum style style_of(enum severity s);

/* Text at the cursor, in one piece. */
void paint(const struct paint *p, enum style style, struct str text);

/* The same, padded to `columns`. */
void paint_pad(const struct paint *p, enum style style, struct str text, size_t columns);

/*
 * Text from the cursor, which stands at column `at`; lines after the first begin at `indent`; ends
 * the line. Where less than 16 columns are left, the text begins on the next line, and the indent
 * shrinks to leave that much.
 */
void paint_wrapped(const struct paint *p, enum style style, struct str text, size_t at,
		   size_t indent);

/*
 * One word at the cursor, which stands at column `at`; below, at `indent`, when it does not fit;
 * broken when it does not fit there either. Gives the column behind it.
 */
size_t paint_word(const struct paint *p, enum style style, struct str word, size_t at,
		  size_t indent);

/* paint_wrapped() behind two spaces, or on the next line when little is left of this one. */
void paint_behind(const struct paint *p, enum style style, struct str text, size_t at,
		  size_t indent);

/* "SEAWORTHY  text": the verdict as a field of its colour, the text behind it; lines after the first at 2. */
void paint_verdict(const struct paint *p, enum verdict v, struct str text);

/* "\nTITLE" */
void paint_title(const struct paint *p, const char *title);

/* A line: `indent` spaces, the label padded to `label_columns`, the text wrapped behind it. */
void paint_row(const struct paint *p, size_t indent, const char *label, size_t label_columns,
	       enum style style, struct str text);
