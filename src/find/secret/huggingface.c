/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hugging Face tokens: hf_ (people) or api_org_ (organisations, old) and 34 letters. Source:
 * huggingface.co/docs/hub/security-tokens.
 */
#include "find/lib/named_token.h"
#include "find/lib/token.h"
#include "find/secret.h"

/* The letters are random: upper case is about as frequent as lower case, unlike in identifiers. */
static bool check_hf(struct secret_candidate *c)
{
	size_t upper = 0;
	for (size_t i = 0; i < c->value.n; i++)
		upper += c->value.p[i] >= 'A' && c->value.p[i] <= 'Z';
	return upper >= 6 && !token_is_words(c->value) && !named_in_blob(c);
}

static const struct secret_rule huggingface_rules[] = {
	{
		.id = "huggingface-token",
		.title = "Hugging Face user access token",
		.pattern = TOKEN("hf_[0-9A-Za-z]{34}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.0,
		.check = check_hf,
		.rotate =
			"Invalidate and refresh the token at huggingface.co/settings/tokens, and make it fine-grained.",
		.match = SAMPLES("HF_TOKEN=hf_rdjGTyHqvfUDhFPET"
				 "IptgYWHtlkzEbZCZL",
				 "login(token=\"hf_JTpKdMjjajQwkHnst"
				 "YUrJBxlkSIbTDMqwd\")"),
		.miss = SAMPLES("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", "hf_lefbvQnnzX"
									 "CUxHGgiujP"),
	},
	{
		.id = "huggingface-org-token",
		.title = "Hugging Face organisation token",
		.pattern = TOKEN("api_org_[0-9A-Za-z]{34}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.2,
		.check = check_hf,
		.rotate =
			"Delete the token in the settings of the organisation at huggingface.co; these are no longer issued.",
		.match = SAMPLES("HF_API_TOKEN=api_"
				 "org_pMapIaXavzOVskaGL"
				 "wmlvttCirmdxtKjzE",
				 "\"api_"
				 "org_cuRbVcBzTCzJWgVcN"
				 "HqqjIhBoTwcVlqEQo\""),
		.miss = SAMPLES("api_org_organizationConfigurationForModel", "api_org_settings"),
	},
};

const struct secret_set secret_set_huggingface = { "Hugging Face", huggingface_rules,
						   ARRAY_LEN(huggingface_rules) };
