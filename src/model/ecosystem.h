/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a package comes from: which advisories speak of it, which version order it follows, how its
 * name is spelled.
 *
 * An ecosystem and a release ("12", "3.20", "22.04"; empty for language registries) name one
 * partition of the database.
 */
#pragma once

#include "base/str.h"

enum ecosystem {
	ECOSYSTEM_NONE,
	/* distributions: advisories name the source package, per release */
	ECOSYSTEM_ALPINE,
	ECOSYSTEM_DEBIAN,
	ECOSYSTEM_UBUNTU,
	ECOSYSTEM_WOLFI,
	ECOSYSTEM_CHAINGUARD,
	ECOSYSTEM_ALPAQUITA, /* BellSoft */
	ECOSYSTEM_BELLSOFT_HARDENED,
	ECOSYSTEM_MINIMOS,
	ECOSYSTEM_ALMALINUX,
	ECOSYSTEM_ROCKY,
	ECOSYSTEM_REDHAT,
	ECOSYSTEM_SUSE,
	ECOSYSTEM_OPENSUSE,
	ECOSYSTEM_AZURE,
	ECOSYSTEM_MAGEIA,
	ECOSYSTEM_OPENEULER,
	ECOSYSTEM_ECHO,
	/* language registries and the like: one partition each */
	ECOSYSTEM_NPM,
	ECOSYSTEM_PYPI,
	ECOSYSTEM_GO,
	ECOSYSTEM_CRATES,
	ECOSYSTEM_MAVEN,
	ECOSYSTEM_NUGET,
	ECOSYSTEM_RUBYGEMS,
	ECOSYSTEM_PACKAGIST,
	ECOSYSTEM_HEX,
	ECOSYSTEM_PUB,
	ECOSYSTEM_HACKAGE,
	ECOSYSTEM_GHC,
	ECOSYSTEM_CRAN,
	ECOSYSTEM_JULIA,
	ECOSYSTEM_BITNAMI,
	ECOSYSTEM_KUBERNETES,
	ECOSYSTEM_CONAN,
	ECOSYSTEM_SWIFT,
	ECOSYSTEM_ACTIONS,
	ECOSYSTEM_COUNT_,
};

struct ecosystem_info {
	const char *name;      /* as OSV spells it: "Debian", "npm", "crates.io" */
	const char *purl_type; /* package URL type: "deb", "npm", "cargo" */
	const char
		*purl_namespace; /* fixed namespace of a distribution ("debian"), NULL for none */
	const char *
		scheme; /* file name in judge/version/; NULL when no order of ours fits: never compared */
	const char *os_id; /* ID of os-release(5) for a distribution, NULL for a registry */
	bool has_release;
};

/* Never NULL; ECOSYSTEM_NONE for a number out of range. */
const struct ecosystem_info *ecosystem_info(enum ecosystem e);

/*
 * Reads OSV's "Debian:12", "Alpine:v3.20", "Ubuntu:22.04:LTS", "npm", any case. *release is the
 * canonical release: the part this project keys by ("12", "3.20", "22.04"), empty when the text
 * names none; it is allocated in `a` only when it had to change. False for an unknown ecosystem.
 */
bool ecosystem_parse(struct arena *a, struct str text, enum ecosystem *out, struct str *release);

/* By os-release ID ("debian", "alpine"); ECOSYSTEM_NONE when no advisories are known for it. */
enum ecosystem ecosystem_of_os(struct str os_id);

/*
 * The release an os-release VERSION_ID is looked up under: Alpine "3.20.3" → "3.20" (also "edge"),
 * Debian "12.5" → "12", Ubuntu "22.04" as it is, rolling ones "". Points into version_id or is a
 * constant.
 */
struct str ecosystem_release(enum ecosystem e, struct str version_id);

/*
 * The name as advisories spell it: PyPI by PEP 503; NuGet, Packagist and GitHub Actions, whose
 * registries ignore case, in lower case; unchanged otherwise (npm and Go distinguish case). In `a`
 * only when it had to change.
 */
struct str ecosystem_name(struct arena *a, enum ecosystem e, struct str name);
