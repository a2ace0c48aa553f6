/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/exceptions.h"
#include "base/fs.h"
#include "base/limits.h"
static int one(struct exception_list *out, const char *path, bool vex,
	       struct exception_notes *notes, struct fault *f)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, LIMIT_EXCEPTION_FILE);
	TRY(fs_read_file(path, &b, f));
	struct exception_file file = { str_of(path), str_dup(out->arena, buf_str(&b)) };
	return exception_read(&file, vex, out, notes, f);
}
int exceptions_open(const struct opt_list *vex, const struct opt_list *ignore_files, bool automatic,
		    const char *folder, struct exception_list *out, struct exception_notes *notes,
		    struct fault *f)
{
	(void)folder;
	struct fault w = { 0 };
	for (size_t i = 0; i < vex->n; i++)
		TRY(one(out, vex->p[i], true, notes, f));
	for (size_t i = 0; i < ignore_files->n; i++)
		TRY(one(out, ignore_files->p[i], false, notes, f));
	if (automatic) {
		one(out, ".trivyignore", false, notes, &w);
		one(out, ".trivyignore.yaml", false, notes, &w);
	}
	return 0;
}
