/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An address of a machine in ENV, ARG, the start command, a RUN or a copied here-document: the image works in
 * one network only. A version of four numbers looks the same, so an address that is neither private nor in a
 * URL needs a name that says what it is (DB_HOST, --dns).
 */
#include "find/dockerfile/lib/ip_address.h"
#include "find/dockerfile/rule.h"

static bool has_any(struct arena *a, struct str text, const char *const *words)
{
	struct str lower = str_lower(a, text);
	for (size_t n = 0; words[n]; n++)
		if (str_has(lower, str_of(words[n])))
			return true;
	return false;
}

static bool says_version(struct arena *a, struct str name)
{
	static const char *const words[] = { "version", "release",  "_ver", "-ver",
					     "tag",	"revision", NULL };
	return has_any(a, name, words) || str_is(str_lower(a, name), "ver");
}

static bool says_address(struct arena *a, struct str name)
{
	static const char *const words[] = { "host",   "addr",	  "server",   "url",
					     "uri",    "dns",	  "endpoint", "_ip",
					     "ip_",    "-ip",	  "proxy",    "broker",
					     "master", "gateway", "listen",   "nameserver",
					     NULL };
	return has_any(a, name, words) || str_is(str_lower(a, name), "ip");
}

static void report(struct lint *l, uint32_t instruction, struct span span, struct str ip)
{
	struct lint_finding *n =
		lint_report(l, instruction, span,
			    "%.*s is an address of one network, written into the image", STRF(ip));
	n->suggestion = STR(
		"take a name that the platform resolves, or a variable given when the container starts");
}

/* `name` says what the value is, when something does. */
static bool judge_value(struct lint *l, uint32_t instruction, struct span span, struct str name,
			struct str value)
{
	struct arena *a = lint_arena(l);
	struct str ip;
	bool sure, asked = false, address = false;
	for (size_t at = 0; ip_address_next(value, &at, &ip, &sure);) {
		if (!asked && says_version(a, name))
			return false;
		address = asked ? address : says_address(a, name);
		asked = true;
		if (sure || address) {
			report(l, instruction, span, ip);
			return true;
		}
	}
	return false;
}

/* pip install x==1.2.3.4, apt-get install y=10.1.2.3 */
static bool installs(const struct sh_command *c)
{
	return sh_has_arg(c, "install") || sh_has_arg(c, "add") || sh_has_arg(c, "get") ||
	       sh_has_arg(c, "download");
}

static void judge_command(struct lint *l, uint32_t instruction, const struct sh_command *c)
{
	const struct df_build *b = lint_build(l);
	for (size_t n = 0; n < c->assignments.n; n++)
		judge_value(l, instruction,
			    df_word_span(b, instruction, &c->assignments.p[n].value),
			    c->assignments.p[n].name, c->assignments.p[n].value.text);
	bool package = installs(c);
	for (size_t n = 1; n < c->words.n; n++) {
		struct str text = c->words.p[n].text, name = c->words.p[n - 1].text, value = text;
		if (package && !str_has(text, STR("://")))
			continue;
		size_t equals = str_find_char(text, '=');
		if (equals != SIZE_MAX && !str_has(str_slice(text, 0, equals), STR("://"))) {
			name = str_slice(text, 0, equals);
			value = str_from(text, equals + 1);
		} else if (str_find_char(text, ' ') != SIZE_MAX) {
			name = text; /* a text: "nameserver 8.8.8.8" says it itself */
		}
		if (judge_value(l, instruction, df_word_span(b, instruction, &c->words.p[n]), name,
				value))
			return;
	}
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	const struct str none = { 0 };
	if (i->kind == DF_ENV || i->kind == DF_ARG) {
		for (size_t n = 0; n < i->pairs.n; n++)
			if (i->pairs.p[n].has_value)
				judge_value(l, instruction, i->pairs.p[n].value.span,
					    i->pairs.p[n].key.text, i->pairs.p[n].value.text);
		return;
	}
	if (i->kind == DF_COPY || i->kind == DF_ADD) {
		for (size_t n = 0; n < i->heredocs.n; n++)
			judge_value(l, instruction, i->heredocs.p[n].marker, none,
				    i->heredocs.p[n].content);
		return;
	}
	const struct sh_script *s = &b->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++)
		judge_command(l, instruction, &s->commands.p[n]);
	if (s->commands.n == 0 && i->json)
		for (size_t n = 0; n < i->args.n; n++)
			if (judge_value(l, instruction, i->args.p[n].span,
					n ? i->args.p[n - 1].text : none, i->args.p[n].text))
				return;
}

const struct dockerfile_rule dockerfile_rule_hardcoded_ip = {
	.id = "hardcoded-ip",
	.aliases = "",
	.title = "An address is written into the image",
	.why = "The image works in one network only, and the day the machine moves every image has to be built anew.",
	.fix = "Use a name, or a variable that is given when the container starts.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.bad = "FROM debian:12-slim\nENV DB_HOST=10.20.30.40\nUSER 10001\n",
	/* a version of four numbers, a network, loopback, an example */
	.good = "FROM debian:12-slim\nENV CHROME_VERSION=10.0.12.4 LISTEN=0.0.0.0:8080 NET=10.0.0.0/8 "
		"PEER=192.0.2.7\nRUN echo 127.0.0.1 localhost && tar xf tool-1.2.3.4.tar.gz\nUSER 10001\n",
	.on = ON(DF_ENV) | ON(DF_ARG) | ON(DF_RUN) | ON(DF_CMD) | ON(DF_ENTRYPOINT) | ON(DF_COPY) |
	      ON(DF_ADD),
	.check = check,
};
