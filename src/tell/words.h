/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentences about findings, shared by the formats for people.
 */
#pragma once

#include "model/report.h"

/* "CRITICAL" */
struct str words_severity(enum severity s);

/* "no fix yet", "fixed in 1.2-3", "fix deferred", … */
struct str words_status(const struct finding *f, struct arena *a);

/* "exploited since 2024-03-29, used for ransomware, EPSS 85 %"; empty when nothing is known. */
struct str words_urgency(const struct finding *f, struct arena *a);

/* "Debian", "Alpine"; "the distribution" when it has no name here. */
const char *words_distribution(const struct report *r);

/* "NAME VERSION" of the package a finding is about; empty when it is about none. */
struct str words_package(const struct report *r, const struct finding *f, struct arena *a);

/* What the fix of a secret says beside rotating it; empty when it says nothing more. */
struct str words_removal(const struct finding *f);

/* "var/lib/dpkg/status:88 in layer 2 of 5"; empty when nothing is known. */
struct str words_where(const struct report *r, const struct finding *f, struct arena *a);

/* "alpine:3.20 of 2024-09-06: 1 of 3 layers"; for a report whose base is known. */
struct str words_base(const struct report *r, struct arena *a);

/* "14 packages and 2 findings are the base's; 3 packages and 1 finding came on top" */
struct str words_origins(const struct report *r, struct arena *a);

/* "history 3", "app/.git:db.conf:3 in layer 2 of 5, commit 0123456789ab of 2023-07-21, not in HEAD". */
struct str words_secret_place(const struct report *r, const struct secret_place *place,
			      struct arena *a);

/* "deleted by layer 6, but it still ships", "live". */
struct str words_secret_state(const struct secret *s, struct arena *a);

/* "and 3 other places" behind the first `shown`; empty when there are none. */
struct str words_secret_others(const struct secret *s, size_t shown, struct arena *a);
