/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a file's path says before its bytes are known: where programs belong, where they do not, what runs by
 * itself, and which names are chosen not to be noticed.
 */
#pragma once

#include "base/str.h"

enum implant_place {
	IMPLANT_SYSTEM,	  /* bin, sbin, lib…, usr/bin, …: package managers alone write here */
	IMPLANT_LOCAL,	  /* usr/local/bin, usr/local/sbin: first in PATH */
	IMPLANT_TEMP,	  /* tmp, var/tmp, dev, run: nothing runs from here */
	IMPLANT_LANGUAGE, /* where package managers of languages install, also in system folders */
	IMPLANT_CONFIG,	  /* etc, var/spool */
	IMPLANT_ANYWHERE,
};

enum implant_place implant_place(struct str path);

/* Files whose text matters by their path. */
enum implant_role {
	ROLE_NONE,
	ROLE_STARTUP, /* runs by itself: cron, units, init scripts, profile.d, motd, sshrc */
	ROLE_SHELL,   /* read by every shell; made by users' creation: judged by its text alone */
	ROLE_PRELOAD,
	ROLE_ENVIRONMENT,
	ROLE_PAM,
	ROLE_PASSWD,
	ROLE_SHADOW,
	ROLE_SUDOERS,
	ROLE_APT_SOURCE,
	ROLE_APT_CONFIG,
	ROLE_APK_SOURCE,
	ROLE_TRUSTED_KEY, /* of package managers */
	ROLE_LOGIN_KEY,	  /* authorized_keys */
	ROLE_DIVERSIONS,
	ROLE_STATOVERRIDE,
	ROLE_APK_DATABASE, /* of its text only the modes that give rights are kept */
};

enum implant_role implant_role(struct str path);

/* A manual, a licence, a list, a test's data: tells of attacks, is none. */
bool implant_is_document(struct str path);

enum implant_hiding {
	HIDING_NONE,
	HIDING_HOME, /* below a hidden folder of a home or an application: unusual, no more */
	HIDING_FOLDER,
};

/* Is it below a folder whose name begins with a dot, and that no common tool makes? */
enum implant_hiding implant_hiding(struct str path);

/* Why a program's name deceives, in words ("ends with a space"); NULL when it does not. */
const char *implant_disguise(struct str path);
