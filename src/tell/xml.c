/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/xml.h"

#include "base/term.h"

static bool can_hold(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' ||
	       (c >= 0x20 && c != 0x7f && !(c >= 0x80 && c < 0xa0) && c != 0xfffe && c != 0xffff &&
		c != UINT32_MAX);
}

void xml_put(struct out *out, struct str s)
{
	struct str rest = s;
	uint32_t c;
	while (rest.n) {
		struct str here = rest;
		utf8_next(&rest, &c);
		if (c == '&')
			out_text(out, "&amp;");
		else if (c == '<')
			out_text(out, "&lt;");
		else if (c == '>')
			out_text(out, "&gt;");
		else if (c == '"')
			out_text(out, "&quot;");
		else if (c == '\'')
			out_text(out, "&#39;");
		else if (c == '\n' || c == '\t' || c == '\r')
			out_printf(out, "&#%u;", (unsigned)c);
		else if (!can_hold(c))
			out_text(out, "\xef\xbf\xbd");
		else
			out_str(out, str_make(here.p, here.n - rest.n));
	}
}

void xml_put_attribute(struct out *out, const char *name, struct str value)
{
	out_printf(out, " %s=\"", name);
	xml_put(out, value);
	out_char(out, '"');
}
