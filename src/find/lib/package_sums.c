/* SPDX-License-Identifier: Apache-2.0 */
#include "find/lib/package_sums.h"

#include "base/base64.h"
#include "base/path.h"

/* "folder/name" in normal form; empty when it is too long or nothing. */
static struct str join(struct package_sums *s, struct str folder, struct str name)
{
	size_t n = 0;
	if (folder.n + 1 + name.n > sizeof(s->path))
		return STR("");
	if (folder.n) {
		memcpy(s->path, folder.p, folder.n);
		n = folder.n;
		s->path[n++] = '/';
	}
	if (name.n)
		memcpy(s->path + n, name.p, name.n);
	return str_make(s->path, path_normalise(str_make(s->path, n + name.n), s->path, NULL));
}

bool package_sums_dpkg(struct package_sums *s, struct package_sum *out)
{
	struct str line;
	while (str_next_line(&s->rest, &line)) {
		if (line.n == 0)
			continue;
		*out = (struct package_sum){ .sum = { .kind = DIGEST_MD5 } };
		/* md5sum(1): 32 digits, a space, a space or '*', the path */
		out->path = join(s, STR(""), str_from(line, 34));
		if (out->path.n && line.n > 34 && line.p[32] == ' ' &&
		    str_unhex(str_slice(line, 0, 32), out->sum.bytes, 16))
			return true;
		s->bad++;
	}
	return false;
}

/* "Q1…" or "Q2…"; older databases write the digits of an MD5. */
static bool apk_sum(struct package_sums *s, struct str text, struct digest *out)
{
	struct str raw;
	*out = (struct digest){ .kind = DIGEST_NONE };
	if (str_starts(text, STR("Q1")))
		out->kind = DIGEST_SHA1;
	else if (str_starts(text, STR("Q2")))
		out->kind = DIGEST_SHA256;
	else
		return str_unhex(text, out->bytes, 16) && (out->kind = DIGEST_MD5);
	if (!base64_decode(s->scratch, str_from(text, 2), &raw) || raw.n != digest_size(out->kind))
		return false;
	memcpy(out->bytes, raw.p, raw.n);
	return true;
}

bool package_sums_apk(struct package_sums *s, struct package_sum *out)
{
	struct str line;
	while (str_next_line(&s->rest, &line)) {
		if (line.n == 0) {
			s->package = s->folder = s->name = STR("");
			continue;
		}
		if (line.n < 2 || line.p[1] != ':')
			continue; /* the analyzer of packages says so */
		struct str value = str_from(line, 2);
		if (line.p[0] == 'P')
			s->package = value;
		else if (line.p[0] == 'F')
			s->folder = value;
		else if (line.p[0] == 'R')
			s->name = value;
		if (line.p[0] != 'Z')
			continue;
		*out = (struct package_sum){ .package = s->package };
		out->path = join(s, s->folder, s->name);
		if (s->name.n && out->path.n && apk_sum(s, value, &out->sum))
			return true;
		s->bad++;
	}
	return false;
}
