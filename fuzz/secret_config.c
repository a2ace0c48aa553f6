/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of users about secrets under random bytes: the first byte chooses which. Beside "no crash":
 *
 *  - a second reading gives the same answer, warnings and fault included;
 *  - a refusal says something, and nothing but E_USAGE;
 *  - questions about finds can be asked whatever was read, and are answered alike twice.
 *
 * No engine is made: compiling patterns takes longer than all the rest.
 */
#include "base/log.h"
#include "find/secret_plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static int read_one(struct secret_plan *p, uint8_t kind, struct str text, struct fault *f)
{
	switch (kind % 3) {
	case 0:
		return secret_plan_gitleaks(p, "config", text, f);
	case 1:
		return secret_plan_trivy(p, "config", text, f);
	default:
		return secret_plan_ignores(p, "config", text, f);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (n < 1 || n > 16 * KIB)
		return 0;
	struct str text = str_make(data + 1, n - 1);
	OWNED(secret_plan_freep) struct secret_plan *a = secret_plan_new();
	OWNED(secret_plan_freep) struct secret_plan *b = secret_plan_new();
	struct fault f = { 0 }, g = { 0 };
	int r = read_one(a, data[0], text, &f);
	ENSURE(read_one(b, data[0], text, &g) == r);
	ENSURE(strcmp(f.text, g.text) == 0);
	ENSURE(r == 0 || (r == E_USAGE && f.text[0]));
	size_t an, bn;
	const struct str *aw = secret_plan_warnings(a, &an), *bw = secret_plan_warnings(b, &bn);
	ENSURE(an == bn);
	for (size_t i = 0; i < an; i++)
		ENSURE(str_eq(aw[i], bw[i]));
	struct secret_find find = {
		.rule = STR("a"),
		.path = str_slice(text, 0, 40),
		.value = str_slice(text, 0, 100),
		.match = str_slice(text, 0, 200),
		.line_text = str_slice(text, 0, 300),
		.line = 1,
	};
	struct secret_excuse why = { 0 }, again = { 0 };
	bool excused = secret_plan_excuses(a, &find, &why);
	ENSURE(secret_plan_excuses(b, &find, &again) == excused);
	ENSURE(why.line == again.line && str_eq(why.why, again.why));
	return 0;
}
