/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which account can the program run as?
 *
 *     the file makes one          USER is the number that it gives it
 *     node, distroless            the account that the base brings for this
 *     scratch                     a number: there is no list of accounts
 *     Debian, Fedora, Arch …      groupadd and useradd
 *     Alpine                      addgroup and adduser, which are busybox's
 *
 * Only plain distributions and images of languages are taken: servers such as postgres have accounts, and ways
 * to switch to them, of their own. The number is above those that distributions give away, and the same for the
 * group, so that a platform that asks for "not root" can tell by it.
 */
#include "find/dockerfile/lib/nonroot.h"

#include "find/dockerfile/lib/accounts.h"
#include "find/dockerfile/lib/family.h"
#include "find/dockerfile/lib/manager.h"
#include "find/dockerfile/lib/ship.h"

#define NUMBER "10001"

static bool makes_account(const struct sh_command *c)
{
	return str_is(sh_name(c), "useradd") || str_is(sh_name(c), "adduser");
}

/* useradd -u 10001 … app: the name stands last. */
static bool read_account(const struct sh_command *c, struct str *out_name, struct str *out_id)
{
	const struct sh_word *last = &c->words.p[c->words.n - 1];
	*out_id = (struct str){ 0 };
	for (size_t k = 1; k < c->words.n; k++) {
		struct str w = c->words.p[k].text, value;
		if ((str_is(w, "-u") || str_is(w, "--uid")) && k + 1 < c->words.n)
			*out_id = c->words.p[k + 1].text;
		else if (str_starts(w, STR("--uid=")) && str_cut(w, '=', NULL, &value))
			*out_id = value;
	}
	*out_name = last->text;
	return c->words.n > 1 && last->literal && !str_starts(last->text, STR("-")) &&
	       !account_is_number(last->text);
}

/* The account that the image's own instructions make: 0 none, 1 one with a number, -1 not certain. */
static int account_of_file(const struct df_build *b, const struct df_stage *stage,
			   struct nonroot_account *out)
{
	struct ship_walk w;
	int found = 0;
	for (ship_walk_begin(&w, b, stage, DF_GLOBAL); ship_walk_next(&w);) {
		const struct sh_script *s = &b->scripts[w.instruction];
		for (size_t n = 0; w.i->kind == DF_RUN && n < s->commands.n; n++) {
			if (!makes_account(&s->commands.p[n]))
				continue;
			uint64_t id;
			if (found || !read_account(&s->commands.p[n], &out->name, &out->id) ||
			    !str_u64(out->id, UINT32_MAX, &id) || id == 0)
				return -1;
			found = 1;
		}
	}
	return found;
}

/* Images that are a distribution or a language and nothing more: their containers start as root. */
static bool is_plain_base(struct str image, struct str tag)
{
	static const char *const names[] = {
		"debian",
		"ubuntu",
		"buildpack-deps",
		"alpine",
		"fedora",
		"centos",
		"almalinux",
		"rockylinux",
		"python",
		"ruby",
		"golang",
		"rust",
		"eclipse-temurin",
		"perl",
		"gcc",
		"oraclelinux",
		"archlinux",
		NULL,
	};
	size_t slash = str_rfind_char(image, '/');
	struct str name = slash == SIZE_MAX ? image : str_from(image, slash + 1);
	if (str_is(name, "php"))
		return !str_has(tag, STR("apache")) && !str_has(tag, STR("fpm"));
	return word_in(name, names) || str_is(name, "ubi") || str_is(name, "ubi8") ||
	       str_is(name, "ubi9") || str_is(name, "ubi10");
}

static const char *account_to_make(const struct base_image *base, struct str tag,
				   struct nonroot_account *out)
{
	out->id = STR(NUMBER ":" NUMBER);
	out->name = STR("app");
	if (base->family == FAMILY_ALPINE) {
		out->create[0] = STR("addgroup -g " NUMBER " app");
		out->create[1] = STR("adduser -D -H -u " NUMBER " -G app -s /sbin/nologin app");
		return NULL;
	}
	/* the small variants of the RPM family come without shadow-utils */
	if (base->family == FAMILY_UNKNOWN ||
	    (base->family == FAMILY_RPM &&
	     (str_has(tag, STR("minimal")) || str_has(tag, STR("slim")))))
		return "it is not known whether the base can make accounts";
	out->create[0] = STR("groupadd --gid " NUMBER " app");
	out->create[1] = STR("useradd --no-log-init --no-create-home --uid " NUMBER " --gid " NUMBER
			     " --shell /usr/sbin/nologin app");
	return NULL;
}

const char *nonroot_account(struct lint *l, const struct df_stage *stage,
			    struct nonroot_account *out)
{
	const struct df_build *b = lint_build(l);
	const struct df_stage *root = ship_root(b, stage);
	struct str image = ship_image(b, stage), tag = root->reference.tag;
	*out = (struct nonroot_account){ 0 };
	int own = account_of_file(b, stage, out);
	if (own < 0)
		return "the account that the file makes has no fixed number, or there are several";
	struct base_image base = base_image_of(b, stage->index);
	if (own > 0)
		return base.family == FAMILY_UNKNOWN ? "the base is not known" : NULL;
	out->name = (struct str){ 0 };
	if (root->scratch) {
		out->id = STR(NUMBER ":" NUMBER);
		return NULL;
	}
	if (str_has(image, STR("distroless/"))) {
		out->id = STR("65532:65532");
		return NULL;
	}
	if (str_is(image, "node") && base.family != FAMILY_UNKNOWN) {
		*out = (struct nonroot_account){ .id = STR("1000:1000"), .name = STR("node") };
		return NULL;
	}
	if (!base.is_root || !is_plain_base(image, tag))
		return "the base is not known, or has an account of its own for this";
	return account_to_make(&base, tag, out);
}
