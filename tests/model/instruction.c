/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "model/instruction.h"

#define HASH "9d0c1ae2c1f7d3b8fbd5f2f4c1d7bb1c6a8e0a1b2c3d4e5f60718293a4b5c6d7"

static void forms(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	static const struct {
		const char *recorded, *want;
	} cases[] = {
		{ "", "" },
		{ "/bin/sh -c #(nop)  CMD [\"sh\"]", "CMD [\"sh\"]" },
		{ "/bin/sh -c #(nop) ADD file:" HASH " in / ", "ADD file:9d0c1ae2… in /" },
		{ "/bin/sh -c #(nop) COPY dir:" HASH " in /app", "COPY dir:9d0c1ae2… in /app" },
		{ "/bin/sh -c apt-get update \t&&  apt-get install -y  curl",
		  "RUN apt-get update && apt-get install -y curl" },
		{ "RUN /bin/sh -c apk add --no-cache curl # buildkit",
		  "RUN apk add --no-cache curl" },
		{ "RUN |2 TOKEN=s3cret A=b c /bin/sh -c make install # buildkit",
		  "RUN make install" },
		{ "|1 VERSION=3 /bin/sh -c make", "RUN make" },
		{ "RUN /bin/bash -o pipefail -c curl x | sh # buildkit", "RUN curl x | sh" },
		{ "/bin/bash -eo pipefail -c make", "RUN make" },
		{ "RUN /bin/sh -c set -eux; \tapk add curl; # buildkit", "RUN apk add curl;" },
		{ "/bin/sh -c set -ex && set -o pipefail && make", "RUN make" },
		{ "/bin/sh -c set -e", "RUN set -e" },
		{ "COPY --from=build /app /app # buildkit", "COPY --from=build /app /app" },
		{ "RUN [\"/bin/app\", \"init\"]", "RUN [\"/bin/app\", \"init\"]" },
		{ "# debian.sh --arch 'amd64' out/ 'trixie' '@1715644800'",
		  "# debian.sh --arch 'amd64' out/ 'trixie' '@1715644800'" },
		{ "bazel build //image", "bazel build //image" },
		{ "/bin/sh", "/bin/sh" },
		{ "|9", "|9" },
		{ "RUN", "RUN" },
		{ " # buildkit", "" },
		{ "file:abc in /", "file:abc in /" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		check_text(instruction_short(a, str_of(cases[i].recorded)), cases[i].want);
}

static void folding(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	check_text(instruction_fold(a, STR(" \t make \r\n  all\v ")), "make all");
	check_text(instruction_fold(a, STR("make")), "make");
	check_text(instruction_fold(a, STR(" \n ")), "");
	check_text(instruction_fold(a, STR("")), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(forms), cmocka_unit_test(folding) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
