/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Secrets: the contract of a provider's rules (src/find/secret/NAME.c exports `secret_set_NAME`), and the
 * engine that looks for all of them at once.
 *
 *     text ──► one libhs pass over all patterns ──► candidate (rule, end)
 *          ──► the pattern once more with PCRE2 in a small window ──► the secret: group 1
 *          ──► placeholder? entropy? the rule's own check ──► hit
 *
 * A pattern must mean the same to libhs and PCRE2: no back references, no look-around, and a bounded length
 * (SECRET_SPAN). '^' and '$' match at line ends, '.' no line feed. It needs a literal part of four bytes or
 * more, or it slows all others down (bench-secret -r tells which do).
 */
#pragma once

#include "base/fault.h"
#include "model/severity.h"

/* No secret, with what its pattern asks for around it, is longer; key blocks are followed further. */
#define SECRET_SPAN 4096

/* What a rule's check sees: bytes around the candidate, all borrowed. */
struct secret_candidate {
	struct str value;  /* the secret: group 1, or the whole match */
	struct str match;  /* the whole match */
	struct str before; /* up to SECRET_SPAN bytes in front of the match, on any lines */
	struct str after;  /* up to SECRET_SPAN bytes behind it; for key blocks all of it */
	struct str path;   /* of the file; empty when not in one */
	const struct secret_rule *rule;
	struct arena *scratch;
	/* A check may widen `value` (the body of a key block) and set these. */
	struct str
		detail; /* what the value itself tells: "account 123456789012", "expires 2027-01-31" */
	bool proven;	/* a checksum or structure holds that chance would not give */
	bool expired; /* by its own date, against no clock: only when the value says so by itself */
};

enum secret_flag {
	SECRET_CASELESS = 1, /* letters of the pattern match both cases */
	SECRET_GENERIC =
		2, /* named by its surroundings ("password ="): a provider's rule goes first */
	SECRET_KEPT = 4,   /* the value may look like a placeholder or have little entropy */
	SECRET_PUBLIC = 8, /* meant to be public by design (publishable keys): reported as a note */
	SECRET_LOOSE = 16, /* too much for libhs: it only filters (never for built-in rules) */
};

struct secret_rule {
	const char *id; /* "github-personal-token": lower case and dashes, unique over all sets */
	const char *title;   /* "GitHub personal access token" */
	const char *pattern; /* the secret is group 1, or the whole match without a group */
	unsigned flags;	     /* of enum secret_flag */
	enum severity severity;
	double entropy; /* least Shannon entropy of the value, bits a byte; 0 = do not ask */
	/* Structure, checksum, allowed words: false when it is not one. NULL when the pattern says it all. */
	bool (*check)(struct secret_candidate *c);
	const char *rotate;	  /* how to revoke and replace it: where to click, what to type */
	const char *const *match; /* texts in which it is found; NULL-terminated, at least two */
	const char *const *miss;  /* texts in which nothing of this rule is found; at least two */
};

/* Samples are written as halves ("gh" "p_…"), so that no scanner takes our source for a leak. */
#define SAMPLES(...)              \
	(const char *const[])     \
	{                         \
		__VA_ARGS__, NULL \
	}

struct secret_set {
	const char *provider; /* "GitHub" */
	const struct secret_rule *rules;
	size_t n;
};

extern const struct secret_set *const all_secrets[]; /* find/secret/ */
extern const size_t all_secrets_n;

/* ---- the engine ---- */

/* Rules beyond the built-in ones, or instead of them: from --secret-config and its like. */
struct secret_config;

struct secret_engine;

/*
 * All built-in rules, changed by `config` (may be NULL). Compiled patterns come from the program's own
 * image when they fit this processor, else they are compiled now. E_USAGE: a pattern of `config` that
 * cannot be used, named. Read-only afterwards, so threads share it.
 */
int secret_engine_new(const struct secret_config *config, struct secret_engine **out,
		      struct fault *f);
void secret_engine_free(struct secret_engine *e); /* accepts NULL */
void secret_engine_freep(struct secret_engine **e);

/* How the secret was wrapped in the bytes that were read. */
enum secret_wrap {
	SECRET_PLAIN,
	SECRET_UTF16,
	SECRET_BASE64,
	SECRET_PERCENT,
	SECRET_GZIP,
	SECRET_ZIP, /* member: its name */
	SECRET_WRAP_COUNT_,
};

const char *secret_wrap_name(enum secret_wrap w); /* "", "UTF-16", "base64", … */

struct secret_hit {
	const struct secret_rule *rule;
	const char *provider;
	struct str
		value; /* the secret itself, borrowed until the call returns: mask it, hash it, drop it */
	struct str match; /* the whole match, borrowed alike */
	struct str detail;
	uint64_t
		offset; /* of the value in the subject's bytes; of its wrapping when it is wrapped */
	uint32_t line,
		column; /* from 1, bytes; of the wrapping in the text, or in what was unpacked; 0 in binary data */
	/* the line around it (cut to 512 bytes), to allow it there and to show it; a wrapping in it is starred */
	struct str line_text;
	enum secret_wrap wrap;
	struct str member; /* of an archive; empty else */
	bool proven, expired;
};

typedef void secret_hit_fn(void *context, const struct secret_hit *hit);

/* One thread's part: reads one subject (a file, a text) after the other. */
struct secret_reader;

struct secret_reader *secret_reader_new(const struct secret_engine *e, secret_hit_fn *hit,
					void *context);
void secret_reader_free(struct secret_reader *r); /* accepts NULL */

/*
 * A subject's bytes come in windows of any size, borrowed for the call; begin … data* … end. Hits come in
 * order of their offset, no later than at the end. `path` may be empty and is borrowed until the end.
 * Programs, pictures and the like (by magic) are looked at only where rules ask for it.
 */
void secret_begin(struct secret_reader *r, struct str path, uint64_t size);
void secret_data(struct secret_reader *r, struct str window);
/*
 * What could not be read is told by E_LIMIT or E_CORRUPT (a damaged archive inside); else 0. `complete`
 * is false when the subject broke off.
 */
int secret_end(struct secret_reader *r, bool complete, struct fault *f);

/* A whole text at once: begin, data, end. */
int secret_text(struct secret_reader *r, struct str path, struct str text, struct fault *f);

/* ---- showing without telling ---- */

/*
 * "ghp_****************************1a2B": the known prefix and at most four last characters of long values,
 * stars for the rest, never more than a quarter of it, one line. In the arena.
 */
struct str secret_mask(struct arena *a, const struct secret_rule *rule, struct str value);

/*
 * 32 hexadecimal digits: SHA-256 of a fixed salt, the rule's provider and the value. The same secret has the
 * same fingerprint in every place, run and machine; it does not tell the secret.
 */
struct str secret_fingerprint(struct arena *a, const char *provider, struct str value);
