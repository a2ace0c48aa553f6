/* SPDX-License-Identifier: Apache-2.0 */
/* Ignore files and VEX from disk, in an empty folder of its own. */
#include "check.h"

#include "cmd/lib/exceptions.h"

#include <sys/stat.h>
#include <unistd.h>

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "we");
	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

#define VEX(id)                                                                               \
	"{\"@context\":\"https://openvex.dev/ns/v0.2.0\",\"statements\":[{\"vulnerability\":" \
	"{\"name\":\"" id "\"},\"status\":\"fixed\",\"products\":[{\"@id\":\"pkg:npm/a\"}]}]}"

struct opened {
	struct arena *arena;
	struct exception_list list;
	struct exception_notes notes;
	struct fault f;
	int r;
};

static struct opened open_all(const char *vex, const char *file, bool automatic)
{
	struct opened o = { .arena = arena_new() };
	o.list.arena = o.arena;
	struct opt_list a = { .p = &vex, .n = vex != NULL }, b = { .p = &file, .n = file != NULL };
	o.r = exceptions_open(&a, &b, automatic, ".", &o.list, &o.notes, &o.f);
	return o;
}

static void check_ids(struct opened o, const char *want)
{
	struct str got = { 0 };
	if (o.r < 0)
		print_error("%s\n", o.f.text);
	assert_int_equal(o.r, 0);
	for (size_t i = 0; i < o.list.items.n; i++)
		got = str_printf(o.arena, "%.*s%s%.*s", STRF(got), i ? " " : "",
				 STRF(o.list.items.p[i].ids.p[0]));
	check_text(got, want);
	arena_free(o.arena);
}

static void check_fault(struct opened o, int code, const char *text)
{
	assert_string_equal(o.f.text, text);
	assert_int_equal(o.r, code);
	arena_free(o.arena);
}

static void automatic(void **state)
{
	check_ids(open_all(NULL, NULL, true), "");
	put(".trivyignore", "A\n");
	put(".trivyignore.yaml", "vulnerabilities: [{id: B}]\n");
	put("named", "C\n");
	check_ids(open_all(NULL, NULL, true), "A B");
	check_ids(open_all(NULL, NULL, false), "");
	check_ids(open_all(NULL, "named", true), "C");
	put(".trivyignore.yaml", "vulnerabilities: 7\n");
	check_fault(open_all(NULL, NULL, true), E_USAGE,
		    ".trivyignore.yaml:1:1: \"vulnerabilities\" is a list of entries");
	struct opened o = open_all(NULL, "missing", false);
	assert_int_equal(o.r, E_NOTFOUND);
	arena_free(o.arena);
}

static void folders(void **state)
{
	mkdir("vex", 0700);
	mkdir("vex/b", 0700);
	mkdir("vex/.git", 0700);
	put("vex/b/two.json", VEX("B"));
	put("vex/a.json", VEX("A"));
	put("vex/package.json", "{}");
	put("vex/.git/x.json", VEX("X"));
	put("outside.json", VEX("OUT"));
	assert_int_equal(symlink("../outside.json", "vex/link.json"), 0);
	check_ids(open_all("outside.json", NULL, false), "OUT");
	struct opened o = open_all("vex", NULL, false);
	assert_int_equal(o.notes.lines.n, 1);
	check_text(o.notes.lines.p[0], "vex: 1 JSON files are no documents of VEX");
	check_ids(o, "A B");
	put("vex/b/two.json", "{\"@context\":\"https://openvex.dev/ns\",\"statements\":");
	o = open_all("vex", NULL, false);
	assert_int_equal(o.r, E_USAGE);
	assert_true(str_starts(str_of(o.f.text), STR("vex/b/two.json: ")));
	arena_free(o.arena);
}

static void repository(void **state)
{
	mkdir("hub", 0700);
	mkdir("hub/0.1", 0700);
	put("hub/vex-repository.json", "{\"versions\":[{\"spec_version\":\"0.1\"}]}");
	struct opened o = open_all("hub", NULL, false);
	check_fault(o, E_NOTFOUND, "hub: the repository has no index.json");
	put("hub/0.1/index.json", "{\"packages\":[{\"id\":\"pkg:npm/a\",\"location\":\"a.json\"},"
				  "{\"id\":\"pkg:npm/b\",\"location\":\"gone.json\"},"
				  "{\"id\":\"pkg:npm/c\",\"location\":\"../../outside.json\"}]}");
	put("hub/0.1/a.json", VEX("A"));
	put("hub/0.1/unlisted.json", VEX("X"));
	o = open_all("hub", NULL, false);
	assert_int_equal(o.notes.lines.n, 2);
	check_ids(o, "A");
	/* a link in the middle of a location leads nowhere */
	put("hub/0.1/index.json",
	    "{\"packages\":[{\"id\":\"pkg:npm/a\",\"location\":\"away/outside.json\"}]}");
	assert_int_equal(symlink("../..", "hub/0.1/away"), 0);
	check_ids(open_all("hub", NULL, false), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(automatic), cmocka_unit_test(folders),
					    cmocka_unit_test(repository) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
