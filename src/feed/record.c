/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Small helpers of the feeds: whole bodies, lines, identifiers, dates, code names.
 */
#include "feed/record.h"

#include "base/limits.h"

int record_slurp(struct stream *body, size_t max, struct buf *b, struct fault *f)
{
	buf_init(b, max);
	struct str w;
	int r;
	while ((r = stream_next(body, &w, f)) > 0)
		if (!buf_add_str(b, w))
			return fault_set(f, E_LIMIT, "a record of more than %zu bytes", max);
	return r;
}

void record_lines_init(struct record_lines *l, struct stream *in, size_t max)
{
	*l = (struct record_lines){ .in = in };
	buf_init(&l->carry, max);
}

void record_lines_donep(struct record_lines *l)
{
	buf_done(&l->carry);
}

static struct str without_cr(struct str s)
{
	return s.n && s.p[s.n - 1] == '\r' ? str_slice(s, 0, s.n - 1) : s;
}

static int line_too_long(const struct record_lines *l, struct fault *f)
{
	return fault_set(f, E_LIMIT, "line %llu: longer than %zu bytes",
			 (unsigned long long)l->line + 1, l->carry.max);
}

int record_lines_next(struct record_lines *l, struct str *out, struct fault *f)
{
	buf_clear(&l->carry);
	for (;;) {
		if (!l->window.n) {
			int r = stream_next(l->in, &l->window, f);
			if (r < 0)
				return r;
			if (r == 0 && !l->carry.n)
				return 0;
			if (r == 0) {
				l->window = STR("");
				*out = without_cr(buf_str(&l->carry));
				l->line++;
				return 1;
			}
		}
		size_t end = str_find_char(l->window, '\n');
		struct str piece = str_slice(l->window, 0, end);
		l->window = end == SIZE_MAX ? STR("") : str_from(l->window, end + 1);
		if (piece.n > l->carry.max)
			return line_too_long(l, f);
		if (l->carry.n || end == SIZE_MAX) {
			if (!buf_add_str(&l->carry, piece))
				return line_too_long(l, f);
			if (end == SIZE_MAX)
				continue;
			piece = buf_str(&l->carry);
		}
		*out = without_cr(piece);
		l->line++;
		return 1;
	}
}

int record_stream(struct stream *body, unsigned depth, json_visit *visit, void *context,
		  struct fault *f)
{
	OWNED(json_feed_freep)
	struct json_feed *feed = json_feed_new(depth, LIMIT_FEED_RECORD, visit, context);
	struct str w;
	int r;
	while ((r = stream_next(body, &w, f)) > 0)
		TRY(json_feed_add(feed, w, f));
	TRY(r);
	return json_feed_end(feed, f);
}

static size_t digits(struct str s)
{
	size_t n = 0;
	while (n < s.n && char_is_digit(s.p[n]))
		n++;
	return n;
}

bool record_is_cve(struct str s)
{
	if (!str_starts(s, STR("CVE-")) || digits(str_from(s, 4)) != 4 || s.n < 13 || s.p[8] != '-')
		return false;
	size_t n = digits(str_from(s, 9));
	return n >= 4 && n <= 10 && n == s.n - 9;
}

bool record_is_date(struct str s)
{
	return s.n >= 10 && digits(s) == 4 && s.p[4] == '-' && digits(str_from(s, 5)) == 2 &&
	       s.p[7] == '-' && digits(str_slice(s, 8, 10)) == 2;
}

void record_date(struct db_build *out, struct str date)
{
	if (record_is_date(date))
		build_date(out, str_slice(date, 0, 10));
}

struct str record_date_of_words(struct arena *a, struct str words)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct str day, month, year;
	uint64_t d, y;
	if (!str_next_word(&words, &day) || !str_next_word(&words, &month) ||
	    !str_next_word(&words, &year) || !str_u64(day, 31, &d) || !str_u64(year, 9999, &y))
		return STR("");
	for (size_t i = 0; i < ARRAY_LEN(months); i++)
		if (str_is(str_slice(month, 0, 3), months[i]))
			return str_printf(a, "%04u-%02zu-%02u", (unsigned)y, i + 1, (unsigned)d);
	return STR("");
}

void record_add(struct arena *a, void *strings, struct str s)
{
	struct record_strings *v = strings;
	if (!s.n)
		return;
	/* lists are short; a hostile one is not searched to the end for every entry */
	for (size_t i = 0; i < size_min(v->n, 512); i++)
		if (str_eq(v->p[i], s))
			return;
	*VEC_PUSH(a, v) = s;
}

void record_add_all(struct arena *a, void *strings, const struct json *array)
{
	if (array && array->kind == JSON_STRING)
		record_add(a, strings, str_trim(array->text));
	if (!array || array->kind != JSON_ARRAY)
		return;
	for (const struct json *j = array->child; j; j = j->next)
		record_add(a, strings, str_trim(json_text(j)));
}

void record_interval(struct arena *a, struct advisory_package *p, struct str introduced,
		     struct str fixed)
{
	struct advisory_interval *i = VEC_PUSH(a, &p->intervals);
	i->introduced = introduced;
	i->fixed = fixed;
}

void record_below(struct arena *a, struct advisory_package *p, struct str version)
{
	VEC_PUSH(a, &p->intervals)->last_affected = str_printf(a, "%.*s~", STRF(version));
}

unsigned record_count_words(struct str text, const char *const *words)
{
	unsigned n = 0;
	for (; *words; words++)
		n += str_has(text, str_of(*words));
	return n;
}

struct codename {
	const char *name, *release;
};

static const struct codename debian[] = {
	{ "woody", "3.0" }, { "sarge", "3.1" },	  { "etch", "4" },	{ "lenny", "5" },
	{ "squeeze", "6" }, { "wheezy", "7" },	  { "jessie", "8" },	{ "stretch", "9" },
	{ "buster", "10" }, { "bullseye", "11" }, { "bookworm", "12" }, { "trixie", "13" },
	{ "forky", "14" },  { "duke", "15" },	  { "sid", "sid" },
};

const char *const record_debian_live[] = { "10", "11", "12", "13", "14", "sid", NULL };

/* From the first release that there are container images of. */
static const struct codename ubuntu[] = {
	{ "precise", "12.04" },	 { "quantal", "12.10" },  { "raring", "13.04" },
	{ "saucy", "13.10" },	 { "trusty", "14.04" },	  { "utopic", "14.10" },
	{ "vivid", "15.04" },	 { "wily", "15.10" },	  { "xenial", "16.04" },
	{ "yakkety", "16.10" },	 { "zesty", "17.04" },	  { "artful", "17.10" },
	{ "bionic", "18.04" },	 { "cosmic", "18.10" },	  { "disco", "19.04" },
	{ "eoan", "19.10" },	 { "focal", "20.04" },	  { "groovy", "20.10" },
	{ "hirsute", "21.04" },	 { "impish", "21.10" },	  { "jammy", "22.04" },
	{ "kinetic", "22.10" },	 { "lunar", "23.04" },	  { "mantic", "23.10" },
	{ "noble", "24.04" },	 { "oracular", "24.10" }, { "plucky", "25.04" },
	{ "questing", "25.10" }, { "resolute", "26.04" },
};

static bool look_up(const struct codename *table, size_t n, struct str name, struct str *release)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(name, table[i].name)) {
			*release = str_of(table[i].release);
			return true;
		}
	return false;
}

bool record_debian_release(struct str codename, struct str *release)
{
	return look_up(debian, ARRAY_LEN(debian), codename, release);
}

bool record_ubuntu_release(struct str codename, struct str *release)
{
	return look_up(ubuntu, ARRAY_LEN(ubuntu), codename, release);
}
