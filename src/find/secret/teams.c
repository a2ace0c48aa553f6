/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Teams: connector webhooks carry ids and a secret in the address, workflow webhooks a signature (sig=)
 * of Power Automate.
 * Source: learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule teams_rules[] = {
	{
		.id = "teams-webhook",
		.title = "Microsoft Teams webhook",
		.pattern = "(https://[0-9A-Za-z-]{1,63}\\.webhook\\.office\\.com/webhookb2/" UUID
			   "@" UUID "/IncomingWebhook/[0-9a-f]{32}/" UUID ")",
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Remove the connector of the channel in Teams (channel > Manage channel > Connectors) and make a workflow webhook instead.",
		.match = SAMPLES(
			"https://contoso.webhook.office.com/webhookb2/b5c7023f-d513-4899"
			"-a833-7913f2889230@a1df1f2a-a7ef-4604"
			"-aa5b-9dcf41840cb3/IncomingWebhook/8b4b3bcf14e37764"
			"52ae0b74b6b9d616/966e75e4-26c0-447e"
			"-a1e3-6404317bfba8",
			"hook: \"https://acme.webhook.office.com/webhookb2/d16c046a-cfe1-41a4"
			"-a309-6f0c68eb35a3@f4e2d192-4bbd-4a67"
			"-a5d6-5efd611badbb/IncomingWebhook/24b752dadb58fb9b"
			"83bf1e2cd7bd4da6/ec110e7d-598b-4934"
			"-ab87-54d4fb3c9c47\""),
		.miss = SAMPLES("https://contoso.webhook.office.com/webhookb2/9f18f760-8646-4b90"
				"-a6c1-d9ef0ec12ab4@25e0c959-65c4-4c08"
				"-a87b-d9af5632565f/IncomingWebhook/17440"
				"c5028/58b64e1a-c81d-4aad"
				"-a043-528281c024ba",
				"https://contoso.webhook.office.com/webhookb2/b77c4105-9e87-46e3"
				"-a2cc-670a269ffc94@72a8b888-c76c-47f3"
				"-a5ad-e6c65444ff7c/IncomingWebhook/02/903fc431-9fe1-4f4c"
				"-a664-570f0a675b53"),
	},
	{
		.id = "power-automate-webhook",
		.title = "Power Automate or Logic Apps trigger",
		.pattern =
			"(https://[0-9A-Za-z.-]{1,80}\\.(?:logic\\.azure|powerplatform)\\.com(?::443)?/[0-9A-Za-z/_.-]{0,100}workflows/[0-9a-f]{32}/triggers/[!-~]{1,200}sig=[0-9A-Za-z_-]{43})(?:[^\\w-]|$)",
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Regenerate the access key of the Logic App (Workflow settings > Access keys), or remake the trigger of the Power Automate flow.",
		.match = SAMPLES(
			"https://prod-12.westeurope.logic.azure.com:443/workflows/d0db6748f6f90b99"
			"78a1ad5fbc013ad8/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=ozMpVdvEFPBd3UZe3pcU37"
			"rJj54Twee7nsb1Ja90yHK",
			"\"https://prod-01.eastus.logic.azure.com/workflows/8e8e0f0b4d402a7d"
			"2a64bb327488b96d/triggers/manual/paths/invoke?sig=OjZDtftuZ4H15N-Ngea1aI"
			"VB5fTJTEqj5YVy9r98Jwr\""),
		.miss = SAMPLES(
			"https://prod-12.westeurope.logic.azure.com/workflows/04747459362b7b0e"
			"27acdb1e68bd97ef/triggers/manual/paths/invoke",
			"https://prod-12.westeurope.logic.azure.com:443/workflows/146204f430405c73"
			"7398cda9c0ac0d43/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=g1yHtHq"
			"ASY5tg1"),
	},
};

const struct secret_set secret_set_teams = { "Microsoft Teams", teams_rules,
					     ARRAY_LEN(teams_rules) };
