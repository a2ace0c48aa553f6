/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names that hold secrets by their nature, and the names that look alike and do not: id_rsa.pub, ca.pem,
 * .env.example, a repository's signing key, a trust store. When in doubt a name is none: ".pem" is as often a
 * certificate as a key, so it has to say which.
 */
#include "find/dockerfile/lib/secret_path.h"

#include "base/path.h"

static const struct {
	const char *name, *kind;
} exact[] = {
	{ "id_rsa", "a private SSH key" },
	{ "id_dsa", "a private SSH key" },
	{ "id_ecdsa", "a private SSH key" },
	{ "id_ed25519", "a private SSH key" },
	{ ".ssh", "a folder of SSH keys" },
	{ "ssh_host_rsa_key", "a private SSH host key" },
	{ "ssh_host_ed25519_key", "a private SSH host key" },
	{ "ssh_host_ecdsa_key", "a private SSH host key" },
	{ ".npmrc", "npm's configuration, where tokens stand" },
	{ ".yarnrc.yml", "yarn's configuration, where tokens stand" },
	{ ".pypirc", "credentials of the Python package index" },
	{ ".netrc", "passwords of hosts" },
	{ "_netrc", "passwords of hosts" },
	{ ".git-credentials", "git's passwords" },
	{ ".pgpass", "database passwords" },
	{ ".my.cnf", "a database password" },
	{ ".htpasswd", "password hashes" },
	{ ".env", "an environment file with credentials" },
	{ ".envrc", "an environment file with credentials" },
	{ "kubeconfig", "credentials of a cluster" },
	{ ".kube", "credentials of a cluster" },
	{ ".dockercfg", "credentials of a registry" },
	{ ".dockerconfigjson", "credentials of a registry" },
	{ ".docker", "credentials of a registry" },
	{ ".aws", "credentials of a cloud account" },
	{ ".azure", "credentials of a cloud account" },
	{ ".gcloud", "credentials of a cloud account" },
	{ ".boto", "credentials of a cloud account" },
	{ ".s3cfg", "credentials of a cloud account" },
	{ ".gnupg", "private keys" },
	{ ".git", "the whole history of the sources" },
	{ "terraform.tfstate", "Terraform's state, where passwords stand" },
	{ ".vault-token", "a token" },
	{ "master.key", "a master key" },
	{ "application_default_credentials.json", "credentials of a cloud account" },
};

static const struct {
	const char *folder, *name, *kind;
} inside[] = {
	{ ".aws", "credentials", "credentials of a cloud account" },
	{ ".kube", "config", "credentials of a cluster" },
	{ ".docker", "config.json", "credentials of a registry" },
	{ ".m2", "settings-security.xml", "a password of a repository" },
	{ "gcloud", "credentials.db", "credentials of a cloud account" },
	{ "config", "master.key", "a master key" },
};

static bool has_any(struct str s, const char *const *parts)
{
	for (size_t n = 0; parts[n]; n++)
		if (str_has(s, str_of(parts[n])))
			return true;
	return false;
}

static bool ends_any(struct str s, const char *const *parts)
{
	for (size_t n = 0; parts[n]; n++)
		if (str_ends(s, str_of(parts[n])))
			return true;
	return false;
}

static const char *by_ending(struct str name)
{
	static const char *const key_stores[] = {
		".p12", ".pfx", ".keystore", ".jks", ".ppk", NULL
	};
	static const char *const no_store[] = { "trust", "cacerts", "public", NULL };
	static const char *const no_key[] = { "pub",	 "cert",   "signing",	 "gpg",
					      "apt",	 "repo",   "archive",	 "rpm",
					      "release", "apache", "maintainer", NULL };
	static const char *const key_words[] = { "key", "priv", "secret", "id_", NULL };
	if (ends_any(name, key_stores))
		return has_any(name, no_store) ? NULL : "a store of private keys";
	if (str_ends(name, STR(".key")))
		return has_any(name, no_key) ? NULL : "a private key";
	if (str_ends(name, STR(".pem")) && has_any(name, key_words) && !has_any(name, no_key))
		return "a private key";
	if (str_ends(name, STR(".tfstate")))
		return "Terraform's state, where passwords stand";
	if (str_ends(name, STR(".json")) &&
	    (str_starts(name, STR("service-account")) || str_starts(name, STR("service_account")) ||
	     str_starts(name, STR("serviceaccount")) || str_has(name, STR("credentials"))))
		return "credentials of a service account";
	return NULL;
}

/* .env.production is one, .env.example is none. */
static bool is_environment_file(struct str name)
{
	static const char *const samples[] = { "example", "sample",  "template", "tpl",
					       "dist",	  "default", "test",	 "ci",
					       "schema",  "vault",   NULL };
	if (str_starts(name, STR(".env.")))
		return !has_any(str_from(name, 5), samples);
	return str_ends(name, STR(".env")) && name.n > 4 && !has_any(name, samples) &&
	       (str_has(name, STR("prod")) || str_has(name, STR("secret")));
}

const char *secret_path_kind(struct str path)
{
	while (path.n && path.p[path.n - 1] == '/')
		path.n--;
	struct str name = path_base(path), folder = path_base(path_dir(path));
	for (size_t n = 0; n < ARRAY_LEN(inside); n++)
		if (str_is(name, inside[n].name) && str_is(folder, inside[n].folder))
			return inside[n].kind;
	for (size_t n = 0; n < ARRAY_LEN(exact); n++)
		if (str_is(name, exact[n].name))
			return exact[n].kind;
	if (is_environment_file(name))
		return "an environment file with credentials";
	return by_ending(name);
}
