/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a scan has to say. Five kinds; all of them carry what, where and what to do. Strings are in
 * the report's arena.
 */
#pragma once

#include "base/vec.h"
#include "model/advisory.h"
#include "model/severity.h"

enum finding_kind {
	FINDING_VULNERABILITY,
	FINDING_SECRET,
	FINDING_MISCONFIGURATION,
	FINDING_INTEGRITY, /* content differs from what names it: digests, signatures, package checksums */
	FINDING_GAP, /* something could not be read, parsed or matched: the verdict becomes incomplete */
	FINDING_KIND_COUNT_,
};

const char *finding_kind_name(enum finding_kind k); /* "vulnerability", "secret", … */

/* Where a finding stands in the report's order of urgency, and why. Decided by judge/gate.c. */
enum finding_place {
	PLACE_ACT_NOW, /* the gate blocks it; by default: fixable and HIGH or worse, known to be exploited, a
			  live secret, tampering */
	PLACE_ALLOWED,	/* would be for now by default, but the chosen gate lets it pass */
	PLACE_NO_FIX,	/* serious, but nothing to install yet */
	PLACE_MINOR,	/* below HIGH */
	PLACE_DEFERRED, /* the distribution postponed or declined the fix */
	PLACE_INVESTIGATING,
	PLACE_NOTE,   /* information: end-of-life soon, odd paths */
	PLACE_HIDDEN, /* in a layer, not in the final file system */
	PLACE_GAP,
	PLACE_IGNORED, /* somebody decided that it does not count: finding.ignored */
	PLACE_COUNT_,
};

const char *finding_place_name(enum finding_place p); /* "act-now", "no-fix", … */

#define PACKAGE_NONE UINT32_MAX

struct vulnerability {
	VEC(struct str) ids; /* all names, the primary (a CVE where there is one) first */
	enum advisory_status status;
	struct str installed; /* the version that was compared: the source's */
	struct str
		fixed; /* lowest version above it that is not affected; empty when there is none */
	uint32_t
		fixed_rank; /* of `fixed` among all of its source, in version order: 1 is the lowest */
	struct str severity_source; /* "debian", "cvss3.1", … ; empty when unknown */
	double cvss_score;	    /* < 0 when there is no vector */
	struct str cvss_vector;
	struct str kev_added; /* empty when not known to be exploited */
	bool kev_ransomware;
	bool has_epss;
	double epss, epss_percentile; /* 0 … 1 */
	VEC(struct str) cwe;
	VEC(struct str) references;
	VEC(struct str) feeds; /* names of the feeds that said so, sorted */
	struct str published;
	VEC(uint32_t) packages; /* all binaries built from the source: indices of report.packages */
	struct str
		matched_by; /* "source xz-utils 5.6.0-0.2 in [5.5.1alpha, 5.6.1+really5.4.5-1) of debian:13" */
};

/* Whose a secret seems to be, by the file that it stands in. */
enum secret_standing {
	SECRET_OURS,	   /* of those who built the image, or nobody knows */
	SECRET_OF_PACKAGE, /* in a file that came with a package */
	SECRET_SAMPLE,	   /* in test data or documentation that came with a package */
	SECRET_STANDING_COUNT_,
};

const char *secret_standing_name(enum secret_standing s); /* "ours", "package", "sample" */

/* One place of a secret. */
struct secret_place {
	struct str
		path; /* a file; or "config ENV", "history 7", "label NAME" for what is not in one */
	struct str inside;     /* member of an archive, wrapping ("base64"), empty for plain text */
	uint32_t line, column; /* from 1; 0 = unknown */
	uint16_t layer;	       /* LAYER_NONE: in the configuration */
	uint16_t deleted_by; /* the layer that hides it: it ships all the same; LAYER_NONE: live */
	struct str commit;   /* of a git object: who brought it; empty else */
	struct str author_date; /* of that commit, RFC 3339 */
	bool in_head;		/* HEAD still has it */
	enum secret_standing standing;
	struct str package; /* whose file it is; empty when SECRET_OURS */
};

struct secret {
	struct str provider; /* "GitHub" */
	struct str masked;
	struct str fingerprint;
	struct str value;		 /* with --show-secrets only, else empty */
	struct str detail;		 /* what the value tells of itself */
	struct str rotate;		 /* how to revoke and replace it: without the removal */
	bool proven;			 /* its checksum or structure holds */
	bool expired;			 /* says so itself */
	bool live;			 /* at least one place is */
	enum secret_standing standing;	 /* the least harmless one of all places */
	enum severity rule_severity;	 /* what the finding's severity is made of */
	bool harmless;			 /* expired, or meant to be public */
	VEC(struct secret_place) places; /* sorted: live first, then layer, path, line */
	uint32_t more; /* places beyond LIMIT_SECRET_PLACES: counted, not listed */
};

/* Who says that a finding does not count. */
enum ignored_by {
	IGNORED_BY_POLICY, /* an entry of "ignore:" in .seaworthy.yaml */
	IGNORED_BY_FILE,   /* .trivyignore and its relatives */
	IGNORED_BY_VEX,	   /* a statement of OpenVEX, CSAF or CycloneDX */
	IGNORED_BY_COUNT_,
};

const char *ignored_by_name(enum ignored_by by); /* "policy", "ignore-file", "vex" */

/* On whose word a finding does not count. Empty where the source says nothing. */
struct ignored {
	enum ignored_by by;
	struct str source;	  /* ".trivyignore:3", "vex.json: statement 2" */
	struct str owner;	  /* who decided; of VEX the author */
	struct str reason;	  /* why, in words */
	struct str until;	  /* YYYY-MM-DD: the last day on which it holds */
	struct str status;	  /* of VEX: "not_affected", "fixed" */
	struct str justification; /* of VEX: "vulnerable_code_not_present", … */
};

/* What the gate makes of a finding. */
enum gate_effect {
	GATE_NOTHING, /* no clause speaks of it */
	GATE_ALLOW,
	GATE_WARN,
	GATE_BLOCK,
	GATE_EFFECT_COUNT_,
};

const char *gate_effect_name(enum gate_effect e); /* "nothing", "allow", "warn", "block" */

struct finding {
	enum finding_kind kind;
	enum finding_place place;
	enum finding_place
		own_place; /* by default practice, whatever the gate and exceptions say */
	enum severity severity;
	struct str id;	    /* "CVE-…", or a slug: "os-eol", "gap-truncated", "digest-mismatch" */
	struct str title;   /* one line, no full stop */
	struct str message; /* where and why, one or more sentences */
	struct str fix;	    /* what to type or change; empty when there is nothing */
	struct str path;    /* file in the image; empty when not about one */
	uint32_t line;	    /* 1-based; 0 when not about one */
	uint16_t layer;	    /* index into image.layers, or LAYER_NONE */
	uint32_t package;   /* index into report.packages, or PACKAGE_NONE */
	struct vulnerability *vulnerability; /* for that kind only */
	struct secret *secret;		     /* for that kind only */
	uint64_t bytes; /* for leftovers: what it costs; 0 when not about size */

	struct ignored *ignored; /* NULL when nobody ignores it */
	enum gate_effect effect;
	struct str clause; /* name of the gate's clause that gave the effect; empty without one */
	bool is_new;	   /* not in the baseline; meaningless without report.baseline */
	struct str print;  /* its fingerprint, when a history has nothing else to make it of */
	struct str
		first_seen; /* YYYY-MM-DD, of the first scan in the history that had it; empty: unknown */
};
