/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is tested of every format for other programs: golden files of all samples, and that nothing in a report
 * can break one. Include "golden.h" first.
 */
#pragma once

#include "sample_kinds.h"

#include "tell/format.h"
#include "text/json.h"

static const struct key_value format_names[] = {
	{ STR_INIT("AWS_ACCOUNT_ID"), STR_INIT("123456789012") },
	{ STR_INIT("AWS_REGION"), STR_INIT("eu-central-1") },
	{ STR_INIT("GITHUB_SHA"), STR_INIT("0123456789abcdef0123456789abcdef01234567") },
	{ STR_INIT("GITHUB_REF"), STR_INIT("refs/heads/main") },
	{ STR_INIT("GITHUB_WORKFLOW"), STR_INIT("release") },
	{ STR_INIT("GITHUB_JOB"), STR_INIT("scan") },
	{ STR_INIT("GITHUB_RUN_ID"), STR_INIT("4711") },
	{ STR_INIT("GITHUB_SERVER_URL"), STR_INIT("https://github.example") },
	{ STR_INIT("GITHUB_REPOSITORY"), STR_INIT("team/shop") },
	{ STR_INIT("CI_COMMIT_SHA"), STR_INIT("89abcdef0123456789abcdef0123456789abcdef") },
	{ STR_INIT("CI_JOB_URL"), STR_INIT("https://gitlab.example/team/shop/-/jobs/42") },
	{ STR_INIT("CS_DEFAULT_BRANCH_IMAGE"), STR_INIT("registry.example/shop:main") },
};

static inline int format_write(const char *name, const struct report *const *reports, size_t n,
			       bool named, struct buf *b, struct fault *f)
{
	struct report_set set = { reports, n, VERDICT_NOT_SEAWORTHY, 1 };
	struct tell_options options = { .lang = "en", .version = "0.0.0" };
	if (named) {
		options.names = format_names;
		options.names_n = ARRAY_LEN(format_names);
	}
	struct out out;
	buf_clear(b);
	out_init_buf(&out, b);
	const struct format *format = format_find(str_of(name));
	assert_non_null(format);
	int r = format->write(&set, &options, &out, f);
	out_done(&out);
	return r;
}

/* UTF-8, no control characters but line ends, a document of JSON when it is one. */
static inline void format_check_bytes(struct str s, bool json)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct fault f = { 0 };
	const struct json *root;
	assert_true(str_is_utf8(s));
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		assert_true((c >= 0x20 && c != 0x7f) || c == '\n' || c == '\r');
	}
	if (json)
		check_ok(json_parse(a, s, &root, &f), &f);
}

/*
 * Goldens of all samples (but the large one) as tests/tell/format/FOLDER/SAMPLE.SUFFIX. `several`: the format takes
 * more than one image; else it has to refuse them.
 */
static inline void format_check(const char *name, const char *folder, const char *suffix,
				bool several)
{
	static const struct sample more[] = {
		{ "kinds", sample_kinds },
		{ "breaking", sample_breaking },
	};
	bool json = strcmp(suffix, "json") == 0 || strcmp(suffix, "sarif") == 0;
	OWNED(buf_donep) struct buf b;
	OWNED(buf_donep) struct buf again;
	struct fault f = { 0 };
	buf_init(&b, 64 * MIB);
	buf_init(&again, 64 * MIB);
	for (size_t i = 0; i < ARRAY_LEN(samples) + ARRAY_LEN(more); i++) {
		const struct sample *s =
			i < ARRAY_LEN(samples) ? &samples[i] : &more[i - ARRAY_LEN(samples)];
		OWNED(report_freep) struct report *r = s->make();
		const struct report *one = r;
		check_ok(format_write(name, &one, 1, true, &b, &f), &f);
		format_check_bytes(buf_str(&b), json);
		check_ok(format_write(name, &one, 1, true, &again, &f), &f);
		assert_true(str_eq(buf_str(&b), buf_str(&again)));
		if (strcmp(s->name, "many") == 0)
			continue;
		char path[128];
		snprintf(path, sizeof(path), "tests/tell/format/%s/%s.%s", folder, s->name, suffix);
		check_golden(buf_str(&b), path);
	}
	/* two images, nothing known of the environment */
	OWNED(report_freep) struct report *r = sample_kinds();
	OWNED(report_freep) struct report *t = sample_incomplete();
	const struct report *both[] = { r, t };
	int code = format_write(name, both, 2, false, &b, &f);
	if (!several) {
		assert_int_equal(code, E_USAGE);
		assert_true(str_has(str_of(f.text), str_of(name)));
		return;
	}
	check_ok(code, &f);
	format_check_bytes(buf_str(&b), json);
	char path[128];
	snprintf(path, sizeof(path), "tests/tell/format/%s/two.%s", folder, suffix);
	check_golden(buf_str(&b), path);
}
