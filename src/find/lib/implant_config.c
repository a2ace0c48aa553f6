/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Line by line, and no more of each format than the question needs. A line that is not understood says nothing:
 * the program that reads the file would not understand it, either.
 *
 * Formats: passwd(5), shadow(5), sudoers(5), sources.list(5), apk-repositories(5), pam.d(5), sshd(8), ld.so(8).
 */
#include "find/lib/implant_config.h"

#include "base/path.h"

/* The next line that is no comment, trimmed. */
static bool next_line(struct config_scan *s, struct str *out)
{
	struct str line;
	while (str_next_line(&s->rest, &line)) {
		s->line++;
		line = str_trim(line);
		if (line.n && line.p[0] != '#') {
			*out = line;
			return true;
		}
	}
	return false;
}

static struct str field(struct str line, size_t number)
{
	struct str piece = STR("");
	for (size_t i = 0; i <= number; i++)
		if (!str_next(&line, ':', &piece))
			return STR("");
	return piece;
}

bool config_next_account(struct config_scan *s, struct str *out_name, bool *out_root)
{
	struct str line;
	while (next_line(s, &line)) {
		uint64_t uid;
		struct str name = field(line, 0);
		size_t colons = 0;
		for (size_t i = 0; i < line.n; i++)
			colons += line.p[i] == ':';
		if (colons < 6 || !str_u64(field(line, 2), UINT32_MAX, &uid))
			continue;
		*out_root = uid == 0 && !str_is(name, "root");
		*out_name = name;
		struct str shell = field(line, 6);
		bool open = field(line, 1).n == 0 && !str_ends(shell, STR("nologin")) &&
			    !str_ends(shell, STR("false"));
		if (*out_root || open)
			return true;
	}
	return false;
}

bool config_next_open(struct config_scan *s, struct str *out_name)
{
	struct str line;
	while (next_line(s, &line)) {
		size_t colons = 0;
		for (size_t i = 0; i < line.n; i++)
			colons += line.p[i] == ':';
		*out_name = field(line, 0);
		if (colons >= 2 && out_name->n && field(line, 1).n == 0)
			return true;
	}
	return false;
}

bool config_has_shell(struct str passwd, struct str name)
{
	struct str line;
	while (str_next_line(&passwd, &line)) {
		if (!str_eq(field(line, 0), name))
			continue;
		struct str shell = str_trim(field(line, 6));
		return !str_ends(shell, STR("nologin")) && !str_ends(shell, STR("/false")) &&
		       !str_ends(shell, STR("/sync"));
	}
	return false;
}

bool config_next_sudoer(struct config_scan *s, struct str *out_who)
{
	struct str line;
	while (next_line(s, &line)) {
		size_t at = str_find(line, STR("NOPASSWD"));
		if (at == SIZE_MAX || str_starts(line, STR("Defaults")))
			continue;
		struct str rest = line, commands, word;
		if (!str_next_word(&rest, out_who) || str_is(*out_who, "root"))
			continue;
		if (!str_cut(str_from(line, at), ':', NULL, &commands))
			continue;
		while (str_next_word(&commands, &word))
			if (str_is(word, "ALL") || str_is(word, "ALL,"))
				return true;
	}
	return false;
}

/* The host of a URI that leads over a network. */
static bool host_of(struct str uri, struct str *out)
{
	size_t at = str_find(uri, STR("://"));
	if (at == SIZE_MAX || str_starts(uri, STR("file:")) || str_starts(uri, STR("cdrom:")) ||
	    str_starts(uri, STR("copy:")))
		return false;
	struct str host = str_from(uri, at + 3), port;
	str_cut(host, '/', &host, NULL);
	if (str_cut(host, '@', NULL, &port))
		host = port;
	str_cut(host, ':', &host, NULL);
	*out = host;
	return host.n > 0;
}

static bool says_yes(struct str s)
{
	s = str_trim(s);
	return str_eq_nocase(s, STR("yes")) || str_eq_nocase(s, STR("true")) ||
	       str_eq_nocase(s, STR("force"));
}

static bool is_lax_option(struct str name)
{
	return str_eq_nocase(name, STR("trusted")) || str_eq_nocase(name, STR("allow-insecure"));
}

/* "deb [arch=amd64 trusted=yes] http://host/path suite part" */
static bool read_one_line(struct str line, struct package_source *out)
{
	struct str word;
	if (!str_next_word(&line, &word) || !(str_is(word, "deb") || str_is(word, "deb-src")))
		return false;
	line = str_trim(line);
	if (str_starts(line, STR("["))) {
		struct str options;
		if (!str_cut(str_from(line, 1), ']', &options, &line))
			return false;
		while (str_next_word(&options, &word)) {
			struct str name, value;
			str_cut(word, '=', &name, &value);
			out->unsigned_ |= is_lax_option(name) && says_yes(value);
			out->has_key |= str_is(name, "signed-by");
		}
	}
	return str_next_word(&line, &out->uri) && host_of(out->uri, &out->host);
}

/* A stanza that begins with `line`. */
static bool read_deb822(struct config_scan *s, struct str line, struct package_source *out)
{
	bool enabled = true;
	for (;;) {
		struct str name, value, next = s->rest;
		if (str_cut(line, ':', &name, &value)) {
			value = str_trim(value);
			if (str_eq_nocase(name, STR("URIs")))
				(void)str_next_word(&value, &out->uri);
			out->unsigned_ |= is_lax_option(name) && says_yes(value);
			out->has_key |= str_eq_nocase(name, STR("Signed-By"));
			enabled &= !(str_eq_nocase(name, STR("Enabled")) &&
				     str_eq_nocase(value, STR("no")));
		}
		if (!str_next_line(&next, &line))
			break;
		s->rest = next;
		s->line++;
		line = str_trim(line);
		if (line.n == 0)
			break;
	}
	return enabled && host_of(out->uri, &out->host);
}

bool config_next_apt(struct config_scan *s, struct package_source *out)
{
	struct str line;
	while (next_line(s, &line)) {
		*out = (struct package_source){ .host = STR(""), .uri = STR("") };
		if (str_starts(line, STR("deb"))) {
			if (read_one_line(line, out))
				return true;
		} else if (str_find_char(line, ':') != SIZE_MAX) {
			uint32_t begin = s->line;
			if (read_deb822(s, line, out)) {
				s->line = begin;
				return true;
			}
		}
	}
	return false;
}

bool config_next_apk(struct config_scan *s, struct package_source *out)
{
	struct str line, word;
	while (next_line(s, &line)) {
		*out = (struct package_source){ .has_key = true };
		if (line.p[0] == '@')
			(void)str_next_word(&line, &word);
		if (str_next_word(&line, &out->uri) && host_of(out->uri, &out->host))
			return true;
	}
	return false;
}

bool config_is_distribution(struct str host)
{
	static const char *const domains[] = {
		"debian.org",		"debian.net",	   "ubuntu.com",
		"canonical.com",	"alpinelinux.org", "kali.org",
		"raspbian.org",		"raspberrypi.com", "wolfi.dev",
		"chainguard.dev",	"linuxmint.com",   "devuan.org",
		"launchpadcontent.net", "freexian.com",	   "deepin.com",
	};
	for (size_t i = 0; i < ARRAY_LEN(domains); i++) {
		struct str d = str_of(domains[i]);
		if (str_eq(host, d) || (str_ends(host, d) && host.p[host.n - d.n - 1] == '.'))
			return true;
	}
	return false;
}

bool config_apt_insecure(struct str text, uint32_t *out_line)
{
	static const char *const options[] = { "AllowUnauthenticated", "AllowInsecureRepositories",
					       "AllowWeakRepositories",
					       "AllowDowngradeToInsecureRepositories" };
	struct config_scan s = { text, 0 };
	struct str line;
	while (next_line(&s, &line)) {
		if (str_starts(line, STR("//")))
			continue;
		for (size_t i = 0; i < ARRAY_LEN(options); i++) {
			size_t at = str_find(line, str_of(options[i]));
			if (at == SIZE_MAX)
				continue;
			struct str value = str_from(line, at + strlen(options[i]));
			if (str_has(value, STR("true")) || str_has(value, STR("yes")) ||
			    str_has(value, STR("1"))) {
				*out_line = s.line;
				return true;
			}
		}
	}
	return false;
}

bool config_next_pam(struct config_scan *s, struct pam_line *out)
{
	struct str line, word;
	while (next_line(s, &line)) {
		struct str rest = line, type, control;
		if (line.p[0] == '@' || !str_next_word(&rest, &type) || type.p[0] == '-')
			continue;
		rest = str_trim(rest);
		if (str_starts(rest, STR("["))) {
			if (!str_cut(rest, ']', &control, &rest))
				continue;
		} else if (!str_next_word(&rest, &control)) {
			continue;
		}
		if (!str_next_word(&rest, &word) || !str_has(word, STR(".so")))
			continue;
		out->module = word;
		out->free = str_is(type, "auth") && str_is(control, "sufficient") &&
			    str_is(path_base(word), "pam_permit.so");
		return true;
	}
	return false;
}

struct str config_preload(struct str text)
{
	struct config_scan s = { text, 0 };
	struct str line, word;
	while (next_line(&s, &line))
		if (str_next_word(&line, &word))
			return word;
	return STR("");
}

bool config_sets_preload(struct str text, struct str *out_value, uint32_t *out_line)
{
	struct config_scan s = { text, 0 };
	struct str line;
	while (next_line(&s, &line)) {
		size_t at = str_find(line, STR("LD_PRELOAD="));
		if (at == SIZE_MAX)
			continue;
		struct str value = str_from(line, at + strlen("LD_PRELOAD=")), word = STR("");
		if (value.n && (value.p[0] == '"' || value.p[0] == '\''))
			str_cut(str_from(value, 1), value.p[0], &value, NULL);
		(void)str_next_word(&value, &word);
		if (word.n == 0 || word.p[0] == ';')
			continue;
		*out_value = word;
		*out_line = s.line;
		return true;
	}
	return false;
}

size_t config_login_keys(struct str text)
{
	static const struct str kinds[] = { STR_INIT("ssh-"), STR_INIT("ecdsa-"), STR_INIT("sk-") };
	struct config_scan s = { text, 0 };
	struct str line;
	size_t n = 0;
	while (next_line(&s, &line))
		for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
			if (str_has(line, kinds[i])) {
				n++;
				break;
			}
	return n;
}
