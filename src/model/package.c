/* SPDX-License-Identifier: Apache-2.0 */
#include "model/package.h"

static const char *const names[PACKAGE_KIND_COUNT_] = {
	[PACKAGE_APK] = "apk",
	[PACKAGE_DEB] = "deb",
	[PACKAGE_OTHER] = "generic", /* as package URLs call it */
};

const char *package_kind_name(enum package_kind k)
{
	return (unsigned)k < PACKAGE_KIND_COUNT_ ? names[k] : "unknown";
}
