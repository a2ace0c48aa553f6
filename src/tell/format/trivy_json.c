/* SPDX-License-Identifier: Apache-2.0 */
/* Trivy's JSON (tell/trivy.h): one image a file. */
#include "tell/trivy.h"

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	const struct report *r = NULL;
	struct emit e;
	TRY(one_image(set, "trivy-json", &r, f));
	emit_init(&e, out, false);
	trivy_put_report(&e, r, options);
	out_char(out, '\n');
	return out_finish(out, f);
}

const struct format format_trivy_json = {
	.name = "trivy-json",
	.title = "JSON as Trivy writes it (schema version 2)",
	.write = write,
};
