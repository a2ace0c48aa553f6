/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of ecosystems, and the spelling of releases and names in each.
 *
 * Three sides name a release differently, and must meet in one key: advisories ("Alpine:v3.20",
 * "Ubuntu:22.04:LTS", "SUSE:Linux Enterprise Server 15 SP5"), os-release(5) ("3.20.3", "22.04",
 * "15.5"), and the database. The key is the shortest text that both others can be cut down to.
 *
 * Must stay true: what cannot be cut down to a known form is kept as a key of its own. Two releases
 * are never merged by guessing. So "Ubuntu:Pro:14.04:LTS" is not "14.04": its fixes come from
 * another archive, and an ordinary image cannot install them.
 *
 * Ecosystem names: the OSV schema, "affected[].package.ecosystem". Package URL types: purl-spec.
 */
#include "model/ecosystem.h"

#define DISTRO(NAME, TYPE, NAMESPACE, SCHEME, OS, RELEASE) \
	{                                                  \
		NAME, TYPE, NAMESPACE, SCHEME, OS, RELEASE \
	}
#define REGISTRY(NAME, TYPE, SCHEME)                  \
	{                                             \
		NAME, TYPE, NULL, SCHEME, NULL, false \
	}

static const struct ecosystem_info infos[ECOSYSTEM_COUNT_] = {
	[ECOSYSTEM_NONE] = REGISTRY("", "generic", NULL),
	[ECOSYSTEM_ALPINE] = DISTRO("Alpine", "apk", "alpine", "apk", "alpine", true),
	[ECOSYSTEM_DEBIAN] = DISTRO("Debian", "deb", "debian", "deb", "debian", true),
	[ECOSYSTEM_UBUNTU] = DISTRO("Ubuntu", "deb", "ubuntu", "deb", "ubuntu", true),
	[ECOSYSTEM_WOLFI] = DISTRO("Wolfi", "apk", "wolfi", "apk", "wolfi", false),
	[ECOSYSTEM_CHAINGUARD] =
		DISTRO("Chainguard", "apk", "chainguard", "apk", "chainguard", false),
	[ECOSYSTEM_ALPAQUITA] = DISTRO("Alpaquita", "apk", "alpaquita", "apk", "alpaquita", true),
	[ECOSYSTEM_BELLSOFT_HARDENED] =
		DISTRO("BellSoft Hardened Containers", "apk", "bellsoft-hardened-containers", "apk",
		       "bellsoft-hardened-containers", true),
	[ECOSYSTEM_MINIMOS] = DISTRO("MinimOS", "apk", "minimos", "apk", "minimos", false),
	[ECOSYSTEM_ALMALINUX] = DISTRO("AlmaLinux", "rpm", "almalinux", "rpm", "almalinux", true),
	[ECOSYSTEM_ROCKY] = DISTRO("Rocky Linux", "rpm", "rocky", "rpm", "rocky", true),
	[ECOSYSTEM_REDHAT] = DISTRO("Red Hat", "rpm", "redhat", "rpm", "rhel", true),
	[ECOSYSTEM_SUSE] = DISTRO("SUSE", "rpm", "suse", "rpm", "sles", true),
	[ECOSYSTEM_OPENSUSE] = DISTRO("openSUSE", "rpm", "opensuse", "rpm", "opensuse-leap", true),
	[ECOSYSTEM_AZURE] = DISTRO("Azure Linux", "rpm", "azurelinux", "rpm", "azurelinux", true),
	[ECOSYSTEM_MAGEIA] = DISTRO("Mageia", "rpm", "mageia", "rpm", "mageia", true),
	[ECOSYSTEM_OPENEULER] = DISTRO("openEuler", "rpm", "openeuler", "rpm", "openeuler", true),
	[ECOSYSTEM_ECHO] = DISTRO("Echo", "deb", "echo", "deb", "echo", false),
	[ECOSYSTEM_NPM] = REGISTRY("npm", "npm", "npm"),
	[ECOSYSTEM_PYPI] = REGISTRY("PyPI", "pypi", "pep440"),
	[ECOSYSTEM_GO] = REGISTRY("Go", "golang", "go"),
	[ECOSYSTEM_CRATES] = REGISTRY("crates.io", "cargo", "semver"),
	[ECOSYSTEM_MAVEN] = REGISTRY("Maven", "maven", "maven"),
	[ECOSYSTEM_NUGET] = REGISTRY("NuGet", "nuget", "nuget"),
	[ECOSYSTEM_RUBYGEMS] = REGISTRY("RubyGems", "gem", "gem"),
	[ECOSYSTEM_PACKAGIST] = REGISTRY("Packagist", "composer", "composer"),
	[ECOSYSTEM_HEX] = REGISTRY("Hex", "hex", "semver"),
	[ECOSYSTEM_PUB] = REGISTRY("Pub", "pub", "pub"),
	[ECOSYSTEM_HACKAGE] = REGISTRY("Hackage", "hackage", "hackage"),
	[ECOSYSTEM_GHC] = REGISTRY("GHC", "generic", "hackage"),
	[ECOSYSTEM_CRAN] = REGISTRY("CRAN", "cran", "cran"),
	[ECOSYSTEM_JULIA] = REGISTRY("Julia", "julia", "semver"),
	[ECOSYSTEM_BITNAMI] = REGISTRY("Bitnami", "bitnami", "semver"),
	[ECOSYSTEM_KUBERNETES] = REGISTRY("Kubernetes", "generic", "semver"),
	[ECOSYSTEM_CONAN] = REGISTRY("ConanCenter", "conan", NULL),
	[ECOSYSTEM_SWIFT] = REGISTRY("SwiftURL", "swift", "semver"),
	[ECOSYSTEM_ACTIONS] = REGISTRY("GitHub Actions", "githubactions", NULL),
};

/* Identifiers that share the advisories of another one. */
static const struct {
	const char *os_id;
	enum ecosystem ecosystem;
} cousins[] = {
	{ "centos", ECOSYSTEM_REDHAT },	    { "redhat", ECOSYSTEM_REDHAT },
	{ "sled", ECOSYSTEM_SUSE },	    { "sles_sap", ECOSYSTEM_SUSE },
	{ "opensuse", ECOSYSTEM_OPENSUSE }, { "opensuse-tumbleweed", ECOSYSTEM_OPENSUSE },
	{ "mariner", ECOSYSTEM_AZURE },
};

const struct ecosystem_info *ecosystem_info(enum ecosystem e)
{
	return &infos[(unsigned)e < ECOSYSTEM_COUNT_ ? e : ECOSYSTEM_NONE];
}

enum ecosystem ecosystem_of_os(struct str os_id)
{
	for (unsigned i = 0; i < ECOSYSTEM_COUNT_; i++)
		if (infos[i].os_id && str_eq_nocase(os_id, str_of(infos[i].os_id)))
			return (enum ecosystem)i;
	for (size_t i = 0; i < ARRAY_LEN(cousins); i++)
		if (str_eq_nocase(os_id, str_of(cousins[i].os_id)))
			return cousins[i].ecosystem;
	return ECOSYSTEM_NONE;
}

/* The first `parts` components between full stops. */
static struct str components(struct str s, unsigned parts)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '.' && --parts == 0)
			return str_slice(s, 0, i);
	return s;
}

static bool starts_with_digit(struct str s)
{
	return s.n && char_is_digit(s.p[0]);
}

static struct str alpine_release(struct str version)
{
	if (version.n > 1 && version.p[0] == 'v' && char_is_digit(version.p[1]))
		version = str_from(version, 1);
	/* Alpine edge calls itself by the release to come: "3.21.0_alpha20240807". */
	if (str_has(version, STR("_alpha")))
		return STR("edge");
	return starts_with_digit(version) ? components(version, 2) : version;
}

struct str ecosystem_release(enum ecosystem e, struct str version_id)
{
	struct str v = str_trim(version_id);
	uint64_t date;
	if (!ecosystem_info(e)->has_release)
		return STR("");
	switch ((unsigned)e) {
	case ECOSYSTEM_ALPINE:
		return alpine_release(v);
	case ECOSYSTEM_DEBIAN:
	case ECOSYSTEM_ALMALINUX:
	case ECOSYSTEM_ROCKY:
	case ECOSYSTEM_REDHAT:
	case ECOSYSTEM_AZURE:
	case ECOSYSTEM_MAGEIA:
	case ECOSYSTEM_ALPAQUITA:
	case ECOSYSTEM_BELLSOFT_HARDENED:
		return starts_with_digit(v) ? components(v, 1) : v;
	case ECOSYSTEM_OPENSUSE:
		/* Tumbleweed has the day of its snapshot for a version. */
		return v.n == 8 && str_u64(v, UINT64_MAX, &date) ? STR("") : v;
	default:
		return v;
	}
}

static bool starts_nocase(struct str s, const char *prefix)
{
	return str_eq_nocase(str_slice(s, 0, strlen(prefix)), str_of(prefix));
}

/*
 * "Linux Enterprise Server 15 SP5" → "15.5", the same for modules of the server. "Server for SAP
 * Applications 12", "Server 15 SP3-LTSS" and the like are other subscriptions and stay as they are.
 */
static struct str suse_release(struct arena *a, struct str text)
{
	static const char server[] = "Linux Enterprise Server ";
	struct str rest = STR(""), major, pack;
	if (starts_nocase(text, server)) {
		rest = str_from(text, strlen(server));
	} else if (starts_nocase(text, "Linux Enterprise Module for ")) {
		size_t at = 0;
		while (at < text.n &&
		       !(text.p[at] == ' ' && at + 1 < text.n && char_is_digit(text.p[at + 1])))
			at++;
		rest = str_from(text, at + 1);
	}
	bool has_pack = str_cut(rest, ' ', &major, &pack);
	uint64_t number;
	if (!str_u64(major, 99, &number))
		return text;
	if (!has_pack)
		return major;
	if (!starts_nocase(pack, "SP") || !str_u64(str_from(pack, 2), 99, &number))
		return text;
	return str_printf(a, "%.*s.%.*s", STRF(major), STRF(str_from(pack, 2)));
}

/* The canonical release of the text behind "Ecosystem:". */
static struct str advisory_release(struct arena *a, enum ecosystem e, struct str text)
{
	struct str rest;
	switch ((unsigned)e) {
	case ECOSYSTEM_UBUNTU:
		if (text.n > 4 && str_eq_nocase(str_from(text, text.n - 4), STR(":LTS")))
			text.n -= 4;
		return text;
	case ECOSYSTEM_REDHAT:
		/* A CPE without its head: "enterprise_linux:9::baseos"; "rhel_eus:…" stays apart. */
		if (str_cut(text, ':', &rest, &text) && !str_is(rest, "enterprise_linux"))
			return str_make(rest.p, rest.n + 1 + text.n);
		if (text.n == 0)
			text = rest;
		str_cut(text, ':', &text, NULL);
		return ecosystem_release(e, text);
	case ECOSYSTEM_SUSE:
		return suse_release(a, text);
	case ECOSYSTEM_OPENSUSE:
		if (str_eq_nocase(text, STR("Tumbleweed")))
			return STR("");
		return starts_nocase(text, "Leap ") && starts_with_digit(str_from(text, 5))
			       ? str_from(text, 5)
			       : text;
	case ECOSYSTEM_OPENEULER:
		if (text.n > 4 && str_eq_nocase(str_from(text, text.n - 4), STR("-LTS")))
			text.n -= 4;
		return text;
	default:
		return ecosystem_release(e, text);
	}
}

bool ecosystem_parse(struct arena *a, struct str text, enum ecosystem *out, struct str *release)
{
	struct str name, rest;
	str_cut(str_trim(text), ':', &name, &rest);
	for (unsigned i = ECOSYSTEM_NONE + 1; i < ECOSYSTEM_COUNT_; i++) {
		if (!str_eq_nocase(name, str_of(infos[i].name)))
			continue;
		*out = (enum ecosystem)i;
		*release = rest.n && infos[i].has_release
				   ? advisory_release(a, (enum ecosystem)i, rest)
				   : STR("");
		return true;
	}
	return false;
}

/* PEP 503: lower case, and runs of '-', '_' and '.' are one '-'. */
static struct str pypi_name(struct arena *a, struct str name)
{
	char *to = arena_bytes(a, name.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		if (c == '-' || c == '_' || c == '.') {
			if (n == 0 || to[n - 1] != '-')
				to[n++] = '-';
		} else {
			to[n++] = char_lower(c);
		}
	}
	return str_make(to, n);
}

static bool has_upper(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (char_lower(s.p[i]) != s.p[i])
			return true;
	return false;
}

static bool pypi_differs(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '_' || s.p[i] == '.' || (i && s.p[i] == '-' && s.p[i - 1] == '-'))
			return true;
	return has_upper(s);
}

struct str ecosystem_name(struct arena *a, enum ecosystem e, struct str name)
{
	switch ((unsigned)e) {
	case ECOSYSTEM_PYPI:
		return pypi_differs(name) ? pypi_name(a, name) : name;
	case ECOSYSTEM_NUGET:
	case ECOSYSTEM_PACKAGIST:
	case ECOSYSTEM_ACTIONS:
		return has_upper(name) ? str_lower(a, name) : name;
	default:
		return name;
	}
}
