/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the parts of a plan (src/find/secret_plan*.c) fit together. For nobody else.
 *
 *     secret_plan.c           what was read, and the rules for the engine
 *     secret_plan_allow.c     is a find left out?
 *     secret_plan_gitleaks.c  .gitleaks.toml
 *     secret_plan_ignores.c   .gitleaksignore
 *     secret_plan_trivy.c     trivy-secret.yaml
 *     secret_regex.c          regular expressions of users
 */
#pragma once

#include "find/secret_plan.h"
#include "text/yaml.h"

/* ---- regular expressions ---- */

struct secret_regex;

/*
 * RE2's syntax as PCRE2's and libhs', in the arena. The group that is the secret: by number, or by name when
 * that is not empty; 0 and empty: the first that takes part. E_USAGE.
 */
int secret_regex_translate(struct arena *a, struct str regex, uint64_t group, struct str name,
			   struct str *out, struct fault *f);
int secret_regex_new(struct arena *a, struct str regex, struct secret_regex **out, struct fault *f);
void secret_regex_free(struct secret_regex *r);
/* Anywhere in the text. A text that takes too long does not match. Any thread. */
bool secret_regex_matches(const struct secret_regex *r, struct str text);

/* ---- what is read ---- */

enum secret_target { SECRET_TARGET_VALUE, SECRET_TARGET_MATCH, SECRET_TARGET_LINE };

/* One exception. Each list that is not empty is a criterion. */
struct secret_allow {
	struct secret_excuse excuse;
	struct str rule; /* only finds of this one; empty: of all */
	VEC(struct secret_regex *) regexes;
	VEC(struct secret_regex *) paths;
	VEC(struct str) stopwords, commits; /* lower case */
	enum secret_target target;
	bool all; /* every criterion has to hold, not only one */
};

/* A rule of the user. The engine sees its first member; the rest is asked by its check. */
struct secret_user_rule {
	struct secret_rule rule;
	struct secret_set set; /* of itself alone */
	struct secret_regex *path;
	VEC(struct str) keywords; /* lower case */
	double entropy;
};

/* A line of .gitleaksignore. */
struct secret_ignore {
	struct secret_excuse excuse;
	struct str rule, commit; /* empty: any */
	uint32_t next;		 /* of the same place, + 1 */
};

struct secret_plan {
	struct arena *arena;
	struct secret_config config;
	struct map known;   /* identifiers of the built-in rules */
	struct map own;	    /* identifiers of user rules */
	struct map ignored; /* "path\0line", or a fingerprint → index of ignores + 1 */
	VEC(const struct secret_set *) sets;
	VEC(struct str) off;
	VEC(struct secret_allow *) allows;
	VEC(struct secret_ignore) ignores;
	VEC(struct secret_regex *) regexes; /* to be freed */
	VEC(struct str) warnings;
};

/* "path\0line": room for the path and 5 more. */
size_t secret_ignore_key(char *to, struct str path, uint32_t line);

bool secret_plan_knows(const struct secret_plan *p, struct str rule);
void secret_plan_warn(struct secret_plan *p, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* A configuration as a tree, with the places of its members. */
struct secret_reading {
	struct secret_plan *plan;
	const char *path;
	struct map places; /* address of a value → index of `list` */
	const struct yaml_places *list;
	struct fault *f;
};

void secret_reading_begin(struct secret_reading *r, const struct yaml_places *places);
uint32_t secret_reading_line(const struct secret_reading *r, const struct json *value);
/* E_USAGE "FILE:LINE: why" */
int secret_reading_refuse(const struct secret_reading *r, const struct json *value, const char *fmt,
			  ...) PRINTF_LIKE(3, 4);

/* Texts of the member `key`: a list, or a single one. Copied; lower case on request. */
struct secret_texts {
	VEC(struct str) list;
	VEC(const struct json *) values;
};
int secret_reading_texts(const struct secret_reading *r, const struct json *table, const char *key,
			 struct secret_texts *out);
int secret_reading_text(const struct secret_reading *r, const struct json *table, const char *key,
			struct str *out);
/* Expressions of a member, added to those of `allow`. */
int secret_reading_regexes(const struct secret_reading *r, const struct json *table,
			   const char *key, struct secret_allow *allow, bool paths);
int secret_reading_regex(const struct secret_reading *r, const struct json *at, struct str text,
			 struct secret_regex **out);
/* Members that are not in the list (NULL-terminated) are warned about. */
void secret_reading_unknown(const struct secret_reading *r, const struct json *table,
			    const char *where, const char *const *known);

struct secret_allow *secret_plan_allow(const struct secret_reading *r, const struct json *at,
				       struct str why);

/* What both kinds of files say of a rule. */
struct secret_rule_text {
	const struct json *at;
	struct str id, title, regex, group_name, path, provider;
	uint64_t group;
	enum severity severity;
	double entropy;
	struct secret_texts keywords;
};
int secret_plan_rule(const struct secret_reading *r, const struct secret_rule_text *t);
void secret_plan_off(const struct secret_reading *r, const struct json *at, struct str rule);
