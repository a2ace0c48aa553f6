/* SPDX-License-Identifier: Apache-2.0 */
/* Which entry ignores what, and what is said of those that do not. */
#include "check.h"
#include "sample_report.h"

#include "base/date.h"
#include "base/limits.h"
#include "judge/exception_parts.h"

#define TODAY STR("2026-03-02")

static struct exception_list *list_of(struct report *r)
{
	struct exception_list *l = arena_alloc(r->arena, sizeof(*l));
	l->arena = r->arena;
	return l;
}

static struct exception *entry(struct exception_list *l, const char *id)
{
	struct exception *e = VEC_PUSH(l->arena, &l->items);
	e->by = IGNORED_BY_FILE;
	e->source = str_printf(l->arena, ".trivyignore:%zu", l->items.n);
	e->order = l->items.n;
	if (id)
		*VEC_PUSH(l->arena, &e->ids) = str_of(id);
	return e;
}

static struct exception *statement(struct exception_list *l, const char *id, const char *status,
				   const char *time, const char *product)
{
	struct exception *e = entry(l, id);
	e->by = IGNORED_BY_VEX;
	e->source = str_printf(l->arena, "vex.json: statement %zu", l->items.n);
	e->status = str_of(status);
	e->time = str_of(time);
	e->author = STR("team");
	if (product)
		*VEC_PUSH(l->arena, &e->products) = str_of(product);
	return e;
}

#define package_of(l, e, url) (*VEC_PUSH((l)->arena, &(e)->packages) = str_of(url))
#define path_of(l, e, glob)   (*VEC_PUSH((l)->arena, &(e)->paths) = str_of(glob))
#define image_of(l, e, glob)  (*VEC_PUSH((l)->arena, &(e)->images) = str_of(glob))

static const struct finding *find_id(const struct report *r, const char *id)
{
	for (size_t i = 0; i < r->findings.n; i++)
		if (str_is(r->findings.p[i].id, id))
			return &r->findings.p[i];
	fail_msg("no finding %s", id);
	return NULL;
}

static size_t ignored_n(const struct report *r)
{
	size_t n = 0;
	for (size_t i = 0; i < r->findings.n; i++)
		n += r->findings.p[i].ignored != NULL;
	return n;
}

static void apply(struct report *r, struct exception_list *l)
{
	exceptions_apply(r, l, NULL, TODAY);
}

static void check_note(const struct report *r, size_t i, enum exception_state state,
		       const char *why)
{
	assert_true(i < r->exceptions.n);
	assert_string_equal(str_cstr(r->arena, r->exceptions.p[i].why), why);
	assert_int_equal(r->exceptions.p[i].state, state);
}

/* One entry of the id on the payment service, changed by `with`: how many it ignores, and why. */
static void check_one(const char *id, void (*with)(struct exception_list *, struct exception *),
		      size_t ignored, enum exception_state state, const char *why)
{
	struct report *r = sample_payment();
	struct exception_list *l = list_of(r);
	struct exception *e = entry(l, id);
	if (with)
		with(l, e);
	apply(r, l);
	assert_int_equal(r->exceptions.n, 1);
	check_note(r, 0, state, why);
	assert_int_equal(ignored_n(r), ignored);
	assert_int_equal(r->exceptions.p[0].findings, ignored);
	report_free(r);
}

static void ids(void **state)
{
	check_one("CVE-2023-38545", NULL, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one("cve-2023-38545", NULL, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one("GHSA-RXWQ-X6H5-X525", NULL, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one("CVE-2025-490?", NULL, 3, EXCEPTION_USED, "it ignores 3 findings");
	check_one("CVE-1999-0001", NULL, 0, EXCEPTION_UNUSED, "no finding is CVE-1999-0001");
	check_one("CVE-1999-*", NULL, 0, EXCEPTION_UNUSED, "no finding is CVE-1999-*");
	check_one(NULL, NULL, 0, EXCEPTION_REFUSED,
		  "it names nothing, and would ignore everything");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids),
	};
	(void)statement, (void)find_id;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
