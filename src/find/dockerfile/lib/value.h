/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What rules ask about words again and again: the value behind the variables, the names of variables in
 * a word, paths, and whether an instruction stands behind ONBUILD.
 */
#pragma once

#include "find/dockerfile/lib/image_path.h"
#include "find/dockerfile/rule.h"

/* The word with known variables expanded; *out_unknown when one is not known. */
struct str value_of(struct lint *l, uint32_t instruction, const struct df_instruction *i,
		    const struct df_word *w, bool *out_unknown);

/* The same for text that is no word, such as the value of a flag. */
struct str value_of_text(struct lint *l, uint32_t instruction, struct str text, bool *out_unknown);

/* One reference to a variable. */
struct variable {
	struct str name;
	uint32_t begin, end; /* in the text: from the $ to behind the name, modifier or brace */
	char modifier; /* what stands behind the name in ${NAME…}, without the colon; 0: nothing */
	bool default_given; /* ${NAME:-x}, ${NAME:+x}, ${NAME:?x}: an unset name was thought of */
};

/* Walks the references of a text; single quotes and the escape character are respected. */
struct variables {
	struct str text;
	char escape;
	size_t at;
	bool single, twice; /* inside quotes */
};

void variables_of(struct variables *v, struct str text, char escape);

/* The next reference, also inside the word of ${NAME:-word}. False at the end. Linear over all calls. */
bool variable_next(struct variables *v, struct variable *out);

/* Does it refer to this name? */
bool refers_to(struct str text, char escape, struct str name);

/* "/srv", "C:\srv", "C:/srv", "\srv" */
bool path_is_absolute(struct str path);

/* base joined with a relative path, "." and ".." taken out. */
struct str path_join(struct arena *a, struct str base, struct str path);

/* http://, https://, ftp://, or a git repository as ADD takes it. */
bool is_remote_source(struct str source);
bool is_git_source(struct str source);

/* Name of an archive that ADD unpacks (.tar, .tar.gz, .tgz, .tar.xz …). */
bool is_tar_archive(struct str path);

/* The stage of an instruction, NULL before the first FROM. */
const struct df_stage *stage_at(const struct lint *l, uint32_t instruction);

/* Is this word of COPY or ADD the marker of a here-document? */
bool is_heredoc_word(const struct df_instruction *i, const struct df_word *w);

/* The instruction stands in the file by itself, not behind ONBUILD. */
bool is_direct(const struct lint *l, uint32_t instruction, const struct df_instruction *i);
