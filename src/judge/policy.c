/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The file of a team's practice, as a whole.
 *
 *         text ─► tree with places ─► sections, each by a table of its keys ─► gates made whole ─► policy
 *
 * The built-in gates are written in the same language (data/policy_*.txt), read by the same code, and stand
 * behind the file's own: any file may extend them, and a command line may choose them. Only their names are
 * reserved.
 *
 * The language: docs/format/policy.md. The tables of keys are here (sections), in policy_gates.c,
 * policy_clause.c and policy_ignore.c; policy_key() lists them all, and a test looks for each in the
 * documentation.
 *
 * Refused, with name, line and column: unknown keys, keys written twice, words and numbers that mean nothing
 * there, days that are not in the calendar, gates without end. Never read past a mistake: half a policy is
 * another policy.
 */
#include "judge/policy.h"

#include "base/log.h"
#include "judge/policy_parts.h"

extern const char data_policy_default[];
extern const size_t data_policy_default_n;
extern const char data_policy_trivy[];
extern const size_t data_policy_trivy_n;

enum { SOON_DAYS = 14 };

/* A policy while it is read. */
struct draft {
	struct policy policy;
	struct gate_texts gates;
	const struct json *gate_at; /* the key "gate" */
	unsigned required;	    /* bits of exception_demands */
};

/* ---- sections ---- */

static int read_version(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	(void)to;
	if (value->kind != JSON_NUMBER || !str_is(value->text, "1"))
		return policy_wrong(x, value, f, "\"version\" is 1: this program knows no other");
	return 0;
}

static int read_gate_name(struct policy_file *x, const struct json *value, void *to,
			  struct fault *f)
{
	struct draft *d = to;
	d->gate_at = value;
	return policy_read_string(x, value, &d->policy.default_gate, f);
}

static int read_gates(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	return policy_read_gates(x, value, &((struct draft *)to)->gates, f);
}

static const char *demand_word(unsigned i)
{
	static const char *const words[] = { "reason", "owner", "until" };
	return words[i];
}

static int read_require(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct exception_rules *out = to;
	unsigned bits = 0;
	TRY(policy_read_bits(x, value, demand_word, 3, &bits, f));
	out->need_reason = bits & 1;
	out->need_owner = bits & 2;
	out->need_until = bits & 4;
	return 0;
}

#define EXCEPTIONS(name, read, field)                               \
	{                                                           \
		name, read, offsetof(struct exception_rules, field) \
	}
static const struct policy_key exceptions_keys[] = {
	{ "require", read_require, 0 },
	EXCEPTIONS("max-days", policy_read_days, max_days),
	EXCEPTIONS("soon-days", policy_read_days, soon_days),
};

static int read_exceptions(struct policy_file *x, const struct json *value, void *to,
			   struct fault *f)
{
	return policy_read_keys(x, value, exceptions_keys, ARRAY_LEN(exceptions_keys), to, f);
}

#define POLICY(name, read, field)                          \
	{                                                  \
		name, read, offsetof(struct policy, field) \
	}
static const struct policy_key images_keys[] = {
	POLICY("bases", policy_read_strings, allowed_bases),
	POLICY("registries", policy_read_strings, allowed_registries),
};

static int read_images(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	return policy_read_keys(x, value, images_keys, ARRAY_LEN(images_keys), to, f);
}

static const struct policy_key labels_keys[] = {
	POLICY("required", policy_read_strings, required_labels),
};

static int read_labels(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	return policy_read_keys(x, value, labels_keys, ARRAY_LEN(labels_keys), to, f);
}

static const char *language_word(unsigned i)
{
	static const char *const words[] = { "en", "zh" };
	return words[i];
}

static int read_language(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	unsigned i;
	TRY(policy_read_word(x, value, language_word, 2, &i, f));
	*(struct str *)to = str_of(language_word(i));
	return 0;
}

static int read_outputs(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	TRY(policy_read_strings(x, value, to, f));
	POLICY_EACH(one, value)
	{
		struct str format, file;
		if (!str_cut(one->text, '=', &format, &file) || !format.n || !file.n)
			return policy_wrong(x, one, f,
					    "an output is FORMAT=FILE, such as html=report.html");
	}
	return 0;
}

static const char *severity_word(unsigned i)
{
	return severity_name((enum severity)i);
}

static int read_service_level(struct policy_file *x, const struct json *value, void *to,
			      struct fault *f)
{
	uint32_t *out = to;
	if (value->kind == JSON_NULL)
		return 0;
	if (value->kind != JSON_OBJECT)
		return policy_wrong(x, value, f,
				    "a service level is written as \"critical: 7d\" lines");
	for (const struct json *m = value->child; m; m = m->next) {
		const struct json word = { .kind = JSON_STRING, .text = m->key };
		unsigned i;
		if (policy_read_word(x, &word, severity_word, SEVERITY_COUNT_, &i, NULL) < 0)
			return policy_wrong(x, m, f,
					    "\"%.*s\" is no severity: critical, high, medium, low, "
					    "negligible or unknown",
					    STRF(policy_shown(x, m->key)));
		if (out[i])
			return policy_wrong(x, m, f, "\"%s\" is written twice", severity_word(i));
		TRY(policy_read_days(x, m, &out[i], f));
	}
	return 0;
}

#define REPORT(name, read, field)                                   \
	{                                                           \
		name, read, offsetof(struct report_settings, field) \
	}
static const struct policy_key report_keys[] = {
	REPORT("language", read_language, language),
	REPORT("outputs", read_outputs, outputs),
	REPORT("service-level", read_service_level, service_days),
};

static int read_report(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	return policy_read_keys(x, value, report_keys, ARRAY_LEN(report_keys), to, f);
}

/* "no" and its relatives would silently be the names of files. */
static int read_history(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	static const char *const words[] = { "on", "yes", "no", "none", "never" };
	struct str s = json_text(value);
	bool wrong = s.n == 0;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		wrong |= str_eq_nocase(s, str_of(words[i]));
	if (wrong)
		return policy_wrong(x, value, f,
				    "\"history\" is off, default, or the path of a file");
	*(struct str *)to = s;
	return 0;
}

/* Of another part of the program. */
static int pass_over(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	(void)x, (void)value, (void)to, (void)f;
	return 0;
}

#define TOP(name, read, field)                                   \
	{                                                        \
		name, read, offsetof(struct draft, policy.field) \
	}
static const struct policy_key top_keys[] = {
	{ "version", read_version, 0 },
	{ "gate", read_gate_name, 0 },
	{ "gates", read_gates, 0 },
	TOP("ignore", policy_read_ignore, ignore),
	TOP("exceptions", read_exceptions, rules),
	TOP("vex", policy_read_strings, vex),
	TOP("ignore-files", policy_read_strings, ignore_files),
	{ "images", read_images, offsetof(struct draft, policy) },
	{ "labels", read_labels, offsetof(struct draft, policy) },
	TOP("report", read_report, report),
	TOP("history", read_history, history),
	TOP("baseline", policy_read_string, baseline),
	{ "lint", pass_over, 0 },
};

bool policy_has_section(struct str key)
{
	for (size_t i = 0; i < ARRAY_LEN(top_keys); i++)
		if (str_is(key, top_keys[i].name))
			return true;
	return false;
}

static const struct {
	const char *prefix;
	const struct policy_key *keys;
	const size_t *n, fixed;
} tables[] = {
	{ "", top_keys, NULL, ARRAY_LEN(top_keys) },
	{ "gates.NAME.", policy_gate_keys, &policy_gate_keys_n, 0 },
	{ "gates.NAME.clauses.", policy_clause_keys, &policy_clause_keys_n, 0 },
	{ "ignore.", policy_ignore_keys, &policy_ignore_keys_n, 0 },
	{ "exceptions.", exceptions_keys, NULL, ARRAY_LEN(exceptions_keys) },
	{ "images.", images_keys, NULL, ARRAY_LEN(images_keys) },
	{ "labels.", labels_keys, NULL, ARRAY_LEN(labels_keys) },
	{ "report.", report_keys, NULL, ARRAY_LEN(report_keys) },
};

struct str policy_key(struct arena *a, size_t i)
{
	for (size_t t = 0; t < ARRAY_LEN(tables); t++) {
		size_t n = tables[t].n ? *tables[t].n : tables[t].fixed;
		if (i < n)
			return str_printf(a, "%s%s", tables[t].prefix, tables[t].keys[i].name);
		i -= n;
	}
	return STR("");
}

/* ---- the whole ---- */

static int read_text(struct policy_file *x, struct str text, struct draft *d, struct fault *f)
{
	const struct json *tree;
	TRY(policy_file_parse(x, text, &tree, f));
	return policy_read_keys(x, tree, top_keys, ARRAY_LEN(top_keys), d, f);
}

/* "default", "trivy" by their texts, and "nothing". They are ours: they can be read. */
static void add_builtin(struct arena *a, struct gate_texts *gates, struct str trivy)
{
	const struct str texts[] = { str_make(data_policy_default, data_policy_default_n), trivy };
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct policy_file *x = arena_alloc(a, sizeof(*x));
		struct draft d = { 0 };
		struct fault f = { 0 };
		*x = (struct policy_file){ .arena = a, .name = STR("built-in"), .builtin = true };
		if (read_text(x, texts[i], &d, &f) < 0)
			die("a built-in policy cannot be read: %s", f.text);
		for (size_t k = 0; k < d.gates.list.n; k++)
			*VEC_PUSH(a, &gates->list) = d.gates.list.p[k];
	}
	struct gate_text *nothing = VEC_PUSH(a, &gates->list);
	nothing->gate = (struct gate){ .name = STR("nothing"),
				       .source = STR("built-in"),
				       .need_complete = true };
	nothing->state = GATE_MADE;
}

static struct str builtin_trivy(void)
{
	return str_make(data_policy_trivy, data_policy_trivy_n);
}

static int finish(struct arena *a, const struct policy_file *x, struct draft *d, struct str text,
		  struct policy *out, struct fault *f)
{
	struct policy *p = &d->policy;
	const struct gate *chosen;
	struct digest digest = digest_of(DIGEST_SHA256, text);
	TRY(policy_make_gates(a, &d->gates, f));
	for (size_t i = 0; i < d->gates.list.n; i++)
		*VEC_PUSH(a, &p->gates) = d->gates.list.p[i].gate;
	if (p->default_gate.n == 0)
		p->default_gate = p->gates.p[0].name;
	if (policy_gate(p, p->default_gate, &chosen, NULL) < 0)
		return policy_wrong(x, d->gate_at, f, "there is no gate \"%.*s\"%.*s",
				    STRF(policy_shown(x, p->default_gate)),
				    STRF(policy_gate_hint(x, &d->gates, p->default_gate)));
	p->source = x->name;
	p->digest = digest_text(a, &digest);
	p->ignore.arena = a;
	*out = *p;
	return 0;
}

/* The tree borrows from nobody but the arena; texts of scalars are copies already. */
int policy_parse(struct arena *a, struct str name, struct str text, struct policy *out,
		 struct fault *f)
{
	struct policy_file *x = arena_alloc(a, sizeof(*x));
	struct draft d = { .policy.rules.soon_days = SOON_DAYS };
	*x = (struct policy_file){ .arena = a, .name = str_dup(a, name) };
	TRY(read_text(x, text, &d, f));
	add_builtin(a, &d.gates, builtin_trivy());
	return finish(a, x, &d, text, out, f);
}

static void make_builtin(struct arena *a, const char *gate, struct str text, struct str trivy,
			 struct policy *out)
{
	struct policy_file x = { .arena = a, .name = STR("built-in"), .builtin = true };
	struct draft d = { .policy.rules.soon_days = SOON_DAYS };
	struct fault f = { 0 };
	d.policy.default_gate = str_of(gate);
	add_builtin(a, &d.gates, trivy);
	if (finish(a, &x, &d, text, out, &f) < 0)
		die("a built-in policy cannot be made: %s", f.text);
}

int policy_builtin(struct arena *a, struct str name, struct policy *out, struct fault *f)
{
	if (str_is(name, "default"))
		make_builtin(a, "default", str_make(data_policy_default, data_policy_default_n),
			     builtin_trivy(), out);
	else if (str_is(name, "trivy"))
		make_builtin(a, "trivy", builtin_trivy(), builtin_trivy(), out);
	else
		return fault_set(
			f, E_USAGE,
			"there is no built-in policy \"%.*s\"; there are default and trivy",
			STRF(name));
	return 0;
}

/* "  KEY: [word, word]" of the bits. */
static struct str words_line(struct arena *a, const char *key, unsigned bits, policy_word *word)
{
	struct str line = str_printf(a, "        %s: [", key);
	const char *comma = "";
	for (unsigned i = 0; i < 32; i++) {
		if (!(bits >> i & 1))
			continue;
		line = str_printf(a, "%.*s%s%s", STRF(line), comma, word(i));
		comma = ", ";
	}
	return str_printf(a, "%.*s]\n", STRF(line));
}

static const char *status_word(unsigned i)
{
	return advisory_status_name((enum advisory_status)i);
}

void policy_trivy(struct arena *a, const struct policy_trivy *said, struct policy *out)
{
	const unsigned all = (1u << SEVERITY_COUNT_) - 1, any = (1u << ADVISORY_STATUS_COUNT_) - 1;
	unsigned severities = said->severities ? said->severities & all : all;
	unsigned statuses = any & ~said->ignored_statuses & ~(1u << ADVISORY_NOT_AFFECTED);
	if (severities >> SEVERITY_LOW & 1)
		severities |= 1u << SEVERITY_NEGLIGIBLE;
	struct str severity = words_line(a, "severity", severities, severity_word);
	struct str text = str_printf(a,
				     "gates:\n  trivy:\n    extends: nothing\n    incomplete: %s\n"
				     "    block:\n",
				     said->need_complete ? "block" : "allow");
	if (statuses)
		text = str_printf(a,
				  "%.*s      - name: vulnerability\n        kind: vulnerability\n"
				  "%.*s%.*s",
				  STRF(text), STRF(severity),
				  STRF(words_line(a, "status", statuses, status_word)));
	text = str_printf(a, "%.*s      - name: secret\n        kind: secret\n%.*s", STRF(text),
			  STRF(severity));
	if (said->misconfigurations)
		text = str_printf(
			a,
			"%.*s      - name: misconfiguration\n        kind: misconfiguration\n"
			"        eol: false\n        place: [act-now, minor]\n%.*s",
			STRF(text), STRF(severity));
	if (said->fail_on_eol)
		text = str_printf(a,
				  "%.*s      - name: end-of-life\n        eol: true\n"
				  "        place: act-now\n",
				  STRF(text));
	make_builtin(a, "trivy", text, text, out);
}

int policy_gate(const struct policy *p, struct str name, const struct gate **out, struct fault *f)
{
	struct str wanted = name.n ? name : p->default_gate;
	char all[256] = "";
	size_t n = 0;
	for (size_t i = 0; i < p->gates.n; i++) {
		struct str s = p->gates.p[i].name;
		if (str_eq(s, wanted)) {
			*out = &p->gates.p[i];
			return 0;
		}
		if (n + s.n + 3 < sizeof(all)) {
			if (n) {
				memcpy(all + n, ", ", 2);
				n += 2;
			}
			memcpy(all + n, s.p, s.n);
			n += s.n;
		}
	}
	return fault_set(f, E_USAGE, "there is no gate \"%.*s\"; there are %.*s", STRF(wanted),
			 (int)n, all);
}
