/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the readers of exceptions share: appending entries, telling where one stands, taking texts out of trees
 * whose kinds were not checked yet.
 */
#pragma once

#include "judge/exception.h"
#include "text/yaml.h"

/* One file while it is read. */
struct entries {
	const struct exception_file *file;
	struct exception_list *list;
	struct exception_notes *notes;
	struct arena *arena;	   /* of the list: for what is kept */
	struct arena *scratch;	   /* gone with this: for trees */
	struct yaml_places places; /* of YAML and TOML */
	size_t at;		   /* the place that was looked up last */
};

/* entries_done() releases what it was read with: `OWNED(entries_done) struct entries x;` and then this. */
void entries_init(struct entries *x, const struct exception_file *file, struct exception_list *list,
		  struct exception_notes *notes);
void entries_done(struct entries *x);

/* The file's text as a tree in `scratch`, with `places` where the grammar gives them; faults begin with its name. */
int entries_parse_json(struct entries *x, const struct json **out_root, struct fault *f);
int entries_parse_yaml(struct entries *x, const struct json **out_root, struct fault *f);
int entries_parse_toml(struct entries *x, const struct json **out_root, struct fault *f);

/* Appends an empty one; NULL, and a fault, beyond LIMIT_EXCEPTIONS. */
struct exception *entries_add(struct entries *x, enum ignored_by by, struct fault *f);

/* Line and column of a value of the tree; those of the places before it are not searched again. */
struct yaml_place entries_place(struct entries *x, const struct json *value);

/* "NAME: " and the text. */
void entries_note(struct entries *x, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* E_CORRUPT "NAME:line:column: …". */
int entries_refuse(struct entries *x, const struct json *value, struct fault *f, const char *fmt,
		   ...) PRINTF_LIKE(4, 5);

/* Of a scalar: text, number, boolean as written; trimmed, empty for anything else. */
struct str entries_scalar(const struct json *value);
struct str entries_get(const struct json *object, const char *key);

/* E_CORRUPT when it is there and is no scalar. `out` is trimmed, and in the arena. */
int entries_text(struct entries *x, const struct json *object, const char *key, struct str *out,
		 struct fault *f);

/* A list of texts, or one text. */
struct entries_texts {
	VEC(struct str) list;
};
int entries_texts(struct entries *x, const struct json *object, const char *key,
		  struct entries_texts *out, struct fault *f);

/* The first key that is none of `known` (NULL-terminated); NULL when all are. */
const struct json *entries_unknown(const struct json *object, const char *const *known);

/*
 * The day before a moment that ends an entry, "YYYY-MM-DD" or RFC 3339: the last day on which it holds. False
 * when it is no date.
 */
bool entries_last_day(struct arena *a, struct str moment, struct str *out);

/* The members of `container`, an array or object; NULL when it is another kind or NULL. */
const struct json *entries_children(const struct json *container, enum json_kind kind);

/* Appends a copy of the list to a VEC(struct str). */
#define ENTRIES_TAKE(x, to, texts)                                       \
	do {                                                             \
		for (size_t i_ = 0; i_ < (texts)->list.n; i_++)          \
			*VEC_PUSH((x)->arena, to) = (texts)->list.p[i_]; \
	} while (0)

/* ---- VEX ---- */

enum vex_status {
	VEX_NOT_AFFECTED,
	VEX_FIXED,
	VEX_AFFECTED,
	VEX_UNDER_INVESTIGATION,
	VEX_STATUS_COUNT_,
};

const char *vex_status_name(enum vex_status s); /* as OpenVEX spells it: "not_affected", … */

/* What all statements of a document share, and those of one vulnerability. */
struct vex_statement {
	struct str where; /* "statement 3": behind the file's name */
	struct entries_texts ids;
	struct str status, justification, reason, author, time;
};

/* Appends one that speaks of no product yet; NULL, and a fault, beyond LIMIT_EXCEPTIONS. */
struct exception *vex_add(struct entries *x, const struct vex_statement *s, struct fault *f);

/* "sha256:…" of an image from the name of an algorithm ("sha-256", "SHA-256", "sha256") and its digits. */
bool vex_digest(struct arena *a, struct str algorithm, struct str digits, struct str *out);

/* What identifies a product that has both: of an image whose URL has no version the digest says more. */
struct str vex_identity(struct arena *a, struct str url, struct str digest);
