/* SPDX-License-Identifier: Apache-2.0 */
/* Which patterns are about tokens; and the promise: what such a pattern matches has a run in it, near its beginning. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/buf.h"
#include "find/secret_parts.h"

#include "check.h"

static bool is_token(const char *pattern)
{
	return secret_is_token(str_of(pattern), STR("short"));
}

static void about_tokens(void **state)
{
	(void)state;
	static const char *const yes[] = {
		"[0-9a-f]{24}",
		"[\\w-]{24,}",
		"glpat-[\\w-]{18}", /* the prefix is part of the run */
		"[\\w.-]{0,160}[0-9a-f]{24}",
		"(?:key|token)=(?:[0-9a-f]{32}|[A-Z0-9]{40})",
		"\\b(?i:x)?([+/]{12}[-_]{12})\\b",
		"(?:[0-9]{6}-){4}",
		"(?:[0-9]{12}){2}",
		"[0-9a-f]{12}(?:abc)?[0-9a-f]{12}",
		"(?:x|yy)[0-9a-f]{12}(?:-[0-9a-f]{5}){3}",
		"[0-9a-f]{24}[^x]{0,400}",
		"[a-z\\d_\\-]{24}",
	};
	static const char *const no[] = {
		"[0-9a-f]{23}",
		"[0-9a-f.]{24}",
		"[^a]{24}",
		".{30}",
		"[\\w-]{0,40}",
		"[\\w.-]{0,161}[0-9a-f]{24}", /* too far behind */
		".*[0-9a-f]{24}",
		"a{0,500}[0-9a-f]{24}", /* the run may begin early, but in the end is what looks like a token */
		"(?:[0-9a-f]{32})?x",
		"[0-9a-f]{32}|x",
		"[0-9a-f]{12}.[0-9a-f]{12}",
		"[0-9a-f]{12}(?:\\.|-)[0-9a-f]{12}",
		"(?:[0-9]{6}\\.){4}",
		"[+-~]{24}", /* a range with others in it */
		"[\\s\\w]{24}",
		"[\\x41]{24}",
		"(?=[0-9a-f]{24})x", /* not understood */
		"[0-9a-f]{24}\\1",
		"[[:alnum:]]{24}",
		"([0-9a-f]{24}",
		"[0-9a-f]{24})",
		"",
	};
	for (size_t i = 0; i < ARRAY_LEN(yes); i++)
		if (!is_token(yes[i]))
			fail_msg("%s is about tokens", yes[i]);
	for (size_t i = 0; i < ARRAY_LEN(no); i++)
		if (is_token(no[i]))
			fail_msg("%s is not about tokens", no[i]);
	/* what libhs looks for may not be longer than what it is shown */
	assert_true(secret_is_token(STR("[0-9a-f]{500}"), STR("[0-9a-f]{160}")));
	assert_false(secret_is_token(STR("[0-9a-f]{500}"), STR("[0-9a-f]{161}")));
	assert_false(secret_is_token(STR("[0-9a-f]{500}"), STR("[0-9a-f]+")));
}

/* ---- texts that a pattern matches ---- */

struct making {
	struct secret_pattern in;
	struct buf *out;
	uint32_t *seed;
};

static uint32_t draw(struct making *m, uint32_t n)
{
	*m->seed = *m->seed * 1664525u + 1013904223u;
	return n ? (*m->seed >> 8) % n : 0;
}

static char class_byte(struct making *m, struct str class)
{
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	int error;
	PCRE2_SIZE at;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR) class.p, class.n, 0, &error, &at, NULL);
	assert_non_null(code);
	char c = 0;
	for (uint32_t i = draw(m, 256), n = 0; n < 256; n++, i++) {
		c = (char)(i % 256);
		if (pcre2_match(code, (PCRE2_SPTR)&c, 1, 0, 0, data, NULL) >= 0)
			break;
	}
	pcre2_code_free(code);
	pcre2_match_data_free(data);
	return c;
}

static uint32_t count(struct making *m, struct secret_repeat r)
{
	uint32_t more = r.most - r.least;
	return r.least + draw(m, (more > 40 ? 40 : more) + 1);
}

/* The pattern from m->in on, up to the end of the group, once. */
static void make_alternatives(struct making *m);

static void make_part(struct making *m)
{
	size_t from = m->in.at;
	if (m->in.text.p[from] == '(') {
		enum secret_group group = secret_take_group(&m->in);
		assert_int_not_equal(group, SECRET_GROUP_UNKNOWN);
		if (group == SECRET_GROUP_FLAGS)
			return;
		size_t inside = m->in.at, before = m->out->n;
		make_alternatives(m);
		size_t behind = ++m->in.at;
		struct secret_repeat r = secret_take_repeat(&m->in);
		size_t next = m->in.at;
		uint32_t n = count(m, r);
		m->out->n = before;
		for (uint32_t i = 0; i < n; i++) {
			m->in.at = inside;
			make_alternatives(m);
			assert_int_equal(m->in.at + 1, behind);
		}
		m->in.at = next;
		return;
	}
	enum secret_atom atom = secret_take_atom(&m->in);
	struct str text = str_slice(m->in.text, from, m->in.at);
	uint32_t n = count(m, secret_take_repeat(&m->in));
	if (atom != SECRET_ATOM_BORDER)
		for (uint32_t i = 0; i < n; i++)
			buf_add_char(m->out, class_byte(m, text));
}

static void make_alternatives(struct making *m)
{
	/* each of them is made; one of them stays */
	size_t before = m->out->n;
	OWNED(buf_donep) struct buf kept;
	buf_init(&kept, 64 * KIB);
	for (uint32_t alternatives = 1;; alternatives++) {
		m->out->n = before;
		while (m->in.at < m->in.text.n && m->in.text.p[m->in.at] != '|' &&
		       m->in.text.p[m->in.at] != ')')
			make_part(m);
		if (draw(m, alternatives) == 0) {
			buf_clear(&kept);
			buf_add_str(&kept, str_from(buf_str(m->out), before));
		}
		if (m->in.at >= m->in.text.n || m->in.text.p[m->in.at] == ')')
			break;
		m->in.at++;
	}
	m->out->n = before;
	buf_add_str(m->out, buf_str(&kept));
}

static size_t first_run(struct str s)
{
	for (size_t i = 0, n = 0; i < s.n; i++) {
		n = secret_in_alphabet(s.p[i]) ? n + 1 : 0;
		if (n == SECRET_RUN)
			return i + 1 - n;
	}
	return SIZE_MAX;
}

static void promise(void **state)
{
	(void)state;
	uint32_t seed = 3;
	size_t rules = 0, tokens = 0, made = 0;
	OWNED(buf_donep) struct buf cut, text;
	buf_init(&cut, 64 * KIB);
	buf_init(&text, 64 * KIB);
	for (size_t s = 0; s < all_secrets_n; s++)
		for (size_t i = 0; i < all_secrets[s]->n; i++, rules++) {
			const struct secret_rule *r = &all_secrets[s]->rules[i];
			struct str pattern = str_of(r->pattern);
			if (!secret_cut(r, SECRET_NEAR_RUNS, &cut) ||
			    !secret_is_token(pattern, buf_str(&cut)))
				continue;
			tokens++;
			for (unsigned n = 0; n < 25; n++, made++) {
				buf_clear(&text);
				struct making m = { { pattern, 0 }, &text, &seed };
				make_alternatives(&m);
				size_t at = first_run(buf_str(&text));
				if (at > SECRET_NEAR)
					fail_msg("%s: no run near the beginning of %.*s", r->id,
						 STRF(buf_str(&text)));
			}
		}
	/* this is what makes a scan fast */
	print_message("%zu of %zu rules are about tokens; %zu texts\n", tokens, rules, made);
	assert_true(tokens * 10 >= rules * 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(about_tokens),
		cmocka_unit_test(promise),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
