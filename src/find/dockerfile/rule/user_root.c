/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last USER of the image is root. Root in between, to install something, is fine; so is root in a stage
 * that does not ship. No USER at all is user-missing's business.
 */
#include "find/dockerfile/lib/nonroot.h"
#include "find/dockerfile/lib/value.h"

static bool is_root(struct str user)
{
	struct str name, account;
	str_cut(user, ':', &name, NULL);
	if (str_cut(name, '\\', NULL, &account))
		name = account;
	uint64_t id;
	return str_is(name, "root") || (str_u64(name, UINT32_MAX, &id) && id == 0) ||
	       str_eq_nocase(name, STR("ContainerAdministrator"));
}

static void check(struct lint *l, const struct df_stage *stage)
{
	const struct dockerfile *d = lint_file(l);
	const struct df_instruction *i = stage->user;
	if (!stage->final || !i || !i->args.n || i->kind != DF_USER)
		return;
	uint32_t at = (uint32_t)(i - d->instructions.p);
	bool unknown;
	struct str user = value_of(l, at, i, &i->args.p[0], &unknown);
	if (unknown || !is_root(str_trim(user)))
		return;
	nonroot_repair(
		l, lint_report(l, at, i->span, "the last USER of the image is %.*s", STRF(user)),
		stage);
}

const struct dockerfile_rule dockerfile_rule_user_root = {
	.id = "user-root",
	.aliases = "DL3002 DS-0002 AVD-DS-0002 DS002 docker-least-privilege-user CIS-DI-0001",
	.title = "The last USER is root",
	.why = "Whoever takes over the program is root in the container, and one kernel or runtime bug away from root on "
	       "the machine.",
	.fix = "Switch to an account without privileges as the last step: USER 10001.",
	.level = LINT_WARNING,
	.severity = SEVERITY_HIGH,
	.reference = "https://docs.docker.com/build/building/best-practices/#user",
	.bad = "FROM debian:13-slim\nCOPY ledger /app/ledger\nUSER root\nCMD [\"/app/ledger\"]\n",
	.good = "FROM debian:12 AS build\nUSER root\nRUN echo hello\nFROM debian:12\nUSER root\nRUN echo hello\n"
		"USER 10001\n",
	.check_stage = check,
};
