/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "sample_report.h"

#include "base/term.h"
#include "tell/lang.h"

/* Which of {0} … {9} a text has, one bit each. */
static unsigned places(const char *z)
{
	unsigned set = 0;
	for (; *z; z++)
		if (z[0] == '{' && z[1] >= '0' && z[1] <= '9' && z[2] == '}')
			set |= 1u << (z[1] - '0');
	return set;
}

static bool has_chinese(struct str s)
{
	uint32_t c;
	while (utf8_next(&s, &c))
		if ((c >= 0x3000 && c <= 0x303f) || (c >= 0x4e00 && c <= 0x9fff) ||
		    (c >= 0xff00 && c <= 0xffef)) /* a phrase may be only Chinese punctuation */
			return true;
	return false;
}

/* Words that are the same in both languages, or whose other language is the point. */
static bool may_be_same(enum phrase p)
{
	return p == PHRASE_SWITCH_LANG || !strcmp(phrase(LANG_EN, p), phrase(LANG_ZH, p));
}

static void complete(void **state)
{
	(void)state;
	for (unsigned i = 0; i < PHRASE_COUNT_; i++) {
		const char *en = phrase(LANG_EN, (enum phrase)i),
			   *zh = phrase(LANG_ZH, (enum phrase)i);
		if (!en[0] || !zh[0] || places(en) != places(zh) || !str_is_utf8(str_of(zh)) ||
		    strchr(zh, '|') || (!has_chinese(str_of(zh)) && !may_be_same((enum phrase)i))) {
			print_error("\"%s\" and \"%s\" do not agree\n", en, zh);
			fail();
		}
		const char *bar = strchr(en, '|');
		if (bar && (places(en) != 1 || places(bar) != 1)) {
			print_error("\"%s\" is no count\n", en);
			fail();
		}
	}
}

static void parse(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int want; /* -1: refused */
	} cases[] = {
		{ "en", LANG_EN },    { "zh", LANG_ZH },
		{ "ZH-cn", LANG_ZH }, { "zh_CN.UTF-8", LANG_ZH },
		{ "en_GB", LANG_EN }, { "zh.x", LANG_ZH },
		{ "", -1 },	      { "de", -1 },
		{ "e", -1 },	      { "english", -1 },
		{ "zhx", -1 },	      { "zh cn", -1 },
		{ "-zh", -1 },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		enum lang l = LANG_COUNT_;
		bool ok = lang_parse(str_of(cases[i].text), &l);
		assert_int_equal(ok ? (int)l : -1, cases[i].want);
		assert_int_equal(ok || l == LANG_COUNT_, true);
	}
	assert_int_equal(lang_of(NULL), LANG_EN);
	assert_int_equal(lang_of("zh"), LANG_ZH);
}

static void values(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct wording w = wording_count(a, PHRASE_N_PACKAGES, 1);
	check_text(w.in[LANG_EN], "1 package");
	check_text(w.in[LANG_ZH], "1 个软件包");
	w = wording_count(a, PHRASE_N_PACKAGES, 12345);
	check_text(w.in[LANG_EN], "12,345 packages");
	check_text(w.in[LANG_ZH], "12,345 个软件包");
	w = wording_date(a, STR("2024-03-29T10:00:00Z"));
	check_text(w.in[LANG_EN], "29 March 2024");
	check_text(w.in[LANG_ZH], "2024年3月29日");
	check_text(wording_date(a, STR("soon")).in[LANG_ZH], "soon");
	check_text(wording_date(a, STR("2024-13-01")).in[LANG_ZH], "2024-13-01");
	check_text(wording_bytes(a, 12).in[LANG_ZH], "12 字节");
	check_text(wording_bytes(a, 1200000).in[LANG_ZH], "1.2 MB");
	check_text(wording_percent(a, 0.853).in[LANG_EN], "85 %");
	check_text(wording_percent(a, 0.004).in[LANG_EN], "0.4 %");
	/* a value with braces is not filled again */
	w = WORDING(a, PHRASE_STATUS_FIXED, wording_same(STR("{0}{1}")));
	check_text(w.in[LANG_EN], "fixed in {0}{1}");
	check_text(w.in[LANG_ZH], "已在 {0}{1} 中修复");
	w = wording_list(a, wording_same(STR("")), wording(PHRASE_SEVERITY_LOW));
	w = wording_list(a, w, wording(PHRASE_SEVERITY_HIGH));
	check_text(w.in[LANG_EN], "low, high");
	check_text(w.in[LANG_ZH], "低危、高危");
}

/* The table is searched by halves: an entry out of order would not be found. */
static void known_ids(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = report_new();
	static const char *const ids[] = {
		"account-empty-password",
		"account-root-equivalent",
		"archives-closed",
		"authorized-keys",
		"base-mismatch",
		"digest-mismatch",
		"disguised-executable",
		"dropper",
		"executable-in-hidden-folder",
		"executable-in-temporary-folder",
		"gap-corrupt",
		"gap-digest-mismatch",
		"gap-headline-only",
		"gap-limit",
		"gap-no-advisories",
		"gap-no-packages",
		"gap-nothing-to-judge",
		"gap-truncated",
		"gap-unknown-distribution",
		"gap-unreadable",
		"gap-unsupported",
		"gap-version",
		"git-in-image",
		"layer-without-history",
		"leftover-backup",
		"leftover-build-cache",
		"leftover-bytecode",
		"leftover-compiler",
		"leftover-core-dump",
		"leftover-headers",
		"leftover-log",
		"leftover-package-cache",
		"leftover-package-manager",
		"leftover-tests",
		"leftover-tools",
		"leftover-version-control",
		"library-preload",
		"miner",
		"no-distribution",
		"os-eol",
		"package-file-changed",
		"package-file-missing",
		"package-key-unowned",
		"package-source-foreign",
		"package-source-unsigned",
		"packed-executable",
		"pam-module-unowned",
		"privilege-added",
		"privileged-executable-unowned",
		"reverse-shell",
		"shadowed-command",
		"startup-entry-downloads",
		"startup-entry-unowned",
		"sudo-without-password",
		"unowned-executable",
		"wasted-bytes",
	};
	for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
		struct finding f = { .kind = FINDING_INTEGRITY, .id = str_of(ids[i]) };
		if (!has_chinese(finding_title(r->arena, &f).in[LANG_ZH])) {
			print_error("%s is not found\n", ids[i]);
			fail();
		}
	}
}

/* Every value of every enumeration has a name of its own. */
static void names(void **state)
{
	(void)state;
	for (unsigned i = 0; i < PLACE_COUNT_; i++)
		for (unsigned k = 0; k < i; k++)
			if (i != PLACE_GAP)
				assert_false(
					str_eq(wording_place((enum finding_place)i).in[LANG_EN],
					       wording_place((enum finding_place)k).in[LANG_EN]));
	for (unsigned i = 0; i < SEVERITY_COUNT_; i++)
		check_text(wording_severity((enum severity)i).in[LANG_EN],
			   severity_name((enum severity)i));
	for (unsigned i = 0; i < EXCEPTION_STATE_COUNT_; i++)
		assert_true(has_chinese(wording_exception((enum exception_state)i).in[LANG_ZH]));
	for (unsigned i = 0; i < STEP_KIND_COUNT_; i++)
		assert_true(has_chinese(wording_step((enum step_kind)i).in[LANG_ZH]));
	/* a number that is none of ours gives words, too */
	assert_true(wording_place((enum finding_place)99).in[LANG_EN].n > 0);
}

static void findings(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = report_new();
	struct finding *f = report_add(r, FINDING_INTEGRITY);
	f->id = STR("miner");
	f->path = STR("tmp/.x");
	f->title = STR("tmp/.x shows traces of a cryptocurrency miner");
	f->message = STR("tmp/.x (a pool).");
	struct wording w = finding_title(r->arena, f);
	check_str(w.in[LANG_EN], f->title);
	check_text(w.in[LANG_ZH], "tmp/.x：发现加密货币挖矿程序的痕迹");
	assert_true(str_ends(finding_why(r->arena, f).in[LANG_ZH], f->message));
	/* the first and the last of the table, which the search by halves must reach */
	f->title = f->path = STR("");
	f->id = STR("account-empty-password");
	assert_true(has_chinese(finding_fix(r->arena, f).in[LANG_ZH]));
	f->id = STR("wasted-bytes");
	assert_true(has_chinese(finding_fix(r->arena, f).in[LANG_ZH]));
	f->id = STR("of-tomorrow");
	f->title = STR("something new");
	check_text(finding_title(r->arena, f).in[LANG_ZH], "something new");
	/* a feed may call its record what it likes */
	f->id = STR("miner");
	f->kind = FINDING_VULNERABILITY;
	check_text(finding_title(r->arena, f).in[LANG_ZH], "something new");
	struct secret s = { .provider = STR("GitHub") };
	*f = (struct finding){ .kind = FINDING_SECRET,
			       .id = STR("github-personal-token"),
			       .secret = &s,
			       .title = STR("GitHub personal access token"),
			       .fix = STR("Delete it.") };
	check_text(finding_title(r->arena, f).in[LANG_ZH], "GitHub 访问令牌");
	assert_true(str_ends(finding_fix(r->arena, f).in[LANG_ZH], STR("Delete it.")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(complete), cmocka_unit_test(parse),	cmocka_unit_test(values),
		cmocka_unit_test(names),    cmocka_unit_test(findings), cmocka_unit_test(known_ids),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
