/* SPDX-License-Identifier: Apache-2.0 */
/*
 * URLs that carry a user and a password (RFC 3986, section 3.2.1; deprecated there, written everywhere).
 *
 * Manuals are full of them. Left out: stand-ins, words, passwords equal to the user, and hosts that are
 * reserved for documentation (RFC 2606).
 */
#include "find/lib/secret_context.h"

/* RFC 2606 and RFC 6761, and what manuals write. */
static bool is_documentation(struct str host)
{
	static const char *const ends[] = { "example.com", "example.org", "example.net", ".example",
					    ".test",	   ".invalid",	  NULL };
	static const char *const whole[] = { "host",	   "hostname", "server",   "domain",
					     "domain.com", "proxy",    "foo",	   "foo.com",
					     "bar.com",	   "example",  "site.com", "some.host",
					     "somehost",   "myhost",   "test.com", "address",
					     NULL };
	for (const char *const *e = ends; *e; e++)
		if (str_ends(host, str_of(*e)))
			return true;
	for (const char *const *w = whole; *w; w++)
		if (str_is(host, *w))
			return true;
	return false;
}

static bool is_local(struct str host)
{
	return str_is(host, "localhost") || str_starts(host, STR("127.")) ||
	       str_is(host, "[::1]") || str_is(host, "0.0.0.0");
}

static bool check_url(struct secret_candidate *c)
{
	size_t at = str_find(c->match, STR("://"));
	struct str user, host = str_from(c->match, str_rfind_char(c->match, '@') + 1);
	str_cut(str_from(c->match, at + 3), ':', &user, NULL);
	str_cut(host, ':', &host, NULL);
	if (is_documentation(host) || str_eq_nocase(user, c->value) || !secret_is_random(c))
		return false;
	/* tests of programs that read URLs: u:p@localhost */
	if (is_local(host) && c->value.n < 8)
		return false;
	if (strchr("$%{<[(*.", c->value.p[0]) && c->value.p[0] != '%')
		return false;
	if (user.n && user.n <= 64)
		c->detail = str_printf(c->scratch, "user %.*s at %.*s", STRF(user), STRF(host));
	return true;
}

static const struct secret_rule rules[] = {
	{
		.id = "database-url",
		.title = "Password in the URL of a database or broker",
		.pattern =
			"\\b(?:postgres(?:ql)?(?:\\+\\w{2,12})?|mysql(?:\\+\\w{2,12})?|mariadb(?:\\+\\w{2,12})?|mongodb(?:\\+srv)?|rediss?|amqps?|mssql(?:\\+\\w{2,12})?|sqlserver|clickhouse|cockroachdb|nats|ldaps?|couchbases?|influxdb|kafka|cassandra|neo4j(?:\\+s)?|bolt)://[^\\s:/@\"\\x27<>]{0,64}:([^\\s/@\"\\x27<>]{3,128})@[\\w.\\[-][\\w.:,\\]-]{1,120}",
		.severity = SEVERITY_HIGH,
		.entropy = 2,
		.check = check_url,
		.rotate =
			"Change the password of this user in the database, and let the program take the URL from a mounted secret.",
		.match = SAMPLES("DATABASE_URL=postgres://app:bEiVad9"
				 "IgIPmiy@db.acme.io:5432/prod",
				 "redis://:NSrqOJHMZJ"
				 "fieYgf1e3H@cache:6379/0"),
		.miss = SAMPLES("postgres://user:password@localhost/db",
				"mongodb://user:${MONGO_PASSWORD}@host/db",
				"amqp://guest:guest@rabbit:5672",
				"postgres://app:s3cretpw1@example.com/db",
				"DATABASE_URL=postgres://app:xxxxxxxxxxxxxxxx@db.acme.io:5432/prod",
				"redis://:IG@cache:6379/0"),
	},
	{
		.id = "url-password",
		.title = "Password in a URL",
		.pattern =
			"(?:https?|git\\+https?|git|ssh|sftp|ftps?|svn|smtps?|imaps?|socks5h?|wss?|nexus|rsync)://[^\\s:/@\"\\x27<>\\\\`]{1,80}:([^\\s/@\"\\x27<>\\\\`]{4,200})@[\\w.\\[-][\\w.:\\]-]{1,120}",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2,
		.check = check_url,
		.rotate =
			"Change the password (or revoke the token) of this user; use a credential helper or a mounted secret instead of the URL.",
		.match = SAMPLES("https://deploy:M0erYGV5"
				 "0a02CrXr@git.acme.io/app.git",
				 "pip install --index-url https://ci:pdQ4pz7fv2"
				 "ZvEaU5hrDE@pypi.acme.io/simple"),
		.miss = SAMPLES("https://user:pass@host/", "http://user:password@example.com/",
				"https://x:$TOKEN@git.acme.io", "http://joe:joe@intranet.acme.io/",
				"https://deploy:xxxxxxxxxxxxxxxx@git.acme.io/app.git",
				"pip install --index-url https://ci:TQ@pypi.acme.io/simple"),
	},
};

const struct secret_set secret_set_url = { "URLs", rules, ARRAY_LEN(rules) };
