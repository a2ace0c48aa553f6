/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks every NAME.case below tests/find (but for find/dockerfile): layers in, facts out. A case is text:
 *
 *     # comment
 *     layer                      starts the next layer
 *     file PATH                  the following lines that begin with "| " are its content
 *     raw PATH TEXT              content with \n \t \0 \xHH escapes, no newline at the end
 *     big PATH BYTES             a file that long, of 'x'
 *     dir PATH / link PATH TARGET / hardlink PATH TARGET / whiteout PATH / opaque PATH / device PATH
 *     expect                     the rest is what must come out
 *
 * With BLESS=1 the expectation is rewritten.
 */
#define _GNU_SOURCE
#include "check.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/out.h"
#include "find/settle.h"
#include "memory_files.h"
#include "unescape.h"

#include <dirent.h>
#include <ftw.h>

#define LAYERS_MAX 8

struct fixture {
	struct arena *arena;
	struct memory_files layers[LAYERS_MAX];
	size_t n;
	struct str expect; /* as written */
	size_t expect_at;  /* offset in the file */
};

static void add_entry(struct fixture *c, struct str verb, struct str path, struct str rest,
		      const char *name)
{
	if (!c->n)
		fail_msg("%s: an entry before the first layer", name);
	struct memory_files *layer = &c->layers[c->n - 1];
	struct arena *a = c->arena;
	if (str_is(verb, "raw")) {
		memory_add(a, layer, FILE_REGULAR, path, unescape(a, rest));
	} else if (str_is(verb, "big")) {
		uint64_t size = 0;
		assert_true(str_u64(rest, 1 << 30, &size));
		char *p = arena_bytes(a, size);
		memset(p, 'x', size);
		memory_add(a, layer, FILE_REGULAR, path, str_make(p, size));
	} else if (str_is(verb, "dir")) {
		memory_add(a, layer, FILE_DIRECTORY, path, STR(""));
	} else if (str_is(verb, "link")) {
		memory_add(a, layer, FILE_SYMLINK, path, STR(""))->head.link = rest;
	} else if (str_is(verb, "hardlink")) {
		memory_add(a, layer, FILE_HARDLINK, path, STR(""))->head.link = rest;
	} else if (str_is(verb, "device")) {
		memory_add(a, layer, FILE_CHAR, path, STR(""));
	} else if (str_is(verb, "whiteout")) {
		memory_add(a, layer, FILE_REGULAR, path, STR(""))->head.flags = FILE_WHITEOUT;
	} else if (str_is(verb, "opaque")) {
		memory_add(a, layer, FILE_DIRECTORY, path, STR(""))->head.flags = FILE_OPAQUE;
	} else {
		fail_msg("%s: unknown word %.*s", name, STRF(verb));
	}
}

static void parse(struct fixture *c, struct str text, const char *name)
{
	struct str rest = text, line;
	while (str_next_line(&rest, &line)) {
		if (line.n == 0 || line.p[0] == '#')
			continue;
		struct str verb, path = STR(""), tail = STR("");
		str_cut(line, ' ', &verb, &path);
		if (str_is(verb, "expect")) {
			c->expect = rest;
			c->expect_at = text.n - rest.n;
			return;
		}
		if (str_is(verb, "layer")) {
			assert_true(c->n < LAYERS_MAX);
			memory_files_init(&c->layers[c->n++]);
			continue;
		}
		if (!str_is(verb, "file")) {
			str_cut(path, ' ', &path, &tail);
			add_entry(c, verb, path, tail, name);
			continue;
		}
		struct buf body;
		buf_init(&body, 1 << 20);
		while (str_starts(rest, STR("|"))) {
			str_next_line(&rest, &line);
			buf_add_str(&body, str_from(line, 2));
			buf_add_char(&body, '\n');
		}
		assert_true(c->n > 0);
		memory_add(c->arena, &c->layers[c->n - 1], FILE_REGULAR, path,
			   str_dup(c->arena, buf_str(&body)));
		buf_done(&body);
	}
	fail_msg("%s: no expectation", name);
}

static void dump(const struct report *r, struct out *o)
{
	const struct os_release *os = &r->os;
	if (os->id.n || os->pretty.n)
		out_printf(
			o,
			"os id=%.*s like=%.*s version=%.*s codename=%.*s pretty=%.*s from=%.*s\n",
			STRF(os->id), STRF(os->id_like), STRF(os->version_id), STRF(os->codename),
			STRF(os->pretty), STRF(os->location));
	out_printf(o, "advisories %s %.*s%s%s\n", ecosystem_info(os->ecosystem)->name,
		   STRF(os->release), os->distroless ? " distroless" : "",
		   os->is_scratch ? " scratch" : "");
	for (size_t i = 0; i < r->packages.n; i++) {
		const struct package *p = &r->packages.p[i];
#define S(field) STRF(sym_str(r->syms, p->field))
		out_printf(
			o, "%s %s %.*s %.*s %.*s source=%.*s %.*s licence=%.*s layer=%u files=%u\n",
			p->flags & PACKAGE_LIVE ? "live" : "hidden",
			package_kind_name((enum package_kind)p->kind), S(name), S(version), S(arch),
			S(source_name), S(source_version), S(licence), p->layer, p->file_count);
		struct str files = sym_str(r->syms, p->files), path;
		while (str_next_line(&files, &path))
			out_printf(o, "  %.*s\n", STRF(path));
	}
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *n = &r->findings.p[i];
		out_printf(o, "%s layer=%d %.*s: %.*s\n", finding_kind_name(n->kind),
			   n->layer == LAYER_NONE ? -1 : n->layer,
			   STRF(n->path.n ? n->path : STR("-")), STRF(n->message));
	}
}

static void run_layers(struct fixture *c, struct out *o)
{
	struct sym_table *syms = sym_table_new();
	struct walk walk = { .route = route_new(c->arena), .syms = syms };
	struct layer_result results[LAYERS_MAX], *pointers[LAYERS_MAX];
	OWNED(report_freep) struct report *report = report_new_shared(syms);
	for (size_t i = 0; i < c->n; i++) {
		layer_result_init(&results[i]);
		walk_layer(&walk, &c->layers[i].base, &results[i]);
		pointers[i] = &results[i];
		VEC_PUSH(report->arena, &report->image.layers);
	}
	settle(report, pointers, c->n);
	report_sort(report);
	dump(report, o);
	for (size_t i = 0; i < c->n; i++)
		layer_result_done(&results[i]);
	report_freep(&report);
	report = NULL;
	sym_table_free(syms);
}

static void bless(const char *path, struct str text, size_t at, struct str got)
{
	struct fs_file file;
	struct fault f = { 0 };
	check_ok(fs_file_create(&file, path, &f), &f);
	struct out o;
	out_init_fd(&o, file.fd);
	out_str(&o, str_slice(text, 0, at));
	out_str(&o, got);
	check_ok(out_finish(&o, &f), &f);
	out_done(&o);
	check_ok(fs_file_commit(&file, &f), &f);
}

static void one_case(void **state)
{
	const char *path = *state;
	struct fault f = { 0 };
	OWNED(buf_donep) struct buf text, got;
	buf_init(&text, 4 << 20);
	buf_init(&got, 4 << 20);
	check_ok(fs_read_file(path, &text, &f), &f);
	struct fixture c = { .arena = arena_new() };
	parse(&c, buf_str(&text), path);
	struct out o;
	out_init_buf(&o, &got);
	run_layers(&c, &o);
	out_done(&o);
	const char *b = getenv("BLESS");
	if (b && *b)
		bless(path, buf_str(&text), c.expect_at, buf_str(&got));
	else
		check_str(buf_str(&got), c.expect);
	arena_free(c.arena);
}

static struct CMUnitTest tests[512];
static size_t tests_n;

static int add_case(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)ftw;
	/* those of Dockerfiles are not made of layers */
	bool layers = !str_has(str_of(path), STR("/tests/find/dockerfile/"));
	if (flag == FTW_F && layers && str_ends(str_of(path), STR(".case")) &&
	    tests_n < ARRAY_LEN(tests)) {
		char *name = strdup(path);
		tests[tests_n++] = (struct CMUnitTest){ name, one_case, NULL, NULL, name };
	}
	return 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

int main(void)
{
	char root[4096];
	snprintf(root, sizeof(root), "%s/tests/find", getenv("ROOT"));
	nftw(root, add_case, 8, FTW_PHYS);
	qsort(tests, tests_n, sizeof(tests[0]), by_name);
	return _cmocka_run_group_tests("find cases", tests, tests_n, NULL, NULL);
}
