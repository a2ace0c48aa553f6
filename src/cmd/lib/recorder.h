/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The process that writes the history.
 *
 * A scan is confined before it reads the image: it can open nothing for writing. So a child is made before,
 * which does nothing but keep the history and is confined to its folder; what the scan tells it are bounded
 * texts and numbers (history/wire.h), and it does not believe them.
 *
 * Whatever happens to the child or the file, a scan goes on: what fails here is worth a warning, and never
 * changes a verdict.
 */
#pragma once

#include "base/fault.h"
#include "model/report.h"

struct recorder;

/*
 * Starts it; `path` is opened there, made when it is missing, and what is wrong with it is told by the first
 * question. Call while the process has one thread, before sandbox_enter().
 */
int recorder_start(const char *path, struct recorder **out, struct fault *f);

/*
 * scan_options.recall: sets finding.first_seen (of a new one: today, the report's date) and report.trend.
 * `recorder` is a struct recorder *.
 */
int recorder_recall(void *recorder, struct report *r, struct fault *f);

/*
 * Remembers a judged report; `scanners` as in scan_options. 0: it is on disk. 1: it is not, and
 * recorder_recall() has told why. Negative: it is not, and why.
 */
int recorder_store(struct recorder *r, const struct report *report, unsigned scanners,
		   struct fault *f);

/* Ends and reaps it. Accepts NULL. */
void recorder_stop(struct recorder *r);
