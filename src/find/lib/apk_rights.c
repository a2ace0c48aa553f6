/* SPDX-License-Identifier: Apache-2.0 */
#include "find/lib/apk_rights.h"

#include "base/limits.h"
#include "base/path.h"

void apk_rights_init(struct apk_rights *r)
{
	buf_init(&r->line, LIMIT_PATH + 16);
	buf_init(&r->folder, LIMIT_PATH);
	buf_init(&r->name, LIMIT_PATH);
}

void apk_rights_done(struct apk_rights *r)
{
	buf_done(&r->line);
	buf_done(&r->folder);
	buf_done(&r->name);
}

void apk_rights_begin(struct apk_rights *r)
{
	buf_clear(&r->line);
	buf_clear(&r->folder);
	buf_clear(&r->name);
}

static void set(struct buf *b, struct str s)
{
	buf_clear(b);
	buf_add_str(b, s);
}

/* "0:0:4755", or with the digest of extended attributes behind it. */
static bool mode_of(struct str value, struct str *out)
{
	struct str part, rest = value;
	for (size_t i = 0; i < 2; i++)
		if (!str_cut(rest, ':', &part, &rest))
			return false;
	str_cut(rest, ':', out, &rest);
	return out->n == 4 && out->p[0] >= '2' && out->p[0] <= '7';
}

static void give(struct apk_rights *r, struct str mode, struct buf *out)
{
	char path[4096 + 1 + 4096]; /* LIMIT_PATH */
	OWNED(buf_donep) struct buf whole;
	buf_init(&whole, sizeof(path));
	(void)buf_printf(&whole, "%.*s/%.*s", STRF(buf_str(&r->folder)), STRF(buf_str(&r->name)));
	size_t n = path_normalise(buf_str(&whole), path, NULL);
	(void)buf_printf(out, "%.*s %.*s\n", STRF(mode), STRF(str_make(path, n)));
}

static void take_line(struct apk_rights *r, struct buf *out)
{
	struct str line = buf_str(&r->line), mode;
	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	struct str value = str_from(line, 2);
	bool field = !r->line.over && line.n >= 2 && line.p[1] == ':';
	if (!line.n && !r->line.over) {
		buf_clear(&r->folder);
		buf_clear(&r->name);
	} else if (field && line.p[0] == 'F') {
		set(&r->folder, value);
		buf_clear(&r->name);
	} else if (field && line.p[0] == 'R') {
		set(&r->name, value);
	} else if (field && line.p[0] == 'a' && r->name.n && mode_of(value, &mode)) {
		give(r, mode, out);
	}
	buf_clear(&r->line);
}

void apk_rights_add(struct apk_rights *r, struct str window, struct buf *out)
{
	while (window.n) {
		size_t n = str_find_char(window, '\n');
		buf_add_str(&r->line, str_slice(window, 0, size_min(n, window.n)));
		if (n == SIZE_MAX)
			return;
		take_line(r, out);
		window = str_from(window, n + 1);
	}
}

void apk_rights_end(struct apk_rights *r, struct buf *out)
{
	if (r->line.n)
		take_line(r, out);
	buf_clear(&r->line);
}
