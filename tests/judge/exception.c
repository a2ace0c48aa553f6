/* SPDX-License-Identifier: Apache-2.0 */
/* Which entry ignores what, and what is said of those that do not. */
#include "check.h"
#include "sample_report.h"

#include "base/date.h"
#include "base/limits.h"
#include "judge/exception_parts.h"

#define TODAY STR("2026-03-02")

static struct exception_list *list_of(struct report *r)
{
	struct exception_list *l = arena_alloc(r->arena, sizeof(*l));
	l->arena = r->arena;
	return l;
}

static struct exception *entry(struct exception_list *l, const char *id)
{
	struct exception *e = VEC_PUSH(l->arena, &l->items);
	e->by = IGNORED_BY_FILE;
	e->source = str_printf(l->arena, ".trivyignore:%zu", l->items.n);
	e->order = l->items.n;
	if (id)
		*VEC_PUSH(l->arena, &e->ids) = str_of(id);
	return e;
}

static struct exception *statement(struct exception_list *l, const char *id, const char *status,
				   const char *time, const char *product)
{
	struct exception *e = entry(l, id);
	e->by = IGNORED_BY_VEX;
	e->source = str_printf(l->arena, "vex.json: statement %zu", l->items.n);
	e->status = str_of(status);
	e->time = str_of(time);
	e->author = STR("team");
	if (product)
		*VEC_PUSH(l->arena, &e->products) = str_of(product);
	return e;
}

static void package_of(struct exception_list *l, struct exception *e, const char *url)
{
	*VEC_PUSH(l->arena, &e->packages) = str_of(url);
}

static void path_of(struct exception_list *l, struct exception *e, const char *glob)
{
	*VEC_PUSH(l->arena, &e->paths) = str_of(glob);
}

static void image_of(struct exception_list *l, struct exception *e, const char *glob)
{
	*VEC_PUSH(l->arena, &e->images) = str_of(glob);
}

static const struct finding *find_id(const struct report *r, const char *id)
{
	for (size_t i = 0; i < r->findings.n; i++)
		if (str_is(r->findings.p[i].id, id))
			return &r->findings.p[i];
	fail_msg("no finding %s", id);
	return NULL;
}

static size_t ignored_n(const struct report *r)
{
	size_t n = 0;
	for (size_t i = 0; i < r->findings.n; i++)
		n += r->findings.p[i].ignored != NULL;
	return n;
}

static void apply(struct report *r, struct exception_list *l)
{
	exceptions_apply(r, l, NULL, TODAY);
}

static void check_note(const struct report *r, size_t i, enum exception_state state,
		       const char *why)
{
	assert_true(i < r->exceptions.n);
	assert_string_equal(str_cstr(r->arena, r->exceptions.p[i].why), why);
	assert_int_equal(r->exceptions.p[i].state, state);
}

/* One entry of the id on the payment service, changed by `with`: how many it ignores, and why. */
static void check_one(const char *id, void (*with)(struct exception_list *, struct exception *),
		      size_t ignored, enum exception_state state, const char *why)
{
	struct report *r = sample_payment();
	struct exception_list *l = list_of(r);
	struct exception *e = entry(l, id);
	if (with)
		with(l, e);
	apply(r, l);
	assert_int_equal(r->exceptions.n, 1);
	check_note(r, 0, state, why);
	assert_int_equal(ignored_n(r), ignored);
	assert_int_equal(r->exceptions.p[0].findings, ignored);
	report_free(r);
}

static void ids(void **state)
{
	check_one("CVE-2023-38545", NULL, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one("cve-2023-38545", NULL, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one("GHSA-RXWQ-X6H5-X525", NULL, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one("CVE-2025-490?", NULL, 3, EXCEPTION_USED, "it ignores 3 findings");
	check_one("CVE-1999-0001", NULL, 0, EXCEPTION_UNUSED, "no finding is CVE-1999-0001");
	check_one("CVE-1999-*", NULL, 0, EXCEPTION_UNUSED, "no finding is CVE-1999-*");
	check_one(NULL, NULL, 0, EXCEPTION_REFUSED,
		  "it names nothing, and would ignore everything");
}

static void w_package(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "pkg:deb/debian/curl");
}
static void w_bare(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "pkg:deb/curl");
}
static void w_version(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "pkg:deb/debian/curl@7.88.1-10+deb12u4?arch=amd64&distro=debian-12.5");
}
static void w_other_version(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "pkg:deb/debian/curl@7.88.1-10");
}
static void w_other_distro(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "pkg:deb/debian/curl?distro=debian-11");
}
static void w_absent(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "pkg:deb/debian/wget");
}
static void w_type(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "pkg:npm/curl");
}
static void w_vendor(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "pkg:deb/ubuntu/curl");
}
static void w_elsewhere(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "pkg:deb/debian/libxml2");
}
static void w_no_url(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "curl");
}

static void packages(void **state)
{
	static const char *const id = "CVE-2023-38545";
	check_one(id, w_package, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one(id, w_bare, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one(id, w_version, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one(NULL, w_package, 3, EXCEPTION_USED, "it ignores 3 findings");
	check_one(id, w_other_version, 0, EXCEPTION_UNUSED,
		  "it speaks of curl 7.88.1-10, installed is 7.88.1-10+deb12u4");
	check_one(id, w_other_distro, 0, EXCEPTION_UNUSED,
		  "it speaks of pkg:deb/debian/curl?distro=debian-11, installed is "
		  "pkg:deb/debian/curl@7.88.1-10%2Bdeb12u4?arch=amd64&distro=debian-12");
	check_one(id, w_absent, 0, EXCEPTION_UNUSED,
		  "its package is pkg:deb/debian/wget, the image has no such package");
	check_one(id, w_type, 0, EXCEPTION_UNUSED,
		  "its package is pkg:npm/curl, the image has no such package");
	check_one(id, w_vendor, 0, EXCEPTION_UNUSED,
		  "it speaks of pkg:deb/ubuntu/curl, installed is "
		  "pkg:deb/debian/curl@7.88.1-10%2Bdeb12u4?arch=amd64&distro=debian-12");
	check_one(id, w_elsewhere, 0, EXCEPTION_UNUSED,
		  "its package is pkg:deb/debian/libxml2, and CVE-2023-38545 is in curl");
	check_one(id, w_no_url, 0, EXCEPTION_REFUSED, "\"curl\" is no package URL");
}

static void w_source(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "pkg:deb/debian/openssl");
}
static void w_source_only(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "pkg:deb/debian/openssl?arch=source");
}
static void w_binary(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "pkg:deb/debian/libssl3");
}
static void w_binary_arch(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "pkg:deb/debian/openssl?arch=amd64");
}
static void w_only_binaries(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "pkg:deb/debian/openssl");
	e->only_binaries = true;
}
static void w_both(struct exception_list *l, struct exception *e)
{
	package_of(l, e, "pkg:deb/debian/openssl?arch=amd64");
	package_of(l, e, "pkg:deb/debian/libssl3?arch=amd64");
}

/* CVE-2024-5535 is in libssl3 and openssl, both of the source openssl. */
static void sources(void **state)
{
	static const char *const id = "CVE-2024-5535";
	check_one(id, w_source, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one(id, w_source_only, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one(id, w_both, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one(id, w_binary, 0, EXCEPTION_REFUSED,
		  "CVE-2024-5535 is also in openssl 3.0.11-1~deb12u1, of which no entry speaks");
	check_one(id, w_binary_arch, 0, EXCEPTION_REFUSED,
		  "CVE-2024-5535 is also in libssl3 3.0.11-1~deb12u1, of which no entry speaks");
	check_one(id, w_only_binaries, 0, EXCEPTION_REFUSED,
		  "CVE-2024-5535 is also in libssl3 3.0.11-1~deb12u1, of which no entry speaks");
}

/* Two entries share what none covers alone; both are used, the first one gets the word. */
static void together(void **state)
{
	struct report *r = sample_payment();
	struct exception_list *l = list_of(r);
	w_binary(l, entry(l, "CVE-2024-5535"));
	w_binary_arch(l, entry(l, "CVE-2024-5535"));
	apply(r, l);
	assert_int_equal(ignored_n(r), 1);
	check_note(r, 0, EXCEPTION_USED, "it ignores 1 finding");
	check_note(r, 1, EXCEPTION_USED, "it ignores 1 finding");
	assert_true(str_is(find_id(r, "CVE-2024-5535")->ignored->source, ".trivyignore:1"));
	/* applied again, without them */
	l->items.n = 0;
	apply(r, l);
	assert_int_equal(ignored_n(r), 0);
	assert_int_equal(r->exceptions.n, 0);
	report_free(r);
}

static void w_path(struct exception_list *l, struct exception *e)
{
	path_of(l, e, "/var/lib/dpkg/**");
}
static void w_other_path(struct exception_list *l, struct exception *e)
{
	path_of(l, e, "opt/**");
	path_of(l, e, "srv/**");
}
static void w_kind(struct exception_list *l, struct exception *e)
{
	e->kinds = 1u << FINDING_SECRET;
}
static void w_image(struct exception_list *l, struct exception *e)
{
	image_of(l, e, "registry.example/*:1.2");
}
static void w_image_no_tag(struct exception_list *l, struct exception *e)
{
	image_of(l, e, "registry.example/payment");
}
static void w_image_digest(struct exception_list *l, struct exception *e)
{
	struct digest d = sample_digest(200);
	image_of(l, e, str_cstr(l->arena, digest_text(l->arena, &d)));
}
static void w_other_image(struct exception_list *l, struct exception *e)
{
	image_of(l, e, "registry.example/payment:1.1");
}
static void w_layer(struct exception_list *l, struct exception *e)
{
	struct digest d = sample_digest(2 * 3 + 1);
	e->layer = digest_text(l->arena, &d);
}
static void w_base(struct exception_list *l, struct exception *e)
{
	e->layer = STR("base");
}
static void w_stage(struct exception_list *l, struct exception *e)
{
	e->stage = STR("build");
}

static void scopes(void **state)
{
	static const char *const id = "CVE-2023-38545";
	check_one(id, w_path, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one(id, w_other_path, 0, EXCEPTION_UNUSED,
		  "CVE-2023-38545 is at var/lib/dpkg/status, and it speaks of opt/** and 1 more");
	check_one(id, w_kind, 0, EXCEPTION_UNUSED,
		  "CVE-2023-38545 is of another kind: vulnerability");
	check_one(id, w_image, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one(id, w_image_no_tag, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one(id, w_image_digest, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one(
		id, w_other_image, 0, EXCEPTION_UNUSED,
		"it speaks of registry.example/payment:1.1, this is registry.example/payment:1.2");
	check_one(id, w_layer, 1, EXCEPTION_USED, "it ignores 1 finding");
	check_one(id, w_base, 0, EXCEPTION_UNUSED,
		  "it speaks of the base, and who brought CVE-2023-38545 is not known");
	check_one(id, w_stage, 0, EXCEPTION_REFUSED,
		  "it is not known which stage built the layer (--dockerfile tells)");
}

static void base_and_stage(void **state)
{
	struct report *r = sample_payment();
	struct exception_list *l = list_of(r);
	r->base.layers = 1;
	r->base.name = STR("debian:12");
	r->image.history.p[1].stage = STR("runtime");
	entry(l, "CVE-2024-3094")->layer = STR("base");
	entry(l, "CVE-2024-3094")->layer = STR("app");
	entry(l, "CVE-2023-38545")->stage = STR("Runtime");
	entry(l, "CVE-2023-38545")->stage = STR("build");
	entry(l, "CVE-2024-3094")->stage = STR("runtime");
	apply(r, l);
	assert_int_equal(ignored_n(r), 2);
	check_note(r, 0, EXCEPTION_USED, "it ignores 1 finding");
	check_note(r, 1, EXCEPTION_UNUSED,
		   "it speaks of the app, and CVE-2024-3094 came with the base");
	check_note(r, 2, EXCEPTION_USED, "it ignores 1 finding");
	check_note(r, 3, EXCEPTION_UNUSED,
		   "it speaks of stage build, and CVE-2023-38545 came with stage runtime");
	check_note(r, 4, EXCEPTION_UNUSED,
		   "it speaks of stage runtime, and which one brought CVE-2024-3094 is not known");
	report_free(r);
}

static struct finding *secret_at(struct report *r, const char *const *paths, uint32_t more)
{
	struct finding *f = report_add(r, FINDING_SECRET);
	f->id = STR("private-key");
	f->secret = arena_alloc(r->arena, sizeof(*f->secret));
	f->secret->fingerprint = STR("0123");
	f->secret->more = more;
	for (; *paths; paths++) {
		struct secret_place *p = VEC_PUSH(r->arena, &f->secret->places);
		*p = (struct secret_place){ .path = str_of(*paths), .deleted_by = LAYER_NONE };
	}
	f->path = f->secret->places.p[0].path;
	return f;
}

/* Somebody who looked at one place of a secret has not looked at the others. */
static void secrets(void **state)
{
	static const char *const two[] = { "app/key.pem", "srv/test/key.pem", NULL };
	struct report *r = sample_base("x:1");
	struct exception_list *l = list_of(r);
	struct finding *f = secret_at(r, two, 0);
	struct exception *e = entry(l, "private-key");
	path_of(l, e, "**/test/*.pem");
	apply(r, l);
	check_note(r, 0, EXCEPTION_REFUSED,
		   "private-key is also at app/key.pem, of which no entry speaks");
	path_of(l, entry(l, "private-key"), "app/*");
	apply(r, l);
	assert_int_equal(ignored_n(r), 1);
	f->secret->more = 3;
	apply(r, l);
	assert_int_equal(ignored_n(r), 0);
	check_note(r, 0, EXCEPTION_REFUSED, "private-key is in more places than are listed");
	entry(l, "private-key");
	apply(r, l);
	assert_int_equal(ignored_n(r), 1);
	report_free(r);
}

/* What must not happen by accident. */
static void guarded(void **state)
{
	static const struct {
		const char *id;
		unsigned kinds;
		bool gap, digest;
	} cases[] = {
		{ "*", 0, false, false },
		{ "gap-truncated", 0, true, false },
		{ "GAP-*", 0, true, false },
		{ "g*", 0, false, false },
		{ "digest-mismatch", 0, false, true },
		{ "*", 1u << FINDING_GAP, true, false },
		{ NULL, 1u << FINDING_GAP, true, false },
		{ NULL, 1u << FINDING_INTEGRITY, false, true },
		{ "*", 1u << FINDING_VULNERABILITY, false, false },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct report *r = sample_base("x:1");
		struct exception_list *l = list_of(r);
		report_gap(r, E_TRUNCATED, "a", NULL);
		report_gap(r, E_MISMATCH, "b", NULL);
		entry(l, cases[i].id)->kinds = cases[i].kinds;
		apply(r, l);
		assert_int_equal(r->findings.p[0].ignored != NULL, cases[i].gap);
		assert_int_equal(r->findings.p[1].ignored != NULL, cases[i].digest);
		report_free(r);
	}
}

static void dates(void **state)
{
	static const struct {
		const char *until;
		enum exception_state state;
		bool soon;
		const char *why;
	} cases[] = {
		{ "2026-03-01", EXCEPTION_EXPIRED, false,
		  "its last day was 2026-03-01: 1 finding counts again" },
		{ "2026-03-02", EXCEPTION_USED, true, "it ignores 1 finding" },
		{ "2026-03-16", EXCEPTION_USED, true, "it ignores 1 finding" },
		{ "2026-03-17", EXCEPTION_USED, false, "it ignores 1 finding" },
		{ "", EXCEPTION_USED, false, "it ignores 1 finding" },
		{ "soon", EXCEPTION_REFUSED, false, "its last day \"soon\" is no date" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct report *r = sample_payment();
		struct exception_list *l = list_of(r);
		entry(l, "CVE-2023-38545")->until = str_of(cases[i].until);
		apply(r, l);
		check_note(r, 0, cases[i].state, cases[i].why);
		assert_int_equal(r->exceptions.p[0].expires_soon, cases[i].soon);
		assert_int_equal(ignored_n(r), cases[i].state == EXCEPTION_USED);
		report_free(r);
	}
	struct report *r = sample_payment();
	struct exception_list *l = list_of(r);
	entry(l, "CVE-1999-1")->until = STR("2020-01-01");
	apply(r, l);
	check_note(r, 0, EXCEPTION_EXPIRED,
		   "its last day was 2020-01-01, and nothing is left that it speaks of");
	report_free(r);
}

static void rules(void **state)
{
	static const struct {
		struct exception_rules rules;
		const char *reason, *owner, *until, *why;
	} cases[] = {
		{ { .need_reason = true },
		  "",
		  "a",
		  "",
		  "it gives no reason, and the policy demands one" },
		{ { .need_reason = true }, "r", "", "", NULL },
		{ { .need_owner = true },
		  "r",
		  "",
		  "",
		  "it names no owner, and the policy demands one" },
		{ { .need_owner = true }, "", "a", "", NULL },
		{ { .need_until = true },
		  "r",
		  "a",
		  "",
		  "it names no last day, and the policy demands one" },
		{ { .max_days = 30 }, "", "", "2026-04-01", NULL },
		{ { .max_days = 30 },
		  "",
		  "",
		  "2026-04-02",
		  "it holds until 2026-04-02, and the policy allows 30 days from today" },
		{ { .max_days = 30 },
		  "",
		  "",
		  "",
		  "it holds for ever, and the policy allows 30 days" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct report *r = sample_payment();
		struct exception_list *l = list_of(r);
		struct exception *e = entry(l, "CVE-2023-38545");
		e->reason = str_of(cases[i].reason);
		e->owner = str_of(cases[i].owner);
		e->until = str_of(cases[i].until);
		exceptions_apply(r, l, &cases[i].rules, TODAY);
		if (cases[i].why)
			check_note(r, 0, EXCEPTION_REFUSED, cases[i].why);
		assert_int_equal(ignored_n(r), cases[i].why == NULL);
		report_free(r);
	}
}

/* ---- VEX ---- */

#define PAYMENT "pkg:oci/payment?repository_url=registry.example/payment&tag=1.2"

static void products(void **state)
{
	static const struct {
		const char *product;
		const char *why; /* NULL: it applies */
	} cases[] = {
		{ "pkg:deb/debian/curl", NULL },
		{ "pkg:deb/debian/curl@7.88.1-10%2Bdeb12u4?arch=amd64", NULL },
		{ PAYMENT, NULL },
		{ "pkg:oci/payment", NULL },
		{ "pkg:oci/payment?arch=amd64", NULL },
		{ "pkg:oci/payment@1.2", NULL },
		{ "pkg:docker/payment@1.2?repository_url=registry.example", NULL },
		{ "registry.example/payment:1.2", NULL },
		{ "registry.example/payment", NULL },
		{ "pkg:oci/payment?arch=arm64",
		  "it speaks of pkg:oci/payment?arch=arm64, this is registry.example/payment:1.2" },
		{ "pkg:oci/payment?tag=1.1",
		  "it speaks of pkg:oci/payment?tag=1.1, this is registry.example/payment:1.2" },
		{ "pkg:oci/payment?repository_url=other.example/payment",
		  "it speaks of pkg:oci/payment?repository_url=other.example/payment, this is "
		  "registry.example/payment:1.2" },
		{ "pkg:docker/team/payment",
		  "it speaks of pkg:docker/team/payment, this is registry.example/payment:1.2" },
		{ "payment:1.1", "it speaks of payment:1.1, this is registry.example/payment:1.2" },
		{ "https://example.org/payment",
		  "it speaks of https://example.org/payment, this is registry.example/payment:1.2" },
		{ "pkg:deb/debian/wget",
		  "its package is pkg:deb/debian/wget, the image has no such package" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct report *r = sample_payment();
		struct exception_list *l = list_of(r);
		statement(l, "CVE-2023-38545", "not_affected", "2026-01-01T00:00:00Z",
			  cases[i].product);
		apply(r, l);
		check_note(r, 0, cases[i].why ? EXCEPTION_UNUSED : EXCEPTION_USED,
			   cases[i].why ? cases[i].why : "it ignores 1 finding: not_affected");
		report_free(r);
	}
}

static void subcomponents(void **state)
{
	struct report *r = sample_payment();
	struct exception_list *l = list_of(r);
	struct digest d = sample_digest(200);
	const char *digest = str_cstr(r->arena, digest_text(r->arena, &d));
	struct exception *e = statement(l, "CVE-2023-38545", "not_affected", "", digest);
	package_of(l, e, "pkg:deb/debian/curl");
	e->justification = STR("vulnerable_code_not_present");
	e = statement(l, "CVE-2023-38545", "not_affected", "", digest);
	package_of(l, e, "pkg:deb/debian/libxml2");
	e = statement(l, "CVE-2023-38545", "not_affected", "", "pkg:deb/debian/libxml2");
	package_of(l, e, "pkg:deb/debian/curl");
	apply(r, l);
	assert_int_equal(ignored_n(r), 1);
	check_note(r, 0, EXCEPTION_USED,
		   "it ignores 1 finding: not_affected, vulnerable_code_not_present");
	check_note(r, 1, EXCEPTION_UNUSED,
		   "its package is pkg:deb/debian/libxml2, and CVE-2023-38545 is in curl");
	check_note(
		r, 2, EXCEPTION_UNUSED,
		"CVE-2023-38545 was found, but it speaks of a package inside another one, and who "
		"else uses it is not known");
	report_free(r);
}

static void latest(void **state)
{
	static const struct {
		const char *status[2], *time[2], *product[2];
		bool ignored;
		const char *why[2]; /* NULL: it ignores */
	} cases[] = {
		{ { "not_affected", "affected" },
		  { "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z" },
		  { PAYMENT, PAYMENT },
		  false,
		  { "a later statement of 2026-02-01 says affected (vex.json: statement 2)",
		    "its status is affected" } },
		{ { "affected", "fixed" },
		  { "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z" },
		  { PAYMENT, PAYMENT },
		  true,
		  { "a later statement of 2026-02-01 says fixed (vex.json: statement 2)", NULL } },
		/* the same moment in two zones: the later in the list */
		{ { "not_affected", "under_investigation" },
		  { "2026-01-01T08:00:00+08:00", "2026-01-01T00:00:00Z" },
		  { PAYMENT, PAYMENT },
		  false,
		  { "a later statement of 2026-01-01 says under_investigation (vex.json: statement 2)",
		    "its status is under_investigation" } },
		/* fractions of a second count */
		{ { "not_affected", "affected" },
		  { "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00Z" },
		  { PAYMENT, PAYMENT },
		  true,
		  { NULL,
		    "a later statement of 2026-01-01 says not_affected (vex.json: statement 1)" } },
		/* of the image goes before of a package */
		{ { "not_affected", "affected" },
		  { "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z" },
		  { PAYMENT, "pkg:deb/debian/curl" },
		  true,
		  { NULL, "vex.json: statement 1 speaks of this image and says not_affected" } },
		{ { "not_affected", "affected" },
		  { "2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z" },
		  { "pkg:deb/debian/curl", PAYMENT },
		  false,
		  { "vex.json: statement 2 speaks of this image and says affected",
		    "its status is affected" } },
		{ { "maybe", "not_affected" },
		  { "2026-02-01T00:00:00Z", "" },
		  { PAYMENT, PAYMENT },
		  false,
		  { "its status is maybe",
		    "a later statement of 2026-02-01 says maybe (vex.json: statement 1)" } },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct report *r = sample_payment();
		struct exception_list *l = list_of(r);
		for (size_t k = 0; k < 2; k++)
			statement(l, "CVE-2023-38545", cases[i].status[k], cases[i].time[k],
				  cases[i].product[k]);
		apply(r, l);
		assert_int_equal(ignored_n(r), cases[i].ignored);
		for (size_t k = 0; k < 2; k++) {
			if (cases[i].why[k])
				check_note(r, k, EXCEPTION_REFUSED, cases[i].why[k]);
			else
				assert_int_equal(r->exceptions.p[k].state, EXCEPTION_USED);
		}
		report_free(r);
	}
}

/* A user who ignores what a statement calls affected has decided; VEX that ignores goes first. */
static void ranks(void **state)
{
	struct report *r = sample_payment();
	struct exception_list *l = list_of(r);
	statement(l, "CVE-2023-38545", "affected", "", PAYMENT);
	statement(l, "CVE-2024-2379", "not_affected", "", PAYMENT);
	entry(l, "CVE-2023-38545");
	entry(l, "CVE-2024-2379");
	apply(r, l);
	assert_int_equal(ignored_n(r), 2);
	assert_int_equal(find_id(r, "CVE-2023-38545")->ignored->by, IGNORED_BY_FILE);
	assert_int_equal(find_id(r, "CVE-2024-2379")->ignored->by, IGNORED_BY_VEX);
	assert_true(str_is(find_id(r, "CVE-2024-2379")->ignored->owner, "team"));
	check_note(r, 0, EXCEPTION_REFUSED, "its status is affected");
	for (size_t i = 1; i < 4; i++)
		assert_int_equal(r->exceptions.p[i].state, EXCEPTION_USED);
	report_free(r);
}

/* Statements on what is not there are counted, not listed; an id of VEX is no pattern. */
static void other_statements(void **state)
{
	struct report *r = sample_payment();
	struct exception_list *l = list_of(r);
	for (unsigned i = 0; i < 1000; i++)
		statement(l, str_cstr(r->arena, str_printf(r->arena, "CVE-1999-%u", i)),
			  "not_affected", "", "pkg:npm/a");
	statement(l, "CVE-*", "not_affected", "", PAYMENT);
	apply(r, l);
	assert_int_equal(r->exceptions.n, 1);
	assert_int_equal(ignored_n(r), 0);
	check_note(r, 0, EXCEPTION_UNUSED,
		   "1001 more statements speak of vulnerabilities that were not found");
	report_free(r);
}

static void moments(void **state)
{
	assert_int_equal(exception_moment(STR("1970-01-01")), 0);
	assert_int_equal(exception_moment(STR("1970-01-01T00:00:01.25Z")), 1250000);
	assert_int_equal(exception_moment(STR("1970-01-01T01:00:00+01:00")), 0);
	assert_int_equal(exception_moment(STR("1969-12-31T23:00:00-01:00")), INT64_MIN);
	assert_int_equal(exception_moment(STR("1970-01-01T23:00:00-01:00")), 86400000000);
	assert_int_equal(exception_moment(STR("1970-01-01T23")), INT64_MIN);
	assert_int_equal(exception_moment(STR("")), INT64_MIN);
}

static void shuffle(struct report *r, unsigned seed)
{
	for (size_t i = r->findings.n; i > 1; i--) {
		seed = seed * 1103515245u + 12345u;
		size_t k = (seed >> 8) % i;
		struct finding t = r->findings.p[i - 1];
		r->findings.p[i - 1] = r->findings.p[k];
		r->findings.p[k] = t;
	}
}

static struct str told(struct report *r)
{
	struct str s = { 0 };
	for (size_t i = 0; i < r->exceptions.n; i++)
		s = str_printf(r->arena, "%.*s%s %.*s %u\n", STRF(s),
			       exception_state_name(r->exceptions.p[i].state),
			       STRF(r->exceptions.p[i].why), r->exceptions.p[i].findings);
	return s;
}

/* The order of findings changes neither what is ignored nor what is said. */
static void order(void **state)
{
	struct report *first = NULL;
	for (unsigned seed = 0; seed < 50; seed++) {
		struct report *r = sample_payment();
		struct exception_list *l = list_of(r);
		if (seed)
			shuffle(r, seed);
		w_binary(l, entry(l, "CVE-2024-*"));
		w_other_path(l, entry(l, "CVE-2025-*"));
		w_absent(l, entry(l, "CVE-202?-*"));
		statement(l, "CVE-2024-3094", "not_affected", "", "pkg:deb/debian/xz-utils");
		statement(l, "CVE-2024-2379", "affected", "", "pkg:deb/debian/curl");
		apply(r, l);
		if (first) {
			assert_int_equal(ignored_n(first), ignored_n(r));
			assert_true(str_eq(told(first), told(r)));
			report_free(r);
		} else {
			first = r;
		}
	}
	report_free(first);
}

/* 100,000 statements and 20,000 findings: work grows with their number, not with its square. */
static void many(void **state)
{
	struct report *r = sample_base("fat:1");
	sample_debian(r);
	struct exception_list *l = list_of(r);
	for (unsigned p = 0; p < 400; p++) {
		const char *name = str_cstr(r->arena, str_printf(r->arena, "lib%u", p));
		uint32_t package = sample_package(r, PACKAGE_DEB, name, "1", name, "1", 0);
		for (unsigned k = 0; k < 50; k++) {
			struct finding *f = report_add(r, FINDING_VULNERABILITY);
			f->id = str_printf(r->arena, "CVE-2024-%u", 10000 + k * 100 + p % 100);
			f->package = package;
			f->vulnerability = arena_alloc(r->arena, sizeof(*f->vulnerability));
			*VEC_PUSH(r->arena, &f->vulnerability->packages) = package;
		}
	}
	for (unsigned i = 0; i < 100000; i++)
		statement(
			l,
			str_cstr(r->arena, str_printf(r->arena, "CVE-2024-%u", 10000 + i % 25000)),
			"not_affected", "",
			str_cstr(r->arena, str_printf(r->arena, "pkg:deb/debian/lib%u", i % 1000)));
	uint64_t tests = exceptions_apply_counted(r, l, NULL, TODAY);
	assert_true(ignored_n(r) > 0);
	assert_true(tests > 0 && tests <= 100000 + 20000);
	report_free(r);
}

/* A hostile list against a hostile image stops, and says so. */
static void bounded(void **state)
{
	struct report *r = sample_base("fat:1");
	struct exception_list *l = list_of(r);
	for (unsigned i = 0; i < 5000; i++)
		report_add(r, FINDING_MISCONFIGURATION)->id = STR("x");
	for (unsigned i = 0; i < 1000; i++)
		entry(l, "x");
	for (unsigned i = 0; i < LIMIT_EXCEPTION_WIDE + 1; i++)
		entry(l, "y*");
	uint64_t tests = exceptions_apply_counted(r, l, NULL, TODAY);
	assert_true(tests <= LIMIT_EXCEPTION_WORK);
	assert_int_equal(ignored_n(r), 5000);
	assert_int_equal(r->exceptions.p[0].state, EXCEPTION_USED);
	check_note(r, 999, EXCEPTION_REFUSED,
		   "more than 4000000 comparisons would have been needed");
	check_note(r, r->exceptions.n - 1, EXCEPTION_REFUSED,
		   "more than 1000 entries have wildcards in their ids");
	report_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids),	    cmocka_unit_test(packages),
		cmocka_unit_test(sources),  cmocka_unit_test(together),
		cmocka_unit_test(scopes),   cmocka_unit_test(base_and_stage),
		cmocka_unit_test(secrets),  cmocka_unit_test(guarded),
		cmocka_unit_test(dates),    cmocka_unit_test(rules),
		cmocka_unit_test(products), cmocka_unit_test(subcomponents),
		cmocka_unit_test(latest),   cmocka_unit_test(ranks),
		cmocka_unit_test(moments),  cmocka_unit_test(other_statements),
		cmocka_unit_test(order),    cmocka_unit_test(many),
		cmocka_unit_test(bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
