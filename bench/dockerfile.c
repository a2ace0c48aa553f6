/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench-dockerfile: how many Dockerfiles are parsed a second, beside a count of lines, words and bytes of the
 * same files (what `wc` does); and whether time stays linear in long files and long lines.
 *
 * The files are made up, of mixed kinds and sizes, from a fixed seed. Medians of five rounds, in processor
 * time.
 */
#define _GNU_SOURCE
#include "base/buf.h"
#include "find/dockerfile/ast.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define FILES  2000
#define ROUNDS 5

static const char *const lines[] = {
	"RUN apt-get update && apt-get install -y --no-install-recommends \\\n"
	"        ca-certificates \\\n    # for the build\n        curl=7.88.1-10 \\\n"
	"    && rm -rf /var/lib/apt/lists/*\n",
	"ENV NODE_VERSION=20.11.1 PATH=\"/opt/node/bin:$PATH\" NODE_ENV=production\n",
	"COPY --from=build --chown=1000:1000 /src/dist /srv/app/\n",
	"COPY package.json package-lock.json ./\n",
	"RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev\n",
	"WORKDIR /srv/app\n",
	"# what follows is the application\n",
	"\n",
	"EXPOSE 8080/tcp\n",
	"LABEL org.opencontainers.image.title=\"service\" org.opencontainers.image.version=\"1.4\"\n",
	"RUN <<EOF\nset -e\nadduser -D app\nmkdir -p /srv/app/data\nEOF\n",
	"HEALTHCHECK --interval=30s --timeout=3s CMD [\"curl\", \"-f\", \"http://localhost/\"]\n",
	"ARG VERSION=1.2.3\n",
	"USER ${APP_USER:-1000}:1000\n",
	"ENTRYPOINT [\"node\", \"--enable-source-maps\", \"server.js\"]\n",
	"RUN set -eux; for f in a b c; do cp \"/src/$f\" /dst/; done; echo done\n",
};

static uint32_t next(uint64_t *state)
{
	*state = *state * 6364136223846793005ull + 1442695040888963407ull;
	return (uint32_t)(*state >> 33);
}

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

static size_t count(struct str s)
{
	size_t n = 0, words = 0;
	bool inside = false;
	for (size_t k = 0; k < s.n; k++) {
		bool space = char_is_space(s.p[k]);
		n += s.p[k] == '\n';
		words += !space && !inside;
		inside = !space;
	}
	return n + words;
}

static void bench_mixed(struct arena *keep, struct arena *a)
{
	struct str *files = arena_array(keep, FILES, sizeof(*files));
	uint64_t state = 1;
	size_t bytes = 0, sum = 0;
	for (size_t k = 0; k < FILES; k++) {
		OWNED(buf_donep) struct buf b;
		buf_init(&b, MIB);
		buf_printf(&b, "# syntax=docker/dockerfile:1\nFROM debian:12 AS build\n");
		for (uint32_t n = 4 + next(&state) % 40; n; n--)
			buf_add_str(&b, str_of(lines[next(&state) % ARRAY_LEN(lines)]));
		files[k] = str_dup(keep, buf_str(&b));
		bytes += b.n;
	}
	double parsed[ROUNDS], counted[ROUNDS];
	for (size_t round = 0; round < ROUNDS; round++) {
		double start = cpu();
		for (size_t k = 0; k < FILES; k++)
			sum += parse(a, files[k]);
		parsed[round] = cpu() - start;
		start = cpu();
		for (size_t k = 0; k < FILES; k++)
			sum += count(files[k]);
		counted[round] = cpu() - start;
	}
	double p = median(parsed), c = median(counted);
	printf("mixed: %zu bytes a file: %.0f files/s, %.0f MB/s; counting words %.0f MB/s (%zu)\n",
	       bytes / FILES, FILES / p, (double)bytes / p / 1e6, (double)bytes / c / 1e6, sum);
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

int main(void)
{
	OWNED(arena_freep) struct arena *keep = arena_new();
	OWNED(arena_freep) struct arena *a = arena_new();
	bench_mixed(keep, a);
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
	return 0;
}
