/* SPDX-License-Identifier: Apache-2.0 */
/*
 * No USER in the image's stages, on a base that is not known to have one. Bases that switch to an ordinary
 * account themselves say so in their name or tag, or stand in the table.
 */
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

static struct str advice(struct lint *l, const struct df_reference *r)
{
	if (str_is(r->repository, "library/node"))
		return STR(
			"write USER 1000 before CMD: the base has the account node of that number");
	if (str_has(r->repository, STR("distroless/")))
		return STR("write USER 65532 before CMD, or use the tag nonroot of the base");
	if (str_starts(r->repository, STR("dotnet/")))
		return STR("write USER $APP_UID before ENTRYPOINT: the base has that account");
	(void)l;
	return STR(
		"write USER 10001:10001 before CMD; the number needs no account. Folders that the program "
		"writes to have to belong to it: COPY --chown, or chown when they are made");
}

static void check(struct lint *l, const struct df_stage *stage)
{
	if (!stage->final || stage->user)
		return;
	const struct df_stage *root = ship_root(lint_build(l), stage);
	const struct df_reference *r = &root->reference;
	if (!root->scratch &&
	    (r->unknown || has_word(r->tag) || has_word(r->repository) || is_known(r)))
		return;
	lint_report(l, stage->first, stage->from->span, "the image runs as root: it has no USER")
		->suggestion = advice(l, r);
}

const struct dockerfile_rule dockerfile_rule_user_missing = {
	.id = "user-missing",
	.aliases = "DS-0002 AVD-DS-0002 DS002 CIS-DI-0001",
	.title = "No USER: the container runs as root",
	.why = "Whoever takes over the program is root in the container, and one kernel or runtime bug away from root on "
	       "the machine.",
	.fix = "Switch to an account without privileges as the last step before CMD: USER 10001.",
	.level = LINT_WARNING,
	.severity = SEVERITY_HIGH,
	.reference = "https://docs.docker.com/build/building/best-practices/#user",
	.bad = "FROM debian:12 AS build\nUSER 10001\nRUN echo hello\nFROM debian:12\n"
	       "COPY --from=build /etc/hosts /hosts\n",
	.good = "FROM debian:12 AS base\nUSER 10001\nFROM base\nCMD [\"app\"]\n",
	.check_stage = check,
};
