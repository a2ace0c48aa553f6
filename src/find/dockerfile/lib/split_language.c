/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Go and Rust ship one program, named by the start command; Java ships the jar behind -jar; Node and Python ship
 * the folder they were built in, with the packages.
 *
 * The base of a dynamic program must have a C library at least as new as the one it was built with, hence the newest
 * distroless. A program of Python finds its packages through the virtual environment that is made in the first stage
 * and copied as it is: the interpreter has the same path in the slim variant of the same tag.
 */
#include "find/dockerfile/lib/split_language.h"

#include "base/path.h"
#include "find/dockerfile/lib/image_path.h"
#include "find/dockerfile/lib/javascript.h"
#include "find/dockerfile/lib/ship.h"

/* What the container starts, as words; none when it is not plain. */
struct start {
	VEC(struct str) words;
	uint32_t instruction;
	bool exec; /* needs no shell */
};

static uint32_t index_of(const struct df_build *b, const struct df_instruction *i)
{
	return (uint32_t)(i - b->file->instructions.p);
}

static bool add_words(const struct df_build *b, const struct df_instruction *i, struct start *out)
{
	uint32_t at = index_of(b, i);
	out->instruction = at;
	out->exec = out->exec && i->json;
	if (i->json) {
		for (size_t n = 0; n < i->args.n; n++)
			*VEC_PUSH(b->arena, &out->words) = i->args.p[n].text;
		return i->args.n > 0;
	}
	const struct sh_script *s = &b->scripts[at];
	if (s->incomplete || s->commands.n != 1)
		return false;
	const struct sh_command *c = &s->commands.p[0];
	for (size_t n = 0; n < c->words.n; n++)
		*VEC_PUSH(b->arena, &out->words) = c->words.p[n].text;
	return c->words.n > 0 && c->assignments.n == 0 && c->redirections.n == 0;
}

static bool read_start(const struct df_build *b, struct start *out)
{
	const struct df_stage *s = &b->stages.p[0];
	*out = (struct start){ .exec = true };
	if (s->entrypoint && !add_words(b, s->entrypoint, out))
		return false;
	return !s->cmd || add_words(b, s->cmd, out);
}

static bool needs_shell(const struct df_build *b, const struct start *start)
{
	const struct df_instruction *h = b->stages.p[0].healthcheck;
	return !start->exec || (h && h->inner && !h->inner->json);
}

/* The first word as a path of the image; a bare name is looked for elsewhere. */
static bool program_path(const struct df_build *b, const struct start *start, struct str *out)
{
	struct str word = start->words.p[0];
	return str_find_char(word, '/') != SIZE_MAX && image_path(b, start->instruction, word, out);
}

/* Does a `go build -o PATH` of some RUN make this file? *out_static: without the C library. */
static bool go_makes(const struct df_build *b, struct str program, bool *out_static)
{
	bool found = false;
	for (uint32_t n = 0; n < b->file->instructions.n; n++) {
		const struct sh_script *s = &b->scripts[n];
		for (size_t k = 0; b->file->instructions.p[n].kind == DF_RUN && k < s->commands.n;
		     k++) {
			const struct sh_command *c = &s->commands.p[k];
			struct str path;
			if (!str_is(sh_name(c), "go") || !sh_word_is(c, 1, "build"))
				continue;
			for (size_t w = 2; w + 1 < c->words.n; w++)
				if (sh_word_is(c, w, "-o") && c->words.p[w + 1].literal &&
				    image_path(b, n, c->words.p[w + 1].text, &path) &&
				    str_eq(path, program))
					found = true;
			*out_static = str_is(ship_variable(b, n, "CGO_ENABLED"), "0");
			for (size_t v = 0; v < c->assignments.n; v++)
				if (str_is(c->assignments.p[v].name, "CGO_ENABLED"))
					*out_static = str_is(c->assignments.p[v].value.text, "0");
		}
	}
	return found;
}

/* Folders that programs read at run time, where the context is known to have them. */
static void add_assets(const struct df_build *b, const struct start *start, struct split_plan *out)
{
	static const char *const folders[] = { "templates/", "static/",	    "public/", "views/",
					       "assets/",    "migrations/", "config/", "locales/" };
	for (size_t n = 0; b->has_context && b->context && b->context[n]; n++)
		for (size_t k = 0; k < ARRAY_LEN(folders); k++) {
			struct str path, name = str_of(folders[k]);
			if (str_is(name, b->context[n]) &&
			    image_path(b, start->instruction, str_slice(name, 0, name.n - 1),
				       &path))
				*VEC_PUSH(b->arena, &out->copies) = path;
		}
}

static const char *plan_go(const struct df_build *b, const struct start *start,
			   struct split_plan *out)
{
	struct str program;
	bool is_static = false, alpine = str_has(b->stages.p[0].reference.tag, STR("alpine"));
	if (needs_shell(b, start))
		return "the start command or health check needs a shell, which the small base does not have";
	if (!program_path(b, start, &program))
		return "the start command does not name the program by its path";
	if (!go_makes(b, program, &is_static))
		return "no `go build -o` makes the program that is started";
	if (!is_static && alpine)
		return "CGO_ENABLED=0 is not set, so the program may need Alpine's C library";
	out->base = is_static ? STR("gcr.io/distroless/static-debian13:nonroot")
			      : STR("gcr.io/distroless/base-debian13:nonroot");
	out->account = STR("65532:65532");
	out->has_certificates = true;
	*VEC_PUSH(b->arena, &out->copies) = program;
	add_assets(b, start, out);
	return NULL;
}

static bool runs(const struct df_build *b, const char *program, const char *verb)
{
	for (uint32_t n = 0; n < b->file->instructions.n; n++) {
		const struct sh_script *s = &b->scripts[n];
		for (size_t k = 0; b->file->instructions.p[n].kind == DF_RUN && k < s->commands.n;
		     k++)
			if (str_is(sh_name(&s->commands.p[k]), program) &&
			    sh_has_arg(&s->commands.p[k], verb))
				return true;
	}
	return false;
}

static const char *plan_rust(const struct df_build *b, const struct start *start,
			     struct split_plan *out)
{
	struct str program;
	bool alpine = str_has(b->stages.p[0].reference.tag, STR("alpine"));
	if (needs_shell(b, start))
		return "the start command or health check needs a shell, which the small base does not have";
	if (!program_path(b, start, &program)) {
		/* cargo install puts programs where the base's PATH has them */
		if (!runs(b, "cargo", "install"))
			return "the start command does not name the program by its path";
		return "cargo install puts the program into a folder that only the build's PATH has: start it by its path";
	}
	bool built = runs(b, "cargo", "build") && str_has(program, STR("/target/"));
	bool installed =
		runs(b, "cargo", "install") && str_starts(program, STR("/usr/local/cargo/bin/"));
	bool moved = runs(b, "cargo", "build") && (runs(b, "cp", str_cstr(b->arena, program)) ||
						   runs(b, "mv", str_cstr(b->arena, program)));
	if (!built && !installed && !moved)
		return "no cargo build makes the program that is started";
	out->base = alpine ? STR("gcr.io/distroless/static-debian13:nonroot")
			   : STR("gcr.io/distroless/cc-debian13:nonroot");
	out->account = STR("65532:65532");
	out->has_certificates = true;
	*VEC_PUSH(b->arena, &out->copies) = program;
	add_assets(b, start, out);
	return NULL;
}

/* The version of Java in a tag: "3.9-eclipse-temurin-21", "8-jdk21", "17-jdk-jammy". */
static struct str java_version(struct str image, struct str tag)
{
	struct str rest = tag, piece, before = { 0 };
	bool of_jdk = str_is(image, "eclipse-temurin") || str_is(image, "openjdk") ||
		      str_is(image, "amazoncorretto");
	for (bool first = true; str_next(&rest, '-', &piece); first = false) {
		struct str number = piece;
		if (str_starts(piece, STR("jdk")))
			number = str_from(piece, 3);
		else if (!(first && of_jdk) && !str_is(before, "temurin") &&
			 !str_is(before, "openjdk") && !str_is(before, "corretto"))
			number.n = 0;
		str_cut(number, '.', &number, NULL);
		uint64_t major;
		if (number.n && str_u64(number, 99, &major) &&
		    (major == 8 || major == 11 || major == 17 || major == 21 || major == 25))
			return number;
		before = piece;
	}
	return (struct str){ 0 };
}

static const char *plan_java(const struct df_build *b, const struct start *start,
			     struct split_plan *out)
{
	struct str jar = { 0 }, tag = b->stages.p[0].reference.tag;
	struct str version = java_version(ship_image(b, &b->stages.p[0]), tag);
	static const char *const goals[] = { "package", "install",   "verify", "build",
					     "bootJar", "shadowJar", "jar",    "assemble" };
	bool built = false;
	for (size_t n = 0; n < ARRAY_LEN(goals); n++)
		built = built || runs(b, "mvn", goals[n]) || runs(b, "mvnw", goals[n]) ||
			runs(b, "gradle", goals[n]) || runs(b, "gradlew", goals[n]);
	if (!built)
		return "no RUN of Maven or Gradle makes a jar";
	if (version.n == 0)
		return "the tag does not name a long-term release of Java";
	for (size_t n = 0; n + 1 < start->words.n; n++)
		if (str_is(start->words.p[n], "-jar"))
			jar = start->words.p[n + 1];
	if (jar.n == 0 || str_find_char(jar, '*') != SIZE_MAX ||
	    !image_path(b, start->instruction, jar, &jar))
		return "the start command does not name a jar";
	out->base = str_printf(b->arena, "eclipse-temurin:%.*s-jre%s", STRF(version),
			       str_has(tag, STR("alpine")) ? "-alpine" : "");
	out->has_certificates = true;
	*VEC_PUSH(b->arena, &out->copies) = jar;
	return NULL;
}

/* The slim variant of the same tag; the same one where it is small already. */
static struct str slim_tag(struct arena *a, struct str image, struct str tag)
{
	static const char *const suites[] = { "-buster", "-bullseye", "-bookworm", "-trixie" };
	if (str_has(tag, STR("slim")) || str_has(tag, STR("alpine")))
		return tag;
	if (tag.n == 0 || str_is(tag, "latest"))
		return STR("slim");
	for (size_t n = 0; n < ARRAY_LEN(suites); n++) {
		struct str suite = str_of(suites[n]);
		if (!str_ends(tag, suite))
			continue;
		/* node:24-bookworm-slim, but python:3.14-slim-bookworm */
		if (str_is(image, "node"))
			return str_printf(a, "%.*s-slim", STRF(tag));
		return str_printf(a, "%.*s-slim%.*s", STRF(str_slice(tag, 0, tag.n - suite.n)),
				  STRF(suite));
	}
	return str_printf(a, "%.*s-slim", STRF(tag));
}

/* Image and tag as the file writes them, with another tag. */
static struct str same_image(const struct df_build *b, struct str tag)
{
	struct str base = b->stages.p[0].base, old = b->stages.p[0].reference.tag;
	if (old.n)
		base.n -= old.n + 1;
	return str_printf(b->arena, "%.*s:%.*s", STRF(base), STRF(tag));
}

/* The folder that everything is in; not the root. */
static bool whole_folder(const struct df_build *b, const struct start *start, struct str *out)
{
	return image_path(b, start->instruction, STR("."), out) && out->n > 1;
}

static const char *plan_node(const struct df_build *b, const struct start *start,
			     struct split_plan *out)
{
	const struct df_stage *s = &b->stages.p[0];
	struct str folder, tag = slim_tag(b->arena, STR("node"), s->reference.tag);
	bool npm = false, pnpm = false, leaves = false;
	if (!whole_folder(b, start, &folder))
		return "there is no WORKDIR to copy";
	for (uint32_t n = 0; n < b->file->instructions.n; n++) {
		const struct sh_script *script = &b->scripts[n];
		for (size_t k = 0;
		     b->file->instructions.p[n].kind == DF_RUN && k < script->commands.n; k++) {
			struct js_install install;
			const struct sh_command *c = &script->commands.p[k];
			if (str_is(sh_name(c), "npm") &&
			    (sh_has_arg(c, "-g") || sh_has_arg(c, "--global")) &&
			    !sh_has_arg(c, "npm"))
				return "a package is installed globally, outside of the folder";
			if (!js_install_read(c, &install))
				continue;
			npm = npm || install.tool == JS_NPM;
			pnpm = pnpm || install.tool == JS_PNPM;
			leaves = leaves || !install.omits_dev;
		}
	}
	if (!js_stage_builds(b, s) && str_eq(tag, s->reference.tag))
		return "nothing is built, and the base is small already";
	if (str_is(start->words.p[0], "pnpm") || (str_is(start->words.p[0], "yarn")))
		return "the start command needs a package manager that the base does not bring ready";
	out->base = same_image(b, tag);
	out->has_node_account = true;
	if (leaves && npm)
		out->after_build = STR("RUN npm prune --omit=dev");
	else if (leaves && pnpm)
		out->after_build = STR("RUN pnpm prune --prod");
	*VEC_PUSH(b->arena, &out->copies) = folder;
	return NULL;
}

static const char *plan_python(const struct df_build *b, const struct start *start,
			       struct split_plan *out)
{
	const struct df_stage *s = &b->stages.p[0];
	struct str folder, tag = slim_tag(b->arena, STR("python"), s->reference.tag);
	bool pip = false, tools = false;
	if (!whole_folder(b, start, &folder))
		return "there is no WORKDIR to copy";
	for (uint32_t n = 0; n < b->file->instructions.n; n++) {
		const struct sh_script *script = &b->scripts[n];
		for (size_t k = 0;
		     b->file->instructions.p[n].kind == DF_RUN && k < script->commands.n; k++) {
			const struct sh_command *c = &script->commands.p[k];
			struct str name = sh_name(c);
			if (str_is(name, "poetry") || str_is(name, "pipenv") ||
			    str_is(name, "uv") || str_is(name, "conda") ||
			    str_is(name, "virtualenv") || sh_has_arg(c, "venv") ||
			    sh_has_arg(c, "--user") || sh_has_arg(c, "--target") ||
			    sh_has_arg(c, "--prefix"))
				return "packages are installed in another way than by pip into the system";
			pip = pip || str_is(name, "pip") || str_is(name, "pip3") ||
			      (str_starts(name, STR("python")) && sh_has_arg(c, "pip"));
			tools = tools || str_starts(name, STR("apt")) || str_is(name, "apk");
		}
	}
	if (!pip)
		return "nothing is installed by pip";
	if (!tools && str_eq(tag, s->reference.tag))
		return "nothing is built, and the base is small already";
	out->base = same_image(b, tag);
	out->in_build = STR("RUN python -m venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH");
	out->in_runtime = STR("ENV PATH=/opt/venv/bin:$PATH");
	*VEC_PUSH(b->arena, &out->copies) = STR("/opt/venv");
	*VEC_PUSH(b->arena, &out->copies) = folder;
	return NULL;
}

const char *split_plan(const struct df_build *b, struct split_plan *out)
{
	struct str image = ship_image(b, &b->stages.p[0]);
	struct start start;
	if (!read_start(b, &start) || start.words.n == 0)
		return "the start command is not one plain command";
	if (str_is(image, "golang"))
		return plan_go(b, &start, out);
	if (str_is(image, "rust"))
		return plan_rust(b, &start, out);
	if (str_is(image, "node"))
		return plan_node(b, &start, out);
	if (str_is(image, "python"))
		return plan_python(b, &start, out);
	if (str_is(image, "maven") || str_is(image, "gradle") || str_is(image, "eclipse-temurin") ||
	    str_is(image, "openjdk") || str_is(image, "amazoncorretto"))
		return plan_java(b, &start, out);
	return "its base is not an official image of Node, Go, Python, Java or Rust";
}
