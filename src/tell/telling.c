/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/telling.h"

#include "base/term.h"
#include "tell/describe.h"

void telling_init(struct telling *t, const struct report_set *set,
		  const struct tell_options *options)
{
	*t = (struct telling){
		.set = set, .options = options, .run = arena_new(), .a = arena_new()
	};
	finding_ids_init(&t->ids);
}

void telling_done(struct telling *t)
{
	finding_ids_done(&t->ids);
	arena_free(t->run);
	arena_free(t->a);
	*t = (struct telling){ 0 };
}

bool telling_image(struct telling *t)
{
	if (t->next_image == t->set->n)
		return false;
	t->r = t->set->reports[t->next_image++];
	t->finding = NULL;
	t->next_finding = 0;
	arena_reset(t->run);
	arena_reset(t->a);
	t->steps = steps_of_findings(t->r, t->run);
	t->layers = arena_array(t->run, t->r->image.layers.n, sizeof(*t->layers));
	finding_ids_image(&t->ids, t->r);
	return true;
}

bool telling_finding(struct telling *t)
{
	while (t->next_finding < t->r->findings.n) {
		size_t i = t->next_finding++;
		t->finding = &t->r->findings.p[i];
		t->step = t->steps[i];
		if (t->options && !tell_has(t->options, t->finding))
			continue;
		arena_reset(t->a);
		return true;
	}
	return false;
}

struct str telling_layer(struct telling *t, uint16_t layer)
{
	if (layer >= t->r->image.layers.n)
		return STR("");
	struct str *words = &t->layers[layer];
	if (words->n == 0)
		*words = text_safe(t->run, report_layer_words(t->r, layer, t->run));
	return *words;
}

struct str telling_facts(struct telling *t)
{
	return describe_facts_built(t->r, t->finding, telling_layer(t, t->finding->layer), t->a);
}
