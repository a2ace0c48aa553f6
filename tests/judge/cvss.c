/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Vectors with known scores: the examples of the specifications and well-known vulnerabilities; and,
 * with a corpus, every vector there that stands beside a score.
 */
#include "check.h"

#include "judge/cvss.h"

#include <zstd.h>

static const struct {
	const char *vector;
	int tenths;
} known[] = {
	/* 2.0: the guide's three examples, then NVD's */
	{ "AV:N/AC:L/Au:N/C:N/I:N/A:C", 78 },  /* CVE-2002-0392 */
	{ "AV:N/AC:L/Au:N/C:C/I:C/A:C", 100 }, /* CVE-2003-0818 */
	{ "AV:L/AC:H/Au:N/C:C/I:C/A:C", 62 },  /* CVE-2003-0062 */
	{ "AV:N/AC:L/Au:N/C:P/I:N/A:N", 50 },  /* Heartbleed */
	{ "AV:N/AC:M/Au:N/C:P/I:N/A:N", 43 },  /* POODLE */
	{ "AV:N/AC:M/Au:N/C:C/I:C/A:C", 93 },  /* Log4Shell */
	{ "AV:L/AC:L/Au:N/C:C/I:C/A:C", 72 },  /* Dirty COW */
	{ "AV:N/AC:L/Au:N/C:P/I:P/A:P", 75 },
	{ "AV:N/AC:M/Au:N/C:P/I:P/A:P", 68 },
	{ "AV:N/AC:H/Au:N/C:P/I:P/A:P", 51 },
	{ "AV:L/AC:L/Au:N/C:P/I:P/A:P", 46 },
	{ "AV:L/AC:M/Au:N/C:C/I:C/A:C", 69 },
	{ "AV:L/AC:M/Au:N/C:P/I:P/A:P", 44 },
	{ "AV:L/AC:L/Au:N/C:P/I:N/A:N", 21 },
	{ "AV:L/AC:M/Au:N/C:P/I:N/A:N", 19 },
	{ "AV:L/AC:L/Au:N/C:N/I:N/A:C", 49 },
	{ "AV:N/AC:L/Au:S/C:P/I:P/A:P", 65 },
	{ "AV:N/AC:L/Au:S/C:C/I:C/A:C", 90 },
	{ "AV:N/AC:L/Au:S/C:P/I:N/A:N", 40 },
	{ "AV:N/AC:M/Au:S/C:N/I:P/A:N", 35 },
	{ "AV:N/AC:H/Au:N/C:P/I:N/A:N", 26 },
	{ "AV:N/AC:M/Au:N/C:P/I:P/A:N", 58 },
	{ "AV:N/AC:L/Au:N/C:P/I:P/A:N", 64 },
	{ "AV:N/AC:M/Au:N/C:N/I:N/A:C", 71 },
	{ "AV:A/AC:L/Au:N/C:N/I:N/A:P", 33 },
	{ "AV:A/AC:L/Au:N/C:C/I:C/A:C", 83 },
	{ "AV:N/AC:L/Au:N/C:N/I:N/A:N", 0 },
	/* temporal and environmental metrics do not change the base score; parentheses are NVD's */
	{ "AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:N/TD:H/CR:M/IR:M/AR:H", 78 },
	{ "(AV:N/AC:L/Au:N/C:N/I:N/A:C)", 78 },

	/* 3.0 and 3.1: the examples document, then NVD's */
	{ "CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 64 },	 /* CVE-2013-0375 */
	{ "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 31 },	 /* CVE-2014-3566, POODLE */
	{ "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", 99 },	 /* CVE-2012-1516 */
	{ "CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", 42 },	 /* CVE-2009-0783 */
	{ "CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", 88 },	 /* CVE-2012-0384 */
	{ "CVSS:3.0/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", 78 },	 /* CVE-2015-1098 */
	{ "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 75 },	 /* CVE-2014-0160, Heartbleed */
	{ "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 98 },	 /* CVE-2014-6271, Shellshock */
	{ "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:N/I:H/A:N", 68 },	 /* CVE-2008-1447, Kaminsky */
	{ "CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 68 },	 /* CVE-2014-2005 */
	{ "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:L/I:N/A:N", 58 },	 /* CVE-2010-0467 */
	{ "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:N/I:L/A:N", 58 },	 /* CVE-2012-1342 */
	{ "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 61 },	 /* CVE-2013-1937 */
	{ "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:C/C:H/I:N/A:H", 93 },	 /* CVE-2013-6014 */
	{ "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", 88 },	 /* CVE-2016-1645 */
	{ "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 100 }, /* CVE-2021-44228, Log4Shell */
	{ "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", 78 },	 /* CVE-2022-0847, Dirty Pipe */
	{ "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H", 81 },	 /* CVE-2024-6387, regreSSHion */
	{ "CVSS:3.0/AV:L/AC:H/PR:L/UI:N/S:C/C:H/I:N/A:N", 56 },	 /* CVE-2017-5754, Meltdown */
	{ "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:C/C:H/I:H/A:H", 86 },	 /* CVE-2019-5736, runc */
	{ "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", 75 },	 /* CVE-2023-44487, rapid reset */
	{ "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:N", 59 },
	{ "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H", 55 },
	{ "CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H", 72 },
	{ "CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N", 54 },
	{ "CVSS:3.1/AV:N/AC:L/PR:H/UI:R/S:C/C:L/I:L/A:N", 48 },
	{ "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0 },
	{ "CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:L", 16 },
	{ "CVSS:3.1/A:H/I:H/C:H/S:U/UI:N/PR:N/AC:L/AV:N", 98 }, /* any order */
	{ "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U/RL:O/RC:U/CR:L/MAV:P/MC:N", 98 },

	/* 4.0: the examples document */
	{ "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
	  73 }, /* CVE-2022-41741 */
	{ "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
	  77 }, /* CVE-2020-3549 */
	{ "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N",
	  83 }, /* CVE-2023-3089 */
	{ "CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
	  46 }, /* CVE-2021-44714 */
	{ "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N", 51 }, /* XSS */
	{ "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 100 },
	{ "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 93 },
	{ "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N", 87 }, /* Heartbleed */
	{ "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N", 87 },
	{ "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N", 69 },
	{ "CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:L/VA:L/SC:N/SI:N/SA:N", 53 },
	{ "CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 85 },
	{ "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0 },
	/* threat and environment count; not defined is the worst case */
	{ "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N/E:A", 87 },
	{ "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:A/MSI:S/MSA:S", 100 },
	{ "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/MVC:N/MVI:N/MVA:N", 0 },
	{ "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/S:P/AU:Y/R:U/V:D/RE:L/U:Red",
	  93 },
	{ "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:X/CR:X/MAV:X/U:X",
	  93 },
};

static void known_scores(void **state)
{
	(void)state;
	size_t failed = 0;
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		struct cvss c = { .tenths = -1 };
		bool ok = cvss_parse(str_of(known[i].vector), &c);
		if (ok && c.tenths == known[i].tenths)
			continue;
		failed++;
		print_error("%s: %d, expected %d\n", known[i].vector, c.tenths, known[i].tenths);
	}
	assert_int_equal(failed, 0);
}

static void refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"",
		"/",
		"CVSS:3.1/",
		"CVSS:3.1",
		"AV:N",
		"AV:N/AC:L/Au:N/C:N/I:N",			/* A is missing */
		"AV:N/AC:L/Au:N/C:N/I:N/A:C/A:C",		/* twice */
		"AV:N/AC:L/Au:N/C:N/I:N/A:X",			/* unknown value */
		"AV:N/AC:L/Au:N/C:N/I:N/A:C/",			/* empty metric */
		"(AV:N/AC:L/Au:N/C:N/I:N/A:C",			/* half a parenthesis */
		"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H",	/* A is missing */
		"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:h", /* case */
		"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:HH",
		"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:",
		"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/ZZ:1",
		"CVSS:3.2/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", /* no such version */
		"AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",		/* 3.x needs its prefix */
		"CVSS:4.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
		"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:S/SI:N/SA:N",
		"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/U:R",
	};
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct cvss c = { .tenths = 77 };
		if (cvss_parse(str_of(bad[i]), &c) || c.tenths != 77)
			fail_msg("taken or touched: %s", bad[i]);
	}
}

static void severities(void **state)
{
	(void)state;
	struct cvss c;
	assert_true(cvss_parse(STR(" AV:N/AC:L/Au:N/C:C/I:C/A:C\n"), &c));
	assert_int_equal(c.version, CVSS_2_0);
	assert_int_equal(c.severity, SEVERITY_HIGH); /* 2.0 has no critical */
	check_text(c.vector, "AV:N/AC:L/Au:N/C:C/I:C/A:C");
	assert_true(cvss_parse(STR("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"), &c));
	assert_int_equal(c.severity, SEVERITY_CRITICAL);
	assert_true(c.score == 9.8);
	assert_true(cvss_parse(STR("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N"), &c));
	assert_int_equal(c.severity, SEVERITY_NEGLIGIBLE);
	assert_string_equal(cvss_version_name(CVSS_3_1), "3.1");
	assert_string_equal(cvss_version_name(CVSS_COUNT_), "");
}

static void the_best(void **state)
{
	(void)state;
	const struct str list[] = {
		STR("CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
		STR("garbage"),
		STR("AV:N/AC:L/Au:N/C:C/I:C/A:C"),
		STR("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"),
		STR("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"),
		STR("CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:L/VA:L/SC:N/SI:N/SA:N"),
	};
	struct cvss c = { .tenths = 77 };
	assert_true(cvss_best(list, 6, &c));
	assert_int_equal(c.version, CVSS_4_0);
	assert_int_equal(c.tenths, 53);
	assert_true(cvss_best(list, 5, &c)); /* 3.1 before 3.0, the higher of two */
	assert_int_equal(c.version, CVSS_3_1);
	assert_int_equal(c.tenths, 75);
	assert_true(cvss_best(list + 1, 3, &c));
	assert_int_equal(c.version, CVSS_3_0);
	assert_true(cvss_best(list + 1, 2, &c));
	assert_int_equal(c.version, CVSS_2_0);
	c.tenths = 77;
	assert_false(cvss_best(list + 1, 1, &c));
	assert_false(cvss_best(NULL, 0, &c));
	assert_int_equal(c.tenths, 77);
}

static struct str decompress(const char *path)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return STR("");
	size_t room = 16 << 20;
	char *packed = malloc(room);
	assert_non_null(packed);
	size_t n = fread(packed, 1, room, file);
	assert_true(n < room);
	fclose(file);
	size_t most = 256 << 20, size = 0;
	char *text = malloc(most);
	assert_non_null(text);
	ZSTD_DStream *stream = ZSTD_createDStream();
	ZSTD_inBuffer in = { packed, n, 0 };
	ZSTD_outBuffer out = { text, most, 0 };
	while (in.pos < in.size)
		assert_false(ZSTD_isError(ZSTD_decompressStream(stream, &out, &in)));
	size = out.pos;
	ZSTD_freeDStream(stream);
	free(packed);
	return str_make(text, size);
}

/* Reads `VECTOR",SCORE` where *rest begins; the score in tenths, -1 when there is none. */
static int beside(struct str rest, struct str *vector)
{
	struct str tail, score;
	if (!str_cut(rest, '"', vector, &tail) || !str_starts(tail, STR(",")))
		return -1;
	str_cut(str_from(tail, 1), ',', &score, NULL);
	struct str whole, part;
	uint64_t w, p = 0;
	bool fraction = str_cut(score, '.', &whole, &part);
	if (!str_u64(whole, 10, &w) || (fraction && !str_u64(part, 9, &p)))
		return -1;
	return (int)(w * 10 + p);
}

enum difference {
	SAME,
	TEMPORAL,      /* the record scored the temporal metrics as well */
	ENVIRONMENTAL, /* with a changed scope, the modified impact formula gives 0.1 more */
	HALF,	       /* 4.0, exactly between two: calculators with floating point went down */
	TYPED,	       /* none of these */
	DIFFERENCES_,
};

static enum difference compare_scores(const struct cvss *c, int tenths)
{
	static const struct str temporal[] = { STR_INIT("/E:"), STR_INIT("/RL:"), STR_INIT("/RC:"),
					       STR_INIT("/MAV:") };
	if (c->tenths == tenths)
		return SAME;
	for (size_t i = 0; c->version < CVSS_4_0 && i < ARRAY_LEN(temporal); i++)
		if (str_has(c->vector, temporal[i]))
			return TEMPORAL;
	if (c->version == CVSS_4_0 && tenths == c->tenths - 1)
		return HALF;
	if (str_has(c->vector, STR("/S:C/")) && tenths == c->tenths + 1)
		return ENVIRONMENTAL;
	return TYPED;
}

/*
 * Some published records carry a score that the formulas do not give for their vector. What is not
 * explained by the way it was computed must be rare enough to have been typed by hand.
 */
static void corpus(void **state)
{
	(void)state;
	const char *root = getenv("SEAWORTHY_CORPUS");
	char path[4096];
	snprintf(path, sizeof(path), "%s/feeds/vulnrichment/cve.jsonl.zst", root ? root : "");
	struct str text = decompress(path);
	if (text.n == 0) {
		print_message("# no %s\n", path);
		skip();
	}
	struct str rest = text;
	size_t count[CVSS_COUNT_] = { 0 }, differences[DIFFERENCES_] = { 0 };
	for (size_t at; (at = str_find(rest, STR("\"CVSS:"))) != SIZE_MAX;) {
		rest = str_from(rest, at + 1);
		struct str vector;
		struct cvss c;
		int tenths = beside(rest, &vector);
		if (tenths < 0)
			continue;
		if (!cvss_parse(vector, &c))
			fail_msg("refused: %.*s", STRF(vector));
		count[c.version]++;
		differences[compare_scores(&c, tenths)]++;
	}
	print_message("# %zu vectors of 3.0, %zu of 3.1, %zu of 4.0; same score %zu\n",
		      count[CVSS_3_0], count[CVSS_3_1], count[CVSS_4_0], differences[SAME]);
	print_message("# temporal %zu, environmental formula %zu, half %zu, typed %zu\n",
		      differences[TEMPORAL], differences[ENVIRONMENTAL], differences[HALF],
		      differences[TYPED]);
	assert_true(differences[SAME] > 0);
	assert_true(differences[TYPED] * 1000 < differences[SAME]);
	assert_true(differences[ENVIRONMENTAL] * 100 < differences[SAME]);
	assert_true(differences[HALF] * 100 < count[CVSS_4_0]);
	free((void *)(uintptr_t)text.p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_scores), cmocka_unit_test(refused),
		cmocka_unit_test(severities),	cmocka_unit_test(the_best),
		cmocka_unit_test(corpus),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
