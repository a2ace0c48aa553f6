/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A saved report as a command's input: opened, then the program confines itself, then it is read.
 */
#pragma once

#include "cmd/lib/output.h"
#include "read/saved.h"

/* Zero it, but for the descriptor: -1. */
struct saved_input {
	const char *path; /* "-": standard input */
	int fd;
	struct saved saved;
};

int saved_input_open(const char *path, struct saved_input *in, struct fault *f);

/* For commands that read nothing but saved reports; all of them are open. */
int saved_input_confine(const struct output_set *outputs, bool no_sandbox, struct fault *f);

/* The fault names the file. */
int saved_input_read(struct saved_input *in, struct fault *f);

/* To be told: as the scan told it. */
struct report_set saved_input_set(const struct saved_input *in);

void saved_input_done(struct saved_input *in);
