/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a feed says: one record about one or several vulnerabilities, and which versions of which
 * packages it speaks of. Feeds produce these, the database stores them, the matcher reads them
 * back. Everything is borrowed.
 */
#pragma once

#include "base/vec.h"
#include "model/ecosystem.h"
#include "model/severity.h"

/*
 * A distribution's word on a package in a release. Kept apart to the report: they mean different
 * things to do.
 */
enum advisory_status {
	ADVISORY_AFFECTED, /* vulnerable in the interval; no fix is known when the interval is open */
	ADVISORY_FIXED,	   /* vulnerable below interval.fixed: upgrade */
	ADVISORY_NOT_AFFECTED, /* the distribution says this package is not vulnerable: silences other sources */
	ADVISORY_WILL_NOT_FIX, /* vulnerable; the distribution decided against a fix */
	ADVISORY_DEFERRED,     /* vulnerable; postponed, "minor issue" */
	ADVISORY_END_OF_LIFE,  /* vulnerable; the package or release is no longer maintained */
	ADVISORY_UNDER_INVESTIGATION, /* not known yet */
	ADVISORY_STATUS_COUNT_,
};

/*
 * "affected", "fixed", "not_affected", "will_not_fix", "fix_deferred", "end_of_life",
 * "under_investigation".
 */
const char *advisory_status_name(enum advisory_status s);

/*
 * One run of vulnerable versions, in the ecosystem's order: from `introduced` (included; empty or
 * "0" is the beginning) up to `fixed` (not included) or `last_affected` (included); both empty: to
 * the end.
 */
struct advisory_interval {
	struct str introduced, fixed, last_affected;
};

/* One package in one ecosystem and release. */
struct advisory_package {
	enum ecosystem ecosystem;
	struct str release; /* canonical (model/ecosystem.h) */
	struct str name;    /* source package for a distribution; as ecosystem_name() spells it */
	enum advisory_status status;
	enum severity
		severity; /* the distribution's own word for this package, SEVERITY_UNKNOWN when none */
	VEC(struct advisory_interval)
	intervals;		  /* evaluated as a union; sorted events already turned into runs */
	VEC(struct str) versions; /* exactly these, in addition */
};

/* OSV's record, in effect. */
struct advisory {
	struct str id;		 /* "CVE-2024-3094", "GHSA-…", "DSA-5649-1" */
	VEC(struct str) aliases; /* other names of the same vulnerability */
	VEC(struct str)
	related;	      /* for an erratum: the CVEs it fixes (OSV `related` or `upstream`) */
	VEC(struct str) cvss; /* vectors, any version */
	VEC(struct str) cwe;  /* "CWE-79" */
	VEC(struct str) references;	/* URLs */
	struct str summary;		/* one line */
	struct str details;		/* may be long */
	struct str published, modified; /* RFC 3339 or a date */
	enum severity
		severity; /* of the record as a whole (database_specific), SEVERITY_UNKNOWN when none */
	VEC(struct advisory_package) packages;
};

/* What is known of a CVE whatever the package: urgency and text. Merged by id from several feeds. */
struct cve_facts {
	struct str id;	      /* "CVE-YYYY-N…" */
	struct str kev_added; /* date CISA listed it as exploited, empty when it did not */
	bool kev_ransomware;
	uint32_t epss, epss_percentile; /* units of 1/100,000; valid when has_epss */
	bool has_epss;
	VEC(struct str) cvss;
	VEC(struct str) cwe;
	struct str summary;
	struct str published;
};
