/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same finding in two scans.
 *
 * A rebuild moves layers, raises versions and shifts lines; the finding is still the same one. Its
 * identity is therefore its kind, its id, and what it is about: a vulnerability's source package and
 * ecosystem, a secret's own fingerprint, the path of everything else. Nothing of versions, layers, lines,
 * dates, severity or the gate. Two findings of a report may share it (the same hole in two versions of
 * a source): then one stands for both.
 */
#pragma once

#include "model/report.h"

enum { FINGERPRINT_TEXT = 32 };

/* 32 hexadecimal digits, in `a`. Stable between versions of this program: histories and baselines hold it. */
struct str finding_fingerprint(const struct report *r, const struct finding *f, struct arena *a);

/*
 * What image this is over time: the name without tag and digest, "registry.example/team/payment"; the
 * base name of the file when the archive names none. In `a`.
 */
struct str image_key(const struct report *r, struct arena *a);
