/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/lang.h"

#include "tell/paint.h"

static const char *const names[LANG_COUNT_] = { [LANG_EN] = "en", [LANG_ZH] = "zh" };

static const char *const phrases[PHRASE_COUNT_][LANG_COUNT_] = {
#define X(name, en, zh) [PHRASE_##name] = { en, zh },
	PHRASES(X)
#undef X
};

bool lang_parse(struct str s, enum lang *out)
{
	size_t n = 0;
	while (n < s.n && char_is_alpha(s.p[n]))
		n++;
	if (n < s.n && !str_has(STR("-_.@"), str_slice(s, n, n + 1)))
		return false;
	for (size_t i = 0; i < LANG_COUNT_; i++)
		if (str_eq_nocase(str_slice(s, 0, n), str_of(names[i]))) {
			*out = (enum lang)i;
			return true;
		}
	return false;
}

enum lang lang_of(const char *name)
{
	enum lang l = LANG_EN;
	lang_parse(str_of(name), &l);
	return l;
}

const char *lang_name(enum lang l)
{
	return (unsigned)l < LANG_COUNT_ ? names[l] : names[LANG_EN];
}

const char *phrase(enum lang l, enum phrase p)
{
	return (unsigned)p < PHRASE_COUNT_ && (unsigned)l < LANG_COUNT_ ? phrases[p][l] : "";
}

struct wording wording(enum phrase p)
{
	return (struct wording){ { str_of(phrase(LANG_EN, p)), str_of(phrase(LANG_ZH, p)) } };
}

struct wording wording_same(struct str text)
{
	return (struct wording){ { text, text } };
}

bool wording_is_empty(const struct wording *w)
{
	return w->in[LANG_EN].n == 0 && w->in[LANG_ZH].n == 0;
}

/* One language. Only the phrase's own braces count: a value that holds some is not looked into. */
static struct str fill(struct arena *a, enum lang l, struct str text, const struct wording *values,
		       size_t n)
{
	size_t room = text.n;
	for (size_t i = 0; i < n; i++)
		room += values[i].in[l].n;
	/* a phrase may name a value more than once, but not more often than it has places */
	for (size_t i = 0; i + 2 < text.n; i++)
		if (text.p[i] == '{' && char_is_digit(text.p[i + 1]) &&
		    (size_t)(text.p[i + 1] - '0') < n)
			room += values[text.p[i + 1] - '0'].in[l].n;
	char *p = arena_bytes(a, room + 1);
	size_t used = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '{' && i + 2 < text.n && text.p[i + 2] == '}' &&
		    char_is_digit(text.p[i + 1]) && (size_t)(text.p[i + 1] - '0') < n) {
			struct str v = values[text.p[i + 1] - '0'].in[l];
			if (v.n)
				memcpy(p + used, v.p, v.n);
			used += v.n;
			i += 2;
			continue;
		}
		p[used++] = text.p[i];
	}
	return str_make(p, used);
}

struct wording wording_fill(struct arena *a, enum phrase p, const struct wording *values, size_t n)
{
	struct wording w;
	for (size_t l = 0; l < LANG_COUNT_; l++)
		w.in[l] = fill(a, (enum lang)l, str_of(phrase((enum lang)l, p)), values, n);
	return w;
}

struct wording wording_count(struct arena *a, enum phrase p, uint64_t n)
{
	struct wording number = wording_number(a, n), w;
	for (size_t l = 0; l < LANG_COUNT_; l++) {
		struct str one, many;
		if (str_cut(str_of(phrase((enum lang)l, p)), '|', &one, &many) && n != 1)
			one = many;
		w.in[l] = fill(a, (enum lang)l, one, &number, 1);
	}
	return w;
}

struct wording wording_number(struct arena *a, uint64_t n)
{
	return wording_same(count_text(a, n));
}

struct wording wording_bytes(struct arena *a, uint64_t n)
{
	struct wording w = wording_same(bytes_text(a, n));
	if (n < 1000)
		w.in[LANG_ZH] = str_printf(a, "%u 字节", (unsigned)n);
	return w;
}

struct wording wording_date(struct arena *a, struct str date)
{
	static const char *const months[] = { "January",   "February", "March",	   "April",
					      "May",	   "June",     "July",	   "August",
					      "September", "October",  "November", "December" };
	uint64_t year, month, day;
	struct str s = str_slice(date, 0, 10);
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' ||
	    !str_u64(str_slice(s, 0, 4), 9999, &year) || !str_u64(str_slice(s, 5, 7), 12, &month) ||
	    !str_u64(str_from(s, 8), 31, &day) || month == 0 || day == 0)
		return wording_same(date);
	return (struct wording){ {
		str_printf(a, "%u %s %u", (unsigned)day, months[month - 1], (unsigned)year),
		str_printf(a, "%u年%u月%u日", (unsigned)year, (unsigned)month, (unsigned)day),
	} };
}

struct wording wording_percent(struct arena *a, double share)
{
	double v = share * 100;
	if (!(v >= 0 && v <= 100))
		v = 0;
	return wording_same(v >= 0.05 && v < 9.95 ? str_printf(a, "%.1f %%", v)
						  : str_printf(a, "%.0f %%", v));
}

struct wording wording_list(struct arena *a, struct wording list, struct wording item)
{
	static const char *const between[LANG_COUNT_] = { [LANG_EN] = ", ", [LANG_ZH] = "、" };
	if (wording_is_empty(&list) || wording_is_empty(&item))
		return wording_is_empty(&list) ? item : list;
	for (size_t l = 0; l < LANG_COUNT_; l++)
		list.in[l] =
			str_printf(a, "%.*s%s%.*s", STRF(list.in[l]), between[l], STRF(item.in[l]));
	return list;
}

/* ---- the names of our enumerations ---- */

static struct wording choose(const enum phrase *table, size_t n, unsigned i, enum phrase otherwise)
{
	return wording(i < n ? table[i] : otherwise);
}

struct wording wording_verdict(enum verdict v)
{
	static const enum phrase table[] = {
		[VERDICT_SEAWORTHY] = PHRASE_SEAWORTHY,
		[VERDICT_NOT_SEAWORTHY] = PHRASE_NOT_SEAWORTHY,
		[VERDICT_INCOMPLETE] = PHRASE_INCOMPLETE,
	};
	return choose(table, ARRAY_LEN(table), v, PHRASE_INCOMPLETE);
}

struct wording wording_severity(enum severity s)
{
	static const enum phrase table[SEVERITY_COUNT_] = {
		[SEVERITY_UNKNOWN] = PHRASE_SEVERITY_UNKNOWN,
		[SEVERITY_NEGLIGIBLE] = PHRASE_SEVERITY_NEGLIGIBLE,
		[SEVERITY_LOW] = PHRASE_SEVERITY_LOW,
		[SEVERITY_MEDIUM] = PHRASE_SEVERITY_MEDIUM,
		[SEVERITY_HIGH] = PHRASE_SEVERITY_HIGH,
		[SEVERITY_CRITICAL] = PHRASE_SEVERITY_CRITICAL,
	};
	return choose(table, ARRAY_LEN(table), s, PHRASE_SEVERITY_UNKNOWN);
}

struct wording wording_kind(enum finding_kind k)
{
	static const enum phrase table[FINDING_KIND_COUNT_] = {
		[FINDING_VULNERABILITY] = PHRASE_KIND_VULNERABILITY,
		[FINDING_SECRET] = PHRASE_KIND_SECRET,
		[FINDING_MISCONFIGURATION] = PHRASE_KIND_MISCONFIGURATION,
		[FINDING_INTEGRITY] = PHRASE_KIND_INTEGRITY,
		[FINDING_GAP] = PHRASE_KIND_GAP,
	};
	return choose(table, ARRAY_LEN(table), k, PHRASE_SEVERITY_UNKNOWN);
}

struct wording wording_place(enum finding_place p)
{
	static const enum phrase table[PLACE_COUNT_] = {
		[PLACE_ACT_NOW] = PHRASE_PLACE_ACT_NOW,
		[PLACE_ALLOWED] = PHRASE_PLACE_ALLOWED,
		[PLACE_NO_FIX] = PHRASE_PLACE_NO_FIX,
		[PLACE_MINOR] = PHRASE_PLACE_MINOR,
		[PLACE_DEFERRED] = PHRASE_PLACE_DEFERRED,
		[PLACE_INVESTIGATING] = PHRASE_PLACE_INVESTIGATING,
		[PLACE_NOTE] = PHRASE_PLACE_NOTE,
		[PLACE_HIDDEN] = PHRASE_PLACE_HIDDEN,
		[PLACE_GAP] = PHRASE_PLACE_GAP,
		[PLACE_IGNORED] = PHRASE_PLACE_IGNORED,
	};
	return choose(table, ARRAY_LEN(table), p, PHRASE_SEVERITY_UNKNOWN);
}

struct wording wording_origin(enum origin o)
{
	static const enum phrase table[] = {
		[ORIGIN_UNKNOWN] = PHRASE_ORIGIN_UNKNOWN,
		[ORIGIN_BASE] = PHRASE_ORIGIN_BASE,
		[ORIGIN_APP] = PHRASE_ORIGIN_APP,
	};
	return choose(table, ARRAY_LEN(table), o, PHRASE_ORIGIN_UNKNOWN);
}

struct wording wording_status(struct arena *a, const struct finding *f)
{
	static const enum phrase table[ADVISORY_STATUS_COUNT_] = {
		[ADVISORY_AFFECTED] = PHRASE_STATUS_NONE,
		[ADVISORY_FIXED] = PHRASE_STATUS_NONE,
		[ADVISORY_NOT_AFFECTED] = PHRASE_STATUS_NOT_AFFECTED,
		[ADVISORY_WILL_NOT_FIX] = PHRASE_STATUS_WILL_NOT_FIX,
		[ADVISORY_DEFERRED] = PHRASE_STATUS_DEFERRED,
		[ADVISORY_END_OF_LIFE] = PHRASE_STATUS_END_OF_LIFE,
		[ADVISORY_UNDER_INVESTIGATION] = PHRASE_STATUS_INVESTIGATING,
	};
	if (!f->vulnerability)
		return wording_same(STR(""));
	if (f->vulnerability->fixed.n)
		return WORDING(a, PHRASE_STATUS_FIXED, wording_same(f->vulnerability->fixed));
	return choose(table, ARRAY_LEN(table), f->vulnerability->status, PHRASE_STATUS_NONE);
}

struct wording wording_step(enum step_kind k)
{
	static const enum phrase table[STEP_KIND_COUNT_] = {
		[STEP_CONTAIN] = PHRASE_STEP_CONTAIN, [STEP_ROTATE] = PHRASE_STEP_ROTATE,
		[STEP_BASE] = PHRASE_STEP_BASE,	      [STEP_UPGRADE] = PHRASE_STEP_UPGRADE,
		[STEP_REMOVE] = PHRASE_STEP_REMOVE,   [STEP_EDIT] = PHRASE_STEP_EDIT,
	};
	return choose(table, ARRAY_LEN(table), k, PHRASE_STEP_EDIT);
}

struct wording wording_effect(enum gate_effect e)
{
	static const enum phrase table[GATE_EFFECT_COUNT_] = {
		[GATE_NOTHING] = PHRASE_EFFECT_NOTHING,
		[GATE_ALLOW] = PHRASE_EFFECT_ALLOW,
		[GATE_WARN] = PHRASE_EFFECT_WARN,
		[GATE_BLOCK] = PHRASE_EFFECT_BLOCK,
	};
	return choose(table, ARRAY_LEN(table), e, PHRASE_EFFECT_NOTHING);
}

struct wording wording_ignored_by(enum ignored_by by)
{
	static const enum phrase table[IGNORED_BY_COUNT_] = {
		[IGNORED_BY_POLICY] = PHRASE_BY_POLICY,
		[IGNORED_BY_FILE] = PHRASE_BY_FILE,
		[IGNORED_BY_VEX] = PHRASE_BY_VEX,
	};
	return choose(table, ARRAY_LEN(table), by, PHRASE_BY_POLICY);
}

struct wording wording_exception(enum exception_state s)
{
	static const enum phrase table[EXCEPTION_STATE_COUNT_] = {
		[EXCEPTION_USED] = PHRASE_EXCEPTION_USED,
		[EXCEPTION_UNUSED] = PHRASE_EXCEPTION_UNUSED,
		[EXCEPTION_EXPIRED] = PHRASE_EXCEPTION_EXPIRED,
		[EXCEPTION_REFUSED] = PHRASE_EXCEPTION_REFUSED,
	};
	return choose(table, ARRAY_LEN(table), s, PHRASE_EXCEPTION_UNUSED);
}
