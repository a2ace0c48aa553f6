/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parts of `seaworthy report` share. To add one: a file here that ends with its row, the row in
 * the table of src/cmd/report.c, and its options in that file's option table.
 */
#pragma once

#include "base/opt.h"
#include "cmd/lib/judging.h"
#include "cmd/lib/subcommand.h"

/* The options of all of them. */
struct report_options {
	const char *format; /* NULL: what the subcommand likes best */
	struct opt_list outputs;
	unsigned lang; /* enum report_lang */
	const char *now;
	bool all, no_sandbox;
	const char *db, *platform, *image; /* for images that are scanned */
	uint64_t jobs;
	unsigned fail_on; /* enum report_fail_on */
	const char *history, *since;
	struct opt_list service_level;	/* "critical=7", … */
	struct judging_options judging; /* to judge saved reports again */
};

enum report_fail_on { REPORT_FAIL_ON_NOTHING, REPORT_FAIL_ON_NEW };

enum report_lang { REPORT_LANG_EN, REPORT_LANG_ZH };

/* "en", "zh". */
const char *report_lang_name(unsigned lang);

/* One bit for each of them, to refuse those that do not belong to the subcommand. */
enum report_option_bit {
	REPORT_OPTION_FORMAT = 1 << 0,
	REPORT_OPTION_OUTPUT = 1 << 1,
	REPORT_OPTION_LANG = 1 << 2,
	REPORT_OPTION_NOW = 1 << 3,
	REPORT_OPTION_ALL = 1 << 4,
	REPORT_OPTION_SANDBOX = 1 << 5,
	REPORT_OPTION_SCAN = 1 << 6, /* what is scanned, and with what */
	REPORT_OPTION_FAIL_ON = 1 << 7,
	REPORT_OPTION_WEEKLY = 1 << 8, /* --since, --service-level */
	REPORT_OPTION_HISTORY = 1 << 9,
	REPORT_OPTION_JUDGE = 1 << 10, /* --policy, --gate, --vex, --ignorefile, --baseline */
};

extern const struct subcommand report_subcommand_convert, report_subcommand_diff,
	report_subcommand_weekly;
