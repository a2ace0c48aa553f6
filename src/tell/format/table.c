/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The report on a terminal: may I ship, and what do I do first.
 *
 *         NOT SEAWORTHY  payment:1.2          the verdict, and why in one sentence
 *         PLAN                                one line for each step, and what is left after it
 *         ACT NOW                             one block for each thing to do (tell/urgent.c)
 *         CHECK                               one line for each: uncertain secrets, lower layers
 *         LATER                               one sentence: how many of what, and why not now
 *         DECIDED                             what is ignored and allowed, on whose word, until when
 *         NOTES                               end of life and other information
 *         GAPS                                what could not be read, with the reason
 *         IMAGE                               what was looked at, and with which data
 *
 * Whoever reads this is tired, and has seen scanners that print thousands of red lines. So the order
 * is by what to do, several vulnerabilities that go with one upgrade are one thing, and the rest is
 * counted with its reason. --all lists everything. Nothing is ever left out silently: what is cut
 * says how much was cut.
 *
 * Must stay true:
 *  - No byte of the report reaches the terminal but through tell/paint.h, which takes out escape
 *    sequences, reordering and invisible characters.
 *  - Colour only repeats what the words say.
 *  - No line is longer than the terminal, but for a single word of a command to be copied.
 *  - The same reports and options give the same bytes.
 */
#include "base/map.h"
#include "tell/paint.h"
#include "tell/urgent.h"
#include "tell/words.h"

enum { INDENT = 2, LABEL = 7, NOTES_SHOWN = 10 };

static struct str subject_of(const struct report *r)
{
	struct str name = r->image.name.n ? r->image.name : r->reference;
	return name.n ? name : STR("(no name)");
}

static struct str joined(struct arena *a, struct str s, struct str more)
{
	return s.n ? str_printf(a, "%.*s; %.*s", STRF(s), STRF(more)) : more;
}

/* "1 sign of tampering; 3 secrets to revoke" */
static struct str intrusion_words(const struct action_list *list, struct arena *a)
{
	size_t integrity = 0, secrets = 0;
	for (size_t i = 0; i < list->actions.n; i++) {
		integrity += list->actions.p[i].kind == FINDING_INTEGRITY;
		secrets += list->actions.p[i].kind == FINDING_SECRET;
	}
	struct str s = STR("");
	if (integrity)
		s = plural_text(a, integrity, "sign of tampering", "signs of tampering");
	if (secrets)
		s = joined(a, s, plural_text(a, secrets, "secret to revoke", "secrets to revoke"));
	return s;
}

/*
 * "1 sign of tampering; 3 secrets to revoke; 2 upgrades remove 9 urgent vulnerabilities; 1 is known to be
 * exploited"
 */
static struct str urgent_words(const struct report *r, const struct action_list *list,
			       struct arena *a)
{
	size_t upgrades = 0, removed = 0, exploited = 0, others = 0;
	for (size_t i = 0; i < list->actions.n; i++) {
		const struct action *act = &list->actions.p[i];
		upgrades += act->fixed.n > 0;
		removed += act->fixed.n > 0 ? act->findings.n : 0;
		others += act->fixed.n == 0 && action_rank(act) > 1;
		for (size_t k = 0; k < act->findings.n; k++) {
			const struct finding *f = &r->findings.p[act->findings.p[k]];
			exploited += f->vulnerability && f->vulnerability->kev_added.n > 0;
		}
	}
	struct str s = intrusion_words(list, a);
	if (upgrades)
		s = joined(a, s,
			   str_printf(a, "%.*s %s %.*s",
				      STRF(plural_text(a, upgrades, "upgrade", "upgrades")),
				      upgrades == 1 ? "removes" : "remove",
				      STRF(plural_text(a, removed, "urgent vulnerability",
						       "urgent vulnerabilities"))));
	if (others)
		s = joined(a, s,
			   str_printf(a, "%.*s to do",
				      STRF(plural_text(a, others, s.n ? "more thing" : "thing",
						       s.n ? "more things" : "things"))));
	if (exploited)
		s = str_printf(a, "%.*s; %.*s known to be exploited", STRF(s),
			       STRF(plural_text(a, exploited, "is", "are")));
	return s;
}

/* Why the verdict is what it is, in one or two sentences. */
static void write_reason(const struct paint *p, const struct report *r,
			 const struct action_list *list)
{
	struct arena *a = p->a;
	const struct finding *empty = report_find_empty(r);
	size_t gaps = report_count_place(r, PLACE_GAP);
	struct str s;
	if (list->actions.n)
		s = urgent_words(r, list, a);
	else if (r->gate_failed && r->verdict_reason.n)
		s = r->verdict_reason;
	else if (empty) {
		s = STR("nothing was judged: it holds no file");
		gaps -= empty->place == PLACE_GAP;
	} else if (r->database.headline_only)
		s = STR("nothing urgent among the few notorious vulnerabilities that were looked "
			"for: there is no advisory database");
	else
		s = str_printf(a, "nothing urgent in %.*s",
			       STRF(plural_text(a, report_count_live(r), "package", "packages")));
	if (gaps)
		s = str_printf(a, "%.*s; %.*s could not be read or judged, so there may be more",
			       STRF(s), STRF(plural_text(a, gaps, "thing", "things")));
	out_repeat(p->out, ' ', INDENT);
	paint_wrapped(p, STYLE_PLAIN, s, INDENT, INDENT);
	/* the usual gate needs no word; what a team decided otherwise is said at once */
	if (list->actions.n && r->gate.name.n && !str_is(r->gate.name, "default")) {
		out_repeat(p->out, ' ', INDENT);
		paint_wrapped(p, STYLE_PLAIN, r->verdict_reason, INDENT, INDENT);
	}
}

/* ---- what to do, in short ---- */

static void write_step(const struct paint *p, const struct step *s, size_t number, size_t digits)
{
	size_t at = INDENT + digits + 2;
	struct str left = s->after.blocking == 0
				  ? STR("  (none left)")
				  : str_printf(p->a, "  (%u left to do)", s->after.blocking);
	if (p->width && p->width < at + left.n + 16)
		left = STR(""); /* too narrow for both */
	size_t room = p->width > at + left.n ? p->width - at - left.n : 1;
	struct str title = text_safe(p->a, s->title);
	struct str number_text = str_printf(p->a, "%*zu  ", (int)digits, number);
	out_repeat(p->out, ' ', INDENT);
	paint(p, STYLE_FAINT, number_text);
	paint(p, STYLE_PLAIN, text_cut(p->a, title, p->width ? room : 0));
	paint(p, STYLE_FAINT, left);
	out_char(p->out, '\n');
}

static size_t digits_of(size_t n)
{
	size_t digits = 1;
	while (n >= 10) {
		n /= 10;
		digits++;
	}
	return digits;
}

/* For a single step the block below says it all. */
static void write_plan(const struct paint *p, const struct report *r, bool all)
{
	enum { SHOWN = 12, LINE = 60 };
	const struct plan *plan = &r->plan;
	struct arena *a = p->a;
	if (plan->needed < 2)
		return;
	paint_title(p, "PLAN");
	size_t n = plan->needed, shown = all || n <= SHOWN + 2 ? n : SHOWN;
	for (size_t i = 0; i < shown; i++)
		write_step(p, &plan->steps.p[i], i + 1, digits_of(n));
	if (shown < n)
		paint_row(p, INDENT + digits_of(n) + 2, "", 0, STYLE_PLAIN,
			  str_printf(a, "and %.*s more; --all lists them",
				     STRF(count_text(a, n - shown))));
	struct str end = plan->stuck ? str_printf(a, "then %.*s left for which there is no step",
						  STRF(plural_text(a, plan->stuck, "finding is",
								   "findings are")))
				     : STR("then nothing blocks any more");
	size_t more = plan->steps.n - n;
	if (more)
		end = str_printf(a, "%.*s; %.*s would remove what need not be done now", STRF(end),
				 STRF(plural_text(a, more, "further step", "further steps")));
	out_repeat(p->out, ' ', INDENT);
	paint_wrapped(p, STYLE_PLAIN, end, INDENT, INDENT);
}

/* ---- what to look at ---- */

/*
 * Secrets that are not certain, and what an intruder or a careless step left in lower layers: nobody can say
 * without looking, so each is told in one line.
 */
static bool is_check(const struct finding *f)
{
	return (f->place == PLACE_MINOR || f->place == PLACE_HIDDEN) &&
	       f->kind != FINDING_VULNERABILITY && f->severity >= SEVERITY_MEDIUM;
}

static struct str check_words(const struct report *r, const struct finding *f, struct arena *a)
{
	const struct secret *s = f->secret;
	if (!s || s->places.n == 0) {
		struct str where = words_where(r, f, a);
		return str_printf(a, "%.*s%s%.*s", STRF(f->title), where.n ? ": " : "",
				  STRF(where));
	}
	struct str value = s->value.n ? s->value : s->masked, others = words_secret_others(s, 1, a);
	return str_printf(a, "%.*s %.*s: %.*s%s%.*s", STRF(f->title), STRF(value),
			  STRF(words_secret_place(r, &s->places.p[0], a)), others.n ? " " : "",
			  STRF(others));
}

static void write_checks(const struct paint *p, const struct report *r, bool all)
{
	enum { SHOWN = 8, COLUMNS = 10 };
	size_t n = 0, shown = 0;
	for (size_t i = 0; i < r->findings.n; i++)
		n += is_check(&r->findings.p[i]);
	if (n == 0)
		return;
	size_t limit = all || n <= SHOWN + 2 ? n : SHOWN;
	paint_title(p, "CHECK");
	for (size_t i = 0; i < r->findings.n && shown < limit; i++) {
		const struct finding *f = &r->findings.p[i];
		if (!is_check(f))
			continue;
		shown++;
		out_repeat(p->out, ' ', INDENT);
		paint_pad(p, style_of(f->severity), str_of(severity_name(f->severity)), COLUMNS);
		paint_wrapped(p, STYLE_PLAIN, check_words(r, f, p->a), INDENT + COLUMNS,
			      INDENT + COLUMNS);
		if (all && f->message.n)
			paint_row(p, INDENT, "", COLUMNS, STYLE_PLAIN, f->message);
		if (all && f->fix.n)
			paint_row(p, INDENT, "", COLUMNS, STYLE_TYPE, f->fix);
	}
	if (shown < n)
		paint_row(p, INDENT + COLUMNS, "", 0, STYLE_PLAIN,
			  str_printf(p->a, "and %.*s more; --all lists them",
				     STRF(count_text(p->a, n - shown))));
}

/* ---- what can wait ---- */

/* The actions of what can wait in one place: without what write_checks() has told. */
static void later_of(const struct report *r, enum finding_place place, struct arena *a,
		     struct action_list *out)
{
	actions_of(r, place, a, out);
	size_t n = 0;
	for (size_t i = 0; i < out->actions.n; i++) {
		const struct action *act = &out->actions.p[i];
		if (is_check(&r->findings.p[act->findings.p[0]]))
			out->findings -= act->findings.n;
		else
			out->actions.p[n++] = *act;
	}
	out->actions.n = n;
}

static const struct {
	enum finding_place place;
	const char *one, *many; /* NULL: the distribution's name is put in */
	const char *title;	/* of its list under --all */
} later[] = {
	{ PLACE_ALLOWED, "is serious but allowed by the gate",
	  "are serious but allowed by the gate", "ALLOWED BY THE GATE" },
	{ PLACE_NO_FIX, "is serious but has no fix yet", "are serious but have no fix yet",
	  "NO FIX YET" },
	{ PLACE_MINOR, "is minor", "are minor", "MINOR" },
	{ PLACE_DEFERRED, NULL, NULL, "DEFERRED" },
	{ PLACE_INVESTIGATING, "is under investigation", "are under investigation",
	  "UNDER INVESTIGATION" },
	{ PLACE_HIDDEN, "is only in a lower layer", "are only in lower layers",
	  "ONLY IN LOWER LAYERS" },
};

static void write_later(const struct paint *p, const struct report *r, bool all)
{
	struct arena *a = p->a;
	struct str parts = STR("");
	size_t total = 0;
	for (size_t i = 0; i < ARRAY_LEN(later); i++) {
		struct action_list list;
		later_of(r, later[i].place, a, &list);
		if (list.findings == 0)
			continue;
		const char *one = later[i].one, *many = later[i].many;
		if (!one)
			one = many = str_cstr(a, str_printf(a, "deferred or declined by %s",
							    words_distribution(r)));
		total += list.findings;
		parts = str_printf(a, "%.*s%s%.*s", STRF(parts), parts.n ? ", " : "",
				   STRF(plural_text(a, list.findings, one, many)));
	}
	if (total == 0)
		return;
	paint_title(p, "LATER");
	struct str s = str_printf(a, "%.*s not urgent: %.*s%s", STRF(count_text(a, total)),
				  STRF(parts), all ? "" : "; --all lists them");
	out_repeat(p->out, ' ', INDENT);
	paint_wrapped(p, STYLE_PLAIN, s, INDENT, INDENT);
}

/* "HIGH  CVE-2024-1  libxml2 2.9.14: no fix yet, EPSS 3 %" */
static void write_item(const struct paint *p, const struct report *r, const struct finding *f,
		       size_t id_columns)
{
	struct arena *a = p->a;
	size_t severity_columns = 12;
	out_repeat(p->out, ' ', INDENT);
	paint_pad(p, style_of(f->severity), str_of(severity_name(f->severity)), severity_columns);
	size_t start = INDENT + severity_columns;
	size_t at = paint_word(p, STYLE_STRONG, f->id, start, INDENT);
	size_t pad = at < start + id_columns ? start + id_columns - at : 0;
	out_repeat(p->out, ' ', pad + 2);
	at += pad + 2;
	struct str package = words_package(r, f, a), text;
	if (package.n) {
		struct str urgency = words_urgency(f, a);
		text = str_printf(a, "%.*s: %.*s%s%.*s", STRF(package), STRF(words_status(f, a)),
				  urgency.n ? ", " : "", STRF(urgency));
		if (f->message.n)
			text = str_printf(a, "%.*s. %.*s", STRF(text), STRF(f->message));
	} else {
		struct str where = words_where(r, f, a);
		text = str_printf(a, "%.*s%s%.*s", STRF(f->title), where.n ? ": " : "",
				  STRF(where));
	}
	bool below = p->width && at + 24 > p->width;
	if (below) {
		out_char(p->out, '\n');
		at = INDENT + 4;
		out_repeat(p->out, ' ', at);
	}
	paint_wrapped(p, STYLE_PLAIN, text, at, at);
}

/* The lists behind the counts. */
static void write_all(const struct paint *p, const struct report *r)
{
	for (size_t i = 0; i < ARRAY_LEN(later); i++) {
		struct action_list list;
		later_of(r, later[i].place, p->a, &list);
		if (list.findings == 0)
			continue;
		size_t id_columns = 0;
		for (size_t k = 0; k < r->findings.n; k++)
			if (r->findings.p[k].place == later[i].place)
				id_columns =
					size_max(id_columns, text_columns(r->findings.p[k].id));
		id_columns = size_min(id_columns, 20);
		paint_title(p, later[i].title);
		for (size_t k = 0; k < list.actions.n; k++)
			for (size_t m = 0; m < list.actions.p[k].findings.n; m++)
				write_item(p, r, &r->findings.p[list.actions.p[k].findings.p[m]],
					   id_columns);
	}
}

/* ---- what was decided ---- */

/* "CVE-2024-1  ignored by .trivyignore:3 until 2026-12-31: not reachable (payments team)" */
static void write_ignored(const struct paint *p, const struct report *r, const struct finding *f)
{
	struct arena *a = p->a;
	const struct ignored *g = f->ignored;
	struct str package = words_package(r, f, a), where = words_where(r, f, a), text = f->id;
	if (package.n || where.n)
		text = str_printf(a, "%.*s, %.*s", STRF(text), STRF(package.n ? package : where));
	text = str_printf(a, "%.*s: ignored by %.*s", STRF(text), STRF(g->source));
	if (g->until.n)
		text = str_printf(a, "%.*s until %.*s", STRF(text), STRF(g->until));
	if (g->status.n)
		text = str_printf(a, "%.*s, %.*s%s%.*s", STRF(text), STRF(g->status),
				  g->justification.n ? ": " : "", STRF(g->justification));
	if (g->reason.n)
		text = str_printf(a, "%.*s, \"%.*s\"", STRF(text), STRF(g->reason));
	if (g->owner.n)
		text = str_printf(a, "%.*s (%.*s)", STRF(text), STRF(g->owner));
	out_text(p->out, "  - ");
	paint_wrapped(p, STYLE_PLAIN, text, INDENT + 2, INDENT + 2);
}

/* Entries that somebody has to look after: they ended, will end, were refused or are of no use. */
static bool is_due(const struct exception_note *n, bool all)
{
	return n->state == EXCEPTION_EXPIRED || n->state == EXCEPTION_REFUSED || n->expires_soon ||
	       (all && n->state == EXCEPTION_UNUSED);
}

static void write_entry(const struct paint *p, const struct exception_note *n)
{
	struct arena *a = p->a;
	struct str ids = STR("");
	for (size_t i = 0; i < n->ids.n && i < 3; i++)
		ids = str_printf(a, "%.*s%s%.*s", STRF(ids), i ? ", " : "", STRF(n->ids.p[i]));
	struct str text =
		str_printf(a, "%.*s%s%.*s%s: %s", STRF(n->source), ids.n ? " (" : "", STRF(ids),
			   ids.n ? ")" : "",
			   n->expires_soon ? "expires soon" : exception_state_name(n->state));
	if (n->until.n)
		text = str_printf(a, "%.*s, %.*s", STRF(text), STRF(n->until));
	if (n->why.n)
		text = str_printf(a, "%.*s: %.*s", STRF(text), STRF(n->why));
	out_text(p->out, "  - ");
	paint_wrapped(p, n->state == EXCEPTION_USED ? STYLE_PLAIN : STYLE_MEDIUM, text, INDENT + 2,
		      INDENT + 2);
}

static void write_decided(const struct paint *p, const struct report *r, bool all)
{
	enum { SHOWN = 8 };
	struct arena *a = p->a;
	size_t ignored = report_count_place(r, PLACE_IGNORED), unused = 0, due = 0, shown = 0;
	for (size_t i = 0; i < r->exceptions.n; i++) {
		unused += r->exceptions.p[i].state == EXCEPTION_UNUSED;
		due += is_due(&r->exceptions.p[i], all);
	}
	if (ignored + unused + due == 0)
		return;
	paint_title(p, "DECIDED");
	struct str s =
		ignored ? str_printf(a, "%.*s ignored on somebody's word",
				     STRF(plural_text(a, ignored, "finding is", "findings are")))
			: STR("nothing is ignored");
	if (unused)
		s = str_printf(a, "%.*s; %.*s of use here", STRF(s),
			       STRF(plural_text(a, unused, "entry is not", "entries are not")));
	if (!all)
		s = str_printf(a, "%.*s; --all lists them", STRF(s));
	out_repeat(p->out, ' ', INDENT);
	paint_wrapped(p, STYLE_PLAIN, s, INDENT, INDENT);
	for (size_t i = 0; i < r->exceptions.n && (all || shown < SHOWN); i++)
		if (is_due(&r->exceptions.p[i], all)) {
			write_entry(p, &r->exceptions.p[i]);
			shown++;
		}
	if (shown < due)
		paint_row(p, INDENT + 2, "", 0, STYLE_PLAIN,
			  str_printf(a, "and %zu more; --all lists them", due - shown));
	for (size_t i = 0; all && i < r->findings.n; i++)
		if (r->findings.p[i].ignored)
			write_ignored(p, r, &r->findings.p[i]);
}

/* ---- notes and gaps ---- */

/* Leftovers and the like: what they are is enough for one line, the rest is for who asks. */
static bool is_short(const struct finding *f, bool all)
{
	return !all && f->place == PLACE_NOTE && f->severity < SEVERITY_MEDIUM && f->title.n;
}

enum { PLACES_SHOWN = 2 };

/* Findings that are told by one sentence. */
struct remark {
	const struct finding *first;
	size_t n, named;
	struct str places; /* of the first ones: "app/a.py:3, app/b.py:9" */
};
struct remark_list {
	VEC(struct remark) list;
};

static void add_place(const struct paint *p, struct remark *m, const struct finding *f)
{
	struct arena *a = p->a;
	m->n++;
	if (f->path.n == 0 || m->named == PLACES_SHOWN)
		return;
	struct str place = f->line ? str_printf(a, "%.*s:%u", STRF(f->path), f->line) : f->path;
	m->places =
		str_printf(a, "%.*s%s%.*s", STRF(m->places), m->named++ ? ", " : "", STRF(place));
}

/* Short ones of the same rule and title become one: ten times the same sentence says nothing. */
static void collect(const struct paint *p, const struct report *r, enum finding_place place,
		    bool all, struct remark_list *out)
{
	struct map known;
	map_init(&known, p->a);
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		if (f->place != place)
			continue;
		bool fresh = true;
		uint32_t *at = NULL;
		if (is_short(f, all))
			at = map_put(&known,
				     str_printf(p->a, "%.*s\n%.*s", STRF(f->id), STRF(f->title)),
				     &fresh);
		if (fresh) {
			if (at)
				*at = (uint32_t)out->list.n;
			*VEC_PUSH(p->a, &out->list) = (struct remark){ .first = f };
		}
		add_place(p, &out->list.p[at ? *at : out->list.n - 1], f);
	}
}

static void write_short(const struct paint *p, const struct remark *m)
{
	struct arena *a = p->a;
	size_t room = p->width > INDENT + 2 + 16 ? p->width - INDENT - 2 : 16;
	struct str text = m->first->title;
	if (m->n > 1)
		text = str_printf(a, "%.*s, %.*s times", STRF(text), STRF(count_text(a, m->n)));
	if (m->places.n && (m->n > 1 || m->first->secret))
		text = str_printf(a, "%.*s: %.*s%s", STRF(text), STRF(m->places),
				  m->n > m->named ? ", …" : "");
	out_text(p->out, "  - ");
	paint(p, STYLE_PLAIN, text_cut(a, text_safe(a, text), p->width ? room : 0));
	out_char(p->out, '\n');
}

static void write_remark(const struct paint *p, const struct report *r, const struct finding *f)
{
	struct arena *a = p->a;
	struct str where = words_where(r, f, a), text = f->title.n ? f->title : f->id;
	if (f->message.n && !str_eq(f->message, text))
		text = str_printf(a, "%.*s: %.*s", STRF(text), STRF(f->message));
	/* a message that names the file already is not told it again, only the layer */
	if (f->path.n && str_has(text, f->path))
		where = words_where(r, &(struct finding){ .layer = f->layer }, a);
	if (where.n)
		text = str_printf(a, "%.*s (%.*s)", STRF(text), STRF(where));
	out_text(p->out, "  - ");
	paint_wrapped(p, STYLE_PLAIN, text, INDENT + 2, INDENT + 2);
	if (f->fix.n) {
		out_repeat(p->out, ' ', INDENT + 2);
		paint_wrapped(p, STYLE_TYPE, f->fix, INDENT + 2, INDENT + 2);
	}
}

static void write_remarks(const struct paint *p, const struct report *r, enum finding_place place,
			  const char *title, bool all)
{
	struct remark_list remarks = { 0 };
	collect(p, r, place, all, &remarks);
	size_t n = remarks.list.n, cut = 0, hidden = 0;
	if (n == 0)
		return;
	size_t limit = all || n <= NOTES_SHOWN + 2 ? n : NOTES_SHOWN;
	paint_title(p, title);
	for (size_t i = 0; i < limit; i++) {
		const struct remark *m = &remarks.list.p[i];
		bool brief = is_short(m->first, all);
		if (brief)
			write_short(p, m);
		else
			write_remark(p, r, m->first);
		cut += brief;
	}
	for (size_t i = limit; i < n; i++)
		hidden += remarks.list.p[i].n;
	if (!hidden && cut)
		paint_row(p, INDENT + 2, "", 0, STYLE_FAINT,
			  STR("--all tells where, why and what to do"));
	if (hidden)
		paint_row(p, INDENT + 2, "", 0, STYLE_PLAIN,
			  str_printf(p->a, "and %.*s more; --all lists them",
				     STRF(count_text(p->a, hidden))));
}

/* ---- what was looked at ---- */

static void fact(const struct paint *p, const char *label, struct str text)
{
	if (text.n)
		paint_row(p, INDENT, label, LABEL, STYLE_PLAIN, text);
}

/* One that is broken over two lines cannot be copied: it fits, or it is cut. */
static void fact_digest(const struct paint *p, const char *label, struct str digest)
{
	size_t room = p->width > INDENT + LABEL ? p->width - INDENT - LABEL : 16;
	fact(p, label, text_cut(p->a, text_safe(p->a, digest), p->width ? room : 0));
}

static struct str name_words(const struct report *r, struct arena *a)
{
	struct str s = subject_of(r);
	for (size_t i = 0; i < r->image.names.n; i++)
		if (!str_eq(r->image.names.p[i], subject_of(r)))
			s = str_printf(a, "%.*s, %.*s", STRF(s), STRF(r->image.names.p[i]));
	if (r->source_kind.n)
		s = str_printf(a, "%.*s (%.*s)", STRF(s), STRF(r->source_kind));
	return s;
}

static struct str platform_words(const struct report *r, struct arena *a)
{
	struct str s = r->image.platform.os.n || r->image.platform.arch.n
			       ? platform_text(a, &r->image.platform)
			       : STR("");
	if (r->image.created.n)
		s = str_printf(a, "%.*s%screated %.*s", STRF(s), s.n ? ", " : "",
			       STRF(r->image.created));
	return s;
}

static struct str system_words(const struct report *r, struct arena *a)
{
	const struct os_release *os = &r->os;
	struct str s = os->pretty.n ? os->pretty : STR("");
	if (!s.n && os->id.n)
		s = str_printf(a, "%.*s %.*s", STRF(os->id), STRF(os->version_id));
	if (!s.n)
		s = os->is_scratch ? STR("none: no distribution and no package database")
				   : STR("unknown distribution");
	if (os->distroless)
		s = str_printf(a, "%.*s, without a package manager", STRF(s));
	if (os->eol.n) {
		bool over =
			r->created.n >= 10 && str_cmp(os->eol, str_slice(r->created, 0, 10)) < 0;
		s = str_printf(a, "%.*s, %s %.*s", STRF(s),
			       over ? "without updates since" : "maintained until", STRF(os->eol));
	}
	return s;
}

static struct str content_words(const struct report *r, struct arena *a)
{
	size_t live = report_count_live(r);
	uint64_t files = report_count_files(r), bytes = 0;
	for (size_t i = 0; i < r->layers.n; i++)
		if (!u64_add(bytes, r->layers.p[i].bytes, &bytes))
			bytes = UINT64_MAX;
	struct str s = plural_text(a, live, "package", "packages");
	if (live < r->packages.n)
		s = str_printf(a, "%.*s (and %.*s removed or replaced later)", STRF(s),
			       STRF(count_text(a, r->packages.n - live)));
	if (r->image.layers.n)
		s = str_printf(a, "%.*s in %.*s", STRF(s),
			       STRF(plural_text(a, r->image.layers.n, "layer", "layers")));
	if (files)
		s = str_printf(a, "%.*s, %.*s, %.*s", STRF(s),
			       STRF(plural_text(a, files, r->has_changes ? "file" : "entry",
						r->has_changes ? "files" : "entries")),
			       STRF(bytes_text(a, bytes)));
	return s;
}

static void write_data(const struct paint *p, const struct report *r)
{
	struct arena *a = p->a;
	const struct database_info *db = &r->database;
	if (db->headline_only) {
		paint_row(p, INDENT, "data", LABEL, STYLE_MEDIUM,
			  STR("built-in headline advisories only: a few notorious "
			      "vulnerabilities; run \"seaworthy db update\""));
		return;
	}
	struct str s = plural_text(a, db->advisories, "advisory", "advisories");
	if (db->built.n)
		s = str_printf(a, "%.*s of %.*s", STRF(s), STRF(str_slice(db->built, 0, 10)));
	fact(p, "data", s);
	fact(p, "", db->path);
	fact_digest(p, "", db->digest);
	if (!db->has_release && r->os.id.n)
		paint_row(p, INDENT, "", LABEL, STYLE_MEDIUM,
			  str_printf(a, "none of them for %.*s", STRF(system_words(r, a))));
}

static void write_facts(const struct paint *p, const struct report *r,
			const struct tell_options *options)
{
	struct arena *a = p->a;
	paint_title(p, "IMAGE");
	fact(p, "image", name_words(r, a));
	fact_digest(p, "digest", digest_text(a, &r->image.manifest));
	fact_digest(p, "id", digest_text(a, &r->image.config));
	fact(p, "for", platform_words(r, a));
	fact(p, "system", system_words(r, a));
	if (r->base.name.n) {
		fact(p, "base", words_base(r, a));
		fact(p, "", words_origins(r, a));
	}
	fact(p, "holds", content_words(r, a));
	write_data(p, r);
	if (r->gate.name.n)
		fact(p, "gate",
		     str_printf(a, "%.*s (%.*s)", STRF(r->gate.name), STRF(r->gate.policy)));
	fact(p, "time",
	     str_printf(a, "%.*s%sby seaworthy %s", STRF(r->created), r->created.n ? " " : "",
			options->version ? options->version : ""));
	if (!r->sandboxed || r->sandbox_note.n) {
		struct str note = r->sandboxed ? r->sandbox_note : STR("not sandboxed");
		if (!r->sandboxed && r->sandbox_note.n)
			note = str_printf(a, "%.*s: %.*s", STRF(note), STRF(r->sandbox_note));
		paint_row(p, INDENT, "", LABEL, STYLE_MEDIUM, note);
	}
}

/* ---- one image, several images ---- */

static void write_report(const struct paint *p, const struct report *r,
			 const struct tell_options *options)
{
	struct action_list urgent;
	actions_of(r, PLACE_ACT_NOW, p->a, &urgent);
	struct str subject = subject_of(r);
	paint_verdict(p, r->verdict, subject);
	write_reason(p, r, &urgent);
	write_plan(p, r, options->all);
	urgent_write(p, r, &urgent, options->all);
	write_checks(p, r, options->all);
	write_later(p, r, options->all);
	if (options->all)
		write_all(p, r);
	write_decided(p, r, options->all);
	write_remarks(p, r, PLACE_NOTE, "NOTES", options->all);
	write_remarks(p, r, PLACE_GAP, "GAPS", options->all);
	write_facts(p, r, options);
}

/* Several images: the worst verdict, then one line each, before the details. */
static void write_overview(const struct paint *p, const struct report_set *set)
{
	paint_verdict(p, set->verdict, plural_text(p->a, set->n, "image", "images"));
	for (size_t i = 0; i < set->n; i++) {
		const struct report *r = set->reports[i];
		struct action_list urgent;
		actions_of(r, PLACE_ACT_NOW, p->a, &urgent);
		out_repeat(p->out, ' ', INDENT);
		paint_pad(p, STYLE_PLAIN, str_of(verdict_name(r->verdict)), 15);
		struct str platform = platform_text(p->a, &r->image.platform);
		struct str why = urgent_words(r, &urgent, p->a);
		paint_wrapped(p, STYLE_PLAIN,
			      str_printf(p->a, "%.*s  %.*s%s%.*s", STRF(subject_of(r)),
					 STRF(platform), why.n ? ": " : "", STRF(why)),
			      INDENT + 15, INDENT + 15);
	}
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	for (size_t i = 0; i <= set->n; i++) {
		OWNED(arena_freep) struct arena *a = arena_new();
		struct paint p = { out, a, options->width, options->colour };
		if (i == 0 && set->n != 1)
			write_overview(&p, set);
		if (i == 0)
			continue;
		if (set->n != 1)
			out_char(out, '\n');
		write_report(&p, set->reports[i - 1], options);
	}
	return out_finish(out, f);
}

const struct format format_table = {
	.name = "table",
	.title = "what to do first, for people",
	.terminal = true,
	.write = write,
};
