/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An image as its manifest and configuration describe it. Plain data; everything is in the scan's
 * arena.
 *
 * Format: OCI image-spec v1.1, manifest.md, config.md, descriptor.md; Docker image v1.2 and
 * distribution schema 2.
 */
#pragma once

#include "base/digest.h"
#include "base/vec.h"

struct platform {
	struct str os, arch, variant; /* "linux", "arm64", "v8"; empty when unknown */
	bool assumed;		      /* a default of this program, not the user's demand */
};

/* One step of the build, oldest first. */
struct history {
	struct str created_by; /* the instruction, as the builder recorded it */
	struct str created;    /* RFC 3339, as recorded */
	struct str comment, author;
	bool empty_layer;	  /* changed the configuration only */
	uint32_t dockerfile_line; /* of report.dockerfile_path, from 1; 0: not known to be there */
	struct str
		stage; /* of that Dockerfile: its name, its number when it has none; empty: not known */
};

#define HISTORY_NONE UINT32_MAX

struct layer {
	struct str blob; /* how the source opens it: a member name or path */
	struct str media_type;
	struct digest
		digest; /* of the blob as stored; DIGEST_NONE where the format names none (docker-archive) */
	struct digest diff_id; /* of the uncompressed tar, from the configuration */
	uint64_t size;	       /* bytes of the blob by its descriptor; 0 when unknown */
	uint32_t
		history; /* index into image.history, HISTORY_NONE when the image records none for it */
	bool foreign; /* by its media type kept elsewhere: the source need not hold it */
	bool absent;  /* the source does not hold it; a fault of the image list says so */
};

struct key_value {
	struct str key, value;
};

/* What the builder says of the build, kept beside the image: its provenance, a list of its parts. */
struct attestation {
	struct str blob;      /* how the source opens it */
	struct str predicate; /* "https://slsa.dev/provenance/v1"; empty when it does not say */
	struct digest digest;
	uint64_t size; /* UINT64_MAX: not said */
};

struct image {
	struct str name;	/* what the user asked for or the archive calls it: "payment:1.2" */
	VEC(struct str) names;	/* all references the archive records */
	struct digest manifest; /* DIGEST_NONE for docker-archive and rootfs */
	struct digest index;	/* of the outermost index that lists it; DIGEST_NONE without one */
	struct digest config;	/* the image id; DIGEST_NONE for rootfs */
	struct platform platform;
	struct str created; /* RFC 3339 as recorded */
	struct str author;
	struct str config_json;	  /* the configuration verbatim; empty for rootfs */
	VEC(struct layer) layers; /* bottom first */
	VEC(struct history) history;

	/* config.md, "config" object */
	struct str user, working_dir, stop_signal;
	VEC(struct str) env, entrypoint, cmd, exposed_ports, volumes, shell;
	VEC(struct str) healthcheck; /* Docker: ["CMD", …], ["NONE"] */
	VEC(struct key_value) labels, annotations;

	VEC(struct attestation) attestations;
	uint32_t attestations_absent; /* that an index names and the source does not hold */
	/* Of the indexes around it, of their entries, and of the manifests of attestations. */
	VEC(struct key_value) index_annotations;
};

/* "linux/arm64/v8"; "unknown" parts are left out. */
struct str platform_text(struct arena *a, const struct platform *p);

/*
 * "os/arch[/variant]" with the spellings people use (x86_64, aarch64); false when it is not of that
 * form.
 */
bool platform_parse(struct arena *a, struct str text, struct platform *out);

/* True when an image for `have` runs where `want` is asked; an empty variant in `want` takes any. */
bool platform_matches(const struct platform *want, const struct platform *have);

/* This machine; `assumed` is set. */
struct platform platform_here(void);
