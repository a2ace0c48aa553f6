/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "model/purl.h"

struct sample {
	const char *url, *type, *namespace, *name, *version, *subpath; /* type NULL: refused */
};

static void parts(void **state)
{
	static const struct sample samples[] = {
		{ "pkg:deb/debian/curl@7.88.1-10%2Bdeb12u4?arch=amd64", "deb", "debian", "curl",
		  "7.88.1-10+deb12u4", "" },
		{ "pkg:deb/debian/curl@1:7.50.3-1", "deb", "debian", "curl", "1:7.50.3-1", "" },
		{ "pkg:DEB/Debian/Curl", "deb", "debian", "curl", "", "" },
		{ "pkg://npm//%40angular/animation@12.3.1", "npm", "@angular", "animation",
		  "12.3.1", "" },
		{ "pkg:npm/@angular/animation", "npm", "@angular", "animation", "", "" },
		{ "pkg:npm/@angular/animation@1", "npm", "@angular", "animation", "1", "" },
		{ "pkg:golang/google.golang.org/genproto@abc#googleapis/api/", "golang",
		  "google.golang.org", "genproto", "abc", "googleapis/api" },
		{ "pkg:maven/org.Apache/Commons@1?type=jar", "maven", "org.Apache", "Commons", "1",
		  "" },
		{ "pkg:pypi/Django_Allauth@1", "pypi", "", "django-allauth", "1", "" },
		{ "pkg:oci/a@sha256:00", "oci", "", "a", "sha256:00", "" },
		{ "pkg:oci/a@sha256%3A00", "oci", "", "a", "sha256:00", "" },
		{ " pkg:apk/wolfi/git ", "apk", "wolfi", "git", "", "" },
		{ "pkg:npm/a@", "npm", "", "a", "", "" },
		{ "", NULL, NULL, NULL, NULL, NULL },
		{ "curl", NULL, NULL, NULL, NULL, NULL },
		{ "pkg:", NULL, NULL, NULL, NULL, NULL },
		{ "pkg:deb", NULL, NULL, NULL, NULL, NULL },
		{ "pkg:deb/", NULL, NULL, NULL, NULL, NULL },
		{ "pkg:d_b/a", NULL, NULL, NULL, NULL, NULL },
		{ "pkg:3d/a", NULL, NULL, NULL, NULL, NULL },
		{ "pkg:deb/a%", NULL, NULL, NULL, NULL, NULL },
		{ "pkg:deb/a%2", NULL, NULL, NULL, NULL, NULL },
		{ "pkg:deb/a%zz", NULL, NULL, NULL, NULL, NULL },
		{ "pkg:deb/a?x=1&X=2", NULL, NULL, NULL, NULL, NULL },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		const struct sample *s = &samples[i];
		struct purl p;
		bool parsed = purl_parse(a, str_of(s->url), &p);
		if (parsed != (s->type != NULL))
			print_error("%s\n", s->url);
		assert_int_equal(parsed, s->type != NULL);
		if (!parsed)
			continue;
		check_text(p.type, s->type);
		check_text(p.namespace, s->namespace);
		check_text(p.name, s->name);
		check_text(p.version, s->version);
		check_text(p.subpath, s->subpath);
	}
}

static void qualifiers(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct purl p;
	assert_true(purl_parse(a, STR("pkg:rpm/a?Arch=x86_64&epoch=1&empty=&url=a%2Fb%26c#s"), &p));
	assert_int_equal(p.qualifiers.n, 3);
	check_text(purl_qualifier(&p, STR("arch")), "x86_64");
	check_text(purl_qualifier(&p, STR("url")), "a/b&c");
	check_text(purl_qualifier(&p, STR("empty")), "");
	struct str many = STR("pkg:rpm/a?q=1");
	for (unsigned i = 0; i < 40; i++)
		many = str_printf(a, "%.*s&q%u=1", STRF(many), i);
	assert_false(purl_parse(a, many, &p));
	check_text(purl_encode(a, STR("a/b @1:2+~"), false), "a%2Fb%20%401:2%2B~");
	check_text(purl_encode(a, STR("a/b"), true), "a/b");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(parts), cmocka_unit_test(qualifiers) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
