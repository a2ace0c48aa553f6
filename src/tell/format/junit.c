/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JUnit XML, for the test reports of CI systems: a suite an image, a case a finding.
 *
 *	failure   what the gate blocks (place "act-now")
 *	error     what could not be read
 *	skipped   everything else, with the reason why it does not block: its place, or on whose word it is ignored
 *	passed    one case of each suite, the gate, when it lets the image pass
 *
 * So the numbers that a CI shows are the gate's: an image that may ship has no failure. A case's name holds
 * neither versions nor lines: the same finding of the next build is the same case.
 *
 * Format: junit-10.xsd of Jenkins' xUnit plugin, which is what Surefire, GitLab and others read too.
 */
#include "base/map.h"
#include "tell/describe.h"
#include "tell/telling.h"
#include "tell/words.h"
#include "tell/xml.h"

enum outcome { FAILED, ERRORED, SKIPPED, OUTCOME_COUNT_ };

struct writer {
	struct out *out;
	const struct tell_options *options;
	struct telling t;
	struct map names; /* of the suite's cases → how often */
};

static enum outcome outcome_of(const struct finding *f)
{
	if (f->place == PLACE_ACT_NOW)
		return FAILED;
	return finding_is_gap(f) ? ERRORED : SKIPPED;
}

/* "CVE-2024-3094 in xz-utils", a second one with " (2)". */
static struct str case_name(struct writer *w, const struct finding *f)
{
	const struct report *r = w->t.r;
	struct str what = f->path;
	if (f->vulnerability && f->package < r->packages.n)
		what = sym_str(r->syms, r->packages.p[f->package].source_name);
	else if (f->secret && f->secret->places.n)
		what = f->secret->places.p[0].path;
	struct str name =
		what.n ? str_printf(w->t.a, "%.*s in %.*s", STRF(f->id), STRF(what)) : f->id;
	if (!map_get(&w->names, name))
		name = str_dup(w->t.run, name);
	uint32_t n = ++*map_put(&w->names, name, NULL);
	return n == 1 ? name : str_printf(w->t.a, "%.*s (%u)", STRF(name), n);
}

static struct str reason_of(struct writer *w, const struct finding *f)
{
	if (f->ignored)
		return str_printf(w->t.a, "ignored: %.*s", STRF(describe_ignored(f, w->t.a)));
	if (f->vulnerability)
		return str_printf(w->t.a, "%s: %.*s", finding_place_name(f->place),
				  STRF(words_status(f, w->t.a)));
	return str_of(finding_place_name(f->place));
}

static void begin_case(struct writer *w, struct str name)
{
	out_text(w->out, "    <testcase");
	xml_put_attribute(w->out, "classname", image_title(w->t.r));
	xml_put_attribute(w->out, "name", name);
	out_text(w->out, " time=\"0\"");
}

static void put_case(struct writer *w, const struct finding *f)
{
	static const char *const elements[OUTCOME_COUNT_] = { "failure", "error", "skipped" };
	enum outcome outcome = outcome_of(f);
	begin_case(w, case_name(w, f));
	out_printf(w->out, ">\n      <%s", elements[outcome]);
	if (outcome == SKIPPED) {
		xml_put_attribute(w->out, "message", reason_of(w, f));
		out_text(w->out, "/>\n    </testcase>\n");
		return;
	}
	xml_put_attribute(w->out, "message",
			  text_clip(w->t.a, describe_title(w->t.r, f, w->t.a), 1000));
	xml_put_attribute(w->out, "type", str_of(severity_name(f->severity)));
	out_char(w->out, '>');
	struct str fix = describe_fix(w->t.r, f, w->t.step, w->t.a);
	xml_put(w->out, telling_facts(&w->t));
	if (fix.n)
		xml_put(w->out, str_printf(w->t.a, "\nTo do: %.*s", STRF(fix)));
	out_printf(w->out, "</%s>\n    </testcase>\n", elements[outcome]);
}

static void put_gate(struct writer *w)
{
	const struct report *r = w->t.r;
	struct str gate = r->gate.name.n ? r->gate.name : STR("default");
	begin_case(w, str_printf(w->t.a, "gate %.*s", STRF(gate)));
	if (r->verdict == VERDICT_SEAWORTHY) {
		out_text(w->out, "/>\n");
		return;
	}
	const char *element = r->verdict == VERDICT_INCOMPLETE ? "error" : "failure";
	out_printf(w->out, ">\n      <%s", element);
	struct str why = str_printf(w->t.a, "%s%s%.*s", verdict_name(r->verdict),
				    r->verdict_reason.n ? ": " : "", STRF(r->verdict_reason));
	xml_put_attribute(w->out, "message", text_clip(w->t.a, why, 1000));
	xml_put_attribute(w->out, "type", STR("gate"));
	out_text(w->out, "/>\n    </testcase>\n");
}

static void put_property(struct writer *w, const char *name, struct str value)
{
	if (value.n == 0)
		return;
	out_text(w->out, "      <property");
	xml_put_attribute(w->out, "name", str_of(name));
	xml_put_attribute(w->out, "value", value);
	out_text(w->out, "/>\n");
}

static void put_suite(struct writer *w)
{
	const struct report *r = w->t.r;
	size_t n[OUTCOME_COUNT_] = { 0 };
	for (size_t i = 0; i < r->findings.n; i++)
		if (tell_has(w->options, &r->findings.p[i]))
			n[outcome_of(&r->findings.p[i])]++;
	size_t tests = n[FAILED] + n[ERRORED] + n[SKIPPED] + 1;
	out_text(w->out, "  <testsuite");
	xml_put_attribute(w->out, "name", image_title(r));
	out_printf(w->out,
		   " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"0\"",
		   tests, n[FAILED] + (r->verdict == VERDICT_NOT_SEAWORTHY),
		   n[ERRORED] + (r->verdict == VERDICT_INCOMPLETE), n[SKIPPED]);
	struct str time = time_of_report(r);
	xml_put_attribute(w->out, "timestamp", str_slice(time, 0, time.n - 1));
	out_text(w->out, ">\n    <properties>\n");
	put_property(w, "image", image_title(r));
	put_property(w, "image-id", digest_text(w->t.a, &r->image.config));
	put_property(w, "platform", platform_text(w->t.a, &r->image.platform));
	put_property(w, "os", r->os.pretty);
	put_property(w, "verdict", str_of(verdict_name(r->verdict)));
	out_text(w->out, "    </properties>\n");
	put_gate(w);
	while (telling_finding(&w->t))
		put_case(w, w->t.finding);
	out_text(w->out, "  </testsuite>\n");
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	struct writer w = { .out = out, .options = options };
	telling_init(&w.t, set, options);
	out_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		      "<testsuites name=\"seaworthy\">\n");
	while (telling_image(&w.t)) {
		map_init(&w.names, w.t.run);
		put_suite(&w);
	}
	telling_done(&w.t);
	out_text(out, "</testsuites>\n");
	return out_finish(out, f);
}

const struct format format_junit = {
	.name = "junit",
	.title = "JUnit XML: what the gate blocks fails",
	.write = write,
};
