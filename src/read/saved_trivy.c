/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reports of Trivy (JSON, SchemaVersion 2), as far as they go: teams that switch have old ones, as baselines and to
 * compare with.
 *
 *         Metadata      the image, its layers and configuration, the distribution
 *         Results[]     one for each target: Packages, Vulnerabilities, Secrets, Misconfigurations
 *
 * Trivy tells of each binary package what ours tells once of the source that it was built from, so findings of one
 * source are brought together at the end; then both have the same fingerprints. Packages that its report does not
 * list (it can be told not to) are made of what the vulnerabilities say of them.
 *
 * What has no place in our report (licences, findings that were suppressed) is counted in a note, not lost without
 * a word. Everything still has to be judged: places and the verdict are not Trivy's.
 */
#include "base/limits.h"
#include "base/map.h"
#include "model/severity.h"
#include "read/saved_reader.h"

/* ---- the image ---- */

static void add_texts(struct report *r, const struct json *list, void *out)
{
	VEC(struct str) texts = { 0 };
	for (const struct json *v = list && list->kind == JSON_ARRAY ? list->child : NULL; v;
	     v = v->next)
		*VEC_PUSH(r->arena, &texts) = str_dup(r->arena, json_text(v));
	memcpy(out, &texts, sizeof(texts));
}

static struct str keep(struct report *r, const struct json *object, const char *key)
{
	return str_dup(r->arena, json_get_text(object, key));
}

static void read_digest(const struct json *object, const char *key, struct digest *out)
{
	(void)digest_parse(json_get_text(object, key), out);
}

/* {"80/tcp": {}}: the keys. */
static void add_keys(struct report *r, const struct json *object, void *out)
{
	VEC(struct str) texts = { 0 };
	for (const struct json *v = object && object->kind == JSON_OBJECT ? object->child : NULL; v;
	     v = v->next)
		*VEC_PUSH(r->arena, &texts) = str_dup(r->arena, v->key);
	memcpy(out, &texts, sizeof(texts));
}

static void read_config(struct report *r, const struct json *c)
{
	struct image *im = &r->image;
	const struct json *run = json_get(c, "config"), *labels = json_get(run, "Labels");
	const struct json *history = json_get(c, "history");
	im->platform.os = keep(r, c, "os");
	im->platform.arch = keep(r, c, "architecture");
	im->platform.variant = keep(r, c, "variant");
	im->created = keep(r, c, "created");
	im->author = keep(r, c, "author");
	im->user = keep(r, run, "User");
	im->working_dir = keep(r, run, "WorkingDir");
	im->stop_signal = keep(r, run, "StopSignal");
	add_texts(r, json_get(run, "Env"), &im->env);
	add_texts(r, json_get(run, "Entrypoint"), &im->entrypoint);
	add_texts(r, json_get(run, "Cmd"), &im->cmd);
	add_texts(r, json_get(run, "Shell"), &im->shell);
	add_keys(r, json_get(run, "ExposedPorts"), &im->exposed_ports);
	add_keys(r, json_get(run, "Volumes"), &im->volumes);
	for (const struct json *v = labels ? labels->child : NULL; v; v = v->next)
		*VEC_PUSH(r->arena, &im->labels) =
			(struct key_value){ str_dup(r->arena, v->key),
					    str_dup(r->arena, json_text(v)) };
	for (const struct json *v = history ? history->child : NULL; v; v = v->next) {
		const struct json *empty = json_get(v, "empty_layer");
		*VEC_PUSH(r->arena, &im->history) = (struct history){
			.created_by = keep(r, v, "created_by"),
			.created = keep(r, v, "created"),
			.comment = keep(r, v, "comment"),
			.author = keep(r, v, "author"),
			.empty_layer = empty && empty->truth,
		};
	}
}

static int read_layers(struct report *r, const struct json *metadata, struct fault *f)
{
	const struct json *layers = json_get(metadata, "Layers"),
			  *ids = json_get(metadata, "DiffIDs");
	const struct json *list = layers && layers->n ? layers : ids;
	uint32_t step = 0;
	if (list && list->n > LIMIT_LAYERS)
		return fault_set(f, E_LIMIT, "Metadata: more than %llu layers",
				 (unsigned long long)LIMIT_LAYERS);
	for (const struct json *v = list ? list->child : NULL; v; v = v->next) {
		struct layer *l = VEC_PUSH(r->arena, &r->image.layers);
		l->history = HISTORY_NONE;
		while (step < r->image.history.n && r->image.history.p[step].empty_layer)
			step++;
		if (step < r->image.history.n)
			l->history = step++;
		if (v->kind == JSON_STRING)
			(void)digest_parse(v->text, &l->diff_id);
		read_digest(v, "DiffID", &l->diff_id);
		read_digest(v, "Digest", &l->digest);
		(void)json_u64(json_get(v, "Size"), UINT64_MAX, &l->size);
	}
	return 0;
}

static void read_os(struct report *r, const struct json *os)
{
	r->os.id = str_lower(r->arena, json_get_text(os, "Family"));
	r->os.version_id = keep(r, os, "Name");
	if (r->os.id.n == 0)
		return;
	r->os.pretty = str_printf(r->arena, "%.*s %.*s", STRF(r->os.id), STRF(r->os.version_id));
	r->os.ecosystem = ecosystem_of_os(r->os.id);
	r->os.release = ecosystem_release(r->os.ecosystem, r->os.version_id);
	const struct json *ended = json_get(os, "EOSL");
	if (!ended || !ended->truth)
		return;
	struct finding *g = report_add(r, FINDING_MISCONFIGURATION);
	g->place = g->own_place = PLACE_ACT_NOW;
	g->severity = SEVERITY_HIGH;
	g->id = STR("os-eol");
	g->title = str_printf(r->arena, "%.*s is past its end of life", STRF(r->os.pretty));
	g->message = STR("It gets no more security fixes; advisories stop, so missing findings "
			 "mean nothing.");
}

static int read_metadata(struct saved_reader *s, const struct json *m, struct fault *f)
{
	struct report *r = s->report;
	const struct json *tags = json_get(m, "RepoTags"), *digests = json_get(m, "RepoDigests");
	struct str by_digest = json_text(json_at(digests, 0));
	read_digest(m, "ImageID", &r->image.config);
	add_texts(r, tags, &r->image.names);
	if (r->image.names.n)
		r->image.name = r->image.names.p[0];
	size_t at = str_rfind_char(by_digest, '@');
	if (at != SIZE_MAX)
		(void)digest_parse(str_from(by_digest, at + 1), &r->image.manifest);
	read_config(r, json_get(m, "ImageConfig"));
	TRY(read_layers(r, m, f));
	read_os(r, json_get(m, "OS"));
	return 0;
}

static uint16_t layer_of(const struct report *r, const struct json *value)
{
	const struct json *layer = json_get(value, "Layer");
	struct digest diff_id = { 0 }, digest = { 0 };
	read_digest(layer, "DiffID", &diff_id);
	read_digest(layer, "Digest", &digest);
	for (size_t i = 0; i < r->image.layers.n; i++) {
		const struct layer *l = &r->image.layers.p[i];
		if ((diff_id.kind && digest_eq(&l->diff_id, &diff_id)) ||
		    (digest.kind && digest_eq(&l->digest, &digest)))
			return (uint16_t)i;
	}
	return LAYER_NONE;
}

/* ---- packages ---- */

/* "EPOCH:VERSION-RELEASE", the parts that are there. */
static struct str version_of(struct report *r, const struct json *p, const char *epoch_key,
			     const char *version_key, const char *release_key)
{
	struct str version = json_get_text(p, version_key), release = json_get_text(p, release_key);
	uint64_t epoch = 0;
	(void)json_u64(json_get(p, epoch_key), UINT32_MAX, &epoch);
	if (release.n)
		version = str_printf(r->arena, "%.*s-%.*s", STRF(version), STRF(release));
	if (epoch)
		version =
			str_printf(r->arena, "%llu:%.*s", (unsigned long long)epoch, STRF(version));
	return version;
}

/* The row of a package of this result, made when it is new; *out_new says which. */
static int package_row(struct saved_reader *s, struct str name, struct str version, struct str path,
		       uint32_t *out, bool *out_new, struct fault *f)
{
	struct report *r = s->report;
	struct str key = str_printf(r->arena, "%zu\n%.*s\n%.*s\n%.*s", s->trivy.result, STRF(name),
				    STRF(version), STRF(path));
	uint32_t *index = map_put(&s->trivy.rows, key, out_new);
	if (*out_new) {
		TRY(saved_count_package(s, f));
		*index = (uint32_t)r->packages.n;
		struct package *p = VEC_PUSH(r->arena, &r->packages);
		p->name = p->source_name = sym_of(r->syms, name);
		p->version = p->source_version = sym_of(r->syms, version);
		p->location = sym_of(r->syms, path);
		p->layer = LAYER_NONE;
		p->kind = PACKAGE_OTHER;
		p->flags = PACKAGE_LIVE;
	}
	*out = *index;
	return 0;
}

static struct str licences_of(struct report *r, const struct json *list)
{
	struct str s = STR("");
	for (const struct json *v = list && list->kind == JSON_ARRAY ? list->child : NULL; v;
	     v = v->next)
		s = str_printf(r->arena, "%.*s%s%.*s", STRF(s), s.n ? " AND " : "",
			       STRF(json_text(v)));
	return s;
}

static int visit_package(struct saved_reader *s, const struct json *v, struct fault *f)
{
	struct report *r = s->report;
	struct str name = json_get_text(v, "Name");
	uint32_t index = 0;
	bool fresh;
	if (name.n == 0)
		return fault_set(f, E_CORRUPT, "Packages: one has no \"Name\"");
	struct str version = version_of(r, v, "Epoch", "Version", "Release");
	TRY(package_row(s, name, version, json_get_text(v, "FilePath"), &index, &fresh, f));
	struct package *p = &r->packages.p[index];
	struct str source = json_get_text(v, "SrcName");
	struct str source_version = version_of(r, v, "SrcEpoch", "SrcVersion", "SrcRelease");
	p->arch = sym_of(r->syms, json_get_text(v, "Arch"));
	p->licence = sym_of(r->syms, licences_of(r, json_get(v, "Licenses")));
	if (source.n)
		p->source_name = sym_of(r->syms, source);
	if (source_version.n)
		p->source_version = sym_of(r->syms, source_version);
	p->layer = layer_of(r, v);
	const struct json *files = json_get(v, "InstalledFiles");
	p->file_count = files && files->kind == JSON_ARRAY ? files->n : 0;
	return 0;
}

/* ---- findings ---- */

static enum severity severity_in(const struct json *v)
{
	enum severity s = SEVERITY_UNKNOWN;
	(void)severity_parse(json_get_text(v, "Severity"), &s);
	return s;
}

static struct finding *begin_finding(struct saved_reader *s, enum finding_kind kind,
				     const struct json *v, const char *id_key, struct fault *f)
{
	struct report *r = s->report;
	struct str id = json_get_text(v, id_key);
	if (id.n == 0) {
		fault_set(f, E_CORRUPT, "a finding has no \"%s\"", id_key);
		return NULL;
	}
	if (saved_count_finding(s, f) < 0)
		return NULL;
	struct finding *g = report_add(r, kind);
	g->id = str_dup(r->arena, id);
	g->title = keep(r, v, "Title");
	g->severity = severity_in(v);
	g->layer = layer_of(r, v);
	/* as the gate would have it; it decides of vulnerabilities itself */
	g->place = g->own_place = g->severity >= SEVERITY_HIGH ? PLACE_ACT_NOW : PLACE_MINOR;
	return g;
}

/* "9.8" of the source that gave the severity, else of the NVD, else of the first. */
static void read_cvss(struct report *r, const struct json *v, struct vulnerability *out)
{
	const struct json *all = json_get(v, "CVSS");
	const struct json *one = json_get(all, str_cstr(r->arena, out->severity_source));
	static const struct bind_field fields[] = {
		{ "V3Score", BIND_DECIMAL, .offset = offsetof(struct vulnerability, cvss_score),
		  .max = 10 },
	};
	static const struct bind_table table = { BIND_FIELDS(fields) };
	if (!one)
		one = json_get(all, "nvd");
	if (!one && all && all->kind == JSON_OBJECT)
		one = all->child;
	if (!one || one->kind != JSON_OBJECT)
		return;
	struct bind b = { r->arena, r->syms, 0 };
	out->cvss_vector = keep(r, one, "V3Vector");
	if (bind_object(&b, &table, one, out, NULL) < 0)
		out->cvss_score = -1;
}

static enum advisory_status status_in(const struct json *v, struct str fixed)
{
	struct str status = json_get_text(v, "Status");
	for (unsigned i = 0; i < ADVISORY_STATUS_COUNT_; i++)
		if (str_is(status, advisory_status_name((enum advisory_status)i)))
			return (enum advisory_status)i;
	return fixed.n ? ADVISORY_FIXED : ADVISORY_AFFECTED; /* older ones tell no status */
}

static int visit_vulnerability(struct saved_reader *s, const struct json *v, struct fault *f)
{
	struct report *r = s->report;
	struct str name = json_get_text(v, "PkgName"),
		   installed = json_get_text(v, "InstalledVersion");
	struct finding *g = begin_finding(s, FINDING_VULNERABILITY, v, "VulnerabilityID", f);
	uint32_t package = PACKAGE_NONE;
	bool fresh = false;
	if (!g)
		return f->code;
	if (name.n == 0)
		return fault_set(f, E_CORRUPT, "Vulnerabilities: one has no \"PkgName\"");
	TRY(package_row(s, name, installed, json_get_text(v, "PkgPath"), &package, &fresh, f));
	if (fresh)
		r->packages.p[package].layer = g->layer;
	g->package = package;
	g->path = keep(r, v, "PkgPath");
	struct vulnerability *x = g->vulnerability = arena_alloc(r->arena, sizeof(*x));
	*VEC_PUSH(r->arena, &x->ids) = g->id;
	const struct json *others = json_get(v, "VendorIDs");
	for (const struct json *i = others ? others->child : NULL; i; i = i->next)
		*VEC_PUSH(r->arena, &x->ids) = str_dup(r->arena, json_text(i));
	*VEC_PUSH(r->arena, &x->packages) = package;
	x->installed = str_dup(r->arena, installed);
	struct str fixed =
		json_get_text(v, "FixedVersion"); /* "1.2.4, 1.3.1": of several branches */
	(void)str_cut(fixed, ',', &fixed, NULL);
	x->fixed = str_dup(r->arena, str_trim(fixed));
	x->status = status_in(v, x->fixed);
	x->severity_source = keep(r, v, "SeveritySource");
	x->cvss_score = -1;
	read_cvss(r, v, x);
	add_texts(r, json_get(v, "CweIDs"), &x->cwe);
	add_texts(r, json_get(v, "References"), &x->references);
	x->published = str_slice(keep(r, v, "PublishedDate"), 0, 10);
	struct str feed = json_get_text(json_get(v, "DataSource"), "ID");
	*VEC_PUSH(r->arena, &x->feeds) = feed.n ? str_dup(r->arena, feed) : STR("trivy");
	x->matched_by = STR("reported by Trivy");
	if (g->title.n == 0)
		g->title = str_slice(keep(r, v, "Description"), 0, 120);
	return 0;
}

static void read_lines(const struct json *v, struct finding *g)
{
	uint64_t line = 0;
	if (json_u64(json_get(v, "StartLine"), UINT32_MAX, &line))
		g->line = (uint32_t)line;
}

static int visit_secret(struct saved_reader *s, const struct json *v, struct fault *f)
{
	struct report *r = s->report;
	struct finding *g = begin_finding(s, FINDING_SECRET, v, "RuleID", f);
	if (!g)
		return f->code;
	read_lines(v, g);
	struct secret *x = g->secret = arena_alloc(r->arena, sizeof(*x));
	x->provider = keep(r, v, "Category");
	x->masked = keep(r, v, "Match");
	x->rule_severity = g->severity;
	x->live = true;
	*VEC_PUSH(r->arena, &x->places) = (struct secret_place){ .line = g->line,
								 .layer = g->layer,
								 .deleted_by = LAYER_NONE };
	return 0;
}

static int visit_misconfiguration(struct saved_reader *s, const struct json *v, struct fault *f)
{
	struct report *r = s->report;
	struct str status = json_get_text(v, "Status");
	if (status.n && !str_is(status, "FAIL"))
		return 0; /* a check that passed */
	struct finding *g = begin_finding(s, FINDING_MISCONFIGURATION, v, "ID", f);
	if (!g)
		return f->code;
	g->message = keep(r, v, "Message");
	g->fix = keep(r, v, "Resolution");
	read_lines(json_get(v, "CauseMetadata"), g);
	return 0;
}

static int visit_other(struct saved_reader *s, const struct json *v, struct fault *f)
{
	(void)v, (void)f;
	s->trivy.left_out++;
	return 0;
}

/* ---- the document ---- */

static const struct {
	const char *name;
	int (*visit)(struct saved_reader *s, const struct json *v, struct fault *f);
} lists[] = {
	{ "Packages", visit_package }, { "Vulnerabilities", visit_vulnerability },
	{ "Secrets", visit_secret },   { "Misconfigurations", visit_misconfiguration },
	{ "Licenses", visit_other },   { "ExperimentalModifiedFindings", visit_other },
};

static int begin_report(struct saved_reader *s, struct fault *f)
{
	if (s->report)
		return 0;
	if (!saved_begin(s, f))
		return f->code;
	map_init(&s->trivy.rows, s->out->arena);
	s->report->source_kind = STR("trivy-json");
	s->report->sandbox_note = STR("scanned by Trivy");
	s->report->database.has_release = true;
	return 0;
}

static int open_part(struct saved_reader *s, const struct str *path, size_t n, enum json_kind kind,
		     struct fault *f)
{
	if (n != 0)
		TRY(begin_report(s, f));
	if (n == 1 && str_is(path[0], "Metadata"))
		return 1;
	if (n == 1 && str_is(path[0], "Results")) {
		s->has_images = true;
		return kind == JSON_ARRAY ? 0 : fault_set(f, E_CORRUPT, "Results: is no list");
	}
	if (n == 2 && str_is(path[0], "Results")) {
		s->trivy.package = s->report->packages.n;
		s->trivy.finding = s->report->findings.n;
		s->trivy.target = s->trivy.class = s->trivy.type = STR("");
		s->trivy.result++;
	}
	return 0;
}

static int visit_root(struct saved_reader *s, const struct str *path, const struct json *v,
		      struct fault *f)
{
	struct report *r = s->report;
	if (str_is(path[0], "SchemaVersion") &&
	    (!json_u64(v, UINT32_MAX, &s->schema) || s->schema != 2))
		return fault_set(f, E_UNSUPPORTED,
				 "a report of Trivy of another SchemaVersion: 2 is read here");
	if (str_is(path[0], "ArtifactName"))
		r->reference = str_dup(r->arena, json_text(v));
	else if (str_is(path[0], "CreatedAt"))
		r->created = str_dup(r->arena, json_text(v));
	else if (str_is(path[0], "Metadata"))
		return read_metadata(s, v, f);
	return 0;
}

static int visit_part(struct saved_reader *s, const struct str *path, size_t n,
		      const struct json *v, struct fault *f)
{
	TRY(begin_report(s, f));
	if (n == 1)
		return visit_root(s, path, v, f);
	if (!str_is(path[0], "Results"))
		return 0;
	if (n == 3) {
		struct str *to = str_is(path[2], "Target")  ? &s->trivy.target
				 : str_is(path[2], "Class") ? &s->trivy.class
				 : str_is(path[2], "Type")  ? &s->trivy.type
							    : NULL;
		if (to)
			*to = str_dup(s->report->arena, json_text(v));
		return 0;
	}
	for (size_t i = 0; n == 4 && i < ARRAY_LEN(lists); i++)
		if (str_is(path[2], lists[i].name))
			return fault_in(f, lists[i].visit(s, v, f), "Results: %zu: %s",
					s->trivy.result - 1, lists[i].name);
	return 0;
}

static enum package_kind kind_of(struct str type)
{
	static const char *const apk[] = { "alpine", "wolfi", "chainguard", "alpaquita",
					   "minimos" };
	static const char *const deb[] = { "debian", "ubuntu", "echo" };
	for (size_t i = 0; i < ARRAY_LEN(apk); i++)
		if (str_is(type, apk[i]))
			return PACKAGE_APK;
	for (size_t i = 0; i < ARRAY_LEN(deb); i++)
		if (str_is(type, deb[i]))
			return PACKAGE_DEB;
	return PACKAGE_OTHER;
}

/* 32 digits that are the same for the same rule, file and mask: the value itself is not in the report. */
static struct str secret_fingerprint(struct report *r, const struct finding *g)
{
	struct digest d = digest_of(DIGEST_SHA256,
				    str_printf(r->arena, "trivy\n%.*s\n%.*s\n%.*s", STRF(g->id),
					       STRF(g->path), STRF(g->secret->masked)));
	return str_slice(str_from(digest_text(r->arena, &d), strlen("sha256:")), 0, 32);
}

/* A result has ended: now its target and type are known, wherever they stood. */
static int close_part(struct saved_reader *s, const struct str *path, size_t n, struct fault *f)
{
	struct report *r = s->report;
	(void)f;
	if (n != 2 || !str_is(path[0], "Results"))
		return 0;
	bool of_os = str_is(s->trivy.class, "os-pkgs");
	struct str file = of_os ? STR("") : s->trivy.target;
	for (size_t i = s->trivy.package; i < r->packages.n; i++) {
		struct package *p = &r->packages.p[i];
		p->kind = (uint8_t)(of_os ? kind_of(s->trivy.type) : PACKAGE_OTHER);
		if (!p->location)
			p->location = sym_of(r->syms, file);
	}
	for (size_t i = s->trivy.finding; i < r->findings.n; i++) {
		struct finding *g = &r->findings.p[i];
		if (g->path.n == 0)
			g->path = file;
		if (g->secret) {
			g->secret->places.p[0].path = g->path;
			g->secret->fingerprint = secret_fingerprint(r, g);
		}
	}
	return 0;
}

/* One finding for each source package: its binaries are listed in it. */
static void join_findings(struct report *r)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct map first;
	size_t n = 0;
	map_init(&first, a);
	for (size_t i = 0; i < r->findings.n; i++) {
		struct finding *g = &r->findings.p[i];
		if (g->vulnerability) {
			const struct package *p = &r->packages.p[g->package];
			struct str key = str_printf(a, "%.*s\n%u\n%u\n%u\n%u\n%.*s", STRF(g->id),
						    p->kind, p->source_name, p->source_version,
						    p->kind == PACKAGE_OTHER ? p->location : 0,
						    STRF(g->vulnerability->fixed));
			bool fresh;
			uint32_t *at = map_put(&first, key, &fresh);
			if (!fresh) {
				struct vulnerability *v = r->findings.p[*at].vulnerability;
				*VEC_PUSH(r->arena, &v->packages) = g->package;
				continue;
			}
			*at = (uint32_t)n;
			g->vulnerability->installed = sym_str(r->syms, p->source_version);
		}
		r->findings.p[n++] = *g;
	}
	r->findings.n = n;
}

static int end_document(struct saved_reader *s, struct fault *f)
{
	if (s->schema != 2)
		return fault_set(f, E_CORRUPT, "no \"SchemaVersion\": not a report of Trivy");
	TRY(begin_report(s, f));
	struct report *r = s->report;
	if (r->image.name.n == 0)
		r->image.name = r->reference;
	join_findings(r);
	if (s->trivy.left_out) {
		struct finding *g = report_add(r, FINDING_MISCONFIGURATION);
		g->place = g->own_place = PLACE_NOTE;
		g->severity = SEVERITY_NEGLIGIBLE;
		g->id = STR("not-converted");
		g->title = str_printf(r->arena,
				      "%zu licences and suppressed findings of the Trivy "
				      "report are not in this one",
				      s->trivy.left_out);
	}
	return 0;
}

const struct saved_form saved_trivy = { open_part, close_part, visit_part, end_document };
