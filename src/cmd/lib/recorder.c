/* SPDX-License-Identifier: Apache-2.0 */
/*
 *     scan (reads the image)                    recorder (writes one file)
 *     ──────────────────────                    ──────────────────────────
 *     recorder_start ──────── fork ───────────► opens the history, confines itself
 *     sandbox_enter
 *     recorder_recall ─────── WIRE_RECALL ────► when was what first seen?
 *                    ◄─────── WIRE_KNOWN ────── or WIRE_FAILED
 *     recorder_store ──────── WIRE_STORE ─────► one transaction
 *                    ◄─────── WIRE_STORED ───── when it is on disk
 *     recorder_stop ───────── end of file ────► exits
 *
 * The two are joined by a pair of sockets. Our end does not block: a history on a network that does not answer
 * costs ANSWER_SECONDS, once, and is then given up. The child holds no other descriptor than its end and
 * standard error, so that nobody who waits for the end of our output waits for it; it ends with us whatever way
 * we end.
 *
 * The fork comes before the first byte of the image is read. The child begins to work at once, beside the
 * scan, so loading SQLite and opening the file take none of the scan's time.
 *
 * A history that cannot be opened does not end the child: each question is answered with the reason.
 */
#define _GNU_SOURCE
#include "cmd/lib/recorder.h"

#include "base/date.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/sandbox.h"
#include "cmd/lib/history_path.h"
#include "find/watch.h"
#include "history/store.h"
#include "model/identity.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ANSWER_SECONDS 20 /* longer than a writer waits for its turn */
#define CHILD_FD       3

struct recorder {
	int fd;
	pid_t pid;
	bool lost;	   /* it died or does not answer: nothing is asked any more */
	struct fault said; /* what recorder_recall() has told */
};

/* ---- the child ---- */

static int read_exactly(int fd, char *p, size_t n)
{
	while (n > 0) {
		ssize_t got = read(fd, p, n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return -1;
		p += got;
		n -= (size_t)got;
	}
	return 0;
}

static int write_all(int fd, struct str s)
{
	while (s.n > 0) {
		ssize_t put = write(fd, s.p, s.n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return -1;
		s = str_from(s, (size_t)put);
	}
	return 0;
}

struct keeper {
	struct store *store; /* NULL: `why` tells */
	struct fault why;
	struct buf in, out;
};

static int answer_recall(struct keeper *k, struct str message, struct arena *a, struct fault *f)
{
	struct str image, platform;
	struct wire_past past;
	TRY(wire_get_recall(message, &image, &platform, f));
	TRY(store_recall(k->store, image, platform, a, &past, f));
	if (!wire_put_known(&k->out, &past))
		return fault_set(f, E_LIMIT, "too much is known of this image");
	return 0;
}

static int answer_store(struct keeper *k, struct str message, struct arena *a, struct fault *f)
{
	struct record record;
	int64_t id;
	TRY(wire_get_store(message, a, &record, f));
	TRY(store_scan(k->store, &record, &id, f));
	wire_put_stored(&k->out, id);
	return 0;
}

static int answer(struct keeper *k, struct str message, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	char kind = message.p[0];
	if (!k->store)
		return fault_copy(f, &k->why);
	message = str_from(message, 1);
	if (kind == WIRE_RECALL)
		return answer_recall(k, message, a, f);
	if (kind == WIRE_STORE)
		return answer_store(k, message, a, f);
	return fault_set(f, E_CORRUPT, "an unknown question");
}

/* One question; negative at the end of them. */
static int serve(struct keeper *k, int fd, const char *path)
{
	uint8_t head[WIRE_HEAD];
	size_t n;
	struct fault f = { 0 };
	if (read_exactly(fd, (char *)head, sizeof(head)) < 0 || wire_length(head, &n, &f) < 0)
		return -1;
	buf_clear(&k->in);
	buf_clear(&k->out);
	char *room = buf_room(&k->in, n);
	if (!room || read_exactly(fd, room, n) < 0)
		return -1;
	buf_filled(&k->in, n);
	if (answer(k, buf_str(&k->in), &f) < 0) {
		if (k->store)
			fault_in(&f, f.code, "%s", path);
		buf_clear(&k->out);
		wire_put_failed(&k->out, &f);
	}
	return write_all(fd, buf_str(&k->out));
}

/* Opens, then renounces everything but the folder. What cannot be confined is not opened. */
static void open_confined(struct keeper *k, const char *path, struct arena *a)
{
	struct sandbox_state state;
	if (store_open(path, true, &k->store, &k->why) < 0)
		return;
	struct sandbox_plan plan = { .write_dir = history_folder(path, a) };
	if (sandbox_enter(&plan, &state, &k->why) < 0) {
		store_close(k->store);
		k->store = NULL;
	}
}

NORETURN static void keep(int fd, const char *path)
{
	/* ends with its parent, even when that is killed while we wait for a lock */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0)
		_exit(1);
	if (fd != CHILD_FD && dup2(fd, CHILD_FD) < 0)
		_exit(1);
	close_range(CHILD_FD + 1, ~0u, 0);
	struct keeper k = { 0 };
	struct arena *a = arena_new();
	buf_init(&k.in, LIMIT_HISTORY_MESSAGE);
	buf_init(&k.out, LIMIT_HISTORY_MESSAGE + KIB);
	open_confined(&k, path, a);
	while (serve(&k, CHILD_FD, path) == 0)
		;
	store_close(k.store);
	buf_done(&k.in);
	buf_done(&k.out);
	arena_free(a);
	_exit(0);
}

/* ---- the scan's side ---- */

int recorder_start(const char *path, struct recorder **out, struct fault *f)
{
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return fault_errno(f, errno, "the history's recorder cannot be started");
	pid_t pid = fork();
	if (pid == 0)
		keep(pair[1], path);
	int error = errno;
	fd_close(pair[1]);
	if (pid < 0 || fcntl(pair[0], F_SETFL, O_NONBLOCK) < 0) {
		fd_close(pair[0]);
		return fault_errno(f, error, "the history's recorder cannot be started");
	}
	struct recorder *r = mem_alloc(sizeof(*r));
	*r = (struct recorder){ .fd = pair[0], .pid = pid };
	*out = r;
	return 0;
}

static int64_t milliseconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int lose(struct recorder *r, struct fault *f, const char *why)
{
	r->lost = true;
	return fault_set(f, E_IO, "%s", why);
}

/* Until it can be read or written. */
static int await(struct recorder *r, short events, int64_t deadline, struct fault *f)
{
	for (;;) {
		int64_t left = deadline - milliseconds();
		struct pollfd p = { .fd = r->fd, .events = events };
		int n = left > 0 ? poll(&p, 1, (int)left) : 0;
		if (n > 0)
			return 0;
		if (n == 0)
			return lose(r, f, "it does not answer");
		if (errno != EINTR)
			return lose(r, f, "its recorder cannot be reached");
	}
}

static int send_all(struct recorder *r, struct str s, int64_t deadline, struct fault *f)
{
	while (s.n > 0) {
		ssize_t n = write(r->fd, s.p, s.n);
		if (n > 0)
			s = str_from(s, (size_t)n);
		else if (n < 0 && (errno == EAGAIN || errno == EINTR))
			TRY(await(r, POLLOUT, deadline, f));
		else
			return lose(r, f, "its recorder has died");
	}
	return 0;
}

static int receive(struct recorder *r, char *p, size_t n, int64_t deadline, struct fault *f)
{
	while (n > 0) {
		ssize_t got = read(r->fd, p, n);
		if (got > 0) {
			p += got;
			n -= (size_t)got;
		} else if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
			TRY(await(r, POLLIN, deadline, f));
		} else {
			return lose(r, f, "its recorder has died");
		}
	}
	return 0;
}

/* Sends what is in `b` and puts the answer there; its kind, or the fault that it is. */
static int ask(struct recorder *r, struct buf *b, enum wire_kind expected, struct str *out,
	       struct fault *f)
{
	uint8_t head[WIRE_HEAD];
	size_t n;
	int64_t deadline = milliseconds() + ANSWER_SECONDS * 1000;
	TRY(send_all(r, buf_str(b), deadline, f));
	buf_clear(b);
	TRY(receive(r, (char *)head, sizeof(head), deadline, f));
	if (wire_length(head, &n, f) < 0)
		return lose(r, f, "its recorder answers nonsense");
	char *room = buf_room(b, n);
	if (!room)
		return lose(r, f, "its recorder answers too much");
	TRY(receive(r, room, n, deadline, f));
	buf_filled(b, n);
	*out = str_from(buf_str(b), 1);
	if (b->p[0] == WIRE_FAILED)
		return wire_get_failed(*out, f);
	return b->p[0] == (char)expected ? 0 : lose(r, f, "its recorder answers nonsense");
}

static void apply(const struct wire_past *past, struct report *r)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct map known;
	map_init(&known, a);
	for (size_t i = 0; i < past->seen.n; i++)
		*map_put(&known, str_make(past->seen.p[i].print, HISTORY_PRINT), NULL) =
			(uint32_t)i;
	struct str today = str_slice(r->created, 0, 10);
	for (size_t i = 0; i < r->findings.n; i++) {
		struct finding *f = &r->findings.p[i];
		uint8_t print[HISTORY_PRINT];
		str_unhex(finding_fingerprint(r, f, a), print, sizeof(print));
		const uint32_t *at = map_get(&known, str_make(print, sizeof(print)));
		f->first_seen =
			at ? date_text(r->arena, past->seen.p[*at].first / SECONDS_A_DAY) : today;
		if (str_cmp(f->first_seen, today) > 0)
			f->first_seen = today; /* recorded by a clock that was ahead of ours */
	}
	for (size_t i = 0; i < past->trend.n; i++) {
		struct trend_point *p = VEC_PUSH(r->arena, &r->trend);
		*p = past->trend.p[i];
		p->time = str_dup(r->arena, p->time);
	}
}

static int recall(struct recorder *r, struct report *report, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf b;
	struct str text;
	struct record key;
	struct wire_past past;
	buf_init(&b, LIMIT_HISTORY_MESSAGE);
	record_key(report, a, &key);
	wire_put_recall(&b, key.image, key.platform);
	TRY(ask(r, &b, WIRE_KNOWN, &text, f));
	TRY(wire_get_known(text, a, &past, f));
	apply(&past, report);
	return 0;
}

int recorder_recall(void *recorder, struct report *report, struct fault *f)
{
	struct recorder *r = recorder;
	if (r->lost)
		return 0;
	int result = recall(r, report, f);
	if (result < 0 && f)
		r->said = *f;
	return result;
}

/* Leftovers and end-of-life findings are misconfigurations. */
static unsigned kinds_of(unsigned scanners)
{
	static const struct {
		enum scanner scanner;
		enum finding_kind kind;
	} rows[] = {
		{ SCANNER_VULNERABILITY, FINDING_VULNERABILITY },
		{ SCANNER_SECRET, FINDING_SECRET },
		{ SCANNER_INTEGRITY, FINDING_INTEGRITY },
		{ SCANNER_LEFTOVER, FINDING_MISCONFIGURATION },
	};
	unsigned kinds = 0;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (scanners & rows[i].scanner)
			kinds |= 1u << rows[i].kind;
	return kinds;
}

static int store(struct recorder *r, const struct report *report, unsigned scanners,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf b;
	struct str text;
	struct record record;
	int64_t id;
	buf_init(&b, LIMIT_HISTORY_MESSAGE);
	TRY(record_of_report(report, kinds_of(scanners), a, &record, f));
	if (!wire_put_store(&b, &record))
		return fault_set(f, E_LIMIT, "the report is too large for the history");
	TRY(ask(r, &b, WIRE_STORED, &text, f));
	return wire_get_stored(text, &id, f);
}

int recorder_store(struct recorder *r, const struct report *report, unsigned scanners,
		   struct fault *f)
{
	struct fault why = { 0 };
	if (r->lost)
		return 1;
	int result = store(r, report, scanners, &why);
	if (result >= 0)
		return 0;
	if (r->said.code && strcmp(why.text, r->said.text) == 0)
		return 1;
	r->said = why;
	return fault_copy(f, &why);
}

void recorder_stop(struct recorder *r)
{
	if (!r)
		return;
	fd_close(r->fd);
	/* one that hangs ends with us */
	if (!r->lost)
		while (waitpid(r->pid, NULL, 0) < 0 && errno == EINTR)
			;
	else
		waitpid(r->pid, NULL, WNOHANG);
	mem_free(r);
}
