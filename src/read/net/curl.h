/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libcurl, loaded when the network is used and not at the start of every process: it brings thirty
 * libraries along, which take longer to link than a Dockerfile takes to judge. Types and constants
 * come from its header; its functions are called through this table.
 *
 * Why: docs/design/004-start.md.
 */
#pragma once

#include "base/fault.h"

#include <curl/curl.h>

/* All that is used of it, without the prefix curl_. */
#define CURL_FUNCTIONS(X) \
	X(global_init)    \
	X(easy_init)      \
	X(easy_cleanup)   \
	X(easy_setopt)    \
	X(easy_getinfo)   \
	X(easy_header)    \
	X(easy_perform)   \
	X(easy_strerror)  \
	X(slist_append)   \
	X(slist_free_all)

struct curl_api {
#define X(name) __typeof__(curl_##name) *name;
	CURL_FUNCTIONS(X)
#undef X
};

/* Any number of times, from any thread; the library stays. E_NET says what is missing. */
int curl_api_load(struct curl_api *out, struct fault *f);
