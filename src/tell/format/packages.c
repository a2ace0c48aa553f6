/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One package a line, what a container sees: name, version, architecture, source name and source
 * version, parted by tabs. Made for comparing with what the package manager says:
 *
 *         dpkg-query -W -f '${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}\n'
 *
 * A control character in a field comes out as '?', so that a line is always a package.
 */
#include "tell/format.h"

static void field(struct out *out, const struct report *r, sym id, char end)
{
	struct str s = sym_str(r->syms, id);
	for (size_t i = 0; i < s.n; i++)
		out_char(out, (unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f ? '?' : s.p[i]);
	out_char(out, end);
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	for (size_t i = 0; i < set->n; i++) {
		const struct report *r = set->reports[i];
		for (size_t k = 0; k < r->packages.n; k++) {
			const struct package *p = &r->packages.p[k];
			if (!(p->flags & PACKAGE_LIVE) && !options->all)
				continue;
			field(out, r, p->name, '\t');
			field(out, r, p->version, '\t');
			field(out, r, p->arch, '\t');
			field(out, r, p->source_name, '\t');
			field(out, r, p->source_version, '\n');
		}
	}
	return out_finish(out, f);
}

const struct format format_packages = {
	.name = "packages",
	.title = "one installed package a line: name, version, architecture, source, its version",
	.write = write,
};
