/* SPDX-License-Identifier: Apache-2.0 */
/* Development packages of Python: pip, pipenv, poetry and uv have four ways to say so. */
#include "find/dockerfile/lib/ship.h"

#include "base/path.h"

static bool is_dev_name(struct str s)
{
	static const char *const names[] = { "dev",   "develop", "development", "test",
					     "tests", "testing", "lint",	"docs" };
	for (size_t n = 0; n < ARRAY_LEN(names); n++)
		if (str_is(s, names[n]))
			return true;
	return false;
}

/* requirements-dev.txt, dev-requirements.txt, requirements/dev.txt, test_requirements.in */
static bool is_dev_file(struct str path)
{
	struct str name = path_base(path), piece;
	size_t dot = str_rfind_char(name, '.');
	if (dot != SIZE_MAX)
		name.n = dot;
	for (size_t n = 0; n <= name.n;) {
		size_t end = n;
		while (end < name.n && name.p[end] != '-' && name.p[end] != '_' &&
		       name.p[end] != '.')
			end++;
		piece = str_slice(name, n, end);
		if (is_dev_name(piece))
			return true;
		n = end + 1;
	}
	return false;
}

/* ".[dev]", "-e .[test,docs]" */
static bool has_dev_extra(struct str word)
{
	size_t open = str_find_char(word, '['), close = str_rfind_char(word, ']');
	if (word.n == 0 || word.p[0] != '.' || open == SIZE_MAX || close == SIZE_MAX ||
	    close < open)
		return false;
	struct str rest = str_slice(word, open + 1, close), piece;
	while (str_next(&rest, ',', &piece))
		if (is_dev_name(str_trim(piece)))
			return true;
	return false;
}

static const char *pip_dev(const struct sh_command *c)
{
	for (size_t n = 1; n < c->words.n; n++) {
		struct str w = c->words.p[n].text;
		bool option = n > 1 &&
			      (sh_word_is(c, n - 1, "-r") || sh_word_is(c, n - 1, "--requirement"));
		if (str_starts(w, STR("--requirement=")))
			w = str_from(w, 14);
		else if (str_starts(w, STR("-r")) && w.n > 2)
			w = str_from(w, 2);
		else if (!option) {
			if (has_dev_extra(w))
				return "install the package without its development extras";
			continue;
		}
		if (is_dev_file(w))
			return "install the requirements of the service only";
	}
	return NULL;
}

/* What to write instead, NULL when nothing is wrong. */
static const char *judge(const struct sh_command *c)
{
	struct str name = sh_name(c);
	bool pip = str_is(name, "pip") || str_is(name, "pip3");
	if ((pip && sh_has_arg(c, "install")) ||
	    (str_starts(name, STR("python")) && sh_word_is(c, 1, "-m") &&
	     sh_word_is(c, 2, "pip")) ||
	    (str_is(name, "uv") && sh_word_is(c, 1, "pip")))
		return pip_dev(c);
	if (str_is(name, "pipenv") && (sh_has_arg(c, "--dev") || sh_has_arg(c, "-d")))
		return "write pipenv install --deploy without --dev";
	if (str_is(name, "poetry") && sh_word_is(c, 1, "install") && !sh_has_long(c, "only") &&
	    !sh_has_long(c, "no-dev") && !sh_has_long(c, "without") && !sh_has_long(c, "only-root"))
		return "write poetry install --only main";
	if (str_is(name, "uv") && sh_word_is(c, 1, "sync") && !sh_has_long(c, "no-dev") &&
	    !sh_has_long(c, "no-default-groups") && !sh_has_long(c, "no-group"))
		return "write uv sync --frozen --no-dev";
	return NULL;
}

/* Who starts tests wants what tests need. */
static bool starts_tests(const struct df_instruction *i)
{
	return i && (str_has(i->text, STR("test")) || str_has(i->text, STR("tox")) ||
		     str_has(i->text, STR("lint")));
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	const struct df_stage *stage = ship_stage(b, instruction);
	const struct sh_script *s = &b->scripts[instruction];
	if (!stage || !ship_reaches(b, stage->index))
		return;
	const struct df_stage *target = &b->stages.p[b->target];
	if (starts_tests(target->cmd) || starts_tests(target->entrypoint) ||
	    ship_variable(b, instruction, "UV_NO_DEV").n ||
	    ship_variable(b, instruction, "POETRY_WITHOUT").n)
		return;
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		const char *instead = judge(c);
		if (!instead)
			continue;
		struct lint_finding *f =
			lint_report(l, instruction, df_command_span(b, instruction, c),
				    "development packages are installed into the image");
		f->suggestion = str_of(instead);
	}
}

const struct dockerfile_rule dockerfile_rule_pip_dev_dependencies = {
	.id = "pip-dev-dependencies",
	.aliases = "",
	.title = "Development packages of Python are installed",
	.why = "Test runners, linters and debuggers are shipped, scanned and attacked with the service, "
	       "which never imports them.",
	.fix = "Install the service's requirements only: poetry install --only main, uv sync --no-dev, "
	       "pip install -r requirements.txt.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.bad = "FROM python:3.14-slim\nWORKDIR /app\nCOPY requirements*.txt ./\n"
	       "RUN pip install --no-cache-dir -r requirements.txt -r requirements-dev.txt\nUSER 10001\n",
	.good = "FROM python:3.14-slim\nWORKDIR /app\nCOPY requirements*.txt ./\n"
		"RUN pip install --no-cache-dir -r requirements/device.txt\nUSER 10001\n",
	.on = ON(DF_RUN),
	.check = check,
};
