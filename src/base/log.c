/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"
#include "base/term.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static enum log_level log_level = LOG_WARN;
static _Thread_local const char *subject;

static struct {
	pthread_mutex_t lock;
	const char *what;
	uint64_t started_ms, shown_ms;
	bool active, visible;
} progress = { .lock = PTHREAD_MUTEX_INITIALIZER };

static const char wipe[] = "\r\033[K";

void log_set_level(enum log_level level)
{
	log_level = level;
}

/* One write: two threads never share a line, and a pipe reader never sees half of one. */
PRINTF_LIKE(2, 0)
static void put(const char *prefix, const char *fmt, va_list ap)
{
	char line[1024];
	int n = snprintf(line, sizeof(line), "%sseaworthy: %s", progress.visible ? wipe : "",
			 prefix);
	if (n < 0)
		return;
	size_t at = size_min((size_t)n, sizeof(line) - 2);
	int m = vsnprintf(line + at, sizeof(line) - at - 1, fmt, ap);
	if (m > 0)
		at = size_min(at + (size_t)m, sizeof(line) - 2);
	if ((size_t)n < at)
		text_scrub(line + n, at - (size_t)n);
	line[at++] = '\n';
	ssize_t w = write(STDERR_FILENO, line, at);
	(void)w; /* nothing is left to tell it to */
}

#define DEFINE_LOG(name, level, prefix)  \
	void name(const char *fmt, ...)  \
	{                                \
		if (log_level < (level)) \
			return;          \
		va_list ap;              \
		va_start(ap, fmt);       \
		put(prefix, fmt, ap);    \
		va_end(ap);              \
	}

DEFINE_LOG(log_error, LOG_ERROR, "")
DEFINE_LOG(log_warn, LOG_WARN, "warning: ")
DEFINE_LOG(log_info, LOG_INFO, "")
DEFINE_LOG(log_debug, LOG_DEBUG, "debug: ")

void log_subject(const char *what)
{
	subject = what;
}

void die(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	put("bug: ", fmt, ap);
	va_end(ap);
	if (subject)
		log_error("bug: while reading %s", subject);
	log_error(
		"this is a fault of the program, not of your image: the result is unknown, please report it");
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
	abort(); /* libFuzzer keeps the input of a signal, not that of an exit */
#else
	_exit(70);
#endif
}

static uint64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

void progress_begin(const char *what)
{
	pthread_mutex_lock(&progress.lock);
	progress.active = log_level >= LOG_WARN && isatty(STDERR_FILENO);
	progress.what = what;
	progress.started_ms = now_ms();
	progress.shown_ms = 0;
	pthread_mutex_unlock(&progress.lock);
}

void progress_update(uint64_t done, uint64_t total)
{
	if (!__atomic_load_n(&progress.active, __ATOMIC_RELAXED))
		return;
	uint64_t now = now_ms();
	if (now - progress.started_ms < 1000 || pthread_mutex_trylock(&progress.lock))
		return;
	if (progress.active && now - progress.shown_ms >= 100) {
		char line[256];
		int n;
		if (total)
			n = snprintf(line, sizeof(line), "%s%s: %u %% of %.1f MB", wipe,
				     progress.what,
				     (unsigned)(done >= total ? 100 : done * 100 / total),
				     (double)total / 1e6);
		else
			n = snprintf(line, sizeof(line), "%s%s: %.1f MB", wipe, progress.what,
				     (double)done / 1e6);
		if (n > 0 && write(STDERR_FILENO, line, size_min((size_t)n, sizeof(line) - 1)) > 0)
			progress.visible = true;
		progress.shown_ms = now;
	}
	pthread_mutex_unlock(&progress.lock);
}

void progress_end(void)
{
	pthread_mutex_lock(&progress.lock);
	if (progress.visible && write(STDERR_FILENO, wipe, sizeof(wipe) - 1) < 0)
		progress.visible = false;
	progress.active = progress.visible = false;
	pthread_mutex_unlock(&progress.lock);
}
