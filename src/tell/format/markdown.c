/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markdown that fits a comment on a merge request: may this ship, what to do first, what will that change.
 *
 *	verdict and why
 *	how many findings, by severity
 *	the steps that are needed, each with its command and what is left after it
 *	folded: what the gate blocks; what could not be read
 *	what was decided before: ignored, exceptions to look at
 *
 * Hosts refuse long comments (GitHub beyond 65,536 characters): the document never passes LIMIT bytes. Each image
 * gets its share of what is left, each line goes in only when the end still fits behind it, and what is left out is
 * counted.
 *
 * All names of the image and texts of feeds are escaped (tell/markdown_text.h): no link, picture, mention or HTML of
 * theirs comes out. English or Chinese by the options.
 */
#include "base/term.h"
#include "tell/describe.h"
#include "tell/format.h"
#include "tell/identify.h"
#include "tell/lang.h"
#include "tell/links.h"
#include "tell/markdown_text.h"
#include "tell/words.h"

enum {
	LIMIT = 60 * 1000,
	END = 1500,   /* what may follow any line: the end of a fold, counts, the foot */
	LEAST = 3500, /* an image with less room is only counted */
	NAME = 200,   /* bytes of one name or title */
	COMMAND = 2000,
};

struct writer {
	struct buf *b;
	size_t limit; /* of this image */
	const struct tell_options *options;
	const struct report *r;
	enum lang lang;
	struct arena *a;
};

static struct str in_lang(const struct writer *w, struct wording word)
{
	return word.in[w->lang];
}

static struct str say(const struct writer *w, enum phrase p)
{
	return str_of(phrase(w->lang, p));
}

static struct str counted(const struct writer *w, enum phrase p, uint64_t n)
{
	return in_lang(w, wording_count(w->a, p, n));
}

/* A text that is not ours, in one line. */
static struct str plain(const struct writer *w, struct str s)
{
	return markdown_line(text_clip(w->a, text_safe(w->a, s), NAME), w->a);
}

static const char *comma(const struct writer *w)
{
	return w->lang == LANG_ZH ? "，" : ", ";
}

static const char *colon(const struct writer *w)
{
	return w->lang == LANG_ZH ? "：" : ": ";
}

/* False, and nothing, when the end of the image's part would not fit behind it. */
static bool add(struct writer *w, struct str s)
{
	if (w->b->n + s.n + END > w->limit)
		return false;
	return buf_add_str(w->b, s);
}

/* For what ends something that add() began; END is there for it. */
static void add_end(struct writer *w, struct str s)
{
	buf_add_str(w->b, s);
}

/* ---- verdict ---- */

static void put_verdict(struct writer *w)
{
	static const struct {
		const char *sign;
		enum phrase words;
	} verdicts[] = {
		[VERDICT_SEAWORTHY] = { "✅", PHRASE_VERDICT_GOOD },
		[VERDICT_NOT_SEAWORTHY] = { "⛔", PHRASE_VERDICT_BAD },
		[VERDICT_INCOMPLETE] = { "⚠️", PHRASE_VERDICT_UNSURE },
	};
	const struct report *r = w->r;
	unsigned v = (unsigned)r->verdict < ARRAY_LEN(verdicts) ? r->verdict : VERDICT_INCOMPLETE;
	struct str name = text_clip(w->a, text_safe(w->a, image_title(r)), NAME);
	add(w, str_printf(w->a, "## %s %.*s\n\n%.*s", verdicts[v].sign,
			  STRF(say(w, verdicts[v].words)), STRF(markdown_code(name, w->a))));
	if (r->os.pretty.n)
		add(w, str_printf(w->a, " · %.*s", STRF(plain(w, r->os.pretty))));
	add(w, STR("\n\n"));
	size_t blocking = report_count_place(r, PLACE_ACT_NOW), exploited = 0;
	for (size_t i = 0; i < r->findings.n; i++)
		exploited += r->findings.p[i].place == PLACE_ACT_NOW &&
			     r->findings.p[i].vulnerability &&
			     r->findings.p[i].vulnerability->kev_added.n;
	if (r->verdict_reason.n)
		add(w, str_printf(w->a, "**%.*s**\n\n", STRF(plain(w, r->verdict_reason))));
	else if (blocking == 0)
		add(w, str_printf(w->a, "%.*s\n\n",
				  STRF(in_lang(w, WORDING(w->a, PHRASE_WHY_CLEAN,
							  wording_count(w->a, PHRASE_N_PACKAGES,
									report_count_live(r)))))));
	if (exploited)
		add(w, str_printf(w->a, "%.*s\n\n",
				  STRF(counted(w, PHRASE_WHY_EXPLOITED, exploited))));
	if (count_gaps(r))
		add(w,
		    str_printf(w->a, "%.*s\n\n", STRF(counted(w, PHRASE_WHY_GAPS, count_gaps(r)))));
	if (r->database.headline_only)
		add(w, str_printf(w->a, "%.*s\n\n", STRF(say(w, PHRASE_WHY_HEADLINE))));
}

static void put_counts(struct writer *w)
{
	static const enum phrase rows[] = { PHRASE_ALL_FINDINGS, PHRASE_BLOCKING, PHRASE_FIXABLE };
	size_t n[ARRAY_LEN(rows)][SEVERITY_COUNT_] = { 0 };
	for (size_t i = 0; i < w->r->findings.n; i++) {
		const struct finding *f = &w->r->findings.p[i];
		if (f->place == PLACE_IGNORED || finding_is_gap(f) || !tell_has(w->options, f))
			continue;
		n[0][f->severity]++;
		n[1][f->severity] += f->place == PLACE_ACT_NOW;
		n[2][f->severity] += f->vulnerability && f->vulnerability->fixed.n > 0;
	}
	struct str head = STR("| |"), line = STR("|---|");
	for (size_t s = SEVERITY_COUNT_; s-- > 0;) {
		head = str_printf(w->a, "%.*s %.*s |", STRF(head),
				  STRF(in_lang(w, wording_severity((enum severity)s))));
		line = str_printf(w->a, "%.*s--:|", STRF(line));
	}
	add(w, str_printf(w->a, "%.*s\n%.*s\n", STRF(head), STRF(line)));
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct str row = str_printf(w->a, "| %.*s |", STRF(say(w, rows[i])));
		for (size_t s = SEVERITY_COUNT_; s-- > 0;)
			row = str_printf(w->a, "%.*s %zu |", STRF(row), n[i][s]);
		add(w, str_printf(w->a, "%.*s\n", STRF(row)));
	}
	add(w, STR("\n"));
}

/* ---- steps ---- */

/* A block that no line of the command can end. */
static struct str command_block(struct writer *w, struct str command)
{
	struct str line, rest = command, lines = STR("");
	size_t longest = 2, run = 0;
	for (size_t i = 0; i < command.n; i++) {
		run = command.p[i] == '`' ? run + 1 : 0;
		longest = size_max(longest, run);
	}
	while (str_next_line(&rest, &line))
		lines = str_printf(w->a, "%.*s%.*s\n", STRF(lines), STRF(text_safe(w->a, line)));
	char *fence = arena_bytes(w->a, longest + 1);
	memset(fence, '`', longest + 1);
	struct str f = str_make(fence, longest + 1);
	return str_printf(w->a, "%.*ssh\n%.*s%.*s\n", STRF(f), STRF(lines), STRF(f));
}

static bool put_step(struct writer *w, size_t index)
{
	const struct step *s = &w->r->plan.steps.p[index];
	struct str title = in_lang(w, step_title(w->a, w->r, s));
	struct str left = s->after.blocking ? counted(w, PHRASE_LEAVES, s->after.blocking)
					    : say(w, PHRASE_LEAVES_NONE);
	struct str text = str_printf(w->a, "**%zu\\. %.*s** · %.*s %.*s%s%.*s\n\n", index + 1,
				     STRF(plain(w, title)), STRF(say(w, PHRASE_REMOVES)),
				     STRF(counted(w, PHRASE_N_FINDINGS, s->findings.n)), comma(w),
				     STRF(left));
	if (s->command.n && s->command.n <= COMMAND)
		text = str_printf(w->a, "%.*s%.*s\n", STRF(text),
				  STRF(command_block(w, s->command)));
	if (s->where.n)
		text = str_printf(w->a, "%.*s%.*s%s%.*s\n\n", STRF(text),
				  STRF(say(w, PHRASE_WHERE)), colon(w), STRF(plain(w, s->where)));
	if (s->advice.n && w->lang == LANG_EN)
		text = str_printf(w->a, "%.*s%.*s\n\n", STRF(text),
				  STRF(markdown_line(
					  text_clip(w->a, text_safe(w->a, s->advice), 500), w->a)));
	return add(w, text);
}

static void put_steps(struct writer *w)
{
	const struct plan *p = &w->r->plan;
	if (p->needed == 0)
		return;
	add(w, str_printf(w->a, "### %.*s\n\n", STRF(say(w, PHRASE_SECTION_PLAN))));
	size_t shown = 0, n = size_min(p->needed, p->steps.n);
	while (shown < n && put_step(w, shown))
		shown++;
	if (shown < n)
		add_end(w, str_printf(w->a, "… %.*s\n\n",
				      STRF(counted(w, PHRASE_MORE_STEPS, n - shown))));
	if (p->stuck)
		add(w, str_printf(w->a, "%.*s\n\n", STRF(counted(w, PHRASE_PLAN_STUCK, p->stuck))));
	if (p->steps.n > n)
		add(w, str_printf(w->a, "%.*s\n\n",
				  STRF(counted(w, PHRASE_OPTIONAL_STEPS, p->steps.n - n))));
}

/* ---- folded lists ---- */

static struct str subject_of(struct writer *w, const struct finding *f)
{
	if (f->vulnerability)
		return words_package(w->r, f, w->a);
	if (f->secret && f->secret->places.n)
		return words_secret_place(w->r, &f->secret->places.p[0], w->a);
	return words_where(w->r, f, w->a);
}

static struct str finding_row(struct writer *w, const struct finding *f)
{
	struct str id = plain(w, f->id), link = finding_link(f, w->a);
	if (link.n)
		id = str_printf(w->a, "[%.*s](%.*s)", STRF(id), STRF(link));
	struct str urgency = words_urgency(f, w->a);
	struct str title = in_lang(w, finding_title(w->a, f));
	struct str fix = f->vulnerability ? in_lang(w, wording_status(w->a, f)) : f->fix;
	return str_printf(w->a, "| %.*s | %.*s%s%.*s%s%.*s%s | %.*s | %.*s |\n",
			  STRF(in_lang(w, wording_severity(f->severity))), STRF(id), colon(w),
			  STRF(plain(w, title)), urgency.n ? " (**" : "", STRF(plain(w, urgency)),
			  urgency.n ? "**)" : "", STRF(plain(w, subject_of(w, f))),
			  STRF(plain(w, fix)));
}

static struct str gap_row(struct writer *w, const struct finding *f)
{
	return str_printf(w->a, "- %.*s%s%.*s\n",
			  STRF(plain(w, in_lang(w, finding_title(w->a, f)))), colon(w),
			  STRF(plain(w, f->message.n ? f->message : words_where(w->r, f, w->a))));
}

/* GitLab and GitHub render what stands between empty lines in a fold. */
static bool begin_fold(struct writer *w, struct str title, size_t n)
{
	return add(w, str_printf(w->a, "<details><summary>%.*s%s%zu</summary>\n\n", STRF(title),
				 colon(w), n));
}

static void end_fold(struct writer *w, size_t left_out)
{
	if (left_out)
		add_end(w,
			str_printf(w->a, "\n… %.*s\n", STRF(counted(w, PHRASE_N_MORE, left_out))));
	add_end(w, STR("\n</details>\n\n"));
}

static void put_blocking(struct writer *w)
{
	size_t n = report_count_place(w->r, PLACE_ACT_NOW), shown = 0;
	if (n == 0 || !begin_fold(w, in_lang(w, wording_place(PLACE_ACT_NOW)), n))
		return;
	add(w, str_printf(w->a, "| %.*s | %.*s | %.*s | %.*s |\n|---|---|---|---|\n",
			  STRF(say(w, PHRASE_COL_SEVERITY)), STRF(say(w, PHRASE_COL_FINDING)),
			  STRF(say(w, PHRASE_COL_WHERE)), STRF(say(w, PHRASE_COL_FIX))));
	for (size_t i = 0; i < w->r->findings.n; i++) {
		arena_reset(w->a);
		if (w->r->findings.p[i].place != PLACE_ACT_NOW)
			continue;
		if (!add(w, finding_row(w, &w->r->findings.p[i])))
			break;
		shown++;
	}
	end_fold(w, n - shown);
}

static void put_gaps(struct writer *w)
{
	size_t n = count_gaps(w->r), shown = 0;
	if (n == 0 || !begin_fold(w, say(w, PHRASE_SECTION_GAPS), n))
		return;
	for (size_t i = 0; i < w->r->findings.n; i++) {
		arena_reset(w->a);
		if (!finding_is_gap(&w->r->findings.p[i]))
			continue;
		if (!add(w, gap_row(w, &w->r->findings.p[i])))
			break;
		shown++;
	}
	end_fold(w, n - shown);
}

/* ---- what was decided, and the foot ---- */

static void put_decided(struct writer *w)
{
	const struct report *r = w->r;
	size_t due = 0;
	if (count_ignored(r))
		add(w, str_printf(w->a, "%.*s\n\n",
				  STRF(counted(w, PHRASE_IGNORED_N, count_ignored(r)))));
	for (size_t i = 0; i < r->exceptions.n; i++) {
		const struct exception_note *n = &r->exceptions.p[i];
		if (n->state == EXCEPTION_USED && !n->expires_soon)
			continue;
		struct str state = n->expires_soon ? say(w, PHRASE_EXPIRES_SOON)
						   : in_lang(w, wording_exception(n->state));
		struct str ids = n->ids.n ? n->ids.p[0] : STR("*");
		struct str text = str_printf(w->a, "%s- %.*s (%.*s)%s%.*s%s%.*s\n", due ? "" : "\n",
					     STRF(plain(w, ids)), STRF(plain(w, n->source)),
					     colon(w), STRF(state), n->until.n ? comma(w) : "",
					     STRF(plain(w, n->until)));
		if (due++ == 0)
			text = str_printf(w->a, "%.*s\n%.*s", STRF(say(w, PHRASE_EXCEPTIONS_DUE)),
					  STRF(text));
		if (!add(w, text))
			break;
	}
	if (due)
		add_end(w, STR("\n"));
}

static void put_foot(struct writer *w)
{
	const struct report *r = w->r;
	struct str link = tell_value(w->options, "CI_JOB_URL");
	struct str data = r->database.built.n ? str_slice(r->database.built, 0, 10) : STR("-");
	struct str text = str_printf(w->a, "<sub>seaworthy %s · %.*s · %.*s %.*s",
				     w->options->version ? w->options->version : "",
				     STRF(plain(w, str_slice(r->created, 0, 10))),
				     STRF(say(w, PHRASE_FACT_DATABASE)), STRF(plain(w, data)));
	if (r->gate.name.n)
		text = str_printf(w->a, "%.*s · %.*s %.*s", STRF(text),
				  STRF(say(w, PHRASE_FACT_GATE)), STRF(plain(w, r->gate.name)));
	if (link_is_plain(link) && link.n < NAME)
		text = str_printf(w->a, "%.*s · [%.*s](%.*s)", STRF(text),
				  STRF(say(w, PHRASE_DETAILS)), STRF(link));
	add_end(w, str_printf(w->a, "%.*s</sub>\n", STRF(text)));
}

static void put_image(struct writer *w)
{
	arena_reset(w->a);
	put_verdict(w);
	put_counts(w);
	put_steps(w);
	put_blocking(w);
	put_gaps(w);
	arena_reset(w->a);
	put_decided(w);
	put_foot(w);
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf b;
	struct writer w = { .b = &b, .options = options, .lang = lang_of(options->lang), .a = a };
	buf_init(&b, LIMIT);
	for (size_t i = 0; i < set->n; i++) {
		size_t left = LIMIT - 200 - b.n, share = size_max(left / (set->n - i), LEAST);
		arena_reset(a);
		if (left < LEAST) {
			buf_printf(&b, "\n---\n\n… %.*s\n",
				   STRF(counted(&w, PHRASE_N_IMAGES, set->n - i)));
			break;
		}
		if (i)
			buf_add_str(&b, STR("\n---\n\n"));
		w.limit = b.n + share - 10;
		w.r = set->reports[i];
		put_image(&w);
	}
	out_str(out, buf_str(&b));
	return out_finish(out, f);
}

const struct format format_markdown = {
	.name = "markdown",
	.title = "a comment for a merge request, at most 60 kB",
	.write = write,
};
