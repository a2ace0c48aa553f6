/* SPDX-License-Identifier: Apache-2.0 */
/*
 * COPY of an archive that a later RUN of the stage unpacks: ADD does both in one layer. Only local archives
 * count, ADD cannot take from another stage.
 */
#include "find/dockerfile/lib/value.h"

#define ARCHIVES_MAX 32

struct archive {
	uint32_t instruction;
	const struct df_word *word;
	struct str name; /* the last component, as the RUN will call it */
};

struct archives {
	struct archive p[ARCHIVES_MAX];
	size_t n;
};

static struct str last_component(struct str path)
{
	size_t slash = str_rfind_char(path, '/');
	return slash == SIZE_MAX ? path : str_from(path, slash + 1);
}

static void collect(struct lint *l, uint32_t at, const struct df_instruction *i,
		    struct archives *all)
{
	const struct df_word *to;
	size_t n = copy_sources(i, &to);
	if (df_flag(i, "from"))
		return;
	for (size_t k = 0; k < n && all->n < ARCHIVES_MAX; k++) {
		bool unknown;
		struct str path = value_of(l, at, i, &i->args.p[k], &unknown);
		struct str target = last_component(to->text);
		if (unknown || !is_tar_archive(path))
			continue;
		bool renamed = n == 1 && is_tar_archive(target);
		all->p[all->n++] = (struct archive){ at, &i->args.p[k],
						     renamed ? target : last_component(path) };
	}
}

static bool extracts(const struct sh_command *c)
{
	struct str name = sh_name(c);
	if (!str_is(name, "tar") && !str_is(name, "bsdtar"))
		return false;
	if (sh_has_short(c, 'x') || sh_has_long(c, "extract") || sh_has_long(c, "get"))
		return true;
	/* tar xzf: the old style without a dash */
	return c->words.n > 1 && c->words.p[1].text.n && c->words.p[1].text.p[0] != '-' &&
	       str_find_char(c->words.p[1].text, 'x') != SIZE_MAX;
}

static void look(struct lint *l, const struct sh_command *c, struct archives *all)
{
	if (!all->n || !extracts(c))
		return;
	for (size_t k = 0; k < all->n;) {
		bool found = false;
		for (size_t w = 1; w < c->words.n && !found; w++)
			found = str_eq(last_component(c->words.p[w].text), all->p[k].name);
		if (found) {
			lint_report(l, all->p[k].instruction, all->p[k].word->span,
				    "%.*s is copied and then unpacked: ADD does both",
				    STRF(all->p[k].name))
				->suggestion = STR("ADD it into the folder, and drop tar and rm");
			all->p[k] = all->p[--all->n];
		} else {
			k++;
		}
	}
}

static void check(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	const struct df_build *b = lint_build(l);
	struct archives all = { .n = 0 };
	for (uint32_t k = 0; k < d->instructions.n; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		if (i->kind == DF_FROM)
			all.n = 0;
		else if (i->kind == DF_COPY && !i->broken)
			collect(l, k, i, &all);
		else if (i->kind == DF_RUN)
			for (size_t c = 0; c < b->scripts[k].commands.n; c++)
				look(l, &b->scripts[k].commands.p[c], &all);
	}
}

const struct dockerfile_rule dockerfile_rule_add_archive = {
	.id = "add-archive",
	.aliases = "DL3010",
	.title = "An archive is copied and unpacked in two steps",
	.why = "The archive stays in the layer of COPY even when a later RUN removes it: the image carries it twice.",
	.fix = "Use ADD, which unpacks local tar archives.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/build/building/best-practices/#add-or-copy",
	.bad = "FROM debian:12\nCOPY build/rootfs.tar.gz /tmp/\n"
	       "RUN tar -C /srv -xzf /tmp/rootfs.tar.gz && rm /tmp/rootfs.tar.gz\n",
	.good = "FROM debian:12 AS build\nRUN tar -czf /a.tar.gz /etc\nFROM debian:12\nADD rootfs.tar.gz /srv\n"
		"COPY backup.tar.gz /srv/\nCOPY --from=build /a.tar.gz /\nRUN tar -xzf /a.tar.gz\n",
	.check_file = check,
};
