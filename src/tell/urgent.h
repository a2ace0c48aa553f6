/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The "act now" part of the terminal report: one numbered block for each thing to do.
 */
#pragma once

#include "model/action.h"
#include "tell/paint.h"

/* Nothing at all when the list is empty. `all` details every block instead of the first ones. */
void urgent_write(const struct paint *p, const struct report *r, const struct action_list *list,
		  bool all);
