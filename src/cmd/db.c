/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy db: makes the advisory database, says what is in it, asks it.
 */
#include "cmd/command.h"
#include "cmd/db/subcommand.h"

static const struct subcommand *const subcommands[] = {
	&db_subcommand_build,
	&db_subcommand_update,
	&db_subcommand_status,
	&db_subcommand_lookup,
};

static const char *const formats[] = { "text", "json", NULL };

static const struct db_options defaults = { .retries = DB_RETRIES, .stall = DB_STALL };

#define AT(field) .offset = offsetof(struct db_options, field)

static const struct opt options[] = {
	{ .kind = OPT_GROUP, .help = "db build" },
	{ OPT_STRING, 0, "from", "DIR", "The folder with the feeds; archives in it are opened",
	  AT(from) },
	{ .kind = OPT_GROUP, .help = "db build, db update" },
	{ OPT_STRING, 'o', "output", "FILE",
	  "The database to write (default: where scan looks for it)", AT(output) },
	{ OPT_FLAG, 0, "no-text", NULL,
	  "Leave out summaries, details and references: half the size, the same findings",
	  AT(no_text) },
	{ .kind = OPT_GROUP, .help = "db update" },
	{ OPT_STRING, 0, "sources", "FILE", "What to fetch (default: the list that --list prints)",
	  AT(sources) },
	{ OPT_FLAG, 0, "list", NULL,
	  "Print the list of sources as it would be used, and fetch nothing", AT(list) },
	{ OPT_STRING, 0, "mirror", "URL", "Fetch each source as URL/FILE, FILE as in the list",
	  AT(mirror) },
	{ OPT_LIST, 0, "rewrite", "FROM=TO",
	  "Fetch from TO what the list has below FROM, two beginnings of URLs; repeatable",
	  AT(rewrite) },
	{ OPT_FLAG, 0, "keep-going", NULL,
	  "Use the last good download of a source that fails, and do without one that has none",
	  AT(keep_going) },
	{ OPT_STRING, 0, "downloads", "DIR",
	  "Where downloads are kept (default: the database's name and .feeds)", AT(downloads) },
	{ OPT_STRING, 0, "cacert", "FILE",
	  "The certificate authorities to trust, in PEM, instead of the system's", AT(ca_file) },
	{ OPT_FLAG, 0, "allow-http", NULL,
	  "Fetch http:// sources, too: everybody on the way can change them", AT(allow_plain) },
	{ OPT_NUMBER, 0, "retries", "N", "Attempts after a failure that may pass (default 4)",
	  AT(retries), .max = 20 },
	{ OPT_NUMBER, 0, "stall", "SECONDS",
	  "Give up a transfer below 1 KiB a second for that long (default 30)", AT(stall),
	  .max = 3600 },
	{ OPT_FLAG, 0, "insecure", .help = "Refused", AT(insecure), .hidden = true },
	{ .kind = OPT_GROUP, .help = "db status, db lookup" },
	{ OPT_CHOICE, 'f', "format", "FORMAT", "text (default) or json", AT(format),
	  .choices = formats },
	{ OPT_STRING, 0, "db", "FILE",
	  "db lookup: the database to ask, or 'builtin' for the headline advisories", AT(db) },
	{ .kind = OPT_END },
};

static int run(void *parsed, int argc, char **argv, struct arena *a)
{
	const struct db_options *o = parsed;
	const struct subcommand_option given[] = {
		{ o->from, DB_OPTION_FROM, "--from" },
		{ o->output, DB_OPTION_OUTPUT, "--output" },
		{ o->no_text, DB_OPTION_NO_TEXT, "--no-text" },
		{ o->format, DB_OPTION_FORMAT, "--format" },
		{ o->db, DB_OPTION_DB, "--db" },
		{ o->sources, DB_OPTION_UPDATE, "--sources" },
		{ o->list, DB_OPTION_UPDATE, "--list" },
		{ o->mirror, DB_OPTION_UPDATE, "--mirror" },
		{ o->rewrite.n, DB_OPTION_UPDATE, "--rewrite" },
		{ o->keep_going, DB_OPTION_UPDATE, "--keep-going" },
		{ o->downloads, DB_OPTION_UPDATE, "--downloads" },
		{ o->ca_file, DB_OPTION_UPDATE, "--cacert" },
		{ o->allow_plain, DB_OPTION_UPDATE, "--allow-http" },
		{ o->insecure, DB_OPTION_UPDATE, "--insecure" },
		{ o->retries != defaults.retries, DB_OPTION_UPDATE, "--retries" },
		{ o->stall != defaults.stall, DB_OPTION_UPDATE, "--stall" },
	};
	const struct subcommand_set set = { "db", subcommands, ARRAY_LEN(subcommands), given,
					    ARRAY_LEN(given) };
	return subcommand_run(&set, o, argc, argv, a);
}

const struct command command_db = {
	.name = "db",
	.summary = "make, inspect and ask the advisory database",
	.usage = "seaworthy db build --from DIR [-o FILE]\n"
		 "seaworthy db update [-o FILE]\n"
		 "seaworthy db status [FILE]\n"
		 "seaworthy db lookup ECOSYSTEM NAME [VERSION]",
	.description =
		"build reads every feed below a folder (OSV, Alpine secdb, Debian and Ubuntu trackers, "
		"CISA KEV, EPSS, CVE records, in folders or archives) and writes one file. The same "
		"feeds give the same bytes. A record that cannot be used is counted with the reason. "
		"Exit code 3 when a feed file could not be read to its end; the database is written "
		"all the same.\n"
		"\n"
		"update fetches the feeds and builds from them. It is the only command that uses the "
		"network. What did not change is not fetched again, what stopped half-way is continued, "
		"and what is not what it should be never replaces a good download. When a source fails, "
		"the database stays as it was and the exit code is 5; with --keep-going the rest is "
		"used, what failed is named, and the exit code is 3. Proxies are taken from the "
		"environment (https_proxy, no_proxy).\n"
		"\n"
		"status verifies the checksum and prints the digest, the dates, what each feed gave "
		"and what was refused, and the releases covered.\n"
		"\n"
		"lookup prints what is known of one package: for a distribution by source package, "
		"with the release (debian:12). With a version it also says whether that one is "
		"affected. Exit code 3 when nothing is found and no feed covers the release.\n"
		"\n"
		"Without a file named, status and lookup use $SEAWORTHY_DB, then "
		"$XDG_CACHE_HOME/seaworthy/seaworthy.db (~/.cache), then the built-in headline "
		"advisories. The layout and the list of sources are documented in docs/format/db.md.",
	.examples =
		"  seaworthy db build --from feeds -o advisories.db   # make one\n"
		"  seaworthy db update                                # fetch and build\n"
		"  seaworthy db update --mirror https://mirror/feeds  # from within\n"
		"  seaworthy db status advisories.db                  # what is in it?\n"
		"  seaworthy db lookup debian:12 xz-utils             # all that is known\n"
		"  seaworthy db lookup npm event-stream 3.3.6         # is this one affected?\n",
	.order = 60,
	.options = options,
	.options_size = sizeof(struct db_options),
	.defaults = &defaults,
	.run = run,
};
