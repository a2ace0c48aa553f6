/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One package a line, what a container sees: name, version, architecture, source name and source
 * version, parted by spaces. Made for comparing with what the package manager says:
 *
 *         dpkg-query -W -f '${Package} ${Version} ${Architecture} ${source:Package} ${source:Version}\n'
 *
 * With --all also what was removed or replaced by a later layer. A line is always one package with
 * five fields: a space or a character that a terminal must not see is shown as its code, an empty
 * field as "-".
 */
#include "base/term.h"
#include "tell/format.h"

static void field(struct out *out, struct str s, char end, struct arena *a)
{
	s = text_safe(a, s);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ' ')
			out_text(out, "<U+0020>");
		else
			out_char(out, s.p[i]);
	}
	if (s.n == 0)
		out_char(out, '-');
	out_char(out, end);
}

static void write_package(struct out *out, const struct report *r, const struct package *p,
			  struct arena *a)
{
	field(out, sym_str(r->syms, p->name), ' ', a);
	field(out, sym_str(r->syms, p->version), ' ', a);
	field(out, sym_str(r->syms, p->arch), ' ', a);
	field(out, sym_str(r->syms, p->source_name), ' ', a);
	field(out, sym_str(r->syms, p->source_version), '\n', a);
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < set->n; i++) {
		const struct report *r = set->reports[i];
		for (size_t k = 0; k < r->packages.n; k++) {
			arena_reset(a);
			if ((r->packages.p[k].flags & PACKAGE_LIVE) || options->all)
				write_package(out, r, &r->packages.p[k], a);
		}
	}
	return out_finish(out, f);
}

const struct format format_packages = {
	.name = "packages",
	.title = "one installed package a line: name, version, architecture, source, its version",
	.write = write,
};
