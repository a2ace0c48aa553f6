/* SPDX-License-Identifier: Apache-2.0 */
/*
 * age and SOPS: secret keys in Bech32 (BIP 173): digits of five bits and six of checksum over the
 * prefix and the digits.
 */
#include "find/secret.h"

static bool check_bech32(struct secret_candidate *c)
{
	static const char digits[] = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
			  prefix[] = "age-secret-key-";
	static const uint32_t generator[] = { 0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
					      0x2a1462b3 };
	uint8_t values[128];
	size_t n = 0;
	for (const char *p = prefix; *p; p++)
		values[n++] = (uint8_t)*p >> 5;
	values[n++] = 0;
	for (const char *p = prefix; *p; p++)
		values[n++] = (uint8_t)*p & 31;
	for (size_t i = strlen(prefix) + 1; i < c->value.n && n < sizeof(values); i++) {
		const char *d = memchr(digits, c->value.p[i], 32);
		if (!d)
			return false;
		values[n++] = (uint8_t)(d - digits);
	}
	uint32_t sum = 1;
	for (size_t i = 0; i < n; i++) {
		uint32_t top = sum >> 25;
		sum = (sum & 0x1ffffff) << 5 ^ values[i];
		for (size_t k = 0; k < ARRAY_LEN(generator); k++)
			sum ^= (top >> k & 1) ? generator[k] : 0;
	}
	c->proven = sum == 1;
	return c->proven;
}

static const struct secret_rule rules[] = {
	{
		.id = "age-secret-key",
		.title = "age secret key",
		.pattern = "\\bAGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}\\b",
		.flags = SECRET_KEPT,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.check = check_bech32,
		.rotate =
			"Make a new key with age-keygen, encrypt every file anew to its recipient, and rotate the secrets that the old key could read.",
		.match = SAMPLES("# public key: age1\nAGE-SECRET-KEY-1MDZ6S8R5T30XR9PRMEURQ"
				 "NJCELU9GT7THSWPWUDVVDM9Z86VJVQQVDLYNH\n",
				 "SOPS_AGE_KEY=AGE-SECRET-KEY-1XD4EP0N0FNPCAZU08RHSZ"
				 "9RNA4QDTQDK6UH8NYC5USK5UCWRVRTQ9TUD4J"),
		.miss = SAMPLES("AGE-SECRET-KEY-1ZOBETWCW7VHK5GUQ63PKDK4N2AYM4"
				"MRYL7RHVFGFHBMW7TLIYEHYUJYJKR",
				"SOPS_AGE_KEY=AG"),
	},
};

const struct secret_set secret_set_age = { "age", rules, ARRAY_LEN(rules) };
