/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the HTML report (tell/format/html.c), from top to bottom. Each writes one <section> of one image.
 */
#pragma once

#include "tell/format.h"
#include "tell/html.h"

struct part {
	struct html *h;
	const struct report *r;
	const struct tell_options *options;
	size_t number; /* of the image, from 1: begins the ids of its elements, "i1-plan" */
};

void part_verdict(const struct part *p);
void part_plan(const struct part *p);
void part_charts(const struct part *p);
bool part_has_charts(const struct report *r);
void part_layers(const struct part *p);
void part_findings(const struct part *p);
void part_decided(const struct part *p);
void part_gaps(const struct part *p);
void part_packages(const struct part *p);
void part_image(const struct part *p);

/* The phrases that data/report.js speaks, once for the page: <script id="phrases">. */
void part_phrases(struct html *h);

/* ---- what the parts share ---- */

/* "<section id="i1-NAME"><h2>TITLE</h2>"; part_end() closes it. */
void part_begin(const struct part *p, const char *name, enum phrase title);
void part_end(const struct part *p);

/* "<dt>LABEL</dt><dd>TEXT</dd>" within a <dl>; nothing when the text is empty. */
void part_fact(const struct part *p, enum phrase label, struct wording text);
void part_fact_code(const struct part *p, enum phrase label, struct str text);

/* What the image is called. */
struct str part_subject(const struct report *r);

/* The instruction of a layer, short; empty when none is recorded. */
struct str part_instruction(const struct part *p, uint16_t layer);

/* "layer 3 of 7" */
struct wording part_layer(const struct part *p, uint16_t layer);

/* Counted among what is wrong: neither a gap nor ignored. */
bool part_counts(const struct finding *f);
