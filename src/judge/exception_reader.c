/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/exception_reader.h"

#include "base/limits.h"
#include "judge/exception.h"

/*
 * A reader that fails may have appended something: it is taken away again. What it left in the arena stays, as
 * the program ends soon after.
 */
int exception_read(const struct exception_file *file, bool vex, struct exception_list *list,
		   struct exception_notes *notes, struct fault *f)
{
	if (file->text.n > LIMIT_EXCEPTION_FILE)
		return fault_set(f, E_LIMIT, "%.*s: larger than %llu bytes", STRF(file->name),
				 (unsigned long long)LIMIT_EXCEPTION_FILE);
	size_t items = list->items.n, lines = notes->lines.n;
	for (size_t i = 0; i < all_exception_readers_n; i++) {
		const struct exception_reader *reader = all_exception_readers[i];
		if (reader->vex != vex || !reader->is_for(file))
			continue;
		int r = reader->read(file, list, notes, f);
		if (r < 0) {
			list->items.n = items;
			notes->lines.n = lines;
		}
		return r;
	}
	return fault_set(
		f, E_UNSUPPORTED,
		vex ? "%.*s: no VEX document: OpenVEX, CSAF 2.0 and CycloneDX are read"
		    : "%.*s: no ignore file: .trivyignore, .trivyignore.yaml, .grype.yaml, "
		      "osv-scanner.toml and .dockleignore are read",
		STRF(file->name));
}
