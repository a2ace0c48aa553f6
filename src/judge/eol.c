/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An end-of-life release gets no more fixes: its advisories stop, so a scanner that only counts advisories
 * calls it cleaner every year. Hence a finding of its own.
 *
 * The table is text, a few hundred lines, and is searched linearly once a scan. Its lines are checked by a
 * test, not at run time: a malformed one is skipped.
 */
#include "judge/eol.h"

#include "base/log.h"

extern const char data_eol[];
extern const size_t data_eol_n;

static bool next_entry(struct str *rest, struct eol *out)
{
	struct str line;
	while (str_next_line(rest, &line)) {
		struct str s = line;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (str_next_word(&s, &out->id) && str_next_word(&s, &out->release) &&
		    str_next_word(&s, &out->standard) && str_next_word(&s, &out->extended)) {
			out->name = str_trim(s);
			return true;
		}
	}
	return false;
}

bool eol_find(struct str id, struct str release, struct eol *out)
{
	struct str rest = str_make(data_eol, data_eol_n);
	struct eol entry;
	while (next_entry(&rest, &entry)) {
		if (str_eq(entry.id, id) && str_eq(entry.release, release)) {
			*out = entry;
			return true;
		}
	}
	return false;
}

struct str eol_as_of(void)
{
	struct str text = str_make(data_eol, data_eol_n), date;
	size_t at = str_find(text, STR("as of "));
	ENSURE(at != SIZE_MAX);
	text = str_from(text, at + 6);
	str_next_word(&text, &date);
	while (date.n && !char_is_digit(date.p[date.n - 1]))
		date.n--;
	return date;
}

static bool is_date(struct str s)
{
	return s.n == 10 && s.p[4] == '-';
}

/* A release that is not in the table may be listed by its first number: "8.9" under "8". */
static bool find_release(const struct os_release *os, struct eol *out)
{
	if (eol_find(os->id, os->release.n ? os->release : os->version_id, out) ||
	    eol_find(os->id, os->version_id, out))
		return true;
	struct str major;
	return str_cut(os->version_id, '.', &major, NULL) && eol_find(os->id, major, out);
}

static void unknown_distribution(struct report *r)
{
	const struct os_release *os = &r->os;
	struct fault f = { 0 };
	if (os->id.n)
		fault_set(
			&f, E_UNSUPPORTED,
			"%.*s is a distribution without advisories here: its packages were not judged",
			STRF(os->pretty.n ? os->pretty : os->id));
	else
		fault_set(&f, E_UNSUPPORTED,
			  "there are packages, but no os-release or the like says of which "
			  "distribution: they were not judged");
	struct finding *g = report_gap(r, E_UNSUPPORTED, "unknown distribution", &f);
	g->id = STR("gap-unknown-distribution");
	g->path = os->location;
}

/* An empty folder is mostly the wrong one: nothing speaks against it, and nothing was judged. */
static void nothing_there(struct report *r)
{
	struct fault f = { 0 };
	fault_set(&f, E_UNSUPPORTED,
		  "it holds no file: no package, no program, nothing that could be fit to ship");
	struct finding *g = report_gap(r, E_UNSUPPORTED, "there is nothing to judge", &f);
	g->id = STR("gap-nothing-to-judge");
	g->fix = STR("name the image, or the folder that holds its root file system");
}

static void scratch_note(struct report *r)
{
	struct finding *n = report_add(r, FINDING_MISCONFIGURATION);
	n->own_place = PLACE_NOTE;
	n->severity = SEVERITY_NEGLIGIBLE;
	n->id = STR("no-distribution");
	n->title = STR("no package database: what its programs are made of was not judged");
	n->message =
		STR("Built from scratch, it seems. Programs that no package database lists are not "
		    "judged.");
}

static void past_end(struct report *r, const struct eol *e, struct str today)
{
	bool extended = is_date(e->extended) && str_cmp(today, e->extended) <= 0;
	struct finding *n = report_add(r, FINDING_MISCONFIGURATION);
	n->own_place = extended ? PLACE_NOTE : PLACE_ACT_NOW;
	n->severity = extended ? SEVERITY_MEDIUM : SEVERITY_HIGH;
	n->id = STR("os-eol");
	n->path = r->os.location;
	struct str name = r->os.pretty.n ? r->os.pretty : e->name;
	if (extended) {
		n->title = str_printf(r->arena, "%.*s left its ordinary support on %.*s",
				      STRF(name), STRF(e->standard));
		n->message = str_printf(r->arena,
					"Long-term support, with fewer packages, ends on %.*s.",
					STRF(e->extended));
	} else {
		struct str end = is_date(e->extended) ? e->extended : e->standard;
		n->title = str_printf(r->arena, "%.*s is past its end of life (%.*s)", STRF(name),
				      STRF(end));
		n->message = STR("It gets no more security fixes; advisories stop, so missing "
				 "findings mean nothing.");
	}
	n->fix = str_printf(r->arena, "build on a supported release of %.*s", STRF(r->os.id));
}

void eol_judge(struct report *r, struct str today)
{
	struct os_release *os = &r->os;
	if (os->is_scratch) {
		if (report_count_files(r) > 0)
			scratch_note(r);
		else
			nothing_there(r);
		return;
	}
	if (os->ecosystem == ECOSYSTEM_NONE)
		unknown_distribution(r);
	struct eol e;
	if (os->id.n == 0 || !find_release(os, &e) || !is_date(e.standard))
		return;
	os->eol = str_dup(r->arena, is_date(e.extended) ? e.extended : e.standard);
	if (str_cmp(today, e.standard) > 0)
		past_end(r, &e, today);
}
