/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fuzz driver of the texts that tampering is looked for in: configuration of a system, scripts. Each input is read as
 * all of them.
 *
 * Must hold: no read outside; what is told lies within the text, on a line that it has; every reader comes to an end;
 * the text is said the same of twice, and in whatever windows it comes.
 */
#include "base/log.h"
#include "find/lib/apk_rights.h"
#include "find/lib/implant_config.h"
#include "find/lib/implant_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct reading {
	struct str text;
	size_t lines;
	struct config_scan scan;
	uint64_t told; /* a digest of what was */
	size_t n;
};

static void begin(struct reading *r)
{
	r->scan = (struct config_scan){ r->text, 0 };
	r->n = 0;
}

static void tell(struct reading *r, struct str s)
{
	ENSURE(s.n == 0 || (s.p >= r->text.p && s.n <= r->text.n &&
			    (size_t)(s.p - r->text.p) <= r->text.n - s.n));
	r->told = r->told * 31 + str_hash(s);
}

static void tell_line(struct reading *r, uint32_t line)
{
	ENSURE(line >= 1 && line <= r->lines);
	r->told = r->told * 31 + line;
}

/* One more thing of this reader: it goes forward, and says no more than there are bytes. */
static void tell_next(struct reading *r, struct str s)
{
	tell(r, s);
	tell_line(r, r->scan.line);
	ENSURE(++r->n <= r->text.n);
}

static void tell_words(struct reading *r, const char *words, uint32_t line)
{
	if (!words)
		return;
	tell_line(r, line);
	r->told = r->told * 31 + str_hash(str_of(words));
}

static void read_accounts(struct reading *r)
{
	struct str name;
	bool root;
	for (begin(r); config_next_account(&r->scan, &name, &root);)
		tell_next(r, name);
	for (begin(r); config_next_open(&r->scan, &name);) {
		tell_next(r, name);
		r->told += config_has_shell(r->text, name);
	}
	for (begin(r); config_next_sudoer(&r->scan, &name);)
		tell_next(r, name);
}

static void read_sources(struct reading *r)
{
	struct package_source source;
	for (begin(r); config_next_apt(&r->scan, &source);) {
		tell_next(r, source.uri);
		tell(r, source.host);
		r->told += config_is_distribution(source.host) + 2u * source.unsigned_ +
			   4u * source.has_key;
	}
	for (begin(r); config_next_apk(&r->scan, &source);) {
		tell_next(r, source.uri);
		tell(r, source.host);
	}
	uint32_t line = 0;
	if (config_apt_insecure(r->text, &line))
		tell_line(r, line);
}

static void read_logins(struct reading *r)
{
	struct pam_line pam;
	struct str library;
	uint32_t line = 0;
	for (begin(r); config_next_pam(&r->scan, &pam);) {
		tell_next(r, pam.module);
		r->told += pam.free;
	}
	tell(r, config_preload(r->text));
	if (config_sets_preload(r->text, &library, &line)) {
		tell(r, library);
		tell_line(r, line);
	}
	size_t keys = config_login_keys(r->text);
	ENSURE(keys <= r->lines);
	r->told += keys;
}

static void read_script(struct reading *r)
{
	static const char *(*const readers[])(struct str text, uint32_t * out_line) = {
		text_reverse_shell,
		text_download,
		text_dropper,
	};
	for (size_t i = 0; i < ARRAY_LEN(readers); i++) {
		uint32_t line = 0;
		const char *words = readers[i](r->text, &line);
		tell_words(r, words, line);
	}
}

static void add_rights(struct str text, size_t step, struct buf *out)
{
	struct apk_rights rights;
	apk_rights_init(&rights);
	apk_rights_begin(&rights);
	for (size_t at = 0; at < text.n; at += step)
		apk_rights_add(&rights, str_slice(text, at, at + step), out);
	apk_rights_end(&rights, out);
	apk_rights_done(&rights);
}

static void read_rights(struct reading *r)
{
	OWNED(buf_donep) struct buf whole;
	OWNED(buf_donep) struct buf parts;
	buf_init(&whole, 64 * KIB);
	buf_init(&parts, 64 * KIB);
	add_rights(r->text, size_max(1, r->text.n), &whole);
	add_rights(r->text, 7, &parts);
	ENSURE(str_eq(buf_str(&whole), buf_str(&parts)));
	r->told = r->told * 31 + str_hash(buf_str(&whole));
}

static uint64_t read_all(struct str text)
{
	struct reading r = { .text = text, .lines = 1 };
	for (size_t i = 0; i < text.n; i++)
		r.lines += text.p[i] == '\n';
	read_accounts(&r);
	read_sources(&r);
	read_logins(&r);
	read_script(&r);
	read_rights(&r);
	return r.told;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = str_make(data, size);
	ENSURE(read_all(text) == read_all(text));
	return 0;
}
