/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy base: the catalogue of images that others are built on.
 *
 * add reads all layers and checks that they are what the configuration says they are: what is not so does not get a
 * name. The catalogue is read and a new one created beside it before the program confines itself; it takes the
 * old one's place only when it differs.
 */
#include "base/date.h"
#include "base/path.h"
#include "cmd/command.h"
#include "cmd/lib/bases.h"
#include "cmd/lib/image_run.h"
#include "cmd/lib/subcommand.h"
#include "text/emit.h"

struct options {
	bool no_sandbox;
	const char *name, *catalogue;
	struct image_options which; /* but for the base */
	unsigned format;
	uint64_t jobs;
};

enum { TEXT, JSON };

static const char *const formats[] = { "text", "json", NULL };

#define AT(field) .offset = offsetof(struct options, field)
static const struct opt options[] = {
	{ .kind = OPT_GROUP, .help = "base add, base list" },
	{ OPT_STRING, 0, "catalogue", "FILE",
	  "The catalogue to add to, or to list too (base add: .seaworthy-bases)", AT(catalogue) },
	{ .kind = OPT_GROUP, .help = "base add" },
	{ OPT_STRING, 0, "name", "NAME", "What the base is called (default: the image's own name)",
	  AT(name) },
	IMAGE_OPTIONS(struct options, which),
	{ OPT_NUMBER, 'j', "jobs", "N", "Worker threads (default: one a processor)", AT(jobs),
	  .max = 256 },
	{ OPT_FLAG, 0, "no-sandbox", NULL, "Do not confine the process", AT(no_sandbox) },
	{ .kind = OPT_GROUP, .help = "base list" },
	{ OPT_CHOICE, 'f', "format", "FORMAT", "text (default) or json", AT(format),
	  .choices = formats },
	{ .kind = OPT_END },
};

/* ---- add ---- */

/* The file that is written: created before the program confines itself. */
struct adding {
	const struct options *o;
	struct image_run run;
	struct base_list list;
	struct fs_file file;
	const char *path;
	bool existed;
};

static int open_all(struct adding *s, const char *reference, struct fault *f)
{
	struct arena *a = s->run.arena;
	s->path = s->o->catalogue ? s->o->catalogue : BASES_FILE;
	s->run.scan = (struct scan_options){
		.reference = reference,
		.image = s->o->which.image,
		.verify_diff_ids = true,
		.gate.headline_accepted = true,
	};
	TRY(image_run_prepare(&s->run, s->o->which.platform, NULL, s->o->jobs, f));
	base_list_init(&s->list, a);
	int r = bases_read(&s->list, s->path, f);
	TRY(r);
	s->existed = r == 1;
	TRY(source_input_open(reference, &s->run.input, a, f));
	TRY(fs_file_create(&s->file, s->path, f));
	struct str folder = path_dir(str_of(s->path));
	s->run.outputs.arena = arena_new();
	*VEC_PUSH(s->run.outputs.arena, &s->run.outputs.folders) = folder.n ? str_cstr(a, folder)
								   : s->path[0] == '/' ? "/"
										       : ".";
	return image_run_confine(&s->run, s->o->no_sandbox, f);
}

static int check_read(const struct report *r, struct fault *f)
{
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *g = &r->findings.p[i];
		if (g->place == PLACE_GAP)
			return fault_set(f, E_UNREADABLE, "%.*s: not added: %.*s%s%.*s",
					 STRF(r->reference), STRF(g->title),
					 g->message.n ? ": " : "", STRF(g->message));
	}
	return 0;
}

/* "registry/app@sha256:…" and the like go into FROM as they are; a tag that was never given is not invented. */
static int name_of(const struct adding *s, const struct report *r, struct str *out, struct fault *f)
{
	struct str name = s->o->name ? str_of(s->o->name) : r->image.name;
	if (s->o->name && !base_name_valid(name))
		return fault_set(f, E_USAGE,
				 "--name %s: write a name as FROM takes it, debian:12 for example",
				 s->o->name);
	if (!base_name_valid(name))
		return fault_set(f, E_USAGE, "%.*s has no name of its own: give one with --name",
				 STRF(r->reference));
	*out = name;
	return 0;
}

static int add_one(struct adding *s, const struct report *r, struct out *out, struct fault *f)
{
	const struct image *im = &r->image;
	struct base_entry e = {
		.created = str_slice(im->created, 0, 10),
		.layers = (uint16_t)im->layers.n,
		.steps = (uint32_t)im->history.n,
		.chain = base_chain(im->layers.p, im->layers.n),
	};
	int64_t day;
	TRY(check_read(r, f));
	TRY(name_of(s, r, &e.name, f));
	if (e.chain.kind != DIGEST_SHA256)
		return fault_set(f, E_UNSUPPORTED,
				 "%.*s: not added: it has no layers, or does not "
				 "say what they hold",
				 STRF(r->reference));
	/* an image that hides when it was made says 1970 */
	if (!date_parse(e.created, &day) || day <= 0)
		e.created = STR("");
	bool added = base_list_add(&s->list, &e);
	out_printf(out, "%s %.*s: %u layer%s, %.*s\n", added ? "added" : "known", STRF(e.name),
		   e.layers, e.layers == 1 ? "" : "s", STRF(digest_text(s->run.arena, &e.chain)));
	return added;
}

static int write_catalogue(struct adding *s, struct fault *f)
{
	struct str text = base_list_text(&s->list, s->run.arena);
	if (text.n == 0)
		return fault_set(f, E_LIMIT, "%s: the catalogue is full", s->path);
	struct out file;
	out_init_fd(&file, s->file.fd);
	out_str(&file, text);
	int r = out_finish(&file, f);
	out_done(&file);
	TRY(fault_in(f, r, "%s", s->path));
	return fs_file_commit(&s->file, f);
}

static int add_all(struct adding *s, const char *reference, struct out *out, struct fault *f)
{
	bool changed = false;
	TRY(open_all(s, reference, f));
	TRY(scan_run(&s->run.scan, &s->run.input, NULL, &s->run.reports, f));
	for (size_t i = 0; i < s->run.reports.n; i++) {
		int r = add_one(s, s->run.reports.p[i], out, f);
		TRY(r);
		changed |= r > 0;
	}
	return changed || !s->existed ? write_catalogue(s, f) : 0;
}

static int add(const void *parsed, int argc, char **argv, struct arena *a, struct out *out,
	       struct fault *f)
{
	(void)argc;
	struct adding s = { .o = parsed, .run = image_run_new(a), .file = { .fd = -1 } };
	int r = add_all(&s, argv[0], out, f);
	fs_file_abort(&s.file);
	image_run_done(&s.run);
	return r;
}

/* ---- list ---- */

static void list_json(const struct base_list *list, struct arena *a, struct out *out)
{
	struct emit e;
	emit_init(&e, out, false);
	emit_object(&e);
	emit_key(&e, "bases");
	emit_array(&e);
	for (size_t i = 0; i < list->entries.n; i++) {
		const struct base_entry *b = &list->entries.p[i];
		emit_object(&e);
		emit_member_str(&e, "name", b->name);
		emit_member_set(&e, "created", b->created);
		emit_member_u64(&e, "layers", b->layers);
		emit_member_u64(&e, "steps", b->steps);
		emit_member_str(&e, "chainId", digest_text(a, &b->chain));
		emit_member_set(&e, "knownFrom", b->origin);
		emit_object_end(&e);
	}
	emit_array_end(&e);
	emit_object_end(&e);
	out_char(out, '\n');
}

static int list(const void *parsed, int argc, char **argv, struct arena *a, struct out *out,
		struct fault *f)
{
	const struct options *o = parsed;
	struct base_list bases;
	bool any;
	(void)argc, (void)argv;
	TRY(bases_read_all(&bases, o->catalogue, a, &any, f));
	if (o->format == JSON) {
		list_json(&bases, a, out);
		return 0;
	}
	size_t widest = 4;
	for (size_t i = 0; i < bases.entries.n; i++)
		widest = size_max(widest, bases.entries.p[i].name.n);
	for (size_t i = 0; i < bases.entries.n; i++) {
		const struct base_entry *b = &bases.entries.p[i];
		out_printf(out, "%-*.*s  %-10.*s  %3u layer%s  %.*s  %.*s\n", (int)widest,
			   STRF(b->name), STRF(b->created.n ? b->created : STR("-")), b->layers,
			   b->layers == 1 ? " " : "s", STRF(digest_text(a, &b->chain)),
			   STRF(b->origin));
	}
	return 0;
}

static const struct subcommand subcommand_add = {
	.name = "add",
	.operands = "[options] IMAGE",
	.operands_min = 1,
	.operands_max = 1,
	.run = add,
};

static const struct subcommand subcommand_list = {
	.name = "list",
	.run = list,
};

static int run(void *parsed, int argc, char **argv, struct arena *a)
{
	static const struct subcommand *const subcommands[] = { &subcommand_add, &subcommand_list };
	const struct subcommand_set set = {
		.command = "base",
		.list = subcommands,
		.n = ARRAY_LEN(subcommands),
	};
	return subcommand_run(&set, parsed, argc, argv, a);
}

const struct command command_base = {
	.name = "base",
	.summary = "the catalogue of bases that images are recognised by",
	.usage = "seaworthy base add [--name NAME] [--catalogue FILE] IMAGE\n"
		 "seaworthy base list",
	.description =
		"scan and layers say on which base an image is built, and which packages and findings came with "
		"it, when its lowest layers are those of a base in a catalogue: the same bytes, whatever the "
		"image is called.\n"
		"\n"
		"add reads an image, checks that its layers are what its configuration says, and writes its "
		"name, date and chain id into .seaworthy-bases of the working folder, or into FILE. Keep that "
		"file with your sources. Adding an image twice changes nothing.\n"
		"\n"
		"list prints what is known: from FILE, from .seaworthy-bases, from "
		"$XDG_CONFIG_HOME/seaworthy/bases (~/.config), and what is built in. The form of a catalogue is "
		"documented in docs/format/bases.md.",
	.examples =
		"  seaworthy base add --name debian:12 debian.tar   # approve a base\n"
		"  seaworthy base list                              # what is known\n"
		"  seaworthy scan --base debian:12 payment.tar      # is it built on that one?\n",
	.order = 70,
	.options = options,
	.options_size = sizeof(struct options),
	.run = run,
};
