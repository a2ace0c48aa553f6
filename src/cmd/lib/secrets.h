/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The secret engine as commands need it: with what the team has written down, read before the program confines
 * itself.
 *
 *     --secret-config FILE    a .gitleaks.toml or trivy-secret.yaml; without it both are read from the working
 *                             folder when they are there
 *     .gitleaksignore         of the working folder, always
 *
 * What these leave out is not lost: it is collected here.
 */
#pragma once

#include "base/opt.h"
#include "find/watch.h"
#include "model/secrets.h"

struct secrets_setup;

/* Warnings are logged. E_USAGE names file, line and reason. */
int secrets_setup_new(const char *config, struct secrets_setup **out, struct fault *f);
void secrets_setup_free(struct secrets_setup *s); /* accepts NULL */

const struct secret_engine *secrets_setup_engine(const struct secrets_setup *s);

/* A place_excused (find/watch.h) of the setup: by a commit, or by the path within a repository. */
bool secrets_setup_excuses(void *setup, const struct secret_fact *fact,
			   const struct secret_place *place);

/* What was left out, sorted, each once; as long as the setup. After the last reader is gone. */
const struct secret_ignored *secrets_setup_ignored(struct secrets_setup *s, size_t *out_n,
						   uint64_t *out_more);
