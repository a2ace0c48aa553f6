/* SPDX-License-Identifier: Apache-2.0 */
/*
 * history[].created_by → instructions, in order; then what the configuration says and the history does not.
 *
 *     /bin/sh -c #(nop) ADD file:9a3c… in /      ADD file:9a3c01234567 /
 *     |1 VERSION=3 /bin/sh -c make               ARG VERSION          (values are nobody's business)
 *                                                RUN make
 *     RUN /bin/bash -o pipefail -c a | b         SHELL ["/bin/bash", "-o", "pipefail", "-c"]
 *       # buildkit                               RUN a | b
 *     CMD ["/bin/sh" "-c" "node x"]              CMD ["/bin/sh", "-c", "node x"]
 *     bazel build //image                        # bazel build //image
 *                                                ADD layer-4.tar /
 *
 * The base's steps are left out when the base is known: FROM names it. Without, FROM is scratch, and its steps
 * are the first ones.
 *
 * Must stay true:
 *  - The result parses. Every instruction is given to the parser before it is taken; one that it refuses becomes
 *    a comment, whatever the history holds.
 *  - Nothing is invented: what is not recorded (the sources of COPY, values of arguments) is not guessed but
 *    said, once, at the top.
 *
 * What builders write where: model/instruction.c. Format: OCI image-spec config.md, "history".
 */
#include "find/reconstruct.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "find/dockerfile/ast.h"
#include "find/lib/json_quote.h"

#define WIDTH 90 /* from where a RUN is broken into lines */

struct rebuild {
	struct report *report;
	const struct image *image;
	struct arena *a;       /* for the time of rebuilding */
	struct arena *scratch; /* for the parser */
	struct buf out;
	bool silent;			 /* steps of the base: understood, not written */
	struct str shell;		 /* as JSON; empty: /bin/sh -c */
	struct map seen;		 /* "USER", "ENV PATH", "EXPOSE 80/tcp", … */
	struct str last[DF_KIND_COUNT_]; /* what the last CMD, ENTRYPOINT, USER said */
	struct map arguments;
};

/* ---- writing ---- */

/* One line, with every run of blanks and control characters as one space. */
static struct str fold(struct arena *a, struct str s)
{
	char *p = arena_bytes(a, s.n);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		bool blank = (unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f;
		if (!blank)
			p[n++] = s.p[i];
		else if (n && p[n - 1] != ' ')
			p[n++] = ' ';
	}
	return str_trim(str_make(p, n));
}

static void comment(struct rebuild *b, struct str text)
{
	if (!b->silent)
		buf_printf(&b->out, "# %.*s\n", STRF(fold(b->a, text)));
}

static bool parses(struct rebuild *b, struct str text)
{
	static const char head[] = "FROM scratch\n";
	struct arena *scratch = b->scratch;
	struct dockerfile d;
	struct fault f = { 0 };
	arena_reset(scratch);
	if (text.n >= LIMIT_DOCKERFILE / 2 || str_ends(text, STR("\\")))
		return false;
	struct str whole = str_printf(scratch, "%s%.*s\n", head, STRF(text));
	return dockerfile_parse(scratch, STR(""), whole, &d, &f) == 0 && d.errors.n == 0 &&
	       d.instructions.n == 2 && !d.instructions.p[1].json_broken;
}

/* An instruction; as a comment when it would not parse. */
static void line(struct rebuild *b, struct str text)
{
	if (b->silent)
		return;
	if (parses(b, text))
		buf_printf(&b->out, "%.*s\n", STRF(text));
	else
		comment(b, str_printf(b->a, "not understood: %.*s", STRF(text)));
}

static bool saw(struct rebuild *b, const char *what, struct str detail)
{
	struct str key = str_printf(b->a, "%s %.*s", what, STRF(detail));
	bool is_new;
	*map_put(&b->seen, key, &is_new) = 1;
	return !is_new;
}

static bool has_seen(struct rebuild *b, const char *what, struct str detail)
{
	return map_get(&b->seen, str_printf(b->a, "%s %.*s", what, STRF(detail))) != NULL;
}

/* ---- lists: ["a", "b"] of JSON, ["a" "b"] and [a b] of Go ---- */

typedef VEC(struct str) words;

static struct str json_list(struct arena *a, const struct str *p, size_t n, bool quoted)
{
	struct buf b;
	buf_init(&b, LIMIT_DOCKERFILE);
	buf_add_char(&b, '[');
	for (size_t i = 0; i < n; i++) {
		buf_add_str(&b, i ? STR(", ") : STR(""));
		buf_add_str(&b, quoted ? p[i] : json_quote(a, p[i]));
	}
	buf_add_char(&b, ']');
	struct str s = str_dup(a, buf_str(&b));
	buf_done(&b);
	return s;
}

/* A Go string as a JSON one: \xHH, \a and \v are no JSON. */
static struct str from_go(struct arena *a, struct str s)
{
	if (!str_has(s, STR("\\x")) && !str_has(s, STR("\\a")) && !str_has(s, STR("\\v")))
		return s;
	char *p = arena_bytes(a, s.n * 3);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		char next = s.p[i] == '\\' && i + 1 < s.n ? s.p[i + 1] : 0;
		const char *to = next == 'x' ? "\\u00" : next == 'a' ? "\\u0007" : "\\u000b";
		if (next == 'x' || next == 'a' || next == 'v') {
			memcpy(p + n, to, strlen(to));
			n += strlen(to);
			i++;
			continue;
		}
		p[n++] = s.p[i];
		if (next)
			p[n++] = s.p[++i];
	}
	return str_make(p, n);
}

/* Items of the list at the beginning of `s`, quoted for JSON; what is behind it. False when it is none. */
static bool read_list(struct arena *a, struct str s, words *out, struct str *out_rest)
{
	size_t i = 1;
	if (!str_starts(s, STR("[")))
		return false;
	for (;;) {
		while (i < s.n && (char_is_space(s.p[i]) || s.p[i] == ','))
			i++;
		if (i >= s.n)
			return false;
		if (s.p[i] == ']')
			break;
		size_t begin = i;
		if (s.p[i] == '"') {
			for (i++; i < s.n && s.p[i] != '"'; i++)
				i += s.p[i] == '\\';
			if (i >= s.n)
				return false;
			i++;
			*VEC_PUSH(a, out) = from_go(a, str_slice(s, begin, i));
			continue;
		}
		while (i < s.n && !char_is_space(s.p[i]) && s.p[i] != ',' && s.p[i] != ']')
			i++;
		*VEC_PUSH(a, out) = json_quote(a, str_slice(s, begin, i));
	}
	*out_rest = str_trim(str_from(s, i + 1));
	return true;
}

/* CMD, ENTRYPOINT, SHELL, VOLUME: exec form where it can be read as one, else as it was written. */
static void write_list(struct rebuild *b, enum df_kind kind, struct str rest)
{
	const char *keyword = df_kind_name(kind);
	words items = { 0 };
	struct str behind, text = rest;
	if (read_list(b->a, rest, &items, &behind) && behind.n == 0) {
		text = json_list(b->a, items.p, items.n, true);
		for (size_t i = 0; i < items.n && kind == DF_VOLUME; i++)
			saw(b, keyword, items.p[i]);
	}
	b->last[kind] = text;
	saw(b, keyword, STR(""));
	line(b, str_printf(b->a, "%s %.*s", keyword, STRF(text)));
	if (kind == DF_SHELL)
		b->shell = text;
}

/* ---- RUN ---- */

/* The same script over several lines, broken in front of && outside of quotes. */
static struct str break_lines(struct arena *a, struct str script)
{
	if (script.n < WIDTH)
		return script;
	char *p = arena_bytes(a, script.n * 3);
	size_t n = 0;
	char quote = 0;
	for (size_t i = 0; i < script.n; i++) {
		char c = script.p[i];
		if (c == '\\' && quote != '\'' && i + 1 < script.n) {
			p[n++] = c;
			p[n++] = script.p[++i];
			continue;
		}
		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		if (c == ' ' && !quote && str_starts(str_from(script, i), STR(" && "))) {
			memcpy(p + n, " \\\n   ", 6);
			n += 6;
		}
		p[n++] = c;
	}
	return str_make(p, n);
}

/* A script of several lines, or one that the parser would misread, as a here-document. */
static struct str here_document(struct arena *a, struct str script)
{
	struct str end = STR("EOF");
	for (unsigned i = 0; str_has(script, end); i++)
		end = str_printf(a, "END%u", i);
	return str_printf(a, "RUN <<'%.*s'\n%.*s\n%.*s", STRF(end), STRF(script), STRF(end));
}

static void write_run(struct rebuild *b, struct str script)
{
	bool many = str_find_char(script, '\n') != SIZE_MAX;
	if (many || str_has(script, STR("<<")) || str_ends(script, STR("\\")))
		line(b, here_document(b->a, script));
	else
		line(b, str_printf(b->a, "RUN %.*s", STRF(break_lines(b->a, script))));
}

/* "/bin/bash -o pipefail -c CMD": the words up to -c as JSON, and CMD. */
static bool split_shell(struct arena *a, struct str s, struct str *out_shell,
			struct str *out_script)
{
	enum { FLAGS = 6 };
	struct str rest = s, word;
	words shell = { 0 };
	if (!str_next_word(&rest, &word) || word.p[0] != '/' || !str_ends(word, STR("sh")))
		return false;
	*VEC_PUSH(a, &shell) = word;
	for (unsigned i = 0; i < FLAGS && str_next_word(&rest, &word); i++) {
		*VEC_PUSH(a, &shell) = word;
		if (word.n > 1 && word.p[0] == '-' && word.p[word.n - 1] == 'c') {
			*out_shell = json_list(a, shell.p, shell.n, false);
			*out_script = str_trim(rest);
			return true;
		}
	}
	return false;
}

static void use_shell(struct rebuild *b, struct str shell)
{
	static const struct str usual = STR_INIT("[\"/bin/sh\", \"-c\"]");
	struct str now = b->shell.n ? b->shell : usual;
	if (str_eq(now, shell))
		return;
	line(b, str_printf(b->a, "SHELL %.*s", STRF(shell)));
	b->last[DF_SHELL] = shell;
	b->shell = shell;
}

/* ---- names and values ---- */

static size_t name_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && (char_is_alnum(s.p[n]) || memchr("_-./", s.p[n], 4)))
		n++;
	return n && n < s.n && s.p[n] == '=' ? n : 0;
}

/* Where the next " NAME=" begins, or the end. */
static size_t pair_end(struct str s, size_t from)
{
	char quote = 0;
	for (size_t i = from; i < s.n; i++) {
		char c = s.p[i];
		if (c == '\\')
			i++;
		else if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '"')
			quote = c;
		else if (c == ' ' && i + 1 < s.n && s.p[i + 1] != ' ' &&
			 name_length(str_slice(s, i + 1, i + 200)))
			return i;
	}
	return s.n;
}

/* Quoted as the file needs it; a $ is no variable any more: it was expanded when it was recorded. */
static struct str quote(struct arena *a, struct str value)
{
	bool plain = value.n > 0;
	for (size_t i = 0; i < value.n && plain; i++)
		plain = char_is_alnum(value.p[i]) || memchr("_-./:,@%+=", value.p[i], 10);
	if (plain)
		return value;
	char *p = arena_bytes(a, value.n * 2 + 2);
	size_t n = 0;
	p[n++] = '"';
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];
		if (c == '"' || c == '\\' || c == '$')
			p[n++] = '\\';
		p[n++] = (unsigned char)c < ' ' ? ' ' : c;
	}
	p[n++] = '"';
	return str_make(p, n);
}

static void write_pair(struct rebuild *b, const char *keyword, struct str name, struct str value)
{
	saw(b, keyword, name);
	line(b, str_printf(b->a, "%s %.*s=%.*s", keyword, STRF(quote(b->a, name)),
			   STRF(quote(b->a, value))));
}

/* The value that the configuration has for the name, when the record goes on with just that. */
static bool known_value(const struct image *im, bool label, struct str name, struct str rest,
			struct str *out)
{
	for (size_t i = 0; i < (label ? im->labels.n : im->env.n); i++) {
		struct str key, value;
		if (label) {
			key = im->labels.p[i].key;
			value = im->labels.p[i].value;
		} else {
			str_cut(im->env.p[i], '=', &key, &value);
		}
		if (str_eq(key, name) && str_starts(rest, value) &&
		    (rest.n == value.n || rest.p[value.n] == ' ')) {
			*out = value;
			return true;
		}
	}
	return false;
}

static struct str unquote(struct str s)
{
	return s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"' ? str_slice(s, 1, s.n - 1) : s;
}

static void write_pairs(struct rebuild *b, const char *keyword, struct str rest)
{
	enum { LOOKED_UP = 256 }; /* each look-up walks the configuration's list */
	bool label = strcmp(keyword, "LABEL") == 0;
	struct str name, value;
	if (!name_length(rest)) { /* ENV name value */
		if (str_cut(rest, ' ', &name, &value))
			write_pair(b, keyword, unquote(name), str_trim(value));
		return;
	}
	for (unsigned i = 0; rest.n; i++) {
		size_t n = name_length(rest);
		if (!n)
			return;
		name = str_slice(rest, 0, n);
		struct str behind = str_from(rest, n + 1);
		if (i >= LOOKED_UP || !known_value(b->image, label, name, behind, &value)) {
			value = str_slice(behind, 0, pair_end(behind, 0));
			rest = str_trim(str_from(behind, value.n));
			value = unquote(str_trim(value));
		} else {
			rest = str_trim(str_from(behind, value.n));
		}
		write_pair(b, keyword, name, value);
	}
}

/* Names alone, each once. */
static void write_arguments(struct rebuild *b, struct str rest, bool bare)
{
	struct str word;
	while (str_next_word(&rest, &word)) {
		size_t n = name_length(word);
		struct str name = n ? str_slice(word, 0, n) : word;
		if (!n && !bare)
			continue;
		bare = false;
		bool is_new;
		map_put(&b->arguments, name, &is_new);
		if (is_new && !b->silent)
			line(b, str_printf(b->a, "ARG %.*s", STRF(name)));
	}
}

/* ---- the other instructions ---- */

/* "22 8080", "[8080/tcp]", "map[22/tcp:{} 8080/tcp:{}]" */
static void write_ports(struct rebuild *b, struct str rest)
{
	struct str word;
	struct buf ports;
	buf_init(&ports, LIMIT_DOCKERFILE);
	if (str_starts(rest, STR("map")))
		rest = str_from(rest, 3);
	while (str_next_word(&rest, &word)) {
		while (word.n && word.p[0] == '[')
			word = str_from(word, 1);
		while (word.n && word.p[word.n - 1] == ']')
			word = str_slice(word, 0, word.n - 1);
		if (str_ends(word, STR(":{}")))
			word = str_slice(word, 0, word.n - 3);
		if (!word.n)
			continue;
		saw(b, "EXPOSE", word);
		if (!str_has(word, STR("/")))
			saw(b, "EXPOSE", str_printf(b->a, "%.*s/tcp", STRF(word)));
		buf_add_char(&ports, ' ');
		buf_add_str(&ports, word);
	}
	if (ports.n)
		line(b, str_printf(b->a, "EXPOSE%.*s", STRF(buf_str(&ports))));
	buf_done(&ports);
}

/* `p` as the configuration has it: NONE, CMD and words, CMD-SHELL and a script; quoted or not. */
static void write_check(struct rebuild *b, const struct str *p, size_t n, bool quoted,
			struct str flags)
{
	saw(b, "HEALTHCHECK", STR(""));
	struct str first = n ? (quoted ? unquote(p[0]) : p[0]) : STR("");
	if (str_is(first, "CMD") && n > 1) {
		line(b, str_printf(b->a, "HEALTHCHECK %.*sCMD %.*s", STRF(flags),
				   STRF(json_list(b->a, p + 1, n - 1, quoted))));
	} else if (str_is(first, "CMD-SHELL") && n > 1) {
		struct str list = json_list(
			b->a, (const struct str[]){ STR("/bin/sh"), STR("-c"), p[1] }, 3, false);
		if (quoted) /* undoing Go's quotes is the parser's work: exec form says the same */
			list = str_printf(b->a, "[\"/bin/sh\", \"-c\", %.*s]", STRF(p[1]));
		bool simple = !quoted && !str_has(p[1], STR("\n"));
		line(b, str_printf(b->a, "HEALTHCHECK %.*sCMD %.*s", STRF(flags),
				   STRF(simple ? p[1] : list)));
	} else {
		line(b, STR("HEALTHCHECK NONE"));
	}
}

/* &{["CMD-SHELL" "curl …"] "30s" "3s" "0s" …}: interval, timeout, start period */
static void write_healthcheck(struct rebuild *b, struct str rest)
{
	static const char *const names[] = { "interval", "timeout", "start-period" };
	words items = { 0 };
	struct str behind, word, flags = STR("");
	if (!str_starts(rest, STR("&{")) || !read_list(b->a, str_from(rest, 2), &items, &behind)) {
		saw(b, "HEALTHCHECK", STR(""));
		line(b, str_printf(b->a, "HEALTHCHECK %.*s", STRF(rest)));
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(names) && str_next_word(&behind, &word); i++) {
		struct str time = unquote(word);
		if (time.n && char_is_digit(time.p[0]) && !str_is(time, "0s"))
			flags = str_printf(b->a, "%.*s--%s=%.*s ", STRF(flags), names[i],
					   STRF(time));
	}
	write_check(b, items.p, items.n, true, flags);
}

/* "file:9a3c… in /app " of the classic builder; "SOURCE… DEST" of the others. */
static void write_copy(struct rebuild *b, const char *keyword, struct str rest)
{
	enum { KEPT = 12 };
	size_t in = str_find(rest, STR(" in "));
	static const char *const kinds[] = { "file:", "dir:", "multi:" };
	for (size_t k = 0; k < ARRAY_LEN(kinds) && in != SIZE_MAX; k++) {
		size_t at = str_find(str_slice(rest, 0, in), str_of(kinds[k]));
		if (at == SIZE_MAX)
			continue;
		struct str from = str_slice(rest, at, size_min(in, at + strlen(kinds[k]) + KEPT));
		line(b, str_printf(b->a, "%s %.*s %.*s", keyword, STRF(from),
				   STRF(str_trim(str_from(rest, in + 4)))));
		return;
	}
	line(b, str_printf(b->a, "%s %.*s", keyword, STRF(rest)));
}

static enum df_kind kind_of(struct str word)
{
	for (enum df_kind k = DF_FROM; k < DF_KIND_COUNT_; k++)
		if (str_is(word, df_kind_name(k)))
			return k;
	return DF_UNKNOWN;
}

static void write_plain(struct rebuild *b, enum df_kind kind, struct str rest)
{
	const char *keyword = df_kind_name(kind);
	if (str_starts(rest, STR("[")) && str_ends(rest, STR("]")))
		rest = str_slice(rest, 1, rest.n - 1);
	b->last[kind] = rest;
	saw(b, keyword, STR(""));
	if (rest.n)
		line(b, str_printf(b->a, "%s %.*s", keyword, STRF(rest)));
}

static void instruction(struct rebuild *b, enum df_kind kind, struct str rest)
{
	const char *keyword = df_kind_name(kind);
	switch (kind) {
	case DF_ENV:
	case DF_LABEL:
		write_pairs(b, keyword, rest);
		break;
	case DF_ARG:
		write_arguments(b, rest, true);
		break;
	case DF_EXPOSE:
		write_ports(b, rest);
		break;
	case DF_CMD:
	case DF_ENTRYPOINT:
	case DF_SHELL:
	case DF_VOLUME:
		write_list(b, kind, rest);
		break;
	case DF_HEALTHCHECK:
		write_healthcheck(b, rest);
		break;
	case DF_ADD:
	case DF_COPY:
		write_copy(b, keyword, rest);
		break;
	case DF_USER:
	case DF_WORKDIR:
	case DF_STOPSIGNAL:
		write_plain(b, kind, rest);
		break;
	case DF_UNKNOWN:
	case DF_FROM:
	case DF_RUN:
	case DF_MAINTAINER:
	case DF_ONBUILD:
	case DF_KIND_COUNT_:
		line(b, str_printf(b->a, "%s %.*s", keyword, STRF(rest)));
		break;
	}
}

/* ---- the history ---- */

/* A layer of which nobody says how it was made; `text` may be empty. */
static void unknown(struct rebuild *b, struct str text, uint16_t layer)
{
	comment(b, text.n ? text : STR("nothing is recorded of this step"));
	if (layer != LAYER_NONE)
		line(b, str_printf(b->a, "ADD layer-%u.tar /", layer + 1u));
}

static void step(struct rebuild *b, struct str record, uint16_t layer)
{
	struct str s = str_trim(record), shell, script, word;
	if (str_ends(s, STR("# buildkit")))
		s = str_trim(str_slice(s, 0, s.n - STR("# buildkit").n));
	bool run = str_starts(s, STR("RUN "));
	struct str rest = run ? str_trim(str_from(s, 4)) : s;
	struct str command = rest;
	if (str_starts(rest, STR("|"))) {
		struct str more = rest;
		while (str_next_word(&more, &word))
			if (word.p[0] == '/' && str_ends(word, STR("sh"))) {
				command = str_from(rest, (size_t)(word.p - rest.p));
				break;
			}
		write_arguments(b, str_slice(rest, 0, rest.n - command.n), false);
	}
	bool through_shell = split_shell(b->a, command, &shell, &script);
	if (through_shell && str_starts(script, STR("#(nop)"))) {
		s = str_trim(str_from(script, STR("#(nop)").n));
	} else if (through_shell) {
		use_shell(b, shell);
		write_run(b, script);
		return;
	} else if (run) {
		write_run(b, rest);
		return;
	}
	struct str folded = fold(b->a, s), words_left = folded;
	enum df_kind kind = str_next_word(&words_left, &word) ? kind_of(word) : DF_UNKNOWN;
	if (kind == DF_UNKNOWN || kind == DF_FROM)
		unknown(b, folded, layer);
	else
		instruction(b, kind, str_trim(words_left));
}

/* How many steps are the base's: what its catalogue says, if that fits the layers; else up to its last layer. */
static size_t base_steps(const struct report *r)
{
	const struct image *im = &r->image;
	if (r->base.name.n == 0 || r->base.layers == 0 || r->base.layers > im->layers.n)
		return 0;
	size_t layers = 0;
	for (size_t i = 0; i < r->base.steps && i < im->history.n; i++)
		layers += !im->history.p[i].empty_layer;
	if (r->base.steps <= im->history.n && layers == r->base.layers)
		return r->base.steps;
	uint32_t last = im->layers.p[r->base.layers - 1].history;
	return last < im->history.n ? last + 1 : 0;
}

static void write_history(struct rebuild *b)
{
	const struct image *im = b->image;
	uint32_t *layer_of = arena_array(b->a, size_max(1, im->history.n), sizeof(*layer_of));
	size_t theirs = base_steps(b->report);
	for (size_t i = 0; i < im->layers.n; i++)
		if (im->layers.p[i].history < im->history.n)
			layer_of[im->layers.p[i].history] = (uint32_t)i + 1;
	for (size_t i = 0; i < im->history.n; i++) {
		uint16_t layer = layer_of[i] ? (uint16_t)(layer_of[i] - 1) : LAYER_NONE;
		b->silent = i < theirs;
		if (layer != LAYER_NONE && !b->silent)
			buf_printf(&b->out, "\n# layer %u of %zu\n", layer + 1u, im->layers.n);
		step(b, im->history.p[i].created_by, layer);
	}
	b->silent = false;
	for (size_t i = b->report->base.layers; i < im->layers.n; i++)
		if (im->layers.p[i].history >= im->history.n) {
			buf_printf(&b->out, "\n# layer %zu of %zu\n", i + 1, im->layers.n);
			unknown(b, STR(""), (uint16_t)i);
		}
}

/* ---- what only the configuration says ---- */

/* CMD and ENTRYPOINT as the configuration has them: an exec form, or a script for the shell. */
static bool says_same(struct rebuild *b, enum df_kind kind, const struct str *p, size_t n)
{
	struct str last = b->last[kind];
	if (str_eq(last, json_list(b->a, p, n, false)))
		return true;
	return n > 1 && p[0].n && str_ends(p[0], STR("sh")) && str_eq(last, p[n - 1]);
}

static void write_lists_left(struct rebuild *b)
{
	const struct image *im = b->image;
	const struct {
		enum df_kind kind;
		const struct str *p;
		size_t n;
	} lists[] = {
		{ DF_SHELL, im->shell.p, im->shell.n },
		{ DF_ENTRYPOINT, im->entrypoint.p, im->entrypoint.n },
		{ DF_CMD, im->cmd.p, im->cmd.n },
	};
	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		if (lists[i].n && !says_same(b, lists[i].kind, lists[i].p, lists[i].n))
			line(b, str_printf(b->a, "%s %.*s", df_kind_name(lists[i].kind),
					   STRF(json_list(b->a, lists[i].p, lists[i].n, false))));
	if (im->healthcheck.n && !has_seen(b, "HEALTHCHECK", STR("")))
		write_check(b, im->healthcheck.p, im->healthcheck.n, false, STR(""));
}

static void write_configuration(struct rebuild *b)
{
	const struct image *im = b->image;
	size_t before = b->out.n;
	buf_add_str(&b->out, STR("\n# from the configuration: the history does not say so\n"));
	size_t begun = b->out.n;
	for (size_t i = 0; i < im->env.n; i++) {
		struct str name, value;
		if (str_cut(im->env.p[i], '=', &name, &value) && !has_seen(b, "ENV", name))
			write_pair(b, "ENV", name, value);
	}
	for (size_t i = 0; i < im->labels.n; i++)
		if (!has_seen(b, "LABEL", im->labels.p[i].key))
			write_pair(b, "LABEL", im->labels.p[i].key, im->labels.p[i].value);
	for (size_t i = 0; i < im->exposed_ports.n; i++)
		if (!has_seen(b, "EXPOSE", im->exposed_ports.p[i]))
			write_plain(b, DF_EXPOSE, fold(b->a, im->exposed_ports.p[i]));
	for (size_t i = 0; i < im->volumes.n; i++)
		if (!has_seen(b, "VOLUME", json_quote(b->a, im->volumes.p[i])))
			line(b, str_printf(b->a, "VOLUME %.*s",
					   STRF(json_list(b->a, &im->volumes.p[i], 1, false))));
	if (im->working_dir.n && !str_is(im->working_dir, "/") && !has_seen(b, "WORKDIR", STR("")))
		write_plain(b, DF_WORKDIR, fold(b->a, im->working_dir));
	if (im->user.n && !str_eq(im->user, b->last[DF_USER]))
		write_plain(b, DF_USER, fold(b->a, im->user));
	if (im->stop_signal.n && !has_seen(b, "STOPSIGNAL", STR("")))
		write_plain(b, DF_STOPSIGNAL, fold(b->a, im->stop_signal));
	write_lists_left(b);
	if (b->out.n == begun)
		b->out.n = before;
}

static void write_head(struct rebuild *b)
{
	const struct report *r = b->report;
	struct str name = r->image.name.n ? r->image.name : r->reference;
	buf_printf(&b->out,
		   "# Reconstructed from the history of %.*s.\n"
		   "# An image does not record the sources of COPY and ADD, the values of build\n"
		   "# arguments, and the stages before the last one.\n",
		   STRF(fold(b->a, name)));
	struct str from = fold(b->a, r->base.name);
	if (from.n && parses(b, str_printf(b->a, "FROM %.*s", STRF(from)))) {
		buf_printf(&b->out, "FROM %.*s\n", STRF(from));
		return;
	}
	if (b->image->layers.n)
		buf_add_str(&b->out,
			    STR("# The base is not known: its steps are the first ones.\n"));
	buf_add_str(&b->out, STR("FROM scratch\n"));
}

void reconstruct(struct report *report)
{
	OWNED(arena_freep) struct arena *arena = arena_new();
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct rebuild b = {
		.report = report,
		.image = &report->image,
		.a = arena,
		.scratch = scratch,
	};
	buf_init(&b.out, LIMIT_DOCKERFILE);
	map_init(&b.seen, arena);
	map_init(&b.arguments, arena);
	write_head(&b);
	write_history(&b);
	write_configuration(&b);
	report->dockerfile = b.out.over
				     ? STR("# the history is too long to be shown\nFROM scratch\n")
				     : str_dup(report->arena, buf_str(&b.out));
	buf_done(&b.out);
}
