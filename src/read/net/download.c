/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A download that survives whatever happens to it.
 *
 *     FILE              the last complete, checked content
 *     STATE.meta        what the server called it: ETag, Last-Modified; its size and SHA-256
 *     STATE.part        content that is incomplete, or complete and not yet checked
 *     STATE.part.meta   what the server called that
 *
 *     body ─► STATE.part ─► whole? ─► check() ─► rename to FILE ─► rename STATE.part.meta to STATE.meta
 *
 * The program can be killed between any two of these steps:
 *
 *  - STATE.part is emptied before STATE.part.meta changes: a part never lies under a name that is not
 *    its own. It is continued with If-Range, so that the server decides whether the two fit.
 *  - FILE is renamed before STATE.meta. In between a new file has an old name, which at worst costs a
 *    download that was not needed; the other order would make an old file look current for ever.
 *  - STATE.meta is believed only while FILE has the size and SHA-256 it tells: a file that was
 *    edited, cut or exchanged is fetched again. It also holds a digest of the URL, because a tag means
 *    nothing at another place.
 *
 * Attempts that move at least PROGRESS bytes do not count as failures in a row; the others wait
 * twice as long each time, or as long as the server says, up to WAIT_MAX. A weak tag cannot name a
 * range (RFC 9110, 13.1.5), so such a part is not kept.
 */
#define _GNU_SOURCE
#include "read/net/download.h"

#include "base/digest.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PROGRESS    MIB
#define WAIT_MAX    120 /* seconds */
#define BACKOFF_MS  500
#define BACKOFF_MAX (30 * 1000)
#define META_MAX    (4 * KIB)
#define DAMAGED_MAX 1 /* attempts more after a complete but damaged content */

struct meta {
	struct digest source; /* of the URL */
	struct digest digest; /* of the content; not of a part's */
	char etag[HTTP_TAG_MAX], modified[64];
	uint64_t size; /* of the whole; UINT64_MAX: not said */
};

struct fetch {
	const struct download *d;
	struct arena *arena;
	struct download_result *result;
	struct digest source;
	struct meta kept, part; /* digest.kind and size 0 when there is none */
	const char *meta_path, *part_path, *part_meta_path;
	const char *shown;
	int fd;		   /* of the part */
	uint64_t at, from; /* bytes in the part, and how many this attempt found there */
	bool ended;	   /* the body came to its end */
};

static void copy_field(char *to, size_t room, struct str value)
{
	if (value.n >= room)
		return;
	memcpy(to, value.p, value.n);
	to[value.n] = 0;
}

/* False for a file that is not there or not ours: then nothing is remembered. */
static bool meta_read(const char *path, const struct digest *source, struct meta *out)
{
	OWNED(buf_donep) struct buf text;
	struct fault ignored = { 0 };
	buf_init(&text, META_MAX);
	if (fs_read_file(path, &text, &ignored) < 0)
		return false;
	struct meta m = { .size = UINT64_MAX };
	struct str rest = buf_str(&text), line, key, value;
	bool ended = false;
	while (str_next_line(&rest, &line)) {
		str_cut(line, ' ', &key, &value);
		if (str_is(key, "source"))
			digest_parse(value, &m.source);
		else if (str_is(key, "sha256"))
			digest_parse(value, &m.digest);
		else if (str_is(key, "size"))
			str_u64(value, INT64_MAX, &m.size);
		else if (str_is(key, "etag"))
			copy_field(m.etag, sizeof(m.etag), value);
		else if (str_is(key, "modified"))
			copy_field(m.modified, sizeof(m.modified), value);
		else if (str_is(key, "end"))
			ended = true;
	}
	if (!ended || !digest_eq(&m.source, source))
		return false;
	*out = m;
	return true;
}

static int meta_write(struct fetch *x, const char *path, const struct meta *m, struct fault *f)
{
	struct fs_file file;
	struct out out;
	TRY(fs_file_create(&file, path, f));
	out_init_fd(&out, file.fd);
	out_printf(&out, "source %.*s\n", STRF(digest_text(x->arena, &m->source)));
	if (m->digest.kind)
		out_printf(&out, "sha256 %.*s\n", STRF(digest_text(x->arena, &m->digest)));
	if (m->size != UINT64_MAX)
		out_printf(&out, "size %llu\n", (unsigned long long)m->size);
	if (m->etag[0])
		out_printf(&out, "etag %s\n", m->etag);
	if (m->modified[0])
		out_printf(&out, "modified %s\n", m->modified);
	out_text(&out, "end\n");
	int r = out_finish(&out, f);
	out_done(&out);
	if (r < 0)
		fs_file_abort(&file);
	else
		r = fs_file_commit(&file, f);
	return fault_in(f, r, "%s", path);
}

static int digest_file(const char *path, struct digest *out, uint64_t *out_size, struct fault *f)
{
	OWNED(fd_closep) int fd = -1;
	OWNED(hasher_freep) struct hasher *h = hasher_new(DIGEST_SHA256);
	OWNED(arena_freep) struct arena *a = arena_new();
	char *window = arena_bytes(a, 256 * KIB);
	TRY(fs_open_read(path, &fd, f));
	*out_size = 0;
	for (;;) {
		ssize_t n = read(fd, window, 256 * KIB);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fault_errno(f, errno, "%s", path);
		if (n == 0)
			break;
		hasher_add(h, window, (size_t)n);
		*out_size += (uint64_t)n;
	}
	hasher_finish(h, out);
	return 0;
}

static void part_drop(struct fetch *x)
{
	unlink(x->part_path);
	unlink(x->part_meta_path);
	x->part = (struct meta){ 0 };
	x->at = 0;
}

/* What a range request may be tied to; NULL: nothing. */
static const char *part_validator(const struct meta *m)
{
	if (m->etag[0] && !str_starts(str_of(m->etag), STR("W/")))
		return m->etag;
	return !m->etag[0] && m->modified[0] ? m->modified : NULL;
}

static int part_open(struct fetch *x, int *out_fd, struct fault *f)
{
	struct stat st;
	*out_fd = x->fd = open(x->part_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (x->fd < 0 || fstat(x->fd, &st) < 0)
		return fault_errno(f, errno, "%s", x->part_path);
	x->at = (uint64_t)st.st_size;
	if (!meta_read(x->part_meta_path, &x->source, &x->part) || !part_validator(&x->part) ||
	    x->at >= size_min(x->part.size, x->d->max_bytes))
		x->at = 0;
	x->from = x->at;
	return 0;
}

/* 206: the server says that the part still fits. */
static int part_continue(struct fetch *x, const struct http_response *r, struct fault *f)
{
	bool other = r->etag[0] && x->part.etag[0] && strcmp(r->etag, x->part.etag) != 0;
	other |= r->total != UINT64_MAX && x->part.size != UINT64_MAX && r->total != x->part.size;
	if (other)
		return fault_set(f, E_CORRUPT, "continued with something else");
	if (x->part.size == UINT64_MAX)
		x->part.size = r->total;
	if (lseek(x->fd, (off_t)x->at, SEEK_SET) < 0 || ftruncate(x->fd, (off_t)x->at) < 0)
		return fault_errno(f, errno, "%s", x->part_path);
	return 0;
}

static int on_begin(void *context, const struct http_response *r, struct fault *f)
{
	struct fetch *x = context;
	if (r->status == 206)
		return part_continue(x, r, f);
	x->at = x->from = 0;
	if (ftruncate(x->fd, 0) < 0 || lseek(x->fd, 0, SEEK_SET) < 0)
		return fault_errno(f, errno, "%s", x->part_path);
	x->part = (struct meta){ .source = x->source, .size = r->total };
	copy_field(x->part.etag, sizeof(x->part.etag), str_of(r->etag));
	copy_field(x->part.modified, sizeof(x->part.modified), str_of(r->modified));
	return meta_write(x, x->part_meta_path, &x->part, f);
}

static int on_body(void *context, struct str bytes, struct fault *f)
{
	struct fetch *x = context;
	while (bytes.n) {
		ssize_t n = write(x->fd, bytes.p, bytes.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fault_errno(f, errno, "%s", x->part_path);
		bytes = str_from(bytes, (size_t)n);
		x->at += (uint64_t)n;
		x->result->received += (uint64_t)n;
		if (x->d->progress)
			x->d->progress(x->d->context, (uint64_t)n);
	}
	return 0;
}

/* The part is whole: make it the file. */
static int finish(struct fetch *x, struct fault *f)
{
	const struct download *d = x->d;
	uint64_t size = 0;
	if (x->part.size != UINT64_MAX && x->at != x->part.size)
		return fault_set(f, E_TRUNCATED, "ended after %llu of %llu bytes",
				 (unsigned long long)x->at, (unsigned long long)x->part.size);
	if (d->check)
		TRY(d->check(d->context, x->part_path, f));
	TRY(digest_file(x->part_path, &x->part.digest, &size, f));
	x->part.size = size;
	if (fsync(x->fd) < 0 && errno != EINVAL)
		return fault_errno(f, errno, "%s", x->part_path);
	TRY(meta_write(x, x->part_meta_path, &x->part, f));
	if (rename(x->part_path, d->file) < 0)
		return fault_errno(f, errno, "%s: cannot replace", d->file);
	if (rename(x->part_meta_path, x->meta_path) < 0)
		return fault_errno(f, errno, "%s: cannot replace", x->meta_path);
	x->result->size = size;
	x->result->kept = true;
	return 1;
}

static int attempt(struct http *h, struct fetch *x, struct http_response *response, struct fault *f)
{
	*response = (struct http_response){ 0 };
	x->ended = false;
	OWNED(fd_closep) int fd = -1;
	TRY(part_open(x, &fd, f));
	const bool known = x->kept.digest.kind != DIGEST_NONE;
	const struct http_request q = {
		.url = x->d->url,
		.etag = known && x->kept.etag[0] ? x->kept.etag : NULL,
		.modified = known && x->kept.modified[0] ? x->kept.modified : NULL,
		.offset = x->at,
		.if_range = part_validator(&x->part),
		.max_bytes = x->d->max_bytes,
		.begin = on_begin,
		.body = on_body,
		.context = x,
	};
	x->result->requests++;
	int r = http_get(h, &q, response, f);
	x->ended = r == 1;
	if (x->ended && x->at < x->part.size && x->part.size != UINT64_MAX)
		response->may_pass = true; /* a server may send less than what was asked for */
	return x->ended ? finish(x, f) : r;
}

static void wait_ms(uint64_t ms)
{
	struct timespec t = { (time_t)(ms / 1000), (long)(ms % 1000) * 1000000 };
	while (nanosleep(&t, &t) < 0 && errno == EINTR)
		;
}

/* Half a second, one, two …, a quarter more at random so that many machines do not come at once. */
static uint64_t backoff_ms(unsigned failures, uint64_t retry_after)
{
	uint64_t ms = BACKOFF_MS;
	for (unsigned i = 1; i < failures && ms < BACKOFF_MAX; i++)
		ms *= 2;
	uint8_t random = 0;
	if (getrandom(&random, 1, GRND_NONBLOCK) == 1)
		ms += ms * random / 1024;
	uint64_t asked = retry_after * 1000;
	return asked > ms ? asked : ms;
}

/* Whether what arrived of it is worth keeping after this failure. */
static bool is_worth_keeping(const struct fetch *x, int r, const struct http_response *response)
{
	if (response->status == 416 || r == E_NOSPACE || r == E_IO)
		return false;
	if (r == E_CORRUPT || r == E_UNSUPPORTED || r == E_LIMIT || r == E_MISMATCH)
		return false;
	bool refused = x->ended && (x->part.size == UINT64_MAX || x->at == x->part.size);
	return x->at > 0 && !refused && part_validator(&x->part);
}

static int attempts(struct http *h, struct fetch *x, struct fault *f)
{
	unsigned failures = 0, damaged = 0;
	for (;;) {
		struct http_response response;
		struct fault why = { 0 };
		int r = attempt(h, x, &response, &why);
		if (r == 0)
			part_drop(x);
		if (r >= 0)
			return r;
		http_distrust(h);
		bool again = response.may_pass;
		if (!again && (r == E_CORRUPT || r == E_TRUNCATED))
			again = damaged++ < DAMAGED_MAX;
		if (x->at > x->from && x->at - x->from >= PROGRESS)
			failures = 0;
		if (!is_worth_keeping(x, r, &response))
			part_drop(x);
		x->result->unreachable = response.unreachable;
		if (!again || failures >= x->d->retries)
			return fault_copy(f, &why);
		if (response.retry_after > WAIT_MAX)
			return fault_set(f, r, "%s; it asks to come back in %llu s", why.text,
					 (unsigned long long)response.retry_after);
		uint64_t ms = backoff_ms(++failures, response.retry_after);
		log_info("%s: %s; again in %llu.%llu s", x->shown, why.text,
			 (unsigned long long)(ms / 1000), (unsigned long long)(ms % 1000 / 100));
		wait_ms(ms);
	}
}

/* What is there from an earlier time, and whether its name may be told to the server. */
static void look_at_kept(struct fetch *x)
{
	struct digest digest;
	struct fault ignored = { 0 };
	uint64_t size;
	if (digest_file(x->d->file, &digest, &size, &ignored) < 0)
		return;
	x->result->kept = true;
	x->result->size = size;
	if (!meta_read(x->meta_path, &x->source, &x->kept))
		return;
	if (x->kept.size == size && digest_eq(&x->kept.digest, &digest))
		return;
	log_info("%s: not what was downloaded: fetched again", x->d->file);
	x->kept = (struct meta){ 0 };
}

static const char *beside(struct arena *a, const char *state, const char *suffix)
{
	return str_printf(a, "%s%s%c", state, suffix, 0).p;
}

int download_fetch(struct http *h, const struct download *d, struct download_result *out,
		   struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	*out = (struct download_result){ 0 };
	struct fetch x = {
		.d = d,
		.arena = a,
		.result = out,
		.source = digest_of(DIGEST_SHA256, str_of(d->url)),
		.meta_path = beside(a, d->state, ".meta"),
		.part_path = beside(a, d->state, ".part"),
		.part_meta_path = beside(a, d->state, ".part.meta"),
		.shown = str_cstr(a, http_shown(a, d->url)),
		.fd = -1,
	};
	look_at_kept(&x);
	return attempts(h, &x, f);
}

void download_forget(const char *file, const char *state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	unlink(file); /* first: what is remembered is how the file is found again */
	unlink(beside(a, state, ".part"));
	unlink(beside(a, state, ".part.meta"));
	unlink(beside(a, state, ".meta"));
}
