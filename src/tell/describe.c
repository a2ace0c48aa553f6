/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/describe.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/term.h"
#include "tell/words.h"

enum { MOST_PLACES = 10 }; /* of a secret that are told */

struct str text_clip(struct arena *a, struct str s, size_t bytes)
{
	const struct str end = STR("…");
	if (s.n <= bytes)
		return s;
	size_t n = bytes > end.n ? bytes - end.n : 0;
	/* back to the first byte of a character */
	while (n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return str_printf(a, "%.*s%.*s", STRF(str_slice(s, 0, n)), STRF(end));
}

struct str describe_name(const struct finding *f, struct arena *a)
{
	return text_safe(a, f->title.n ? f->title : f->id);
}

static struct str place_of(const struct report *r, const struct finding *f, struct arena *a)
{
	if (f->vulnerability)
		return words_package(r, f, a);
	if (f->secret && f->secret->places.n)
		return f->secret->places.p[0].path;
	return f->path;
}

struct str describe_title(const struct report *r, const struct finding *f, struct arena *a)
{
	struct str place = place_of(r, f, a), text = f->id;
	if (place.n)
		text = str_printf(a, "%.*s in %.*s", STRF(text), STRF(place));
	if (f->title.n)
		text = str_printf(a, "%.*s: %.*s", STRF(text), STRF(f->title));
	return text_safe(a, text);
}

static void add_line(struct buf *text, const char *label, struct str line, struct arena *a)
{
	if (line.n == 0)
		return;
	if (text->n)
		buf_add_char(text, '\n');
	buf_add_str(text, str_of(label));
	buf_add_str(text, text_safe(a, line));
}

static void add_secret(struct buf *text, const struct report *r, const struct secret *s,
		       struct arena *a)
{
	add_line(text, "Secret: ", s->masked, a);
	add_line(text, "Known of it: ", s->detail, a);
	size_t n = size_min(s->places.n, MOST_PLACES);
	for (size_t i = 0; i < n; i++)
		add_line(text, "Stands in: ", words_secret_place(r, &s->places.p[i], a), a);
	add_line(text, "", words_secret_others(s, n, a), a);
	add_line(text, "State: ", words_secret_state(s, a), a);
}

struct str describe_facts_built(const struct report *r, const struct finding *f,
				struct str built_by, struct arena *a)
{
	const struct vulnerability *v = f->vulnerability;
	OWNED(buf_donep) struct buf text;
	/* text_safe() limits each line, and there are not many */
	buf_init(&text, (MOST_PLACES + 16) * (LIMIT_TEXT_SHOWN + (size_t)64));
	buf_room(&text, 1024);
	add_line(&text, "", f->title, a);
	add_line(&text, "", f->message, a);
	add_line(&text, "Package: ", words_package(r, f, a), a);
	add_line(&text, "Status: ", words_status(f, a), a);
	add_line(&text, "Urgency: ", words_urgency(f, a), a);
	if (f->secret)
		add_secret(&text, r, f->secret, a);
	else if (f->path.n)
		add_line(&text, "File: ",
			 f->line ? str_printf(a, "%.*s:%u", STRF(f->path), f->line) : f->path, a);
	add_line(&text, "Built by: ", built_by, a);
	if (v)
		add_line(&text, "Matched by: ", v->matched_by, a);
	add_line(&text, "Ignored: ", describe_ignored(f, a), a);
	return str_dup(a, buf_str(&text));
}

struct str describe_facts(const struct report *r, const struct finding *f, struct arena *a)
{
	return describe_facts_built(r, f, report_layer_words(r, f->layer, a), a);
}

struct str describe_fix(const struct report *r, const struct finding *f, uint32_t step,
			struct arena *a)
{
	if (step && step <= r->plan.steps.n) {
		const struct step *s = &r->plan.steps.p[step - 1];
		struct str where = s->where.n ? str_printf(a, " (%.*s)", STRF(s->where)) : STR("");
		if (s->command.n)
			return text_safe(a, str_printf(a, "%.*s: %.*s%.*s", STRF(s->title),
						       STRF(s->command), STRF(where)));
	}
	return text_safe(a, f->fix);
}

struct str describe_ignored(const struct finding *f, struct arena *a)
{
	const struct ignored *g = f->ignored;
	if (!g)
		return STR("");
	struct str text = g->reason.n	       ? g->reason
			  : g->justification.n ? g->justification
			  : g->status.n	       ? g->status
					       : STR("no reason given");
	if (g->until.n)
		text = str_printf(a, "%.*s, until %.*s", STRF(text), STRF(g->until));
	if (g->owner.n)
		text = str_printf(a, "%.*s, decided by %.*s", STRF(text), STRF(g->owner));
	if (g->source.n)
		text = str_printf(a, "%.*s (%.*s)", STRF(text), STRF(g->source));
	return text_safe(a, text);
}

const uint32_t *steps_of_findings(const struct report *r, struct arena *a)
{
	uint32_t *of = arena_array(a, r->findings.n + 1, sizeof(*of));
	for (size_t s = r->plan.steps.n; s-- > 0;)
		for (size_t i = 0; i < r->plan.steps.p[s].findings.n; i++)
			if (r->plan.steps.p[s].findings.p[i] < r->findings.n)
				of[r->plan.steps.p[s].findings.p[i]] = (uint32_t)s + 1;
	return of;
}

struct str describe_os(const struct report *r, struct arena *a)
{
	if (r->os.id.n == 0)
		return STR("unknown");
	struct str version = r->os.version_id.n ? r->os.version_id : r->os.codename;
	struct str text =
		version.n ? str_printf(a, "%.*s:%.*s", STRF(r->os.id), STRF(version)) : r->os.id;
	return text_safe(a, text);
}

uint32_t dockerfile_line_of(const struct report *r, uint16_t layer, struct str path)
{
	uint64_t n = 0;
	if (layer != LAYER_NONE || r->dockerfile_path.n == 0)
		return report_dockerfile_line(r, layer);
	if (!str_starts(path, STR("history ")) ||
	    !str_u64(str_from(path, strlen("history ")), r->image.history.n, &n) || n == 0)
		return 0;
	return r->image.history.p[n - 1].dockerfile_line;
}

bool finding_place(const struct report *r, const struct finding *f, struct str *out_path,
		   uint32_t *out_line)
{
	uint16_t layer = f->layer;
	*out_path = f->path;
	*out_line = f->line;
	if (f->secret && f->secret->places.n) {
		const struct secret_place *p = &f->secret->places.p[0];
		*out_path = p->path;
		*out_line = p->line;
		layer = p->layer;
	}
	uint32_t line = dockerfile_line_of(r, layer, *out_path);
	if (line == 0)
		return false;
	*out_path = r->dockerfile_path;
	*out_line = line;
	return true;
}

bool finding_is_gap(const struct finding *f)
{
	return f->kind == FINDING_GAP || f->place == PLACE_GAP;
}

size_t count_ignored(const struct report *r)
{
	return report_count_place(r, PLACE_IGNORED);
}

size_t count_gaps(const struct report *r)
{
	size_t n = 0;
	for (size_t i = 0; i < r->findings.n; i++)
		n += finding_is_gap(&r->findings.p[i]);
	return n;
}
