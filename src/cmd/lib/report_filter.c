/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/report_filter.h"

static bool glob_fits(struct str pattern, struct str path)
{
	/* "**" also stands for no folder at all */
	if (str_starts(pattern, STR("**/")) && str_glob(str_from(pattern, 3), path))
		return true;
	return str_glob(pattern, path);
}

static bool is_below(struct str pattern, struct str path)
{
	for (size_t i = 0; i < path.n; i++)
		if (path.p[i] == '/' && glob_fits(pattern, str_slice(path, 0, i)))
			return true;
	return false;
}

static struct str plain(struct str pattern)
{
	while (str_starts(pattern, STR("./")))
		pattern = str_from(pattern, 2);
	while (str_starts(pattern, STR("/")))
		pattern = str_from(pattern, 1);
	while (str_ends(pattern, STR("/")))
		pattern.n--;
	return pattern;
}

static bool is_skipped(const struct report_filter *x, struct str path)
{
	if (path.n == 0)
		return false;
	for (size_t i = 0; i < x->folders.n; i++)
		if (is_below(plain(x->folders.p[i]), path))
			return true;
	for (size_t i = 0; i < x->files.n; i++)
		if (glob_fits(plain(x->files.p[i]), path))
			return true;
	return false;
}

/* A secret loses the places that are skipped, and goes with its last one. */
static bool secret_is_skipped(const struct report_filter *x, struct finding *f)
{
	struct secret *s = f->secret;
	size_t n = 0, before = s->places.n;
	for (size_t i = 0; i < before; i++)
		if (!is_skipped(x, s->places.p[i].path))
			s->places.p[n++] = s->places.p[i];
	if (n == 0 && s->more == 0 && before > 0)
		return true;
	if (n == 0 || n == before)
		return false;
	s->places.n = n;
	s->live = false;
	for (size_t i = 0; i < n; i++)
		s->live |= s->places.p[i].deleted_by == LAYER_NONE;
	f->path = s->places.p[0].path;
	f->line = s->places.p[0].line;
	f->layer = s->places.p[0].layer;
	return false;
}

static struct str path_of(const struct report *r, const struct finding *f)
{
	if (f->path.n || f->package == PACKAGE_NONE || f->package >= r->packages.n)
		return f->path;
	return sym_str(r->syms, r->packages.p[f->package].location);
}

/* Only those have a distribution's package manager; all other ecosystems are of languages. */
static bool is_system(const struct report *r, const struct finding *f)
{
	if (f->package == PACKAGE_NONE || f->package >= r->packages.n)
		return true;
	enum package_kind kind = (enum package_kind)r->packages.p[f->package].kind;
	return kind == PACKAGE_APK || kind == PACKAGE_DEB;
}

/* Said whatever was asked for: without it the rest is not understood. */
static bool always_stays(const struct finding *f)
{
	return f->kind == FINDING_INTEGRITY || str_is(f->id, "os-eol") ||
	       str_is(f->id, "no-distribution");
}

/* The counter of the reason for which it goes; NULL when it stays. */
static uint64_t *goes(struct report_filter *x, const struct report *r, struct finding *f)
{
	if (f->secret ? secret_is_skipped(x, f) : is_skipped(x, path_of(r, f)))
		return &x->left_out.path;
	if (f->kind == FINDING_GAP || always_stays(f))
		return NULL;
	if (f->vulnerability) {
		if (x->statuses >> f->vulnerability->status & 1)
			return &x->left_out.status;
		if (is_system(r, f) ? x->no_system : x->no_libraries)
			return &x->left_out.package;
	}
	if (x->severities && !(x->severities >> f->severity & 1))
		return &x->left_out.severity;
	return NULL;
}

void report_filter_apply(void *context, struct report *r)
{
	struct report_filter *x = context;
	size_t n = 0;
	for (size_t i = 0; i < r->findings.n; i++) {
		uint64_t *counter = goes(x, r, &r->findings.p[i]);
		if (counter)
			++*counter;
		else
			r->findings.p[n++] = r->findings.p[i];
	}
	r->findings.n = n;
}

struct str report_filter_note(const struct report_filter *filter, struct arena *a)
{
	const struct {
		uint64_t n;
		const char *what;
	} rows[] = {
		{ filter->left_out.severity, "of other severities" },
		{ filter->left_out.status, "of statuses that are ignored" },
		{ filter->left_out.package, "in other packages" },
		{ filter->left_out.path, "in files that are skipped" },
	};
	struct str text = STR("");
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *noun = text.n ? "" : rows[i].n == 1 ? " finding" : " findings";
		if (rows[i].n)
			text = str_printf(a, "%.*s%s%llu%s %s", STRF(text), text.n ? ", " : "",
					  (unsigned long long)rows[i].n, noun, rows[i].what);
	}
	return text;
}
