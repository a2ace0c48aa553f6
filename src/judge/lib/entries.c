/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/lib/entries.h"

#include "base/date.h"
#include "base/limits.h"
#include "judge/exception_parts.h"
#include "text/toml.h"

void entries_init(struct entries *x, const struct exception_file *file, struct exception_list *list,
		  struct exception_notes *notes)
{
	*x = (struct entries){ .file = file,
			       .list = list,
			       .notes = notes,
			       .arena = list->arena,
			       .scratch = arena_new() };
}

void entries_done(struct entries *x)
{
	arena_free(x->scratch);
}

static int named(const struct entries *x, int r, struct fault *f)
{
	return fault_in(f, r, "%.*s", STRF(x->file->name));
}

int entries_parse_json(struct entries *x, const struct json **out_root, struct fault *f)
{
	return named(x, json_parse(x->scratch, x->file->text, out_root, f), f);
}

int entries_parse_yaml(struct entries *x, const struct json **out_root, struct fault *f)
{
	return named(x, yaml_parse_places(x->scratch, x->file->text, &x->places, out_root, f), f);
}

int entries_parse_toml(struct entries *x, const struct json **out_root, struct fault *f)
{
	return named(x, toml_parse(x->scratch, x->file->text, &x->places, out_root, f), f);
}

struct exception *entries_add(struct entries *x, enum ignored_by by, struct fault *f)
{
	if (x->list->items.n >= LIMIT_EXCEPTIONS) {
		fault_set(f, E_LIMIT, "%.*s: more than %llu entries in all", STRF(x->file->name),
			  (unsigned long long)LIMIT_EXCEPTIONS);
		return NULL;
	}
	uint64_t order = x->list->items.n;
	struct exception *e = VEC_PUSH(x->arena, &x->list->items);
	e->by = by;
	e->order = order;
	return e;
}

/* Entries are read in the order of the text, so what is asked for is mostly a little further on. */
struct yaml_place entries_place(struct entries *x, const struct json *value)
{
	size_t n = x->places.list.n;
	for (size_t i = 0; i < n; i++) {
		size_t at = (x->at + i) % n;
		if (x->places.list.p[at].value == value) {
			x->at = at;
			return x->places.list.p[at];
		}
	}
	return (struct yaml_place){ .value = value, .line = 1, .column = 1 };
}

void entries_note(struct entries *x, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	struct str text = str_vprintf(x->arena, fmt, args);
	va_end(args);
	*VEC_PUSH(x->arena, &x->notes->lines) =
		str_printf(x->arena, "%.*s: %.*s", STRF(x->file->name), STRF(text));
}

int entries_refuse(struct entries *x, const struct json *value, struct fault *f, const char *fmt,
		   ...)
{
	va_list args;
	va_start(args, fmt);
	struct str text = str_vprintf(x->arena, fmt, args);
	va_end(args);
	struct yaml_place at = entries_place(x, value);
	return fault_set(f, E_CORRUPT, "%.*s:%u:%u: %.*s", STRF(x->file->name), at.line, at.column,
			 STRF(text));
}

struct str entries_scalar(const struct json *value)
{
	if (!value)
		return STR("");
	switch (value->kind) {
	case JSON_STRING:
	case JSON_NUMBER:
		return str_trim(value->text);
	case JSON_BOOL:
		return value->truth ? STR("true") : STR("false");
	case JSON_NULL:
	case JSON_ARRAY:
	case JSON_OBJECT:
	default:
		return STR("");
	}
}

struct str entries_get(const struct json *object, const char *key)
{
	return entries_scalar(json_get(object, key));
}

int entries_text(struct entries *x, const struct json *object, const char *key, struct str *out,
		 struct fault *f)
{
	const struct json *value = json_get(object, key);
	*out = STR("");
	if (value && (value->kind == JSON_ARRAY || value->kind == JSON_OBJECT))
		return entries_refuse(x, value, f, "\"%s\" is a text", key);
	*out = str_dup(x->arena, entries_scalar(value));
	return 0;
}

int entries_texts(struct entries *x, const struct json *object, const char *key,
		  struct entries_texts *out, struct fault *f)
{
	const struct json *value = json_get(object, key);
	if (!value || value->kind == JSON_NULL)
		return 0;
	bool list = value->kind == JSON_ARRAY;
	for (const struct json *j = list ? value->child : value; j; j = list ? j->next : NULL) {
		struct str text = entries_scalar(j);
		if (text.n == 0)
			return entries_refuse(x, j, f, "\"%s\" is a list of texts", key);
		*VEC_PUSH(x->arena, &out->list) = str_dup(x->arena, text);
	}
	return 0;
}

const struct json *entries_unknown(const struct json *object, const char *const *known)
{
	for (const struct json *j = entries_children(object, JSON_OBJECT); j; j = j->next) {
		size_t i = 0;
		while (known[i] && !str_is(j->key, known[i]))
			i++;
		if (!known[i])
			return j;
	}
	return NULL;
}

bool entries_last_day(struct arena *a, struct str moment, struct str *out)
{
	int64_t day, end = exception_moment(moment);
	if (!date_parse(moment, &day) || end == INT64_MIN)
		return false;
	*out = date_text(a, end / 1000000 / SECONDS_A_DAY - 1);
	return true;
}

const struct json *entries_children(const struct json *container, enum json_kind kind)
{
	return container && container->kind == kind ? container->child : NULL;
}

/* ---- VEX ---- */

const char *vex_status_name(enum vex_status s)
{
	static const char *const names[] = {
		[VEX_NOT_AFFECTED] = "not_affected",
		[VEX_FIXED] = "fixed",
		[VEX_AFFECTED] = "affected",
		[VEX_UNDER_INVESTIGATION] = "under_investigation",
	};
	return s < VEX_STATUS_COUNT_ ? names[s] : "";
}

struct exception *vex_add(struct entries *x, const struct vex_statement *s, struct fault *f)
{
	struct exception *e = entries_add(x, IGNORED_BY_VEX, f);
	if (!e)
		return NULL;
	e->source = str_printf(x->arena, "%.*s: %.*s", STRF(x->file->name), STRF(s->where));
	e->kinds = 1u << FINDING_VULNERABILITY;
	/* shared: neither is appended to again */
	e->ids.p = s->ids.list.p;
	e->ids.n = e->ids.cap = s->ids.list.n;
	e->status = s->status;
	e->justification = s->justification;
	e->reason = s->reason;
	e->author = s->author;
	e->time = s->time;
	return e;
}

bool vex_digest(struct arena *a, struct str algorithm, struct str digits, struct str *out)
{
	struct digest d;
	bool sha512 =
		str_eq_nocase(algorithm, STR("sha-512")) || str_eq_nocase(algorithm, STR("sha512"));
	if (!sha512 && !str_eq_nocase(algorithm, STR("sha-256")) &&
	    !str_eq_nocase(algorithm, STR("sha256")))
		return false;
	*out = str_lower(a, str_printf(a, "%s:%.*s", sha512 ? "sha512" : "sha256", STRF(digits)));
	return digest_parse(*out, &d);
}

struct str vex_identity(struct arena *a, struct str url, struct str digest)
{
	bool image = str_starts(url, STR("pkg:oci/")) || str_starts(url, STR("pkg:docker/"));
	bool has_version = str_find_char(url, '@') != SIZE_MAX;
	return str_dup(a, url.n && (!digest.n || has_version || !image) ? url : digest);
}
