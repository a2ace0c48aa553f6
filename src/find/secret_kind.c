/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a subject is: what is looked at, and how.
 *
 *     text                      always, whatever its path and size
 *     gzip, zip, jar, wheel     what is in them, one level deep
 *     UTF-16                    as text
 *     SQLite                    as it lies: strings in it are plain bytes
 *     Python bytecode           the same, with its strings set apart
 *     pictures, sound, film, fonts, other compressions       never
 *     programs, libraries, other binary data                 as they lie, unless in a folder of the
 *                                                            distribution's packages
 *
 * The last line is a matter of cost. In an image of development tools four of five bytes are machine code and data
 * that came with packages; looking at them would make a scan a third slower, and what is in them is public. What a
 * team has built itself lies elsewhere (/app, /usr/local, /srv, /), and is looked at whole.
 *
 * Text is what has no NUL in its first kilobyte.
 */
#include "find/secret_parts.h"

struct magic {
	const char *bytes;
	uint8_t n, at;
};

/* Nothing in these can be read without decoding them. */
static const struct magic opaque[] = {
	{ "\x89PNG\r\n\x1a\n", 8, 0 },
	{ "\xff\xd8\xff", 3, 0 }, /* JPEG */
	{ "GIF8", 4, 0 },
	{ "RIFF", 4, 0 },  /* WebP, WAV, AVI */
	{ "II*\0", 4, 0 }, /* TIFF */
	{ "MM\0*", 4, 0 },
	{ "wOFF", 4, 0 },
	{ "wOF2", 4, 0 },
	{ "OTTO", 4, 0 },
	{ "\0\1\0\0\0", 5, 0 }, /* TrueType */
	{ "ID3", 3, 0 },	/* MP3 */
	{ "OggS", 4, 0 },
	{ "fLaC", 4, 0 },
	{ "ftyp", 4, 4 },	      /* MP4 */
	{ "\x1a\x45\xdf\xa3", 4, 0 }, /* Matroska */
	{ "\xfd"
	  "7zXZ\0",
	  6, 0 },
	{ "\x28\xb5\x2f\xfd", 4, 0 }, /* zstd */
	{ "BZh", 3, 0 },
	{ "7z\xbc\xaf\x27\x1c", 6, 0 },
	{ "\x04\x22\x4d\x18", 4, 0 }, /* lz4 */
	{ "\xde\x12\x04\x95", 4, 0 }, /* translations (GNU gettext) */
	{ "\x95\x04\x12\xde", 4, 0 },
};

static bool has_magic(struct str head, const struct magic *m)
{
	return head.n >= (size_t)m->at + m->n && memcmp(head.p + m->at, m->bytes, m->n) == 0;
}

static bool is_opaque(struct str head)
{
	for (size_t i = 0; i < ARRAY_LEN(opaque); i++)
		if (has_magic(head, &opaque[i]))
			return true;
	return false;
}

/* Folders that packages fill. Below usr/local and usr/src nothing of a distribution lies. */
static const char *const package_folders[] = {
	"usr/bin/",    "usr/sbin/",    "usr/lib/",   "usr/lib32/",   "usr/lib64/",
	"usr/libx32/", "usr/libexec/", "usr/share/", "usr/include/", "usr/games/",
	"bin/",	       "sbin/",	       "lib/",	     "lib32/",	     "lib64/",
	"libx32/",     "boot/",	       "var/cache/", "var/lib/apt/", "var/lib/dpkg/",
	"lib/apk/",    "var/lib/rpm/",
};

static bool from_packages(struct str path)
{
	for (size_t i = 0; i < ARRAY_LEN(package_folders); i++)
		if (str_starts(path, str_of(package_folders[i])))
			return true;
	return false;
}

/* Every other byte is NUL, and the ones between are not: nobody writes this but UTF-16 of Latin text. */
static bool is_utf16(struct str head, size_t nul)
{
	size_t pairs = head.n / 2, misses = 0;
	for (size_t i = 0; i < pairs && misses <= pairs / 10; i++)
		misses += head.p[2 * i + nul] != 0 || head.p[2 * i + 1 - nul] == 0;
	return pairs >= 8 && misses <= pairs / 10;
}

enum secret_kind secret_kind_of(struct str path, struct str head, bool nested)
{
	const uint8_t *p = (const uint8_t *)head.p;
	if (head.n >= 4 && p[0] == 0x1f && p[1] == 0x8b && p[2] == 8)
		return nested ? SECRET_KIND_SKIP : SECRET_KIND_GZIP;
	if (str_starts(head, STR("PK\3\4")))
		return nested ? SECRET_KIND_SKIP : SECRET_KIND_ZIP;
	if (is_opaque(head))
		return SECRET_KIND_SKIP;
	if (!nested && head.n >= 2 && p[0] == 0xff && p[1] == 0xfe)
		return SECRET_KIND_UTF16LE;
	if (!nested && head.n >= 2 && p[0] == 0xfe && p[1] == 0xff)
		return SECRET_KIND_UTF16BE;
	if (str_find_char(head, '\0') == SIZE_MAX) {
		/* a library of libraries may begin with its own text */
		bool library = str_starts(head, STR("!<arch>\n")) && from_packages(path);
		return library ? SECRET_KIND_SKIP : SECRET_KIND_TEXT;
	}
	if (!nested && is_utf16(head, 1))
		return SECRET_KIND_UTF16LE;
	if (!nested && is_utf16(head, 0))
		return SECRET_KIND_UTF16BE;
	if (str_starts(head, STR("SQLite format 3")))
		return SECRET_KIND_BINARY;
	if (str_ends(path, STR(".pyc")))
		return head.n > 4 && p[2] == '\r' && p[3] == '\n' ? SECRET_KIND_PYC
								  : SECRET_KIND_BINARY;
	return from_packages(path) ? SECRET_KIND_SKIP : SECRET_KIND_BINARY;
}
