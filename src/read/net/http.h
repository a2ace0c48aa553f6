/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One HTTP(S) GET at a time, over libcurl: conditional, by range, with limits.
 *
 * Nothing is retried here and nothing is written: read/net/download.c does both.
 */
#pragma once

#include "base/fault.h"
#include "base/str.h"

struct http_options {
	const char *ca_file; /* borrowed: PEM, instead of the system's authorities; NULL: those */
	bool allow_plain;    /* http:// may be asked, too; never after https:// */
	unsigned stall_seconds; /* a transfer slower than HTTP_SLOW for that long has failed */
};

#define HTTP_SLOW      1024 /* bytes a second */
#define HTTP_REDIRECTS 5
#define HTTP_TAG_MAX   256

/* Connections that are kept between requests; used by one thread at a time. */
struct http;

struct http_response {
	unsigned status;	 /* of the last response, 0 when none came */
	char etag[HTTP_TAG_MAX]; /* as sent, with its quotes; empty: none, or not usable */
	char modified[64];	 /* Last-Modified as sent */
	uint64_t offset;	 /* of the first byte of the body: 0 but with status 206 */
	uint64_t total;		 /* bytes of the whole resource, UINT64_MAX when not said */
	uint64_t retry_after;	 /* seconds the server asked to wait for, 0: none */
	bool may_pass;		 /* a failure that another attempt may not meet */
	bool unreachable;	 /* not even a connection: no attempt soon will do better */
};

struct http_request {
	const char *url;
	const char *etag, *modified; /* of what the caller has; NULL: give it in any case */
	uint64_t offset;	     /* > 0: the bytes from here … */
	const char *if_range;	     /* … if this ETag or date still holds, else all of them */
	uint64_t max_bytes;	     /* of the whole resource */
	/* Before the first byte, and only with status 200 or 206. */
	int (*begin)(void *context, const struct http_response *r, struct fault *f);
	int (*body)(void *context, struct str bytes, struct fault *f);
	void *context;
};

/* Once per process, before the first thread. */
int http_start(struct fault *f);

int http_open(const struct http_options *options, struct http **out, struct fault *f);
void http_close(struct http *h); /* accepts NULL */
void http_closep(struct http **h);

/*
 * 1 when the body was handed over to its end, 0 when what the caller has is current (304). E_NET,
 * E_TRUNCATED, E_LIMIT, E_DENIED, E_TRUST, E_UNSUPPORTED, or what begin() or body() returned. *out is
 * filled in every case. The fault says the reason, not the URL.
 */
int http_get(struct http *h, const struct http_request *q, struct http_response *out,
	     struct fault *f);

/*
 * What came over the open connections turned out to be wrong: they are closed, and the next request
 * begins on a new one. A server that lies about a length leaves bytes that look like the next answer.
 */
void http_distrust(struct http *h);

/* 0 for a URL that may be asked; E_USAGE says why not. */
int http_check_url(const char *url, bool allow_plain, struct fault *f);

/* The URL for a message: without user, password and query, which may be secrets. */
struct str http_shown(struct arena *a, const char *url);
