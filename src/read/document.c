/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents that describe images, read without guessing.
 *
 * An index names manifests by digest, a manifest names layers and a configuration by digest. So the
 * whole chain below the first document can be proved, and it is proved here, before the parser sees
 * a byte:
 *
 *         descriptor ──► fetch ──► size, digest ──► count of values ──► tree in a scratch arena
 *
 * Must stay true:
 *  - What leaves a document is copied: trees live until the next document.
 *  - Memory follows LIMIT_MANIFEST_VALUES and LIMIT_MANIFEST_TOTAL, not what the archive claims. A
 *    tree of "[[],[],…" would need thirty times the document's bytes; values are counted first.
 *  - Nothing here decides which of two equal keys is meant. A document with both is refused.
 *
 * Format: RFC 8259; OCI image-spec descriptor.md.
 */
#include "read/document.h"

#include "base/limits.h"
#include "base/map.h"

int document_load(struct documents *d, struct str name, const struct digest *digest, uint64_t size,
		  struct str *out, struct fault *f)
{
	struct str text;
	TRY(d->fetch(d->context, name, &text, f));
	if (text.n > LIMIT_MANIFEST)
		return fault_set(f, E_LIMIT, "%.*s: larger than %llu bytes", STRF(name),
				 (unsigned long long)LIMIT_MANIFEST);
	d->bytes += text.n;
	if (d->bytes > LIMIT_MANIFEST_TOTAL)
		return fault_set(f, E_LIMIT, "%.*s: more than %llu bytes of manifests", STRF(name),
				 (unsigned long long)LIMIT_MANIFEST_TOTAL);
	if (digest) {
		struct digest got = digest_of(digest->kind, text);
		if (!digest_eq(&got, digest)) {
			OWNED(arena_freep) struct arena *scratch = arena_new();
			return fault_set(f, E_MISMATCH,
					 "%.*s: the content is not what its name promises, "
					 "its digest is %.*s",
					 STRF(name), STRF(digest_text(scratch, &got)));
		}
	}
	if (size != UINT64_MAX && size != text.n)
		return fault_set(f, E_MISMATCH, "%.*s: %zu bytes where its descriptor says %llu",
				 STRF(name), text.n, (unsigned long long)size);
	*out = text;
	return 0;
}

/* Each value but the first follows a comma, or opens an array or object that is not empty. */
static uint64_t count_values(struct str text)
{
	uint64_t n = 1;
	bool in_string = false, opened = false;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (in_string) {
			if (c == '\\')
				i++;
			else if (c == '"')
				in_string = false;
			continue;
		}
		if (char_is_space(c))
			continue;
		n += c == ',' || (opened && c != ']' && c != '}');
		opened = c == '[' || c == '{';
		in_string = c == '"';
	}
	return n;
}

int document_parse(struct arena *scratch, struct str text, const struct json **out, struct fault *f)
{
	if (text.n > LIMIT_MANIFEST)
		return fault_set(f, E_LIMIT, "larger than %llu bytes",
				 (unsigned long long)LIMIT_MANIFEST);
	if (count_values(text) > LIMIT_MANIFEST_VALUES)
		return fault_set(f, E_LIMIT, "more than %llu values",
				 (unsigned long long)LIMIT_MANIFEST_VALUES);
	return json_parse(scratch, text, out, f);
}

static void complain(struct document_check *check, const char *key, const char *what)
{
	if (!check->first.code)
		fault_set(&check->first, E_CORRUPT, "\"%s\": %s", key, what);
}

/*
 * Equal as Go's encoding/json sees it, which folds ASCII case and the two letters outside ASCII
 * whose lower or upper case is inside: U+017F (s) and U+212A (k).
 */
static bool key_is(struct str key, const char *want)
{
	size_t i = 0;
	for (; *want; want++) {
		struct str rest = str_from(key, i);
		if (!rest.n)
			return false;
		if (char_lower(*rest.p) == char_lower(*want))
			i += 1;
		else if (char_lower(*want) == 's' && str_starts(rest, STR("\xc5\xbf")))
			i += 2;
		else if (char_lower(*want) == 'k' && str_starts(rest, STR("\xe2\x84\xaa")))
			i += 3;
		else
			return false;
	}
	return i == key.n;
}

static const struct json *find(const struct json *object, const char *key, bool *out_twice)
{
	const struct json *found = NULL;
	*out_twice = false;
	if (!object || object->kind != JSON_OBJECT)
		return NULL;
	for (const struct json *m = object->child; m; m = m->next) {
		if (!key_is(m->key, key))
			continue;
		if (found)
			*out_twice = true;
		found = m;
	}
	return found;
}

const struct json *document_get(struct document_check *check, const struct json *object,
				const char *key, enum json_kind kind)
{
	static const char *const wrong[] = {
		[JSON_NULL] = "not null",	[JSON_BOOL] = "not true or false",
		[JSON_NUMBER] = "not a number", [JSON_STRING] = "not a string",
		[JSON_ARRAY] = "not a list",	[JSON_OBJECT] = "not an object",
	};
	bool twice;
	const struct json *m = find(object, key, &twice);
	if (twice) {
		complain(check, key, "stands here twice, and readers disagree which one counts");
		return NULL;
	}
	if (!m || m->kind == JSON_NULL)
		return NULL;
	if (m->kind != kind) {
		complain(check, key, wrong[kind]);
		return NULL;
	}
	return m;
}

struct str document_text(struct document_check *check, struct arena *a, const struct json *object,
			 const char *key)
{
	const struct json *m = document_get(check, object, key, JSON_STRING);
	return m ? str_dup(a, json_text(m)) : STR("");
}

bool document_has(const struct json *object, const char *key)
{
	bool twice;
	return find(object, key, &twice);
}

document_list document_strings(struct document_check *check, struct arena *a,
			       const struct json *object, const char *key, bool lone)
{
	document_list list = { 0 };
	bool twice;
	const struct json *m = find(object, key, &twice);
	if (lone && m && !twice && m->kind == JSON_STRING) {
		*VEC_PUSH(a, &list) = str_dup(a, json_text(m));
		return list;
	}
	m = document_get(check, object, key, JSON_ARRAY);
	for (const struct json *e = m ? m->child : NULL; e; e = e->next) {
		if (e->kind != JSON_STRING) {
			complain(check, key, "not a list of strings");
			continue;
		}
		*VEC_PUSH(a, &list) = str_dup(a, json_text(e));
	}
	return list;
}

document_list document_keys(struct document_check *check, struct arena *a,
			    const struct json *object, const char *key)
{
	document_list list = { 0 };
	const struct json *m = document_get(check, object, key, JSON_OBJECT);
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct map seen;
	map_init(&seen, scratch);
	for (const struct json *e = m ? m->child : NULL; e; e = e->next) {
		bool is_new;
		map_put(&seen, e->key, &is_new);
		if (is_new)
			*VEC_PUSH(a, &list) = str_dup(a, e->key);
	}
	return list;
}

document_map document_pairs(struct document_check *check, struct arena *a,
			    const struct json *object, const char *key)
{
	document_map list = { 0 };
	const struct json *m = document_get(check, object, key, JSON_OBJECT);
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct map seen;
	map_init(&seen, scratch);
	for (const struct json *e = m ? m->child : NULL; e; e = e->next) {
		if (e->kind != JSON_STRING) {
			complain(check, key, "has a value that is not a string");
			continue;
		}
		bool is_new;
		uint32_t *at = map_put(&seen, e->key, &is_new);
		if (is_new) {
			*at = (uint32_t)list.n;
			VEC_PUSH(a, &list)->key = str_dup(a, e->key);
		}
		list.p[*at].value = str_dup(a, json_text(e));
	}
	return list;
}

bool document_digest(struct document_check *check, const struct json *object, const char *key,
		     struct digest *out)
{
	const struct json *m = document_get(check, object, key, JSON_STRING);
	if (!m)
		complain(check, key, "missing");
	else if (digest_parse(json_text(m), out))
		return true;
	else if (!check->first.code && str_has(json_text(m), STR(":")))
		fault_set(&check->first, E_UNSUPPORTED,
			  "\"%s\": \"%.*s\" is neither a sha256 nor a sha512 digest", key,
			  STRF(str_slice(json_text(m), 0, 80)));
	else
		complain(check, key, "not a digest");
	return false;
}

struct platform document_platform(struct document_check *check, struct arena *a,
				  const struct json *object)
{
	struct platform p = {
		.os = document_text(check, a, object, "os"),
		.arch = document_text(check, a, object, "architecture"),
		.variant = document_text(check, a, object, "variant"),
	};
	struct str *parts[] = { &p.os, &p.arch, &p.variant };
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (str_is(*parts[i], "unknown"))
			*parts[i] = STR("");
	struct platform usual;
	struct str text = platform_text(a, &p);
	if (p.os.n && p.arch.n && platform_parse(a, text, &usual))
		return usual;
	return p;
}
