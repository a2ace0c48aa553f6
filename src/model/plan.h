/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What to do, in order, and what will be left after each step. Made by judge/plan.c of the findings
 * that count; every format tells it.
 *
 * A step may take away findings that the gate does not block; it is there because it takes away at least
 * one that is fixable or that has to be acted on. The needed steps are the smallest set found that
 * turns the gate green; they stand first. What no step takes away is `stuck`.
 */
#pragma once

#include "base/vec.h"
#include "model/ecosystem.h"
#include "model/severity.h"

enum step_kind {
	STEP_CONTAIN, /* tampering: find out, rebuild from known sources */
	STEP_ROTATE,  /* a secret: revoke, replace, keep out of the build */
	STEP_BASE,    /* a newer base image */
	STEP_UPGRADE, /* the image's own package manager */
	STEP_REMOVE,  /* files or packages that need not be there */
	STEP_EDIT,    /* configuration, Dockerfile */
	STEP_KIND_COUNT_,
};

const char *step_kind_name(
	enum step_kind k); /* "contain", "rotate", "base", "upgrade", "remove", "edit" */

/* How many findings are left that are not ignored. */
struct plan_counts {
	uint32_t blocking; /* the gate still says no to this many */
	uint32_t vulnerabilities;
	uint32_t by_severity[SEVERITY_COUNT_]; /* of vulnerabilities */
	uint32_t others;		       /* findings of the other kinds but gaps */
};

struct step {
	enum step_kind kind;
	bool needed;	    /* for a green gate */
	struct str title;   /* "upgrade openssl 3.0.1 to 3.0.9"; one line, no full stop */
	struct str command; /* what to type or write; safe to paste; empty when there is nothing */
	struct str where;   /* "Dockerfile:3", "layer 2 of 5: RUN apk add curl"; empty: anywhere */
	struct str advice;  /* a sentence or two for what no command does; empty without */
	struct str name, installed, fixed; /* of an upgrade: the source package and its versions */
	enum ecosystem ecosystem;
	enum severity severity;	  /* the worst it takes away */
	bool exploited;		  /* one of them is known to be */
	double epss;		  /* the highest */
	VEC(uint32_t) findings;	  /* that it takes away: indices of report.findings, ascending */
	VEC(uint32_t) packages;	  /* installed packages that it touches, one for each name */
	VEC(uint16_t) layers;	  /* distinct, ascending */
	struct plan_counts after; /* this one and all before it done */
};

struct plan {
	struct plan_counts now;
	VEC(struct step) steps; /* needed ones first; in each part in the order of urgency */
	uint32_t needed;	/* how many of them */
	uint32_t stuck;		/* blocking findings that no step takes away */
};
