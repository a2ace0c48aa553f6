/* SPDX-License-Identifier: Apache-2.0 */
/*
 * WireGuard: private keys and pre-shared keys, 32 bytes in base64. `wg genkey` clears three bits and
 * sets one, which tells a private key from 32 random bytes.
 */
#include "base/base64.h"
#include "find/secret.h"

static bool check_clamped(struct secret_candidate *c)
{
	struct str key;
	if (!base64_decode(c->scratch, c->value, &key) || key.n != 32)
		return false;
	uint8_t first = (uint8_t)key.p[0], last = (uint8_t)key.p[31];
	c->proven = !(first & 7) && (last & 0xc0) == 0x40;
	return c->proven;
}

static const struct secret_rule rules[] = {
	{
		.id = "wireguard-private-key",
		.title = "WireGuard private key",
		.pattern =
			"\\bPrivate_?Key[\"\\x27]?\\s{0,3}[=:]\\s{0,3}[\"\\x27]?([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)",
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.check = check_clamped,
		.rotate = "Make a new key with `wg genkey` and give its public key to every peer.",
		.match = SAMPLES("[Interface]\nPrivateKey = uLU7sFtVwBGM7E5aCyRtg1"
				 "zBZpu3UTkH7BtBhd5F9XE=\n",
				 "privateKey: \"oCqAncJooSg3VX3KTB83hS"
				 "lpKwQav0zkpvy3z+4de2k=\""),
		.miss = SAMPLES("PublicKey = 0BA2ouRgs4JOkYlIqOjxMc"
				"PDhfDUVtLEfZXM5MfWlW8=",
				"PrivateKey = TyAKZys9vKZBOp3fiBnIQ"
				"7FQuHuCR8xAQK79AyNsq6B=",
				"[Interface]\nPrivateKey = xxxxxxxxxxxxxxxx\n",
				"privateKey: \"IJ\""),
	},
	{
		.id = "wireguard-preshared-key",
		.title = "WireGuard pre-shared key",
		.pattern = "\\bPresharedKey\\s{0,3}=\\s{0,3}([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)",
		.severity = SEVERITY_HIGH,
		.entropy = 4,
		.rotate = "Make a new one with `wg genpsk` and set it on both sides.",
		.match = SAMPLES("[Peer]\nPresharedKey = fGqkr5erMr9DxdzUe3qur"
				 "62JPAF1VZ8/4z38w1bDiqA=",
				 "[Peer]\nPresharedKey = TRaKj6b4OR5Egimse67cI"
				 "SoymteESuHPqQes2F2VHvA="),
		.miss = SAMPLES(
			"[Peer]\nPresharedKey = xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxA=",
			"[Peer]\nPresharedKey = v6WA="),
	},
};

const struct secret_set secret_set_wireguard = { "WireGuard", rules, ARRAY_LEN(rules) };
