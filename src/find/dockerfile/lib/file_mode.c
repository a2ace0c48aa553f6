/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/file_mode.h"

static bool read_octal(struct str s, struct file_mode *out)
{
	unsigned mode = 0;
	if (s.n < 3 || s.n > 5)
		return false;
	for (size_t n = 0; n < s.n; n++) {
		if (s.p[n] < '0' || s.p[n] > '7')
			return false;
		mode = mode * 8 + (unsigned)(s.p[n] - '0');
	}
	out->others_write = (mode & 2) && !(mode & 01000);
	out->sets_id = (mode & 04000) != 0;
	return true;
}

/* One clause: "ug+rwx". */
static bool read_clause(struct str s, struct file_mode *out)
{
	size_t n = 0;
	bool user = false, others = false, named = false;
	for (; n < s.n && (s.p[n] == 'u' || s.p[n] == 'g' || s.p[n] == 'o' || s.p[n] == 'a'); n++) {
		named = true;
		user = user || s.p[n] == 'u' || s.p[n] == 'a';
		others = others || s.p[n] == 'o' || s.p[n] == 'a';
	}
	if (n >= s.n || !(s.p[n] == '+' || s.p[n] == '=' || s.p[n] == '-'))
		return false;
	bool takes = s.p[n] == '-', sticky = false, write = false, set = false;
	for (n++; n < s.n; n++) {
		if (str_find_char(STR("rwxXstugo"), s.p[n]) == SIZE_MAX)
			return false;
		write = write || s.p[n] == 'w';
		set = set || s.p[n] == 's';
		sticky = sticky || s.p[n] == 't';
	}
	/* without a class the umask keeps others from writing */
	if (!takes) {
		out->others_write = out->others_write || (write && others && !sticky);
		out->sets_id = out->sets_id || (set && (user || !named));
	}
	return true;
}

bool file_mode_read(struct str text, struct file_mode *out)
{
	*out = (struct file_mode){ 0 };
	if (read_octal(text, out))
		return true;
	struct str rest = text, clause;
	bool sticky = str_has(text, STR("+t"));
	while (str_next(&rest, ',', &clause))
		if (!read_clause(clause, out))
			return false;
	if (sticky)
		out->others_write = false;
	return text.n > 0;
}

const struct sh_word *file_mode_word(const struct sh_command *c)
{
	struct str name = sh_name(c);
	if (str_is(name, "chmod")) {
		for (size_t n = 1; n < c->words.n; n++) {
			struct str w = c->words.p[n].text;
			struct file_mode m;
			if (w.n > 1 && w.p[0] == '-' && !file_mode_read(w, &m))
				continue;
			return str_starts(w, STR("--reference")) ? NULL : &c->words.p[n];
		}
		return NULL;
	}
	if (!str_is(name, "mkdir") && !str_is(name, "install"))
		return NULL;
	for (size_t n = 1; n + 1 < c->words.n; n++)
		if (sh_word_is(c, n, "-m") || sh_word_is(c, n, "--mode") || sh_word_is(c, n, "-pm"))
			return &c->words.p[n + 1];
	return NULL;
}
