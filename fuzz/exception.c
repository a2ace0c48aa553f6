/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ignore files and documents of VEX under random bytes: the first byte chooses the reader, the rest is the
 * file. Beside "no crash":
 *
 *  - a failed reading leaves the list and the notes as they were, and says something;
 *  - a second reading gives the same entries;
 *  - applying them twice gives the same decisions, in either order of findings;
 *  - what a package URL means does not change when it is read again;
 *  - an index of a repository names nothing outside of it.
 */
#include "base/log.h"
#include "judge/exception.h"
#include "judge/exception_vexhub.h"
#include "model/purl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const struct kind {
	const char *name;
	bool vex;
} kinds[] = {
	{ "x.json", true },	    { "x.openvex.json", true },
	{ ".trivyignore", false },  { ".trivyignore.yaml", false },
	{ ".grype.yaml", false },   { "osv-scanner.toml", false },
	{ ".dockleignore", false },
};

static uint32_t add_package(struct report *r, const char *name, const char *source)
{
	struct package *p = VEC_PUSH(r->arena, &r->packages);
	p->kind = PACKAGE_DEB;
	p->name = sym_of(r->syms, str_of(name));
	p->version = p->source_version = sym_of(r->syms, STR("1.0-1"));
	p->arch = sym_of(r->syms, STR("amd64"));
	p->source_name = sym_of(r->syms, str_of(source));
	p->location = sym_of(r->syms, STR("var/lib/dpkg/status"));
	p->flags = PACKAGE_LIVE;
	return (uint32_t)r->packages.n - 1;
}

static void add_vulnerability(struct report *r, const char *id)
{
	struct finding *f = report_add(r, FINDING_VULNERABILITY);
	f->id = str_of(id);
	f->package = 0;
	f->vulnerability = arena_alloc(r->arena, sizeof(*f->vulnerability));
	*VEC_PUSH(r->arena, &f->vulnerability->ids) = f->id;
	for (uint32_t i = 0; i < r->packages.n; i++)
		*VEC_PUSH(r->arena, &f->vulnerability->packages) = i;
}

static struct report *sample(bool reversed)
{
	struct report *r = report_new();
	r->image.name = STR("registry.example/payment:1.2");
	r->os.id = STR("debian");
	r->os.version_id = r->os.release = STR("12");
	r->os.ecosystem = ECOSYSTEM_DEBIAN;
	r->image.config = digest_of(DIGEST_SHA256, STR("x"));
	add_package(r, "libssl3", "openssl");
	add_package(r, "openssl", "openssl");
	static const char *const ids[] = { "CVE-2024-3094", "CVE-2024-5535", "CVE-2024-1" };
	for (size_t i = 0; i < ARRAY_LEN(ids); i++)
		add_vulnerability(r, ids[reversed ? ARRAY_LEN(ids) - 1 - i : i]);
	report_gap(r, E_TRUNCATED, "a", NULL);
	return r;
}

static void check_same(const struct report *a, const struct report *b)
{
	ENSURE(a->exceptions.n == b->exceptions.n);
	for (size_t i = 0; i < a->exceptions.n; i++) {
		ENSURE(a->exceptions.p[i].state == b->exceptions.p[i].state);
		ENSURE(a->exceptions.p[i].why.n > 0);
		ENSURE(str_eq(a->exceptions.p[i].why, b->exceptions.p[i].why));
	}
	for (size_t i = 0; i < 3; i++)
		ENSURE(!a->findings.p[i].ignored == !b->findings.p[2 - i].ignored);
	ENSURE(!a->findings.p[3].ignored == !b->findings.p[3].ignored);
}

static void apply(const struct exception_list *list)
{
	OWNED(report_freep) struct report *a = sample(false);
	OWNED(report_freep) struct report *b = sample(true);
	exceptions_apply(a, list, NULL, STR("2026-03-02"));
	exceptions_apply(b, list, NULL, STR("2026-03-02"));
	check_same(a, b);
	exceptions_apply(a, list, NULL, STR("2026-03-02"));
	check_same(a, b);
}

static void read_index(struct arena *a, struct str text)
{
	struct vexhub hub = { 0 };
	struct fault f = { 0 };
	if (vexhub_manifest(a, text, &hub, &f) < 0)
		ENSURE(f.text[0]);
	if (vexhub_index(a, text, NULL, 0, &hub, &f) < 0)
		ENSURE(f.text[0]);
	for (size_t i = 0; i < hub.documents.n; i++) {
		struct str s = hub.documents.p[i].location, part;
		ENSURE(s.n && s.p[0] != '/');
		while (str_next(&s, '/', &part))
			ENSURE(part.n && !str_is(part, "..") && !str_is(part, "."));
	}
}

static void read_purl(struct arena *a, struct str text)
{
	struct purl p, q;
	if (!purl_parse(a, text, &p))
		return;
	ENSURE(p.name.n && p.type.n);
	struct str again = str_printf(
		a, "pkg:%.*s/%.*s%s%.*s", STRF(p.type), STRF(purl_encode(a, p.namespace, true)),
		p.namespace.n ? "/" : "", STRF(purl_encode(a, p.name, false)));
	if (p.version.n)
		again = str_printf(a, "%.*s@%.*s", STRF(again),
				   STRF(purl_encode(a, p.version, false)));
	ENSURE(purl_parse(a, again, &q));
	ENSURE(str_eq(p.name, q.name) && str_eq(p.version, q.version));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (n < 1 || n > 64 * KIB)
		return 0;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str text = str_make(data + 1, n - 1);
	if (data[0] % 16 == 14)
		read_index(a, text);
	else if (data[0] % 16 == 15)
		read_purl(a, text);
	const struct kind *kind = &kinds[data[0] % 16 % ARRAY_LEN(kinds)];
	struct exception_file file = { .name = str_of(kind->name), .text = text };
	struct exception_list list = { .arena = a }, again = { .arena = a };
	struct exception_notes notes = { 0 }, more = { 0 };
	struct fault f = { 0 }, g = { 0 };
	VEC_PUSH(a, &list.items)->source = STR("before");
	VEC_PUSH(a, &again.items)->source = STR("before");
	int r = exception_read(&file, kind->vex, &list, &notes, &f);
	ENSURE(exception_read(&file, kind->vex, &again, &more, &g) == r);
	ENSURE(list.items.n == again.items.n && notes.lines.n == more.lines.n);
	ENSURE(str_is(list.items.p[0].source, "before"));
	if (r < 0)
		ENSURE(list.items.n == 1 && notes.lines.n == 0 && f.text[0]);
	apply(&list);
	return 0;
}
