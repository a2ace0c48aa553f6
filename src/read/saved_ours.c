/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Our own report, member by member: the mirror of tell/format/json.c, and documented with it in
 * docs/format/report.md. What the writer derives from other members (counts, the names of a layer beside its
 * index, origins, package URLs, fingerprints) is not read: it would have to agree anyhow.
 *
 * Indices are checked when an image has ended, for members may come in any order.
 */
#include "base/limits.h"
#include "read/saved_reader.h"

#define TEXT(name, type, field)                       \
	{                                             \
		name, BIND_TEXT, BIND_AT(type, field) \
	}
#define TEXTS(name, type, field)                       \
	{                                              \
		name, BIND_TEXTS, BIND_AT(type, field) \
	}
#define SYM(name, type, field)                       \
	{                                            \
		name, BIND_SYM, BIND_AT(type, field) \
	}
#define BOOL(name, type, field)                       \
	{                                             \
		name, BIND_BOOL, BIND_AT(type, field) \
	}
#define DIGEST(name, type, field)                       \
	{                                               \
		name, BIND_DIGEST, BIND_AT(type, field) \
	}
#define NUMBER(name, type, field, most)                                \
	{                                                              \
		name, BIND_NUMBER, BIND_AT(type, field), .max = (most) \
	}
#define NUMBERS(name, type, field, most)                                \
	{                                                               \
		name, BIND_NUMBERS, BIND_AT(type, field), .max = (most) \
	}
#define DECIMAL(name, type, field, most)                                \
	{                                                               \
		name, BIND_DECIMAL, BIND_AT(type, field), .max = (most) \
	}
#define WORD(name, type, field, names, count)                                          \
	{                                                                              \
		name, BIND_WORD, BIND_AT(type, field), .max = (count), .word = (names) \
	}
#define OBJECT(name, type, field, rows)                                  \
	{                                                                \
		name, BIND_OBJECT, BIND_AT(type, field), .table = (rows) \
	}
#define ROWS(name, type, field, rows)                                  \
	{                                                              \
		name, BIND_ROWS, BIND_AT(type, field), .table = (rows) \
	}
#define POINTER(name, type, field, rows)                                  \
	{                                                                 \
		name, BIND_POINTER, BIND_AT(type, field), .table = (rows) \
	}
/* members that belong to the structure around them */
#define PART(name, rows)                           \
	{                                          \
		name, BIND_OBJECT, .table = (rows) \
	}
#define OTHER(name, handler)                         \
	{                                            \
		name, BIND_OTHER, .other = (handler) \
	}

#define TABLE(type, rows) BIND_FIELDS(rows), .size = sizeof(type)

/* ---- words ---- */

#define WORDS(name, function, type)              \
	static const char *name(unsigned i)      \
	{                                        \
		return function((enum type)(i)); \
	}
WORDS(kind_word, finding_kind_name, finding_kind)
WORDS(place_word, finding_place_name, finding_place)
WORDS(severity_word, severity_name, severity)
WORDS(status_word, advisory_status_name, advisory_status)
WORDS(effect_word, gate_effect_name, gate_effect)
WORDS(by_word, ignored_by_name, ignored_by)
WORDS(standing_word, secret_standing_name, secret_standing)
WORDS(state_word, exception_state_name, exception_state)
WORDS(step_word, step_kind_name, step_kind)
WORDS(package_word, package_kind_name, package_kind)
WORDS(verdict_word, verdict_name, verdict)

enum { VERDICTS = VERDICT_INCOMPLETE + 1 };

static const char *ecosystem_word(unsigned i)
{
	return i == ECOSYSTEM_NONE ? NULL : ecosystem_info((enum ecosystem)i)->name;
}

/* ---- image ---- */

static const struct bind_field item_fields[] = {
	TEXT("path", struct layer_item, path),
	NUMBER("bytes", struct layer_item, bytes, UINT64_MAX),
	NUMBER("hiddenBy", struct layer_item, hidden_by, LAYER_NONE - 1),
};
static const struct layer_item fresh_item = { .hidden_by = LAYER_NONE };
static const struct bind_table item_table = { TABLE(struct layer_item, item_fields),
					      .fresh = &fresh_item };

static int read_largest(struct bind *b, const struct json *value, void *object, struct fault *f)
{
	struct layer_changes *c = object;
	if (value->kind != JSON_ARRAY || value->n > LAYER_TOP)
		return fault_set(f, E_CORRUPT, "is no list of at most %d files", LAYER_TOP);
	size_t n = 0;
	for (const struct json *v = value->child; v; v = v->next, n++) {
		c->top[n] = fresh_item;
		TRY(fault_in(f, bind_object(b, &item_table, v, &c->top[n], f), "%zu", n));
		if (c->top[n].bytes == 0)
			return fault_set(f, E_CORRUPT, "%zu: has no bytes", n);
	}
	return 0;
}

/* A layer of the image and what was learned of it, which the report keeps in two lists. */
struct saved_layer {
	struct layer layer;
	struct layer_facts facts;
	bool has_facts, has_changes;
};

static const struct bind_field changes_fields[] = {
	NUMBER("added", struct layer_changes, added, UINT64_MAX),
	NUMBER("addedBytes", struct layer_changes, added_bytes, UINT64_MAX),
	NUMBER("changed", struct layer_changes, changed, UINT64_MAX),
	NUMBER("changedBytes", struct layer_changes, changed_bytes, UINT64_MAX),
	NUMBER("deleted", struct layer_changes, deleted, UINT64_MAX),
	NUMBER("deletedBytes", struct layer_changes, deleted_bytes, UINT64_MAX),
	NUMBER("wasted", struct layer_changes, wasted, UINT64_MAX),
	NUMBER("wastedBytes", struct layer_changes, wasted_bytes, UINT64_MAX),
	OTHER("largest", read_largest),
};
static const struct bind_table changes_table = { TABLE(struct layer_changes, changes_fields) };

static int read_entries(struct bind *b, const struct json *value, void *object, struct fault *f)
{
	struct saved_layer *l = object;
	(void)b;
	l->has_facts = true;
	if (!json_u64(value, UINT64_MAX, &l->facts.entries))
		return fault_set(f, E_CORRUPT, "is no whole number");
	return 0;
}

static int read_changes(struct bind *b, const struct json *value, void *object, struct fault *f)
{
	struct saved_layer *l = object;
	l->has_changes = true;
	return bind_object(b, &changes_table, value, &l->facts.changes, f);
}

static const struct bind_field layer_fields[] = {
	DIGEST("digest", struct saved_layer, layer.digest),
	DIGEST("diffId", struct saved_layer, layer.diff_id),
	TEXT("mediaType", struct saved_layer, layer.media_type),
	TEXT("blob", struct saved_layer, layer.blob),
	NUMBER("size", struct saved_layer, layer.size, UINT64_MAX),
	NUMBER("history", struct saved_layer, layer.history, HISTORY_NONE - 1),
	BOOL("foreign", struct saved_layer, layer.foreign),
	BOOL("absent", struct saved_layer, layer.absent),
	OTHER("entries", read_entries),
	NUMBER("bytes", struct saved_layer, facts.bytes, UINT64_MAX),
	NUMBER("gaps", struct saved_layer, facts.gaps, UINT32_MAX),
	OTHER("changes", read_changes),
};
static const struct saved_layer fresh_layer = { .layer.history = HISTORY_NONE };
static const struct bind_table layer_table = { TABLE(struct saved_layer, layer_fields),
					       .fresh = &fresh_layer };

static int read_layers(struct bind *b, const struct json *value, void *object, struct fault *f)
{
	struct report *r = object;
	if (value->kind != JSON_ARRAY || value->n > LIMIT_LAYERS)
		return fault_set(f, E_LIMIT, "is no list of at most %llu layers",
				 (unsigned long long)LIMIT_LAYERS);
	r->image.layers.n = r->layers.n = 0;
	size_t n = 0;
	for (const struct json *v = value->child; v; v = v->next, n++) {
		struct saved_layer l = fresh_layer;
		TRY(fault_in(f, bind_object(b, &layer_table, v, &l, f), "%zu", n));
		*VEC_PUSH(r->arena, &r->image.layers) = l.layer;
		r->has_changes |= l.has_changes;
		if (l.has_facts)
			*VEC_PUSH(r->arena, &r->layers) = l.facts;
	}
	if (r->layers.n && r->layers.n != n)
		return fault_set(f, E_CORRUPT, "some have \"entries\", and some have not");
	return 0;
}

static const struct bind_field history_fields[] = {
	TEXT("createdBy", struct history, created_by),
	TEXT("created", struct history, created),
	TEXT("comment", struct history, comment),
	TEXT("author", struct history, author),
	BOOL("emptyLayer", struct history, empty_layer),
	NUMBER("dockerfileLine", struct history, dockerfile_line, UINT32_MAX),
	TEXT("stage", struct history, stage),
};
static const struct bind_table history_table = { TABLE(struct history, history_fields) };

static const struct bind_field pair_fields[] = {
	TEXT("key", struct key_value, key),
	TEXT("value", struct key_value, value),
};
static const struct bind_table pair_table = { TABLE(struct key_value, pair_fields) };

static const struct bind_field platform_fields[] = {
	TEXT("os", struct platform, os),
	TEXT("architecture", struct platform, arch),
	TEXT("variant", struct platform, variant),
	BOOL("assumed", struct platform, assumed),
};
static const struct bind_table platform_table = { TABLE(struct platform, platform_fields) };

static const struct bind_field runtime_fields[] = {
	TEXT("user", struct image, user),
	TEXT("workingDir", struct image, working_dir),
	TEXT("stopSignal", struct image, stop_signal),
	TEXTS("env", struct image, env),
	TEXTS("entrypoint", struct image, entrypoint),
	TEXTS("cmd", struct image, cmd),
	TEXTS("exposedPorts", struct image, exposed_ports),
	TEXTS("volumes", struct image, volumes),
	TEXTS("shell", struct image, shell),
	TEXTS("healthcheck", struct image, healthcheck),
};
static const struct bind_table runtime_table = { TABLE(struct image, runtime_fields) };

static const struct bind_field base_fields[] = {
	TEXT("name", struct base_info, name),
	TEXT("created", struct base_info, created),
	TEXT("knownFrom", struct base_info, origin),
	NUMBER("layers", struct base_info, layers, LAYER_NONE - 1),
	NUMBER("steps", struct base_info, steps, UINT32_MAX),
};
static const struct bind_table base_table = { TABLE(struct base_info, base_fields) };

static const struct bind_field image_fields[] = {
	TEXT("name", struct report, image.name),
	TEXTS("names", struct report, image.names),
	DIGEST("manifestDigest", struct report, image.manifest),
	DIGEST("indexDigest", struct report, image.index),
	DIGEST("configDigest", struct report, image.config),
	OBJECT("platform", struct report, image.platform, &platform_table),
	TEXT("created", struct report, image.created),
	TEXT("author", struct report, image.author),
	OBJECT("base", struct report, base, &base_table),
	OTHER("layers", read_layers),
	ROWS("history", struct report, image.history, &history_table),
	OBJECT("runtime", struct report, image, &runtime_table),
	ROWS("labels", struct report, image.labels, &pair_table),
	ROWS("annotations", struct report, image.annotations, &pair_table),
	TEXT("config", struct report, image.config_json),
	TEXT("dockerfile", struct report, dockerfile),
	TEXT("dockerfilePath", struct report, dockerfile_path),
	BOOL("verifiedDiffIds", struct report, verified_diff_ids),
};
static const struct bind_table image_table = { TABLE(struct report, image_fields) };

static const struct bind_field os_fields[] = {
	TEXT("id", struct report, os.id),
	TEXT("idLike", struct report, os.id_like),
	TEXT("versionId", struct report, os.version_id),
	TEXT("codename", struct report, os.codename),
	TEXT("prettyName", struct report, os.pretty),
	TEXT("location", struct report, os.location),
	WORD("ecosystem", struct report, os.ecosystem, ecosystem_word, ECOSYSTEM_COUNT_),
	TEXT("release", struct report, os.release),
	TEXT("endOfLife", struct report, os.eol),
	BOOL("distroless", struct report, os.distroless),
	BOOL("scratch", struct report, os.is_scratch),
};
static const struct bind_table os_table = { TABLE(struct report, os_fields) };

static const struct bind_field database_fields[] = {
	TEXT("path", struct report, database.path),
	TEXT("digest", struct report, database.digest),
	TEXT("built", struct report, database.built),
	NUMBER("advisories", struct report, database.advisories, UINT64_MAX),
	BOOL("headlineOnly", struct report, database.headline_only),
	BOOL("hasRelease", struct report, database.has_release),
};
static const struct bind_table database_table = { TABLE(struct report, database_fields) };

static const struct bind_field sandbox_fields[] = {
	BOOL("confined", struct report, sandboxed),
	TEXT("note", struct report, sandbox_note),
};
static const struct bind_table sandbox_table = { TABLE(struct report, sandbox_fields) };

/* ---- packages ---- */

static const struct bind_field source_fields[] = {
	SYM("name", struct package, source_name),
	SYM("version", struct package, source_version),
};
static const struct bind_table source_table = { TABLE(struct package, source_fields) };

static int read_live(struct bind *b, const struct json *value, void *object, struct fault *f)
{
	struct package *p = object;
	(void)b;
	if (value->kind != JSON_BOOL)
		return fault_set(f, E_CORRUPT, "is neither true nor false");
	p->flags = value->truth ? PACKAGE_LIVE : 0;
	return 0;
}

static const struct bind_field package_fields[] = {
	{ "name", BIND_SYM, BIND_AT(struct package, name), .required = true },
	{ "version", BIND_SYM, BIND_AT(struct package, version), .required = true },
	SYM("architecture", struct package, arch),
	{ "kind", BIND_WORD, BIND_AT(struct package, kind), .max = PACKAGE_KIND_COUNT_,
	  .word = package_word, .required = true },
	PART("source", &source_table),
	SYM("licence", struct package, licence),
	SYM("location", struct package, location),
	NUMBER("layer", struct package, layer, LAYER_NONE - 1),
	OTHER("live", read_live),
	NUMBER("fileCount", struct package, file_count, UINT32_MAX),
};
static const struct bind_table package_table = { TABLE(struct package, package_fields) };

/* The paths of a package are one text of many lines; "files" and "filesHex" are lists. */
static int read_files(struct saved_reader *s, const struct json *value, struct package *p,
		      struct fault *f)
{
	struct {
		VEC(struct str) list;
	} paths = { 0 };
	static const struct bind_field fields[] = {
		{ "files", BIND_TEXTS, .offset = 0 },
	};
	static const struct bind_table table = { BIND_FIELDS(fields) };
	if (!json_get(value, "files"))
		return 0;
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct bind b = { scratch, s->bind.syms, UINT32_MAX };
	TRY(bind_object(&b, &table, value, &paths, f));
	size_t n = 0;
	for (size_t i = 0; i < paths.list.n; i++)
		n += paths.list.p[i].n + 1;
	char *text = arena_bytes(scratch, n + 1), *at = text;
	for (size_t i = 0; i < paths.list.n; i++) {
		if (paths.list.p[i].n)
			memcpy(at, paths.list.p[i].p, paths.list.p[i].n);
		at += paths.list.p[i].n;
		*at++ = '\n';
	}
	p->files = sym_of(s->bind.syms, str_make(text, n ? n - 1 : 0));
	s->out->has_files = true;
	return 0;
}

static int visit_package(struct saved_reader *s, const struct json *value, struct fault *f)
{
	struct report *r = s->report;
	TRY(saved_count_package(s, f));
	size_t n = r->packages.n;
	struct package *p = VEC_PUSH(r->arena, &r->packages);
	p->layer = LAYER_NONE;
	TRY(fault_in(f, bind_object(&s->bind, &package_table, value, p, f), "packages: %zu", n));
	return fault_in(f, read_files(s, value, p, f), "packages: %zu", n);
}

/* ---- findings ---- */

static const struct bind_field cvss_fields[] = {
	DECIMAL("score", struct vulnerability, cvss_score, 10),
	TEXT("vector", struct vulnerability, cvss_vector),
};
static const struct bind_table cvss_table = { TABLE(struct vulnerability, cvss_fields) };

static const struct bind_field kev_fields[] = {
	TEXT("added", struct vulnerability, kev_added),
	BOOL("ransomware", struct vulnerability, kev_ransomware),
};
static const struct bind_table kev_table = { TABLE(struct vulnerability, kev_fields) };

static int epss_done(struct bind *b, void *object, struct fault *f)
{
	struct vulnerability *v = object;
	(void)b, (void)f;
	v->has_epss = true;
	return 0;
}

static const struct bind_field epss_fields[] = {
	DECIMAL("score", struct vulnerability, epss, 1),
	DECIMAL("percentile", struct vulnerability, epss_percentile, 1),
};
static const struct bind_table epss_table = { TABLE(struct vulnerability, epss_fields),
					      .done = epss_done };

static const struct bind_field vulnerability_fields[] = {
	TEXTS("ids", struct vulnerability, ids),
	WORD("status", struct vulnerability, status, status_word, ADVISORY_STATUS_COUNT_),
	TEXT("installed", struct vulnerability, installed),
	TEXT("fixed", struct vulnerability, fixed),
	NUMBER("fixedRank", struct vulnerability, fixed_rank, UINT32_MAX),
	NUMBERS("packages", struct vulnerability, packages, UINT32_MAX),
	TEXT("severitySource", struct vulnerability, severity_source),
	PART("cvss", &cvss_table),
	PART("kev", &kev_table),
	PART("epss", &epss_table),
	TEXTS("cwe", struct vulnerability, cwe),
	TEXTS("references", struct vulnerability, references),
	TEXTS("feeds", struct vulnerability, feeds),
	TEXT("published", struct vulnerability, published),
	TEXT("matchedBy", struct vulnerability, matched_by),
};
static const struct bind_table vulnerability_table = { TABLE(struct vulnerability,
							     vulnerability_fields) };

static int read_sample(struct bind *b, const struct json *value, void *object, struct fault *f)
{
	struct secret_place *p = object;
	(void)b;
	if (value->kind != JSON_BOOL)
		return fault_set(f, E_CORRUPT, "is neither true nor false");
	p->standing = value->truth ? SECRET_SAMPLE : SECRET_OF_PACKAGE;
	return 0;
}

static const struct bind_field secret_place_fields[] = {
	TEXT("path", struct secret_place, path),
	TEXT("inside", struct secret_place, inside),
	NUMBER("line", struct secret_place, line, UINT32_MAX),
	NUMBER("column", struct secret_place, column, UINT32_MAX),
	NUMBER("layer", struct secret_place, layer, LAYER_NONE - 1),
	NUMBER("deletedBy", struct secret_place, deleted_by, LAYER_NONE - 1),
	TEXT("package", struct secret_place, package),
	OTHER("sample", read_sample),
	TEXT("commit", struct secret_place, commit),
	TEXT("authorDate", struct secret_place, author_date),
	BOOL("inHead", struct secret_place, in_head),
};
static const struct secret_place fresh_secret_place = { .layer = LAYER_NONE,
							.deleted_by = LAYER_NONE };
static const struct bind_table secret_place_table = {
	TABLE(struct secret_place, secret_place_fields), .fresh = &fresh_secret_place
};

static const struct bind_field secret_fields[] = {
	TEXT("provider", struct secret, provider),
	TEXT("masked", struct secret, masked),
	TEXT("fingerprint", struct secret, fingerprint),
	TEXT("value", struct secret, value),
	TEXT("detail", struct secret, detail),
	TEXT("rotate", struct secret, rotate),
	BOOL("expired", struct secret, expired),
	BOOL("harmless", struct secret, harmless),
	BOOL("proven", struct secret, proven),
	BOOL("live", struct secret, live),
	WORD("standing", struct secret, standing, standing_word, SECRET_STANDING_COUNT_),
	WORD("ruleSeverity", struct secret, rule_severity, severity_word, SEVERITY_COUNT_),
	ROWS("places", struct secret, places, &secret_place_table),
	NUMBER("morePlaces", struct secret, more, UINT32_MAX),
};
static const struct bind_table secret_table = { TABLE(struct secret, secret_fields) };

static const struct bind_field ignored_fields[] = {
	WORD("by", struct ignored, by, by_word, IGNORED_BY_COUNT_),
	TEXT("source", struct ignored, source),
	TEXT("owner", struct ignored, owner),
	TEXT("reason", struct ignored, reason),
	TEXT("until", struct ignored, until),
	TEXT("status", struct ignored, status),
	TEXT("justification", struct ignored, justification),
};
static const struct bind_table ignored_table = { TABLE(struct ignored, ignored_fields) };

static const struct bind_field finding_fields[] = {
	{ "kind", BIND_WORD, BIND_AT(struct finding, kind), .max = FINDING_KIND_COUNT_,
	  .word = kind_word, .required = true },
	{ "place", BIND_WORD, BIND_AT(struct finding, place), .max = PLACE_COUNT_,
	  .word = place_word, .required = true },
	{ "severity", BIND_WORD, BIND_AT(struct finding, severity), .max = SEVERITY_COUNT_,
	  .word = severity_word, .required = true },
	{ "id", BIND_TEXT, BIND_AT(struct finding, id), .required = true },
	TEXT("title", struct finding, title),
	TEXT("message", struct finding, message),
	TEXT("fix", struct finding, fix),
	TEXT("path", struct finding, path),
	NUMBER("line", struct finding, line, UINT32_MAX),
	NUMBER("layer", struct finding, layer, LAYER_NONE - 1),
	NUMBER("bytes", struct finding, bytes, UINT64_MAX),
	NUMBER("package", struct finding, package, PACKAGE_NONE - 1),
	POINTER("secret", struct finding, secret, &secret_table),
	WORD("ownPlace", struct finding, own_place, place_word, PLACE_COUNT_),
	WORD("effect", struct finding, effect, effect_word, GATE_EFFECT_COUNT_),
	TEXT("clause", struct finding, clause),
	BOOL("new", struct finding, is_new),
	TEXT("firstSeen", struct finding, first_seen),
	POINTER("ignored", struct finding, ignored, &ignored_table),
};
static const struct bind_table finding_table = { TABLE(struct finding, finding_fields) };

static int read_finding(struct saved_reader *s, const struct json *value, struct finding *g,
			struct fault *f)
{
	g->layer = LAYER_NONE;
	g->package = PACKAGE_NONE;
	g->own_place = PLACE_COUNT_;
	TRY(bind_object(&s->bind, &finding_table, value, g, f));
	if (g->own_place == PLACE_COUNT_)
		g->own_place = g->place;
	if ((g->kind == FINDING_SECRET) != (g->secret != NULL))
		return fault_set(f, E_CORRUPT,
				 g->secret ? "a \"secret\" in a finding of another kind"
					   : "has no \"secret\"");
	if (g->kind != FINDING_VULNERABILITY)
		return 0;
	g->vulnerability = arena_alloc(s->report->arena, sizeof(*g->vulnerability));
	g->vulnerability->cvss_score = -1;
	return bind_object(&s->bind, &vulnerability_table, value, g->vulnerability, f);
}

static int visit_finding(struct saved_reader *s, const struct json *value, struct fault *f)
{
	struct report *r = s->report;
	TRY(saved_count_finding(s, f));
	struct finding *g = VEC_PUSH(r->arena, &r->findings);
	return fault_in(f, read_finding(s, value, g, f), "findings: %zu", r->findings.n - 1);
}

/* ---- what was decided ---- */

static const struct bind_field clause_fields[] = {
	TEXT("name", struct gate_clause, name),
	TEXT("source", struct gate_clause, source),
	WORD("effect", struct gate_clause, effect, effect_word, GATE_EFFECT_COUNT_),
	NUMBER("findings", struct gate_clause, met, UINT32_MAX),
};
static const struct bind_table clause_table = { TABLE(struct gate_clause, clause_fields) };

static const struct bind_field gate_fields[] = {
	TEXT("name", struct report, gate.name),
	TEXT("policy", struct report, gate.policy),
	TEXT("policyDigest", struct report, gate.digest),
	TEXT("decidedBy", struct report, gate.decided_by),
	BOOL("stale", struct report, gate.stale),
	ROWS("clauses", struct report, gate.clauses, &clause_table),
};
static const struct bind_table gate_table = { TABLE(struct report, gate_fields) };

/* One number for each severity, in the order of the enumeration. */
#define SEVERITIES(type, field)                                                     \
	NUMBER("unknown", type, field[SEVERITY_UNKNOWN], UINT32_MAX),               \
		NUMBER("negligible", type, field[SEVERITY_NEGLIGIBLE], UINT32_MAX), \
		NUMBER("low", type, field[SEVERITY_LOW], UINT32_MAX),               \
		NUMBER("medium", type, field[SEVERITY_MEDIUM], UINT32_MAX),         \
		NUMBER("high", type, field[SEVERITY_HIGH], UINT32_MAX),             \
		NUMBER("critical", type, field[SEVERITY_CRITICAL], UINT32_MAX)

static const struct bind_field counts_fields[] = {
	NUMBER("blocking", struct plan_counts, blocking, UINT32_MAX),
	NUMBER("vulnerabilities", struct plan_counts, vulnerabilities, UINT32_MAX),
	SEVERITIES(struct plan_counts, by_severity),
	NUMBER("others", struct plan_counts, others, UINT32_MAX),
};
static const struct bind_table counts_table = { TABLE(struct plan_counts, counts_fields) };

static const struct bind_field step_fields[] = {
	WORD("kind", struct step, kind, step_word, STEP_KIND_COUNT_),
	BOOL("needed", struct step, needed),
	TEXT("title", struct step, title),
	TEXT("command", struct step, command),
	TEXT("where", struct step, where),
	TEXT("advice", struct step, advice),
	TEXT("name", struct step, name),
	TEXT("installed", struct step, installed),
	TEXT("fixed", struct step, fixed),
	WORD("ecosystem", struct step, ecosystem, ecosystem_word, ECOSYSTEM_COUNT_),
	WORD("severity", struct step, severity, severity_word, SEVERITY_COUNT_),
	BOOL("exploited", struct step, exploited),
	DECIMAL("epss", struct step, epss, 1),
	NUMBERS("findings", struct step, findings, UINT32_MAX),
	NUMBERS("packages", struct step, packages, UINT32_MAX),
	NUMBERS("layers", struct step, layers, UINT16_MAX),
	OBJECT("after", struct step, after, &counts_table),
};
static const struct bind_table step_table = { TABLE(struct step, step_fields) };

static const struct bind_field plan_fields[] = {
	OBJECT("now", struct report, plan.now, &counts_table),
	NUMBER("needed", struct report, plan.needed, UINT32_MAX),
	NUMBER("stuck", struct report, plan.stuck, UINT32_MAX),
	ROWS("steps", struct report, plan.steps, &step_table),
};
static const struct bind_table plan_table = { TABLE(struct report, plan_fields) };

static const struct bind_field exception_fields[] = {
	WORD("by", struct exception_note, by, by_word, IGNORED_BY_COUNT_),
	WORD("state", struct exception_note, state, state_word, EXCEPTION_STATE_COUNT_),
	BOOL("expiresSoon", struct exception_note, expires_soon),
	TEXT("source", struct exception_note, source),
	TEXTS("ids", struct exception_note, ids),
	TEXT("owner", struct exception_note, owner),
	TEXT("reason", struct exception_note, reason),
	TEXT("until", struct exception_note, until),
	TEXT("why", struct exception_note, why),
	NUMBER("findings", struct exception_note, findings, UINT32_MAX),
};
static const struct bind_table exception_table = { TABLE(struct exception_note, exception_fields) };

static const struct bind_field trend_fields[] = {
	TEXT("time", struct trend_point, time),
	WORD("verdict", struct trend_point, verdict, verdict_word, VERDICTS),
	NUMBER("blocking", struct trend_point, blocking, UINT32_MAX),
	NUMBER("fixable", struct trend_point, fixable, UINT32_MAX),
	SEVERITIES(struct trend_point, by_severity),
};
static const struct bind_table trend_table = { TABLE(struct trend_point, trend_fields) };

static int visit_exception(struct saved_reader *s, const struct json *value, struct fault *f)
{
	struct report *r = s->report;
	if (r->exceptions.n >= LIMIT_REPORT_ROWS)
		return fault_set(f, E_LIMIT, "too many exceptions");
	struct exception_note *n = VEC_PUSH(r->arena, &r->exceptions);
	return fault_in(f, bind_object(&s->bind, &exception_table, value, n, f), "exceptions: %zu",
			r->exceptions.n - 1);
}

static int visit_trend(struct saved_reader *s, const struct json *value, struct fault *f)
{
	struct report *r = s->report;
	if (r->trend.n >= LIMIT_REPORT_ROWS)
		return fault_set(f, E_LIMIT, "too many points of the trend");
	struct trend_point *t = VEC_PUSH(r->arena, &r->trend);
	return fault_in(f, bind_object(&s->bind, &trend_table, value, t, f), "trend: %zu",
			r->trend.n - 1);
}

/* ---- the document ---- */

/* What belongs to an image: an object whose members are bound one by one, or a list of things. */
struct section {
	const char *name;
	const struct bind_table *table;
	int (*visit)(struct saved_reader *s, const struct json *value, struct fault *f);
};

static const struct section sections[] = {
	{ "image", &image_table, NULL },	 { "os", &os_table, NULL },
	{ "database", &database_table, NULL },	 { "sandbox", &sandbox_table, NULL },
	{ "packages", NULL, visit_package },	 { "findings", NULL, visit_finding },
	{ "gate", &gate_table, NULL },		 { "plan", &plan_table, NULL },
	{ "exceptions", NULL, visit_exception }, { "trend", NULL, visit_trend },
};

static const struct bind_field report_fields[] = {
	TEXT("reference", struct report, reference),
	TEXT("source", struct report, source_kind),
	TEXT("created", struct report, created),
	WORD("verdict", struct report, verdict, verdict_word, VERDICTS),
	TEXT("verdictReason", struct report, verdict_reason),
	BOOL("gateFailed", struct report, gate_failed),
	TEXT("baseline", struct report, baseline),
};
static const struct bind_table report_table = { TABLE(struct report, report_fields) };

static const struct section *find_section(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(sections); i++)
		if (str_is(name, sections[i].name))
			return &sections[i];
	return NULL;
}

static bool in_images(const struct str *path, size_t n)
{
	return n >= 2 && str_is(path[0], "images");
}

static int open_part(struct saved_reader *s, const struct str *path, size_t n, enum json_kind kind,
		     struct fault *f)
{
	if (n == 1 && str_is(path[0], "images")) {
		s->has_images = true;
		return kind == JSON_ARRAY ? 0 : fault_set(f, E_CORRUPT, "images: is no list");
	}
	if (n == 2 && in_images(path, n)) {
		if (kind != JSON_OBJECT)
			return fault_set(f, E_CORRUPT, "images: %zu: is no object",
					 s->out->reports.n);
		return saved_begin(s, f) ? 0 : f->code;
	}
	if (n == 3 && in_images(path, n)) {
		const struct section *section = find_section(path[2]);
		if (section && kind != (section->table ? JSON_OBJECT : JSON_ARRAY))
			return fault_set(f, E_CORRUPT, "images: %zu: %s: is no %s",
					 s->out->reports.n - 1, section->name,
					 section->table ? "object" : "list");
	}
	return 0;
}

static int visit_document(struct saved_reader *s, const struct str *path, size_t n,
			  const struct json *value, struct fault *f)
{
	static const struct bind_field fields[] = {
		NUMBER("schema", struct saved_reader, schema, UINT64_MAX),
	};
	static const struct bind_field saved_fields[] = {
		WORD("verdict", struct saved, verdict, verdict_word, VERDICTS),
		NUMBER("exitCode", struct saved, exit_code, 255),
	};
	static const struct bind_field tool_fields[] = { TEXT("version", struct saved, version) };
	static const struct bind_table table = { BIND_FIELDS(fields) },
				       saved_table = { BIND_FIELDS(saved_fields) },
				       tool_table = { BIND_FIELDS(tool_fields) };
	if (n == 2)
		return str_is(path[0], "tool")
			       ? bind_member(&s->bind, &tool_table, value, s->out, f)
			       : 0;
	if (str_is(path[0], "images"))
		return fault_set(f, E_CORRUPT, "images: is no list");
	TRY(bind_member(&s->bind, &table, value, s, f));
	if (s->schema > 1)
		return fault_set(f, E_UNSUPPORTED,
				 "a report of schema %llu: this version reads schema 1",
				 (unsigned long long)s->schema);
	return bind_member(&s->bind, &saved_table, value, s->out, f);
}

static int visit_image_part(struct saved_reader *s, const struct str *path, size_t n,
			    const struct json *value, struct fault *f)
{
	if (n == 2 || !s->report)
		return fault_set(f, E_CORRUPT, "is no object");
	const struct section *section = find_section(path[2]);
	if (n == 3 && section && value->kind != JSON_NULL)
		return fault_set(f, E_CORRUPT, "%s: is no %s", section->name,
				 section->table ? "object" : "list");
	if (n == 3)
		return bind_member(&s->bind, &report_table, value, s->report, f);
	if (!section)
		return 0;
	if (section->visit)
		return section->visit(s, value, f);
	return fault_in(f, bind_member(&s->bind, section->table, value, s->report, f), "%s",
			section->name);
}

static int visit_part(struct saved_reader *s, const struct str *path, size_t n,
		      const struct json *value, struct fault *f)
{
	if (!in_images(path, n))
		return n <= 2 ? visit_document(s, path, n, value, f) : 0;
	size_t image = s->out->reports.n - (s->report != NULL);
	return fault_in(f, visit_image_part(s, path, n, value, f), "images: %zu", image);
}

/* ---- what refers to what ---- */

static int range(struct fault *f, const char *what, size_t i, const char *of, uint64_t got,
		 size_t n)
{
	return fault_set(f, E_CORRUPT, "%s: %zu: %s: is %llu, and there are %zu", what, i, of,
			 (unsigned long long)got, n);
}

static bool layer_ok(const struct report *r, uint16_t layer)
{
	return layer == LAYER_NONE || layer < r->image.layers.n;
}

static int check_layers(const struct report *r, struct fault *f)
{
	for (size_t i = 0; i < r->image.layers.n; i++) {
		uint32_t history = r->image.layers.p[i].history;
		if (history != HISTORY_NONE && history >= r->image.history.n)
			return range(f, "image: layers", i, "history", history, r->image.history.n);
		for (size_t k = 0; i < r->layers.n && k < LAYER_TOP; k++) {
			const struct layer_item *t = &r->layers.p[i].changes.top[k];
			if (t->bytes && !layer_ok(r, t->hidden_by))
				return range(f, "image: layers", i, "largest: hiddenBy",
					     t->hidden_by, r->image.layers.n);
		}
	}
	if (r->base.layers > r->image.layers.n)
		return fault_set(f, E_CORRUPT, "image: base: has more layers than the image");
	for (size_t i = 0; i < r->packages.n; i++)
		if (!layer_ok(r, r->packages.p[i].layer))
			return range(f, "packages", i, "layer", r->packages.p[i].layer,
				     r->image.layers.n);
	return 0;
}

static int check_secret(const struct report *r, const struct secret *s, size_t i, struct fault *f)
{
	for (size_t k = 0; k < s->places.n; k++) {
		const struct secret_place *p = &s->places.p[k];
		if (!layer_ok(r, p->layer))
			return range(f, "findings", i, "secret: places: layer", p->layer,
				     r->image.layers.n);
		if (!layer_ok(r, p->deleted_by))
			return range(f, "findings", i, "secret: places: deletedBy", p->deleted_by,
				     r->image.layers.n);
	}
	return 0;
}

static int check_findings(const struct report *r, struct fault *f)
{
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *g = &r->findings.p[i];
		if (!layer_ok(r, g->layer))
			return range(f, "findings", i, "layer", g->layer, r->image.layers.n);
		if (g->package != PACKAGE_NONE && g->package >= r->packages.n)
			return range(f, "findings", i, "package", g->package, r->packages.n);
		for (size_t k = 0; g->vulnerability && k < g->vulnerability->packages.n; k++)
			if (g->vulnerability->packages.p[k] >= r->packages.n)
				return range(f, "findings", i, "packages",
					     g->vulnerability->packages.p[k], r->packages.n);
		if (g->secret)
			TRY(check_secret(r, g->secret, i, f));
	}
	return 0;
}

static int check_plan(const struct report *r, struct fault *f)
{
	for (size_t i = 0; i < r->plan.steps.n; i++) {
		const struct step *s = &r->plan.steps.p[i];
		for (size_t k = 0; k < s->findings.n; k++)
			if (s->findings.p[k] >= r->findings.n)
				return range(f, "plan: steps", i, "findings", s->findings.p[k],
					     r->findings.n);
		for (size_t k = 0; k < s->packages.n; k++)
			if (s->packages.p[k] >= r->packages.n)
				return range(f, "plan: steps", i, "packages", s->packages.p[k],
					     r->packages.n);
		for (size_t k = 0; k < s->layers.n; k++)
			if (s->layers.p[k] >= r->image.layers.n)
				return range(f, "plan: steps", i, "layers", s->layers.p[k],
					     r->image.layers.n);
	}
	if (r->plan.needed > r->plan.steps.n)
		return fault_set(f, E_CORRUPT, "plan: needed: is more than there are steps");
	return 0;
}

static int close_part(struct saved_reader *s, const struct str *path, size_t n, struct fault *f)
{
	if (!in_images(path, n) || n != 2)
		return 0;
	const struct report *r = s->report;
	size_t image = s->out->reports.n - 1;
	s->report = NULL;
	s->bind.arena = s->out->arena;
	TRY(fault_in(f, check_layers(r, f), "images: %zu", image));
	TRY(fault_in(f, check_findings(r, f), "images: %zu", image));
	return fault_in(f, check_plan(r, f), "images: %zu", image);
}

static int end_document(struct saved_reader *s, struct fault *f)
{
	if (!s->has_images)
		return fault_set(f, E_CORRUPT,
				 "no list \"images\": this is something else of seaworthy, not the "
				 "report that scan -f json writes");
	if (s->schema == 0)
		return fault_set(f, E_CORRUPT, "no \"schema\": not a report of seaworthy");
	if (s->out->reports.n == 0)
		return fault_set(f, E_CORRUPT, "images: is empty");
	return 0;
}

const struct saved_form saved_ours = { open_part, close_part, visit_part, end_document };
