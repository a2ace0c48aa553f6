/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy lint: reads configuration, files and the names around them, confines itself, then
 * parses, judges, and repairs.
 *
 *     --fix    each file is replaced by its repair, under a temporary name first; the report and the
 *              exit code are about what is left. Standard input is repaired to standard output, and
 *              the report then goes to standard error
 *     --diff   the same repairs as a unified diff; nothing is written, the exit code is about the
 *              files as they are
 */
#include "base/log.h"
#include "base/path.h"
#include "base/sandbox.h"
#include "base/term.h"
#include "cmd/command.h"
#include "cmd/lib/clock.h"
#include "cmd/lib/global.h"
#include "cmd/lib/lint_config.h"
#include "cmd/lib/lint_diff.h"
#include "cmd/lib/lint_digests.h"
#include "cmd/lib/lint_input.h"
#include "cmd/lib/lint_repair.h"
#include "cmd/lib/lint_report.h"
#include "cmd/lib/lint_target.h"
#include "tell/lint_format.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct options {
	struct lint_flags flags;
	struct opt_list build_args, digests;
	const char *target, *context, *shown, *now;
	unsigned fix, diff; /* enum repairs */
	bool no_sandbox;
};

/* Values of --fix and --diff, as OPT_MAYBE stores them. */
enum repairs { REPAIR_NOTHING, REPAIR_CERTAIN, REPAIR_STAGES };
static const char *const repairs[] = { "stages", NULL };

#define AT(field) .offset = offsetof(struct options, field)
#define LIST(i)	  .offset = offsetof(struct options, flags.lists) + (i) * sizeof(struct opt_list)

static const struct opt options[] = {
	{ .kind = OPT_GROUP, .help = "What to lint" },
	{ OPT_STRING, 0, "target", "STAGE", "The stage that is built (default: the last)",
	  AT(target) },
	{ OPT_LIST, 0, "build-arg", "NAME=VALUE", "A build argument; repeatable", AT(build_args) },
	{ OPT_STRING, 0, "context", "DIR",
	  "The folder of the build (default: the one the file is in)", AT(context) },
	{ .kind = OPT_GROUP, .help = "What to repair" },
	{ OPT_MAYBE, 0, "fix", NULL,
	  "Write the repairs that are certain into the files; with stages, also take a file of one "
	  "stage apart into one that builds and one that ships",
	  AT(fix), .choices = repairs },
	{ OPT_MAYBE, 0, "diff", NULL,
	  "Print what --fix would write as a unified diff; write nothing", AT(diff),
	  .choices = repairs },
	{ OPT_LIST, 0, "digests", "FILE|DIR",
	  "Digests to pin bases with: lines NAME:TAG@DIGEST, or an OCI layout; repeatable",
	  AT(digests) },
	{ .kind = OPT_GROUP, .help = "What counts" },
	{ OPT_STRING, 'c', "config", "FILE",
	  "Configuration instead of .hadolint.yaml and .seaworthy.yaml", AT(flags.config) },
	{ OPT_STRING, 't', "failure-threshold", "LEVEL",
	  "Exit 1 only for findings of this level or a worse one: error, warning, info (default), "
	  "style, none (any)",
	  AT(flags.threshold) },
	{ OPT_LIST, 0, "ignore", "RULE", "Leave out a rule, by any of its names; repeatable",
	  LIST(LINT_LIST_IGNORE), .split = true },
	{ OPT_LIST, 0, "error", "RULE", "Make a rule's findings errors", LIST(LINT_LIST_ERROR),
	  .split = true },
	{ OPT_LIST, 0, "warning", "RULE", "Make a rule's findings warnings",
	  LIST(LINT_LIST_WARNING), .split = true },
	{ OPT_LIST, 0, "info", "RULE", "Make a rule's findings remarks", LIST(LINT_LIST_INFO),
	  .split = true },
	{ OPT_LIST, 0, "style", "RULE", "Make a rule's findings matters of style",
	  LIST(LINT_LIST_STYLE), .split = true },
	{ OPT_LIST, 0, "only", "RULE", "Run this rule and no other; repeatable", AT(flags.only),
	  .split = true },
	{ OPT_FLAG, 0, "all", NULL, "Run the rules that are off by default, too", AT(flags.all) },
	{ OPT_LIST, 0, "trusted-registry", "REGISTRY",
	  "Registries that images may come from, with * as a wildcard; repeatable",
	  AT(flags.registries), .split = true },
	{ OPT_LIST, 0, "require-label", "LABEL:TYPE",
	  "A label that has to be there: text, url, rfc3339, spdx, hash, semver, email",
	  AT(flags.labels), .split = true },
	{ OPT_FLAG, 0, "strict-labels", NULL, "No labels but the required ones",
	  AT(flags.strict_labels) },
	{ OPT_FLAG, 0, "disable-ignore-pragma", NULL, "Comments in the file hide nothing",
	  AT(flags.no_pragmas) },
	{ OPT_FLAG, 0, "no-fail", NULL, "Report only: findings do not change the exit code",
	  AT(flags.no_fail) },
	{ .kind = OPT_GROUP, .help = "What to print" },
	{ OPT_STRING, 'f', "format", "FORMAT",
	  "tty (default), json, gnu, checkstyle, codeclimate, gitlab_codeclimate, codacy, "
	  "sonarqube, junit, sarif",
	  AT(flags.format) },
	{ OPT_STRING, 0, "file-path-in-report", "PATH", "The path that the report names",
	  AT(shown) },
	{ OPT_FLAG, 'V', "verbose", NULL, "Say which configuration is used", AT(flags.verbose) },
	{ .kind = OPT_GROUP, .help = "How to run" },
	{ OPT_FLAG, 0, "no-sandbox", NULL, "Do not confine the process", AT(no_sandbox) },
	{ OPT_STRING, 0, "now", "TIME",
	  "Judge as of this time, YYYY-MM-DD[THH:MM:SSZ] (default: the clock)", AT(now) },
	{ .kind = OPT_END },
};

/* One file on its way. */
struct job {
	struct lint_input input;
	struct lint_target target; /* of --fix; standard input goes to standard output */
	bool is_stdin, changed;
};

struct session {
	const struct options *o;
	struct arena *arena;
	struct lint_plan plan;
	const struct lint_format *format;
	struct lint_settings settings;
	struct lint_report report;
	struct lint_pins pins;
	struct lint_contexts contexts;
	VEC(struct job) jobs;
	VEC(const char *) folders; /* in which repaired files get their names */
	struct out diff;
	bool unreadable;
	size_t repaired, refused;
};

/* ---- before the process is confined ---- */

static int find_format(struct session *s, struct fault *f)
{
	struct str name = s->plan.format.n ? s->plan.format : STR("tty"), names = STR("");
	s->format = lint_format_find(name);
	if (s->format)
		return 0;
	for (size_t i = 0; i < all_lint_formats_n; i++)
		names = str_printf(s->arena, "%.*s%s%s", STRF(names), i ? ", " : "",
				   all_lint_formats[i]->name);
	return fault_set(f, E_USAGE, "unknown format \"%.*s\": there are %.*s", STRF(name),
			 STRF(names));
}

static int check_options(struct session *s, struct fault *f)
{
	const struct options *o = s->o;
	for (size_t i = 0; i < o->build_args.n; i++)
		if (o->build_args.p[i][0] == '=' || !o->build_args.p[i][0])
			return fault_set(f, E_USAGE, "--build-arg %s: write NAME=VALUE",
					 o->build_args.p[i]);
	struct stat st;
	if (o->context && stat(o->context, &st) < 0)
		return fault_errno(f, errno, "--context %s", o->context);
	if (o->context && !S_ISDIR(st.st_mode))
		return fault_set(f, E_NOTFOUND, "--context %s: not a folder", o->context);
	return find_format(s, f);
}

/* --diff beside --fix shows what --fix would do. */
static bool writes(const struct options *o)
{
	return o->fix && !o->diff;
}

static int prepare_fix(struct session *s, struct job *job, struct fault *f)
{
	TRY(lint_target_prepare(&job->target, job->input.path, s->arena, f));
	*VEC_PUSH(s->arena, &s->folders) = job->target.folder;
	return 0;
}

/* Where it cannot be written, the rest can: that is told when there is something to write. */
static void prepare_ignore(struct session *s, struct job *job)
{
	struct lint_ignore_file *file = job->input.ignore;
	struct fault f = { 0 };
	if (!file || file->unknown || file->target.ready || file->not_writable ||
	    !job->input.options.has_context)
		return;
	if (lint_target_prepare(&file->target, file->path, s->arena, &f) < 0)
		file->not_writable = str_cstr(s->arena, str_of(f.text));
	else
		*VEC_PUSH(s->arena, &s->folders) = file->target.folder;
}

static void read_one(struct session *s, const char *path)
{
	struct fault f = { 0 };
	struct job job = { .is_stdin = strcmp(path, "-") == 0 };
	int r = lint_input_read(&s->contexts, path, s->o->context, &job.input, &f);
	if (r >= 0 && writes(s->o) && !job.is_stdin) {
		r = prepare_fix(s, &job, &f);
		if (r >= 0)
			prepare_ignore(s, &job);
	}
	if (r < 0) {
		log_error("%s", f.text);
		s->unreadable = true;
		return;
	}
	if (s->o->shown)
		job.input.shown = str_of(s->o->shown);
	job.input.options.target = s->o->target;
	const char **args = arena_array(s->arena, s->o->build_args.n + 1, sizeof(*args));
	for (size_t i = 0; i < s->o->build_args.n; i++)
		args[i] = s->o->build_args.p[i];
	job.input.options.build_args = args;
	*VEC_PUSH(s->arena, &s->jobs) = job;
}

static int read_all(struct session *s, int argc, char **argv, struct fault *f)
{
	static const char *const usual[] = { "Dockerfile", "Containerfile" };
	for (int i = 0; i < argc; i++)
		read_one(s, argv[i]);
	for (size_t i = 0; argc == 0 && i < ARRAY_LEN(usual); i++)
		if (access(usual[i], F_OK) == 0) {
			read_one(s, usual[i]);
			return 0;
		}
	if (argc == 0)
		return fault_set(f, E_NOTFOUND,
				 "there is no Dockerfile or Containerfile here; name one, or - for "
				 "standard input");
	return 0;
}

static int confine(const struct session *s, struct fault *f)
{
	struct sandbox_state state;
	struct sandbox_plan plan = {
		.rename_dirs = s->folders.p,
		.rename_dirs_n = s->folders.n,
	};
	return s->o->no_sandbox ? 0 : sandbox_enter(&plan, &state, f);
}

/* ---- after it ---- */

static struct fix_request request_of(const struct session *s, struct job *job)
{
	lint_input_update(&job->input);
	return (struct fix_request){
		.path = job->input.shown,
		.source = job->input.source,
		.options = &job->input.options,
		.config = &s->plan.config,
		.settings = &s->settings,
	};
}

/* The repaired text, or the source when nothing is certain. */
static int repair(struct session *s, struct job *job, const struct fix_request *request,
		  struct fault *f)
{
	bool stages = s->o->fix == REPAIR_STAGES || s->o->diff == REPAIR_STAGES;
	struct fix_result result;
	struct str kept;
	TRY(lint_repair(s->arena, request, stages, &result, &kept, f));
	if (kept.n)
		log_warn("%.*s: it stays in one stage: %.*s", STRF(job->input.shown), STRF(kept));
	s->refused += result.refused;
	s->repaired += result.changes.n;
	if (s->o->diff) {
		lint_diff_write(s->arena, job->input.shown, job->input.source, &result, &s->diff);
		return 0;
	}
	job->changed = !str_eq(result.text, job->input.source);
	job->input.source = result.text;
	return 0;
}

/* With --diff the report is about the files as they are, so the new text is shown and forgotten. */
static int repair_ignore(struct session *s, struct job *job, const struct fix_request *request,
			 struct lint_view *view, struct fault *f)
{
	struct lint_ignore_file *file = job->input.ignore;
	struct str text;
	int r = lint_repair_ignore(s->arena, request, view, &text, f);
	if (r <= 0)
		return r;
	if (file->not_writable) {
		log_warn("%s", file->not_writable);
		return 0;
	}
	s->repaired++;
	if (s->o->diff)
		lint_diff_ignore(s->arena, str_of(file->path), file->exists, file->text, text,
				 &s->diff);
	file->text = text; /* for the other files of the folder, too */
	if (s->o->diff)
		return 0;
	lint_input_update(&job->input);
	return lint_look(s->arena, request, view, f);
}

static int lint_one(struct session *s, struct job *job, struct fault *f)
{
	struct arena *a = s->arena;
	struct lint_view *view = arena_alloc(a, sizeof(*view));
	struct fix_request request = request_of(s, job);
	if (s->o->fix || s->o->diff)
		TRY(repair(s, job, &request, f));
	request.source = job->input.source;
	TRY(lint_look(a, &request, view, f));
	if (job->input.ignore && !job->is_stdin && (s->o->fix || s->o->diff))
		TRY(repair_ignore(s, job, &request, view, f));
	lint_report_file(a, &s->report, &s->plan.rules, job->input.shown, &view->file, &view->build,
			 &view->findings);
	return 0;
}

static int lint_all(struct session *s, struct fault *f)
{
	for (size_t i = 0; i < s->jobs.n; i++) {
		struct job *job = &s->jobs.p[i];
		int r = lint_one(s, job, f);
		if (r == E_USAGE || (r < 0 && fault_scope(r) == SCOPE_BUG))
			return fault_in(f, r, "%.*s", STRF(job->input.shown));
		if (r < 0) {
			log_error("%.*s: %s", STRF(job->input.shown), f->text);
			*f = (struct fault){ 0 };
			s->unreadable = true;
		}
	}
	return 0;
}

/* What the ignores of .seaworthy.yaml were good for. */
static void judge_ignores(struct session *s)
{
	struct lint_plan *p = &s->plan;
	uint32_t expired = lint_rule_find(&p->rules, STR("ignore-expired"));
	uint32_t unused = lint_rule_find(&p->rules, STR("ignore-unused"));
	struct lint_file file = { .path = p->ignores_path, .source = p->ignores_text };
	for (size_t i = 0, next; i < p->ignores.n; i = next) {
		const struct lint_ignore *g = &p->ignores.p[i];
		const struct lint_ignore_place *at = &p->ignore_places.p[g->tag];
		bool past = lint_is_past(g->until, p->config.today), used = false, ran = false;
		uint32_t rule = past ? expired : unused;
		/* one word may stand for several rules: it is of use when it hides one of them */
		for (next = i; next < p->ignores.n && p->ignores.p[next].tag == g->tag; next++) {
			used |= p->ignores.p[next].used;
			ran |= p->ignores.p[next].ran;
		}
		if (rule == LINT_NO_RULE || !lint_runs(&s->settings, rule) ||
		    (!past && (used || !ran)))
			continue;
		enum lint_level level = p->rule[rule].has_level ? p->rule[rule].level : LINT_INFO;
		struct str message = past ? str_printf(s->arena, "the ignore of %.*s ended on %.*s",
						       STRF(at->named), STRF(g->until))
					  : str_printf(s->arena, "the ignore of %.*s hides nothing",
						       STRF(at->named));
		lint_report_line(s->arena, &file, rule, level, at->line, at->column, message);
	}
	if (file.issues.n)
		*VEC_PUSH(s->arena, &s->report.files) = file;
}

static int write_fixes(struct session *s, struct fault *f)
{
	for (size_t i = 0; i < s->jobs.n; i++) {
		struct job *job = &s->jobs.p[i];
		if (!job->changed || job->is_stdin)
			continue;
		TRY(fault_in(f, lint_target_write(&job->target, job->input.source, f), "%s",
			     job->input.path));
		log_info("%s: repaired", job->input.path);
	}
	for (size_t i = 0; i < s->contexts.ignores.n; i++) {
		struct lint_ignore_file *file = s->contexts.ignores.p[i];
		if (!file->target.ready || str_eq(file->text, file->was))
			continue;
		TRY(fault_in(f, lint_target_write(&file->target, file->text, f), "%s", file->path));
		log_info("%s: %s", file->path, file->exists ? "lines added" : "written");
	}
	return 0;
}

static int exit_code(const struct session *s)
{
	bool gap = false, failed = false;
	for (size_t i = 0; i < s->report.files.n; i++) {
		const struct lint_file *file = &s->report.files.p[i];
		if (file->gap.n) {
			log_warn("%.*s: %.*s", STRF(file->path), STRF(file->gap));
			gap = true;
		}
		for (size_t k = 0; k < file->issues.n; k++)
			failed |= file->issues.p[k].level <= s->plan.threshold;
	}
	if (s->unreadable)
		return EXIT_TARGET;
	if (failed && !s->plan.no_fail)
		return EXIT_GATE;
	return gap ? EXIT_INCOMPLETE : EXIT_FIT;
}

/* Where the report goes: standard output, unless a repaired file went there. */
static int put_repaired_input(struct session *s, int *code)
{
	int fd = STDOUT_FILENO;
	for (size_t i = 0; i < s->jobs.n; i++) {
		if (!s->jobs.p[i].is_stdin || !writes(s->o))
			continue;
		struct out out;
		out_init_fd(&out, STDOUT_FILENO);
		out_str(&out, s->jobs.p[i].input.source);
		*code = command_finish(&out, *code);
		out_done(&out);
		fd = STDERR_FILENO;
	}
	return fd;
}

static int tell(struct session *s, int *code, struct fault *f)
{
	struct out out;
	*code = exit_code(s);
	int fd = put_repaired_input(s, code);
	const struct lint_tell how = {
		.colour = s->format->terminal && term_colour(fd),
		.width = s->format->terminal ? term_width(fd) : 0,
		.version = SEAWORTHY_VERSION,
	};
	if (s->o->diff) {
		*code = command_finish(&s->diff, *code);
		if (!s->repaired)
			log_warn("nothing can be repaired with certainty");
	} else {
		out_init_fd(&out, fd);
		int r = s->format->write(&s->report, &how, &out, f);
		*code = r < 0 && out.error == 0 ? *code : command_finish(&out, *code);
		if (r < 0 && out.error != 0)
			r = 0; /* command_finish() has told */
		out_done(&out);
		TRY(r);
	}
	if (s->refused && (s->o->fix || s->o->diff))
		log_info("%zu repairs were left out: their result could not be proved", s->refused);
	return 0;
}

static int run_session(struct session *s, int argc, char **argv, int *code, struct fault *f)
{
	struct clock clock;
	if (s->o->flags.verbose)
		log_set_level(LOG_INFO); /* before the files are looked for */
	TRY(lint_plan_read(s->arena, &s->o->flags, &s->plan, f));
	if (s->plan.verbose)
		log_set_level(LOG_INFO);
	if (s->plan.no_color)
		term_colour_choose(TERM_NEVER);
	TRY(check_options(s, f));
	TRY(clock_read(s->arena, s->o->now, &clock, f));
	s->plan.config.today = clock.date;
	lint_pins_init(&s->pins, s->arena);
	for (size_t i = 0; i < s->o->digests.n; i++)
		TRY(lint_digests_read(&s->pins, s->o->digests.p[i], f));
	s->plan.config.pins = &s->pins;
	s->settings = (struct lint_settings){
		.rules = &s->plan.rules,
		.rule = s->plan.rule,
		.all = s->o->flags.all,
		.no_pragmas = s->plan.no_pragmas,
		.ignores = s->plan.ignores.p,
		.ignores_n = s->plan.ignores.n,
	};
	lint_report_init(s->arena, &s->report);
	TRY(read_all(s, argc, argv, f));
	TRY(confine(s, f));
	TRY(lint_all(s, f));
	judge_ignores(s);
	TRY(write_fixes(s, f));
	return tell(s, code, f);
}

static int run(void *parsed, int argc, char **argv, struct arena *a)
{
	struct session s = { .o = parsed, .arena = a };
	struct fault f = { 0 };
	int code = EXIT_BUG;
	out_init_fd(&s.diff, STDOUT_FILENO);
	lint_contexts_init(&s.contexts, a);
	int r = run_session(&s, argc, argv, &code, &f);
	for (size_t i = 0; i < s.jobs.n; i++)
		lint_target_drop(&s.jobs.p[i].target);
	for (size_t i = 0; i < s.contexts.ignores.n; i++)
		lint_target_drop(&s.contexts.ignores.p[i]->target);
	out_done(&s.diff);
	return r < 0 ? command_fail(&f) : code;
}

const struct command command_lint = {
	.name = "lint",
	.summary = "what is wrong with this Dockerfile, and the repair",
	.usage = "seaworthy lint [options] [FILE...]",
	.description =
		"Reads Dockerfiles as the builder does, with their stages, shell commands and "
		"here-documents, and says what is wrong: where, why, and what to write instead. - "
		"reads standard input; without a FILE it is ./Dockerfile or ./Containerfile.\n"
		"\n"
		"--diff shows the repairs that are certain, --fix writes them. Each is proved: the "
		"repaired file parses, has none of the repaired findings and no new ones. "
		"Everything else is kept byte for byte. With - the repaired file goes to standard "
		"output and the report to standard error. --fix=stages also takes a file of one "
		"stage apart, into one that builds and one that ships. Where the whole folder is "
		"copied, a .dockerignore that fits it is written, or lines for secret files are "
		"added to the one that is there.\n"
		"\n"
		"--digests names what bases are pinned with, and nothing else does: a file with one "
		"NAME:TAG@DIGEST or NAME:TAG [PLATFORM] DIGEST a line, # begins a comment; or the "
		"folder of an OCI layout whose index.json has the full names "
		"(org.opencontainers.image.ref.name or io.containerd.image.name).\n"
		"\n"
		"What is copied, and whether there are lock files, is judged by the folder of the "
		"build: the one that the file is in, or --context. NAME.dockerignore beside the file "
		"comes before .dockerignore.\n"
		"\n"
		"A comment ignores a rule for the next instruction, by any of its names: "
		"# seaworthy ignore=DL3008 until=2027-01-31 because the mirror is pinned. With "
		"\"global\" or \"stage\" before \"ignore\" it is for the file or the stage. The comments "
		"of hadolint and # check=skip=... work, too, as do .hadolint.yaml, its environment "
		"variables and its options. .seaworthy.yaml has the key lint, with ignore, override, "
		"trusted-registries, labels, failure-threshold.\n"
		"\n"
		"Exit code 1 when there are findings of the failure threshold or worse, 5 when a file "
		"could not be read.",
	.examples =
		"  seaworthy lint                              # the Dockerfile of this folder\n"
		"  seaworthy lint --diff services/*/Dockerfile # what can be repaired?\n"
		"  seaworthy lint --fix Dockerfile             # repair it\n"
		"  seaworthy lint --diff=stages Dockerfile     # builder and runtime apart?\n"
		"  seaworthy lint --fix --digests pins.txt     # pin what pins.txt names\n"
		"  seaworthy lint -t error -f sarif Dockerfile # for CI\n"
		"  seaworthy explain DL3008                    # why is that a problem?\n",
	.order = 20,
	.options = options,
	.options_size = sizeof(struct options),
	.run = run,
};
