/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/ssh_server.h"

#include "find/dockerfile/lib/image_path.h"
#include "find/dockerfile/lib/packages.h"

#define HOST_KEYS "host keys are made: every container of this image will have the same"

static bool is_server(struct str package, bool apk)
{
	return str_is(package, "openssh-server") || str_is(package, "dropbear") ||
	       str_is(package, "openssh-sshd") || (apk && str_is(package, "openssh"));
}

static bool sign_of_command(const struct df_build *b, const struct sh_command *c,
			    struct ssh_sign *out)
{
	struct str name = sh_name(c), package;
	const struct sh_word *w;
	if (packages_installs(c)) {
		for (size_t k = 0; (w = packages_next(c, &k, &package));) {
			if (!is_server(package, str_is(name, "apk")))
				continue;
			out->span = df_word_span(b, out->instruction, w);
			out->what = "an SSH server is installed";
			return true;
		}
		return false;
	}
	out->what = NULL;
	if (str_is(name, "sshd") || str_is(name, "dropbear"))
		out->what = "an SSH server is started";
	else if (str_is(name, "service") && (sh_word_is(c, 1, "ssh") || sh_word_is(c, 1, "sshd")))
		out->what = "an SSH server is started";
	else if (str_is(name, "ssh-keygen") && (sh_has_arg(c, "-A") || sh_has_long(c, "A")))
		out->what = HOST_KEYS;
	else if (str_is(name, "dpkg-reconfigure") && sh_has_arg(c, "openssh-server"))
		out->what = HOST_KEYS;
	out->span = df_command_span(b, out->instruction, c);
	return out->what != NULL;
}

/* COPY of its configuration or keys; CMD ["/usr/sbin/sshd"] */
static bool sign_of_words(const struct df_instruction *i, struct ssh_sign *out)
{
	bool copy = copy_is_local(i);
	bool start = (i->kind == DF_CMD || i->kind == DF_ENTRYPOINT) && i->json;
	for (size_t n = 0; (copy || start) && n < i->args.n; n++) {
		struct str w = i->args.p[n].text;
		if (copy ? !str_has(w, STR("ssh_host_")) && !str_has(w, STR("sshd_config"))
			 : !str_ends(w, STR("/sshd")) && !str_is(w, "sshd"))
			continue;
		out->span = i->args.p[n].span;
		out->what =
			copy ? "an SSH server is set up in the image" : "an SSH server is started";
		return true;
	}
	return false;
}

bool ssh_server_next(struct ship_walk *w, struct ssh_sign *out)
{
	while (ship_walk_next(w)) {
		const struct df_instruction *i = w->i->inner ? w->i->inner : w->i;
		const struct sh_script *s = &w->build->scripts[w->instruction];
		out->instruction = w->instruction;
		for (size_t n = 0; i->kind != DF_HEALTHCHECK && n < s->commands.n; n++)
			if (sign_of_command(w->build, &s->commands.p[n], out))
				return true;
		if (sign_of_words(i, out))
			return true;
	}
	return false;
}
