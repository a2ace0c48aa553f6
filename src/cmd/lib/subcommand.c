/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/subcommand.h"

#include "base/opt.h"
#include "base/str.h"
#include "cmd/lib/global.h"

#include <unistd.h>

/* "convert, diff or weekly" */
static struct str all_names(const struct subcommand_set *set, const char *last, struct arena *a)
{
	struct str names = STR("");
	for (size_t i = 0; i < set->n; i++)
		names = str_printf(a, "%.*s%s%s", STRF(names),
				   i == 0	    ? ""
				   : i < set->n - 1 ? ", "
						    : last,
				   set->list[i]->name);
	return names;
}

static int find(const struct subcommand_set *set, int argc, char **argv, struct arena *a,
		const struct subcommand **out, struct fault *f)
{
	const char **names = arena_array(a, set->n + 1, sizeof(*names));
	if (argc == 0)
		return fault_set(f, E_USAGE, "%s needs to be told what to do: %.*s", set->command,
				 STRF(all_names(set, " or ", a)));
	for (size_t i = 0; i < set->n; i++) {
		names[i] = set->list[i]->name;
		if (strcmp(argv[0], names[i]) == 0) {
			*out = set->list[i];
			return 0;
		}
	}
	const char *nearest = opt_nearest(argv[0], names);
	if (nearest)
		return fault_set(f, E_USAGE, "%s has no \"%s\"; did you mean \"%s\"?", set->command,
				 argv[0], nearest);
	return fault_set(f, E_USAGE, "%s has no \"%s\", only %.*s", set->command, argv[0],
			 STRF(all_names(set, " and ", a)));
}

static int check_use(const struct subcommand_set *set, const struct subcommand *s, int operands,
		     struct fault *f)
{
	for (size_t i = 0; i < set->options_n; i++)
		if (set->options[i].given && !(s->options & set->options[i].bit))
			return fault_set(f, E_USAGE, "%s %s has no %s", set->command, s->name,
					 set->options[i].name);
	if (operands < s->operands_min || operands > s->operands_max)
		return fault_set(f, E_USAGE, "write: seaworthy %s %s %s", set->command, s->name,
				 s->operands ? s->operands : "[options]");
	return 0;
}

int subcommand_run(const struct subcommand_set *set, const void *parsed, int argc, char **argv,
		   struct arena *a)
{
	const struct subcommand *s = NULL;
	struct fault f = { 0 };
	if (find(set, argc, argv, a, &s, &f) < 0 || check_use(set, s, argc - 1, &f) < 0)
		return command_fail(&f);
	struct out out;
	out_init_fd(&out, STDOUT_FILENO);
	int r = s->run(parsed, argc - 1, argv + 1, a, &out, &f);
	int code = r < 0 ? EXIT_BUG : command_finish(&out, r);
	out_done(&out);
	return r < 0 ? command_fail(&f) : code;
}
