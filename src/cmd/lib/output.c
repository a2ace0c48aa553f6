/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/output.h"

#include "base/path.h"
#include "base/term.h"

#include <unistd.h>

static int find_format(struct arena *a, struct str name, const struct format **out, struct fault *f)
{
	*out = format_find(name);
	if (*out)
		return 0;
	struct str names = STR("");
	for (size_t i = 0; i < all_formats_n; i++)
		names = str_printf(a, "%.*s%s%s", STRF(names), i ? ", " : "", all_formats[i]->name);
	return fault_set(f, E_USAGE, "unknown format \"%.*s\": there are %.*s", STRF(name),
			 STRF(names));
}

static int add_stdout(struct output_set *set, const struct format *format, struct fault *f)
{
	for (size_t i = 0; i < set->outputs.n; i++)
		if (set->outputs.p[i].is_stdout)
			return fault_set(
				f, E_USAGE,
				"two formats for standard output (%s and %s): give one of them "
				"a file, or --format none",
				set->outputs.p[i].format->name, format->name);
	struct output *o = VEC_PUSH(set->arena, &set->outputs);
	*o = (struct output){ .format = format, .is_stdout = true, .file = { .fd = -1 } };
	return 0;
}

static int add_file(struct output_set *set, const char *spec, struct fault *f)
{
	struct str name, path;
	const struct format *format;
	if (!str_cut(str_of(spec), '=', &name, &path) || path.n == 0)
		return fault_set(f, E_USAGE,
				 "-o %s: write FORMAT=FILE, json=report.json for example", spec);
	TRY(find_format(set->arena, name, &format, f));
	if (str_is(path, "-"))
		return add_stdout(set, format, f);
	struct output *o = VEC_PUSH(set->arena, &set->outputs);
	o->format = format;
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

int output_open(struct output_set *set, const char *format, const struct opt_list *more,
		struct fault *f)
{
	*set = (struct output_set){ .arena = arena_new() };
	bool stdout_taken = false;
	for (size_t i = 0; i < more->n; i++) {
		TRY(add_file(set, more->p[i], f));
		stdout_taken |= set->outputs.p[set->outputs.n - 1].is_stdout;
	}
	if (!format || strcmp(format, "none") == 0 ||
	    (stdout_taken && strcmp(format, "table") == 0))
		return 0;
	const struct format *found;
	TRY(find_format(set->arena, str_of(format), &found, f));
	return add_stdout(set, found, f);
}

static int write_one(struct output *o, const struct report_set *reports,
		     const struct tell_options *given, struct fault *f)
{
	int fd = o->is_stdout ? STDOUT_FILENO : o->file.fd;
	struct tell_options options = *given;
	options.colour = o->is_stdout && o->format->terminal && term_colour(fd);
	options.width = o->is_stdout && o->format->terminal ? term_width(fd) : 0;
	struct out out;
	out_init_fd(&out, fd);
	int r = o->format->write(reports, &options, &out, f);
	if (r >= 0)
		r = out_finish(&out, f);
	out_done(&out);
	if (r < 0)
		return fault_in(f, r, "%s", o->is_stdout ? "standard output" : o->file.path);
	return 0;
}

int output_write(struct output_set *set, const struct report_set *reports,
		 const struct tell_options *options, struct fault *f)
{
	/* Files first: when one of them fails, standard output has not claimed success. */
	for (size_t pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < set->outputs.n; i++)
			if (set->outputs.p[i].is_stdout == (pass == 1))
				TRY(write_one(&set->outputs.p[i], reports, options, f));
	for (size_t i = 0; i < set->outputs.n; i++)
		if (!set->outputs.p[i].is_stdout)
			TRY(fs_file_commit(&set->outputs.p[i].file, f));
	return 0;
}

void output_abort(struct output_set *set)
{
	for (size_t i = 0; i < set->outputs.n; i++)
		fs_file_abort(&set->outputs.p[i].file);
	arena_free(set->arena);
	*set = (struct output_set){ 0 };
}
