/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The numbers that stand in the file for the words of the model. They never change (docs/format/history.md),
 * whatever becomes of the order of an enum. A number that is not known here was written by a later version
 * or by nobody of ours: it becomes the harmless side that is named behind each function.
 */
#pragma once

#include "model/report.h"

unsigned code_of_kind(enum finding_kind k);
unsigned code_of_place(enum finding_place p);
unsigned code_of_severity(enum severity s);
unsigned code_of_verdict(enum verdict v);

enum finding_kind kind_of_code(int64_t code); /* FINDING_MISCONFIGURATION */
enum severity severity_of_code(int64_t code); /* SEVERITY_UNKNOWN */
enum verdict verdict_of_code(int64_t code);   /* VERDICT_INCOMPLETE */

/* Bits of the column `flags`. */
enum seen_flag {
	SEEN_FIXABLE = 1,
	SEEN_BLOCKING = 2,
	SEEN_IGNORED = 4,
};
