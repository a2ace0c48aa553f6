/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must hold of every page; how it behaves in a browser is tests/tell/html_browser.sh, for which this program
 * writes its pages: `test-tell-format-html FOLDER`.
 */
#include "golden.h"
#include "sample_report.h"

#include "base/log.h"
#include "text/json.h"
#include "tell/format.h"

static struct str render_set(struct buf *b, const struct report *const *r, size_t n,
			     const char *lang)
{
	struct report_set set = { r, n, r[0]->verdict, 1 };
	struct tell_options options = { .lang = lang, .version = "0.0.0" };
	struct fault f = { 0 };
	struct out out;
	buf_clear(b);
	out_init_buf(&out, b);
	check_ok(format_find(STR("html"))->write(&set, &options, &out, &f), &f);
	out_done(&out);
	return buf_str(b);
}

static struct str render(struct buf *b, const struct report *r)
{
	return render_set(b, &r, 1, "en");
}

static size_t count(struct str s, const char *needle)
{
	size_t n = 0, at;
	while ((at = str_find(s, str_of(needle))) != SIZE_MAX) {
		n++;
		s = str_from(s, at + strlen(needle));
	}
	return n;
}

/* The text between `from` and `to`, at the first place. */
static struct str between(struct str s, const char *from, const char *to)
{
	size_t at = str_find(s, str_of(from));
	assert_true(at != SIZE_MAX);
	s = str_from(s, at + strlen(from));
	at = str_find(s, str_of(to));
	assert_true(at != SIZE_MAX);
	return str_slice(s, 0, at);
}

/* A page that asks for nothing and whose data can be parsed; all samples, both languages. */
static void sound(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < 2 * ARRAY_LEN(samples); i++) {
		OWNED(report_freep) struct report *r = samples[i / 2].make();
		OWNED(arena_freep) struct arena *a = arena_new();
		struct str s =
			render_set(&b, (const struct report *const *)&r, 1, i % 2 ? "zh" : "en");
		const struct json *root;
		struct fault f = { 0 };
		assert_true(str_starts(s, STR("<!doctype html>\n<html lang=")));
		assert_true(str_ends(s, STR("</html>\n")));
		assert_true(str_is_utf8(s));
		assert_int_equal(count(s, "<script"), 4);
		assert_int_equal(count(s, "</script>"), 4);
		assert_int_equal(count(s, "<section"), count(s, "</section>"));
		assert_int_equal(count(s, "<div"), count(s, "</div>"));
		assert_int_equal(count(s, "<span"), count(s, "</span>"));
		assert_int_equal(count(s, "<details"), count(s, "</details>"));
		assert_int_equal(count(s, " src="), 0);
		assert_int_equal(count(s, "url("), 0);
		struct str data = between(s, "class=\"data\">", "</script>");
		check_ok(json_parse(a, data, &root, &f), &f);
		assert_int_equal(json_get(root, "findings")->n, r->findings.n);
		check_ok(json_parse(a, between(s, "id=\"phrases\">", "</script>"), &root, &f), &f);
	}
}

/* May I ship, what first, what will it change: in the first words of the page. */
static void answers(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	OWNED(report_freep) struct report *r = sample_payment();
	buf_init(&b, 4 * MIB);
	r->gate = (struct gate_info){ .name = STR("default"),
				      .policy = STR("built-in"),
				      .decided_by = STR("fixable-serious") };
	struct step *step = VEC_PUSH(r->arena, &r->plan.steps);
	*step = (struct step){ .kind = STEP_UPGRADE,
			       .needed = true,
			       .name = STR("xz-utils"),
			       .installed = STR("5.6.0-0.2"),
			       .fixed = STR("5.6.1+really5.4.5-1"),
			       .command = STR("apt-get install liblzma5"),
			       .severity = SEVERITY_CRITICAL,
			       .exploited = true };
	*VEC_PUSH(r->arena, &step->findings) = 0;
	r->plan.needed = 1;
	struct str s = render(&b, r), banner = between(s, "<section class=\"verdict", "</section>");
	assert_true(str_has(banner, STR("Not seaworthy: do not ship it")));
	assert_true(str_has(banner, STR("不适航")));
	assert_true(str_has(
		banner,
		STR("Decided by the clause &quot;fixable-serious&quot; of the gate &quot;default&quot;")));
	assert_true(str_has(banner, STR("Do the 1 step below and nothing blocks any more")));
	assert_true(
		str_has(banner, STR("7 findings must be dealt with first: 7 vulnerabilities.")));
	struct str plan = between(s, "id=\"i1-plan\"", "</section>");
	assert_true(str_has(plan, STR("xz-utils 5.6.0-0.2 → 5.6.1+really5.4.5-1")));
	assert_true(str_has(plan, STR("<code>apt-get install liblzma5</code>")));
	assert_true(str_has(plan, STR("nothing blocks after this")));
	assert_true(str_has(plan, STR("CVE-2024-3094")));
	/* without a plan the cards come from the findings */
	r->plan = (struct plan){ 0 };
	plan = between(render(&b, r), "id=\"i1-plan\"", "</section>");
	assert_int_equal(count(plan, "<li class=\"card step"), 3);
	assert_true(str_has(plan, STR("--only-upgrade liblzma5</code>")));
	OWNED(report_freep) struct report *clean = sample_clean();
	s = render(&b, clean);
	assert_true(str_has(s, STR("Seaworthy: you may ship it")));
	assert_true(str_has(s, STR("Nothing has to be done")));
	OWNED(report_freep) struct report *incomplete = sample_incomplete();
	s = render(&b, incomplete);
	assert_true(str_has(s, STR("Incomplete: do not rely on it yet")));
	assert_true(
		str_has(between(s, "id=\"i1-gaps\"", "</section>"), STR("var/lib/dpkg/status")));
	assert_true(str_has(s, STR("there is no advisory database")));
}

/* ---- strings of an image stay text ---- */

#define ATTACK \
	"\"'></script></title></style><img src=x onerror=\"window.owned=1\"><svg onload=window.owned=1>"

/* Every string that the model holds, each with a number of its own: f17-. Gives how many. */
static size_t hostile_fields(struct report *r, const char *attack)
{
	struct arena *a = r->arena;
	size_t n = 0;
	struct finding *f = report_add(r, FINDING_VULNERABILITY);
	struct vulnerability *v = f->vulnerability = arena_alloc(a, sizeof(*v));
	struct secret *s = arena_alloc(a, sizeof(*s));
	struct ignored *g = arena_alloc(a, sizeof(*g));
	f->layer = 0;
	v->cvss_score = 9.8;
	struct secret_place *place = VEC_PUSH(a, &s->places);
	struct exception_note *note = VEC_PUSH(a, &r->exceptions);
	struct gate_clause *clause = VEC_PUSH(a, &r->gate.clauses);
	struct trend_point *point = VEC_PUSH(a, &r->trend);
	struct layer_facts *facts = VEC_PUSH(a, &r->layers);
	struct step *step = VEC_PUSH(a, &r->plan.steps);
	struct layer *layer = VEC_PUSH(a, &r->image.layers);
	struct history *history = VEC_PUSH(a, &r->image.history);
	layer->history = 0;
	facts->changes.top[0].bytes = 1;
	facts->changes.top[0].hidden_by = LAYER_NONE;
	r->has_changes = true;
	place->layer = 0;
	place->deleted_by = LAYER_NONE;
	step->kind = STEP_BASE;
	step->needed = true;
	r->plan.needed = 1;
	r->base.layers = 1;
	struct str *fields[] = {
		&r->image.name,
		&r->source_kind,
		&r->created,
		&r->sandbox_note,
		&r->os.pretty,
		&r->os.eol,
		&r->database.path,
		&r->database.digest,
		&r->database.built,
		&r->image.created,
		&r->image.platform.os,
		&r->image.user,
		VEC_PUSH(a, &r->image.entrypoint),
		VEC_PUSH(a, &r->image.cmd),
		VEC_PUSH(a, &r->image.exposed_ports),
		VEC_PUSH(a, &r->image.names),
		&r->dockerfile,
		&history->created_by,
		&facts->changes.top[0].path,
		&r->base.name,
		&r->baseline,
		&r->gate.name,
		&r->gate.policy,
		&r->gate.digest,
		&r->gate.decided_by,
		&clause->name,
		&clause->source,
		&note->source,
		VEC_PUSH(a, &note->ids),
		&note->owner,
		&note->reason,
		&note->until,
		&note->why,
		&point->time,
		&step->title,
		&step->command,
		&step->advice,
		&f->id,
		&f->title,
		&f->message,
		&f->fix,
		&f->path,
		&f->clause,
		&f->first_seen,
		&v->installed,
		&v->fixed,
		&v->severity_source,
		&v->cvss_vector,
		&v->kev_added,
		&v->matched_by,
		VEC_PUSH(a, &v->ids),
		VEC_PUSH(a, &v->cwe),
		VEC_PUSH(a, &v->references),
		VEC_PUSH(a, &v->feeds),
		&g->source,
		&g->owner,
		&g->reason,
		&g->until,
		&g->status,
		&g->justification,
	};
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		*fields[i] = str_printf(a, "f%zu-%s", n++, attack);
	r->image.config_json = STR("{}");
	f->ignored = g;
	f->place = PLACE_IGNORED;
	char *package = arena_bytes(a, strlen(attack) + 16);
	struct str name = str_printf(a, "f%zu-%s", n++, attack);
	memcpy(package, name.p, name.n);
	package[name.n] = 0;
	f->package = sample_package(r, PACKAGE_DEB, package, package, package, package, 0);
	/* the same again as what has to be done: a card, a secret */
	struct finding *urgent = report_add(r, FINDING_SECRET);
	urgent->secret = s;
	struct str *more[] = { &urgent->id, &urgent->title, &urgent->message, &urgent->fix,
			       &s->masked,  &s->detail,	    &s->rotate,	      &place->path };
	for (size_t i = 0; i < ARRAY_LEN(more); i++)
		*more[i] = str_printf(a, "f%zu-%s", n++, attack);
	urgent->place = PLACE_ACT_NOW;
	struct step *rotate = VEC_PUSH(a, &r->plan.steps);
	rotate->kind = STEP_ROTATE;
	*VEC_PUSH(a, &rotate->findings) = 1;
	struct finding *gap = report_add(r, FINDING_GAP);
	gap->place = PLACE_GAP;
	struct str *rest[] = { &gap->title, &gap->path, &gap->message };
	for (size_t i = 0; i < ARRAY_LEN(rest); i++)
		*rest[i] = str_printf(a, "f%zu-%s", n++, attack);
	return n;
}

static void hostile(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	OWNED(report_freep) struct report *r = report_new();
	buf_init(&b, 4 * MIB);
	size_t n = hostile_fields(r, ATTACK "\342\200\256\033[2J\377");
	struct str s = render(&b, r);
	for (size_t i = 0; i < n; i++)
		if (!str_has(s, str_printf(r->arena, "f%zu-", i))) {
			print_error("field %zu is nowhere\n", i);
			fail();
		}
	assert_int_equal(count(s, "<img"), 0);
	assert_int_equal(count(s, "<svg onload"), 0);
	assert_int_equal(count(s, "-\"'"), 0);
	assert_int_equal(count(s, "</title>"),
			 1 + count(s, "<title data-en") - 1 + count(s, "<title>"));
	assert_int_equal(count(s, "</style>"), 1);
	assert_int_equal(count(s, "<script"), 4);
	assert_int_equal(count(s, "\342\200\256"), 0);
	assert_int_equal(count(s, "\033"), 0);
	assert_true(str_is_utf8(s));
}

/* Names that are longer than a page is wide are cut where text_safe() cuts them, and nothing is lost before. */
static void long_names(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	OWNED(report_freep) struct report *r = report_new();
	buf_init(&b, 64 * MIB);
	char *name = arena_bytes(r->arena, 10001);
	memset(name, 'x', 10000);
	name[10000] = 0;
	hostile_fields(r, name);
	assert_true(str_has(render(&b, r), str_make(name, 10000)));
	name = arena_bytes(r->arena, 100001);
	memset(name, 'y', 100000);
	name[100000] = 0;
	hostile_fields(r, name);
	assert_false(str_has(render(&b, r), str_make(name, 17000)));
}

/* The page itself stays small, and so does a row. */
static void size(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	OWNED(report_freep) struct report *empty = report_new(), *many = sample_many();
	buf_init(&b, 64 * MIB);
	size_t shell = render(&b, empty).n;
	struct str s = render(&b, many);
	size_t data = between(s, "class=\"data\">", "</script>").n;
	print_message("# empty page %zu bytes; 5,000 findings %zu bytes, of them data %zu\n", shell,
		      s.n, data);
	assert_in_range(shell, 1000, 100 * 1000);
	assert_in_range(s.n - data, 1000, 300 * 1000);
	assert_in_range(data / many->findings.n, 50, 400);
}

/* Several images: one part each, and a list of them in front. */
static void several(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	OWNED(report_freep) struct report *one = sample_payment(), *two = sample_clean();
	buf_init(&b, 4 * MIB);
	struct str s = render_set(&b, (const struct report *const[]){ one, two }, 2, "en");
	assert_int_equal(count(s, "<article"), 2);
	assert_int_equal(count(s, "class=\"data\">"), 2);
	struct str list = between(s, "<nav class=\"images", "</nav>");
	assert_true(str_has(list, STR("href=\"#i2\"")));
	assert_true(str_has(list, STR("payment:2.0")));
	assert_int_equal(count(s, "id=\"i2-findings\""), 1);
}

/* ---- pages for the browser ---- */

static void put(const char *folder, const char *name, const struct report *const *r, size_t n)
{
	OWNED(buf_donep) struct buf b;
	char path[1024];
	buf_init(&b, 256 * MIB);
	struct str s = render_set(&b, r, n, "en");
	snprintf(path, sizeof(path), "%s/%s.html", folder, name);
	FILE *out = fopen(path, "we");
	if (!out || fwrite(s.p, 1, s.n, out) != s.n || fclose(out) != 0)
		exit(1);
}

/* 20,000 findings that look like those of a distribution. */
static struct report *large(size_t findings)
{
	struct report *r = sample_base("large:latest");
	sample_debian(r);
	for (unsigned i = 0; i < findings; i++) {
		if (i % 10 == 0) {
			const char *name =
				str_cstr(r->arena, str_printf(r->arena, "library-%04u", i / 10));
			sample_package(r, PACKAGE_DEB, name, "1.2.3-4+deb12u5", name,
				       "1.2.3-4+deb12u5", i % 3);
		}
		const char *id = str_cstr(r->arena, str_printf(r->arena, "CVE-2025-%u", 10000 + i));
		/* by hand: sample_vulnerability() ranks each against all others */
		struct finding *f = report_add(r, FINDING_VULNERABILITY);
		f->id = str_of(id);
		f->title = STR(
			"a heap overflow in the parser lets a remote attacker run code of their choice");
		f->place = f->own_place = i < 50 ? PLACE_ACT_NOW : PLACE_MINOR;
		f->severity = i < 50 ? SEVERITY_HIGH : SEVERITY_LOW;
		f->package = i / 10;
		f->layer = (uint16_t)(i / 10 % 3);
		f->path = STR("var/lib/dpkg/status");
		f->vulnerability = arena_alloc(r->arena, sizeof(*f->vulnerability));
		*VEC_PUSH(r->arena, &f->vulnerability->ids) = f->id;
		*VEC_PUSH(r->arena, &f->vulnerability->feeds) = STR("debian-tracker");
		f->vulnerability->severity_source = STR("debian");
		f->vulnerability->installed = STR("1.2.3-4+deb12u5");
		f->vulnerability->cvss_score = 7.5;
		f->vulnerability->cvss_vector = STR("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H");
		f->vulnerability->published = STR("2025-03-29");
		f->vulnerability->fixed = i < 50 ? STR("1.2.3-4+deb12u6") : STR("");
		f->vulnerability->matched_by = str_printf(
			r->arena, "source library-%04u 1.2.3-4+deb12u5 in [0, ∞) of debian:12",
			i / 10);
		*VEC_PUSH(r->arena, &f->vulnerability->references) =
			str_printf(r->arena, "https://security-tracker.debian.org/tracker/%s", id);
		*VEC_PUSH(r->arena, &f->vulnerability->packages) = i / 10;
		f->vulnerability->has_epss = true;
		f->vulnerability->epss = (double)(i % 97) / 1000;
		f->vulnerability->epss_percentile = (double)(i % 97) / 97;
	}
	r->verdict = VERDICT_NOT_SEAWORTHY;
	return r;
}

static int write_pages(const char *folder)
{
	OWNED(report_freep) struct report *payment = sample_payment(), *clean = sample_clean();
	OWNED(report_freep) struct report *hostile_one = report_new(), *thousand = large(1000);
	OWNED(report_freep) struct report *many = large(20000), *chinese = sample_chinese();
	OWNED(report_freep) struct report *empty = report_new();
	static const uint32_t past[] = { 3, 5, 9, 14, 11, 7 };
	for (size_t i = 0; i < ARRAY_LEN(past); i++)
		*VEC_PUSH(payment->arena, &payment->trend) = (struct trend_point){
			.time = str_printf(payment->arena, "2026-02-%02zuT10:00:00Z", i * 4 + 1),
			.blocking = past[i],
			.by_severity = { [SEVERITY_CRITICAL] = past[i] / 3,
					 [SEVERITY_HIGH] = past[i] },
			.fixable = past[i] + 2,
		};
	payment->base =
		(struct base_info){ .name = STR("debian:12-slim"), .layers = 1, .steps = 1 };
	payment->baseline = STR("last-week.json");
	payment->findings.p[1].is_new = true;
	hostile_fields(hostile_one, ATTACK "\342\200\256\033[2J\377");
	char *name = arena_bytes(hostile_one->arena, 10001);
	memset(name, 'x', 10000);
	name[10000] = 0;
	hostile_fields(hostile_one, name);
	hostile_one->findings.p[0].id = STR("nul\0inside");
	put(folder, "payment", (const struct report *const *)&payment, 1);
	put(folder, "hostile", (const struct report *const *)&hostile_one, 1);
	put(folder, "thousand", (const struct report *const *)&thousand, 1);
	put(folder, "many", (const struct report *const *)&many, 1);
	put(folder, "chinese", (const struct report *const *)&chinese, 1);
	put(folder, "empty", (const struct report *const *)&empty, 1);
	put(folder, "two", (const struct report *const[]){ payment, clean }, 2);
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sound),      cmocka_unit_test(answers), cmocka_unit_test(hostile),
		cmocka_unit_test(long_names), cmocka_unit_test(size),	 cmocka_unit_test(several),
	};
	if (argc == 2)
		return write_pages(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
