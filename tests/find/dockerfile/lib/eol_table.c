/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/map.h"
#include "find/dockerfile/lib/eol_table.h"

extern const char data_eol[];
extern const size_t data_eol_n;
extern const char data_runtime_eol[];
extern const size_t data_runtime_eol_n;

static bool is_day(struct str s)
{
	uint64_t year, month, day;
	return s.n == 10 && s.p[4] == '-' && s.p[7] == '-' &&
	       str_u64(str_slice(s, 0, 4), 2100, &year) &&
	       str_u64(str_slice(s, 5, 7), 12, &month) && str_u64(str_slice(s, 8, 10), 31, &day) &&
	       year >= 2010 && month && day;
}

/* Every line is an image or a release, nothing is there twice, every image has releases. */
static void table(void **state)
{
	struct arena *a = arena_new();
	struct map seen, products, images;
	map_init(&seen, a);
	map_init(&products, a);
	map_init(&images, a);
	struct str rest = str_make(data_runtime_eol, data_runtime_eol_n), line;
	while (str_next_line(&rest, &line)) {
		struct str s = line, first, second, end;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		bool fresh, ok = str_next_word(&s, &first) && str_next_word(&s, &second);
		if (ok && str_is(first, "image")) {
			ok = str_next_word(&s, &end) && str_trim(s).n == 0;
			map_put(&images, end, NULL);
		} else if (ok) {
			ok = str_next_word(&s, &end) && (is_day(end) || str_is(end, "-")) &&
			     str_trim(s).n && char_is_digit(second.p[0]);
			map_put(&products, first, NULL);
		}
		struct str key = str_printf(a, "%.*s %.*s ", STRF(first), STRF(second));
		map_put(&seen, key, &fresh);
		if (!ok || !fresh || !str_starts(line, key))
			fail_msg("malformed or there twice: %.*s", STRF(line));
	}
	for (uint32_t n = 0; n < images.n; n++)
		if (!map_get(&products, images.entries[n].key))
			fail_msg("%.*s has no releases", STRF(images.entries[n].key));
	assert_int_equal(products.n, images.n);
	assert_true(products.n >= 25);
	arena_free(a);
}

/* Rows are found by the text of their first two words: one space stands behind each. */
static void distributions(void **state)
{
	struct arena *a = arena_new();
	struct str rest = str_make(data_eol, data_eol_n), line;
	size_t rows = 0;
	while (str_next_line(&rest, &line)) {
		struct str s = line, id, release;
		struct eol_row row;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		assert_true(str_next_word(&s, &id) && str_next_word(&s, &release));
		if (!str_starts(line, str_printf(a, "%.*s %.*s ", STRF(id), STRF(release))) ||
		    !eol_distribution(id, release, &row) || !str_ends(line, row.name))
			fail_msg("not found: %.*s", STRF(line));
		rows++;
	}
	assert_true(rows > 100);
	assert_false(eol_distribution(STR("debian"), STR("1"), &(struct eol_row){ 0 }));
	assert_false(eol_distribution(STR("debian"), STR(""), &(struct eol_row){ 0 }));
	arena_free(a);
}

/* What a base is said to hold: "runtime end / distribution end". */
static const struct {
	const char *base, *want;
} bases[] = {
	{ "node:18-alpine3.16", "Node.js 18 2025-04-30 / Alpine Linux 3.16 2024-05-23" },
	{ "python:3.8-buster", "Python 3.8 2024-10-07 / Debian 10 (buster) 2024-06-30" },
	{ "python:3.8.12-slim-buster", "Python 3.8 2024-10-07 / Debian 10 (buster) 2024-06-30" },
	{ "golang:1.16-stretch", "Go 1.16 2022-03-15 / Debian 9 (stretch) 2022-06-30" },
	{ "golang:1.16.15", "Go 1.16 2022-03-15 / -" },
	/* 1.2 is no 1.20 */
	{ "golang:1.20", "Go 1.20 2024-02-06 / -" },
	{ "debian:buster-20220101-slim", "- / Debian 10 (buster) 2024-06-30" },
	{ "debian:10.3-slim", "- / Debian 10 (buster) 2024-06-30" },
	{ "ubuntu:focal", "- / Ubuntu 20.04 LTS (Focal Fossa) 2025-05-31" },
	{ "ubuntu:20.04", "- / Ubuntu 20.04 LTS (Focal Fossa) 2025-05-31" },
	{ "centos:8", "CentOS Linux 8 2021-12-31 / -" },
	{ "centos:7.9.2009", "CentOS Linux 7 2024-06-30 / -" },
	{ "alpine:3.16.2", "- / Alpine Linux 3.16 2024-05-23" },
	{ "openjdk:8-jre-slim", "OpenJDK 8 (image is no longer maintained) 2022-10-18 / -" },
	{ "openjdk:8u212-jdk", "OpenJDK 8 (image is no longer maintained) 2022-10-18 / -" },
	{ "maven:3.6-openjdk-11", "Apache Maven 3.6 2021-03-30 / -" },
	{ "wordpress:6-php7.4-apache", "PHP 7.4 2022-11-28 / -" },
	{ "mcr.microsoft.com/dotnet/aspnet:6.0-alpine3.16",
	  ".NET 6.0 2024-11-12 / Alpine Linux 3.16 2024-05-23" },
	{ "mcr.microsoft.com/dotnet/core/sdk:3.1", ".NET 3.1 2022-12-13 / -" },
	{ "gcr.io/distroless/nodejs16-debian11",
	  "Node.js 16 2023-09-11 / Debian 11 (bullseye) 2026-08-31" },
	{ "gcr.io/distroless/static-debian10:nonroot", "- / Debian 10 (buster) 2024-06-30" },
	{ "public.ecr.aws/docker/library/node:14", "Node.js 14 2023-04-30 / -" },
	{ "bitnami/postgresql:11", "PostgreSQL 11 2023-11-09 / -" },
	{ "docker.elastic.co/elasticsearch/elasticsearch:6.8.23",
	  "Elastic Stack 6 2022-02-10 / -" },
	{ "traefik:v1.7", "Traefik 1.7 2021-09-30 / -" },
	{ "registry.access.redhat.com/ubi7/ubi:7.9", "- / -" },
	/* what names no release, or is not known */
	{ "node", "- / -" },
	{ "node:lts-alpine", "- / -" },
	{ "python:3", "- / -" },
	{ "python:latest", "- / -" },
	{ "example.com/team/node:14", "- / -" },
	{ "example.com/team/thing:1-buster", "- / -" },
	{ "jdk:8", "- / -" },
};

static void reads(void **state)
{
	struct arena *a = arena_new();
	for (size_t n = 0; n < ARRAY_LEN(bases); n++) {
		struct df_reference r;
		assert_true(df_reference_parse(a, str_of(bases[n].base), &r));
		struct eol_base base;
		eol_read_base(a, &r, &base);
		struct str none = STR("-"), one = none, two = none;
		if (base.has_runtime)
			one = str_printf(a, "%.*s %.*s", STRF(base.runtime.name),
					 STRF(base.runtime.end));
		if (base.has_distribution)
			two = str_printf(a, "%.*s %.*s", STRF(base.distribution.name),
					 STRF(base.distribution.end));
		struct str got = str_printf(a, "%.*s / %.*s", STRF(one), STRF(two));
		if (!str_is(got, bases[n].want))
			fail_msg("%s: %.*s, want %s", bases[n].base, STRF(got), bases[n].want);
	}
	check_text(eol_table_day(a), "2026-11-01");
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(table),
					    cmocka_unit_test(distributions),
					    cmocka_unit_test(reads) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
