/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "find/dockerfile/lib/label.h"
#include "find/dockerfile/lib/value.h"

struct sample {
	const char *text;
	bool good;
};

static void walk(const struct sample *s, size_t n, bool (*is)(struct str), const char *what)
{
	unsigned wrong = 0;
	for (size_t i = 0; i < n; i++)
		if (is(str_of(s[i].text)) != s[i].good) {
			print_error("%s: \"%s\" should be %s\n", what, s[i].text,
				    s[i].good ? "good" : "bad");
			wrong++;
		}
	assert_int_equal(wrong, 0);
}

static void urls(void **state)
{
	static const struct sample samples[] = {
		{ "https://example.com", true },
		{ "git+ssh://git@example.com/a.git", true },
		{ "http://[::1]:80/a?b=c#d", true },
		{ "file:///srv/a", true },
		{ "example.com/app", false },
		{ "https://", false },
		{ "https:///a", false },
		{ "https://exa mple.com", false },
		{ "https://example.com/%zz", false },
		{ "https://example.com/%20", true },
		{ "1http://example.com", false },
		{ "mailto:me@example.com", false },
		{ "", false },
	};
	walk(samples, ARRAY_LEN(samples), is_url, "URL");
}

static void times(void **state)
{
	static const struct sample samples[] = {
		{ "2024-02-29T23:59:60Z", true },
		{ "2024-02-29t00:00:00.123456789+14:00", true },
		{ "2024-02-29 00:00:00-00:30", true },
		{ "2023-02-29T00:00:00Z", false },
		{ "2000-02-29T00:00:00Z", true },
		{ "1900-02-29T00:00:00Z", false },
		{ "2024-04-31T00:00:00Z", false },
		{ "2024-00-01T00:00:00Z", false },
		{ "2024-13-01T00:00:00Z", false },
		{ "2024-01-00T00:00:00Z", false },
		{ "2024-01-01T24:00:00Z", false },
		{ "2024-01-01T00:60:00Z", false },
		{ "2024-01-01T00:00:61Z", false },
		{ "2024-01-01T00:00:00", false },
		{ "2024-01-01T00:00:00.Z", false },
		{ "2024-01-01T00:00:00+0100", false },
		{ "2024-01-01T00:00:00+24:00", false },
		{ "2024-01-01", false },
		{ "2024-1-1T00:00:00Z", false },
		{ "2024-01-01T00:00:00Zx", false },
		{ "", false },
	};
	walk(samples, ARRAY_LEN(samples), is_rfc3339, "time");
}

static void hashes(void **state)
{
	static const struct sample samples[] = {
		{ "9f86d08", true },
		{ "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B", true },
		{ "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", true },
		{ "9f86d0", false },
		{ "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2", false },
		{ "v1.2.3", false },
		{ "", false },
	};
	walk(samples, ARRAY_LEN(samples), is_git_hash, "hash");
}

static void versions(void **state)
{
	static const struct sample samples[] = {
		{ "0.0.0", true },	 { "1.2.3-rc.1+build.007", true },
		{ "1.2.3+a", true },	 { "1.2.3--", true },
		{ "1.2.3-0a", true },	 { "1.2.3-01", false },
		{ "1.2", false },	 { "1.2.3.4", false },
		{ "v1.2.3", false },	 { "01.2.3", false },
		{ "1.2.3-", false },	 { "1.2.3+", false },
		{ "1.2.3-a..b", false }, { "1.2.3-a_b", false },
		{ "1.-2.3", false },	 { "99999999999999999999.0.0", true },
		{ "", false },
	};
	walk(samples, ARRAY_LEN(samples), is_semver, "version");
}

static void addresses(void **state)
{
	static const struct sample samples[] = {
		{ "me@example.com", true },
		{ "jane.doe+x@mail.example.com", true },
		{ "me@localhost", true },
		{ "me", false },
		{ "@example.com", false },
		{ "me@", false },
		{ "a..b@example.com", false },
		{ ".a@example.com", false },
		{ "me@-example.com", false },
		{ "me@example..com", false },
		{ "Jane <me@example.com>", false },
		{ "a b@example.com", false },
		{ "", false },
	};
	walk(samples, ARRAY_LEN(samples), is_email, "address");
}

static void licences(void **state)
{
	static const struct sample samples[] = {
		{ "MIT", true },
		{ "mit", true },
		{ "Apache-2.0 OR MIT", true },
		{ "(GPL-2.0-only WITH Classpath-exception-2.0) AND (BSD-3-Clause OR MIT)", true },
		{ "GPL-2.0+", true },
		{ "LicenseRef-own", true },
		{ "DocumentRef-a:LicenseRef-b", true },
		{ "NONE", true },
		{ "Apache 2.0", false },
		{ "Apache-2.0 MIT", false },
		{ "Apache-2.0 OR", false },
		{ "OR MIT", false },
		{ "(MIT", false },
		{ "MIT)", false },
		{ "()", false },
		{ "(MIT) WITH Classpath-exception-2.0", false },
		{ "MIT WITH MIT", false },
		{ "Classpath-exception-2.0", false },
		{ "LicenseRef-", false },
		{ "Proprietary", false },
		{ "", false },
	};
	walk(samples, ARRAY_LEN(samples), is_spdx_expression, "licence");
}

static void references(void **state)
{
	struct variables v;
	struct variable r;
	static const char *const names[] = { "a", "b", "c", "d", "e", "f" };
	size_t n = 0;
	variables_of(&v, STR("$a${b}-${c:-${d}}'$no'\\$no\"'$e'\"${f#x}$$ $1 ${"), '\\');
	while (variable_next(&v, &r)) {
		assert_true(n < ARRAY_LEN(names));
		check_text(r.name, names[n]);
		assert_int_equal(r.default_given, n == 2);
		n++;
	}
	assert_int_equal(n, ARRAY_LEN(names));
}

static void paths(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	check_text(path_join(a, STR("/srv"), STR("app")), "/srv/app");
	check_text(path_join(a, STR("/srv/"), STR("./a//b/../c/.")), "/srv/a/c");
	check_text(path_join(a, STR("/"), STR("../../x")), "/x");
	check_text(path_join(a, STR("/srv"), STR("..")), "/");
	check_text(path_join(a, STR(""), STR("")), "/");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(urls),	      cmocka_unit_test(times),
		cmocka_unit_test(hashes),     cmocka_unit_test(versions),
		cmocka_unit_test(addresses),  cmocka_unit_test(licences),
		cmocka_unit_test(references), cmocka_unit_test(paths),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
