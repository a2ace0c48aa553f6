/* SPDX-License-Identifier: Apache-2.0 */
/*
 *          1  xz-utils  5.6.0-0.2 → 5.6.1+really5.4.5-1
 *             CRITICAL  CVE-2024-3094  exploited since 2024-03-29, EPSS 85 %
 *                       malicious code in the release tarballs
 *             from      layer 1 of 5: ADD file:01234567… in /
 *             type      apt-get update && apt-get install -y --only-upgrade liblzma5
 *
 *          2  Private key
 *             CRITICAL  private-key  deleted by layer 6, but it still ships
 *             value     -----BEGIN PRIVATE KEY-----…
 *             in        root/.ssh/id_rsa:1 in layer 4 of 7
 *             from      layer 4 of 7: COPY file:id_rsa in /root/.ssh/id_rsa
 *             revoke    make a new key pair …
 *             remove    do not copy it into the image …
 *
 * Tampering comes first, then secrets, then the rest. Of each the first DETAILED blocks are complete, the next
 * LINES one line each: whoever has sixty upgrades to do does not read sixty blocks, but types the one command
 * at the end; and two hundred secrets do not push the upgrades out of sight.
 */
#include "tell/urgent.h"

#include "tell/words.h"

enum {
	DETAILED = 8,
	LINES = 24,
	LISTED = 3,
	NAMED = 12,
	LABEL = 10,
	LAYERS_SHOWN = 3,
	PLACES = 3,
	BASE_RANK = 2
};

/* "NAME  INSTALLED → FIXED", or the finding's own words when it is about no package. */
static struct str headline(const struct report *r, const struct action *act, struct arena *a)
{
	const struct finding *f = &r->findings.p[act->findings.p[0]];
	if (act->name.n == 0)
		return f->title.n ? f->title : f->id;
	if (act->fixed.n == 0)
		return str_printf(a, "%.*s  %.*s, %.*s", STRF(act->name), STRF(act->installed),
				  STRF(words_status(f, a)));
	return str_printf(a, "%.*s  %.*s → %.*s", STRF(act->name), STRF(act->installed),
			  STRF(act->fixed));
}

/* One vulnerability, two lines at most where the terminal is wide enough. */
static void write_finding(const struct paint *p, const struct finding *f, size_t indent,
			  bool with_title)
{
	out_repeat(p->out, ' ', indent);
	paint_pad(p, style_of(f->severity), words_severity(f->severity), LABEL);
	size_t at = paint_word(p, STYLE_STRONG, f->id, indent + LABEL, indent);
	bool exploited = f->vulnerability && f->vulnerability->kev_added.n > 0;
	struct str behind =
		f->secret ? words_secret_state(f->secret, p->a) : words_urgency(f, p->a);
	paint_behind(p, exploited ? STYLE_CRITICAL : STYLE_PLAIN, behind, at, indent + LABEL);
	if (with_title && f->title.n)
		paint_row(p, indent, "", LABEL, STYLE_PLAIN, text_cut(p->a, f->title, 160));
}

/* "and 4 more  CVE-…, CVE-…" */
static void write_others(const struct paint *p, const struct report *r, const struct action *act,
			 size_t shown, size_t indent, bool all)
{
	struct str ids = STR("");
	size_t end = all ? act->findings.n : size_min(act->findings.n, shown + NAMED);
	for (size_t i = shown; i < end; i++)
		ids = str_printf(p->a, "%.*s%s%.*s", STRF(ids), ids.n ? ", " : "",
				 STRF(r->findings.p[act->findings.p[i]].id));
	if (end < act->findings.n)
		ids = str_printf(p->a, "%.*s and %zu more", STRF(ids), act->findings.n - end);
	if (ids.n)
		paint_row(p, indent, "also", LABEL, STYLE_PLAIN, ids);
}

static void write_packages(const struct paint *p, const struct report *r, const struct action *act,
			   size_t indent)
{
	enum { SHOWN = 10 };
	struct str names = STR("");
	for (size_t i = 0; i < act->packages.n && i < SHOWN; i++)
		names = str_printf(p->a, "%.*s%s%.*s", STRF(names), i ? ", " : "",
				   STRF(sym_str(r->syms, r->packages.p[act->packages.p[i]].name)));
	if (act->packages.n > SHOWN)
		names = str_printf(p->a, "%.*s and %zu more", STRF(names), act->packages.n - SHOWN);
	if (act->packages.n > 1 || (act->packages.n == 1 && !str_eq(names, act->name)))
		paint_row(p, indent, "in", LABEL, STYLE_PLAIN, names);
}

static void write_layers(const struct paint *p, const struct report *r, const struct action *act,
			 size_t indent)
{
	if (r->image.layers.n == 1 && r->image.history.n == 0)
		return; /* a root file system: the number says nothing */
	for (size_t i = 0; i < act->layers.n && i < LAYERS_SHOWN; i++)
		paint_row(p, indent, i ? "" : "from", LABEL, STYLE_PLAIN,
			  text_cut(p->a,
				   text_safe(p->a, report_layer_words(r, act->layers.p[i], p->a)),
				   120));
	if (act->layers.n > LAYERS_SHOWN)
		paint_row(p, indent, "", LABEL, STYLE_PLAIN,
			  str_printf(p->a, "and %zu more layers", act->layers.n - LAYERS_SHOWN));
}

/* ---- secrets ---- */

static void write_places(const struct paint *p, const struct report *r, const struct secret *s,
			 size_t indent, bool all)
{
	size_t shown = all || s->places.n <= PLACES + 1 ? s->places.n : PLACES;
	for (size_t i = 0; i < shown; i++) {
		const struct secret_place *place = &s->places.p[i];
		struct str text = words_secret_place(r, place, p->a);
		if (s->live && place->deleted_by != LAYER_NONE)
			text = str_printf(p->a, "%.*s, deleted by layer %u", STRF(text),
					  place->deleted_by + 1u);
		paint_row(p, indent, i ? "" : "in", LABEL, STYLE_PLAIN, text);
	}
	struct str others = words_secret_others(s, shown, p->a);
	if (others.n)
		paint_row(p, indent, "", LABEL, STYLE_PLAIN,
			  all ? others : str_printf(p->a, "%.*s; --all lists them", STRF(others)));
}

/* The fix of a secret is how to revoke it and how to take it out of the image: two things to do. */
static void write_revocation(const struct paint *p, const struct finding *f, size_t indent)
{
	struct str revoke = f->secret->rotate, remove = words_removal(f);
	if (revoke.n)
		paint_row(p, indent, "revoke", LABEL, STYLE_TYPE, revoke);
	if (remove.n)
		paint_row(p, indent, "remove", LABEL, STYLE_TYPE, remove);
}

static void write_secret(const struct paint *p, const struct report *r, const struct action *act,
			 size_t indent, bool all)
{
	const struct finding *f = &r->findings.p[act->findings.p[0]];
	const struct secret *s = f->secret;
	struct str value = s->value.n ? s->value : s->masked;
	if (s->detail.n)
		value = str_printf(p->a, "%.*s%s%.*s", STRF(value), value.n ? ", " : "",
				   STRF(s->detail));
	if (value.n)
		paint_row(p, indent, "value", LABEL, STYLE_PLAIN, value);
	write_places(p, r, s, indent, all);
	write_layers(p, r, act, indent);
	write_revocation(p, f, indent);
}

/* ---- blocks and lines ---- */

/* The beginning of `command` up to a space that leaves room for " \\"; a word is never broken. */
static size_t command_break(struct str command, size_t room)
{
	struct str fits = text_fit(command, room, NULL);
	size_t at = str_rfind_char(fits, ' ');
	return at != SIZE_MAX ? at : size_min(str_find_char(command, ' '), command.n);
}

/* A command to paste stays one: where it needs more lines, they end as a shell and a Dockerfile ask. */
static void write_command(const struct paint *p, size_t indent, const char *label,
			  struct str command)
{
	size_t at = indent + LABEL;
	size_t room = p->width == 0 ? SIZE_MAX : p->width > at ? p->width - at : 1;
	out_repeat(p->out, ' ', indent);
	paint_pad(p, STYLE_FAINT, str_of(label), LABEL);
	while (text_columns(command) > room) {
		size_t end = command_break(command, room > 2 ? room - 2 : 1);
		if (end == command.n)
			break;
		paint(p, STYLE_TYPE, str_slice(command, 0, end));
		out_text(p->out, " \\\n");
		out_repeat(p->out, ' ', at + 2);
		room = p->width > at + 2 ? p->width - at - 2 : 1;
		command = str_trim(str_from(command, end));
	}
	paint(p, STYLE_TYPE, command);
	out_char(p->out, '\n');
}

static void write_remedy(const struct paint *p, const struct report *r, const struct action *act,
			 size_t indent)
{
	const struct finding *f = &r->findings.p[act->findings.p[0]];
	struct str command = action_command(r, act, 1, p->a);
	if (command.n)
		write_command(p, indent, "type", command);
	else if (f->fix.n && act->name.n == 0)
		paint_row(p, indent, "do", LABEL, STYLE_TYPE, f->fix);
	else if (act->fixed.n)
		paint_row(p, indent, "do", LABEL, STYLE_TYPE,
			  r->os.distroless ? STR("rebuild on a newer base image: this one has no "
						 "package manager")
					   : STR("upgrade the package, or rebuild on a newer base "
						 "image"));
	else if (act->name.n)
		paint_row(p, indent, "do", LABEL, STYLE_TYPE,
			  STR("remove the package, or take a base image without it: there is no "
			      "fixed version"));
}

/* What is not about versions of a package: where, why, and which layer did it. */
static void write_reasons(const struct paint *p, const struct report *r, const struct finding *f,
			  size_t indent)
{
	struct str where = words_where(r, f, p->a), why = f->message;
	if (where.n && !str_has(f->title, f->path.n ? f->path : where))
		paint_row(p, indent, "where", LABEL, STYLE_PLAIN, where);
	/* the layer stands below, with its instruction */
	struct str layer = str_printf(p->a, "Layer %u wrote it", f->layer + 1u);
	size_t at = f->layer < r->image.layers.n ? str_find(why, layer) : SIZE_MAX;
	if (at != SIZE_MAX)
		why = str_trim(str_slice(why, 0, at));
	if (why.n)
		paint_row(p, indent, "why", LABEL, STYLE_PLAIN, why);
}

static void write_number(const struct paint *p, size_t number, size_t digits)
{
	struct str text = str_printf(p->a, "%*zu  ", (int)digits + 1, number);
	paint(p, STYLE_FAINT, text);
}

static void write_block(const struct paint *p, const struct report *r, const struct action *act,
			size_t number, size_t digits, bool all)
{
	size_t indent = digits + 3;
	write_number(p, number, digits);
	paint_wrapped(p, STYLE_STRONG, headline(r, act, p->a), indent, indent + 2);
	size_t shown = all ? act->findings.n : size_min(act->findings.n, LISTED);
	for (size_t i = 0; i < shown; i++)
		write_finding(p, &r->findings.p[act->findings.p[i]], indent, act->name.n > 0);
	write_others(p, r, act, shown, indent, all);
	const struct finding *f = &r->findings.p[act->findings.p[0]];
	if (f->secret) {
		write_secret(p, r, act, indent, all);
		return;
	}
	if (act->name.n == 0)
		write_reasons(p, r, f, indent);
	else
		write_packages(p, r, act, indent);
	write_layers(p, r, act, indent);
	write_remedy(p, r, act, indent);
}

/* " 9  HIGH  curl     7.88.1-10 → 7.88.1-10+deb12u8, fixes 4" */
static void write_line(const struct paint *p, const struct report *r, const struct action *act,
		       size_t number, size_t digits, size_t name_columns)
{
	size_t indent = digits + 3, at = indent + LABEL;
	write_number(p, number, digits);
	paint_pad(p, style_of(act->severity), words_severity(act->severity), LABEL);
	struct str text = headline(r, act, p->a);
	if (act->findings.n > 1)
		text = str_printf(p->a, "%.*s, fixes %zu", STRF(text), act->findings.n);
	else if (act->name.n)
		text = str_printf(p->a, "%.*s, %.*s", STRF(text),
				  STRF(r->findings.p[act->findings.p[0]].id));
	if (act->exploited)
		text = str_printf(p->a, "%.*s, exploited", STRF(text));
	const struct secret *secret = r->findings.p[act->findings.p[0]].secret;
	if (secret && secret->places.n)
		text = str_printf(p->a, "%.*s: %.*s", STRF(text),
				  STRF(words_secret_place(r, &secret->places.p[0], p->a)));
	struct str name = text_safe(p->a, act->name);
	size_t columns = text_columns(name);
	if (name.n && columns <= name_columns && str_starts(text, act->name)) {
		paint_pad(p, STYLE_STRONG, name, name_columns + 2);
		at += name_columns + 2;
		text = str_trim(str_from(text, act->name.n));
	}
	paint_wrapped(p, STYLE_PLAIN, text, at, indent + LABEL);
}

/* The column of names in the short lines, when there is room for one. */
static size_t name_columns(const struct paint *p, const struct action_list *list, size_t from,
			   size_t to)
{
	enum { MOST = 24, ROOM = 72 };
	size_t widest = 0;
	for (size_t i = from; i < to; i++)
		widest = size_max(widest, text_columns(text_safe(p->a, list->actions.p[i].name)));
	return p->width && p->width < ROOM ? 0 : size_min(widest, MOST);
}

/* Actions from … to, which are of one rank. */
static void write_group(const struct paint *p, const struct report *r,
			const struct action_list *list, size_t from, size_t to, size_t before,
			size_t digits, bool all)
{
	size_t n = to - from;
	size_t detailed = from + (all || n <= DETAILED + 2 ? n : DETAILED);
	size_t lines = all || to - detailed <= LINES + 2 ? to : detailed + LINES;
	size_t columns = name_columns(p, list, detailed, lines);
	for (size_t i = from; i < lines; i++) {
		if (i + before && i <= detailed)
			out_char(p->out, '\n');
		if (i < detailed)
			write_block(p, r, &list->actions.p[i], before + i + 1, digits, all);
		else
			write_line(p, r, &list->actions.p[i], before + i + 1, digits, columns);
	}
	if (lines < to)
		paint_row(
			p, digits + 3, "", 0, STYLE_PLAIN,
			str_printf(p->a, "and %zu more like these; --all lists them", to - lines));
}

/* ---- a newer base ---- */

static const struct step *base_step(const struct report *r)
{
	for (size_t i = 0; i < r->plan.needed; i++)
		if (r->plan.steps.p[i].kind == STEP_BASE)
			return &r->plan.steps.p[i];
	return NULL;
}

static bool step_has(const struct step *s, uint32_t finding)
{
	size_t low = 0, high = s->findings.n; /* ascending */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (s->findings.p[middle] < finding)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->findings.n && s->findings.p[low] == finding;
}

static const struct step *upgrade_of(const struct report *r, uint32_t finding)
{
	for (size_t i = 0; i < r->plan.needed; i++)
		if (r->plan.steps.p[i].kind == STEP_UPGRADE &&
		    step_has(&r->plan.steps.p[i], finding))
			return &r->plan.steps.p[i];
	return NULL;
}

/* What a newer base takes away whole is not told again. */
static struct action_list without(const struct report *r, const struct action_list *list,
				  const struct step *base, struct arena *a)
{
	struct action_list rest = { 0 };
	for (size_t i = 0; i < list->actions.n; i++) {
		const struct action *act = &list->actions.p[i];
		size_t in = 0;
		for (size_t k = 0; base && k < act->all.n; k++)
			in += step_has(base, act->all.p[k]);
		if (in == act->all.n)
			continue;
		struct action *kept = VEC_PUSH(a, &rest.actions);
		*kept = *act;
		/* the step upgrades to what the less urgent ones need, too */
		const struct step *s = upgrade_of(r, act->all.p[0]);
		if (s)
			kept->fixed = s->fixed;
	}
	return rest;
}

static void write_base(const struct paint *p, const struct report *r, const struct step *s,
		       size_t number, size_t digits, bool all)
{
	size_t indent = digits + 3, shown = all ? s->findings.n : size_min(s->findings.n, LISTED);
	write_number(p, number, digits);
	paint_wrapped(p, STYLE_STRONG, s->title, indent, indent + 2);
	for (size_t i = 0; i < shown; i++)
		write_finding(p, &r->findings.p[s->findings.p[i]], indent, true);
	if (shown < s->findings.n)
		paint_row(p, indent, "also", LABEL, STYLE_PLAIN,
			  str_printf(p->a, "%.*s more; --all lists them",
				     STRF(count_text(p->a, s->findings.n - shown))));
	if (s->command.n)
		write_command(p, indent, "type", s->command);
	if (s->advice.n)
		paint_row(p, indent, "do", LABEL, STYLE_TYPE, s->advice);
}

/* Behind `before` other blocks; gives 1, for the numbers of those that follow. */
static size_t base_block(const struct paint *p, const struct report *r, const struct step *s,
			 size_t before, size_t digits, bool all)
{
	if (before)
		out_char(p->out, '\n');
	write_base(p, r, s, before + 1, digits, all);
	return 1;
}

void urgent_write(const struct paint *p, const struct report *r,
		  const struct action_list *all_actions, bool all)
{
	const struct step *base = base_step(r);
	struct action_list rest = without(r, all_actions, base, p->a);
	const struct action_list *list = &rest;
	size_t n = list->actions.n, digits = 1, written = 0;
	if (n == 0 && !base)
		return;
	for (size_t i = n + (base != NULL); i >= 10; i /= 10)
		digits++;
	paint_title(p, "ACT NOW");
	for (size_t i = 0, k; i < n; i = k) {
		int rank = action_rank(&list->actions.p[i]);
		for (k = i + 1; k < n && action_rank(&list->actions.p[k]) == rank; k++)
			;
		if (base && !written && rank >= BASE_RANK)
			written = base_block(p, r, base, i, digits, all);
		write_group(p, r, list, i, k, written, digits, all);
	}
	if (base && !written)
		base_block(p, r, base, n, digits, all);
	struct str command = action_command(r, list->actions.p, n, p->a);
	if (n > 1 && command.n) {
		out_text(p->out, "\n");
		write_command(p, digits + 3, "at once", command);
	}
}
