/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Notes of all layers against what packages own and what a container sees.
 *
 *     program ──► owned? benign. ──► most telling of: temporary, hidden folder, name, shadow, un-owned
 *     sign    ──► owned outside of etc? benign. hidden: told when grave, for it ships all the same
 *     document ──► by its role
 *     every visible entry ──► setuid, setgid, capability
 *
 * A program that an instruction of the image's own build wrote into a system folder is a note: people do COPY
 * there. In the lowest layer, in a root file system, or without an instruction, nothing explains it.
 */
#include "base/map.h"
#include "base/path.h"
#include "find/lib/evidence.h"
#include "find/lib/implant_config.h"
#include "find/lib/implant_rights.h"
#include "find/lib/implant_seen.h"
#include "find/lib/owned.h"

struct judging {
	const struct watch_image *image;
	struct implants *out;
	bool has_packages;   /* files can be owned, and those of the base are */
	struct map diverted; /* paths that dpkg-divert moved a package's file to */
	struct map modules;  /* PAM modules by base name → 1 owned, 2 not */
	struct str passwd;
	/* the file in question */
	size_t layer;
	uint32_t entry;
	struct str path;
};

static const struct entry *entry_of(const struct judging *j)
{
	return inventory_at(view_inventory(j->image->view, j->layer), j->entry);
}

static void at(struct judging *j, size_t layer, uint32_t entry)
{
	j->layer = layer;
	j->entry = entry;
	j->path = inventory_path(view_inventory(j->image->view, layer), entry, j->image->arena);
}

static uint16_t hidden_by(const struct judging *j)
{
	return view_hidden_by(j->image->view, j->layer, j->entry);
}

static bool is_visible(const struct judging *j)
{
	return hidden_by(j) == LAYER_NONE;
}

static bool is_owned(const struct judging *j)
{
	return owned_by(j->image->owned, j->layer, j->entry) != PACKAGE_NONE ||
	       map_get(&j->diverted, j->path) != NULL;
}

static void tell_line(struct judging *j, enum implant_kind kind, enum severity severity,
		      enum finding_place place, const char *words, uint32_t line)
{
	struct implant one = { .kind = kind,
			       .severity = severity,
			       .place = is_visible(j) ? place : PLACE_HIDDEN,
			       .layer = (uint16_t)j->layer,
			       .hidden_by = hidden_by(j),
			       .line = line,
			       .path = j->path,
			       .words = str_of(words) };
	implants_add(j->out, &one);
}

static void tell(struct judging *j, enum implant_kind kind, enum severity severity,
		 enum finding_place place, const char *words)
{
	tell_line(j, kind, severity, place, words, 0);
}

static const char *words_of(struct judging *j, const char *before, struct str name)
{
	struct arena *a = j->image->arena;
	return str_cstr(a, str_printf(a, "%s%.*s", before, STRF(name)));
}

/* Did a step of the build above the base write it? */
static bool is_explained(const struct judging *j)
{
	return j->layer > 0 && evidence_instruction(j->image->report, (uint16_t)j->layer).n > 0;
}

/* ---- programs ---- */

static bool is_command(struct str name)
{
	static const char *const names[] = {
		"ls",	 "ps",	  "netstat", "ss",	"top",	   "find", "login",   "su",
		"sudo",	 "ssh",	  "sshd",    "passwd",	"cat",	   "sh",   "bash",    "id",
		"who",	 "w",	  "last",    "lsof",	"kill",	   "cron", "crontab", "chmod",
		"chown", "mount", "env",     "apt",	"apt-get", "dpkg", "apk",     "grep",
		"cp",	 "rm",	  "ip",	     "ifconfig"
	};
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_is(name, names[i]))
			return true;
	return false;
}

/* Is there another program of that name, of a package, or an applet's link? */
static bool takes_a_place(struct judging *j)
{
	static const char *const folders[] = { "usr/bin", "bin", "usr/sbin", "sbin" };
	struct str name = path_base(j->path);
	if (!is_command(name))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		size_t layer;
		uint32_t entry;
		struct str path = str_printf(j->image->arena, "%s/%.*s", folders[i], STRF(name));
		if (!view_resolve(j->image->view, path, true, &layer, &entry))
			continue;
		if ((layer != j->layer || entry != j->entry) &&
		    owned_by(j->image->owned, layer, entry) != PACKAGE_NONE)
			return true;
	}
	return false;
}

/* Written by those who make official roots: debootstrap's wrappers forbid services to start. */
static bool is_made_by_base(const struct judging *j)
{
	return str_is(j->path, "usr/sbin/policy-rc.d") && entry_of(j)->size < 2048;
}

static bool is_pam_module(struct str path)
{
	return str_is(path_base(path_dir(path)), "security") &&
	       str_starts(path_base(path), STR("pam_")) && str_ends(path, STR(".so"));
}

static void judge_packed(struct judging *j, const struct seen_program *p, bool odd_place)
{
	if (!(p->flags & (SEEN_UPX | SEEN_PACKED)))
		return;
	tell(j, IMPLANT_PACKED, odd_place ? SEVERITY_HIGH : SEVERITY_MEDIUM,
	     odd_place ? PLACE_ACT_NOW : PLACE_NOTE,
	     p->flags & SEEN_UPX ? "UPX" : "no section headers, bytes like random ones");
}

static void judge_system_program(struct judging *j, const struct seen_program *p)
{
	enum implant_place place = implant_place(j->path);
	bool is_elf = p->flags & SEEN_ELF, runs = entry_of(j)->mode & 0111;
	if (!j->has_packages)
		return;
	if (is_pam_module(j->path)) {
		tell(j, IMPLANT_PAM, SEVERITY_CRITICAL, PLACE_ACT_NOW, "a PAM module");
		return;
	}
	if ((place == IMPLANT_LOCAL || place == IMPLANT_SYSTEM) && takes_a_place(j)) {
		tell(j, IMPLANT_SHADOWED, SEVERITY_HIGH, PLACE_ACT_NOW,
		     "a command of that name is in a package");
		return;
	}
	bool in_bin = str_ends(path_dir(j->path), STR("bin"));
	if (place != IMPLANT_SYSTEM || (p->flags & SEEN_STUB) || (!is_elf && !runs && !in_bin) ||
	    is_made_by_base(j) || implant_role(j->path))
		return;
	tell(j, IMPLANT_UNOWNED, is_explained(j) ? SEVERITY_MEDIUM : SEVERITY_HIGH,
	     is_explained(j) ? PLACE_NOTE : PLACE_ACT_NOW, is_elf ? "ELF" : "script");
}

static void judge_program(struct judging *j, const struct seen_program *p)
{
	at(j, j->layer, p->entry);
	if (!is_visible(j) || is_owned(j))
		return;
	bool is_elf = p->flags & SEEN_ELF, runs = entry_of(j)->mode & 0111;
	enum implant_place place = implant_place(j->path);
	enum implant_hiding hiding = implant_hiding(j->path);
	const char *disguise = implant_disguise(j->path);
	/* Scripts with a dot or ".conf" in their names are nothing special. */
	if (disguise && !is_elf &&
	    (str_starts(str_of(disguise), STR("its name begins")) ||
	     str_starts(str_of(disguise), STR("its name is that"))))
		disguise = NULL;
	judge_packed(j, p,
		     disguise || hiding == HIDING_FOLDER || place == IMPLANT_SYSTEM ||
			     place == IMPLANT_TEMP);
	if (disguise)
		tell(j, IMPLANT_DISGUISED, SEVERITY_HIGH, PLACE_ACT_NOW, disguise);
	else if (place == IMPLANT_TEMP && (is_elf || runs))
		tell(j, IMPLANT_TEMPORARY, is_elf ? SEVERITY_HIGH : SEVERITY_MEDIUM,
		     is_elf ? PLACE_ACT_NOW : PLACE_NOTE, is_elf ? "ELF" : "script");
	else if (hiding == HIDING_FOLDER && (is_elf || runs))
		tell(j, IMPLANT_HIDDEN_FOLDER, SEVERITY_HIGH, PLACE_ACT_NOW,
		     is_elf ? "ELF" : "script");
	else if (hiding == HIDING_HOME && is_elf)
		tell(j, IMPLANT_HIDDEN_FOLDER, SEVERITY_MEDIUM, PLACE_NOTE, "ELF");
	else
		judge_system_program(j, p);
}

/* ---- signs ---- */

/* What a package owns outside of etc is as the package brought it, or checksum.c says so. */
static bool is_packages_own(struct judging *j)
{
	size_t layer;
	uint32_t entry;
	if (str_starts(j->path, STR("etc/")))
		return false;
	if (is_visible(j))
		return is_owned(j);
	return view_find(j->image->view, j->path, &layer, &entry) &&
	       owned_by(j->image->owned, layer, entry) != PACKAGE_NONE;
}

static void judge_sign(struct judging *j, const struct seen_sign *s)
{
	enum severity severity = SEVERITY_CRITICAL;
	enum finding_place place = PLACE_ACT_NOW;
	at(j, j->layer, s->entry);
	if (is_packages_own(j))
		return;
	if (s->kind == IMPLANT_STARTUP_DOWNLOADS) {
		severity = SEVERITY_HIGH;
	} else if (s->kind == IMPLANT_DROPPER) {
		bool odd = implant_place(j->path) == IMPLANT_SYSTEM ||
			   implant_place(j->path) == IMPLANT_TEMP || implant_role(j->path) ||
			   implant_hiding(j->path) == HIDING_FOLDER;
		severity = odd ? SEVERITY_HIGH : SEVERITY_MEDIUM;
		place = odd ? PLACE_ACT_NOW : PLACE_NOTE;
	}
	if (is_visible(j) || severity == SEVERITY_CRITICAL)
		tell_line(j, s->kind, severity, place, str_cstr(j->image->arena, s->words),
			  s->line);
}

/* ---- documents ---- */

static bool is_owned_path(struct judging *j, struct str path)
{
	size_t layer;
	uint32_t entry;
	path = str_starts(path, STR("/")) ? str_from(path, 1) : path;
	return view_resolve(j->image->view, path, true, &layer, &entry) &&
	       owned_by(j->image->owned, layer, entry) != PACKAGE_NONE;
}

static void judge_preload(struct judging *j, struct str library, uint32_t line)
{
	if (library.n == 0)
		return;
	bool common = implant_is_common_preload(library) && is_owned_path(j, library);
	tell_line(j, IMPLANT_PRELOAD, common ? SEVERITY_LOW : SEVERITY_CRITICAL,
		  common ? PLACE_NOTE : PLACE_ACT_NOW, words_of(j, "", library), line);
}

static void judge_startup(struct judging *j, struct str text)
{
	struct str library;
	uint32_t line;
	if (config_sets_preload(text, &library, &line) && !implant_is_common_preload(library))
		tell_line(j, IMPLANT_PRELOAD, SEVERITY_HIGH, PLACE_ACT_NOW,
			  words_of(j, "LD_PRELOAD=", library), line);
}

static void judge_pam(struct judging *j, struct str text)
{
	struct config_scan s = { text, 0 };
	struct pam_line p;
	while (config_next_pam(&s, &p)) {
		const uint32_t *known = map_get(&j->modules, path_base(p.module));
		bool elsewhere = str_starts(p.module, STR("/")) && !is_owned_path(j, p.module);
		if (j->has_packages && ((known && *known == 2) || elsewhere))
			tell_line(j, IMPLANT_PAM, SEVERITY_CRITICAL, PLACE_ACT_NOW,
				  words_of(j, "uses ", p.module), s.line);
		else if (p.free)
			tell_line(j, IMPLANT_PAM, SEVERITY_CRITICAL, PLACE_ACT_NOW,
				  "lets everybody in: auth sufficient pam_permit.so", s.line);
		else if (str_is(path_base(p.module), "pam_exec.so"))
			tell_line(j, IMPLANT_PAM, SEVERITY_MEDIUM, PLACE_NOTE,
				  "runs a program at each login", s.line);
	}
}

static void judge_accounts(struct judging *j, enum implant_role role, struct str text)
{
	struct config_scan s = { text, 0 };
	struct str name;
	bool root;
	while (role == ROLE_PASSWD && config_next_account(&s, &name, &root))
		tell_line(j, root ? IMPLANT_ROOT_ACCOUNT : IMPLANT_OPEN_ACCOUNT, SEVERITY_HIGH,
			  PLACE_ACT_NOW, words_of(j, "", name), s.line);
	while (role == ROLE_SHADOW && config_next_open(&s, &name))
		if (config_has_shell(j->passwd, name))
			tell_line(j, IMPLANT_OPEN_ACCOUNT, SEVERITY_HIGH, PLACE_ACT_NOW,
				  words_of(j, "", name), s.line);
	while (role == ROLE_SUDOERS && config_next_sudoer(&s, &name))
		tell_line(j, IMPLANT_SUDO, SEVERITY_MEDIUM, PLACE_NOTE, words_of(j, "", name),
			  s.line);
}

static void judge_sources(struct judging *j, enum implant_role role, struct str text)
{
	struct config_scan s = { text, 0 };
	struct package_source source;
	/* apt reads only these two kinds of names. */
	if (role == ROLE_APT_SOURCE && !str_ends(j->path, STR(".list")) &&
	    !str_ends(j->path, STR(".sources")))
		return;
	while (role == ROLE_APT_SOURCE ? config_next_apt(&s, &source)
				       : config_next_apk(&s, &source)) {
		if (source.unsigned_)
			tell_line(j, IMPLANT_SOURCE_UNSIGNED, SEVERITY_HIGH, PLACE_ACT_NOW,
				  words_of(j, "", source.uri), s.line);
		if (!config_is_distribution(source.host))
			tell_line(j, IMPLANT_SOURCE_FOREIGN,
				  source.has_key && role == ROLE_APT_SOURCE ? SEVERITY_LOW
									    : SEVERITY_MEDIUM,
				  PLACE_NOTE, words_of(j, "", source.host), s.line);
	}
}

static void judge_document(struct judging *j, const struct seen_document *d)
{
	uint32_t line;
	at(j, j->layer, d->entry);
	if (!is_visible(j)) {
		if (d->role == ROLE_PRELOAD)
			judge_preload(j, config_preload(d->text), 0);
		return;
	}
	bool unowned = j->has_packages && !is_owned(j);
	switch (d->role) {
	case ROLE_STARTUP:
		if (unowned)
			tell(j, IMPLANT_STARTUP, SEVERITY_LOW, PLACE_NOTE, NULL);
		judge_startup(j, d->text);
		break;
	case ROLE_SHELL:
	case ROLE_ENVIRONMENT:
		judge_startup(j, d->text);
		break;
	case ROLE_PRELOAD:
		judge_preload(j, config_preload(d->text), 0);
		break;
	case ROLE_PAM:
		judge_pam(j, d->text);
		break;
	case ROLE_PASSWD:
	case ROLE_SHADOW:
	case ROLE_SUDOERS:
		judge_accounts(j, d->role, d->text);
		break;
	case ROLE_APT_SOURCE:
	case ROLE_APK_SOURCE:
		judge_sources(j, d->role, d->text);
		break;
	case ROLE_APT_CONFIG:
		if (config_apt_insecure(d->text, &line))
			tell_line(j, IMPLANT_SOURCE_UNSIGNED, SEVERITY_HIGH, PLACE_ACT_NOW,
				  "apt accepts what is not signed", line);
		break;
	case ROLE_TRUSTED_KEY:
		if (unowned)
			tell(j, IMPLANT_TRUSTED_KEY,
			     str_has(j->path, STR("keyrings/")) ? SEVERITY_LOW : SEVERITY_MEDIUM,
			     PLACE_NOTE, NULL);
		break;
	case ROLE_LOGIN_KEY:
		if (config_login_keys(d->text))
			tell(j, IMPLANT_LOGIN_KEY, SEVERITY_HIGH, PLACE_ACT_NOW,
			     words_of(j, "",
				      str_printf(j->image->arena, "%zu keys",
						 config_login_keys(d->text))));
		break;
	case ROLE_NONE:
	case ROLE_DIVERSIONS:
	case ROLE_STATOVERRIDE:
	case ROLE_APK_DATABASE:
		break;
	}
}

/* ---- rights ---- */

/* Programs that run what their caller wants: with setuid, everybody is root. */
static bool is_interpreter(struct str name)
{
	static const char *const names[] = {
		"bash",	 "dash",    "sh",    "ash",	  "zsh",      "ksh",	"busybox", "find",
		"env",	 "vim",	    "vi",    "nano",	  "less",     "more",	"cp",	   "mv",
		"dd",	 "cat",	    "tee",   "tar",	  "awk",      "gawk",	"mawk",	   "sed",
		"perl",	 "php",	    "ruby",  "node",	  "lua",      "nmap",	"gdb",	   "nice",
		"time",	 "timeout", "xargs", "socat",	  "nc",	      "curl",	"wget",	   "chmod",
		"chown", "install", "ld.so", "vim.basic", "vim.tiny", "strace", "unshare", "rsync",
	};
	if (str_starts(name, STR("python")) || str_starts(name, STR("perl5")))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_is(name, names[i]))
			return true;
	return false;
}

static bool is_privileged(const struct entry *e)
{
	return e->type == FILE_REGULAR && !(e->flags & (FILE_WHITEOUT | FILE_OPAQUE)) &&
	       (((e->mode & 06000) && (e->mode & 0111)) || (e->flags & ENTRY_CAPABILITY));
}

struct privileged {
	size_t layer;
	uint32_t entry;
	bool was_without; /* a lower layer has the file with fewer rights */
};

/* Lower layers have the same path without these rights: somebody gave them later. */
static void compare_lower(struct judging *j, struct privileged *list, size_t n)
{
	struct map paths, names;
	struct arena *a = j->image->arena;
	OWNED(arena_freep) struct arena *scratch = arena_new();
	map_init(&paths, a);
	map_init(&names, a);
	for (size_t i = 0; i < n; i++) {
		at(j, list[i].layer, list[i].entry);
		*map_put(&paths, j->path, NULL) = (uint32_t)i;
		(void)map_put(&names, path_base(j->path), NULL);
	}
	for (size_t l = 0; n && l < j->image->n; l++) {
		const struct inventory *v = view_inventory(j->image->view, l);
		for (uint32_t i = 0; v && i < inventory_n(v); i++) {
			const struct entry *e = inventory_at(v, i);
			if (e->type != FILE_REGULAR || (e->flags & (FILE_WHITEOUT | FILE_OPAQUE)) ||
			    !map_get(&names, entry_name(e)))
				continue;
			const uint32_t *k = map_get(&paths, inventory_path(v, i, scratch));
			arena_reset(scratch);
			if (k && l < list[*k].layer && !is_privileged(e))
				list[*k].was_without = true;
		}
	}
}

/* A group such as games or tty, or a user who is not root: rights, but not those of everybody. */
static bool is_limited(const struct entry *e)
{
	static const uint32_t grave[] = { 0, 6 /* disk */, 15 /* kmem */, 42 /* shadow */ };
	if (e->mode & 04000)
		return e->uid != 0;
	for (size_t i = 0; i < ARRAY_LEN(grave); i++)
		if (e->gid == grave[i])
			return false;
	return true;
}

static void judge_privileged(struct judging *j, const struct implant_rights *rights,
			     const struct privileged *p)
{
	const struct entry *e = entry_of(j);
	bool set = e->mode & 06000;
	const char *what = !set ? "file capabilities" : e->mode & 04000 ? "setuid" : "setgid";
	enum finding_place place = set ? PLACE_ACT_NOW : PLACE_NOTE;
	enum severity severity = set ? SEVERITY_HIGH : SEVERITY_MEDIUM;
	if (!is_owned(j)) {
		tell(j, IMPLANT_PRIVILEGED, severity, place, what);
		return;
	}
	if (is_interpreter(path_base(j->path))) {
		tell(j, IMPLANT_PRIVILEGE_ADDED, severity, place, what);
		return;
	}
	enum rights_origin from =
		set ? implant_rights_of(rights, j->layer, j->entry, j->path) : RIGHTS_OF_PACKAGE;
	if (from == RIGHTS_OF_ADMIN || (from == RIGHTS_OF_PACKAGE && !p->was_without))
		return;
	/* Packages of others than the distribution have helpers that no table knows. */
	if (!p->was_without && (is_limited(e) || path_is_below(j->path, STR("opt")))) {
		severity = SEVERITY_MEDIUM;
		place = PLACE_NOTE;
	}
	tell(j, IMPLANT_PRIVILEGE_ADDED, severity, place, what);
}

static void judge_rights(struct judging *j)
{
	VEC(struct privileged) list = { 0 };
	for (struct view_each each = { 0 }; view_next(j->image->view, &each);) {
		const struct inventory *v = view_inventory(j->image->view, each.layer);
		if (is_privileged(inventory_at(v, each.entry)))
			*VEC_PUSH(j->image->arena, &list) =
				(struct privileged){ each.layer, each.entry, false };
	}
	compare_lower(j, list.p, list.n);
	const struct implant_rights *rights = implant_rights_new(j->image);
	for (size_t i = 0; i < list.n; i++) {
		at(j, list.p[i].layer, list.p[i].entry);
		judge_privileged(j, rights, &list.p[i]);
	}
}

/* ---- all ---- */

static void read_diversions(struct judging *j, struct str text)
{
	struct str from, to, package;
	while (str_next_line(&text, &from) && str_next_line(&text, &to) &&
	       str_next_line(&text, &package))
		(void)map_put(&j->diverted, str_from(to, str_starts(to, STR("/"))), NULL);
}

static void gather_modules(struct judging *j)
{
	for (struct view_each each = { 0 }; view_next(j->image->view, &each);) {
		const struct inventory *v = view_inventory(j->image->view, each.layer);
		const struct entry *e = inventory_at(v, each.entry);
		if (!str_starts(entry_name(e), STR("pam_")) || e->type == FILE_DIRECTORY)
			continue;
		at(j, each.layer, each.entry);
		if (is_pam_module(j->path))
			*map_put(&j->modules, path_base(j->path), NULL) = is_owned(j) ? 1 : 2;
	}
}

static void gather(struct judging *j)
{
	const struct report *r = j->image->report;
	for (size_t i = 0; i < r->packages.n && !r->os.distroless; i++)
		j->has_packages |=
			(r->packages.p[i].flags & PACKAGE_LIVE) && r->packages.p[i].file_count > 0;
	for (size_t l = 0; l < j->image->n; l++) {
		const struct implant_seen *seen = j->image->states[l];
		for (size_t i = 0; seen && i < seen->documents.n; i++) {
			const struct seen_document *d = &seen->documents.p[i];
			if (view_hidden_by(j->image->view, l, d->entry) != LAYER_NONE)
				continue;
			if (d->role == ROLE_DIVERSIONS)
				read_diversions(j, d->text);
			else if (d->role == ROLE_PASSWD)
				j->passwd = d->text;
		}
	}
	gather_modules(j);
}

/* A link in place of the file is as good. */
static void judge_preload_link(struct judging *j)
{
	size_t layer;
	uint32_t entry;
	if (!view_find(j->image->view, STR("etc/ld.so.preload"), &layer, &entry))
		return;
	at(j, layer, entry);
	if (entry_of(j)->type == FILE_SYMLINK)
		judge_preload(j, entry_link(entry_of(j)), 0);
}

void implant_judge(const struct watch_image *image, struct implants *out)
{
	struct judging j = { .image = image, .out = out };
	map_init(&j.diverted, image->arena);
	map_init(&j.modules, image->arena);
	gather(&j);
	for (size_t l = 0; l < image->n; l++) {
		const struct implant_seen *seen = image->states[l];
		j.layer = l;
		for (size_t i = 0; seen && i < seen->programs.n; i++)
			judge_program(&j, &seen->programs.p[i]);
		for (size_t i = 0; seen && i < seen->signs.n; i++)
			judge_sign(&j, &seen->signs.p[i]);
		for (size_t i = 0; seen && i < seen->documents.n; i++)
			judge_document(&j, &seen->documents.p[i]);
	}
	judge_preload_link(&j);
	judge_rights(&j);
}
