/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Package managers as RUN calls them: which words are the subcommand, options, values of options, packages.
 */
#pragma once

#include "find/dockerfile/rule.h"

enum manager_id {
	MANAGER_APT, /* apt-get, apt, aptitude */
	MANAGER_APK,
	MANAGER_YUM,
	MANAGER_DNF,
	MANAGER_MICRODNF,
	MANAGER_ZYPPER,
	MANAGER_PIP, /* pip3, pip3.11, python -m pip */
	MANAGER_NPM,
	MANAGER_YARN,
	MANAGER_PNPM,
	MANAGER_GEM,
	MANAGER_GO,
	MANAGER_CARGO,
	MANAGER_COMPOSER,
	MANAGER_COUNT_,
};

static inline bool manager_is_rpm(enum manager_id id)
{
	return id == MANAGER_YUM || id == MANAGER_DNF || id == MANAGER_MICRODNF;
}

/* What a subcommand does, whatever its name. */
enum manager_verb {
	VERB_OTHER,
	VERB_INSTALL,
	VERB_REFRESH, /* fetches the lists of what there is */
	VERB_UPGRADE,
	VERB_DIST_UPGRADE, /* moves to another release, or removes packages on the way */
	VERB_REMOVE,
	VERB_CLEAN,
};

struct manager_word {
	const char *word; /* NULL ends a list */
	enum manager_verb verb;
};

struct manager {
	const char *const *names;	  /* of the command */
	const struct manager_word *verbs; /* subcommands, abbreviations too */
	const char *const
		*prefixes; /* words that stand before a subcommand: yarn global add; NULL: none */
	const char *const *values; /* options whose value is the next word */
	const char *const *yes;	   /* options that answer every question */
	const char *const
		*cache;	    /* what an install leaves behind; "~/" is any home; NULL: nothing */
	bool plain_options; /* -abc is one option, not three */
};

extern const struct manager managers[MANAGER_COUNT_];

enum manager_role {
	ROLE_COMMAND, /* apt-get; python -m pip */
	ROLE_VERB,
	ROLE_OPTION,
	ROLE_VALUE,   /* of the option before it */
	ROLE_OPERAND, /* a package, a path, a URL */
};

/* One call of a package manager. */
struct manager_call {
	const struct manager *manager;
	enum manager_id id;
	const struct sh_command *command;
	uint32_t instruction;
	size_t at;		 /* index of the command in its script */
	struct str name;	 /* the command's base name: "apt" */
	size_t name_at;		 /* the last word of it: "pip" of python -m pip */
	enum manager_verb verb;	 /* VERB_OTHER also when there is none */
	struct str verb_text;	 /* empty when there is none */
	size_t verb_at;		 /* its word; 0 when there is none */
	uint8_t *roles;		 /* enum manager_role, parallel to command->words */
	VEC(struct str) options; /* also those inside variables whose value is known */
	bool unresolved;	 /* a variable with an unknown value may bring options */
};

/* A package as it will be asked for; one word can bring several when it is a known variable. */
struct manager_operand {
	struct str text;
	size_t word; /* index in command->words */
};

/* Is the command a call of a known manager? Commands beyond the script are none. */
bool manager_read(struct lint *l, uint32_t instruction, size_t at, struct manager_call *out);

/* The call when it is one of this manager. */
bool manager_is(struct lint *l, uint32_t instruction, size_t at, enum manager_id id,
		struct manager_call *out);

/*
 * Is one of the options given? "-y" is found in "-qqy", "--yes" in "--yes=true", and not in "--yes=false".
 * NULL-terminated list.
 */
bool manager_has(const struct manager_call *call, const char *const *options);
bool manager_has_option(const struct manager_call *call, const char *option);

/* The n-th value of the options, joined (-oX, --option=X) or as the next word. */
bool manager_value(const struct manager_call *call, const char *const *options, size_t n,
		   struct str *out);

/*
 * Packages, paths and URLs behind the subcommand. What a variable or a substitution brings is left out when it
 * is not known, and *out_unknown is set.
 */
size_t manager_operands(struct lint *l, const struct manager_call *call,
			struct manager_operand **out, bool *out_unknown);

/* A value that switches something on: "1", "true", "yes", "on", in any case. */
bool manager_true(struct str value);

/* Is the word in the NULL-terminated list? */
bool word_in(struct str word, const char *const *list);
