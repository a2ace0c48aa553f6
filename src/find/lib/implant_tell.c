/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of each kind stand in one table; what was seen of each file is in the message.
 */
#include "find/lib/implant_tell.h"

#include "base/sort.h"
#include "find/lib/evidence.h"

#define SHOWN 8 /* files of a finding that are named */

static const struct {
	const char *id, *one, *many, *fix; /* `one` follows the path, `many` a number */
} kinds[] = {
	[IMPLANT_UNOWNED] = { "unowned-executable", "is a program that no package owns",
			      "programs in system folders that no package owns",
			      "find out who wrote it; install from packages, and your own programs to "
			      "/usr/local or /opt" },
	[IMPLANT_SHADOWED] = { "shadowed-command", "takes the place of a program of a package",
			       "programs take the place of programs of packages",
			       "remove it, or find out why it comes first in PATH" },
	[IMPLANT_TEMPORARY] = { "executable-in-temporary-folder",
				"is a program in a temporary folder",
				"programs in temporary folders",
				"find out who wrote it; delete it in the RUN that made it" },
	[IMPLANT_HIDDEN_FOLDER] = { "executable-in-hidden-folder",
				    "is a program in a hidden folder", "programs in hidden folders",
				    "find out who wrote it, and what starts it" },
	[IMPLANT_DISGUISED] = { "disguised-executable", "is a program with a name that deceives",
				"programs with names that deceive",
				"find out who wrote it, and what starts it" },
	[IMPLANT_PACKED] = { "packed-executable", "is a packed program", "packed programs",
			     "find out who packed it; ship the program as it was built" },
	[IMPLANT_DROPPER] = { "dropper", "carries a program within a script",
			      "scripts carry programs within them",
			      "find out who wrote it; install from packages" },
	[IMPLANT_MINER] = { "miner", "shows traces of a cryptocurrency miner",
			    "files show traces of a cryptocurrency miner",
			    "do not run this image; find out which base or step brought it, and "
			    "build again without" },
	[IMPLANT_REVERSE_SHELL] = { "reverse-shell", "opens a shell to somebody else",
				    "files open a shell to somebody else",
				    "do not run this image; find out which base or step brought it, and "
				    "build again without" },
	[IMPLANT_PRELOAD] = { "library-preload", "loads a library into every program",
			      "files load a library into every program",
			      "remove it; a program that needs the library can name it in its own start script" },
	[IMPLANT_PAM] = { "pam-module-unowned", "changes who may log in, and no package owns it",
			  "files change who may log in, and no package owns them",
			  "remove it, or install the PAM module as a package" },
	[IMPLANT_STARTUP] = { "startup-entry-unowned", "runs by itself, and no package owns it",
			      "files run by themselves, and no package owns them",
			      "check that it is yours; a container starts one program, by ENTRYPOINT or CMD" },
	[IMPLANT_STARTUP_DOWNLOADS] = { "startup-entry-downloads", "fetches something and runs it",
					"files fetch something and run it",
					"remove it; put what the container runs into the image" },
	[IMPLANT_LOGIN_KEY] = { "authorized-keys", "lets holders of a key log in",
				"files let holders of a key log in",
				"remove it; mount keys when the container starts, if it must run sshd" },
	[IMPLANT_PRIVILEGED] = { "privileged-executable-unowned",
				 "runs with more rights than its caller, and no package owns it",
				 "programs run with more rights than their callers, and no package owns them",
				 "remove it, or chmod u-s,g-s and setcap -r it" },
	[IMPLANT_PRIVILEGE_ADDED] = { "privilege-added",
				      "was given rights that its package does not give",
				      "programs were given rights that their packages do not give",
				      "chmod u-s,g-s and setcap -r it" },
	[IMPLANT_ROOT_ACCOUNT] = { "account-root-equivalent", "has a second account with number 0",
				   "files have a second account with number 0",
				   "remove the account" },
	[IMPLANT_OPEN_ACCOUNT] = { "account-empty-password", "has an account without a password",
				   "files have accounts without a password",
				   "lock the account: passwd -l NAME" },
	[IMPLANT_SUDO] = { "sudo-without-password", "lets somebody become root without a password",
			   "files let somebody become root without a password",
			   "name the commands that are needed, or do without sudo" },
	[IMPLANT_SOURCE_FOREIGN] = { "package-source-foreign",
				     "installs packages from a host that is not the distribution's",
				     "lists install packages from hosts that are not the distribution's",
				     "check that the source is meant, and remove it when the packages are installed" },
	[IMPLANT_SOURCE_UNSIGNED] = { "package-source-unsigned",
				      "installs packages without a signature",
				      "files let packages be installed without a signature",
				      "remove the option, and give the source its key with signed-by" },
	[IMPLANT_TRUSTED_KEY] = { "package-key-unowned",
				  "is a key for packages that no package brought",
				  "keys for packages that no package brought",
				  "check whose key it is, and remove it when the packages are installed" },
	[IMPLANT_NO_HISTORY] = { "layer-without-history", "has no history",
				 "layers have no history",
				 "ask who made the base, and build with a tool that records its steps" },
};

void implants_add(struct implants *to, const struct implant *one)
{
	*VEC_PUSH(to->arena, &to->list) = *one;
}

static bool same_event(const struct implant *a, const struct implant *b)
{
	return a->kind == b->kind && a->place == b->place && a->layer == b->layer &&
	       a->severity == b->severity && a->hidden_by == b->hidden_by;
}

static int compare(const void *x, const void *y)
{
	const struct implant *a = x, *b = y;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	if (a->layer != b->layer)
		return a->layer < b->layer ? -1 : 1;
	if (a->severity != b->severity)
		return a->severity > b->severity ? -1 : 1;
	if (a->hidden_by != b->hidden_by)
		return a->hidden_by < b->hidden_by ? -1 : 1;
	int order = str_cmp(a->path, b->path);
	return order ? order : (a->line > b->line) - (a->line < b->line);
}

/* "path line 3 (what was seen), …" */
static struct str list_of(struct arena *a, const struct implant *p, size_t n)
{
	struct str text = STR("");
	for (size_t i = 0; i < n && i < SHOWN; i++) {
		struct str line = p[i].line ? str_printf(a, " line %u", p[i].line) : STR("");
		text = str_printf(a, "%.*s%s%.*s%.*s%s%.*s%s", STRF(text), i ? ", " : "",
				  STRF(p[i].path), STRF(line), p[i].words.n ? " (" : "",
				  STRF(p[i].words), p[i].words.n ? ")" : "");
	}
	return n > SHOWN ? str_printf(a, "%.*s and %zu more", STRF(text), n - SHOWN) : text;
}

static void report_event(struct report *r, const struct implant *p, size_t n)
{
	struct arena *a = r->arena;
	struct finding *f = report_add(r, FINDING_INTEGRITY);
	f->id = str_of(kinds[p->kind].id);
	f->severity = p->severity;
	f->own_place = p->place;
	f->layer = p->layer;
	f->line = p->line;
	f->path = p->kind == IMPLANT_NO_HISTORY ? STR("") : str_dup(a, p->path);
	f->title = n == 1 ? str_printf(a, "%.*s %s", STRF(p->path), kinds[p->kind].one)
			  : str_printf(a, "%zu %s", n, kinds[p->kind].many);
	struct str by = evidence_layer(a, r, p->layer);
	f->message = str_printf(a, "%.*s. %.*s", STRF(list_of(a, p, n)), STRF(by));
	if (p->place == PLACE_HIDDEN)
		f->message =
			str_printf(a,
				   "%.*s Layer %u deletes or replaces it, so a container does not "
				   "see it, but it was in what the image was built on.",
				   STRF(f->message), p->hidden_by + 1u);
	f->fix = str_of(kinds[p->kind].fix);
}

void implants_report(struct implants *all, struct report *r)
{
	struct implant *p = all->list.p;
	if (all->list.n == 0)
		return;
	sort_stable(all->arena, p, all->list.n, sizeof(*p), compare);
	for (size_t i = 0, k; i < all->list.n; i = k) {
		for (k = i + 1; k < all->list.n && same_event(&p[i], &p[k]); k++)
			;
		report_event(r, p + i, k - i);
	}
}
