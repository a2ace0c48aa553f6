/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A reader of POSIX shell (and the bash words that occur in RUN) that is good enough to judge: it returns
 * the simple commands with their words and how they are joined, and knows what it could not resolve, so
 * that rules do not guess. It runs nothing and expands nothing but quotes.
 *
 * Lists, pipelines, subshells, groups, if/for/while/until/case, functions, redirections, here-documents,
 * command substitution, `sh -c '…'`, and wrappers (sudo, env, xargs, exec, command, time, nice, nohup,
 * timeout, su-exec, gosu, doas, busybox) are seen through.
 *
 * Format: POSIX.1-2017, Shell Command Language.
 */
#pragma once

#include "base/vec.h"
#include "base/str.h"

struct sh_word {
	uint32_t begin, end; /* offsets in the script that was given, quotes included */
	struct str text;     /* quotes removed; variables and substitutions as written */
	struct str raw;
	bool literal; /* no variable, substitution or glob in it: text is what the command gets */
	bool quoted;
	/* why it is not literal: */
	bool variable;	   /* $x, ${x}, $((x)) */
	bool substitution; /* $(x), `x`, <(x) */
	bool glob;	   /* *, ?, [x], {x,y}, ~ outside quotes */
};

struct sh_assignment {
	struct str name;
	struct sh_word value; /* begin/end of the value */
	uint32_t begin;	      /* of the name */
};

struct sh_redirection {
	int fd;		       /* -1 when not written */
	struct str operator;   /* ">", ">>", "<", "<<", "<<<", ">&", "&>" … */
	struct sh_word target; /* text.p is NULL when it is missing */
	struct str heredoc;    /* content of << */
};

enum sh_join {
	SH_FIRST,      /* begins a script, a group, a branch, a substitution */
	SH_AND,	       /* && */
	SH_OR,	       /* || */
	SH_SEQ,	       /* ; or newline */
	SH_PIPE,       /* | or |& */
	SH_BACKGROUND, /* after a command that ended with & */
};

enum sh_flag {
	SH_SUBSHELL = 1,	/* in ( ) */
	SH_LOOP = 2,		/* in a for, while, until body */
	SH_BRANCH = 4,		/* in an if or case branch: may not run */
	SH_FUNCTION = 8,	/* in a function body: runs when called */
	SH_CONDITION = 16,	/* its exit status is tested: if, while, ! */
	SH_SUBSTITUTION = 32,	/* in $( ) or ` ` */
	SH_NESTED = 64,		/* in the argument of sh -c, eval */
	SH_WRAPPED = 128,	/* behind sudo, env, xargs …: `wrapper` names the outermost */
	SH_IN_BACKGROUND = 256, /* ended by & */
};

struct sh_command {
	/* name and arguments behind assignments and wrappers: words.p[0] is what really runs */
	VEC(struct sh_word) words;
	VEC(struct sh_assignment) assignments; /* also those of env */
	VEC(struct sh_redirection) redirections;
	struct str name;		  /* what sh_name() gives */
	struct str wrapper;		  /* "sudo"; empty when none */
	uint32_t begin, end;		  /* of the whole simple command, wrappers included */
	enum sh_join join;		  /* to the command before it */
	unsigned flags;			  /* enum sh_flag */
	uint32_t pipeline;		  /* commands of one pipeline share the number */
	uint32_t pipeline_at, pipeline_n; /* position in it, and its length */
	bool pipefail;			  /* set -o pipefail is in force here */
};

struct sh_script {
	struct str text;
	/* in the order they are written; a nested script behind the substitutions of its command */
	VEC(struct sh_command) commands;
	bool incomplete; /* something could not be read (a quote without end …): absence proves nothing */
	bool sets_pipefail;
};

/* Never fails; borrowed text must outlive the result. Nothing recurses on the depth of the input. */
void shell_read(struct arena *a, struct str text, struct sh_script *out);

/* The same with another arena for what is needed only while reading: for those who read many scripts. */
void shell_read_with(struct arena *a, struct arena *scratch, struct str text,
		     struct sh_script *out);

/*
 * The same for a command that is given word by word, without a shell (the JSON form): nothing is expanded,
 * wrappers and `sh -c` count as they do in a script. Places in `words` are offsets into `text`.
 */
void shell_read_words(struct arena *a, struct arena *scratch, struct str text,
		      const struct sh_word *words, size_t n, struct sh_script *out);

/* The base name of the command ("/usr/bin/apt-get" → "apt-get"), empty when it is not literal. */
static inline struct str sh_name(const struct sh_command *c)
{
	return c->name;
}

/* words.p[i] is literally this. */
static inline bool sh_word_is(const struct sh_command *c, size_t i, const char *text)
{
	return i < c->words.n && c->words.p[i].literal && str_is(c->words.p[i].text, text);
}

/* Is one of the arguments (behind the name) literally this? */
bool sh_has_arg(const struct sh_command *c, const char *text);

/*
 * Flags: -x among bundled short ones (-qqy has y), or --long, --long=…; what stands behind "--" is no flag.
 */
bool sh_has_short(const struct sh_command *c, char letter);
bool sh_has_long(const struct sh_command *c, const char *name);

/* The i-th argument that is no flag, or NULL. `takes_value` lists flags whose next word is their value. */
const struct sh_word *sh_operand(const struct sh_command *c, size_t i,
				 const char *const *takes_value);
