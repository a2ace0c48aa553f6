/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A report as Trivy writes it: JSON of schema version 2, for programs that read that.
 */
#pragma once

#include "tell/format.h"
#include "text/emit.h"

/* The object of one image, without a line feed. */
void trivy_put_report(struct emit *e, const struct report *r, const struct tell_options *options);

/* E_USAGE, naming the format, unless there is exactly one image: its files hold no more. */
int one_image(const struct report_set *set, const char *format, const struct report **out,
	      struct fault *f);
