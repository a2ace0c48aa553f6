/* SPDX-License-Identifier: Apache-2.0 */
#include "model/plan.h"

static const char *const kinds[STEP_KIND_COUNT_] = {
	[STEP_CONTAIN] = "contain", [STEP_ROTATE] = "rotate", [STEP_BASE] = "base",
	[STEP_UPGRADE] = "upgrade", [STEP_REMOVE] = "remove", [STEP_EDIT] = "edit",
};

const char *step_kind_name(enum step_kind k)
{
	return (unsigned)k < STEP_KIND_COUNT_ ? kinds[k] : "unknown";
}
