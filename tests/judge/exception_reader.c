/* SPDX-License-Identifier: Apache-2.0 */
/* Every file of tests/judge/exception/ through its reader: what comes out stands beside it in NAME.entries. */
#include "check.h"
#include "golden.h"

#include "judge/exception.h"

#include <dirent.h>

#define FOLDER "tests/judge/exception"

static void list_texts(struct buf *b, const char *name, const struct str *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "  %s %.*s\n", name, STRF(p[i]));
}

static void text(struct buf *b, const char *name, struct str s)
{
	if (s.n)
		list_texts(b, name, &s, 1);
}

static void dump(struct buf *b, const struct exception *e)
{
	buf_printf(b, "%.*s (%s)", STRF(e->source), ignored_by_name(e->by));
	for (unsigned k = 0; k < FINDING_KIND_COUNT_; k++)
		if (e->kinds & 1u << k)
			buf_printf(b, " %s", finding_kind_name((enum finding_kind)k));
	buf_printf(b, "%s\n", e->only_binaries ? " only-binaries" : "");
	list_texts(b, "id", e->ids.p, e->ids.n);
	list_texts(b, "product", e->products.p, e->products.n);
	list_texts(b, "package", e->packages.p, e->packages.n);
	list_texts(b, "path", e->paths.p, e->paths.n);
	list_texts(b, "image", e->images.p, e->images.n);
	text(b, "layer", e->layer);
	text(b, "stage", e->stage);
	text(b, "until", e->until);
	text(b, "owner", e->owner);
	text(b, "reason", e->reason);
	text(b, "status", e->status);
	text(b, "justification", e->justification);
	text(b, "author", e->author);
	text(b, "time", e->time);
}

static int read_one(const char *name, struct str content, struct exception_list *list,
		    struct exception_notes *notes, struct fault *f)
{
	struct exception_file file = { .name = str_of(name), .text = content };
	return exception_read(&file, str_ends(file.name, STR(".json")), list, notes, f);
}

static void check_file(const char *name)
{
	char path[512];
	OWNED(buf_donep) struct buf in, got;
	buf_init(&in, MIB);
	buf_init(&got, MIB);
	struct fault f = { 0 };
	snprintf(path, sizeof(path), "%s/" FOLDER "/%s", getenv("ROOT"), name);
	check_ok(fs_read_file(path, &in, &f), &f);
	struct arena *a = arena_new();
	struct exception_list list = { .arena = a };
	struct exception_notes notes = { 0 };
	if (read_one(name, buf_str(&in), &list, &notes, &f) < 0) {
		buf_printf(&got, "fault %s: %s\n", fault_name(f.code), f.text);
		assert_int_equal(list.items.n, 0);
		assert_int_equal(notes.lines.n, 0);
	}
	for (size_t i = 0; i < list.items.n; i++)
		dump(&got, &list.items.p[i]);
	list_texts(&got, "note", notes.lines.p, notes.lines.n);
	snprintf(path, sizeof(path), FOLDER "/%s.entries", name);
	check_golden(buf_str(&got), path);
	arena_free(a);
}

static void files(void **state)
{
	char path[512];
	unsigned n = 0;
	snprintf(path, sizeof(path), "%s/" FOLDER, getenv("ROOT"));
	DIR *d = opendir(path);
	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));) {
		if (str_ends(str_of(e->d_name), STR(".entries")) || e->d_type == DT_DIR)
			continue;
		check_file(e->d_name);
		n++;
	}
	closedir(d);
	assert_true(n >= 25);
}

/* Each cut of a document is read or refused as a whole, and a second reading gives the same. */
static void cuts(void **state)
{
	static const char *const names[] = { "a.csaf.json",	 "a.cdx.json",
					     "a.openvex.json",	 ".trivyignore.yaml",
					     "osv-scanner.toml", ".grype.yaml" };
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char path[512];
		OWNED(buf_donep) struct buf in;
		buf_init(&in, MIB);
		struct fault f = { 0 };
		snprintf(path, sizeof(path), "%s/" FOLDER "/%s", getenv("ROOT"), names[i]);
		check_ok(fs_read_file(path, &in, &f), &f);
		for (size_t n = 0; n < in.n; n += 37) {
			struct arena *a = arena_new();
			struct exception_list list = { .arena = a };
			struct exception_notes notes = { 0 };
			VEC_PUSH(a, &list.items)->source = STR("before");
			int r = read_one(names[i], str_make(in.p, n), &list, &notes, &f);
			assert_string_equal(list.items.p[0].source.p, "before");
			if (r < 0)
				assert_int_equal(list.items.n, 1);
			if (str_ends(str_of(names[i]), STR(".json")))
				assert_true(r < 0);
			arena_free(a);
		}
	}
}

static void not_ours(void **state)
{
	struct arena *a = arena_new();
	struct exception_list list = { .arena = a };
	struct exception_notes notes = { 0 };
	struct fault f = { 0 };
	struct exception_file file = { .name = STR("notes.txt"), .text = STR("CVE-2024-1\n") };
	assert_int_equal(exception_read(&file, true, &list, &notes, &f), E_UNSUPPORTED);
	file.name = STR("x.json");
	assert_int_equal(exception_read(&file, false, &list, &notes, &f), E_UNSUPPORTED);
	assert_int_equal(list.items.n, 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files),
		cmocka_unit_test(cuts),
		cmocka_unit_test(not_ours),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
