/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every unit test includes: cmocka in its required order, and comparisons of our own types that print both sides.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/str.h"

static inline void check_str_(struct str got, struct str want, const char *file, int line)
{
	if (!str_eq(got, want)) {
		print_error("got  \"%.*s\"\nwant \"%.*s\"\n", STRF(got), STRF(want));
		_fail(file, line);
	}
}

#define check_str(got, want)  check_str_((got), (want), __FILE__, __LINE__)
#define check_text(got, want) check_str_((got), str_of(want), __FILE__, __LINE__)

/* The call succeeded; prints its fault otherwise. */
static inline void check_ok_(int r, const struct fault *f, const char *file, int line)
{
	if (r < 0) {
		print_error("fault %s: %s\n", fault_name(r), f->text);
		_fail(file, line);
	}
}

#define check_ok(r, f) check_ok_((r), (f), __FILE__, __LINE__)
