/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signs are weighed, not counted: the URL of a pool with its port is enough in a script or a program; names of
 * algorithms are not, a cryptography library has them. A file that names many pools is a list of what to block, not a
 * miner's configuration, which has a few.
 *
 *     windows ──► literals of all signs at once (libhs) ──► set of signs ──► weight by kind of file
 *
 * One letter of each literal stands in brackets, and the words spell none of them, so that this program does not
 * carry the signs itself.
 */
#include "find/lib/implant_miner.h"

#include "base/grep.h"
#include "base/mem.h"
#include "base/log.h"
#include "find/lib/implant_wallet.h"

#define WIDEST		96 /* bytes of the longest pattern, at most */
#define WALLETS		64 /* candidates of one file */
#define POOLS_OF_A_LIST 4

static const struct sign {
	const char *pattern, *words;
	uint8_t program, config, other; /* its weight, by enum miner_file */
	bool pool;
} signs[] = {
	{ "stratu[m]\\+(tcp|ssl|tls)://[a-z0-9.-]{4,60}:[0-9]{2,5}", "the address of a mining pool",
	  6, 6, 3, false },
	{ "stratu[m]\\+(tcp|ssl|tls)://", "the scheme of mining pools", 3, 3, 1, false },
	{ "donate-leve[l]", "a setting of miners: the level of donation", 3, 3, 2, false },
	{ "xmri[g]", "the name of a well-known miner", 2, 1, 1, false },
	{ "random[x]", "an algorithm of Monero", 1, 1, 1, false },
	{ "cryptonigh[t]", "an older algorithm of Monero", 1, 1, 1, false },
	{ "nicehas[h]", "the name of a market of miners", 1, 1, 1, false },
	{ "[\"' =]rx/[0][^0-9a-z]", "an algorithm of Monero by its short name", 1, 2, 1, false },
	{ "huge-pages-ji[t]", "a setting of miners: huge pages", 2, 2, 1, false },
	{ "coin[=: \"]{1,4}moner[o]", "Monero as the coin", 1, 2, 1, false },
	{ "minexm[r]\\.", "pool minexmr", 2, 2, 1, true },
	{ "supportxm[r]\\.", "pool supportxmr", 2, 2, 1, true },
	{ "moneroocea[n]\\.", "pool moneroocean", 2, 2, 1, true },
	{ "nanopoo[l]\\.org", "pool nanopool", 2, 2, 1, true },
	{ "hashvaul[t]\\.", "pool hashvault", 2, 2, 1, true },
	{ "2miner[s]\\.com", "pool 2miners", 2, 2, 1, true },
	{ "c3poo[l]\\.", "pool c3pool", 2, 2, 1, true },
	{ "minergat[e]\\.com", "pool minergate", 2, 2, 1, true },
	{ "monerohas[h]\\.com", "pool monerohash", 2, 2, 1, true },
	{ "xmrpoo[l]\\.", "pool xmrpool", 2, 2, 1, true },
	{ "herominer[s]\\.com", "pool herominers", 2, 2, 1, true },
	{ "f2poo[l]\\.com", "pool f2pool", 2, 2, 1, true },
	{ "unmineabl[e]\\.com", "pool unmineable", 2, 2, 1, true },
	{ "prohashin[g]\\.com", "pool prohashing", 2, 2, 1, true },
	{ "dwarfpoo[l]\\.com", "pool dwarfpool", 2, 2, 1, true },
	{ "crypto-poo[l]\\.fr", "pool crypto-pool", 2, 2, 1, true },
	{ "kryptex\\.networ[k]", "pool kryptex", 2, 2, 1, true },
};

_Static_assert(ARRAY_LEN(signs) <= 32, "seen is a word");

struct miner_patterns {
	struct grep *grep;
};

struct miner_search {
	const struct grep *grep;
	struct grep_scratch *scratch;
	uint32_t seen;
	char edge[2 * WIDEST]; /* the last bytes, then room for those that follow */
	size_t edge_n;
};

int miner_patterns_new(struct miner_patterns **out, struct fault *f)
{
	struct grep_pattern patterns[ARRAY_LEN(signs)];
	struct grep *grep;
	size_t bad;
	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		patterns[i] = (struct grep_pattern){ .text = signs[i].pattern, .caseless = true };
	TRY(grep_compile(patterns, ARRAY_LEN(patterns), &grep, &bad, f));
	*out = mem_alloc(sizeof(**out));
	(*out)->grep = grep;
	return 0;
}

void miner_patterns_free(struct miner_patterns *p)
{
	if (!p)
		return;
	grep_free(p->grep);
	mem_free(p);
}

struct miner_search *miner_search_new(const struct miner_patterns *p)
{
	struct miner_search *s = mem_alloc(sizeof(*s));
	*s = (struct miner_search){ .grep = p ? p->grep : NULL };
	return s;
}

void miner_search_free(struct miner_search *s)
{
	if (!s)
		return;
	grep_scratch_free(s->scratch);
	mem_free(s);
}

void miner_search_begin(struct miner_search *s)
{
	s->seen = 0;
	s->edge_n = 0;
}

static void on_match(void *context, uint32_t pattern, size_t end)
{
	struct miner_search *s = context;
	(void)end;
	s->seen |= UINT32_C(1) << pattern;
}

void miner_search_add(struct miner_search *s, struct str window)
{
	if (!s->grep)
		return;
	if (!s->scratch)
		s->scratch = grep_scratch_new(s->grep);
	size_t head = size_min(window.n, WIDEST);
	if (s->edge_n && head) {
		memcpy(s->edge + s->edge_n, window.p, head);
		grep_scan(s->grep, s->scratch, str_make(s->edge, s->edge_n + head), on_match, s);
	}
	grep_scan(s->grep, s->scratch, window, on_match, s);
	/* The edge is the last WIDEST bytes of all that was seen. */
	if (window.n >= WIDEST) {
		memcpy(s->edge, window.p + window.n - WIDEST, WIDEST);
		s->edge_n = WIDEST;
	} else {
		size_t all = s->edge_n + head, drop = all > WIDEST ? all - WIDEST : 0;
		if (s->edge_n == 0 && head)
			memcpy(s->edge, window.p, head);
		memmove(s->edge, s->edge + drop, all - drop);
		s->edge_n = all - drop;
	}
}

static struct str add_words(struct arena *a, struct str list, const char *words)
{
	return str_printf(a, "%.*s%s%s", STRF(list), list.n ? ", " : "", words);
}

struct str miner_search_end(struct miner_search *s, enum miner_file kind, struct str text,
			    struct arena *a)
{
	static const unsigned enough[] = { 5, 4, 6 };
	unsigned weight = 0, pools = 0;
	for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
		const struct sign *g = &signs[i];
		if (!(s->seen & UINT32_C(1) << i))
			continue;
		pools += g->pool;
		/* The scheme alone is part of the whole address. */
		if (i == 1 && (s->seen & 1))
			continue;
		weight += kind == MINER_PROGRAM	 ? g->program
			  : kind == MINER_CONFIG ? g->config
						 : g->other;
	}
	if (weight == 0 && kind != MINER_CONFIG)
		return STR("");
	if (pools >= POOLS_OF_A_LIST && kind != MINER_PROGRAM)
		return STR("");
	size_t monero, bitcoin;
	wallet_count(text, WALLETS, &monero, &bitcoin);
	weight += (monero ? 3 : 0) + (bitcoin && weight ? 1 : 0);
	if (weight < enough[kind])
		return STR("");
	struct str words = STR("");
	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (s->seen & UINT32_C(1) << i && !(i == 1 && (s->seen & 1)))
			words = add_words(a, words, signs[i].words);
	if (monero)
		words = add_words(a, words, "a Monero address with a right checksum");
	if (bitcoin)
		words = add_words(a, words, "a Bitcoin address with a right checksum");
	return words;
}
