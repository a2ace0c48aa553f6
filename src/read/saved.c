/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading back what a scan has written.
 *
 * A report of many findings is large, and a tree of all its values much larger; so it is streamed, and only one
 * package, finding or other part is a tree at a time:
 *
 *         bytes ──► decompress ──► JSON parts ──► whose is it? ──► ours    ──► struct report
 *                                                             └──► Trivy's ──►
 *
 * Whose it is, the first member of the document tells that only one of them has. What other programs write,
 * and what is no JSON at all, is named as far as it can be: people mix up files.
 *
 * Must stay true: what was read either makes whole reports, or one fault with the line and column; nothing is
 * guessed and nothing left out. Reports share one table of strings and live as long as it.
 */
#include "read/saved.h"

#include "base/limits.h"
#include "model/identity.h"
#include "read/filter.h"
#include "read/saved_reader.h"

struct report *saved_begin(struct saved_reader *s, struct fault *f)
{
	if (s->out->reports.n >= LIMIT_IMAGES) {
		fault_set(f, E_LIMIT, "more than %llu images", (unsigned long long)LIMIT_IMAGES);
		return NULL;
	}
	s->report = report_new_shared(s->out->syms);
	*VEC_PUSH(s->out->arena, &s->out->reports) = s->report;
	s->bind.arena = s->report->arena;
	return s->report;
}

int saved_count_package(struct saved_reader *s, struct fault *f)
{
	if (s->packages++ < LIMIT_REPORT_PACKAGES)
		return 0;
	return fault_set(f, E_LIMIT, "more than %llu packages",
			 (unsigned long long)LIMIT_REPORT_PACKAGES);
}

int saved_count_finding(struct saved_reader *s, struct fault *f)
{
	if (s->findings++ < LIMIT_REPORT_FINDINGS)
		return 0;
	return fault_set(f, E_LIMIT, "more than %llu findings",
			 (unsigned long long)LIMIT_REPORT_FINDINGS);
}

/* ---- whose is it? ---- */

static int foreign(struct fault *f, const char *what)
{
	return fault_set(
		f, E_UNSUPPORTED,
		"this is %s, not a report: what seaworthy scan -f json writes is one, and what "
		"Trivy writes with --format json",
		what);
}

/* By a member of the document itself. */
static int recognise(struct saved_reader *s, struct str key, struct fault *f)
{
	static const struct {
		const char *key;
		const struct saved_form *form;
		const char *what;
	} signs[] = {
		{ "schema", &saved_ours, NULL },
		{ "tool", &saved_ours, NULL },
		{ "images", &saved_ours, NULL },
		{ "SchemaVersion", &saved_trivy, NULL },
		{ "ReportID", &saved_trivy, NULL },
		{ "ArtifactID", &saved_trivy, NULL },
		{ "ArtifactName", &saved_trivy, NULL },
		{ "ArtifactType", &saved_trivy, NULL },
		{ "Results", &saved_trivy, NULL },
		{ "runs", NULL, "a SARIF log" },
		{ "bomFormat", NULL, "a CycloneDX document" },
		{ "spdxVersion", NULL, "an SPDX document" },
		{ "@context", NULL, "an OpenVEX document" },
		{ "document", NULL, "a CSAF document" },
		{ "matches", NULL, "a report of Grype" },
		{ "scan", NULL, "a report for GitLab" },
		{ "vulnerabilities", NULL, "a report for GitLab" },
		{ "predicateType", NULL, "an attestation" },
		{ "schemaVersion", NULL, "an image's manifest" },
		{ "rootfs", NULL, "an image's configuration" },
	};
	for (size_t i = 0; !s->form && i < ARRAY_LEN(signs); i++) {
		if (!str_is(key, signs[i].key))
			continue;
		if (!signs[i].form)
			return foreign(f, signs[i].what);
		s->form = signs[i].form;
		s->out->kind = s->form == &saved_ours ? SAVED_OURS : SAVED_TRIVY;
	}
	return 0;
}

static int on_open(void *context, const struct str *path, size_t n, enum json_kind kind,
		   struct fault *f)
{
	struct saved_reader *s = context;
	if (n == 0 && kind == JSON_ARRAY)
		return foreign(f, "a JSON list");
	if (n == 1)
		TRY(recognise(s, path[0], f));
	return s->form ? s->form->open(s, path, n, kind, f) : 0;
}

static int on_close(void *context, const struct str *path, size_t n, struct fault *f)
{
	struct saved_reader *s = context;
	return s->form ? s->form->close(s, path, n, f) : 0;
}

static int on_visit(void *context, const struct str *path, size_t n, const struct json *value,
		    struct fault *f)
{
	struct saved_reader *s = context;
	if (n == 0)
		return foreign(f, json_kind_words(value->kind));
	if (n == 1)
		TRY(recognise(s, path[0], f));
	/* "created" may stand before the member that tells */
	return (s->form ? s->form : &saved_ours)->visit(s, path, n, value, f);
}

/* ---- what is no JSON ---- */

static const char *kind_of_text(struct str s)
{
	static const struct {
		const char *begin, *what;
	} signs[] = {
		{ "<!doctype html", "a web page" },
		{ "<html", "a web page" },
		{ "<", "XML" },
		{ "#", "Markdown or another text" },
		{ "-----BEGIN", "a key or certificate" },
	};
	for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
		struct str begin = str_of(signs[i].begin);
		if (str_eq_nocase(str_slice(s, 0, begin.n), begin))
			return signs[i].what;
	}
	return "a text";
}

static bool is_binary(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' && !char_is_space(s.p[i]) && s.p[i] != '\033')
			return true;
	return false;
}

static int look_at_head(struct str head, struct fault *f)
{
	struct str s = str_starts(head, STR("\xef\xbb\xbf")) ? str_from(head, 3) : head;
	s = str_trim(s);
	if (head.n == 0)
		return fault_set(f, E_TRUNCATED, "it is empty");
	if (s.n == 0 || str_find_char(STR("{[\"-0123456789tfn"), s.p[0]) != SIZE_MAX)
		return 0; /* the parser says more */
	if (head.n > 262 && str_eq(str_slice(head, 257, 262), STR("ustar")))
		return fault_set(
			f, E_UNSUPPORTED,
			"this is a tar archive, not a report: an image is for seaworthy scan");
	if (is_binary(head))
		return foreign(f, "a binary file");
	return foreign(f, kind_of_text(s));
}

/* ---- the stream ---- */

static int feed_all(struct stream *in, struct json_feed *feed, struct fault *f)
{
	char head[STREAM_PEEK];
	size_t n = 0;
	TRY(stream_peek(in, head, sizeof(head), &n, f));
	TRY(fault_in(f, look_at_head(str_make(head, n), f), "line 1, column 1"));
	struct str window;
	int r;
	while ((r = stream_next(in, &window, f)) > 0)
		TRY(json_feed_add(feed, window, f));
	TRY(r);
	return json_feed_end(feed, f);
}

static int read_all(struct stream *in, struct saved_reader *s, struct fault *f)
{
	static const struct json_outline outline = { on_open, on_close };
	OWNED(json_feed_freep)
	struct json_feed *feed = json_feed_new(SAVED_DEPTH, LIMIT_REPORT_VALUE, on_visit, s);
	json_feed_outline(feed, &outline);
	TRY(feed_all(in, feed, f));
	if (!s->form)
		return foreign(f, "JSON of some other kind");
	return s->form->end(s, f);
}

int saved_read(struct stream *in, struct saved *out, struct fault *f)
{
	struct stream *plain;
	*out = (struct saved){ .arena = arena_new(), .syms = sym_table_new() };
	TRY(filter_open(in, LIMIT_REPORT, &plain, NULL, f));
	OWNED(stream_closep) struct stream *owned = plain;
	struct saved_reader s = { .out = out, .bind = { out->arena, out->syms, 0 } };
	return read_all(owned, &s, f);
}

void saved_done(struct saved *s)
{
	for (size_t i = 0; i < s->reports.n; i++)
		report_free(s->reports.p[i]);
	arena_free(s->arena);
	sym_table_free(s->syms);
	*s = (struct saved){ 0 };
}

void saved_fingerprints(const struct saved *s, struct arena *a, struct map *out)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	map_init(out, a);
	for (size_t i = 0; i < s->reports.n; i++) {
		const struct report *r = s->reports.p[i];
		for (size_t k = 0; k < r->findings.n; k++) {
			arena_reset(scratch);
			struct str key = finding_fingerprint(r, &r->findings.p[k], scratch);
			if (!map_get(out, key))
				map_put(out, str_dup(a, key), NULL);
		}
	}
}
