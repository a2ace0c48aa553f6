/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "cmd/lib/history_reader.h"

#include "base/log.h"
#include "base/sandbox.h"
#include "cmd/lib/history_path.h"
#include "history/sql.h"

#include <fcntl.h>

static int confine(const char *path, const struct output_set *outputs, struct arena *a,
		   struct fault *f)
{
	/* a folder that is not there shows when the file is opened */
	OWNED(fd_closep)
	int folder = open(history_folder(path, a), O_PATH | O_DIRECTORY | O_CLOEXEC);
	struct sandbox_plan plan = {
		.read_dirs = &folder,
		.read_dirs_n = folder >= 0,
		.rename_dirs = outputs ? outputs->folders.p : NULL,
		.rename_dirs_n = outputs ? outputs->folders.n : 0,
	};
	struct sandbox_state state;
	TRY(sql_load(f));
	TRY(sandbox_enter(&plan, &state, f));
	if (state.note[0])
		log_info("%s", state.note);
	return 0;
}

int history_open_confined(const char *path, const struct output_set *outputs, bool no_sandbox,
			  struct arena *a, struct store **out, struct fault *f)
{
	if (!no_sandbox)
		TRY(confine(path, outputs, a, f));
	return store_open(path, false, out, f);
}
