/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A base brings accounts, useradd and adduser make some, packages make some more. Only where the base is one
 * that is known, and everything that ran is, is an account called absent.
 */
#include "find/dockerfile/lib/accounts.h"

#include "find/dockerfile/lib/packages.h"
#include "find/dockerfile/lib/ship.h"

bool account_is_number(struct str name)
{
	for (size_t n = 0; n < name.n; n++)
		if (!char_is_digit(name.p[n]))
			return false;
	return name.n > 0;
}

/* In every distribution's base. */
static const char *const everywhere[] = { "root", "nobody", "daemon", "bin", "sys", "mail", NULL };

/* Images whose accounts are known; "" in front of the first of them: those of the distribution. */
static const struct {
	const char *image, *account;
} brought[] = {
	{ "alpine", "guest" },
	{ "node", "node" },
	{ "nginx", "nginx" },
	{ "postgres", "postgres" },
	{ "redis", "redis" },
	{ "mysql", "mysql" },
	{ "mariadb", "mysql" },
	{ "mongo", "mongodb" },
	{ "rabbitmq", "rabbitmq" },
	{ "memcached", "memcache" },
	{ "memcached", "memcached" },
	{ "haproxy", "haproxy" },
	{ "gradle", "gradle" },
	{ "ubuntu", "ubuntu" },
	{ "elasticsearch", "elasticsearch" },
	{ "dotnet/aspnet", "app" },
	{ "dotnet/runtime", "app" },
	{ "dotnet/sdk", "app" },
	{ "dotnet/runtime-deps", "app" },
};

/* Distribution-based images that bring no account of their own. */
static const char *const plain[] = {
	"debian",	   "python",	     "golang", "ruby",	 "openjdk",
	"eclipse-temurin", "amazoncorretto", "rust",   "perl",	 "php",
	"httpd",	   "erlang",	     "elixir", "fedora", "amazonlinux",
	"rockylinux",	   "almalinux",	     "maven",  NULL
};

static bool is_any(struct str s, const char *const *words)
{
	for (size_t n = 0; words[n]; n++)
		if (str_is(s, words[n]))
			return true;
	return false;
}

static enum account_state of_base(struct str image, struct str name)
{
	static const char *const debian[] = { "www-data", "games", "man",    "lp",   "news",
					      "uucp",	  "proxy", "backup", "list", "irc",
					      "gnats",	  "_apt",  "sync",   "adm",  NULL };
	if (image.n == 0)
		return ACCOUNT_UNKNOWN;
	bool known = is_any(image, plain);
	for (size_t n = 0; n < ARRAY_LEN(brought); n++) {
		if (!str_is(image, brought[n].image))
			continue;
		known = true;
		if (str_is(name, brought[n].account))
			return ACCOUNT_PRESENT;
	}
	if (!known)
		return ACCOUNT_UNKNOWN;
	/* in some of them, depending on the distribution below */
	return is_any(name, everywhere) || is_any(name, debian) ? ACCOUNT_PRESENT : ACCOUNT_ABSENT;
}

static bool adds_account(struct str command)
{
	return str_is(command, "useradd") || str_is(command, "adduser") ||
	       str_is(command, "usermod") || str_is(command, "newusers");
}

/* A package or script that may well make the account. */
static bool may_make(const struct sh_command *c, struct str name)
{
	struct str command = sh_name(c), package;
	if (command.n == 0 || str_ends(command, STR(".sh")) ||
	    (c->words.n > 1 && (str_is(command, "sh") || str_is(command, "bash"))))
		return true;
	if (packages_installs(c))
		for (size_t k = 0; packages_next(c, &k, &package);)
			if (str_has(package, str_slice(name, 0, 4)))
				return true;
	return false;
}

static enum account_state of_run(const struct sh_script *s, struct str name)
{
	enum account_state state = ACCOUNT_ABSENT;
	if (s->incomplete)
		state = ACCOUNT_UNKNOWN;
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		bool adds = adds_account(sh_name(c));
		for (size_t k = 1; adds && k < c->words.n; k++) {
			if (str_eq(c->words.p[k].text, name))
				return ACCOUNT_PRESENT;
			if (!c->words.p[k].literal)
				state = ACCOUNT_UNKNOWN;
		}
		for (size_t k = 0; k < c->redirections.n; k++)
			if (str_has(c->redirections.p[k].target.text, STR("passwd")))
				return ACCOUNT_UNKNOWN;
		for (size_t k = 1; k < c->words.n; k++)
			if (str_has(c->words.p[k].text, STR("/etc/passwd")))
				return ACCOUNT_UNKNOWN;
		if (may_make(c, name))
			state = ACCOUNT_UNKNOWN;
	}
	return state;
}

enum account_state account_state(const struct df_build *b, uint32_t instruction, struct str name)
{
	const struct df_stage *s = ship_stage(b, instruction);
	if (account_is_number(name))
		return ACCOUNT_PRESENT;
	if (!s || name.n == 0 || str_find_char(name, '$') != SIZE_MAX)
		return ACCOUNT_UNKNOWN;
	enum account_state state = of_base(ship_image(b, s), name);
	struct ship_walk w;
	for (ship_walk_begin(&w, b, s, instruction);
	     ship_walk_next(&w) && state != ACCOUNT_PRESENT;) {
		if (w.i->kind == DF_RUN) {
			/* not a shell that is read: anything may have happened */
			enum account_state of = b->scripts[w.instruction].commands.n
							? of_run(&b->scripts[w.instruction], name)
							: ACCOUNT_UNKNOWN;
			state = of == ACCOUNT_ABSENT ? state : of;
		} else if ((w.i->kind == DF_COPY || w.i->kind == DF_ADD) && w.i->args.n) {
			struct str to = w.i->args.p[w.i->args.n - 1].text;
			if (str_starts(to, STR("/etc")) || str_is(to, "/"))
				state = ACCOUNT_UNKNOWN;
		}
	}
	return w.over ? ACCOUNT_UNKNOWN : state;
}

bool account_of_chown(const struct sh_command *c, struct str *out_owner, size_t *out_word)
{
	if (!str_is(sh_name(c), "chown"))
		return false;
	for (size_t n = 1; n < c->words.n; n++) {
		const struct sh_word *w = &c->words.p[n];
		if (w->text.n == 0 || w->text.p[0] == '-')
			continue;
		if (!w->literal)
			return false;
		str_cut(w->text, ':', out_owner, NULL);
		*out_word = n;
		return out_owner->n > 0;
	}
	return false;
}
