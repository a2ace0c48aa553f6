/* SPDX-License-Identifier: Apache-2.0 */
/* Checkstyle 4.3 XML: one file element a file, one error element a finding. */
#include "tell/lint_format.h"
#include "tell/xml.h"

static void put_error(struct out *out, const struct lint_report *r, const struct lint_issue *issue)
{
	out_printf(out, "<error line=\"%u\" column=\"%u\"", issue->from.line, issue->from.column);
	xml_put_attribute(
		out, "severity",
		str_of(issue->level == LINT_STYLE ? "info" : lint_level_name(issue->level)));
	xml_put_attribute(out, "message", issue->message);
	xml_put_attribute(out, "source", r->rules[issue->rule].code);
	out_text(out, "/>\n");
}

static int write(const struct lint_report *r, const struct lint_tell *options, struct out *out,
		 struct fault *f)
{
	out_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
	for (size_t i = 0; i < r->files.n; i++) {
		const struct lint_file *file = &r->files.p[i];
		out_text(out, "<file");
		xml_put_attribute(out, "name", file->path);
		out_text(out, ">\n");
		for (size_t k = 0; k < file->issues.n; k++)
			put_error(out, r, &file->issues.p[k]);
		out_text(out, "</file>\n");
	}
	out_text(out, "</checkstyle>\n");
	return out_finish(out, f);
}

const struct lint_format lint_format_checkstyle = {
	.name = "checkstyle",
	.title = "Checkstyle XML",
	.write = write,
};
