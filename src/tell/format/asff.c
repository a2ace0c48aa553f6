/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AWS Security Finding Format: the body of BatchImportFindings for Security Hub, {"Findings": […]}. A call takes 100
 * findings:
 *
 *	jq -c '.Findings | _nwise(100)' FILE | while read -r part; do
 *		aws securityhub batch-import-findings --findings "$part"; done
 *
 * Account and region come from AWS_ACCOUNT_ID and AWS_REGION; they are empty where those are not known, and Security
 * Hub refuses them. The product is the account's own default product. Ignored findings are there with the workflow
 * status SUPPRESSED, what could not be read as an informational finding. The same finding of the next scan has the
 * same Id and so takes the place of this one.
 *
 * Format: "AWS Security Finding Format syntax" in the user guide of Security Hub; lengths of texts are its.
 */
#include "base/term.h"
#include "model/identity.h"
#include "tell/describe.h"
#include "tell/links.h"
#include "tell/telling.h"
#include "text/emit.h"

enum {
	TITLE = 256,
	DESCRIPTION = 1024,
	REMEDY = 512,
	GENERATOR = 512,
	NAME = 128,
	PACKAGES = 50,
	URLS = 20
};

struct writer {
	struct emit e;
	struct telling t;
	struct str account, region, partition;
};

static struct str clip(struct writer *w, struct str s, size_t bytes)
{
	return text_clip(w->t.a, text_safe(w->t.a, s), bytes);
}

static const char *partition_of(struct str region)
{
	return str_starts(region, STR("cn-"))	    ? "aws-cn"
	       : str_starts(region, STR("us-gov-")) ? "aws-us-gov"
						    : "aws";
}

static void put_severity(struct writer *w, const struct finding *f)
{
	static const char *const labels[SEVERITY_COUNT_] = {
		[SEVERITY_UNKNOWN] = "INFORMATIONAL",
		[SEVERITY_NEGLIGIBLE] = "LOW",
		[SEVERITY_LOW] = "LOW",
		[SEVERITY_MEDIUM] = "MEDIUM",
		[SEVERITY_HIGH] = "HIGH",
		[SEVERITY_CRITICAL] = "CRITICAL",
	};
	emit_key(&w->e, "Severity");
	emit_object(&w->e);
	emit_member_text(&w->e, "Label",
			 labels[f->severity < SEVERITY_COUNT_ ? f->severity : SEVERITY_UNKNOWN]);
	emit_member_text(&w->e, "Original", severity_name(f->severity));
	emit_object_end(&w->e);
}

static const char *type_of(const struct finding *f)
{
	switch (f->kind) {
	case FINDING_VULNERABILITY:
		return "Software and Configuration Checks/Vulnerabilities/CVE";
	case FINDING_SECRET:
		return "Sensitive Data Identifications/Passwords";
	case FINDING_INTEGRITY:
		return "Unusual Behaviors/Container";
	case FINDING_MISCONFIGURATION:
	case FINDING_GAP:
	case FINDING_KIND_COUNT_:
		break;
	}
	return "Software and Configuration Checks";
}

static void put_remediation(struct writer *w, const struct finding *f)
{
	struct str text = clip(w, describe_fix(w->t.r, f, w->t.step, w->t.a), REMEDY);
	struct str link = finding_link(f, w->t.a);
	if (text.n == 0 && link.n == 0)
		return;
	emit_key(&w->e, "Remediation");
	emit_object(&w->e);
	emit_key(&w->e, "Recommendation");
	emit_object(&w->e);
	emit_member_set(&w->e, "Text", text);
	if (link.n <= REMEDY)
		emit_member_set(&w->e, "Url", link);
	emit_object_end(&w->e);
	emit_object_end(&w->e);
}

static void put_field(struct writer *w, const char *key, struct str value)
{
	if (value.n)
		emit_member_str(&w->e, key, clip(w, value, 1000));
}

static void put_fields(struct writer *w, const struct finding *f)
{
	struct str path;
	uint32_t line;
	emit_key(&w->e, "ProductFields");
	emit_object(&w->e);
	emit_member_text(&w->e, "seaworthy/kind", finding_kind_name(f->kind));
	emit_member_text(&w->e, "seaworthy/place", finding_place_name(f->place));
	put_field(w, "seaworthy/id", f->id);
	put_field(w, "seaworthy/clause", f->clause);
	put_field(w, "seaworthy/ignored", describe_ignored(f, w->t.a));
	if (finding_place(w->t.r, f, &path, &line))
		put_field(w, "seaworthy/dockerfile",
			  str_printf(w->t.a, "%.*s:%u", STRF(path), line));
	put_field(w, "seaworthy/path", f->path);
	emit_object_end(&w->e);
}

static void put_resource(struct writer *w)
{
	const struct report *r = w->t.r;
	struct str id = digest_text(w->t.a, &r->image.config);
	emit_key(&w->e, "Resources");
	emit_array(&w->e);
	emit_object(&w->e);
	emit_member_text(&w->e, "Type", "Container");
	emit_member_str(&w->e, "Id", clip(w, image_title(r), 500));
	emit_member_str(&w->e, "Partition", w->partition);
	emit_member_set(&w->e, "Region", w->region);
	emit_key(&w->e, "Details");
	emit_object(&w->e);
	emit_key(&w->e, "Container");
	emit_object(&w->e);
	emit_member_str(&w->e, "ImageName", clip(w, image_title(r), 500));
	emit_member_set(&w->e, "ImageId", id);
	emit_object_end(&w->e);
	emit_object_end(&w->e);
	emit_object_end(&w->e);
	emit_array_end(&w->e);
}

static void put_package(struct writer *w, const struct finding *f, uint32_t index)
{
	const struct report *r = w->t.r;
	const struct package *p = &r->packages.p[index];
	emit_object(&w->e);
	emit_member_str(&w->e, "Name", clip(w, sym_str(r->syms, p->name), NAME));
	emit_member_str(&w->e, "Version", clip(w, sym_str(r->syms, p->version), NAME));
	if (p->arch)
		emit_member_str(&w->e, "Architecture", clip(w, sym_str(r->syms, p->arch), NAME));
	emit_member_text(&w->e, "PackageManager", p->kind == PACKAGE_DEB ? "OS" : "APK");
	if (p->location)
		emit_member_str(&w->e, "FilePath", clip(w, sym_str(r->syms, p->location), NAME));
	if (f->vulnerability->fixed.n)
		emit_member_str(&w->e, "FixedInVersion", clip(w, f->vulnerability->fixed, NAME));
	emit_object_end(&w->e);
}

static void put_cvss(struct writer *w, const struct vulnerability *v)
{
	struct str version, vector = v->cvss_vector;
	if (v->cvss_score < 0 || !str_starts(vector, STR("CVSS:")) ||
	    !str_cut(str_from(vector, 5), '/', &version, NULL) || vector.n > NAME)
		return;
	emit_key(&w->e, "Cvss");
	emit_array(&w->e);
	emit_object(&w->e);
	emit_member_str(&w->e, "Version", version);
	emit_key(&w->e, "BaseScore");
	emit_fixed(&w->e, v->cvss_score, 1);
	emit_member_str(&w->e, "BaseVector", vector);
	emit_object_end(&w->e);
	emit_array_end(&w->e);
}

static void put_texts(struct writer *w, const char *key, const struct str *p, size_t n, bool links)
{
	size_t shown = 0;
	for (size_t i = 0; i < n && shown < URLS; i++) {
		if (links && !link_is_plain(p[i]))
			continue;
		if (shown++ == 0) {
			emit_key(&w->e, key);
			emit_array(&w->e);
		}
		emit_str(&w->e, clip(w, p[i], links ? SIZE_MAX : NAME));
	}
	if (shown)
		emit_array_end(&w->e);
}

static void put_vulnerability(struct writer *w, const struct finding *f)
{
	const struct vulnerability *v = f->vulnerability;
	size_t n = v->packages.n, shown = 0;
	emit_key(&w->e, "Vulnerabilities");
	emit_array(&w->e);
	emit_object(&w->e);
	emit_member_str(&w->e, "Id", clip(w, f->id, NAME));
	emit_key(&w->e, "VulnerablePackages");
	emit_array(&w->e);
	for (size_t i = 0; i < size_max(n, 1) && shown < PACKAGES; i++) {
		uint32_t p = n ? v->packages.p[i] : f->package;
		if (p < w->t.r->packages.n) {
			put_package(w, f, p);
			shown++;
		}
	}
	emit_array_end(&w->e);
	put_cvss(w, v);
	size_t own = v->ids.n && str_eq(v->ids.p[0], f->id);
	put_texts(w, "RelatedVulnerabilities", v->ids.p + own, v->ids.n - own, false);
	put_texts(w, "ReferenceUrls", v->references.p, v->references.n, true);
	emit_member_text(&w->e, "FixAvailable", v->fixed.n ? "YES" : "NO");
	if (v->has_epss) {
		emit_key(&w->e, "EpssScore");
		emit_fixed(&w->e, v->epss, 5);
	}
	emit_member_text(&w->e, "ExploitAvailable", v->kev_added.n ? "YES" : "NO");
	emit_object_end(&w->e);
	emit_array_end(&w->e);
}

static void put_finding(struct writer *w, const struct finding *f)
{
	struct emit *e = &w->e;
	struct str id =
		finding_ids_uuid(&w->t.ids, finding_ids_next(&w->t.ids, w->t.r, f, w->t.a), w->t.a);
	struct str facts = text_clip(w->t.a, telling_facts(&w->t), DESCRIPTION);
	struct str time = time_of_report(w->t.r);
	emit_object(e);
	emit_member_text(e, "SchemaVersion", "2018-10-08");
	emit_member_str(e, "Id", str_printf(w->t.a, "seaworthy/%.*s", STRF(id)));
	emit_member_str(e, "ProductArn",
			str_printf(w->t.a, "arn:%.*s:securityhub:%.*s:%.*s:product/%.*s/default",
				   STRF(w->partition), STRF(w->region), STRF(w->account),
				   STRF(w->account)));
	emit_member_str(e, "GeneratorId",
			clip(w, str_printf(w->t.a, "seaworthy/%.*s", STRF(f->id)), GENERATOR));
	emit_member_str(e, "AwsAccountId", w->account);
	emit_key(e, "Types");
	emit_array(e);
	emit_text(e, type_of(f));
	emit_array_end(e);
	emit_member_str(e, "CreatedAt", time);
	emit_member_str(e, "UpdatedAt", time);
	put_severity(w, f);
	struct str title = describe_title(w->t.r, f, w->t.a);
	emit_member_str(e, "Title", text_clip(w->t.a, title.n ? title : STR("unnamed"), TITLE));
	emit_member_str(e, "Description", facts.n ? facts : STR("nothing more is known"));
	put_remediation(w, f);
	put_fields(w, f);
	put_resource(w);
	if (f->vulnerability)
		put_vulnerability(w, f);
	emit_key(e, "Workflow");
	emit_object(e);
	emit_member_text(e, "Status", f->ignored ? "SUPPRESSED" : "NEW");
	emit_object_end(e);
	emit_member_text(e, "RecordState", "ACTIVE");
	emit_object_end(e);
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	struct writer w = { 0 };
	w.account = tell_value(options, "AWS_ACCOUNT_ID");
	w.region = tell_value(options, "AWS_REGION");
	w.partition = str_of(partition_of(w.region));
	telling_init(&w.t, set, options);
	emit_init(&w.e, out, false);
	emit_object(&w.e);
	emit_key(&w.e, "Findings");
	emit_array(&w.e);
	while (telling_image(&w.t))
		while (telling_finding(&w.t))
			put_finding(&w, w.t.finding);
	emit_array_end(&w.e);
	emit_object_end(&w.e);
	out_char(out, '\n');
	telling_done(&w.t);
	return out_finish(out, f);
}

static const char *const wants[] = { "AWS_ACCOUNT_ID", "AWS_REGION", NULL };

const struct format format_asff = {
	.name = "asff",
	.title = "AWS Security Finding Format, for Security Hub",
	.wants = wants,
	.write = write,
};
