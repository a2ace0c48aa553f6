/* SPDX-License-Identifier: Apache-2.0 */
/*
 * No USER in the image's stages, on a base that is not known to have one. Bases that switch to an ordinary
 * account themselves say so in their name or tag, or stand in the table.
 */
#include "find/dockerfile/lib/nonroot.h"
#include "find/dockerfile/lib/ship.h"
#include "find/dockerfile/lib/value.h"

static bool has_word(struct str s)
{
	static const char *const words[] = { "nonroot", "non-root", "rootless", "unprivileged",
					     "chiseled" };
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_has(s, str_of(words[i])))
			return true;
	return false;
}

/* Repositories whose images set USER; those that end in / stand for all below them. */
static bool is_known(const struct df_reference *r)
{
	static const char *const docker[] = { "bitnami/",	   "jenkins/",
					      "grafana/grafana",   "prom/",
					      "apache/airflow",	   "library/elasticsearch",
					      "library/kibana",	   "library/logstash",
					      "library/sonarqube", "library/solr",
					      "library/jetty",	   "library/varnish" };
	struct str path = r->repository;
	if (str_is(r->registry, "cgr.dev") || str_is(r->registry, "docker.elastic.co") ||
	    str_is(r->registry, "dhi.io"))
		return true;
	if (str_is(r->registry, "quay.io"))
		return str_starts(path, STR("keycloak/")) || str_starts(path, STR("prometheus/"));
	/* the language images of UBI; ubi, ubi-minimal, ubi-micro and ubi-init are root */
	if (str_ends(r->registry, STR("redhat.com")) || str_ends(r->registry, STR("redhat.io")))
		return str_starts(path, STR("ubi")) && !str_starts(r->name, STR("ubi"));
	for (size_t i = 0; str_is(r->registry, "docker.io") && i < ARRAY_LEN(docker); i++) {
		struct str known = str_of(docker[i]);
		if (str_ends(known, STR("/")) ? str_starts(path, known) : str_eq(path, known))
			return true;
	}
	return false;
}

static bool is_windows(const struct df_reference *r)
{
	return str_starts(r->repository, STR("windows/")) || str_has(r->tag, STR("nanoserver")) ||
	       str_has(r->tag, STR("servercore"));
}

static void check(struct lint *l, const struct df_stage *stage)
{
	if (!stage->final || stage->user)
		return;
	const struct df_stage *root = ship_root(lint_build(l), stage);
	const struct df_reference *r = &root->reference;
	/* files to be taken out again, where nothing runs; Windows has accounts of another kind */
	if ((root->scratch && !stage->cmd && !stage->entrypoint) || is_windows(r))
		return;
	if (!root->scratch &&
	    (r->unknown || has_word(r->tag) || has_word(r->repository) || is_known(r)))
		return;
	nonroot_repair(l,
		       lint_report(l, stage->first, stage->from->span,
				   "the image runs as root: it has no USER"),
		       stage);
}

const struct dockerfile_rule dockerfile_rule_user_missing = {
	.id = "user-missing",
	.aliases = "DS-0002 AVD-DS-0002 DS002 docker-least-privilege-user CIS-DI-0001",
	.title = "No USER: the container runs as root",
	.why = "Whoever takes over the program is root in the container, and one kernel or runtime bug away from root on "
	       "the machine.",
	.fix = "Switch to an account without privileges as the last step before CMD: USER 10001.",
	.level = LINT_WARNING,
	.severity = SEVERITY_HIGH,
	.reference = "https://docs.docker.com/build/building/best-practices/#user",
	.bad = "FROM golang:1.26 AS build\nUSER 10001\nRUN go build -o /tmp/ledger ./cmd/ledger\n"
	       "FROM debian:13-slim\nCOPY --from=build /tmp/ledger /app/ledger\nCMD [\"/app/ledger\"]\n",
	.good = "FROM debian:12 AS base\nUSER 10001\nFROM base AS tool\nCMD [\"app\"]\n"
		"FROM mcr.microsoft.com/windows/servercore:ltsc2022 AS windows\n"
		"FROM scratch\nCOPY --from=tool /app /\n",
	.check_stage = check,
};
