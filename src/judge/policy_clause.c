/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One clause of a policy as it is written → struct clause.
 *
 * The table of keys is the language; docs/format/policy.md says the same in words, and a test holds both
 * together. A clause without conditions would speak of everything, and one whose conditions exclude each other of
 * nothing: both are mistakes, and refused.
 */
#include "judge/policy_parts.h"

#define NAME_MAX_BYTES 64

bool policy_is_name(struct str s)
{
	if (s.n == 0 || s.n > NAME_MAX_BYTES || str_trim(s).n != s.n)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 127 || s.p[i] == '/' ||
		    s.p[i] == '\'' || s.p[i] == '"')
			return false;
	return true;
}

static int read_name(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct str *out = to;
	TRY(policy_read_string(x, value, to, f));
	if (!policy_is_name(*out))
		return policy_wrong(
			x, value, f,
			"a name has at most %d bytes, and no slashes and quotation marks",
			NAME_MAX_BYTES);
	return 0;
}

/* ---- words ---- */

static const char *kind_word(unsigned i)
{
	return finding_kind_name((enum finding_kind)i);
}

static const char *place_word(unsigned i)
{
	/* what the gate itself gives: it decides by what was there before */
	return i == PLACE_ALLOWED || i == PLACE_IGNORED ? NULL
							: finding_place_name((enum finding_place)i);
}

static const char *status_word(unsigned i)
{
	return advisory_status_name((enum advisory_status)i);
}

static const char *origin_word(unsigned i)
{
	return i == ORIGIN_UNKNOWN ? "unknown" : origin_name((enum origin)i);
}

static const char *effect_word(unsigned i)
{
	return i == GATE_NOTHING ? NULL : gate_effect_name((enum gate_effect)i);
}

static const char *severity_word(unsigned i)
{
	return severity_name((enum severity)i);
}

int policy_read_bits(struct policy_file *x, const struct json *value, policy_word *word, unsigned n,
		     unsigned *out, struct fault *f)
{
	if (value->kind == JSON_ARRAY && value->n == 0)
		return policy_wrong(x, value, f,
				    "the list is empty: write at least one, or leave "
				    "the key out");
	POLICY_EACH(one, value)
	{
		unsigned i;
		TRY(policy_read_word(x, one, word, n, &i, f));
		*out |= 1u << i;
	}
	return 0;
}

int policy_read_kinds(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	return policy_read_bits(x, value, kind_word, FINDING_KIND_COUNT_, to, f);
}

static int read_places(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	return policy_read_bits(x, value, place_word, PLACE_COUNT_, to, f);
}

static int read_statuses(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	return policy_read_bits(x, value, status_word, ADVISORY_STATUS_COUNT_, to, f);
}

static int read_origins(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	return policy_read_bits(x, value, origin_word, ORIGIN_APP + 1, to, f);
}

/* One word: at least so severe. A list: exactly these. */
static int read_severities(struct policy_file *x, const struct json *value, void *to,
			   struct fault *f)
{
	unsigned *out = to, least;
	if (value->kind == JSON_ARRAY)
		return policy_read_bits(x, value, severity_word, SEVERITY_COUNT_, out, f);
	TRY(policy_read_word(x, value, severity_word, SEVERITY_COUNT_, &least, f));
	*out = (1u << SEVERITY_COUNT_) - (1u << least);
	return 0;
}

/* Of `clauses`, where each says its own. */
static int read_effect(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	unsigned i;
	enum gate_effect *out = to;
	if (*out != GATE_NOTHING)
		return policy_wrong(x, value, f,
				    "this list says the effect already; an effect is "
				    "written in the list \"clauses\"");
	TRY(policy_read_word(x, value, effect_word, GATE_EFFECT_COUNT_, &i, f));
	*out = (enum gate_effect)i;
	return 0;
}

/* ---- texts ---- */

static int read_ids(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct policy_strings *out = to;
	TRY(policy_read_strings(x, value, to, f));
	for (size_t i = 0; i < out->n; i++)
		out->p[i] = str_lower(x->arena, out->p[i]);
	return 0;
}

int policy_read_paths(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct policy_strings *out = to;
	TRY(policy_read_strings(x, value, to, f));
	for (size_t i = 0; i < out->n; i++)
		while (str_starts(out->p[i], STR("/")))
			out->p[i] = str_from(out->p[i], 1);
	return 0;
}

static int read_packages(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	TRY(policy_read_strings(x, value, to, f));
	POLICY_EACH(one, value)
	if (str_starts(one->text, STR("pkg:")) && str_has(one->text, STR("?")))
		return policy_wrong(x, one, f,
				    "qualifiers of package URLs are not compared here: leave "
				    "out what begins with the question mark");
	return 0;
}

static int read_layers(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct digest d;
	TRY(policy_read_strings(x, value, to, f));
	POLICY_EACH(one, value)
	if (!digest_parse(one->text, &d))
		return policy_wrong(x, one, f,
				    "a digest or diff id is expected here, \"sha256:\" and 64 "
				    "hexadecimal digits; who brought it is the key \"origin\"");
	return 0;
}

/* "CWE-79" or 79. */
static int read_cwe(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct policy_strings *out = to;
	size_t i = 0;
	TRY(policy_read_strings(x, value, to, f));
	POLICY_EACH(one, value)
	{
		struct str s = one->text;
		uint64_t number;
		if (str_eq_nocase(str_slice(s, 0, 4), STR("CWE-")))
			s = str_from(s, 4);
		if (!str_u64(s, 99999, &number))
			return policy_wrong(x, one, f,
					    "a weakness such as CWE-79 is expected here");
		out->p[i++] = str_printf(x->arena, "CWE-%llu", (unsigned long long)number);
	}
	return 0;
}

/* ---- the table ---- */

#define KEY(name, read, field)                             \
	{                                                  \
		name, read, offsetof(struct clause, field) \
	}
const struct policy_key policy_clause_keys[] = {
	KEY("name", read_name, name),
	KEY("effect", read_effect, effect),
	KEY("kind", policy_read_kinds, kinds),
	KEY("severity", read_severities, severities),
	KEY("fixable", policy_read_asked, fixable),
	KEY("exploited", policy_read_asked, exploited),
	KEY("ransomware", policy_read_asked, ransomware),
	KEY("epss", policy_read_fraction, epss),
	KEY("epss-percentile", policy_read_fraction, epss_percentile),
	KEY("cvss", policy_read_score, cvss),
	KEY("published-days", policy_read_age, published_days),
	KEY("seen-days", policy_read_age, seen_days),
	KEY("new", policy_read_asked, is_new),
	KEY("origin", read_origins, origins),
	KEY("place", read_places, places),
	KEY("live", policy_read_asked, live),
	KEY("proven", policy_read_asked, proven),
	KEY("id", read_ids, ids),
	KEY("package", read_packages, packages),
	KEY("path", policy_read_paths, paths),
	KEY("layer", read_layers, layers),
	KEY("status", read_statuses, statuses),
	KEY("eol", policy_read_asked, eol),
	KEY("cwe", read_cwe, cwe),
	KEY("feed", policy_read_strings, feeds),
};
const size_t policy_clause_keys_n = ARRAY_LEN(policy_clause_keys);

/* ---- the clause ---- */

static bool has_conditions(const struct json *value)
{
	for (const struct json *m = value->child; m; m = m->next)
		if (!str_is(m->key, "name") && !str_is(m->key, "effect"))
			return true;
	return false;
}

static int check_kinds(struct policy_file *x, const struct json *value, const struct clause *c,
		       struct fault *f)
{
	bool vulnerability = clause_asks_vulnerability(c), secret = clause_asks_secret(c);
	if (vulnerability && secret)
		return policy_wrong(x, value, f,
				    "this clause fits nothing: some of its conditions are of "
				    "vulnerabilities, and some are of secrets");
	if (vulnerability && c->kinds && !(c->kinds >> FINDING_VULNERABILITY & 1))
		return policy_wrong(x, value, f,
				    "this clause fits nothing: it has conditions of "
				    "vulnerabilities, and its kind is another");
	if (secret && c->kinds && !(c->kinds >> FINDING_SECRET & 1))
		return policy_wrong(x, value, f,
				    "this clause fits nothing: it has conditions of secrets, and "
				    "its kind is another");
	return 0;
}

int policy_read_clause(struct policy_file *x, const struct json *value, enum gate_effect effect,
		       struct clause *out, struct fault *f)
{
	*out = (struct clause){ .effect = effect };
	if (value->kind != JSON_OBJECT)
		return policy_wrong(
			x, value, f,
			"a clause is \"condition: value\" lines, such as severity: high");
	TRY(policy_read_keys(x, value, policy_clause_keys, policy_clause_keys_n, out, f));
	if (out->effect == GATE_NOTHING)
		return policy_wrong(
			x, value, f,
			"this clause has no effect: write effect: block, warn or allow");
	if (!has_conditions(value))
		return policy_wrong(x, value, f,
				    "this clause has no condition; severity: unknown fits every "
				    "finding but gaps");
	if (!x->builtin)
		out->source = policy_file_place(x, value);
	return check_kinds(x, value, out, f);
}
