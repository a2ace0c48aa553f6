/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Trivy-style command lines: the words that stand where a subcommand stands, and what answers them.
 *
 * Decisions: docs/design/005-trivy-command-lines.md.
 */
#include "base/fs.h"
#include "base/log.h"
#include "base/term.h"
#include "cmd/lib/global.h"
#include "cmd/lib/trivy_default.h"
#include "cmd/lib/trivy_other.h"
#include "cmd/lib/trivy_scan.h"
#include "cmd/lib/usage.h"

#include <unistd.h>

enum answer {
	ANSWER_IMAGE,
	ANSWER_ROOTFS,
	ANSWER_TREE,
	ANSWER_CONFIG,
	ANSWER_CONVERT,
	ANSWER_NOT_NEEDED,
	ANSWER_NOT_HERE,
};

static const struct word {
	const char *name, *alias;
	enum answer answer;
	const char *text; /* why not */
} words[] = {
	{ "image", "i", ANSWER_IMAGE, NULL },
	{ "rootfs", NULL, ANSWER_ROOTFS, NULL },
	{ "filesystem", "fs", ANSWER_TREE, NULL },
	{ "repository", "repo", ANSWER_TREE, NULL },
	{ "config", "conf", ANSWER_CONFIG, NULL },
	{ "convert", NULL, ANSWER_CONVERT, NULL },
	{ "clean", NULL, ANSWER_NOT_NEEDED, "nothing is cached" },
	{ "registry", NULL, ANSWER_NOT_NEEDED, "no registry is asked" },
	{ "vex", NULL, ANSWER_NOT_NEEDED, "documents are named by --vex" },
	{ "plugin", NULL, ANSWER_NOT_NEEDED, "there are no plug-ins" },
	{ "module", NULL, ANSWER_NOT_NEEDED, "there are no modules" },
	{ "sbom", NULL, ANSWER_NOT_HERE,
	  "bills of materials are not read; scan the image that it describes: seaworthy image" },
	{ "kubernetes", "k8s", ANSWER_NOT_HERE,
	  "clusters are not asked; scan the images that they run: seaworthy image" },
	{ "vm", NULL, ANSWER_NOT_HERE,
	  "disks are not read; mount it, and scan the folder: seaworthy rootfs DIR" },
	{ "server", NULL, ANSWER_NOT_HERE,
	  "there is no server; every scan has the database at hand: seaworthy db update" },
	{ "client", NULL, ANSWER_NOT_HERE,
	  "there is no server to ask; scan where the image is: seaworthy image" },
};

static const struct word *find_word(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(name, words[i].name) == 0 ||
		    (words[i].alias && strcmp(name, words[i].alias) == 0))
			return &words[i];
	return NULL;
}

static int show_page(void)
{
	struct out out;
	out_init_fd(&out, STDOUT_FILENO);
	usage_command(command_find("trivy"), &out, usage_width(STDOUT_FILENO),
		      term_colour(STDOUT_FILENO));
	int code = command_finish(&out, EXIT_FIT);
	out_done(&out);
	return code;
}

static int generate_config(struct fault *f)
{
	static const char path[] = "trivy-default.yaml";
	struct fs_file file;
	struct out out;
	TRY(fs_file_create(&file, path, f));
	out_init_fd(&out, file.fd);
	trivy_default_config(&out);
	int r = out_finish(&out, f);
	out_done(&out);
	if (r < 0) {
		fs_file_abort(&file);
		return fault_in(f, r, "%s", path);
	}
	TRY(fs_file_commit(&file, f));
	log_info("wrote %s", path);
	return 0;
}

static void be_as_loud_as_asked(const struct trivy_line *l)
{
	if (trivy_truth(l, TRIVY_FLAG_DEBUG))
		log_set_level(LOG_DEBUG);
	else if (trivy_truth(l, TRIVY_FLAG_QUIET))
		log_set_level(LOG_ERROR);
}

static int answer(const struct word *w, const struct trivy_line *l, int *out_code, struct fault *f)
{
	*out_code = EXIT_FIT;
	if (trivy_truth(l, TRIVY_FLAG_GENERATE_DEFAULT_CONFIG))
		return generate_config(f);
	if (trivy_truth(l, TRIVY_FLAG_DOWNLOAD_DB_ONLY))
		return trivy_update(l, out_code, f);
	switch (w->answer) {
	case ANSWER_IMAGE:
		return trivy_scan(l, TRIVY_IMAGE, out_code, f);
	case ANSWER_ROOTFS:
		return trivy_scan(l, TRIVY_ROOTFS, out_code, f);
	case ANSWER_TREE:
		return trivy_scan(l, TRIVY_TREE, out_code, f);
	case ANSWER_CONFIG:
		return trivy_config(l, out_code, f);
	case ANSWER_CONVERT:
		return trivy_convert(l, out_code, f);
	case ANSWER_NOT_NEEDED:
		log_warn("not needed: %s", w->text);
		return 0;
	case ANSWER_NOT_HERE:
		return fault_set(f, E_USAGE, "%s", w->text);
	}
	return fault_set(f, E_BUG, "no answer to %s", w->name);
}

static bool asks_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

/* argv[0] is the word; what follows it, its flags and operands. */
static int run_word(const struct word *w, int argc, char **argv, struct arena *a)
{
	struct trivy_line line;
	struct fault f = { 0 };
	int code = EXIT_BUG;
	if (asks_for_help(argc, argv))
		return show_page();
	/* what has sub-commands and flags of its own, and does nothing here */
	if (w->answer == ANSWER_NOT_NEEDED || w->answer == ANSWER_NOT_HERE)
		argc = 1;
	int r = trivy_line_read(&line, argc, argv, a, &f);
	if (r >= 0) {
		be_as_loud_as_asked(&line);
		for (size_t i = 0; i < line.notes.n; i++)
			log_warn("%.*s", STRF(line.notes.p[i]));
		r = answer(w, &line, &code, &f);
	}
	return fault_in(&f, r, "%s", w->name) < 0 ? command_fail(&f) : code;
}

int trivy_word_at(int argc, char **argv)
{
	int at = trivy_skip_flags(argc, argv);
	return at < argc && find_word(argv[at]) ? at : 0;
}

static int run(void *options, int argc, char **argv, struct arena *a)
{
	struct fault f = { 0 };
	(void)options;
	/* "trivy image …": the word comes to the front, flags before it stay flags */
	if (argc > 0 && strcmp(argv[0], "trivy") == 0) {
		if (argc == 1 || asks_for_help(argc, argv))
			return show_page();
		int at = trivy_word_at(argc, argv);
		const char *given = argv[at ? at : 1];
		if (!at) {
			fault_set(&f, E_USAGE,
				  "\"%s\" is no command of a Trivy-style line; \"seaworthy help "
				  "trivy\" lists them",
				  given);
			return command_fail(&f);
		}
		char *word = argv[at];
		memmove(argv + 2, argv + 1, (size_t)(at - 1) * sizeof(char *));
		argv[1] = word;
		argc--;
		argv++;
	}
	return run_word(find_word(argv[0]), argc, argv, a);
}

static const char *const aliases[] = {
	"image",      "i",	 "rootfs", "filesystem", "fs",	   "repository", "repo",   "config",
	"conf",	      "convert", "clean",  "registry",	 "vex",	   "plugin",	 "module", "sbom",
	"kubernetes", "k8s",	 "vm",	   "server",	 "client", NULL,
};

const struct command command_trivy = {
	.name = "trivy",
	.summary = "Trivy-style command lines are understood: seaworthy help trivy",
	.usage = "seaworthy image|i [flags] IMAGE\n"
		 "seaworthy image --input FILE [flags]\n"
		 "seaworthy rootfs DIR\n"
		 "seaworthy filesystem|fs DIR\n"
		 "seaworthy repository|repo DIR\n"
		 "seaworthy config|conf DIR|FILE\n"
		 "seaworthy convert [flags] FILE",
	.description =
		"Command lines that were written for Trivy run unchanged, with the flags, variables and "
		"keys that are listed here. IMAGE is a file, a folder, or the name of an image that the "
		"local engine has (Docker, Podman); nothing is pulled.\n"
		"\n"
		"Each flag is also a variable (TRIVY_IGNORE_UNFIXED for --ignore-unfixed) and a key of "
		"trivy.yaml in the working folder, or of --config FILE: the flag counts first, then the "
		"variable, then the file. --generate-default-config writes trivy-default.yaml with all "
		"keys.\n"
		"\n"
		"The exit code is 0 also with findings, N with --exit-code N. What could not be read is "
		"said on standard error in any case; with --exit-code the exit code is then 3, unless "
		"--exit-on-gaps says another. Mistakes are 2, and what cannot be found is 5, where "
		"Trivy has 1.\n"
		"\n"
		"filesystem and repository look at secrets, and at the packages of a distribution where "
		"the folder is a root file system. config looks at Dockerfiles (seaworthy lint). clean, "
		"registry, vex, plugin and module are not needed and do nothing. sbom, kubernetes, vm, "
		"server and client are refused.",
	.examples = "  seaworthy image --exit-code 1 --severity CRITICAL,HIGH payment:1.2\n"
		    "  seaworthy image -f template -t @contrib/html.tpl -o r.html payment:1.2\n"
		    "  docker save payment:1.2 | seaworthy image --input -\n"
		    "  TRIVY_SEVERITY=HIGH,CRITICAL seaworthy fs .\n",
	.order = 85,
	.aliases = aliases,
	.own_line = true,
	.options = trivy_options,
	.run = run,
};
