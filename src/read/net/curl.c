/* SPDX-License-Identifier: Apache-2.0 */
#include "read/net/curl.h"

#include <dlfcn.h>

/* The name that all 7.x and 8.x have had since 2006. */
static const char soname[] = "libcurl.so.4";

int curl_api_load(struct curl_api *out, struct fault *f)
{
	struct curl_api api;
	/* never closed: libcurl and its libraries have threads' and exit handlers of their own */
	void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	if (!library)
		return fault_set(f, E_NET, "the network needs libcurl: %s", dlerror());
#define X(name)                                                                                   \
	api.name = (__typeof__(api.name))dlsym(library, "curl_" #name);                           \
	if (!api.name)                                                                            \
		return fault_set(f, E_NET,                                                        \
				 "the network needs libcurl 7.85 or newer: %s has no %s", soname, \
				 "curl_" #name);
	CURL_FUNCTIONS(X)
#undef X
	*out = api;
	return 0;
}
