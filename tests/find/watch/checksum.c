/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files against package databases: small layers, written out, and what is said of them.
 */
#include "check.h"
#include "memory_files.h"

#include "base/digest.h"
#include "find/settle.h"
#include "find/watching.h"

#define LAYERS 3

struct world {
	struct arena *arena;
	struct memory_files files[LAYERS];
	struct layer_result results[LAYERS];
	struct sym_table *syms;
	struct report *report;
};

static void world_init(struct world *w)
{
	*w = (struct world){ .arena = arena_new(), .syms = sym_table_new() };
	for (size_t i = 0; i < LAYERS; i++)
		memory_files_init(&w->files[i]);
}

static void put(struct world *w, size_t layer, const char *path, const char *bytes)
{
	memory_add(w->arena, &w->files[layer], FILE_REGULAR, str_of(path), str_of(bytes));
}

static void put_link(struct world *w, size_t layer, enum file_type type, const char *path,
		     const char *to)
{
	memory_add(w->arena, &w->files[layer], type, str_of(path), STR(""))->head.link = str_of(to);
}

static void put_whiteout(struct world *w, size_t layer, const char *path)
{
	memory_add(w->arena, &w->files[layer], FILE_REGULAR, str_of(path), STR(""))->head.flags =
		FILE_WHITEOUT;
}

/* A dpkg package that owns `path` with `content`. */
static void put_package(struct world *w, size_t layer, const char *name, const char *path,
			const char *content)
{
	struct arena *a = w->arena;
	struct digest d = digest_of(DIGEST_MD5, str_of(content));
	struct str hex = str_from(digest_text(a, &d), 4);
	put(w, layer, str_cstr(a, str_printf(a, "var/lib/dpkg/info/%s.md5sums", name)),
	    str_cstr(a, str_printf(a, "%.*s  %s\n", STRF(hex), path)));
	put(w, layer, str_cstr(a, str_printf(a, "var/lib/dpkg/info/%s.list", name)),
	    str_cstr(a, str_printf(a, "/%s\n", path)));
}

static void put_status(struct world *w, size_t layer, const char *names)
{
	struct str all = STR(""), rest = str_of(names), name;
	while (str_next_word(&rest, &name))
		all = str_printf(w->arena,
				 "%.*sPackage: %.*s\nStatus: install ok installed\nArchitecture: "
				 "amd64\nVersion: 1.0\n\n",
				 STRF(all), STRF(name));
	put(w, layer, "var/lib/dpkg/status", str_cstr(w->arena, all));
}

/* "id path" of each finding but gaps, a line each, in their order. */
static struct str judge(struct world *w)
{
	struct walk walk = { .route = route_new(w->arena),
			     .syms = w->syms,
			     .scanners = SCANNER_INTEGRITY };
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
	struct str text = STR("");
	for (size_t i = 0; i < w->report->findings.n; i++) {
		const struct finding *f = &w->report->findings.p[i];
		if (str_starts(f->id, STR("package-file-")))
			text = str_printf(w->arena, "%.*s%.*s %.*s %u\n", STRF(text), STRF(f->id),
					  STRF(f->path), f->layer + 1u);
	}
	return text;
}

static void world_done(struct world *w)
{
	for (size_t i = 0; i < LAYERS; i++)
		layer_result_done(&w->results[i]);
	report_free(w->report);
	sym_table_free(w->syms);
	arena_free(w->arena);
}

static void expect(struct world *w, const char *want)
{
	struct str got = judge(w);
	if (!str_is(got, want))
		fail_msg("expected\n%sgot\n%.*s", want, STRF(got));
	world_done(w);
}

static void test_as_installed(void **state)
{
	struct world w;
	world_init(&w);
	put(&w, 0, "usr/bin/ls", "list");
	put_package(&w, 0, "coreutils", "usr/bin/ls", "list");
	put_status(&w, 0, "coreutils");
	expect(&w, "");
}

static void test_changed_in_place(void **state)
{
	struct world w;
	world_init(&w);
	put(&w, 0, "usr/bin/ls", "list and call home");
	put_package(&w, 0, "coreutils", "usr/bin/ls", "list");
	put_status(&w, 0, "coreutils");
	expect(&w, "package-file-changed usr/bin/ls 1\n");
}

static void test_changed_by_a_later_layer(void **state)
{
	struct world w;
	world_init(&w);
	put(&w, 0, "usr/bin/ls", "list");
	put_package(&w, 0, "coreutils", "usr/bin/ls", "list");
	put_status(&w, 0, "coreutils");
	put(&w, 2, "usr/bin/ls", "something else");
	expect(&w, "package-file-changed usr/bin/ls 3\n");
}

static void test_upgraded_by_a_later_layer(void **state)
{
	struct world w;
	world_init(&w);
	put(&w, 0, "usr/bin/ls", "list");
	put_package(&w, 0, "coreutils", "usr/bin/ls", "list");
	put_status(&w, 0, "coreutils");
	put(&w, 1, "usr/bin/ls", "list 2");
	put_package(&w, 1, "coreutils", "usr/bin/ls", "list 2");
	put_status(&w, 1, "coreutils");
	expect(&w, "");
}

static void test_missing(void **state)
{
	struct world w;
	world_init(&w);
	put(&w, 0, "usr/bin/ls", "list");
	put_package(&w, 0, "coreutils", "usr/bin/ls", "list");
	put_package(&w, 0, "manual", "usr/share/man/man1/ls.1.gz", "page");
	put_status(&w, 0, "coreutils manual");
	put_whiteout(&w, 1, "usr/bin/ls");
	expect(&w, "package-file-missing usr/bin/ls 65536\n");
}

static void test_removed_package(void **state)
{
	struct world w;
	world_init(&w);
	put_package(&w, 0, "gone", "usr/bin/gone", "x");
	put_status(&w, 0, "other");
	expect(&w, "");
}

static void test_two_owners(void **state)
{
	struct world w;
	world_init(&w);
	put(&w, 0, "usr/bin/tool", "of the second");
	put_package(&w, 0, "first", "usr/bin/tool", "of the first");
	put_package(&w, 0, "second", "usr/bin/tool", "of the second");
	put_status(&w, 0, "first second");
	expect(&w, "");
}

static void test_diverted(void **state)
{
	struct world w;
	world_init(&w);
	put(&w, 0, "usr/bin/sh.distrib", "first");
	put(&w, 0, "usr/bin/sh", "second");
	put(&w, 0, "var/lib/dpkg/diversions", "/usr/bin/sh\n/usr/bin/sh.distrib\nsecond\n");
	put_package(&w, 0, "first", "usr/bin/sh", "first");
	put_package(&w, 0, "second", "usr/bin/sh", "second");
	put_status(&w, 0, "first second");
	expect(&w, "");
}

static void test_merged_usr_and_links(void **state)
{
	struct world w;
	world_init(&w);
	put_link(&w, 0, FILE_SYMLINK, "bin", "usr/bin");
	put(&w, 0, "usr/bin/perl", "camel");
	put_link(&w, 0, FILE_HARDLINK, "usr/bin/perl5", "usr/bin/perl");
	put_package(&w, 0, "perl", "bin/perl", "camel");
	put_package(&w, 0, "perl5", "bin/perl5", "camel");
	put_status(&w, 0, "perl perl5");
	expect(&w, "");
}

static void test_replaced_by_a_link(void **state)
{
	struct world w;
	world_init(&w);
	put(&w, 0, "usr/bin/ls", "list");
	put_package(&w, 0, "coreutils", "usr/bin/ls", "list");
	put_status(&w, 0, "coreutils");
	put_link(&w, 1, FILE_SYMLINK, "usr/bin/ls", "/tmp/ls");
	expect(&w, "package-file-changed usr/bin/ls 2\n");
}

static void test_configuration(void **state)
{
	struct world w;
	world_init(&w);
	put(&w, 0, "etc/motd", "welcome");
	put_package(&w, 0, "base", "etc/motd", "hello");
	put_status(&w, 0, "base");
	expect(&w, "");
}

static struct str apk_row(struct world *w, const char *folder, const char *name,
			  const char *content)
{
	/* base 64 of SHA-1, by hand: three bytes are four letters */
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	struct digest d = digest_of(DIGEST_SHA1, str_of(content));
	char text[28];
	for (size_t i = 0, k = 0; i < 21; i += 3, k += 4) {
		uint32_t v = (uint32_t)d.bytes[i] << 16 | (uint32_t)d.bytes[i + 1] << 8 |
			     (i + 2 < 20 ? d.bytes[i + 2] : 0);
		for (unsigned b = 0; b < 4; b++)
			text[k + b] = letters[v >> (18 - 6 * b) & 63];
	}
	text[27] = '=';
	return str_printf(w->arena, "F:%s\nR:%s\nZ:Q1%.28s\n", folder, name, text);
}

static void test_apk(void **state)
{
	struct world w;
	world_init(&w);
	put(&w, 0, "bin/busybox", "all of them");
	put(&w, 0, "lib/libz.so.1", "tampered");
	put_link(&w, 0, FILE_SYMLINK, "lib/libz.so", "libz.so.1");
	put_link(&w, 0, FILE_SYMLINK, "lib/libc.so", "/tmp/libc.so");
	struct str db = str_printf(
		w.arena,
		"P:busybox\nV:1-r0\nA:x86_64\n%.*s\nP:libs\nV:1-r0\nA:x86_64\n%.*s%.*s%.*s\n",
		STRF(apk_row(&w, "bin", "busybox", "all of them")),
		STRF(apk_row(&w, "lib", "libz.so.1", "as it was")),
		STRF(apk_row(&w, "lib", "libz.so", "libz.so.1")),
		STRF(apk_row(&w, "lib", "libc.so", "libc.so.6")));
	put(&w, 0, "lib/apk/db/installed", str_cstr(w.arena, db));
	expect(&w, "package-file-changed lib/libc.so 1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_installed),
		cmocka_unit_test(test_changed_in_place),
		cmocka_unit_test(test_changed_by_a_later_layer),
		cmocka_unit_test(test_upgraded_by_a_later_layer),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_removed_package),
		cmocka_unit_test(test_two_owners),
		cmocka_unit_test(test_diverted),
		cmocka_unit_test(test_merged_usr_and_links),
		cmocka_unit_test(test_replaced_by_a_link),
		cmocka_unit_test(test_configuration),
		cmocka_unit_test(test_apk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
