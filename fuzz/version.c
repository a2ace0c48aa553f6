/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fuzzes all version orders and the CVSS reader. The input is cut at its first two line feeds into
 * three texts; each order must be reflexive, antisymmetric and transitive over them.
 */
#include "base/log.h"
#include "judge/cvss.h"
#include "judge/scheme.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static int sign(int r)
{
	return (r > 0) - (r < 0);
}

static void check_order(const struct scheme *s, const struct str t[3])
{
	int r[3][3];
	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 3; k++)
			r[i][k] = sign(s->compare(t[i], t[k]));
	for (int i = 0; i < 3; i++) {
		ENSURE(r[i][i] == 0);
		s->valid(t[i]);
		for (int k = 0; k < 3; k++) {
			ENSURE(r[i][k] == -r[k][i]);
			for (int m = 0; m < 3; m++) {
				if (r[i][k] > 0 || r[k][m] > 0)
					continue;
				/* i <= k <= m: equal ends only when all are equal */
				ENSURE(r[i][m] <= 0);
				ENSURE((r[i][m] == 0) == (r[i][k] == 0 && r[k][m] == 0));
			}
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = str_make(data, n), t[3];
	str_cut(text, '\n', &t[0], &t[1]);
	str_cut(t[1], '\n', &t[1], &t[2]);
	for (size_t i = 0; i < all_schemes_n; i++)
		check_order(all_schemes[i], t);

	struct cvss c, again;
	if (cvss_best(t, 3, &c)) {
		ENSURE(c.tenths >= 0 && c.tenths <= 100);
		ENSURE(cvss_parse(c.vector, &again) && again.tenths == c.tenths);
	}
	return 0;
}
