/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "model/ecosystem.h"

static void table(void **state)
{
	(void)state;
	for (unsigned i = ECOSYSTEM_NONE + 1; i < ECOSYSTEM_COUNT_; i++) {
		const struct ecosystem_info *info = ecosystem_info((enum ecosystem)i);
		assert_true(info->name && info->name[0]);
		assert_true(info->purl_type && info->purl_type[0]);
		/* a distribution has a namespace, an identifier and an order; a registry none of the first two */
		assert_int_equal(i <= ECOSYSTEM_ECHO, info->os_id != NULL);
		assert_int_equal(info->os_id != NULL, info->purl_namespace != NULL);
		if (info->os_id) {
			assert_non_null(info->scheme);
			assert_int_equal(ecosystem_of_os(str_of(info->os_id)), i);
		}
		assert_true(info->os_id || !info->has_release);
		/* names are unique and read back */
		enum ecosystem e = ECOSYSTEM_NONE;
		struct str release;
		assert_true(ecosystem_parse(NULL, str_of(info->name), &e, &release));
		assert_int_equal(e, i);
		assert_int_equal(release.n, 0);
	}
	assert_string_equal(ecosystem_info(ECOSYSTEM_COUNT_)->name, "");
	assert_string_equal(ecosystem_info((enum ecosystem) - 1)->name, "");
}

static void parsing(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum ecosystem ecosystem;
		const char *release;
	} cases[] = {
		{ "Debian:12", ECOSYSTEM_DEBIAN, "12" },
		{ "debian", ECOSYSTEM_DEBIAN, "" },
		{ "Alpine:v3.20", ECOSYSTEM_ALPINE, "3.20" },
		{ "alpine:3.16", ECOSYSTEM_ALPINE, "3.16" },
		{ "Alpine:edge", ECOSYSTEM_ALPINE, "edge" },
		{ "Ubuntu:22.04:LTS", ECOSYSTEM_UBUNTU, "22.04" },
		{ "Ubuntu:23.10", ECOSYSTEM_UBUNTU, "23.10" },
		{ "Ubuntu:Pro:14.04:LTS", ECOSYSTEM_UBUNTU, "Pro:14.04" },
		{ "AlmaLinux:9", ECOSYSTEM_ALMALINUX, "9" },
		{ "Rocky Linux:8", ECOSYSTEM_ROCKY, "8" },
		{ "Red Hat:enterprise_linux:9::baseos", ECOSYSTEM_REDHAT, "9" },
		{ "Red Hat:rhel_eus:9.2::appstream", ECOSYSTEM_REDHAT, "rhel_eus:9.2::appstream" },
		{ "Red Hat:8", ECOSYSTEM_REDHAT, "8" },
		{ "SUSE:Linux Enterprise Server 15 SP5", ECOSYSTEM_SUSE, "15.5" },
		{ "SUSE:Linux Enterprise Server 12", ECOSYSTEM_SUSE, "12" },
		{ "SUSE:Linux Enterprise Module for Basesystem 15 SP6", ECOSYSTEM_SUSE, "15.6" },
		{ "SUSE:Linux Enterprise Server 15 SP3-LTSS", ECOSYSTEM_SUSE,
		  "Linux Enterprise Server 15 SP3-LTSS" },
		{ "SUSE:Linux Enterprise Server for SAP Applications 12 SP1", ECOSYSTEM_SUSE,
		  "Linux Enterprise Server for SAP Applications 12 SP1" },
		{ "SUSE:Linux Enterprise Module for", ECOSYSTEM_SUSE,
		  "Linux Enterprise Module for" },
		{ "openSUSE:Leap 15.5", ECOSYSTEM_OPENSUSE, "15.5" },
		{ "openSUSE:Leap Micro 5.2", ECOSYSTEM_OPENSUSE, "Leap Micro 5.2" },
		{ "openSUSE:Tumbleweed", ECOSYSTEM_OPENSUSE, "" },
		{ "Azure Linux:3", ECOSYSTEM_AZURE, "3" },
		{ "openEuler:24.03-LTS", ECOSYSTEM_OPENEULER, "24.03" },
		{ "openEuler:22.03-LTS-SP1", ECOSYSTEM_OPENEULER, "22.03-LTS-SP1" },
		{ "Alpaquita:stream", ECOSYSTEM_ALPAQUITA, "stream" },
		{ "Alpaquita:25", ECOSYSTEM_ALPAQUITA, "25" },
		{ "BellSoft Hardened Containers:23", ECOSYSTEM_BELLSOFT_HARDENED, "23" },
		{ "Wolfi", ECOSYSTEM_WOLFI, "" },
		{ "npm", ECOSYSTEM_NPM, "" },
		{ "NPM:x", ECOSYSTEM_NPM, "" },
		{ "kubernetes", ECOSYSTEM_KUBERNETES, "" },
		{ " crates.io ", ECOSYSTEM_CRATES, "" },
		{ "GitHub Actions", ECOSYSTEM_ACTIONS, "" },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		enum ecosystem e = ECOSYSTEM_NONE;
		struct str release = STR("?");
		if (!ecosystem_parse(a, str_of(cases[i].text), &e, &release) ||
		    e != cases[i].ecosystem || !str_is(release, cases[i].release))
			fail_msg("%s: %d \"%.*s\"", cases[i].text, (int)e, STRF(release));
	}
	static const char *const unknown[] = {
		"", ":", ":12", "Slackware:15", "Debian Linux", "deb"
	};
	for (size_t i = 0; i < ARRAY_LEN(unknown); i++) {
		enum ecosystem e = ECOSYSTEM_NPM;
		struct str release = STR("kept");
		assert_false(ecosystem_parse(a, str_of(unknown[i]), &e, &release));
		assert_int_equal(e, ECOSYSTEM_NPM);
		check_text(release, "kept");
	}
}

static void releases(void **state)
{
	(void)state;
	static const struct {
		const char *os_id, *version_id, *want;
		enum ecosystem ecosystem;
	} cases[] = {
		{ "alpine", "3.20.3", "3.20", ECOSYSTEM_ALPINE },
		{ "alpine", "3.20", "3.20", ECOSYSTEM_ALPINE },
		{ "alpine", "v3.20.1", "3.20", ECOSYSTEM_ALPINE },
		{ "alpine", "edge", "edge", ECOSYSTEM_ALPINE },
		{ "alpine", "3.21.0_alpha20240807", "edge", ECOSYSTEM_ALPINE },
		{ "debian", "12", "12", ECOSYSTEM_DEBIAN },
		{ "debian", "12.5", "12", ECOSYSTEM_DEBIAN },
		{ "debian", "", "", ECOSYSTEM_DEBIAN }, /* sid has none */
		{ "ubuntu", "22.04", "22.04", ECOSYSTEM_UBUNTU },
		{ "rhel", "9.4", "9", ECOSYSTEM_REDHAT },
		{ "centos", "7", "7", ECOSYSTEM_REDHAT },
		{ "rocky", "8.10", "8", ECOSYSTEM_ROCKY },
		{ "almalinux", "10.0", "10", ECOSYSTEM_ALMALINUX },
		{ "sles", "15.5", "15.5", ECOSYSTEM_SUSE },
		{ "opensuse-leap", "15.5", "15.5", ECOSYSTEM_OPENSUSE },
		{ "opensuse-tumbleweed", "20240807", "", ECOSYSTEM_OPENSUSE },
		{ "mariner", "2.0", "2", ECOSYSTEM_AZURE },
		{ "azurelinux", "3.0", "3", ECOSYSTEM_AZURE },
		{ "wolfi", "20230201", "", ECOSYSTEM_WOLFI },
		{ "chainguard", "20230214", "", ECOSYSTEM_CHAINGUARD },
		{ "ALPINE", "3.9.1", "3.9", ECOSYSTEM_ALPINE },
		{ "slackware", "15.0", "", ECOSYSTEM_NONE },
		{ "", "1", "", ECOSYSTEM_NONE },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		enum ecosystem e = ecosystem_of_os(str_of(cases[i].os_id));
		assert_int_equal(e, cases[i].ecosystem);
		check_text(ecosystem_release(e, str_of(cases[i].version_id)), cases[i].want);
	}
}

/* An image and an advisory of the same release get the same key. */
static void keys_meet(void **state)
{
	(void)state;
	static const struct {
		const char *advisory, *os_id, *version_id;
	} cases[] = {
		{ "Alpine:v3.20", "alpine", "3.20.3" },
		{ "Debian:12", "debian", "12.5" },
		{ "Ubuntu:22.04:LTS", "ubuntu", "22.04" },
		{ "AlmaLinux:9", "almalinux", "9.4" },
		{ "Red Hat:enterprise_linux:9::appstream", "rhel", "9.4" },
		{ "SUSE:Linux Enterprise Server 15 SP5", "sles", "15.5" },
		{ "openSUSE:Leap 15.5", "opensuse-leap", "15.5" },
		{ "openSUSE:Tumbleweed", "opensuse-tumbleweed", "20240807" },
		{ "Azure Linux:3", "azurelinux", "3.0" },
		{ "openEuler:22.03-LTS", "openEuler", "22.03" },
		{ "Mageia:9", "mageia", "9" },
		{ "Wolfi", "wolfi", "20230201" },
		{ "Echo", "echo", "1" },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		enum ecosystem e;
		struct str release;
		assert_true(ecosystem_parse(a, str_of(cases[i].advisory), &e, &release));
		assert_int_equal(ecosystem_of_os(str_of(cases[i].os_id)), e);
		check_str(ecosystem_release(e, str_of(cases[i].version_id)), release);
	}
}

static void names(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	check_text(ecosystem_name(a, ECOSYSTEM_PYPI, STR("Zope.Interface__x-.-y")),
		   "zope-interface-x-y");
	check_text(ecosystem_name(a, ECOSYSTEM_NUGET, STR("Newtonsoft.Json")), "newtonsoft.json");
	check_text(ecosystem_name(a, ECOSYSTEM_PACKAGIST, STR("Symfony/HTTP")), "symfony/http");
	check_text(ecosystem_name(a, ECOSYSTEM_NPM, STR("JSONStream")), "JSONStream");
	check_text(ecosystem_name(a, ECOSYSTEM_GO, STR("github.com/Masterminds/goutils")),
		   "github.com/Masterminds/goutils");
	/* nothing to change, nothing copied */
	struct str plain = STR("requests");
	size_t before = arena_used(a);
	assert_ptr_equal(ecosystem_name(a, ECOSYSTEM_PYPI, plain).p, plain.p);
	assert_ptr_equal(ecosystem_name(a, ECOSYSTEM_DEBIAN, plain).p, plain.p);
	assert_int_equal(ecosystem_name(a, ECOSYSTEM_PYPI, STR("")).n, 0);
	assert_int_equal(arena_used(a), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),     cmocka_unit_test(parsing), cmocka_unit_test(releases),
		cmocka_unit_test(keys_meet), cmocka_unit_test(names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
