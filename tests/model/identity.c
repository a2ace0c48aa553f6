/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "sample_report.h"

#include "model/identity.h"

static struct finding *hole(struct report *r, const char *id, uint32_t package)
{
	return sample_vulnerability(r, PLACE_MINOR, SEVERITY_LOW, id, "x", package, "");
}

static void check_different(struct report *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (str_eq(finding_fingerprint(r, &r->findings.p[i], r->arena),
				   finding_fingerprint(r, &r->findings.p[k], r->arena)))
				fail_msg("%zu and %zu share a fingerprint", k, i);
}

/* Each part of the identity tells two findings apart. */
static void different(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = sample_base("x");
	sample_debian(r);
	uint32_t one = sample_package(r, PACKAGE_DEB, "a", "1", "source-a", "1", 0);
	uint32_t two = sample_package(r, PACKAGE_DEB, "b", "1", "source-b", "1", 0);
	uint32_t apk = sample_package(r, PACKAGE_APK, "a", "1", "source-a", "1", 0);
	hole(r, "CVE-2024-1", one);
	hole(r, "CVE-2024-2", one);
	hole(r, "CVE-2024-1", two);
	hole(r, "CVE-2024-1", apk);
	static const char *const others[][2] = {
		{ "id", "path" }, { "id", "path2" }, { "idp", "ath" }, { "id2", "path" }
	};
	for (unsigned kind = FINDING_MISCONFIGURATION; kind < FINDING_KIND_COUNT_; kind++)
		for (size_t i = 0; i < ARRAY_LEN(others); i++) {
			struct finding *f = report_add(r, (enum finding_kind)kind);
			f->id = str_of(others[i][0]);
			f->path = str_of(others[i][1]);
		}
	check_different(r, r->findings.n);
}

/* What a rebuild changes does not. Histories and baselines hold the value: it never changes. */
static void same(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = sample_base("x");
	sample_debian(r);
	uint32_t old = sample_package(r, PACKAGE_DEB, "a", "1", "source-a", "1", 0);
	uint32_t new = sample_package(r, PACKAGE_DEB, "a-tools", "2", "source-a", "2", 2);
	uint32_t at = (uint32_t)r->findings.n;
	hole(r, "CVE-2024-1", old);
	struct finding *b = hole(r, "CVE-2024-1", new);
	b->severity = SEVERITY_CRITICAL;
	b->line = 7;
	b->vulnerability->fixed = STR("3");
	check_str(finding_fingerprint(r, &r->findings.p[at], r->arena),
		  finding_fingerprint(r, &r->findings.p[at + 1], r->arena));
	check_text(finding_fingerprint(r, &r->findings.p[at], r->arena),
		   "9d03cedded477f527452f3578eaad445");
}

static void image_keys(void **state)
{
	(void)state;
	static const struct {
		const char *name, *reference, *key;
	} cases[] = {
		{ "registry.example:5000/team/payment:1.2", "a.tar",
		  "registry.example:5000/team/payment" },
		{ "payment@sha256:00", "a.tar", "payment" },
		{ "", "folder/payment.tar", "payment.tar" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		OWNED(report_freep) struct report *r = report_new();
		r->image.name = str_of(cases[i].name);
		r->reference = str_of(cases[i].reference);
		check_text(image_key(r, r->arena), cases[i].key);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(different),
		cmocka_unit_test(same),
		cmocka_unit_test(image_keys),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
