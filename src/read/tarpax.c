/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pax records: "LENGTH KEY=VALUE\n", where LENGTH counts itself.
 *
 * Known are the keys that change what a file is or where it is: path, linkpath, size, owner, mtime, the capability
 * attribute in the spellings of star (raw bytes) and libarchive (base 64), and GNU's sparse maps. An empty value
 * means "as in the ustar header". Names are bytes whatever hdrcharset says.
 *
 * GNU tar wrote three kinds of sparse maps: 0.0 repeats a pair of records per extent, 0.1 has one record with a
 * list, 1.0 puts the list in front of the data. The true name is then in GNU.sparse.name.
 *
 * Refuses: a length that does not end at a newline, numbers that are none, zero bytes in names (POSIX forbids them;
 * engines fail on them).
 *
 * Format: POSIX.1-2017, pax, "pax Header Block"; GNU tar manual, "Storing Sparse Files".
 */
#include "read/tarpax.h"

#include "base/base64.h"
#include "base/limits.h"

int tar_map_add(struct arena *a, tar_map *map, uint64_t offset, uint64_t length, struct fault *f)
{
	if (map->n >= LIMIT_SPARSE)
		return fault_set(f, E_LIMIT, "tar: more than %llu extents in a sparse file",
				 (unsigned long long)LIMIT_SPARSE);
	*VEC_PUSH(a, map) = (struct tar_extent){ offset, length };
	return 0;
}

int tar_map_check(const tar_map *map, uint64_t real_size, uint64_t stored, struct fault *f)
{
	uint64_t at = 0, sum = 0;
	for (size_t i = 0; i < map->n; i++) {
		const struct tar_extent *e = &map->p[i];
		uint64_t end;
		if (!u64_add(e->offset, e->length, &end) || end > real_size)
			return fault_set(f, E_CORRUPT, "tar: a sparse extent leaves its file");
		if (e->offset < at)
			return fault_set(f, E_CORRUPT, "tar: sparse extents overlap");
		at = end;
		sum += e->length; /* cannot overflow: at most real_size */
	}
	if (sum != stored)
		return fault_set(f, E_CORRUPT,
				 "tar: a sparse map of %llu bytes, but %llu are stored",
				 (unsigned long long)sum, (unsigned long long)stored);
	return 0;
}

/* State while the records of one header are read. */
struct records {
	struct arena *arena;
	struct tar_pax pax;
	struct str list; /* GNU.sparse.map */
	bool half;	 /* 0.0: an offset waits for its length */
	uint64_t offset; /* that one */
	struct str major, minor;
};

static int number(struct str value, uint64_t *out, struct fault *f)
{
	if (str_u64(value, INT64_MAX, out))
		return 0;
	return fault_set(f, E_CORRUPT, "tar: \"%.*s\" in a pax header is no number",
			 STRF(str_slice(value, 0, 40)));
}

static int counted(struct str value, bool *has, uint64_t *out, struct fault *f)
{
	TRY(number(value, out, f));
	*has = true;
	return 0;
}

/* Seconds with a fraction, which is cut towards the past. */
static int time_value(struct str value, struct tar_pax *pax, struct fault *f)
{
	struct str whole, fraction;
	bool negative = value.n && value.p[0] == '-';
	str_cut(str_from(value, negative), '.', &whole, &fraction);
	uint64_t v;
	TRY(number(whole, &v, f));
	bool part = false;
	for (size_t i = 0; i < fraction.n; i++)
		part |= fraction.p[i] != '0';
	pax->mtime = negative ? -(int64_t)v - (part && v < INT64_MAX) : (int64_t)v;
	pax->has_mtime = true;
	return 0;
}

static int name_value(struct str value, struct str *out, struct fault *f)
{
	if (str_find_char(value, '\0') != SIZE_MAX)
		return fault_set(f, E_CORRUPT, "tar: a zero byte in a name of a pax header");
	*out = value;
	return 0;
}

static int base64_value(struct arena *a, struct str value, struct str *out, struct fault *f)
{
	if (!base64_decode(a, value, out))
		return fault_set(f, E_CORRUPT, "tar: an attribute is not base 64");
	return 0;
}

static int sparse_pair(struct records *r, struct str key, struct str value, struct fault *f)
{
	bool is_offset = str_is(key, "offset");
	uint64_t v;
	TRY(number(value, &v, f));
	if (is_offset == r->half)
		return fault_set(f, E_CORRUPT, "tar: sparse offsets and lengths do not alternate");
	r->half = is_offset;
	if (is_offset) {
		r->offset = v;
		return 0;
	}
	r->pax.sparse = TAR_SPARSE_LISTED;
	return tar_map_add(r->arena, &r->pax.map, r->offset, v, f);
}

static int sparse_record(struct records *r, struct str key, struct str value, struct fault *f)
{
	if (str_is(key, "offset") || str_is(key, "numbytes"))
		return sparse_pair(r, key, value, f);
	if (str_is(key, "size") || str_is(key, "realsize"))
		return counted(value, &r->pax.has_real_size, &r->pax.real_size, f);
	if (str_is(key, "name"))
		return name_value(value, &r->pax.sparse_name, f);
	if (str_is(key, "map"))
		r->list = value;
	else if (str_is(key, "major"))
		r->major = value;
	else if (str_is(key, "minor"))
		r->minor = value;
	return 0;
}

static int record(struct records *r, struct str key, struct str value, struct fault *f)
{
	static const struct str sparse = STR_INIT("GNU.sparse.");
	struct tar_pax *pax = &r->pax;
	if (str_starts(key, sparse))
		return value.n ? sparse_record(r, str_from(key, sparse.n), value, f) : 0;
	if (str_is(key, "path"))
		return name_value(value, &pax->path, f);
	if (str_is(key, "linkpath"))
		return name_value(value, &pax->link, f);
	if (str_is(key, "SCHILY.xattr.security.capability")) {
		pax->capability = value;
		return 0;
	}
	if (!value.n)
		return 0;
	if (str_is(key, "LIBARCHIVE.xattr.security.capability"))
		return pax->capability.n ? 0 : base64_value(r->arena, value, &pax->capability, f);
	if (str_is(key, "size"))
		return counted(value, &pax->has_size, &pax->size, f);
	if (str_is(key, "uid"))
		return counted(value, &pax->has_uid, &pax->uid, f);
	if (str_is(key, "gid"))
		return counted(value, &pax->has_gid, &pax->gid, f);
	if (str_is(key, "mtime"))
		return time_value(value, pax, f);
	return 0;
}

/* Takes one record off *rest. */
static int next_record(struct str *rest, struct str *key, struct str *value, struct fault *f)
{
	/* 20 digits hold any length; a space that does not come is not looked for in a mebibyte */
	size_t space = str_find_char(str_slice(*rest, 0, 21), ' ');
	uint64_t length = 0;
	if (space == SIZE_MAX || !str_u64(str_slice(*rest, 0, space), rest->n, &length) ||
	    length < space + 3 || rest->p[length - 1] != '\n')
		return fault_set(f, E_CORRUPT, "tar: a pax record has a wrong length");
	struct str body = str_slice(*rest, space + 1, (size_t)length - 1);
	*rest = str_from(*rest, (size_t)length);
	if (!str_cut(body, '=', key, value) || !key->n)
		return fault_set(f, E_CORRUPT, "tar: a pax record without a key");
	return 0;
}

static int sparse_list(struct records *r, struct fault *f)
{
	struct str rest = r->list, offset, length;
	r->pax.map.n = 0;
	while (str_next(&rest, ',', &offset)) {
		uint64_t a, b;
		if (!str_next(&rest, ',', &length))
			return fault_set(f, E_CORRUPT, "tar: an odd count in a sparse map");
		TRY(number(offset, &a, f));
		TRY(number(length, &b, f));
		TRY(tar_map_add(r->arena, &r->pax.map, a, b, f));
	}
	return 0;
}

/* Which of the three sparse kinds the records describe, if any. */
static int sparse_settle(struct records *r, struct fault *f)
{
	struct tar_pax *pax = &r->pax;
	if (str_is(r->major, "1") && str_is(r->minor, "0")) {
		pax->sparse = TAR_SPARSE_INLINE;
		pax->map.n = 0;
	} else if (r->major.n && !str_is(r->major, "0")) {
		return fault_set(f, E_UNSUPPORTED, "tar: sparse format %.*s.%.*s",
				 STRF(str_slice(r->major, 0, 10)),
				 STRF(str_slice(r->minor, 0, 10)));
	} else if (r->list.n) {
		pax->sparse = TAR_SPARSE_LISTED;
		TRY(sparse_list(r, f));
	} else if (pax->has_real_size && pax->sparse == TAR_DENSE) {
		pax->sparse = TAR_SPARSE_LISTED; /* 0.0 without an extent: one large hole */
	}
	if (r->half || (pax->sparse != TAR_DENSE && !pax->has_real_size))
		return fault_set(f, E_CORRUPT, "tar: an incomplete sparse map");
	return 0;
}

int tar_pax_parse(struct str body, struct arena *a, struct tar_pax *out, struct fault *f)
{
	struct records r = { .arena = a };
	while (body.n) {
		struct str key, value;
		TRY(next_record(&body, &key, &value, f));
		TRY(record(&r, key, value, f));
	}
	TRY(sparse_settle(&r, f));
	*out = r.pax;
	return 0;
}
