/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the configuration of a system says that opens it: accounts, rights, package sources, PAM.
 */
#pragma once

#include "base/str.h"

/* The next thing to tell of a text: false at the end. `rest` and `line` are the caller's, first the text and 0. */
struct config_scan {
	struct str rest;
	uint32_t line; /* of what was told last, from 1 */
};

/* passwd(5): an account with number 0 that is not root, or without a password at all. */
bool config_next_account(struct config_scan *s, struct str *out_name, bool *out_root);

/* shadow(5): an account with an empty password. */
bool config_next_open(struct config_scan *s, struct str *out_name);

/* May somebody log in as `name`, by passwd's shell? */
bool config_has_shell(struct str passwd, struct str name);

/* sudoers(5): who may run everything without a password. */
bool config_next_sudoer(struct config_scan *s, struct str *out_who);

struct package_source {
	struct str host, uri;
	bool unsigned_; /* its signature need not hold */
	bool has_key;	/* names the key that it must be signed with */
};

/* sources.list(5), one-line and deb822; apk-repositories(5). Sources that are not of a network are left out. */
bool config_next_apt(struct config_scan *s, struct package_source *out);
bool config_next_apk(struct config_scan *s, struct package_source *out);

/* Does the host belong to a distribution? */
bool config_is_distribution(struct str host);

/* apt.conf(5): accepts what is not signed. */
bool config_apt_insecure(struct str text, uint32_t *out_line);

struct pam_line {
	struct str module; /* as written, "pam_unix.so" or a path */
	bool free;	   /* enough to log in, and always true: "auth sufficient pam_permit.so" */
};

/* pam.d(5) */
bool config_next_pam(struct config_scan *s, struct pam_line *out);

/* ld.so(8): the first library that is loaded before all others, by ld.so.preload or LD_PRELOAD in an assignment. */
struct str config_preload(struct str text);
bool config_sets_preload(struct str text, struct str *out_value, uint32_t *out_line);

/* The number of keys in an authorized_keys file (sshd(8)). */
size_t config_login_keys(struct str text);
