/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTTP(S) GET.
 *
 * libcurl speaks the protocol: TLS, proxies as the environment names them, redirects, HTTP/2. What
 * stands here is policy:
 *
 *  - https only, unless the caller allows http; a redirect never leaves https, and there are at most
 *    HTTP_REDIRECTS of them. Certificates are always checked, with TLS 1.2 at least. A user and
 *    password in a URL go to that host and to no other (libcurl's own rule, left as it is); ~/.netrc
 *    is not read.
 *  - There is no limit on the whole duration: a large feed over a slow line is fine. A transfer
 *    below HTTP_SLOW for stall_seconds is not, be it silence or one byte at a time.
 *  - Sizes are refused by the header when it tells the truth and by counting when it does not.
 *  - The body comes as it is stored at the server: no content coding is asked for, because a range
 *    of a compressed answer is a range of something else.
 *  - Each failure says whether another attempt makes sense, so that callers need not know status
 *    codes or libcurl's.
 *
 * RFC 9110: sections 8.8 (validators), 13.1 (preconditions), 14 (ranges), 10.2.3 (Retry-After).
 */
#include "read/net/http.h"

#include "base/limits.h"
#include "base/mem.h"
#include "read/net/curl.h"

#define ERROR_BODY_MAX (64 * KIB) /* read to keep the connection, and thrown away */

struct http {
	struct curl_api api;
	CURL *curl; /* NULL: to be made for the next request */
	const char *ca_file;
	bool allow_plain;
	unsigned stall_seconds;
	char error[CURL_ERROR_SIZE];
};

/* A request under way. */
struct exchange {
	struct http *http;
	const struct http_request *request;
	struct http_response *response;
	struct fault *fault;
	uint64_t received; /* bytes of the body */
	int result;	   /* of a callback that failed */
	bool begun;
};

int http_start(struct fault *f)
{
	struct curl_api api;
	TRY(curl_api_load(&api, f));
	if (api.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return fault_set(f, E_NET, "libcurl cannot be used");
	return 0;
}

static bool starts_nocase(const char *text, struct str prefix)
{
	return str_eq_nocase(str_slice(str_of(text), 0, prefix.n), prefix);
}

int http_check_url(const char *url, bool allow_plain, struct fault *f)
{
	struct str s = str_of(url);
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f)
			return fault_set(f, E_USAGE,
					 "a URL cannot hold a space or control character");
	if (s.n > LIMIT_URL)
		return fault_set(f, E_USAGE, "the URL is longer than %u bytes",
				 (unsigned)LIMIT_URL);
	if (starts_nocase(url, STR("https://")))
		return 0;
	if (!starts_nocase(url, STR("http://")))
		return fault_set(f, E_USAGE, "only https:// URLs can be fetched");
	if (!allow_plain)
		return fault_set(
			f, E_USAGE,
			"http:// lets everybody on the way change the data; use https://, or "
			"say --allow-http");
	return 0;
}

struct str http_shown(struct arena *a, const char *url)
{
	struct str s = str_of(url), scheme = STR("");
	size_t at = str_find(s, STR("://"));
	if (at != SIZE_MAX) {
		scheme = str_slice(s, 0, at + 3);
		s = str_from(s, at + 3);
	}
	struct str authority = str_slice(s, 0, size_min(str_find_char(s, '/'), s.n));
	size_t user = str_rfind_char(authority, '@');
	if (user != SIZE_MAX)
		s = str_from(s, user + 1);
	size_t query = size_min(str_find_char(s, '?'), str_find_char(s, '#'));
	return str_printf(a, "%.*s%.*s%s", STRF(scheme), STRF(str_slice(s, 0, query)),
			  query < s.n ? "?…" : "");
}

/* Into a fixed buffer; what does not fit, or holds what no header may send back, is not kept. */
static void keep_header(const struct http *h, const char *name, char *to, size_t room)
{
	struct curl_header *header = NULL;
	to[0] = 0;
	if (h->api.easy_header(h->curl, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
		return;
	struct str value = str_trim(str_of(header->value));
	if (value.n >= room)
		return;
	for (size_t i = 0; i < value.n; i++)
		if ((unsigned char)value.p[i] < ' ' || value.p[i] == 0x7f)
			return;
	memcpy(to, value.p, value.n);
	to[value.n] = 0;
}

/* "bytes 5-9/10"; the total may be a star. */
static int read_content_range(const struct http *h, struct http_response *r, uint64_t asked,
			      struct fault *f)
{
	char value[128];
	struct str rest, first, last, total;
	uint64_t to;
	keep_header(h, "Content-Range", value, sizeof(value));
	if (!str_starts(str_of(value), STR("bytes ")) ||
	    !str_cut(str_trim(str_from(str_of(value), 6)), '/', &rest, &total) ||
	    !str_cut(rest, '-', &first, &last) || !str_u64(first, INT64_MAX, &r->offset) ||
	    !str_u64(last, INT64_MAX, &to) || to < r->offset)
		return fault_set(f, E_CORRUPT, "a part was sent without saying which");
	if (!str_is(total, "*") && (!str_u64(total, INT64_MAX, &r->total) || r->total <= to))
		return fault_set(f, E_CORRUPT, "a part was sent that is outside of the whole");
	if (r->offset != asked)
		return fault_set(
			f, E_CORRUPT,
			"another part was sent (from byte %llu) than asked for (from %llu)",
			(unsigned long long)r->offset, (unsigned long long)asked);
	return 0;
}

static void read_head(struct exchange *x)
{
	struct http_response *r = x->response;
	const struct http *h = x->http;
	long status = 0;
	curl_off_t length = -1, wait = 0;
	h->api.easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &status);
	h->api.easy_getinfo(h->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
	h->api.easy_getinfo(h->curl, CURLINFO_RETRY_AFTER, &wait);
	r->status = (unsigned)status;
	r->offset = 0;
	r->total = length < 0 || status != 200 ? UINT64_MAX : (uint64_t)length;
	r->retry_after = wait > 0 ? (uint64_t)wait : 0;
	keep_header(h, "ETag", r->etag, sizeof(r->etag));
	keep_header(h, "Last-Modified", r->modified, sizeof(r->modified));
}

static int too_large(const struct http_request *q, struct fault *f)
{
	return fault_set(f, E_LIMIT, "larger than %llu bytes", (unsigned long long)q->max_bytes);
}

static int begin(struct exchange *x)
{
	const struct http_request *q = x->request;
	struct http_response *r = x->response;
	x->begun = true;
	read_head(x);
	if (r->status == 206) {
		if (!q->offset)
			return fault_set(x->fault, E_CORRUPT, "a part was sent, but all asked for");
		TRY(read_content_range(x->http, r, q->offset, x->fault));
	} else if (r->status != 200) {
		return 0;
	}
	if (r->total != UINT64_MAX && r->total > q->max_bytes)
		return too_large(q, x->fault);
	return q->begin(q->context, r, x->fault);
}

static int take(struct exchange *x, struct str bytes)
{
	const struct http_request *q = x->request;
	struct http_response *r = x->response;
	if (!x->begun)
		TRY(begin(x));
	x->received += bytes.n;
	if (r->status != 200 && r->status != 206)
		return x->received > ERROR_BODY_MAX ? E_NET : 0;
	if (x->received > q->max_bytes - r->offset)
		return too_large(q, x->fault);
	return q->body(q->context, bytes, x->fault);
}

static size_t on_body(char *p, size_t size, size_t n, void *context)
{
	struct exchange *x = context;
	int r = take(x, str_make(p, size * n));
	if (r < 0)
		x->result = r;
	return r < 0 ? 0 : size * n;
}

static int prepare(struct http *h, struct fault *f)
{
	if (h->curl)
		return 0;
	CURL *c = h->curl = h->api.easy_init();
	if (!c)
		return fault_set(f, E_NET, "libcurl cannot be used");
	long stall = (long)h->stall_seconds;
	bool ok = h->api.easy_setopt(c, CURLOPT_NOSIGNAL, 1L) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_ERRORBUFFER, h->error) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_MAXREDIRS, (long)HTTP_REDIRECTS) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_CONNECTTIMEOUT, stall) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, (long)HTTP_SLOW) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_LOW_SPEED_TIME, stall) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_BUFFERSIZE, 128L * 1024) == CURLE_OK;
	ok = ok &&
	     h->api.easy_setopt(c, CURLOPT_USERAGENT, "seaworthy/" SEAWORTHY_VERSION) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK;
	if (ok && h->ca_file) /* the system's folder of authorities must not join in */
		ok = h->api.easy_setopt(c, CURLOPT_CAINFO, h->ca_file) == CURLE_OK &&
		     h->api.easy_setopt(c, CURLOPT_CAPATH, NULL) == CURLE_OK;
	if (!ok)
		return fault_set(f, E_NET, "this libcurl lacks something that is needed");
	return 0;
}

int http_open(const struct http_options *options, struct http **out, struct fault *f)
{
	OWNED(http_closep) struct http *h = mem_alloc(sizeof(*h));
	h->ca_file = options->ca_file;
	h->allow_plain = options->allow_plain;
	h->stall_seconds = options->stall_seconds ? options->stall_seconds : 30;
	TRY(curl_api_load(&h->api, f));
	TRY(prepare(h, f));
	*out = STEAL(h);
	return 0;
}

void http_distrust(struct http *h)
{
	h->api.easy_cleanup(h->curl);
	h->curl = NULL;
}

void http_close(struct http *h)
{
	if (!h)
		return;
	if (h->curl)
		h->api.easy_cleanup(h->curl);
	mem_free(h);
}

void http_closep(struct http **h)
{
	http_close(*h);
}

struct headers {
	const struct curl_api *api;
	struct curl_slist *list;
};

static bool add_header(struct headers *to, struct arena *a, const char *name, const char *value)
{
	struct str line = str_printf(a, "%s: %s%c", name, value, 0);
	struct curl_slist *longer = to->api->slist_append(to->list, line.p);
	if (longer)
		to->list = longer;
	return longer != NULL;
}

static void headers_donep(struct headers *h)
{
	h->api->slist_free_all(h->list);
}

static bool add_headers(struct headers *to, struct arena *a, const struct http_request *q)
{
	bool ok = add_header(to, a, "Accept-Encoding", "identity");
	/* the date counts only without a tag (RFC 9110, 13.1.3): servers that know no tags need it */
	if (q->etag && q->etag[0])
		ok = ok && add_header(to, a, "If-None-Match", q->etag);
	if (q->modified && q->modified[0])
		ok = ok && add_header(to, a, "If-Modified-Since", q->modified);
	if (q->offset) {
		struct str range = str_printf(a, "bytes=%llu-%c", (unsigned long long)q->offset, 0);
		ok = ok && add_header(to, a, "Range", range.p);
		ok = ok && add_header(to, a, "If-Range", q->if_range);
	}
	return ok;
}

/* What a status says that is no success. */
static int refuse_status(struct http_response *r, struct fault *f)
{
	switch (r->status) {
	case 401:
	case 403:
	case 407:
		return fault_set(f, E_DENIED, "the server refuses access (status %u)", r->status);
	case 404:
	case 410:
		return fault_set(f, E_NET,
				 "is not there (status %u); the list of sources may be old",
				 r->status);
	case 416:
		r->may_pass = true;
		return fault_set(f, E_NET, "the server cannot continue where it stopped");
	case 408:
	case 425:
	case 429:
	case 500:
	case 502:
	case 503:
	case 504:
		r->may_pass = true;
		return fault_set(f, E_NET, "the server is %s (status %u)",
				 r->status == 429 ? "asked too often" : "in trouble", r->status);
	default:
		return fault_set(f, E_NET, "the server answers with status %u", r->status);
	}
}

/* What libcurl says that is no success. */
static int refuse_code(struct exchange *x, CURLcode code)
{
	struct http *h = x->http;
	struct http_response *r = x->response;
	struct fault *f = x->fault;
	const char *text = h->error[0] ? h->error : h->api.easy_strerror(code);
	switch ((int)code) {
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_CONNECT:
		r->may_pass = r->unreachable = true;
		return fault_set(f, E_NET,
				 "%s; is there a network? A proxy is taken from https_proxy", text);
	case CURLE_OPERATION_TIMEDOUT:
		r->may_pass = true;
		return fault_set(f, E_NET, "stalled: less than %d bytes a second for %u s",
				 HTTP_SLOW, h->stall_seconds);
	case CURLE_PARTIAL_FILE:
		r->may_pass = true;
		if (!x->begun || r->total == UINT64_MAX)
			return fault_set(f, E_TRUNCATED, "the connection ended too early");
		return fault_set(f, E_TRUNCATED, "the connection ended after %llu of %llu bytes",
				 (unsigned long long)(r->offset + x->received),
				 (unsigned long long)r->total);
	case CURLE_FILESIZE_EXCEEDED: /* by the header; counting finds the others */
		return too_large(x->request, f);
	case CURLE_TOO_MANY_REDIRECTS:
		return fault_set(f, E_NET, "redirected more than %d times", HTTP_REDIRECTS);
	case CURLE_UNSUPPORTED_PROTOCOL:
		if (str_has(str_of(text), STR("HTTP/0.9")))
			return fault_set(f, E_NET, "what answers does not speak HTTP");
		return fault_set(f, E_DENIED, "redirected to something that is not https");
	case CURLE_PEER_FAILED_VERIFICATION:
		return fault_set(f, E_TRUST,
				 "%s; a certificate authority of your own is named by --cacert",
				 text);
	case CURLE_SSL_CACERT_BADFILE:
		return fault_set(f, E_TRUST, "%s", text);
	case CURLE_GOT_NOTHING:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		r->may_pass = true;
		return fault_set(f, E_NET, "%s", text);
	default:
		return fault_set(f, E_NET, "%s", text);
	}
}

static int perform(struct exchange *x)
{
	struct http_response *r = x->response;
	CURLcode code = x->http->api.easy_perform(x->http->curl);
	if (x->begun && r->status != 200 && r->status != 206 && r->status != 0)
		return refuse_status(r, x->fault); /* however its body ended */
	if (x->result < 0)
		return x->result;
	if (code != CURLE_OK)
		return refuse_code(x, code);
	if (!x->begun)
		TRY(begin(x)); /* an answer without a body */
	if (r->status == 200 || r->status == 206)
		return 1;
	if (r->status != 304)
		return refuse_status(r, x->fault);
	if (!x->request->etag && !x->request->modified)
		return fault_set(x->fault, E_NET, "says \"not modified\" without being asked");
	return 0;
}

int http_get(struct http *h, const struct http_request *q, struct http_response *out,
	     struct fault *f)
{
	*out = (struct http_response){ .total = UINT64_MAX };
	TRY(http_check_url(q->url, h->allow_plain, f));
	TRY(prepare(h, f));
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(headers_donep) struct headers headers = { .api = &h->api };
	struct exchange x = { .http = h, .request = q, .response = out, .fault = f };
	bool plain = starts_nocase(q->url, STR("http://"));
	const char *protocols = plain ? "http,https" : "https";
	CURL *c = h->curl;
	bool ok = add_headers(&headers, a, q);
	ok = ok && h->api.easy_setopt(c, CURLOPT_HTTPHEADER, headers.list) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_PROTOCOLS_STR, protocols) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, protocols) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_WRITEDATA, &x) == CURLE_OK;
	ok = ok &&
	     h->api.easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)q->max_bytes) == CURLE_OK;
	ok = ok && h->api.easy_setopt(c, CURLOPT_URL, q->url) == CURLE_OK;
	if (!ok)
		return fault_set(f, E_NET, "this libcurl cannot ask for that");
	h->error[0] = 0;
	int r = perform(&x);
	h->api.easy_setopt(c, CURLOPT_HTTPHEADER, NULL);
	return r;
}
