/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two passes over a text give the spans that nobody may see; they are joined and replaced from left to right:
 *
 *     |1 NPM_TOKEN=npm_4kX…  /bin/sh -c curl -u ci:hunter22 https://…
 *        ───┬────= ───┬────                     ────┬──────
 *         name      value: secret_judge()        the engine's rules
 *
 * Values end at a blank unless they are quoted; those of build arguments ("|2 A=b c D=e /bin/sh …") are written
 * without quotes whatever they hold, and end where the next argument or the shell begins. What looks like a
 * default password ("changeme") is masked, too: everybody tries it first, nobody has to read it here.
 *
 * The configuration is kept as it was written, byte for byte, so it is not parsed but walked string by string:
 * what stands in quotes is a text like the others, and a string behind a key and a colon is that key's value.
 *
 * Must stay true: linear in the text; never longer than LIMIT_MANIFEST allows, as a mask of one sign is not
 * longer than the least secret.
 */
#include "find/redact.h"

#include "base/sort.h"
#include "base/vec.h"
#include "find/dockerfile/lib/mask.h"
#include "find/dockerfile/lib/secret_value.h"

struct hidden {
	size_t begin, end;
};

struct redaction {
	struct str text;
	struct arena *a; /* of the result */
	VEC(struct hidden) hidden;
};

static void hide(struct redaction *r, struct str value)
{
	if (value.n == 0)
		return;
	size_t at = (size_t)(value.p - r->text.p);
	*VEC_PUSH(r->a, &r->hidden) = (struct hidden){ at, at + value.n };
}

static bool is_secret(struct str name, struct str value)
{
	return value.n && secret_judge(name, value) >= SECRET_DEFAULT;
}

/* ---- names and values ---- */

static bool is_name(char c)
{
	return char_is_alnum(c) || c == '_' || c == '-' || c == '.';
}

static bool ends_value(char c)
{
	return char_is_space(c) || c == ';' || c == '&' || c == '|' || c == ')' || c == '`' ||
	       c == '"' || c == '\'' || c == '\\';
}

/* The value that begins at `from`; *out_next is behind it. */
static struct str value_at(struct str text, size_t from, size_t *out_next)
{
	bool escaped = from + 1 < text.n && text.p[from] == '\\' && text.p[from + 1] == '"';
	from += escaped;
	char quote =
		from < text.n && (text.p[from] == '"' || text.p[from] == '\'') ? text.p[from] : 0;
	size_t end = from + (quote != 0);
	struct str value = str_from(text, end);
	while (end < text.n && (quote ? text.p[end] != quote : !ends_value(text.p[end])))
		end++;
	*out_next = end;
	size_t n = end - (size_t)(value.p - text.p);
	return str_slice(value, 0, escaped && quote && n ? n - 1 : n);
}

/* Every NAME=value of a text that is read as a shell reads it. */
static void look_at_words(struct redaction *r, size_t from)
{
	enum { NESTED = 4 }; /* "-e OPTS=-Dkey=value": each of them may reach to the same end */
	struct str t = r->text;
	unsigned tries = 0;
	for (size_t i = from; i < t.n;) {
		size_t begin = i;
		while (i < t.n && is_name(t.p[i]))
			i++;
		if (i == begin && ends_value(t.p[i]))
			tries = 0;
		if (i == begin || i >= t.n || t.p[i] != '=' || ++tries > NESTED) {
			i += i == begin;
			continue;
		}
		struct str name = str_slice(t, begin, i);
		while (name.n && name.p[0] == '-')
			name = str_from(name, 1);
		size_t next;
		struct str value = value_at(t, i + 1, &next);
		if (is_secret(name, value)) {
			hide(r, value);
			i = next;
		} else {
			i++; /* a value may hold further ones: "-Dkey=…", "a=b=c" */
		}
	}
}

/* "NAME=" at the beginning of a word of build arguments; the length of the name, or 0. */
static size_t argument_name(struct str word)
{
	size_t n = 0;
	while (n < word.n && (char_is_alnum(word.p[n]) || word.p[n] == '_'))
		n++;
	return n < word.n && word.p[n] == '=' ? n : 0;
}

/* "|2 A=b c D=e /bin/sh -c …": gives where the shell begins; 0 for a text that is no such record. */
static size_t look_at_arguments(struct redaction *r)
{
	struct str rest = r->text, word, name = STR("");
	size_t value = 0, end = 0;
	if (str_starts(rest, STR("RUN ")))
		rest = str_from(rest, 4);
	if (!str_starts(rest, STR("|")) || !str_next_word(&rest, &word))
		return 0;
	for (;;) {
		bool more = str_next_word(&rest, &word);
		bool shell = more && word.p[0] == '/' && str_ends(word, STR("sh"));
		size_t n = more ? argument_name(word) : 0;
		if ((!more || shell || n) && name.n) {
			struct str all = str_slice(r->text, value, end);
			if (is_secret(name, all))
				hide(r, all);
		}
		if (!more || shell)
			return more ? (size_t)(word.p - r->text.p) : r->text.n;
		end = (size_t)(word.p - r->text.p) + word.n;
		if (n) {
			name = str_slice(word, 0, n);
			value = (size_t)(word.p - r->text.p) + n + 1;
		}
	}
}

/* ---- rules ---- */

static void on_hit(void *context, const struct secret_hit *hit)
{
	struct redaction *r = context;
	if (hit->offset >= r->text.n)
		return;
	size_t begin = (size_t)hit->offset, end = begin;
	if (hit->wrap == SECRET_PLAIN && hit->value.n <= r->text.n - begin)
		end = begin + hit->value.n;
	else /* how long its wrapping is nobody says: the word */
		while (end < r->text.n && !char_is_space(r->text.p[end]) && r->text.p[end] != '"')
			end++;
	hide(r, str_slice(r->text, begin, end));
}

static void look_by_rules(struct redaction *r, const struct secret_engine *engine)
{
	if (!engine)
		return;
	struct secret_reader *reader = secret_reader_new(engine, on_hit, r);
	struct fault f = { 0 };
	/* what it could not read it says to whoever looks for secrets, not here */
	(void)secret_text(reader, STR(""), r->text, &f);
	secret_reader_free(reader);
}

/* ---- replacing ---- */

static int by_begin(const void *x, const void *y)
{
	const struct hidden *a = x, *b = y;
	return (a->begin > b->begin) - (a->begin < b->begin);
}

static struct str replaced(struct redaction *r)
{
	struct str t = r->text;
	if (r->hidden.n == 0)
		return t;
	sort_stable(r->a, r->hidden.p, r->hidden.n, sizeof(*r->hidden.p), by_begin);
	size_t room = t.n + r->hidden.n * 8, n = 0, at = 0;
	char *to = arena_bytes(r->a, room);
	for (size_t i = 0; i < r->hidden.n;) {
		size_t begin = r->hidden.p[i].begin, end = r->hidden.p[i].end;
		while (++i < r->hidden.n && r->hidden.p[i].begin <= end)
			end = size_max(end, r->hidden.p[i].end);
		struct str mask = mask_secret(r->a, str_slice(t, begin, end));
		memcpy(to + n, t.p + at, begin - at);
		n += begin - at;
		memcpy(to + n, mask.p, mask.n);
		n += mask.n;
		at = end;
	}
	memcpy(to + n, t.p + at, t.n - at);
	return str_make(to, n + t.n - at);
}

struct str redact_text(struct str s, const struct secret_engine *engine, struct arena *a)
{
	struct redaction r = { .text = s, .a = a };
	look_at_words(&r, look_at_arguments(&r));
	look_by_rules(&r, engine);
	return replaced(&r);
}

/* The value of a name: all of it, or what in it is secret. */
static struct str redact_value(struct str name, struct str value,
			       const struct secret_engine *engine, struct arena *a)
{
	return is_secret(name, value) ? mask_secret(a, value) : redact_text(value, engine, a);
}

static struct str redact_pair(struct str pair, const struct secret_engine *engine, struct arena *a)
{
	struct str name, value;
	if (!str_cut(pair, '=', &name, &value))
		return redact_text(pair, engine, a);
	struct str masked = redact_value(name, value, engine, a);
	return masked.p == value.p ? pair : str_printf(a, "%.*s=%.*s", STRF(name), STRF(masked));
}

/* ---- the configuration as it was written ---- */

/* From the quote at `at` to the one that closes; the content, and what is behind. */
static struct str json_string(struct str t, size_t at, size_t *out_next)
{
	size_t end = at + 1;
	while (end < t.n && t.p[end] != '"')
		end += t.p[end] == '\\' ? 2 : 1;
	end = size_min(end, t.n);
	*out_next = size_min(end + 1, t.n);
	return str_slice(t, at + 1, end);
}

/* "DB_PASSWORD=…" of Env is one value to its end; anything else is read word by word. */
static void look_at_string(struct redaction *r, struct str key, struct str s)
{
	struct str name, value;
	if (is_secret(key, s)) {
		hide(r, s);
		return;
	}
	if (str_cut(s, '=', &name, &value) && argument_name(s) == name.n &&
	    is_secret(name, value)) {
		hide(r, value);
		return;
	}
	struct redaction inner = { .text = s, .a = r->a };
	look_at_words(&inner, look_at_arguments(&inner));
	for (size_t i = 0; i < inner.hidden.n; i++)
		hide(r, str_slice(s, inner.hidden.p[i].begin, inner.hidden.p[i].end));
}

static struct str redact_json(struct str text, const struct secret_engine *engine, struct arena *a)
{
	struct redaction r = { .text = text, .a = a };
	struct str key = STR("");
	for (size_t i = 0; i < text.n;) {
		if (text.p[i] != '"') {
			/* a list or an object is not its key's value */
			if (!char_is_space(text.p[i]) && text.p[i] != ':')
				key = STR("");
			i++;
			continue;
		}
		struct str s = json_string(text, i, &i);
		size_t colon = i;
		while (colon < text.n && char_is_space(text.p[colon]))
			colon++;
		if (colon < text.n && text.p[colon] == ':') {
			key = s;
			continue;
		}
		look_at_string(&r, key, s);
		key = STR("");
	}
	look_by_rules(&r, engine);
	return replaced(&r);
}

/* ---- the image ---- */

static struct str *redact_list(const struct str *p, size_t n, bool pairs,
			       const struct secret_engine *engine, struct arena *a)
{
	struct str *to = arena_array(a, size_max(1, n), sizeof(*to));
	for (size_t i = 0; i < n; i++)
		to[i] = pairs ? redact_pair(p[i], engine, a) : redact_text(p[i], engine, a);
	return to;
}

static struct key_value *redact_labels(const struct key_value *p, size_t n,
				       const struct secret_engine *engine, struct arena *a)
{
	struct key_value *to = arena_array(a, size_max(1, n), sizeof(*to));
	for (size_t i = 0; i < n; i++)
		to[i] = (struct key_value){ p[i].key,
					    redact_value(p[i].key, p[i].value, engine, a) };
	return to;
}

void redact_image(struct image *image, const struct secret_engine *engine, struct arena *a)
{
	struct history *steps = arena_array(a, size_max(1, image->history.n), sizeof(*steps));
	for (size_t i = 0; i < image->history.n; i++) {
		steps[i] = image->history.p[i];
		steps[i].created_by = redact_text(steps[i].created_by, engine, a);
		steps[i].comment = redact_text(steps[i].comment, engine, a);
	}
	image->history.p = steps;
	image->history.cap = image->history.n;
	image->env.p = redact_list(image->env.p, image->env.n, true, engine, a);
	image->entrypoint.p =
		redact_list(image->entrypoint.p, image->entrypoint.n, false, engine, a);
	image->cmd.p = redact_list(image->cmd.p, image->cmd.n, false, engine, a);
	image->healthcheck.p =
		redact_list(image->healthcheck.p, image->healthcheck.n, false, engine, a);
	image->labels.p = redact_labels(image->labels.p, image->labels.n, engine, a);
	image->annotations.p = redact_labels(image->annotations.p, image->annotations.n, engine, a);
	image->config_json = redact_json(image->config_json, engine, a);
}
