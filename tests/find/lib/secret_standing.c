/* SPDX-License-Identifier: Apache-2.0 */
#include "find/lib/secret_standing.h"

#include "check.h"

static void check(const char *path, enum secret_standing standing, const char *package)
{
	struct str name;
	if (secret_standing_of_path(str_of(path), &name) != standing)
		fail_msg("%s", path);
	check_text(name, package);
}

static void test_data_of_dependencies(void **state)
{
	(void)state;
	check("app/node_modules/jwa/test/rsa.pem", SECRET_SAMPLE, "jwa");
	check("node_modules/@a/b/docs/x.md", SECRET_SAMPLE, "@a/b");
	check("node_modules/a/node_modules/b/README.md", SECRET_SAMPLE, "b");
	check("usr/lib/python3/site-packages/jwt/tests/keys/a.key", SECRET_SAMPLE, "jwt");
	check("go/pkg/mod/golang.org/x/crypto@v1/ssh/testdata/key", SECRET_SAMPLE, "golang.org");
	check("var/lib/gems/3.1.0/gems/jwt-2.1/spec/a.pem", SECRET_SAMPLE, "jwt-2.1");
	check("usr/local/go/src/crypto/tls/example_test.go", SECRET_SAMPLE, "go");
	check("usr/local/lib/python3.12/test/keycert.pem", SECRET_SAMPLE, "python");
	check("usr/share/doc/git/contrib/test.netrc", SECRET_SAMPLE, "git");
	check("node_modules/aws/apis/kms.examples.json", SECRET_SAMPLE, "aws");
}

static void what_is_ours(void **state)
{
	(void)state;
	check("app/test/id_rsa", SECRET_OURS, "");
	check("test/node_modules/a/config.js", SECRET_OURS, "");
	check("docs/node_modules/a/.env", SECRET_OURS, "");
	check("my_node_modules/a/test/key", SECRET_OURS, "");
	check("node_modules/test", SECRET_OURS, "");
	check("node_modules/@a/test", SECRET_OURS, "");
	check("node_modules//test/x", SECRET_OURS, "");
	check("usr/share/docs/test/x", SECRET_OURS, "");
	check("usr/local/go/bin/settings.env", SECRET_OURS, "");
	check("etc/test/README.md", SECRET_OURS, "");
	check("", SECRET_OURS, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_data_of_dependencies),
		cmocka_unit_test(what_is_ours),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
