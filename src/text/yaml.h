/* SPDX-License-Identifier: Apache-2.0 */
/*
 * YAML 1.1 as libyaml reads it, into the same trees as JSON: advisory feeds and manifests are
 * written in either.
 *
 * Plain scalars are null, booleans and numbers by the YAML 1.2 core schema, all else is a string:
 * dates, "yes", "007", ".inf". A JSON_NUMBER has its text as written where JSON could write it so
 * ("1.10" keeps its zero), otherwise in JSON's spelling ("+1" is 1, "0x1F" is 31, ".5" is 0.5).
 * Quoted scalars and unknown tags are strings. Keys are the text of scalars; all of equal ones are
 * kept. Aliases stand for the value they name; a merge key ("<<") stays an ordinary member.
 *
 * Refused: more than LIMIT_JSON_DEPTH levels, strings above LIMIT_JSON_STRING, LIMIT_YAML_NODES
 * values with aliases expanded, aliases to a value that contains them, containers as keys. Faults
 * name line and column.
 */
#pragma once

#include "base/vec.h"
#include "text/json.h"

/*
 * The one document of the text, in the arena; null when there is none. E_UNSUPPORTED when there are
 * several. E_CORRUPT, E_TRUNCATED, E_LIMIT.
 */
int yaml_parse(struct arena *a, struct str text, const struct json **out, struct fault *f);

/* All documents, as an array. */
int yaml_parse_all(struct arena *a, struct str text, const struct json **out, struct fault *f);

/*
 * The same, for files whose mistakes are reported where they stand: the line and column, from 1, of
 * a member's key, and of an item of a sequence.
 */
struct yaml_place {
	const struct json *value;
	uint32_t line, column;
};
struct yaml_places {
	VEC(struct yaml_place) list; /* in the order of the text */
};
int yaml_parse_places(struct arena *a, struct str text, struct yaml_places *places,
		      const struct json **out, struct fault *f);

/* Linear: for messages. What is not of that text is at 1:1. */
struct yaml_place yaml_place(const struct yaml_places *places, const struct json *value);
