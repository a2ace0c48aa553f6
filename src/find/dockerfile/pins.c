/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An image is looked up by its full name, so that node:22, library/node:22 and docker.io/library/node:22 are
 * the same one; without a tag it is :latest, as the builder has it. A name in a file of digests has to say its
 * tag: who leaves it out there has more likely forgotten it.
 */
#include "find/dockerfile/pins.h"

#include "base/digest.h"

void lint_pins_init(struct lint_pins *p, struct arena *a)
{
	*p = (struct lint_pins){ .arena = a };
	map_init(&p->by_image, a);
}

static struct str key_of(struct arena *a, const struct df_reference *r)
{
	return str_printf(a, "%.*s/%.*s:%.*s", STRF(r->registry), STRF(r->repository),
			  STRF(r->tag.n ? r->tag : STR("latest")));
}

/* One spelling: "arm64", "linux/aarch64" and "linux/arm64/v8" are linux/arm64. */
static struct str tidy_platform(struct arena *a, struct str s)
{
	static const char *const names[][2] = { { "x86_64", "amd64" },
						{ "x86-64", "amd64" },
						{ "aarch64", "arm64" } };
	struct str system = STR("linux"), rest = s = str_lower(a, s), machine, variant;
	if (!s.n)
		return s;
	if (str_find_char(s, '/') != SIZE_MAX)
		str_cut(s, '/', &system, &rest);
	str_cut(rest, '/', &machine, &variant);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_is(machine, names[i][0]))
			machine = str_of(names[i][1]);
	if (str_is(machine, "arm64") && str_is(variant, "v8"))
		variant = STR("");
	return str_printf(a, "%.*s/%.*s%s%.*s", STRF(system), STRF(machine), variant.n ? "/" : "",
			  STRF(variant));
}

int lint_pins_add(struct lint_pins *p, struct str image, struct str platform, struct str digest,
		  const char *from, struct fault *f)
{
	struct df_reference r;
	struct digest parsed;
	if (!df_reference_parse(p->arena, image, &r) || r.unknown || r.digest.n)
		return fault_set(f, E_USAGE, "\"%.*s\" is no name of an image", STRF(image));
	if (!r.tag.n)
		return fault_set(f, E_USAGE, "%.*s: the tag is missing; write NAME:TAG",
				 STRF(image));
	if (!digest_parse(digest, &parsed))
		return fault_set(f, E_USAGE, "%.*s: \"%.*s\" is no digest; write sha256:…",
				 STRF(image), STRF(digest));
	platform = tidy_platform(p->arena, platform);
	uint32_t *first = map_put(&p->by_image, key_of(p->arena, &r), NULL);
	for (uint32_t i = *first; i; i = p->list.p[i - 1].next) {
		if (!str_eq(p->list.p[i - 1].platform, platform))
			continue;
		if (str_eq(p->list.p[i - 1].digest, digest))
			return 0;
		return fault_set(f, E_USAGE, "%.*s has two digests, and %s says the other one",
				 STRF(image), p->list.p[i - 1].from);
	}
	*VEC_PUSH(p->arena, &p->list) = (struct lint_pin){ platform, digest, from, *first };
	*first = (uint32_t)p->list.n;
	return 0;
}

static int read_line(struct lint_pins *p, const char *path, struct str line, struct fault *f)
{
	struct str words[4];
	size_t n = 0;
	while (n < ARRAY_LEN(words) && str_next_word(&line, &words[n]))
		n++;
	if (n == 1) {
		size_t at = str_find_char(words[0], '@');
		if (at == SIZE_MAX)
			return fault_set(f, E_USAGE, "%.*s: the digest is missing; write @sha256:…",
					 STRF(words[0]));
		return lint_pins_add(p, str_slice(words[0], 0, at), STR(""),
				     str_from(words[0], at + 1), path, f);
	}
	if (n > 3)
		return fault_set(f, E_USAGE,
				 "write NAME:TAG@DIGEST, or NAME:TAG [PLATFORM] DIGEST");
	return lint_pins_add(p, words[0], n == 3 ? words[1] : STR(""), words[n - 1], path, f);
}

int lint_pins_read(struct lint_pins *p, const char *path, struct str text, struct fault *f)
{
	struct str line;
	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_from(text, 3);
	for (unsigned number = 1; str_next_line(&text, &line); number++) {
		str_cut(line, '#', &line, NULL);
		line = str_trim(line);
		if (line.n)
			TRY(fault_in(f, read_line(p, path, line, f), "%s:%u", path, number));
	}
	return 0;
}

const struct lint_pin *lint_pins_find(const struct lint_pins *p, const struct df_reference *r,
				      struct str platform, bool *out_other)
{
	const struct lint_pin *found = NULL;
	bool other = false;
	struct str want = tidy_platform(p->arena, platform);
	const uint32_t *first = map_get(&p->by_image, key_of(p->arena, r));
	for (uint32_t i = first ? *first : 0; i; i = p->list.p[i - 1].next) {
		const struct lint_pin *one = &p->list.p[i - 1];
		bool same = want.n && str_eq(one->platform, want);
		if (same || (!one->platform.n && !found))
			found = one;
		else
			other |= one->platform.n > 0;
	}
	if (out_other)
		*out_other = other;
	return found;
}
