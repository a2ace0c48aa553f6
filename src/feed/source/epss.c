/* SPDX-License-Identifier: Apache-2.0 */
/*
 * EPSS: how likely each CVE is to be exploited within thirty days, one row each, published daily by FIRST
 * as compressed CSV.
 *
 *     #model_version:v2025.03.14,score_date:2026-08-16T00:00:00+0000      (mirrors may leave it out)
 *     cve,epss,percentile
 *     CVE-1999-0001,0.03351,0.87650
 *
 * Scores are kept as whole hundred-thousandths: the precision of the publication, the same on every machine.
 * Columns are found by their names; further ones are ignored.
 */
#include "base/limits.h"
#include "feed/feed.h"
#include "feed/record.h"

#define UNIT 100000u

static unsigned bid(const struct feed_file *file)
{
	struct str head = file->head, line;
	if (!str_next_line(&head, &line))
		return 0;
	if (str_starts(line, STR("#model_version")) && str_has(line, STR("score_date:")))
		return 100;
	return str_starts(line, STR("cve,epss")) ? 100 : 0;
}

/*
 * "0.03351", "1", ".5" or "9e-05" (as some mirrors' spreadsheets write it) in units of 1/100,000,
 * rounded half up. False for anything else and for more than 1.
 */
static bool decimal(struct str s, uint32_t *out)
{
	struct str mantissa, exponent, whole, fraction;
	uint64_t shift = 0, units = 0;
	if (str_cut(s, 'e', &mantissa, &exponent) &&
	    (!str_starts(exponent, STR("-")) || !str_u64(str_from(exponent, 1), 20, &shift)))
		return false;
	str_cut(mantissa, '.', &whole, &fraction);
	if (whole.n && !str_u64(whole, 9, &units))
		return false;
	if ((!whole.n && !fraction.n) || fraction.n > 20)
		return false;
	/* the digits after the point, those that an exponent moves in between first */
	unsigned next = 0;
	uint64_t lead = shift ? units : 0;
	uint64_t value = shift ? 0 : units;
	for (size_t i = 0; i < 6; i++) {
		unsigned digit = 0;
		if (i + 1 == shift)
			digit = (unsigned)lead;
		else if (i >= shift && i - shift < fraction.n) {
			char c = fraction.p[i - shift];
			if (!char_is_digit(c))
				return false;
			digit = (unsigned)(c - '0');
		}
		if (i < 5)
			value = value * 10 + digit;
		else
			next = digit;
	}
	for (size_t i = 0; i < fraction.n; i++)
		if (!char_is_digit(fraction.p[i]))
			return false;
	value += next >= 5;
	if (value > UNIT)
		return false;
	*out = (uint32_t)value;
	return true;
}

struct columns {
	size_t cve, epss, percentile;
	bool known;
};

static void read_columns(struct str line, struct columns *c)
{
	*c = (struct columns){ SIZE_MAX, SIZE_MAX, SIZE_MAX, true };
	struct str name;
	for (size_t i = 0; str_next(&line, ',', &name); i++) {
		name = str_trim(name);
		if (str_is(name, "cve"))
			c->cve = i;
		else if (str_is(name, "epss"))
			c->epss = i;
		else if (str_is(name, "percentile"))
			c->percentile = i;
	}
}

static void read_row(struct str line, const struct columns *c, struct db_build *out)
{
	struct cve_facts facts = { .has_epss = true };
	struct str field;
	bool good = true, scored = false;
	for (size_t i = 0; str_next(&line, ',', &field); i++) {
		field = str_trim(field);
		if (i == c->cve)
			facts.id = field;
		else if (i == c->epss)
			good = good && (scored = decimal(field, &facts.epss));
		else if (i == c->percentile)
			good = good && decimal(field, &facts.epss_percentile);
	}
	if (!record_is_cve(facts.id))
		build_refused(out, "not a CVE number");
	else if (!good || !scored)
		build_refused(out, "score out of range");
	else
		build_cve(out, &facts);
}

static int read(const struct feed_file *file, struct arena *scratch, struct db_build *out,
		struct fault *f)
{
	OWNED(record_lines_donep) struct record_lines lines;
	record_lines_init(&lines, file->body, 64 * KIB);
	struct columns columns = { 0 };
	struct str line;
	int r;
	while ((r = record_lines_next(&lines, &line, f)) > 0) {
		line = str_trim(line);
		size_t date = str_find(line, STR("score_date:"));
		if (!line.n)
			continue;
		if (line.p[0] == '#') {
			if (date != SIZE_MAX)
				record_date(out, str_from(line, date + strlen("score_date:")));
			continue;
		}
		if (columns.known) {
			read_row(line, &columns, out);
			continue;
		}
		read_columns(line, &columns);
		if (columns.cve == SIZE_MAX || columns.epss == SIZE_MAX)
			return fault_set(f, E_CORRUPT, "line %llu: no columns \"cve\" and \"epss\"",
					 (unsigned long long)lines.line);
	}
	return r;
}

const struct feed feed_epss = {
	.name = "epss",
	.title = "EPSS exploit prediction scores (FIRST)",
	.priority = 20,
	.bid = bid,
	.read = read,
};
