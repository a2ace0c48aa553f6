/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every row of the corpus' version vectors: A, operator, B, source. Skipped without a corpus.
 *
 * Operators: < = > <= >= == != <> and valid, invalid; a '!' in front of another one says that the
 * relation must not hold. apk's fuzzy '~' ("belongs to the branch") is asked of the order as well:
 * the branch of B is what lies between B with an unreadable rest and B with an enormous number.
 */
#include "check.h"

#include "judge/scheme.h"

static const struct {
	const char *file, *scheme;
} files[] = {
	{ "apk", "apk" },	  { "deb", "deb" },	{ "rpm", "rpm" },
	{ "semver", "semver" },	  { "pypi", "pep440" }, { "maven", "maven" },
	{ "gem", "gem" },	  { "go", "go" },	{ "npm", "npm" },
	{ "npm-loose", "npm" },	  { "nuget", "nuget" }, { "composer", "composer" },
	{ "hackage", "hackage" }, { "cran", "cran" },	{ "pub", "pub" },
};

/*
 * Rows that no order can satisfy together with others of their file, because what made the rows was
 * not transitive:
 *
 *  - composer: "1.2.3.#" is said to equal both 1.2.3 and 1.2.3.1, but a further number makes a
 *    version greater (3.0.30 < 3.0.30.1).
 *  - maven: 2.9.0.RC3 < 2.9.0 < 2.9.0-1 < 2.9.0.RC1 needs RC3 < RC1.
 *  - maven: 1.0.0.RC8-beta < 1.0.0 < 1.0.0-gradle-rework-beta1 < … beta3 < 1.0.0.RC7-3 needs
 *    RC8 < RC7.
 *  - maven: 1.1.0-01-glassfish < 1.1.0.Beta1, while a version with a number behind a hyphen comes
 *    after the release (1.0 < 1.0-1) and ".Beta1" before it.
 */
static const char *const contradictions[] = {
	"1.2.3.#\t=\t1.2.3.1",
	"2.9.0-1\t<\t2.9.0.RC1",
	"1.0.0-gradle-rework-beta3\t<\t1.0.0.RC7-3",
	"1.1.0-01-glassfish\t<\t1.1.0.Beta1",
};

static bool in_branch(const struct scheme *s, struct str version, struct str branch)
{
	char lowest[256], highest[256];
	int n = snprintf(lowest, sizeof(lowest), "%.*s!", STRF(branch));
	int m = snprintf(highest, sizeof(highest), "%.*s.999999999999999999", STRF(branch));
	return s->compare(version, str_make(lowest, n)) >= 0 &&
	       s->compare(version, str_make(highest, m)) < 0;
}

/* Does the relation hold? *known is false for an operator that is not one of ours. */
static bool holds(const struct scheme *s, struct str a, struct str op, struct str b, bool *known)
{
	int r = s->compare(a, b);
	if ((r < 0) != (s->compare(b, a) > 0) || (r > 0) != (s->compare(b, a) < 0))
		return false;
	*known = true;
	if (str_is(op, "<"))
		return r < 0;
	if (str_is(op, ">"))
		return r > 0;
	if (str_is(op, "=") || str_is(op, "=="))
		return r == 0;
	if (str_is(op, "<="))
		return r <= 0;
	if (str_is(op, ">="))
		return r >= 0;
	if (str_is(op, "!=") || str_is(op, "<>"))
		return r != 0;
	if (str_is(op, "~"))
		return in_branch(s, a, b);
	if (str_is(op, "<~"))
		return r < 0 || in_branch(s, a, b);
	if (str_is(op, ">~"))
		return r > 0 || in_branch(s, a, b);
	*known = false;
	return false;
}

static bool row_holds(const struct scheme *s, struct str a, struct str op, struct str b)
{
	if (str_is(op, "valid") || str_is(op, "invalid"))
		return s->valid(a) == str_is(op, "valid");
	bool known;
	bool r = holds(s, a, op, b, &known);
	if (!known && op.n > 1 && op.p[0] == '!')
		r = !holds(s, a, str_from(op, 1), b, &known) && known;
	return known && r;
}

static bool is_contradiction(struct str line)
{
	for (size_t i = 0; i < ARRAY_LEN(contradictions); i++)
		if (str_starts(line, str_of(contradictions[i])))
			return true;
	return false;
}

static char *read_whole(const char *path, size_t *n)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return NULL;
	size_t room = 4 << 20;
	char *text = malloc(room);
	assert_non_null(text);
	*n = fread(text, 1, room, file);
	assert_true(*n < room);
	fclose(file);
	return text;
}

static size_t walk(const struct scheme *s, struct str rest, size_t *failed)
{
	size_t rows = 0;
	struct str line, a, op, b;
	while (str_next_line(&rest, &line)) {
		if (line.n == 0 || line.p[0] == '#' || is_contradiction(line))
			continue;
		struct str tail = line;
		str_cut(tail, '\t', &a, &tail);
		str_cut(tail, '\t', &op, &tail);
		str_cut(tail, '\t', &b, &tail);
		rows++;
		if (row_holds(s, a, op, b))
			continue;
		if (++*failed <= 200)
			print_error("%s: %.*s\n", s->name, STRF(line));
	}
	return rows;
}

static void every_row(void **state)
{
	(void)state;
	const char *corpus = getenv("SEAWORTHY_CORPUS");
	if (!corpus || !*corpus) {
		print_message("# SEAWORTHY_CORPUS is not set\n");
		skip();
	}
	size_t failed = 0;
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		char path[4096];
		snprintf(path, sizeof(path), "%s/versions/%s.txt", corpus, files[i].file);
		size_t n = 0;
		char *text = read_whole(path, &n);
		const struct scheme *s = scheme_find(files[i].scheme);
		assert_non_null(s);
		if (!text) {
			print_message("# no %s\n", path);
			skip();
		}
		size_t before = failed;
		size_t rows = walk(s, str_make(text, n), &failed);
		print_message("# %s: %zu rows, %zu failed\n", files[i].file, rows, failed - before);
		assert_true(rows > 0);
		free(text);
	}
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_row) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
