/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An image of a local engine, read while the engine sends it.
 *
 *     engine ──unix socket──► child: libcurl ──socket pair──► this process: confined, reads it like "-"
 *                                       └──pipe──► one struct fault: what became of the request
 *
 * The program is confined before it parses the first byte of an image, and has no network then. So the
 * request is made by a child that is forked while there is one thread, and that does nothing but copy the
 * body of the answer: HTTP is parsed there, the image here. libcurl is loaded in the child alone.
 *
 * Must stay true:
 *  - The caller knows before it confines itself whether the image is there: the child asks for its
 *    description first (/images/NAME/json), because older engines answer /get with status 200 for anything.
 *  - A transfer that breaks off is an error. The end of a pipe says nothing about why it ended; a socket
 *    does: one byte lies in the child's receive queue from the beginning, and only a child that has
 *    copied everything takes it out. When it ends before that, by whatever cause, the kernel resets the
 *    connection (unix(7), ECONNRESET), and reading fails instead of ending.
 *  - Nothing is sent but two GET requests. No engine is started, no image is pulled.
 *
 * Docker Engine API 1.24 and newer, without a version in the path: "Inspect an image", "Export an image".
 * Podman's compatible API takes a bare name for docker.io's, so localhost/NAME is asked for as well.
 *
 * Refused: engines behind tcp:// and ssh://, because who listens there is not known.
 */
#define _GNU_SOURCE
#include "cmd/lib/engine.h"

#include "base/fs.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/path.h"
#include "read/net/curl.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	NAME_MAX_BYTES = 512,
	SOCKETS_MAX = 6,
	CONNECT_SECONDS = 10,
	SILENCE_SECONDS =
		900, /* older engines write the whole archive to their disk before they send */
	STATUS_OK = 200,
};

struct sockets {
	const char *p[SOCKETS_MAX];
	size_t n;
};

/* The child's state. */
struct asking {
	struct curl_api api;
	CURL *curl;
	struct arena *arena;
	int status, body; /* descriptors; status is -1 when it was told */
	int answer;	  /* HTTP status of the request under way */
	bool forward;	  /* the body is the archive */
	bool sent;
	char head[400]; /* of an answer that is not forwarded: an error message */
	size_t head_n;
	char error[CURL_ERROR_SIZE];
};

/* ---- names ---- */

bool engine_is_name(struct str word)
{
	if (word.n == 0 || word.n > NAME_MAX_BYTES || !char_is_alnum(word.p[0]))
		return false;
	for (size_t i = 0; i < word.n; i++)
		if (!char_is_alnum(word.p[i]) && !strchr("._-:/@", word.p[i]))
			return false;
	static const char *const files[] = { ".tar", ".tgz", ".gz", ".zst", ".xz", ".json", "/" };
	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		if (str_ends(word, str_of(files[i])))
			return false;
	return !str_has(word, STR("//")) && !str_has(word, STR(".."));
}

/* "payment", "team/payment": without the name of a registry. */
static bool has_no_host(struct str name)
{
	struct str first;
	if (!str_cut(name, '/', &first, NULL))
		return true;
	return !str_has(first, STR(".")) && !str_has(first, STR(":")) &&
	       !str_is(first, "localhost");
}

/* ---- where engines listen ---- */

static void add_socket(struct sockets *s, const char *path)
{
	struct sockaddr_un address;
	if (!path || strlen(path) >= sizeof(address.sun_path) || s->n == SOCKETS_MAX)
		return;
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->p[i], path) == 0)
			return;
	s->p[s->n++] = path;
}

static const char *otherwise(const struct engine_choice *choice)
{
	return choice->otherwise ? choice->otherwise : "| seaworthy scan -";
}

/* "unix:///run/x.sock", "/run/x.sock". */
static int add_host(struct sockets *s, const char *host, const char *who,
		    const struct engine_choice *choice, struct fault *f)
{
	struct str h = str_of(host);
	if (str_starts(h, STR("unix://")))
		host += 7;
	else if (!str_starts(h, STR("/")))
		return fault_set(
			f, E_USAGE,
			"%s is %s: only the unix socket of an engine on this machine is "
			"asked, unix:///var/run/docker.sock for example; elsewhere: docker "
			"save NAME %s",
			who, host, otherwise(choice));
	add_socket(s, host);
	return 0;
}

static const char *below(struct arena *a, const char *folder, const char *rest)
{
	return folder && folder[0] == '/' ? str_cstr(a, str_printf(a, "%s/%s", folder, rest))
					  : NULL;
}

static int find_sockets(const struct engine_choice *choice, struct arena *a, struct sockets *s,
			struct fault *f)
{
	const char *docker_host = getenv("DOCKER_HOST"), *container_host = getenv("CONTAINER_HOST");
	const char *runtime = getenv("XDG_RUNTIME_DIR");
	if (choice->docker_host)
		TRY(add_host(s, choice->docker_host, "--docker-host", choice, f));
	else if (!choice->no_docker && docker_host && docker_host[0])
		TRY(add_host(s, docker_host, "DOCKER_HOST", choice, f));
	else if (!choice->no_docker) {
		add_socket(s, "/var/run/docker.sock");
		add_socket(s, below(a, runtime, "docker.sock"));
	}
	if (choice->podman_host)
		TRY(add_host(s, choice->podman_host, "--podman-host", choice, f));
	else if (!choice->no_podman) {
		if (container_host && str_starts(str_of(container_host), STR("unix://")))
			TRY(add_host(s, container_host, "CONTAINER_HOST", choice, f));
		add_socket(s, below(a, runtime, "podman/podman.sock"));
		add_socket(s, "/run/podman/podman.sock");
	}
	return 0;
}

/* ---- the child ---- */

/* Once: what became of the request. */
static void say(struct asking *q, const struct fault *f)
{
	int fd = q->status;
	q->status = -1;
	if (fd < 0)
		return;
	if (write(fd, f, sizeof(*f)) != sizeof(*f))
		_exit(1);
	close(fd);
}

static bool send_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t done = send(fd, p, n, MSG_NOSIGNAL);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

static size_t on_body(char *p, size_t size, size_t n, void *context)
{
	struct asking *q = context;
	long answer = 0;
	n *= size;
	q->api.easy_getinfo(q->curl, CURLINFO_RESPONSE_CODE, &answer);
	if (!q->forward || answer != STATUS_OK) {
		size_t take = size_min(n, sizeof(q->head) - q->head_n);
		memcpy(q->head + q->head_n, p, take);
		q->head_n += take;
		return n;
	}
	if (!q->sent)
		say(q, &(struct fault){ 0 });
	q->sent = true;
	return send_all(q->body, p, n) ? n : 0;
}

/* The whole answer of `path`. CURLE_OK also for a status that is not 200. */
static CURLcode get(struct asking *q, const char *socket_path, struct str path, bool forward)
{
	const char *url =
		str_cstr(q->arena, str_printf(q->arena, "http://localhost%.*s", STRF(path)));
	struct curl_api *api = &q->api;
	long answer = 0;
	q->forward = forward;
	q->head_n = 0;
	q->curl = api->easy_init();
	if (!q->curl)
		return CURLE_FAILED_INIT;
	api->easy_setopt(q->curl, CURLOPT_URL, url);
	api->easy_setopt(q->curl, CURLOPT_UNIX_SOCKET_PATH, socket_path);
	api->easy_setopt(q->curl, CURLOPT_PROXY, "");
	api->easy_setopt(q->curl, CURLOPT_NOSIGNAL, 1L);
	api->easy_setopt(q->curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	api->easy_setopt(q->curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	api->easy_setopt(q->curl, CURLOPT_LOW_SPEED_TIME, (long)SILENCE_SECONDS);
	api->easy_setopt(q->curl, CURLOPT_ERRORBUFFER, q->error);
	api->easy_setopt(q->curl, CURLOPT_WRITEFUNCTION, on_body);
	api->easy_setopt(q->curl, CURLOPT_WRITEDATA, q);
	q->error[0] = 0;
	CURLcode r = api->easy_perform(q->curl);
	api->easy_getinfo(q->curl, CURLINFO_RESPONSE_CODE, &answer);
	q->answer = (int)answer;
	api->easy_cleanup(q->curl);
	q->curl = NULL;
	return r;
}

/* The image is there: 1 when all of it was sent. */
static int forward_image(struct asking *q, const char *socket_path, struct str name,
			 struct fault *f)
{
	CURLcode r =
		get(q, socket_path, str_printf(q->arena, "/images/%.*s/get", STRF(name)), true);
	if (r == CURLE_OK && q->answer == STATUS_OK && q->sent)
		return 1;
	if (r == CURLE_OK)
		return fault_set(f, E_NET, "the engine at %s does not give %.*s away: %d %.*s",
				 socket_path, STRF(name), q->answer, (int)q->head_n, q->head);
	return fault_set(f, E_NET, "%s: %s", socket_path,
			 q->error[0] ? q->error : q->api.easy_strerror(r));
}

/* 1 sent, 0 this engine has no such image, E_DENIED, E_NET. */
static int ask_engine(struct asking *q, const char *socket_path, struct str name, struct fault *f)
{
	struct str spellings[] = { name, str_printf(q->arena, "localhost/%.*s", STRF(name)) };
	if (access(socket_path, W_OK) < 0 && errno == EACCES)
		return fault_set(f, E_DENIED, "%s: this user may not talk to the engine",
				 socket_path);
	for (size_t i = 0; i < (has_no_host(name) ? 2 : 1); i++) {
		CURLcode r =
			get(q, socket_path,
			    str_printf(q->arena, "/images/%.*s/json", STRF(spellings[i])), false);
		if (r != CURLE_OK)
			return fault_set(f, E_NET, "%s: %s", socket_path,
					 q->error[0] ? q->error : q->api.easy_strerror(r));
		if (q->answer == STATUS_OK)
			return forward_image(q, socket_path, spellings[i], f);
		if (q->answer != 404)
			return fault_set(f, E_NET, "%s: the engine answers %d %.*s", socket_path,
					 q->answer, (int)q->head_n, q->head);
	}
	return 0;
}

/* "/var/run/docker.sock and /run/podman/podman.sock" */
static struct str listed(struct arena *a, const struct sockets *s)
{
	struct str all = STR("");
	for (size_t i = 0; i < s->n; i++)
		all = str_printf(a, "%.*s%s%s", STRF(all),
				 i == 0		? ""
				 : i + 1 < s->n ? ", "
						: " and ",
				 s->p[i]);
	return all;
}

static int ask_all(struct asking *q, const struct sockets *s, struct str name, struct fault *f)
{
	struct sockets answered = { 0 };
	struct fault first = { 0 };
	TRY(curl_api_load(&q->api, f));
	if (q->api.global_init(CURL_GLOBAL_NOTHING) != CURLE_OK)
		return fault_set(f, E_NET, "libcurl cannot be used");
	for (size_t i = 0; i < s->n; i++) {
		struct fault why = { 0 };
		int r = ask_engine(q, s->p[i], name, &why);
		if (r > 0 || (r < 0 && q->sent))
			return r;
		if (r == 0)
			answered.p[answered.n++] = s->p[i];
		else if (!first.code)
			first = why;
	}
	if (answered.n)
		return fault_set(
			f, E_NOTFOUND,
			"%.*s: no such file, and no image of the engine at %.*s; images are "
			"not pulled here: docker pull %.*s first",
			STRF(name), STRF(listed(q->arena, &answered)), STRF(name));
	return fault_copy(f, &first);
}

static NORETURN void run_child(const struct sockets *s, struct str name, int status, int body,
			       pid_t parent)
{
	struct asking q = { .arena = arena_new(), .status = status, .body = body };
	struct fault f = { 0 };
	char token;
	/* a scan that ended early wants no more of it */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
		_exit(1);
	if (ask_all(&q, s, name, &f) < 0) {
		say(&q, &f);
		_exit(1);
	}
	while (recv(body, &token, 1, 0) < 0 && errno == EINTR)
		;
	_exit(0);
}

/* ---- this side ---- */

static int read_status(int fd, struct fault *f)
{
	struct fault said;
	ssize_t n;
	do {
		n = read(fd, &said, sizeof(said));
	} while (n < 0 && errno == EINTR);
	if (n != sizeof(said))
		return fault_set(f, E_NET, "the process that asks the engine ended without a word");
	said.text[sizeof(said.text) - 1] = 0;
	return said.code ? fault_copy(f, &said) : 0;
}

/* The two ways between parent and child; -1 what is closed. */
struct channel {
	int mine, childs; /* the socket pair */
	int said, tell;	  /* the pipe */
};

static void channel_close(int *fd)
{
	fd_close(*fd);
	*fd = -1;
}

static void channel_done(struct channel *c)
{
	channel_close(&c->mine);
	channel_close(&c->childs);
	channel_close(&c->said);
	channel_close(&c->tell);
}

static int channel_open(struct channel *c, struct fault *f)
{
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return fault_errno(f, errno, "socketpair");
	c->mine = pair[0];
	c->childs = pair[1];
	if (pipe2(pair, O_CLOEXEC) < 0)
		return fault_errno(f, errno, "pipe");
	c->said = pair[0];
	c->tell = pair[1];
	if (send(c->mine, "", 1, MSG_NOSIGNAL) != 1)
		return fault_errno(f, errno, "socketpair");
	return 0;
}

/* A child that fails before it answers is waited for; one that sends ends by itself when nobody reads. */
static int start(struct channel *c, const struct sockets *s, struct str name, struct fault *f)
{
	TRY(channel_open(c, f));
	pid_t parent = getpid(), child = fork();
	if (child < 0)
		return fault_errno(f, errno, "fork");
	if (child == 0) {
		channel_close(&c->mine);
		channel_close(&c->said);
		run_child(s, name, c->tell, c->childs, parent);
	}
	channel_close(&c->childs);
	channel_close(&c->tell);
	int r = read_status(c->said, f);
	while (r < 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
		;
	return r;
}

static int no_engine(const char *reference, const struct engine_choice *choice, struct fault *f)
{
	return fault_set(
		f, E_NOTFOUND,
		"%s: no such file or folder, and no container engine listens on this machine; "
		"where one has it: `docker save %s %s`",
		reference, reference, otherwise(choice));
}

static int open_image(const char *reference, const struct engine_choice *choice, int *out_fd,
		      struct arena *a, struct fault *f)
{
	struct sockets all = { 0 }, there = { 0 };
	struct stat st;
	TRY(find_sockets(choice, a, &all, f));
	for (size_t i = 0; i < all.n; i++)
		if (stat(all.p[i], &st) == 0 ? S_ISSOCK(st.st_mode) : errno == EACCES)
			there.p[there.n++] = all.p[i];
	if (there.n == 0)
		return no_engine(reference, choice, f);
	log_info("asking %.*s for %s", STRF(listed(a, &there)), reference);
	struct channel c = { -1, -1, -1, -1 };
	int r = start(&c, &there, str_of(reference), f);
	if (r >= 0) {
		*out_fd = c.mine;
		c.mine = -1;
	}
	channel_done(&c);
	return r;
}

int engine_input_open(const char *reference, const struct engine_choice *choice,
		      struct source_input *in, struct arena *a, struct fault *f)
{
	int fd = -1;
	int r = source_input_open(reference, in, a, f);
	if (r != E_NOTFOUND || !engine_is_name(str_of(reference)))
		return r;
	TRY(open_image(reference, choice ? choice : &(struct engine_choice){ 0 }, &fd, a, f));
	*in = (struct source_input){ .reference = reference, .fd = fd };
	return 0;
}
