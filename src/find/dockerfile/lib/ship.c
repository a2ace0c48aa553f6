/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/ship.h"

#include "base/path.h"

/* A stage can only be FROM an earlier one; a file that says otherwise ends the walk. */
static const struct df_stage *parent(const struct df_build *b, const struct df_stage *s)
{
	return s->parent != DF_GLOBAL && s->parent < s->index ? &b->stages.p[s->parent] : NULL;
}

bool ship_reaches(const struct df_build *b, uint32_t stage)
{
	return stage < b->stages.n && b->stages.p[stage].ships;
}

const struct df_stage *ship_stage(const struct df_build *b, uint32_t instruction)
{
	if (instruction >= b->file->instructions.n)
		return NULL;
	uint32_t stage = b->file->instructions.p[instruction].stage;
	return stage < b->stages.n ? &b->stages.p[stage] : NULL;
}

const struct df_stage *ship_root(const struct df_build *b, const struct df_stage *s)
{
	return &b->stages.p[s->root];
}

struct str ship_image(const struct df_build *b, const struct df_stage *s)
{
	const struct df_stage *root = ship_root(b, s);
	if (root->scratch || root->reference.unknown)
		return (struct str){ 0 };
	struct str r = root->reference.repository;
	return str_starts(r, STR("library/")) ? str_from(r, 8) : r;
}

/* Rules that walk back at every command are quadratic: far behind real files they have to give up. */
static bool charge(struct ship_walk *w, size_t bytes)
{
	const uint64_t most = ((uint64_t)4 << 20) + 4 * w->build->file->source.n;
	*w->build->walked += 4 + bytes / 16;
	w->over = *w->build->walked > most;
	return !w->over;
}

void ship_walk_begin(struct ship_walk *w, const struct df_build *b, const struct df_stage *s,
		     uint32_t before)
{
	*w = (struct ship_walk){ .build = b, .before = before };
	uint32_t n = 0;
	for (const struct df_stage *p = s; p && charge(w, 0); p = parent(b, p))
		n++;
	if (w->over)
		return;
	w->chain = arena_array(b->arena, n, sizeof(*w->chain));
	for (w->depth = 0; w->depth < n; s = parent(b, s))
		w->chain[w->depth++] = s;
	w->next = w->chain[--w->depth]->first;
}

bool ship_walk_next(struct ship_walk *w)
{
	while (!w->over) {
		const struct df_stage *at = w->chain[w->depth];
		uint32_t last = at->last < w->build->file->instructions.n
					? at->last
					: (uint32_t)w->build->file->instructions.n;
		if (w->next < last) {
			if (w->depth == 0 && w->next >= w->before)
				return false;
			w->instruction = w->next++;
			w->i = &w->build->file->instructions.p[w->instruction];
			if (w->i->broken)
				continue;
			return charge(w, w->i->span.end - w->i->span.begin);
		}
		if (w->depth == 0)
			return false;
		w->next = w->chain[--w->depth]->first;
	}
	return false;
}

struct str ship_variable(const struct df_build *b, uint32_t instruction, const char *name)
{
	bool unknown = false;
	struct str word = str_printf(b->arena, "${%s:-}", name);
	struct str value = df_resolve(b, instruction, word, &unknown);
	return unknown ? (struct str){ 0 } : value;
}

/* Official images that start a server by themselves. */
static bool starts_server(const struct df_reference *r)
{
	static const char *const names[] = {
		"nginx",     "nginx-unprivileged",
		"httpd",     "tomcat",
		"jetty",     "postgres",
		"mysql",     "mariadb",
		"redis",     "mongo",
		"rabbitmq",  "elasticsearch",
		"kibana",    "logstash",
		"haproxy",   "traefik",
		"caddy",     "wordpress",
		"drupal",    "joomla",
		"ghost",     "nextcloud",
		"memcached", "cassandra",
		"jenkins",   "sonarqube",
		"grafana",   "prometheus",
		"keycloak",  "varnish",
	};
	for (size_t n = 0; n < ARRAY_LEN(names); n++)
		if (str_is(r->name, names[n]))
			return true;
	return str_is(r->name, "php") &&
	       (str_has(r->tag, STR("apache")) || str_has(r->tag, STR("fpm")));
}

static bool is_any(struct str s, const char *const *words)
{
	for (size_t n = 0; words[n]; n++)
		if (str_is(s, words[n]))
			return true;
	return false;
}

/* build.py, run_tests.sh, scripts/test/entry: it says in its name that it builds or tests. */
static bool is_build_script(struct str path)
{
	static const char *const words[] = { "build", "test", "tests", "lint", "e2e", "ci", NULL };
	static const char *const folders[] = { "script", "scripts", "hack", "tools", NULL };
	static const char *const endings[] = { ".sh", ".bash", ".py", NULL };
	struct str rest = path, part, before = { 0 }, name = path_base(path);
	while (str_next(&rest, '/', &part)) {
		if (is_any(part, words) && is_any(before, folders))
			return true;
		before = part;
	}
	size_t dot = str_rfind_char(name, '.'), from = 0;
	if (dot == SIZE_MAX || !is_any(str_from(name, dot), endings))
		return false; /* /srv/build is a program as any other */
	for (size_t n = 0; n <= dot; n++) {
		if (n < dot && name.p[n] != '_' && name.p[n] != '-')
			continue;
		if (is_any(str_slice(name, from, n), words))
			return true;
		from = n + 1;
	}
	return false;
}

bool ship_is_workbench(const struct df_build *b)
{
	static const char *const tools[] = { "go",  "cargo",  "mvn", "gradle", "make",
					     "air", "pytest", "tox", "ctest",  NULL };
	static const char *const shells[] = { "sh",	 "bash",      "zsh",	       "ash",
					      "/bin/sh", "/bin/bash", "/usr/bin/bash", NULL };
	if (b->target == DF_GLOBAL || b->target >= b->stages.n)
		return true;
	const struct df_stage *t = &b->stages.p[b->target];
	const struct df_instruction *i = t->entrypoint ? t->entrypoint : t->cmd;
	if (!i)
		return !starts_server(&ship_root(b, t)->reference);
	struct str rest = i->json && i->args.n ? i->args.p[0].text : i->text, first = { 0 };
	str_next_word(&rest, &first);
	/* a shell with something to do runs a service: sh -c '…', sh start.sh, ENTRYPOINT ["sh"] and a CMD */
	bool alone =
		(i->json ? i->args.n == 1 : str_trim(rest).n == 0) && !(t->entrypoint && t->cmd);
	return is_any(first, tools) || (alone && is_any(first, shells)) || is_build_script(first);
}
