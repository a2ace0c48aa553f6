/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Field by field what Trivy's JSON of schema version 2 has, so that what reads it goes on working:
 *
 *	Metadata                    the image; its configuration verbatim but for secrets
 *	Results  os-pkgs            "payment:1.2 (debian 12)": all packages a container sees, and their vulnerabilities
 *	         config             configuration, and two kinds that Trivy does not have:
 *	                            tampering (Type "integrity"), and
 *	                            what could not be read (Type "gap"), as failed checks, so that no reader misses them
 *	         secret             one for each file, masked
 *
 * A vulnerability stands there once for each binary package of its source, sorted as Trivy does: package, version,
 * severity, id. Those of removed packages only with --all. What is ignored is in ExperimentalModifiedFindings of its
 * result, with the statement. The report's id is a UUID of version 7 made of the time and the content.
 *
 * Members that are empty are left out, as Go's omitempty does; Target, Class and Type never are.
 */
#include "tell/trivy.h"

#include "base/sort.h"
#include "base/term.h"
#include "model/purl.h"
#include "tell/describe.h"
#include "tell/identify.h"
#include "tell/links.h"
#include "tell/words.h"

/* One vulnerability in one package, or one place of a secret. */
struct row {
	const struct writer *w;
	const struct finding *f;
	uint32_t package;
	const struct secret_place *place;
};

struct writer {
	struct emit *e;
	const struct report *r;
	const struct tell_options *options;
	struct arena *a;   /* emptied after each package, row, … */
	struct arena *run; /* for this image */
};

int one_image(const struct report_set *set, const char *format, const struct report **out,
	      struct fault *f)
{
	if (set->n != 1)
		return fault_set(
			f, E_USAGE,
			"a file of the format %s holds one image, here are %zu: choose one "
			"with --image or --platform",
			format, set->n);
	*out = set->reports[0];
	return 0;
}

static struct str severity_text(enum severity s)
{
	static const struct str names[SEVERITY_COUNT_] = {
		[SEVERITY_UNKNOWN] = STR_INIT("UNKNOWN"),
		[SEVERITY_NEGLIGIBLE] = STR_INIT("LOW"),
		[SEVERITY_LOW] = STR_INIT("LOW"),
		[SEVERITY_MEDIUM] = STR_INIT("MEDIUM"),
		[SEVERITY_HIGH] = STR_INIT("HIGH"),
		[SEVERITY_CRITICAL] = STR_INIT("CRITICAL"),
	};
	return names[s < SEVERITY_COUNT_ ? s : SEVERITY_UNKNOWN];
}

static void put_strings(struct writer *w, const char *key, const struct str *p, size_t n)
{
	if (n == 0)
		return;
	emit_key(w->e, key);
	emit_array(w->e);
	for (size_t i = 0; i < n; i++)
		emit_str(w->e, p[i]);
	emit_array_end(w->e);
}

static void put_layer(struct writer *w, uint16_t layer)
{
	if (layer >= w->r->image.layers.n)
		return;
	const struct layer *l = &w->r->image.layers.p[layer];
	emit_key(w->e, "Layer");
	emit_object(w->e);
	emit_member_set(w->e, "Digest", digest_text(w->a, &l->digest));
	emit_member_set(w->e, "DiffID", digest_text(w->a, &l->diff_id));
	emit_object_end(w->e);
}

/* ---- metadata ---- */

static bool is_after_eol(const struct report *r)
{
	struct str today = str_slice(time_of_report(r), 0, 10);
	return r->os.eol.n == 10 && str_cmp(r->os.eol, today) < 0;
}

static void put_os(struct writer *w)
{
	const struct os_release *os = &w->r->os;
	if (os->id.n == 0)
		return;
	emit_key(w->e, "OS");
	emit_object(w->e);
	emit_member_str(w->e, "Family", os->id);
	emit_member_str(w->e, "Name", os->version_id.n ? os->version_id : os->codename);
	if (is_after_eol(w->r))
		emit_member_bool(w->e, "EOSL", true);
	emit_object_end(w->e);
}

/* How deep brackets stand in brackets. */
static size_t depth_of(struct str s)
{
	size_t depth = 0, most = 0;
	bool quoted = false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '{' || c == '['))
			most = size_max(most, ++depth);
		else if (!quoted && (c == '}' || c == ']') && depth)
			depth--;
	}
	return most;
}

/* A configuration is four deep; one that is deeper than the writer goes is not worth its text. */
static void put_config(struct writer *w)
{
	enum { DEEPEST = 32 };
	const struct json *root;
	struct fault f = { 0 };
	if (w->r->image.config_json.n == 0 || depth_of(w->r->image.config_json) > DEEPEST ||
	    json_parse(w->a, w->r->image.config_json, &root, &f) < 0)
		return;
	emit_key(w->e, "ImageConfig");
	emit_json(w->e, root);
}

static struct str repository_of(struct str name)
{
	size_t at = str_find_char(name, '@'), colon = str_rfind_char(name, ':');
	if (at != SIZE_MAX)
		return str_slice(name, 0, at);
	if (colon != SIZE_MAX && str_find_char(str_from(name, colon), '/') == SIZE_MAX)
		return str_slice(name, 0, colon);
	return name;
}

static void put_layers(struct writer *w)
{
	const struct image *im = &w->r->image;
	if (im->layers.n == 0)
		return;
	emit_key(w->e, "DiffIDs");
	emit_array(w->e);
	for (size_t i = 0; i < im->layers.n; i++)
		emit_str(w->e, digest_text(w->a, &im->layers.p[i].diff_id));
	emit_array_end(w->e);
}

static void put_layer_list(struct writer *w)
{
	const struct image *im = &w->r->image;
	if (im->layers.n == 0)
		return;
	emit_key(w->e, "Layers");
	emit_array(w->e);
	for (size_t i = 0; i < im->layers.n; i++) {
		const struct layer *l = &im->layers.p[i];
		emit_object(w->e);
		if (l->size)
			emit_member_u64(w->e, "Size", l->size);
		emit_member_set(w->e, "Digest", digest_text(w->a, &l->digest));
		emit_member_set(w->e, "DiffID", digest_text(w->a, &l->diff_id));
		if (l->history < im->history.n)
			emit_member_set(w->e, "CreatedBy", im->history.p[l->history].created_by);
		emit_object_end(w->e);
	}
	emit_array_end(w->e);
}

static void put_metadata(struct writer *w)
{
	const struct image *im = &w->r->image;
	uint64_t size = 0;
	for (size_t i = 0; i < w->r->layers.n; i++)
		size += w->r->layers.p[i].bytes;
	emit_key(w->e, "Metadata");
	emit_object(w->e);
	if (size)
		emit_member_u64(w->e, "Size", size);
	put_os(w);
	emit_member_set(w->e, "ImageID", digest_text(w->a, &im->config));
	put_layers(w);
	put_strings(w, "RepoTags", im->names.p, im->names.n);
	if (im->manifest.kind && im->name.n) {
		struct str digest = str_printf(w->a, "%.*s@%.*s", STRF(repository_of(im->name)),
					       STRF(digest_text(w->a, &im->manifest)));
		put_strings(w, "RepoDigests", &digest, 1);
	}
	emit_member_set(w->e, "Reference", im->name);
	put_config(w);
	put_layer_list(w);
	emit_object_end(w->e);
}

/* ---- packages ---- */

static void put_identifier(struct writer *w, const char *key, const struct package *p)
{
	emit_key(w->e, key);
	emit_object(w->e);
	emit_member_set(w->e, "PURL", purl_of(w->a, w->r, p));
	emit_object_end(w->e);
}

/* dpkg: "1:2.39.2-1.1" → Epoch, Version, Release; apk keeps its release in the version. */
static void put_version(struct writer *w, const struct package *p, struct str version, bool source)
{
	struct str epoch = STR(""), release = STR("");
	uint64_t n = 0;
	if (p->kind == PACKAGE_DEB) {
		struct str rest;
		if (str_cut(version, ':', &epoch, &rest) && str_u64(epoch, INT32_MAX, &n))
			version = rest;
		size_t dash = str_rfind_char(version, '-');
		if (dash != SIZE_MAX) {
			release = str_from(version, dash + 1);
			version = str_slice(version, 0, dash);
		}
	}
	emit_member_set(w->e, source ? "SrcVersion" : "Version", version);
	emit_member_set(w->e, source ? "SrcRelease" : "Release", release);
	if (n)
		emit_member_u64(w->e, source ? "SrcEpoch" : "Epoch", n);
}

static struct str package_id(struct writer *w, const struct package *p)
{
	const struct sym_table *t = w->r->syms;
	return str_printf(w->a, "%.*s@%.*s", STRF(sym_str(t, p->name)),
			  STRF(sym_str(t, p->version)));
}

static void put_files(struct writer *w, struct str files)
{
	struct str file;
	if (!w->options->files || files.n == 0)
		return;
	emit_key(w->e, "InstalledFiles");
	emit_array(w->e);
	while (str_next_line(&files, &file))
		emit_str(w->e, file);
	emit_array_end(w->e);
}

static void put_package(struct writer *w, const struct package *p)
{
	const struct sym_table *t = w->r->syms;
	struct str licence = sym_str(t, p->licence);
	emit_object(w->e);
	emit_member_str(w->e, "ID", package_id(w, p));
	emit_member_str(w->e, "Name", sym_str(t, p->name));
	put_identifier(w, "Identifier", p);
	put_version(w, p, sym_str(t, p->version), false);
	emit_member_set(w->e, "Arch", sym_str(t, p->arch));
	emit_member_set(w->e, "SrcName", sym_str(t, p->source_name));
	put_version(w, p, sym_str(t, p->source_version), true);
	put_strings(w, "Licenses", &licence, licence.n > 0);
	put_layer(w, p->layer);
	put_files(w, sym_str(t, p->files));
	emit_member_text(w->e, "AnalyzedBy", p->kind == PACKAGE_DEB ? "dpkg" : "apk");
	emit_object_end(w->e);
}

static void put_packages(struct writer *w)
{
	emit_key(w->e, "Packages");
	emit_array(w->e);
	for (size_t i = 0; i < w->r->packages.n; i++) {
		arena_reset(w->a);
		if (w->r->packages.p[i].flags & PACKAGE_LIVE || w->options->all)
			put_package(w, &w->r->packages.p[i]);
	}
	emit_array_end(w->e);
}

/* ---- vulnerabilities ---- */

static int by_package(const void *pa, const void *pb)
{
	const struct row *a = pa, *b = pb;
	const struct report *r = a->w->r;
	const struct package *p = &r->packages.p[a->package], *q = &r->packages.p[b->package];
	int c = sym_cmp(r->syms, p->name, q->name);
	if (c == 0)
		c = sym_cmp(r->syms, p->version, q->version);
	if (c == 0)
		c = (a->f->severity < b->f->severity) - (a->f->severity > b->f->severity);
	if (c == 0)
		c = str_cmp(a->f->id, b->f->id);
	return c ? c : sym_cmp(r->syms, p->location, q->location);
}

typedef VEC(struct row) rows;

static void collect_vulnerabilities(struct writer *w, bool ignored, rows *out)
{
	const struct report *r = w->r;
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		if (!f->vulnerability || f->package >= r->packages.n || !tell_has(w->options, f) ||
		    (f->ignored != NULL) != ignored)
			continue;
		size_t n = f->vulnerability->packages.n;
		for (size_t k = 0; k < size_max(n, 1); k++) {
			uint32_t p = n ? f->vulnerability->packages.p[k] : f->package;
			if (p < r->packages.n)
				*VEC_PUSH(w->run, out) = (struct row){ w, f, p, NULL };
		}
	}
	sort_stable(w->run, out->p, out->n, sizeof(*out->p), by_package);
}

static void put_cvss(struct writer *w, const struct vulnerability *v)
{
	if (v->cvss_vector.n == 0 && v->cvss_score < 0)
		return;
	const char *version = str_starts(v->cvss_vector, STR("CVSS:4"))	  ? "V40"
			      : str_starts(v->cvss_vector, STR("CVSS:3")) ? "V3"
			      : v->cvss_vector.n			  ? "V2"
									  : "V3";
	emit_key(w->e, "CVSS");
	emit_object(w->e);
	emit_key(w->e, "nvd");
	emit_object(w->e);
	if (v->cvss_vector.n)
		emit_member_str(w->e, str_cstr(w->a, str_printf(w->a, "%sVector", version)),
				v->cvss_vector);
	if (v->cvss_score >= 0) {
		emit_key(w->e, str_cstr(w->a, str_printf(w->a, "%sScore", version)));
		emit_fixed(w->e, v->cvss_score, 1);
	}
	emit_object_end(w->e);
	emit_object_end(w->e);
}

/* Go reads a time here or refuses the whole file. */
static struct str time_of(struct writer *w, struct str s)
{
	uint64_t seconds;
	if (!time_of_text(s, &seconds))
		return STR("");
	return s.n == 10 ? str_printf(w->a, "%.*sT00:00:00Z", STRF(s)) : s;
}

static void put_vendor_severity(struct writer *w, const struct finding *f)
{
	static const uint64_t numbers[SEVERITY_COUNT_] = {
		[SEVERITY_NEGLIGIBLE] = 1, [SEVERITY_LOW] = 1,	    [SEVERITY_MEDIUM] = 2,
		[SEVERITY_HIGH] = 3,	   [SEVERITY_CRITICAL] = 4,
	};
	struct str source = f->vulnerability->severity_source;
	if (source.n == 0)
		return;
	emit_key(w->e, "VendorSeverity");
	emit_object(w->e);
	emit_key_str(w->e, source);
	emit_u64(w->e, numbers[f->severity < SEVERITY_COUNT_ ? f->severity : SEVERITY_UNKNOWN]);
	emit_object_end(w->e);
}

static void put_data_source(struct writer *w, const struct vulnerability *v)
{
	if (v->feeds.n == 0)
		return;
	emit_key(w->e, "DataSource");
	emit_object(w->e);
	emit_member_str(w->e, "ID", v->feeds.p[0]);
	emit_member_str(w->e, "Name", v->feeds.p[0]);
	emit_object_end(w->e);
}

static void put_vulnerability(struct writer *w, const struct row *row)
{
	const struct finding *f = row->f;
	const struct vulnerability *v = f->vulnerability;
	const struct package *p = &w->r->packages.p[row->package];
	struct emit *e = w->e;
	emit_object(e);
	emit_member_str(e, "VulnerabilityID", f->id);
	size_t own = v->ids.n && str_eq(v->ids.p[0], f->id);
	put_strings(w, "VendorIDs", v->ids.p + own, v->ids.n - own);
	emit_member_str(e, "PkgID", package_id(w, p));
	emit_member_str(e, "PkgName", sym_str(w->r->syms, p->name));
	put_identifier(w, "PkgIdentifier", p);
	emit_member_str(e, "InstalledVersion", sym_str(w->r->syms, p->version));
	emit_member_set(e, "FixedVersion", v->fixed);
	emit_member_text(e, "Status", advisory_status_name(v->status));
	put_layer(w, p->layer);
	emit_member_set(e, "SeveritySource", v->severity_source);
	emit_member_set(e, "PrimaryURL", finding_link(f, w->a));
	put_data_source(w, v);
	emit_member_set(e, "Title", f->title);
	emit_member_set(e, "Description", f->message.n ? f->message : f->title);
	emit_member_str(e, "Severity", severity_text(f->severity));
	put_strings(w, "CweIDs", v->cwe.p, v->cwe.n);
	put_vendor_severity(w, f);
	put_cvss(w, v);
	put_strings(w, "References", v->references.p, v->references.n);
	emit_member_set(e, "PublishedDate", time_of(w, v->published));
	emit_object_end(e);
}

/* ---- what is ignored ---- */

static void begin_modified(struct writer *w, const char *type, const struct finding *f)
{
	const struct ignored *g = f->ignored;
	emit_object(w->e);
	emit_member_text(w->e, "Type", type);
	emit_member_str(w->e, "Status",
			g->by == IGNORED_BY_VEX && g->status.n ? g->status : STR("ignored"));
	emit_member_set(w->e, "Statement", g->reason.n ? g->reason : g->justification);
	emit_member_set(w->e, "Source", g->source);
	emit_key(w->e, "Finding");
}

static void put_ignored_vulnerabilities(struct writer *w)
{
	rows list = { 0 };
	collect_vulnerabilities(w, true, &list);
	if (list.n == 0)
		return;
	emit_key(w->e, "ExperimentalModifiedFindings");
	emit_array(w->e);
	for (size_t i = 0; i < list.n; i++) {
		arena_reset(w->a);
		begin_modified(w, "vulnerability", list.p[i].f);
		put_vulnerability(w, &list.p[i]);
		emit_object_end(w->e);
	}
	emit_array_end(w->e);
}

static void begin_result(struct writer *w, struct str target, const char *class, struct str type)
{
	emit_object(w->e);
	emit_member_str(w->e, "Target", target);
	emit_member_text(w->e, "Class", class);
	emit_member_set(w->e, "Type", type);
}

static void put_system(struct writer *w)
{
	const struct report *r = w->r;
	rows list = { 0 };
	if (r->packages.n == 0 && r->os.id.n == 0)
		return;
	struct str version = r->os.version_id.n ? r->os.version_id : r->os.codename;
	struct str target = image_title(r);
	if (r->os.id.n)
		target = str_printf(w->run, "%.*s (%.*s%s%.*s)", STRF(target), STRF(r->os.id),
				    version.n ? " " : "", STRF(version));
	begin_result(w, target, "os-pkgs", r->os.id.n ? r->os.id : STR("unknown"));
	put_packages(w);
	collect_vulnerabilities(w, false, &list);
	if (list.n) {
		emit_key(w->e, "Vulnerabilities");
		emit_array(w->e);
		for (size_t i = 0; i < list.n; i++) {
			arena_reset(w->a);
			put_vulnerability(w, &list.p[i]);
		}
		emit_array_end(w->e);
	}
	put_ignored_vulnerabilities(w);
	emit_object_end(w->e);
}

/* ---- configuration, tampering, gaps ---- */

static bool is_check(const struct finding *f)
{
	return !f->vulnerability && !f->secret;
}

static void put_check(struct writer *w, const struct finding *f)
{
	struct emit *e = w->e;
	emit_object(e);
	emit_member_text(e, "Type",
			 f->kind == FINDING_MISCONFIGURATION ? "image"
							     : finding_kind_name(f->kind));
	emit_member_str(e, "ID", f->id);
	emit_member_str(e, "Title", f->title);
	emit_member_set(e, "Description", f->message.n ? f->message : f->title);
	struct str where = words_where(w->r, f, w->a);
	emit_member_set(e, "Message",
			where.n && f->message.n
				? str_printf(w->a, "%.*s (%.*s)", STRF(f->message), STRF(where))
			: f->message.n ? f->message
				       : where);
	emit_member_set(e, "Resolution", f->fix);
	emit_member_str(e, "Severity", severity_text(f->severity));
	emit_member_text(e, "Status", f->ignored ? "EXCEPTION" : "FAIL");
	put_layer(w, f->layer);
	emit_key(e, "CauseMetadata");
	emit_object(e);
	emit_member_set(e, "Resource", f->path);
	if (f->line) {
		emit_member_u64(e, "StartLine", f->line);
		emit_member_u64(e, "EndLine", f->line);
	}
	emit_object_end(e);
	emit_object_end(e);
}

static void put_ignored_checks(struct writer *w, size_t n)
{
	if (n == 0)
		return;
	emit_key(w->e, "ExperimentalModifiedFindings");
	emit_array(w->e);
	for (size_t i = 0; i < w->r->findings.n; i++) {
		const struct finding *f = &w->r->findings.p[i];
		arena_reset(w->a);
		if (!is_check(f) || !f->ignored)
			continue;
		begin_modified(w, "misconfiguration", f);
		put_check(w, f);
		emit_object_end(w->e);
	}
	emit_array_end(w->e);
}

static void put_checks(struct writer *w)
{
	size_t n = 0, ignored = 0;
	for (size_t i = 0; i < w->r->findings.n; i++) {
		const struct finding *f = &w->r->findings.p[i];
		n += is_check(f) && !f->ignored;
		ignored += is_check(f) && f->ignored;
	}
	if (n + ignored == 0)
		return;
	begin_result(w, image_title(w->r), "config", STR("dockerfile"));
	emit_key(w->e, "MisconfSummary");
	emit_object(w->e);
	emit_member_u64(w->e, "Successes", 0);
	emit_member_u64(w->e, "Failures", n);
	emit_object_end(w->e);
	if (n) {
		emit_key(w->e, "Misconfigurations");
		emit_array(w->e);
		for (size_t i = 0; i < w->r->findings.n; i++) {
			arena_reset(w->a);
			if (is_check(&w->r->findings.p[i]) && !w->r->findings.p[i].ignored)
				put_check(w, &w->r->findings.p[i]);
		}
		emit_array_end(w->e);
	}
	put_ignored_checks(w, ignored);
	emit_object_end(w->e);
}

/* ---- secrets ---- */

static int by_place(const void *pa, const void *pb)
{
	const struct row *a = pa, *b = pb;
	int c = str_cmp(a->place->path, b->place->path);
	if (c == 0)
		c = (a->place->line > b->place->line) - (a->place->line < b->place->line);
	return c ? c : str_cmp(a->f->id, b->f->id);
}

static void collect_secrets(struct writer *w, rows *out)
{
	for (size_t i = 0; i < w->r->findings.n; i++) {
		const struct finding *f = &w->r->findings.p[i];
		for (size_t k = 0; f->secret && k < f->secret->places.n; k++)
			*VEC_PUSH(w->run, out) =
				(struct row){ w, f, PACKAGE_NONE, &f->secret->places.p[k] };
	}
	sort_stable(w->run, out->p, out->n, sizeof(*out->p), by_place);
}

static void put_line(struct writer *w, uint32_t line, struct str masked)
{
	emit_key(w->e, "Code");
	emit_object(w->e);
	emit_key(w->e, "Lines");
	emit_array(w->e);
	emit_object(w->e);
	emit_member_u64(w->e, "Number", line);
	emit_member_str(w->e, "Content", masked);
	emit_member_bool(w->e, "IsCause", true);
	emit_member_text(w->e, "Annotation", "");
	emit_member_bool(w->e, "Truncated", false);
	emit_member_bool(w->e, "FirstCause", true);
	emit_member_bool(w->e, "LastCause", true);
	emit_object_end(w->e);
	emit_array_end(w->e);
	emit_object_end(w->e);
}

static void put_secret(struct writer *w, const struct row *row)
{
	const struct finding *f = row->f;
	uint32_t line = row->place->line ? row->place->line : 1;
	emit_object(w->e);
	emit_member_str(w->e, "RuleID", f->id);
	emit_member_str(w->e, "Category", f->secret->provider);
	emit_member_str(w->e, "Severity", severity_text(f->severity));
	emit_member_str(w->e, "Title", f->title);
	emit_member_u64(w->e, "StartLine", line);
	emit_member_u64(w->e, "EndLine", line);
	put_line(w, line, f->secret->masked);
	emit_member_str(w->e, "Match", f->secret->masked);
	put_layer(w, row->place->layer);
	emit_object_end(w->e);
}

/* Rows of one file: [from, to) */
static void put_secret_file(struct writer *w, const rows *list, size_t from, size_t to)
{
	const struct secret_place *p = list->p[from].place;
	size_t ignored = 0;
	for (size_t i = from; i < to; i++)
		ignored += list->p[i].f->ignored != NULL;
	/* what is in no file is of the image's configuration */
	struct str target =
		p->layer == LAYER_NONE
			? str_printf(w->run, "%.*s (%.*s)", STRF(image_title(w->r)), STRF(p->path))
			: str_printf(w->run, "/%.*s", STRF(p->path));
	begin_result(w, target, "secret", STR(""));
	for (unsigned pass = 0; pass < 2; pass++) {
		if (pass ? ignored == 0 : ignored == to - from)
			continue;
		emit_key(w->e, pass ? "ExperimentalModifiedFindings" : "Secrets");
		emit_array(w->e);
		for (size_t i = from; i < to; i++) {
			arena_reset(w->a);
			if ((list->p[i].f->ignored != NULL) != (pass == 1))
				continue;
			if (pass)
				begin_modified(w, "secret", list->p[i].f);
			put_secret(w, &list->p[i]);
			if (pass)
				emit_object_end(w->e);
		}
		emit_array_end(w->e);
	}
	emit_object_end(w->e);
}

static void put_secrets(struct writer *w)
{
	rows list = { 0 };
	collect_secrets(w, &list);
	for (size_t from = 0, to; from < list.n; from = to) {
		to = from + 1;
		while (to < list.n && str_eq(list.p[to].place->path, list.p[from].place->path))
			to++;
		put_secret_file(w, &list, from, to);
	}
}

void trivy_put_report(struct emit *e, const struct report *r, const struct tell_options *options)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(arena_freep) struct arena *run = arena_new();
	struct writer w = { e, r, options, a, run };
	struct str time = time_of_report(r), config = digest_text(run, &r->image.config);
	struct str content = str_printf(run, "%.*s\n%.*s\n%.*s\n%zu", STRF(image_title(r)),
					STRF(config), STRF(r->database.digest), r->findings.n);
	bool rootfs = str_is(r->source_kind, "rootfs");
	emit_object(e);
	emit_member_u64(e, "SchemaVersion", 2);
	emit_key(e, "Trivy");
	emit_object(e);
	emit_member_str(e, "Version",
			str_printf(run, "seaworthy %s", options->version ? options->version : ""));
	emit_object_end(e);
	emit_member_str(e, "ReportID", uuid_of_time(time, content, run));
	emit_member_str(e, "CreatedAt", time);
	emit_member_set(e, "ArtifactID", config);
	emit_member_str(e, "ArtifactName", image_title(r));
	emit_member_text(e, "ArtifactType", rootfs ? "filesystem" : "container_image");
	put_metadata(&w);
	emit_key(e, "Results");
	emit_array(e);
	put_system(&w);
	put_checks(&w);
	put_secrets(&w);
	emit_array_end(e);
	emit_object_end(e);
}
