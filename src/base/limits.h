/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every ceiling on input, in one table. SECURITY.md is checked against it. Breaking one gives
 * E_LIMIT, which becomes a gap finding: never a crash, never silence.
 *
 * The values bound memory: the sum of what two workers may hold plus what a report keeps stays
 * below 48 MiB.
 */
#pragma once

#include "base/base.h"

/*  name                        value              unit and reason */
#define LIMITS(X)                                                                                 \
	X(LIMIT_PATH, 4096, "bytes of one path or link target")                                   \
	X(LIMIT_PATH_DEPTH, 256, "components of one path")                                        \
	X(LIMIT_LAYERS, 512, "layers of one image")                                               \
	X(LIMIT_IMAGES, 256, "images of one archive or index")                                    \
	X(LIMIT_LAYER_ENTRIES, 8 * 1000 * 1000, "entries of one layer")                           \
	X(LIMIT_LAYER_BYTES, 256ull << 30, "uncompressed bytes of one layer")                     \
	X(LIMIT_LAYER_GAPS, 200, "gap findings of one layer; further ones are counted")           \
	X(LIMIT_PAX, 1 << 20, "bytes of one pax extended header")                                 \
	X(LIMIT_SPARSE, 100000, "extents of one sparse file")                                     \
	X(LIMIT_MANIFEST, 4 << 20, "bytes of one manifest, index or image configuration")         \
	X(LIMIT_MANIFEST_DEPTH, 8, "nested image indexes")                                        \
	X(LIMIT_MANIFEST_VALUES, 200000, "JSON values of one manifest or configuration")          \
	X(LIMIT_MANIFEST_TOTAL, 16 << 20, "bytes of all manifests of one archive")                \
	X(LIMIT_DESCRIPTORS, 10000, "entries of all image indexes of one archive")                \
	X(LIMIT_ATTESTATIONS, 1000, "attestations of one archive that are read")                  \
	X(LIMIT_ATTESTATION_BYTES, 1 << 30, "bytes of all attestations of one archive")           \
	X(LIMIT_INDEX_ANNOTATIONS, 1000, "annotations of the indexes around one image")           \
	X(LIMIT_ARCHIVE_NAMES, 16 << 20, "bytes of all member names of one image archive")        \
	X(LIMIT_ARCHIVE_LINKS, 16, "links from one archive member to the next")                   \
	X(LIMIT_ARCHIVE_MEMBERS, 100000, "members of one image archive")                          \
	X(LIMIT_FILTERS, 4, "compressions wrapped around one stream")                             \
	X(LIMIT_ZSTD_WINDOW_LOG, 24,                                                              \
	  "log2 bytes of a zstd window (16 MiB: twice zstd -19; a worker holds one)")             \
	X(LIMIT_XZ_MEMORY, 10 << 20, "bytes an xz decoder may use (xz -6 needs 9 MiB)")           \
	X(LIMIT_JSON_DEPTH, 64, "nested JSON values")                                             \
	X(LIMIT_JSON_STRING, 4 << 20, "bytes of one JSON string")                                 \
	X(LIMIT_YAML_NODES, 1000000, "values of one YAML text, aliases expanded")                 \
	X(LIMIT_YAML_TEXT, 64 << 20, "bytes of its strings, aliases expanded")                    \
	X(LIMIT_PACKAGE_DB, 8 << 20, "bytes of one package database file")                        \
	X(LIMIT_FILE_LIST, 4 << 20, "bytes of the file list of one package")                      \
	X(LIMIT_LAYER_PACKAGES, 60000, "packages recorded of one layer")                          \
	X(LIMIT_IMAGE_PACKAGES, 200000, "packages recorded of one image")                         \
	X(LIMIT_SMALL_FILE, 256 << 10,                                                            \
	  "bytes of a small text file such as os-release or a copyright file")                    \
	X(LIMIT_IMAGE_KEPT, 16 << 20,                                                             \
	  "bytes of distinct text that one image may add to the report")                          \
	X(LIMIT_LAYER_MARKS, 100000,                                                              \
	  "whiteouts and replacements of one layer that hide something looked for")               \
	X(LIMIT_HOLES, 1ull << 30, "bytes of holes of a sparse file that is searched")            \
	X(LIMIT_IMAGE_INVENTORY, 24 << 20,                                                        \
	  "bytes to remember an image's files by name (about 400,000 files)")                     \
	X(LIMIT_LAYER_FINDINGS, 20000, "findings of one layer")                                   \
	X(LIMIT_GIT_OBJECT, 8 << 20, "bytes of one git object held; a larger one passes by")      \
	X(LIMIT_GIT_WINDOW, 12 << 20, "bytes of a git pack that are held to be read again")       \
	X(LIMIT_GIT_CACHE, 6 << 20, "bytes of git objects held as bases for others")              \
	X(LIMIT_GIT_BASES, 100 * 1000, "objects of one git pack that can be found by their id")   \
	X(LIMIT_GIT_CHAIN, 4096, "git objects in a row, each the difference to the next")         \
	X(LIMIT_GIT_GRAPH, 200 * 1000,                                                            \
	  "git objects of one layer whose commits and paths can be told")                         \
	X(LIMIT_GIT_REPOSITORIES, 1000, "git repositories of one layer")                          \
	X(LIMIT_GIT_HITS, 20000, "secrets in git objects of one layer, each version counted")     \
	X(LIMIT_GIT_SMALL, 256 << 10,                                                             \
	  "bytes of commits and trees of one layer kept though nothing was found")                \
	X(LIMIT_GIT_WORK, 100, "bytes of git objects for one byte of their pack")                 \
	X(LIMIT_GIT_WORK_FREE, 512 << 20, "bytes of git objects before that counts")              \
	X(LIMIT_SECRET_PLACES, 200, "places listed of one secret; further ones are counted")      \
	X(LIMIT_BASE_CATALOGUE, 4 << 20, "bytes of one catalogue of bases")                       \
	X(LIMIT_BASES, 20000, "bases of all catalogues")                                          \
	X(LIMIT_LINT_FINDINGS, 20000, "findings of one Dockerfile")                               \
	X(LIMIT_LINT_PRAGMAS, 4096, "ignores written in one Dockerfile")                          \
	X(LIMIT_FEED_RECORD, 16 << 20, "bytes of one advisory record")                            \
	X(LIMIT_WIDE_WINDOW_LOG, 27, "log2 bytes of a decoder's memory for advisory feeds")       \
	X(LIMIT_FEED_LINE, 1 << 20, "bytes of one line of a feed")                                \
	X(LIMIT_FEED_MEMBERS, 4 * 1000 * 1000, "members of one archive of feeds")                 \
	X(LIMIT_FEED_FILE, 2ull << 30, "bytes of one feed file, uncompressed")                    \
	X(LIMIT_DOCKERFILE, 4 << 20, "bytes of one Dockerfile, and of one word of it expanded")   \
	X(LIMIT_DOCKERFILE_INSTRUCTIONS, 200000, "instructions of one Dockerfile")                \
	X(LIMIT_SOURCES, 1000, "sources of one list of feeds to fetch")                           \
	X(LIMIT_SOURCE_LIST, 1 << 20, "bytes of one list of feeds to fetch")                      \
	X(LIMIT_URL, 2048, "bytes of one URL")                                                    \
	X(LIMIT_TEXT_SHOWN, 16 << 10, "bytes of one text as it is shown on a terminal")           \
	X(LIMIT_RATIO, 1100,                                                                      \
	  "uncompressed bytes for one compressed byte; deflate cannot reach it")                  \
	X(LIMIT_RATIO_FREE, 2ull << 30,                                                           \
	  "uncompressed bytes before the ratio counts: zstd stores 1 GiB of zeros in 32 KiB")     \
	X(LIMIT_RATIO_FREE_NESTED, 64 << 20,                                                      \
	  "the same when one compression is wrapped around another")                              \
	X(LIMIT_HELD_NAMES, 200000, "names of a directory walk held at once, all levels")         \
	X(LIMIT_HELD_NAME_BYTES, 8 << 20, "bytes of these names")                                 \
	X(LIMIT_DOCKERFILE_GROWN, 16 << 20, "bytes that variables may add to a Dockerfile")       \
	X(LIMIT_WORKDIR, 1024, "bytes of a folder that WORKDIR builds up")                        \
	X(LIMIT_SHELL, 16 << 20, "bytes of one shell script")                                     \
	X(LIMIT_SHELL_DEPTH, 256, "groups, branches and quotes within each other in a script")    \
	X(LIMIT_SHELL_SUBSTITUTIONS, 32, "command substitutions within each other")               \
	X(LIMIT_SHELL_NESTED, 8, "scripts in arguments of sh -c within each other")               \
	X(LIMIT_SHELL_COMMANDS, 100000, "commands of one shell script")                           \
	X(LIMIT_EXCEPTION_FILE, 16 << 20, "bytes of one ignore file or VEX document")             \
	X(LIMIT_EXCEPTION_TOTAL, 64 << 20, "bytes of all ignore files and VEX documents")         \
	X(LIMIT_EXCEPTION_DOCUMENTS, 10000, "documents of one folder or repository of VEX")       \
	X(LIMIT_EXCEPTIONS, 500 * 1000, "entries and statements of all of these")                 \
	X(LIMIT_EXCEPTION_WIDE, 1000,                                                             \
	  "entries with wildcards in their ids; further ones count not")                          \
	X(LIMIT_EXCEPTION_WORK, 4 * 1000 * 1000,                                                  \
	  "comparisons of entries with findings; entries beyond do not apply")                    \
	X(LIMIT_EXCEPTION_NOTES, 5000, "unused entries listed; further ones are counted")         \
	X(LIMIT_SECRET_TRIES, 50000,                                                              \
	  "places of one file looked at as possible secrets, and one more for each 128 bytes")    \
	X(LIMIT_SECRET_HITS, 2000, "secrets found in one file")                                   \
	X(LIMIT_SECRET_UNPACKED, 256 << 20, "bytes unpacked of one archive in search of secrets") \
	X(LIMIT_LAYER_SECRETS, 20000, "places of secrets remembered of one layer")                \
	X(LIMIT_REPORT, 512 << 20, "bytes of one saved report, uncompressed")                     \
	X(LIMIT_REPORT_VALUE, 8 << 20, "bytes of one finding or other part of a saved report")    \
	X(LIMIT_REPORT_FINDINGS, 500000, "findings of one saved report")                          \
	X(LIMIT_REPORT_PACKAGES, 500000, "packages of one saved report")                          \
	X(LIMIT_REPORT_ROWS, 100000, "rows of one list within a part of a saved report")          \
	X(LIMIT_HISTORY_FINDINGS, 20000, "findings of one image that a history remembers")        \
	X(LIMIT_HISTORY_TEXT, 256, "bytes of one text in a history")                              \
	X(LIMIT_HISTORY_MESSAGE, 32 << 20, "bytes of one message to or from the recorder")        \
	X(LIMIT_HISTORY_TREND, 100, "earlier scans of an image that its report shows")            \
	X(LIMIT_HISTORY_ROWS, 4 * 1000 * 1000, "rows of a history that one answer looks at")      \
	X(LIMIT_POLICY, 1 << 20, "bytes of one policy file")                                      \
	X(LIMIT_POLICY_GATES, 64, "gates of one policy")                                          \
	X(LIMIT_POLICY_CLAUSES, 500, "clauses of one gate, inherited ones included")

/*
 * Each name is a constant of type uint64_t; casts to a narrower type are checked by the compiler
 * where it matters.
 */
#define LIMIT_CONST_(name, value) static const uint64_t name UNUSED = (value);
#define X(name, value, text)	  LIMIT_CONST_(name, value)
LIMITS(X)
#undef X
