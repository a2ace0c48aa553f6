/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON web tokens (RFC 7519) of anybody: header, payload and signature, base64url, between dots. Those
 * of manuals, unsigned ones and those with a made-up signature are left out.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "json-web-token",
		.title = "JSON web token",
		.pattern = "\\beyJ[\\w-]{10,400}\\.eyJ[\\w-]{10,2600}\\.[\\w-]{22,700}",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_MEDIUM,
		.entropy = 4,
		.check = secret_is_jwt,
		.rotate =
			"End the session it stands for, or rotate the key that signed it when it never ends; find the step that wrote it down.",
		.match = SAMPLES(
			"Authorization: Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmFjbWUuaW8iLCJzdWIiOiIxOTM0NTc2MjQ5ZGYiLCJleHAiOjE5MDAwMDAwMDB9.P0TmGAjKdrevYNIpuTbXRrxFS8FeRIzelD_pdOBMvZukJt8JCDhnNtuqyDOKLNFn1_K3KP1urkHZeY-F8Fn1b0m95Ycxn91YV5JvnLSHaQ"
			"RBl1ZEyPriS_YtBA97qkbgeuNI6VdPxjkfJWgtlXS1bowe0Jc5Z1_L7r46RQBnt4Al8KzWMcLhqGjeZfZWcft6IJIPiAxNGuQY6ZVo7XDxcaDF1_UeA4R0M9T8ZcsUk5a9QghVRCo-DaCt5oSlnQSXMIrHZHYlZ8-OhXVDteJuH-ZoI_DRg7gEHWDEyT9Y-3a1SgvMw2HYaBmrcFDW-CEOZ5VuGRuoDPQh72Xm0dAQD0",
			"Authorization: Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmFjbWUuaW8iLCJzdWIiOiJmNmViYTA1Yzk3YmMiLCJleHAiOjE5MDAwMDAwMDB9.9xJ-XCFZBlaLWqyY50QyjVTFzBRkzse9j4tHRC6Y8nrWO_mE-207wV3t4qZvMlEuwABtFLzy2o5MKF6_XDn_DAwzaQH4qk2Jh0ANjSgdu7"
			"pXhgJW4giyvI8iqPfMmwXE2J9LdOb_SqeY2sw2GcUbqtTgt8E91DW2z_2j9i120lPSKpvY5F9mey8UJ3sQkcufw5Zrhu7nhHFGRB2CZ4gX0W0mie0hwzmkPO6yrKjFk2ork7wxkdlHIMwJXOAj6ZwfcjUb-4yoJxNYiCxlnizo0LhozURtgJK8tbzTP3-4g5RUYbt9Ex-p6WQ1Lhp8D35nfw7RCDOsJSF8Zpdf8s-WNj"),
		.miss = SAMPLES(
			"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6Ikpv"
			"aG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
			"eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2xvZ2luLmFjbWUuaW8iLCJzdWI"
			"iOiI1YzIxNDFjMTk0NzUifQ.evua-E4-5QW6AtHOGI5dyJHESWmYZKakK3KiB5msxpf"),
	},
};

const struct secret_set secret_set_jwt = { "JSON web tokens", rules, ARRAY_LEN(rules) };
