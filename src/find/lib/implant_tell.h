/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Implants as findings: many files of one kind that one layer brought are one finding.
 */
#pragma once

#include "base/vec.h"
#include "model/report.h"

enum implant_kind {
	IMPLANT_UNOWNED,
	IMPLANT_SHADOWED,
	IMPLANT_TEMPORARY,
	IMPLANT_HIDDEN_FOLDER,
	IMPLANT_DISGUISED,
	IMPLANT_PACKED,
	IMPLANT_DROPPER,
	IMPLANT_MINER,
	IMPLANT_REVERSE_SHELL,
	IMPLANT_PRELOAD,
	IMPLANT_PAM,
	IMPLANT_STARTUP,
	IMPLANT_STARTUP_DOWNLOADS,
	IMPLANT_LOGIN_KEY,
	IMPLANT_PRIVILEGED,
	IMPLANT_PRIVILEGE_ADDED,
	IMPLANT_ROOT_ACCOUNT,
	IMPLANT_OPEN_ACCOUNT,
	IMPLANT_SUDO,
	IMPLANT_SOURCE_FOREIGN,
	IMPLANT_SOURCE_UNSIGNED,
	IMPLANT_TRUSTED_KEY,
	IMPLANT_NO_HISTORY,
	IMPLANT_KIND_COUNT_,
};

struct implant {
	enum implant_kind kind;
	enum severity severity;
	enum finding_place place; /* PLACE_ACT_NOW, PLACE_NOTE, PLACE_HIDDEN */
	uint16_t layer;		  /* LAYER_NONE: in the configuration */
	uint16_t hidden_by;	  /* for PLACE_HIDDEN */
	uint32_t line;
	struct str path, words; /* `words`: what was seen; may be empty */
};

struct implants {
	struct arena *arena;
	VEC(struct implant) list;
};

void implants_add(struct implants *to, const struct implant *one);

/* Sorts the list and adds the findings to the report. */
void implants_report(struct implants *all, struct report *r);
