/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks tests/judge/match/NAME.case: packages and advisories in, findings and the verdict out.
 *
 *     os ID VERSION                          default: debian 12
 *     today DATE                             default: 2024-01-01
 *     package NAME VERSION [SOURCE [SOURCE_VERSION]]
 *     hidden NAME VERSION                    a package that no container sees
 *     headline                               the database is the built-in one
 *     feed NAME PRIORITY                     the following records are its own
 *     covers ECOSYSTEM:RELEASE               the feed knows this release completely
 *     advisory ID [alias=A,B] [related=A,B] [severity=WORD] [cvss=VECTOR]
 *     affects ECOSYSTEM:RELEASE NAME STATUS [SEVERITY] [FROM..FIXED | FROM..=LAST | =VERSION]...
 *     cve ID [kev=DATE] [epss=N] [cvss=VECTOR] [summary=WORDS_WITH_UNDERSCORES]
 *     expect                                 the rest is what must come out
 *
 * With BLESS=1 the expectation is rewritten.
 */
#define _GNU_SOURCE
#include "check.h"

#include "base/fs.h"
#include "base/out.h"
#include "judge/db/build.h"
#include "judge/eol.h"
#include "judge/gate.h"
#include "judge/match.h"

#include <dirent.h>

struct fixture {
	struct arena *arena;
	struct report *report;
	struct db_build *build;
	struct advisory advisory; /* being put together; id empty: none */
	struct str today;
	const char *name;
};

static struct str word(struct str *line)
{
	struct str w = STR("");
	str_next_word(line, &w);
	return w;
}

/* "key=value" → true and the value. */
static bool option(struct str w, const char *key, struct str *value)
{
	struct str k, v;
	if (!str_cut(w, '=', &k, &v) || !str_is(k, key))
		return false;
	*value = v;
	return true;
}

static void flush(struct fixture *c)
{
	if (c->advisory.id.n)
		build_advisory(c->build, &c->advisory);
	c->advisory = (struct advisory){ 0 };
}

static void add_package(struct fixture *c, struct str line, bool live)
{
	struct report *r = c->report;
	struct str name = word(&line), version = word(&line), source = word(&line);
	struct str source_version = word(&line);
	struct package *p = VEC_PUSH(r->arena, &r->packages);
	p->name = sym_of(r->syms, name);
	p->version = sym_of(r->syms, version);
	p->source_name = sym_of(r->syms, source.n ? source : name);
	p->source_version = sym_of(r->syms, source_version.n ? source_version : version);
	p->kind = r->os.ecosystem == ECOSYSTEM_ALPINE ? PACKAGE_APK : PACKAGE_DEB;
	p->flags = live ? PACKAGE_LIVE : 0;
}

static void add_affects(struct fixture *c, struct str line)
{
	struct arena *a = c->arena;
	struct advisory_package *p = VEC_PUSH(a, &c->advisory.packages);
	assert_true(ecosystem_parse(a, word(&line), &p->ecosystem, &p->release));
	p->name = word(&line);
	struct str status = word(&line), w;
	bool known = false;
	for (unsigned s = 0; s < ADVISORY_STATUS_COUNT_; s++)
		if (str_is(status, advisory_status_name((enum advisory_status)s))) {
			p->status = (enum advisory_status)s;
			known = true;
		}
	if (!known)
		fail_msg("%s: unknown status %.*s", c->name, STRF(status));
	while ((w = word(&line)).n) {
		size_t dots = str_find(w, STR(".."));
		if (severity_parse(w, &p->severity))
			continue;
		if (w.p[0] == '=') {
			*VEC_PUSH(a, &p->versions) = str_from(w, 1);
			continue;
		}
		assert_true(dots != SIZE_MAX);
		struct advisory_interval *v = VEC_PUSH(a, &p->intervals);
		struct str to = str_from(w, dots + 2);
		v->introduced = str_slice(w, 0, dots);
		if (str_starts(to, STR("=")))
			v->last_affected = str_from(to, 1);
		else
			v->fixed = to;
	}
}

static void add_advisory(struct fixture *c, struct str line)
{
	struct arena *a = c->arena;
	struct str w, value, item;
	flush(c);
	c->advisory.id = word(&line);
	while ((w = word(&line)).n) {
		if (option(w, "severity", &value)) {
			assert_true(severity_parse(value, &c->advisory.severity));
		} else if (option(w, "cvss", &value)) {
			*VEC_PUSH(a, &c->advisory.cvss) = value;
		} else if (option(w, "alias", &value)) {
			while (str_next(&value, ',', &item))
				*VEC_PUSH(a, &c->advisory.aliases) = item;
		} else if (option(w, "related", &value)) {
			while (str_next(&value, ',', &item))
				*VEC_PUSH(a, &c->advisory.related) = item;
		} else {
			fail_msg("%s: %.*s", c->name, STRF(w));
		}
	}
}

static void add_cve(struct fixture *c, struct str line)
{
	struct cve_facts facts = { .id = word(&line) };
	struct str w, value;
	uint64_t n;
	while ((w = word(&line)).n) {
		if (option(w, "kev", &value)) {
			facts.kev_added = value;
		} else if (option(w, "cvss", &value)) {
			*VEC_PUSH(c->arena, &facts.cvss) = value;
		} else if (option(w, "summary", &value)) {
			facts.summary = value;
		} else if (option(w, "epss", &value) && str_u64(value, 100000, &n)) {
			facts.epss = (uint32_t)n;
			facts.has_epss = true;
		} else {
			fail_msg("%s: %.*s", c->name, STRF(w));
		}
	}
	build_cve(c->build, &facts);
}

static void set_os(struct fixture *c, struct str line)
{
	struct os_release *os = &c->report->os;
	os->id = word(&line);
	os->version_id = word(&line);
	os->ecosystem = ecosystem_of_os(os->id);
	os->release = ecosystem_release(os->ecosystem, os->version_id);
}

static void take_line(struct fixture *c, struct str line)
{
	struct arena *a = c->arena;
	struct str verb = word(&line);
	uint64_t n = 0;
	if (str_is(verb, "os")) {
		set_os(c, line);
	} else if (str_is(verb, "today")) {
		c->today = word(&line);
	} else if (str_is(verb, "package") || str_is(verb, "hidden")) {
		add_package(c, line, str_is(verb, "package"));
	} else if (str_is(verb, "headline")) {
		c->report->database.headline_only = true;
	} else if (str_is(verb, "feed")) {
		flush(c);
		struct str name = word(&line);
		assert_true(str_u64(word(&line), 255, &n));
		build_feed(c->build, str_cstr(a, name), (uint8_t)n);
	} else if (str_is(verb, "covers")) {
		enum ecosystem e;
		struct str release;
		assert_true(ecosystem_parse(a, word(&line), &e, &release));
		build_covers(c->build, e, release);
	} else if (str_is(verb, "advisory")) {
		add_advisory(c, line);
	} else if (str_is(verb, "affects")) {
		add_affects(c, line);
	} else if (str_is(verb, "cve")) {
		flush(c);
		add_cve(c, line);
	} else {
		fail_msg("%s: unknown word %.*s", c->name, STRF(verb));
	}
}

static void dump(struct fixture *c, struct out *o)
{
	const struct report *r = c->report;
	out_printf(o, "%s: %.*s\n", verdict_name(r->verdict), STRF(r->verdict_reason));
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *n = &r->findings.p[i];
		const struct vulnerability *v = n->vulnerability;
		out_printf(o, "%s %s %.*s", finding_place_name(n->place),
			   severity_name(n->severity), STRF(n->id));
		if (!v) {
			out_printf(o, ": %.*s\n", STRF(n->message));
			continue;
		}
		for (size_t k = 1; k < v->ids.n; k++)
			out_printf(o, " = %.*s", STRF(v->ids.p[k]));
		out_text(o, " in");
		for (size_t k = 0; k < v->packages.n; k++)
			out_printf(o, " %.*s",
				   STRF(sym_str(r->syms, r->packages.p[v->packages.p[k]].name)));
		out_printf(o, " %.*s %s", STRF(v->installed), advisory_status_name(v->status));
		if (v->fixed.n)
			out_printf(o, " %.*s (rank %u)", STRF(v->fixed), v->fixed_rank);
		if (v->kev_added.n)
			out_printf(o, " exploited %.*s", STRF(v->kev_added));
		if (v->has_epss)
			out_printf(o, " epss %.5f", v->epss);
		out_printf(o, " severity by %.*s\n  %.*s\n",
			   STRF(v->severity_source.n ? v->severity_source : STR("-")),
			   STRF(v->matched_by));
	}
}

static void run(struct fixture *c, struct out *o)
{
	struct fault f = { 0 };
	struct buf bytes;
	struct db *db;
	struct out to;
	flush(c);
	buf_init(&bytes, 1 << 24);
	out_init_buf(&to, &bytes);
	check_ok(build_write(c->build, true, &to, &f), &f);
	out_done(&to);
	check_ok(db_open_bytes(buf_str(&bytes), c->name, &db, &f), &f);
	eol_judge(c->report, c->today);
	check_ok(match_packages(db, c->report, &f), &f);
	gate_decide(c->report, &(struct gate_options){ .today = STR("2026-11-22") });
	dump(c, o);
	db_close(db);
	buf_done(&bytes);
}

static void one_case(void **state)
{
	struct fixture c = { .arena = arena_new(),
			     .report = report_new(),
			     .build = build_new(),
			     .today = STR("2024-01-01"),
			     .name = *state };
	struct fault f = { 0 };
	OWNED(buf_donep) struct buf text, got;
	buf_init(&text, 1 << 20);
	buf_init(&got, 1 << 20);
	check_ok(fs_read_file(c.name, &text, &f), &f);
	set_os(&c, STR("debian 12"));
	build_feed(c.build, "tracker", 100);
	struct str rest = buf_str(&text), line;
	while (str_next_line(&rest, &line) && !str_is(line, "expect"))
		if (line.n && line.p[0] != '#')
			take_line(&c, line);
	struct out o;
	out_init_buf(&o, &got);
	run(&c, &o);
	out_done(&o);
	const char *b = getenv("BLESS");
	if (b && *b) {
		struct fs_file file;
		check_ok(fs_file_create(&file, c.name, &f), &f);
		out_init_fd(&o, file.fd);
		out_str(&o, str_slice(buf_str(&text), 0, text.n - rest.n));
		out_str(&o, buf_str(&got));
		check_ok(out_finish(&o, &f), &f);
		out_done(&o);
		check_ok(fs_file_commit(&file, &f), &f);
	} else {
		check_str(buf_str(&got), rest);
	}
	report_free(c.report);
	build_free(c.build);
	arena_free(c.arena);
}

int main(void)
{
	static struct CMUnitTest tests[256];
	size_t n = 0;
	char root[4096];
	struct dirent **names;
	snprintf(root, sizeof(root), "%s/tests/judge/match", getenv("ROOT"));
	int count = scandir(root, &names, NULL, alphasort);
	for (int i = 0; i < count && n < ARRAY_LEN(tests); i++) {
		char *path = NULL;
		if (str_ends(str_of(names[i]->d_name), STR(".case")) &&
		    asprintf(&path, "%s/%s", root, names[i]->d_name) > 0)
			tests[n++] = (struct CMUnitTest){ path, one_case, NULL, NULL, path };
	}
	for (int i = 0; i < count; i++)
		free(names[i]);
	if (count >= 0)
		free(names);
	return _cmocka_run_group_tests("match cases", tests, n, NULL, NULL);
}
