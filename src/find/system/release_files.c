/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What distributions wrote before os-release(5), and what remains when an image was stripped of it: one
 * line with a version. Trusted less than os-release, in the order of the table.
 */
#include "base/limits.h"
#include "find/facts.h"
#include "find/analyzer.h"

/* "3.20.3" → itself; "12.5" → itself; "trixie/sid" → codename trixie. */
static void plain_version(struct str line, struct os_fact *os)
{
	if (line.n && char_is_digit(line.p[0]))
		os->version_id = line;
	else
		str_cut(line, '/', &os->codename, NULL);
}

/* "CentOS Linux release 7.9.2009 (Core)": words, then "release", then the version. */
static void red_hat(struct str line, struct os_fact *os)
{
	static const struct {
		const char *start, *id;
	} names[] = {
		{ "CentOS", "centos" },	      { "Red Hat", "rhel" },  { "Rocky", "rocky" },
		{ "AlmaLinux", "almalinux" }, { "Fedora", "fedora" }, { "Oracle", "ol" },
		{ "Amazon Linux", "amzn" },
	};
	os->pretty = line;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_starts(line, str_of(names[i].start)))
			os->id = str_of(names[i].id);
	size_t at = str_find(line, STR("release "));
	if (at != SIZE_MAX) {
		struct str rest = str_from(line, at + 8);
		str_next_word(&rest, &os->version_id);
	}
}

static void lsb(struct str text, struct arena *a, struct os_fact *os)
{
	struct str line;
	while (str_next_line(&text, &line)) {
		struct str name, value;
		if (!str_cut(str_trim(line), '=', &name, &value))
			continue;
		if (value.n >= 2 && value.p[0] == '"' && value.p[value.n - 1] == '"')
			value = str_slice(value, 1, value.n - 1);
		if (str_is(name, "DISTRIB_ID"))
			os->id = str_lower(a, value);
		else if (str_is(name, "DISTRIB_RELEASE"))
			os->version_id = value;
		else if (str_is(name, "DISTRIB_CODENAME"))
			os->codename = value;
		else if (str_is(name, "DISTRIB_DESCRIPTION"))
			os->pretty = value;
	}
}

static int analyze(const struct file *file, struct arena *scratch, struct facts *out,
		   struct fault *f)
{
	struct os_fact os = { 0 };
	struct str rest = file->bytes, line = STR("");
	str_next_line(&rest, &line);
	line = str_trim(line);
	if (str_is(file->path, "etc/alpine-release")) {
		os.rank = 2;
		os.id = STR("alpine");
		plain_version(line, &os);
	} else if (str_is(file->path, "etc/lsb-release")) {
		os.rank = 3;
		lsb(file->bytes, scratch, &os);
	} else if (str_is(file->path, "etc/debian_version")) {
		os.rank = 4;
		os.id = STR("debian");
		plain_version(line, &os);
	} else {
		os.rank = 5;
		red_hat(line, &os);
	}
	if (os.id.n == 0)
		return fault_set(f, E_UNSUPPORTED, "names no distribution that is known here");
	facts_os(out, &os);
	return 0;
}

const struct analyzer analyzer_release_files = {
	.name = "release_files",
	.version = 1,
	.paths = PATHS("etc/alpine-release", "etc/lsb-release", "etc/debian_version",
		       "etc/redhat-release", "etc/centos-release", "etc/fedora-release",
		       "etc/system-release"),
	.limit = LIMIT_SMALL_FILE,
	.optional =
		true, /* os-release says it better; without any of them the distribution is a gap */
	.analyze = analyze,
};
