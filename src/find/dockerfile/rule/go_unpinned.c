/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Modules that go install, go get or go run fetch in whatever version is the latest, or from a branch. Without any
 * version the go.mod of the folder decides, if there is one: so a Dockerfile that copies one is not reported for it.
 */
#include "find/dockerfile/lib/check.h"

/* Did somebody bring a go.mod? */
static bool has_module(const struct run *r)
{
	static const char *const file[] = { "go.mod", NULL }, *const init[] = { "mod init", NULL };
	uint32_t at = r->at;
	unsigned steps = 0;
	if (run_was_said(r, file) || run_was_said(r, init))
		return true;
	/* COPY . . brings it, too */
	while (run_previous(r->build, &at, &steps)) {
		const struct df_instruction *i = &r->file->instructions.p[at];
		if ((i->kind == DF_COPY || i->kind == DF_ADD) && i->args.n &&
		    (str_is(i->args.p[0].text, ".") || str_is(i->args.p[0].text, "./")))
			return true;
	}
	return false;
}

static bool has_module_once(const struct run *r, struct run_answer *answer)
{
	if (!answer->asked)
		*answer = (struct run_answer){ true, has_module(r) };
	return answer->yes;
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run r = run_of(l, at, i);
	struct run_answer module = { 0 };
	for (size_t n = 0; n < r.script->commands.n; n++) {
		struct manager_call call;
		struct manager_operand *operands;
		bool unknown;
		if (!run_calls(&r, n, MANAGER_GO, &call) || call.verb != VERB_INSTALL)
			continue;
		size_t operands_n = manager_operands(l, &call, &operands, &unknown);
		for (size_t k = 0; k < operands_n; k++) {
			struct str text = operands[k].text;
			bool versioned = str_find_char(text, '@') != SIZE_MAX;
			if (package_is_pinned(MANAGER_GO, text) ||
			    (!versioned && has_module_once(&r, &module)))
				continue;
			struct span span =
				df_word_span(r.build, at, &call.command->words.p[operands[k].word]);
			lint_report(l, at, span, "go %.*s without a version: %.*s",
				    STRF(call.verb_text), STRF(text));
		}
	}
}

const struct dockerfile_rule dockerfile_rule_go_unpinned = {
	.id = "go-unpinned",
	.aliases = "DL3062",
	.title = "Go modules without a version",
	.why = "The same Dockerfile builds a different tool tomorrow; a branch or latest moves under you.",
	.fix = "Write module@v1.2.3 with a full version.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://go.dev/ref/mod#go-install",
	.bad = "FROM golang:1.22\n"
	       "RUN CGO_ENABLED=0 go install -ldflags \"-s -w\" example.com/tool/cmd/tool@latest\n"
	       "RUN go get -u example.com/other\n",
	.good = "FROM golang:1.22\n"
		"COPY go.mod go.sum ./\n"
		"RUN go install example.com/tool/cmd/tool@v1.4.2 && go install ./cmd/server && go install golang.org/x/tools/cmd/stringer\n"
		"RUN go run example.com/gen@v1.0.0 latest && go get ./... && go version\n",
	.on = ON(DF_RUN),
	.check = check,
};
