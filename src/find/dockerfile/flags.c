/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Flags in front of the arguments: --name or --name=value, and which instruction takes which.
 *
 * They end at the first word that does not begin with two dashes, or behind a lone "--". Quotes and
 * backslashes are undone in them (always backslashes, whatever escape character the file chose). A name is
 * known or the instruction is broken; it may be given once, unless it is a list; --link and its like take
 * true, false or nothing; all others need a value. Values are judged here only where the builder refuses
 * them before it builds: durations and counts of HEALTHCHECK, --network, --security.
 *
 * Specification: Dockerfile reference, instruction by instruction; durations are those of Go.
 */
#include "find/dockerfile/lex.h"

enum flag_form {
	FLAG_TEXT,
	FLAG_BOOL,
	FLAG_LIST,
	FLAG_DURATION,
	FLAG_COUNT,
	FLAG_NETWORK,
	FLAG_SECURITY
};

static const struct known_flag {
	enum df_kind kind;
	const char *name;
	enum flag_form form;
} known_flags[] = {
	{ DF_FROM, "platform", FLAG_TEXT },
	{ DF_RUN, "mount", FLAG_LIST },
	{ DF_RUN, "device", FLAG_LIST },
	{ DF_RUN, "network", FLAG_NETWORK },
	{ DF_RUN, "security", FLAG_SECURITY },
	{ DF_COPY, "from", FLAG_TEXT },
	{ DF_COPY, "chown", FLAG_TEXT },
	{ DF_COPY, "chmod", FLAG_TEXT },
	{ DF_COPY, "link", FLAG_BOOL },
	{ DF_COPY, "parents", FLAG_BOOL },
	{ DF_COPY, "exclude", FLAG_LIST },
	{ DF_ADD, "chown", FLAG_TEXT },
	{ DF_ADD, "chmod", FLAG_TEXT },
	{ DF_ADD, "link", FLAG_BOOL },
	{ DF_ADD, "keep-git-dir", FLAG_BOOL },
	{ DF_ADD, "checksum", FLAG_TEXT },
	{ DF_ADD, "unpack", FLAG_BOOL },
	{ DF_ADD, "exclude", FLAG_LIST },
	{ DF_HEALTHCHECK, "interval", FLAG_DURATION },
	{ DF_HEALTHCHECK, "timeout", FLAG_DURATION },
	{ DF_HEALTHCHECK, "start-period", FLAG_DURATION },
	{ DF_HEALTHCHECK, "start-interval", FLAG_DURATION },
	{ DF_HEALTHCHECK, "retries", FLAG_COUNT },
};

/* Takes one flag as it is written; *special: there is something to undo in it. */
static struct str take_flag(struct str *rest, bool *special)
{
	size_t n = 0;
	char quote = 0;
	*special = false;
	for (; n < rest->n; n++) {
		char c = rest->p[n];
		if (c == '\\') {
			*special = true;
			n += n + 1 < rest->n;
		} else if (quote) {
			if (c == quote)
				quote = 0;
		} else if (c == '"' || c == '\'') {
			quote = c;
			*special = true;
		} else if (char_is_space(c)) {
			break;
		}
	}
	struct str flag = str_make(rest->p, n);
	*rest = str_make(rest->p + n, rest->n - n);
	return flag;
}

static struct str undo(struct arena *a, struct str raw)
{
	char *to = arena_bytes(a, raw.n);
	size_t n = 0;
	char quote = 0;
	for (size_t k = 0; k < raw.n; k++) {
		char c = raw.p[k];
		if (c == '\\') {
			if (k + 1 < raw.n)
				to[n++] = raw.p[++k];
		} else if (quote ? c == quote : c == '"' || c == '\'') {
			quote = quote ? 0 : c;
		} else {
			to[n++] = c;
		}
	}
	return str_make(to, n);
}

void df_read_flags(struct df_parser *p, struct df_instruction *i, struct str *rest)
{
	for (;;) {
		*rest = df_trim_left(*rest);
		if (!str_starts(*rest, STR("--")))
			return;
		bool special;
		struct str raw = take_flag(rest, &special);
		if (raw.n == 2) {
			*rest = df_trim_left(*rest);
			return;
		}
		struct df_flag *flag = VEC_PUSH(p->arena, &i->flags);
		flag->span = df_place(&p->line, raw);
		struct str text = str_from(special ? undo(p->arena, raw) : raw, 2);
		size_t equals = str_find_char(raw, '=');
		flag->has_value = str_cut(text, '=', &flag->name, &flag->value);
		struct str value = str_from(raw, equals == SIZE_MAX ? raw.n : equals + 1);
		flag->value_span = df_place(&p->line, value);
	}
}

const struct df_flag *df_flag(const struct df_instruction *i, const char *name)
{
	for (size_t k = 0; k < i->flags.n; k++)
		if (str_is(i->flags.p[k].name, name))
			return &i->flags.p[k];
	return NULL;
}

static const struct known_flag *find_known(enum df_kind kind, struct str name)
{
	for (size_t k = 0; k < ARRAY_LEN(known_flags); k++)
		if (known_flags[k].kind == kind && str_is(name, known_flags[k].name))
			return &known_flags[k];
	return NULL;
}

/* Seconds of one unit of a duration, 0 for none. */
static double unit_of(struct str unit)
{
	static const struct {
		const char *name;
		double seconds;
	} units[] = {
		{ "ns", 1e-9 }, { "us", 1e-6 }, { "\xc2\xb5s", 1e-6 }, { "\xce\xbcs", 1e-6 },
		{ "ms", 1e-3 }, { "s", 1 },	{ "m", 60 },	       { "h", 3600 },
	};
	for (size_t k = 0; k < ARRAY_LEN(units); k++)
		if (str_is(unit, units[k].name))
			return units[k].seconds;
	return 0;
}

/* "1h30m", "500ms", "0": at least a millisecond or nothing at all. */
static bool is_duration(struct str s)
{
	double total = 0;
	if (s.n && s.p[0] == '+')
		s = str_from(s, 1);
	if (str_is(s, "0"))
		return true;
	if (!s.n)
		return false;
	while (s.n) {
		double number = 0, scale = 1;
		bool point = false, digits = false;
		size_t n = 0;
		for (; n < s.n && (char_is_digit(s.p[n]) || (s.p[n] == '.' && !point)); n++) {
			if (s.p[n] == '.') {
				point = true;
				continue;
			}
			digits = true;
			number = number * 10 + (s.p[n] - '0');
			scale *= point ? 10 : 1;
		}
		size_t end = n;
		while (end < s.n && !char_is_digit(s.p[end]) && s.p[end] != '.')
			end++;
		double unit = unit_of(str_slice(s, n, end));
		if (!digits || unit == 0)
			return false;
		total += number / scale * unit;
		s = str_from(s, end);
	}
	return total == 0 || (total >= 1e-3 && total < 9.2e9);
}

/* NULL when the value will do, else what would. */
static const char *wanted(enum flag_form form, const struct df_flag *flag)
{
	uint64_t count;
	struct str v = flag->value;
	switch (form) {
	case FLAG_BOOL:
		return !flag->has_value || str_eq_nocase(v, STR("true")) ||
				       str_eq_nocase(v, STR("false"))
			       ? NULL
			       : "true or false";
	case FLAG_DURATION:
		return !v.n || is_duration(v) ? NULL : "a duration such as 30s or 1m30s";
	case FLAG_COUNT:
		return !v.n || str_u64(v, INT32_MAX, &count) ? NULL : "a number";
	case FLAG_NETWORK:
		return str_is(v, "default") || str_is(v, "none") || str_is(v, "host")
			       ? NULL
			       : "default, none or host";
	case FLAG_SECURITY:
		return str_is(v, "sandbox") || str_is(v, "insecure") ? NULL : "sandbox or insecure";
	case FLAG_TEXT:
	case FLAG_LIST:
		break;
	}
	return NULL;
}

static bool given_before(const struct df_instruction *i, size_t at)
{
	for (size_t k = 0; k < at; k++)
		if (str_eq(i->flags.p[k].name, i->flags.p[at].name))
			return true;
	return false;
}

void df_check_flags(struct df_parser *p, struct df_instruction *i)
{
	for (size_t k = 0; k < i->flags.n && !i->broken; k++) {
		const struct df_flag *flag = &i->flags.p[k];
		const struct known_flag *known = find_known(i->kind, flag->name);
		struct str name = df_clip(p->arena, flag->name);
		if (!known) {
			df_break(p, i, flag->span, "%s has no flag --%.*s", df_kind_name(i->kind),
				 STRF(name));
			return;
		}
		if (known->form != FLAG_LIST && given_before(i, k)) {
			df_break(p, i, flag->span, "--%.*s is given twice", STRF(name));
			return;
		}
		if (known->form != FLAG_BOOL && !flag->has_value) {
			df_break(p, i, flag->span, "--%.*s needs a value", STRF(name));
			return;
		}
		const char *want = wanted(known->form, flag);
		if (want)
			df_break(p, i, flag->value_span, "--%.*s is \"%.*s\": not %s", STRF(name),
				 STRF(df_clip(p->arena, flag->value)), want);
	}
}
