/* SPDX-License-Identifier: Apache-2.0 */
/* The three spellings of VEX: fixed bytes, and read back they ignore what was ignored before. */
#include "golden.h"
#include "sample_report.h"

#include "judge/exception.h"
#include "tell/format.h"
#include "text/json.h"

#define TODAY STR("2026-03-02")

static const char *const formats[] = { "openvex", "csaf", "cyclonedx-vex" };

static struct str render(struct buf *b, const char *format, const struct report *const *reports,
			 size_t n, bool all)
{
	struct report_set set = { reports, n, reports[0]->verdict, 1 };
	struct tell_options options = { .all = all, .lang = "en", .version = "0.0.0" };
	struct fault f = { 0 };
	struct out out;
	buf_clear(b);
	out_init_buf(&out, b);
	check_ok(format_find(str_of(format))->write(&set, &options, &out, &f), &f);
	out_done(&out);
	return buf_str(b);
}

static struct exception *ignore(struct exception_list *l, const char *id, const char *reason)
{
	struct exception *e = VEC_PUSH(l->arena, &l->items);
	e->source = str_printf(l->arena, ".seaworthy.yaml:%zu", l->items.n + 10);
	*VEC_PUSH(l->arena, &e->ids) = str_of(id);
	e->reason = str_of(reason);
	return e;
}

/* Decisions of all sorts, applied. */
static struct report *decided(bool with_manifest)
{
	struct report *r = sample_payment();
	struct exception_list l = { .arena = r->arena };
	if (with_manifest)
		r->image.manifest = sample_digest(100);
	struct exception *e = ignore(&l, "CVE-2024-3094", "sshd is not there");
	e->owner = STR("payments");
	e->until = STR("2026-12-31");
	e = ignore(&l, "CVE-2024-5535", "");
	e->by = IGNORED_BY_FILE;
	e = ignore(&l, "CVE-2024-2379", "no QUIC");
	e->by = IGNORED_BY_VEX;
	e->status = STR("not_affected");
	e->justification = STR("code_not_reachable");
	e->author = STR("curl");
	*VEC_PUSH(r->arena, &e->products) = STR("pkg:deb/debian/curl");
	e = ignore(&l, "CVE-2023-38545", "patched");
	e->by = IGNORED_BY_VEX;
	e->status = STR("fixed");
	e->author = STR("curl");
	*VEC_PUSH(r->arena, &e->products) = STR("pkg:deb/debian/curl");
	exceptions_apply(r, &l, NULL, TODAY);
	return r;
}

static void golden(void **state)
{
	OWNED(report_freep) struct report *r = decided(true);
	OWNED(report_freep) struct report *archive = decided(false);
	OWNED(report_freep) struct report *clean = sample_clean();
	const struct report *const one[] = { r }, *const none[] = { clean };
	const struct report *const two[] = { r, archive };
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
		char path[128];
		char folder[32];
		snprintf(folder, sizeof(folder), "%s", formats[i]);
		for (char *p = folder; *p; p++)
			*p = *p == '-' ? '_' : *p;
		snprintf(path, sizeof(path), "tests/tell/format/%s/payment.json", folder);
		check_golden(render(&b, formats[i], one, 1, false), path);
		snprintf(path, sizeof(path), "tests/tell/format/%s/nothing.json", folder);
		check_golden(render(&b, formats[i], none, 1, false), path);
		snprintf(path, sizeof(path), "tests/tell/format/%s/all.json", folder);
		check_golden(render(&b, formats[i], two, 2, true), path);
	}
}

static void check_same(const struct report *want, const struct report *got, const char *format)
{
	assert_int_equal(want->findings.n, got->findings.n);
	for (size_t i = 0; i < want->findings.n; i++) {
		bool a = want->findings.p[i].ignored, b = got->findings.p[i].ignored;
		if (a != b)
			print_error("%s: %.*s\n", format, STRF(want->findings.p[i].id));
		assert_int_equal(a, b);
	}
}

static void read_back(const char *format, struct str text, struct report *to)
{
	struct exception_file file = { .name = str_printf(to->arena, "%s.json", format),
				       .text = str_dup(to->arena, text) };
	struct exception_list list = { .arena = to->arena };
	struct exception_notes notes = { 0 };
	struct fault f = { 0 };
	check_ok(exception_read(&file, true, &list, &notes, &f), &f);
	assert_int_equal(notes.lines.n, 0);
	exceptions_apply(to, &list, NULL, TODAY);
}

static void round_trip(void **state)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < ARRAY_LEN(formats) * 4; i++) {
		bool manifest = i & 1, all = i & 2;
		OWNED(report_freep) struct report *r = decided(manifest);
		OWNED(report_freep) struct report *again = sample_payment();
		if (manifest)
			again->image.manifest = sample_digest(100);
		const struct report *const one[] = { r };
		read_back(formats[i / 4], render(&b, formats[i / 4], one, 1, all), again);
		check_same(r, again, formats[i / 4]);
		/* an image of the same name with other content is another one */
		OWNED(report_freep) struct report *other = sample_payment();
		OWNED(report_freep) struct report *nothing = sample_payment();
		other->image.manifest = other->image.config = sample_digest(7);
		read_back(formats[i / 4], buf_str(&b), other);
		check_same(nothing, other, formats[i / 4]);
	}
}

/* Of two images in one document each has its own decisions. */
static void two_images(void **state)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
		OWNED(report_freep) struct report *r = decided(true);
		OWNED(report_freep) struct report *second = sample_payment();
		OWNED(report_freep) struct report *again = sample_payment();
		OWNED(report_freep) struct report *nothing = sample_payment();
		second->image.manifest = again->image.manifest = sample_digest(9);
		second->image.config = again->image.config = sample_digest(10);
		const struct report *const two[] = { r, second };
		read_back(formats[i], render(&b, formats[i], two, 2, true), again);
		check_same(nothing, again, formats[i]);
		OWNED(report_freep) struct report *first = sample_payment();
		first->image.manifest = sample_digest(100);
		read_back(formats[i], buf_str(&b), first);
		check_same(r, first, formats[i]);
	}
}

/* The same package twice, ignored in one place only: its URL would speak of both. */
static void same_package_twice(void **state)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	OWNED(report_freep) struct report *r = sample_payment();
	uint32_t curl = r->findings.p[6].package;
	sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_HIGH, "CVE-2099-1", "x", curl, "");
	sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_HIGH, "CVE-2099-1", "x", curl, "");
	struct ignored why = { .by = IGNORED_BY_FILE, .source = STR("x:1") };
	r->findings.p[r->findings.n - 1].ignored = &why;
	const struct report *const one[] = { r };
	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		assert_false(str_has(render(&b, formats[i], one, 1, false), STR("CVE-2099-1")));
}

static void hostile(void **state)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < ARRAY_LEN(formats) * ARRAY_LEN(samples); i++) {
		OWNED(report_freep) struct report *r = samples[i / ARRAY_LEN(formats)].make();
		const struct json *root;
		struct fault f = { 0 };
		struct exception_list l = { .arena = r->arena };
		struct exception *e = ignore(&l, "CVE-*", "\033[31m\"</script>\xff");
		e->owner = STR("\xfe\n");
		exceptions_apply(r, &l, NULL, TODAY);
		const struct report *const one[] = { r };
		struct str s = render(&b, formats[i % ARRAY_LEN(formats)], one, 1, true);
		assert_true(str_is_utf8(s));
		check_ok(json_parse(r->arena, s, &root, &f), &f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden),     cmocka_unit_test(round_trip),
		cmocka_unit_test(two_images), cmocka_unit_test(same_package_twice),
		cmocka_unit_test(hostile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
