/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* memmem */
/*
 * A tag says two things at once: the release of the program and the distribution below it.
 *
 *         python : 3.8-slim-buster          golang : 1.16-alpine3.13          distroless/nodejs16-debian11
 *                  ▲        ▲                        ▲    ▲                               ▲        ▲
 *               runtime   suite                   runtime suite                        runtime   suite
 *
 * The tag is cut at dashes. Its first piece is the version when it begins with a digit; every piece may be
 * a suite ("buster", "alpine3.16", "jammy"), a number behind the name of a distribution ("debian-10"), or
 * another runtime ("php7.4"). What is not recognised is not judged: a tag that names no release ("lts",
 * "latest", "3") says nothing.
 *
 * The tables are short and searched as text, a few times for each FROM: one space stands between the first
 * words of a line, which a test sees to.
 */
#include "find/dockerfile/lib/eol_table.h"

#include "base/log.h"

extern const char data_eol[];
extern const size_t data_eol_n;
extern const char data_runtime_eol[];
extern const size_t data_runtime_eol_n;

static bool is_day(struct str s)
{
	return s.n == 10 && s.p[4] == '-' && s.p[7] == '-';
}

static struct str later(struct str a, struct str b)
{
	return str_cmp(a, b) < 0 ? b : a;
}

/* What stands behind "FIRST SECOND " on its line; false when there is no such line. */
static bool find_row(struct str table, struct str first, struct str second, struct str *out)
{
	char key[128];
	size_t n = 0;
	if (!first.n || !second.n || first.n + second.n + 3 > sizeof(key))
		return false;
	key[n++] = '\n';
	memcpy(key + n, first.p, first.n);
	n += first.n;
	key[n++] = ' ';
	memcpy(key + n, second.p, second.n);
	n += second.n;
	key[n++] = ' ';
	/* not str_find(): it looks for the first byte first, and lines begin everywhere */
	const char *row = memmem(table.p, table.n, key, n);
	if (!row)
		return false;
	table = str_from(table, (size_t)(row - table.p) + n);
	return str_next_line(&table, out);
}

bool eol_distribution(struct str id, struct str release, struct eol_row *out)
{
	const struct str table = str_make(data_eol, data_eol_n);
	struct str row, end, extended;
	if (!find_row(table, id, release, &row) || !str_next_word(&row, &end) ||
	    !str_next_word(&row, &extended))
		return false;
	*out = (struct eol_row){ id, release, { 0 }, str_trim(row) };
	if (is_day(end))
		out->end = is_day(extended) ? later(end, extended) : end;
	return true;
}

static bool find_release(struct str product, struct str release, struct eol_row *out)
{
	const struct str table = str_make(data_runtime_eol, data_runtime_eol_n);
	struct str row, end;
	if (!find_row(table, product, release, &row) || !str_next_word(&row, &end))
		return false;
	*out = (struct eol_row){ product, release, is_day(end) ? end : (struct str){ 0 },
				 str_trim(row) };
	return true;
}

bool eol_runtime(struct str product, struct str version, struct eol_row *out)
{
	for (struct str v = version; v.n;) {
		if (find_release(product, v, out))
			return true;
		size_t dot = str_rfind_char(v, '.');
		if (dot == SIZE_MAX)
			return false;
		v.n = dot;
	}
	return false;
}

bool eol_product(struct str repository, struct str *out_product)
{
	const struct str table = str_make(data_runtime_eol, data_runtime_eol_n);
	struct str row;
	return find_row(table, STR("image"), repository, &row) && str_next_word(&row, out_product);
}

/* "library/node", "docker/library/node", "bitnami/node" are "node". */
static struct str plain_repository(struct str r)
{
	static const char *const prefixes[] = { "docker/library/", "library/", "dockerhub/",
						"bitnami/", "bitnamilegacy/" };
	for (size_t n = 0; n < ARRAY_LEN(prefixes); n++)
		if (str_starts(r, str_of(prefixes[n])))
			return str_from(r, strlen(prefixes[n]));
	return r;
}

/* The digits and dots at the start; a 'v' in front is stepped over ("v2.11"). */
static struct str leading_version(struct str s)
{
	if (s.n > 1 && s.p[0] == 'v' && char_is_digit(s.p[1]))
		s = str_from(s, 1);
	size_t n = 0;
	while (n < s.n && (char_is_digit(s.p[n]) || (s.p[n] == '.' && n)))
		n++;
	while (n && s.p[n - 1] == '.')
		n--;
	return str_slice(s, 0, n);
}

static const struct {
	const char *word, *id, *release;
} suites[] = {
	{ "squeeze", "debian", "6" },
	{ "wheezy", "debian", "7" },
	{ "jessie", "debian", "8" },
	{ "stretch", "debian", "9" },
	{ "buster", "debian", "10" },
	{ "bullseye", "debian", "11" },
	{ "bookworm", "debian", "12" },
	{ "trixie", "debian", "13" },
	{ "precise", "ubuntu", "12.04" },
	{ "trusty", "ubuntu", "14.04" },
	{ "xenial", "ubuntu", "16.04" },
	{ "bionic", "ubuntu", "18.04" },
	{ "cosmic", "ubuntu", "18.10" },
	{ "disco", "ubuntu", "19.04" },
	{ "eoan", "ubuntu", "19.10" },
	{ "focal", "ubuntu", "20.04" },
	{ "groovy", "ubuntu", "20.10" },
	{ "hirsute", "ubuntu", "21.04" },
	{ "impish", "ubuntu", "21.10" },
	{ "jammy", "ubuntu", "22.04" },
	{ "kinetic", "ubuntu", "22.10" },
	{ "lunar", "ubuntu", "23.04" },
	{ "mantic", "ubuntu", "23.10" },
	{ "noble", "ubuntu", "24.04" },
	{ "oracular", "ubuntu", "24.10" },
	{ "plucky", "ubuntu", "25.04" },
	{ "questing", "ubuntu", "25.10" },
	{ "oraclelinux7", "ol", "7" },
	{ "oraclelinux8", "ol", "8" },
	{ "oraclelinux9", "ol", "9" },
	{ "centos7", "centos", "7" },
	{ "centos8", "centos", "8" },
	{ "al2", "amzn", "2" },
	{ "al2023", "amzn", "2023" },
};

/* "alpine3.16", "debian11", "ubuntu20.04", "ubi8" */
static const struct {
	const char *word, *id;
} numbered[] = {
	{ "alpine", "alpine" },	   { "debian", "debian" }, { "ubuntu", "ubuntu" },
	{ "ubi", "rhel" },	   { "fedora", "fedora" }, { "centos", "centos" },
	{ "amazonlinux", "amzn" },
};

static bool suite_of(struct str piece, struct str next, struct eol_row *out)
{
	for (size_t n = 0; n < ARRAY_LEN(suites); n++)
		if (str_is(piece, suites[n].word))
			return eol_distribution(str_of(suites[n].id), str_of(suites[n].release),
						out);
	for (size_t n = 0; n < ARRAY_LEN(numbered); n++) {
		struct str word = str_of(numbered[n].word);
		if (!str_starts(piece, word))
			continue;
		struct str number = str_from(piece, word.n);
		if (number.n == 0)
			number = next;
		struct str version = leading_version(number);
		if (version.n == 0 || version.n != number.n)
			continue;
		while (version.n) {
			if (eol_distribution(str_of(numbered[n].id), version, out))
				return true;
			size_t dot = str_rfind_char(version, '.');
			version.n = dot == SIZE_MAX ? 0 : dot;
		}
	}
	return false;
}

/* Images that are a distribution: the tag is its release. */
static const struct {
	const char *repository, *id;
} distributions[] = {
	{ "alpine", "alpine" },
	{ "debian", "debian" },
	{ "ubuntu", "ubuntu" },
	{ "fedora", "fedora" },
	{ "amazonlinux", "amzn" },
	{ "rockylinux", "rocky" },
	{ "rockylinux/rockylinux", "rocky" },
	{ "almalinux", "almalinux" },
	{ "almalinux/almalinux", "almalinux" },
	{ "oraclelinux", "ol" },
	{ "opensuse/leap", "opensuse-leap" },
	{ "photon", "photon" },
	{ "buildpack-deps", "debian" },
	{ "ubi7", "rhel" },
	{ "rhel7", "rhel" },
	{ "cbl-mariner/base/core", "mariner" },
	{ "azurelinux/base/core", "azurelinux" },
	{ "centos/centos", "centos" },
};

static bool read_distribution(struct str repository, struct str tag, struct eol_row *out)
{
	struct str head;
	str_cut(tag, '-', &head, NULL);
	for (size_t n = 0; n < ARRAY_LEN(distributions); n++) {
		if (!str_is(repository, distributions[n].repository))
			continue;
		if (suite_of(head, (struct str){ 0 }, out))
			return true;
		struct str id = str_of(distributions[n].id);
		if (str_is(id, "amzn") && str_is(head, "1"))
			head = STR("2018.03");
		if (str_is(repository, "ubi7") || str_is(repository, "rhel7"))
			head = STR("7");
		for (struct str v = leading_version(head); v.n;) {
			if (eol_distribution(id, v, out))
				return true;
			size_t dot = str_rfind_char(v, '.');
			v.n = dot == SIZE_MAX ? 0 : dot;
		}
	}
	return false;
}

/* distroless keeps the release in the name: "nodejs18-debian11", "static-debian10". */
static void read_distroless(struct str name, struct eol_base *out)
{
	struct str piece, rest = name;
	while (str_next(&rest, '-', &piece)) {
		if (!out->has_distribution)
			out->has_distribution =
				suite_of(piece, (struct str){ 0 }, &out->distribution);
		if (str_starts(piece, STR("nodejs")))
			out->has_runtime = eol_runtime(
				STR("node"), leading_version(str_from(piece, 6)), &out->runtime);
		else if (str_starts(piece, STR("java")))
			out->has_runtime = eol_runtime(
				STR("jdk"), leading_version(str_from(piece, 4)), &out->runtime);
	}
}

/* A second runtime named behind the first: "wordpress:6-php7.4", "maven:3.9-openjdk-11". */
static bool second_runtime(struct str piece, struct str next, struct eol_row *out)
{
	static const struct {
		const char *word, *product;
	} words[] = { { "php", "php" },	  { "jdk", "jdk" },	  { "openjdk", "openjdk" },
		      { "node", "node" }, { "python", "python" }, { "erlang", "erlang" } };
	for (size_t n = 0; n < ARRAY_LEN(words); n++) {
		struct str word = str_of(words[n].word);
		if (!str_starts(piece, word))
			continue;
		struct str number = str_from(piece, word.n);
		if (number.n == 0)
			number = next;
		struct str version = leading_version(number);
		if (version.n && eol_runtime(str_of(words[n].product), version, out))
			return true;
	}
	return false;
}

static bool past(const struct eol_row *r, struct str day)
{
	return r->end.n && str_cmp(r->end, day) < 0;
}

static void read_tag(struct str product, bool known, struct str tag, struct str day,
		     struct eol_base *out)
{
	struct str rest = tag, piece;
	for (bool first = true; str_next(&rest, '-', &piece); first = false) {
		struct str next = { 0 };
		str_cut(rest, '-', &next, NULL);
		if (first) {
			out->has_runtime = known && eol_runtime(product, leading_version(piece),
								&out->runtime);
		} else {
			struct eol_row second;
			if (!(out->has_runtime && past(&out->runtime, day)) &&
			    second_runtime(piece, next, &second)) {
				out->has_runtime = true;
				out->runtime = second;
			}
		}
		if (!out->has_distribution)
			out->has_distribution = suite_of(piece, next, &out->distribution);
	}
}

void eol_read_base(struct arena *a, const struct df_reference *r, struct eol_base *out)
{
	*out = (struct eol_base){ 0 };
	if (r->unknown || r->repository.n == 0)
		return;
	struct str repository = plain_repository(r->repository);
	if (read_distribution(repository, r->tag, &out->distribution)) {
		out->has_distribution = true;
		return;
	}
	if (str_has(r->repository, STR("distroless"))) {
		read_distroless(r->name, out);
		return;
	}
	struct str product;
	bool known = eol_product(repository, &product);
	/* an unknown name with a suite in its tag is somebody's image of his own: its tag may mean anything */
	if (known)
		read_tag(product, known, r->tag, eol_table_day(a), out);
}

struct str eol_table_day(struct arena *a)
{
	struct str text = str_make(data_runtime_eol, data_runtime_eol_n);
	size_t at = str_find(text, STR("as of "));
	ENSURE(at != SIZE_MAX);
	return str_printf(a, "%.*s-01", STRF(str_slice(text, at + 6, at + 13)));
}
