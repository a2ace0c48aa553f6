/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Default practice: "zero exploitable risk", not "zero findings". What has to be done now is short, the rest is
 * counted with its reason. A vulnerability is for now when it is known to be exploited, whatever its fix, or
 * when a fix is there and it is HIGH or worse.
 */
#include "judge/gate_parts.h"

/* A container runs on the kernel of its host: headers of another one can be compiled against, not attacked. */
static bool kernel_headers_only(const struct report *r, const struct vulnerability *v)
{
	for (size_t i = 0; i < v->packages.n; i++) {
		struct str name = sym_str(r->syms, r->packages.p[v->packages.p[i]].name);
		if (!str_eq(name, STR("linux-libc-dev")) && !str_eq(name, STR("linux-headers")) &&
		    !str_starts(name, STR("linux-headers-")))
			return false;
	}
	return v->packages.n > 0;
}

static enum finding_place place_vulnerability(const struct report *r, struct finding *n)
{
	const struct vulnerability *v = n->vulnerability;
	if (kernel_headers_only(r, v)) {
		n->message = STR("Kernel headers only: a container uses the kernel of its host.");
		return PLACE_MINOR;
	}
	if (v->kev_added.n)
		return PLACE_ACT_NOW;
	if (n->severity >= SEVERITY_HIGH && v->fixed.n)
		return PLACE_ACT_NOW;
	if (v->status == ADVISORY_UNDER_INVESTIGATION)
		return PLACE_INVESTIGATING;
	if (v->status == ADVISORY_WILL_NOT_FIX || v->status == ADVISORY_DEFERRED ||
	    v->status == ADVISORY_END_OF_LIFE)
		return PLACE_DEFERRED;
	return n->severity >= SEVERITY_HIGH ? PLACE_NO_FIX : PLACE_MINOR;
}

/* Findings of other kinds are placed where they are found. */
void gate_place(struct report *r)
{
	for (size_t i = 0; i < r->findings.n; i++) {
		struct finding *n = &r->findings.p[i];
		if (n->kind == FINDING_VULNERABILITY)
			n->own_place = place_vulnerability(r, n);
		else if (n->kind == FINDING_GAP)
			n->own_place = PLACE_GAP;
		else if (str_eq(n->id, STR("digest-mismatch")))
			/* Bytes that are not what their digest says were not what should be judged. */
			n->own_place = PLACE_GAP;
		n->place = n->own_place;
	}
}
