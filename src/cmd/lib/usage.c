/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The help texts on a terminal.
 *
 * Descriptions in the command tables are paragraphs parted by an empty line; a line that begins with
 * two spaces is shown as it stands. Everything else is wrapped.
 */
#include "cmd/lib/usage.h"

#include "base/term.h"
#include "cmd/lib/global.h"

enum { WIDTH_DEFAULT = 80, WIDTH_MAX = 100, NAME_COLUMN = 16 };

const struct usage_row usage_exit_codes[] = {
	{ "0", "fit to ship" },
	{ "1", "the gate said no: something has to be done first (--exit-code replaces it)" },
	{ "2", "the command line or a configuration is wrong" },
	{ "3", "incomplete: something could not be read, so nothing is certain" },
	{ "4", "the advisory data is older than the policy allows" },
	{ "5", "the target was not found or could not be read, or the output not written" },
	{ "70", "a fault of this program" },
	{ 0 },
};

const struct usage_row usage_environment[] = {
	{ "NO_COLOR", "no colour when set to anything" },
	{ "CLICOLOR_FORCE", "colour also into a pipe when set to anything but 0" },
	{ "COLUMNS", "the width of the terminal, when it does not say so itself" },
	{ "SEAWORTHY_DB", "the advisory database, when none is named" },
	{ "XDG_CACHE_HOME",
	  "the folder of seaworthy/seaworthy.db otherwise; ~/.cache when not set" },
	{ "SEAWORTHY_HISTORY", "the history, when none is named; off for none" },
	{ "XDG_STATE_HOME",
	  "the folder of seaworthy/history.db otherwise; ~/.local/state when not set" },
	{ "CI", "when set to anything, no history unless one is named" },
	{ "https_proxy", "the proxy for db update; no_proxy names the hosts to reach without it" },
	{ 0 },
};

unsigned usage_width(int fd)
{
	unsigned width = term_width(fd);
	return width == 0 ? WIDTH_DEFAULT : width > WIDTH_MAX ? WIDTH_MAX : width;
}

static void title(struct out *out, const char *text, bool colour)
{
	out_printf(out, "\n%s%s%s\n", colour ? "\033[1m" : "", text, colour ? "\033[0m" : "");
}

/* Wrapped lines at an indent; the cursor already stands at column `at`. */
static void put_wrapped(struct out *out, struct str text, size_t at, size_t indent, unsigned width)
{
	size_t room = width > indent + 20 ? width - indent : 20;
	struct str line;
	while (text_wrap(&text, room, &line)) {
		if (at > indent) {
			out_char(out, '\n');
			at = 0;
		}
		out_repeat(out, ' ', indent - at);
		out_str(out, line);
		out_char(out, '\n');
		at = 0;
	}
}

static void put_rows(struct out *out, const struct usage_row *rows, unsigned width)
{
	for (; rows->name; rows++) {
		out_printf(out, "  %s", rows->name);
		put_wrapped(out, str_of(rows->text), strlen(rows->name) + 2, NAME_COLUMN + 2,
			    width);
	}
}

static void put_paragraphs(struct out *out, const char *text, unsigned width)
{
	struct str rest = str_of(text), line;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str paragraph = STR("");
	while (str_next_line(&rest, &line)) {
		bool as_it_is = str_starts(line, STR("  "));
		if (line.n && !as_it_is) {
			paragraph = str_printf(a, "%.*s%s%.*s", STRF(paragraph),
					       paragraph.n ? " " : "", STRF(line));
			continue;
		}
		put_wrapped(out, paragraph, 0, 0, width);
		paragraph = STR("");
		out_str(out, line);
		out_char(out, '\n');
	}
	put_wrapped(out, paragraph, 0, 0, width);
}

void usage_overview(struct out *out, unsigned width, bool colour)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	put_paragraphs(
		out,
		"seaworthy: is this container fit to ship?\n\n"
		"It reads an image without running or unpacking it, compares what is installed with "
		"security advisories, and answers: what has to be done before this ships, and how.",
		width);
	title(out, "Usage:", colour);
	out_text(out, "  seaworthy COMMAND [options] [arguments]\n");
	title(out, "Commands:", colour);
	for (const struct command **c = commands_sorted(a); *c; c++) {
		out_printf(out, "  %s", (*c)->name);
		put_wrapped(out, str_of((*c)->summary), strlen((*c)->name) + 2, NAME_COLUMN + 2,
			    width);
	}
	title(out, "Begin with:", colour);
	out_text(out, "  docker save payment:1.2 | seaworthy scan -\n"
		      "  seaworthy help scan\n\n");
	opt_help(global_table, width, out);
	title(out, "Exit codes:", colour);
	put_rows(out, usage_exit_codes, width);
}

void usage_command(const struct command *c, struct out *out, unsigned width, bool colour)
{
	out_printf(out, "%s", colour ? "\033[1m" : "");
	out_printf(out, "seaworthy %s%s: %s\n", c->name, colour ? "\033[0m" : "", c->summary);
	title(out, "Usage:", colour);
	struct str rest = str_of(c->usage), line;
	while (str_next_line(&rest, &line))
		out_printf(out, "  %.*s\n", STRF(str_trim(line)));
	if (c->description && c->description[0]) {
		out_char(out, '\n');
		put_paragraphs(out, c->description, width);
	}
	if (c->examples && c->examples[0]) {
		title(out, "Examples:", colour);
		rest = str_of(c->examples);
		while (str_next_line(&rest, &line))
			out_printf(out, "%.*s\n", STRF(line));
	}
	out_char(out, '\n');
	if (c->options && c->options[0].kind != OPT_END) {
		if (c->options[0].kind != OPT_GROUP)
			out_text(out, "Options:\n");
		opt_help(c->options, width, out);
		out_char(out, '\n');
	}
	opt_help(global_table, width, out);
}
