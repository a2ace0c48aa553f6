/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The grammars of src/text under random bytes. The first byte chooses the grammar, the second one
 * its parameters. Beside "no crash" every grammar has promises that are checked here:
 *
 *  - a second run gives the same result, faults included;
 *  - parse(emit(parse(x))) = parse(x), for YAML by way of JSON;
 *  - a stream gives the same visits and the same fault for any chunking (but for its column);
 *  - memory stays below 32 times the input, and a little (TOML, that has to find its tables again: 160).
 */
#include "base/log.h"
#include "text/emit.h"
#include "text/json.h"
#include "text/stanza.h"
#include "text/toml.h"
#include "text/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define OUTPUT_MAX (512 * MIB)
#define COST	   32
#define COST_TOML  160

static void write_tree(struct buf *b, const struct json *tree, bool compact)
{
	struct out out;
	struct emit e;
	out_init_buf(&out, b);
	emit_init(&e, &out, compact);
	emit_json(&e, tree);
	ENSURE(out_finish(&out, NULL) == 0);
	out_done(&out);
}

typedef int parser(struct arena *a, struct str text, const struct json **out, struct fault *f);

/* The tree as text after two equal parses; false when both refuse the text alike. */
static bool parse_twice(parser *parse, struct str text, size_t cost, struct buf *b)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf other;
	buf_init(&other, OUTPUT_MAX);
	struct fault f = { 0 }, g = { 0 };
	const struct json *one = NULL, *two = NULL;
	int r = parse(a, text, &one, &f);
	ENSURE(arena_used(a) <= cost * text.n + 16 * KIB);
	ENSURE(parse(a, text, &two, &g) == r);
	ENSURE(f.code == r && g.code == r && strcmp(f.text, g.text) == 0);
	if (r < 0) {
		ENSURE(!one && f.text[0]);
		return false;
	}
	write_tree(b, one, true);
	write_tree(&other, two, true);
	ENSURE(str_eq(buf_str(b), buf_str(&other)));
	return true;
}

static void check_tree(parser *parse, struct str text, size_t cost)
{
	OWNED(buf_donep) struct buf first;
	OWNED(buf_donep) struct buf again;
	OWNED(arena_freep) struct arena *a = arena_new();
	buf_init(&first, OUTPUT_MAX);
	buf_init(&again, OUTPUT_MAX);
	if (!parse_twice(parse, text, cost, &first))
		return;
	ENSURE(str_is_utf8(buf_str(&first)));
	ENSURE(parse_twice(json_parse, buf_str(&first), COST, &again));
	ENSURE(str_eq(buf_str(&first), buf_str(&again)));
	/* the form for people says the same */
	struct fault f;
	const struct json *tree;
	ENSURE(json_parse(a, buf_str(&first), &tree, &f) == 0);
	buf_clear(&again);
	write_tree(&again, tree, false);
	ENSURE(json_parse(a, buf_str(&again), &tree, &f) == 0);
	buf_clear(&again);
	write_tree(&again, tree, true);
	ENSURE(str_eq(buf_str(&first), buf_str(&again)));
}

static int parse_toml(struct arena *a, struct str text, const struct json **out, struct fault *f)
{
	return toml_parse(a, text, NULL, out, f);
}

/* Places, too: each in the text, in its order. */
static void check_toml(struct str text)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct yaml_places places = { 0 };
	const struct json *tree;
	uint32_t line = 0;
	struct fault f;
	check_tree(parse_toml, text, COST_TOML);
	(void)toml_parse(a, text, &places, &tree, &f);
	for (size_t i = 0; i < places.list.n; i++) {
		ENSURE(places.list.p[i].line >= line && places.list.p[i].column >= 1);
		line = places.list.p[i].line;
		ENSURE(line <= text.n + 1);
	}
}

static int record(void *context, const struct str *path, size_t path_n, const struct json *value,
		  struct fault *f)
{
	struct buf *b = context;
	for (size_t i = 0; i < path_n; i++) {
		buf_add_char(b, '/');
		buf_add_str(b, path[i]);
	}
	buf_add_char(b, ':');
	write_tree(b, value, true);
	return 0;
}

/* "line 3, column 7: why" without the column. */
static bool same_fault(const struct fault *a, const struct fault *b)
{
	struct str line[2], why[2];
	const struct fault *f[2] = { a, b };
	for (size_t k = 0; k < 2; k++) {
		str_cut(str_of(f[k]->text), ',', &line[k], &why[k]);
		str_cut(why[k], ':', NULL, &why[k]);
	}
	return a->code == b->code && str_eq(line[0], line[1]) && str_eq(why[0], why[1]);
}

static void check_stream(struct str text, uint8_t parameter)
{
	unsigned depth = parameter & 3;
	size_t chunk = 1 + (parameter >> 2);
	struct buf seen[2];
	struct fault f[2] = { 0 };
	for (size_t k = 0; k < 2; k++) {
		size_t step = k ? chunk : size_max(text.n, 1);
		buf_init(&seen[k], OUTPUT_MAX);
		OWNED(json_feed_freep)
		struct json_feed *feed = json_feed_new(depth, MIB, record, &seen[k]);
		int r = 0;
		for (size_t i = 0; i < text.n && r == 0; i += step)
			r = json_feed_add(feed, str_slice(text, i, i + step), &f[k]);
		if (r == 0)
			json_feed_end(feed, &f[k]);
	}
	ENSURE(same_fault(&f[0], &f[1]));
	ENSURE(str_eq(buf_str(&seen[0]), buf_str(&seen[1])));
	if (depth == 0) {
		OWNED(arena_freep) struct arena *a = arena_new();
		const struct json *tree;
		struct fault g = { 0 };
		ENSURE(json_parse(a, text, &tree, &g) == f[0].code);
		buf_clear(&seen[1]);
		buf_add_char(&seen[1], ':');
		if (g.code == 0) {
			write_tree(&seen[1], tree, true);
			ENSURE(str_eq(buf_str(&seen[0]), buf_str(&seen[1])));
		}
	}
	buf_done(&seen[0]);
	buf_done(&seen[1]);
}

static void check_stanza(struct str text)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct stanza s;
	size_t line = 0, fields = 0;
	stanza_init(&s, text);
	while (stanza_next(&s)) {
		int r;
		struct str name, value;
		struct fault f;
		ENSURE(s.line > line);
		while ((r = stanza_field(&s, &name, &value, &f)) != 0) {
			ENSURE(s.at > line && s.line > s.at);
			line = s.at;
			fields++;
			if (r < 0)
				continue;
			ENSURE(name.n && name.p >= text.p && value.p + value.n <= text.p + text.n);
			ENSURE(name.p + name.n < value.p || value.n == 0);
			ENSURE(stanza_fold(a, value).n <= value.n);
		}
	}
	ENSURE(fields <= text.n && s.rest.n == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (n < 2)
		return 0;
	struct str text = str_make(data + 2, n - 2);
	switch (data[0] % 5) {
	case 0:
		check_tree(json_parse, text, COST);
		break;
	case 1:
		check_stream(text, data[1]);
		break;
	case 2:
		check_stanza(text);
		break;
	case 3:
		check_toml(text);
		break;
	default:
		check_tree(data[1] & 1 ? yaml_parse : yaml_parse_all, text, COST);
		break;
	}
	return 0;
}
