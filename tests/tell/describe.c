/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "sample_kinds.h"

#include "tell/describe.h"

static void clip(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	check_text(text_clip(a, STR("abc"), 3), "abc");
	check_text(text_clip(a, STR("abcdef"), 5), "ab…");
	check_text(text_clip(a, STR("支付网关"), 12), "支付网关");
	check_text(text_clip(a, STR("支付网关x"), 12), "支付网…");
	check_text(text_clip(a, STR("支付网关"), 11), "支付…");
	check_text(text_clip(a, STR("abcdef"), 3), "…");
}

static const struct finding *of(const struct report *r, const char *id)
{
	for (size_t i = 0; i < r->findings.n; i++)
		if (str_is(r->findings.p[i].id, id))
			return &r->findings.p[i];
	fail_msg("no %s", id);
	return NULL;
}

static void words(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = sample_kinds();
	struct arena *a = r->arena;
	const uint32_t *steps = steps_of_findings(r, a);
	const struct finding *f = of(r, "CVE-2023-5363");
	check_text(describe_title(r, f, a),
		   "CVE-2023-5363 in openssl 3.0.11-1~deb12u1: wrong lengths of key and "
		   "initialisation vector");
	check_text(describe_facts(r, f, a), "wrong lengths of key and initialisation vector\n"
					    "Package: openssl 3.0.11-1~deb12u1\n"
					    "Status: fixed in 3.0.11-1~deb12u2\n"
					    "Urgency: exploited since 2024-01-02, EPSS 41 %\n"
					    "File: var/lib/dpkg/status\n"
					    "Built by: layer 1 of 3: ADD file:9d0c1ae2… in /");
	check_text(describe_fix(r, f, 0, a),
		   "apt-get install --only-upgrade libssl3  (openssl 3.0.11-1~deb12u2 or later)");
	struct str fix = describe_fix(r, f, steps[f - r->findings.p], a);
	if (!str_has(fix, STR("apt-get")) || !str_has(fix, STR("openssl")))
		fail_msg("%.*s", STRF(fix));
	check_text(describe_ignored(f, a), "");
	check_text(describe_ignored(of(r, "CVE-2024-32002"), a),
		   "nothing is cloned, decided by shop team (shop.vex.json: statement 2)");
	f = of(r, "private-key");
	check_text(describe_title(r, f, a), "private-key in root/.ssh/id_rsa: Private key");
	assert_true(str_has(describe_facts(r, f, a),
			    STR("Stands in: root/.ssh/id_rsa:1 in layer 2 of 3\nState: deleted by "
				"layer 3, but it still ships")));
	check_text(describe_os(r, a), "debian:12");
	assert_int_equal(count_gaps(r), 2);
	assert_int_equal(count_ignored(r), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(clip), cmocka_unit_test(words) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
