/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words for a person, on standard error only. Results go through base/out.h, never through here.
 *
 * Below cmd/ nothing logs above LOG_WARN: errors are returned. The level is the program's only
 * mutable global. All functions may be called from any thread; a line is written with one write(2).
 */
#pragma once

#include "base/base.h"

enum log_level {
	LOG_QUIET,
	LOG_ERROR,
	LOG_WARN,
	LOG_INFO,
	LOG_DEBUG,
};

void log_set_level(enum log_level level);

void log_error(const char *fmt, ...) PRINTF_LIKE(1, 2);
void log_warn(const char *fmt, ...) PRINTF_LIKE(1, 2);
void log_info(const char *fmt, ...) PRINTF_LIKE(1, 2);
void log_debug(const char *fmt, ...) PRINTF_LIKE(1, 2);

/*
 * What this thread is reading, for the message of die(). The string is borrowed and must outlive
 * its use; NULL clears.
 */
void log_subject(const char *what);

/* A bug in this program: says what and while reading what, then exits 70. Never "clean". */
void die(const char *fmt, ...) PRINTF_LIKE(1, 2) NORETURN;

/* Checked in release builds too. */
#define ENSURE(cond)                                    \
	do {                                            \
		if (UNLIKELY(!(cond)))                  \
			die("%s: %s", __func__, #cond); \
	} while (0)

/*
 * One line that is rewritten in place, only when standard error is a terminal and the level is at
 * least LOG_WARN, and only after the work has lasted a second. progress_update() is cheap (a clock
 * reading at most) and may be called from workers; `done` of `total` in bytes, total 0 when
 * unknown. progress_end() wipes the line.
 */
void progress_begin(const char *what);
void progress_update(uint64_t done, uint64_t total);
void progress_end(void);
