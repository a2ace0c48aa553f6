/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JUnit XML: a file is a suite, a finding a failed case; a file without findings is one case that
 * passed, so that viewers show it.
 */
#include "tell/lint_format.h"
#include "tell/xml.h"

static void put_case(struct out *out, struct arena *a, const struct lint_report *r,
		     const struct lint_file *file, const struct lint_issue *issue)
{
	const struct lint_rule_text *rule = &r->rules[issue->rule];
	out_text(out, "<testcase");
	xml_put_attribute(out, "classname", file->path);
	xml_put_attribute(out, "name",
			  str_printf(a, "%.*s line %u", STRF(rule->code), issue->from.line));
	out_text(out, ">\n<failure");
	xml_put_attribute(out, "type", str_of(lint_level_name(issue->level)));
	xml_put_attribute(out, "message", issue->message);
	out_char(out, '>');
	xml_put(out, str_printf(a, "%.*s:%u:%u %s: %.*s. %s %s", STRF(file->path), issue->from.line,
				issue->from.column, rule->id, STRF(issue->message), rule->why,
				rule->fix));
	out_text(out, "</failure>\n</testcase>\n");
}

static int write(const struct lint_report *r, const struct lint_tell *options, struct out *out,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	out_text(out,
		 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"seaworthy\">\n");
	for (size_t i = 0; i < r->files.n; i++) {
		const struct lint_file *file = &r->files.p[i];
		size_t n = file->issues.n;
		out_text(out, "<testsuite");
		xml_put_attribute(out, "name", file->path);
		out_printf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\">\n", n ? n : 1, n);
		for (size_t k = 0; k < n; k++) {
			arena_reset(a);
			put_case(out, a, r, file, &file->issues.p[k]);
		}
		if (n == 0) {
			out_text(out, "<testcase");
			xml_put_attribute(out, "classname", file->path);
			out_text(out, " name=\"no findings\"/>\n");
		}
		out_text(out, "</testsuite>\n");
	}
	out_text(out, "</testsuites>\n");
	return out_finish(out, f);
}

const struct lint_format lint_format_junit = {
	.name = "junit",
	.title = "JUnit XML",
	.write = write,
};
