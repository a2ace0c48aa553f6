/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-dockerfile: how many Dockerfiles are linted a second on one core, beside wc over the same bytes.
 *
 *     bench-dockerfile                     a mix of made-up files
 *     bench-dockerfile FOLDER…             and the files in these folders
 *     bench-dockerfile --rules [FOLDER…]   and what each rule costs
 *     bench-dockerfile --shapes            does parsing stay linear in long files and long lines?
 *
 * A file is parsed, its build is worked out, and all rules that are on run over it; what is found is not
 * written. Medians of five rounds in processor time, wc between the rounds. What wc costs to start is
 * taken off: it reads all files as one.
 */
#define _GNU_SOURCE
#include "base/fs.h"
#include "find/dockerfile/lint.h"
#include "mix.h"

#include <dirent.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FILES  2000
#define ROUNDS 5

extern char **environ;

struct set {
	const char *name;
	VEC(struct str) files;
	size_t bytes;
	char path[32]; /* all of them in one file, for wc */
};

struct bench {
	struct arena *keep, *scratch;
	struct lint_rules rules;
	struct lint_setting *settings; /* NULL: as they are by default */
};

static double cpu(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_value(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;
	return (a > b) - (a < b);
}

static double median(double *v)
{
	qsort(v, ROUNDS, sizeof(*v), by_value);
	return v[ROUNDS / 2];
}

static size_t parse(struct arena *a, struct str source)
{
	struct dockerfile d;
	struct fault f = { 0 };
	arena_reset(a);
	if (dockerfile_parse(a, STR(""), source, &d, &f) < 0) {
		fprintf(stderr, "bench-dockerfile: %s\n", f.text);
		exit(1);
	}
	return d.instructions.n + d.errors.n;
}

enum depth { PARSE, BUILD, LINT };

static size_t work(const struct bench *b, struct str source, enum depth depth)
{
	struct dockerfile d;
	struct df_build build;
	struct lint_findings found;
	const struct df_options options = { 0 };
	const struct lint_settings settings = { .rules = &b->rules, .rule = b->settings };
	struct fault f = { 0 };
	struct arena *a = b->scratch;
	if (depth == PARSE)
		return parse(a, source);
	arena_reset(a);
	if (dockerfile_parse(a, STR("Dockerfile"), source, &d, &f) < 0 ||
	    df_build(a, &d, &options, &build, &f) < 0)
		return 0; /* not a Dockerfile after all */
	if (depth == BUILD)
		return build.stages.n;
	lint_run(a, &d, &build, NULL, &settings, &found);
	return found.list.n;
}

static double once(const struct bench *b, const struct set *s, enum depth depth, size_t *sum)
{
	double start = cpu();
	for (size_t k = 0; k < s->files.n; k++)
		*sum += work(b, s->files.p[k], depth);
	return cpu() - start;
}

/* The processor time of a child. */
static double child(const char *const *argv)
{
	pid_t pid;
	int status;
	struct rusage used;
	posix_spawn_file_actions_t to_null;
	posix_spawn_file_actions_init(&to_null);
	posix_spawn_file_actions_addopen(&to_null, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	if (posix_spawnp(&pid, argv[0], &to_null, NULL, (char *const *)argv, environ) != 0 ||
	    wait4(pid, &status, 0, &used) != pid || status != 0) {
		fprintf(stderr, "bench-dockerfile: %s cannot be run\n", argv[0]);
		exit(1);
	}
	posix_spawn_file_actions_destroy(&to_null);
	return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
	       (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static double count_words(const struct set *s)
{
	return child((const char *[]){ "wc", s->path, NULL }) -
	       child((const char *[]){ "wc", "/dev/null", NULL });
}

static void print(const struct set *s, const char *what, double seconds)
{
	printf("  %-24s %8.0f files/s %8.1f us/file %7.2f ns/byte\n", what,
	       (double)s->files.n / seconds, seconds * 1e6 / (double)s->files.n,
	       seconds * 1e9 / (double)s->bytes);
}

static void bench_set(const struct bench *b, const struct set *s)
{
	double parsed[ROUNDS], built[ROUNDS], linted[ROUNDS], counted[ROUNDS];
	size_t sum = 0, findings = 0;
	for (size_t round = 0; round < ROUNDS; round++) {
		parsed[round] = once(b, s, PARSE, &sum);
		built[round] = once(b, s, BUILD, &sum);
		findings = 0;
		linted[round] = once(b, s, LINT, &findings);
		counted[round] = count_words(s);
	}
	printf("%s: %zu files, %zu bytes each, %.1f findings each\n", s->name, s->files.n,
	       s->bytes / s->files.n, (double)findings / (double)s->files.n);
	print(s, "parsed", median(parsed));
	print(s, "with what they build", median(built));
	print(s, "linted", median(linted));
	print(s, "wc", median(counted));
	printf("  linted / wc = %.1f\n", median(linted) / median(counted));
}

/* Each rule alone, less no rule at all. */
static void bench_rules(struct bench *b, const struct set *s)
{
	struct lint_setting *only = arena_array(b->keep, all_dockerfile_rules_n, sizeof(*only));
	double none[ROUNDS], took[ROUNDS];
	size_t found = 0;
	for (size_t k = 0; k < all_dockerfile_rules_n; k++)
		only[k].off = true;
	b->settings = only;
	for (size_t k = 0; k < all_dockerfile_rules_n; k++) {
		found = 0;
		for (size_t round = 0; round < ROUNDS; round++) {
			only[k].off = true;
			none[round] = once(b, s, LINT, &found);
			only[k].off = false;
			only[k].on = true;
			took[round] = once(b, s, LINT, &found);
		}
		printf("%8.2f us/file %7zu findings  %s\n",
		       (median(took) - median(none)) * 1e6 / (double)s->files.n, found / ROUNDS,
		       all_dockerfile_rules[k]->id);
		only[k].off = true;
	}
	b->settings = NULL;
}

static void add_file(const struct bench *b, struct set *s, FILE *all, struct str source)
{
	*VEC_PUSH(b->keep, &s->files) = str_dup(b->keep, source);
	s->bytes += source.n;
	fwrite(source.p, 1, source.n, all);
}

static void make_mix(const struct bench *b, struct set *s, FILE *all)
{
	uint64_t state = 1;
	for (size_t k = 0; k < FILES; k++) {
		OWNED(buf_donep) struct buf text;
		buf_init(&text, MIB);
		mix_file(&text, &state);
		add_file(b, s, all, buf_str(&text));
	}
}

static void read_folder(const struct bench *b, struct set *s, FILE *all)
{
	struct dirent **names;
	int n = scandir(s->name, &names, NULL, alphasort);
	for (int k = 0; k < n; k++) {
		OWNED(buf_donep) struct buf text;
		struct fault f;
		struct str path = str_printf(b->keep, "%s/%s%c", s->name, names[k]->d_name, 0);
		buf_init(&text, MIB);
		if (names[k]->d_type == DT_REG && fs_read_file(path.p, &text, &f) >= 0 && text.n)
			add_file(b, s, all, buf_str(&text));
		free(names[k]);
	}
	if (n >= 0)
		free(names);
}

/* `folder` NULL: the mix. */
static void bench_files(struct bench *b, const char *folder, bool rules)
{
	struct set s = { .name = folder ? folder : "mix", .path = "/tmp/bench-dockerfile-XXXXXX" };
	int fd = mkstemp(s.path);
	FILE *all = fd < 0 ? NULL : fdopen(fd, "w");
	if (!all) {
		fprintf(stderr, "bench-dockerfile: %s cannot be written\n", s.path);
		exit(1);
	}
	if (folder)
		read_folder(b, &s, all);
	else
		make_mix(b, &s, all);
	fclose(all);
	if (s.files.n) {
		bench_set(b, &s);
		if (rules)
			bench_rules(b, &s);
	}
	unlink(s.path);
}

/* `unit` repeated to about 1 MB and 4 MB: nanoseconds a byte of each. */
static void bench_shape(struct arena *a, const char *name, const char *head, const char *unit)
{
	printf("%-22s", name);
	for (size_t size = MIB; size < 5 * MIB; size *= 4) {
		OWNED(buf_donep) struct buf b;
		buf_init(&b, 8 * MIB);
		buf_add_str(&b, str_of(head));
		while (b.n + strlen(unit) < size)
			buf_add_str(&b, str_of(unit));
		double took[ROUNDS];
		for (size_t round = 0; round < ROUNDS; round++) {
			double start = cpu();
			parse(a, buf_str(&b));
			took[round] = cpu() - start;
		}
		printf("  %.1f MB: %6.2f ns/byte, %5.1f x memory", (double)b.n / 1e6,
		       median(took) * 1e9 / (double)b.n, (double)arena_used(a) / (double)b.n);
	}
	putchar('\n');
}

static void bench_shapes(struct arena *a)
{
	bench_shape(a, "many instructions", "FROM a\n", "RUN apt-get install -y curl wget\n");
	bench_shape(a, "one line", "FROM a\nRUN x", " && install something");
	bench_shape(a, "words of one COPY", "FROM a\nCOPY", " source.file");
	bench_shape(a, "pairs of one ENV", "FROM a\nENV", " NAME=\"a b\"");
	bench_shape(a, "continued lines", "FROM a\nRUN x \\\n", "  && y z \\\n");
	bench_shape(a, "comments inside", "FROM a\nRUN x \\\n", "# y\n");
	bench_shape(a, "one array", "FROM a\nCMD [\"x\"", ", \"y\\u00e4\"");
	bench_shape(a, "one here-document", "FROM a\nRUN <<EOF\n", "line\n");
	bench_shape(a, "here-documents", "FROM a\n", "RUN <<EOF\nset -e\nmake install\nEOF\n");
	bench_shape(a, "markers without end", "FROM a\nRUN cat", " <<A");
	bench_shape(a, "open braces", "FROM a\nENV A=", "${A:-");
	bench_shape(a, "ends of words missing", "FROM a\nCOPY", " \"x");
	bench_shape(a, "flags", "FROM a\nRUN", " --mount=type=x");
}

int main(int argc, char **argv)
{
	OWNED(arena_freep) struct arena *keep = arena_new();
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct bench b = { .keep = keep, .scratch = scratch };
	bool rules = argc > 1 && strcmp(argv[1], "--rules") == 0;
	if (argc > 1 && strcmp(argv[1], "--shapes") == 0) {
		bench_shapes(scratch);
		return 0;
	}
	lint_rules_init(&b.rules, keep);
	bench_files(&b, NULL, rules);
	for (int k = 1 + rules; k < argc; k++)
		bench_files(&b, argv[k], rules);
	return 0;
}
