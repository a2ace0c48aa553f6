/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Gems in whatever version is the latest.
 */
#include "find/dockerfile/lib/check.h"

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	check_unpinned(l, at, i, MANAGER_GEM);
}

const struct dockerfile_rule dockerfile_rule_gem_unpinned = {
	.id = "gem-unpinned",
	.aliases = "DL3028",
	.title = "Packages from gem without a version",
	.why = "The same Dockerfile builds a different image tomorrow; a poisoned release reaches you on the day it appears.",
	.fix = "Write gem install name:version, or name -v version.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.bad = "FROM ruby:3.3-slim\n"
	       "RUN gem install --no-document bundler:2.5.11 rake\n"
	       "RUN gem install fpm -N\n",
	.good = "FROM ruby:3.3-slim\n"
		"RUN gem install bundler:2.5.11 rake:13.2.1 && gem install rails -v 7.1.3\n"
		"RUN gem install --version 1.15.1 fpm && gem update --system 3.5.9 && gem install ./x-1.gem\n",
	.on = ON(DF_RUN),
	.check = check,
};
