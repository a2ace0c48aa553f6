/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Dockerfile an image may have been built from, as far as its history and configuration tell.
 */
#pragma once

#include "model/report.h"

/*
 * Fills report->dockerfile. It parses (find/dockerfile/ast.h); values of build arguments are left out. Other
 * secrets must have been taken out of report->image before (find/redact.h). Linear in history and
 * configuration.
 */
void reconstruct(struct report *report);
