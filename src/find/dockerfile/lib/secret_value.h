/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is this variable a secret? Judged by what the name says and by what the value looks like, so that
 * PUBLIC_KEY, TOKEN_URL and PASSWORD_FILE are left alone, and a token is seen whatever its name is.
 */
#pragma once

#include "base/str.h"

enum secret_likelihood {
	SECRET_NO, /* the name says nothing and the value has no known form, or it cannot be one */
	SECRET_PATH,  /* named like a secret, but holds the path of a file: how it should be done */
	SECRET_EMPTY, /* named like a secret, without a value */
	SECRET_VARIABLE, /* named like a secret, the value comes from another variable */
	SECRET_PLACEHOLDER, /* named like a secret, the value is a stand-in: "changeme", "<token>", "xxx" */
	SECRET_DEFAULT, /* named like a secret, the value is a password that everybody tries first */
	SECRET_LIKELY,	/* named like a secret, and the value can be one */
	SECRET_CERTAIN, /* the value has the form of a known credential, whatever its name */
};

/* `value` without quotes; variables in it as they are written ("$TOKEN"). */
enum secret_likelihood secret_judge(struct str name, struct str value);

/* Does a variable, build argument or option of this name hold a secret? */
bool secret_name(struct str name);

/*
 * What the value is by its form alone ("GitHub token", "private key", "password in a URL"), NULL when
 * it has no known form. Looks at the whole value, not for a secret somewhere in a text.
 */
const char *secret_format(struct str value);
