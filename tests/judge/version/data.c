/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks NAME.data beside this file, one for each version order, one relation a line:
 *
 *	1.0~rc1 < 1.0	# why
 *	1.0 = 1.0-0
 *	!bad version	# not valid; everything between '!' and "	#" counts, spaces too
 *	?odd		# valid, although it does not look so
 *
 * Both sides of a relation must be valid, and the relation must hold in both directions. A side in
 * double quotes may hold spaces, and need not be valid.
 */
#include "check.h"

#include "judge/scheme.h"

struct place {
	const char *file;
	size_t line;
	size_t failed, cases;
};

static void complain(struct place *p, struct str text, const char *what)
{
	p->failed++;
	print_error("%s.data:%zu: %.*s: %s\n", p->file, p->line, STRF(text), what);
}

/* A word, or what stands between double quotes. */
static bool take_side(struct str *rest, struct str *side, bool *quoted)
{
	*rest = str_trim(*rest);
	*quoted = rest->n && rest->p[0] == '"';
	if (!*quoted)
		return str_next_word(rest, side);
	return str_cut(str_from(*rest, 1), '"', side, rest);
}

static void check_relation(const struct scheme *s, struct place *p, struct str line)
{
	struct str rest = line, a, op, b;
	bool quoted_a, quoted_b;
	if (!take_side(&rest, &a, &quoted_a) || !str_next_word(&rest, &op) ||
	    !take_side(&rest, &b, &quoted_b) || str_trim(rest).n) {
		complain(p, line, "not a relation");
		return;
	}
	int want = str_is(op, "<") ? -1 : str_is(op, ">") ? 1 : 0;
	if (want == 0 && !str_is(op, "="))
		complain(p, line, "unknown relation");
	int forth = s->compare(a, b), back = s->compare(b, a);
	if ((forth > 0) - (forth < 0) != want)
		complain(p, line, forth < 0 ? "is less" : forth > 0 ? "is greater" : "is equal");
	if ((back > 0) - (back < 0) != -want)
		complain(p, line, "does not hold the other way round");
	if ((!quoted_a && !s->valid(a)) || (!quoted_b && !s->valid(b)))
		complain(p, line, "has a side that is not valid");
}

static void check_line(const struct scheme *s, struct place *p, struct str line)
{
	size_t comment = str_find(line, STR("\t#"));
	line = comment == SIZE_MAX ? line : str_slice(line, 0, comment);
	while (line.n && line.p[line.n - 1] == '\t')
		line.n--;
	if (line.n == 0 || line.p[0] == '#')
		return;
	p->cases++;
	if (line.p[0] == '!' && s->valid(str_from(line, 1)))
		complain(p, line, "is valid");
	else if (line.p[0] == '?' && !s->valid(str_from(line, 1)))
		complain(p, line, "is not valid");
	else if (line.p[0] != '!' && line.p[0] != '?')
		check_relation(s, p, line);
}

static void every_file(void **state)
{
	(void)state;
	/* beside the source; tests/run gives the root of the tree */
	const char *root = getenv("ROOT");
	size_t failed = 0;
	for (size_t i = 0; i < all_schemes_n; i++) {
		struct place p = { .file = all_schemes[i]->name };
		char path[4096];
		snprintf(path, sizeof(path), "%s/tests/judge/version/%s.data", root ? root : ".",
			 p.file);
		FILE *file = fopen(path, "rb");
		if (!file)
			fail_msg("no %s", path);
		static char text[1 << 20];
		size_t n = fread(text, 1, sizeof(text), file);
		fclose(file);
		assert_true(n < sizeof(text));
		struct str rest = str_make(text, n), line;
		while (str_next_line(&rest, &line)) {
			p.line++;
			check_line(all_schemes[i], &p, line);
		}
		print_message("# %s: %zu cases\n", p.file, p.cases);
		assert_true(p.cases >= 15);
		failed += p.failed;
	}
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_file) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
