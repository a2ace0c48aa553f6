/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Images that a container engine of this machine holds (Docker, Podman), by the Engine API over its unix socket.
 */
#pragma once

#include "read/source.h"

/* Which engines are asked, in this order. All zero: those that the environment and the usual places name. */
struct engine_choice {
	const char *docker_host, *podman_host; /* "unix:///run/x.sock" or a path; NULL: the usual */
	bool no_docker, no_podman;
	const char
		*otherwise; /* what to type behind "docker save NAME"; NULL: "| seaworthy scan -" */
};

/*
 * source_input_open(), and when there is no such file but the word may be an image's name, the engines. The
 * archive then comes as through a pipe, from a process of its own: the only one that talks to the engine, and
 * started before the caller confines itself. A transfer that breaks off is a fault of reading, never a short file.
 *
 * E_NOTFOUND, E_DENIED, E_NET with one line that says what to type; `choice` may be NULL.
 */
int engine_input_open(const char *reference, const struct engine_choice *choice,
		      struct source_input *in, struct arena *a, struct fault *f);

/* Whether a word can be the name of an image: "payment:1.2", "host:5000/team/payment@sha256:…". */
bool engine_is_name(struct str word);
