/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages for people: one file, no request, both languages.
 *
 *         html_page_begin()   doctype, policy of the page, styles, the bar with its switches, <main>
 *         … html_text, html_say, html_link, tell/chart.h, plain out_text() for our own tags …
 *         html_page_end()     </main>, the foot, the scripts
 *
 * The rule that keeps strings of an image from becoming markup: what is ours goes through out_text() with literal
 * strings; everything else through the functions here. They escape, and they take out what would reorder, hide or
 * overlap (base/term.h: text_safe): "<U+202E>" is shown instead.
 *
 * Both languages stand in the page, as <span lang="en"> and <span lang="zh">; the attribute `lang` of <html> chooses
 * by a style, so that it works without script. An attribute that speaks (a label) holds the language of the
 * options, and data-en and data-zh for the script to put in.
 *
 * The policy (a <meta> of Content-Security-Policy) allows the page's own styles, the two scripts by their digests,
 * and nothing else: no address is ever asked. Styles are classes of data/page.css; names of colours:
 * "critical", "high", "medium", "low", "negligible", "unknown", "good", "bad", "unsure", "accent".
 */
#pragma once

#include "base/out.h"
#include "tell/lang.h"

struct html {
	struct out *out;
	struct arena *a; /* for texts that had to change; reset it when much was written */
	enum lang lang;	 /* that the page begins with */
	unsigned ids;	 /* of html_id() */
};

struct html_page {
	struct wording title;
	struct str style;    /* more CSS behind the shared one; ours, holds no "</" */
	struct str script;   /* more JavaScript behind the shared one; ours, holds no "</" */
	const char *version; /* of this program, for the foot */
	struct str created;  /* RFC 3339, for the foot */
};

void html_page_begin(struct html *h, const struct html_page *page);
void html_page_end(struct html *h, const struct html_page *page);

/* Text of a report, between tags or within a double-quoted attribute: the same escapes serve both. */
void html_text(struct html *h, struct str s);

/* The same, its lines kept: for <pre>. */
void html_lines(struct html *h, struct str s);

/* In both languages; once when they are the same. */
void html_say(struct html *h, struct wording w);
void html_phrase(struct html *h, enum phrase p);

/* ` NAME="…" data-a="NAME" data-en="…" data-zh="…"`: an attribute that speaks; one of an element. */
void html_label(struct html *h, const char *name, struct wording w);

/* "<title data-en=… data-zh=…>…</title>" and the like: an element that can hold text only. */
void html_text_element(struct html *h, const char *tag, struct wording w);

/* A link that leaves the page: only http and https become one, everything else stays text. */
void html_link(struct html *h, struct str url);

/* "<code>…</code>" with a button that copies it; nothing for an empty command. */
void html_command(struct html *h, struct str command);

/* "<span class="tag high">high</span>" */
void html_severity(struct html *h, enum severity s);

/* A number that no other element of the page has, for `id="x7"`. */
unsigned html_id(struct html *h);

/* A finished JSON text within <script type="application/json">: its '<' are escaped as \u003c. */
void html_json(struct html *h, struct str json);
