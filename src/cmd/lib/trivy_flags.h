/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every flag of a Trivy-style command line, once. A row is also an environment variable (TRIVY_ and the
 * name in capitals, _ for -), a key of trivy.yaml, a line of `seaworthy help trivy` and one of the
 * default configuration.
 *
 * What differs from Trivy and why: docs/design/005-trivy-command-lines.md.
 */
#pragma once

#include "base/opt.h"
#include "base/str.h"

enum trivy_kind {
	TRIVY_BOOL,
	TRIVY_TEXT,
	TRIVY_NUMBER, /* 0 to 255 */
	TRIVY_LIST,   /* repeatable, and split at commas */
};

enum trivy_fate {
	TRIVY_HONOURED,
	TRIVY_HARMLESS, /* accepted: it makes no difference to what is found; a note says so */
	TRIVY_REFUSED, /* the result would not be what was asked for: `help` says what to do instead */
};

/* Behind --key: a row without one is of this program alone, and has no variable. */
#define TRIVY_FLAGS_HONOURED(X)                                                                    \
	/* what is written */                                                                      \
	X(FORMAT, 'f', "format", TEXT, HONOURED, "format", "table",                                \
	  "table, json, template, sarif, github, cosign-vuln, or another format of scan")          \
	X(TEMPLATE, 't', "template", TEXT, HONOURED, "template", "",                               \
	  "with --format template: @…/html.tpl, junit.tpl, gitlab.tpl, gitlab-codequality.tpl, " \
	  "asff.tpl; written by this program, there is no template engine")                        \
	X(OUTPUT, 'o', "output", TEXT, HONOURED, "output", "", "file instead of standard output")  \
	X(SEVERITY, 's', "severity", LIST, HONOURED, "severity",                                   \
	  "UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL",                                                      \
	  "only these are reported and count; how many are left out is said")                      \
	X(LIST_ALL_PKGS, 0, "list-all-pkgs", BOOL, HONOURED, "list-all-pkgs", "true",              \
	  "formats for machines always list the packages")                                         \
	X(SHOW_SUPPRESSED, 0, "show-suppressed", BOOL, HONOURED, "scan.show-suppressed", "false",  \
	  "what is ignored is always told apart, with who and why")                                \
	/* what counts */                                                                          \
	X(EXIT_CODE, 0, "exit-code", NUMBER, HONOURED, "exit-code", "0",                           \
	  "exit code when anything that is reported is left; makes the command a gate")            \
	X(EXIT_ON_EOL, 0, "exit-on-eol", NUMBER, HONOURED, "exit-on-eol", "0",                     \
	  "exit code when the distribution is past its end of life")                               \
	X(EXIT_ON_GAPS, 0, "exit-on-gaps", NUMBER, HONOURED, "exit-on-gaps", "",                   \
	  "exit code when something could not be read or judged: 3 with --exit-code, else 0; not " \
	  "of Trivy")                                                                              \
	X(IGNORE_UNFIXED, 0, "ignore-unfixed", BOOL, HONOURED, "vulnerability.ignore-unfixed",     \
	  "false", "leave out vulnerabilities without a fix")                                      \
	X(IGNORE_STATUS, 0, "ignore-status", LIST, HONOURED, "vulnerability.ignore-status", "",    \
	  "leave out vulnerabilities of these statuses: not_affected, affected, fixed, "           \
	  "under_investigation, will_not_fix, fix_deferred, end_of_life")                          \
	X(IGNOREFILE, 0, "ignorefile", TEXT, HONOURED, "ignorefile", ".trivyignore",               \
	  "what does not count; .trivyignore and .trivyignore.yaml are found by themselves")       \
	X(VEX, 0, "vex", LIST, HONOURED, "vulnerability.vex", "",                                  \
	  "OpenVEX, CSAF and CycloneDX files and folders; not repo, not oci")                      \
	X(SECRET_CONFIG, 0, "secret-config", TEXT, HONOURED, "secret.config", "trivy-secret.yaml", \
	  "rules and exceptions for secrets")                                                      \
	/* what is looked at */                                                                    \
	X(INPUT, 0, "input", TEXT, HONOURED, "image.input", "",                                    \
	  "an archive or folder instead of IMAGE; - is standard input")                            \
	X(SCANNERS, 0, "scanners", LIST, HONOURED, "scan.scanners", "vuln,secret",                 \
	  "vuln, secret; misconfig: the image's settings and leftovers; integrity: tampering; "    \
	  "license is not judged")                                                                 \
	X(IMAGE_CONFIG_SCANNERS, 0, "image-config-scanners", LIST, HONOURED,                       \
	  "image.image-config-scanners", "",                                                       \
	  "secrets in the configuration are always looked for; misconfig as in --scanners")        \
	X(PKG_TYPES, 0, "pkg-types", LIST, HONOURED, "pkg.types", "os,library",                    \
	  "vulnerabilities of which packages")                                                     \
	X(SKIP_DIRS, 0, "skip-dirs", LIST, HONOURED, "scan.skip-dirs", "",                         \
	  "leave out what is found below these folders (globs); how much is said")                 \
	X(SKIP_FILES, 0, "skip-files", LIST, HONOURED, "scan.skip-files", "",                      \
	  "leave out what is found in these files (globs)")                                        \
	X(PLATFORM, 0, "platform", TEXT, HONOURED, "image.platform", "", "os/arch[/variant]")      \
	X(IMAGE_SRC, 0, "image-src", LIST, HONOURED, "image.source",                               \
	  "docker,containerd,podman,remote",                                                       \
	  "docker and podman are asked by their sockets; containerd and remote are not")           \
	X(DOCKER_HOST, 0, "docker-host", TEXT, HONOURED, "image.docker.host", "",                  \
	  "unix socket of the Docker engine")                                                      \
	X(PODMAN_HOST, 0, "podman-host", TEXT, HONOURED, "image.podman.host", "",                  \
	  "unix socket of Podman")                                                                 \
	X(CACHE_DIR, 0, "cache-dir", TEXT, HONOURED, "cache.dir", "",                              \
	  "a seaworthy.db in it is the advisory database; nothing is written there")               \
	/* how it runs */                                                                          \
	X(CONFIG, 'c', "config", TEXT, HONOURED, NULL, "trivy.yaml",                               \
	  "configuration; TRIVY_CONFIG, too")                                                      \
	X(GENERATE_DEFAULT_CONFIG, 0, "generate-default-config", BOOL, HONOURED, NULL, "false",    \
	  "write trivy-default.yaml and end")                                                      \
	X(QUIET, 'q', "quiet", BOOL, HONOURED, "quiet", "false",                                   \
	  "no notes on standard error; gaps are said all the same")                                \
	X(DEBUG, 'd', "debug", BOOL, HONOURED, "debug", "false", "say everything")                 \
	X(NO_PROGRESS, 0, "no-progress", BOOL, HONOURED, "db.no-progress", "false",                \
	  "there is a progress line on a terminal only")                                           \
	X(PARALLEL, 0, "parallel", NUMBER, HONOURED, "scan.parallel", "",                          \
	  "worker threads; 0: one a processor")                                                    \
	X(OFFLINE_SCAN, 0, "offline-scan", BOOL, HONOURED, "scan.offline", "false",                \
	  "a scan never uses the network")                                                         \
	X(SKIP_DB_UPDATE, 0, "skip-db-update", BOOL, HONOURED, "db.skip-update", "false",          \
	  "a scan never updates the database: seaworthy db update does")                           \
	X(SKIP_JAVA_DB_UPDATE, 0, "skip-java-db-update", BOOL, HONOURED, "db.java-skip-update",    \
	  "false", "the same")                                                                     \
	X(SKIP_CHECK_UPDATE, 0, "skip-check-update", BOOL, HONOURED,                               \
	  "misconfiguration.skip-check-update", "false", "the same")                               \
	X(SKIP_VERSION_CHECK, 0, "skip-version-check", BOOL, HONOURED, NULL, "false",              \
	  "no other version is asked for")                                                         \
	X(DISABLE_TELEMETRY, 0, "disable-telemetry", BOOL, HONOURED, NULL, "false",                \
	  "there is none")                                                                         \
	X(DOWNLOAD_DB_ONLY, 0, "download-db-only", BOOL, HONOURED, "db.download-only", "false",    \
	  "runs seaworthy db update and ends")                                                     \
	X(DB, 0, "db", TEXT, HONOURED, NULL, "", "advisory database; not of Trivy")                \
	X(NOW, 0, "now", TEXT, HONOURED, NULL, "", "judge as of this time; not of Trivy")          \
	X(NO_SANDBOX, 0, "no-sandbox", BOOL, HONOURED, NULL, "false",                              \
	  "do not confine the process; not of Trivy")

#define TRIVY_FLAGS_HARMLESS(X)                                                                    \
	X(TIMEOUT, 0, "timeout", TEXT, HARMLESS, "timeout", "5m0s",                                \
	  "reading is local and bounded by the image's size")                                      \
	X(INSECURE, 0, "insecure", BOOL, HARMLESS, "insecure", "false", "no registry is asked")    \
	X(CACERT, 0, "cacert", TEXT, HARMLESS, "cacert", "", "no registry is asked")               \
	X(USERNAME, 0, "username", LIST, HARMLESS, "registry.username", "",                        \
	  "no registry is asked")                                                                  \
	X(PASSWORD, 0, "password", LIST, HARMLESS, "registry.password", "",                        \
	  "no registry is asked")                                                                  \
	X(PASSWORD_STDIN, 0, "password-stdin", BOOL, HARMLESS, "registry.password-stdin", "false", \
	  "no registry is asked")                                                                  \
	X(REGISTRY_TOKEN, 0, "registry-token", TEXT, HARMLESS, "registry.token", "",               \
	  "no registry is asked")                                                                  \
	X(MIRRORS, 0, "registry-mirrors", LIST, HARMLESS, "registry.mirrors", "",                  \
	  "no registry is asked")                                                                  \
	X(CACHE_BACKEND, 0, "cache-backend", TEXT, HARMLESS, "cache.backend", "fs",                \
	  "nothing is cached")                                                                     \
	X(CACHE_TTL, 0, "cache-ttl", TEXT, HARMLESS, "cache.ttl", "0s", "nothing is cached")       \
	X(CLEAR_CACHE, 0, "clear-cache", BOOL, HARMLESS, NULL, "false", "nothing is cached")       \
	X(RESET, 0, "reset", BOOL, HARMLESS, NULL, "false", "nothing is cached")                   \
	X(REDIS_TLS, 0, "redis-tls", BOOL, HARMLESS, "cache.redis.tls", "false",                   \
	  "nothing is cached")                                                                     \
	X(REDIS_CA, 0, "redis-ca", TEXT, HARMLESS, "cache.redis.ca", "", "nothing is cached")      \
	X(REDIS_CERT, 0, "redis-cert", TEXT, HARMLESS, "cache.redis.cert", "",                     \
	  "nothing is cached")                                                                     \
	X(REDIS_KEY, 0, "redis-key", TEXT, HARMLESS, "cache.redis.key", "", "nothing is cached")   \
	X(DB_REPOSITORY, 0, "db-repository", LIST, HARMLESS, "db.repository",                      \
	  "mirror.gcr.io/aquasec/trivy-db:2,ghcr.io/aquasecurity/trivy-db:2",                      \
	  "the database is built from the feeds: seaworthy db update")                             \
	X(JAVA_DB_REPOSITORY, 0, "java-db-repository", LIST, HARMLESS, "db.java-repository",       \
	  "mirror.gcr.io/aquasec/trivy-java-db:1,ghcr.io/aquasecurity/trivy-java-db:1",            \
	  "there is one database")                                                                 \
	X(DOWNLOAD_JAVA_DB_ONLY, 0, "download-java-db-only", BOOL, HARMLESS,                       \
	  "db.download-java-only", "false", "there is one database")                               \
	X(CHECKS_BUNDLE, 0, "checks-bundle-repository", TEXT, HARMLESS,                            \
	  "misconfiguration.checks-bundle-repository", "mirror.gcr.io/aquasec/trivy-checks:2",     \
	  "checks are compiled in")                                                                \
	X(MAX_IMAGE_SIZE, 0, "max-image-size", TEXT, HARMLESS, "image.max-size", "",               \
	  "images are read as a stream: they need no room")                                        \
	X(REMOVED_PKGS, 0, "removed-pkgs", BOOL, HARMLESS, "image.removed-pkgs", "false",          \
	  "packages that a later layer removes are told apart always")                             \
	X(DEPENDENCY_TREE, 0, "dependency-tree", BOOL, HARMLESS, "dependency-tree", "false",       \
	  "steps say what to upgrade")                                                             \
	X(TABLE_MODE, 0, "table-mode", LIST, HARMLESS, "table-mode", "summary,detailed",           \
	  "the table has both")                                                                    \
	X(REPORT, 0, "report", TEXT, HARMLESS, "report", "all", "the report is whole")             \
	X(DETECTION_PRIORITY, 0, "detection-priority", TEXT, HARMLESS, "scan.detection-priority",  \
	  "precise", "there is one way to detect")                                                 \
	X(PKG_RELATIONSHIPS, 0, "pkg-relationships", LIST, HARMLESS, "pkg.relationships",          \
	  "unknown,root,workspace,direct,indirect", "all are reported")                            \
	X(INCLUDE_DEV_DEPS, 0, "include-dev-deps", BOOL, HARMLESS, "pkg.include-dev-deps",         \
	  "false", "what is installed is reported")                                                \
	X(INCLUDE_NON_FAILURES, 0, "include-non-failures", BOOL, HARMLESS,                         \
	  "misconfiguration.include-non-failures", "false", "what holds is not listed")            \
	X(LICENSE_FULL, 0, "license-full", BOOL, HARMLESS, "license.full", "false",                \
	  "licences are not judged")                                                               \
	X(IGNORED_LICENSES, 0, "ignored-licenses", LIST, HARMLESS, "license.ignored", "",          \
	  "licences are not judged")                                                               \
	X(LICENSE_CONFIDENCE, 0, "license-confidence-level", TEXT, HARMLESS,                       \
	  "license.confidenceLevel", "0.9", "licences are not judged")                             \
	X(SBOM_SOURCES, 0, "sbom-sources", LIST, HARMLESS, "scan.sbom-sources", "",                \
	  "packages are read from the image itself")                                               \
	X(REKOR_URL, 0, "rekor-url", TEXT, HARMLESS, "scan.rekor-url",                             \
	  "https://rekor.sigstore.dev", "packages are read from the image itself")                 \
	X(SKIP_VEX_REPO, 0, "skip-vex-repo-update", BOOL, HARMLESS,                                \
	  "vulnerability.skip-vex-repo-update", "false", "a scan never uses the network")          \
	X(TRACE, 0, "trace", BOOL, HARMLESS, "rego.trace", "false", "there is no Rego")            \
	X(TRACE_HTTP, 0, "trace-http", BOOL, HARMLESS, NULL, "false", "no registry is asked")      \
	X(SLOW, 0, "slow", BOOL, HARMLESS, NULL, "false", "--parallel 1 says it")                  \
	X(TOKEN_HEADER, 0, "token-header", TEXT, HARMLESS, "server.token-header", "Trivy-Token",   \
	  "there is no server")                                                                    \
	X(LISTEN, 0, "listen", TEXT, HARMLESS, "server.listen", "localhost:4954",                  \
	  "there is no server")                                                                    \
	X(PATH_PREFIX, 0, "path-prefix", TEXT, HARMLESS, "server.path-prefix", "",                 \
	  "there is no server")                                                                    \
	X(MODULE_DIR, 0, "module-dir", TEXT, HARMLESS, "module.dir", "", "there are no modules")   \
	X(ENABLE_MODULES, 0, "enable-modules", LIST, HARMLESS, "module.enable-modules", "",        \
	  "there are no modules")                                                                  \
	X(ALL, 'a', "all", BOOL, HARMLESS, NULL, "false", "there is nothing to clean")             \
	X(SCAN_CACHE, 0, "scan-cache", BOOL, HARMLESS, NULL, "false", "there is nothing to clean") \
	X(VULN_DB, 0, "vuln-db", BOOL, HARMLESS, NULL, "false", "there is nothing to clean")       \
	X(JAVA_DB, 0, "java-db", BOOL, HARMLESS, NULL, "false", "there is nothing to clean")

#define TRIVY_FLAGS_REFUSED(X)                                                                  \
	X(IGNORE_POLICY, 0, "ignore-policy", TEXT, REFUSED, "ignore-policy", "",                \
	  "Rego is not run here: write --ignorefile .trivyignore.yaml, or the ignore: section " \
	  "of .seaworthy.yaml for seaworthy scan")                                              \
	X(COMPLIANCE, 0, "compliance", TEXT, REFUSED, "scan.compliance", "",                    \
	  "compliance reports are not written: run without it")                                 \
	X(SERVER, 0, "server", TEXT, REFUSED, "server.addr", "",                                \
	  "there is no client and server: scan where the image is, with a database of its own") \
	X(TOKEN, 0, "token", TEXT, REFUSED, "server.token", "",                                 \
	  "there is no client and server: leave it out")                                        \
	X(CUSTOM_HEADERS, 0, "custom-headers", LIST, REFUSED, "server.custom-headers", "",      \
	  "there is no client and server: leave it out")                                        \
	X(DISTRO, 0, "distro", TEXT, REFUSED, "scan.distro", "",                                \
	  "the distribution is what the image says: leave it out")                              \
	X(SEVERITY_SOURCE, 0, "vuln-severity-source", LIST, REFUSED,                            \
	  "vulnerability.severity-source", "auto",                                              \
	  "the distribution's word counts first, then CVSS: leave it out")                      \
	X(FILE_PATTERNS, 0, "file-patterns", LIST, REFUSED, "scan.file-patterns", "",           \
	  "files are known by their places and content: leave it out")                          \
	X(CONFIG_CHECK, 0, "config-check", LIST, REFUSED, "rego.check", "",                     \
	  "Rego is not run here: leave it out")                                                 \
	X(CONFIG_POLICY, 0, "config-policy", LIST, REFUSED, NULL, "",                           \
	  "Rego is not run here: leave it out")                                                 \
	X(CONFIG_DATA, 0, "config-data", LIST, REFUSED, "rego.data", "",                        \
	  "Rego is not run here: leave it out")                                                 \
	X(CHECK_NAMESPACES, 0, "check-namespaces", LIST, REFUSED, "rego.namespaces", "",        \
	  "Rego is not run here: leave it out")                                                 \
	X(OUTPUT_PLUGIN_ARG, 0, "output-plugin-arg", TEXT, REFUSED, "output-plugin-arg", "",    \
	  "there are no plug-ins: write --output FILE, and hand that on")                       \
	X(REPO_BRANCH, 0, "branch", TEXT, REFUSED, "repository.branch", "",                     \
	  "nothing is cloned: git clone --branch, then name the folder")                        \
	X(REPO_COMMIT, 0, "commit", TEXT, REFUSED, "repository.commit", "",                     \
	  "nothing is cloned: git checkout, then name the folder")                              \
	X(REPO_TAG, 0, "tag", TEXT, REFUSED, "repository.tag", "",                              \
	  "nothing is cloned: git clone --branch TAG, then name the folder")

#define TRIVY_FLAGS(X)          \
	TRIVY_FLAGS_HONOURED(X) \
	TRIVY_FLAGS_HARMLESS(X) \
	TRIVY_FLAGS_REFUSED(X)

enum trivy_flag_id {
#define X(id, ...) TRIVY_FLAG_##id,
	TRIVY_FLAGS(X)
#undef X
		TRIVY_FLAG_COUNT_
};

struct trivy_flag {
	const char *name;
	char letter; /* 0 = none */
	enum trivy_kind kind;
	enum trivy_fate fate;
	const char *key;     /* "vulnerability.ignore-unfixed"; NULL: none */
	const char *initial; /* the value when nobody gives one; as good as not given */
	const char *help;    /* what it does here, or why it is refused */
};

extern const struct trivy_flag trivy_flags[TRIVY_FLAG_COUNT_];

/* The same for help and completion; its offsets mean nothing. */
extern const struct opt trivy_options[];

/* "TRIVY_IGNORE_UNFIXED" */
const char *trivy_variable(struct arena *a, const struct trivy_flag *flag);
