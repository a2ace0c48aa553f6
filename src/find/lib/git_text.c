/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Git's texts. A commit is lines "tree ID", "parent ID"…, "author NAME <MAIL> SECONDS ZONE", "committer …",
 * others, an empty line and the message; a tree is a row of "MODE NAME\0ID" (git-cat-file(1) and git-mktree(1)
 * show both). What cannot be read is left at zero: these facts only say where a secret came from, they never
 * decide whether it is looked for.
 */
#include "find/lib/git_text.h"

bool git_key_parse(struct str hex, struct git_key *out)
{
	return (hex.n == 40 || hex.n == 64) &&
	       str_unhex(str_slice(hex, 0, 2 * sizeof(out->bytes)), out->bytes, sizeof(out->bytes));
}

struct str git_key_text(struct arena *a, const struct git_key *key)
{
	return str_hex(a, str_make(key->bytes, sizeof(key->bytes)));
}

/* "NAME <MAIL> 1614849630 +0100" */
static void parse_time(struct str s, int64_t *out_seconds, int *out_zone)
{
	size_t at = str_rfind_char(s, '>');
	if (at == SIZE_MAX)
		return;
	struct str rest = str_from(s, at + 1), seconds, zone;
	uint64_t v;
	if (!str_next_word(&rest, &seconds) || !str_u64(seconds, INT64_MAX, &v))
		return;
	*out_seconds = (int64_t)v;
	if (!str_next_word(&rest, &zone) || zone.n != 5 || (zone.p[0] != '+' && zone.p[0] != '-') ||
	    !str_u64(str_from(zone, 1), 9999, &v))
		return;
	int minutes = (int)(v / 100 * 60 + v % 100);
	if (minutes < 24 * 60)
		*out_zone = zone.p[0] == '-' ? -minutes : minutes;
}

bool git_commit_parse(struct str bytes, struct git_commit *out)
{
	*out = (struct git_commit){ .message_at = bytes.n };
	struct str rest = bytes, line, word;
	bool has_tree = false;
	int zone = 0;
	while (rest.n > 0) {
		(void)str_cut(rest, '\n', &line, &rest);
		if (line.n == 0) {
			out->message_at = bytes.n - rest.n;
			break;
		}
		struct str value = line;
		if (!str_next_word(&value, &word))
			continue;
		value = str_trim(value);
		if (str_is(word, "tree"))
			has_tree |= git_key_parse(value, &out->tree);
		else if (str_is(word, "parent") && out->parent_n < GIT_PARENTS)
			out->parent_n += git_key_parse(value, &out->parents[out->parent_n]);
		else if (str_is(word, "author"))
			parse_time(value, &out->author_time, &out->author_zone);
		else if (str_is(word, "committer"))
			parse_time(value, &out->committer_time, &zone);
	}
	return has_tree;
}

bool git_tree_next(struct rd *r, size_t id_size, struct git_tree_entry *out)
{
	if (rd_left(r) == 0)
		return false;
	struct str rest = str_make(r->p, rd_left(r));
	size_t space = str_find_char(str_slice(rest, 0, 8), ' ');
	size_t end = str_find_char(rest, '\0');
	if (space == SIZE_MAX || end == SIZE_MAX || end < space) {
		r->bad = true;
		return false;
	}
	out->mode = 0;
	for (size_t i = 0; i < space; i++)
		out->mode = out->mode << 3 | ((uint32_t)rest.p[i] & 7);
	out->name = str_slice(rest, space + 1, end);
	rd_skip(r, end + 1);
	struct str id = rd_take(r, id_size);
	if (r->bad)
		return false;
	memcpy(out->id.bytes, id.p, sizeof(out->id.bytes));
	return true;
}

struct str git_time_text(struct arena *a, int64_t seconds, int zone_minutes)
{
	int64_t local = seconds + (int64_t)zone_minutes * 60;
	if (seconds < 0 || seconds > 253402300799 || local < 0 || local > 253402300799)
		return STR("");
	int64_t second = local % 86400;
	/* Days to a date: years begin in March, so that the leap day is the last; eras of 400 years. */
	int64_t day = local / 86400 + 719468;
	int64_t era = day / 146097, of_era = day % 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;
	int64_t date = of_year - (153 * month + 2) / 5 + 1;
	month = month < 10 ? month + 3 : month - 9;
	year += era * 400 + (month <= 2);
	int zone = zone_minutes < 0 ? -zone_minutes : zone_minutes;
	return str_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", (int)year, (int)month,
			  (int)date, (int)(second / 3600), (int)(second / 60 % 60),
			  (int)(second % 60), zone_minutes < 0 ? '-' : '+', zone / 60, zone % 60);
}

bool git_symref(struct str text, struct str *out_name)
{
	if (!str_starts(text, STR("ref:")))
		return false;
	(void)str_cut(str_from(text, 4), '\n', out_name, NULL);
	*out_name = str_trim(*out_name);
	return out_name->n > 0;
}

/* "https://user:password@host/path" without what stands before the '@'. */
static struct str without_credentials(struct arena *a, struct str url)
{
	size_t scheme = str_find(url, STR("://"));
	if (scheme == SIZE_MAX)
		return str_dup(a, url);
	struct str rest = str_from(url, scheme + 3);
	size_t end = size_min(str_find_char(rest, '/'), rest.n);
	size_t at = str_rfind_char(str_slice(rest, 0, end), '@');
	if (at == SIZE_MAX)
		return str_dup(a, url);
	return str_printf(a, "%.*s***%.*s", STRF(str_slice(url, 0, scheme + 3)),
			  STRF(str_from(rest, at)));
}

struct str git_remote(struct arena *a, struct str config)
{
	struct str line, url = STR("");
	bool in_remote = false, in_origin = false;
	while (config.n > 0) {
		(void)str_cut(config, '\n', &line, &config);
		line = str_trim(line);
		if (str_starts(line, STR("["))) {
			in_remote = str_starts(line, STR("[remote "));
			in_origin = str_starts(line, STR("[remote \"origin\""));
			continue;
		}
		struct str key, value;
		if (!in_remote || !str_cut(line, '=', &key, &value) ||
		    !str_eq_nocase(str_trim(key), STR("url")))
			continue;
		if (in_origin)
			return without_credentials(a, str_trim(value));
		if (url.n == 0)
			url = str_trim(value);
	}
	return url.n ? without_credentials(a, url) : url;
}
