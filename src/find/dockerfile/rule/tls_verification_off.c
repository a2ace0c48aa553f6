/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Certificates or signatures are not checked. Every tool spells it in its own way, so this is three tables: options
 * of commands, variables, and settings that are written with a tool's configuration command.
 */
#include "find/dockerfile/rule.h"

static const struct {
	const char *command, *option;
} options[] = {
	{ "curl", "-k" },
	{ "curl", "--insecure" },
	{ "curl", "--proxy-insecure" },
	{ "wget", "--no-check-certificate" },
	{ "http", "--verify=no" },
	{ "https", "--verify=no" },
	{ "aria2c", "--check-certificate=false" },
	{ "apk", "--allow-untrusted" },
	{ "apt-get", "--allow-unauthenticated" },
	{ "apt-get", "--force-yes" },
	{ "apt-get", "--allow-insecure-repositories" },
	{ "apt", "--allow-unauthenticated" },
	{ "apt", "--force-yes" },
	{ "apt", "--allow-insecure-repositories" },
	{ "yum", "--nogpgcheck" },
	{ "yum", "--nogpg" },
	{ "dnf", "--nogpgcheck" },
	{ "microdnf", "--nogpgcheck" },
	{ "tdnf", "--nogpgcheck" },
	{ "zypper", "--no-gpg-checks" },
	{ "zypper", "--allow-unsigned-rpm" },
	{ "rpm", "--nosignature" },
	{ "rpm", "--nogpg" },
	{ "rpm", "--nodigest" },
	{ "npm", "--strict-ssl=false" },
	{ "npm", "--no-strict-ssl" },
	{ "yarn", "--strict-ssl=false" },
	{ "pnpm", "--strict-ssl=false" },
	{ "mvn", "-Dmaven.wagon.http.ssl.insecure=true" },
	{ "gem", "--no-verify-ssl" },
	{ "svn", "--trust-server-cert" },
	{ "lftp", "ssl:verify-certificate=no" },
	{ "docker", "--tls-verify=false" },
	{ "skopeo", "--src-tls-verify=false" },
	{ "helm", "--insecure-skip-tls-verify" },
	{ "kubectl", "--insecure-skip-tls-verify" },
};

/* Values are compared in lower case; NULL: any but empty. */
static const struct {
	const char *name, *value;
} variables[] = {
	{ "NODE_TLS_REJECT_UNAUTHORIZED", "0" },
	{ "PYTHONHTTPSVERIFY", "0" },
	{ "GIT_SSL_NO_VERIFY", "1" },
	{ "GIT_SSL_NO_VERIFY", "true" },
	{ "npm_config_strict_ssl", "false" },
	{ "NPM_CONFIG_STRICT_SSL", "false" },
	{ "YARN_ENABLE_STRICT_SSL", "false" },
	{ "PIP_TRUSTED_HOST", NULL },
	{ "GOINSECURE", NULL },
	{ "CONDA_SSL_VERIFY", "false" },
	{ "HTTPLIB2_DISABLE_SSL", "1" },
	{ "PERL_LWP_SSL_VERIFY_HOSTNAME", "0" },
	{ "AWS_NO_VERIFY_SSL", "true" },
	{ "BUNDLE_SSL_VERIFY_MODE", "0" },
	{ "GOSUMDB", "off" },
	{ "GONOSUMDB", "*" },
	{ "GOFLAGS", "-insecure" },
	{ "CURL_INSECURE", "1" },
	{ "HEX_UNSAFE_HTTPS", "1" },
	{ "DENO_TLS_CA_STORE", "none" },
	{ "SSL_VERIFY", "false" },
	{ "WGETRC", "check_certificate=off" },
};

/* command … key … value, or key=value in one word */
static const struct {
	const char *command, *key, *value;
} settings[] = {
	{ "git", "http.sslVerify", "false" },  { "git", "http.sslverify", "false" },
	{ "git", "https.sslVerify", "false" }, { "npm", "strict-ssl", "false" },
	{ "yarn", "strict-ssl", "false" },     { "yarn", "enableStrictSsl", "false" },
	{ "pnpm", "strict-ssl", "false" },     { "conda", "ssl_verify", "false" },
	{ "composer", "disable-tls", "true" }, { "composer", "secure-http", "false" },
	{ "bundle", "ssl_verify_mode", "0" },  { "poetry", "certificates.*.cert", "false" },
};

static const char *const pip_names[] = { "pip", "pip3", "pip2", "easy_install", "pipx", "uv" };

static void report(struct lint *l, uint32_t instruction, struct span span, struct str what)
{
	struct lint_finding *n =
		lint_report(l, instruction, span,
			    "%.*s: what comes over the network is not checked", STRF(what));
	n->suggestion = STR(
		"take it out; for a certificate authority of your own, copy its certificate and run "
		"update-ca-certificates");
}

static bool variable_is_off(struct arena *a, struct str name, struct str value)
{
	for (size_t n = 0; n < ARRAY_LEN(variables); n++) {
		if (!str_is(name, variables[n].name))
			continue;
		if (variables[n].value ? str_is(str_lower(a, value), variables[n].value)
				       : value.n > 0)
			return true;
	}
	return false;
}

/* --trusted-host of a machine itself is no network. */
static bool is_own_host(struct str host)
{
	return str_is(host, "localhost") || str_starts(host, STR("127.")) ||
	       str_starts(host, STR("host.docker.internal"));
}

static bool trusts_host(const struct sh_command *c, size_t at)
{
	bool is_pip = str_starts(sh_name(c), STR("python"));
	for (size_t n = 0; n < ARRAY_LEN(pip_names); n++)
		is_pip = is_pip || str_is(sh_name(c), pip_names[n]);
	struct str w = c->words.p[at].text;
	if (!is_pip)
		return false;
	if (str_starts(w, STR("--trusted-host=")))
		return !is_own_host(str_from(w, 15));
	if (str_is(w, "--trusted-host"))
		return at + 1 < c->words.n && !is_own_host(c->words.p[at + 1].text);
	return str_is(w, "global.trusted-host") && sh_has_arg(c, "set");
}

static bool has_setting(const struct sh_command *c, size_t at)
{
	struct str w = c->words.p[at].text, key = w, value;
	if (!str_cut(w, '=', &key, &value) && at + 1 < c->words.n)
		value = c->words.p[at + 1].text;
	for (size_t n = 0; n < ARRAY_LEN(settings); n++)
		if (str_is(sh_name(c), settings[n].command) && str_is(key, settings[n].key) &&
		    str_is(value, settings[n].value))
			return true;
	return false;
}

/* -k among bundled short options of curl: -fsSLk */
static bool has_short_k(const struct sh_command *c, size_t at)
{
	struct str w = c->words.p[at].text;
	if (!str_is(sh_name(c), "curl") || w.n < 3 || w.p[0] != '-' || w.p[1] == '-')
		return false;
	for (size_t n = 1; n < w.n; n++) {
		if (w.p[n] == 'k')
			return true;
		/* the rest of the word is this option's value */
		if (str_find_char(STR("AbcCdDeEFhHKmoPQrtTuUwxXyYz"), w.p[n]) != SIZE_MAX)
			return false;
	}
	return false;
}

static bool apt_option(struct str w)
{
	struct str key, value;
	if (str_starts(w, STR("-o")))
		w = str_from(w, 2);
	return str_cut(w, '=', &key, &value) &&
	       (str_eq_nocase(key, STR("APT::Get::AllowUnauthenticated")) ||
		str_eq_nocase(key, STR("Acquire::AllowInsecureRepositories")) ||
		str_eq_nocase(key, STR("Acquire::https::Verify-Peer"))) &&
	       str_is(value,
		      str_eq_nocase(key, STR("Acquire::https::Verify-Peer")) ? "false" : "true");
}

/* Text that is written into a configuration file. */
static bool written_setting(struct str text)
{
	static const char *const parts[] = { "[trusted=yes]",
					     "trusted=yes ",
					     "gpgcheck=0",
					     "sslverify=0",
					     "sslverify=false",
					     "strict-ssl=false",
					     "check_certificate = off",
					     "APT::Get::AllowUnauthenticated \"true\"",
					     "Verify-Peer \"false\"" };
	for (size_t n = 0; n < ARRAY_LEN(parts); n++)
		if (str_has(text, str_of(parts[n])))
			return true;
	return false;
}

static bool word_is_off(const struct sh_command *c, size_t at)
{
	struct str name = sh_name(c), w = c->words.p[at].text;
	/* the text of a header or a body */
	if (str_is(name, "curl") && (sh_word_is(c, at - 1, "-H") || sh_word_is(c, at - 1, "-d")))
		return false;
	for (size_t n = 0; n < ARRAY_LEN(options); n++)
		if (str_is(w, options[n].option) && str_is(name, options[n].command))
			return true;
	if (has_setting(c, at) || trusts_host(c, at) || has_short_k(c, at))
		return true;
	if ((str_is(name, "apt-get") || str_is(name, "apt")) && apt_option(w))
		return true;
	return (str_is(name, "echo") || str_is(name, "printf") || str_is(name, "sed") ||
		str_is(name, "add-apt-repository")) &&
	       written_setting(w);
}

static void judge_command(struct lint *l, uint32_t instruction, const struct sh_command *c)
{
	const struct df_build *b = lint_build(l);
	struct arena *a = lint_arena(l);
	for (size_t n = 0; n < c->assignments.n; n++) {
		const struct sh_assignment *v = &c->assignments.p[n];
		if (variable_is_off(a, v->name, v->value.text))
			report(l, instruction, df_word_span(b, instruction, &v->value), v->name);
	}
	for (size_t n = 1; n < c->words.n; n++) {
		struct str name, value;
		bool exported = str_is(sh_name(c), "export") &&
				str_cut(c->words.p[n].text, '=', &name, &value) &&
				variable_is_off(a, name, value);
		if (!exported && !word_is_off(c, n))
			continue;
		report(l, instruction, df_word_span(b, instruction, &c->words.p[n]),
		       str_slice(c->words.p[n].text, 0, 60));
		return;
	}
	for (size_t n = 0; n < c->redirections.n; n++)
		if (written_setting(c->redirections.p[n].heredoc)) {
			report(l, instruction, df_command_span(b, instruction, c),
			       STR("this configuration"));
			return;
		}
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	if (i->kind == DF_ENV || i->kind == DF_ARG) {
		for (size_t n = 0; n < i->pairs.n; n++)
			if (i->pairs.p[n].has_value &&
			    variable_is_off(lint_arena(l), i->pairs.p[n].key.text,
					    i->pairs.p[n].value.text))
				report(l, instruction, i->pairs.p[n].key.span,
				       i->pairs.p[n].key.text);
		return;
	}
	const struct sh_script *s = &lint_build(l)->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++)
		judge_command(l, instruction, &s->commands.p[n]);
}

const struct dockerfile_rule dockerfile_rule_tls_verification_off = {
	.id = "tls-verification-off",
	.aliases = "",
	.title = "Certificates or signatures are not checked",
	.why = "Whoever sits between the build and the server decides what is installed; as a variable it also holds for "
	       "the running service.",
	.fix = "Take the option out. If a certificate of your own authority is missing, copy it to "
	       "/usr/local/share/ca-certificates and run update-ca-certificates.",
	.level = LINT_ERROR,
	.severity = SEVERITY_HIGH,
	.bad = "FROM debian:12-slim\nRUN curl -fsSLk https://example.org/tool -o /usr/bin/tool\nUSER 10001\n",
	/* -K names a configuration file; 1 means to check */
	.good = "FROM debian:12-slim\nENV NODE_TLS_REJECT_UNAUTHORIZED=1\n"
		"RUN curl -fsSL -K /etc/curl.conf -o k https://example.org/tool\nUSER 10001\n",
	.on = ON(DF_RUN) | ON(DF_ENV) | ON(DF_ARG) | ON(DF_CMD) | ON(DF_ENTRYPOINT) |
	      ON(DF_HEALTHCHECK),
	.check = check,
};
