/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/bundler.h"
#include "find/dockerfile/lib/ship.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	const struct df_stage *stage = ship_stage(b, instruction);
	const struct sh_script *s = &b->scripts[instruction];
	if (!stage || !ship_reaches(b, stage->index))
		return;
	struct str env = ship_variable(b, instruction, "RAILS_ENV");
	if (str_is(env, "development") || str_is(env, "test"))
		return;
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		if (!bundler_installs(c) || bundler_setting(b, instruction, c, "without") ||
		    bundler_setting(b, instruction, c, "only"))
			continue;
		struct lint_finding *f =
			lint_report(l, instruction, df_command_span(b, instruction, c),
				    "the gems of the development and test groups are installed");
		f->suggestion =
			STR("write ENV BUNDLE_WITHOUT=development:test in front of this line");
	}
}

const struct dockerfile_rule dockerfile_rule_bundler_dev_dependencies = {
	.id = "bundler-dev-dependencies",
	.aliases = "",
	.title = "bundler installs development gems",
	.why = "The gems of the development and test groups are never loaded by the service, but are scanned, "
	       "shipped and attacked with it.",
	.fix = "Set BUNDLE_WITHOUT=development:test, or bundle config set --local without 'development test'.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.bad = "FROM ruby:3.4-slim\nWORKDIR /app\nCOPY Gemfile Gemfile.lock ./\n"
	       "RUN bundle install --jobs 4\nUSER 10001\n",
	.good = "FROM ruby:3.4-slim\nWORKDIR /app\nCOPY Gemfile Gemfile.lock ./\n"
		"RUN bundle config set --local without 'development test' && bundle install\nUSER 10001\n",
	.on = ON(DF_RUN),
	.check = check,
};
