/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A table of words that stand near each other. A rule has an anchor, which is rare, and groups of words of
 * which each must have one within reach of the anchor: on its line (continuations joined), or within so many
 * bytes.
 *
 *     anchor ──► reach around it ──► every group has a word there? ──► it is one
 *
 * What honest scripts do with the same means is left out by what else must be there: "/dev/tcp" to wait for a
 * port has no shell at it, "nc" without -e moves data, sockets in programs are not made standard input.
 * Lines that are comments do not count. Looks at 64 anchors of a kind: linear.
 */
#include "find/lib/implant_text.h"

#define TRIES  64
#define LINE   0 /* reach: the anchor's line */
#define GROUPS 3
#define WORDS  14

struct rule {
	const char *anchor, *words;
	size_t reach;
	const char *near[GROUPS][WORDS];
};

static const struct rule shells[] = {
	{ "/dev/tcp/",
	  "a shell connected by /dev/tcp",
	  LINE,
	  { { "sh -i", "0>&1", "0<&", "sh <&", "sh>&", "sh 0<", "<&1", "sh >& /dev/tcp",
	      "sh &>/dev/tcp" } } },
	{ "/dev/udp/",
	  "a shell connected by /dev/udp",
	  LINE,
	  { { "sh -i", "0>&1", "0<&", "sh <&" } } },
	{ "nc ",
	  "a shell given to nc",
	  LINE,
	  { { " -e /", " -e sh", " -e bash", " -c /bin/", " -c sh", " -c bash", "-ne /bin",
	      "-nve /bin", "-lve /bin", "-lvpe ", " -e 'sh", " -e \"/bin", " -e '/bin",
	      "-lpe " } } },
	{ "ncat ",
	  "a shell given to ncat",
	  LINE,
	  { { " -e /", " -e sh", " -e bash", " -c /bin/", " -c sh", "--exec", "--sh-exec",
	      " -c bash" },
	    { "sh" } } },
	{ "netcat ",
	  "a shell given to netcat",
	  LINE,
	  { { " -e /", " -e sh", " -e bash", " -c /bin/", " -c sh", " -c bash" } } },
	{ "busybox nc",
	  "a shell given to nc",
	  LINE,
	  { { " -e /", " -e sh", " -e ash", " -e bash" } } },
	{ "mkfifo",
	  "a shell connected by a named pipe",
	  300,
	  { { "sh -i", "|/bin/sh", "| /bin/sh", "|sh", "| sh", "| bash", "|bash", "| /bin/bash" },
	    { "nc ", "ncat ", "netcat ", "s_client", "telnet " } } },
	{ "mknod",
	  "a shell connected by a named pipe",
	  300,
	  { { "sh -i", "|/bin/sh", "| /bin/sh", "|sh", "| sh", "| bash", "/bin/sh 0<",
	      "/bin/bash 0<" },
	    { "nc ", "ncat ", "netcat ", "s_client", "telnet " },
	    { " p" } } },
	{ "dup2(",
	  "a socket made the standard input of a shell",
	  500,
	  { { "connect(" },
	    { "socket" },
	    { "/bin/sh", "/bin/bash", "pty.spawn", "\"sh\"", "'sh'", "/bin/ash", "\"bash\"",
	      "'bash'" } } },
	{ "open(STDIN,",
	  "a socket made the standard input of a shell",
	  400,
	  { { "connect(", "Socket" }, { ">&" }, { "exec" } } },
	{ "STDIN->fdopen(",
	  "a socket made the standard input of a shell",
	  400,
	  { { "Socket" }, { "system", "exec" } } },
	{ "TCPSocket",
	  "a shell connected by a socket",
	  300,
	  { { "exec sprintf", "sh -i",
	      "IO.pop"
	      "en(",
	      "exec \"/bin", "exec '/bin" },
	    { "/bin/", "cmd", "sh -i" } } },
	{ "fsockopen(",
	  "a shell connected by fsockopen",
	  300,
	  { { "ex"
	      "ec(",
	      "proc_open(",
	      "syst"
	      "em(",
	      "pop"
	      "en(",
	      "passthru(", "`" },
	    { "/bin/sh", "/bin/bash", "sh -i", "'sh'", "\"sh\"" } } },
	{ "socat ",
	  "a shell given to socat",
	  LINE,
	  { { "exec:/bin/sh", "exec:sh", "exec:bash", "exec:/bin/bash", "EXEC:/bin/sh", "EXEC:sh",
	      "EXEC:bash", "EXEC:/bin/bash", "exec:'bash", "exec:'sh", "EXEC:\"", "exec:\"",
	      "EXEC:'bash", "EXEC:'/bin" },
	    { "tcp", "TCP", "openssl", "OPENSSL", "udp", "UDP" },
	    { "sh" } } },
	{ "telnet ",
	  "a shell between two telnets",
	  LINE,
	  { { "| /bin/sh |", "|/bin/sh|", "| /bin/bash |", "|/bin/bash|", "| sh |",
	      "| bash |" } } },
	{ "/inet/tcp/",
	  "a shell by awk's network files",
	  300,
	  { { "|&" }, { "getline" }, { "while" } } },
	{ "require('child_process')",
	  "a socket made the standard input of a shell",
	  400,
	  { { ".connect(" }, { "/bin/sh", "/bin/bash", "'sh'", "\"sh\"" }, { ".pipe(" } } },
	{ "require(\"child_process\")",
	  "a socket made the standard input of a shell",
	  400,
	  { { ".connect(" }, { "/bin/sh", "/bin/bash", "\"sh\"" }, { ".pipe(" } } },
};

#define RUN_BY_PIPE                                                                             \
	"| sh", "|sh", "| bash", "|bash", "| /bin/sh", "|/bin/sh", "| /bin/bash", "|/bin/bash", \
		"| python", "|python", "| perl", "| sudo ", "|perl"

static const struct rule downloads[] = {
	{ "curl ", "what curl fetches is run", LINE, { { RUN_BY_PIPE } } },
	{ "wget ", "what wget fetches is run", LINE, { { RUN_BY_PIPE } } },
	{ "curl ",
	  "what curl fetches is run",
	  300,
	  { { "chmod +x", "chmod 7", "chmod a+x", "chmod u+x" } } },
	{ "wget ",
	  "what wget fetches is run",
	  300,
	  { { "chmod +x", "chmod 7", "chmod a+x", "chmod u+x" } } },
	{ "<(curl ", "what curl fetches is run", LINE, { { "bash", "sh", ". ", "source" } } },
	{ "<(wget ", "what wget fetches is run", LINE, { { "bash", "sh", ". ", "source" } } },
	{ "$(curl ", "what curl fetches is run", LINE, { { "eval", "sh -c", "bash -c" } } },
	{ "$(wget ", "what wget fetches is run", LINE, { { "eval", "sh -c", "bash -c" } } },
	{ "base64 -d", "decoded text is run", LINE, { { RUN_BY_PIPE } } },
	{ "base64 --decode", "decoded text is run", LINE, { { RUN_BY_PIPE } } },
};

static const struct rule droppers[] = {
	{ "base64 -d",
	  "a program in base 64 is decoded and run",
	  1024,
	  { { RUN_BY_PIPE, "eval" } } },
	{ "base64 --decode",
	  "a program in base 64 is decoded and run",
	  1024,
	  { { RUN_BY_PIPE, "eval" } } },
	{ "base64 -d",
	  "a program in base 64 is decoded and run",
	  1024,
	  { { "chmod +x", "chmod 7", "chmod u+x" } } },
	{ "memfd_create",
	  "a program is run from memory",
	  800,
	  { { "/proc/self/fd", "fexecve", "exec" } } },
	{ "b64decode(", "code in base 64 is decoded and run", 0, { { "exec(", "eval(" } } },
	{ "base64_decode(", "code in base 64 is decoded and run", 0, { { "eval(", "assert(" } } },
};

/* The line around `at`, with those that a backslash joins to it. */
static struct str line_around(struct str text, size_t at)
{
	size_t from = at, to = at;
	while (from > 0 && at - from < 2048 &&
	       (text.p[from - 1] != '\n' || (from > 1 && text.p[from - 2] == '\\')))
		from--;
	while (to < text.n && to - at < 2048 &&
	       (text.p[to] != '\n' || (to > 0 && text.p[to - 1] == '\\')))
		to++;
	return str_slice(text, from, to);
}

static bool is_comment(struct str text, size_t at)
{
	struct str line = str_trim(line_around(text, at));
	return line.n > 1 && line.p[0] == '#' && line.p[1] != '!';
}

static bool near_all(const struct rule *r, struct str reach)
{
	for (size_t g = 0; g < GROUPS && r->near[g][0]; g++) {
		bool any = false;
		for (size_t w = 0; w < WORDS && r->near[g][w] && !any; w++)
			any = str_has(reach, str_of(r->near[g][w]));
		if (!any)
			return false;
	}
	return true;
}

static uint32_t line_of(struct str text, size_t at)
{
	uint32_t line = 1;
	for (size_t i = 0; i < at; i++)
		line += text.p[i] == '\n';
	return line;
}

static bool try_rule(const struct rule *r, struct str text, uint32_t *out_line)
{
	struct str anchor = str_of(r->anchor);
	size_t at = 0;
	for (unsigned tries = 0; tries < TRIES; tries++, at += anchor.n) {
		size_t next = str_find(str_from(text, at), anchor);
		if (next == SIZE_MAX)
			return false;
		at += next;
		if (char_is_alnum(anchor.p[0]) && at > 0 &&
		    (char_is_alnum(text.p[at - 1]) || text.p[at - 1] == '-' ||
		     text.p[at - 1] == '_'))
			continue;
		struct str reach =
			r->reach == LINE
				? line_around(text, at)
				: str_slice(text, at > r->reach ? at - r->reach : 0, at + r->reach);
		if (near_all(r, reach) && !is_comment(text, at)) {
			*out_line = line_of(text, at);
			return true;
		}
	}
	return false;
}

static const char *try_rules(const struct rule *rules, size_t n, struct str text,
			     uint32_t *out_line)
{
	for (size_t i = 0; i < n; i++)
		if (try_rule(&rules[i], text, out_line))
			return rules[i].words;
	return NULL;
}

const char *text_reverse_shell(struct str text, uint32_t *out_line)
{
	return try_rules(shells, ARRAY_LEN(shells), text, out_line);
}

const char *text_download(struct str text, uint32_t *out_line)
{
	return try_rules(downloads, ARRAY_LEN(downloads), text, out_line);
}

/* Is there an unbroken run of base 64, lines joined, of that many bytes? */
static bool has_blob(struct str text, size_t least)
{
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (char_is_alnum(c) || c == '+' || c == '/' || c == '=')
			n++;
		else if (c != '\n' && c != '\r')
			n = 0;
		if (n >= least)
			return true;
	}
	return false;
}

const char *text_dropper(struct str text, uint32_t *out_line)
{
	/* Data behind a script: what self-extracting archives are, and what droppers are. */
	size_t elf = str_find(text, STR("\x7f"
					"ELF\x02"));
	if (elf == SIZE_MAX)
		elf = str_find(text, STR("\x7f"
					 "ELF\x01"));
	if (elf != SIZE_MAX && elf > 0) {
		*out_line = line_of(text, elf);
		return "a program stands behind the script";
	}
	const char *words = try_rules(droppers, ARRAY_LEN(droppers), text, out_line);
	if (words && !str_has(str_of(words), STR("memory")) && !has_blob(text, 400))
		return NULL;
	return words;
}
