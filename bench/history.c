/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A year of two hundred images: how large the history gets, and how long its questions take.
 *
 * usage: bench-history FILE [IMAGES [WEEKS]]     FILE must not exist
 *
 * Every image is built and scanned once a week, each with about sixty findings. Images share bases: a finding of a
 * base comes and goes in all images on it. Each week the world publishes new vulnerabilities, distributions
 * mend some after a while, teams rebuild some images and upgrade. Some images are given up, some appear
 * later, some findings are ignored until a date.
 */
#include "base/date.h"
#include "base/log.h"
#include "history/weekly.h"
#include "tell/weekly.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BASES = 12, PER_WEEK = 12, LIFE = 20 };

struct world {
	struct arena *a;
	uint64_t seed;
	unsigned images, weeks;
};

/* A number below n that depends on its inputs only. */
static unsigned roll(uint64_t x, uint64_t y, uint64_t z, unsigned n)
{
	uint64_t h = x * 0x9e3779b97f4a7c15u ^ (y + 77) * 0xc2b2ae3d27d4eb4fu ^
		     (z + 1234) * 0x165667b19e3779f9u;
	h ^= h >> 29;
	h *= 0xbf58476d1ce4e5b9u;
	h ^= h >> 32;
	return (unsigned)(h % n);
}

static enum severity severity_of(unsigned id)
{
	static const uint8_t of[] = { SEVERITY_CRITICAL, SEVERITY_HIGH,	  SEVERITY_HIGH,
				      SEVERITY_HIGH,	 SEVERITY_MEDIUM, SEVERITY_MEDIUM,
				      SEVERITY_MEDIUM,	 SEVERITY_LOW,	  SEVERITY_LOW,
				      SEVERITY_LOW,	 SEVERITY_LOW,	  SEVERITY_NEGLIGIBLE };
	return (enum severity)of[roll(id, 5, 5, ARRAY_LEN(of))];
}

/* Vulnerability `id` of week `born` in something that `owner` (a base or an image) has. */
static void add(struct world *w, struct record *r, unsigned owner, int born, unsigned k, int week)
{
	unsigned id = (unsigned)(born + 1000) * 64 + k, lag = roll(id, owner, 1, 7);
	/* some teams upgrade within days of a fix, others when they happen to */
	unsigned life = owner % 3 == 0 ? lag + 1 + roll(id, owner, 2, 3)
				       : LIFE / 2 + roll(id, owner, 2, LIFE * 2);
	if (week >= born + (int)life)
		return;
	struct record_finding *x = VEC_PUSH(w->a, &r->findings);
	char text[48];
	int n = snprintf(text, sizeof(text), "package-%u", roll(id, 3, 3, 400));
	x->subject = str_dup(w->a, str_make(text, (size_t)n));
	n = snprintf(text, sizeof(text), "CVE-%d-%05u", 2025 + (born > 0 ? born / 52 : 0), id);
	x->id = str_dup(w->a, str_make(text, (size_t)n));
	struct digest d = digest_of(DIGEST_SHA256,
				    str_printf(w->a, "%.*s %.*s", STRF(x->id), STRF(x->subject)));
	memcpy(x->print, d.bytes, HISTORY_PRINT);
	x->kind = FINDING_VULNERABILITY;
	x->severity = severity_of(id);
	x->fixable = week >= born + (int)lag && roll(id, 9, 9, 4) != 0;
	x->fixed = x->fixable ? STR("2.36-9+deb12u9") : STR("");
	x->ignored = roll(id, owner, 4, 40) == 0;
	if (x->ignored) {
		x->owner = STR("anna");
		x->until = r->time / SECONDS_A_DAY + roll(id, owner, 5, 60);
	}
	x->blocking = x->fixable && !x->ignored && x->severity >= SEVERITY_HIGH;
	x->place = x->ignored			  ? PLACE_IGNORED
		   : x->blocking		  ? PLACE_ACT_NOW
		   : x->severity >= SEVERITY_HIGH ? PLACE_NO_FIX
						  : PLACE_MINOR;
	r->counts.by_place[x->place]++;
	if (x->ignored)
		return;
	r->counts.by_severity[x->severity]++;
	r->counts.fixable += x->fixable;
	r->counts.blocking += x->blocking;
}

static void scan(struct world *w, unsigned image, int week, struct record *r)
{
	unsigned base = image % BASES;
	*r = (struct record){
		.image = str_printf(w->a, "registry.example/team-%u/service-%u", image % 23, image),
		.platform = STR("linux/amd64"),
		.reference = str_printf(w->a, "registry.example/team-%u/service-%u:1.%d.0",
					image % 23, image, week),
		.time = 1767571200 + week * 7 * SECONDS_A_DAY +
			roll(image, 1, 1, 4 * SECONDS_A_DAY),
		.gate = STR("default"),
		.clause = STR("fixable-serious"),
		.policy = STR(
			"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
		.database = str_printf(w->a, "sha256:%064d", week),
		.database_built = date_text(w->a, 20458 + week * 7),
		.looked = LOOKED_ALL,
	};
	r->manifest = digest_of(DIGEST_SHA256, r->reference);
	r->config = digest_of(DIGEST_SHA256, r->image);
	r->config.bytes[0] = (uint8_t)week;
	for (int born = week - 3 * LIFE; born <= week; born++)
		for (unsigned k = 0; k < PER_WEEK; k++) {
			unsigned id = (unsigned)(born + 1000) * 64 + k;
			if (roll(id, 6, 6, BASES) == base)
				add(w, r, base, born, k, week);
			if (roll(id, 7, image, 7) == 0)
				add(w, r, BASES + image, born, k + 32, week);
		}
	r->verdict = r->counts.blocking ? VERDICT_NOT_SEAWORTHY : VERDICT_SEAWORTHY;
	r->counts.packages = 150 + image;
	r->counts.size = 80000000 + image * 1000;
}

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void need(int r, const struct fault *f)
{
	if (r < 0)
		die("%s", f->text);
}

static uint64_t simulate(struct world *w, struct store *s)
{
	struct fault f = { 0 };
	uint64_t findings = 0, scans = 0;
	for (unsigned week = 0; week < w->weeks; week++)
		for (unsigned i = 0; i < w->images; i++) {
			struct record r;
			int64_t id;
			/* one in ten comes later, one in twenty is given up, one in thirty missed */
			if ((i % 10 == 3 && week < i % w->weeks) ||
			    (i % 20 == 7 && week > w->weeks * 2 / 3) || roll(i, week, 8, 30) == 0)
				continue;
			scan(w, i, (int)week, &r);
			need(store_scan(s, &r, &id, &f), &f);
			findings += r.findings.n;
			scans++;
			arena_reset(w->a);
		}
	printf("scans                 %llu, %.1f findings each\n", (unsigned long long)scans,
	       (double)findings / (double)scans);
	return scans;
}

static void tell(const struct weekly *w, const char *format)
{
	struct weekly_tell how = { .version = "bench" };
	struct fault f = { 0 };
	struct buf b;
	struct out out;
	buf_init(&b, 64 * MIB);
	out_init_buf(&out, &b);
	double start = seconds();
	need(weekly_format_find(str_of(format))->write(w, &how, &out, &f), &f);
	need(out_finish(&out, &f), &f);
	printf("  %-10s          %.1f ms, %.1f KB\n", format, (seconds() - start) * 1e3,
	       (double)b.n / 1e3);
	out_done(&out);
	buf_done(&b);
}

static void ask(struct world *w, const char *path)
{
	struct fault f = { 0 };
	struct weekly week;
	struct wire_past past;
	struct service_level level = service_level_default();
	int64_t now = 1767571200 + (int64_t)w->weeks * 7 * SECONDS_A_DAY;
	double best = 1e9;
	for (unsigned i = 0; i < 5; i++) {
		struct store *s = NULL;
		double start = seconds();
		need(store_open(path, false, &s, &f), &f);
		need(store_weekly(s, now - 7 * SECONDS_A_DAY, now, &level, w->a, &week, &f), &f);
		store_close(s);
		best = seconds() - start < best ? seconds() - start : best;
	}
	printf("weekly report         %.1f ms: %zu images, %u open, %u overdue, %u new, %u fixed\n",
	       best * 1e3, week.images.n, week.total.open, week.total.overdue, week.total.appeared,
	       week.total.fixed);
	tell(&week, "table");
	tell(&week, "markdown");
	tell(&week, "html");
	tell(&week, "json");
	struct store *s = NULL;
	need(store_open(path, false, &s, &f), &f);
	double start = seconds();
	need(store_recall(s, week.images.p[0].name, STR("linux/amd64"), w->a, &past, &f), &f);
	printf("past of an image      %.2f ms, %zu findings, %zu scans\n",
	       (seconds() - start) * 1e3, past.seen.n, past.trend.n);
	store_close(s);
}

int main(int argc, char **argv)
{
	struct world w = { .a = arena_new(), .images = 200, .weeks = 52 };
	struct fault f = { 0 };
	struct store *s = NULL;
	struct stat st;
	uint64_t n;
	if (argc < 2 || access(argv[1], F_OK) == 0) {
		fprintf(stderr, "usage: bench-history NEW-FILE [IMAGES [WEEKS]]\n");
		return 2;
	}
	if (argc > 2 && str_u64(str_of(argv[2]), 100000, &n))
		w.images = (unsigned)n;
	if (argc > 3 && str_u64(str_of(argv[3]), 1000, &n))
		w.weeks = (unsigned)n;
	need(store_open(argv[1], true, &s, &f), &f);
	double start = seconds();
	uint64_t scans = simulate(&w, s);
	double took = seconds() - start;
	struct store_status status;
	need(store_status(s, &status, &f), &f);
	store_close(s);
	stat(argv[1], &st);
	printf("stored                %.2f ms each, synchronised\n", took * 1e3 / (double)scans);
	printf("size                  %.2f MB: %.0f bytes a scan, %llu intervals, %llu findings\n",
	       (double)st.st_size / 1e6, (double)st.st_size / (double)scans,
	       (unsigned long long)status.seen, (unsigned long long)status.findings);
	ask(&w, argv[1]);
	arena_free(w.a);
	return 0;
}
