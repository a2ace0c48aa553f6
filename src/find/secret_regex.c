/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Regular expressions that users write for other scanners, which take RE2's syntax.
 *
 * PCRE2 takes nearly all of it as it is. What differs is rewritten: groups that are not the secret become plain
 * ones ("(?:"), so that the engine's rule (the first group that takes part is the secret) gives the
 * right one, and names of groups go, which libhs does not take. What RE2 does not have is refused, because
 * neither libhs nor a promise of linear time would have it either.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "find/secret_plan_parts.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define MATCH_LIMIT 100000
#define DEPTH_LIMIT 1000
#define HEAP_LIMIT  4096 /* KiB */

struct secret_regex {
	pcre2_code *code;
};

struct translation {
	struct str rest;
	struct buf *to;
	uint64_t groups, wanted;
	struct str wanted_name;
	bool found;
};

static void take(struct translation *t, size_t n)
{
	buf_add_str(t->to, str_slice(t->rest, 0, n));
	t->rest = str_from(t->rest, n);
}

/* A group that captures: kept when it is the secret, or when any may be. `skip`: of its opening. */
static void open_group(struct translation *t, size_t skip, struct str name)
{
	bool any = !t->wanted && !t->wanted_name.n;
	bool this = t->wanted_name.n ? str_eq(name, t->wanted_name) : t->groups + 1 == t->wanted;
	t->groups++;
	t->found |= this;
	buf_add_str(t->to, any || this ? STR("(") : STR("(?:"));
	t->rest = str_from(t->rest, skip);
}

static int group(struct translation *t, struct fault *f)
{
	struct str s = t->rest;
	if (s.n < 2 || s.p[1] != '?') {
		open_group(t, 1, STR(""));
		return 0;
	}
	size_t name = str_starts(s, STR("(?P<")) ? 4 : str_starts(s, STR("(?<")) ? 3 : 0;
	bool look = str_starts(s, STR("(?=")) || str_starts(s, STR("(?!")) ||
		    str_starts(s, STR("(?<=")) || str_starts(s, STR("(?<!"));
	if (look)
		return fault_set(f, E_USAGE, "look-around is not part of RE2's syntax");
	if (str_starts(s, STR("(?P=")) || str_starts(s, STR("(?P>")) || str_starts(s, STR("(?(")))
		return fault_set(f, E_USAGE, "\"%.*s\" is not part of RE2's syntax",
				 STRF(str_slice(s, 0, 4)));
	if (!name) {
		take(t, 2);
		return 0;
	}
	size_t end = str_find_char(s, '>');
	if (end == SIZE_MAX)
		return fault_set(f, E_USAGE, "the name of a group does not end");
	open_group(t, end + 1, str_slice(s, name, end));
	return 0;
}

/* "[…]", with all that is in it. */
static void character_class(struct translation *t)
{
	size_t i = 1;
	if (i < t->rest.n && t->rest.p[i] == '^')
		i++;
	if (i < t->rest.n && t->rest.p[i] == ']')
		i++;
	while (i < t->rest.n && t->rest.p[i] != ']') {
		struct str inner = str_from(t->rest, i);
		size_t end = str_starts(inner, STR("[:")) ? str_find(inner, STR(":]")) : SIZE_MAX;
		i += end != SIZE_MAX ? end + 2 : t->rest.p[i] == '\\' ? 2 : 1;
	}
	take(t, size_min(i + 1, t->rest.n));
}

int secret_regex_translate(struct arena *a, struct str regex, uint64_t wanted, struct str name,
			   struct str *out, struct fault *f)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 8 * SECRET_SPAN);
	struct translation t = { .rest = regex, .to = &b, .wanted = wanted, .wanted_name = name };
	if (str_find_char(regex, '\0') != SIZE_MAX)
		return fault_set(f, E_USAGE, "a NUL byte");
	while (t.rest.n) {
		char c = t.rest.p[0];
		if (c == '\\' && t.rest.n > 1 && t.rest.p[1] >= '1' && t.rest.p[1] <= '9')
			return fault_set(f, E_USAGE,
					 "back references are not part of RE2's syntax");
		if (c == '\\')
			take(&t, 2);
		else if (c == '[')
			character_class(&t);
		else if (c == '(')
			TRY(group(&t, f));
		else
			take(&t, 1);
	}
	if (b.over)
		return fault_set(f, E_USAGE, "longer than %d bytes", 8 * SECRET_SPAN);
	if (name.n && !t.found)
		return fault_set(f, E_USAGE, "there is no group named \"%.*s\"", STRF(name));
	if (wanted && !t.found)
		return fault_set(f, E_USAGE, "there is no group %llu", (unsigned long long)wanted);
	*out = str_dup(a, buf_str(&b));
	return 0;
}

/* ---- matching ---- */

int secret_regex_new(struct arena *a, struct str regex, struct secret_regex **out, struct fault *f)
{
	struct str pattern;
	TRY(secret_regex_translate(a, regex, 0, STR(""), &pattern, f));
	int error;
	PCRE2_SIZE where;
	pcre2_code *code =
		pcre2_compile((PCRE2_SPTR)(pattern.n ? pattern.p : ""), pattern.n,
			      PCRE2_MULTILINE | PCRE2_NO_AUTO_CAPTURE, &error, &where, NULL);
	if (!code) {
		PCRE2_UCHAR why[120] = "";
		pcre2_get_error_message(error, why, sizeof(why));
		return fault_set(f, E_USAGE, "byte %zu: %s", where, why);
	}
	*out = mem_alloc(sizeof(**out));
	(*out)->code = code;
	return 0;
}

void secret_regex_free(struct secret_regex *r)
{
	if (!r)
		return;
	pcre2_code_free(r->code);
	mem_free(r);
}

bool secret_regex_matches(const struct secret_regex *r, struct str text)
{
	pcre2_match_data *groups = pcre2_match_data_create(1, NULL);
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(context, MATCH_LIMIT);
	pcre2_set_depth_limit(context, DEPTH_LIMIT);
	pcre2_set_heap_limit(context, HEAP_LIMIT);
	int n = pcre2_match(r->code, (PCRE2_SPTR)(text.n ? text.p : ""), text.n, 0, 0, groups,
			    context);
	pcre2_match_context_free(context);
	pcre2_match_data_free(groups);
	return n >= 0;
}
