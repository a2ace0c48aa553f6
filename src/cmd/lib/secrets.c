/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine asks for every hit whether it is to be told, in whatever thread found it. What is left out is kept
 * with its reason; sorted at the end, so that the order of threads is not seen.
 */
#include "cmd/lib/secrets.h"

#include "base/fs.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/sort.h"

#include "find/lib/secret_places.h"
#include "find/secret_plan.h"

#include <pthread.h>
#include <unistd.h>

#define IGNORED_MAX 10000

struct secrets_setup {
	struct secret_plan *plan;
	struct secret_config config;
	struct secret_engine *engine;
	pthread_mutex_t lock;
	struct arena *arena;
	struct map seen;
	VEC(struct secret_ignored) ignored;
	uint64_t more;
	bool sorted;
};

static void leave_out(struct secrets_setup *s, const struct secret_ignored *i)
{
	pthread_mutex_lock(&s->lock);
	struct arena *a = s->arena;
	struct str key = str_printf(a, "%.*s%c%.*s%c%.*s%c%.*s%c%u%c%u", STRF(i->fingerprint), 0,
				    STRF(i->rule), 0, STRF(i->path), 0, STRF(i->commit), 0, i->line,
				    0, i->column);
	bool is_new = true;
	if (s->ignored.n >= IGNORED_MAX)
		s->more++;
	else
		(void)map_put(&s->seen, key, &is_new);
	if (is_new && s->ignored.n < IGNORED_MAX) {
		struct secret_ignored *to = VEC_PUSH(a, &s->ignored);
		*to = *i;
		to->rule = str_dup(a, i->rule);
		to->path = str_dup(a, i->path);
		to->masked = str_dup(a, i->masked);
		to->fingerprint = str_dup(a, i->fingerprint);
		to->commit = str_dup(a, i->commit);
		to->by = str_dup(a, i->by);
		to->why = str_dup(a, i->why);
	}
	pthread_mutex_unlock(&s->lock);
}

static bool leaves_out(void *context, const struct secret_hit *hit, struct str path)
{
	struct secrets_setup *s = context;
	OWNED(arena_freep) struct arena *a = arena_new();
	if (str_starts(path, STR("./")))
		path = str_from(path, 2);
	struct secret_excuse why;
	struct secret_find find = {
		.rule = str_of(hit->rule->id),
		.path = path,
		.value = hit->value,
		.match = hit->match,
		.line_text = hit->line_text,
		.line = hit->line,
		.fingerprint = secret_fingerprint(a, hit->provider, hit->value),
	};
	if (!secret_plan_excuses(s->plan, &find, &why))
		return false;
	struct secret_ignored ignored = {
		.rule = find.rule,
		.path = path,
		.masked = secret_mask(a, hit->rule, hit->value),
		.fingerprint = find.fingerprint,
		.line = hit->line,
		.column = hit->column,
		.by = why.file,
		.by_line = why.line,
		.why = why.why,
	};
	leave_out(s, &ignored);
	return true;
}

/* ".git:src/app.py" is src/app.py for those who write down what to ignore. */
static struct str path_in_history(const struct secret_place *p)
{
	size_t at = p->commit.n ? str_find(p->path, STR(".git:")) : SIZE_MAX;
	return at == SIZE_MAX ? p->path : str_from(p->path, at + strlen(".git:"));
}

bool secrets_setup_excuses(void *setup, const struct secret_fact *fact,
			   const struct secret_place *place)
{
	struct secrets_setup *s = setup;
	struct secret_excuse why;
	struct secret_find find = { .rule = str_of(fact->rule->id),
				    .path = path_in_history(place),
				    .commit = place->commit,
				    .line = place->line,
				    .fingerprint = fact->fingerprint };
	if (!secret_plan_excuses(s->plan, &find, &why))
		return false;
	struct secret_ignored ignored = {
		.rule = find.rule,
		.path = place->path,
		.masked = fact->masked,
		.fingerprint = fact->fingerprint,
		.commit = place->commit,
		.by = why.file,
		.why = why.why,
		.line = place->line,
		.column = place->column,
		.by_line = why.line,
	};
	leave_out(s, &ignored);
	return true;
}

/* ---- files ---- */

typedef int read_config(struct secret_plan *p, const char *path, struct str text, struct fault *f);

static int read_file(struct secrets_setup *s, const char *path, read_config *read, struct fault *f)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 4 * MIB);
	TRY(fs_read_file(path, &b, f));
	log_info("configuration: %s", path);
	return read(s->plan, path, buf_str(&b), f);
}

static bool is_toml(struct str path)
{
	return str_ends(path, STR(".toml"));
}

static int read_files(struct secrets_setup *s, const char *config, struct fault *f)
{
	static const struct {
		const char *path;
		read_config *read;
	} own[] = { { "trivy-secret.yaml", secret_plan_trivy },
		    { ".gitleaks.toml", secret_plan_gitleaks } };
	if (config)
		TRY(read_file(s, config,
			      is_toml(str_of(config)) ? secret_plan_gitleaks : secret_plan_trivy,
			      f));
	for (size_t i = 0; !config && i < ARRAY_LEN(own); i++)
		if (access(own[i].path, F_OK) == 0)
			TRY(read_file(s, own[i].path, own[i].read, f));
	if (access(".gitleaksignore", F_OK) == 0)
		TRY(read_file(s, ".gitleaksignore", secret_plan_ignores, f));
	return 0;
}

int secrets_setup_new(const char *config, struct secrets_setup **out, struct fault *f)
{
	struct secrets_setup *s = mem_alloc(sizeof(*s));
	pthread_mutex_init(&s->lock, NULL);
	s->arena = arena_new();
	s->plan = secret_plan_new();
	map_init(&s->seen, s->arena);
	int r = read_files(s, config, f);
	if (r == 0) {
		s->config = *secret_plan_config(s->plan);
		s->config.leaves_out = leaves_out;
		s->config.context = s;
		r = secret_engine_new(&s->config, &s->engine, f);
	}
	if (r < 0) {
		secrets_setup_free(s);
		if (r != E_NOTFOUND && r != E_DENIED && fault_scope(r) != SCOPE_LOCAL)
			return r;
		/* a configuration that cannot be read is a mistake of the command line */
		f->code = E_USAGE;
		return E_USAGE;
	}
	size_t n;
	const struct str *warnings = secret_plan_warnings(s->plan, &n);
	for (size_t i = 0; i < n; i++)
		log_warn("%.*s", STRF(warnings[i]));
	*out = s;
	return 0;
}

void secrets_setup_free(struct secrets_setup *s)
{
	if (!s)
		return;
	secret_engine_free(s->engine);
	secret_plan_free(s->plan);
	arena_free(s->arena);
	pthread_mutex_destroy(&s->lock);
	mem_free(s);
}

const struct secret_engine *secrets_setup_engine(const struct secrets_setup *s)
{
	return s->engine;
}

static int compare(const void *pa, const void *pb)
{
	const struct secret_ignored *a = pa, *b = pb;
	int r = str_cmp(a->path, b->path);
	if (r == 0)
		r = a->line < b->line ? -1 : a->line > b->line;
	if (r == 0)
		r = a->column < b->column ? -1 : a->column > b->column;
	if (r == 0)
		r = str_cmp(a->commit, b->commit);
	if (r == 0)
		r = str_cmp(a->rule, b->rule);
	return r ? r : str_cmp(a->fingerprint, b->fingerprint);
}

const struct secret_ignored *secrets_setup_ignored(struct secrets_setup *s, size_t *out_n,
						   uint64_t *out_more)
{
	if (!s->sorted)
		sort_stable(s->arena, s->ignored.p, s->ignored.n, sizeof(*s->ignored.p), compare);
	s->sorted = true;
	*out_n = s->ignored.n;
	*out_more = s->more;
	return s->ignored.p;
}
