/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Image references: [registry/]repository[:tag][@digest].
 *
 *	debian                       docker.io  library/debian
 *	localhost:5000/a/b:1.0       localhost:5000  a/b  1.0
 *	node:20@sha256:…             docker.io  library/node  20  sha256:…
 *
 * What stands before the first slash is a registry only when it could not be the name of a repository: it has
 * a dot, a colon or a capital letter, or is localhost. A reference from a Dockerfile may hold variables that
 * nobody can resolve; separators inside of ${…} are then not looked at.
 *
 * Specification: distribution/reference, the grammar in its documentation.
 */
#include "find/dockerfile/build.h"

#define NAME_MAX_ 255
#define TAG_MAX	  128

static bool is_lower_alnum(char c)
{
	return char_is_lower(c) || char_is_digit(c);
}

/* Letters and digits, with . _ __ or any number of - between them. */
static bool is_component(struct str s)
{
	if (!s.n || !is_lower_alnum(s.p[0]) || !is_lower_alnum(s.p[s.n - 1]))
		return false;
	for (size_t i = 1; i < s.n; i++) {
		char c = s.p[i], before = s.p[i - 1];
		if (is_lower_alnum(c) || (c == '-' && (before == '-' || is_lower_alnum(before))) ||
		    (c == '.' && is_lower_alnum(before)))
			continue;
		bool second = before == '_' && i > 1 && s.p[i - 2] != '_';
		if (c != '_' || !(is_lower_alnum(before) || second))
			return false;
	}
	return true;
}

static bool is_repository(struct str s)
{
	struct str part;
	if (s.n > NAME_MAX_)
		return false;
	while (str_next(&s, '/', &part))
		if (!is_component(part))
			return false;
	return true;
}

static bool is_tag(struct str s)
{
	if (!s.n || s.n > TAG_MAX || s.p[0] == '.' || s.p[0] == '-')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_alnum(s.p[i]) && !memchr("_.-", s.p[i], 3))
			return false;
	return true;
}

/* algorithm:hexadecimal, the algorithm in parts that + . - _ join. */
static bool is_digest(struct str s)
{
	struct str algorithm, hex;
	if (!str_cut(s, ':', &algorithm, &hex) || !algorithm.n || !char_is_alpha(algorithm.p[0]))
		return false;
	for (size_t i = 0; i < algorithm.n; i++)
		if (!char_is_alnum(algorithm.p[i]) && !memchr("+.-_", algorithm.p[i], 4))
			return false;
	for (size_t i = 0; i < hex.n; i++)
		if (!char_is_digit(hex.p[i]) &&
		    !(char_lower(hex.p[i]) >= 'a' && char_lower(hex.p[i]) <= 'f'))
			return false;
	return hex.n >= (str_is(algorithm, "sha256") ? 64 : 32) &&
	       (!str_is(algorithm, "sha256") || hex.n == 64);
}

/* host[:port]: labels of letters, digits and - inside; or [an IPv6 address]. */
static bool is_registry(struct str s)
{
	struct str host = s, port;
	size_t close = str_rfind_char(s, ']');
	if (s.n && s.p[0] == '[') {
		if (close == SIZE_MAX || close < 3)
			return false;
		host = str_slice(s, 1, close);
		port = str_from(s, close + 1);
		for (size_t i = 0; i < host.n; i++)
			if (host.p[i] != ':' && !char_is_digit(host.p[i]) &&
			    !(char_lower(host.p[i]) >= 'a' && char_lower(host.p[i]) <= 'f'))
				return false;
		if (port.n && port.p[0] != ':')
			return false;
		port = str_from(port, 1);
	} else {
		bool has_port = str_cut(s, ':', &host, &port);
		struct str rest = host, label;
		while (str_next(&rest, '.', &label)) {
			if (!label.n || label.p[0] == '-' || label.p[label.n - 1] == '-')
				return false;
			for (size_t i = 0; i < label.n; i++)
				if (!char_is_alnum(label.p[i]) && label.p[i] != '-')
					return false;
		}
		if (has_port && !port.n)
			return false;
	}
	for (size_t i = 0; i < port.n; i++)
		if (!char_is_digit(port.p[i]))
			return false;
	return true;
}

static bool has_capital(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (char_is_alpha(s.p[i]) && !char_is_lower(s.p[i]))
			return true;
	return false;
}

/* The same bytes with those of variables replaced, so that separators in them do not count. */
static struct str mask_variables(struct arena *a, struct str s, bool *out_any)
{
	*out_any = str_find_char(s, '$') != SIZE_MAX;
	if (!*out_any)
		return s;
	struct str copy = str_dup(a, s);
	char *p = arena_bytes(a, s.n);
	memcpy(p, copy.p, s.n);
	for (size_t i = 0; i < s.n; i++) {
		if (p[i] != '$' || i + 1 == s.n || p[i + 1] != '{')
			continue;
		size_t depth = 0;
		for (; i < s.n; i++) {
			depth += s.p[i] == '{';
			depth -= s.p[i] == '}' && depth;
			p[i] = 'x';
			if (!depth && s.p[i] == '}')
				break;
		}
	}
	return str_make(p, s.n);
}

static void split_registry(struct arena *a, struct str text, struct str mask,
			   struct df_reference *out)
{
	size_t slash = str_find_char(mask, '/');
	struct str first = str_slice(mask, 0, slash == SIZE_MAX ? 0 : slash);
	out->registry = STR("docker.io");
	out->repository = text;
	/* A variable in front of a slash is more often a registry than not. */
	bool variable = out->unknown && first.n &&
			str_find_char(str_slice(text, 0, first.n), '$') != SIZE_MAX;
	if (first.n && (variable || str_find_char(first, '.') != SIZE_MAX ||
			str_find_char(first, ':') != SIZE_MAX || str_is(first, "localhost") ||
			has_capital(first))) {
		out->registry_written = true;
		out->registry = str_slice(text, 0, slash);
		out->repository = str_from(text, slash + 1);
		mask = str_from(mask, slash + 1);
	}
	if (str_is(out->registry, "index.docker.io"))
		out->registry = STR("docker.io");
	size_t last = str_rfind_char(mask, '/');
	out->name = last == SIZE_MAX ? out->repository : str_from(out->repository, last + 1);
	if (str_is(out->registry, "docker.io") && last == SIZE_MAX && out->repository.n)
		out->repository = str_printf(a, "library/%.*s", STRF(out->repository));
}

bool df_reference_parse(struct arena *a, struct str text, struct df_reference *out)
{
	struct df_reference r = { 0 };
	struct str mask = mask_variables(a, text, &r.unknown);
	size_t at = str_find_char(mask, '@');
	if (at != SIZE_MAX) {
		r.digest = str_from(text, at + 1);
		if (!r.unknown && !is_digest(r.digest))
			return false;
		text = str_slice(text, 0, at);
		mask = str_slice(mask, 0, at);
	}
	size_t colon = str_rfind_char(mask, ':'), slash = str_rfind_char(mask, '/');
	if (colon != SIZE_MAX && (slash == SIZE_MAX || colon > slash)) {
		r.tag = str_from(text, colon + 1);
		if (!r.unknown && !is_tag(r.tag))
			return false;
		text = str_slice(text, 0, colon);
		mask = str_slice(mask, 0, colon);
	}
	if (!text.n)
		return false;
	split_registry(a, text, mask, &r);
	if (!r.unknown && (!is_repository(r.repository) || !is_registry(r.registry)))
		return false;
	*out = r;
	return true;
}
