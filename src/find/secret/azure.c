/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Microsoft Azure: connection strings, account keys, shared access signatures, client secrets.
 *
 * Keys of today carry a mark of four letters at a fixed place near their end (ASt, ASb, ACDb, AzFu,
 * AzSe, AzCa, ACR …),
 * so they are known without their name.
 */
#include "find/lib/secret_context.h"

/* The end of its validity stands beside it: se=2031-01-01 */
static bool check_signature(struct secret_candidate *c)
{
	size_t at = str_find(c->match, STR("se=20"));
	if (at != SIZE_MAX && at + 13 <= c->match.n)
		c->detail = str_printf(c->scratch, "expires %.*s",
				       STRF(str_slice(c->match, at + 3, at + 13)));
	return true;
}

static const struct secret_rule rules[] = {
	{
		.id = "azure-storage-connection",
		.title = "Azure storage connection string",
		.pattern = "AccountName=[a-z0-9]{3,24};AccountKey=([A-Za-z0-9+/]{86}==)",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.5,
		.rotate =
			"Regenerate the key in the portal (Access keys) or with `az`, switch clients to the second key first; use managed identities instead.",
		.match = SAMPLES(
			"DefaultEndpointsProtocol=https;AccountName=acmeprod;AccountKey=VuUM0T/5HzouvrVONjNANKVJGqV5r5hn3XvUhCvy4Nz"
			"/0D8qnfZNRuqQwRBhXQkd1TlPTct/u4BGI4bwyJcRQA==;EndpointSuffix=core.windows.net",
			"DefaultEndpointsProtocol=https;AccountName=acmeprod;AccountKey=JR+RPQckNMXD5vySFhSyClnUrKLAvheoUrUwNPLzVcy"
			"J8ikUax5M9iPcE/Bfk+Sdv8y30flnJLK75P/za1qre4==;EndpointSuffix=core.windows.net"),
		.miss = SAMPLES(
			"DefaultEndpointsProtocol=https;AccountName=acmeprod;AccountKey=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx==;EndpointSuffix=core.windows.net",
			"DefaultEndpointsProtocol=https;AccountName=acmeprod;AccountKey=9kn4jmS==;EndpointSuffix=core.windows.net"),
	},
	{
		.id = "azure-storage-key",
		.title = "Azure storage account key",
		.pattern = "\\b[A-Za-z0-9+/]{76}\\+ASt[A-Za-z0-9+/]{5}[AQgw]==",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.5,
		.rotate =
			"Regenerate the key in the portal (Access keys) or with `az`, switch clients to the second key first; use managed identities instead.",
		.match = SAMPLES("AZURE_STORAGE_KEY=rqSLfnkjcobBITV76pGoRiY5wcsXAi3dwvPIea"
				 "fdjbXNR9ltb3D9yBnPADgwiKhrqJapXEWKEIHX+ASttpTSuQ==",
				 "AZURE_STORAGE_KEY=GUelscMuZaRf57ZSyvrn9s0lYIjlfLgpW9fNRN"
				 "KLdyXih6WRKGLlWYyvQLA46Qv7iqeNVdOCsjh0+AStm7YjDQ=="),
		.miss = SAMPLES(
			"AZURE_STORAGE_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx+AStxxxxxQ==",
			"AZURE_STORAGE_KEY=H0T5Y6+AStlQ=="),
	},
	{
		.id = "azure-storage-key-named",
		.title = "Azure storage account key (older form)",
		.pattern = NAMED("(?:azure|storage|blob)[\\w.-]{0,24}key", "([A-Za-z0-9+/]{86}==)"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.5,
		.rotate =
			"Regenerate the key in the portal (Access keys) or with `az`, switch clients to the second key first; use managed identities instead.",
		.match = SAMPLES(
			"AZURE_STORAGE_ACCOUNT_KEY=QU4zpHrquYdneVFL2XZG1gMKyVQpQAlDmSTs7/Lx6hk"
			"PXUWsNROcsnqGXzlI6gedzTWTf1y9sVjJf4289GUnaS==",
			"AZURE_STORAGE_ACCOUNT_KEY=qjie3RYQsNqIXO6A1T/kqErJLemQYJZDseYBaXP/nRs"
			"k3ViIuadsOyx/AI6ErMJ8PRgKYhJp1mxwID5VmAzwgj=="),
		.miss = SAMPLES(
			"AZURE_STORAGE_ACCOUNT_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx==",
			"AZURE_STORAGE_ACCOUNT_KEY=jiQrMxb=="),
	},
	{
		.id = "azure-cosmos-connection",
		.title = "Azure Cosmos DB connection string",
		.pattern =
			"AccountEndpoint=https://[^;\\s]{3,200};\\s?AccountKey=([A-Za-z0-9+/]{86}==)",
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.5,
		.rotate =
			"Regenerate the key in the portal (Access keys) or with `az`, switch clients to the second key first; use managed identities instead.",
		.match = SAMPLES(
			"AccountEndpoint=https://acme.documents.azure.com:443/;AccountKey=SUOoeXp5npdzMtpwgtePKuY2UHxHVA+huOk0qNGsQAC"
			"3dmvP4e9j8qgCSM/u6jD+HERwez4mvs5qkLIHubUtxt==;",
			"AccountEndpoint=https://acme.documents.azure.com:443/;AccountKey=hl0jcAyhQ19cZ1/m/SwEVzZ3fs2nckQhN7n3u76qbaO"
			"jCT2ifCPT1o31lDczbW8KP/c+0I6lDmVqyDp4BIiYw4==;"),
		.miss = SAMPLES(
			"AccountEndpoint=https://acme.documents.azure.com:443/;AccountKey=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx==;",
			"AccountEndpoint=https://acme.documents.azure.com:443/;AccountKey=nCKPoTu==;"),
	},
	{
		.id = "azure-cosmos-key",
		.title = "Azure Cosmos DB key",
		.pattern = "\\b[A-Za-z0-9]{76}ACDb[A-Za-z0-9]{5}[AQgw]==",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.5,
		.rotate =
			"Regenerate the key in the portal (Access keys) or with `az`, switch clients to the second key first; use managed identities instead.",
		.match = SAMPLES("COSMOS_KEY=KQsm9mJRxTMpZuflyqs0alqbTckJeVm7LjiOxP"
				 "elvqIOtvAt2Vk5tdcY2S760ASiNZSDMAliS2P8ACDb7XlhGg==",
				 "COSMOS_KEY=ND4UQCIBMQncvR1MAizwQazwCH7STsCpjf0byB"
				 "R4gc7gaKkH1OGgr0LZvD0YMkAdHVmHrJPWQo54ACDbpgcXUg=="),
		.miss = SAMPLES(
			"COSMOS_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxACDbxxxxxg==",
			"COSMOS_KEY=UVrah4ACDbHg=="),
	},
	{
		.id = "azure-shared-access-key",
		.title = "Azure Service Bus, Event Hubs or IoT Hub key",
		.pattern = "SharedAccessKey=([A-Za-z0-9+/]{43}=)",
		.severity = SEVERITY_HIGH,
		.entropy = 4,
		.rotate =
			"Regenerate the key of the shared access policy; use managed identities instead.",
		.match = SAMPLES(
			"Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=0pO1WE74ACh4zMfO+Yyhx"
			"QVd8rFb+AEXRvcv8D2+5Ib=",
			"Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=cDMdWd9kYtn70p87ng1NJ"
			"4qj4AXnSJlH2mIvPLS7w1A="),
		.miss = SAMPLES(
			"Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=",
			"Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=2K4="),
	},
	{
		.id = "azure-shared-access-signature",
		.title = "Azure shared access signature",
		.pattern =
			"\\b(?:sv|se|sp|sr|spr|st|skn)=[^\\s\"\\x27<>]{4,400}[?&;]sig=([A-Za-z0-9+/]{43}=|[A-Za-z0-9%]{43,80}%3[Dd])",
		.severity = SEVERITY_HIGH,
		.entropy = 4,
		.check = check_signature,
		.rotate =
			"Rotate the account key that signed it (or its stored access policy): a signature cannot be revoked by itself.",
		.match = SAMPLES(
			"https://acme.blob.core.windows.net/c/f?sv=2022-11-02&se=2031-01-01T00%3A00Z&sp=r&sig=ZPRkS2jAZkMWKoVsajtTa"
			"E2U8OmqJdadRcuMItiYP1L%3D",
			"?sp=racwdl&st=2026-01-01T00:00:00Z&spr=https&sv=2022-11-02&sr=c&sig=FlyEIwskmrYVoH2pUpuJT"
			"5LUPAxVZlzJ9oCrVcpswVM="),
		.miss = SAMPLES(
			"?sv=2022-11-02&sig=abc",
			"https://acme.blob.core.windows.net/c/f?sv=2022-11-02&se=2031-01-01T00%3A00Z&sp=r&sig=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx%3D",
			"?sp=racwdl&st=2026-01-01T00:00:00Z&spr=https&sv=2022-11-02&sr=c&sig=57Q="),
	},
	{
		.id = "azure-client-secret",
		.title = "Microsoft Entra client secret",
		.pattern =
			"(?:^|[^\\w~.-])([\\w~.-]{3}(?:7Q~|8Q~|9Q~)[\\w~.-]{31,34})(?:[^\\w~.-]|\\z)",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.8,
		.rotate =
			"Delete the secret under App registrations > Certificates & secrets; use a federated credential or managed identity instead.",
		.match = SAMPLES("AZURE_CLIENT_SECRET=tfk8Q~sbdJSCjMekHj4-98K"
				 "fy8eLH8J2IqvWb1NZ",
				 "clientSecret: \"fB27Q~IJliIh5un5DWapW"
				 "gCL01_uE0KGcg824\""),
		.miss = SAMPLES("AZURE_CLIENT_SECRET=xxx8Q~xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"clientSecret: \"R7Q~r5\""),
	},
	{
		.id = "azure-container-registry-password",
		.title = "Azure Container Registry password",
		.pattern = "\\b[A-Za-z0-9+/]{42}\\+ACR[A-Za-z0-9+/]{6}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.rotate =
			"Regenerate it under Access keys of the registry and disable the admin user; check the images pushed since.",
		.match = SAMPLES("docker login acme.azurecr.io -u acme -p a69J45ZS8CytrvUC7opMh"
				 "rEq7MBSwnRJNPgXS8mcdf+ACRBavRTF",
				 "docker login acme.azurecr.io -u acme -p oNrmkw4ZC2SkYKQYqkLOX"
				 "IAVCJC3xkqYeUNajhQlS5+ACReapoda"),
		.miss = SAMPLES(
			"docker login acme.azurecr.io -u acme -p xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx+ACRxxxxxx",
			"docker login acme.azurecr.io -u acme -p vOA+ACRE"),
	},
	{
		.id = "azure-function-key",
		.title = "Azure Functions key",
		.pattern = "[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{5}[AQgw]==",
		.severity = SEVERITY_HIGH,
		.entropy = 4,
		.rotate = "Renew the key under App keys (or Function keys) of the function app.",
		.match = SAMPLES("https://acme.azurewebsites.net/api/f?code=17T732RwkmozjxV7TQ4EOt"
				 "dsgK5siYWITqcQAYq14btFAzFuLv6Y1A==",
				 "https://acme.azurewebsites.net/api/f?code=WyLEqfXnh4FYKurJYZPtWl"
				 "Ak0kHXr54VcCHVqSD7dzkSAzFuvbXGRA=="),
		.miss = SAMPLES(
			"https://acme.azurewebsites.net/api/f?code=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxAzFuxxxxxA==",
			"https://acme.azurewebsites.net/api/f?code=ivUAzFu9A=="),
	},
	{
		.id = "azure-service-key",
		.title = "Azure search, cache, batch or API key with its mark",
		.pattern =
			"\\b(?:[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}|[A-Za-z0-9]{33}AzCa[A-P][A-Za-z0-9]{5}=|[A-Za-z0-9+/]{76}\\+ABa[A-Za-z0-9+/]{5}[AQgw]==|[A-Za-z0-9+/]{33}\\+A(?:SbE|SbT|EhE|EhT|IoT)[A-P][A-Za-z0-9+/]{4}=)",
		.severity = SEVERITY_HIGH,
		.entropy = 4,
		.rotate =
			"Regenerate the key in the portal (Access keys) or with `az`, switch clients to the second key first; use managed identities instead.",
		.match = SAMPLES("SEARCH_KEY=WtMc1UgvExLqRPA7fy6Pr"
				 "paMnswcy2ar2l0lCGbw0yAzSeB14LU7",
				 "redis: CBqEr8FNUxTal4Zy"
				 "wumeHhcLcsKfh4KSbAzCaHCiUcO="),
		.miss = SAMPLES("SEARCH_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxAzSeBxxxxx",
				"redis: RDAzCaHL="),
	},
	{
		.id = "azure-subscription-key-named",
		.title = "Azure AI or API Management subscription key",
		.pattern = NAMED(
			"(?:azure|cognitive|apim|ocp-apim)[\\w.-]{0,24}(?:subscription|openai|speech|vision|api)[\\w.-]{0,4}key",
			"([0-9a-f]{32}|[A-Za-z0-9]{52,54}AC[A-Za-z0-9]{28,30})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate =
			"Regenerate the key in the portal (Access keys) or with `az`, switch clients to the second key first; use managed identities instead.",
		.match = SAMPLES("AZURE_OPENAI_API_KEY=c82fc6f4e35e8e1a"
				 "252ae37cf9a0b4f8",
				 "Ocp-Apim-Subscription-Key: e5793592c624048a"
				 "786a43096f543d06"),
		.miss = SAMPLES("AZURE_OPENAI_API_KEY=00000000000000000000000000000000",
				"Ocp-Apim-Subscription-Key: 25"),
	},
	{
		.id = "azure-instrumentation-key",
		.title = "Application Insights connection string",
		.pattern =
			"InstrumentationKey=([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})",
		.flags = SECRET_PUBLIC | SECRET_CASELESS,
		.severity = SEVERITY_LOW,
		.entropy = 2.5,
		.rotate =
			"Meant to be in clients: it lets anyone send telemetry, nothing more; turn on Entra authentication when that matters.",
		.match = SAMPLES("InstrumentationKey=bd051675-1f1c-45f6"
				 "-93cb-2e2982e1d205;IngestionEndpoint=https://x",
				 "InstrumentationKey=ece5670e-7cac-4796"
				 "-9527-c5f729ea0e06;IngestionEndpoint=https://x"),
		.miss = SAMPLES(
			"InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://x",
			"InstrumentationKey=c4b59672-4e7f-"
			"4c2a-9c1e-814d;IngestionEndpoint=https://x"),
	},
};

const struct secret_set secret_set_azure = { "Microsoft Azure", rules, ARRAY_LEN(rules) };
