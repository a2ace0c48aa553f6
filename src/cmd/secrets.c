/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy secrets: opens operands, configuration and outputs, confines itself, then searches.
 */
#include "base/amount.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/sandbox.h"
#include "base/term.h"
#include "cmd/command.h"
#include "cmd/lib/clock.h"
#include "cmd/lib/secrets_tree.h"
#include "tell/secrets.h"

#include <unistd.h>

#define OPERANDS_MAX 500

struct options {
	const char *config, *format, *now;
	struct opt_list outputs;
	uint64_t jobs, exit_code;
	bool no_gate, show_secrets, show_ignored, all, no_sandbox;
};

static const struct options defaults = { .format = "table", .exit_code = EXIT_GATE };

#define AT(field) .offset = offsetof(struct options, field)
static const struct opt options[] = {
	{ .kind = OPT_GROUP, .help = "What counts" },
	{ OPT_STRING, 0, "secret-config", "FILE",
	  "Rules and exceptions: a .gitleaks.toml or trivy-secret.yaml (default: those in the "
	  "working folder)",
	  AT(config) },
	{ OPT_NUMBER, 0, "exit-code", "N", "Exit with N instead of 1 when secrets are found",
	  AT(exit_code), .max = 255 },
	{ OPT_FLAG, 0, "no-gate", NULL, "Report only: secrets do not change the exit code",
	  AT(no_gate) },
	{ .kind = OPT_GROUP, .help = "What to print" },
	{ OPT_STRING, 'f', "format", "FORMAT",
	  "Format of standard output: table (default), json, oneline, sarif, none", AT(format) },
	{ OPT_LIST, 'o', "output", "FORMAT=FILE", "Also write FILE in that format; repeatable",
	  AT(outputs) },
	{ OPT_FLAG, 'a', "all", NULL, "List every place of every secret", AT(all) },
	{ OPT_FLAG, 0, "show-ignored", NULL,
	  "List what configuration and comments leave out, and who says so", AT(show_ignored) },
	{ OPT_FLAG, 0, "show-secrets", NULL,
	  "Print the secrets that are found, not only a mask: the report is then one, too",
	  AT(show_secrets) },
	{ .kind = OPT_GROUP, .help = "How to run" },
	{ OPT_NUMBER, 'j', "jobs", "N", "Worker threads (default: one a processor)", AT(jobs),
	  .max = 256 },
	{ OPT_FLAG, 0, "no-sandbox", NULL, "Do not confine the process; the report says so",
	  AT(no_sandbox) },
	{ OPT_STRING, 0, "now", "TIME", "Report this time instead of the clock's", AT(now) },
	{ .kind = OPT_END },
};

static const struct {
	const char *name;
	secrets_write *write; /* NULL: nothing */
	bool terminal;
} formats[] = {
	{ "table", secrets_write_table, true },
	{ "json", secrets_write_json, false },
	{ "oneline", secrets_write_oneline, true },
	{ "sarif", secrets_write_sarif, false },
	{ "none", NULL, false },
};

struct target {
	size_t format;
	struct fs_file file;
	bool is_stdout;
};

struct session {
	const struct options *o;
	struct arena *arena;
	VEC(struct target) targets;
	VEC(const char *) rename_dirs;
	VEC(int) read_dirs;
	struct secrets_root *roots;
	size_t n;
	struct secrets_setup *setup;
	struct secrets_report report;
	struct clock clock;
};

/* ---- outputs ---- */

static int find_format(struct str name, size_t *out, struct fault *f)
{
	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		if (str_is(name, formats[i].name)) {
			*out = i;
			return 0;
		}
	return fault_set(f, E_USAGE,
			 "unknown format \"%.*s\": there are table, json, oneline, sarif, none",
			 STRF(name));
}

static int add_stdout(struct session *s, size_t format, struct fault *f)
{
	for (size_t i = 0; i < s->targets.n; i++)
		if (s->targets.p[i].is_stdout)
			return fault_set(f, E_USAGE,
					 "two formats for standard output (%s and %s): give one of "
					 "them a file, or --format none",
					 formats[s->targets.p[i].format].name,
					 formats[format].name);
	struct target *t = VEC_PUSH(s->arena, &s->targets);
	*t = (struct target){ .format = format, .file = { .fd = -1 }, .is_stdout = true };
	return 0;
}

static int add_output(struct session *s, const char *spec, struct fault *f)
{
	struct str name, path;
	size_t format;
	if (!str_cut(str_of(spec), '=', &name, &path) || !path.n)
		return fault_set(f, E_USAGE,
				 "-o %s: write FORMAT=FILE, json=secrets.json for example", spec);
	TRY(find_format(name, &format, f));
	if (str_is(path, "-"))
		return add_stdout(s, format, f);
	struct target t = { .format = format, .file = { .fd = -1 } };
	TRY(fs_file_create(&t.file, str_cstr(s->arena, path), f));
	*VEC_PUSH(s->arena, &s->targets) = t;
	struct str folder = path_dir(path);
	*VEC_PUSH(s->arena, &s->rename_dirs) = folder.n		  ? str_cstr(s->arena, folder)
					       : path.p[0] == '/' ? "/"
								  : ".";
	return 0;
}

static int write_one(struct session *s, struct target *t, struct fault *f)
{
	int fd = t->is_stdout ? STDOUT_FILENO : t->file.fd;
	bool person = t->is_stdout && formats[t->format].terminal;
	struct tell_options how = {
		.all = s->o->all,
		.colour = person && term_colour(fd),
		.width = person ? term_width(fd) : 0,
		.lang = "en",
		.version = SEAWORTHY_VERSION,
	};
	struct out out;
	if (!formats[t->format].write)
		return 0;
	out_init_fd(&out, fd);
	int r = formats[t->format].write(&s->report, &how, &out, f);
	out_done(&out);
	return fault_in(f, r, "%s", t->is_stdout ? "standard output" : t->file.path);
}

/* Files first: when one of them fails, standard output has not claimed success. */
static int write_all(struct session *s, struct fault *f)
{
	for (size_t pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < s->targets.n; i++)
			if (s->targets.p[i].is_stdout == (pass == 1))
				TRY(write_one(s, &s->targets.p[i], f));
	for (size_t i = 0; i < s->targets.n; i++)
		if (!s->targets.p[i].is_stdout)
			TRY(fs_file_commit(&s->targets.p[i].file, f));
	return 0;
}

/* ---- steps ---- */

static int open_all(struct session *s, int argc, char **argv, struct fault *f)
{
	size_t format;
	if (argc < 1)
		return fault_set(f, E_USAGE,
				 "secrets needs a folder, a file, or - for standard input");
	if (argc > OPERANDS_MAX)
		return fault_set(f, E_USAGE, "more than %d operands: name their folder",
				 OPERANDS_MAX);
	for (int i = 0, stdins = 0; i < argc; i++)
		if (strcmp(argv[i], "-") == 0 && ++stdins > 1)
			return fault_set(f, E_USAGE, "standard input can be read once");
	TRY(clock_read(s->arena, s->o->now, &s->clock, f));
	TRY(find_format(str_of(s->o->format), &format, f));
	TRY(secrets_setup_new(s->o->config, &s->setup, f));
	s->roots = arena_array(s->arena, (size_t)argc, sizeof(*s->roots));
	for (; s->n < (size_t)argc; s->n++) {
		TRY(secrets_root_open(&s->roots[s->n], argv[s->n], f));
		if (s->roots[s->n].is_folder)
			*VEC_PUSH(s->arena, &s->read_dirs) = s->roots[s->n].fd;
	}
	for (size_t i = 0; i < s->o->outputs.n; i++)
		TRY(add_output(s, s->o->outputs.p[i], f));
	if (!formats[format].write)
		return 0;
	return add_stdout(s, format, f);
}

static int confine(struct session *s, struct fault *f)
{
	struct report *r = s->report.report;
	if (s->o->no_sandbox) {
		r->sandbox_note = STR("switched off by --no-sandbox");
		return 0;
	}
	struct sandbox_plan plan = {
		.read_dirs = s->read_dirs.p,
		.read_dirs_n = s->read_dirs.n,
		.rename_dirs = s->rename_dirs.p,
		.rename_dirs_n = s->rename_dirs.n,
	};
	struct sandbox_state state;
	TRY(sandbox_enter(&plan, &state, f));
	r->sandboxed = state.seccomp;
	r->sandbox_note = str_dup(r->arena, str_of(state.note));
	return 0;
}

/* What is public by design, or has expired, is told but stops nobody. */
static void judge(struct session *s)
{
	struct report *r = s->report.report;
	uint64_t secrets = 0, notes = 0, gaps = 0, places = 0, of_secrets = 0;
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		gaps += f->kind == FINDING_GAP;
		secrets += f->secret && f->own_place != PLACE_NOTE;
		notes += f->secret && f->own_place == PLACE_NOTE;
		uint64_t n = f->secret ? f->secret->places.n + f->secret->more : 0;
		places += n;
		of_secrets += f->own_place != PLACE_NOTE ? n : 0;
	}
	s->report.places = places;
	r->gate_failed = secrets > 0;
	r->verdict = secrets ? VERDICT_NOT_SEAWORTHY
		     : gaps  ? VERDICT_INCOMPLETE
			     : VERDICT_SEAWORTHY;
	struct str reason =
		secrets ? str_printf(r->arena, "%.*s in %.*s",
				     STRF(plural_text(r->arena, secrets, "secret", "secrets")),
				     STRF(plural_text(r->arena, of_secrets, "place", "places")))
			: STR("no secrets found");
	if (notes)
		reason = str_printf(r->arena, "%.*s, %.*s that %s harmless", STRF(reason),
				    STRF(count_text(r->arena, notes)), notes == 1 ? "is" : "are");
	if (gaps)
		reason = str_printf(r->arena, "%.*s, but %.*s could not be searched", STRF(reason),
				    STRF(count_text(r->arena, gaps)));
	r->verdict_reason = reason;
	s->report.exit_code = secrets && !s->o->no_gate ? (int)s->o->exit_code
			      : gaps			? EXIT_INCOMPLETE
							: EXIT_FIT;
}

static int run_session(struct session *s, int argc, char **argv, struct fault *f)
{
	TRY(open_all(s, argc, argv, f));
	s->report.report->created = s->clock.rfc3339;
	if (s->o->show_secrets)
		log_warn("--show-secrets: the report holds the secrets themselves; keep it as "
			 "safe as they are");
	TRY(confine(s, f));
	struct secrets_tree tree = {
		.roots = s->roots,
		.n = s->n,
		.setup = s->setup,
		.jobs = s->o->jobs ? (unsigned)s->o->jobs : pool_cpus(),
		.show_secrets = s->o->show_secrets,
	};
	secrets_tree_search(&tree, &s->report);
	report_sort(s->report.report);
	s->report.show_ignored = s->o->show_ignored;
	s->report.ignored =
		secrets_setup_ignored(s->setup, &s->report.ignored_n, &s->report.ignored_more);
	judge(s);
	return write_all(s, f);
}

static int run(void *parsed, int argc, char **argv, struct arena *a)
{
	struct session s = { .o = parsed, .arena = a };
	struct fault f = { 0 };
	s.report.report = report_new();
	int r = run_session(&s, argc, argv, &f);
	for (size_t i = 0; i < s.targets.n; i++)
		fs_file_abort(&s.targets.p[i].file);
	for (size_t i = 0; i < s.n; i++)
		if (s.roots[i].fd != STDIN_FILENO)
			fd_close(s.roots[i].fd);
	secrets_setup_free(s.setup);
	report_free(s.report.report);
	return r < 0 ? command_fail(&f) : s.report.exit_code;
}

const struct command command_secrets = {
	.name = "secrets",
	.summary = "which passwords, keys and tokens are in these files?",
	.usage = "seaworthy secrets [options] DIR|FILE|- ...",
	.description =
		"Searches folders, files or standard input for credentials: all regular files, whatever "
		"their names, in archives and encodings one level deep, and every version of every file in "
		"the object stores of git. Links are not followed.\n"
		"\n"
		"A secret that stands in many places is told once. Only a mask of it is printed, and a "
		"fingerprint that is the same everywhere.\n"
		"\n"
		"Rules and exceptions of trivy-secret.yaml, .gitleaks.toml and .gitleaksignore in the "
		"working folder are followed, and the comments gitleaks:allow, trivy:ignore:RULE and "
		"seaworthy:allow=RULE in the line of a find. What they leave out is counted.",
	.examples =
		"  seaworthy secrets .                        # the project and its history\n"
		"  git diff --staged | seaworthy secrets -    # before a commit\n"
		"  seaworthy secrets -f json --no-gate . >s   # for machines, exit 0\n"
		"  seaworthy secrets --show-ignored .         # what is left out, and who says so\n",
	.order = 15,
	.options = options,
	.options_size = sizeof(struct options),
	.defaults = &defaults,
	.run = run,
};
