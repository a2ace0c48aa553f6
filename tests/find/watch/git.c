/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Repositories in layers: objects written out, and what is said of the secrets in them.
 */
#include "check.h"
#include "memory_files.h"

#include "base/digest.h"
#include "find/lib/git_object.h"
#include "find/secret.h"
#include "find/settle.h"
#include "find/watching.h"

#include <zlib.h>

#define LAYERS 3

/* In halves, so that nobody takes this file for a leak. */
#define TOKEN                    \
	"ghp_7cARg72x9mXvCD6dOF" \
	"sdco3EMOkZlP0cCo70"
#define OTHER                    \
	"ghp_01C9BO3U0KMJAWsu2O" \
	"wndfSLiGg1DI2DYNKZ"

struct world {
	struct arena *arena;
	struct memory_files files[LAYERS];
	struct layer_result results[LAYERS];
	struct sym_table *syms;
	struct report *report;
	struct secret_engine *engine;
};

static void world_init(struct world *w)
{
	*w = (struct world){ .arena = arena_new(), .syms = sym_table_new() };
	for (size_t i = 0; i < LAYERS; i++)
		memory_files_init(&w->files[i]);
	struct fault f;
	check_ok(secret_engine_new(NULL, &w->engine, &f), &f);
}

static void put(struct world *w, size_t layer, const char *path, const char *bytes)
{
	memory_add(w->arena, &w->files[layer], FILE_REGULAR, str_of(path), str_of(bytes));
}

static void put_whiteout(struct world *w, size_t layer, struct str path)
{
	memory_add(w->arena, &w->files[layer], FILE_REGULAR, path, STR(""))->head.flags =
		FILE_WHITEOUT;
}

static struct str compressed(struct world *w, struct str s)
{
	uLongf n = compressBound(s.n);
	char *p = arena_bytes(w->arena, n);
	assert_int_equal(compress((Bytef *)p, &n, (const Bytef *)s.p, s.n), Z_OK);
	return str_make(p, n);
}

static struct str id_of(struct world *w, int type, struct str bytes)
{
	struct digest d = git_object_id(false, type, bytes);
	struct git_key key;
	memcpy(key.bytes, d.bytes, sizeof(key.bytes));
	return git_key_text(w->arena, &key);
}

static struct str loose_path(struct world *w, const char *repository, struct str id)
{
	return str_printf(w->arena, "%s/objects/%.*s/%.*s", repository, STRF(str_slice(id, 0, 2)),
			  STRF(str_from(id, 2)));
}

/* A loose object; its id. */
static struct str put_object(struct world *w, size_t layer, const char *repository, int type,
			     struct str bytes)
{
	struct str id = id_of(w, type, bytes);
	struct str whole = str_printf(w->arena, "%s %zu", git_type_name(type), bytes.n);
	char *p = arena_bytes(w->arena, whole.n + 1 + bytes.n);
	memcpy(p, whole.p, whole.n);
	p[whole.n] = '\0';
	memcpy(p + whole.n + 1, bytes.p, bytes.n);
	memory_add(w->arena, &w->files[layer], FILE_REGULAR, loose_path(w, repository, id),
		   compressed(w, str_make(p, whole.n + 1 + bytes.n)));
	return id;
}

/* A tree of one entry. */
static struct str tree_of(struct world *w, const char *mode, const char *name, struct str id)
{
	struct str head = str_printf(w->arena, "%s %s", mode, name);
	char *p = arena_bytes(w->arena, head.n + 21);
	memcpy(p, head.p, head.n);
	p[head.n] = '\0';
	assert_true(str_unhex(id, (uint8_t *)p + head.n + 1, 20));
	return str_make(p, head.n + 21);
}

static struct str commit_of(struct world *w, struct str tree, struct str parent, unsigned hour,
			    const char *message)
{
	struct str line = parent.n ? str_printf(w->arena, "parent %.*s\n", STRF(parent)) : STR("");
	return str_printf(w->arena,
			  "tree %.*s\n%.*sauthor A <a@example.org> %u +0200\n"
			  "committer C <c@example.org> %u +0000\n\n%s\n",
			  STRF(tree), STRF(line), 1600000000 + hour * 3600,
			  1600000000 + hour * 3600, message);
}

/* A commit whose one file is src/config with this text; its id. */
static struct str put_commit(struct world *w, size_t layer, const char *repository,
			     const char *text, struct str parent, unsigned hour)
{
	struct str blob = put_object(w, layer, repository, GIT_BLOB, str_of(text));
	struct str src =
		put_object(w, layer, repository, GIT_TREE, tree_of(w, "100644", "config", blob));
	struct str root =
		put_object(w, layer, repository, GIT_TREE, tree_of(w, "40000", "src", src));
	return put_object(w, layer, repository, GIT_COMMIT,
			  commit_of(w, root, parent, hour, "a change"));
}

/* One line for each place of each secret, and one for each repository. */
static struct str judge(struct world *w)
{
	struct walk walk = { .route = route_new(w->arena),
			     .syms = w->syms,
			     .secrets = w->engine,
			     .scanners = SCANNER_SECRET };
	struct layer_result *results[LAYERS];
	w->report = report_new_shared(w->syms);
	for (size_t i = 0; i < LAYERS; i++) {
		results[i] = &w->results[i];
		layer_result_init(results[i]);
		walk_layer(&walk, &w->files[i].base, results[i]);
	}
	settle(w->report, results, LAYERS);
	struct watch_options how = { .today = STR("2026-11-21") };
	watching_settle(&walk, w->report, results, LAYERS, &how);
	report_sort(w->report);
	struct arena *a = w->arena;
	struct str text = STR("");
	for (size_t i = 0; i < w->report->findings.n; i++) {
		const struct finding *f = &w->report->findings.p[i];
		if (!f->secret)
			text = str_printf(
				a, "%.*s%.*s %.*s: %s\n", STRF(text), STRF(f->id), STRF(f->path),
				f->own_place == PLACE_HIDDEN ? "hidden"
							     : severity_name(f->severity));
		for (size_t k = 0; f->secret && k < f->secret->places.n; k++) {
			const struct secret_place *p = &f->secret->places.p[k];
			text = str_printf(a, "%.*s%.*s:%u layer %u %s", STRF(text), STRF(p->path),
					  p->line, p->layer,
					  p->deleted_by == LAYER_NONE ? "live" : "deleted");
			text = str_printf(a, "%.*s%s%.*s %.*s\n", STRF(text),
					  p->in_head ? " head " : " ",
					  STRF(str_slice(p->commit, 0, 8)), STRF(p->author_date));
		}
	}
	return text;
}

static void expect(struct world *w, struct str want)
{
	struct str got = judge(w);
	if (!str_eq(got, want))
		fail_msg("expected\n%.*sgot\n%.*s", STRF(want), STRF(got));
}

static void world_done(struct world *w)
{
	for (size_t i = 0; i < LAYERS; i++) {
		watching_done(&w->results[i]);
		layer_result_done(&w->results[i]);
	}
	report_free(w->report);
	sym_table_free(w->syms);
	secret_engine_free(w->engine);
	arena_free(w->arena);
}

#define SHORT(id) STRF(str_slice(id, 0, 8))

/* The story that this started with: removed in the second commit, and .git deleted by the next layer. */
static void test_deleted_repository(void **state)
{
	struct world w;
	world_init(&w);
	struct str first = put_commit(&w, 0, "app/.git", "x\ntoken = " TOKEN "\n", STR(""), 1);
	struct str second = put_commit(&w, 0, "app/.git", "no token\n", first, 2);
	put(&w, 0, "app/.git/HEAD", "ref: refs/heads/main\n");
	put(&w, 0, "app/.git/refs/heads/main", str_cstr(w.arena, second));
	put(&w, 0, "app/.git/config",
	    "[remote \"origin\"]\n\turl = https://user:word@git.example.org/app\n");
	put_whiteout(&w, 1, STR("app/.git"));
	expect(&w, str_printf(w.arena,
			      "app/.git:src/config:2 layer 0 deleted %.*s "
			      "2020-09-13T15:26:40+02:00\n"
			      "git-in-image app/.git: hidden\n",
			      SHORT(first)));
	const struct finding *n = &w.report->findings.p[w.report->findings.n - 1];
	assert_true(str_has(n->message, STR("2 commits and 6 other objects")));
	assert_true(str_has(n->message, STR("https://***@git.example.org/app")));
	assert_false(str_has(n->message, STR("word")));
	world_done(&w);
}

/* Loose in layer 0; layer 1 packs them and removes the loose ones, as gc does. */
static void test_packed_by_a_later_layer(void **state)
{
	struct world w;
	world_init(&w);
	const char *text = "token = " TOKEN "\n";
	struct str commit = put_commit(&w, 0, "app/.git", text, STR(""), 1);
	put(&w, 0, "app/.git/HEAD", "ref: refs/heads/main\n");
	put(&w, 0, "app/.git/refs/heads/main", "0000000000000000000000000000000000000000");
	for (size_t i = 0, n = w.files[0].list.n; i < n; i++)
		if (str_has(w.files[0].list.p[i].head.path, STR("/objects/")))
			put_whiteout(&w, 1, w.files[0].list.p[i].head.path);
	put_whiteout(&w, 1, STR("app/.git/refs/heads/main"));
	put(&w, 1, "app/.git/packed-refs",
	    str_cstr(w.arena,
		     str_printf(w.arena, "# pack-refs\n%.*s refs/heads/main\n", STRF(commit))));
	OWNED(buf_donep) struct buf pack;
	buf_init(&pack, MIB);
	(void)buf_add(&pack, "PACK\0\0\0\2\0\0\0\1", 12);
	(void)buf_add_char(&pack, (char)(0xb0 | (strlen(text) & 15)));
	(void)buf_add_char(&pack, (char)(strlen(text) >> 4));
	(void)buf_add_str(&pack, compressed(&w, str_of(text)));
	struct digest d = digest_of(DIGEST_SHA1, buf_str(&pack));
	(void)buf_add(&pack, d.bytes, 20);
	memory_add(w.arena, &w.files[1], FILE_REGULAR, STR("app/.git/objects/pack/pack-x.pack"),
		   buf_str(&pack));
	expect(&w,
	       str_printf(w.arena,
			  "app/.git:src/config:1 layer 1 live head %.*s 2020-09-13T15:26:40+02:00\n"
			  "app/.git:src/config:1 layer 0 deleted head %.*s "
			  "2020-09-13T15:26:40+02:00\n"
			  "git-in-image app/.git: medium\n",
			  SHORT(commit), SHORT(commit)));
	world_done(&w);
}

/* Versions of one file are one place: the first that had it. The HEAD is detached. */
static void test_versions_are_one_place(void **state)
{
	struct world w;
	world_init(&w);
	struct str id = put_commit(&w, 0, "srv/www/x.git", "nothing yet\n", STR(""), 1), brought;
	for (unsigned i = 0; i < 5; i++) {
		struct str text = str_printf(w.arena, "%u " TOKEN "\n", i);
		id = put_commit(&w, 0, "srv/www/x.git", str_cstr(w.arena, text), id, 2 + i);
		if (i == 0)
			brought = id;
	}
	put(&w, 0, "srv/www/x.git/HEAD", str_cstr(w.arena, id));
	expect(&w, str_printf(w.arena,
			      "srv/www/x.git:src/config:1 layer 0 live head %.*s "
			      "2020-09-13T16:26:40+02:00\n"
			      "git-in-image srv/www/x.git: high\n",
			      SHORT(brought)));
	world_done(&w);
}

/* Two commits with the blob, the clock of the second one before that of the first: parents decide. */
static void test_clocks_that_run_backwards(void **state)
{
	struct world w;
	world_init(&w);
	struct str first = put_commit(&w, 0, "x.git", TOKEN "\n", STR(""), 9);
	(void)put_commit(&w, 0, "x.git", TOKEN "\n", first, 2);
	expect(&w, str_printf(w.arena,
			      "x.git:src/config:1 layer 0 live %.*s 2020-09-13T23:26:40+02:00\n"
			      "git-in-image x.git: medium\n",
			      SHORT(first)));
	world_done(&w);
}

/* Messages, tags, blobs that nothing names, and a tree in another layer than its blob. */
static void test_other_objects(void **state)
{
	struct world w;
	world_init(&w);
	struct str blob = put_object(&w, 0, "a/.git", GIT_BLOB, STR("lost " TOKEN));
	struct str tag = put_object(&w, 0, "a/.git", GIT_TAG, STR("tag v1\n\nfor " TOKEN));
	struct str file = put_object(&w, 0, "a/.git", GIT_BLOB, STR("\n\nfound " OTHER));
	struct str tree =
		put_object(&w, 1, "a/.git", GIT_TREE, tree_of(&w, "100644", "name", file));
	struct str text = commit_of(&w, tree, STR(""), 3, "remove\n\n" TOKEN);
	struct str commit = put_object(&w, 2, "a/.git", GIT_COMMIT, text);
	struct str got = judge(&w);
	struct arena *a = w.arena;
	assert_true(str_has(got, str_printf(a, "a/.git:blob %.*s:1 layer 0 live  \n", STRF(blob))));
	assert_true(str_has(got, str_printf(a, "a/.git:tag %.*s:3 layer 0 live  \n", STRF(tag))));
	assert_true(str_has(got, str_printf(a,
					    "a/.git:commit message:3 layer 2 live %.*s "
					    "2020-09-13T17:26:40+02:00\n",
					    SHORT(commit))));
	assert_true(str_has(got, str_printf(a,
					    "a/.git:name:3 layer 0 live %.*s "
					    "2020-09-13T17:26:40+02:00\n",
					    SHORT(commit))));
	world_done(&w);
}

/* The file and its history are one finding. */
static void test_with_the_file(void **state)
{
	struct world w;
	world_init(&w);
	struct str id = put_commit(&w, 0, "app/.git", "token = " TOKEN "\n", STR(""), 1);
	put(&w, 0, "app/.git/HEAD", str_cstr(w.arena, id));
	put(&w, 0, "app/src/config", "token = " TOKEN "\n");
	(void)judge(&w);
	size_t secrets = 0;
	for (size_t i = 0; i < w.report->findings.n; i++)
		secrets += w.report->findings.p[i].kind == FINDING_SECRET;
	assert_int_equal(secrets, 1);
	world_done(&w);
}

static void test_damage_is_a_gap(void **state)
{
	struct world w;
	world_init(&w);
	put(&w, 0, "app/.git/objects/12/34567890123456789012345678901234567890", "not compressed");
	(void)put_object(&w, 0, "app/.git", GIT_BLOB, STR(TOKEN));
	struct str got = judge(&w);
	assert_true(str_has(got, STR("gap-corrupt app/.git/objects/12/345678")));
	assert_true(str_has(got, STR("app/.git:blob ")));
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_deleted_repository),
		cmocka_unit_test(test_packed_by_a_later_layer),
		cmocka_unit_test(test_versions_are_one_place),
		cmocka_unit_test(test_clocks_that_run_backwards),
		cmocka_unit_test(test_other_objects),
		cmocka_unit_test(test_with_the_file),
		cmocka_unit_test(test_damage_is_a_gap),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
