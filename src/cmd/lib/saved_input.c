/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/saved_input.h"

#include "base/log.h"
#include "base/sandbox.h"
#include "cmd/lib/global.h"
#include "judge/gate.h"

#include <unistd.h>

int saved_input_open(const char *path, struct saved_input *in, struct fault *f)
{
	in->path = path;
	if (strcmp(path, "-") == 0) {
		in->fd = STDIN_FILENO;
		in->path = "standard input";
		return 0;
	}
	return fs_open_read(path, &in->fd, f);
}

int saved_input_confine(const struct output_set *outputs, bool no_sandbox, struct fault *f)
{
	if (no_sandbox)
		return 0;
	struct sandbox_plan plan = {
		.rename_dirs = outputs->folders.p,
		.rename_dirs_n = outputs->folders.n,
	};
	struct sandbox_state state;
	TRY(sandbox_enter(&plan, &state, f));
	if (state.note[0])
		log_info("%s", state.note);
	return 0;
}

/* Trivy places no findings and gives no verdict: the built-in policy does, as of the day of that scan. */
static void judge(struct saved *s)
{
	for (size_t i = 0; i < s->reports.n; i++) {
		struct report *r = s->reports.p[i];
		struct gate_options gate = { .today = str_slice(r->created, 0, 10),
					     .headline_accepted = true };
		gate_decide(r, &gate);
	}
	struct run_outcome outcome =
		run_outcome_of((const struct report *const *)s->reports.p, s->reports.n);
	s->verdict = run_verdict(outcome);
	s->exit_code = command_exit_code(outcome);
	s->version = STR(SEAWORTHY_VERSION);
}

int saved_input_read(struct saved_input *in, struct fault *f)
{
	TRY(fault_in(f, saved_read(stream_of_fd(in->fd, in->path), &in->saved, f), "%s", in->path));
	if (in->saved.kind == SAVED_TRIVY)
		judge(&in->saved);
	return 0;
}

struct report_set saved_input_set(const struct saved_input *in)
{
	return (struct report_set){
		.reports = (const struct report *const *)in->saved.reports.p,
		.n = in->saved.reports.n,
		.verdict = in->saved.verdict,
		.exit_code = in->saved.exit_code,
	};
}

void saved_input_done(struct saved_input *in)
{
	if (in->fd > STDIN_FILENO)
		fd_close(in->fd);
	in->fd = -1;
	saved_done(&in->saved);
}
