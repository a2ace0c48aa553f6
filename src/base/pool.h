/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs n independent tasks on up to `jobs` threads, the caller's among them, in ascending order of
 * start. Returns when all are done. A task writes only to its own result, so the outcome does not
 * depend on `jobs`.
 */
#pragma once

#include "base/base.h"

/* `worker` is 0 … jobs-1: an index for per-thread buffers. */
typedef void pool_task(void *context, size_t task, unsigned worker);

void pool_run(unsigned jobs, size_t n, pool_task *run, void *context);

/* Processors this process may run on, at least 1. */
unsigned pool_cpus(void);
