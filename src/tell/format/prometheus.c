/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prometheus' text format: gauges of every image, for the textfile collector of the node exporter or a push gateway.
 * No series is about a single finding: their number is bounded by kinds, severities and places, whatever is found.
 *
 * A metric's lines stand together, its HELP and TYPE before them; values of labels are escaped as the format says. Two
 * images of one run with equal labels would be one series twice, which a server refuses: the later one gets the label
 * index="2".
 *
 * Format: "Exposition formats" in Prometheus' documentation, text format 0.0.4.
 */
#include "base/map.h"
#include "base/term.h"
#include "model/identity.h"
#include "tell/describe.h"
#include "tell/format.h"
#include "tell/identify.h"

enum { LABEL = 500 };

struct writer {
	struct out *out;
	const struct tell_options *options;
	const struct report_set *set;
	struct str *labels; /* of each report */
	struct arena *a;
};

static struct str escaped(struct writer *w, struct str s)
{
	s = text_clip(w->a, text_safe(w->a, s), LABEL);
	char *p = arena_bytes(w->a, s.n * 2 + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			p[n++] = '\\';
		p[n++] = s.p[i];
	}
	return str_make(p, n);
}

static void begin(struct writer *w, const char *name, const char *help)
{
	out_printf(w->out, "# HELP seaworthy_%s %s\n# TYPE seaworthy_%s gauge\n", name, help, name);
}

static void put(struct writer *w, const char *name, size_t report, struct str more, uint64_t value)
{
	out_printf(w->out, "seaworthy_%s{%.*s%s%.*s} %llu\n", name, STRF(w->labels[report]),
		   more.n ? "," : "", STRF(more), (unsigned long long)value);
}

/* ---- one metric each ---- */

static void put_info(struct writer *w)
{
	begin(w, "image_info", "What was scanned; always 1.");
	for (size_t i = 0; i < w->set->n; i++) {
		const struct report *r = w->set->reports[i];
		struct str more = str_printf(
			w->a,
			"image_id=\"%.*s\",os=\"%.*s\",base=\"%.*s\",gate=\"%.*s\",version=\"%.*s\"",
			STRF(escaped(w, digest_text(w->a, &r->image.config))),
			STRF(escaped(w, describe_os(r, w->a))), STRF(escaped(w, r->base.name)),
			STRF(escaped(w, r->gate.name)),
			STRF(escaped(w, str_of(w->options->version))));
		put(w, "image_info", i, more, 1);
	}
}

static void put_verdicts(struct writer *w)
{
	static const struct {
		enum verdict verdict;
		const char *label;
	} states[] = { { VERDICT_SEAWORTHY, "seaworthy" },
		       { VERDICT_NOT_SEAWORTHY, "not_seaworthy" },
		       { VERDICT_INCOMPLETE, "incomplete" } };
	begin(w, "verdict", "1 for the verdict that the image got.");
	for (size_t i = 0; i < w->set->n; i++)
		for (size_t k = 0; k < ARRAY_LEN(states); k++)
			put(w, "verdict", i, str_printf(w->a, "verdict=\"%s\"", states[k].label),
			    w->set->reports[i]->verdict == states[k].verdict);
}

static void put_findings(struct writer *w)
{
	begin(w, "findings", "Findings by kind, severity and place.");
	for (size_t i = 0; i < w->set->n; i++) {
		const struct report *r = w->set->reports[i];

		uint64_t n[FINDING_KIND_COUNT_][SEVERITY_COUNT_][PLACE_COUNT_] = { { { 0 } } };
		for (size_t k = 0; k < r->findings.n; k++)
			n[r->findings.p[k].kind][r->findings.p[k].severity]
			 [r->findings.p[k].place]++;
		for (unsigned k = 0; k < FINDING_KIND_COUNT_; k++)
			for (unsigned s = 0; s < SEVERITY_COUNT_; s++)
				for (unsigned p = 0; p < PLACE_COUNT_; p++)
					if (n[k][s][p])
						put(w, "findings", i,
						    str_printf(
							    w->a,
							    "kind=\"%s\",severity=\"%s\",place=\"%s\"",
							    finding_kind_name((enum finding_kind)k),
							    severity_name((enum severity)s),
							    finding_place_name(
								    (enum finding_place)p)),
						    n[k][s][p]);
	}
}

/* Every severity, also with nothing: an alert on the value must not depend on the series being there. */
static void put_vulnerabilities(struct writer *w)
{
	begin(w, "vulnerabilities",
	      "Vulnerabilities that are not ignored, by severity and whether there is a fix.");
	for (size_t i = 0; i < w->set->n; i++) {
		const struct report *r = w->set->reports[i];
		uint64_t n[SEVERITY_COUNT_][2] = { { 0 } };
		for (size_t k = 0; k < r->findings.n; k++) {
			const struct finding *f = &r->findings.p[k];
			if (f->vulnerability && !f->ignored && tell_has(w->options, f))
				n[f->severity][f->vulnerability->fixed.n > 0]++;
		}
		for (size_t s = SEVERITY_COUNT_; s-- > 0;)
			for (unsigned fixable = 0; fixable < 2; fixable++)
				put(w, "vulnerabilities", i,
				    str_printf(w->a, "severity=\"%s\",fixable=\"%s\"",
					       severity_name((enum severity)s),
					       fixable ? "yes" : "no"),
				    n[s][fixable]);
	}
}

/* ---- single numbers ---- */

static uint64_t exploited_of(const struct report *r)
{
	uint64_t n = 0;
	for (size_t i = 0; i < r->findings.n; i++)
		n += r->findings.p[i].vulnerability && !r->findings.p[i].ignored &&
		     r->findings.p[i].vulnerability->kev_added.n;
	return n;
}

static uint64_t blocking_of(const struct report *r)
{
	return report_count_place(r, PLACE_ACT_NOW);
}

static uint64_t gaps_of(const struct report *r)
{
	return count_gaps(r);
}

static uint64_t ignored_of(const struct report *r)
{
	return count_ignored(r);
}

static uint64_t packages_of(const struct report *r)
{
	return report_count_live(r);
}

static uint64_t layers_of(const struct report *r)
{
	return r->image.layers.n;
}

static uint64_t bytes_of(const struct report *r)
{
	uint64_t n = 0;
	for (size_t i = 0; i < r->layers.n; i++)
		n += r->layers.p[i].bytes;
	return n;
}

static uint64_t steps_of(const struct report *r)
{
	return r->plan.needed;
}

static uint64_t scanned_of(const struct report *r)
{
	uint64_t seconds = 0;
	time_of_text(time_of_report(r), &seconds);
	return seconds;
}

static uint64_t data_of(const struct report *r)
{
	uint64_t seconds = 0;
	time_of_text(r->database.built, &seconds);
	return seconds;
}

static const struct {
	const char *name, *help;
	uint64_t (*value)(const struct report *r);
} gauges[] = {
	{ "blocking_findings", "Findings that the gate blocks.", blocking_of },
	{ "exploited_vulnerabilities", "Vulnerabilities known to be exploited, not ignored.",
	  exploited_of },
	{ "gaps", "Things that could not be read or judged.", gaps_of },
	{ "ignored_findings", "Findings that somebody decided do not count.", ignored_of },
	{ "packages", "Packages that a container sees.", packages_of },
	{ "plan_steps_needed", "Steps to a green gate.", steps_of },
	{ "image_layers", "Layers of the image.", layers_of },
	{ "image_bytes", "Uncompressed bytes of all layers that were read.", bytes_of },
	{ "scan_timestamp_seconds", "Time of the scan, Unix time.", scanned_of },
	{ "database_timestamp_seconds",
	  "Newest date in the advisory data, Unix time; 0 without a database.", data_of },
};

static void put_gauges(struct writer *w)
{
	for (size_t g = 0; g < ARRAY_LEN(gauges); g++) {
		begin(w, gauges[g].name, gauges[g].help);
		for (size_t i = 0; i < w->set->n; i++)
			put(w, gauges[g].name, i, STR(""), gauges[g].value(w->set->reports[i]));
	}
}

static void make_labels(struct writer *w, struct arena *a)
{
	struct map seen;
	map_init(&seen, a);
	w->labels = arena_array(a, w->set->n + 1, sizeof(*w->labels));
	for (size_t i = 0; i < w->set->n; i++) {
		const struct report *r = w->set->reports[i];
		struct str text = str_printf(
			a, "image=\"%.*s\",platform=\"%.*s\"", STRF(escaped(w, image_title(r))),
			STRF(escaped(w, platform_text(w->a, &r->image.platform))));
		uint32_t n = ++*map_put(&seen, text, NULL);
		w->labels[i] = n == 1 ? text : str_printf(a, "%.*s,index=\"%u\"", STRF(text), n);
	}
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(arena_freep) struct arena *labels = arena_new();
	struct writer w = { .out = out, .options = options, .set = set, .a = a };
	static void (*const parts[])(struct writer *) = { put_info, put_verdicts, put_findings,
							  put_vulnerabilities, put_gauges };
	make_labels(&w, labels);
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		arena_reset(a);
		parts[i](&w);
	}
	return out_finish(out, f);
}

const struct format format_prometheus = {
	.name = "prometheus",
	.title = "gauges in Prometheus' text format",
	.write = write,
};
