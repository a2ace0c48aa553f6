/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Platforms: how images, kernels and people spell them, and which runs where.
 *
 * An image says "linux/arm64/v8", uname says "aarch64", people say either. Everything is brought to
 * the spelling of the OCI image specification (image-index.md, "platform": GOOS and GOARCH) before
 * it is compared. A variant is a level: an ARM v7 machine runs v6 and v5 images, an x86-64 v3
 * machine runs v2 and plain ones; never the other way round. A missing variant means the usual one:
 * v7 for arm, v8 for arm64, v1 for amd64.
 */
#include "model/image.h"

#include <sys/utsname.h>

/* Spellings of uname -m, of Debian and of rpm → GOARCH and variant. */
static const struct {
	const char *spelling, *arch, *variant;
} spellings[] = {
	{ "x86_64", "amd64", "" },
	{ "x86-64", "amd64", "" },
	{ "x64", "amd64", "" },
	{ "aarch64", "arm64", "" },
	{ "armv8", "arm64", "" },
	{ "armv8l", "arm", "v7" },
	{ "armv7l", "arm", "v7" },
	{ "armv7", "arm", "v7" },
	{ "armhf", "arm", "v7" },
	{ "armv6l", "arm", "v6" },
	{ "armv6", "arm", "v6" },
	{ "armel", "arm", "v6" },
	{ "armv5l", "arm", "v5" },
	{ "armv5tel", "arm", "v5" },
	{ "i386", "386", "" },
	{ "i486", "386", "" },
	{ "i586", "386", "" },
	{ "i686", "386", "" },
	{ "x86", "386", "" },
	{ "ppc64el", "ppc64le", "" },
	{ "loongarch64", "loong64", "" },
	{ "mips64el", "mips64le", "" },
	{ "mipsel", "mipsle", "" },
};

struct str platform_text(struct arena *a, const struct platform *p)
{
	const struct str parts[] = { p->os, p->arch, p->variant };
	struct str text = STR("");
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		if (!parts[i].n || str_is(parts[i], "unknown"))
			continue;
		text = str_printf(a, "%.*s%s%.*s", STRF(text), text.n ? "/" : "", STRF(parts[i]));
	}
	return text;
}

/* The words that stand in the documents of the specification: nothing else is worth a copy. */
static bool is_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_alnum(s.p[i]) && !strchr("._-", s.p[i]))
			return false;
	return s.n > 0 && s.n <= 64;
}

bool platform_parse(struct arena *a, struct str text, struct platform *out)
{
	struct str os, arch, variant;
	if (!str_cut(text, '/', &os, &arch))
		return false;
	bool has_variant = str_cut(arch, '/', &arch, &variant);
	if (!is_word(os) || !is_word(arch) || (has_variant && !is_word(variant)))
		return false;

	struct platform p = { .os = str_lower(a, os), .arch = str_lower(a, arch) };
	if (has_variant)
		p.variant = str_lower(a, variant);
	if (str_is(p.os, "macos"))
		p.os = STR("darwin");
	for (size_t i = 0; i < ARRAY_LEN(spellings); i++) {
		if (!str_is(p.arch, spellings[i].spelling))
			continue;
		p.arch = str_of(spellings[i].arch);
		if (!has_variant)
			p.variant = str_of(spellings[i].variant);
		break;
	}
	/* "arm/7" and "arm64/8" are how some builders' flags spell it. */
	if (p.variant.n == 1 && char_is_digit(p.variant.p[0]))
		p.variant = str_printf(a, "v%.*s", STRF(p.variant));
	*out = p;
	return true;
}

/* "v7" → 7; 0 when it is not of that form. */
static uint64_t level(struct str arch, struct str variant)
{
	uint64_t n;
	if (variant.n > 1 && variant.p[0] == 'v' && str_u64(str_from(variant, 1), 99, &n))
		return n;
	if (variant.n)
		return 0;
	if (str_is(arch, "arm"))
		return 7;
	if (str_is(arch, "arm64"))
		return 8;
	return str_is(arch, "amd64") ? 1 : 0;
}

bool platform_matches(const struct platform *want, const struct platform *have)
{
	if (!str_eq(want->os, have->os) || !str_eq(want->arch, have->arch))
		return false;
	if (!want->variant.n || str_eq(want->variant, have->variant))
		return true;
	uint64_t w = level(want->arch, want->variant), h = level(have->arch, have->variant);
	return w && h && h <= w;
}

struct platform platform_here(void)
{
	struct platform p = { .os = STR("linux"), .assumed = true };
	struct utsname u;
	if (uname(&u) != 0)
		return p;
	struct str machine = str_of(u.machine);
	/* Only words of static storage may leave here; a machine not in the table keeps Go's name. */
	static const char *const same[] = {
		"s390x", "ppc64le", "riscv64", "ppc64", "mips64", "mips"
	};
	for (size_t i = 0; i < ARRAY_LEN(spellings); i++)
		if (str_is(machine, spellings[i].spelling)) {
			p.arch = str_of(spellings[i].arch);
			p.variant = str_of(spellings[i].variant);
			return p;
		}
	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		if (str_is(machine, same[i]))
			p.arch = str_of(same[i]);
	return p;
}
