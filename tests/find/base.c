/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "find/base.h"

#define HEX(c) c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c
#define ONE    "sha256:" HEX("11")
#define TWO    "sha256:" HEX("22")
#define THREE  "sha256:" HEX("33")

static struct image image_of(struct arena *a, const char *const *diff_ids)
{
	struct image im = { 0 };
	for (; *diff_ids; diff_ids++) {
		struct layer *l = VEC_PUSH(a, &im.layers);
		l->history = HISTORY_NONE;
		digest_parse(str_of(*diff_ids), &l->diff_id);
	}
	return im;
}

static struct base_list list_of(struct arena *a, const char *text)
{
	struct base_list list;
	struct fault f = { 0 };
	base_list_init(&list, a);
	check_ok(base_list_read(&list, str_of(text), STR("file"), &f), &f);
	return list;
}

static void chains(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct image im = image_of(a, (const char *const[]){ ONE, TWO, THREE, NULL });
	struct digest d = base_chain(im.layers.p, 1);
	check_text(digest_text(a, &d), ONE);
	d = base_chain(im.layers.p, 2);
	struct digest want = digest_of(DIGEST_SHA256, STR(ONE " " TWO));
	assert_true(digest_eq(&d, &want));
	want = digest_of(DIGEST_SHA256, str_printf(a, "%.*s %s", STRF(digest_text(a, &d)), THREE));
	d = base_chain(im.layers.p, 3);
	assert_true(digest_eq(&d, &want));
	im.layers.p[1].diff_id.kind = DIGEST_NONE;
	d = base_chain(im.layers.p, 3);
	assert_int_equal(d.kind, DIGEST_NONE);
}

static void finds(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct image im = image_of(a, (const char *const[]){ ONE, TWO, THREE, NULL });
	struct image other = image_of(a, (const char *const[]){ TWO, ONE, NULL });
	struct digest two = base_chain(im.layers.p, 2);
	const char *text = str_cstr(
		a, str_printf(a,
			      "# head\n\nsmall:1 2024-01-02 1 3 %s\r\nlarge:1 - 2 4 %.*s\n"
			      "other/name 2020-02-02 2 4 %.*s\nliar:1 - 2 1 %s\n",
			      ONE, STRF(digest_text(a, &two)), STRF(digest_text(a, &two)), TWO));
	struct base_list list = list_of(a, text);
	assert_int_equal(list.entries.n, 4);
	/* most layers; the first name of two */
	const struct base_entry *e = base_find(&list, &im, STR(""));
	assert_non_null(e);
	check_text(e->name, "large:1");
	assert_int_equal(e->created.n, 0);
	assert_int_equal(e->steps, 4);
	e = base_find(&list, &im, STR("small"));
	assert_non_null(e);
	check_text(e->created, "2024-01-02");
	check_text(base_find(&list, &im, STR("other/name"))->name, "other/name");
	assert_null(base_find(&list, &im, STR("smal")));
	/* order counts, and so does the number of layers */
	assert_null(base_find(&list, &other, STR("")));
	assert_true(base_has_name(&list, STR("large")));
	assert_false(base_has_name(&list, STR("larg")));
}

static void again(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct base_list list = list_of(a, "b:1 - 1 0 " TWO "\na:1 2024-01-02 1 3 " ONE "\n"
					   "a:1 2023-01-02 1 3 " THREE "\nb:1 - 1 0 " TWO "\n");
	assert_int_equal(list.entries.n, 3); /* the same twice is one */
	struct str text = base_list_text(&list, a);
	struct base_list back = list_of(a, str_cstr(a, text));
	assert_int_equal(back.entries.n, 3);
	check_text(back.entries.p[0].created, "2023-01-02");
	check_text(back.entries.p[2].name, "b:1");
	check_str(base_list_text(&back, a), text);
}

static void broken(void **state)
{
	(void)state;
	static const struct {
		const char *text, *message;
	} rows[] = {
		{ "a:1 - 1 1", "file:1: too few words" },
		{ "# x\n\na:1 - 1 1 " ONE " more", "file:3: too many words" },
		{ "a:1 24-1-1 1 1 " ONE, "is no date" },
		{ "a:1 - 0 1 " ONE, "is no number of layers" },
		{ "a:1 - 99999 1 " ONE, "is no number of layers" },
		{ "a:1 - 1 -1 " ONE, "is no number of steps" },
		{ "a:1 - 1 1 sha256:12", "is no chain id" },
		{ "a:1 - 1 1 sha512:" HEX("11") HEX("11"), "is no chain id" },
		{ "a;b - 1 1 " ONE, "is no name" },
		{ "-a - 1 1 " ONE, "is no name" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		OWNED(arena_freep) struct arena *a = arena_new();
		struct base_list list;
		struct fault f = { 0 };
		base_list_init(&list, a);
		assert_int_equal(base_list_read(&list, str_of(rows[i].text), STR("file"), &f),
				 E_CORRUPT);
		if (!strstr(f.text, rows[i].message)) {
			print_error("%s\n", f.text);
			fail();
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chains),
		cmocka_unit_test(finds),
		cmocka_unit_test(again),
		cmocka_unit_test(broken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
