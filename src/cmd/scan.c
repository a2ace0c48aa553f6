/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy scan: opens everything it will need, confines itself, then reads the image.
 *
 * The order matters: input, database and output files are opened first; after sandbox_enter() nothing can
 * be opened for writing and nothing outside the input folder can be read.
 */
#define _GNU_SOURCE
#include "scan.h"

#include "base/log.h"
#include "cmd/command.h"
#include "cmd/lib/engine.h"
#include "cmd/lib/gitlab_env.h"
#include "cmd/lib/global.h"
#include "cmd/lib/image_run.h"
#include "cmd/lib/judging.h"
#include "cmd/lib/secrets.h"
#include "find/lib/implant_miner.h"
#include "find/watch.h"
#include "tell/format.h"

struct options {
	bool rootfs, one_device, all, files, no_gate, no_sandbox, show_secrets, show_ignored;
	struct image_options which;
	const char *db, *format, *now, *secret_config;
	struct opt_list outputs, scanners;
	unsigned verify;
	uint64_t jobs, exit_code, max_db_age;
	struct judging_options judging;
};

static const struct options defaults = { .format = "table", .exit_code = EXIT_GATE };

static const char *const verify_choices[] = { "blobs", "full", NULL };

#define AT(field) .offset = offsetof(struct options, field)
static const struct opt options[] = {
	{ .kind = OPT_GROUP, .help = "What to scan" },
	{ OPT_FLAG, 0, "rootfs", NULL, "The operand is a folder that holds a root file system",
	  AT(rootfs) },
	{ OPT_FLAG, 0, "one-file-system", NULL,
	  "With --rootfs: do not enter other mounted file systems", AT(one_device) },
	IMAGE_OPTIONS(struct options, which),
	BASE_OPTIONS(struct options, which),
	{ OPT_CHOICE, 0, "verify", "WHAT",
	  "Digests to check: 'blobs' (default), or 'full' for the uncompressed layers, too",
	  AT(verify), .choices = verify_choices },
	{ OPT_LIST, 0, "scanners", "NAME[,NAME]",
	  "What to look for: vuln, secret, integrity, leftover (default: all)", AT(scanners),
	  .split = true },
	{ OPT_FLAG, 0, "show-ignored", NULL,
	  "List secrets that configuration and comments leave out, and who says so",
	  AT(show_ignored) },
	{ OPT_FLAG, 0, "show-secrets", NULL,
	  "Print the secrets that are found, not only a mask: the report is then one, too",
	  AT(show_secrets) },
	{ OPT_STRING, 0, "secret-config", "FILE",
	  "Rules and exceptions for secrets: a .gitleaks.toml or trivy-secret.yaml (default: those "
	  "in the working folder)",
	  AT(secret_config) },
	{ .kind = OPT_GROUP, .help = "What to judge by" },
	{ OPT_STRING, 0, "db", "FILE",
	  "Advisory database, or 'builtin' for the headline advisories alone", AT(db) },
	{ OPT_NUMBER, 0, "max-db-age", "DAYS", "Exit 4 when the newest advisory data is older",
	  AT(max_db_age), .max = 36500 },
	JUDGING_OPTIONS(struct options, judging),
	{ OPT_NUMBER, 0, "exit-code", "N", "Exit with N instead of 1 when the gate says no",
	  AT(exit_code), .max = 255 },
	{ OPT_FLAG, 0, "no-gate", NULL, "Report only: findings do not change the exit code",
	  AT(no_gate) },
	{ .kind = OPT_GROUP, .help = "What to print" },
	{ OPT_STRING, 'f', "format", "FORMAT",
	  "Format of standard output: table (default), json, html, markdown, csv, oneline, "
	  "packages, layers, dockerfile, prometheus, none; for other tools sarif, junit, github, "
	  "gitlab-code-quality, gitlab-container-scanning, gitlab-secret-detection, harbor, asff, "
	  "cosign-vuln, trivy-json; VEX as openvex, csaf, cyclonedx-vex",
	  AT(format) },
	{ OPT_LIST, 'o', "output", "FORMAT=FILE", "Also write FILE in that format; repeatable",
	  AT(outputs) },
	{ OPT_FLAG, 'a', "all", NULL, "Show every finding, not only what to act on", AT(all) },
	{ OPT_FLAG, 0, "files", NULL, "List the files that packages own", AT(files) },
	{ .kind = OPT_GROUP, .help = "How to run" },
	{ OPT_NUMBER, 'j', "jobs", "N", "Worker threads (default: one a processor)", AT(jobs),
	  .max = 256 },
	{ OPT_FLAG, 0, "no-sandbox", NULL, "Do not confine the process; the report says so",
	  AT(no_sandbox) },
	{ OPT_STRING, 0, "now", "TIME",
	  "Judge as of this time, YYYY-MM-DD[THH:MM:SSZ] (default: the clock)", AT(now) },
	{ .kind = OPT_END },
};

struct session {
	const struct options *o;
	struct image_run run;
	struct judging judging;
	struct judging_options how; /* of the command line, and of the environment */
	struct gitlab_env gitlab;
	struct miner_patterns *miners;
};

static int read_scanners(const struct options *o, unsigned *out, struct fault *f)
{
	static const struct {
		const char *name;
		enum scanner scanner;
	} names[] = {
		{ "vuln", SCANNER_VULNERABILITY },
		{ "secret", SCANNER_SECRET },
		{ "integrity", SCANNER_INTEGRITY },
		{ "leftover", SCANNER_LEFTOVER },
		{ "all", SCANNER_ALL },
	};
	unsigned scanners = o->scanners.n ? 0 : SCANNER_ALL;
	for (size_t i = 0; i < o->scanners.n; i++) {
		size_t k = 0;
		while (k < ARRAY_LEN(names) && strcmp(o->scanners.p[i], names[k].name) != 0)
			k++;
		if (k == ARRAY_LEN(names))
			return fault_set(
				f, E_USAGE,
				"--scanners %s: choose of vuln, secret, integrity, leftover",
				o->scanners.p[i]);
		scanners |= names[k].scanner;
	}
	*out = scanners;
	return 0;
}

/* A job of GitLab's names its image by a variable. */
static int read_environment(struct session *s, struct fault *f)
{
	TRY(gitlab_env_read(&s->gitlab, f));
	if (s->gitlab.image)
		log_info("scanning CS_IMAGE, %s", s->gitlab.image);
	if (!s->how.dockerfile)
		s->how.dockerfile = s->gitlab.dockerfile;
	/* what is left out would look mended to the history */
	s->how.no_history |= s->gitlab.filters;
	return 0;
}

static int check_options(struct session *s, int argc, char **argv, struct fault *f)
{
	const struct options *o = s->o;
	s->how = o->judging;
	if (argc == 0 && !o->rootfs)
		TRY(read_environment(s, f));
	if (argc != 1 && !s->gitlab.image)
		return fault_set(f, E_USAGE,
				 argc ? "scan takes one image, %d were given"
				      : "scan needs an image: a file, a folder, or - for standard "
					"input",
				 argc);
	if (o->one_device && !o->rootfs)
		return fault_set(f, E_USAGE, "--one-file-system goes with --rootfs");
	if (o->rootfs && (o->which.image || o->which.platform || o->which.base))
		return fault_set(f, E_USAGE,
				 "--rootfs has no --image, no --platform and no --base");
	s->run.scan = (struct scan_options){
		.reference = s->gitlab.image ? s->gitlab.image : argv[0],
		.rootfs = o->rootfs,
		.one_device = o->one_device,
		.image = o->which.image,
		.verify_diff_ids = o->verify == 1,
		.show_secrets = o->show_secrets,
		.gate.headline_accepted = o->db && strcmp(o->db, "builtin") == 0,
	};
	if (s->gitlab.filters) {
		s->run.scan.select = report_filter_apply;
		s->run.scan.select_context = &s->gitlab.filter;
	}
	TRY(read_scanners(o, &s->run.scan.scanners, f));
	return image_run_prepare(&s->run, o->which.platform, o->now, o->jobs, f);
}

static int open_all(struct session *s, struct fault *f)
{
	struct image_run *run = &s->run;
	const char *target = s->o->rootfs || !run->scan.reference ? NULL : run->scan.reference;
	TRY(judging_open(&s->judging, &s->how, target, &s->o->outputs, &run->scan, f));
	TRY(output_open(&run->outputs, s->o->format, &s->judging.outputs, f));
	TRY(database_open(&run->database, s->o->db, run->arena, f));
	run->scan.database = run->database.info;
	if (!s->o->rootfs)
		TRY(image_run_open_bases(run, &s->o->which, f));
	if (run->scan.scanners & SCANNER_SECRET)
		TRY(secrets_setup_new(s->o->secret_config, &run->secrets, f));
	run->scan.secrets = run->secrets ? secrets_setup_engine(run->secrets) : NULL;
	run->scan.excused = run->secrets ? secrets_setup_excuses : NULL;
	run->scan.excused_context = run->secrets;
	if (run->scan.scanners & SCANNER_INTEGRITY)
		TRY(miner_patterns_new(&s->miners, f));
	run->scan.miners = s->miners;
	TRY(engine_input_open(run->scan.reference, NULL, &run->input, run->arena, f));
	if (s->o->rootfs && !run->input.is_directory)
		return fault_set(f, E_USAGE, "%s: --rootfs needs a folder", run->scan.reference);
	return 0;
}

static int exit_code_of(const struct session *s, struct run_outcome o)
{
	uint64_t age = clock_days_since(&s->run.clock, s->run.database.info.built);
	if (o.failed && !s->o->no_gate)
		return (int)s->o->exit_code;
	o.failed = false;
	o.stale |= s->o->max_db_age && age > s->o->max_db_age;
	return command_exit_code(o);
}

static void add_ignored(struct report *r, const struct secret_ignored *g)
{
	struct finding *n = report_add(r, FINDING_MISCONFIGURATION);
	n->place = n->own_place = PLACE_NOTE;
	n->severity = SEVERITY_NEGLIGIBLE;
	n->id = STR("secret-ignored");
	n->title = str_printf(r->arena, "ignored: %.*s %.*s", STRF(g->rule), STRF(g->masked));
	n->message = str_printf(r->arena, "On the word of %.*s:%u, %.*s.", STRF(g->by), g->by_line,
				STRF(g->why));
	n->path = str_dup(r->arena, g->path);
	n->line = g->line;
}

/* Left out on the user's word: said, so that nobody takes it for a clean image. */
static void note_ignored(struct session *s)
{
	size_t n = 0;
	uint64_t more = 0;
	const struct secret_ignored *list = NULL;
	if (s->run.secrets && s->run.reports.n)
		list = secrets_setup_ignored(s->run.secrets, &n, &more);
	if (n + more == 0)
		return;
	struct report *r = s->run.reports.p[0];
	struct finding *note = report_add(r, FINDING_MISCONFIGURATION);
	note->place = note->own_place = PLACE_NOTE;
	note->severity = SEVERITY_NEGLIGIBLE;
	note->id = STR("secrets-ignored");
	note->title = str_printf(r->arena, "%llu find%s of secrets left out",
				 (unsigned long long)(n + more), n + more == 1 ? "" : "s");
	note->message =
		STR("Configuration or comments in files say so; --show-ignored lists them.");
	for (size_t i = 0; s->o->show_ignored && i < n; i++)
		add_ignored(r, &list[i]);
	report_sort(r);
}

static int tell(struct session *s, int *out_code, struct fault *f)
{
	struct report_set set = { .reports = (const struct report *const *)s->run.reports.p,
				  .n = s->run.reports.n };
	struct run_outcome outcome = run_outcome_of(set.reports, set.n);
	set.verdict = run_verdict(outcome);
	set.exit_code = *out_code = exit_code_of(s, outcome);
	struct tell_options how = {
		.all = s->o->all,
		.files = s->o->files,
		.lang = s->judging.lang,
		.version = SEAWORTHY_VERSION,
	};
	TRY(output_write(&s->run.outputs, &set, &how, f));
	judging_remember(&s->judging, &set, s->run.scan.scanners);
	return 0;
}

static int run_session(struct session *s, int argc, char **argv, int *out_code, struct fault *f)
{
	TRY(check_options(s, argc, argv, f));
	TRY(open_all(s, f));
	if (s->o->show_secrets)
		log_warn("--show-secrets: the report holds the secrets themselves; keep it as "
			 "safe as they are");
	TRY(image_run_confine(&s->run, s->o->no_sandbox, f));
	TRY(judging_read(&s->judging, &s->run.scan, f));
	TRY(scan_run(&s->run.scan, &s->run.input, s->run.database.db, &s->run.reports, f));
	note_ignored(s);
	TRY(tell(s, out_code, f));
	struct str left_out = report_filter_note(&s->gitlab.filter, s->run.arena);
	if (left_out.n)
		log_warn(
			"not in the report, as CS_SEVERITY_THRESHOLD and CS_IGNORE_UNFIXED ask: %.*s",
			STRF(left_out));
	if (*out_code == EXIT_STALE)
		log_warn(
			"the newest advisory data is of %.*s, older than %s allows: run seaworthy db update",
			STRF(s->run.database.info.built),
			s->o->max_db_age ? "--max-db-age" : "the policy");
	return 0;
}

static int run(void *parsed, int argc, char **argv, struct arena *a)
{
	struct session s = { .o = parsed, .run = image_run_new(a), .judging = judging_new(a) };
	struct fault f = { 0 };
	int code = EXIT_BUG;
	int r = run_session(&s, argc, argv, &code, &f);
	image_run_done(&s.run);
	judging_done(&s.judging);
	miner_patterns_free(s.miners);
	return r < 0 ? command_fail(&f) : code;
}

const struct command command_scan = {
	.name = "scan",
	.summary = "is this image fit to ship?",
	.usage = "seaworthy scan [options] IMAGE",
	.description =
		"Reads every layer of a container image once, without unpacking it, finds its packages, "
		"matches them with advisories, and says whether the image is fit to ship and what to do "
		"first.\n"
		"\n"
		"In the same pass it looks for secrets in all files of all layers, also in those that a later "
		"layer deletes, in git repositories within them, in the history and in the configuration; for "
		"tampering: files that are not what their package installed, programs that nobody owns, "
		"traces of miners and back doors; and for leftovers: caches, build tools, and what else an "
		"intruder could use. --scanners chooses among them. Secrets are shown as masks with a "
		"fingerprint, --show-secrets excepted; what the scanner secret has found is masked in the "
		"instructions that a report quotes, too.\n"
		"\n"
		"IMAGE is a file or folder: what docker save, podman save, buildah and skopeo write "
		"(docker-archive, OCI archive, OCI layout), compressed or not; - reads standard input. The "
		"kind is found by content. With --rootfs it is a folder with a root file system. "
		"What is no file may be the name of an image that the local engine has (Docker, "
		"Podman): payment:1.2. Without IMAGE it is $CS_IMAGE, and GitLab's "
		"CS_DOCKERFILE_PATH, CS_SEVERITY_THRESHOLD and CS_IGNORE_UNFIXED count, too.\n"
		"\n"
		"Nothing is executed, nothing is written but the outputs you name, and there is no "
		"network. What cannot be read is a gap: it is listed, and the verdict is incomplete.",
	.examples =
		"  docker save payment:1.2 | seaworthy scan -      # an image of the local engine\n"
		"  seaworthy scan payment.tar                      # what docker save wrote\n"
		"  seaworthy scan --all oci-layout/                # every finding, with reasons\n"
		"  seaworthy scan -o json=report.json payment.tar  # the table, and JSON\n"
		"  seaworthy scan --platform all index.tar         # each platform of the image\n"
		"  seaworthy scan --rootfs /mnt/root               # a folder instead of an image\n",
	.order = 10,
	.options = options,
	.options_size = sizeof(struct options),
	.defaults = &defaults,
	.run = run,
};
