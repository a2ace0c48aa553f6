/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"

#include "base/term.h"

#include <errno.h>
#include <stdio.h>

/* A name from a hostile image must not move the cursor or forge a second line. */
static void sanitise(char *s)
{
	text_scrub(s, strlen(s));
}

PRINTF_LIKE(2, 0)
static void set_text(struct fault *f, const char *fmt, va_list ap)
{
	vsnprintf(f->text, sizeof(f->text), fmt, ap);
	sanitise(f->text);
}

int fault_set(struct fault *f, int code, const char *fmt, ...)
{
	if (f) {
		va_list ap;
		va_start(ap, fmt);
		set_text(f, fmt, ap);
		va_end(ap);
		f->code = code;
	}
	return code;
}

int fault_in(struct fault *f, int r, const char *fmt, ...)
{
	if (r >= 0 || !f)
		return r;
	char context[sizeof(f->text)];
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(context, sizeof(context), fmt, ap);
	va_end(ap);
	if (n < 0)
		return r;
	sanitise(context);
	size_t have = size_min((size_t)n, sizeof(context) - 1);
	size_t room = sizeof(f->text) - 1;
	if (have + 2 >= room)
		return r; /* the inner message is worth more than its context */
	size_t keep = size_min(strlen(f->text), room - have - 2);
	memmove(f->text + have + 2, f->text, keep);
	memcpy(f->text, context, have);
	memcpy(f->text + have, ": ", 2);
	f->text[have + 2 + keep] = '\0';
	return r;
}

static int code_of_errno(int err)
{
	switch (err) {
	case ENOSPC:
	case EDQUOT:
		return E_NOSPACE;
	case EACCES:
	case EPERM:
		return E_DENIED;
	case ENOENT:
	case ENOTDIR:
		return E_NOTFOUND;
	default:
		return E_IO;
	}
}

int fault_errno(struct fault *f, int err, const char *fmt, ...)
{
	int code = code_of_errno(err);
	if (!f)
		return code;
	va_list ap;
	va_start(ap, fmt);
	set_text(f, fmt, ap);
	va_end(ap);
	size_t n = strlen(f->text);
	snprintf(f->text + n, sizeof(f->text) - n, ": %s", strerror(err));
	f->code = code;
	return code;
}

int fault_copy(struct fault *f, const struct fault *from)
{
	if (f)
		*f = *from;
	return from->code;
}

enum fault_scope fault_scope(int code)
{
	switch (code) {
#define X(name, value, scope, text) \
	case name:                  \
		return scope;
		FAULT_CODES(X)
#undef X
	default:
		return SCOPE_BUG;
	}
}

const char *fault_name(int code)
{
	switch (code) {
#define X(name, value, scope, text) \
	case name:                  \
		return text;
		FAULT_CODES(X)
#undef X
	default:
		return "unknown";
	}
}
