/* SPDX-License-Identifier: Apache-2.0 */
/*
 * .gitleaksignore: one find a line, "#" begins a comment line.
 *
 *     FILE:RULE:LINE             in a file
 *     COMMIT:FILE:RULE:LINE      in the history of a git repository
 *     FINGERPRINT                32 hexadecimal digits: this secret, wherever it is (ours alone)
 *
 * A file name may hold colons, so the line is read from its end. What is none of these is a warning: an
 * entry that does not work must not look as if it did.
 */
#include "base/limits.h"
#include "find/secret_plan_parts.h"

static bool is_hex(struct str s, size_t n)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_digit(s.p[i]) && !(s.p[i] >= 'a' && s.p[i] <= 'f'))
			return false;
	return s.n == n;
}

size_t secret_ignore_key(char *to, struct str path, uint32_t line)
{
	if (path.n)
		memcpy(to, path.p, path.n);
	size_t n = path.n;
	to[n++] = '\0';
	for (int shift = 0; shift < 32; shift += 8)
		to[n++] = (char)(line >> shift);
	return n;
}

/* Takes what is behind the last colon. */
static bool cut_last(struct str *s, struct str *last)
{
	size_t colon = str_rfind_char(*s, ':');
	if (colon == SIZE_MAX)
		return false;
	*last = str_from(*s, colon + 1);
	*s = str_slice(*s, 0, colon);
	return true;
}

static bool read_entry(struct secret_plan *p, struct str entry, struct secret_ignore *out,
		       struct str *key)
{
	struct str line, rule, commit, rest;
	uint64_t number;
	if (is_hex(entry, 32)) {
		*key = str_dup(p->arena, entry);
		return true;
	}
	if (!cut_last(&entry, &line) || !str_u64(line, UINT32_MAX, &number) ||
	    !cut_last(&entry, &rule) || !rule.n)
		return false;
	out->rule = str_dup(p->arena, rule);
	if (str_cut(entry, ':', &commit, &rest) && (is_hex(commit, 40) || is_hex(commit, 64))) {
		out->commit = str_dup(p->arena, commit);
		entry = rest;
	}
	if (str_starts(entry, STR("./")))
		entry = str_from(entry, 2);
	if (!entry.n || entry.n > LIMIT_PATH)
		return false;
	char *bytes = arena_bytes(p->arena, entry.n + 5);
	*key = str_make(bytes, secret_ignore_key(bytes, entry, (uint32_t)number));
	return true;
}

int secret_plan_ignores(struct secret_plan *p, const char *path, struct str text, struct fault *f)
{
	struct str line;
	struct str file = str_dup(p->arena, str_of(path));
	for (uint32_t number = 1; str_next_line(&text, &line); number++) {
		struct secret_ignore entry = { .excuse = { file, number, STR("ignored by name") } };
		struct str key;
		line = str_trim(line);
		if (!line.n || line.p[0] == '#')
			continue;
		if (number == UINT32_MAX)
			return fault_set(f, E_USAGE, "%s: too many lines", path);
		if (!read_entry(p, line, &entry, &key)) {
			secret_plan_warn(p,
					 "%s:%u: \"%.*s\" is no FILE:RULE:LINE, and has no effect",
					 path, number, STRF(str_slice(line, 0, 100)));
			continue;
		}
		uint32_t *first = map_put(&p->ignored, key, NULL);
		entry.next = *first;
		*VEC_PUSH(p->arena, &p->ignores) = entry;
		*first = (uint32_t)p->ignores.n;
	}
	return 0;
}
