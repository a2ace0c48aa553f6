/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Official images by name, and what their tags say about the distribution inside.
 *
 * Repairs need it: `SHELL ["/bin/bash", …]` breaks a build where bash is missing, `wget --progress` breaks one where
 * wget is busybox's. The names are those of the official images and of the vendors' own registries; a mirror's
 * registry in front does not matter, a user's repository of the same name does. An unknown image gives no answer.
 */
#include "find/dockerfile/lib/family.h"

struct known_image {
	const char *name; /* the last component of the repository */
	enum family family;
	bool bash, root;
};

static const struct known_image images[] = {
	{ "debian", FAMILY_DEBIAN, true, true },
	{ "ubuntu", FAMILY_DEBIAN, true, true },
	{ "buildpack-deps", FAMILY_DEBIAN, true, true },
	{ "alpine", FAMILY_ALPINE, false, true },
	{ "fedora", FAMILY_RPM, true, true },
	{ "centos", FAMILY_RPM, true, true },
	{ "rockylinux", FAMILY_RPM, true, true },
	{ "almalinux", FAMILY_RPM, true, true },
	{ "amazonlinux", FAMILY_RPM, true, true },
	{ "oraclelinux", FAMILY_RPM, true, true },
	{ "ubi", FAMILY_RPM, true, true },
	{ "ubi-minimal", FAMILY_RPM, true, true },
	{ "leap", FAMILY_RPM, true, true },
	{ "tumbleweed", FAMILY_RPM, true, true },
	{ "archlinux", FAMILY_ARCH, true, true },
	/* Debian unless their tag says Alpine */
	{ "node", FAMILY_DEBIAN, true, true },
	{ "python", FAMILY_DEBIAN, true, true },
	{ "ruby", FAMILY_DEBIAN, true, true },
	{ "golang", FAMILY_DEBIAN, true, true },
	{ "rust", FAMILY_DEBIAN, true, true },
	{ "php", FAMILY_DEBIAN, true, true },
	{ "perl", FAMILY_DEBIAN, true, true },
	{ "gcc", FAMILY_DEBIAN, true, true },
	{ "nginx", FAMILY_DEBIAN, true, true },
	{ "httpd", FAMILY_DEBIAN, true, true },
	{ "postgres", FAMILY_DEBIAN, true, true },
	{ "redis", FAMILY_DEBIAN, true, true },
	{ "mariadb", FAMILY_DEBIAN, true, true },
	{ "mongo", FAMILY_DEBIAN, true, true },
	{ "tomcat", FAMILY_DEBIAN, true, true },
	{ "maven", FAMILY_DEBIAN, true, true },
	{ "gradle", FAMILY_DEBIAN, true, true },
	{ "eclipse-temurin", FAMILY_DEBIAN, true, true },
	{ "composer", FAMILY_ALPINE, true, true },
	{ "haproxy", FAMILY_DEBIAN, true, false },
};

/* Organisations whose images are what their name says. */
static bool is_official(const struct df_reference *r)
{
	static const char *const owners[] = {
		"library/",   "ubi8/",	      "ubi9/",		 "ubi10/",   "redhat/",
		"opensuse/",  "centos/",      "amd64/",		 "arm64v8/", "rockylinux/",
		"almalinux/", "amazonlinux/", "docker/library/", NULL,
	};
	if (str_eq(r->repository, r->name))
		return true;
	for (size_t n = 0; owners[n]; n++)
		if (str_starts(r->repository, str_of(owners[n])))
			return true;
	return false;
}

/* RHEL's numbered names: ubi8, ubi9-minimal. */
static struct str plain_name(struct str name)
{
	static const struct str plain[] = { STR_INIT("ubi"), STR_INIT("ubi-minimal") };
	if (str_starts(name, STR("ubi")) && name.n > 3 && char_is_digit(name.p[3]))
		return str_ends(name, STR("-minimal")) ? plain[1] : plain[0];
	return name;
}

static bool tag_has(const struct df_reference *r, const char *word)
{
	return str_has(r->tag, str_of(word));
}

struct base_image base_image_of(const struct df_build *b, uint32_t stage)
{
	struct base_image out = { 0 };
	/* long chains are hostile ones: each RUN asks */
	for (unsigned n = 0; stage < b->stages.n && b->stages.p[stage].parent < stage; n++) {
		if (n == 64)
			return out;
		stage = b->stages.p[stage].parent;
	}
	if (stage >= b->stages.n || b->stages.p[stage].scratch)
		return out;
	const struct df_reference *r = &b->stages.p[stage].reference;
	if (r->unknown || !is_official(r) || tag_has(r, "windows") || tag_has(r, "nanoserver") ||
	    tag_has(r, "micro"))
		return out;
	struct str name = plain_name(r->name);
	for (size_t n = 0; n < ARRAY_LEN(images); n++) {
		const struct known_image *k = &images[n];
		if (!str_is(name, k->name))
			continue;
		out = (struct base_image){ k->family, k->bash, k->root };
		if (tag_has(r, "alpine"))
			out = (struct base_image){ FAMILY_ALPINE, false, k->root };
		/* java images come on several distributions; only these two tags are certain of bash */
		else if (tag_has(r, "ubi") || tag_has(r, "oracle") || tag_has(r, "amazoncorretto"))
			out.family = FAMILY_RPM;
		return out;
	}
	return out;
}
