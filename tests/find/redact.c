/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "find/redact.h"

/* Halves, so that no scanner takes them for a leak. */
#define TOKEN  \
	"ghp_" \
	"kQ7xZp2mVb9sTn4wR3fYd8LhJc6eWu5A1bC2"
#define WORD     \
	"Winter" \
	"2023-lemon-Tree"

static void texts(void **state)
{
	(void)state;
	static const struct {
		const char *text, *want; /* NULL: as it is */
	} rows[] = {
		{ "RUN /bin/sh -c make VERSION=3 # buildkit", NULL },
		{ "ENV PATH=/usr/bin PUBLIC_KEY=abc TOKEN_URL=https://x.example/y", NULL },
		{ "|1 NPM_TOKEN=" WORD " /bin/sh -c make", "|1 NPM_TOKEN=Wint… /bin/sh -c make" },
		{ "RUN |2 A=1 NPM_TOKEN=" WORD " /bin/sh -c make # buildkit",
		  "RUN |2 A=1 NPM_TOKEN=Wint… /bin/sh -c make # buildkit" },
		{ "|2 DB_PASSWORD=two words " WORD " B=2 /bin/bash -c x",
		  "|2 DB_PASSWORD=two … B=2 /bin/bash -c x" },
		{ "/bin/sh -c #(nop)  ENV DB_PASSWORD=" WORD,
		  "/bin/sh -c #(nop)  ENV DB_PASSWORD=Wint…" },
		{ "RUN DB_PASSWORD='" WORD "' ./x && ./y", "RUN DB_PASSWORD='Wint…' ./x && ./y" },
		{ "RUN x --db-password=\"" WORD "\" y", "RUN x --db-password=\"Wint…\" y" },
		{ "RUN java -Dopts=DB_PASSWORD=" WORD " y", "RUN java -Dopts=DB_PASSWORD=Wint… y" },
		{ "ENV X=" TOKEN " Y=1", "ENV X=ghp_… Y=1" },
		{ "", NULL },
		{ "=", NULL },
		{ "|", NULL },
		{ "|1 PASSWORD=", NULL },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		OWNED(arena_freep) struct arena *a = arena_new();
		check_text(redact_text(str_of(rows[i].text), NULL, a),
			   rows[i].want ? rows[i].want : rows[i].text);
	}
}

static void engine_finds(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct secret_engine *engine;
	struct fault f = { 0 };
	check_ok(secret_engine_new(NULL, &engine, &f), &f);
	struct str s = STR("RUN git clone https://ci:" TOKEN "@example.com/x && echo " TOKEN);
	struct str got = redact_text(s, engine, a);
	assert_false(str_has(got, STR(TOKEN)));
	assert_false(str_has(got, str_from(STR(TOKEN), 8)));
	assert_true(str_starts(got, STR("RUN git clone https://")));
	assert_true(str_has(got, STR(" && echo ")));
	secret_engine_free(engine);
}

static void images(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	static struct str env[] = { STR_INIT("DB_PASSWORD=" WORD " x"), STR_INIT("A=b") };
	static struct key_value labels[] = { { STR_INIT("api.token"), STR_INIT(WORD) } };
	static struct str cmd[] = { STR_INIT("app"), STR_INIT("--password=" WORD) };
	static struct history steps[] = { { .created_by = STR_INIT("ENV DB_PASSWORD=" WORD) } };
	struct image im = {
		.env = { env, 2, 2 },
		.labels = { labels, 1, 1 },
		.cmd = { cmd, 2, 2 },
		.history = { steps, 1, 1 },
		.config_json =
			STR("{\"config\":{\"Env\":[\"DB_PASSWORD=" WORD " x\",\"A=b\"],"
			    "\"Labels\":{\"api.token\": \"" WORD "\",\"n\":\"1\"},"
			    "\"Cmd\":[\"sh\",\"-c\",\"env DB_PASSWORD=\\\"" WORD "\\\" x\"]}}"),
	};
	redact_image(&im, NULL, a);
	check_text(im.env.p[0], "DB_PASSWORD=Wint…");
	check_text(im.env.p[1], "A=b");
	check_text(im.labels.p[0].value, "Wint…");
	check_text(im.cmd.p[1], "--password=Wint…");
	check_text(im.history.p[0].created_by, "ENV DB_PASSWORD=Wint…");
	check_text(im.config_json, "{\"config\":{\"Env\":[\"DB_PASSWORD=Wint…\",\"A=b\"],"
				   "\"Labels\":{\"api.token\": \"Wint…\",\"n\":\"1\"},"
				   "\"Cmd\":[\"sh\",\"-c\",\"env DB_PASSWORD=\\\"Wint…\\\" x\"]}}");
	check_text(env[0], "DB_PASSWORD=" WORD " x"); /* the image of other reports is as it was */
}

/* As much work for a text twice as long, whatever is in it. */
static void hostile(void **state)
{
	(void)state;
	static const char *const pieces[] = { "a=", "a=\"", "|1 a=", "x='",
					      "=",  "\"",   "A=b ",  "\\\"a=" };
	for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
		OWNED(arena_freep) struct arena *a = arena_new();
		size_t n = strlen(pieces[i]), times = MIB / n;
		char *p = arena_bytes(a, n * times);
		for (size_t k = 0; k < times; k++)
			memcpy(p + k * n, pieces[i], n);
		struct image im = { .config_json = str_make(p, n * times) };
		redact_image(&im, NULL, a);
		redact_text(str_make(p, n * times), NULL, a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(engine_finds),
		cmocka_unit_test(images),
		cmocka_unit_test(hostile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
