/* SPDX-License-Identifier: Apache-2.0 */
#include "model/difference.h"

const char *change_kind_name(enum change_kind k)
{
	static const char *const names[CHANGE_KIND_COUNT_] = {
		[CHANGE_NEW] = "new",
		[CHANGE_FIXED] = "fixed",
		[CHANGE_CHANGED] = "changed",
		[CHANGE_SAME] = "same",
	};
	return (unsigned)k < CHANGE_KIND_COUNT_ ? names[k] : "unknown";
}

const char *package_change_name(enum package_change_kind k)
{
	static const char *const names[PACKAGE_CHANGE_COUNT_] = {
		[PACKAGE_ADDED] = "added",	 [PACKAGE_REMOVED] = "removed",
		[PACKAGE_UPGRADED] = "upgraded", [PACKAGE_DOWNGRADED] = "downgraded",
		[PACKAGE_REPLACED] = "replaced",
	};
	return (unsigned)k < PACKAGE_CHANGE_COUNT_ ? names[k] : "unknown";
}
