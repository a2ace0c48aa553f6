/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/html.h"

#include "base/base64.h"
#include "base/digest.h"
#include "base/term.h"

extern const char data_page_css[];
extern const size_t data_page_css_n;
extern const char data_page_js[];
extern const size_t data_page_js_n;

/* ---- escaping ---- */

static const char *escape_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void escaped(struct out *out, struct str s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.n; i++) {
		const char *escape = escape_of(s.p[i]);
		if (!escape)
			continue;
		out_add(out, s.p + from, i - from);
		out_text(out, escape);
		from = i + 1;
	}
	if (s.n > from)
		out_add(out, s.p + from, s.n - from);
}

void html_text(struct html *h, struct str s)
{
	escaped(h->out, text_safe(h->a, s));
}

void html_lines(struct html *h, struct str s)
{
	struct str line;
	for (bool first = true; str_next_line(&s, &line); first = false) {
		if (!first)
			out_char(h->out, '\n');
		html_text(h, line);
	}
}

void html_say(struct html *h, struct wording w)
{
	if (str_eq(w.in[LANG_EN], w.in[LANG_ZH])) {
		html_text(h, w.in[LANG_EN]);
		return;
	}
	for (size_t l = 0; l < LANG_COUNT_; l++) {
		out_printf(h->out, "<span lang=\"%s\">", lang_name((enum lang)l));
		html_text(h, w.in[l]);
		out_text(h->out, "</span>");
	}
}

void html_phrase(struct html *h, enum phrase p)
{
	html_say(h, wording(p));
}

static void both(struct html *h, const struct wording *w)
{
	for (size_t l = 0; l < LANG_COUNT_; l++) {
		out_printf(h->out, " data-%s=\"", lang_name((enum lang)l));
		html_text(h, w->in[l]);
		out_char(h->out, '"');
	}
}

void html_label(struct html *h, const char *name, struct wording w)
{
	out_printf(h->out, " %s=\"", name);
	html_text(h, w.in[h->lang]);
	out_char(h->out, '"');
	if (str_eq(w.in[LANG_EN], w.in[LANG_ZH]))
		return;
	out_printf(h->out, " data-a=\"%s\"", name);
	both(h, &w);
}

void html_text_element(struct html *h, const char *tag, struct wording w)
{
	out_printf(h->out, "<%s", tag);
	if (!str_eq(w.in[LANG_EN], w.in[LANG_ZH]))
		both(h, &w);
	out_char(h->out, '>');
	html_text(h, w.in[h->lang]);
	out_printf(h->out, "</%s>", tag);
}

void html_link(struct html *h, struct str url)
{
	struct str safe = text_safe(h->a, url);
	bool web = str_starts(url, STR("https://")) || str_starts(url, STR("http://"));
	if (!web || !str_eq(safe, url)) {
		escaped(h->out, safe);
		return;
	}
	out_text(h->out, "<a rel=\"noreferrer noopener\" target=\"_blank\" href=\"");
	escaped(h->out, safe);
	out_text(h->out, "\">");
	escaped(h->out, safe);
	out_text(h->out, "</a>");
}

void html_command(struct html *h, struct str command)
{
	if (command.n == 0)
		return;
	out_text(h->out, "<div class=\"command\"><pre><code>");
	html_lines(h, command);
	out_text(h->out, "</code></pre><button type=\"button\" class=\"copy js\">");
	html_phrase(h, PHRASE_COPY);
	out_text(h->out, "</button></div>");
}

void html_severity(struct html *h, enum severity s)
{
	out_printf(h->out, "<span class=\"tag %s\">", severity_name(s));
	html_say(h, wording_severity(s));
	out_text(h->out, "</span>");
}

unsigned html_id(struct html *h)
{
	return ++h->ids;
}

/* Outside of strings JSON has no '<', and within them the escape means the same. */
void html_json(struct html *h, struct str json)
{
	size_t from = 0;
	for (size_t i = 0; i < json.n; i++) {
		if (json.p[i] != '<')
			continue;
		out_add(h->out, json.p + from, i - from);
		out_text(h->out, "\\u003c");
		from = i + 1;
	}
	if (json.n > from)
		out_add(h->out, json.p + from, json.n - from);
}

/* ---- the page ---- */

/* 'sha256-…' of a script, as a Content-Security-Policy names it. */
static void script_source(struct html *h, struct str script)
{
	struct digest d = digest_of(DIGEST_SHA256, script);
	struct str text =
		base64_encode(h->a, str_make(d.bytes, digest_size(DIGEST_SHA256)), BASE64_STANDARD);
	out_printf(h->out, " 'sha256-%.*s'", STRF(text));
}

static struct str shared_script(void)
{
	return str_make(data_page_js, data_page_js_n);
}

static void policy(struct html *h, const struct html_page *page)
{
	out_text(h->out,
		 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		 "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
		 "script-src");
	script_source(h, shared_script());
	if (page->script.n)
		script_source(h, page->script);
	out_text(h->out, "\">\n");
}

static const char mark[] = "<svg class=\"mark\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">"
			   "<path d=\"M11 2v10H3.5zM13 5l6.5 7H13z\"/>"
			   "<path d=\"M2 14h20l-3 6H5z\"/></svg>";

static void bar(struct html *h)
{
	struct out *out = h->out;
	out_text(out, "<a class=\"skip\" href=\"#report\">");
	html_phrase(h, PHRASE_SKIP);
	out_printf(out, "</a>\n<header class=\"bar\"><span class=\"word\">%s seaworthy</span>",
		   mark);
	out_text(out, "<span class=\"switches js\"><button type=\"button\" id=\"language\"");
	html_label(h, "aria-label", wording(PHRASE_SWITCH_LANG_LABEL));
	out_char(out, '>');
	html_phrase(h, PHRASE_SWITCH_LANG);
	out_text(out, "</button><button type=\"button\" id=\"theme\"");
	html_label(h, "title", wording(PHRASE_THEME_LABEL));
	out_text(out, "><span class=\"theme-auto\">");
	html_phrase(h, PHRASE_THEME_AUTO);
	out_text(out, "</span><span class=\"theme-light\">");
	html_phrase(h, PHRASE_THEME_LIGHT);
	out_text(out, "</span><span class=\"theme-dark\">");
	html_phrase(h, PHRASE_THEME_DARK);
	out_text(out, "</span></button><button type=\"button\" id=\"print\">");
	html_phrase(h, PHRASE_PRINT);
	out_text(out, "</button></span></header>\n");
}

void html_page_begin(struct html *h, const struct html_page *page)
{
	struct out *out = h->out;
	out_printf(out, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
		   lang_name(h->lang));
	policy(h, page);
	out_text(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		      "<meta name=\"referrer\" content=\"no-referrer\">\n"
		      "<meta name=\"color-scheme\" content=\"light dark\">\n"
		      "<link rel=\"icon\" href=\"data:,\">\n");
	html_text_element(h, "title", page->title);
	out_text(out, "\n<style>\n");
	out_add(out, data_page_css, data_page_css_n);
	out_str(out, page->style);
	out_text(out, "</style>\n</head>\n<body>\n");
	bar(h);
	out_text(out, "<main id=\"report\">\n");
}

static void script(struct html *h, struct str text)
{
	out_text(h->out, "<script>");
	out_str(h->out, text);
	out_text(h->out, "</script>\n");
}

void html_page_end(struct html *h, const struct html_page *page)
{
	out_text(h->out, "</main>\n<footer>seaworthy ");
	html_text(h, str_of(page->version ? page->version : ""));
	if (page->created.n) {
		out_text(h->out, " · <time>");
		html_text(h, page->created);
		out_text(h->out, "</time>");
	}
	out_text(h->out, "</footer>\n");
	script(h, shared_script());
	if (page->script.n)
		script(h, page->script);
	out_text(h->out, "</body>\n</html>\n");
}
