/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/image_run.h"

#include "base/pool.h"
#include "base/sandbox.h"
#include "cmd/lib/bases.h"
#include "cmd/lib/secrets.h"

struct image_run image_run_new(struct arena *a)
{
	return (struct image_run){
		.arena = a,
		.input = { .fd = -1 },
		.base_input = { .fd = -1 },
	};
}

int image_run_prepare(struct image_run *run, const char *platform, const char *now, uint64_t jobs,
		      struct fault *f)
{
	bool all = platform && strcmp(platform, "all") == 0;
	run->want = platform_here();
	if (platform && !all && !platform_parse(run->arena, str_of(platform), &run->want))
		return fault_set(f, E_USAGE,
				 "--platform %s: write os/arch, linux/arm64 for example", platform);
	TRY(clock_read(run->arena, now, &run->clock, f));
	run->scan.want = all ? NULL : &run->want;
	run->scan.jobs = jobs ? (unsigned)jobs : pool_cpus();
	run->scan.now = run->clock.rfc3339;
	run->scan.today = run->clock.date;
	return 0;
}

int image_run_open_bases(struct image_run *run, const struct image_options *which, struct fault *f)
{
	const char *base = which ? which->base : NULL;
	const char *catalogue = which ? which->catalogue : NULL;
	bool any;
	TRY(bases_read_all(&run->bases, catalogue, run->arena, &any, f));
	run->scan.bases = &run->bases;
	run->scan.hash_streams = any || base;
	if (!base)
		return 0;
	if (base_has_name(&run->bases, str_of(base))) {
		run->scan.base = str_of(base);
		return 0;
	}
	int r = source_input_open(base, &run->base_input, run->arena, f);
	if (r == E_NOTFOUND)
		return fault_set(
			f, E_USAGE,
			"--base %s: no base of that name in a catalogue, and no such file: see "
			"seaworthy base list",
			base);
	TRY(r);
	run->scan.base_input = &run->base_input;
	run->scan.base_reference = base;
	return 0;
}

int image_run_confine(struct image_run *run, bool no_sandbox, struct fault *f)
{
	if (no_sandbox) {
		run->scan.sandbox_note = STR("switched off by --no-sandbox");
		return 0;
	}
	int folders[2];
	size_t n = 0;
	if (run->input.is_directory)
		folders[n++] = run->input.fd;
	if (run->base_input.is_directory)
		folders[n++] = run->base_input.fd;
	struct sandbox_plan plan = {
		.read_dirs = folders,
		.read_dirs_n = n,
		.rename_dirs = run->outputs.folders.p,
		.rename_dirs_n = run->outputs.folders.n,
	};
	struct sandbox_state state;
	TRY(sandbox_enter(&plan, &state, f));
	run->scan.sandboxed = state.seccomp;
	run->scan.sandbox_note = str_dup(run->arena, str_of(state.note));
	return 0;
}

void image_run_done(struct image_run *run)
{
	scan_reports_done(&run->reports);
	secrets_setup_free(run->secrets);
	source_input_close(&run->input);
	if (run->base_input.fd >= 0)
		source_input_close(&run->base_input);
	database_close(&run->database);
	output_abort(&run->outputs);
}
