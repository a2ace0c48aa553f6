/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The only header included everywhere: freestanding types, attributes, ownership, checked
 * arithmetic.
 *
 * Ownership is visible at the declaration. `OWNED(fn) T *x = NULL;` releases x with fn(&x) on every
 * way out of the block; `return STEAL(x);` hands it over instead. A function that can fail returns
 * int: 0 done, > 0 a defined answer, < 0 a code of base/fault.h.
 */
#pragma once

#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define NORETURN	  __attribute__((noreturn))
#define MUST_USE	  __attribute__((warn_unused_result))
#define UNUSED		  __attribute__((unused))
#define LIKELY(x)	  __builtin_expect(!!(x), 1)
#define UNLIKELY(x)	  __builtin_expect(!!(x), 0)

#define KIB ((size_t)1024)
#define MIB ((size_t)1024 * 1024)
#define GIB ((uint64_t)1024 * 1024 * 1024)

/* Releases the variable with fn(&variable) when it leaves scope. */
#define OWNED(fn) __attribute__((cleanup(fn)))

/* The value of an OWNED pointer, which is set to NULL: the caller owns it from here. */
#define STEAL(x)                             \
	({                                   \
		__typeof__(x) stolen_ = (x); \
		(x) = NULL;                  \
		stolen_;                     \
	})

/*
 * Returns from the calling function when `call` is negative. The only macro with hidden control
 * flow.
 */
#define TRY(call)                       \
	do {                            \
		int try_ = (call);      \
		if (UNLIKELY(try_ < 0)) \
			return try_;    \
	} while (0)

static inline size_t size_min(size_t a, size_t b)
{
	return a < b ? a : b;
}

static inline size_t size_max(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* *out = a + b or a * b; false, and *out untouched, when the result does not fit. */
static inline bool size_add(size_t a, size_t b, size_t *out)
{
	size_t r;
	if (__builtin_add_overflow(a, b, &r))
		return false;
	*out = r;
	return true;
}

static inline bool size_mul(size_t a, size_t b, size_t *out)
{
	size_t r;
	if (__builtin_mul_overflow(a, b, &r))
		return false;
	*out = r;
	return true;
}

static inline bool u64_add(uint64_t a, uint64_t b, uint64_t *out)
{
	uint64_t r;
	if (__builtin_add_overflow(a, b, &r))
		return false;
	*out = r;
	return true;
}

static inline bool u64_mul(uint64_t a, uint64_t b, uint64_t *out)
{
	uint64_t r;
	if (__builtin_mul_overflow(a, b, &r))
		return false;
	*out = r;
	return true;
}
