/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A team's practice as a file: .seaworthy.yaml (docs/format/policy.md, seaworthy-policy(5)).
 *
 * A policy holds gates; a gate is a list of clauses; a clause is conditions and an effect. A finding that
 * is not ignored meets the first clause of the gate whose conditions all fit: that one alone decides
 * what becomes of it. So exceptions to a rule stand above it, and the order of findings never matters.
 */
#pragma once

#include "judge/exception.h"

struct clause;

struct gate {
	struct str name;
	struct str source;	    /* "policy.yaml:12:3"; "built-in" */
	VEC(struct clause) clauses; /* its own, then those that it inherits */
	uint32_t max_data_days;	    /* older advisory data: exit 4; 0: any age */
	bool need_complete;	    /* gaps make the verdict incomplete */
};

/* What the command line may override. */
struct report_settings {
	struct str language;			/* "en", "zh"; empty: not set */
	VEC(struct str) outputs;		/* "html=report.html" */
	uint32_t service_days[SEVERITY_COUNT_]; /* a vulnerability is overdue after; 0: never */
};

struct policy {
	struct str source;	      /* the file's name, or "built-in" */
	struct str digest;	      /* "sha256:…" of its text */
	VEC(struct gate) gates;	      /* its own, then the built-in ones: default, trivy, nothing */
	struct str default_gate;      /* used without --gate */
	struct exception_list ignore; /* its own entries, owned by the policy's arena */
	struct exception_rules rules; /* demands on all exceptions */
	VEC(struct str) vex, ignore_files; /* paths, relative to the policy's folder */
	VEC(struct str) allowed_bases, allowed_registries; /* globs; empty: any */
	VEC(struct str) required_labels;
	struct report_settings report;
	struct str history;  /* "off", "default" or a path; empty: not set */
	struct str baseline; /* path of a saved report; empty: none */
};

/*
 * The text of a file. Unknown keys, wrong values, gates that inherit from themselves: E_CORRUPT (E_LIMIT for
 * what is too much) with "name:line:column: what, and what is expected". Everything is kept in the arena.
 */
int policy_parse(struct arena *a, struct str name, struct str text, struct policy *out,
		 struct fault *f);

/* "default" or "trivy"; E_USAGE names them for another. */
int policy_builtin(struct arena *a, struct str name, struct policy *out, struct fault *f);

/* What a Trivy-style command line can say of its gate. */
struct policy_trivy {
	unsigned severities;	   /* bits 1u << SEVERITY_…; LOW means negligible, too. 0: all */
	unsigned ignored_statuses; /* bits 1u << ADVISORY_… */
	bool fail_on_eol;	   /* a distribution that nobody mends any more */
	bool misconfigurations;	   /* these count, too */
	bool need_complete;	   /* gaps make the verdict incomplete */
};

/* --ignore-unfixed as a set of statuses. */
#define POLICY_UNFIXED                                                                     \
	(1u << ADVISORY_AFFECTED | 1u << ADVISORY_WILL_NOT_FIX | 1u << ADVISORY_DEFERRED | \
	 1u << ADVISORY_END_OF_LIFE)

/*
 * The policy that such a command line is: blocks vulnerabilities and secrets of these severities, and
 * gaps do not count. With HIGH | CRITICAL and POLICY_UNFIXED it decides as the built-in "trivy".
 */
void policy_trivy(struct arena *a, const struct policy_trivy *said, struct policy *out);

/* By name (empty: the default one); E_USAGE names those there are. */
int policy_gate(const struct policy *p, struct str name, const struct gate **out, struct fault *f);

/*
 * All keys of the language, for documentation and its tests: "gates", "gates.NAME.block",
 * "gates.NAME.clauses.severity", ...; empty behind the last one.
 */
struct str policy_key(struct arena *a, size_t i);

/* Whether it may stand at the top of the file; "lint" is one, and is not read here. */
bool policy_has_section(struct str key);
