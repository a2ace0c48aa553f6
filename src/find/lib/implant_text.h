/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a script does that only an intruder's does. Each gives NULL, or what it is in words; *out_line is the
 * line, from 1.
 */
#pragma once

#include "base/str.h"

/* Gives a shell to somebody at the other end of a connection. */
const char *text_reverse_shell(struct str text, uint32_t *out_line);

/* Fetches something and runs it. */
const char *text_download(struct str text, uint32_t *out_line);

/* Carries a program within itself and runs it. */
const char *text_dropper(struct str text, uint32_t *out_line);
