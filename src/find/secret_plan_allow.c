/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is a find left out, and on whose word?
 *
 * In this order: a comment in the line itself, a line of .gitleaksignore, an exception of a configuration.
 *
 *     token = "…"  # gitleaks:allow             any rule
 *     token = "…"  # seaworthy:allow            any rule
 *     token = "…"  # seaworthy:allow=rule,rule  these rules
 *     token = "…"  # trivy:ignore:rule          that rule
 *
 * Identifiers of other scanners are not ours. One that we do not know is taken to mean what was found: it was
 * written at this very place.
 */
#include "find/secret_plan_parts.h"

static bool is_word(char c)
{
	return char_is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '*';
}

static struct str word_at(struct str s)
{
	size_t n = 0;
	while (n < s.n && is_word(s.p[n]))
		n++;
	return str_slice(s, 0, n);
}

/* `named` of a file of the user, `rule` of a find. */
static bool means(const struct secret_plan *p, struct str named, struct str rule)
{
	return str_eq(named, rule) || (named.n && !secret_plan_knows(p, named));
}

/* AVD-DS-0002 and the like are rules about something else. */
static bool is_other_kind(struct str named)
{
	return named.n && named.p[0] >= 'A' && named.p[0] <= 'Z';
}

static bool comment_of_ours(const struct secret_plan *p, struct str line, struct str rule)
{
	size_t at = str_find(line, STR("seaworthy:allow"));
	if (at == SIZE_MAX)
		return false;
	struct str rest = str_from(line, at + strlen("seaworthy:allow"));
	if (!rest.n || rest.p[0] != '=')
		return true;
	do {
		rest = str_from(rest, 1);
		struct str named = word_at(rest);
		if (means(p, named, rule))
			return true;
		rest = str_from(rest, named.n);
	} while (rest.n && rest.p[0] == ',');
	return false;
}

static bool comment_of_trivy(const struct secret_plan *p, struct str line, struct str rule)
{
	const struct str mark = STR("trivy:ignore:");
	for (;;) {
		size_t at = str_find(line, mark);
		if (at == SIZE_MAX)
			return false;
		line = str_from(line, at + mark.n);
		struct str named = word_at(line);
		if (!is_other_kind(named) && means(p, named, rule))
			return true;
	}
}

static bool by_comment(const struct secret_plan *p, const struct secret_find *find,
		       struct secret_excuse *out)
{
	bool ours = comment_of_ours(p, find->line_text, find->rule);
	bool gitleaks = str_has(find->line_text, STR("gitleaks:allow"));
	bool trivy = comment_of_trivy(p, find->line_text, find->rule);
	if (!ours && !gitleaks && !trivy)
		return false;
	*out = (struct secret_excuse){ find->path, find->line,
				       ours	  ? STR("comment seaworthy:allow")
				       : gitleaks ? STR("comment gitleaks:allow")
						  : STR("comment trivy:ignore") };
	return true;
}

/* ---- .gitleaksignore ---- */

static bool by_entry(const struct secret_plan *p, struct str key, const struct secret_find *find,
		     struct secret_excuse *out)
{
	const uint32_t *first = map_get(&p->ignored, key);
	for (uint32_t i = first ? *first : 0; i; i = p->ignores.p[i - 1].next) {
		const struct secret_ignore *entry = &p->ignores.p[i - 1];
		bool commit = !entry->commit.n || str_eq(entry->commit, find->commit);
		if (commit && (!entry->rule.n || means(p, entry->rule, find->rule))) {
			*out = entry->excuse;
			return true;
		}
	}
	return false;
}

static bool by_ignore(const struct secret_plan *p, const struct secret_find *find,
		      struct secret_excuse *out)
{
	char room[4200];
	if (!p->ignores.n)
		return false;
	if (find->fingerprint.n && by_entry(p, find->fingerprint, find, out))
		return true;
	if (find->path.n + 16 > sizeof(room))
		return false;
	size_t n = secret_ignore_key(room, find->path, find->line);
	return by_entry(p, str_make(room, n), find, out);
}

/* ---- exceptions ---- */

static bool any_matches(struct secret_regex *const *p, size_t n, struct str text)
{
	for (size_t i = 0; i < n; i++)
		if (secret_regex_matches(p[i], text))
			return true;
	return false;
}

static bool has_stopword(const struct secret_allow *allow, struct str value)
{
	for (size_t i = 0; i < allow->stopwords.n; i++) {
		struct str word = allow->stopwords.p[i];
		for (size_t at = 0; word.n && at + word.n <= value.n; at++)
			if (str_eq_nocase(str_slice(value, at, at + word.n), word))
				return true;
	}
	return false;
}

static bool has_commit(const struct secret_allow *allow, struct str commit)
{
	for (size_t i = 0; commit.n && i < allow->commits.n; i++)
		if (str_eq_nocase(allow->commits.p[i], commit))
			return true;
	return false;
}

static bool applies(const struct secret_allow *allow, const struct secret_find *find)
{
	if (allow->rule.n && !str_eq(allow->rule, find->rule))
		return false;
	struct str target = allow->target == SECRET_TARGET_VALUE   ? find->value
			    : allow->target == SECRET_TARGET_MATCH ? find->match
								   : find->line_text;
	const struct {
		size_t n;
		bool holds;
	} criteria[] = {
		{ allow->paths.n, any_matches(allow->paths.p, allow->paths.n, find->path) },
		{ allow->regexes.n,
		  target.n && any_matches(allow->regexes.p, allow->regexes.n, target) },
		{ allow->stopwords.n, has_stopword(allow, find->value) },
		{ allow->commits.n, has_commit(allow, find->commit) },
	};
	size_t asked = 0, held = 0;
	for (size_t i = 0; i < ARRAY_LEN(criteria); i++) {
		asked += criteria[i].n > 0;
		held += criteria[i].n > 0 && criteria[i].holds;
	}
	return held > 0 && (!allow->all || held == asked);
}

bool secret_plan_excuses(const struct secret_plan *p, const struct secret_find *find,
			 struct secret_excuse *out)
{
	if (by_comment(p, find, out) || by_ignore(p, find, out))
		return true;
	for (size_t i = 0; i < p->allows.n; i++)
		if (applies(p->allows.p[i], find)) {
			*out = p->allows.p[i]->excuse;
			return true;
		}
	return false;
}
