/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The predicate of a vulnerability attestation, to be signed: cosign attest --type vuln --predicate FILE IMAGE. Its
 * result is the report as trivy-json has it, because policies that check such attestations (Kyverno, the policy
 * controller) look into that. One image a file.
 *
 * Format: "Cosign Vulnerability Scan Record Attestation Specification",
 * https://cosign.sigstore.dev/attestation/vuln/v1.
 */
#include "tell/identify.h"
#include "tell/trivy.h"

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	const struct report *r = NULL;
	OWNED(arena_freep) struct arena *a = arena_new();
	const char *version = options->version ? options->version : "";
	struct str job = tell_value(options, "CI_JOB_URL");
	struct emit e;
	TRY(one_image(set, "cosign-vuln", &r, f));
	emit_init(&e, out, false);
	emit_object(&e);
	emit_key(&e, "invocation");
	emit_object(&e);
	emit_key(&e, "parameters");
	emit_array(&e);
	emit_array_end(&e);
	emit_member_str(&e, "uri", job);
	emit_member_str(&e, "event_id", tell_value(options, "GITHUB_RUN_ID"));
	emit_member_str(&e, "builder.id", tell_value(options, "GITHUB_WORKFLOW"));
	emit_object_end(&e);
	emit_key(&e, "scanner");
	emit_object(&e);
	emit_member_str(&e, "uri", str_printf(a, "pkg:generic/seaworthy@%s", version));
	emit_member_text(&e, "version", version);
	emit_key(&e, "db");
	emit_object(&e);
	emit_member_str(&e, "uri", r->database.digest);
	emit_member_str(&e, "version", r->database.built);
	emit_object_end(&e);
	emit_key(&e, "result");
	trivy_put_report(&e, r, options);
	emit_object_end(&e);
	emit_key(&e, "metadata");
	emit_object(&e);
	emit_member_str(&e, "scanStartedOn", time_of_report(r));
	emit_member_str(&e, "scanFinishedOn", time_of_report(r));
	emit_object_end(&e);
	emit_object_end(&e);
	out_char(out, '\n');
	return out_finish(out, f);
}

const struct format format_cosign_vuln = {
	.name = "cosign-vuln",
	.title = "predicate of a vulnerability attestation, for cosign",
	.write = write,
};
