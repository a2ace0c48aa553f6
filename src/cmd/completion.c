/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shell completion, written out from the command and option tables.
 *
 * What may stand after an option follows from its row: the words of a choice, the names of the
 * output formats for --format, and files for everything else that takes a value. What may stand as
 * an operand follows from the usage lines: the literal words behind the command's name
 * ("seaworthy completion bash|zsh|fish"), command names where it says COMMAND, files otherwise.
 *
 * Nothing in the tables is trusted to be free of quotes: help texts pass through quoted().
 */
#include "base/vec.h"
#include "cmd/lib/global.h"
#include "tell/format.h"
#include "tell/lint_format.h"

#include <unistd.h>

/* Values that an option suggests; empty when files are the best guess. */
static struct str values_of(struct arena *a, const char *command, const struct opt *o)
{
	struct str all = STR("");
	if (o->kind == OPT_CHOICE || o->kind == OPT_MAYBE)
		for (const char *const *c = o->choices; *c; c++)
			all = str_printf(a, "%.*s%s%s", STRF(all), all.n ? " " : "", *c);
	else if (o->name && strcmp(o->name, "format") == 0 && strcmp(command, "lint") == 0)
		for (size_t i = 0; i < all_lint_formats_n; i++)
			all = str_printf(a, "%.*s%s%s", STRF(all), all.n ? " " : "",
					 all_lint_formats[i]->name);
	else if (o->name && strcmp(o->name, "format") == 0)
		for (size_t i = 0; i < all_formats_n; i++)
			all = str_printf(a, "%.*s%s%s", STRF(all), all.n ? " " : "",
					 all_formats[i]->name);
	return all;
}

/* OPT_MAYBE: only behind an equals sign. */
static bool takes_value(const struct opt *o)
{
	return o->kind != OPT_FLAG && o->kind != OPT_GROUP && (o->kind != OPT_IGNORED || o->arg);
}

static bool shown(const struct opt *o)
{
	return !o->hidden && o->kind != OPT_GROUP;
}

static bool is_literal(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (!char_is_lower(word.p[i]) && word.p[i] != '|' && word.p[i] != '-')
			return false;
	return word.n > 0 && word.p[0] != '-';
}

static struct str command_names(struct arena *a)
{
	struct str all = STR("");
	for (const struct command **c = commands_sorted(a); *c; c++)
		all = str_printf(a, "%.*s%s%s", STRF(all), all.n ? " " : "", (*c)->name);
	return all;
}

/* The name and all others, with something between them. */
static struct str spellings(struct arena *a, const struct command *c, const char *between)
{
	struct str all = str_of(c->name);
	for (const char *const *alias = c->aliases; alias && *alias; alias++)
		all = str_printf(a, "%.*s%s%s", STRF(all), between, *alias);
	return all;
}

/* Those that parse their words themselves have no others. */
static const struct opt *options_of_all(const struct command *c)
{
	return c->own_line ? NULL : global_table;
}

/* The words that may stand right behind the command's name; empty = files. */
static struct str operands_of(struct arena *a, const struct command *c)
{
	struct str rest = str_of(c->usage), line, word, all = STR("");
	while (str_next_line(&rest, &line)) {
		if (!str_next_word(&line, &word) || !str_next_word(&line, &word) ||
		    !str_is(word, c->name) || !str_next_word(&line, &word))
			continue;
		if (str_has(word, STR("COMMAND")))
			return command_names(a);
		struct str piece;
		while (is_literal(word) && str_next(&word, '|', &piece))
			all = str_printf(a, "%.*s%s%.*s", STRF(all), all.n ? " " : "", STRF(piece));
	}
	return all;
}

/* In single quotes; `extra` are characters that get a backslash too. */
static void quoted(struct out *out, struct str s, const char *extra)
{
	out_char(out, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\'')
			out_text(out, "'\\'");
		else if (strchr(extra, s.p[i]))
			out_char(out, '\\');
		out_char(out, s.p[i]);
	}
	out_char(out, '\'');
}

/* ---- bash ---- */

static void bash_options(struct out *out, const struct opt *o)
{
	for (; o && o->kind != OPT_END; o++) {
		if (!shown(o))
			continue;
		if (o->name)
			out_printf(out, " --%s", o->name);
		if (o->letter)
			out_printf(out, " -%c", o->letter);
	}
}

/*
 * One branch for each option with a value: `scan:--format|scan:--format=) …`; the equals sign says how
 * the value is joined.
 */
static void bash_values(struct out *out, const char *command, const struct opt *o, struct arena *a)
{
	for (; o && o->kind != OPT_END; o++) {
		if (!shown(o) || !takes_value(o))
			continue;
		struct str values = values_of(a, command, o);
		out_text(out, "\t");
		if (o->name && o->kind != OPT_MAYBE)
			out_printf(out, "%s:--%s|", command, o->name);
		if (o->name)
			out_printf(out, "%s:--%s=", command, o->name);
		if (o->letter)
			out_printf(out, "%s%s:-%c", o->name ? "|" : "", command, o->letter);
		if (values.n)
			out_printf(out, ") words='%.*s' ;;\n", STRF(values));
		else
			out_text(out, ") files=1 ;;\n");
	}
}

static void write_bash(struct out *out, struct arena *a)
{
	out_text(out,
		 "# bash completion for seaworthy; use: eval \"$(seaworthy completion bash)\"\n"
		 "_seaworthy() {\n"
		 "\tlocal current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
		 "\tlocal command= words= files= joined= i\n"
		 "\t# bash parts --name=value at the equals sign\n"
		 "\tif [[ $current == '=' ]]; then\n"
		 "\t\tcurrent= joined='='\n"
		 "\telif [[ $before == '=' ]]; then\n"
		 "\t\tbefore=${COMP_WORDS[COMP_CWORD-2]} joined='='\n"
		 "\tfi\n"
		 "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
		 "\t\t[[ ${COMP_WORDS[i]} == -* ]] || { command=${COMP_WORDS[i]}; break; }\n"
		 "\tdone\n");
	for (const struct command **c = commands_sorted(a); *c; c++)
		if ((*c)->aliases)
			out_printf(out, "\tcase $command in %.*s) command=%s ;; esac\n",
				   STRF(spellings(a, *c, "|")), (*c)->name);
	out_text(out, "\tcase $command:$before$joined in\n");
	for (const struct command **c = commands_sorted(a); *c; c++)
		bash_values(out, (*c)->name, (*c)->options, a);
	bash_values(out, "*", global_table, a);
	out_text(out, "\t*)\n"
		      "\t\tcase $command in\n"
		      "\t\t'')\n"
		      "\t\t\twords='");
	out_str(out, command_names(a));
	out_text(out, "'\n\t\t\t[[ $current == -* ]] && words='");
	bash_options(out, global_table);
	out_text(out, "'\n\t\t\t;;\n");
	for (const struct command **c = commands_sorted(a); *c; c++) {
		struct str operands = operands_of(a, *c);
		out_printf(out, "\t\t%s)\n\t\t\tif [[ $current == -* ]]; then\n\t\t\t\twords='",
			   (*c)->name);
		bash_options(out, (*c)->options);
		bash_options(out, options_of_all(*c));
		if (operands.n)
			out_printf(out, "'\n\t\t\telse\n\t\t\t\twords='%.*s'\n\t\t\tfi\n\t\t\t;;\n",
				   STRF(operands));
		else
			out_text(out, "'\n\t\t\telse\n\t\t\t\tfiles=1\n\t\t\tfi\n\t\t\t;;\n");
	}
	out_text(out, "\t\tesac\n"
		      "\t\t;;\n"
		      "\tesac\n"
		      "\tif [[ $files ]]; then\n"
		      "\t\tcompopt -o filenames 2>/dev/null\n"
		      "\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
		      "\telse\n"
		      "\t\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
		      "\tfi\n"
		      "}\n"
		      "complete -F _seaworthy seaworthy\n");
}

/* ---- zsh ---- */

static void zsh_option(struct out *out, const char *command, const struct opt *o, struct arena *a)
{
	static const char special[] = "[]:\\";
	out_text(out, " \\\n\t\t\t");
	bool both = o->letter && o->name;
	const char *many = o->kind == OPT_LIST ? "*" : "";
	if (both && !many[0])
		out_printf(out, "'(-%c --%s)'", o->letter, o->name);
	else
		out_printf(out, "'%s'", many);
	if (both)
		out_printf(out, "{-%c,--%s}", o->letter, o->name);
	else if (o->name)
		out_printf(out, "--%s", o->name);
	else
		out_printf(out, "-%c", o->letter);
	if (o->kind == OPT_MAYBE)
		out_text(out, "=-"); /* --fix or --fix=stages, never --fix stages */
	out_text(out, "'['");	     /* adjoining quotes are one word */
	quoted(out, str_of(o->help), "[]\\");
	out_text(out, "']'");
	if (!takes_value(o))
		return;
	struct str values = values_of(a, command, o);
	out_text(out, o->kind == OPT_MAYBE ? "::" : ":");
	quoted(out, o->arg ? str_of(o->arg) : STR("value"), special);
	if (values.n)
		out_printf(out, ":'(%.*s)'", STRF(values));
	else
		out_text(out, ":_files");
}

static void zsh_options(struct out *out, const char *command, const struct opt *o, struct arena *a)
{
	for (; o && o->kind != OPT_END; o++)
		if (shown(o))
			zsh_option(out, command, o, a);
}

static void write_zsh(struct out *out, struct arena *a)
{
	out_text(out, "#compdef seaworthy\n"
		      "# zsh completion for seaworthy; save as _seaworthy in a folder of $fpath\n"
		      "_seaworthy() {\n"
		      "\tlocal context state line\n"
		      "\tlocal -a commands\n"
		      "\tcommands=(\n");
	for (const struct command **c = commands_sorted(a); *c; c++) {
		out_text(out, "\t\t");
		quoted(out, str_printf(a, "%s:%s", (*c)->name, (*c)->summary), "");
		out_char(out, '\n');
	}
	out_text(out, "\t)\n\t_arguments -C -s");
	zsh_options(out, "", global_table, a);
	out_text(out, " \\\n\t\t\t'(-):command:->command' '(-)*::argument:->argument' && return\n"
		      "\tcase $state in\n"
		      "\tcommand) _describe -t commands command commands ;;\n"
		      "\targument)\n"
		      "\t\tcase $words[1] in\n");
	for (const struct command **c = commands_sorted(a); *c; c++) {
		struct str operands = operands_of(a, *c);
		out_printf(out, "\t\t%.*s) _arguments -s", STRF(spellings(a, *c, "|")));
		zsh_options(out, (*c)->name, (*c)->options, a);
		zsh_options(out, (*c)->name, options_of_all(*c), a);
		if (operands.n)
			out_printf(out, " \\\n\t\t\t'*:argument:(%.*s)' ;;\n", STRF(operands));
		else
			out_text(out, " \\\n\t\t\t'*:file:_files' ;;\n");
	}
	out_text(out, "\t\tesac\n"
		      "\t\t;;\n"
		      "\tesac\n"
		      "}\n"
		      "if [[ $funcstack[1] == _seaworthy ]]; then\n"
		      "\t_seaworthy \"$@\"\n"
		      "else\n"
		      "\tcompdef _seaworthy seaworthy\n"
		      "fi\n");
}

/* ---- fish ---- */

static void fish_options(struct out *out, const char *command, const char *condition,
			 const struct opt *o, struct arena *a)
{
	for (; o && o->kind != OPT_END; o++) {
		if (!shown(o))
			continue;
		out_printf(out, "complete -c seaworthy%s", condition);
		if (o->letter)
			out_printf(out, " -s %c", o->letter);
		if (o->name)
			out_printf(out, " -l %s", o->name);
		if (takes_value(o)) {
			struct str values = values_of(a, command, o);
			if (o->kind != OPT_MAYBE)
				out_text(out, " -r");
			if (o->kind == OPT_MAYBE)
				out_printf(out, " -a '%.*s'", STRF(values));
			else if (values.n)
				out_printf(out, " -f -a '%.*s'", STRF(values));
			else
				out_text(out, " -F");
		}
		out_text(out, " -d ");
		quoted(out, str_of(o->help), "\\");
		out_char(out, '\n');
	}
}

static void write_fish(struct out *out, struct arena *a)
{
	out_text(out, "# fish completion for seaworthy; use: seaworthy completion fish | source\n"
		      "complete -c seaworthy -f\n");
	for (const struct command **c = commands_sorted(a); *c; c++) {
		out_printf(out, "complete -c seaworthy -n __fish_use_subcommand -a %s -d ",
			   (*c)->name);
		quoted(out, str_of((*c)->summary), "\\");
		out_char(out, '\n');
	}
	fish_options(out, "", "", global_table, a);
	for (const struct command **c = commands_sorted(a); *c; c++) {
		struct str when = str_printf(a, " -n '__fish_seen_subcommand_from %.*s'",
					     STRF(spellings(a, *c, " ")));
		fish_options(out, (*c)->name, str_cstr(a, when), (*c)->options, a);
		struct str operands = operands_of(a, *c);
		out_printf(out, "complete -c seaworthy%.*s", STRF(when));
		if (operands.n)
			out_printf(out, " -a '%.*s'\n", STRF(operands));
		else
			out_text(out, " -F\n");
	}
}

static const struct {
	const char *name;
	void (*write)(struct out *out, struct arena *a);
} shells[] = {
	{ "bash", write_bash },
	{ "zsh", write_zsh },
	{ "fish", write_fish },
};

static int run(void *options, int argc, char **argv, struct arena *a)
{
	static const char *const names[] = { "bash", "zsh", "fish", NULL };
	struct fault f = { 0 };
	if (argc != 1) {
		fault_set(&f, E_USAGE, "completion needs one shell: bash, zsh or fish");
		return command_fail(&f);
	}
	for (size_t i = 0; i < ARRAY_LEN(shells); i++) {
		if (strcmp(argv[0], shells[i].name) != 0)
			continue;
		struct out out;
		out_init_fd(&out, STDOUT_FILENO);
		shells[i].write(&out, a);
		int code = command_finish(&out, EXIT_FIT);
		out_done(&out);
		return code;
	}
	const char *near = opt_nearest(argv[0], names);
	if (near)
		fault_set(&f, E_USAGE, "unknown shell \"%s\"; did you mean %s?", argv[0], near);
	else
		fault_set(&f, E_USAGE, "unknown shell \"%s\"; there are bash, zsh and fish",
			  argv[0]);
	return command_fail(&f);
}

const struct command command_completion = {
	.name = "completion",
	.summary = "write the completion of command lines for a shell",
	.usage = "seaworthy completion bash|zsh|fish",
	.description = "Commands, options and their values, made from the tables of this very "
		       "program.",
	.examples = "  eval \"$(seaworthy completion bash)\"       # in ~/.bashrc\n"
		    "  seaworthy completion zsh > ~/.zfunc/_seaworthy\n"
		    "  seaworthy completion fish | source       # in config.fish\n",
	.order = 80,
	.run = run,
};
