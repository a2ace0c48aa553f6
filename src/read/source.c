/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the user's word to a source.
 *
 *         reference ──► source_input_open ──► [ the program confines itself ] ──► source_open
 *                        opens, reads nothing                                      peels, asks, opens
 *
 * What a file is, its content says: compressions are peeled off, then every source is asked how sure
 * it is. A compressed file can only be streamed, even when the file itself could be sought in. When
 * nobody wants it, the user gets to know what it looks like and what to do, because the usual reason is
 * a mix-up: a Dockerfile, one layer, a binary, an unpacked root file system.
 */
#define _GNU_SOURCE
#include "read/source.h"

#include "base/fs.h"
#include "base/limits.h"
#include "base/log.h"
#include "read/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_MAX    4096
#define FILTERS_MAX 16 /* at least LIMIT_FILTERS, which is no constant expression in C */

static int open_standard_input(int *out_fd, struct fault *f)
{
	if (isatty(STDIN_FILENO))
		return fault_set(f, E_USAGE,
				 "-: standard input is a terminal; pipe an image into it, such as "
				 "`docker save NAME | seaworthy scan -`");
	*out_fd = STDIN_FILENO;
	return 0;
}

static int open_path(const char *path, int *out_fd, struct fault *f)
{
	int r = fs_open_read(path, out_fd, f);
	if (r == E_NOTFOUND)
		return fault_set(f, r,
				 "%s: no such file or folder; an image that an engine holds is "
				 "scanned by `docker save NAME | seaworthy scan -`",
				 path);
	return r;
}

int source_input_open(const char *reference, struct source_input *in, struct arena *a,
		      struct fault *f)
{
	(void)a;
	struct source_input new = { .reference = reference, .fd = -1 };
	bool is_stdin = str_is(str_of(reference), "-");
	if (is_stdin)
		TRY(open_standard_input(&new.fd, f));
	else
		TRY(open_path(reference, &new.fd, f));
	struct stat st;
	if (fstat(new.fd, &st) < 0) {
		int r = fault_errno(f, errno, "%s", reference);
		source_input_close(&new);
		return r;
	}
	new.is_directory = S_ISDIR(st.st_mode);
	if (S_ISREG(st.st_mode)) {
		/* Standard input may be a file that somebody has read the beginning of. */
		new.can_seek = !is_stdin || lseek(new.fd, 0, SEEK_CUR) == 0;
		new.size = (uint64_t)st.st_size;
	}
	*in = new;
	return 0;
}

void source_input_close(struct source_input *in)
{
	stream_close(STEAL(in->stream));
	if (in->fd != STDIN_FILENO)
		fd_close(in->fd);
	in->fd = -1;
}

/* Fills in->head, and in->stream when the content can only be streamed. */
static int peel(struct source_input *in, struct arena *a, struct fault *f)
{
	struct stream *raw = in->can_seek ? stream_of_range(in->fd, 0, in->size, in->reference)
					  : stream_of_fd(in->fd, in->reference);
	const char *names[FILTERS_MAX] = { NULL };
	ENSURE(LIMIT_FILTERS <= FILTERS_MAX);
	struct stream *plain;
	TRY(filter_open(raw, LIMIT_LAYER_BYTES, &plain, names, f));
	char *head = arena_bytes(a, HEAD_MAX);
	size_t n = 0;
	int r = stream_peek(plain, head, HEAD_MAX, &n, f);
	in->head = str_make(head, n);
	if (r >= 0 && (names[0] || !in->can_seek)) {
		in->can_seek = false;
		in->stream = plain;
		return 0;
	}
	stream_close(plain);
	return r < 0 ? r : 0;
}

static bool is_text(struct str head)
{
	for (size_t i = 0; i < head.n; i++)
		if ((uint8_t)head.p[i] < 0x20 && !char_is_space(head.p[i]))
			return false;
	return true;
}

static bool has_line(struct str text, struct str start)
{
	struct str line;
	while (str_next_line(&text, &line))
		if (line.n > start.n && str_eq_nocase(str_slice(line, 0, start.n), start))
			return true;
	return false;
}

static const char *what_it_is(struct str head)
{
	static const struct {
		struct str magic;
		const char *what;
	} magics[] = {
		{ STR_INIT("\x7f"
			   "ELF"),
		  "a program (ELF), not an image" },
		{ STR_INIT("MZ"), "a Windows program, not an image" },
		{ STR_INIT("PK\x03\x04"), "a zip archive, not an image" },
		{ STR_INIT("BZh"), "compressed by bzip2, which images are not: unpack it first" },
		{ STR_INIT("!<arch>\n"), "an ar archive or Debian package, not an image" },
		{ STR_INIT("\xed\xab\xee\xdb"), "an rpm package, not an image" },
		{ STR_INIT("hsqs"), "a squashfs file system: unpack it and use --rootfs DIR" },
		{ STR_INIT("QFI\xfb"), "a disk of a virtual machine (qcow2), not an image" },
		{ STR_INIT("SQLite format 3"), "an SQLite database, not an image" },
		{ STR_INIT("%PDF"), "a PDF document, not an image" },
	};
	for (size_t i = 0; i < ARRAY_LEN(magics); i++)
		if (str_starts(head, magics[i].magic))
			return magics[i].what;
	struct str start = str_trim(head);
	if (start.n && (start.p[0] == '{' || start.p[0] == '['))
		return "a JSON document, not an image; a manifest alone has no layers, name the "
		       "folder or archive it belongs to";
	if (is_text(head) && has_line(head, STR("FROM ")))
		return "looks like a Dockerfile: build it and scan the image";
	if (is_text(head))
		return "a text file, not an image";
	return "neither a tar archive nor an image layout";
}

static int nobody(const struct source_input *in, struct fault *f)
{
	if (in->is_directory)
		return fault_set(f, E_UNSUPPORTED,
				 "%s: a folder without oci-layout, index.json or manifest.json: "
				 "not an image; if it is a root file system, use --rootfs %s",
				 in->reference, in->reference);
	if (!in->head.n)
		return fault_set(f, E_UNSUPPORTED, "%s: empty%s", in->reference,
				 in->stream ? "; did the command before it fail?" : "");
	return fault_set(f, E_UNSUPPORTED, "%s: %s", in->reference, what_it_is(in->head));
}

int source_open(struct source_input *in, struct arena *a, struct source **out, struct fault *f)
{
	if (!in->is_directory)
		TRY(fault_in(f, peel(in, a, f), "%s", in->reference));
	const struct source_ops *best = NULL;
	unsigned highest = 0;
	for (size_t i = 0; i < all_sources_n; i++) {
		unsigned bid = all_sources[i]->bid(in);
		if (bid > highest) {
			highest = bid;
			best = all_sources[i];
		}
	}
	if (!best)
		return nobody(in, f);
	return fault_in(f, best->open(in, a, out, f), "%s", in->reference);
}

void source_close(struct source *s)
{
	if (s)
		s->ops->close(s);
}
