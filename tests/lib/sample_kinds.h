/* SPDX-License-Identifier: Apache-2.0 */
/*
 * More fixed reports for the formats for other programs: every kind of finding with the Dockerfile known, and
 * names that are made to break files.
 */
#pragma once

#include "sample_report.h"

static inline struct finding *sample_finding(struct report *r, enum finding_kind kind,
					     enum finding_place place, enum severity severity,
					     const char *id, const char *title, const char *path)
{
	struct finding *f = report_add(r, kind);
	f->place = f->own_place = place;
	f->severity = severity;
	f->id = str_of(id);
	f->title = str_of(title);
	f->path = str_of(path);
	return f;
}

static inline struct secret_place *sample_place(struct report *r, struct secret *s,
						const char *path, uint32_t line, uint16_t layer,
						uint16_t deleted_by)
{
	struct secret_place *p = VEC_PUSH(r->arena, &s->places);
	*p = (struct secret_place){
		.path = str_of(path), .line = line, .layer = layer, .deleted_by = deleted_by
	};
	return p;
}

static inline struct finding *sample_secret(struct report *r, enum finding_place place,
					    const char *id, const char *title, const char *masked,
					    bool live)
{
	struct finding *f =
		sample_finding(r, FINDING_SECRET, place, SEVERITY_CRITICAL, id, title, "");
	struct secret *s = f->secret = arena_alloc(r->arena, sizeof(*s));
	s->provider = STR("Example");
	s->masked = str_of(masked);
	s->fingerprint = str_printf(r->arena, "fingerprint of %s", masked);
	s->rotate = STR("revoke it at example.com/tokens");
	s->live = live;
	s->rule_severity = SEVERITY_CRITICAL;
	f->fix = STR("revoke it at example.com/tokens; give it to the build as a secret mount");
	return f;
}

/* Every kind, the Dockerfile known, something ignored, something hidden. */
static inline struct report *sample_kinds(void)
{
	struct report *r = sample_base("registry.example:5000/team/shop:4.1");
	sample_debian(r);
	r->image.manifest = sample_digest(100);
	*VEC_PUSH(r->arena, &r->image.names) = r->image.name;
	r->image.config_json = STR("{\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\"}}");
	r->base = (struct base_info){ .name = STR("debian:12"), .layers = 1, .steps = 1 };
	r->dockerfile_path = STR("docker/Dockerfile");
	for (uint32_t i = 1; i < 3; i++) {
		r->image.history.p[i].dockerfile_line = i * 3;
		r->image.history.p[i].stage = STR("app");
	}
	uint32_t ssl = sample_package(r, PACKAGE_DEB, "libssl3", "3.0.11-1~deb12u1", "openssl",
				      "3.0.11-1~deb12u1", 0);
	uint32_t cli = sample_package(r, PACKAGE_DEB, "openssl", "3.0.11-1~deb12u1", "openssl",
				      "3.0.11-1~deb12u1", 1);
	uint32_t git =
		sample_package(r, PACKAGE_DEB, "git", "1:2.39.2-1.1", "git", "1:2.39.2-1.1", 1);
	struct finding *f = sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_HIGH, "CVE-2023-5363",
						 "wrong lengths of key and initialisation vector",
						 ssl, "3.0.11-1~deb12u2");
	*VEC_PUSH(r->arena, &f->vulnerability->packages) = ssl;
	*VEC_PUSH(r->arena, &f->vulnerability->packages) = cli;
	*VEC_PUSH(r->arena, &f->vulnerability->ids) = STR("GHSA-xw78-pcr6-wrg8");
	*VEC_PUSH(r->arena, &f->vulnerability->cwe) = STR("CWE-684");
	*VEC_PUSH(r->arena, &f->vulnerability->references) = STR("https://openssl.example/a?b=1&c");
	*VEC_PUSH(r->arena, &f->vulnerability->references) = STR("javascript:alert(1)");
	f->vulnerability->cvss_score = 7.5;
	f->vulnerability->cvss_vector = STR("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N");
	f->vulnerability->published = STR("2023-10-24");
	f->fix = STR("apt-get install --only-upgrade libssl3  (openssl 3.0.11-1~deb12u2 or later)");
	sample_exploited(f, "2024-01-02", false, 0.412);
	sample_vulnerability(r, PLACE_NO_FIX, SEVERITY_NEGLIGIBLE, "CVE-2018-1000021",
			     "control characters in messages of a server", git, "");
	f = sample_vulnerability(r, PLACE_IGNORED, SEVERITY_CRITICAL, "CVE-2024-32002",
				 "code runs at a recursive clone", git, "1:2.39.2-1.1+deb12u1");
	f->own_place = PLACE_ACT_NOW;
	f->ignored = arena_alloc(r->arena, sizeof(*f->ignored));
	*f->ignored =
		(struct ignored){ .by = IGNORED_BY_VEX,
				  .source = STR("shop.vex.json: statement 2"),
				  .owner = STR("shop team"),
				  .reason = STR("nothing is cloned"),
				  .status = STR("not_affected"),
				  .justification = STR("vulnerable_code_not_in_execute_path") };
	r->packages.p[sample_package(r, PACKAGE_DEB, "old", "1-1", "old", "1-1", 0)].flags = 0;
	sample_vulnerability(r, PLACE_HIDDEN, SEVERITY_HIGH, "CVE-2020-0001",
			     "of a package that was removed", 3, "1-2");
	f = sample_secret(r, PLACE_ACT_NOW, "npm-token", "npm access token", "npm_…", true);
	sample_place(r, f->secret, "srv/.npmrc", 3, 2, LAYER_NONE)->column = 14;
	sample_place(r, f->secret, "history 2", 0, LAYER_NONE, LAYER_NONE);
	f = sample_secret(r, PLACE_ACT_NOW, "private-key", "Private key", "-----BEGIN…", false);
	sample_place(r, f->secret, "root/.ssh/id_rsa", 1, 1, 2);
	f = sample_secret(r, PLACE_ACT_NOW, "npm-token", "npm access token", "npm_…", true);
	f->secret->fingerprint = STR("of the configuration");
	sample_place(r, f->secret, "config ENV", 0, LAYER_NONE, LAYER_NONE)->inside = STR("base64");
	f = sample_finding(r, FINDING_MISCONFIGURATION, PLACE_ACT_NOW, SEVERITY_HIGH, "setuid-new",
			   "a program that runs as root for everybody", "usr/local/bin/helper");
	f->message = STR("the file has the set-user-ID bit and belongs to root");
	f->fix = STR("RUN chmod u-s /usr/local/bin/helper");
	f->layer = 2;
	f = sample_finding(r, FINDING_MISCONFIGURATION, PLACE_NOTE, SEVERITY_LOW, "os-eol-soon",
			   "Debian 12 gets security updates until 2026-06-10 only", "");
	f = sample_finding(r, FINDING_INTEGRITY, PLACE_ACT_NOW, SEVERITY_CRITICAL,
			   "package-file-changed", "a file is not what its package installed",
			   "usr/bin/openssl");
	f->package = cli;
	f->layer = 2;
	f->message = STR("openssl installed it with another checksum");
	f->fix = STR("find out who changed it; build again from known sources");
	struct fault why = { 0 };
	fault_set(&why, E_TRUNCATED, "opt/a.tar: the file ends inside a member");
	f = report_gap(r, why.code, "an archive could not be read to its end", &why);
	f->path = STR("opt/a.tar");
	f->layer = 1;
	fault_set(&why, E_MISMATCH, "blobs/sha256/12: its digest is another one");
	report_gap(r, why.code, "a layer", &why);
	r->gate = (struct gate_info){ .name = STR("ci"), .policy = STR("built-in") };
	r->verdict = VERDICT_NOT_SEAWORTHY;
	r->gate_failed = true;
	r->verdict_reason = STR("5 findings to act on");
	report_sort(r);
	plan_make(r);
	return r;
}

static inline struct str sample_long(struct report *r, const char *piece, size_t n)
{
	char *p = arena_bytes(r->arena, n);
	for (size_t i = 0; i < n; i++)
		p[i] = piece[i % strlen(piece)];
	return str_make(p, n);
}

/* Markup, formulas, ends of sections, brackets, backslashes; not UTF-8; ten thousand characters. */
static inline struct report *sample_breaking(void)
{
	static const char *const names[] = {
		"]]>\"'&<script>alert(1)</script><!--",
		"=cmd|' /C calc'!A0",
		"@SUM(1+1)*cmd",
		"+1\t-1\r\n=2",
		"a\\\"b\\nc{d=\"e\"}",
		"[x](javascript:alert(1)) ![y](https://e.example/t.png) `code` | <details> **b**",
		"\xff\xfe\x80\xc3",
		"\n# heading\n\n- [ ] task @everyone #1 !1 ~label",
		"</details></td>\x01\x02\x7f\xc2\x85",
		("\xef\xbc\x9d"
		 "1+1"),
		"-->",
	};
	struct report *r = sample_base(names[0]);
	sample_debian(r);
	r->os.version_id = STR("12\" onload=\"x");
	r->dockerfile_path = STR("-x/\"Docker file\"?#\xff");
	r->image.history.p[2].dockerfile_line = 7;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *n = names[i];
		uint32_t p = sample_package(r, PACKAGE_DEB, n, n, n, n, (unsigned)(i % 3));
		struct finding *f =
			sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_HIGH, n, n, p, n);
		f->message = f->fix = str_of(n);
		*VEC_PUSH(r->arena, &f->vulnerability->references) = str_of(n);
		*VEC_PUSH(r->arena, &f->vulnerability->cwe) = str_of(n);
		*VEC_PUSH(r->arena, &f->vulnerability->ids) = str_of(n);
		f->vulnerability->cvss_vector = str_of(n);
		f->vulnerability->cvss_score = 8;
		f->vulnerability->published = str_of(n);
		f->vulnerability->kev_added = str_of(n);
		f->vulnerability->matched_by = str_of(n);
		f = sample_secret(r, PLACE_ACT_NOW, n, n, n, true);
		sample_place(r, f->secret, n, 1, (uint16_t)(i % 3), LAYER_NONE)->inside = str_of(n);
		f = sample_finding(r, FINDING_MISCONFIGURATION, PLACE_IGNORED, SEVERITY_LOW, n, n,
				   n);
		f->ignored = arena_alloc(r->arena, sizeof(*f->ignored));
		*f->ignored = (struct ignored){ .source = str_of(n),
						.owner = str_of(n),
						.reason = str_of(n),
						.until = str_of(n) };
		sample_finding(r, FINDING_GAP, PLACE_GAP, SEVERITY_UNKNOWN, n, n, n)->message =
			str_of(n);
	}
	struct str lengthy = sample_long(r, "x\xe6\x94\xaf<\"", 10000);
	uint32_t p = sample_package(r, PACKAGE_DEB, "long", "1", "long", "1", 0);
	r->packages.p[p].name = r->packages.p[p].version = sym_of(r->syms, lengthy);
	struct finding *f =
		sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_HIGH, "CVE-2025-1234", "", p, "2");
	f->id = f->title = f->message = f->fix = f->path = lengthy;
	f->vulnerability->fixed = f->vulnerability->matched_by = lengthy;
	for (unsigned i = 0; i < 300; i++)
		*VEC_PUSH(r->arena, &f->vulnerability->references) =
			str_printf(r->arena, "https://a.example/%u", i);
	struct str open = sample_long(r, "[", 63), close = sample_long(r, "]", 63);
	r->image.config_json = str_printf(r->arena, "%.*s\"[\\\"]\"%.*s", STRF(open), STRF(close));
	r->verdict_reason = lengthy;
	r->verdict = VERDICT_NOT_SEAWORTHY;
	r->gate_failed = true;
	report_sort(r);
	plan_make(r);
	return r;
}
