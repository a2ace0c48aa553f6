/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The built-in advisories hold together and answer as the spot table says; the grammar by golden cases
 * (accept.txt, refuse.txt, and the dump of a few built-in records).
 */
#include "check.h"

#include "base/fs.h"
#include "base/map.h"
#include "feed/headline.h"
#include "judge/range.h"

extern const char data_headline[];
extern const size_t data_headline_n;

static struct str builtin(void)
{
	return str_make(data_headline, data_headline_n);
}

static const char *file_path(struct arena *a, const char *name)
{
	const char *root = getenv("ROOT");
	return str_cstr(a,
			str_printf(a, "%s/tests/feed/source/headline/%s", root ? root : ".", name));
}

/* Golden text: `got` must be the file's content; BLESS=1 in the environment writes it. */
static void check_golden(struct arena *a, const char *name, struct str got)
{
	const char *path = file_path(a, name);
	const char *bless = getenv("BLESS");
	if (bless && *bless) {
		FILE *out = fopen(path, "w");
		assert_non_null(out);
		assert_int_equal(fwrite(got.p, 1, got.n, out), got.n);
		assert_int_equal(fclose(out), 0);
	}
	OWNED(buf_donep) struct buf want;
	struct fault f = { 0 };
	buf_init(&want, MIB);
	check_ok(fs_read_file(path, &want, &f), &f);
	check_str(got, buf_str(&want));
}

static void dump_strings(struct buf *b, const char *what, const struct str *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "  %s %.*s\n", what, STRF(p[i]));
}

static void dump(struct buf *b, const struct headline *h)
{
	const struct advisory *v = &h->advisory;
	buf_printf(b, "%zu: %.*s %s %.*s\n  %.*s\n", h->line, STRF(v->id),
		   severity_name(v->severity), STRF(v->published), STRF(v->summary));
	dump_strings(b, "alias", v->aliases.p, v->aliases.n);
	dump_strings(b, "cvss", v->cvss.p, v->cvss.n);
	dump_strings(b, "cwe", v->cwe.p, v->cwe.n);
	dump_strings(b, "reference", v->references.p, v->references.n);
	if (h->cve.id.n)
		buf_printf(b, "  exploited %.*s %.*s%s\n", STRF(h->cve.id), STRF(h->cve.kev_added),
			   h->cve.kev_ransomware ? " ransomware" : "");
	for (size_t i = 0; i < v->packages.n; i++) {
		const struct advisory_package *p = &v->packages.p[i];
		buf_printf(b, "  %s:%.*s %.*s %s", ecosystem_info(p->ecosystem)->name,
			   STRF(p->release), STRF(p->name), advisory_status_name(p->status));
		for (size_t k = 0; k < p->intervals.n; k++)
			buf_printf(b, " [%.*s, %.*s%s%.*s%s", STRF(p->intervals.p[k].introduced),
				   STRF(p->intervals.p[k].fixed),
				   p->intervals.p[k].fixed.n ? ")" : "",
				   STRF(p->intervals.p[k].last_affected),
				   p->intervals.p[k].fixed.n ? "" : "]");
		for (size_t k = 0; k < p->versions.n; k++)
			buf_printf(b, " =%.*s", STRF(p->versions.p[k]));
		buf_add_char(b, '\n');
	}
}

static void dump_text(struct arena *a, struct str text, struct buf *b)
{
	struct headline_text t;
	struct headline h;
	struct fault f = { 0 };
	int r;
	headline_init(&t, text);
	while ((r = headline_next(&t, a, &h, &f)) != 0) {
		if (r < 0)
			buf_printf(b, "%s\n", f.text);
		else
			dump(b, &h);
	}
}

static void check_dump(const char *input, const char *want)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf text, got;
	struct fault f = { 0 };
	buf_init(&text, MIB);
	buf_init(&got, MIB);
	check_ok(fs_read_file(file_path(a, input), &text, &f), &f);
	dump_text(a, buf_str(&text), &got);
	check_golden(a, want, buf_str(&got));
}

static void accepted(void **state)
{
	(void)state;
	check_dump("accept.txt", "accept.expect");
}

static void refused(void **state)
{
	(void)state;
	check_dump("refuse.txt", "refuse.expect");
}

static void some_builtin(void **state)
{
	(void)state;
	static const char *const ids[] = { "CVE-2024-3094", "CVE-2021-44228", "CVE-2024-6387",
					   "CVE-2025-59144", "CVE-2023-44487" };
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf got;
	struct headline_text t;
	struct headline h;
	struct fault f = { 0 };
	buf_init(&got, MIB);
	headline_init(&t, builtin());
	int r;
	while ((r = headline_next(&t, a, &h, &f)) != 0) {
		if (r < 0)
			continue;
		/* the line would change with every advisory added above */
		h.line = 0;
		for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
			if (str_is(h.advisory.id, ids[i]))
				dump(&got, &h);
		}
	}
	check_golden(a, "builtin.expect", buf_str(&got));
}

static bool is_bare(struct str version)
{
	return version.n == 0;
}

/* What headline_next() does not refuse, but no record of ours should be. */
static unsigned odd_package(const struct advisory *v, const struct advisory_package *p)
{
	unsigned bad = 0;
	const struct ecosystem_info *info = ecosystem_info(p->ecosystem);
	for (size_t i = 0; i < p->intervals.n; i++) {
		const struct advisory_interval *run = &p->intervals.p[i];
		bool endless = is_bare(run->fixed) && is_bare(run->last_affected);
		if (endless && info->has_release)
			bad++;
		if (i + 1 < p->intervals.n && run->fixed.n) {
			const struct scheme *s = scheme_find(info->scheme);
			bad += s->compare(run->fixed, p->intervals.p[i + 1].introduced) > 0;
		}
	}
	if (p->status == ADVISORY_FIXED && !info->has_release)
		bad++;
	if (bad)
		print_error("%.*s: %s:%.*s %.*s\n", STRF(v->id), info->name, STRF(p->release),
			    STRF(p->name));
	return bad;
}

static unsigned odd_record(struct arena *a, struct map *seen, const struct headline *h)
{
	const struct advisory *v = &h->advisory;
	unsigned bad = 0;
	bool is_new;
	(void)map_put(seen, v->id, &is_new);
	bad += !is_new || v->references.n == 0 || v->published.n == 0 || v->cwe.n + v->cvss.n == 0;
	bad += v->summary.n > 250 || str_ends(v->summary, STR("."));
	for (size_t i = 0; i < v->references.n; i++)
		bad += !str_starts(v->references.p[i], STR("https://"));
	for (size_t i = 0; i < v->cvss.n; i++)
		bad += !str_starts(v->cvss.p[i], STR("CVSS:"));
	for (size_t i = 0; i < v->cwe.n; i++)
		bad += !str_starts(v->cwe.p[i], STR("CWE-"));
	for (size_t i = 0; i < v->packages.n; i++) {
		const struct advisory_package *p = &v->packages.p[i];
		bad += odd_package(v, p);
		for (size_t k = 0; k < i; k++) {
			const struct advisory_package *q = &v->packages.p[k];
			if (p->ecosystem == q->ecosystem && str_eq(p->release, q->release) &&
			    str_eq(p->name, q->name)) {
				print_error("twice %.*s:%.*s\n", STRF(p->release), STRF(p->name));
				bad++;
			}
		}
	}
	if (bad)
		print_error("line %zu: %.*s\n", h->line, STRF(v->id));
	return bad;
}

static void builtin_is_sound(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct headline_text t;
	struct headline h;
	struct fault f = { 0 };
	struct map seen;
	unsigned bad = 0, exploited = 0, n = 0;
	int r;
	map_init(&seen, a);
	headline_init(&t, builtin());
	while ((r = headline_next(&t, a, &h, &f)) != 0) {
		n++;
		if (r < 0) {
			print_error("%s\n", f.text);
			bad++;
		} else {
			bad += odd_record(a, &seen, &h);
			exploited += h.cve.id.n > 0;
		}
	}
	assert_int_equal(bad, 0);
	assert_true(n >= 300);
	assert_true(exploited >= 40);
}

/* "none" when nothing speaks of the package in that release. */
static const char *ask(struct arena *a, enum ecosystem e, struct str release,
		       const struct str *word)
{
	struct headline_text t;
	struct headline h;
	struct fault f = { 0 };
	const char *answer = "no such record";
	struct str name = ecosystem_name(a, e, word[1]);
	headline_init(&t, builtin());
	int r;
	while ((r = headline_next(&t, a, &h, &f)) != 0) {
		if (r < 0 || !str_eq(h.advisory.id, word[3]))
			continue;
		answer = "none";
		for (size_t i = 0; i < h.advisory.packages.n; i++) {
			const struct advisory_package *p = &h.advisory.packages.p[i];
			static const char *const words[] = { "no", "yes", "unknown" };
			if (p->ecosystem == e && str_eq(p->release, release) &&
			    str_eq(p->name, name))
				return words[range_affected(p, word[2]).answer];
		}
	}
	return answer;
}

static void spot(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(arena_freep) struct arena *scratch = arena_new();
	OWNED(buf_donep) struct buf file;
	struct fault f = { 0 };
	unsigned bad = 0, n = 0;
	buf_init(&file, MIB);
	check_ok(fs_read_file(file_path(a, "spot.data"), &file, &f), &f);
	struct str rest = buf_str(&file), line;
	while (str_next_line(&rest, &line)) {
		struct str word[5] = { 0 }, words = line, eco, release, ignored;
		enum ecosystem e;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		for (size_t i = 0; i < ARRAY_LEN(word); i++)
			assert_true(str_next_word(&words, &word[i]));
		(void)str_cut(word[0], ':', &eco, &release);
		assert_true(ecosystem_parse(a, eco, &e, &ignored));
		const char *got = ask(scratch, e, release, word);
		n++;
		if (!str_is(word[4], got)) {
			print_error("got %s: %.*s\n", got, STRF(line));
			bad++;
		}
		arena_reset(scratch);
	}
	assert_true(n >= 100);
	assert_int_equal(bad, 0);
}

/* A file that ends in the middle of a record, at every byte: a record or a fault, never a crash. */
static void cut_short(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf file;
	struct fault f = { 0 };
	buf_init(&file, MIB);
	check_ok(fs_read_file(file_path(a, "accept.txt"), &file, &f), &f);
	unsigned whole = 0, faults = 0;
	for (size_t n = 0; n <= file.n; n++) {
		OWNED(arena_freep) struct arena *scratch = arena_new();
		struct headline_text t;
		struct headline h;
		int r;
		headline_init(&t, str_make(file.p, n));
		while ((r = headline_next(&t, scratch, &h, &f)) != 0) {
			whole += r > 0;
			faults += r < 0;
		}
	}
	assert_true(whole > 100);
	assert_true(faults > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accepted),	cmocka_unit_test(refused),
		cmocka_unit_test(some_builtin), cmocka_unit_test(builtin_is_sound),
		cmocka_unit_test(spot),		cmocka_unit_test(cut_short),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
