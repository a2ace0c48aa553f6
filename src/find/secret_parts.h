/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the parts of the secret engine (src/find/secret*.c) fit together. For nobody else.
 *
 *     secret.c          engine; a reader takes subjects
 *     secret_kind.c     what a subject is, by its first bytes and path
 *     secret_unpack.c   gzip and zip: packed windows in, texts out
 *     secret_pyc.c      strings of Python bytecode set apart
 *     secret_scan.c     a text in windows: libhs, borders, lines, what is found
 *     secret_runs.c     where a token could be
 *     secret_pattern.c  a pattern in pieces
 *     secret_cut.c      the beginning of a pattern, for libhs
 *     secret_token.c    which patterns are about tokens
 *     secret_confirm.c  one candidate: PCRE2, entropy, check
 *     secret_settle.c   of several hits at one place the best one; order; telling
 *     secret_wrap.c     base64, percent and UTF-16 within a text
 *     secret_mask.c     showing without telling
 */
#pragma once

#include "base/grep.h"
#include "base/vec.h"
#include "find/secret.h"

/* Bytes in front of a candidate's end that must be at hand, and behind it: SECRET_SPAN for the match, as much
 * for what stands beside it, and the body of a key block. */
#define SECRET_BLOCK_KEY (16 * KIB)
#define SECRET_BEHIND	 ((size_t)2 * SECRET_SPAN + 512)
#define SECRET_AHEAD	 (SECRET_BLOCK_KEY + (size_t)2 * SECRET_SPAN)
/* libhs gets this much at a time: with all that belongs to it it stays in the second-level cache. */
#define SECRET_WINDOW (128 * KIB)

/* Bytes that are looked at to tell what a subject is. */
#define SECRET_HEAD 1024

/* Bytes of a run of the alphabet of base64 that every token has, and how far beside it libhs looks. */
#define SECRET_RUN  24
#define SECRET_NEAR 160

/* Patterns that libhs looks for together. */
enum secret_part {
	SECRET_EVERYWHERE,
	SECRET_NEAR_RUNS, /* built-in ones whose matches have a run in them: only near runs */
	SECRET_CONFIGURED,
	SECRET_PART_COUNT_,
};

struct secret_patterns {
	struct grep *grep; /* NULL: there are none */
	uint32_t *rules;   /* by number of the pattern */
	uint32_t n;
};

struct secret_engine {
	struct secret_patterns part[SECRET_PART_COUNT_];
	const struct secret_rule **rules; /* NULL: switched off */
	const char **providers;
	bool (*leaves_out)(void *context, const struct secret_hit *hit, struct str path);
	void *context;
	uint32_t *width; /* of the longest match, at most SECRET_SPAN */
	uint32_t n;
};

/* ---- patterns ---- */

struct secret_pattern {
	struct str text;
	size_t at;
};

enum secret_atom {
	SECRET_ATOM_UNKNOWN, /* not understood */
	SECRET_ATOM_LITERAL, /* one byte */
	SECRET_ATOM_SOME,    /* one byte of several */
	SECRET_ATOM_BORDER,  /* none: what stands between */
};

enum secret_group {
	SECRET_GROUP_UNKNOWN,
	SECRET_GROUP_OPEN,  /* "(", "(?:", "(?i:": up to its ")" */
	SECRET_GROUP_FLAGS, /* "(?i)", no group */
};

struct secret_repeat {
	uint32_t least, most;
	bool given;
};

/* Each goes on over what it takes. The pattern is at "(" for a group, and not at its end for an atom. */
enum secret_atom secret_take_atom(struct secret_pattern *p);
enum secret_group secret_take_group(struct secret_pattern *p);
struct secret_repeat secret_take_repeat(struct secret_pattern *p); /* "{2,5}?", "+"; once else */

/*
 * Does every match of the pattern have a run of SECRET_RUN bytes, which begins at most SECRET_NEAR behind its own
 * beginning? And is no match of `beginning`, which libhs looks for, longer than that?
 */
bool secret_is_token(struct str pattern, struct str beginning);

/*
 * What libhs looks for: every match of the rule's pattern begins with a match of it. False: use
 * the whole pattern.
 */
bool secret_cut(const struct secret_rule *rule, enum secret_part part, struct buf *out);

/* ---- one candidate ---- */

struct secret_span {
	size_t from, to;
};

struct secret_matcher;

struct secret_matcher *secret_matcher_new(const struct secret_engine *e);
void secret_matcher_free(struct secret_matcher *m); /* accepts NULL */

/* Would PCRE2 take the patterns of the rules from this number on? E_USAGE names the first that it does not. */
int secret_matcher_check(const struct secret_engine *e, uint32_t from, struct fault *f);

/*
 * The first match of the rule that begins in [from, last] of the text: 1, or 0; E_LIMIT when
 * that cannot be told with reasonable effort. What is 256 bytes in front of `from` counts as around it.
 */
int secret_matcher_find(struct secret_matcher *m, uint32_t rule, struct str text, size_t from,
			size_t last, struct secret_span *out_match, struct secret_span *out_value);

/* Placeholder, entropy, the rule's check. */
bool secret_candidate_judge(const struct secret_rule *rule, struct secret_candidate *c);

/* ---- runs ---- */

/* Both alphabets of base64 (RFC 4648, 4 and 5): tokens of nearly all providers are made of it. */
static inline bool secret_in_alphabet(char c)
{
	return char_is_alnum(c) || c == '+' || c == '/' || c == '-' || c == '_';
}

/* All zero when a text begins, but for `narrow`: without the wide registers that the processor may have. */
struct secret_runs {
	bool narrow;
	uint64_t at;			/* in the text: everything in front was looked at */
	uint64_t one, two, four, eight; /* of the bytes in front: runs of such length end there */
	bool ended;
};

struct secret_runs_told {
	void *context;
	void (*begins)(void *context, uint64_t at); /* a run; may be NULL */
	/* SECRET_NEAR bytes on both sides of runs that could be of a token, in ascending order of `to` */
	void (*near)(void *context, uint64_t from, uint64_t to);
};

/*
 * Tells of the runs in a text of which the bytes from `base` on are at hand: from the last of those that were looked
 * at, if any were. But for the last bytes of a text, it goes on in steps of 64 bytes.
 */
void secret_runs_find(struct secret_runs *r, struct str text, uint64_t base, bool last,
		      const struct secret_runs_told *told);

/* ---- a text in windows ---- */

/* A hit that was not told yet. Strings are in the arena of the scan. */
struct secret_pending {
	struct secret_hit hit;
	uint64_t from, to; /* bytes of the text that it covers */
	uint64_t order;	   /* within a wrapping */
	uint32_t rule;
};

struct secret_ends {
	uint64_t first, last; /* matches of the rule end here, and possibly anywhere between */
	uint32_t rule;
};

struct secret_seen {
	uint64_t done;	 /* where matches begin in front of it is known */
	uint32_t newest; /* its last one in `ends`, + 1 */
	bool touched;
};

struct secret_scan {
	struct secret_reader *reader;
	struct arena *arena; /* of pending hits; empty when there are none */

	/* The bytes at hand, and the offset of the first one. */
	struct str text;
	uint64_t base;
	char *buffer; /* when they are copied: text.p */

	uint64_t scanned; /* libhs has seen everything in front */
	struct secret_runs runs;
	uint64_t near_from, near_to, near_done; /* near a run; and what libhs has seen of that */
	uint64_t *begins; /* of runs: from begins_at on those that were not looked into */
	size_t begins_at, begins_n, begins_cap;
	struct secret_ends *ends;
	size_t ends_n, ends_cap;
	struct secret_seen *seen; /* by rule */
	uint32_t *touched;	  /* rules of which something was seen in this text */
	uint32_t touched_n;

	bool lines; /* text, of which lines are counted */
	uint64_t line, line_from, counted;

	enum secret_wrap wrap;
	struct str member;
	uint64_t wrap_offset; /* told as the offset, unless wrap is plain */

	/* Where to go on looking for wrapped texts, and in the middle of what. */
	uint64_t base64_next, percent_next, percent_done;
	bool base64_inside;

	VEC(struct secret_pending) pending;
};

void secret_scan_init(struct secret_scan *s, struct secret_reader *r, bool windows);
void secret_scan_done(struct secret_scan *s);
void secret_scan_begin(struct secret_scan *s, bool lines, enum secret_wrap wrap, struct str member,
		       uint64_t wrap_offset);
void secret_scan_add(struct secret_scan *s, struct str window);
/* Instead of add, all at once and without a copy. */
void secret_scan_all(struct secret_scan *s, struct str text);
void secret_scan_end(struct secret_scan *s);
/* Fills in line, column and the text of the line, with what is wrapped made unreadable. */
void secret_scan_place(struct secret_scan *s, struct secret_pending *p);

/* Of hits at the same place the best ones stay; sorted. */
void secret_settle_pending(struct secret_scan *s);
/* Tells those in front of `border` that nothing can come before any more. */
void secret_tell_pending(struct secret_scan *s, uint64_t border);

/* Looks for wrapped texts that begin in front of `border` in the bytes at hand. */
void secret_wrap_find(struct secret_scan *s, uint64_t border);

/* ---- what a subject is ---- */

enum secret_kind {
	SECRET_KIND_TEXT,
	SECRET_KIND_BINARY, /* searched as it lies, no lines */
	SECRET_KIND_PYC,    /* the same, strings set apart */
	SECRET_KIND_UTF16LE,
	SECRET_KIND_UTF16BE,
	SECRET_KIND_GZIP,
	SECRET_KIND_ZIP,
	SECRET_KIND_SKIP,
};

enum secret_kind secret_kind_of(struct str path, struct str head, bool nested);

struct secret_utf16 {
	bool big, odd;
	uint8_t half;
};

/* Windows of UTF-16 become UTF-8, into the scan. */
void secret_utf16_add(struct secret_utf16 *u, struct secret_scan *to, struct str window);

struct secret_pyc {
	uint32_t left;	 /* bytes of a string */
	uint32_t length; /* so far */
	uint8_t digits;	 /* bytes of the length that are still to come */
	uint8_t shift;
	bool after; /* the byte behind a string is next */
};

/* Windows of Python bytecode: what stands between strings becomes line feeds, byte for byte. */
void secret_pyc_add(struct secret_pyc *p, struct secret_scan *to, struct str window);

struct secret_unpack;

struct secret_unpack *secret_unpack_new(struct secret_scan *to);
void secret_unpack_free(struct secret_unpack *u); /* accepts NULL */
void secret_unpack_begin(struct secret_unpack *u, bool zip);
void secret_unpack_add(struct secret_unpack *u, struct str window);
/* 0, or what was wrong. */
int secret_unpack_end(struct secret_unpack *u, struct fault *f);

/* ---- a reader ---- */

struct secret_reader {
	const struct secret_engine *engine;
	secret_hit_fn *hit;
	void *context;
	struct grep_scratch *scratch[SECRET_PART_COUNT_];
	struct secret_matcher *matcher;
	struct arena *judging; /* for checks */

	struct secret_scan outer;     /* the subject, or what it unpacks to */
	struct secret_scan inner;     /* a text wrapped in it */
	struct secret_unpack *unpack; /* made when first needed */
	char *decoded;		      /* of secret_wrap.c */

	struct str path;
	uint64_t size, taken;
	bool decided;
	enum secret_kind kind;
	struct secret_utf16 utf16;
	struct secret_pyc pyc;
	char head[SECRET_HEAD];
	size_t head_n;

	uint32_t tries, hits; /* of this subject */
	struct fault why;     /* the first thing that went wrong with it */
};
