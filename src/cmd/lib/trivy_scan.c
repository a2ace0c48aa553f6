/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scan that a Trivy-style command line asks for.
 *
 *     flags ──► scanners, format, engines ──► what scan does, with two differences:
 *                 │
 *                 ├──► report_filter: the report holds what the flags ask for, and says how much it does not
 *                 └──► policy_trivy: all that is in the report counts
 *
 * The verdict in the report is the truth whatever the exit code is: findings that are left make it "not
 * seaworthy", gaps "incomplete". The exit code is what the flags say (docs/design/005-trivy-command-lines.md):
 *
 *     --exit-on-eol N     the distribution is past its end of life
 *     --exit-code N       something that is reported is left
 *     --exit-on-gaps N    something could not be read or judged; 3 where --exit-code makes it a gate
 *     0                   else
 *
 * Must stay true: gaps are said on standard error even with --quiet.
 */
#include "cmd/lib/trivy_scan.h"

#include "base/log.h"
#include "base/path.h"
#include "cmd/command.h"
#include "cmd/lib/engine.h"
#include "cmd/lib/image_run.h"
#include "cmd/lib/judging.h"
#include "cmd/lib/report_filter.h"
#include "cmd/lib/secrets.h"
#include "find/lib/implant_miner.h"
#include "find/watch.h"
#include "tell/format.h"

#include <stdlib.h>
#include <unistd.h>

struct session {
	const struct trivy_line *line;
	struct arena *arena;
	enum trivy_target target;
	struct image_run run;
	struct judging judging;
	struct judging_options how;
	struct miner_patterns *miners;
	struct engine_choice engines;
	struct report_filter filter;
	struct policy_trivy policy;
};

/* ---- what the flags mean ---- */

int trivy_format(const struct trivy_line *line, const char **out, struct fault *f)
{
	static const struct {
		const char *theirs, *ours;
	} same[] = {
		{ "json", "trivy-json" },
	};
	static const char *const boms[] = { "cyclonedx", "spdx", "spdx-json" };
	struct str name = trivy_text(line, TRIVY_FLAG_FORMAT);
	struct str template = trivy_text(line, TRIVY_FLAG_TEMPLATE);
	struct str where = line->values[TRIVY_FLAG_FORMAT].where;
	for (size_t i = 0; i < ARRAY_LEN(boms); i++)
		if (str_is(name, boms[i]))
			return fault_set(
				f, E_USAGE,
				"%.*s %.*s: bills of materials are not written; --format json "
				"lists all packages",
				STRF(where), STRF(name));
	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		if (str_is(name, same[i].theirs))
			name = str_of(same[i].ours);
	if (str_is(name, "template")) {
		const struct format *format = format_of_template(template);
		if (!format)
			return fault_set(
				f, E_USAGE,
				"--template %.*s: there is no template engine; of the known "
				"ones there are html.tpl, junit.tpl, gitlab.tpl, "
				"gitlab-codequality.tpl and asff.tpl, in any folder",
				STRF(template));
		name = str_of(format->name);
	} else if (template.n) {
		log_warn("--template counts with --format template only");
	}
	*out = str_cstr(line->arena, name);
	return 0;
}

int trivy_severities(const struct trivy_line *line, unsigned *out, struct fault *f)
{
	const struct trivy_value *v = &line->values[TRIVY_FLAG_SEVERITY];
	unsigned bits = 0;
	for (size_t i = 0; i < v->items.n; i++) {
		enum severity s;
		if (!severity_parse(v->items.p[i], &s))
			return fault_set(f, E_USAGE,
					 "%.*s: \"%.*s\" is none of UNKNOWN, LOW, MEDIUM, HIGH, "
					 "CRITICAL",
					 STRF(v->where), STRF(v->items.p[i]));
		bits |= 1u << s;
	}
	if (bits >> SEVERITY_LOW & 1)
		bits |= 1u << SEVERITY_NEGLIGIBLE;
	*out = bits;
	return 0;
}

static int read_statuses(struct session *s, struct fault *f)
{
	const struct trivy_value *v = &s->line->values[TRIVY_FLAG_IGNORE_STATUS];
	unsigned bits = trivy_truth(s->line, TRIVY_FLAG_IGNORE_UNFIXED) ? POLICY_UNFIXED : 0;
	for (size_t i = 0; i < v->items.n; i++) {
		unsigned k = 0;
		while (k < ADVISORY_STATUS_COUNT_ &&
		       !str_is(v->items.p[i], advisory_status_name((enum advisory_status)k)))
			k++;
		if (k < ADVISORY_STATUS_COUNT_)
			bits |= 1u << k;
		else if (!str_is(v->items.p[i], "unknown"))
			return fault_set(
				f, E_USAGE,
				"%.*s: \"%.*s\" is no status: not_affected, affected, fixed, "
				"under_investigation, will_not_fix, fix_deferred, end_of_life",
				STRF(v->where), STRF(v->items.p[i]));
	}
	s->filter.statuses = s->policy.ignored_statuses = bits;
	return 0;
}

/* What is not looked for is said; nothing to look for at all is refused. */
static int read_scanners(struct session *s, struct fault *f)
{
	const struct trivy_value *v = &s->line->values[TRIVY_FLAG_SCANNERS];
	unsigned scanners = 0;
	for (size_t i = 0; i < v->items.n; i++) {
		struct str name = v->items.p[i];
		if (str_is(name, "vuln"))
			scanners |= SCANNER_VULNERABILITY;
		else if (str_is(name, "secret"))
			scanners |= SCANNER_SECRET;
		else if (str_is(name, "misconfig") || str_is(name, "config"))
			scanners |= SCANNER_LEFTOVER;
		else if (str_is(name, "integrity"))
			scanners |= SCANNER_INTEGRITY;
		else if (str_is(name, "license"))
			log_warn("%.*s license: licences are not judged", STRF(v->where));
		else if (!str_is(name, "none"))
			return fault_set(
				f, E_USAGE,
				"%.*s: \"%.*s\" is none of vuln, secret, misconfig, license, "
				"integrity",
				STRF(v->where), STRF(name));
	}
	if (trivy_has(s->line, TRIVY_FLAG_IMAGE_CONFIG_SCANNERS, "misconfig"))
		scanners |= SCANNER_LEFTOVER;
	if (trivy_has(s->line, TRIVY_FLAG_IMAGE_CONFIG_SCANNERS, "secret"))
		scanners |= SCANNER_SECRET;
	if (!scanners)
		return fault_set(f, E_USAGE,
				 "%.*s: that leaves nothing to look for; name vuln or secret",
				 STRF(v->where));
	s->run.scan.scanners = scanners;
	s->policy.misconfigurations = (scanners & SCANNER_LEFTOVER) != 0;
	return 0;
}

static int read_package_types(struct session *s, struct fault *f)
{
	const struct trivy_value *v = &s->line->values[TRIVY_FLAG_PKG_TYPES];
	s->filter.no_system = !trivy_has(s->line, TRIVY_FLAG_PKG_TYPES, "os");
	s->filter.no_libraries = !trivy_has(s->line, TRIVY_FLAG_PKG_TYPES, "library");
	for (size_t i = 0; i < v->items.n; i++)
		if (!str_is(v->items.p[i], "os") && !str_is(v->items.p[i], "library"))
			return fault_set(f, E_USAGE, "%.*s: \"%.*s\" is neither os nor library",
					 STRF(v->where), STRF(v->items.p[i]));
	if (s->filter.no_system) /* a clean report would be of nothing */
		return fault_set(f, E_USAGE,
				 "%.*s: packages of languages are not read by this program; leave "
				 "it away, or name os",
				 STRF(v->where));
	return 0;
}

static int read_engines(struct session *s, struct fault *f)
{
	s->engines = (struct engine_choice){
		.docker_host = trivy_cstr(s->line, TRIVY_FLAG_DOCKER_HOST),
		.podman_host = trivy_cstr(s->line, TRIVY_FLAG_PODMAN_HOST),
		.no_docker = !trivy_has(s->line, TRIVY_FLAG_IMAGE_SRC, "docker"),
		.no_podman = !trivy_has(s->line, TRIVY_FLAG_IMAGE_SRC, "podman"),
	};
	if (s->engines.no_docker && s->engines.no_podman && !trivy_given(s->line, TRIVY_FLAG_INPUT))
		return fault_set(
			f, E_USAGE,
			"%.*s: images come from docker or podman here; of others, save the "
			"image and write --input FILE",
			STRF(s->line->values[TRIVY_FLAG_IMAGE_SRC].where));
	return 0;
}

static void copy_globs(struct session *s, enum trivy_flag_id id, struct report_filter *x)
{
	const struct trivy_value *v = &s->line->values[id];
	for (size_t i = 0; i < v->items.n; i++)
		if (id == TRIVY_FLAG_SKIP_DIRS)
			*VEC_PUSH(s->arena, &x->folders) = v->items.p[i];
		else
			*VEC_PUSH(s->arena, &x->files) = v->items.p[i];
}

static int read_filter(struct session *s, struct fault *f)
{
	TRY(trivy_severities(s->line, &s->filter.severities, f));
	s->policy.severities = s->filter.severities;
	TRY(read_statuses(s, f));
	TRY(read_package_types(s, f));
	copy_globs(s, TRIVY_FLAG_SKIP_DIRS, &s->filter);
	copy_globs(s, TRIVY_FLAG_SKIP_FILES, &s->filter);
	s->policy.need_complete = true;
	s->policy.fail_on_eol = trivy_number(s->line, TRIVY_FLAG_EXIT_ON_EOL) != 0;
	s->run.scan.select = report_filter_apply;
	s->run.scan.select_context = &s->filter;
	return 0;
}

/* Names that stand for something that is fetched. */
static int read_vex(struct session *s, struct fault *f)
{
	const struct trivy_value *v = &s->line->values[TRIVY_FLAG_VEX];
	struct opt_list *list = &s->how.vex;
	list->p = arena_array(s->arena, v->items.n + 1, sizeof(*list->p));
	for (size_t i = 0; i < v->items.n; i++) {
		struct str name = v->items.p[i];
		if (str_is(name, "repo") || str_is(name, "oci"))
			return fault_set(f, E_USAGE,
					 "%.*s %.*s: nothing is fetched; name the document, or the "
					 "folder that a repository was copied to",
					 STRF(v->where), STRF(name));
		list->p[list->n++] = str_cstr(s->arena, name);
	}
	return 0;
}

/* One that was named and is not there is no error, as with Trivy; but it is said. */
static void read_ignore_file(struct session *s)
{
	const char *path = trivy_cstr(s->line, TRIVY_FLAG_IGNOREFILE);
	if (!path || !trivy_given(s->line, TRIVY_FLAG_IGNOREFILE))
		return;
	s->how.no_ignore_files = true;
	if (access(path, F_OK) < 0) {
		log_warn("%.*s %s: no such file: nothing is ignored",
			 STRF(s->line->values[TRIVY_FLAG_IGNOREFILE].where), path);
		return;
	}
	s->how.ignore_files.p = arena_array(s->arena, 1, sizeof(*s->how.ignore_files.p));
	s->how.ignore_files.p[0] = path;
	s->how.ignore_files.n = 1;
}

static int find_target(struct session *s, const char **out, struct fault *f)
{
	const struct trivy_line *l = s->line;
	bool image = s->target == TRIVY_IMAGE;
	const char *input = image ? trivy_cstr(l, TRIVY_FLAG_INPUT) : NULL;
	size_t given = l->operands.n + (input != NULL);
	if (given != 1)
		return fault_set(f, E_USAGE, "%s, %zu were given",
				 image ? "one image is scanned, IMAGE or --input FILE"
				       : "one folder is scanned",
				 given);
	*out = input ? input : l->operands.p[0];
	if (s->target == TRIVY_TREE &&
	    (str_has(str_of(*out), STR("://")) || str_starts(str_of(*out), STR("git@"))))
		return fault_set(f, E_USAGE,
				 "%s: nothing is cloned; git clone it, and name the folder", *out);
	return 0;
}

static int read_flags(struct session *s, struct fault *f)
{
	const struct trivy_line *l = s->line;
	struct scan_options *scan = &s->run.scan;
	bool image = s->target == TRIVY_IMAGE;
	const char *db = trivy_cstr(l, TRIVY_FLAG_DB);
	TRY(find_target(s, &scan->reference, f));
	scan->rootfs = !image;
	scan->gate.headline_accepted = db && strcmp(db, "builtin") == 0;
	TRY(read_scanners(s, f));
	TRY(read_filter(s, f));
	TRY(read_vex(s, f));
	read_ignore_file(s);
	if (image)
		TRY(read_engines(s, f));
	s->how.trivy = &s->policy;
	s->how.no_policy_file = s->how.no_history = true;
	return image_run_prepare(&s->run, image ? trivy_cstr(l, TRIVY_FLAG_PLATFORM) : NULL,
				 trivy_cstr(l, TRIVY_FLAG_NOW),
				 trivy_number(l, TRIVY_FLAG_PARALLEL), f);
}

/* ---- opening ---- */

/* --db, or the seaworthy.db in the folder of --cache-dir, or where scan finds one. */
static int open_database(struct session *s, struct fault *f)
{
	const char *db = trivy_cstr(s->line, TRIVY_FLAG_DB);
	struct str folder = trivy_text(s->line, TRIVY_FLAG_CACHE_DIR);
	if (!db && folder.n) {
		const char *path =
			str_cstr(s->arena, str_printf(s->arena, "%.*s/seaworthy.db", STRF(folder)));
		if (access(path, F_OK) == 0)
			db = path;
		else
			log_info("%s: no such file; looking for a database elsewhere", path);
	}
	TRY(database_open(&s->run.database, db, s->run.arena, f));
	s->run.scan.database = s->run.database.info;
	return 0;
}

static int open_output(struct session *s, struct fault *f)
{
	struct str file = trivy_text(s->line, TRIVY_FLAG_OUTPUT);
	struct opt_list files = { 0 };
	const char *format, *spec;
	TRY(trivy_format(s->line, &format, f));
	if (file.n) {
		spec = str_cstr(s->arena, str_printf(s->arena, "%s=%.*s", format, STRF(file)));
		files = (struct opt_list){ .p = &spec, .n = 1 };
	}
	return output_open(&s->run.outputs, file.n ? NULL : format, &files, f);
}

static int open_target(struct session *s, struct fault *f)
{
	struct image_run *run = &s->run;
	const char *name = run->scan.reference;
	if (s->target == TRIVY_IMAGE && !trivy_given(s->line, TRIVY_FLAG_INPUT))
		TRY(engine_input_open(name, &s->engines, &run->input, run->arena, f));
	else
		TRY(source_input_open(name, &run->input, run->arena, f));
	if (s->target != TRIVY_IMAGE && !run->input.is_directory)
		return fault_set(f, E_USAGE, "%s is not a folder; of a file: seaworthy secrets %s",
				 name, name);
	return 0;
}

static int open_all(struct session *s, struct fault *f)
{
	struct image_run *run = &s->run;
	struct opt_list none = { 0 };
	TRY(read_flags(s, f));
	TRY(open_output(s, f));
	TRY(judging_open(&s->judging, &s->how, NULL, &none, &run->scan, f));
	TRY(open_database(s, f));
	if (s->target == TRIVY_IMAGE)
		TRY(image_run_open_bases(run, NULL, f));
	if (run->scan.scanners & SCANNER_SECRET) {
		bool given = trivy_given(s->line, TRIVY_FLAG_SECRET_CONFIG);
		const char *config = given ? trivy_cstr(s->line, TRIVY_FLAG_SECRET_CONFIG) : NULL;
		TRY(secrets_setup_new(config, &run->secrets, f));
		run->scan.secrets = secrets_setup_engine(run->secrets);
		run->scan.excused = secrets_setup_excuses;
		run->scan.excused_context = run->secrets;
	}
	if (run->scan.scanners & SCANNER_INTEGRITY)
		TRY(miner_patterns_new(&s->miners, f));
	run->scan.miners = s->miners;
	return open_target(s, f);
}

/* ---- the end ---- */

struct outcome {
	bool failed, incomplete, past_end;
	size_t gaps;
	struct str titles; /* of the first gaps */
};

static bool is_gap(const struct finding *f)
{
	return f->kind == FINDING_GAP || f->place == PLACE_GAP;
}

static void look_at(struct session *s, const struct report *r, struct outcome *o)
{
	enum { TITLES = 3 };
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		bool eol = str_is(f->id, "os-eol") && f->own_place != PLACE_NOTE;
		o->past_end |= eol;
		o->failed |= f->effect == GATE_BLOCK && !eol;
		if (is_gap(f) && o->gaps++ < TITLES)
			o->titles = str_printf(s->arena, "%.*s%s%.*s%s%.*s", STRF(o->titles),
					       o->titles.n ? "; " : "", STRF(f->title),
					       f->path.n ? ": " : "", STRF(f->path));
	}
	o->incomplete |= r->verdict == VERDICT_INCOMPLETE || o->gaps > 0;
}

static int exit_code_of(const struct session *s, const struct outcome *o)
{
	const struct trivy_line *l = s->line;
	unsigned on_findings = trivy_number(l, TRIVY_FLAG_EXIT_CODE);
	unsigned on_gaps = l->values[TRIVY_FLAG_EXIT_ON_GAPS].items.n
				   ? trivy_number(l, TRIVY_FLAG_EXIT_ON_GAPS)
			   : on_findings ? EXIT_INCOMPLETE
					 : EXIT_FIT;
	if (o->past_end && trivy_number(l, TRIVY_FLAG_EXIT_ON_EOL))
		return (int)trivy_number(l, TRIVY_FLAG_EXIT_ON_EOL);
	if (o->failed && on_findings)
		return (int)on_findings;
	return o->incomplete ? (int)on_gaps : EXIT_FIT;
}

/* As an error, so that --quiet does not hide it: what was not looked at is not clean. */
static void say_gaps(const struct outcome *o)
{
	if (o->gaps)
		log_error("incomplete: %zu thing%s could not be read or judged: %.*s%s", o->gaps,
			  o->gaps == 1 ? "" : "s", STRF(str_slice(o->titles, 0, 300)),
			  o->gaps > 3 ? "; …" : "");
}

/* Secrets that configuration and comments leave out are not in the report at all. */
static void say_ignored(const struct session *s)
{
	size_t n = 0;
	uint64_t more = 0;
	if (s->run.secrets)
		secrets_setup_ignored(s->run.secrets, &n, &more);
	if (n + more)
		log_warn("secrets: %llu left out by configuration and comments; seaworthy scan "
			 "--show-ignored lists them",
			 (unsigned long long)(n + more));
}

static int finish(struct session *s, int *out_code, struct fault *f)
{
	struct outcome o = { .titles = STR("") };
	struct report_set set = { .reports = (const struct report *const *)s->run.reports.p,
				  .n = s->run.reports.n };
	set.verdict = run_verdict(run_outcome_of(set.reports, set.n));
	for (size_t i = 0; i < set.n; i++)
		look_at(s, set.reports[i], &o);
	set.exit_code = *out_code = exit_code_of(s, &o);
	struct tell_options how = { .all = true, .lang = "en", .version = SEAWORTHY_VERSION };
	TRY(output_write(&s->run.outputs, &set, &how, f));
	struct str left_out = report_filter_note(&s->filter, s->arena);
	if (left_out.n)
		log_warn("not in the report: %.*s", STRF(left_out));
	say_ignored(s);
	say_gaps(&o);
	return 0;
}

static int run_session(struct session *s, int *out_code, struct fault *f)
{
	TRY(open_all(s, f));
	if (s->target == TRIVY_TREE)
		log_warn("looked at: secrets, and packages of a distribution; lock files of "
			 "languages and infrastructure as code are not read");
	TRY(image_run_confine(&s->run, trivy_truth(s->line, TRIVY_FLAG_NO_SANDBOX), f));
	TRY(scan_run(&s->run.scan, &s->run.input, s->run.database.db, &s->run.reports, f));
	return finish(s, out_code, f);
}

int trivy_scan(const struct trivy_line *line, enum trivy_target target, int *out_code,
	       struct fault *f)
{
	struct session s = { .line = line,
			     .arena = line->arena,
			     .target = target,
			     .run = image_run_new(line->arena),
			     .judging = judging_new(line->arena) };
	int r = run_session(&s, out_code, f);
	image_run_done(&s.run);
	judging_done(&s.judging);
	miner_patterns_free(s.miners);
	return r;
}
