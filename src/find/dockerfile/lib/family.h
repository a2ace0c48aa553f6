/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of a stage's base image by its name: its package format, and whether it has bash.
 */
#pragma once

#include "find/dockerfile/rule.h"

enum family {
	FAMILY_UNKNOWN,
	FAMILY_DEBIAN, /* also Ubuntu */
	FAMILY_ALPINE,
	FAMILY_RPM, /* Fedora, RHEL and its like, SUSE */
	FAMILY_ARCH,
};

struct base_image {
	enum family family;
	bool has_bash; /* /bin/bash is in it */
	bool is_root;  /* its user is root */
};

/* Of the image that the stage is built on, through FROM stage. All zero when it is not known. */
struct base_image base_image_of(const struct df_build *b, uint32_t stage);
