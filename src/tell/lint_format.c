/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/lint_format.h"

#include "base/digest.h"
#include "base/map.h"
#include "text/emit.h"

const struct lint_format *lint_format_find(struct str name)
{
	for (size_t i = 0; i < all_lint_formats_n; i++)
		if (str_eq_nocase(name, str_of(all_lint_formats[i]->name)))
			return all_lint_formats[i];
	return NULL;
}

struct lint_seen {
	struct arena *arena;
	struct map counts;
};

struct lint_seen *lint_seen_new(struct arena *a)
{
	struct lint_seen *s = arena_alloc(a, sizeof(*s));
	s->arena = a;
	map_init(&s->counts, a);
	return s;
}

/* The source line, as far as it is of a size that lines have. */
static struct str line_of(const struct lint_file *file, const struct lint_issue *issue)
{
	enum { MOST = 512 };
	size_t begin = size_min(issue->begin, file->source.n), end = begin;
	for (unsigned i = 0; i < MOST && begin > 0 && file->source.p[begin - 1] != '\n'; i++)
		begin--;
	for (unsigned i = 0; i < MOST && end < file->source.n && file->source.p[end] != '\n'; i++)
		end++;
	return str_trim(str_slice(file->source, begin, end));
}

struct str lint_fingerprint(struct lint_seen *seen, const struct lint_report *r,
			    const struct lint_file *file, const struct lint_issue *issue)
{
	struct str what = str_printf(seen->arena, "%.*s\n%s\n%.*s", STRF(file->path),
				     r->rules[issue->rule].id, STRF(line_of(file, issue)));
	uint32_t *count = map_put(&seen->counts, what, NULL);
	struct str whole = str_printf(seen->arena, "%.*s\n%u", STRF(what), (*count)++);
	OWNED(hasher_freep) struct hasher *h = hasher_new(DIGEST_SHA1);
	struct digest d;
	hasher_add(h, whole.p, whole.n);
	hasher_finish(h, &d);
	struct str text = digest_text(seen->arena, &d), hex;
	str_cut(text, ':', NULL, &hex);
	return hex;
}

void lint_put_code_climate(struct emit *e, struct lint_seen *seen, const struct lint_report *r,
			   const struct lint_file *file, const struct lint_issue *issue)
{
	static const char *const severities[LINT_LEVEL_COUNT] = {
		[LINT_ERROR] = "blocker",
		[LINT_WARNING] = "major",
		[LINT_INFO] = "info",
		[LINT_STYLE] = "minor",
	};
	const struct lint_rule_text *rule = &r->rules[issue->rule];
	emit_object(e);
	emit_member_text(e, "type", "issue");
	emit_member_str(e, "check_name", rule->code);
	emit_member_str(e, "description", issue->message);
	emit_key(e, "content");
	emit_object(e);
	emit_member_str(e, "body", str_printf(seen->arena, "%s %s", rule->why, rule->fix));
	emit_object_end(e);
	emit_key(e, "categories");
	emit_array(e);
	emit_text(e, issue->level == LINT_STYLE ? "Style" : "Bug Risk");
	emit_array_end(e);
	emit_key(e, "location");
	emit_object(e);
	emit_member_str(e, "path", file->path);
	emit_key(e, "lines");
	emit_object(e);
	emit_member_u64(e, "begin", issue->from.line);
	emit_member_u64(e, "end", issue->to.line);
	emit_object_end(e);
	emit_object_end(e);
	emit_member_text(e, "severity", severities[issue->level]);
	emit_member_str(e, "fingerprint", lint_fingerprint(seen, r, file, issue));
	emit_object_end(e);
}
