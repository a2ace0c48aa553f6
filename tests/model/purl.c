/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "model/purl.h"

struct sample {
	const char *os_id, *version_id, *codename;
	enum package_kind kind;
	const char *name, *version, *arch, *source, *source_version;
	const char *want;
};

static void check_sample(const struct sample *s)
{
	OWNED(report_freep) struct report *r = report_new();
	r->os.id = str_of(s->os_id);
	r->os.version_id = str_of(s->version_id);
	r->os.codename = str_of(s->codename);
	r->os.ecosystem = ecosystem_of_os(r->os.id);
	struct package p = {
		.kind = (uint8_t)s->kind,
		.name = sym_of(r->syms, str_of(s->name)),
		.version = sym_of(r->syms, str_of(s->version)),
		.arch = sym_of(r->syms, str_of(s->arch)),
		.source_name = sym_of(r->syms, str_of(s->source)),
		.source_version = sym_of(r->syms, str_of(s->source_version)),
	};
	check_text(purl_of(r->arena, r, &p), s->want);
}

static void purls(void **state)
{
	(void)state;
	static const struct sample samples[] = {
		{ "debian", "12", "bookworm", PACKAGE_DEB, "curl", "7.88.1-10", "amd64", "curl",
		  "7.88.1-10", "pkg:deb/debian/curl@7.88.1-10?arch=amd64&distro=debian-12" },
		{ "debian", "12", "", PACKAGE_DEB, "liblzma5", "5.4.1-0.2", "amd64", "xz-utils",
		  "5.4.1-0.2",
		  "pkg:deb/debian/liblzma5@5.4.1-0.2?arch=amd64&distro=debian-12&upstream=xz-utils" },
		{ "debian", "12", "", PACKAGE_DEB, "libstdc++6", "12.2.0-14", "arm64", "gcc-12",
		  "12.2.0-14+x",
		  "pkg:deb/debian/libstdc%2B%2B6@12.2.0-14?arch=arm64&distro=debian-12"
		  "&upstream=gcc-12%4012.2.0-14%2Bx" },
		{ "debian", "12", "", PACKAGE_DEB, "attr", "1:2.4.47~rc1-2+b1", "", "", "",
		  "pkg:deb/debian/attr@1:2.4.47~rc1-2%2Bb1?distro=debian-12" },
		/* the same source name with another version is worth saying */
		{ "debian", "12", "", PACKAGE_DEB, "x", "1+b1", "", "x", "1",
		  "pkg:deb/debian/x@1%2Bb1?distro=debian-12&upstream=x%401" },
		{ "alpine", "3.20.3", "", PACKAGE_APK, "musl", "1.2.5-r0", "x86_64", "musl",
		  "1.2.5-r0", "pkg:apk/alpine/musl@1.2.5-r0?arch=x86_64&distro=alpine-3.20.3" },
		{ "debian", "", "trixie", PACKAGE_DEB, "a", "1", "", "", "",
		  "pkg:deb/debian/a@1?distro=debian-trixie" },
		{ "debian", "", "", PACKAGE_DEB, "a", "1", "", "", "",
		  "pkg:deb/debian/a@1?distro=debian" },
		{ "raspbian", "11", "", PACKAGE_DEB, "a", "1", "", "", "",
		  "pkg:deb/raspbian/a@1?distro=raspbian-11" },
		{ "", "", "", PACKAGE_DEB, "a", "1", "", "", "", "pkg:deb/a@1" },
		{ "debian", "12", "", PACKAGE_DEB, "UPPER", "", "", "", "",
		  "pkg:deb/debian/upper?distro=debian-12" },
		/* a name must not end its part, start a query or hide in one */
		{ "a/b?", "1&2", "", PACKAGE_DEB, "../x@1?y#z%41 \n\x01", "\xff=\xe4\xb8\xad",
		  "a&b", "", "",
		  "pkg:deb/a%2Fb%3F/..%2Fx%401%3Fy%23z%2541%20%0A%01@%FF%3D%E4%B8%AD"
		  "?arch=a%26b&distro=a%2Fb%3F-1%262" },
	};
	for (size_t i = 0; i < ARRAY_LEN(samples); i++)
		check_sample(&samples[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(purls) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
