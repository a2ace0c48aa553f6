/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The output formats of `seaworthy secrets`. A format reads the report and writes; same report and
 * options, same bytes. docs/format/secrets.md describes the JSON.
 */
#pragma once

#include "base/out.h"
#include "model/secrets.h"
#include "tell/format.h"

typedef int secrets_write(const struct secrets_report *report, const struct tell_options *options,
			  struct out *out, struct fault *f);

secrets_write secrets_write_table, secrets_write_json, secrets_write_oneline, secrets_write_sarif;
