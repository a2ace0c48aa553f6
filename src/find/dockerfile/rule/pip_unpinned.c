/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Packages that pip installs in whatever version the index has today: named on the command line, without a version
 * or with a lower bound only. Files of requirements, constraints, local folders and repositories are somewhere else's
 * business.
 */
#include "find/dockerfile/lib/check.h"

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	check_unpinned(l, at, i, MANAGER_PIP);
}

const struct dockerfile_rule dockerfile_rule_pip_unpinned = {
	.id = "pip-unpinned",
	.aliases = "DL3013",
	.title = "Packages from pip without a version",
	.why = "The same Dockerfile builds a different image tomorrow; a broken or poisoned release reaches you on the day it appears.",
	.fix = "Write package==version, or install from a requirements file with exact versions and hashes.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://pip.pypa.io/en/stable/topics/repeatable-installs/",
	.bad = "FROM python:3.12-slim\n"
	       "RUN python3 -m pip --no-cache-dir install -U \"setuptools>=65\" flask==3.0.3\n"
	       "RUN pip install git+https://example.com/x.git\n",
	.good = "FROM python:3.12-slim\n"
		"RUN pip install --no-cache-dir flask==3.0.3 \"uvicorn[standard]~=0.30\" -r requirements.txt \\\n"
		" && pip3 install --no-cache-dir -c constraints.txt requests \\\n"
		" && pip install --no-cache-dir -e . ./lib git+https://example.com/x.git@v1.2.3 $EXTRA\n",
	.on = ON(DF_RUN),
	.check = check,
};
