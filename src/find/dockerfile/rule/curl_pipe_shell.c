/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A download is executed, and nothing has looked at it: curl … | sh, sh -c "$(curl …)", sh <(curl …), a file
 * that is fetched and started, or made executable, in one RUN without a checksum or a signature in between, and
 * ADD of a URL without --checksum and without a check in a RUN behind it.
 */
#include "find/dockerfile/lib/run.h"

#include "base/path.h"

static bool is_loader(struct str name)
{
	return str_is(name, "curl") || str_is(name, "wget") || str_is(name, "fetch");
}

static bool is_interpreter(struct str name)
{
	static const char *const names[] = { "sh",  "bash", "ash",  "dash", "zsh",
					     "ksh", "perl", "ruby", "node", "php" };
	for (size_t n = 0; n < ARRAY_LEN(names); n++)
		if (str_is(name, names[n]))
			return true;
	return str_starts(name, STR("python"));
}

static void report(struct lint *l, uint32_t instruction, struct span span, const char *what)
{
	struct lint_finding *n = lint_report(l, instruction, span, "%s", what);
	n->suggestion = STR(
		"fetch a fixed version into a file, check it (sha256sum -c, gpg --verify, or ADD --checksum=), "
		"then run it");
}

/* The interpreter reads the pipe: no script, or "-" or -s, among its arguments. */
static bool reads_pipe(const struct sh_command *c)
{
	for (size_t n = 1; n < c->words.n; n++) {
		struct str w = c->words.p[n].text;
		if (str_is(w, "-") || str_is(w, "-s") || str_is(w, "--"))
			return true;
		if (str_is(w, "-c") || str_is(w, "-e") || str_is(w, "-m"))
			return false;
		if (w.n && w.p[0] != '-')
			return false;
	}
	return true;
}

static const struct sh_command *loader_in_pipeline(const struct sh_script *s, size_t at)
{
	for (size_t n = at; n-- > 0 && s->commands.p[n].pipeline == s->commands.p[at].pipeline;) {
		struct str name = sh_name(&s->commands.p[n]);
		if (is_loader(name))
			return &s->commands.p[n];
		/* what checks or unpacks in between is looked at elsewhere */
		if (str_is(name, "gpg") || str_is(name, "jq") || str_is(name, "grep"))
			return NULL;
	}
	return NULL;
}

static bool substitutes_download(const struct sh_command *c)
{
	static const char *const marks[] = { "$(curl ", "$(wget ", "`curl ",
					     "`wget ",	"<(curl ", "<(wget " };
	for (size_t k = 1; k < c->words.n; k++)
		for (size_t n = 0; n < ARRAY_LEN(marks); n++)
			if (str_has(c->words.p[k].raw, str_of(marks[n])))
				return true;
	return false;
}

static bool verifies(const struct sh_command *c)
{
	struct str name = sh_name(c);
	return str_ends(name, STR("sum")) || str_is(name, "gpg") || str_is(name, "gpgv") ||
	       str_is(name, "openssl") || str_is(name, "cosign") || str_is(name, "shasum") ||
	       str_is(name, "minisign") || str_is(name, "rpm") || str_is(name, "gpg2");
}

/* Where curl -o or wget -O puts it; without that, the last part of the address. */
static struct str output_of(const struct sh_command *c)
{
	struct str url = { 0 };
	bool remote = str_is(sh_name(c), "wget");
	for (size_t n = 1; n < c->words.n; n++) {
		struct str w = c->words.p[n].text;
		bool out = str_is(w, "--output") || str_is(w, "--output-document") ||
			   (w.n > 1 && w.p[0] == '-' && w.p[1] != '-' &&
			    w.p[w.n - 1] == (str_is(sh_name(c), "wget") ? 'O' : 'o'));
		if (out && n + 1 < c->words.n)
			return c->words.p[n + 1].text;
		if (w.n > 1 && w.p[0] == '-' && w.p[1] != '-' && str_find_char(w, 'O') != SIZE_MAX)
			remote = true;
		if (str_has(w, STR("://")))
			url = w;
	}
	return remote ? path_base(url) : (struct str){ 0 };
}

static bool same_file(struct str a, struct str b)
{
	while (str_starts(a, STR("./")))
		a = str_from(a, 2);
	while (str_starts(b, STR("./")))
		b = str_from(b, 2);
	return a.n && str_eq(a, b);
}

/* chmod +x, chmod 755: to be run, now or by the container */
static bool makes_executable(const struct sh_command *c)
{
	for (size_t k = 1; str_is(sh_name(c), "chmod") && k < c->words.n; k++) {
		struct str w = c->words.p[k].text;
		if (w.n && w.p[0] == '-' && !str_has(w, STR("x")))
			continue;
		size_t sign = str_find_char(w, '+');
		if (sign != SIZE_MAX)
			return str_find_char(str_from(w, sign), 'x') != SIZE_MAX;
		return w.n >= 3 && char_is_digit(w.p[0]) && (w.p[w.n - 3] & 1);
	}
	return false;
}

static bool names_file(const struct sh_command *c, struct str file)
{
	for (size_t k = 1; k < c->words.n; k++)
		if (same_file(c->words.p[k].text, file))
			return true;
	return false;
}

/* Is the file that this command fetched started later, or made ready to be, with no check between? */
static bool started_later(const struct sh_script *s, size_t at)
{
	struct str file = output_of(&s->commands.p[at]);
	if (file.n < 2 || str_is(file, "/dev/null"))
		return false;
	size_t end = size_min(s->commands.n, at + 1 + RUN_LOOK_AROUND);
	for (size_t n = at + 1; n < end; n++) {
		const struct sh_command *c = &s->commands.p[n];
		if (verifies(c))
			return false;
		if (c->words.n && same_file(c->words.p[0].text, file) &&
		    str_find_char(c->words.p[0].text, '/') != SIZE_MAX)
			return true;
		if ((is_interpreter(sh_name(c)) || str_is(sh_name(c), ".") ||
		     str_is(sh_name(c), "source") || makes_executable(c)) &&
		    names_file(c, file))
			return true;
		/* it goes on under another name */
		if (str_is(sh_name(c), "mv") && c->words.n == 3 && names_file(c, file))
			file = c->words.p[2].text;
	}
	return false;
}

static void check_run(struct lint *l, uint32_t instruction)
{
	const struct df_build *b = lint_build(l);
	const struct sh_script *s = &b->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		struct str name = sh_name(c);
		bool shell = is_interpreter(name);
		const struct sh_command *loader = shell && c->pipeline_at > 0 && reads_pipe(c)
							  ? loader_in_pipeline(s, n)
							  : NULL;
		struct span span = df_command_span(b, instruction, c);
		if (loader) {
			span.begin = df_command_span(b, instruction, loader).begin;
			report(l, instruction, span,
			       "a download is piped into an interpreter unseen");
		} else if ((shell || str_is(name, "eval") || str_is(name, "source") ||
			    str_is(name, ".")) &&
			   substitutes_download(c)) {
			report(l, instruction, span, "a download is executed unseen");
		} else if (is_loader(name) && started_later(s, n)) {
			report(l, instruction, span,
			       "the download is made to be executed without a check");
		}
	}
}

/* A RUN behind it compares a checksum or a signature of that file. */
static bool verified_later(const struct df_build *b, uint32_t at, struct str file)
{
	static const char *const marks[] = { "sha256sum", "sha512sum",	  "sha1sum", "shasum",
					     "gpg",	  "Get-FileHash", "cosign" };
	const struct dockerfile *d = b->file;
	if (d->instructions.p[at].args.n > 8)
		return false;
	uint32_t end = at + 9 < d->instructions.n ? at + 9 : (uint32_t)d->instructions.n;
	for (uint32_t k = at + 1; file.n > 2 && k < end; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		if (i->kind != DF_RUN || i->stage != d->instructions.p[at].stage ||
		    !str_has(i->text, file))
			continue;
		for (size_t n = 0; n < ARRAY_LEN(marks); n++)
			if (str_has(i->text, str_of(marks[n])))
				return true;
	}
	return false;
}

/* ADD https://… FILE; a git repository is checked by its commit. */
static void check_add(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	if (df_flag(i, "checksum"))
		return;
	for (size_t n = 0; n + 1 < i->args.n; n++) {
		struct str s = i->args.p[n].text;
		if (!(str_starts(s, STR("http://")) || str_starts(s, STR("https://"))) ||
		    str_ends(s, STR(".git")) || str_has(s, STR(".git#")) ||
		    verified_later(lint_build(l), instruction, path_base(s)) ||
		    verified_later(lint_build(l), instruction,
				   path_base(i->args.p[i->args.n - 1].text)))
			continue;
		struct lint_finding *f = lint_report(l, instruction, i->args.p[n].span,
						     "a download is added without a checksum");
		f->suggestion = STR(
			"write ADD --checksum=sha256:… so that the build stops when the file is another one");
	}
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	if (i->kind == DF_ADD)
		check_add(l, instruction, i);
	else
		check_run(l, instruction);
}

const struct dockerfile_rule dockerfile_rule_curl_pipe_shell = {
	.id = "curl-pipe-shell",
	.aliases = "",
	.title = "A download is executed without a check",
	.why = "Whoever controls the server, or the way to it, runs commands in the build, and nobody can tell later "
	       "which ones.",
	.fix = "Fetch a fixed version to a file, compare its checksum or signature, then run it; ADD with --checksum.",
	.level = LINT_WARNING,
	.severity = SEVERITY_HIGH,
	.reference = "https://docs.docker.com/reference/dockerfile/#add---checksum",
	.bad = "FROM debian:12-slim\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n"
	       "RUN curl -fsSL https://example.org/install.sh | bash -s -- --yes\n"
	       "RUN curl -fsSLo /usr/local/bin/tool https://example.org/tool && chmod +x /usr/local/bin/tool\n"
	       "USER 10001\n",
	/* an archive is unpacked, and a script is checked before it runs */
	.good = "FROM debian:12-slim\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n"
		"RUN curl -fsSL https://example.org/a.tar.gz | tar xz -C /opt\n"
		"RUN curl -fsSLo i.sh https://example.org/i.sh && echo \"0123  i.sh\" | sha256sum -c && sh i.sh\n"
		"RUN curl -fsSLo data https://example.org/data && chmod 644 data && chmod +x /run.sh\n"
		"USER 10001\n",
	.on = ON(DF_RUN) | ON(DF_ADD),
	.check = check,
};
