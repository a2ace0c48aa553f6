/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sink of the analyzers: what one layer taught us, before anybody knows which of its files a
 * container sees.
 *
 * Everything added is copied (strings into the scan's sym table, the rest into the layer's arena) and
 * carries the file it came from. find/settle.c decides later what counts.
 */
#pragma once

#include "base/fault.h"
#include "model/report.h"

/* A package as a database file lists it; all borrowed. */
struct package_fact {
	enum package_kind kind;
	struct str name, version, arch;
	struct str source_name, source_version; /* empty: the same as name and version */
	struct str licence;
	struct str
		files; /* newline separated normalised paths; empty when another file lists them */
	uint32_t file_count;
};

/* What a file says of the distribution. The most trusted file that a container sees wins. */
struct os_fact {
	unsigned rank; /* 0 is the most trusted: etc/os-release */
	struct str id, id_like, version_id, codename, pretty;
};

/* Detail for a package that another file lists: owned files, licence, or "see that other package". */
enum detail_kind {
	DETAIL_FILES,	/* value: newline separated paths; count = lines */
	DETAIL_LICENCE, /* value: expression */
	DETAIL_LINK,	/* value: name of the package whose licence is the same */
};

struct facts;

void facts_package(struct facts *f, const struct package_fact *package);
void facts_os(struct facts *f, const struct os_fact *os);
void facts_detail(struct facts *f, enum detail_kind kind, struct str package, struct str value,
		  uint32_t count);

/*
 * Something in this file could not be used, but the rest of it was. Counted against LIMIT_LAYER_GAPS.
 * `why` as fault_set() filled it.
 */
void facts_gap(struct facts *f, const struct fault *why);
