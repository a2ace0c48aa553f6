/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One stage into two.
 *
 *	FROM golang:1.27                       FROM golang:1.27 AS build
 *	WORKDIR /src                           WORKDIR /src
 *	COPY . .                               COPY . .
 *	RUN go build -o /app .          →      RUN go build -o /app .
 *	EXPOSE 8080
 *	CMD ["/app"]                           FROM gcr.io/distroless/base-debian13:nonroot
 *	                                       WORKDIR /src
 *	                                       COPY --from=build /app /app
 *	                                       EXPOSE 8080
 *	                                       CMD ["/app"]
 *
 * What builds stays where it is, byte for byte, with its comments; what only describes the container moves down;
 * ENV and the last WORKDIR stand in both. Files keep their paths, so the start command is never rewritten. Each
 * language says what has to be copied and on which base: see split_language.c.
 *
 * Refused, with the reason: more than one stage, USER in the middle, ONBUILD and SHELL, an account that a RUN makes,
 * packages that the program may need at run time, a start command that is not plain. A wrong guess would give an
 * image that builds and does not run.
 */
#include "find/dockerfile/split.h"

#include "base/buf.h"
#include "base/limits.h"
#include "find/dockerfile/lib/accounts.h"
#include "find/dockerfile/lib/packages.h"
#include "find/dockerfile/lib/split_language.h"

/* Of an instruction: with the comments that stand directly on top of it, to the end of its last line. */
static struct span block_of(const struct dockerfile *d, const struct df_instruction *i)
{
	struct str s = d->source;
	uint32_t from = i->span.begin, to = i->span.end;
	while (from && s.p[from - 1] != '\n')
		from--;
	while (from) {
		uint32_t line = from - 1;
		while (line && s.p[line - 1] != '\n')
			line--;
		struct str text = str_trim(str_slice(s, line, from));
		/* the lines of directives on top of the file stay there */
		if (text.n == 0 || text.p[0] != '#' || line == 0)
			break;
		from = line;
	}
	while (to < s.n && s.p[to] != '\n')
		to++;
	return (struct span){ from, to < s.n ? to + 1 : to };
}

static bool only_describes(enum df_kind k)
{
	return k == DF_CMD || k == DF_ENTRYPOINT || k == DF_EXPOSE || k == DF_HEALTHCHECK ||
	       k == DF_LABEL || k == DF_VOLUME || k == DF_STOPSIGNAL || k == DF_USER;
}

static bool builds(enum df_kind k)
{
	return k == DF_RUN || k == DF_COPY || k == DF_ADD;
}

/* NULL: nothing speaks against it. */
static const char *refuse_shape(const struct dockerfile *d, const struct df_build *b)
{
	if (b->stages.n != 1 || b->target != 0)
		return "it has more than one stage already";
	if (d->errors.n)
		return "it does not parse";
	const struct df_stage *s = &b->stages.p[0];
	if (s->scratch || s->reference.unknown || s->reference.digest.n)
		return "the base is not one whose smaller variant is known";
	if (!s->cmd && !s->entrypoint)
		return "it starts nothing";
	uint32_t last_build = 0;
	for (uint32_t n = s->first; n < d->instructions.n; n++) {
		const struct df_instruction *i = &d->instructions.p[n];
		if (i->kind == DF_ONBUILD || i->kind == DF_SHELL || i->kind == DF_MAINTAINER ||
		    i->kind == DF_UNKNOWN)
			return "it has instructions that cannot be divided (ONBUILD, SHELL, MAINTAINER)";
		if (builds(i->kind))
			last_build = n;
		if (i->kind == DF_RUN && b->scripts[n].incomplete)
			return "a RUN could not be read";
	}
	for (uint32_t n = s->first; n < last_build; n++)
		if (d->instructions.p[n].kind == DF_USER)
			return "USER stands in front of what builds";
	return NULL;
}

/* Does an ENV or a later instruction use a build argument? It would be empty in the second stage. */
static const char *refuse_arguments(const struct dockerfile *d, const struct df_build *b)
{
	for (uint32_t n = 0; n < d->instructions.n; n++) {
		const struct df_instruction *i = &d->instructions.p[n];
		if (i->kind != DF_ARG || i->stage == DF_GLOBAL)
			continue;
		for (size_t k = 0; k < i->pairs.n; k++) {
			struct str plain =
				str_printf(b->arena, "$%.*s", STRF(i->pairs.p[k].key.text));
			struct str brace =
				str_printf(b->arena, "${%.*s", STRF(i->pairs.p[k].key.text));
			for (uint32_t m = n + 1; m < d->instructions.n; m++) {
				const struct df_instruction *o = &d->instructions.p[m];
				if ((only_describes(o->kind) || o->kind == DF_ENV ||
				     o->kind == DF_WORKDIR) &&
				    (str_has(o->text, plain) || str_has(o->text, brace)))
					return "what describes the container uses a build argument";
			}
		}
	}
	return NULL;
}

/* Packages of the distribution that only a build needs. */
static bool is_build_package(const struct split_plan *p, struct str name)
{
	static const char *const names[] = { "git",
					     "make",
					     "gcc",
					     "g++",
					     "build-essential",
					     "build-base",
					     "musl-dev",
					     "gcc-c++",
					     "libc6-dev",
					     "libc-dev",
					     "pkg-config",
					     "pkgconf",
					     "cmake",
					     "python3",
					     "python3-dev",
					     "curl",
					     "wget",
					     "unzip",
					     "binutils",
					     "protobuf-compiler",
					     "protoc",
					     "upx",
					     "linux-headers",
					     "openssh-client",
					     "gnupg",
					     "xz-utils",
					     "alpine-sdk" };
	for (size_t n = 0; n < ARRAY_LEN(names); n++)
		if (str_is(name, names[n]))
			return true;
	return p->has_certificates && (str_is(name, "ca-certificates") || str_is(name, "tzdata"));
}

static const char *refuse_packages(const struct dockerfile *d, const struct df_build *b,
				   const struct split_plan *p)
{
	for (uint32_t n = 0; n < d->instructions.n; n++) {
		const struct sh_script *s = &b->scripts[n];
		for (size_t k = 0; d->instructions.p[n].kind == DF_RUN && k < s->commands.n; k++) {
			const struct sh_command *c = &s->commands.p[k];
			struct str name = sh_name(c);
			if (str_is(name, "useradd") || str_is(name, "adduser") ||
			    str_is(name, "groupadd") || str_is(name, "addgroup")) {
				if (p->account.n == 0)
					return "a RUN makes an account, which the second stage would not have";
				continue;
			}
			if (!packages_installs(c))
				continue;
			for (size_t at = 0; packages_next(c, &at, &name);)
				if (!is_build_package(p, name))
					return str_cstr(
						b->arena,
						str_printf(
							b->arena,
							"a RUN installs %.*s, which the program may need",
							STRF(name)));
			for (size_t w = 1; w < c->words.n; w++)
				if (!c->words.p[w].literal)
					return "a RUN installs packages that are named by a variable";
		}
	}
	return NULL;
}

/* The account must be there on the new base, or be a number. */
static const char *refuse_account(const struct df_build *b, const struct split_plan *p)
{
	const struct df_instruction *u = b->stages.p[0].user;
	struct str name;
	if (!u || u->args.n == 0)
		return NULL;
	str_cut(u->args.p[0].text, ':', &name, NULL);
	if (account_is_number(name) || str_is(name, "root") || str_is(name, "nobody") ||
	    p->account.n || (str_is(name, "node") && p->has_node_account))
		return NULL;
	return "USER names an account that the second stage would not have";
}

/* Programs that the new base has; the program's own files are named by their path. */
static bool has_program(const struct split_plan *p, struct str name)
{
	static const char *const always[] = { "exit", "true", "false",	"test",	   "[", "echo",
					      "node", "java", "python", "python3", "sh" };
	for (size_t n = 0; n < ARRAY_LEN(always); n++)
		if (str_is(name, always[n]))
			return true;
	if (str_find_char(name, '/') != SIZE_MAX)
		return true;
	bool downloads = str_is(name, "curl") || str_is(name, "wget");
	if (str_has(p->base, STR("alpine")))
		return str_is(name, "wget") || str_is(name, "nc") || str_is(name, "grep");
	return downloads && str_starts(p->base, STR("eclipse-temurin"));
}

/* The full images of languages have curl, the slim ones do not: the container would never be healthy. */
static const char *refuse_health(const struct dockerfile *d, const struct df_build *b,
				 const struct split_plan *p)
{
	const struct df_instruction *h = b->stages.p[0].healthcheck;
	if (!h || !h->inner)
		return NULL;
	const struct sh_script *s = &b->scripts[h - d->instructions.p];
	bool known = true;
	if (h->inner->json)
		known = h->inner->args.n && has_program(p, h->inner->args.p[0].text);
	for (size_t n = 0; !h->inner->json && n < s->commands.n; n++)
		known = known && (!s->commands.p[n].words.n ||
				  has_program(p, s->commands.p[n].words.p[0].text));
	return known && !s->incomplete
		       ? NULL
		       : "HEALTHCHECK starts a program that the small base does not have";
}

static bool is_build_variable(struct str name)
{
	static const char *const names[] = {
		"CGO_ENABLED",	   "GOOS",	"GOARCH",      "GOPROXY",    "GOPATH",
		"GO111MODULE",	   "GOFLAGS",	"GOPRIVATE",   "MAVEN_OPTS", "GRADLE_OPTS",
		"DEBIAN_FRONTEND", "RUSTFLAGS", "SQLX_OFFLINE"
	};
	for (size_t n = 0; n < ARRAY_LEN(names); n++)
		if (str_is(name, names[n]))
			return true;
	return str_starts(name, STR("CARGO_")) || str_starts(name, STR("PIP_"));
}

static bool stays_in_build(const struct df_instruction *i)
{
	for (size_t n = 0; n < i->pairs.n; n++)
		if (!is_build_variable(i->pairs.p[n].key.text))
			return false;
	return true;
}

struct writer {
	struct buf *out;
	const struct dockerfile *d;
	const char *newline;
};

/* The text of a span, ending in a newline in any case. */
static void add_lines(struct writer *w, struct span s)
{
	buf_add_str(w->out, df_slice(w->d, s));
	if (s.end > s.begin && w->d->source.p[s.end - 1] != '\n')
		buf_add_str(w->out, str_of(w->newline));
}

/* One line or several, each ended as the file ends its lines. */
static void add_line(struct writer *w, struct str text)
{
	struct str line;
	do {
		str_cut(text, '\n', &line, &text);
		buf_add_str(w->out, line);
		buf_add_str(w->out, str_of(w->newline));
	} while (text.n);
}

/* The first stage: everything but what moves down. */
static void write_build(struct writer *w, const struct df_build *b, const struct split_plan *p)
{
	const struct dockerfile *d = w->d;
	const struct df_stage *s = &b->stages.p[0];
	uint32_t at = 0, end = 0;
	for (uint32_t n = s->first; n < d->instructions.n; n++) {
		const struct df_instruction *i = &d->instructions.p[n];
		struct span block = block_of(d, i);
		if (n == s->first) {
			add_lines(w, (struct span){ 0, s->from->span.end });
			if (s->name.n == 0) {
				w->out->n -= strlen(w->newline);
				add_line(w, STR(" AS build"));
			}
			if (p->in_build.n)
				add_line(w, p->in_build);
			at = end = block.end;
			continue;
		}
		if (only_describes(i->kind)) {
			if (block.begin > at)
				add_lines(w, (struct span){ at, block.begin });
			at = block.end;
		} else {
			end = block.end;
		}
	}
	if (end > at)
		add_lines(w, (struct span){ at, end });
	while (w->out->n > 1 && w->out->p[w->out->n - 1] == '\n' &&
	       (w->out->p[w->out->n - 2] == '\n' || w->out->p[w->out->n - 2] == '\r'))
		w->out->n -= w->out->p[w->out->n - 2] == '\r' ? 2 : 1;
	if (p->after_build.n)
		add_line(w, p->after_build);
}

static void write_runtime(struct writer *w, const struct df_build *b, const struct split_plan *p)
{
	const struct dockerfile *d = w->d;
	const struct df_stage *s = &b->stages.p[0];
	struct arena *a = b->arena;
	struct str stage = s->name.n ? s->name : STR("build");
	add_line(w, (struct str){ 0 });
	add_line(w, str_printf(a, "FROM %.*s", STRF(p->base)));
	struct str workdir = b->states[d->instructions.n - 1].workdir;
	if (workdir.n > 1)
		add_line(w, str_printf(a, "WORKDIR %.*s", STRF(workdir)));
	for (uint32_t n = s->first; n < d->instructions.n; n++)
		if (d->instructions.p[n].kind == DF_ENV && !stays_in_build(&d->instructions.p[n]))
			add_lines(w, block_of(d, &d->instructions.p[n]));
	if (p->in_runtime.n)
		add_line(w, p->in_runtime);
	for (size_t n = 0; n < p->copies.n; n++)
		add_line(w, str_printf(a, "COPY --from=%.*s %.*s %.*s", STRF(stage),
				       STRF(p->copies.p[n]), STRF(p->copies.p[n])));
	for (uint32_t n = s->first; n < d->instructions.n; n++) {
		const struct df_instruction *i = &d->instructions.p[n];
		if (!only_describes(i->kind))
			continue;
		struct str name = { 0 };
		if (i->kind == DF_USER && i->args.n)
			str_cut(i->args.p[0].text, ':', &name, NULL);
		if (i->kind == DF_USER && p->account.n && !account_is_number(name))
			add_line(w, str_printf(a, "USER %.*s", STRF(p->account)));
		else
			add_lines(w, block_of(d, i));
	}
}

int stage_split(struct arena *a, const struct dockerfile *d, const struct df_build *b,
		struct str *out_text, struct str *out_reason)
{
	const char *reason = refuse_shape(d, b);
	struct split_plan plan = { 0 };
	if (!reason)
		reason = split_plan(b, &plan);
	if (!reason)
		reason = refuse_arguments(d, b);
	if (!reason)
		reason = refuse_packages(d, b, &plan);
	if (!reason)
		reason = refuse_account(b, &plan);
	if (!reason)
		reason = refuse_health(d, b, &plan);
	if (reason) {
		*out_reason = str_dup(a, str_of(reason));
		return 0;
	}
	OWNED(buf_donep) struct buf out;
	buf_init(&out, LIMIT_DOCKERFILE);
	struct writer w = { &out, d, d->crlf ? "\r\n" : "\n" };
	write_build(&w, b, &plan);
	write_runtime(&w, b, &plan);
	if (out.over) {
		*out_reason = STR("the result would be too large");
		return 0;
	}
	*out_text = str_dup(a, buf_str(&out));
	return 1;
}
