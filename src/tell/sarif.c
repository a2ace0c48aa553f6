/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/sarif.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

void sarif_document(struct emit *e)
{
	emit_object(e);
	emit_member_text(e, "$schema", SCHEMA);
	emit_member_text(e, "version", "2.1.0");
	emit_key(e, "runs");
	emit_array(e);
}

void sarif_run(struct emit *e, const char *full_name, const char *version)
{
	emit_object(e);
	emit_key(e, "tool");
	emit_object(e);
	emit_key(e, "driver");
	emit_object(e);
	emit_member_text(e, "name", "seaworthy");
	emit_member_text(e, "fullName", full_name);
	emit_member_text(e, "version", version);
	emit_key(e, "rules");
	emit_array(e);
}

void sarif_begin(struct emit *e, const char *full_name, const char *version)
{
	sarif_document(e);
	sarif_run(e, full_name, version);
}

void sarif_rules_end(struct emit *e)
{
	emit_array_end(e);
	emit_object_end(e);
	emit_object_end(e);
}

void sarif_run_end(struct emit *e)
{
	emit_object_end(e);
}

void sarif_document_end(struct emit *e)
{
	emit_array_end(e);
	emit_object_end(e);
	out_char(e->out, '\n');
}

void sarif_end(struct emit *e)
{
	sarif_run_end(e);
	sarif_document_end(e);
}

void sarif_put_gaps(struct emit *e, const struct report *r)
{
	bool complete = true;
	for (size_t i = 0; i < r->findings.n; i++)
		complete &= r->findings.p[i].kind != FINDING_GAP;
	emit_key(e, "invocations");
	emit_array(e);
	emit_object(e);
	emit_member_bool(e, "executionSuccessful", complete);
	emit_key(e, "toolExecutionNotifications");
	emit_array(e);
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		if (f->kind != FINDING_GAP)
			continue;
		emit_object(e);
		emit_member_text(e, "level", "error");
		sarif_put_text(e, "message", f->message.n ? f->message : f->title);
		emit_object_end(e);
	}
	emit_array_end(e);
	emit_object_end(e);
	emit_array_end(e);
}

void sarif_put_text(struct emit *e, const char *key, struct str text)
{
	emit_key(e, key);
	emit_object(e);
	emit_member_str(e, "text", text);
	emit_object_end(e);
}

void sarif_put_artifact(struct emit *e, struct arena *a, struct str path)
{
	emit_key(e, "artifactLocation");
	emit_object(e);
	emit_member_str(e, "uri", sarif_uri(a, path));
	emit_object_end(e);
}

static bool is_plain(char c)
{
	return char_is_alnum(c) || c == '/' || c == '-' || c == '.' || c == '_' || c == '~';
}

struct str sarif_uri(struct arena *a, struct str path)
{
	static const char digits[] = "0123456789ABCDEF";
	while (path.n > 2 && str_starts(path, STR("./"))) {
		path = str_from(path, 2);
		while (path.n > 1 && path.p[0] == '/')
			path = str_from(path, 1);
	}
	while (str_starts(path, STR("//")))
		path = str_from(path, 1);
	char *p = arena_bytes(a, path.n * 3 + 1);
	size_t n = 0;
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];
		if (is_plain(path.p[i])) {
			p[n++] = path.p[i];
			continue;
		}
		p[n++] = '%';
		p[n++] = digits[c >> 4];
		p[n++] = digits[c & 15];
	}
	return str_make(p, n);
}

const char *sarif_level(enum severity s)
{
	return s >= SEVERITY_HIGH ? "error" : s == SEVERITY_MEDIUM ? "warning" : "note";
}

const char *sarif_score(enum severity s)
{
	static const char *const scores[SEVERITY_COUNT_] = {
		[SEVERITY_UNKNOWN] = "0.0", [SEVERITY_NEGLIGIBLE] = "0.5",
		[SEVERITY_LOW] = "2.0",	    [SEVERITY_MEDIUM] = "5.5",
		[SEVERITY_HIGH] = "8.0",    [SEVERITY_CRITICAL] = "9.5",
	};
	return scores[s < SEVERITY_COUNT_ ? s : SEVERITY_UNKNOWN];
}
