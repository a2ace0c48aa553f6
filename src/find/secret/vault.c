/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Vault and OpenBao: service, batch and recovery tokens, and the keys that unseal a vault.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "vault-service-token",
		.title = "Vault service token",
		.pattern = "\\b(hvs\\.[\\w-]{24,160})" TOKEN_END,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.rotate =
			"Run `vault token revoke` on it (or on its accessor) and let workloads log in with an auth method.",
		.match = SAMPLES("VAULT_TOKEN=hvs.CAESI5KnBLucbzm8fw8bHeB9LntjlcFsPi_jrHAkZeMVO7Zl"
				 "bS24QbL0ednCn7zfVlnyX3RkrRMyvSFsERM8wcpdAMT",
				 "vault login hvs.agR3FA2wT5FY"
				 "3QZ0T5xIGwsQ"),
		.miss = SAMPLES(
			"VAULT_TOKEN=hvs.CAESIxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"vault login hvs.dV"),
	},
	{
		.id = "vault-batch-token",
		.title = "Vault batch token",
		.pattern = "\\b(hvb\\.[\\w-]{100,300})" TOKEN_END,
		.severity = SEVERITY_HIGH,
		.entropy = 4,
		.rotate =
			"Batch tokens cannot be revoked one by one: shorten their life, disable the role or auth mount they came from.",
		.match = SAMPLES(
			"X-Vault-Token: hvb.AAAAAQB6nTdGhzh7IhlQFecpiY6Tb4RnxZqYjh0n_v7LBvYhTaexGg6fchzWB4aFDajvY4T_Lw9"
			"ZMVEkpTwlf7ld8i57Y7_ERAK-FmgI1p3nln3cogKqiCXkxQVYNSjo_EfS_CbMK4mfJGgG",
			"X-Vault-Token: hvb.AAAAAQqE8nKmHKsDU-RNV5KvJ-PXI8g74WGF7fRUOmYRFjpnLZ0rIdzGVJFwKYHSdb3fpv4YOD4"
			"sodD2XvEvdtKFBNj-FkGvga7gjlXgH32LILKlMoQyO_Tu8-UebiDA5nXO-v_gnoePFWbm"),
		.miss = SAMPLES(
			"X-Vault-Token: hvb.AAAAAQxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"X-Vault-Token: hvb.AAAAAQe6Vaf"
			"WJmHhQ"),
	},
	{
		.id = "vault-recovery-token",
		.title = "Vault recovery token",
		.pattern = "\\b(hvr\\.[\\w-]{24,300})" TOKEN_END,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.rotate = "Seal the vault and unseal it anew: recovery tokens end with that.",
		.match = SAMPLES("hvr.2aTBF-xBtc0YRDwFLlYqzwz6Kkqaq5"
				 "xpCfw0K6yO9ZyOJfPp6F3SwBlYZ_k2 # recovery mode",
				 "hvr.aJQtU3DBfmj-BedRCW-pSCaZr3Af38"
				 "-yknOjTmWcL9p45-NfeJyQ5v_jF4ac # recovery mode"),
		.miss = SAMPLES(
			"hvr.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx # recovery mode",
			"hvr.o3DQt # recovery mode"),
	},
	{
		.id = "vault-token-named",
		.title = "Vault token (older form)",
		.pattern =
			NAMED("(?:vault|bao)[\\w.-]{0,8}token", "([sb]\\.[A-Za-z0-9]{24,120})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.check = secret_is_mixed,
		.rotate =
			"Run `vault token revoke` on it and let workloads log in with an auth method.",
		.match = SAMPLES("VAULT_TOKEN=s.LlaqJhXJ6uDO"
				 "uUbGX6fJSryU",
				 "x-vault-token: s.aD1n8Sbhdbj0"
				 "wtkwrR3JTtJZ"),
		.miss = SAMPLES("VAULT_TOKEN=s.xxxxxxxxxxxxxxxxxxxxxxxx", "x-vault-token: s.3n"),
	},
	{
		.id = "vault-unseal-key",
		.title = "Vault unseal key or root token of its initialisation",
		.pattern =
			"(?:Unseal|Recovery) Key \\d{1,2}: {1,4}([A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{44}\\b|[0-9a-f]{64,66}\\b)",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.rotate =
			"Run `vault operator rekey` with the present key holders, and keep the new parts apart.",
		.match = SAMPLES("Unseal Key 1: fOsWuKbQpO1qhQVYwC2VQH"
				 "w493vMS45p4I2UfM7w0iKX\n",
				 "Recovery Key 2: nKWvhXec6y3z8KY5nodmt"
				 "DMID2jmdNbUyu/X1WvgC3r="),
		.miss = SAMPLES("Unseal Key 1: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
				"Recovery Key 2: zIH="),
	},
};

const struct secret_set secret_set_vault = { "HashiCorp Vault", rules, ARRAY_LEN(rules) };
