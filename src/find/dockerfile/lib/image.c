/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/image.h"

#include "find/dockerfile/lib/ship.h"
#include "find/dockerfile/lib/value.h"

bool is_image_value(struct str from)
{
	return str_find_char(from, ':') != SIZE_MAX || str_find_char(from, '/') != SIZE_MAX ||
	       str_find_char(from, '@') != SIZE_MAX;
}

bool image_used(struct lint *l, uint32_t instruction, const struct df_instruction *i,
		struct used_image *out)
{
	if (i->kind == DF_FROM) {
		const struct df_stage *stage = stage_at(l, instruction);
		if (!stage || stage->from != i || stage->scratch || stage->parent != DF_GLOBAL ||
		    !i->args.n || !stage->reference.repository.n)
			return false;
		*out = (struct used_image){ stage->reference, stage->base, i->args.p[0].span };
		return true;
	}
	const struct df_flag *from = i->kind == DF_COPY ? df_flag(i, "from") : NULL;
	if (!from || !is_image_value(from->value) || str_find_char(from->value, '$') != SIZE_MAX)
		return false;
	*out = (struct used_image){ .text = from->value, .span = from->value_span };
	return df_reference_parse(lint_arena(l), from->value, &out->reference);
}

struct str official_base(const struct df_build *b, const struct df_stage *stage)
{
	const struct df_stage *root = ship_root(b, stage);
	const struct df_reference *r = &root->reference;
	struct str prefix = STR("library/");
	if (root->scratch || r->unknown || !str_is(r->registry, "docker.io") ||
	    !str_starts(r->repository, prefix))
		return (struct str){ 0 };
	return str_from(r->repository, prefix.n);
}

struct str mount_from(struct str mount)
{
	struct str part, key, value;
	while (str_next(&mount, ',', &part))
		if (str_cut(part, '=', &key, &value) && str_eq_nocase(key, STR("from")))
			return value;
	return (struct str){ 0 };
}
