/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Implants outside of files: the configuration (ENV, ENTRYPOINT, CMD, HEALTHCHECK), the history, and layers that the
 * history does not know.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "base/path.h"
#include "find/lib/implant_miner.h"
#include "find/lib/implant_seen.h"
#include "find/lib/implant_text.h"

bool implant_is_common_preload(struct str library)
{
	static const struct str names[] = {
		STR_INIT("libjemalloc"),  STR_INIT("libtcmalloc"),
		STR_INIT("libmimalloc"),  STR_INIT("libnss_wrapper"),
		STR_INIT("libfaketime"),  STR_INIT("libeatmydata"),
		STR_INIT("libgomp"),	  STR_INIT("libiomp5"),
		STR_INIT("libsnmalloc"),  STR_INIT("libhardened_malloc"),
		STR_INIT("libasan"),	  STR_INIT("libuid_wrapper"),
		STR_INIT("libgnu-iconv"), STR_INIT("preloadable_libiconv"),
	};
	struct str name = path_base(library);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_starts(name, names[i]))
			return true;
	return false;
}

struct outside {
	const struct watch_image *image;
	struct implants *out;
	struct miner_search *miner;
};

static void tell(struct outside *o, enum implant_kind kind, enum severity severity, struct str path,
		 uint16_t layer, struct str words)
{
	struct implant one = { .kind = kind,
			       .severity = severity,
			       .place = PLACE_ACT_NOW,
			       .layer = layer,
			       .hidden_by = LAYER_NONE,
			       .path = path,
			       .words = words };
	if (words.n)
		implants_add(o->out, &one);
}

static void look_at(struct outside *o, struct str path, uint16_t layer, struct str text, bool runs)
{
	uint32_t line = 0;
	if (text.n == 0)
		return;
	tell(o, IMPLANT_REVERSE_SHELL, SEVERITY_CRITICAL, path, layer,
	     str_of(text_reverse_shell(text, &line)));
	if (runs)
		tell(o, IMPLANT_STARTUP_DOWNLOADS, SEVERITY_HIGH, path, layer,
		     str_of(text_download(text, &line)));
	miner_search_begin(o->miner);
	miner_search_add(o->miner, text);
	tell(o, IMPLANT_MINER, SEVERITY_CRITICAL, path, layer,
	     miner_search_end(o->miner, MINER_CONFIG, text, o->image->arena));
}

static void look_at_words(struct outside *o, const char *path, const struct str *p, size_t n)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, LIMIT_MANIFEST);
	for (size_t i = 0; i < n; i++) {
		buf_add_str(&b, p[i]);
		buf_add_char(&b, ' ');
	}
	look_at(o, str_of(path), LAYER_NONE, buf_str(&b), true);
}

static void look_at_environment(struct outside *o, struct str pair)
{
	struct str name, value;
	if (!str_cut(pair, '=', &name, &value))
		return;
	value = str_trim(value);
	if (str_is(name, "LD_PRELOAD") && value.n && !implant_is_common_preload(value))
		tell(o, IMPLANT_PRELOAD, SEVERITY_HIGH, STR("config ENV"), LAYER_NONE,
		     str_printf(o->image->arena, "LD_PRELOAD=%.*s", STRF(value)));
}

static void look_at_history(struct outside *o)
{
	const struct image *image = &o->image->report->image;
	uint16_t *layer_of = arena_array(o->image->arena, image->history.n + 1, sizeof(*layer_of));
	memset(layer_of, 0xff, (image->history.n + 1) * sizeof(*layer_of));
	for (size_t i = 0; i < image->layers.n; i++)
		if (image->layers.p[i].history < image->history.n)
			layer_of[image->layers.p[i].history] = (uint16_t)i;
	for (size_t i = 0; i < image->history.n; i++)
		look_at(o, str_printf(o->image->arena, "history %zu", i + 1), layer_of[i],
			image->history.p[i].created_by, false);
}

/*
 * Only when other layers do have a history: some builders record none at all. A comment ("imported from -",
 * "FROM base") is as good as an instruction.
 */
static void look_for_missing_history(struct outside *o)
{
	const struct image *image = &o->image->report->image;
	size_t known = 0;
	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < image->layers.n; i++) {
			uint32_t at = image->layers.p[i].history;
			bool has = at < image->history.n && (image->history.p[at].created_by.n ||
							     image->history.p[at].comment.n);
			known += pass == 0 && has;
			if (pass == 0 || has || known == 0)
				continue;
			struct implant one = {
				.kind = IMPLANT_NO_HISTORY,
				.severity = SEVERITY_LOW,
				.place = PLACE_NOTE,
				.layer = (uint16_t)i,
				.hidden_by = LAYER_NONE,
				.path = str_printf(o->image->arena, "layer %zu", i + 1),
				.words = at < image->history.n
						 ? STR("its instruction is empty")
						 : STR("more layers than recorded steps")
			};
			implants_add(o->out, &one);
		}
	}
}

void implant_judge_image(const struct watch_image *image, struct implants *out)
{
	const struct image *i = &image->report->image;
	struct outside o = { .image = image, .out = out };
	if (i->history.n == 0 && i->env.n == 0 && i->entrypoint.n == 0 && i->cmd.n == 0)
		return;
	o.miner = miner_search_new(image->miners);
	for (size_t k = 0; k < i->env.n; k++)
		look_at_environment(&o, i->env.p[k]);
	look_at_words(&o, "config ENTRYPOINT", i->entrypoint.p, i->entrypoint.n);
	look_at_words(&o, "config CMD", i->cmd.p, i->cmd.n);
	look_at_words(&o, "config HEALTHCHECK", i->healthcheck.p, i->healthcheck.n);
	look_at_history(&o);
	look_for_missing_history(&o);
	miner_search_free(o.miner);
}
