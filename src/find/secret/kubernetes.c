/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kubernetes: tokens of service accounts (JSON web tokens), bootstrap tokens, what a kubeconfig holds,
 * values of Secrets.
 */
#include "base/base64.h"
#include "find/lib/secret_context.h"
#include "find/lib/token.h"
#include "text/json.h"

static bool check_service_account(struct secret_candidate *c)
{
	struct str text;
	struct fault f = { 0 };
	const struct json *payload;
	if (!secret_is_jwt(c) || !token_jwt(c->scratch, c->value, &text) ||
	    json_parse(c->scratch, text, &payload, &f) < 0)
		return false;
	struct str subject = json_get_text(payload, "sub");
	if (!str_starts(subject, STR("system:serviceaccount:")))
		return false;
	uint64_t exp;
	bool dated = json_u64(json_get(payload, "exp"), 253402300799u, &exp);
	c->detail =
		str_printf(c->scratch, "%.*s, %.*s", STRF(str_slice(str_from(subject, 7), 0, 200)),
			   STRF(dated ? secret_expiry(c->scratch, exp) : STR("never expires")));
	return true;
}

/* PEM within base64 */
static bool check_client_key(struct secret_candidate *c)
{
	struct str text;
	c->proven = base64_decode(c->scratch, str_slice(c->value, 0, 64), &text) &&
		    str_starts(text, STR("-----BEGIN")) && str_has(text, STR("PRIVATE"));
	return c->proven;
}

static const struct secret_rule rules[] = {
	{
		.id = "kubernetes-service-account-token",
		.title = "Kubernetes service account token",
		.pattern = "\\beyJ[\\w-]{10,400}\\.eyJ[\\w-]{10,2600}\\.[\\w-]{22,700}",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.check = check_service_account,
		.rotate =
			"Delete the Secret that holds it (or the service account); projected tokens end by themselves, those of Secrets never.",
		.match = SAMPLES(
			"token: eyJhbGciOiJSUzI1NiIsImtpZCI6IlprMkxxUHc3In0.eyJpc3MiOiJrdWJlcm5ldGVzL3NlcnZpY2VhY2NvdW50Iiwia3ViZXJuZXRlcy5pby9zZXJ2aWNlYWNjb3VudC9uYW1lc3BhY2UiOiJwcm9kIiwic3ViIjoic3lzdGVtOnNlcnZpY2VhY2NvdW50OnByb2Q6ZGVwbG95ZXIiLCJ1IjoiZGJhNmFjMGMwNTcyIn0.VDt-1TrgJimHqerWFidibe2Xy5WOIL8qfYGUV0YhFqLFfpgWBDY"
			"sXbrmO89JtXT_szSG9dIxoJCDkslrbwVqCfrw2mvOVKwq-0jrgiIS3ZYOlNnyXs6JmTYaFeZQeHByUdcFXspmyc_zNnyp3r6n3IUMf2lZ8Dhmuyqn15jvQ9Rw-sZbWdwikSCD8mXhQJWTKh3lDUP0Ai7Ae6bIUQXqoHYt-YStiUPzYnfQqEyt-lSvM4h5BuvdutUtPf-uvituYI8p7E4Dwp-hixEqG2dVb_QAEQEpxMnKB4sFj2w0c8akoEVDXIMp7jcK7ic5ybVFe5Kc8OTvVlZL8vGWnKhznH",
			"token: eyJhbGciOiJSUzI1NiIsImtpZCI6IlprMkxxUHc3In0.eyJpc3MiOiJrdWJlcm5ldGVzL3NlcnZpY2VhY2NvdW50Iiwia3ViZXJuZXRlcy5pby9zZXJ2aWNlYWNjb3VudC9uYW1lc3BhY2UiOiJwcm9kIiwic3ViIjoic3lzdGVtOnNlcnZpY2VhY2NvdW50OnByb2Q6ZGVwbG95ZXIiLCJ1IjoiYmMyNTFkMGJkMzljIn0.jfcxKzfETZECoIL4-ljvfA4Ui31mg3SlmpWolzmBFE1C7_B4MiV"
			"jhA7bE6gZHA-wUMThdQZunHIu31Hyj79XJl4QWR248RHnBufdBZkcYDt4OsBiC-1yxWJTt18GuoL3VbYhQR_aR9l5fI-P8WIdxfN4L1K1RQZXpoDmXH1GMZey5DbT3pl-7tWeoR_j4YXcU6gEwJsmjA5vF29aEq-URN-mTBW91A_qdfIcymbxQ1NZJBRq-8Xohejbc3Ici_xnkQp_V134MVDqnzRwjZlsB0bLCUZklrwyHEVBk0szpXINqjdFf19tpRAR8gDmQqY54ZBGK-Cy8lEtxXAtQG4_au"),
		.miss = SAMPLES(
			"token: eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmFjbWUuaW8iLCJzdWIiOiI4NDg0ZjIzZjIwMTUiLCJleHAiOjE5MDAwMDAwMDB9.TyZINvOlNFrUriTMp4ONvrMNzFMFefFMUlv9oN0SquS9TbrMKu041zbuyt-wjd6JaVGROCV6MxA2VWVn7QusES2ZJfh0dJsb3PlOFrtqZA"
			"1gyEeQluxrjPl2twgqwJMFoBpwpm8_xK95EUIibJ50o8Ee7lpuJgmiIpVwjxI_u1NP6s8Z1LTaNy0di_Py5SkvHtVN2vl4ICexnQZPGHMBQGVhyUPmUEDEyRfNTB9zL81MK2MEyVx79fEe3GwJy5OqYbMp_qd0pPxj5BtV5WCfrtrNMX3vVQAMtA1ZgTBAiq8gc7eCiAnDdny6fmFAebAr1-36EqLei-RMZBConaYeDw",
			"token: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6Ikpv"
			"aG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"),
	},
	{
		.id = "kubeconfig-client-key",
		.title = "Client key in a kubeconfig",
		.pattern = "client-key-data:\\s{0,4}\"?([A-Za-z0-9+/]{100,4000}={0,2})",
		.flags = SECRET_KEPT,
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.check = check_client_key,
		.rotate =
			"A client certificate cannot be revoked: remove the rights of its user, then renew the CA when the user is an administrator.",
		.match = SAMPLES(
			"    client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNijcEnOS1bzQByQDnyr47mjcrl9KyTPGHUCuhLoi/34RcTx4YVq"
			"rwqnDR4yfNrVkU5uX0ixTeNdT10j6RtfQrsuL5Ie7SM8ZVJ0Ke",
			"    client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpN1VmQheU1K+PoZpMy0GL1bJnAMbNWtHMLYawp4OEnV1d3ML0R41"
			"YhCH90qdgur8jMa3C3XEJFOcBwTQ1P30LOX67H3f4Fy3IDn+Uk"),
		.miss = SAMPLES(
			"client-key-data: Ej+gzAJ5n8TxFTvE+cgcH2tbELNx8Zl0dmvDMxvfMq7B7ixgFWCpB/4Zj5Qe"
			"yiP9+GTrQtse7/g2+M6DguONzrRF1Zk9YsUz5C4Y6hR1sSw2+rgmsEnF3oMw",
			"    client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpN7irm"
			"BS0h"),
	},
	{
		.id = "kubeconfig-token",
		.title = "Token in a kubeconfig",
		.pattern = "\\buser:\\s{1,12}token:\\s{0,4}\"?([A-Za-z0-9._:~-]{16,2000})",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 3.3,
		.check = secret_is_random,
		.rotate =
			"Delete the token (or the service account) it belongs to, and log in anew.",
		.match = SAMPLES("users:\n- name: ci\n  user:\n    token: tsVmwIEGbN5dMlXBOfea"
				 "c7mD0bEeU12dN8bYeS6R\n",
				 "users:\n- name: ci\n  user:\n    token: l8xbJmjTkeupTjdECFqF"
				 "dXGBs07Qy0wUzey9GZrg\n"),
		.miss = SAMPLES(
			"user:\n  token: ${KUBE_TOKEN_OF_THE_CLUSTER}\n",
			"users:\n- name: ci\n  user:\n    token: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
			"users:\n- name: ci\n  user:\n    token: zSR\n"),
	},
	{
		.id = "kubernetes-bootstrap-token",
		.title = "Kubernetes bootstrap token",
		.pattern = "--token[ =]([a-z0-9]{6}\\.[a-z0-9]{16})\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3.2,
		.check = secret_is_mixed,
		.rotate =
			"Delete it with `kubeadm token delete`; it lets a machine join the cluster for a day unless it was made without end.",
		.match = SAMPLES("kubeadm join 10.2.0.4:6443 --token it4ug4.bce4jvq4"
				 "3abjc5ta --discovery-token-ca-cert-hash sha256:x",
				 "kubeadm join 10.2.0.4:6443 --token ivp6we.3zp20itr"
				 "yrs1aixp --discovery-token-ca-cert-hash sha256:x"),
		.miss = SAMPLES(
			"--token abcdef.0123456789abcdef",
			"kubeadm join 10.2.0.4:6443 --token xxxxxx.xxxxxxxxxxxxxxxx --discovery-token-ca-cert-hash sha256:x",
			"kubeadm join 10.2.0.4:6443 --token 7.6 --discovery-token-ca-cert-hash sha256:x"),
	},
};

const struct secret_set secret_set_kubernetes = { "Kubernetes", rules, ARRAY_LEN(rules) };
