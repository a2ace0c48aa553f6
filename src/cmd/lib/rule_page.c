/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/rule_page.h"

#include "base/fs.h"

static void put_example(const struct paint *p, const char *title, const char *text)
{
	struct str rest = str_of(text), line;
	out_char(p->out, '\n');
	paint(p, STYLE_FAINT, str_of(title));
	out_char(p->out, '\n');
	while (str_next_line(&rest, &line)) {
		out_text(p->out, line.n ? "    " : "");
		paint(p, STYLE_PLAIN, line);
		out_char(p->out, '\n');
	}
}

void rule_page_terminal(const struct dockerfile_rule *rule, const struct paint *p)
{
	struct str aliases = str_of(rule->aliases);
	paint(p, STYLE_STRONG, str_of(rule->id));
	if (aliases.n)
		paint(p, STYLE_FAINT, str_printf(p->a, "  %.*s", STRF(aliases)));
	out_char(p->out, '\n');
	paint_wrapped(p, STYLE_PLAIN, str_of(rule->title), 0, 0);
	out_char(p->out, '\n');
	paint_row(p, 0, "level", 10, STYLE_PLAIN,
		  str_printf(p->a, "%s, severity %s%s", lint_level_name(rule->level),
			     severity_name(rule->severity), rule->off ? ", off by default" : ""));
	paint_row(p, 0, "why", 10, STYLE_PLAIN, str_of(rule->why));
	paint_row(p, 0, "fix", 10, STYLE_PLAIN, str_of(rule->fix));
	if (rule->reference)
		paint_row(p, 0, "read", 10, STYLE_PLAIN, str_of(rule->reference));
	paint_row(p, 0, "ignore", 10, STYLE_TYPE,
		  str_printf(p->a, "# seaworthy ignore=%s because ...", rule->id));
	put_example(p, "This is found:", rule->bad);
	put_example(p, "This is not:", rule->good);
}

void rule_page_markdown(const struct dockerfile_rule *rule, struct out *out)
{
	struct str rest = str_of(rule->aliases), word;
	out_printf(out, "# %s\n\n**%s.**\n\n", rule->id, rule->title);
	out_printf(out, "| | |\n| --- | --- |\n| level | %s%s |\n| severity | %s |\n",
		   lint_level_name(rule->level), rule->off ? ", off by default" : "",
		   severity_name(rule->severity));
	if (rest.n) {
		out_text(out, "| other names |");
		while (str_next_word(&rest, &word))
			out_printf(out, " `%.*s`", STRF(word));
		out_text(out, " |\n");
	}
	out_printf(out, "\n## Why\n\n%s\n\n## What to write\n\n%s\n", rule->why, rule->fix);
	out_printf(out, "\n## Examples\n\nThis is found:\n\n```dockerfile\n%s```\n", rule->bad);
	out_printf(out, "\nThis is not:\n\n```dockerfile\n%s```\n", rule->good);
	out_printf(out,
		   "\n## To ignore it\n\nAbove the instruction, with the reason:\n\n"
		   "```dockerfile\n# seaworthy ignore=%s because ...\n```\n",
		   rule->id);
	if (rule->reference)
		out_printf(out, "\nSee also: <%s>\n", rule->reference);
}

static void write_index(struct out *out)
{
	out_text(out, "# Rules for Dockerfiles\n\n"
		      "Written by `seaworthy explain` from the rules themselves.\n\n"
		      "| rule | also | level | what |\n| --- | --- | --- | --- |\n");
	for (size_t i = 0; i < all_dockerfile_rules_n; i++) {
		const struct dockerfile_rule *r = all_dockerfile_rules[i];
		struct str rest = str_of(r->aliases), word = STR("");
		str_next_word(&rest, &word);
		out_printf(out, "| [%s](%s.md) | %.*s | %s%s | %s |\n", r->id, r->id, STRF(word),
			   lint_level_name(r->level), r->off ? " (off)" : "", r->title);
	}
}

static int write_page(const char *path, const struct dockerfile_rule *rule, struct fault *f)
{
	struct fs_file file;
	struct out out;
	TRY(fs_file_create(&file, path, f));
	out_init_fd(&out, file.fd);
	if (rule)
		rule_page_markdown(rule, &out);
	else
		write_index(&out);
	int r = out_finish(&out, f);
	out_done(&out);
	if (r >= 0)
		return fs_file_commit(&file, f);
	fs_file_abort(&file);
	return r;
}

int rule_pages_write(const char *folder, struct arena *a, struct fault *f)
{
	TRY(write_page(str_cstr(a, str_printf(a, "%s/README.md", folder)), NULL, f));
	for (size_t i = 0; i < all_dockerfile_rules_n; i++) {
		const struct dockerfile_rule *r = all_dockerfile_rules[i];
		struct str path = str_printf(a, "%s/%s.md", folder, r->id);
		TRY(write_page(str_cstr(a, path), r, f));
	}
	return 0;
}
