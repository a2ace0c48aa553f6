/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/trivy_default.h"

static int by_key(struct str a, struct str b)
{
	/* a dot sorts before everything else, so that what is nested stays together */
	for (size_t i = 0; i < a.n && i < b.n; i++) {
		if (a.p[i] == b.p[i])
			continue;
		if (a.p[i] == '.' || b.p[i] == '.')
			return a.p[i] == '.' ? -1 : 1;
		return (uint8_t)a.p[i] < (uint8_t)b.p[i] ? -1 : 1;
	}
	return (a.n > b.n) - (a.n < b.n);
}

static size_t sorted_flags(const struct trivy_flag **out)
{
	size_t n = 0;
	for (size_t i = 0; i < TRIVY_FLAG_COUNT_; i++) {
		const struct trivy_flag *flag = &trivy_flags[i];
		size_t at = n;
		if (!flag->key)
			continue;
		for (; at > 0 && by_key(str_of(flag->key), str_of(out[at - 1]->key)) < 0; at--)
			out[at] = out[at - 1];
		out[at] = flag;
		n++;
	}
	return n;
}

static void put_initial(struct out *out, const struct trivy_flag *flag)
{
	struct str rest = str_of(flag->initial), piece;
	if (flag->kind == TRIVY_LIST) {
		const char *comma = "";
		out_text(out, " [");
		while (rest.n && str_next(&rest, ',', &piece)) {
			out_printf(out, "%s\"%.*s\"", comma, STRF(piece));
			comma = ", ";
		}
		out_text(out, "]\n");
	} else if (flag->kind == TRIVY_TEXT) {
		out_printf(out, " \"%s\"\n", flag->initial);
	} else {
		out_printf(out, "%s%s\n", flag->initial[0] ? " " : "", flag->initial);
	}
}

void trivy_default_config(struct out *out)
{
	const struct trivy_flag *flags[TRIVY_FLAG_COUNT_];
	size_t n = sorted_flags(flags);
	struct str last = STR(""); /* the key before, whose folders are open */
	out_text(
		out,
		"# What can be said in trivy.yaml, with the defaults; see seaworthy help trivy.\n");
	for (size_t i = 0; i < n; i++) {
		struct str key = str_of(flags[i]->key), rest = key, part;
		size_t depth = 0, seen = 0;
		bool same = true;
		while (str_next(&rest, '.', &part)) {
			seen += part.n + 1;
			same = same && last.n >= seen &&
			       str_eq(str_slice(last, 0, seen - 1), str_slice(key, 0, seen - 1)) &&
			       last.p[seen - 1] == '.';
			if (!same) {
				out_repeat(out, ' ', 2 * depth);
				out_printf(out, "%.*s:%s", STRF(part), rest.p ? "\n" : "");
			}
			depth++;
		}
		put_initial(out, flags[i]);
		last = key;
	}
}
