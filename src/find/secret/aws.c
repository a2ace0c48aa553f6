/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Amazon Web Services: key ids, secret keys, session tokens, keys of Bedrock and of Marketplace Web Service.
 *
 * A key id made since 2019 is base 32 of a number that holds the account: four letters, then 16 digits whose bits
 * 1 to 40 (counted from the top) are the account id. So the account can be told from the id alone.
 * Secret keys are 40 characters
 * of base64 without a mark; they are known by their name or by the id beside them.
 */
#include "base/base64.h"
#include "base/rd.h"
#include "find/lib/secret_context.h"
#include "find/lib/token.h"

static bool check_key_id(struct secret_candidate *c)
{
	struct str body = str_from(c->value, 4), bytes;
	size_t digits = 0;
	for (size_t i = 0; i < body.n; i++)
		digits += char_is_digit(body.p[i]);
	if (!digits && token_is_words(body))
		return false;
	/* signed URLs name the key: X-Amz-Credential=AKIA…/20300101/… */
	if (str_starts(c->after, STR("%2F")) || str_starts(c->after, STR("/20")))
		return false;
	/* ids of before 2019 have digits that base 32 has not: true, but mute */
	if (!base32_decode(c->scratch, body, &bytes))
		return digits > 0;
	struct rd r = rd_of(bytes);
	uint64_t account = (rd_be(&r, 6) & 0x7fffffffff80) >> 7;
	if (account >= 1000000000000)
		return digits > 0;
	c->proven = true;
	c->detail = str_printf(c->scratch, "account %012llu", (unsigned long long)account);
	return true;
}

/* Digests and identifiers have 40 characters too, paths as well. */
static bool check_secret_key(struct secret_candidate *c)
{
	size_t upper = 0, digits = 0;
	for (size_t i = 0; i < c->value.n; i++) {
		digits += char_is_digit(c->value.p[i]);
		upper += char_is_alpha(c->value.p[i]) && !char_is_lower(c->value.p[i]);
	}
	return !token_is_hex(c->value) && digits && upper && upper + digits < c->value.n &&
	       secret_is_random(c);
}

static bool check_bedrock(struct secret_candidate *c)
{
	struct str text;
	c->proven = base64_decode(c->scratch, str_from(c->value, 4), &text) &&
		    str_starts(text, STR("BedrockAPIKey-"));
	return c->proven;
}

static const struct secret_rule rules[] = {
	{
		.id = "aws-access-key-id",
		.title = "AWS access key id",
		.pattern = "\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 2.8,
		.check = check_key_id,
		.rotate =
			"Deactivate it under IAM > Users > Security credentials, delete it when nothing breaks; give the workload a role instead.",
		.match = SAMPLES("AWS_ACCESS_KEY_ID=AKIA2WTRF7"
				 "25G73U7YVW",
				 "aws_access_key_id = ASIA73RNO4YK"
				 "3F5QLTXL"),
		.miss = SAMPLES("AKIAIOSFODNN7EXA"
				"MPLE",
				"ACCADEMIADELLECRUSCA",
				"X-Amz-Credential=AKIAVQ6RC27I"
				"NI6IG52A%2F20300101%2Feu-west-1%2Fs3",
				"AWS_ACCESS_KEY_ID=xxxxxxxxxxxxxxxx", "aws_access_key_id = ASIAR"),
	},
	{
		.id = "aws-secret-access-key",
		.title = "AWS secret access key",
		.pattern = NAMED(
			"(?:aws|amazon|s3|iam|secret)[\\w.-]{0,20}(?:access|secret)_?-?(?:access_?-?)?key",
			"([A-Za-z0-9/+]{40})") BASE64_END,
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.9,
		.check = check_secret_key,
		.rotate =
			"Delete the access key under IAM > Users > Security credentials and look for its use in CloudTrail; give the workload a role instead.",
		.match = SAMPLES("AWS_SECRET_ACCESS_KEY=Tlq9AO3eGNUlZmCja4a6"
				 "XWVP2Y7MBRwNa1s24XnN",
				 "\"SecretAccessKey\": \"z4Vm1UEs6BRXw/kzC2Hm"
				 "bWDrCbYl9kEO2hosavxD\""),
		.miss = SAMPLES("aws_secret_access_key_sha1 = 75e382e856a1ce25fb61"
				"26ca2de3aedbd61504fd",
				"aws_secret_access_key = ENCRYPTED_IN_KEYCHAIN_OF_THE_OPERATORS_X",
				"AWS_SECRET_ACCESS_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"\"SecretAccessKey\": \"J1p\""),
	},
	{
		.id = "aws-key-pair",
		.title = "AWS access key id and its secret side by side",
		.pattern =
			"\\bA[KS]IA[A-Z0-9]{16}[\"\\x27]?[\\s,;:|\"\\x27]{1,8}([A-Za-z0-9/+]{40})(?:[^\\w+/=]|\\z)",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.9,
		.check = check_secret_key,
		.rotate =
			"Delete the access key under IAM > Users > Security credentials and look for its use in CloudTrail; give the workload a role instead.",
		.match = SAMPLES("ops,AKIA5WOG3F"
				 "46GSN4UWKO,tOMc9MiHY2pDER2kSwbw"
				 "Tka4kYmH1XP0TwLvRo5V\n",
				 "AKIAEILIBX"
				 "UMJM3QJGHF:CuCX1tSmK0Ye+4SxwfK+"
				 "VcCMkMKvx9fvlP494TaL"),
		.miss = SAMPLES("AKIAP63KPH"
				"MQEKSOLG6F 2ced3150f4a09f76a653"
				"4691dc43bf6403bf0570",
				"ops,xxxxxxxxxxxxxxxx,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
				"AK:nvd"),
	},
	{
		.id = "s3cfg-secret-key",
		.title = "Secret key of an S3 client",
		.pattern = "^\\s{0,8}(?:s3_)?secret_key\\s{0,3}=\\s{0,3}([A-Za-z0-9/+]{40})$",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.9,
		.check = check_secret_key,
		.rotate =
			"Delete the access key at the provider of the storage and make a new one for one bucket; mount .s3cfg at run time.",
		.match = SAMPLES("[default]\naccess_key = AKIAERONSG"
				 "J4N6XGU3ZJ\nsecret_key = awC/K78U3uCM+FbaKieg"
				 "ZIDd04yWOgzGDBa4CSC6\n",
				 "secret_key=sKvgGoU6AYQviBkdEtfc"
				 "wr6YSJfzJCwT3iBKN4+4\n"),
		.miss = SAMPLES(
			"secret_key = adc71bf260b37f57c06f"
			"72d2f75c9238df6ab78b\n",
			"[default]\naccess_key = xxxxxxxxxxxxxxxx\nsecret_key = xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
			"secret_key=Q6j\n"),
	},
	{
		.id = "aws-session-token",
		.title = "AWS session token",
		.pattern =
			"\\b(?:FwoGZXIvYXdz|IQoJb3JpZ2lu|FQoGZXIvYXdz)[A-Za-z0-9+/]{150,2500}={0,2}",
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.5,
		.rotate =
			"It ends within hours by itself; revoke the sessions of the role, and find the step that wrote it into the image.",
		.match = SAMPLES(
			"AWS_SESSION_TOKEN=IQoJb3JpZ2luZenugAjWEB0Fod+UgIE9C1CpsCZxsYT/ycDzfkK2WpGHQzEs4KAcGn67srqa+Z129msZrX76PoxwZlbe8Y2wIBdta8lQg0VIVcPX9EjBXljxGQqDLQarC8GqQZd4uO4hrVgXUsftBUOt2mVeh4/W8S5VFC5clCjOglnk2029poShF9ysofj9ybZ9eyi0gZ9+lV8wXPJW"
			"tqQr7SaMJ/2t1IhqIgrpwbCMEzQKfsopWkmNHZbK+vhpO5bUDxZSF0lQlimVmvteZO4hivtAHvFvaprzdMtolRq3vXlLXRy/3W+XvEky0tAQp2sX4JZIpMHVjyuiXDhjR3yH91+ZO+ekwd4wtJkq7cmOuCrGUa6CeMOZSfZc/g1KuLP4eyuV6jqGgKE2NZdb/Hqx4H+v",
			"AWS_SESSION_TOKEN=IQoJb3JpZ2lu6X+0BmK9N7ic2EDsSldL48oXehnrAhsch0Kabq2TGWbCIMsdgQ/y5AYCqrQv5JdacmJqWphAg+iharNAYdTLIZu4/bc0QzgZuK0vEia09KNjYOS1BaTxE4tzkGQLI+8NQwSpaeuqn7J3kJQSHgcsz+POlkdJqMLVFGThv+AojrN327k83g4YWDiCIJS8k0cKk69VyC3Q"
			"P2T2/zyNf+GDmrH0p1CRXIPtgYDeZQLipNa8tep4TGQ5lUonM7CMkfrNki5Xc03O3X97twOElZ3VUPbKiVKrp+DImc6y9DuzUCbO9Ehb7+Qu5GdjgHf9dDbTqyMLgaErIbmR9j/Pu6RdZAWB2rjRQHR3woeOWdbknvgyGI7Sc7JKRtns/5WGVTr+GekZujkaQNsN4fL4"),
		.miss = SAMPLES(
			"AWS_SESSION_TOKEN=IQoJb3JpZ2luxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"AWS_SESSION_TOKEN=IQoJb3JpZ2lu1KU16FXlTt74JzVQ"
			"/rNIHrgzt7K73+Q0Z"),
	},
	{
		.id = "aws-mws-token",
		.title = "Amazon Marketplace Web Service token",
		.pattern =
			"\\bamzn\\.mws\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.rotate = "Revoke it under User permissions in Seller Central.",
		.match = SAMPLES("MWS_AUTH_TOKEN=amzn.mws.d2384eb3-209e-4439"
				 "-995e-894f10f3f69a",
				 "MWS_AUTH_TOKEN=amzn.mws.2f5f4563-b518-4178"
				 "-9b4c-eb2c5a1f0905"),
		.miss = SAMPLES("MWS_AUTH_TOKEN=amzn.mws.00000000-0000-0000-0000-000000000000",
				"MWS_AUTH_TOKEN=amzn.mws.e067dac3-b67f-"
				"4c7b-936f-c146"),
	},
	{
		.id = "aws-bedrock-key",
		.title = "Amazon Bedrock API key",
		.pattern = "\\bABSK[A-Za-z0-9+/]{109,269}={0,2}",
		.severity = SEVERITY_HIGH,
		.entropy = 4,
		.check = check_bedrock,
		.rotate =
			"Deactivate it under IAM > Users > Security credentials (Amazon Bedrock API keys), and look for its use in CloudTrail.",
		.match = SAMPLES(
			"AWS_BEARER_TOKEN_BEDROCK=ABSKQmVkcm9ja0FQSUtleS1uMmNxLWF0LTEyMzQwOTg3NjUxMjpxR1BDQURGcG5Nd1dvUXVINjFW"
			"RmZteFJkSVBEOFVSblMvcmRNakgzMkRJL1RiZmxERTlZQUloZXN5ZmlPd2ZEb2xDd3BHdjk=",
			"AWS_BEARER_TOKEN_BEDROCK=ABSKQmVkcm9ja0FQSUtleS0zeGt5LWF0LTEyMzQwOTg3NjUxMjpsd2plQ0doRk5ZaVRRUnIxbC96"
			"V0ZXb0ZDbXBNYnB3eEdLcG1FUmkyOUxIS01GY1pqU2FxME9RUHBJU1hxNUJnNkpJNXVxOHM="),
		.miss = SAMPLES("ABSKLeGMm5CwqN4nsUQaAlG1jT+3yIcEy4wrAD1G9PrEXrpa9pTzRThiQNX2inX7"
				"sx/SqI3gBTBSmyxMsm+rmO/U+V294jHvcEsK3ZxXuDi9kd0FQMUodWv/fPJa",
				"AWS_BEARER_TOKEN_BEDROCK=ABSKxxxxxxxxxxxxxxxx",
				"AWS_BEARER_TOKEN_BEDROCK=ABSKQm"),
	},
	{
		.id = "aws-bedrock-session-key",
		.title = "Amazon Bedrock API key (short term)",
		.pattern =
			"\\bbedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/]{60,3000}={0,2}",
		.severity = SEVERITY_MEDIUM,
		.entropy = 4,
		.rotate =
			"It ends within twelve hours by itself; find the step that wrote it into the image.",
		.match = SAMPLES(
			"AWS_BEARER_TOKEN_BEDROCK=bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29tHNwxLvDBo9SnBkPnhI42ba5EqmMBJc1NYcEpsdtsMjlojnK9V5Tj/bQNW+RhHaetfQ5+XS9Z0JEMf3wDTL8EDRZq5aJFZ4oNec45xViUpn49V6zj9i1Nky3yFx0E2QZDEJFPuQG1a5PDfZ9xV7+SBb"
			"UrMNHui1XUYkeXLpHK/X7MaZe2tZBGqajNz1ZhlN3zI5pc0BvHXRCLBRvlv/gAV6LJxwPEvn9WxyfHC/rAsH3Y2iEXzLFeO7wMFSiH8zd1k3U8TzOr0LPmrBPJK4PwZK9M/n10tl74JGbEK7bDyB5S",
			"AWS_BEARER_TOKEN_BEDROCK=bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29tGqdfA07tCdXN0S9qng93aTU/KaiqFk9xjks1u9irPbKqZFP5fqadlBiQAxB+BYWnr6o4nIK0Pt2jy818RQHs2G72JAH2tSVWfGh/wTo8mE0689DlQLILG6MdG4/Hyj95kq0VABSbwrspGM/pUABJhF"
			"8ICMUuok5GXMZ8PKSLqg+OmKybUiGwdRBZ3JLnWSIYAxt1GW2w4X9WgNjEnmIELWInkg7f8c/chkGNemdqMKdcwtXPZrX29Jd+FM0JR/QWHS/rf/ZRi9oi4f2TnwiEIJuEGzVu8yjkLlArj9AXCVPt"),
		.miss = SAMPLES(
			"AWS_BEARER_TOKEN_BEDROCK=bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29txxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"AWS_BEARER_TOKEN_BEDROCK=bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29tmlqMWBxC+MFf"
			"3R+5J9JArq5g2"),
	},
};

const struct secret_set secret_set_aws = { "Amazon Web Services", rules, ARRAY_LEN(rules) };
