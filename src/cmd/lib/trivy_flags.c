/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/trivy_flags.h"

const struct trivy_flag trivy_flags[TRIVY_FLAG_COUNT_] = {
#define X(id, letter_, name_, kind_, fate_, key_, initial_, help_) \
	[TRIVY_FLAG_##id] = { .name = (name_),                     \
			      .letter = (letter_),                 \
			      .kind = TRIVY_##kind_,               \
			      .fate = TRIVY_##fate_,               \
			      .key = (key_),                       \
			      .initial = (initial_),               \
			      .help = (help_) },
	TRIVY_FLAGS(X)
#undef X
};

/* By kind. */
#define OPTION_BOOL   OPT_FLAG
#define OPTION_TEXT   OPT_STRING
#define OPTION_NUMBER OPT_NUMBER
#define OPTION_LIST   OPT_LIST
#define ARG_BOOL      NULL
#define ARG_TEXT      "TEXT"
#define ARG_NUMBER    "N"
#define ARG_LIST      "TEXT,…"

const struct opt trivy_options[] = {
#define X(id, letter_, name_, kind_, fate_, key_, initial_, help_) \
	{ .kind = OPTION_##kind_,                                  \
	  .letter = (letter_),                                     \
	  .name = (name_),                                         \
	  .arg = ARG_##kind_,                                      \
	  .help = (help_) },
	{ .kind = OPT_GROUP, .help = "Honoured" },
	TRIVY_FLAGS_HONOURED(X){ .kind = OPT_GROUP, .help = "Accepted, and without effect" },
	TRIVY_FLAGS_HARMLESS(X){ .kind = OPT_GROUP, .help = "Refused" },
	TRIVY_FLAGS_REFUSED(X){ .kind = OPT_END },
#undef X
};

const char *trivy_variable(struct arena *a, const struct trivy_flag *flag)
{
	size_t n = strlen(flag->name);
	char *p = arena_bytes(a, n + 7);
	memcpy(p, "TRIVY_", 6);
	for (size_t i = 0; i < n; i++) {
		char c = flag->name[i];
		p[6 + i] = c == '-' ? '_' : char_is_lower(c) ? (char)(c - 32) : c;
	}
	p[6 + n] = 0;
	return p;
}
