/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The section "ignore" → exceptions (judge/exception.h).
 *
 * An entry that names nothing would ignore everything: it is refused. Whether one says enough for the section
 * "exceptions" (an owner, a reason, a date) is judged with the entries of all other files, in
 * judge/exception.c.
 */
#include "judge/policy_parts.h"

#include "base/date.h"

static int read_until(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct str *out = to;
	int64_t day;
	*out = json_text(value);
	if (out->n != 10 || !date_parse(*out, &day))
		return policy_wrong(
			x, value, f,
			"\"%.*s\" is a day that there is, such as 2027-01-31; it is the "
			"last one on which the entry holds",
			STRF(value->key));
	return 0;
}

static int read_purls(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	TRY(policy_read_strings(x, value, to, f));
	POLICY_EACH(one, value)
	if (!str_starts(one->text, STR("pkg:")))
		return policy_wrong(x, one, f,
				    "a package URL is expected here, such as "
				    "pkg:deb/debian/openssl");
	return 0;
}

static int read_layer(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct str *out = to;
	struct digest d;
	TRY(policy_read_string(x, value, to, f));
	if (!str_is(*out, "base") && !str_is(*out, "app") && !digest_parse(*out, &d))
		return policy_wrong(
			x, value, f,
			"\"layer\" is base, app, or a digest or diff id: \"sha256:\" and "
			"64 hexadecimal digits");
	return 0;
}

#define KEY(name, read, field)                                \
	{                                                     \
		name, read, offsetof(struct exception, field) \
	}
const struct policy_key policy_ignore_keys[] = {
	KEY("id", policy_read_strings, ids),	   KEY("ids", policy_read_strings, ids),
	KEY("package", read_purls, packages),	   KEY("path", policy_read_paths, paths),
	KEY("layer", read_layer, layer),	   KEY("image", policy_read_strings, images),
	KEY("stage", policy_read_string, stage),   KEY("kind", policy_read_kinds, kinds),
	KEY("until", read_until, until),	   KEY("owner", policy_read_string, owner),
	KEY("reason", policy_read_string, reason),
};
const size_t policy_ignore_keys_n = ARRAY_LEN(policy_ignore_keys);

static bool names_something(const struct exception *e)
{
	return e->ids.n || e->packages.n || e->paths.n || e->images.n || e->kinds || e->layer.n ||
	       e->stage.n;
}

/* "CVE-2024-1" alone, or keys. */
static int read_entry(struct policy_file *x, const struct json *value, struct exception *e,
		      struct fault *f)
{
	*e = (struct exception){ .by = IGNORED_BY_POLICY, .source = policy_file_place(x, value) };
	if (value->kind == JSON_STRING)
		return policy_read_strings(x, value, &e->ids, f);
	if (value->kind != JSON_OBJECT)
		return policy_wrong(x, value, f,
				    "an entry is an id, or lines such as id: CVE-2024-3094");
	TRY(policy_read_keys(x, value, policy_ignore_keys, policy_ignore_keys_n, e, f));
	if (!names_something(e))
		return policy_wrong(
			x, value, f,
			"this entry does not say what it ignores: write at least one of "
			"id, package, path, layer, image, stage, kind");
	return 0;
}

int policy_read_ignore(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct exception_list *out = to;
	if (value->kind == JSON_NULL)
		return 0;
	if (value->kind != JSON_ARRAY)
		return policy_wrong(x, value, f, "\"%.*s\" is a list of entries", STRF(value->key));
	for (const struct json *m = value->child; m; m = m->next) {
		struct exception e;
		TRY(read_entry(x, m, &e, f));
		*VEC_PUSH(x->arena, &out->items) = e;
	}
	return 0;
}
