/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The keywords of instructions, and which of them somebody may have meant.
 *
 * Keywords are compared without regard to case. The guess counts edits (a letter more, less, other, or two
 * swapped) and is made only when at most two of them, and less than half of the keyword, are wrong.
 */
#include "find/dockerfile/lex.h"

static const char *const names[DF_KIND_COUNT_] = {
	[DF_UNKNOWN] = "UNKNOWN",
	[DF_FROM] = "FROM",
	[DF_RUN] = "RUN",
	[DF_CMD] = "CMD",
	[DF_LABEL] = "LABEL",
	[DF_MAINTAINER] = "MAINTAINER",
	[DF_EXPOSE] = "EXPOSE",
	[DF_ENV] = "ENV",
	[DF_ADD] = "ADD",
	[DF_COPY] = "COPY",
	[DF_ENTRYPOINT] = "ENTRYPOINT",
	[DF_VOLUME] = "VOLUME",
	[DF_USER] = "USER",
	[DF_WORKDIR] = "WORKDIR",
	[DF_ARG] = "ARG",
	[DF_ONBUILD] = "ONBUILD",
	[DF_STOPSIGNAL] = "STOPSIGNAL",
	[DF_HEALTHCHECK] = "HEALTHCHECK",
	[DF_SHELL] = "SHELL",
};

#define KEYWORD_MAX 16

const char *df_kind_name(enum df_kind k)
{
	return k < DF_KIND_COUNT_ ? names[k] : names[DF_UNKNOWN];
}

enum df_kind df_kind_of(struct str keyword)
{
	for (enum df_kind k = DF_FROM; k < DF_KIND_COUNT_; k++)
		if (str_eq_nocase(keyword, str_of(names[k])))
			return k;
	return DF_UNKNOWN;
}

/* Edits from one to the other; both at most KEYWORD_MAX long. */
static size_t distance(struct str a, struct str b)
{
	size_t row[3][KEYWORD_MAX + 1];
	for (size_t k = 0; k <= b.n; k++)
		row[0][k] = k;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
		now[0] = i;
		for (size_t k = 1; k <= b.n; k++) {
			bool same = char_lower(a.p[i - 1]) == char_lower(b.p[k - 1]);
			now[k] = size_min(last[k - 1] + !same, size_min(last[k], now[k - 1]) + 1);
			if (i > 1 && k > 1 && char_lower(a.p[i - 1]) == char_lower(b.p[k - 2]) &&
			    char_lower(a.p[i - 2]) == char_lower(b.p[k - 1]))
				now[k] = size_min(now[k], before[k - 2] + 1);
		}
	}
	return row[a.n % 3][b.n];
}

const char *df_nearest_kind(struct str keyword)
{
	const char *best = NULL;
	size_t best_distance = 3;
	if (!keyword.n || keyword.n > KEYWORD_MAX)
		return NULL;
	for (enum df_kind k = DF_FROM; k < DF_KIND_COUNT_; k++) {
		struct str name = str_of(names[k]);
		size_t n = distance(keyword, name);
		if (n < best_distance && 2 * n < name.n) {
			best = names[k];
			best_distance = n;
		}
	}
	return best;
}
