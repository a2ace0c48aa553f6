/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Images without a tag: of FROM, and of COPY --from when the value can only be an image. Stages, scratch
 * and names that depend on unknown variables have none.
 */
#include "find/dockerfile/lib/image.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	struct used_image image;
	if (!image_used(l, instruction, i, &image) || image.reference.unknown ||
	    image.reference.tag.n || image.reference.digest.n)
		return;
	lint_report(l, instruction, image.span, "%.*s has no tag: the builder takes latest",
		    STRF(image.text))
		->suggestion = STR("name the version, best with its digest: image:1.2.3@sha256:…");
}

const struct dockerfile_rule dockerfile_rule_image_untagged = {
	.id = "image-untagged",
	.aliases = "DL3006 DS-0001 AVD-DS-0001 DS001 DKL-DI-0006",
	.title = "Image without a tag",
	.why = "Without a tag the newest image is taken, which is another one tomorrow; a build that worked "
	       "breaks without a change of yours.",
	.fix = "Write the version as tag, best together with the digest.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.reference =
		"https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
	.bad = "FROM debian AS build\nRUN echo hello\nFROM build\n",
	.good = "FROM debian:12 AS build\nRUN echo hello\nFROM scratch\nCOPY --from=build /bin/true /true\n",
	.on = ON(DF_FROM) | ON(DF_COPY),
	.check = check,
};
