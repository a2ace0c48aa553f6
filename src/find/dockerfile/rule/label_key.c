/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Form of a label's key: small letters, digits, dots and dashes, one at a time, a letter in front. Keys below
 * com.docker, io.docker and org.dockerproject belong to Docker.
 */
#include "find/dockerfile/rule.h"

static const char *wrong(struct str key)
{
	static const char *const reserved[] = { "com.docker.", "io.docker.", "org.dockerproject." };
	for (size_t i = 0; i < ARRAY_LEN(reserved); i++)
		if (str_starts(key, str_of(reserved[i])))
			return "is reserved for Docker";
	if (!key.n || !char_is_alpha(key.p[0]))
		return "does not begin with a letter";
	for (size_t i = 0; i < key.n; i++) {
		char c = key.p[i];
		if (c >= 'A' && c <= 'Z')
			return "has capitals";
		if (!char_is_lower(c) && !char_is_digit(c) && c != '.' && c != '-')
			return "has other characters than letters, digits, dots and dashes";
		if ((c == '.' || c == '-') &&
		    (i + 1 == key.n || key.p[i + 1] == '.' || key.p[i + 1] == '-'))
			return "has a dot or dash too many";
	}
	return NULL;
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	for (size_t k = 0; k < i->pairs.n; k++) {
		const struct df_word *key = &i->pairs.p[k].key;
		const char *what = key->has_variable ? NULL : wrong(key->text);
		if (what)
			lint_report(l, instruction, key->span, "the key %.*s %s", STRF(key->text),
				    what);
	}
}

const struct dockerfile_rule dockerfile_rule_label_key = {
	.id = "label-key",
	.aliases = "DL3048",
	.title = "The key of a label has an unusual form",
	.why = "Filters and other tools expect small letters, digits, dots and dashes, and some refuse the rest.",
	.fix = "Write it like org.example.some-key.",
	.level = LINT_STYLE,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/engine/manage-resources/labels/",
	.bad = "FROM debian:12\nLABEL com.example.Some_Key=1\n"
	       "LABEL com.example..two=1 -x=2\n",
	.good = "FROM debian:12\nLABEL com.example.some-key=1 maintainer=me io.k8s.display-name=app\n"
		"LABEL org.opencontainers.image.base.name=debian\n",
	.on = ON(DF_LABEL),
	.check = check,
};
