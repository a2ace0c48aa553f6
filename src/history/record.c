/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A report reduced to what a history remembers.
 *
 * Two findings of a report may share a fingerprint (the same hole in two versions of a source): one row
 * stands for both, the worse of each. What counts in charts is counted from the findings themselves.
 *
 * Every text is cut to LIMIT_HISTORY_TEXT and made valid UTF-8 here: paths are hostile bytes, and people read
 * the file with other tools.
 */
#include "history/record.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/term.h"
#include "model/identity.h"

/* The end of a path says more than its beginning. */
static struct str bounded(struct arena *a, struct str s, bool keep_end)
{
	static const struct str dots = STR_INIT("...");
	s = text_safe(a, s);
	if (s.n <= LIMIT_HISTORY_TEXT)
		return s;
	size_t n = LIMIT_HISTORY_TEXT - dots.n;
	if (keep_end) {
		size_t from = s.n - n;
		while (from < s.n && ((uint8_t)s.p[from] & 0xc0) == 0x80)
			from++;
		return str_printf(a, "...%.*s", STRF(str_from(s, from)));
	}
	while (n > 0 && ((uint8_t)s.p[n] & 0xc0) == 0x80)
		n--;
	return str_printf(a, "%.*s...", STRF(str_slice(s, 0, n)));
}

static bool is_fixable(const struct finding *f)
{
	if (f->kind == FINDING_GAP)
		return false;
	return !f->vulnerability || f->vulnerability->fixed.n > 0;
}

static struct str subject_of(const struct report *r, const struct finding *f)
{
	if (f->vulnerability && f->package < r->packages.n)
		return sym_str(r->syms, r->packages.p[f->package].source_name);
	return f->path;
}

static void count(struct record_counts *c, const struct finding *f)
{
	c->by_place[f->place]++;
	if (f->ignored)
		return;
	c->blocking += f->effect == GATE_BLOCK;
	if (f->kind != FINDING_VULNERABILITY)
		return;
	c->by_severity[f->severity]++;
	c->fixable += is_fixable(f);
}

static void fill(const struct report *r, const struct finding *f, struct arena *a,
		 struct record_finding *out)
{
	out->kind = f->kind;
	out->place = f->place;
	out->severity = f->severity;
	out->fixable = is_fixable(f);
	out->blocking = f->effect == GATE_BLOCK && !f->ignored;
	out->ignored = f->ignored != NULL;
	out->id = bounded(a, f->id, false);
	out->subject = bounded(a, subject_of(r, f), true);
	if (f->vulnerability)
		out->fixed = bounded(a, f->vulnerability->fixed, false);
	if (!f->ignored)
		return;
	out->owner =
		bounded(a, f->ignored->owner.n ? f->ignored->owner : f->ignored->source, false);
	if (!date_parse(f->ignored->until, &out->until))
		out->until = 0;
}

/* Another one with that fingerprint: one that counts stands for one that is ignored, then the worse. */
static void merge(struct record_finding *into, const struct record_finding *more)
{
	bool blocking = into->blocking || more->blocking;
	bool fixable = into->fixable || more->fixable;
	if (into->ignored != more->ignored ? into->ignored : more->severity > into->severity)
		*into = *more;
	into->blocking = blocking;
	into->fixable = fixable;
}

static void add_findings(const struct report *r, struct arena *a, struct record *out)
{
	struct map known;
	map_init(&known, a);
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		count(&out->counts, f);
		struct str print = finding_fingerprint(r, f, a);
		bool is_new = false;
		const uint32_t *at = map_get(&known, print);
		if (!at && out->findings.n == LIMIT_HISTORY_FINDINGS) {
			out->cut = true;
			continue;
		}
		if (!at) {
			uint32_t *slot = map_put(&known, print, &is_new);
			*slot = (uint32_t)out->findings.n;
			at = slot;
		}
		struct record_finding row = { 0 };
		fill(r, f, a, &row);
		str_unhex(print, row.print, sizeof(row.print));
		if (is_new)
			*VEC_PUSH(a, &out->findings) = row;
		else
			merge(&out->findings.p[*at], &row);
	}
}

void record_key(const struct report *r, struct arena *a, struct record *out)
{
	*out = (struct record){
		.image = bounded(a, image_key(r, a), true),
		.platform = bounded(a, platform_text(a, &r->image.platform), false),
	};
}

int record_of_report(const struct report *r, unsigned looked, struct arena *a, struct record *out,
		     struct fault *f)
{
	struct record record;
	record_key(r, a, &record);
	record.reference = bounded(a, r->reference, true);
	record.manifest = r->image.manifest;
	record.config = r->image.config;
	record.verdict = r->verdict;
	record.gate = bounded(a, r->gate.name, false);
	record.clause = bounded(a, r->gate.decided_by, false);
	record.policy = bounded(a, r->gate.digest, false);
	record.database = bounded(a, r->database.digest, false);
	record.database_built = bounded(a, r->database.built, false);
	record.looked = looked | 1u << FINDING_GAP;
	record.headline_only = r->database.headline_only;
	if (!date_parse_time(r->created, &record.time))
		return fault_set(f, E_USAGE, "the time of the scan, \"%.*s\", is none",
				 STRF(r->created));
	if (record.headline_only)
		record.looked &= ~(1u << FINDING_VULNERABILITY);
	for (size_t i = 0; i < r->image.layers.n; i++)
		if (!u64_add(record.counts.size, r->image.layers.p[i].size, &record.counts.size))
			record.counts.size = INT64_MAX;
	record.counts.size = record.counts.size > INT64_MAX ? INT64_MAX : record.counts.size;
	record.counts.packages = (uint32_t)report_count_live(r);
	add_findings(r, a, &record);
	*out = record;
	return 0;
}
