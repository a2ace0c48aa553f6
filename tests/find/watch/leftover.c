/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each kind of leftover by what belongs to it, and by what only looks like it.
 */
#include "layer_world.h"

extern const struct watcher watcher_leftover;

#define K (1ull << 10)
#define M (1ull << 20)

static void settle_all(struct layer_world *w)
{
	void *states[WORLD_LAYERS] = { 0 };
	layer_world_settle(w);
	struct watch_image image = {
		.report = w->report,
		.view = w->view,
		.states = states,
		.n = WORLD_LAYERS,
		.arena = w->arena,
	};
	watcher_leftover.settle(&image);
}

static const struct {
	const char *path;
	uint64_t bytes;
	const char *id; /* NULL: nothing is said */
} one_file[] = {
	{ "var/lib/apt/lists/deb_Packages", 100 * K, "leftover-package-cache" },
	{ "var/cache/apk/APKINDEX.tar.gz", 100 * K, "leftover-package-cache" },
	{ "var/lib/apt/lists/lock", 1, NULL }, /* too small to speak of */
	{ "srv/var/lib/apt/lists/x", 100 * K, NULL },
	{ "var/lib/apt/listsx/x", 100 * K, NULL },
	{ "root/.npm/_cacache/content/aa", 100 * K, "leftover-build-cache" },
	{ "root/.cache/pip/http/a", 100 * K, "leftover-build-cache" },
	{ "srv/.cached/a", 100 * K, NULL },
	{ "srv/cache/a", 100 * K, NULL },
	{ "app/.git/HEAD", 20, "leftover-version-control" },
	{ "app/.svn/entries", 20, "leftover-version-control" },
	{ "app/.gitignore", 20, NULL },
	{ "app/.github/workflows/ci.yml", 20, NULL },
	{ "etc/nginx/nginx.conf~", 30, "leftover-backup" },
	{ "etc/.passwd.swp", 30, "leftover-backup" },
	{ "app/#main.c#", 30, "leftover-backup" },
	{ "etc/nginx.conf.orig", 30, "leftover-backup" },
	{ "etc/nginx.conf.original", 30, NULL },
	{ "app/~", 30, NULL },
	{ "core", 300 * K, "leftover-core-dump" },
	{ "tmp/core.4711", 300 * K, "leftover-core-dump" },
	{ "lib/core.js", 300 * K, NULL },
	{ "app/core", 10 * K, NULL },
	{ "app/core/index.js", 300 * K, NULL }, /* a folder of that name */
	{ "app/core.py", 300 * K, NULL },
	{ "var/log/dpkg.log", 100 * K, "leftover-log" },
	{ "var/log/empty", 0, NULL },
	{ "app/log/x", 100 * K, NULL },
	{ "usr/lib/python3/__pycache__/os.cpython-311.pyc", 2 * M, "leftover-bytecode" },
	{ "usr/lib/python3/os.pyc", 2 * M, NULL },
	{ "app/node_modules/x/test/big.bin", 2 * M, "leftover-tests" },
	{ "usr/lib/python3/site-packages/numpy/tests/a", 2 * M, "leftover-tests" },
	{ "app/test/big.bin", 2 * M, NULL }, /* one's own */
	{ "app/node_modules/testing/big.bin", 2 * M, NULL },
	{ "app/tests/node_modules/x/big.bin", 2 * M,
	  NULL }, /* tests in front of it are one's own */
	{ "usr/bin/gcc", 900 * K, "leftover-compiler" },
	{ "usr/local/go/bin/go", 900 * K, "leftover-compiler" },
	{ "usr/share/doc/gcc", 900 * K, NULL },
	{ "usr/include/stdio.h", 2 * M, "leftover-headers" },
	{ "usr/lib/libc.a", 2 * M, "leftover-headers" },
	{ "usr/lib/libc.so", 2 * M, NULL },
	{ "usr/bin/apt-get", 10, "leftover-package-manager" },
	{ "sbin/apk", 10, "leftover-package-manager" },
	{ "bin/sh", 10, "leftover-tools" },
	{ "usr/bin/curl", 10, "leftover-tools" },
	{ "usr/share/curl", 10, NULL },
	{ "opt/bin/curlew", 10, NULL },
};

static void kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(one_file); i++) {
		struct layer_world w;
		layer_world_init(&w);
		layer_world_put(&w, 1, one_file[i].path, one_file[i].bytes);
		settle_all(&w);
		size_t n = w.report->findings.n;
		const struct finding *f = n ? &w.report->findings.p[0] : NULL;
		if (n != (one_file[i].id != NULL) || (f && !str_is(f->id, one_file[i].id))) {
			print_error("%s: %zu findings, %.*s\n", one_file[i].path, n,
				    STRF(f ? f->id : STR("none")));
			fail();
		}
		if (f) {
			assert_int_equal(f->layer, 1);
			assert_int_equal(f->bytes, one_file[i].bytes);
			assert_int_equal(f->own_place, PLACE_NOTE);
			assert_true(f->fix.n > 0 && f->message.n > 0);
		}
		layer_world_done(&w);
	}
}

/* A folder is never a leftover by its own name, and what is deleted is not there. */
static void not_there(void **state)
{
	(void)state;
	struct layer_world w;
	layer_world_init(&w);
	layer_world_put(&w, 0, "core/", 0);
	layer_world_put(&w, 0, "app/.git/", 0);
	layer_world_put(&w, 0, "usr/bin/gcc", 900 * K);
	layer_world_put(&w, 1, "-usr/bin/gcc", 0);
	settle_all(&w);
	assert_int_equal(w.report->findings.n, 0);
	layer_world_done(&w);
}

/* Thirty files of one kind are one thing to do, of the layer that has most of it. */
static void one_a_kind(void **state)
{
	(void)state;
	struct layer_world w;
	layer_world_init(&w);
	for (unsigned i = 0; i < 30; i++) {
		const char *path =
			str_cstr(w.arena, str_printf(w.arena, "var/lib/apt/lists/f%u", i));
		layer_world_put(&w, i < 10 ? 0 : 2, path, 10 * K);
	}
	settle_all(&w);
	assert_int_equal(w.report->findings.n, 1);
	const struct finding *f = &w.report->findings.p[0];
	assert_int_equal(f->bytes, 300 * K);
	assert_int_equal(f->layer, 2);
	assert_true(str_has(f->title, STR("30 files")));
	layer_world_done(&w);
}

static void tools_by_name(void **state)
{
	(void)state;
	struct layer_world w;
	layer_world_init(&w);
	layer_world_put(&w, 0, "bin/sh", 10);
	layer_world_put(&w, 0, "usr/bin/sh", 10);
	layer_world_put(&w, 1, "usr/bin/wget", 10);
	layer_world_put(&w, 1, "usr/bin/curl", 10);
	settle_all(&w);
	assert_int_equal(w.report->findings.n, 1);
	assert_true(
		str_has(w.report->findings.p[0].message, STR("shell: sh; network: curl, wget")));
	layer_world_done(&w);
}

static void wasted(void **state)
{
	(void)state;
	struct layer_world w;
	layer_world_init(&w);
	layer_world_put(&w, 0, "data/big", 3 * M);
	layer_world_put(&w, 0, "data/kept", 1 * M);
	layer_world_put(&w, 1, "-data/big", 0);
	settle_all(&w);
	assert_int_equal(w.report->findings.n, 1);
	const struct finding *f = &w.report->findings.p[0];
	check_text(f->id, "wasted-bytes");
	assert_int_equal(f->bytes, 3 * M);
	assert_int_equal(f->layer, 0);
	check_text(f->path, "data/big");
	assert_true(str_has(f->title, STR("25 %")));
	layer_world_done(&w);

	layer_world_init(&w);
	layer_world_put(&w, 0, "data/big", M - 1);
	layer_world_put(&w, 1, "-data/big", 0);
	settle_all(&w);
	assert_int_equal(w.report->findings.n, 0);
	layer_world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds),      cmocka_unit_test(not_there),
		cmocka_unit_test(one_a_kind), cmocka_unit_test(tools_by_name),
		cmocka_unit_test(wasted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
