/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/output.h"

#include "base/log.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/term.h"

#include <stdlib.h>
#include <unistd.h>

static int find_format(struct arena *a, const char *const *all, struct str name, size_t *out,
		       struct fault *f)
{
	struct str names = STR("");
	for (size_t i = 0; all[i]; i++) {
		*out = i;
		if (str_is(name, all[i]))
			return 0;
		names = str_printf(a, "%.*s%s%s", STRF(names), i ? ", " : "", all[i]);
	}
	return fault_set(f, E_USAGE, "unknown format \"%.*s\": there are %.*s", STRF(name),
			 STRF(names));
}

static int add_stdout(struct output_set *set, size_t choice, const char *name, struct fault *f)
{
	for (size_t i = 0; i < set->outputs.n; i++)
		if (set->outputs.p[i].is_stdout)
			return fault_set(
				f, E_USAGE,
				"two formats for standard output (%s and %s): give one of them "
				"a file, or --format none",
				set->outputs.p[i].name, name);
	struct output *o = VEC_PUSH(set->arena, &set->outputs);
	*o = (struct output){
		.choice = choice, .name = name, .is_stdout = true, .file = { .fd = -1 }
	};
	return 0;
}

static int add_file(struct output_set *set, const char *const *all, const char *spec,
		    struct fault *f)
{
	struct str name, path;
	size_t choice = 0;
	if (!str_cut(str_of(spec), '=', &name, &path) || path.n == 0)
		return fault_set(f, E_USAGE,
				 "-o %s: write FORMAT=FILE, json=report.json for example", spec);
	TRY(find_format(set->arena, all, name, &choice, f));
	if (str_is(path, "-"))
		return add_stdout(set, choice, all[choice], f);
	struct output *o = VEC_PUSH(set->arena, &set->outputs);
	o->choice = choice;
	o->name = all[choice];
	o->file.fd = -1;
	const char *file = str_cstr(set->arena, path);
	int r = fs_file_create(&o->file, file, f);
	if (r < 0) {
		set->outputs.n--;
		return r;
	}
	struct str folder = path_dir(path);
	*VEC_PUSH(set->arena, &set->folders) = folder.n		  ? str_cstr(set->arena, folder)
					       : path.p[0] == '/' ? "/"
								  : ".";
	return 0;
}

int output_open_named(struct output_set *set, const char *const *names, const char *format,
		      const struct opt_list *more, struct fault *f)
{
	*set = (struct output_set){ .arena = arena_new() };
	bool stdout_taken = false;
	for (size_t i = 0; i < more->n; i++) {
		TRY(add_file(set, names, more->p[i], f));
		stdout_taken |= set->outputs.p[set->outputs.n - 1].is_stdout;
	}
	if (!format || strcmp(format, "none") == 0 ||
	    (stdout_taken && strcmp(format, "table") == 0))
		return 0;
	size_t choice = 0;
	TRY(find_format(set->arena, names, str_of(format), &choice, f));
	return add_stdout(set, choice, names[choice], f);
}

static int write_one(struct output *o, output_writer *write, void *context, struct fault *f)
{
	int fd = o->is_stdout ? STDOUT_FILENO : o->file.fd;
	struct out out;
	out_init_fd(&out, fd);
	int r = write(context, o->choice, o->is_stdout && term_colour(fd),
		      o->is_stdout ? term_width(fd) : 0, &out, f);
	if (r >= 0)
		r = out_finish(&out, f);
	out_done(&out);
	if (r < 0)
		return fault_in(f, r, "%s", o->is_stdout ? "standard output" : o->file.path);
	return 0;
}

/* One file of several that are written at the same time. */
struct writing {
	struct output_set *set;
	output_writer *write;
	void *context;
	int *result;
	struct fault *fault;
};

static void write_file(void *context, size_t i, unsigned worker)
{
	struct writing *w = context;
	(void)worker;
	if (!w->set->outputs.p[i].is_stdout)
		w->result[i] = write_one(&w->set->outputs.p[i], w->write, w->context, &w->fault[i]);
}

/* Formats read finished reports and know nothing of each other; the first fault by their order is told. */
static int write_files(struct output_set *set, output_writer *write, void *context, struct fault *f)
{
	size_t n = set->outputs.n;
	struct writing w = { set, write, context, arena_array(set->arena, n + 1, sizeof(int)),
			     arena_array(set->arena, n + 1, sizeof(struct fault)) };
	memset(w.result, 0, (n + 1) * sizeof(int));
	pool_run(pool_cpus(), n, write_file, &w);
	for (size_t i = 0; i < n; i++)
		if (w.result[i] < 0) {
			*f = w.fault[i];
			return w.result[i];
		}
	return 0;
}

int output_write_named(struct output_set *set, output_writer *write, void *context, struct fault *f)
{
	/* Files first: when one of them fails, standard output has not claimed success. */
	TRY(write_files(set, write, context, f));
	for (size_t i = 0; i < set->outputs.n; i++)
		if (set->outputs.p[i].is_stdout)
			TRY(write_one(&set->outputs.p[i], write, context, f));
	for (size_t i = 0; i < set->outputs.n; i++)
		if (!set->outputs.p[i].is_stdout)
			TRY(fs_file_commit(&set->outputs.p[i].file, f));
	return 0;
}

/* ---- formats of reports ---- */

/* What a consumer refuses a file without is said before the scan, not by the consumer. */
static void warn_missing(const struct output_set *set, const struct format *format)
{
	for (const char *const *want = format->wants; want && *want; want++) {
		bool known = false;
		for (size_t i = 0; i < set->names.n; i++)
			known |= str_is(set->names.p[i].key, *want);
		if (!known)
			log_warn("%s asks for %s, which is not in the environment: what reads the "
				 "file may refuse it",
				 format->name, *want);
	}
}

static void read_names(struct output_set *set)
{
	for (size_t i = 0; i < tell_names_n; i++) {
		const char *value = getenv(tell_names[i].name);
		if (value && *value)
			*VEC_PUSH(set->arena, &set->names) =
				(struct key_value){ str_of(tell_names[i].name),
						    str_dup(set->arena, str_of(value)) };
	}
	for (size_t i = 0; i < set->outputs.n; i++)
		warn_missing(set, all_formats[set->outputs.p[i].choice]);
}

int output_open(struct output_set *set, const char *format, const struct opt_list *more,
		struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	const char **names = arena_array(a, all_formats_n + 1, sizeof(*names));
	for (size_t i = 0; i < all_formats_n; i++)
		names[i] = all_formats[i]->name;
	TRY(output_open_named(set, names, format, more, f));
	read_names(set);
	return 0;
}

struct reporting {
	const struct report_set *reports;
	const struct tell_options *options;
};

static int write_report(void *context, size_t choice, bool colour, unsigned width, struct out *out,
			struct fault *f)
{
	const struct reporting *r = context;
	const struct format *format = all_formats[choice];
	struct tell_options options = *r->options;
	options.colour = format->terminal && colour;
	options.width = format->terminal ? width : 0;
	return format->write(r->reports, &options, out, f);
}

int output_write(struct output_set *set, const struct report_set *reports,
		 const struct tell_options *options, struct fault *f)
{
	struct tell_options with_names = *options;
	with_names.names = set->names.p;
	with_names.names_n = set->names.n;
	struct reporting r = { reports, &with_names };
	return output_write_named(set, write_report, &r, f);
}

void output_abort(struct output_set *set)
{
	for (size_t i = 0; i < set->outputs.n; i++)
		fs_file_abort(&set->outputs.p[i].file);
	arena_free(set->arena);
	*set = (struct output_set){ 0 };
}
