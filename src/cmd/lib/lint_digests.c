/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/lint_digests.h"

#include "base/digest.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/log.h"
#include "text/json.h"

#include <sys/stat.h>

static int read_text(struct arena *a, const char *path, size_t limit, struct str *out,
		     struct fault *f)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, limit);
	TRY(fs_read_file(path, &b, f));
	*out = str_dup(a, buf_str(&b));
	return 0;
}

static int read_json(struct arena *a, const char *path, const struct json **out, struct fault *f)
{
	struct str text;
	TRY(read_text(a, path, LIMIT_MANIFEST, &text, f));
	return fault_in(f, json_parse(a, text, out, f), "%s", path);
}

/* blobs/sha256/… of a digest; the content is checked against it. */
static int read_blob(struct arena *a, const char *folder, struct str name, const struct json **out,
		     struct fault *f)
{
	struct digest want;
	struct str text, kind, hex;
	if (!digest_parse(name, &want))
		return fault_set(f, E_CORRUPT, "%s: \"%.*s\" is no digest", folder, STRF(name));
	str_cut(name, ':', &kind, &hex);
	const char *path =
		str_cstr(a, str_printf(a, "%s/blobs/%.*s/%.*s", folder, STRF(kind), STRF(hex)));
	TRY(read_text(a, path, LIMIT_MANIFEST, &text, f));
	struct digest have = digest_of(want.kind, text);
	if (!digest_eq(&have, &want))
		return fault_set(f, E_MISMATCH, "%s: the content has another digest", path);
	return fault_in(f, json_parse(a, text, out, f), "%s", path);
}

static struct str platform_text(struct arena *a, const struct json *p)
{
	struct str system = json_get_text(p, "os"), machine = json_get_text(p, "architecture");
	struct str variant = json_get_text(p, "variant");
	if (!system.n || !machine.n)
		return STR("");
	return str_printf(a, "%.*s/%.*s%s%.*s", STRF(system), STRF(machine), variant.n ? "/" : "",
			  STRF(variant));
}

/* Of an image's manifest: from the index, else from its configuration. */
static int find_platform(struct arena *a, const char *folder, const struct json *descriptor,
			 struct str *out, struct fault *f)
{
	const struct json *manifest, *config;
	*out = platform_text(a, json_get(descriptor, "platform"));
	if (out->n)
		return 0;
	TRY(read_blob(a, folder, json_get_text(descriptor, "digest"), &manifest, f));
	TRY(read_blob(a, folder, json_get_text(json_get(manifest, "config"), "digest"), &config,
		      f));
	*out = platform_text(a, config);
	return out->n ? 0
		      : fault_set(f, E_CORRUPT, "%s: an image does not say its platform", folder);
}

static bool is_index(struct str media_type)
{
	return str_is(media_type, "application/vnd.oci.image.index.v1+json") ||
	       str_is(media_type, "application/vnd.docker.distribution.manifest.list.v2+json");
}

/* "" when the entry does not say which image it is: "22-slim" alone is any image's tag. */
static struct str name_of(const struct json *descriptor)
{
	const struct json *notes = json_get(descriptor, "annotations");
	struct str name = json_get_text(notes, "io.containerd.image.name");
	struct str reference = json_get_text(notes, "org.opencontainers.image.ref.name");
	if (!name.n && str_find_char(reference, ':') != SIZE_MAX)
		name = reference;
	if (!name.n && reference.n)
		log_warn("the layout names an image only by its tag, \"%.*s\": it can pin nothing; "
			 "give it its full name, like docker.io/library/node:22-slim",
			 STRF(reference));
	size_t at = str_find_char(name, '@');
	return str_slice(name, 0, at);
}

static int read_layout(struct lint_pins *p, const char *folder, struct fault *f)
{
	struct arena *a = p->arena;
	const struct json *index;
	const char *path = str_cstr(a, str_printf(a, "%s/index.json", folder));
	TRY(read_json(a, path, &index, f));
	const struct json *list = json_get(index, "manifests");
	if (!list || list->kind != JSON_ARRAY || list->n > LIMIT_DESCRIPTORS)
		return fault_set(f, E_CORRUPT, "%s: no list of manifests", path);
	for (const struct json *d = list->child; d; d = d->next) {
		struct str name = name_of(d), platform = STR("");
		if (!name.n)
			continue;
		if (!is_index(json_get_text(d, "mediaType")))
			TRY(find_platform(a, folder, d, &platform, f));
		TRY(fault_in(
			f, lint_pins_add(p, name, platform, json_get_text(d, "digest"), folder, f),
			"%s", path));
	}
	return 0;
}

int lint_digests_read(struct lint_pins *p, const char *path, struct fault *f)
{
	struct stat st;
	struct str text;
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
		/* it is configuration, not what is linted: nothing less than all of it will do */
		struct fault g = { 0 };
		int r = read_layout(p, path, &g);
		if (r < 0 && fault_scope(r) == SCOPE_LOCAL)
			return fault_set(f, E_USAGE, "%s", g.text);
		return r < 0 ? fault_copy(f, &g) : r;
	}
	TRY(read_text(p->arena, path, LIMIT_SMALL_FILE, &text, f));
	return lint_pins_read(p, path, text, f);
}
