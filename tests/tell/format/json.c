/* SPDX-License-Identifier: Apache-2.0 */
#include "golden.h"
#include "sample_report.h"

#include "tell/format.h"
#include "text/json.h"

static struct str render(struct buf *b, const struct report *r, bool files)
{
	struct report_set set = { &r, 1, r->verdict, 1 };
	struct tell_options options = { .files = files, .lang = "en", .version = "0.0.0" };
	struct fault f = { 0 };
	struct out out;
	buf_clear(b);
	out_init_buf(&out, b);
	check_ok(format_find(STR("json"))->write(&set, &options, &out, &f), &f);
	out_done(&out);
	return buf_str(b);
}

static void golden(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		OWNED(report_freep) struct report *r = samples[i].make();
		OWNED(arena_freep) struct arena *a = arena_new();
		struct str s = render(&b, r, strcmp(samples[i].name, "payment") == 0);
		const struct json *root;
		struct fault f = { 0 };
		check_ok(json_parse(a, s, &root, &f), &f);
		if (strcmp(samples[i].name, "many") == 0)
			continue; /* the shape is that of the others */
		char path[128];
		snprintf(path, sizeof(path), "tests/tell/format/json/%s.json", samples[i].name);
		check_golden(s, path);
	}
}

/* Nothing that the model holds is lost: every field is filled with a text of its own. */
static void everything(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = report_new();
	OWNED(buf_donep) struct buf b;
	struct arena *a = r->arena;
	buf_init(&b, MIB);
	size_t n = 0;
	struct str *fields[] = {
		&r->reference,
		&r->source_kind,
		&r->created,
		&r->verdict_reason,
		&r->sandbox_note,
		&r->os.id,
		&r->os.id_like,
		&r->os.version_id,
		&r->os.codename,
		&r->os.pretty,
		&r->os.location,
		&r->os.release,
		&r->os.eol,
		&r->database.path,
		&r->database.digest,
		&r->database.built,
		&r->image.name,
		&r->image.platform.os,
		&r->image.platform.arch,
		&r->image.platform.variant,
		&r->image.created,
		&r->image.author,
		&r->image.config_json,
		&r->image.user,
		&r->image.working_dir,
		&r->image.stop_signal,
		VEC_PUSH(a, &r->image.names),
		VEC_PUSH(a, &r->image.env),
		VEC_PUSH(a, &r->image.entrypoint),
		VEC_PUSH(a, &r->image.cmd),
		VEC_PUSH(a, &r->image.exposed_ports),
		VEC_PUSH(a, &r->image.volumes),
		VEC_PUSH(a, &r->image.shell),
		VEC_PUSH(a, &r->image.healthcheck),
		&VEC_PUSH(a, &r->image.labels)->key,
		&r->image.labels.p[0].value,
		&VEC_PUSH(a, &r->image.annotations)->key,
		&r->image.annotations.p[0].value,
		&VEC_PUSH(a, &r->image.history)->created_by,
		&r->image.history.p[0].created,
		&r->image.history.p[0].comment,
		&r->image.history.p[0].author,
		&VEC_PUSH(a, &r->image.layers)->blob,
		&r->image.layers.p[0].media_type,
	};
	struct finding *f = report_add(r, FINDING_VULNERABILITY);
	struct vulnerability *v = f->vulnerability = arena_alloc(a, sizeof(*v));
	struct str *more[] = {
		&f->id,
		&f->title,
		&f->message,
		&f->fix,
		&f->path,
		&v->installed,
		&v->fixed,
		&v->severity_source,
		&v->cvss_vector,
		&v->kev_added,
		&v->published,
		&v->matched_by,
		VEC_PUSH(a, &v->ids),
		VEC_PUSH(a, &v->cwe),
		VEC_PUSH(a, &v->references),
		VEC_PUSH(a, &v->feeds),
	};
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		*fields[i] = str_printf(a, "field-%zu-", n++);
	for (size_t i = 0; i < ARRAY_LEN(more); i++)
		*more[i] = str_printf(a, "field-%zu-", n++);
	uint32_t p =
		sample_package(r, PACKAGE_DEB, "p-name", "p-version", "p-source", "p-srcver", 0);
	r->packages.p[p].file_count = 4711;
	r->image.layers.p[0].size = 4712;
	*VEC_PUSH(a, &r->layers) = (struct layer_facts){ 4713, 4714, 4715 };
	r->database.advisories = 4716;
	f->line = 4717;
	f->package = p;
	f->layer = 0;
	v->cvss_score = 4.7;
	v->has_epss = true;
	v->epss = 0.04718;
	v->epss_percentile = 0.04719;
	*VEC_PUSH(a, &v->packages) = 0;
	struct str s = render(&b, r, true);
	for (size_t i = 0; i < n; i++) {
		struct str want = str_printf(a, "field-%zu-", i);
		if (!str_has(s, want)) {
			print_error("lost: %.*s\n", STRF(want));
			fail();
		}
	}
	static const char *const others[] = {
		"p-name",
		"p-version",
		"p-source",
		"p-srcver",
		"\"MIT\"",
		"amd64",
		"4711",
		"4712",
		"4713",
		"4714",
		"4715",
		"4716",
		"4717",
		"4.7",
		"0.04718",
		"0.04719",
		"usr/share/doc/p-name",
		"var/lib/dpkg/status",
		"pkg:deb/",
	};
	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		if (!str_has(s, str_of(others[i])))
			fail_msg("lost: %s", others[i]);
	}
}

static void bytes(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = sample_hostile();
	OWNED(buf_donep) struct buf b;
	buf_init(&b, MIB);
	struct str s = render(&b, r, false);
	assert_true(str_is_utf8(s));
	assert_true(str_has(s, STR("\"pathHex\": \"746d702fe281a669736f6c617465c328\"")));
	for (size_t i = 0; i < s.n; i++)
		assert_true((unsigned char)s.p[i] >= 0x20 || s.p[i] == '\n');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden),
		cmocka_unit_test(everything),
		cmocka_unit_test(bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
