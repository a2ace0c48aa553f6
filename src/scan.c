/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The main path. Start reading here.
 *
 *     reference ─► source ─► manifest ─► layers ─► files ─► facts ─► report ─► vulnerabilities ─► verdict
 *                 (read/source)   (read/manifest)  (find/walk)  (find/settle)  (judge/match)  (judge/gate)
 *
 * scan_run(), at the end of this file, is the table of contents. Layers are the unit of work: each is read
 * once, front to back, by one thread, into a result of its own; the results are put in order afterwards,
 * so the outcome does not depend on the number of threads. A pipe cannot be sought in, and docker-archive
 * puts its manifest last: there the layers are read as they pass, before anybody knows whose they are, and
 * the results are kept under the name of the archive's member.
 */
#include "scan.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/pool.h"
#include "find/dockerfile_map.h"
#include "find/reconstruct.h"
#include "find/settle.h"
#include "find/watching.h"
#include "judge/eol.h"
#include "judge/gate.h"
#include "judge/match.h"
#include "read/filter.h"
#include "read/manifest.h"

#include <stdlib.h>

/* A layer blob and what it taught us. Shared by all images that use it. */
struct job {
	struct str blob;
	const struct layer *layer; /* NULL for one that passed in a stream */
	struct layer_result result;
	bool read;
	bool of_base; /* it gives a base its name: its content is hashed */
};

struct scan {
	const struct scan_options *opt;
	struct arena *arena;
	struct sym_table *syms;
	struct walk walk;
	struct source *source;
	struct image_list images;
	image_choice chosen;
	VEC(struct job *) jobs;
	struct map job_of; /* blob name → index + 1 */
	uint64_t done_bytes, total_bytes;
	uint64_t attested_bytes; /* of attestations that were opened */
	struct base_list bases;	 /* with --base REF: that one alone */
};

/* ---- a stream that counts for the progress line, and may leave its inner one open ---- */

struct counted {
	struct stream base;
	struct stream *in;
	struct scan *scan;
	bool owns;
};

static int counted_next(struct stream *s, struct str *out, struct fault *f)
{
	struct counted *c = (struct counted *)s;
	int r = stream_next(c->in, out, f);
	if (r > 0)
		progress_update(__atomic_add_fetch(&c->scan->done_bytes, out->n, __ATOMIC_RELAXED),
				c->scan->total_bytes);
	return r;
}

static int counted_skip(struct stream *s, uint64_t n, struct fault *f)
{
	struct counted *c = (struct counted *)s;
	TRY(stream_skip(c->in, n, f));
	__atomic_add_fetch(&c->scan->done_bytes, n, __ATOMIC_RELAXED);
	return 1;
}

static void counted_close(struct stream *s)
{
	struct counted *c = (struct counted *)s;
	if (c->owns)
		stream_close(c->in);
	mem_free(c);
}

static struct stream *counted_open(struct scan *scan, struct stream *in, bool owns)
{
	static const struct stream_ops ops = { counted_next, counted_skip, counted_close };
	struct counted *c = mem_alloc(sizeof(*c));
	*c = (struct counted){ { .ops = &ops }, in, scan, owns };
	return &c->base;
}

/* ---- one layer ---- */

static struct job *job_add(struct scan *s, struct str blob, const struct layer *layer)
{
	struct job *j = arena_alloc(s->arena, sizeof(*j));
	j->blob = str_dup(s->arena, blob);
	j->layer = layer;
	layer_result_init(&j->result);
	*VEC_PUSH(s->arena, &s->jobs) = j;
	/* Of two members with one name the later one counts, as when the archive is unpacked. */
	*map_put(&s->job_of, j->blob, NULL) = (uint32_t)s->jobs.n;
	return j;
}

static struct job *job_find(struct scan *s, struct str blob)
{
	const uint32_t *i = map_get(&s->job_of, blob);
	return i ? s->jobs.p[*i - 1] : NULL;
}

/* Compressed bytes → files → facts. `in` is owned. `diff_id` is checked when it is given. */
static void read_tar(struct scan *s, struct stream *in, const struct digest *diff_id, struct job *j)
{
	struct fault f = { 0 };
	struct stream *plain;
	if (filter_open(in, LIMIT_LAYER_BYTES, &plain, NULL, &f) < 0) {
		layer_gap(&j->result, STR(""), &f);
		return;
	}
	if (diff_id)
		plain = stream_verify(plain, diff_id, UINT64_MAX);
	OWNED(files_closep) struct files *files = tar_open(plain);
	walk_layer(&s->walk, files, &j->result);
	j->read = true;
}

static bool broke_off(const struct layer_result *r)
{
	for (size_t i = 0; i < r->gaps.n; i++)
		if (r->gaps.p[i].path.n == 0 && r->gaps.p[i].why.code != E_MISMATCH)
			return true;
	return false;
}

/*
 * A blob that does not even decompress never reached the end at which its digest is compared. Whether it
 * is damaged or was made so is worth a second reading.
 */
static void check_digest_again(struct scan *s, struct job *j)
{
	struct fault f = { 0 };
	struct stream *in;
	uint64_t size;
	if (s->source->ops->blob(s->source, j->blob, &in, &size, &f) < 0)
		return;
	OWNED(stream_closep)
	struct stream *verified = stream_verify(in, &j->layer->digest, UINT64_MAX);
	if (stream_drain(verified, &f) == E_MISMATCH)
		layer_gap(&j->result, STR(""), &f);
}

static void read_layer(void *context, size_t i, unsigned worker)
{
	struct scan *s = context;
	struct job *j = s->jobs.p[i];
	const struct layer *l = j->layer;
	struct fault f = { 0 };
	struct stream *in;
	uint64_t size;
	(void)worker;
	if (j->read || !l || l->absent)
		return; /* passed in the stream; or is not there, which a fault of the list says */
	log_subject("a layer");
	if (s->source->streamed) {
		fault_set(&f, E_CORRUPT,
			  "%.*s is not a layer: neither a tar archive nor a compressed one",
			  STRF(j->blob));
		layer_gap(&j->result, STR(""), &f);
		return;
	}
	if (s->source->ops->blob(s->source, j->blob, &in, &size, &f) < 0) {
		layer_gap(&j->result, STR(""), &f);
		return;
	}
	in = counted_open(s, in, true);
	if (l->digest.kind)
		in = stream_verify(in, &l->digest, l->size ? l->size : UINT64_MAX);
	bool check_diff_id = (s->opt->verify_diff_ids || j->of_base) && l->diff_id.kind;
	read_tar(s, in, check_diff_id ? &l->diff_id : NULL, j);
	if (l->digest.kind && broke_off(&j->result))
		check_digest_again(s, j);
	log_subject(NULL);
}

/* ---- an archive that passes by once ---- */

/* A tar, or the zero blocks that are an empty one. */
static bool looks_like_layer(struct str head)
{
	if (head.n < 512)
		return false;
	for (size_t i = 0; i < 512; i++)
		if (head.p[i])
			return tar_looks_like(str_slice(head, 0, 512));
	return true;
}

/* Any member may be a layer; documents are kept by the source itself. */
static int visit_member(void *context, struct str name, struct stream *body, uint64_t size,
			struct fault *f)
{
	struct scan *s = context;
	struct digest blob = { 0 };
	uint64_t blob_size = 0;
	(void)size;
	(void)f;
	struct stream *plain;
	struct stream *in = stream_hash(counted_open(s, body, false), &blob, &blob_size);
	struct fault why = { 0 };
	struct job *j = NULL;
	if (filter_open(in, LIMIT_LAYER_BYTES, &plain, NULL, &why) < 0) {
		j = job_add(s, name, NULL);
		layer_gap(&j->result, STR(""), &why);
		return 0;
	}
	char head[512];
	size_t n = 0;
	if (stream_peek(plain, head, sizeof(head), &n, &why) < 0 ||
	    !looks_like_layer(str_make(head, n))) {
		stream_close(plain);
		return 0;
	}
	j = job_add(s, name, NULL);
	uint64_t plain_size;
	if (s->opt->verify_diff_ids || s->opt->hash_streams)
		plain = stream_hash(plain, &j->result.diff_id, &plain_size);
	struct files *files = tar_open(plain);
	walk_layer(&s->walk, files, &j->result);
	files_close(files);
	j->result.blob = blob;
	j->read = true;
	return 0;
}

static void compare_digest(struct scan *s, struct job *j, const char *what,
			   const struct digest *want, const struct digest *got)
{
	if (want->kind == DIGEST_NONE || got->kind == DIGEST_NONE || digest_eq(want, got))
		return;
	struct fault f = { 0 };
	if (got->kind != want->kind) {
		/* In a stream the digest is computed before it is known which kind names the layer. */
		fault_set(&f, E_UNSUPPORTED,
			  "%s %.*s cannot be checked while streaming: scan a file", what,
			  STRF(digest_text(s->arena, want)));
		layer_gap(&j->result, STR(""), &f);
		return;
	}
	fault_set(&f, E_MISMATCH, "%s %.*s expected, the content has %.*s", what,
		  STRF(digest_text(s->arena, want)), STRF(digest_text(s->arena, got)));
	layer_gap(&j->result, STR(""), &f);
}

/* ---- the base ---- */

/* Members of an archive of which only the documents count. */
static int visit_nothing(void *context, struct str name, struct stream *body, uint64_t size,
			 struct fault *f)
{
	(void)context, (void)name, (void)body, (void)size, (void)f;
	return 0;
}

static int read_base(struct scan *s, struct source *source, struct fault *f)
{
	struct image_list images = { 0 };
	image_choice chosen = { 0 };
	if (source->streamed)
		TRY(source->ops->pass(source, visit_nothing, NULL, f));
	TRY(source->ops->images(source, &images, f));
	TRY(manifest_choose(s->arena, &images, NULL, s->opt->want, &chosen, f));
	for (size_t i = 0; i < chosen.n; i++) {
		const struct image *image = chosen.p[i];
		struct str name = image->name.n ? image->name : str_of(s->opt->base_reference);
		struct base_entry e = {
			.name = name,
			.created = str_slice(image->created, 0, 10),
			.layers = (uint16_t)image->layers.n,
			.steps = (uint32_t)image->history.n,
			.chain = base_chain(image->layers.p, image->layers.n),
			.origin = str_of(s->opt->base_reference),
		};
		if (e.chain.kind == DIGEST_NONE)
			return fault_set(f, E_CORRUPT, "it does not say what its layers hold");
		base_list_add(&s->bases, &e);
	}
	return 0;
}

static int open_base(struct scan *s, struct fault *f)
{
	base_list_init(&s->bases, s->arena);
	if (!s->opt->base_input)
		return 0;
	struct source *source;
	int r = source_open(s->opt->base_input, s->arena, &source, f);
	if (r >= 0) {
		r = read_base(s, source, f);
		source_close(source);
	}
	return fault_in(f, r, "--base %s", s->opt->base_reference);
}

static const struct base_entry *base_of(const struct scan *s, const struct image *image)
{
	if (s->opt->base_input)
		return base_find(&s->bases, image, STR(""));
	return s->opt->bases ? base_find(s->opt->bases, image, s->opt->base) : NULL;
}

/* Names the base, when its layers are what their diff ids say; says so, when the one that was asked for is not it. */
static void name_base(struct scan *s, struct report *r)
{
	const struct base_entry *base = base_of(s, &r->image);
	struct str asked = s->opt->base_input ? str_of(s->opt->base_reference) : s->opt->base;
	for (size_t i = 0; base && i < base->layers; i++) {
		const struct job *j = job_find(s, r->image.layers.p[i].blob);
		bool hashed = j->of_base || j->result.diff_id.kind;
		for (size_t k = 0; k < j->result.gaps.n; k++)
			hashed &= j->result.gaps.p[k].path.n > 0;
		if (!hashed)
			base = NULL;
	}
	if (base)
		base_settle(r, base);
	else if (asked.n)
		base_missed(r, asked);
}

/* ---- images ---- */

static uint64_t job_size(const struct job *j)
{
	return j->layer ? j->layer->size : 0;
}

/* Largest first, so that the last thread to finish has the least left to do. */
static int compare_jobs(const void *a, const void *b)
{
	uint64_t x = job_size(*(struct job *const *)a), y = job_size(*(struct job *const *)b);
	return (x < y) - (x > y);
}

static void plan_layers(struct scan *s)
{
	for (size_t i = 0; i < s->chosen.n; i++) {
		const struct image *image = s->chosen.p[i];
		const struct base_entry *base = base_of(s, image);
		for (size_t k = 0; k < image->layers.n; k++) {
			const struct layer *l = &image->layers.p[k];
			struct job *j = job_find(s, l->blob);
			if (!j) {
				j = job_add(s, l->blob, l);
				s->total_bytes += l->size;
			} else if (!j->layer) {
				/* it passed in the stream: now its digests are known */
				j->layer = l;
				compare_digest(s, j, "digest", &l->digest, &j->result.blob);
				compare_digest(s, j, "diff id", &l->diff_id, &j->result.diff_id);
			}
			j->of_base |= base && k < base->layers && !j->read;
		}
	}
}

static void walk_layers(struct scan *s)
{
	/* Sorting moves the jobs but not the map: look-ups are over until the map is made again. */
	qsort(s->jobs.p, s->jobs.n, sizeof(*s->jobs.p), compare_jobs);
	pool_run(s->opt->jobs, s->jobs.n, read_layer, s);
	for (size_t i = 0; i < s->jobs.n; i++)
		*map_put(&s->job_of, s->jobs.p[i]->blob, NULL) = (uint32_t)i + 1;
}

static struct report *report_begin(struct scan *s)
{
	struct report *r = report_new_shared(s->syms);
	const struct scan_options *opt = s->opt;
	r->reference = str_of(opt->reference);
	r->source_kind = opt->rootfs ? STR("rootfs") : str_of(s->source->name);
	r->database = opt->database;
	r->verified_diff_ids = opt->verify_diff_ids;
	r->sandboxed = opt->sandboxed;
	r->sandbox_note = opt->sandbox_note;
	r->created = opt->now;
	return r;
}

/* A history that cannot be read costs dates, not the verdict. */
static void recall(struct scan *s, struct report *r)
{
	struct fault f = { 0 };
	if (s->opt->recall && s->opt->recall(s->opt->recall_context, r, &f) < 0)
		log_warn("history: %s", f.text);
}

static void decide(const struct scan *s, struct report *r)
{
	struct gate_options gate = s->opt->gate;
	gate.today = s->opt->today;
	gate.headline_accepted |= r->image.layers.n == 0; /* there was nothing to judge */
	gate_decide(r, &gate);
}

/* The same for every image, whatever it came from. */
static int judge(struct scan *s, const struct db *db, struct report *r, struct fault *f)
{
	eol_judge(r, s->opt->today); /* what distribution, and does anybody still mend it */
	if (s->opt->scanners & SCANNER_VULNERABILITY)
		TRY(match_packages(db, r, f)); /* packages → vulnerabilities */
	recall(s, r);			       /* when each was first seen */
	if (s->opt->select)
		s->opt->select(s->opt->select_context, r);
	decide(s, r); /* exceptions, gate, plan, verdict */
	return 0;
}

static int open_attestation(void *context, const struct attestation *what, struct stream **out,
			    struct fault *f)
{
	struct scan *s = context;
	struct stream *in;
	uint64_t size;
	TRY(s->source->ops->blob(s->source, what->blob, &in, &size, f));
	s->attested_bytes += size;
	if (s->attested_bytes > LIMIT_ATTESTATION_BYTES) {
		stream_close(in);
		return fault_set(f, E_LIMIT, "more than %llu bytes of attestations",
				 (unsigned long long)LIMIT_ATTESTATION_BYTES);
	}
	*out = stream_verify(in, &what->digest, what->size);
	return 0;
}

static void settle_all(struct scan *s, struct layer_result *const *results, size_t n,
		       struct report *r)
{
	struct watch_options how = {
		.today = s->opt->today,
		.open = open_attestation,
		.open_context = s,
		.excused = s->opt->excused,
		.excused_context = s->opt->excused_context,
		.show_secrets = s->opt->show_secrets,
	};
	settle(r, results, n); /* what a container sees, and who brought it */
	/* secrets, tampering, leftovers; from here on the image's own words have no secret in them */
	watching_settle(&s->walk, r, results, n, &how);
}

/* Faults of documents that belong to an image which could be read. */
static void add_image_faults(struct scan *s, const struct image *image, struct report *r)
{
	size_t index = (size_t)(image - s->images.images.p);
	for (size_t i = 0; i < s->images.faults.n; i++) {
		const struct image_fault *x = &s->images.faults.p[i];
		if (x->image == index)
			report_gap(r, x->fault.code, "the image is not complete", &x->fault);
	}
	if (s->images.faults_left_out) {
		struct fault f = { 0 };
		fault_set(&f, E_LIMIT, "%zu further faults of the archive are not listed",
			  s->images.faults_left_out);
		report_gap(r, E_LIMIT, "more faults than are listed", &f);
	}
}

/* A Dockerfile that is not this image's is said to be so: its lines would be wrong ones. */
static void find_instructions(const struct scan *s, struct report *r)
{
	struct fault f = { 0 };
	if (s->opt->dockerfile_path.n == 0)
		return;
	int found = dockerfile_map(r, s->opt->dockerfile_path, s->opt->dockerfile_text, &f);
	if (found > 0)
		return;
	struct finding *n = report_add(r, FINDING_MISCONFIGURATION);
	n->own_place = PLACE_NOTE;
	n->severity = SEVERITY_LOW;
	n->id = STR("dockerfile-other");
	n->title = str_printf(r->arena, "not built from %.*s", STRF(s->opt->dockerfile_path));
	n->message =
		found < 0
			? str_dup(r->arena, str_of(f.text))
			: STR("None of the image's last steps is in it: it is another Dockerfile, or "
			      "another version of this one. Findings do not name its lines.");
}

static int judge_image(struct scan *s, const struct image *image, const struct db *db,
		       struct report *r, struct fault *f)
{
	r->image = *image;
	struct layer_result **results =
		arena_array(s->arena, size_max(1, image->layers.n), sizeof(struct layer_result *));
	for (size_t i = 0; i < image->layers.n; i++)
		results[i] = &job_find(s, image->layers.p[i].blob)->result;
	settle_all(s, results, image->layers.n, r);
	name_base(s, r); /* who made the lowest layers */
	reconstruct(r);
	find_instructions(s, r); /* which line of the Dockerfile made which layer */
	add_image_faults(s, image, r);
	return judge(s, db, r, f);
}

/* What stands in the place of an image that could not be read still gets its say. */
static void report_broken(const struct scan *s, const struct image_fault *broken, struct report *r)
{
	r->image.name = broken->name;
	r->image.platform = broken->platform;
	report_gap(r, broken->fault.code, "an image of the archive could not be read",
		   &broken->fault);
	decide(s, r);
}

/*
 * Chooses the images. When the wanted one could not be read because its own documents are damaged, that
 * is a result, not a failure: 0, and nothing is chosen.
 */
static int choose(struct scan *s, struct fault *f)
{
	struct fault why = { 0 };
	int r = manifest_choose(s->arena, &s->images, s->opt->image, s->opt->want, &s->chosen,
				&why);
	if (r < 0 && (fault_scope(r) != SCOPE_LOCAL || s->images.faults.n == 0)) {
		*f = why;
		return fault_in(f, r, "%s", s->opt->reference);
	}
	return 0;
}

static int judge_rootfs(struct scan *s, int dir_fd, const struct db *db, struct report *r,
			struct fault *f)
{
	struct job *j = job_add(s, STR("."), NULL);
	struct files *files = rootfs_open(dir_fd, s->opt->one_device);
	walk_layer(&s->walk, files, &j->result);
	files_close(files);
	struct layer *l = VEC_PUSH(r->arena, &r->image.layers);
	*l = (struct layer){ .blob = STR("."), .history = HISTORY_NONE };
	r->image.name = r->reference;
	struct layer_result *results[1] = { &j->result };
	settle_all(s, results, 1, r);
	return judge(s, db, r, f);
}

void scan_reports_done(struct scan_reports *r)
{
	for (size_t i = 0; i < r->n; i++)
		report_free(r->p[i]);
	mem_free(r->p);
	arena_free(r->arena);
	sym_table_free(r->syms);
	*r = (struct scan_reports){ 0 };
}

static struct report *next_report(struct scan *s, struct scan_reports *out)
{
	out->p = mem_resize(out->p, (out->n + 1) * sizeof(*out->p));
	return out->p[out->n++] = report_begin(s);
}

static int run(struct scan *s, struct source_input *in, const struct db *db,
	       struct scan_reports *out, struct fault *f)
{
	s->walk = (struct walk){
		.route = route_new(s->arena),
		.syms = s->syms,
		.scanners = s->opt->scanners,
		.secrets = s->opt->secrets,
		.miners = s->opt->miners,
		.show_secrets = s->opt->show_secrets,
	};
	if (s->opt->rootfs)
		return judge_rootfs(s, in->fd, db, next_report(s, out), f);

	TRY(open_base(s, f));
	TRY(source_open(in, s->arena, &s->source, f)); /* by content, never by name */
	if (s->source->streamed)		       /* cannot seek: read what passes */
		TRY(s->source->ops->pass(s->source, visit_member, s, f));
	TRY(s->source->ops->images(s->source, &s->images,
				   f)); /* every document's digest is checked */
	TRY(choose(s, f));
	plan_layers(s);
	walk_layers(s); /* the only pass that touches files */
	for (size_t i = 0; i < s->chosen.n; i++)
		TRY(judge_image(s, s->chosen.p[i], db, next_report(s, out), f));
	for (size_t i = 0; i < s->images.faults.n; i++)
		if (s->images.faults.p[i].image == IMAGE_NONE &&
		    (s->chosen.n == 0 ||
		     manifest_fault_matters(&s->images, i, s->opt->want, &s->chosen)))
			report_broken(s, &s->images.faults.p[i], next_report(s, out));
	return 0;
}

int scan_run(const struct scan_options *opt, struct source_input *in, const struct db *db,
	     struct scan_reports *out, struct fault *f)
{
	*out = (struct scan_reports){ .arena = arena_new(), .syms = sym_table_new() };
	struct scan s = { .opt = opt, .arena = out->arena, .syms = out->syms };
	map_init(&s.job_of, s.arena);
	progress_begin("scanning");
	int r = run(&s, in, db, out, f);
	progress_end();
	for (size_t i = 0; i < s.jobs.n; i++)
		layer_result_done(&s.jobs.p[i]->result);
	source_close(s.source);
	return r;
}
