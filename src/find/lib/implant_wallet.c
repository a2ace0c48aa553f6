/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Base 58 without zero, capital o and i, small L. Keccak-256 is what SHA-3 was before its padding changed (FIPS
 * 202 pads with 06, Keccak with 01), so libcrypto does not offer it.
 */
#include "find/lib/implant_wallet.h"

#include "base/digest.h"

/* By letter, 1 more than its value; 0 is no digit. */
static int digit58(char c)
{
	static const uint8_t digits[128] = {
		['1'] = 1,  ['2'] = 2,	['3'] = 3,  ['4'] = 4,	['5'] = 5,  ['6'] = 6,	['7'] = 7,
		['8'] = 8,  ['9'] = 9,	['A'] = 10, ['B'] = 11, ['C'] = 12, ['D'] = 13, ['E'] = 14,
		['F'] = 15, ['G'] = 16, ['H'] = 17, ['J'] = 18, ['K'] = 19, ['L'] = 20, ['M'] = 21,
		['N'] = 22, ['P'] = 23, ['Q'] = 24, ['R'] = 25, ['S'] = 26, ['T'] = 27, ['U'] = 28,
		['V'] = 29, ['W'] = 30, ['X'] = 31, ['Y'] = 32, ['Z'] = 33, ['a'] = 34, ['b'] = 35,
		['c'] = 36, ['d'] = 37, ['e'] = 38, ['f'] = 39, ['g'] = 40, ['h'] = 41, ['i'] = 42,
		['j'] = 43, ['k'] = 44, ['m'] = 45, ['n'] = 46, ['o'] = 47, ['p'] = 48, ['q'] = 49,
		['r'] = 50, ['s'] = 51, ['t'] = 52, ['u'] = 53, ['v'] = 54, ['w'] = 55, ['x'] = 56,
		['y'] = 57, ['z'] = 58,
	};
	return (unsigned char)c < 128 ? digits[(unsigned char)c] - 1 : -1;
}

static uint64_t rotate(uint64_t x, unsigned n)
{
	return n ? x << n | x >> (64 - n) : x;
}

/* Keccak-f[1600] (FIPS 202, section 3). Constants of iota come from its shift register, section 3.2.5. */
static void keccak_f(uint64_t state[25])
{
	static const uint8_t rotations[24] = { 1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
					       27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44 };
	static const uint8_t lanes[24] = { 10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
					   15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1 };
	uint8_t shift = 1;
	for (unsigned round = 0; round < 24; round++) {
		uint64_t parity[5];
		for (size_t x = 0; x < 5; x++)
			parity[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^
				    state[x + 20];
		for (size_t i = 0; i < 25; i++)
			state[i] ^= parity[(i + 4) % 5] ^ rotate(parity[(i + 1) % 5], 1);
		uint64_t moved = state[1];
		for (size_t i = 0; i < 24; i++) {
			uint64_t next = state[lanes[i]];
			state[lanes[i]] = rotate(moved, rotations[i]);
			moved = next;
		}
		for (size_t y = 0; y < 25; y += 5) {
			uint64_t row[5];
			memcpy(row, state + y, sizeof(row));
			for (size_t x = 0; x < 5; x++)
				state[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
		}
		for (unsigned j = 0; j < 7; j++) {
			if (shift & 1)
				state[0] ^= UINT64_C(1) << ((1u << j) - 1);
			shift = (uint8_t)(shift << 1 ^ (shift & 0x80 ? 0x71 : 0));
		}
	}
}

/* Of less than one block of 136 bytes: the first four bytes. */
static uint32_t keccak256_start(const uint8_t *p, size_t n)
{
	uint64_t state[25] = { 0 };
	uint8_t block[136] = { 0 };
	memcpy(block, p, n);
	block[n] = 1;
	block[135] |= 0x80;
	for (size_t i = 0; i < sizeof(block); i++)
		state[i / 8] |= (uint64_t)block[i] << (i % 8 * 8);
	keccak_f(state);
	return (uint32_t)state[0];
}

bool wallet_is_monero(struct str s)
{
	uint8_t bytes[69];
	if (s.n != 95 || (s.p[0] != '4' && s.p[0] != '8'))
		return false;
	for (size_t block = 0; block * 11 < s.n; block++) {
		size_t size = block < 8 ? 8 : 5;
		uint64_t value = 0;
		struct str part = str_slice(s, block * 11, block * 11 + 11);
		for (size_t i = 0; i < part.n; i++) {
			int digit = digit58(part.p[i]);
			if (digit < 0 || !u64_mul(value, 58, &value) ||
			    !u64_add(value, (uint64_t)digit, &value))
				return false;
		}
		if (size < 8 && value >> (8 * size))
			return false;
		for (size_t i = 0; i < size; i++)
			bytes[block * 8 + i] = (uint8_t)(value >> (8 * (size - 1 - i)));
	}
	uint32_t sum = (uint32_t)bytes[65] | (uint32_t)bytes[66] << 8 | (uint32_t)bytes[67] << 16 |
		       (uint32_t)bytes[68] << 24;
	return keccak256_start(bytes, 65) == sum;
}

bool wallet_is_bitcoin(struct str s)
{
	uint8_t bytes[25] = { 0 };
	if (s.n < 26 || s.n > 35 || (s.p[0] != '1' && s.p[0] != '3'))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		int carry = digit58(s.p[i]);
		if (carry < 0)
			return false;
		for (size_t k = sizeof(bytes); k-- > 0;) {
			carry += 58 * bytes[k];
			bytes[k] = (uint8_t)carry;
			carry >>= 8;
		}
		if (carry)
			return false;
	}
	struct digest once = digest_of(DIGEST_SHA256, str_make(bytes, 21));
	struct digest twice = digest_of(DIGEST_SHA256, str_make(once.bytes, 32));
	return (bytes[0] == 0 || bytes[0] == 5) && memcmp(bytes + 21, twice.bytes, 4) == 0;
}

void wallet_count(struct str text, size_t most, size_t *out_monero, size_t *out_bitcoin)
{
	*out_monero = *out_bitcoin = 0;
	for (size_t i = 0, from; i < text.n; i++) {
		for (from = i; i < text.n && digit58(text.p[i]) >= 0; i++)
			;
		struct str word = str_slice(text, from, i);
		bool monero = word.n == 95, bitcoin = word.n >= 26 && word.n <= 35;
		if ((!monero && !bitcoin) || most == 0)
			continue;
		most--;
		*out_monero += monero && wallet_is_monero(word);
		*out_bitcoin += bitcoin && wallet_is_bitcoin(word);
	}
}
