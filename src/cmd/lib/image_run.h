/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every command does that reads an image: open all it needs, confine itself, read, write, close.
 */
#pragma once

#include "base/opt.h"
#include "cmd/lib/clock.h"
#include "cmd/lib/database.h"
#include "cmd/lib/output.h"
#include "scan.h"

/* Which image is meant, and what it is built on. */
struct image_options {
	const char *image, *platform;
	const char *base, *catalogue;
};

/* The rows of these for an option table; `member` is the struct image_options in `type`. */
#define IMAGE_OPTIONS(type, member)                                                                     \
	{ OPT_STRING,                                                                                   \
	  0,                                                                                            \
	  "image",                                                                                      \
	  "NAME",                                                                                       \
	  "Which image, when the archive holds several",                                                \
	  .offset = offsetof(type, member.image) },                                                     \
	{                                                                                               \
		OPT_STRING, 0, "platform", "OS/ARCH[/VARIANT]",                                         \
			"Which platform of a multi-platform image, or 'all' (default: this machine's)", \
			.offset = offsetof(type, member.platform)                                       \
	}
#define BASE_OPTIONS(type, member)                                                             \
	{ OPT_STRING,                                                                          \
	  0,                                                                                   \
	  "base",                                                                              \
	  "NAME|IMAGE",                                                                        \
	  "The base it is built on: a name of a catalogue, or an image (default: recognised)", \
	  .offset = offsetof(type, member.base) },                                             \
	{                                                                                      \
		OPT_STRING, 0, "catalogue", "FILE",                                            \
			"Also recognise the bases that are listed in FILE",                    \
			.offset = offsetof(type, member.catalogue)                             \
	}

/* Everything that is open while the image is read. Zero it, but for `arena` and the descriptors: image_run_new(). */
struct image_run {
	struct arena *arena;
	struct source_input input, base_input;
	struct database database;
	struct output_set outputs;
	struct platform want;
	struct clock clock;
	struct base_list bases;
	struct scan_options scan;
	struct secrets_setup *secrets; /* NULL when secrets are not looked for */
	struct scan_reports reports;
};

struct image_run image_run_new(struct arena *a);

/* --platform, --now, -j into run->scan; NULL and 0 for what was not given. */
int image_run_prepare(struct image_run *run, const char *platform, const char *now, uint64_t jobs,
		      struct fault *f);

/*
 * The catalogues of bases, and what --base names: a base of a catalogue, or an image (a file, a folder), which
 * is opened. `which` may be NULL.
 */
int image_run_open_bases(struct image_run *run, const struct image_options *which, struct fault *f);

/* After everything was opened, before the first byte is parsed. */
int image_run_confine(struct image_run *run, bool no_sandbox, struct fault *f);

void image_run_done(struct image_run *run);
