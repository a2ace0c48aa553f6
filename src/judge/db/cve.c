/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of a CVE whatever the package: a sorted array of 32-bit keys to search, the rows
 * beside it, and for the few with more than an EPSS score a pointer to the rest. 360,000 CVEs with
 * scores cost 16 bytes each.
 *
 * The numbering: CVE Program, "CVE ID syntax": a year and at least four digits without a leading
 * zero beyond the fourth.
 */
#include "judge/db/reader.h"

bool db_cve_key(struct str id, uint32_t *out)
{
	struct str year, number;
	uint64_t y, n;
	if (!str_starts(id, STR("CVE-")) || !str_cut(str_from(id, 4), '-', &year, &number))
		return false;
	if (year.n != 4 || number.n < 4 || (number.n > 4 && number.p[0] == '0'))
		return false;
	if (!str_u64(year, DB_CVE_YEAR_MAX, &y) || y < DB_CVE_YEAR ||
	    !str_u64(number, (1u << DB_CVE_NUMBER_BITS) - 1, &n))
		return false;
	*out = (uint32_t)((y - DB_CVE_YEAR) << DB_CVE_NUMBER_BITS | n);
	return true;
}

struct str db_cve_id(struct arena *a, uint32_t key)
{
	return str_printf(a, "CVE-%u-%04u", DB_CVE_YEAR + (key >> DB_CVE_NUMBER_BITS),
			  key & ((1u << DB_CVE_NUMBER_BITS) - 1));
}

static bool find(const struct db *db, uint32_t key, uint32_t *out)
{
	const char *keys = db->section[DB_CVE_KEYS].p;
	uint32_t low = 0, high = db->rows[DB_CVE_KEYS];
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		uint32_t found = db_load32(keys + 4 * (size_t)middle);
		if (found == key) {
			*out = middle;
			return true;
		}
		if (found < key)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static int read_facts(const struct db *db, struct str cve, struct arena *a, struct cve_facts *out,
		      uint32_t *out_text, struct fault *f)
{
	*out = (struct cve_facts){ 0 };
	*out_text = (uint32_t)DB_NO_TEXT;
	uint32_t key, i;
	if (!db_cve_key(cve, &key) || !find(db, key, &i))
		return 0;
	const char *row = db_row(db, DB_CVE_ROWS, i, 12);
	if (!row)
		return db_corrupt(db, "a CVE", f);
	uint32_t first = db_load32(row), percentile = db_load32(row + 4), more = db_load32(row + 8);
	out->id = db_cve_id(a, key);
	out->has_epss = first & DB_CVE_HAS_EPSS;
	out->epss = first & DB_CVE_EPSS_MASK;
	out->epss_percentile = percentile;
	out->kev_ransomware = first & DB_CVE_RANSOMWARE;
	if (!more)
		return 1;
	struct rd r = db_cursor(db, DB_LISTS, more);
	TRY(db_string(db, rd_varint(&r), &out->kev_added, f));
	TRY(db_list(db, &r, a, "a list of vectors", &out->cvss.p, &out->cvss.n, f));
	TRY(db_list(db, &r, a, "a list of CWEs", &out->cwe.p, &out->cwe.n, f));
	out->cvss.cap = out->cvss.n;
	out->cwe.cap = out->cwe.n;
	uint64_t text = rd_varint(&r);
	if (r.bad || text > UINT32_MAX)
		return db_corrupt(db, "a CVE", f);
	*out_text = (uint32_t)text - 1; /* 0 becomes DB_NO_TEXT */
	return 1;
}

int db_cve_urgency(const struct db *db, struct str cve, struct arena *a, struct cve_facts *out,
		   struct fault *f)
{
	uint32_t text;
	return read_facts(db, cve, a, out, &text, f);
}

int db_cve(const struct db *db, struct str cve, struct arena *a, struct cve_facts *out,
	   struct fault *f)
{
	uint32_t text;
	int r = read_facts(db, cve, a, out, &text, f);
	if (r <= 0 || text == (uint32_t)DB_NO_TEXT)
		return r;
	struct advisory words = { 0 };
	TRY(db_text(db, text, a, &words, f));
	out->summary = words.summary;
	out->published = words.published;
	return 1;
}
