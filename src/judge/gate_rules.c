/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a policy says of images as a whole: which bases they may stand on, which registries they may come from,
 * which labels they must have.
 *
 * A base has many spellings: debian:12, docker.io/library/debian:12. A pattern is compared with the name as the
 * catalogue has it, with its full form and with its short one, and each of them without tag and digest, so
 * that "debian" means every tag. A base that nobody knows is not an allowed one: it is a finding, too.
 *
 * Of registries, the base's counts, and those in the image's own names. A name without one means docker.io for a
 * base (FROM takes it so), and nothing for the image: it was given where it was built.
 *
 * Images whose configuration could not be read, and root file systems, have none of this and are not judged by it.
 */
#include "judge/gate_parts.h"

enum { LISTED = 5 };

bool gate_is_rule(const struct finding *f)
{
	return f->kind == FINDING_MISCONFIGURATION &&
	       (str_is(f->id, "base-not-allowed") || str_is(f->id, "registry-not-allowed") ||
		str_is(f->id, "label-required"));
}

static struct finding *add(struct report *r, const char *id, enum severity severity)
{
	struct finding *f = report_add(r, FINDING_MISCONFIGURATION);
	f->id = str_of(id);
	f->severity = severity;
	f->place = f->own_place = PLACE_ACT_NOW;
	return f;
}

/* "debian:*, alpine:* and 3 more" */
static struct str list_of(struct arena *a, const struct str *p, size_t n)
{
	struct str text = STR("");
	for (size_t i = 0; i < n && i < LISTED; i++)
		text = str_printf(a, "%.*s%s%.*s", STRF(text), i ? ", " : "", STRF(p[i]));
	return n > LISTED ? str_printf(a, "%.*s and %zu more", STRF(text), n - LISTED) : text;
}

/* ---- names of images ---- */

struct reference {
	struct str host; /* empty: it has none */
	struct str rest; /* "library/debian:12" */
};

/* The part before the first slash is a host when it could not be a folder of the hub. */
static struct reference reference_of(struct str name)
{
	struct str head, tail;
	if (str_cut(name, '/', &head, &tail) &&
	    (str_find_char(head, '.') != SIZE_MAX || str_find_char(head, ':') != SIZE_MAX ||
	     str_is(head, "localhost")))
		return (struct reference){ head, tail };
	return (struct reference){ STR(""), name };
}

/* Without tag and digest. */
static struct str bare(struct str rest)
{
	str_cut(rest, '@', &rest, NULL);
	size_t slash = str_rfind_char(rest, '/'), colon = str_rfind_char(rest, ':');
	if (colon != SIZE_MAX && (slash == SIZE_MAX || colon > slash))
		rest = str_slice(rest, 0, colon);
	return rest;
}

static bool is_hub(struct str host)
{
	return host.n == 0 || str_is(host, "docker.io") || str_is(host, "index.docker.io");
}

static bool fits_either(struct str pattern, struct str name)
{
	return str_glob(pattern, name) || str_glob(pattern, bare(name));
}

static bool base_fits(struct arena *a, struct str pattern, struct str name)
{
	struct reference r = reference_of(name);
	if (fits_either(pattern, name))
		return true;
	if (!is_hub(r.host))
		return false;
	struct str brief = r.rest;
	if (str_starts(brief, STR("library/")))
		brief = str_from(brief, 8);
	bool official = str_find_char(brief, '/') == SIZE_MAX;
	return fits_either(pattern, brief) ||
	       fits_either(pattern, str_printf(a, "docker.io/%s%.*s", official ? "library/" : "",
					       STRF(brief)));
}

/* ---- the rules ---- */

static void judge_base(struct report *r, const struct policy *p)
{
	struct arena *a = r->arena;
	struct str name = r->base.name;
	if (name.n == 0 && r->os.is_scratch)
		name = STR("scratch");
	for (size_t i = 0; name.n && i < p->allowed_bases.n; i++)
		if (base_fits(a, p->allowed_bases.p[i], name))
			return;
	struct finding *f = add(r, "base-not-allowed", SEVERITY_HIGH);
	struct str allowed = list_of(a, p->allowed_bases.p, p->allowed_bases.n);
	f->title = name.n ? str_printf(a, "%.*s is not an allowed base", STRF(name))
			  : STR("it is not known what this is built on");
	f->message = str_printf(a, "%.*s allows %.*s.", STRF(p->source), STRF(allowed));
	f->fix = name.n ? str_printf(a, "build on one of: %.*s", STRF(allowed))
			: STR("name the base with --base, or add it to a catalogue with seaworthy "
			      "base add");
}

/* A pattern with a slash speaks of names below a registry, too. */
static bool registry_fits(const struct policy *p, struct arena *a, struct str host, struct str rest)
{
	struct str full = str_printf(a, "%.*s/%.*s", STRF(host), STRF(bare(rest)));
	for (size_t i = 0; i < p->allowed_registries.n; i++) {
		struct str pattern = p->allowed_registries.p[i];
		if (str_glob(pattern, host) ||
		    (str_find_char(pattern, '/') != SIZE_MAX && str_glob(pattern, full)))
			return true;
	}
	return false;
}

static void judge_registries(struct report *r, const struct policy *p)
{
	struct arena *a = r->arena;
	VEC(struct str) wrong = { 0 };
	if (r->base.name.n) {
		struct reference base = reference_of(r->base.name);
		struct str host = base.host.n ? base.host : STR("docker.io");
		if (!registry_fits(p, a, host, base.rest))
			*VEC_PUSH(a, &wrong) = str_printf(a, "%.*s (the base %.*s)", STRF(host),
							  STRF(r->base.name));
	}
	for (size_t i = 0; i <= r->image.names.n; i++) {
		/* its name may be that of a file, which the user gave */
		struct str name = i ? r->image.names.p[i - 1] : r->image.name;
		struct reference own = reference_of(name);
		bool skip = str_eq(name, i ? r->image.name : r->reference);
		if (own.host.n && !skip && !registry_fits(p, a, own.host, own.rest))
			*VEC_PUSH(a, &wrong) =
				str_printf(a, "%.*s (%.*s)", STRF(own.host), STRF(name));
	}
	if (wrong.n == 0)
		return;
	struct finding *f = add(r, "registry-not-allowed", SEVERITY_HIGH);
	struct str allowed = list_of(a, p->allowed_registries.p, p->allowed_registries.n);
	f->title = STR("comes from a registry that is not allowed");
	f->message = str_printf(a, "%.*s; %.*s allows %.*s.", STRF(list_of(a, wrong.p, wrong.n)),
				STRF(p->source), STRF(allowed));
	f->fix = str_printf(a, "take images from %.*s", STRF(allowed));
}

static bool has_label(const struct image *image, struct str key)
{
	for (size_t i = 0; i < image->labels.n; i++)
		if (str_eq(image->labels.p[i].key, key) && str_trim(image->labels.p[i].value).n)
			return true;
	return false;
}

static void judge_labels(struct report *r, const struct policy *p)
{
	struct arena *a = r->arena;
	for (size_t i = 0; i < p->required_labels.n; i++) {
		struct str key = p->required_labels.p[i];
		if (has_label(&r->image, key))
			continue;
		struct finding *f = add(r, "label-required", SEVERITY_MEDIUM);
		f->path = str_printf(a, "label %.*s", STRF(key));
		f->title = str_printf(a, "the label %.*s is missing", STRF(key));
		f->message = str_printf(a, "%.*s requires it, with a value.", STRF(p->source));
		f->fix = str_printf(a, "write LABEL %.*s=... in the Dockerfile", STRF(key));
	}
}

void gate_add_rules(struct report *r, const struct policy *p)
{
	if (r->image.config_json.n == 0)
		return;
	if (p->allowed_bases.n)
		judge_base(r, p);
	if (p->allowed_registries.n)
		judge_registries(r, p);
	judge_labels(r, p);
}
