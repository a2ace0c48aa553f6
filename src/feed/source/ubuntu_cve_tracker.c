/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Ubuntu CVE tracker: one text file for each CVE, in active/, retired/ or ignored/, usually as a tarball of
 * the whole repository.
 *
 *     Candidate: CVE-2022-0778
 *     PublicDate: 2022-03-15 17:15:00 UTC
 *     Description:
 *      The BN_mod_sqrt() function …
 *     Priority: high
 *     CVSS:
 *      nvd: CVSS:3.1/AV:N/… [7.5 HIGH]
 *     upstream_openssl: released (1.1.1n,3.0.2)
 *     jammy_openssl: released (3.0.2-0ubuntu1.1)
 *     esm-infra/xenial_openssl: released (1.0.2g-1ubuntu4.20+esm2)
 *
 * A line RELEASE_SOURCE: STATUS (REMARK) speaks of a source package in a release. `upstream` and `devel` are no
 * releases; a pocket before or behind a slash is another archive. Only the plain line counts for an ordinary
 * user. The pockets of extended maintenance (esm-infra/, esm-apps/, …/esm) need a subscription: a fix there
 * never becomes "fixed". It bounds what is affected, so that who has the subscription and the fix is not
 * accused; where the plain line is missing altogether, it tells that the package is affected.
 *
 *     released (version)                       fixed
 *     needed, pending, in-progress, active     affected
 *     needs-triage                             under investigation
 *     deferred                                 deferred
 *     ignored (end of …, out of …)             end of life
 *     ignored                                  will not fix
 *     not-affected                             not affected
 *     DNE                                      the release has no such package: nothing is said
 *
 * Format: README of the tracker's repository. Releases before 12.04 are left out: there are no images of them.
 */
#include "base/limits.h"
#include "base/map.h"
#include "feed/feed.h"
#include "feed/record.h"

/* What the lines say of one package in one release. */
struct place {
	struct str release, package;
	struct str plain, plain_remark; /* status and remark; empty when there is no such line */
	struct str extended, extended_remark;
};

struct reading {
	struct arena *scratch;
	struct db_build *out;
	struct advisory advisory;
	struct map places; /* "22.04/openssl" → index */
	VEC(struct place) list;
	struct map priorities; /* of one package, where it differs */
};

static unsigned bid(const struct feed_file *file)
{
	static const char *const words[] = { "\nCandidate:",
					     "\nPublicDate:",
					     "\nReferences:",
					     "\nDescription:",
					     "\nPriority:",
					     "\nUbuntu-Description:",
					     NULL };
	struct str head = file->head;
	bool first = str_starts(head, STR("Candidate: ")) || str_starts(head, STR("PublicDate"));
	unsigned n = record_count_words(head, words);
	return n >= 2 && (first || str_has(head, STR("\nCandidate:"))) ? 80 : 0;
}

/* "released (1.2-3)" → "released", "1.2-3". */
static void split_status(struct str value, struct str *status, struct str *remark)
{
	*remark = STR("");
	size_t open = str_find_char(value, '(');
	*status = str_trim(str_slice(value, 0, open));
	if (open == SIZE_MAX)
		return;
	value = str_from(value, open + 1);
	size_t close = str_rfind_char(value, ')');
	*remark = str_trim(str_slice(value, 0, close));
}

static struct place *place_of(struct reading *r, struct str release, struct str package)
{
	bool is_new;
	struct str key = str_printf(r->scratch, "%.*s/%.*s", STRF(release), STRF(package));
	uint32_t *slot = map_put(&r->places, key, &is_new);
	if (is_new) {
		*slot = (uint32_t)r->list.n;
		struct place *p = VEC_PUSH(r->scratch, &r->list);
		p->release = release;
		p->package = package;
	}
	return &r->list.p[*slot];
}

/* jammy_openssl, esm-infra/focal_openssl, trusty/esm_openssl. */
static void read_status_line(struct reading *r, struct str key, struct str value)
{
	struct str where, package, head, tail, release;
	if (!str_cut(key, '_', &where, &package) || !package.n)
		return;
	bool pocket = str_cut(where, '/', &head, &tail), extended = false;
	if (pocket) {
		extended = str_is(tail, "esm") || str_is(head, "esm-infra") ||
			   str_is(head, "esm-apps");
		where = str_is(tail, "esm") ? head : tail;
		if (!extended)
			return;
	}
	if (!record_ubuntu_release(where, &release))
		return;
	struct str status, remark;
	split_status(value, &status, &remark);
	struct place *p = place_of(r, release, package);
	if (extended && (!p->extended.n || str_is(status, "released"))) {
		p->extended = status;
		p->extended_remark = remark;
	} else if (!extended) {
		p->plain = status;
		p->plain_remark = remark;
	}
}

/* The version in "(1.2-3)", "(1.2-3ubuntu1, partial)", "(v1.2)"; empty when there is none. */
static struct str version_in(struct str remark)
{
	struct str word;
	if (!str_next_word(&remark, &word))
		return STR("");
	while (word.n && (word.p[word.n - 1] == ',' || word.p[word.n - 1] == ';'))
		word.n--;
	return word.n && char_is_digit(word.p[0]) ? word : STR("");
}

static bool is_over(struct str remark)
{
	return str_starts(remark, STR("end of ")) || str_starts(remark, STR("out of ")) ||
	       str_starts(remark, STR("reached end of")) || str_starts(remark, STR("was end of"));
}

static bool status_of(struct str word, struct str remark, enum advisory_status *out)
{
	static const struct {
		const char *word;
		enum advisory_status status;
	} words[] = {
		{ "released", ADVISORY_FIXED },
		{ "needed", ADVISORY_AFFECTED },
		{ "pending", ADVISORY_AFFECTED },
		{ "in-progress", ADVISORY_AFFECTED },
		{ "active", ADVISORY_AFFECTED },
		{ "needs-triage", ADVISORY_UNDER_INVESTIGATION },
		{ "deferred", ADVISORY_DEFERRED },
		{ "ignored", ADVISORY_WILL_NOT_FIX },
		{ "not-affected", ADVISORY_NOT_AFFECTED },
	};
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_is(word, words[i].word)) {
			*out = words[i].status;
			if (*out == ADVISORY_WILL_NOT_FIX && is_over(remark))
				*out = ADVISORY_END_OF_LIFE;
			return true;
		}
	return false;
}

/* What an ordinary user has to know; false when nothing is said. */
static bool judge(struct reading *r, const struct place *place, struct advisory_package *p)
{
	struct str word = place->plain, remark = place->plain_remark;
	bool borrowed = !word.n;
	if (borrowed) {
		word = place->extended;
		remark = place->extended_remark;
	}
	struct str first;
	if (str_next_word(&word, &first))
		word = first;
	if (str_is(word, "DNE") || !word.n)
		return false;
	if (!status_of(word, remark, &p->status)) {
		build_refused(r->out, "unknown status");
		return false;
	}
	if (borrowed && p->status == ADVISORY_NOT_AFFECTED && str_has(remark, STR("esm")))
		return false; /* not affected since an update that others do not get */
	struct str fix = version_in(remark);
	/* the plain line may name a version of the extended archive: "0.9.5-0ubuntu1+esm1" */
	borrowed = borrowed || str_has(fix, STR("esm"));
	if (p->status == ADVISORY_FIXED && !borrowed) {
		if (!fix.n) {
			build_refused(r->out, "released without a version");
			return false;
		}
		record_interval(r->scratch, p, STR(""), fix);
		return true;
	}
	if (p->status == ADVISORY_NOT_AFFECTED)
		return true;
	struct str bound = p->status == ADVISORY_FIXED ? fix
			   : str_is(place->extended, "released")
				   ? version_in(place->extended_remark)
				   : STR("");
	if (p->status == ADVISORY_FIXED)
		p->status = ADVISORY_AFFECTED;
	if (bound.n)
		record_below(r->scratch, p, bound);
	else
		record_interval(r->scratch, p, STR(""), STR(""));
	return true;
}

static enum severity priority_of(struct str value)
{
	enum severity s = SEVERITY_UNKNOWN;
	struct str word;
	if (str_next_word(&value, &word))
		(void)severity_parse(word, &s);
	return s;
}

/* Priority_linux: low; also for one release, Priority_linux_focal, which is left out. */
static void read_priority(struct reading *r, struct str package, struct str value)
{
	uint32_t *slot = map_put(&r->priorities, package, NULL);
	*slot = (uint32_t)priority_of(value);
}

static void read_scalar(struct reading *r, struct str key, struct str value)
{
	struct advisory *v = &r->advisory;
	if (str_is(key, "Candidate")) {
		v->id = value;
	} else if (str_is(key, "PublicDate")) {
		if (record_is_date(value))
			v->published = str_slice(value, 0, 10);
	} else if (str_is(key, "Priority")) {
		v->severity = priority_of(value);
	} else if (str_starts(key, STR("Priority_"))) {
		read_priority(r, str_from(key, strlen("Priority_")), value);
	} else if (key.n && (char_is_lower(key.p[0]))) {
		read_status_line(r, key, value);
	}
}

/* An indented line below `key`. */
static void read_continuation(struct reading *r, struct str key, struct str line, struct buf *text)
{
	struct str rest;
	if (str_is(key, "Description")) {
		if (text->n)
			buf_add_char(text, ' ');
		buf_add_str(text, line);
	} else if (str_is(key, "References")) {
		record_add(r->scratch, &r->advisory.references, line);
	} else if (str_is(key, "CVSS") && str_cut(line, ':', NULL, &rest)) {
		str_next_word(&rest, &line);
		record_add(r->scratch, &r->advisory.cvss, line);
	}
}

static void read_lines(struct reading *r, struct str rest, struct buf *text)
{
	struct str line, key = STR("");
	while (str_next_line(&rest, &line)) {
		if (!line.n || line.p[0] == '#')
			continue;
		if (line.p[0] == ' ' || line.p[0] == '\t') {
			read_continuation(r, key, str_trim(line), text);
			continue;
		}
		struct str value;
		if (!str_cut(line, ':', &key, &value)) {
			key = STR("");
			continue;
		}
		key = str_trim(key);
		value = str_trim(value);
		/* "Description: ** REJECT ** …" on the key's own line occurs too */
		if (value.n && str_is(key, "Description"))
			read_continuation(r, key, value, text);
		read_scalar(r, key, value);
	}
}

static void hand_over(struct reading *r)
{
	build_advisory(r->out, &r->advisory);
	for (size_t i = 0; i < r->advisory.packages.n; i++)
		build_covers(r->out, ECOSYSTEM_UBUNTU, r->advisory.packages.p[i].release);
}

static void finish(struct reading *r)
{
	struct advisory *v = &r->advisory;
	for (size_t i = 0; i < r->list.n; i++) {
		const struct place *place = &r->list.p[i];
		const uint32_t *own = map_get(&r->priorities, place->package);
		struct advisory_package p = {
			.ecosystem = ECOSYSTEM_UBUNTU,
			.release = place->release,
			.name = place->package,
			.severity = own ? (enum severity) * own : v->severity,
		};
		if (judge(r, place, &p))
			*VEC_PUSH(r->scratch, &v->packages) = p;
	}
	if (!record_is_cve(v->id))
		build_refused(r->out, "not a CVE number");
	else if (str_starts(v->details, STR("** REJECT")) ||
		 str_starts(v->details, STR("Rejected reason")))
		build_refused(r->out, "rejected");
	else if (!v->packages.n)
		build_refused(r->out, "no package of a known release");
	else
		hand_over(r);
}

static int read(const struct feed_file *file, struct arena *scratch, struct db_build *out,
		struct fault *f)
{
	OWNED(buf_donep) struct buf bytes, text;
	buf_init(&text, LIMIT_FEED_LINE);
	buf_init(&bytes, LIMIT_FEED_RECORD);
	TRY(record_slurp(file->body, LIMIT_FEED_RECORD, &bytes, f));
	struct reading r = { .scratch = scratch, .out = out };
	map_init(&r.places, scratch);
	map_init(&r.priorities, scratch);
	read_lines(&r, buf_str(&bytes), &text);
	r.advisory.details = str_trim(buf_str(&text));
	record_date(out, r.advisory.published);
	finish(&r);
	return 0;
}

const struct feed feed_ubuntu_cve_tracker = {
	.name = "ubuntu-cve-tracker",
	.title = "Ubuntu CVE tracker (text)",
	.priority = 100,
	.bid = bid,
	.read = read,
};
