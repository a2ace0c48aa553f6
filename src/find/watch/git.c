/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Secrets in git repositories that an image carries.
 *
 * "COPY . ." takes the .git along. Somebody deletes it in the next layer, and it ships all the same: every
 * version of every file, also those that were removed because of what they said. So every object store is
 * read, whatever refers to its objects, and every blob, commit message and tag goes to the engine.
 *
 *     objects/…  ─► git_reader ─► blob, message ─► secret engine ─► found (fact, object, line)
 *                             └─► commit, tree  ─► graph                 + holder (file that has the object)
 *     HEAD, refs ─► heads
 *
 *     settle:  graphs of all layers, joined ─► origin of each object: commit, date, path, still in HEAD
 *
 * Logs of refs, configuration, COMMIT_EDITMSG and the index are ordinary files: the watcher of secrets reads
 * them, and skips what git_owns_path() says is ours.
 *
 * Must stay true: an object is searched once a layer, however many packs hold it; what was found is live as
 * long as any file that holds the object is seen by a container; what is kept of a layer is small
 * (graphs are pruned to what leads to a find).
 *
 * Not read: reftables (the heads are unknown then, nothing else is), objects of a promisor that are elsewhere.
 */
#include "base/limits.h"
#include "base/path.h"
#include "find/lib/git_origin.h"
#include "find/lib/git_reader.h"
#include "find/lib/secret_places.h"
#include "find/watch.h"

struct ref {
	struct str name, value;
	bool packed; /* of packed-refs: a loose one of the same name counts more */
};

/* One repository in one layer. */
struct repository {
	struct str path; /* "app/.git" */
	struct str remote;
	uint64_t bytes;
	uint32_t objects, commits;
	VEC(uint32_t) entries; /* files of its object store */
	VEC(struct ref) refs;  /* HEAD, HEADs of worktrees ("worktrees/x/HEAD"), branches */
};

struct found {
	uint32_t fact; /* index */
	int type;
	struct git_key object;
	uint32_t line, column;
	struct str inside;
};

/* A file that holds an object with a find. */
struct holder {
	struct git_key object;
	uint32_t repository, entry;
};

struct layer_state {
	const struct watch_layer *layer;
	struct arena *arena;
	struct map repository_of; /* path → index + 1 */
	VEC(struct repository) repositories;
	struct map fact_of; /* fingerprint → index + 1 */
	VEC(struct secret_fact) facts;
	VEC(struct found) found;
	VEC(struct holder) holders;
	struct git_graph graph;
	uint64_t found_dropped;
	bool too_many;
	/* while the layer is read */
	struct git_reader *reader;
	struct secret_reader *secrets;
	/* the file that passes by */
	struct buf path, text;
	struct git_path at;
	uint32_t repository, entry;
	bool inner_gap;
	/* the object that is searched */
	int type;
	size_t found_before;
};

/* ---- objects ---- */

static uint32_t fact_index(struct layer_state *s, const struct secret_hit *hit)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str fingerprint = secret_fingerprint(a, hit->provider, hit->value);
	const uint32_t *known = map_get(&s->fact_of, fingerprint);
	if (known)
		return *known - 1;
	struct secret_fact *fact = VEC_PUSH(s->arena, &s->facts);
	*fact = secret_fact_of(s->arena, hit, fingerprint, s->layer->show_secrets);
	*map_put(&s->fact_of, fact->fingerprint, NULL) = (uint32_t)s->facts.n;
	return (uint32_t)s->facts.n - 1;
}

static void on_hit(void *context, const struct secret_hit *hit)
{
	struct layer_state *s = context;
	if (s->found.n >= LIMIT_GIT_HITS) {
		s->found_dropped++;
		return;
	}
	uint32_t fact = fact_index(s, hit);
	struct found *f = VEC_PUSH(s->arena, &s->found);
	*f = (struct found){ .fact = fact,
			     .type = s->type,
			     .line = hit->line,
			     .column = hit->column,
			     .inside = hit->member.n ? str_dup(s->arena, hit->member)
						     : str_of(secret_wrap_name(hit->wrap)) };
}

/* Something inside of an object could not be unpacked: once a file, its versions are many. */
static void note_inner(struct layer_state *s, int r, const struct fault *why)
{
	if (r >= 0 || s->inner_gap)
		return;
	s->inner_gap = true;
	watch_gap(s->layer, buf_str(&s->path), why);
}

static void add_holder(struct layer_state *s, const struct git_key *key)
{
	struct holder *h = VEC_PUSH(s->arena, &s->holders);
	*h = (struct holder){ *key, s->repository, s->entry };
}

static void begin_search(struct layer_state *s, int type)
{
	s->type = type;
	s->found_before = s->found.n;
	if (!s->secrets && s->layer->secrets)
		s->secrets = secret_reader_new(s->layer->secrets, on_hit, s);
}

/* What was found since begin_search() is in this object. */
static void end_search(struct layer_state *s, const struct git_key *key, uint32_t object)
{
	if (s->found.n == s->found_before)
		return;
	for (size_t i = s->found_before; i < s->found.n; i++)
		s->found.p[i].object = *key;
	if (object != GIT_NONE)
		*git_graph_flags(&s->graph, object) |= GIT_HIT;
	add_holder(s, key);
}

static void search(struct layer_state *s, int type, const struct git_key *key, uint32_t object,
		   struct str text)
{
	struct fault f = { 0 };
	begin_search(s, type);
	if (!s->secrets || text.n == 0)
		return;
	struct str name = type == GIT_BLOB ? git_graph_name(&s->graph, object) : STR("");
	note_inner(s, secret_text(s->secrets, name, text, &f), &f);
	end_search(s, key, object);
}

static struct git_key key_of(struct str id)
{
	struct git_key key = { 0 };
	memcpy(key.bytes, id.p, size_min(id.n, sizeof(key.bytes)));
	return key;
}

static void take_commit(struct layer_state *s, const struct git_key *key, uint32_t object,
			struct str bytes)
{
	struct git_commit c;
	s->repositories.p[s->repository].commits++;
	if (git_commit_parse(bytes, &c))
		git_graph_add_commit(&s->graph, object, &c);
	search(s, GIT_COMMIT, key, object, str_from(bytes, c.message_at));
}

static void on_object(void *context, int type, struct str id, struct str bytes)
{
	struct layer_state *s = context;
	struct git_key key = key_of(id);
	uint32_t object = git_graph_object(&s->graph, &key);
	if (object != GIT_NONE) {
		uint8_t *flags = git_graph_flags(&s->graph, object);
		if (*flags & GIT_READ) {
			if (*flags & GIT_HIT)
				add_holder(s, &key);
			return;
		}
		*flags |= GIT_READ;
	}
	s->repositories.p[s->repository].objects++;
	if (type == GIT_COMMIT)
		take_commit(s, &key, object, bytes);
	else if (type == GIT_TREE)
		git_graph_add_tree(&s->graph, object, bytes, id.n);
	else
		search(s, type, &key, object, bytes);
}

static void on_large(void *context, int type, uint64_t size)
{
	struct layer_state *s = context;
	begin_search(s, type);
	if (s->secrets)
		secret_begin(s->secrets, STR(""), size);
}

static void on_large_data(void *context, struct str window)
{
	struct layer_state *s = context;
	if (s->secrets)
		secret_data(s->secrets, window);
}

static void on_large_end(void *context, struct str id)
{
	struct layer_state *s = context;
	struct git_key key = key_of(id);
	struct fault f = { 0 };
	s->repositories.p[s->repository].objects++;
	if (s->secrets)
		note_inner(s, secret_end(s->secrets, id.n > 0, &f), &f);
	uint32_t object = id.n ? git_graph_object(&s->graph, &key) : GIT_NONE;
	if (object != GIT_NONE)
		*git_graph_flags(&s->graph, object) |= GIT_READ;
	end_search(s, &key, object);
}

/* ---- the layer ---- */

static void *begin(const struct watch_layer *layer)
{
	struct layer_state *s = arena_alloc(layer->arena, sizeof(*s));
	s->layer = layer;
	s->arena = layer->arena;
	map_init(&s->repository_of, s->arena);
	map_init(&s->fact_of, s->arena);
	git_graph_init(&s->graph);
	buf_init(&s->path, LIMIT_PATH);
	buf_init(&s->text, LIMIT_SMALL_FILE);
	return s;
}

/* Its index, or UINT32_MAX when there are too many. */
static uint32_t repository_index(struct layer_state *s, struct str path)
{
	const uint32_t *known = map_get(&s->repository_of, path);
	if (known)
		return *known - 1;
	if (s->repositories.n >= LIMIT_GIT_REPOSITORIES) {
		struct fault f = { 0 };
		fault_set(&f, E_LIMIT, "more than %llu git repositories: the rest is not read",
			  (unsigned long long)LIMIT_GIT_REPOSITORIES);
		if (!s->too_many)
			watch_gap(s->layer, path, &f);
		s->too_many = true;
		return UINT32_MAX;
	}
	struct repository *r = VEC_PUSH(s->arena, &s->repositories);
	r->path = str_dup(s->arena, path);
	*map_put(&s->repository_of, r->path, NULL) = (uint32_t)s->repositories.n;
	return (uint32_t)s->repositories.n - 1;
}

/* "config" is a name that many things have; HEAD and packed-refs are git's. */
static bool looks_like_repository(const struct layer_state *s, const struct git_path *p)
{
	return p->kind != GIT_PATH_CONFIG || str_ends(p->repository, STR(".git")) ||
	       str_has(p->repository, STR(".git/")) ||
	       map_get(&s->repository_of, p->repository) != NULL;
}

static bool entry(void *state, const struct file_head *head, uint32_t index)
{
	struct layer_state *s = state;
	struct git_path p = git_path_of(head->path);
	if (p.kind == GIT_PATH_OTHER || head->type != FILE_REGULAR || head->flags ||
	    !looks_like_repository(s, &p))
		return false;
	s->repository = repository_index(s, p.repository);
	if (s->repository == UINT32_MAX)
		return false;
	struct repository *r = &s->repositories.p[s->repository];
	bool is_store = git_owns_path(head->path);
	if (is_store) {
		r->bytes += head->size;
		*VEC_PUSH(s->arena, &r->entries) = index;
	}
	if (p.kind == GIT_PATH_AUXILIARY || (!is_store && head->size > LIMIT_SMALL_FILE))
		return false;
	buf_clear(&s->path);
	buf_clear(&s->text);
	(void)buf_add_str(&s->path, head->path);
	s->entry = index;
	s->inner_gap = false;
	s->at = git_path_of(buf_str(&s->path));
	if (!is_store)
		return true;
	struct git_events events = { s, on_object, on_large, on_large_data, on_large_end };
	if (!s->reader)
		s->reader = git_reader_new(&events);
	git_reader_begin(s->reader, &s->at);
	return true;
}

static bool is_object_file(const struct layer_state *s)
{
	return s->at.kind == GIT_PATH_LOOSE || s->at.kind == GIT_PATH_PACK;
}

static void data(void *state, struct str window)
{
	struct layer_state *s = state;
	if (is_object_file(s))
		git_reader_data(s->reader, window);
	else
		(void)buf_add_str(&s->text, window);
}

static void add_ref(struct layer_state *s, struct str name, struct str value, bool packed)
{
	struct ref *r = VEC_PUSH(s->arena, &s->repositories.p[s->repository].refs);
	*r = (struct ref){ str_dup(s->arena, name), str_dup(s->arena, str_trim(value)), packed };
}

/* Lines "ID NAME"; of them the branches, which is what a HEAD names. */
static void add_packed_refs(struct layer_state *s, struct str text)
{
	struct str line, id, name;
	while (text.n > 0) {
		(void)str_cut(text, '\n', &line, &text);
		if (str_cut(line, ' ', &id, &name) && str_starts(name, STR("refs/heads/")))
			add_ref(s, str_trim(name), id, true);
	}
}

static void body_end(void *state, bool complete)
{
	struct layer_state *s = state;
	struct str text = buf_str(&s->text);
	struct fault f = { 0 };
	if (is_object_file(s)) {
		if (git_reader_end(s->reader, complete, &f) < 0)
			watch_gap(s->layer, buf_str(&s->path), &f);
	} else if (s->at.kind == GIT_PATH_CONFIG) {
		s->repositories.p[s->repository].remote = git_remote(s->arena, text);
	} else if (s->at.kind == GIT_PATH_PACKED_REFS) {
		add_packed_refs(s, text);
	} else {
		add_ref(s, s->at.name, text, false);
	}
}

/* Only what leads to a find is worth its memory, unless it is little. */
static void prune(struct layer_state *s)
{
	git_graph_want(&s->graph);
	if (git_graph_size(&s->graph) <= LIMIT_GIT_SMALL)
		return;
	struct git_graph small;
	git_graph_init(&small);
	git_graph_merge(&small, &s->graph, true);
	git_graph_done(&s->graph);
	s->graph = small;
}

static void end(void *state)
{
	struct layer_state *s = state;
	git_reader_free(STEAL(s->reader));
	secret_reader_free(STEAL(s->secrets));
	buf_done(&s->path);
	buf_done(&s->text);
	prune(s);
	if (s->found_dropped == 0)
		return;
	struct fault f = { 0 };
	fault_set(&f, E_LIMIT, "%llu further secrets in git objects are not listed",
		  (unsigned long long)s->found_dropped);
	watch_gap(s->layer, STR(""), &f);
}

static void done(void *state)
{
	struct layer_state *s = state;
	git_reader_free(STEAL(s->reader));
	secret_reader_free(STEAL(s->secrets));
	buf_done(&s->path);
	buf_done(&s->text);
	git_graph_done(&s->graph);
}

/* ---- all layers ---- */

/* A repository through all layers. */
struct joined {
	struct str path;
	VEC(struct git_key) heads;
	struct str remote;
	uint32_t objects, commits; /* of the layer with the most */
	uint64_t bytes;
	uint16_t first, last; /* layers */
	uint16_t deleted_by;  /* LAYER_NONE: a container sees some of it */
	bool live;
};

/* A place that is not told yet: another version of the same file may be older. */
struct pending {
	const struct secret_fact *fact;
	struct secret_place place;
	int64_t time;
};

struct settling {
	const struct watch_image *image;
	struct arena *arena;
	struct map joined_of; /* path → index + 1 */
	VEC(struct joined) joined;
	struct git_graph graph;
	struct git_origins *origins;
	struct map pending_of;
	VEC(struct pending) pending;
};

static const struct layer_state *state_of(const struct settling *s, size_t layer)
{
	return s->image->states[layer];
}

static uint16_t hidden_by(const struct settling *s, size_t layer, uint32_t index)
{
	return index == ENTRY_NONE ? LAYER_NONE : view_hidden_by(s->image->view, layer, index);
}

static void join_repository(struct settling *s, size_t layer, const struct repository *r)
{
	bool is_new;
	uint32_t *slot = map_put(&s->joined_of, r->path, &is_new);
	if (is_new) {
		struct joined *fresh = VEC_PUSH(s->arena, &s->joined);
		*fresh = (struct joined){ .path = r->path, .first = (uint16_t)layer };
		*slot = (uint32_t)s->joined.n;
	}
	struct joined *j = &s->joined.p[*slot - 1];
	j->last = (uint16_t)layer;
	j->bytes += r->bytes;
	j->objects = r->objects > j->objects ? r->objects : j->objects;
	j->commits = r->commits > j->commits ? r->commits : j->commits;
	j->remote = r->remote.n ? r->remote : j->remote;
	for (size_t i = 0; i < r->entries.n; i++) {
		uint16_t by = hidden_by(s, layer, r->entries.p[i]);
		j->live |= by == LAYER_NONE;
		j->deleted_by = by != LAYER_NONE && by > j->deleted_by ? by : j->deleted_by;
	}
}

/* What a layer says of a repository; NULL when nothing. */
static const struct repository *repository_of(const struct settling *s, size_t layer,
					      struct str path)
{
	const struct layer_state *state = state_of(s, layer);
	const uint32_t *i = state ? map_get(&state->repository_of, path) : NULL;
	return i ? &state->repositories.p[*i - 1] : NULL;
}

/* The newest value of a ref. */
static struct str ref_value(const struct settling *s, struct str path, struct str name)
{
	const struct ref *best = NULL;
	for (size_t layer = s->image->n; !best && layer-- > 0;) {
		const struct repository *r = repository_of(s, layer, path);
		for (size_t k = 0; r && k < r->refs.n; k++)
			if (str_eq(r->refs.p[k].name, name) && (!best || !r->refs.p[k].packed))
				best = &r->refs.p[k];
	}
	return best ? best->value : STR("");
}

static void add_head(struct settling *s, struct joined *j, struct str name)
{
	struct str value = ref_value(s, j->path, name), target;
	/* A branch may be a symbolic ref itself; git follows five. */
	for (int depth = 0; depth < 5 && git_symref(value, &target); depth++)
		value = ref_value(s, j->path, target);
	struct git_key key;
	if (git_key_parse(value, &key))
		*VEC_PUSH(s->arena, &j->heads) = key;
}

static void join_heads(struct settling *s, struct joined *j)
{
	struct map seen;
	map_init(&seen, s->arena);
	for (size_t layer = 0; layer < s->image->n; layer++) {
		const struct repository *r = repository_of(s, layer, j->path);
		for (size_t k = 0; r && k < r->refs.n; k++) {
			bool is_new = false;
			if (str_eq(path_base(r->refs.p[k].name), STR("HEAD")))
				(void)map_put(&seen, r->refs.p[k].name, &is_new);
			if (is_new)
				add_head(s, j, r->refs.p[k].name);
		}
	}
}

static bool any_found(const struct settling *s)
{
	for (size_t layer = 0; layer < s->image->n; layer++)
		if (state_of(s, layer) && state_of(s, layer)->found.n)
			return true;
	return false;
}

static void join(struct settling *s)
{
	bool with_graph = any_found(s);
	map_init(&s->joined_of, s->arena);
	for (size_t layer = 0; layer < s->image->n; layer++) {
		const struct layer_state *state = state_of(s, layer);
		for (size_t i = 0; state && i < state->repositories.n; i++)
			join_repository(s, layer, &state->repositories.p[i]);
		if (state && with_graph)
			git_graph_merge(&s->graph, &state->graph, false);
	}
	for (size_t i = 0; i < s->joined.n; i++)
		join_heads(s, &s->joined.p[i]);
	s->origins = git_origins_new(s->arena, &s->graph);
}

/*
 * An object store that others borrow from (alternates) may have no HEAD of its own: then theirs count, which
 * are all there are in the image.
 */
static bool origin_of(struct settling *s, const struct joined *j, const struct found *f,
		      struct git_origin *out)
{
	if (f->type == GIT_COMMIT)
		return git_origin_commit(s->origins, &f->object, out);
	if (f->type != GIT_BLOB)
		return false;
	if (j->heads.n)
		return git_origin_find(s->origins, &f->object, j->heads.p, j->heads.n, out);
	VEC(struct git_key) heads = { 0 };
	for (size_t i = 0; i < s->joined.n; i++)
		for (size_t k = 0; k < s->joined.p[i].heads.n; k++)
			*VEC_PUSH(s->arena, &heads) = s->joined.p[i].heads.p[k];
	return git_origin_find(s->origins, &f->object, heads.p, heads.n, out);
}

/* "app/.git:src/config.js", "app/.git:commit message", "app/.git:blob 4b825dc6…" */
static struct str place_path(struct settling *s, const struct joined *j, const struct found *f,
			     struct str path)
{
	if (f->type == GIT_COMMIT)
		path = STR("commit message");
	else if (path.n == 0)
		path = str_printf(s->arena, "%s %.*s", git_type_name(f->type),
				  STRF(git_key_text(s->arena, &f->object)));
	return str_printf(s->arena, "%.*s:%.*s", STRF(j->path), STRF(path));
}

/* Versions of one file with the same secret are one place: the oldest, in HEAD when any of them is. */
static void add_pending(struct settling *s, const struct secret_fact *fact,
			const struct secret_place *place, int64_t time)
{
	struct str key = str_printf(s->arena, "%.*s %u %.*s\n%.*s", STRF(fact->fingerprint),
				    place->layer, STRF(place->path), STRF(place->inside));
	uint32_t *slot = map_put(&s->pending_of, key, NULL);
	if (*slot == 0) {
		*VEC_PUSH(s->arena, &s->pending) = (struct pending){ fact, *place, time };
		*slot = (uint32_t)s->pending.n;
		return;
	}
	struct pending *p = &s->pending.p[*slot - 1];
	bool in_head = p->place.in_head || place->in_head;
	uint16_t by = p->place.deleted_by == LAYER_NONE ? LAYER_NONE : place->deleted_by;
	if (place->commit.n && (p->place.commit.n == 0 || time < p->time)) {
		p->place = *place;
		p->time = time;
	}
	p->place.in_head = in_head;
	p->place.deleted_by = by;
}

/* One find in one repository of its layer; `by` is what hides the last file that holds the object. */
static void settle_found(struct settling *s, size_t layer, const struct found *f,
			 const struct repository *r, uint16_t by)
{
	const struct joined *j = &s->joined.p[*map_get(&s->joined_of, r->path) - 1];
	struct git_origin origin = { 0 };
	struct secret_place place = { .line = f->line,
				      .column = f->column,
				      .inside = f->inside,
				      .layer = (uint16_t)layer,
				      .deleted_by = by };
	if (origin_of(s, j, f, &origin)) {
		place.commit = git_key_text(s->arena, &origin.commit);
		place.author_date = origin.author_date;
	}
	place.in_head = origin.in_head;
	place.path = place_path(s, j, f, origin.path);
	add_pending(s, &state_of(s, layer)->facts.p[f->fact], &place, origin.time);
}

static void settle_layer(struct settling *s, size_t layer)
{
	const struct layer_state *state = state_of(s, layer);
	struct map first; /* object → holder + 1, the last of a chain */
	map_init(&first, s->arena);
	uint32_t *next = arena_array(s->arena, state->holders.n + 1, sizeof(*next));
	for (uint32_t i = 0; i < state->holders.n; i++) {
		const struct git_key *key = &state->holders.p[i].object;
		uint32_t *slot = map_put(&first, str_make(key->bytes, GIT_KEY), NULL);
		next[i + 1] = *slot;
		*slot = i + 1;
	}
	for (size_t i = 0; i < state->found.n; i++) {
		const struct found *f = &state->found.p[i];
		const uint32_t *slot = map_get(&first, str_make(f->object.bytes, GIT_KEY));
		for (uint32_t h = slot ? *slot : 0; h; h = next[h]) {
			const struct holder *holder = &state->holders.p[h - 1];
			settle_found(s, layer, f, &state->repositories.p[holder->repository],
				     hidden_by(s, layer, holder->entry));
		}
	}
}

static bool is_served(struct str path)
{
	static const char *const roots[] = { "var/www/", "srv/www/", "usr/share/nginx/html/",
					     "usr/local/apache2/htdocs/", "var/lib/nginx/html/" };
	for (size_t i = 0; i < ARRAY_LEN(roots); i++)
		if (str_starts(path, str_of(roots[i])))
			return true;
	return false;
}

static void report_repository(struct settling *s, const struct joined *j)
{
	struct report *report = s->image->report;
	struct arena *a = report->arena;
	bool served = j->live && is_served(j->path);
	struct finding *n = report_add(report, FINDING_MISCONFIGURATION);
	n->id = STR("git-in-image");
	n->severity = served ? SEVERITY_HIGH : SEVERITY_MEDIUM;
	n->own_place = !j->live ? PLACE_HIDDEN : served ? PLACE_ACT_NOW : PLACE_MINOR;
	n->title = j->live ? STR("a git repository is in the image")
			   : STR("a deleted git repository ships with the image");
	n->path = str_dup(a, j->path);
	n->layer = j->first;
	n->bytes = j->bytes;
	n->message = str_printf(
		a,
		"%u commit%s and %u other object%s, %llu bytes%s%.*s: the whole history can be read%s.",
		j->commits, j->commits == 1 ? "" : "s", j->objects - j->commits,
		j->objects - j->commits == 1 ? "" : "s", (unsigned long long)j->bytes,
		j->remote.n ? ", of " : "", STRF(j->remote),
		served	  ? ", also by whoever can reach the web server"
		: j->live ? ""
			  : " from the layer below, whatever a later one deletes");
	n->fix = STR("Put .git into .dockerignore, or copy only what the program needs, and build "
		     "again; deleting it in a later layer does not help");
}

static void settle_git(const struct watch_image *image)
{
	OWNED(arena_freep) struct arena *arena = arena_new();
	struct settling s = { .image = image, .arena = arena };
	struct secret_places places;
	git_graph_init(&s.graph);
	map_init(&s.pending_of, arena);
	join(&s);
	for (size_t layer = 0; layer < image->n; layer++)
		if (state_of(&s, layer))
			settle_layer(&s, layer);
	secret_places_begin(&places, image->report, arena, image->show_secrets);
	for (size_t i = 0; i < s.pending.n; i++) {
		const struct pending *p = &s.pending.p[i];
		if (!image->excused || !image->excused(image->excused_context, p->fact, &p->place))
			secret_places_add(&places, p->fact, &p->place);
	}
	secret_places_end(&places);
	for (size_t i = 0; i < s.joined.n; i++)
		if (s.joined.p[i].objects)
			report_repository(&s, &s.joined.p[i]);
	git_graph_done(&s.graph);
}

const struct watcher watcher_git = {
	.name = "git",
	.scanner = SCANNER_SECRET,
	.begin = begin,
	.entry = entry,
	.data = data,
	.body_end = body_end,
	.end = end,
	.settle = settle_git,
	.done = done,
};
