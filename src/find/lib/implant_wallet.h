/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Addresses that miners are paid to, known by their checksums and not by their looks.
 */
#pragma once

#include "base/str.h"

/*
 * A Monero address: 95 characters of base 58 in blocks of 11 for 8 bytes, the last four of 69 bytes being
 * the start of the Keccak-256 of the others (Monero's cryptonote base 58; standard, integrated and subaddresses).
 */
bool wallet_is_monero(struct str s);

/* A Bitcoin address: base58check (25 bytes, twice SHA-256), versions 0 and 5. */
bool wallet_is_bitcoin(struct str s);

/* How many Monero and Bitcoin addresses stand in a text, each counted once a place; looks at `most` candidates. */
void wallet_count(struct str text, size_t most, size_t *out_monero, size_t *out_bitcoin);
