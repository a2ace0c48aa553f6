/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/image.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	struct used_image image;
	if (!image_used(l, instruction, i, &image) || !str_is(image.reference.tag, "latest") ||
	    image.reference.digest.n)
		return;
	lint_report(l, instruction, image.span, "%.*s is another image tomorrow", STRF(image.text))
		->suggestion = STR("name the version, best with its digest: image:1.2.3@sha256:…");
}

const struct dockerfile_rule dockerfile_rule_image_latest = {
	.id = "image-latest",
	.aliases = "DL3007 DS-0001 AVD-DS-0001 DS001 DKL-DI-0006",
	.title = "Image with the tag latest",
	.why = "The tag moves with every release, so the same Dockerfile builds something else each week and "
	       "nobody can say what was tested.",
	.fix = "Write the version as tag, best together with the digest.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.reference =
		"https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
	.bad = "ARG TAG=latest\nFROM debian:${TAG}\n"
	       "COPY --from=example.com/tools:latest /bin/t /t\n",
	.good = "FROM debian:latest@sha256:"
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n"
		"FROM example.com/latest:1.2\n"
		"FROM debian:latest-20240101\n",
	.on = ON(DF_FROM) | ON(DF_COPY),
	.check = check,
};
