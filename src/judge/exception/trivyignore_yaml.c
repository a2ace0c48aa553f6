/* SPDX-License-Identifier: Apache-2.0 */
/*
 * .trivyignore.yaml: ids by kind of finding, with paths, package URLs and a date.
 *
 *     vulnerabilities:
 *       - id: CVE-2024-3094
 *         purls: [pkg:deb/debian/liblzma5]
 *         paths: [opt/app/key.pem]
 *         expired_at: 2026-12-31        # the day before is the last one on which it holds
 *         statement: not reached
 *         seaworthy:                    # ours; Trivy steps over it
 *           owner: payments
 *           reason: …                   # instead of the statement
 *           images: ["registry.example/payment:*"]
 *           layer: base                 # or app, a digest, a diff id
 *           stage: build
 *     misconfigurations: …
 *     secrets: …
 *     licenses: …                       # not judged here: a note counts them
 *
 * A purl may leave out version and qualifiers, and means the binary package of that name; a path is a glob
 * over paths in the image. An entry with a key that is not known here would ignore more than its author
 * meant, so it makes the file unusable, as does a date that is none.
 */
#include "judge/lib/entries.h"

#include "model/purl.h"

static const struct section {
	const char *key;
	unsigned kinds;
} sections[] = {
	{ "vulnerabilities", 1u << FINDING_VULNERABILITY },
	{ "misconfigurations", 1u << FINDING_MISCONFIGURATION },
	{ "secrets", 1u << FINDING_SECRET },
	{ "licenses", 0 },
};

static bool is_yaml(struct str name)
{
	return str_ends(name, STR(".yaml")) || str_ends(name, STR(".yml"));
}

/* What grype_yaml.c does not take; an empty file, too. */
static bool is_for(const struct exception_file *file)
{
	return is_yaml(file->name);
}

static int read_ours(struct entries *x, const struct json *block, struct exception *e,
		     struct fault *f)
{
	static const char *const keys[] = { "owner", "reason", "images", "image",
					    "layer", "stage",  NULL };
	struct str reason;
	struct entries_texts images = { 0 };
	if (!block)
		return 0;
	if (block->kind != JSON_OBJECT)
		return entries_refuse(
			x, block, f,
			"\"seaworthy\" holds keys: owner, reason, images, layer, stage");
	const struct json *unknown = entries_unknown(block, keys);
	if (unknown)
		return entries_refuse(
			x, unknown, f,
			"\"%.*s\" is not known; owner, reason, images, layer and stage are",
			STRF(unknown->key));
	TRY(entries_text(x, block, "owner", &e->owner, f));
	TRY(entries_text(x, block, "layer", &e->layer, f));
	TRY(entries_text(x, block, "stage", &e->stage, f));
	TRY(entries_text(x, block, "reason", &reason, f));
	TRY(entries_texts(x, block, "image", &images, f));
	TRY(entries_texts(x, block, "images", &images, f));
	ENTRIES_TAKE(x, &e->images, &images);
	if (reason.n)
		e->reason = reason;
	return 0;
}

static int read_purls(struct entries *x, const struct json *entry, struct exception *e,
		      struct fault *f)
{
	struct entries_texts purls = { 0 };
	TRY(entries_texts(x, entry, "purls", &purls, f));
	for (size_t i = 0; i < purls.list.n; i++) {
		struct purl p;
		if (!purl_parse(x->arena, purls.list.p[i], &p))
			return entries_refuse(x, json_get(entry, "purls"), f,
					      "\"%.*s\" is no package URL", STRF(purls.list.p[i]));
	}
	ENTRIES_TAKE(x, &e->packages, &purls);
	e->only_binaries = true;
	return 0;
}

static int read_entry(struct entries *x, const struct json *entry, unsigned kinds, struct fault *f)
{
	static const char *const keys[] = { "id",	 "paths",     "purls", "expired_at",
					    "statement", "seaworthy", NULL };
	struct str id, until;
	struct entries_texts paths = { 0 };
	if (entry->kind != JSON_OBJECT)
		return entries_refuse(x, entry, f, "an entry begins with \"id:\"");
	const struct json *unknown = entries_unknown(entry, keys);
	if (unknown)
		return entries_refuse(
			x, unknown, f,
			"\"%.*s\" is not known: the entry may mean less than it seems to",
			STRF(unknown->key));
	TRY(entries_text(x, entry, "id", &id, f));
	if (id.n == 0)
		return entries_refuse(x, entry, f, "an entry has an id");
	struct exception *e = entries_add(x, IGNORED_BY_FILE, f);
	if (!e)
		return f ? f->code : E_LIMIT;
	e->source =
		str_printf(x->arena, "%.*s:%u", STRF(x->file->name), entries_place(x, entry).line);
	e->kinds = kinds;
	*VEC_PUSH(x->arena, &e->ids) = id;
	TRY(entries_text(x, entry, "statement", &e->reason, f));
	TRY(entries_texts(x, entry, "paths", &paths, f));
	ENTRIES_TAKE(x, &e->paths, &paths);
	TRY(read_purls(x, entry, e, f));
	TRY(entries_text(x, entry, "expired_at", &until, f));
	if (until.n && !entries_last_day(x->arena, until, &e->until))
		return entries_refuse(x, json_get(entry, "expired_at"), f,
				      "expired_at is a date such as 2027-01-31");
	return read_ours(x, json_get(entry, "seaworthy"), e, f);
}

static int read_section(struct entries *x, const struct json *list, const struct section *section,
			struct fault *f)
{
	if (list->kind == JSON_NULL)
		return 0;
	if (list->kind != JSON_ARRAY)
		return entries_refuse(x, list, f, "\"%s\" is a list of entries", section->key);
	if (!section->kinds && list->n)
		entries_note(x, "%u entries of \"licenses\": licences are not judged here",
			     list->n);
	for (const struct json *j = section->kinds ? list->child : NULL; j; j = j->next)
		TRY(read_entry(x, j, section->kinds, f));
	return 0;
}

static int read(const struct exception_file *file, struct exception_list *list,
		struct exception_notes *notes, struct fault *f)
{
	OWNED(entries_done) struct entries x;
	const struct json *root;
	entries_init(&x, file, list, notes);
	TRY(entries_parse_yaml(&x, &root, f));
	if (!root || root->kind == JSON_NULL)
		return 0;
	if (root->kind != JSON_OBJECT)
		return entries_refuse(
			&x, root, f,
			"the sections vulnerabilities, misconfigurations, secrets are expected");
	for (const struct json *j = root->child; j; j = j->next) {
		size_t i = 0;
		while (i < ARRAY_LEN(sections) && !str_is(j->key, sections[i].key))
			i++;
		if (i == ARRAY_LEN(sections))
			return entries_refuse(&x, j, f,
					      "\"%.*s\" is no section; vulnerabilities, "
					      "misconfigurations, secrets and licenses are",
					      STRF(j->key));
		TRY(read_section(&x, j, &sections[i], f));
	}
	return 0;
}

const struct exception_reader exception_reader_trivyignore_yaml = {
	.name = "trivyignore_yaml",
	.title =
		".trivyignore.yaml, with owner, reason, images, layer and stage below \"seaworthy\"",
	.is_for = is_for,
	.read = read,
};
