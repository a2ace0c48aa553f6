/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The two languages of the reports for people.
 *
 * All fixed words stand in tell/phrases.h, English and Chinese side by side. Places for values are {0} to {9}, so
 * that a translation may turn them round; the value in {0} of a counted phrase chooses between "one|many" in
 * English. A wording is one text in both languages: a page that can be switched needs both, and a report in one
 * language takes w.in[lang].
 *
 * Names, versions, paths and what a feed wrote are the same in both languages.
 */
#pragma once

#include "model/report.h"
#include "tell/phrases.h"

enum lang {
	LANG_EN,
	LANG_ZH,
	LANG_COUNT_,
};

/* "en", "zh", also with a country, script or encoding behind: "zh-CN", "zh_Hans_CN.UTF-8"; any case. */
bool lang_parse(struct str s, enum lang *out);

/* As tell_options holds it; English when it is NULL or unknown. */
enum lang lang_of(const char *name);

const char *lang_name(enum lang l); /* "en", "zh": also what HTML calls them */

enum phrase {
#define X(name, en, zh) PHRASE_##name,
	PHRASES(X)
#undef X
		PHRASE_COUNT_,
};

/* As the table has it, with its placeholders and both forms of a count. */
const char *phrase(enum lang l, enum phrase p);

struct wording {
	struct str in[LANG_COUNT_];
};

struct wording wording(enum phrase p);	      /* a phrase without places for values */
struct wording wording_same(struct str text); /* the same in both languages */
bool wording_is_empty(const struct wording *w);

/* The phrase with its places filled; WORDING(a, PHRASE_X, w0, w1, …) for short. */
struct wording wording_fill(struct arena *a, enum phrase p, const struct wording *values, size_t n);
#define WORDING(a, p, ...)                                              \
	wording_fill((a), (p), (const struct wording[]){ __VA_ARGS__ }, \
		     sizeof((const struct wording[]){ __VA_ARGS__ }) / sizeof(struct wording))

/* {0} is the number: "1 package", "1,234 packages", "1,234 个软件包". */
struct wording wording_count(struct arena *a, enum phrase p, uint64_t n);

/* Values. A date is the first ten bytes of RFC 3339: "29 March 2024", "2024年3月29日"; other text stays. */
struct wording wording_number(struct arena *a, uint64_t n);
struct wording wording_bytes(struct arena *a, uint64_t n);
struct wording wording_date(struct arena *a, struct str date);
struct wording wording_percent(struct arena *a, double share); /* of 0 … 1: "85 %", "0.3 %" */

/* One behind the other, with ", " or "、" between; an empty one is left out. */
struct wording wording_list(struct arena *a, struct wording list, struct wording item);

/* ---- the names of our enumerations ---- */

struct wording wording_verdict(enum verdict v);
struct wording wording_severity(enum severity s);
struct wording wording_kind(enum finding_kind k);
struct wording wording_place(enum finding_place p);
struct wording wording_origin(enum origin o);
struct wording wording_status(struct arena *a, const struct finding *f); /* "fixed in 1.2-3" */
struct wording wording_step(enum step_kind k);
struct wording wording_effect(enum gate_effect e);
struct wording wording_ignored_by(enum ignored_by by);
struct wording wording_exception(enum exception_state s);

/* ---- texts of findings ---- */

/*
 * In Chinese by the finding's id, where this program made the finding and the table of tell/lang_finding.c has the
 * id; else the finding's own English in both.
 */
struct wording finding_title(struct arena *a, const struct finding *f);
struct wording finding_why(
	struct arena *a,
	const struct finding *f); /* the message; in Chinese what this kind of finding means */
struct wording finding_fix(struct arena *a, const struct finding *f);

/* What a step of the plan is called: its title, in Chinese made of its kind, names and versions. */
struct wording step_title(struct arena *a, const struct report *r, const struct step *s);
