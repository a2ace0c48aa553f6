/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contract of a reader of exceptions (src/judge/exception/NAME.c exports `exception_reader_NAME`): the
 * text of one file → entries of the list.
 *
 * Pure over memory. The text is hostile: limits, no recursion on its depth. An entry that cannot be
 * understood is a fault with file, line and column, and nothing of the file is kept: somebody would
 * believe it to hold.
 */
#pragma once

#include "base/fault.h"
#include "base/str.h"
#include "base/vec.h"

struct exception_list;

struct exception_file {
	struct str name; /* as people know it: for messages and sources */
	struct str text;
};

struct exception_notes {
	VEC(struct str) lines; /* warnings: "x.vex.json: statement 3: status 'maybe' is unknown" */
};

struct exception_reader {
	const char *name;  /* the file's name */
	const char *title; /* for documentation: "OpenVEX 0.2.0" */
	bool vex;	   /* given by --vex; others by --ignorefile */
	/* By name and content. */
	bool (*is_for)(const struct exception_file *file);
	/* Appends; `notes` gets what was left out without being wrong. */
	int (*read)(const struct exception_file *file, struct exception_list *list,
		    struct exception_notes *notes, struct fault *f);
};

extern const struct exception_reader *const all_exception_readers[];
extern const size_t all_exception_readers_n;

/*
 * Finds the reader and reads. E_UNSUPPORTED when no reader of that sort (`vex` or not) takes the file.
 */
int exception_read(const struct exception_file *file, bool vex, struct exception_list *list,
		   struct exception_notes *notes, struct fault *f);
