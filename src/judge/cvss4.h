/* SPDX-License-Identifier: Apache-2.0 */
/* The score of CVSS 4.0, apart from cvss.c for its table. */
#pragma once

#include "base/base.h"

/* Where a metric stands in the array of values, and what its values are. */
enum cvss4_metric {
	CVSS4_AV,
	CVSS4_AC,
	CVSS4_AT,
	CVSS4_PR,
	CVSS4_UI,
	CVSS4_VC,
	CVSS4_VI,
	CVSS4_VA,
	CVSS4_SC,
	CVSS4_SI,
	CVSS4_SA,
	CVSS4_E,
	CVSS4_CR,
	CVSS4_IR,
	CVSS4_AR,
	CVSS4_SCORED_, /* so many metrics carry the score */
};

/*
 * The score in tenths. values[] holds, with the modified metrics already in place of the base ones,
 * each metric's distance from its most severe value in steps (section 8.2): AV N 0, A 1, L 2, P 3;
 * for SI and SA S 0, H 1, L 2, N 3, and likewise for SC H 1, L 2, N 3.
 */
int cvss4_score(const uint8_t values[CVSS4_SCORED_]);
