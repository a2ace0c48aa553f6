/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/opt.h"

struct options {
	bool all, no_gate;
	const char *image;
	struct opt_list outputs, scopes;
	uint64_t jobs;
	unsigned verify, repair;
};

struct common {
	bool quiet, verbose;
};

static const char *const verify_choices[] = { "blobs", "full", NULL };
static const char *const repair_choices[] = { "stages", "layers", NULL };

#define AT(type, field) .offset = offsetof(struct type, field)
static const struct opt table[] = {
	{ .kind = OPT_GROUP, .help = "What to scan" },
	{ OPT_FLAG, 'a', "all", .help = "Show everything", AT(options, all) },
	{ OPT_FLAG, 0, "no-gate", .help = "Do not gate", AT(options, no_gate) },
	{ OPT_STRING, 'i', "image", "NAME", "Which image", AT(options, image) },
	{ OPT_LIST, 'o', "output", "FORMAT=FILE", "Also write", AT(options, outputs) },
	{ OPT_LIST, 0, "scopes", "A,B", "Which scopes", AT(options, scopes), .split = true },
	{ OPT_NUMBER, 'j', "jobs", "N", "Threads", AT(options, jobs), .max = 256 },
	{ OPT_CHOICE, 0, "verify", .help = "Digests", AT(options, verify),
	  .choices = verify_choices },
	{ OPT_MAYBE, 0, "fix", .help = "Repair", AT(options, repair), .choices = repair_choices },
	{ OPT_IGNORED, 0, "timeout", "TIME", "Accepted and ignored" },
	{ OPT_FLAG, 0, "secret-door", .help = "Hidden", AT(options, all), .hidden = true },
	{ 0 },
};

static const struct opt common_table[] = {
	{ OPT_FLAG, 'q', "quiet", .help = "Quiet", AT(common, quiet) },
	{ OPT_FLAG, 'v', "verbose", .help = "Verbose", AT(common, verbose) },
	{ 0 },
};

struct parsed {
	struct arena *arena;
	struct options o;
	struct common c;
	struct fault f;
	char *argv[16];
	int operands, result;
};

/* Words parted by '|'. */
static struct parsed parse(const char *line)
{
	struct parsed p = { .arena = arena_new() };
	int argc = 0;
	p.argv[argc++] = (char *)"scan";
	struct str rest = str_of(line), word;
	while (line[0] && str_next(&rest, '|', &word))
		p.argv[argc++] = (char *)str_cstr(p.arena, word);
	p.result = opt_parse(table, &p.o, common_table, &p.c, argc, p.argv, &p.operands, p.arena,
			     &p.f);
	return p;
}

static void done(struct parsed *p)
{
	arena_free(p->arena);
}

static void spellings(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"--image|x|-j|8|-o|a=b|-qv|f",	   "--image=x|--jobs=8|-oa=b|-q|-v|f",
		"-ix|-j8|f|--output=a=b|-vq",	   "f|-i|x|-qvj|8|--output|a=b",
		"-j=8|-i=x|-qv|--output|a=b|--|f", "--quiet|--verbose|--image|x|-j8|-o|a=b|f",
	};
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		struct parsed p = parse(lines[i]);
		check_ok(p.result, &p.f);
		assert_string_equal(p.o.image, "x");
		assert_int_equal(p.o.jobs, 8);
		assert_int_equal(p.o.outputs.n, 1);
		assert_string_equal(p.o.outputs.p[0], "a=b");
		assert_true(p.c.quiet && p.c.verbose);
		assert_int_equal(p.operands, 1);
		assert_string_equal(p.argv[0], "f");
		done(&p);
	}
}

static void operands(void **state)
{
	(void)state;
	struct parsed p = parse("a|-|--all|b|--|--image|-x|--");
	check_ok(p.result, &p.f);
	assert_true(p.o.all);
	assert_int_equal(p.operands, 6);
	static const char *const want[] = { "a", "-", "b", "--image", "-x", "--" };
	for (size_t i = 0; i < ARRAY_LEN(want); i++)
		assert_string_equal(p.argv[i], want[i]);
	done(&p);
	p = parse("");
	check_ok(p.result, &p.f);
	assert_int_equal(p.operands, 0);
	done(&p);
}

static void values(void **state)
{
	(void)state;
	struct parsed p = parse("--scopes|a, b|--scopes=c|--verify|full|--all|--no-all|--no-gate");
	check_ok(p.result, &p.f);
	assert_int_equal(p.o.scopes.n, 3);
	assert_string_equal(p.o.scopes.p[1], "b");
	assert_string_equal(p.o.scopes.p[2], "c");
	assert_int_equal(p.o.verify, 1);
	assert_false(p.o.all);
	assert_true(p.o.no_gate);
	done(&p);
	p = parse("--image=|--image=--quiet"); /* empty and forced values are values */
	check_ok(p.result, &p.f);
	assert_string_equal(p.o.image, "--quiet");
	done(&p);
}

/* The word behind it is never its value. */
static void maybe_values(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		unsigned value;
		int operands;
	} cases[] = {
		{ "f", 0, 1 },
		{ "--fix", 1, 0 },
		{ "--fix|stages", 1, 1 },
		{ "--fix=stages|stages", 2, 1 },
		{ "--fix=layers", 3, 0 },
		{ "--fix=layers|--fix", 1, 0 },
		{ "--fix=layers|--no-fix", 0, 0 },
		{ "--fix|--image|x", 1, 0 },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct parsed p = parse(cases[i].line);
		check_ok(p.result, &p.f);
		assert_int_equal(p.o.repair, cases[i].value);
		assert_int_equal(p.operands, cases[i].operands);
		done(&p);
	}
}

static void errors(void **state)
{
	(void)state;
	static const struct {
		const char *line, *text;
	} cases[] = {
		{ "a|--imgae|x", "unknown option --imgae (argument 2); did you mean --image?" },
		{ "--ima=x", "unknown option --ima (argument 1); did you mean --image?" },
		{ "--xyzzy", "unknown option --xyzzy (argument 1)" },
		{ "--secret", "unknown option --secret (argument 1)" },
		{ "-z", "unknown option -z (argument 1)" },
		{ "-qz", "unknown option -z (argument 1)" },
		{ "-all", "unknown option -all (argument 1); did you mean --all?" },
		{ "--image", "--image needs a value: NAME" },
		{ "-qi", "--image needs a value: NAME" },
		{ "--image|--quiet",
		  "--image needs a value (NAME), but the next word is the option --quiet" },
		{ "-i|-q", "--image needs a value (NAME), but the next word is the option -q" },
		{ "--all=yes", "--all takes no value (argument 1)" },
		{ "--no-image", "unknown option --no-image (argument 1)" },
		{ "--no-no-gate",
		  "unknown option --no-no-gate (argument 1); did you mean --no-gate?" },
		{ "--jobs=257", "--jobs needs a number from 0 to 256, not \"257\"" },
		{ "-j|four", "--jobs needs a number from 0 to 256, not \"four\"" },
		{ "--jobs=-1", "--jobs needs a number from 0 to 256, not \"-1\"" },
		{ "--verify=blob", "--verify: unknown value \"blob\"; did you mean blobs?" },
		{ "--verify=", "--verify: unknown value \"\"; it is one of blobs, full" },
		{ "--fix=stage", "--fix: unknown value \"stage\"; did you mean stages?" },
		{ "--fix=all", "--fix: unknown value \"all\"; it is one of stages, layers" },
		{ "--fix=", "--fix: unknown value \"\"; it is one of stages, layers" },
		{ "--no-fix=stages", "--no-fix takes no value (argument 1)" },
		{ "--image|--fix=stages",
		  "--image needs a value (NAME), but the next word is the option --fix=stages" },
		{ "--scopes=a,,b", "--scopes: an empty item in the list (argument 1)" },
		{ "--=x", "unknown option -- (argument 1)" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct parsed p = parse(cases[i].line);
		assert_int_equal(p.result, E_USAGE);
		check_text(str_of(p.f.text), cases[i].text);
		done(&p);
	}
}

static void ignored(void **state)
{
	(void)state;
	struct parsed p = parse("--timeout|5m|f");
	check_ok(p.result, &p.f);
	assert_int_equal(p.operands, 1);
	assert_string_equal(p.argv[0], "f");
	done(&p);
}

static void nearest(void **state)
{
	(void)state;
	static const char *const words[] = { "scan", "db", "help", "completion", NULL };
	assert_string_equal(opt_nearest("scna", words), "scan");
	assert_string_equal(opt_nearest("SCAN", words), "scan");
	assert_string_equal(opt_nearest("hepl", words), "help");
	assert_string_equal(opt_nearest("comp", words), "completion");
	assert_null(opt_nearest("", words));
	assert_null(opt_nearest("xx", words));
	assert_null(opt_nearest("frobnicate", words));
	char longer[4096];
	memset(longer, 'a', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	assert_null(opt_nearest(longer, words));
	assert_null(opt_nearest("scan", NULL));
}

static void skipping(void **state)
{
	(void)state;
	static const struct {
		const char *argv[6];
		int argc, at;
	} cases[] = {
		{ { "p", "scan" }, 2, 1 },
		{ { "p", "-i", "scan", "x" }, 4, 3 },
		{ { "p", "--image=y", "-a", "scan" }, 4, 3 },
		{ { "p", "--image", "scan" }, 3, 3 },
		{ { "p", "--fix", "scan" }, 3, 2 },
		{ { "p", "-" }, 2, 1 },
		{ { "p" }, 1, 1 },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(opt_skip(table, cases[i].argc, (char **)(uintptr_t)cases[i].argv),
				 cases[i].at);
}

static void help(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, MIB);
	struct out out;
	out_init_buf(&out, &b);
	opt_help(table, 40, &out);
	out_done(&out);
	struct str s = buf_str(&b), line;
	check_text(s, "What to scan:\n"
		      "  -a, --all\n        Show everything\n"
		      "      --no-gate\n        Do not gate\n"
		      "  -i, --image NAME\n        Which image\n"
		      "  -o, --output FORMAT=FILE\n        Also write\n"
		      "      --scopes A,B\n        Which scopes\n"
		      "  -j, --jobs N\n        Threads\n"
		      "      --verify blobs|full\n        Digests\n"
		      "      --fix[=stages|layers]\n        Repair\n"
		      "      --timeout TIME\n        Accepted and ignored\n");
	buf_clear(&b);
	out_init_buf(&out, &b);
	opt_help(table, 80, &out);
	out_done(&out);
	s = buf_str(&b);
	assert_true(str_has(s, STR("  -j, --jobs N               Threads\n")));
	while (str_next_line(&s, &line))
		assert_true(line.n <= 80);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spellings), cmocka_unit_test(operands),
		cmocka_unit_test(values),    cmocka_unit_test(maybe_values),
		cmocka_unit_test(errors),    cmocka_unit_test(ignored),
		cmocka_unit_test(nearest),   cmocka_unit_test(skipping),
		cmocka_unit_test(help),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
