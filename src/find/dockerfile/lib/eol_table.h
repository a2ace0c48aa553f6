/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When does what a base image carries stop to be mended? Reads the two dated tables that are compiled in:
 * data/eol.txt (distributions) and data/runtime_eol.txt (languages and servers in official images).
 */
#pragma once

#include "find/dockerfile/build.h"

struct eol_row {
	struct str product; /* "node", "debian" */
	struct str release; /* as the table has it */
	struct str end;	    /* "YYYY-MM-DD"; empty when it is not known or still far */
	struct str name;    /* "Node.js 18", "Debian 10 (buster)" */
};

/* A distribution by its os-release ID. Support that only subscribers get does not count. */
bool eol_distribution(struct str id, struct str release, struct eol_row *out);

/* The product of an image, and the row for a version: "3.8.12" is looked up as such, as "3.8", as "3". */
bool eol_runtime(struct str product, struct str version, struct eol_row *out);
bool eol_product(struct str repository, struct str *out_product);

/* What a base holds: at most a runtime and a distribution. */
struct eol_base {
	bool has_runtime, has_distribution;
	struct eol_row runtime, distribution;
};

/* Reads name and tag: node:18-alpine3.16, golang:1.16-stretch, debian:buster-slim, distroless. */
void eol_read_base(struct arena *a, const struct df_reference *r, struct eol_base *out);

/* The day the tables were last checked, for runs without a clock: "YYYY-MM-01". */
struct str eol_table_day(struct arena *a);
