/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a database says of itself: digest, dates, feeds with what they used and refused, partitions.
 */
#include "judge/db/reader.h"

#include "base/digest.h"

static int read_feeds(const struct db *db, struct arena *a, struct db_status *out, struct fault *f)
{
	for (uint32_t i = 0; i < db->rows[DB_FEEDS]; i++) {
		const char *row = db_row(db, DB_FEEDS, i, 32);
		struct db_feed_status *feed = VEC_PUSH(a, &out->feeds);
		TRY(db_string(db, db_load32(row), &feed->name, f));
		TRY(db_string(db, db_load32(row + 4), &feed->newest, f));
		feed->used = db_load64(row + 8);
		feed->refused = db_load64(row + 16);
		if (str_cmp(feed->newest, out->built) > 0)
			out->built = feed->newest;
	}
	for (uint32_t i = 0; i < db->rows[DB_REASONS]; i++) {
		const char *row = db_row(db, DB_REASONS, i, 16);
		uint32_t which = db_load32(row);
		if (which >= out->feeds.n)
			return db_corrupt(db, "a reason", f);
		struct db_feed_status *feed = &out->feeds.p[which];
		if (feed->reasons_n == ARRAY_LEN(feed->reasons)) {
			/* the rarest ones come last and share a line */
			feed->reasons[feed->reasons_n - 1].reason = STR("other reasons");
			feed->reasons[feed->reasons_n - 1].n += db_load64(row + 8);
			continue;
		}
		TRY(db_string(db, db_load32(row + 4), &feed->reasons[feed->reasons_n].reason, f));
		feed->reasons[feed->reasons_n++].n = db_load64(row + 8);
	}
	return 0;
}

enum ecosystem db_ecosystem(struct str name)
{
	for (unsigned e = ECOSYSTEM_NONE + 1; e < ECOSYSTEM_COUNT_; e++)
		if (str_is(name, ecosystem_info((enum ecosystem)e)->name))
			return (enum ecosystem)e;
	return ECOSYSTEM_NONE;
}

static int read_partitions(const struct db *db, struct arena *a, struct db_status *out,
			   struct fault *f)
{
	for (uint32_t i = 0; i < db->rows[DB_PARTITIONS]; i++) {
		struct db_partition p;
		TRY(db_partition(db, i, &p, f));
		struct db_partition_status *row = VEC_PUSH(a, &out->partitions);
		row->ecosystem = db_ecosystem(p.ecosystem);
		row->release = p.release;
		row->names = p.keys_n;
		row->statements = p.n;
		row->covered = p.covered;
		out->names += p.keys_n;
	}
	return 0;
}

int db_status(const struct db *db, struct arena *a, struct db_status *out, struct fault *f)
{
	*out = (struct db_status){
		.path = str_dup(a, str_of(db->name)),
		.size = db->bytes.n,
		.advisories = db->rows[DB_ADVISORIES],
		.statements = db->rows[DB_STATEMENTS],
		.cves = db->rows[DB_CVE_KEYS],
	};
	struct digest digest = { .kind = DIGEST_SHA256 };
	memcpy(digest.bytes, db->bytes.p + DB_AT_DIGEST, 32);
	out->digest = digest_text(a, &digest);
	TRY(read_feeds(db, a, out, f));
	return read_partitions(db, a, out, f);
}
