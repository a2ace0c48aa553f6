/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an image carries without needing it: caches, backups, version control, build tools, and the tools
 * that an intruder would use. By names alone; nothing is read.
 *
 * One finding a kind, with its bytes and its largest places: thirty thousand files of a package cache are
 * one thing to do. What a later layer deleted or replaced is counted once more, as wasted bytes: it ships all
 * the same, and no rm in a later RUN helps.
 *
 * Findings are notes: none of them makes an image unfit by itself.
 */
#include "base/amount.h"
#include "base/map.h"
#include "base/path.h"
#include "base/sort.h"
#include "find/watch.h"

enum group {
	CACHE_PACKAGES,
	CACHE_LANGUAGE,
	VERSION_CONTROL,
	BACKUPS,
	CORES,
	LOGS,
	BYTECODE,
	TESTS,
	COMPILERS,
	HEADERS,
	MANAGERS,
	TOOLS,
	GROUP_COUNT_,
};

static const struct {
	const char *id, *what, *why, *fix;
	uint64_t least; /* bytes below which nothing is said; tools are said whatever they weigh */
} groups[] = {
	[CACHE_PACKAGES] = { "leftover-package-cache", "package lists and caches",
			     "They are fetched again whenever they are needed.",
			     "rm -rf /var/lib/apt/lists/* in the same RUN as the install, apk add --no-cache, dnf clean "
			     "all, or a RUN --mount=type=cache",
			     64 << 10 },
	[CACHE_LANGUAGE] = { "leftover-build-cache", "caches of language package managers",
			     "Only the next build would use them.",
			     "pip install --no-cache-dir, npm ci with a cache mount, rm -rf ~/.cache in the same RUN",
			     64 << 10 },
	[VERSION_CONTROL] = { "leftover-version-control", "version control folders",
			      "They hold every former state of the source, also what was deleted from it.",
			      "list .git and its like in .dockerignore", 0 },
	[BACKUPS] = { "leftover-backup", "editor backups and merge leftovers",
		      "They show former states of a file, of configuration above all.",
		      "list them in .dockerignore, or copy single files", 0 },
	[CORES] = { "leftover-core-dump", "core dumps",
		    "A core dump holds the memory of a process: keys and customer data with it.",
		    "delete it where it was made, and rotate what that process held", 0 },
	[LOGS] = { "leftover-log", "logs with content",
		   "They tell how the image was built, and grow in every layer.",
		   "truncate them in the RUN that wrote them; log to standard output", 64 << 10 },
	[BYTECODE] = { "leftover-bytecode", "compiled Python beside its source",
		       "Python makes them again; in an image they double the source.",
		       "PYTHONDONTWRITEBYTECODE=1, pip install --no-compile", 1 << 20 },
	[TESTS] = { "leftover-tests", "tests of dependencies", "Nothing calls them in production.",
		    "install without them, or delete them in the same RUN", 1 << 20 },
	[COMPILERS] = { "leftover-compiler", "compilers and build tools",
			"An intruder builds with them what the image does not hold.",
			"build in a stage of its own and COPY --from the result", 0 },
	[HEADERS] = { "leftover-headers", "headers and static libraries",
		      "Only compilers read them.",
		      "build in a stage of its own and COPY --from the result", 1 << 20 },
	[MANAGERS] = { "leftover-package-manager", "package managers",
		       "They fetch and install whatever an intruder asks for.",
		       "use a distroless or scratch base for the last stage", 0 },
	[TOOLS] = { "leftover-tools", "shells, network and debugging tools",
		    "What an intruder uses once inside.",
		    "use a distroless or scratch base for the last stage, or remove their packages",
		    0 },
};

/* Programs, by the last component of a path that leads through a folder named bin or sbin. */
static const struct {
	enum group group;
	const char *kind, *names;
} programs[] = {
	{ TOOLS, "shell", "sh ash bash dash zsh ksh mksh fish csh tcsh busybox toybox" },
	{ TOOLS, "network",
	  "curl wget nc ncat netcat nc.openbsd nc.traditional nmap socat telnet ssh scp sftp ftp tftp rsync tcpdump "
	  "tshark dig nslookup host traceroute mtr arp-scan masscan hping3 iptables nft ss netstat proxychains "
	  "proxychains4 sshpass ngrok chisel" },
	{ TOOLS, "debugging",
	  "gdb gdbserver lldb strace ltrace perf bpftrace bpftool valgrind nsenter unshare" },
	{ TOOLS, "privileges", "sudo doas su gosu pkexec" },
	{ COMPILERS, "compiler",
	  "gcc g++ cc c++ cpp clang clang++ ld ld.bfd ld.gold ld.lld as make gmake cmake ninja meson go rustc cargo javac ghc "
	  "tcc nasm yasm m4 autoconf automake bison flex mvn gradle" },
	{ MANAGERS, "manager",
	  "apt apt-get dpkg apk yum dnf microdnf rpm zypper pacman pip pip3 npm npx yarn pnpm gem bundle composer conda "
	  "mamba snap brew" },
};

#define SHOWN 6 /* largest places of a group */

struct place {
	struct str path;
	uint64_t bytes;
};

struct tally {
	uint64_t files, bytes;
	uint16_t layer; /* that has most of it */
	uint64_t *layer_bytes;
	struct map at; /* place → index */
	VEC(struct place) places;
	struct str names; /* of programs, by kind */
};

struct looking {
	const struct watch_image *image;
	struct tally tally[GROUP_COUNT_];
	struct map program; /* name → index of programs + 1 */
	VEC(struct str) names[ARRAY_LEN(programs)];
};

static void *begin(const struct watch_layer *layer)
{
	return arena_alloc(layer->arena, 1);
}

static bool entry(void *state, const struct file_head *head, uint32_t index)
{
	(void)state;
	(void)head;
	(void)index;
	return false;
}

/* Does one component of the folder have that name? *out_end: where it ends. */
static bool has_part(struct str folder, const char *name, size_t *out_end)
{
	struct str part, rest = folder;
	while (str_next(&rest, '/', &part)) {
		if (str_is(part, name)) {
			*out_end = (size_t)(part.p - folder.p) + part.n;
			return true;
		}
	}
	return false;
}

/* ---- folders that say what is in them: asked once a folder ---- */

static bool folder_group(struct str folder, enum group *out, struct str *out_place)
{
	static const struct {
		enum group group;
		struct str top;
	} tops[] = {
		{ CACHE_PACKAGES, STR_INIT("var/lib/apt/lists") },
		{ CACHE_PACKAGES, STR_INIT("var/cache/apt") },
		{ CACHE_PACKAGES, STR_INIT("var/cache/apk") },
		{ CACHE_PACKAGES, STR_INIT("var/cache/yum") },
		{ CACHE_PACKAGES, STR_INIT("var/cache/dnf") },
		{ CACHE_PACKAGES, STR_INIT("var/cache/libdnf5") },
		{ CACHE_PACKAGES, STR_INIT("var/cache/zypp") },
		{ CACHE_PACKAGES, STR_INIT("var/cache/pacman") },
		{ CACHE_PACKAGES, STR_INIT("etc/apk/cache") },
		{ LOGS, STR_INIT("var/log") },
		{ HEADERS, STR_INIT("usr/include") },
		{ HEADERS, STR_INIT("usr/local/include") },
	};
	static const struct {
		enum group group;
		const char *name;
	} parts[] = {
		{ VERSION_CONTROL, ".git" },	   { VERSION_CONTROL, ".svn" },
		{ VERSION_CONTROL, ".hg" },	   { VERSION_CONTROL, ".bzr" },
		{ VERSION_CONTROL, "CVS" },	   { CACHE_LANGUAGE, ".npm" },
		{ CACHE_LANGUAGE, "_cacache" },	   { CACHE_LANGUAGE, ".cache" },
		{ CACHE_LANGUAGE, ".m2" },	   { CACHE_LANGUAGE, ".gradle" },
		{ CACHE_LANGUAGE, ".yarn-cache" }, { CACHE_LANGUAGE, "go-build" },
		{ BYTECODE, "__pycache__" },
	};
	size_t end;
	for (size_t i = 0; i < ARRAY_LEN(tops); i++)
		if (str_eq(folder, tops[i].top) || path_is_below(folder, tops[i].top)) {
			*out = tops[i].group;
			*out_place = tops[i].top;
			return true;
		}
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (has_part(folder, parts[i].name, &end)) {
			*out = parts[i].group;
			*out_place = str_slice(folder, 0, end);
			return true;
		}
	/* Tests only where they belong to somebody else's code. */
	if ((has_part(folder, "node_modules", &end) || has_part(folder, "site-packages", &end) ||
	     has_part(folder, "dist-packages", &end) || has_part(folder, "gems", &end)) &&
	    (has_part(str_from(folder, end), "test", &end) ||
	     has_part(str_from(folder, end), "tests", &end) ||
	     has_part(str_from(folder, end), "__tests__", &end))) {
		*out = TESTS;
		*out_place = folder;
		return true;
	}
	return false;
}

/* ---- names ---- */

static bool ends(struct str name, const char *tail)
{
	return name.n > strlen(tail) && str_ends(name, str_of(tail));
}

static bool name_group(struct str folder, struct str name, const struct entry *e, enum group *out)
{
	if (ends(name, "~") || ends(name, ".swp") || ends(name, ".swo") || ends(name, ".orig") ||
	    ends(name, ".rej") || (str_starts(name, STR("#")) && ends(name, "#"))) {
		*out = BACKUPS;
		return true;
	}
	/* "core" is a fair name for a file; one of many pages and no folder "core" in front is a dump. */
	struct str number;
	uint64_t pid;
	bool numbered = str_cut(name, '.', NULL, &number) && str_starts(name, STR("core.")) &&
			str_u64(number, 1 << 22, &pid);
	if (e->size >= 256 << 10 && (str_is(name, "core") || numbered)) {
		*out = CORES;
		return true;
	}
	if (ends(name, ".a") && str_starts(name, STR("lib")) && str_has(folder, STR("lib"))) {
		*out = HEADERS;
		return true;
	}
	return false;
}

static void count(struct looking *l, enum group group, struct str place, size_t layer,
		  uint64_t bytes)
{
	struct tally *t = &l->tally[group];
	struct arena *a = l->image->arena;
	t->files++;
	t->bytes += bytes;
	if (!t->layer_bytes)
		t->layer_bytes = arena_array(a, l->image->n, sizeof(*t->layer_bytes));
	t->layer_bytes[layer] += bytes + 1;
	if (t->layer_bytes[layer] > t->layer_bytes[t->layer])
		t->layer = (uint16_t)layer;
	const uint32_t *known = map_get(&t->at, place);
	uint32_t i = known ? *known : (uint32_t)t->places.n;
	if (!known) {
		place = str_dup(a, place);
		*map_put(&t->at, place, NULL) = i;
		VEC_PUSH(a, &t->places)->path = place;
	}
	t->places.p[i].bytes += bytes;
}

static bool take_program(struct looking *l, struct str folder, struct str name, size_t layer,
			 const struct entry *e)
{
	struct str base = path_base(folder);
	if (!str_is(base, "bin") && !str_is(base, "sbin"))
		return false;
	const uint32_t *i = map_get(&l->program, name);
	if (!i)
		return false;
	count(l, programs[*i - 1].group,
	      str_printf(l->image->arena, "%.*s/%.*s", STRF(folder), STRF(name)), layer, e->size);
	*VEC_PUSH(l->image->arena, &l->names[*i - 1]) = name;
	return true;
}

/* ---- findings ---- */

static int by_size(const void *x, const void *y)
{
	const struct place *a = x, *b = y;
	if (a->bytes != b->bytes)
		return a->bytes > b->bytes ? -1 : 1;
	return str_cmp(a->path, b->path);
}

static struct str list_places(struct arena *a, const struct tally *t)
{
	struct str text = STR("");
	for (size_t i = 0; i < t->places.n && i < SHOWN; i++)
		text = str_printf(a, "%.*s%s%.*s (%.*s)", STRF(text), i ? ", " : "",
				  STRF(t->places.p[i].path),
				  STRF(bytes_text(a, t->places.p[i].bytes)));
	if (t->places.n > SHOWN)
		text = str_printf(a, "%.*s and %zu more", STRF(text), t->places.n - SHOWN);
	return text;
}

/* "shell: bash, sh; network: curl" */
static struct str list_names(struct looking *l, enum group group)
{
	struct arena *a = l->image->report->arena;
	struct str text = STR("");
	for (size_t k = 0; k < ARRAY_LEN(programs); k++) {
		if (programs[k].group != group || l->names[k].n == 0)
			continue;
		str_sort(l->names[k].p, l->names[k].n);
		text = str_printf(a, "%.*s%s%s: ", STRF(text), text.n ? "; " : "",
				  programs[k].kind);
		bool first = true;
		for (size_t i = 0; i < l->names[k].n; i++) {
			if (i && str_eq(l->names[k].p[i], l->names[k].p[i - 1]))
				continue;
			text = str_printf(a, "%.*s%s%.*s", STRF(text), first ? "" : ", ",
					  STRF(l->names[k].p[i]));
			first = false;
		}
	}
	return text;
}

static void report_group(struct looking *l, enum group g)
{
	struct tally *t = &l->tally[g];
	struct report *r = l->image->report;
	struct arena *a = r->arena;
	if (t->files == 0 || t->bytes < groups[g].least)
		return;
	bool of_programs = g == TOOLS || g == COMPILERS || g == MANAGERS;
	sort_stable(l->image->arena, t->places.p, t->places.n, sizeof(*t->places.p), by_size);
	struct finding *f = report_add(r, FINDING_MISCONFIGURATION);
	f->id = str_of(groups[g].id);
	f->severity = g == CORES ? SEVERITY_MEDIUM : SEVERITY_LOW;
	f->own_place = PLACE_NOTE;
	f->layer = t->layer;
	f->bytes = t->bytes;
	f->path = str_dup(a, t->places.p[0].path);
	f->title = str_printf(a, "%s: %.*s in %.*s", groups[g].what, STRF(bytes_text(a, t->bytes)),
			      STRF(plural_text(a, t->files, "file", "files")));
	f->message = str_printf(a, "%s %.*s.", groups[g].why,
				STRF(of_programs ? list_names(l, g) : list_places(a, t)));
	f->fix = str_of(groups[g].fix);
}

static void report_wasted(const struct watch_image *image)
{
	struct report *r = image->report;
	struct arena *a = r->arena;
	uint64_t all = 0, wasted = 0;
	const struct layer_item *largest = NULL;
	size_t from = 0;
	for (size_t i = 0; i < r->layers.n; i++) {
		const struct layer_changes *c = &r->layers.p[i].changes;
		all += c->added_bytes + c->changed_bytes;
		wasted += c->wasted_bytes;
		for (size_t k = 0; k < LAYER_TOP && c->top[k].bytes; k++) {
			const struct layer_item *item = &c->top[k];
			if (item->hidden_by != LAYER_NONE && item->hidden_by != i &&
			    (!largest || item->bytes > largest->bytes)) {
				largest = item;
				from = i;
			}
		}
	}
	if (!largest || wasted < 1 << 20)
		return;
	struct finding *f = report_add(r, FINDING_MISCONFIGURATION);
	f->id = STR("wasted-bytes");
	f->severity = SEVERITY_LOW;
	f->own_place = PLACE_NOTE;
	f->layer = (uint16_t)from;
	f->bytes = wasted;
	f->path = largest->path;
	f->title = str_printf(a, "%.*s ship that no container sees: %u %% of the image is used",
			      STRF(bytes_text(a, wasted)), (unsigned)((all - wasted) * 100 / all));
	f->message = str_printf(
		a,
		"Files of lower layers that later ones delete or replace still travel with the image. The "
		"largest: %.*s (%.*s), of layer %zu, hidden by layer %u.",
		STRF(largest->path), STRF(bytes_text(a, largest->bytes)), from + 1,
		largest->hidden_by + 1u);
	f->fix = STR(
		"delete in the RUN that made it, or build in a stage of its own; seaworthy layers shows all");
}

static void settle(const struct watch_image *image)
{
	struct looking *l = arena_alloc(image->arena, sizeof(*l));
	l->image = image;
	map_init(&l->program, image->arena);
	for (size_t g = 0; g < GROUP_COUNT_; g++)
		map_init(&l->tally[g].at, image->arena);
	for (size_t i = 0; i < ARRAY_LEN(programs); i++) {
		struct str rest = str_of(programs[i].names), name;
		while (str_next_word(&rest, &name))
			*map_put(&l->program, name, NULL) = (uint32_t)i + 1;
	}
	for (struct view_each each = { 0 }; view_next(image->view, &each);) {
		const struct inventory *v = view_inventory(image->view, each.layer);
		const struct entry *e = inventory_at(v, each.entry);
		struct str folder = inventory_folder(v, e->folder), name = entry_name(e), place;
		enum group group;
		bool file = e->type == FILE_REGULAR || e->type == FILE_HARDLINK;
		if ((file || e->type == FILE_SYMLINK) &&
		    take_program(l, folder, name, each.layer, e))
			continue;
		if (!file)
			continue;
		if (folder_group(folder, &group, &place))
			count(l, group, place, each.layer, e->size);
		else if (name_group(folder, name, e, &group))
			count(l, group, inventory_path(v, each.entry, image->arena), each.layer,
			      e->size);
	}
	for (size_t g = 0; g < GROUP_COUNT_; g++)
		report_group(l, (enum group)g);
	report_wasted(image);
}

const struct watcher watcher_leftover = {
	.name = "leftover",
	.scanner = SCANNER_LEFTOVER,
	.begin = begin,
	.entry = entry,
	.settle = settle,
};
