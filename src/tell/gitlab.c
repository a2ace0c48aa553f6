/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/gitlab.h"

#include "base/term.h"
#include "tell/describe.h"
#include "tell/identify.h"
#include "tell/links.h"

struct str gitlab_schema(const struct tell_options *options)
{
	struct str given = tell_value(options, "GITLAB_REPORT_SCHEMA"), rest = given, part;
	uint64_t n;
	size_t parts = 0;
	bool good = given.n > 0;
	while (good && str_next(&rest, '.', &part)) {
		good = str_u64(part, 999, &n);
		parts++;
	}
	return good && parts == 3 ? given : STR("15.0.7");
}

static void put_tool(struct emit *e, const char *key, const struct tell_options *options)
{
	emit_key(e, key);
	emit_object(e);
	emit_member_text(e, "id", "seaworthy");
	emit_member_text(e, "name", "seaworthy");
	emit_key(e, "vendor");
	emit_object(e);
	emit_member_text(e, "name", "seaworthy");
	emit_object_end(e);
	emit_member_text(e, "version",
			 options->version && options->version[0] ? options->version : "unknown");
	emit_object_end(e);
}

static void put_message(struct emit *e, const char *level, struct str text)
{
	emit_object(e);
	emit_member_text(e, "level", level);
	emit_member_str(e, "value", text.n ? text : STR("not told"));
	emit_object_end(e);
}

/* What could not be read, what was left out on somebody's word, and what stands in another report. */
static void put_messages(struct emit *e, const struct report_set *set, struct arena *a)
{
	emit_key(e, "messages");
	emit_array(e);
	for (size_t i = 0; i < set->n; i++) {
		const struct report *r = set->reports[i];
		struct str name = text_safe(a, image_title(r));
		put_message(e, r->verdict == VERDICT_SEAWORTHY ? "info" : "warn",
			    text_safe(a, str_printf(a, "%.*s: %s%s%.*s", STRF(name),
						    verdict_name(r->verdict),
						    r->verdict_reason.n ? ": " : "",
						    STRF(r->verdict_reason))));
		size_t ignored = count_ignored(r), others = 0;
		for (size_t k = 0; k < r->findings.n; k++) {
			const struct finding *f = &r->findings.p[k];
			if (f->kind == FINDING_MISCONFIGURATION)
				others++;
			if (finding_is_gap(f))
				put_message(
					e, "warn",
					text_safe(a, str_printf(a, "%.*s: not scanned: %.*s: %.*s",
								STRF(name), STRF(f->title),
								STRF(f->message))));
		}
		if (ignored)
			put_message(e, "info",
				    str_printf(a, "%.*s: %zu ignored finding%s left out",
					       STRF(name), ignored,
					       ignored == 1 ? " is" : "s are"));
		if (others)
			put_message(e, "info",
				    str_printf(a,
					       "%.*s: %zu finding%s of configuration: see "
					       "gitlab-code-quality",
					       STRF(name), others, others == 1 ? "" : "s"));
	}
	emit_array_end(e);
}

void gitlab_begin(struct emit *e, const struct report_set *set, const struct tell_options *options,
		  const char *type, struct arena *a)
{
	struct str time = set->n ? time_of_report(set->reports[0]) : STR("1970-01-01T00:00:00Z");
	time = str_slice(time, 0, sizeof("2026-03-02T10:00:00") - 1);
	emit_object(e);
	emit_member_str(e, "version", gitlab_schema(options));
	emit_key(e, "scan");
	emit_object(e);
	put_tool(e, "analyzer", options);
	put_tool(e, "scanner", options);
	emit_member_text(e, "type", type);
	emit_member_str(e, "start_time", time);
	emit_member_str(e, "end_time", time);
	emit_member_text(e, "status", "success");
	put_messages(e, set, a);
	emit_object_end(e);
	emit_key(e, "vulnerabilities");
	emit_array(e);
}

void gitlab_end(struct emit *e)
{
	emit_array_end(e);
	emit_object_end(e);
	out_char(e->out, '\n');
}

const char *gitlab_severity(enum severity s)
{
	static const char *const names[SEVERITY_COUNT_] = {
		[SEVERITY_UNKNOWN] = "Unknown", [SEVERITY_NEGLIGIBLE] = "Info",
		[SEVERITY_LOW] = "Low",		[SEVERITY_MEDIUM] = "Medium",
		[SEVERITY_HIGH] = "High",	[SEVERITY_CRITICAL] = "Critical",
	};
	return names[s < SEVERITY_COUNT_ ? s : SEVERITY_UNKNOWN];
}

static void put_identifier(struct emit *e, struct str id, struct arena *a)
{
	emit_object(e);
	emit_member_text(e, "type", id_kind(id));
	emit_member_str(e, "name", id.n ? id : STR("unnamed"));
	emit_member_str(e, "value",
			cwe_number(id) ? str_printf(a, "%u", cwe_number(id))
			: id.n	       ? id
				       : STR("unnamed"));
	emit_member_set(e, "url", id_link(id, a));
	emit_object_end(e);
}

void gitlab_put_names(struct emit *e, const struct finding *f, struct arena *a)
{
	const struct vulnerability *v = f->vulnerability;
	emit_key(e, "identifiers");
	emit_array(e);
	put_identifier(e, f->id, a);
	for (size_t i = 0; v && i < v->ids.n; i++)
		if (!str_eq(v->ids.p[i], f->id))
			put_identifier(e, v->ids.p[i], a);
	for (size_t i = 0; v && i < v->cwe.n; i++)
		if (cwe_number(v->cwe.p[i]))
			put_identifier(e, v->cwe.p[i], a);
	emit_array_end(e);
	emit_key(e, "links");
	emit_array(e);
	struct str own = id_link(f->id, a);
	size_t n = own.n > 0;
	if (own.n) {
		emit_object(e);
		emit_member_str(e, "url", own);
		emit_object_end(e);
	}
	for (size_t i = 0; v && i < v->references.n && n < GITLAB_LINKS; i++) {
		if (!link_is_plain(v->references.p[i]) || str_eq(v->references.p[i], own))
			continue;
		emit_object(e);
		emit_member_str(e, "url", v->references.p[i]);
		emit_object_end(e);
		n++;
	}
	emit_array_end(e);
}
