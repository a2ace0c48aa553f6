/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TOML 1.0 into the same trees as JSON.
 *
 * Tables are objects in the order of the text, arrays of tables are arrays. Integers and floats are
 * JSON_NUMBER in JSON's spelling ("1_000" is 1000, "0x1F" is 31, "+1.5" is 1.5); inf, nan, dates and times are
 * strings as written.
 *
 * Refused: more than LIMIT_JSON_DEPTH levels, strings above LIMIT_JSON_STRING, what is not UTF-8, a key or
 * table that is defined twice. Faults name line and column (in bytes, from 1).
 */
#pragma once

#include "text/yaml.h"

/* `places` (may be NULL): where keys and items of arrays stand, as with yaml_parse_places(). */
int toml_parse(struct arena *a, struct str text, struct yaml_places *places,
	       const struct json **out, struct fault *f);
