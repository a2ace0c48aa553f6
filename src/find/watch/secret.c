/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Secrets in an image: in every file of every layer, and in its configuration.
 *
 *     layer: file ──► reader ──► hit ──► fact, by fingerprint ─┐
 *                                  └───► place (entry, line) ──┤
 *                                                              ├─► settle: one finding a secret
 *     configuration: ENV, LABEL, CMD, history, … ──► reader ───┘
 *
 * A file is looked at when it streams by, long before it is known whether a later layer deletes it.
 * That is asked when
 * all layers are known; a deleted secret ships all the same.
 *
 * Of a hit what is kept is the mask, the fingerprint and the place. The value itself is kept only when the user
 * asked to see it.
 *
 * Outside of files: ENV, LABEL, ENTRYPOINT, CMD, HEALTHCHECK, SHELL, and the history, in which the classic builder
 * writes the arguments of a build ("|1 TOKEN=… /bin/sh -c make"), are texts like others: names and values
 * with '=' between them. The configuration may hold more than the program knows of (container_config, the
 * fields of other builders), so all other strings of it are looked at, too.
 *
 * Builders keep what they know of a build beside the image: BuildKit's provenance holds the arguments, the
 * environment, the address of the sources and a copy of the Dockerfile. Whoever can pull the image can pull it.
 *
 * An archive that is encrypted, or damaged and of a package's test data, is no reason to call the scan
 * incomplete: nobody could look into it. Such are counted in one note. What a limit left out is a gap.
 *
 * Must stay true: at most LIMIT_LAYER_SECRETS places a layer, and what is beyond is a gap.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "find/lib/git_path.h"
#include "find/lib/secret_places.h"
#include "find/lib/secret_standing.h"
#include "find/watch.h"
#include "text/json.h"

#define CONFIG_DEPTH 64 /* = LIMIT_JSON_DEPTH */

struct place {
	struct str path; /* only when the inventory is full; else it is the entry's */
	struct str inside;
	uint32_t entry, fact;
	uint32_t line, column;
};

/* A file that could not be searched inside. */
struct closed {
	uint32_t entry;
	struct fault why;
};

struct state {
	const struct watch_layer *layer;
	struct secret_reader *reader; /* NULL when the layer is over */
	VEC(struct secret_fact) facts;
	struct map known; /* fingerprint and rule → fact + 1 */
	VEC(struct place) places;
	VEC(struct closed) closed;
	char *path; /* of the file that is being read: LIMIT_PATH bytes */
	size_t path_n;
	uint64_t size;
	uint32_t entry;
	bool begun, full;
};

/* "member, gzip": as the report shows it. */
static struct str inside_of(struct arena *a, const struct secret_hit *hit)
{
	if (hit->member.n)
		return str_dup(a, hit->member);
	return str_of(secret_wrap_name(hit->wrap));
}

static uint32_t keep_fact(struct state *s, const struct secret_hit *hit)
{
	struct arena *a = s->layer->arena;
	struct str fingerprint = secret_fingerprint(a, hit->provider, hit->value);
	bool is_new;
	uint32_t *known = map_put(&s->known, fingerprint, &is_new);
	if (!is_new)
		return *known - 1;
	struct secret_fact *fact = VEC_PUSH(a, &s->facts);
	*fact = secret_fact_of(a, hit, fingerprint, s->layer->show_secrets);
	*known = (uint32_t)s->facts.n;
	return *known - 1;
}

static void on_hit(void *context, const struct secret_hit *hit)
{
	struct state *s = context;
	if (s->places.n >= LIMIT_LAYER_SECRETS) {
		s->full = true;
		return;
	}
	uint32_t fact = keep_fact(s, hit);
	struct arena *a = s->layer->arena;
	struct place *p = VEC_PUSH(a, &s->places);
	*p = (struct place){
		.inside = inside_of(a, hit),
		.entry = s->entry,
		.fact = fact,
		.line = hit->line,
		.column = hit->column,
	};
	if (s->entry == ENTRY_NONE)
		p->path = str_dup(a, str_make(s->path, s->path_n));
}

static void *begin(const struct watch_layer *layer)
{
	if (!layer->secrets)
		return NULL;
	struct state *s = arena_alloc(layer->arena, sizeof(*s));
	s->layer = layer;
	s->reader = secret_reader_new(layer->secrets, on_hit, s);
	s->path = mem_alloc(LIMIT_PATH);
	map_init(&s->known, layer->arena);
	return s;
}

static bool entry(void *state, const struct file_head *head, uint32_t index)
{
	struct state *s = state;
	/* Objects of git are compressed: the watcher of repositories reads them. */
	if (head->type != FILE_REGULAR || head->flags || !head->size || git_owns_path(head->path))
		return false;
	s->path_n = size_min(head->path.n, LIMIT_PATH);
	memcpy(s->path, head->path.p, s->path_n);
	s->entry = index;
	s->size = head->size;
	s->begun = false;
	return true;
}

static void data(void *state, struct str window)
{
	struct state *s = state;
	if (!s->begun)
		secret_begin(s->reader, str_make(s->path, s->path_n), s->size);
	s->begun = true;
	secret_data(s->reader, window);
}

static void body_end(void *state, bool complete)
{
	struct state *s = state;
	struct fault f = { 0 };
	if (!s->begun)
		return;
	s->begun = false;
	int r = secret_end(s->reader, complete, &f);
	if (r >= 0)
		return;
	/* settle() knows whose file it is */
	if (r != E_LIMIT && s->entry != ENTRY_NONE && s->closed.n < LIMIT_LAYER_GAPS)
		*VEC_PUSH(s->layer->arena, &s->closed) = (struct closed){ s->entry, f };
	else
		watch_gap(s->layer, str_make(s->path, s->path_n), &f);
}

static void end(void *state)
{
	struct state *s = state;
	secret_reader_free(s->reader);
	s->reader = NULL;
	mem_free(s->path);
	s->path = NULL;
	if (!s->full)
		return;
	struct fault f = { 0 };
	fault_set(&f, E_LIMIT, "more than %llu secrets: the others are left out",
		  (unsigned long long)LIMIT_LAYER_SECRETS);
	watch_gap(s->layer, STR(""), &f);
}

/* A layer that broke off may not have been ended. */
static void done(void *state)
{
	struct state *s = state;
	secret_reader_free(s->reader);
	mem_free(s->path);
	s->reader = NULL;
	s->path = NULL;
}

/* ---- settling ---- */

static void settle_layer(const struct watch_image *image, size_t layer, struct secret_places *to)
{
	const struct state *s = image->states[layer];
	const struct inventory *inventory = view_inventory(image->view, layer);
	for (size_t i = 0; s && i < s->places.n; i++) {
		const struct place *p = &s->places.p[i];
		struct secret_place place = {
			.path = p->path,
			.inside = p->inside,
			.line = p->line,
			.column = p->column,
			.layer = (uint16_t)layer,
			.deleted_by = LAYER_NONE,
		};
		if (p->entry != ENTRY_NONE) {
			place.path = inventory_path(inventory, p->entry, image->arena);
			place.deleted_by = view_hidden_by(image->view, layer, p->entry);
			place.standing = secret_standing_of(image, layer, p->entry, place.path,
							    &place.package);
		}
		secret_places_add(to, &s->facts.p[p->fact], &place);
	}
}

/* Archives that stay closed: gaps, unless they are made to be so; then one note tells how many. */
static void settle_closed(const struct watch_image *image)
{
	struct report *r = image->report;
	size_t n = 0;
	for (size_t layer = 0; layer < image->n; layer++) {
		const struct state *s = image->states[layer];
		const struct inventory *inventory = view_inventory(image->view, layer);
		for (size_t i = 0; s && i < s->closed.n; i++) {
			const struct closed *c = &s->closed.p[i];
			struct str path = inventory_path(inventory, c->entry, image->arena),
				   package;
			if (c->why.code == E_UNSUPPORTED ||
			    secret_standing_of(image, layer, c->entry, path, &package)) {
				n++;
				continue;
			}
			struct finding *g = report_gap(
				r, c->why.code, "a file was not searched for secrets", &c->why);
			g->path = str_dup(r->arena, path);
			g->layer = (uint16_t)layer;
		}
	}
	if (!n)
		return;
	struct finding *note = report_add(r, FINDING_MISCONFIGURATION);
	note->own_place = PLACE_NOTE;
	note->severity = SEVERITY_NEGLIGIBLE;
	note->id = STR("archives-closed");
	note->title = str_printf(r->arena, "%zu %s could not be searched inside", n,
				 n == 1 ? "archive" : "archives");
	note->message =
		STR("They are encrypted, packed in a way that is not read, or damaged files of a "
		    "package's test data. Secrets in them are not found.");
}

/* A text of the configuration. */
struct outside {
	const struct watch_image *image;
	struct secret_places *places;
	struct secret_reader *reader;
	struct str path;
	struct map found; /* fingerprints in named places */
	bool rest;	  /* of the configuration: only what was not found in a named place */
};

static void on_outside_hit(void *context, const struct secret_hit *hit)
{
	struct outside *o = context;
	struct arena *a = o->image->arena;
	struct secret_fact fact = secret_fact_of(
		a, hit, secret_fingerprint(a, hit->provider, hit->value), o->image->show_secrets);
	if (o->rest && map_get(&o->found, fact.fingerprint))
		return;
	if (!o->rest)
		(void)map_put(&o->found, fact.fingerprint, NULL);
	struct secret_place place = {
		.path = o->path,
		.inside = inside_of(a, hit),
		.line = hit->line,
		.column = hit->column,
		.layer = LAYER_NONE,
		.deleted_by = LAYER_NONE,
	};
	secret_places_add(o->places, &fact, &place);
}

static void look_at(struct outside *o, struct str path, struct str text)
{
	o->path = path;
	struct fault f;
	int r = secret_text(o->reader, path, text, &f);
	if (r < 0)
		report_gap(o->image->report, r, "configuration not searched for secrets", &f);
}

/* "build provenance", as places name it; by in-toto's type of predicate. */
static struct str attestation_name(struct str predicate)
{
	if (str_starts(predicate, STR("https://slsa.dev/provenance")))
		return STR("build provenance");
	if (str_starts(predicate, STR("https://spdx.dev/")) ||
	    str_starts(predicate, STR("https://cyclonedx.org/")))
		return STR("build SBOM");
	return STR("build attestation");
}

static int read_attestation(struct outside *o, const struct attestation *x, struct fault *f)
{
	OWNED(stream_closep) struct stream *in = NULL;
	TRY(o->image->open(o->image->open_context, x, &in, f));
	o->path = attestation_name(x->predicate);
	secret_begin(o->reader, o->path, x->size == UINT64_MAX ? 0 : x->size);
	struct str window;
	int got;
	while ((got = stream_next(in, &window, f)) > 0)
		secret_data(o->reader, window);
	struct fault why;
	int searched = secret_end(o->reader, got == 0, &why);
	TRY(got);
	return searched < 0 ? fault_copy(f, &why) : 0;
}

static void look_at_attestations(struct outside *o)
{
	struct report *r = o->image->report;
	const struct image *image = &r->image;
	struct fault f;
	for (size_t i = 0; o->image->open && i < image->attestations.n; i++) {
		const struct attestation *x = &image->attestations.p[i];
		int got = read_attestation(o, x, &f);
		if (got < 0) {
			fault_in(&f, got, "%.*s", STRF(attestation_name(x->predicate)));
			report_gap(r, got, "an attestation was not searched for secrets", &f);
		}
	}
	if (!image->attestations_absent)
		return;
	struct finding *note = report_add(r, FINDING_MISCONFIGURATION);
	note->own_place = PLACE_NOTE;
	note->severity = SEVERITY_NEGLIGIBLE;
	note->id = STR("attestations-absent");
	note->title = str_printf(r->arena, "%u %s of the build not searched for secrets",
				 image->attestations_absent,
				 image->attestations_absent == 1 ? "attestation" : "attestations");
	note->message = STR("The image's index names them, and they were not saved with it. In a "
			    "registry they are pulled like the image: copy all of it there to "
			    "have them searched.");
}

/* "NAME=value": as the rules about assignments expect it. */
static void look_at_pair(struct outside *o, const char *kind, struct str name, struct str value)
{
	struct arena *a = o->image->arena;
	look_at(o, str_printf(a, "%s %.*s", kind, STRF(name)),
		str_printf(a, "%.*s=%.*s", STRF(name), STRF(value)));
}

static void look_at_words(struct outside *o, const char *path, const struct str *p, size_t n)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, LIMIT_MANIFEST);
	for (size_t i = 0; i < n; i++) {
		buf_add_str(&b, p[i]);
		buf_add_char(&b, ' ');
	}
	look_at(o, str_of(path), buf_str(&b));
}

static void look_at_history(struct outside *o)
{
	const struct image *image = &o->image->report->image;
	struct arena *a = o->image->arena;
	for (size_t i = 0; i < image->history.n; i++) {
		const struct history *h = &image->history.p[i];
		struct str path = str_printf(a, "history %zu", i + 1);
		look_at(o, path, h->created_by);
		look_at(o, path, h->comment);
		look_at(o, path, h->author);
	}
}

static void look_at_config(struct outside *o)
{
	const struct image *image = &o->image->report->image;
	for (size_t i = 0; i < image->env.n; i++) {
		struct str name, value;
		str_cut(image->env.p[i], '=', &name, &value);
		look_at_pair(o, "config ENV", name, value);
	}
	for (size_t i = 0; i < image->labels.n; i++)
		look_at_pair(o, "label", image->labels.p[i].key, image->labels.p[i].value);
	for (size_t i = 0; i < image->annotations.n; i++)
		look_at_pair(o, "annotation", image->annotations.p[i].key,
			     image->annotations.p[i].value);
	for (size_t i = 0; i < image->index_annotations.n; i++)
		look_at_pair(o, "annotation", image->index_annotations.p[i].key,
			     image->index_annotations.p[i].value);
	look_at_words(o, "config ENTRYPOINT", image->entrypoint.p, image->entrypoint.n);
	look_at_words(o, "config CMD", image->cmd.p, image->cmd.n);
	look_at_words(o, "config HEALTHCHECK", image->healthcheck.p, image->healthcheck.n);
	look_at_words(o, "config SHELL", image->shell.p, image->shell.n);
	look_at(o, STR("config author"), image->author);
	look_at_history(o);
}

/* Every string of the configuration, with the key that it stands under. */
static void look_at_rest(struct outside *o)
{
	const struct image *image = &o->image->report->image;
	const struct json *stack[CONFIG_DEPTH + 1];
	struct fault f;
	o->rest = true;
	if (!image->config_json.n)
		return;
	if (json_parse(o->image->arena, image->config_json, &stack[0], &f) < 0) {
		look_at(o, STR("config"), image->config_json);
		return;
	}
	struct str key = STR("");
	for (size_t n = 1; n;) {
		const struct json *value = stack[n - 1];
		if (value->key.n)
			key = value->key;
		if (value->kind == JSON_STRING)
			look_at_pair(o, "config", key, value->text);
		stack[n - 1] = value->next;
		if (!value->next)
			n--;
		if (value->child && n <= CONFIG_DEPTH)
			stack[n++] = value->child;
	}
}

static void settle(const struct watch_image *image)
{
	if (!image->secrets)
		return;
	struct secret_places places;
	secret_places_begin(&places, image->report, image->arena, image->show_secrets);
	for (size_t i = 0; i < image->n; i++)
		settle_layer(image, i, &places);
	struct outside o = { .image = image, .places = &places };
	map_init(&o.found, image->arena);
	o.reader = secret_reader_new(image->secrets, on_outside_hit, &o);
	look_at_config(&o);
	look_at_attestations(&o);
	look_at_rest(&o);
	secret_reader_free(o.reader);
	secret_places_end(&places);
	settle_closed(image);
}

const struct watcher watcher_secret = {
	.name = "secret",
	.scanner = SCANNER_SECRET,
	.begin = begin,
	.entry = entry,
	.data = data,
	.body_end = body_end,
	.end = end,
	.settle = settle,
	.done = done,
};
