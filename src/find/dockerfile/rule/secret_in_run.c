/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A secret written on the line of a RUN: it is in the image's history, in the build cache and in the
 * repository. Values that come from variables are left to other rules; stand-ins ("changeme") are not
 * reported, and what is reported is never printed whole.
 *
 *	assignments      TOKEN=… cmd, export TOKEN=…
 *	options          curl -u user:…, --password=…, sshpass -p …, docker login -p …, mysql -p…
 *	headers, URLs    "Authorization: Bearer …", https://user:…@host
 *	files            echo "//host/:_authToken=…" >> .npmrc, echo user:… | chpasswd
 *	anything         that has the form of a known credential
 */
#include "find/dockerfile/lib/mask.h"
#include "find/dockerfile/lib/secret_value.h"
#include "find/dockerfile/rule.h"

struct place {
	struct lint *l;
	uint32_t instruction;
	bool found; /* one finding for each command is enough */
};

static bool is_secret(struct str name, struct str value)
{
	enum secret_likelihood s = secret_judge(name, value);
	return s == SECRET_LIKELY || s == SECRET_CERTAIN || s == SECRET_DEFAULT;
}

static void report(struct place *p, const struct sh_word *w, const char *what, struct str secret)
{
	if (p->found)
		return;
	p->found = true;
	const struct df_build *b = lint_build(p->l);
	struct lint_finding *n =
		lint_report(p->l, p->instruction, df_word_span(b, p->instruction, w),
			    "%s (%.*s) is written into the image's history", what,
			    STRF(mask_secret(lint_arena(p->l), secret)));
	n->suggestion =
		STR("replace the secret, and mount the new one: RUN --mount=type=secret,id=token … "
		    "$(cat /run/secrets/token), docker build --secret id=token,src=FILE");
}

static bool is_plain_value(struct str s)
{
	return s.n > 0 && str_find_char(s, '$') == SIZE_MAX && str_find_char(s, '`') == SIZE_MAX;
}

/* https://user:secret@host */
static struct str url_password(struct str s)
{
	size_t scheme = str_find(s, STR("://"));
	if (scheme == SIZE_MAX)
		return (struct str){ 0 };
	struct str rest = str_from(s, scheme + 3);
	size_t n = 0;
	while (n < rest.n && rest.p[n] != '/' && rest.p[n] != ' ' && rest.p[n] != '"')
		n++;
	rest.n = n;
	size_t at = str_rfind_char(rest, '@');
	if (at == SIZE_MAX)
		return (struct str){ 0 };
	struct str secret;
	return str_cut(str_slice(rest, 0, at), ':', NULL, &secret) ? secret : (struct str){ 0 };
}

static struct str behind(struct str s, const char *mark)
{
	size_t at = str_find(s, str_of(mark));
	if (at == SIZE_MAX)
		return (struct str){ 0 };
	s = str_from(s, at + strlen(mark));
	size_t n = 0;
	while (n < s.n && !char_is_space(s.p[n]) && s.p[n] != '"' && s.p[n] != '\'' &&
	       s.p[n] != '\\')
		n++;
	s.n = n;
	return s;
}

/* Marks within a word behind which a secret stands. */
static const struct {
	const char *mark, *what;
} marks[] = {
	{ "_authToken=", "a registry token" },
	{ "_password=", "a registry password" },
	{ "Authorization: Bearer ", "a bearer token" },
	{ "Authorization: token ", "a token" },
	{ "Authorization: Basic ", "a password" },
	{ "PRIVATE-TOKEN: ", "a token" },
	{ "X-JFrog-Art-Api: ", "a token" },
};

static void judge_word(struct place *p, const struct sh_word *w)
{
	struct str password = url_password(w->text);
	if (is_plain_value(password) && is_secret(STR("PASSWORD"), password))
		report(p, w, "a password in a URL", password);
	bool may_have_mark = str_find_char(w->text, '=') != SIZE_MAX || str_has(w->text, STR(": "));
	for (size_t n = 0; may_have_mark && n < ARRAY_LEN(marks); n++) {
		struct str value = behind(w->text, marks[n].mark);
		if (is_plain_value(value) && is_secret(STR("TOKEN"), value))
			report(p, w, marks[n].what, value);
	}
	if (!w->literal)
		return;
	struct str value = w->text;
	const char *format = secret_format(value);
	if (!format && str_cut(w->text, '=', NULL, &value))
		format = secret_format(value);
	if (format)
		report(p, w, format, value);
}

/* Options that carry a secret, by command; "" is any. In the order of reading. */
static const struct {
	const char *command, *option;
	bool pair; /* user:password */
} options[] = {
	{ "curl", "-u", true },
	{ "curl", "--user", true },
	{ "curl", "--proxy-user", true },
	{ "curl", "-U", true },
	{ "wget", "--password", false },
	{ "wget", "--http-password", false },
	{ "wget", "--ftp-password", false },
	{ "sshpass", "-p", false },
	{ "docker", "-p", false },
	{ "docker", "--password", false },
	{ "podman", "-p", false },
	{ "buildah", "-p", false },
	{ "helm", "--password", false },
	{ "az", "--password", false },
	{ "mysql", "--password", false },
	{ "mysqladmin", "--password", false },
	{ "twine", "-p", false },
	{ "twine", "--password", false },
	{ "svn", "--password", false },
	{ "nuget", "-Password", false },
	{ "dotnet", "--password", false },
	{ "dotnet", "-p", false },
	{ "dotnet", "--api-key", false },
	{ "npm", "--_authToken", false },
	{ "keytool", "-storepass", false },
	{ "openssl", "-passout", false },
};

static bool has_options(struct str command)
{
	for (size_t n = 0; n < ARRAY_LEN(options); n++)
		if (str_is(command, options[n].command))
			return true;
	return false;
}

static bool needs_login(struct str command)
{
	return str_is(command, "docker") || str_is(command, "podman") || str_is(command, "buildah");
}

static void judge_options(struct place *p, const struct sh_command *c)
{
	struct str name = sh_name(c);
	if (!has_options(name) || (needs_login(name) && !sh_has_arg(c, "login")))
		return;
	for (size_t k = 1; k < c->words.n; k++)
		for (size_t n = 0; n < ARRAY_LEN(options); n++) {
			struct str option = str_of(options[n].option), text = c->words.p[k].text;
			if (!str_is(name, options[n].command) || !str_starts(text, option))
				continue;
			const struct sh_word *w = &c->words.p[k];
			struct str value = str_from(text, option.n);
			if (value.n && value.p[0] == '=')
				value = str_from(value, 1);
			else if (value.n)
				continue;
			else if (k + 1 < c->words.n)
				value = (w = &c->words.p[k + 1])->text;
			if (options[n].pair && !str_cut(value, ':', NULL, &value))
				continue;
			if (is_plain_value(value) && is_secret(STR("PASSWORD"), value))
				report(p, w, "a password on the command line", value);
		}
}

/* echo 'root:secret' | chpasswd; echo secret | passwd --stdin; aws configure set …; git config … token */
static void judge_known(struct place *p, const struct sh_script *s, size_t at)
{
	const struct sh_command *c = &s->commands.p[at];
	struct str name = sh_name(c);
	if ((str_is(name, "echo") || str_is(name, "printf")) && at + 1 < s->commands.n &&
	    s->commands.p[at + 1].join == SH_PIPE) {
		struct str next = sh_name(&s->commands.p[at + 1]), value;
		const struct sh_command *o = &s->commands.p[at + 1];
		const struct sh_word *w = c->words.n > 1 ? &c->words.p[c->words.n - 1] : NULL;
		if (w && str_is(next, "chpasswd") && !sh_has_arg(o, "-e") &&
		    !sh_has_arg(o, "--encrypted") && str_cut(w->text, ':', NULL, &value) &&
		    is_plain_value(value))
			report(p, w, "the password of an account", value);
		if (w && (str_is(next, "passwd") || sh_has_arg(o, "--password-stdin")) &&
		    is_plain_value(w->text) && is_secret(STR("PASSWORD"), w->text))
			report(p, w, "a password", w->text);
	}
	if (str_is(name, "aws") && sh_word_is(c, 1, "configure") && sh_word_is(c, 2, "set") &&
	    c->words.n > 4 && is_plain_value(c->words.p[4].text) &&
	    is_secret(c->words.p[3].text, c->words.p[4].text))
		report(p, &c->words.p[4], "a cloud credential", c->words.p[4].text);
	if (str_is(name, "htpasswd") && sh_has_short(c, 'b') && c->words.n > 3 &&
	    is_plain_value(c->words.p[c->words.n - 1].text))
		report(p, &c->words.p[c->words.n - 1], "a password",
		       c->words.p[c->words.n - 1].text);
}

static void judge_assignments(struct place *p, const struct sh_command *c)
{
	for (size_t n = 0; n < c->assignments.n; n++) {
		const struct sh_assignment *v = &c->assignments.p[n];
		if (v->value.literal && is_secret(v->name, v->value.text))
			report(p, &v->value, "a secret in a variable", v->value.text);
	}
	if (!str_is(sh_name(c), "export") && !str_is(sh_name(c), "declare"))
		return;
	for (size_t n = 1; n < c->words.n; n++) {
		struct str name, value;
		if (c->words.p[n].literal && str_cut(c->words.p[n].text, '=', &name, &value) &&
		    is_secret(name, value))
			report(p, &c->words.p[n], "a secret in a variable", value);
	}
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct sh_script *s = &lint_build(l)->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		struct place p = { l, instruction, false };
		judge_assignments(&p, c);
		judge_options(&p, c);
		judge_known(&p, s, n);
		for (size_t k = 0; k < c->words.n; k++)
			judge_word(&p, &c->words.p[k]);
	}
}

const struct dockerfile_rule dockerfile_rule_secret_in_run = {
	.id = "secret-in-run",
	.aliases = "",
	.title = "A secret is written on a RUN line",
	.why = "The line is in the image's history: docker history shows it to everybody who can pull the image, and the "
	       "repository keeps it.",
	.fix = "Replace the secret, and mount the new one with RUN --mount=type=secret.",
	.level = LINT_ERROR,
	.severity = SEVERITY_CRITICAL,
	.reference = "https://docs.docker.com/build/building/secrets/",
	.bad = "FROM debian:12-slim\n"
	       "RUN curl -fsS -u deploy:hV7xQ2mK9pLz4T https://example.org/a.tar.gz -o /tmp/a.tar.gz\nUSER 10001\n",
	/* the value comes from a mount */
	.good = "FROM debian:12-slim\n"
		"RUN --mount=type=secret,id=pw curl -fsS -u \"deploy:$(cat /run/secrets/pw)\" "
		"https://example.org/a.tar.gz -o /tmp/a.tar.gz\nUSER 10001\n",
	.on = ON(DF_RUN),
	.check = check,
};
