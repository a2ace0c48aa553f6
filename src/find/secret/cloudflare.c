/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cloudflare: keys and tokens (40 characters and a checksum of eight digits behind a prefix), origin CA
 * keys, tunnels.
 */
#include "base/base64.h"
#include "find/lib/secret_context.h"
#include "text/json.h"

/* base64 of {"a": account, "t": tunnel, "s": secret} */
static bool check_tunnel(struct secret_candidate *c)
{
	struct str text;
	struct fault f = { 0 };
	const struct json *j;
	if (!base64_decode(c->scratch, c->value, &text) || json_parse(c->scratch, text, &j, &f) < 0)
		return false;
	c->proven = json_get_text(j, "a").n == 32 && json_get_text(j, "t").n == 36 &&
		    json_get_text(j, "s").n;
	return c->proven;
}

static const struct secret_rule rules[] = {
	{
		.id = "cloudflare-global-key",
		.title = "Cloudflare global API key",
		.pattern = "\\bcfk_[A-Za-z0-9]{40}[0-9a-f]{8}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.rotate =
			"Change it under My profile > API tokens > Global API key; use tokens with few permissions instead.",
		.match = SAMPLES("CF_API_KEY=cfk_N0Z2C8YKTNV9HgPKGtSU"
				 "FtmCcCwh6lbadKEbaB3U287d"
				 "062e",
				 "CF_API_KEY=cfk_kR8YaWKiHEPB8wC5h1xo"
				 "H9UviQHW1ti5eTlSjImt6f75"
				 "6b53"),
		.miss = SAMPLES("CF_API_KEY=cfk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx00000000",
				"CF_API_KEY=cfk_fcN3"),
	},
	{
		.id = "cloudflare-api-token",
		.title = "Cloudflare API token",
		.pattern = "\\bcf[ua]t_[A-Za-z0-9]{40}[0-9a-f]{8}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.rotate =
			"Roll it under My profile > API tokens (or those of the account) and give the new one fewer permissions.",
		.match = SAMPLES("CLOUDFLARE_API_TOKEN=cfut_etGx01HDILy3EBXyih2I"
				 "Ht2bqC2c2oHh38cuBPI08caf"
				 "125a",
				 "cfat_XdScyJCN4LU8ivSMyBAq"
				 "hWQ6C9VgWCtBlRZwuVm6a4a1"
				 "6ac2"),
		.miss = SAMPLES(
			"CLOUDFLARE_API_TOKEN=cfut_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx00000000",
			"cfat_gWKd"),
	},
	{
		.id = "cloudflare-api-token-named",
		.title = "Cloudflare API token (older form)",
		.pattern = NAMED(
			"(?:cloudflare|cf)[_-]?(?:api|dns|zone|account)?[_-]?(?:api)?[_-]?token",
			"([\\w-]{40})") TOKEN_END,
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.8,
		.check = secret_is_mixed,
		.rotate =
			"Roll it under My profile > API tokens (or those of the account) and give the new one fewer permissions.",
		.match = SAMPLES("CLOUDFLARE_API_TOKEN=VZfYli2QNHgHnsMw9a3q"
				 "tb_e4U0JTQVm6T9ksFa3",
				 "cf_api_token: \"oNuy_eDnvYhLmvBdXCZ6"
				 "wNVic-hC0Z9paTK_3XhC\""),
		.miss = SAMPLES("cloudflare_token=ce2a4bf282fe89aea071"
				"53230e1e6c4a54e580acx",
				"CLOUDFLARE_API_TOKEN=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"cf_api_token: \"zZu\""),
	},
	{
		.id = "cloudflare-global-key-named",
		.title = "Cloudflare global API key (older form)",
		.pattern = NAMED("(?:cloudflare|cf)[_-]?(?:global)?[_-]?(?:api)?[_-]?key",
				 "([0-9a-f]{37})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3,
		.rotate =
			"Change it under My profile > API tokens > Global API key; use tokens with few permissions instead.",
		.match = SAMPLES("CLOUDFLARE_API_KEY=9acd72c9d684948f5f"
				 "12d3e93d03e5de7a41b",
				 "CLOUDFLARE_API_KEY=a6701ec430fd310d7c"
				 "59843a30a48ed0767b6"),
		.miss = SAMPLES("CLOUDFLARE_API_KEY=0000000000000000000000000000000000000",
				"CLOUDFLARE_API_KEY=e2f"),
	},
	{
		.id = "cloudflare-origin-ca-key",
		.title = "Cloudflare origin CA key",
		.pattern = "\\bv1\\.0-[0-9a-f]{24}-[0-9a-f]{146}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate = "Change it under My profile > API tokens > Origin CA key.",
		.match = SAMPLES(
			"CLOUDFLARE_ORIGIN_KEY=v1.0-398a2b8739f8"
			"906908c02ca5-e40f6fce571d5c6496d78cbc9bc4fa491ec5a7e83afa25d5ef8b79cb2414af7fa2f357fd9"
			"2b1d8d4e79c34bfeb763c24210ae3628135406546bd64ab3154e39738eb43678673c7bf94",
			"CLOUDFLARE_ORIGIN_KEY=v1.0-2a70c890d12b"
			"f6cb706598c6-0e4b4e4bc0a72b34f736b2f40f8569dae8ce7f0c4a5bf0579b5a5e87f42f79d65017a81b4"
			"fd0ec4597f248dfbdfa5d78c1d90854c9cfd6798b4c1a8c9489f98e0e0ef6858a30d4c0a7"),
		.miss = SAMPLES(
			"CLOUDFLARE_ORIGIN_KEY=v1.0-000000000000000000000000-00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
			"CLOUDFLARE_ORIGIN_KEY=v1.0-9f-ad01c4"
			"b39042"),
	},
	{
		.id = "cloudflare-tunnel-token",
		.title = "Cloudflare tunnel token",
		.pattern = "\\beyJhIjoi[A-Za-z0-9+/]{120,400}={0,2}",
		.severity = SEVERITY_HIGH,
		.entropy = 4,
		.check = check_tunnel,
		.rotate =
			"Rotate it on the page of the tunnel: who holds it can answer for your hosts.",
		.match = SAMPLES(
			"cloudflared tunnel run --token eyJhIjoiYmQwYTY1YmEzNjgzZTIwZDY0YmYzMmEwMjQ4MTkxY2QiLCJ0IjoiNmY0YjljMmUtM2QxYS00ZTdmLTliOG"
			"MtNDY3MWY4MjM0MDIxIiwicyI6InJaU3dFS1diRDBkTjROa09BR25EOCtJa1JVZzZzWDlnUGUrOUNPQnhjUDA9In0=",
			"cloudflared tunnel run --token eyJhIjoiMTA0YTVkYTIxZjYzODBhYjRiNjQ1MjVlZjQ5MGYyNzEiLCJ0IjoiNmY0YjljMmUtM2QxYS00ZTdmLTliOG"
			"MtZGNlOTJkMGMzZDUyIiwicyI6IjV6eVFxRDVHVFdIazZjMEVmRDkxSzRWV3RlTm4yTmt3YmNYU1oyaGNaOGM9In0="),
		.miss = SAMPLES(
			"eyJhIjoiiCZYkaRuqVZJXf9WVzVd2u86bG9NjIuqul2yCqLjTGBqx1/zlLdfSczXcGrQZL4xB/34eFhcbq+NolBX"
			"QVaPFQsrlNnfkRsMD4LVJMFGmSYNYv6TGrl9fOp6VPvDlw0krLF6pzQlw/HY1PNzagIVKt20Vy8Nt3cX",
			"cloudflared tunnel run --token xxxxxxxxxxxxxxxx",
			"cloudflared tunnel run --token ey"),
	},
};

const struct secret_set secret_set_cloudflare = { "Cloudflare", rules, ARRAY_LEN(rules) };
