/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/identify.h"

#include "model/identity.h"

void finding_ids_init(struct finding_ids *ids)
{
	*ids = (struct finding_ids){ .arena = arena_new() };
	map_init(&ids->counts, ids->arena);
}

void finding_ids_done(struct finding_ids *ids)
{
	arena_free(ids->arena);
	ids->arena = NULL;
}

void finding_ids_image(struct finding_ids *ids, const struct report *r)
{
	struct arena *a = ids->arena;
	ids->image = str_printf(a, "%.*s\n%.*s\n", STRF(image_key(r, a)),
				STRF(platform_text(a, &r->image.platform)));
}

struct str finding_ids_next(struct finding_ids *ids, const struct report *r,
			    const struct finding *f, struct arena *a)
{
	struct str text = finding_fingerprint(r, f, a);
	struct str key = str_printf(a, "%.*s%.*s", STRF(ids->image), STRF(text));
	if (!map_get(&ids->counts, key))
		key = str_dup(ids->arena, key);
	uint32_t n = ++*map_put(&ids->counts, key, NULL);
	return n == 1 ? text : str_printf(a, "%.*s-%u", STRF(text), n);
}

struct str finding_ids_uuid(const struct finding_ids *ids, struct str text, struct arena *a)
{
	return uuid_of_name(str_printf(a, "%.*s%.*s", STRF(ids->image), STRF(text)), a);
}

static struct str uuid_text(const uint8_t *bytes, struct arena *a)
{
	char *p = arena_bytes(a, 36);
	size_t n = 0;
	for (size_t i = 0; i < 16; i += 2) {
		if (i >= 4 && i <= 10)
			p[n++] = '-';
		hex_put(p + n, bytes + i, 2);
		n += 4;
	}
	return str_make(p, n);
}

/* RFC 9562, 4.1 and 4.2: the variant and the version. */
static void mark_version(uint8_t *bytes, unsigned version)
{
	bytes[6] = (uint8_t)((bytes[6] & 0x0f) | version << 4);
	bytes[8] = (uint8_t)((bytes[8] & 0x3f) | 0x80);
}

struct str uuid_of_content(struct str content, struct arena *a)
{
	struct digest d = digest_of(DIGEST_SHA256, content);
	mark_version(d.bytes, 8);
	return uuid_text(d.bytes, a);
}

struct str uuid_of_name(struct str name, struct arena *a)
{
	/* 5.5: the name space is a UUID of its own, in its sixteen bytes */
	static const char space[] =
		"\xc6\x1f\x0b\x5e\x27\x9d\x5d\x4a\x8f\x33\x1a\x74\xe0\x92\xbd\x68";
	char *p = arena_bytes(a, 16 + name.n);
	memcpy(p, space, 16);
	if (name.n)
		memcpy(p + 16, name.p, name.n);
	struct digest d = digest_of(DIGEST_SHA1, str_make(p, 16 + name.n));
	mark_version(d.bytes, 5);
	return uuid_text(d.bytes, a);
}

static bool digits_at(struct str s, size_t from, size_t n, uint64_t *out)
{
	return from + n <= s.n && str_u64(str_slice(s, from, from + n), 9999, out);
}

/* Days since 1970 of a date of the Gregorian calendar. */
static uint64_t days_of(uint64_t year, uint64_t month, uint64_t day)
{
	/* years begin in March: the leap day is their last */
	uint64_t y = year - (month <= 2);
	uint64_t of_year = (153 * (month + (month > 2 ? 0 : 12) - 3) + 2) / 5 + day - 1;
	return y * 365 + y / 4 - y / 100 + y / 400 + of_year - 719468;
}

bool time_of_text(struct str s, uint64_t *out)
{
	uint64_t year, month, day, hour = 0, minute = 0, second = 0;
	if (!digits_at(s, 0, 4, &year) || !digits_at(s, 5, 2, &month) ||
	    !digits_at(s, 8, 2, &day) || s.p[4] != '-' || s.p[7] != '-')
		return false;
	if (s.n > 10 && (!digits_at(s, 11, 2, &hour) || !digits_at(s, 14, 2, &minute) ||
			 !digits_at(s, 17, 2, &second) || s.p[10] != 'T' || s.p[13] != ':' ||
			 s.p[16] != ':' || s.p[s.n - 1] != 'Z'))
		return false;
	if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 ||
	    minute > 59 || second > 60)
		return false;
	*out = ((days_of(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
	return true;
}

struct str uuid_of_time(struct str time, struct str content, struct arena *a)
{
	uint64_t seconds = 0;
	time_of_text(time, &seconds);
	uint64_t milliseconds = seconds * 1000;
	struct digest d = digest_of(DIGEST_SHA256, content);
	/* 5.7: 48 bits of time, then random ones */
	for (size_t i = 0; i < 6; i++)
		d.bytes[i] = (uint8_t)(milliseconds >> (40 - 8 * i));
	mark_version(d.bytes, 7);
	return uuid_text(d.bytes, a);
}

struct str time_of_report(const struct report *r)
{
	uint64_t seconds;
	bool whole = r->created.n == sizeof("2026-03-02T10:00:00Z") - 1;
	return whole && time_of_text(r->created, &seconds) ? r->created
							   : STR("1970-01-01T00:00:00Z");
}

struct str image_title(const struct report *r)
{
	if (r->image.name.n)
		return r->image.name;
	return r->reference.n ? r->reference : STR("unnamed");
}
