/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Images from registries that the configuration does not list. Without a list all are trusted.
 */
#include "find/dockerfile/lib/image.h"

/* "*" stands for any run of bytes, also for dots. */
static bool matches(struct str pattern, struct str text)
{
	size_t p = 0, t = 0, star = SIZE_MAX, again = 0;
	while (t < text.n) {
		if (p < pattern.n && pattern.p[p] == '*') {
			star = p++;
			again = t;
		} else if (p < pattern.n && char_lower(pattern.p[p]) == char_lower(text.p[t])) {
			p++;
			t++;
		} else if (star != SIZE_MAX) {
			p = star + 1;
			t = ++again;
		} else {
			return false;
		}
	}
	while (p < pattern.n && pattern.p[p] == '*')
		p++;
	return p == pattern.n;
}

static bool is_trusted(const struct lint_config *config, const struct df_reference *r)
{
	for (const char *const *t = config->trusted_registries; *t; t++) {
		if (matches(str_of(*t), r->registry))
			return true;
		/* the hub has more than one name */
		if (str_is(r->registry, "docker.io") &&
		    (strcmp(*t, "hub.docker.com") == 0 || strcmp(*t, "index.docker.io") == 0))
			return true;
	}
	return false;
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct lint_config *config = lint_config(l);
	struct used_image image;
	if (!config || !config->trusted_registries || !image_used(l, instruction, i, &image))
		return;
	if (image.reference.unknown && (!image.reference.registry_written ||
					str_find_char(image.reference.registry, '$') != SIZE_MAX))
		return;
	if (!is_trusted(config, &image.reference))
		lint_report(l, instruction, image.span, "%.*s is not one of the trusted registries",
			    STRF(image.reference.registry));
}

const struct dockerfile_rule dockerfile_rule_registry_untrusted = {
	.id = "registry-untrusted",
	.aliases = "DL3026",
	.title = "Image from a registry that is not trusted",
	.why = "The configuration says which registries images may come from; others are not watched, and what "
	       "they serve runs in production.",
	.fix = "Use the image from a trusted registry, or add the registry to the configuration.",
	.level = LINT_ERROR,
	.severity = SEVERITY_HIGH,
	.bad = "FROM quay.example.org/app/base:1\n"
	       "FROM registry.example.com.evil.org/base:1\n",
	.good = "FROM debian:12\nFROM registry.example.com/app/base:1\n"
		"FROM docker.io/library/debian:12 AS x\n"
		"FROM x\n",
	.on = ON(DF_FROM) | ON(DF_COPY),
	.check = check,
};
