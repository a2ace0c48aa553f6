/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whose is a secret, by the file that it stands in? Test suites and manuals are full of keys and passwords that
 * open nothing. They are told all the same, but not as urgent as one in the team's own files.
 *
 *     usr/share/go-1.19/src/crypto/tls/testdata/key.pem    a package owns it, "testdata": SAMPLE
 *     usr/lib/ruby/3.1.0/uri/generic.rb                    a package owns it: OF_PACKAGE
 *     app/node_modules/jwa/test/fixtures/rsa.pem           below a dependency, "test": SAMPLE
 *     app/test/id_rsa, etc/shadow                          OURS
 */
#pragma once

#include "find/watch.h"

/* For a file of a layer. *out_package borrows from the report or the path; empty when SECRET_OURS. */
enum secret_standing secret_standing_of(const struct watch_image *image, size_t layer,
					uint32_t entry, struct str path, struct str *out_package);

/* By the path alone, of a file that no package owns. */
enum secret_standing secret_standing_of_path(struct str path, struct str *out_package);
