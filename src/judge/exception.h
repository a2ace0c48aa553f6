/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who decided that what does not count, until when and why: entries of ignore files and policies, and
 * statements of VEX documents, as one list.
 *
 * An exception applies to a finding when everything that it names fits; what it does not name fits
 * anything, but one that names nothing at all applies to nothing. Several that apply: VEX before
 * files before the policy is not a rank of trust but of knowledge; the first in the list wins, and
 * all that fit count as used. Of statements of VEX about the same product and vulnerability the latest
 * one holds (OpenVEX 0.2.0, "Merging").
 */
#pragma once

#include "judge/exception_reader.h"
#include "model/report.h"

struct exception {
	enum ignored_by by;
	struct str source;	  /* ".trivyignore:3": where it stands, for people */
	unsigned kinds;		  /* bits 1u << FINDING_…; 0: all but gaps */
	VEC(struct str) ids;	  /* names or aliases, any case; "*" and "?" match as in globs */
	VEC(struct str) packages; /* package URLs; what one leaves out fits anything */
	bool only_binaries; /* URLs without an architecture do not stand for what was built of a source */
	VEC(struct str) paths; /* globs over paths in the image: "**" crosses folders */
	VEC(struct str)
	images; /* globs over names, or digests "sha256:…" of manifest or configuration */
	struct str layer; /* digest or diff id of a layer, or "base" or "app" */
	struct str stage; /* of the Dockerfile, when it is known which one built the layer */
	struct str until; /* YYYY-MM-DD, inclusive; empty: for ever */
	struct str owner, reason;
	/* of VEX only */
	VEC(struct str)
	products; /* package URLs or digests of what it speaks of; empty for files */
	struct str status, justification, author;
	struct str time; /* RFC 3339: the later statement wins */
	uint64_t order;	 /* where two times are equal */
};

struct exception_list {
	struct arena *arena;
	VEC(struct exception) items;
};

/* What a policy demands of exceptions. */
struct exception_rules {
	bool need_reason, need_owner, need_until;
	uint32_t max_days;  /* until may lie at most so far ahead; 0: any */
	uint32_t soon_days; /* "expires soon": 14 unless the policy says otherwise */
};

/*
 * Sets finding.ignored, and fills report.exceptions with what became of every entry. `today` is
 * YYYY-MM-DD. Gaps and digest mismatches are never ignored by accident: only by an entry that names their
 * id or kind. Independent of the order of findings.
 */
void exceptions_apply(struct report *r, const struct exception_list *list,
		      const struct exception_rules *rules, struct str today);
