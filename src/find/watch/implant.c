/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Implants and persistence: programs that nobody owns, that hide, that mine; shells for somebody else; what
 * starts by itself; rights, accounts and package sources that were opened.
 *
 *     layer by layer   first 4 KiB of every file ──► program? script? text? ──► notes, by entry
 *                      programs and texts, whole ──► signs of miners (one libhs pass)
 *                      small scripts, configuration ──► kept for one file: shells, downloads, droppers
 *     all layers       notes × who owns the file × what a container sees ──► find/lib/implant_judge.c
 *
 * Benign, and why: links (busybox applets, alternatives) are not programs; data that maintainer scripts
 * generate (ld.so.cache, locale-archive, gconv and icon caches, *.pyc, CA bundles) is not executable; usr/local
 * and opt are for applications; site-packages, node_modules and gems belong to other installers, as do the stubs they
 * write into bin; what a package owns outside of etc is compared by checksum.c, so its text is not suspected
 * here (tests and manuals of security tools would be); without a package database nothing can be un-owned.
 *
 * Must stay true: no verdict hangs on a name alone; a file's notes take some ten bytes, texts are kept of
 * configuration only.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "find/lib/apk_rights.h"
#include "find/lib/implant_miner.h"
#include "find/lib/implant_seen.h"
#include "find/lib/implant_text.h"

#include <math.h>

#define HEAD 4096
#define SOURCE_LIMIT \
	(16 * KIB) /* of a program's source without "#!" that is looked at for shells */
#define ENTROPY_BYTES (64 * KIB)

enum kind { KIND_UNKNOWN, KIND_SKIP, KIND_ELF, KIND_TEXT };

struct state {
	struct implant_seen seen; /* first: what implant_judge() sees */
	const struct watch_layer *layer;
	struct miner_search *miner;
	bool full;
	/* the file that is being read */
	char path[4096]; /* LIMIT_PATH */
	size_t path_n;
	uint32_t entry, mode;
	uint64_t size;
	enum implant_role role;
	enum implant_place place;
	enum kind kind;
	bool script, bare, keep, begun; /* bare: an ELF file without section headers */
	char head[HEAD];
	size_t head_n;
	struct buf text;
	struct apk_rights rights;
	uint32_t counts[256];
	size_t counted;
};

static void *begin(const struct watch_layer *layer)
{
	struct state *s = arena_alloc(layer->arena, sizeof(*s));
	s->layer = layer;
	s->miner = miner_search_new(layer->miners);
	buf_init(&s->text, LIMIT_SMALL_FILE);
	apk_rights_init(&s->rights);
	return s;
}

static struct str path_of(const struct state *s)
{
	return str_make(s->path, s->path_n);
}

static bool entry(void *state, const struct file_head *head, uint32_t index)
{
	struct state *s = state;
	if (head->type != FILE_REGULAR || head->flags || !head->size || index == ENTRY_NONE)
		return false;
	s->path_n = size_min(head->path.n, sizeof(s->path));
	memcpy(s->path, head->path.p, s->path_n);
	s->entry = index;
	s->mode = head->mode;
	s->size = head->size;
	s->role = implant_role(head->path);
	s->kind = KIND_UNKNOWN;
	s->script = s->bare = s->keep = s->begun = false;
	s->head_n = s->counted = 0;
	buf_clear(&s->text);
	apk_rights_begin(&s->rights);
	return true;
}

/* ELF: the number of section headers is at 48 (32 bit) or 60 (64 bit), the type at 16. */
static bool is_bare_program(struct str head)
{
	if (head.n < 64 || head.p[5] != 1)
		return false;
	size_t at = head.p[4] == 2 ? 60 : 48;
	bool runs = head.p[16] == 2 || head.p[16] == 3;
	return runs && head.p[at] == 0 && head.p[at + 1] == 0;
}

static bool is_source(struct str path)
{
	static const struct str ends[] = { STR_INIT(".py"), STR_INIT(".pl"),  STR_INIT(".rb"),
					   STR_INIT(".sh"), STR_INIT(".php"), STR_INIT(".js"),
					   STR_INIT(".cgi") };
	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		if (str_ends(path, ends[i]))
			return true;
	return false;
}

static bool is_settings(struct str path)
{
	static const struct str ends[] = { STR_INIT(".json"),	 STR_INIT(".conf"),
					   STR_INIT(".yml"),	 STR_INIT(".yaml"),
					   STR_INIT(".ini"),	 STR_INIT(".cfg"),
					   STR_INIT(".env"),	 STR_INIT(".toml"),
					   STR_INIT(".service"), STR_INIT(".timer") };
	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		if (str_ends(path, ends[i]))
			return true;
	return false;
}

static void classify(struct state *s)
{
	struct str head = str_make(s->head, s->head_n), path = path_of(s);
	s->begun = true;
	s->kind = KIND_SKIP;
	if (str_starts(head, STR("\x7f"
				 "ELF"))) {
		s->kind = KIND_ELF;
		s->bare = is_bare_program(head);
	} else if (s->role || (s->head_n && !memchr(s->head, 0, s->head_n))) {
		s->script = str_starts(head, STR("#!"));
		if (!s->script && !s->role && implant_is_document(path))
			return;
		s->kind = KIND_TEXT;
		s->keep = s->script || s->role || (s->size <= SOURCE_LIMIT && is_source(path)) ||
			  (s->size <= SOURCE_LIMIT && is_settings(path));
	}
	if (s->kind != KIND_SKIP)
		miner_search_begin(s->miner);
}

static void count_bytes(struct state *s, struct str window)
{
	size_t n = size_min(window.n, ENTROPY_BYTES - s->counted);
	for (size_t i = 0; i < n; i++)
		s->counts[(unsigned char)window.p[i]]++;
	s->counted += n;
}

static void take(struct state *s, struct str window)
{
	if (s->kind == KIND_SKIP || window.n == 0)
		return;
	miner_search_add(s->miner, window);
	if (s->bare && s->counted < ENTROPY_BYTES)
		count_bytes(s, window);
	if (s->role == ROLE_APK_DATABASE)
		apk_rights_add(&s->rights, window, &s->text);
	else if (s->keep && s->text.n < s->text.max)
		buf_add_str(&s->text, str_slice(window, 0, s->text.max - s->text.n));
}

static void data(void *state, struct str window)
{
	struct state *s = state;
	if (!s->begun) {
		size_t want = size_min(HEAD, (size_t)(s->size < HEAD ? s->size : HEAD));
		size_t n = size_min(window.n, want - s->head_n);
		memcpy(s->head + s->head_n, window.p, n);
		s->head_n += n;
		window = str_from(window, n);
		if (s->head_n < want)
			return;
		if (s->head_n)
			classify(s);
		take(s, str_make(s->head, s->head_n));
	}
	take(s, window);
}

/* Shannon's, bits a byte: programs have 5 to 6.5, packed ones nearly 8. */
static bool is_like_random(const struct state *s)
{
	double bits = 0;
	if (s->counted < 4096)
		return false;
	for (size_t i = 0; i < 256; i++) {
		double p = (double)s->counts[i] / (double)s->counted;
		if (s->counts[i])
			bits -= p * log2(p);
	}
	return bits > 7.5;
}

static bool pay(struct state *s, size_t bytes)
{
	if (inventory_pay(s->layer->inventory, bytes))
		return true;
	s->full = true;
	return false;
}

static void add_sign(struct state *s, enum implant_kind kind, struct str words, uint32_t line)
{
	if (words.n == 0)
		return;
	if (s->seen.signs.n >= LIMIT_LAYER_FINDINGS ||
	    !pay(s, sizeof(struct seen_sign) + words.n)) {
		s->full = true;
		return;
	}
	*VEC_PUSH(s->layer->arena, &s->seen.signs) =
		(struct seen_sign){ s->entry, line, kind, words };
}

/* What pip and gem write into bin: "sys.exit(main())", "Gem.activate_bin_path". */
static bool is_stub(struct str head)
{
	return (str_has(head, STR("sys.argv[0]")) && str_has(head, STR("sys.exit("))) ||
	       str_has(head, STR("Gem.activate_bin_path")) || str_has(head, STR("Gem.bin_path"));
}

static void note_program(struct state *s)
{
	struct str path = path_of(s), head = str_make(s->head, s->head_n);
	unsigned flags = s->kind == KIND_ELF ? SEEN_ELF : SEEN_SCRIPT;
	if (s->kind == KIND_ELF && str_has(head, STR("UPX"
						     "!")))
		flags |= SEEN_UPX;
	if (s->bare && is_like_random(s))
		flags |= SEEN_PACKED;
	if (s->script && is_stub(head))
		flags |= SEEN_STUB;
	enum implant_place place = implant_place(path);
	bool odd = (flags & (SEEN_UPX | SEEN_PACKED)) || implant_hiding(path) ||
		   implant_disguise(path);
	if (!odd && place != IMPLANT_SYSTEM && place != IMPLANT_LOCAL && place != IMPLANT_TEMP)
		return;
	if (pay(s, 2 * sizeof(struct seen_program)))
		*VEC_PUSH(s->layer->arena, &s->seen.programs) =
			(struct seen_program){ s->entry, flags };
}

static void look_for(struct state *s, enum implant_kind kind,
		     const char *(*reader)(struct str text, uint32_t *out_line))
{
	uint32_t line = 0;
	const char *words = reader(buf_str(&s->text), &line);
	add_sign(s, kind, str_of(words), line);
}

static void keep_document(struct state *s, struct str text)
{
	if (!s->text.over && pay(s, text.n + 2 * sizeof(struct seen_document)))
		*VEC_PUSH(s->layer->arena, &s->seen.documents) =
			(struct seen_document){ s->entry, s->role, str_dup(s->layer->arena, text) };
	else
		s->full = true;
}

static void note_text(struct state *s)
{
	struct str text = buf_str(&s->text);
	if (s->role == ROLE_APK_DATABASE) {
		apk_rights_end(&s->rights, &s->text);
		keep_document(s, buf_str(&s->text));
		return;
	}
	if (s->script || s->role || is_source(path_of(s)))
		look_for(s, IMPLANT_REVERSE_SHELL, text_reverse_shell);
	if (s->script || s->role == ROLE_STARTUP || s->role == ROLE_SHELL)
		look_for(s, IMPLANT_DROPPER, text_dropper);
	if (s->role == ROLE_STARTUP || s->role == ROLE_SHELL || s->role == ROLE_APT_CONFIG)
		look_for(s, IMPLANT_STARTUP_DOWNLOADS, text_download);
	if (s->role == ROLE_NONE)
		return;
	if (s->role == ROLE_TRUSTED_KEY)
		text = STR("");
	if (s->size <= s->text.max)
		keep_document(s, text);
	else
		s->full = true;
}

static void body_end(void *state, bool complete)
{
	struct state *s = state;
	if (!s->begun) {
		classify(s);
		take(s, str_make(s->head, s->head_n));
	}
	(void)complete; /* walk.c says that the layer broke off; what was seen counts */
	if (s->kind != KIND_SKIP) {
		bool runs = s->script || s->role || (s->mode & 0111) || is_settings(path_of(s)) ||
			    is_source(path_of(s));
		enum miner_file kind = s->kind == KIND_ELF ? MINER_PROGRAM
				       : runs		   ? MINER_CONFIG
							   : MINER_OTHER;
		add_sign(s, IMPLANT_MINER,
			 miner_search_end(s->miner, kind, buf_str(&s->text), s->layer->arena), 0);
		if (s->kind == KIND_ELF || s->script)
			note_program(s);
		if (s->keep)
			note_text(s);
	}
	if (s->counted)
		memset(s->counts, 0, sizeof(s->counts));
}

static void end(void *state)
{
	struct state *s = state;
	miner_search_free(s->miner);
	s->miner = NULL;
	buf_done(&s->text);
	apk_rights_done(&s->rights);
	if (!s->full)
		return;
	struct fault f = { 0 };
	fault_set(&f, E_LIMIT,
		  "more to remember than the limits allow: some files were not judged");
	watch_gap(s->layer, STR(""), &f);
}

static void done(void *state)
{
	struct state *s = state;
	miner_search_free(s->miner);
	s->miner = NULL;
	buf_done(&s->text);
	apk_rights_done(&s->rights);
}

static void settle(const struct watch_image *image)
{
	struct implants all = { .arena = image->arena };
	implant_judge(image, &all);
	implant_judge_image(image, &all);
	implants_report(&all, image->report);
}

const struct watcher watcher_implant = {
	.name = "implant",
	.scanner = SCANNER_INTEGRITY,
	.begin = begin,
	.entry = entry,
	.data = data,
	.body_end = body_end,
	.end = end,
	.settle = settle,
	.done = done,
};
