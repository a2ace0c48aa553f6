/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Did a package give its program setuid or setgid, or somebody else?
 *
 *     apk    its database records the modes (find/lib/apk_rights.h): they are compared
 *     dpkg   records none: programs that Debian and Ubuntu ship so are in a table, by path; what an
 *            administrator wanted is in dpkg's statoverride
 *
 * The table has what packages of the distributions install with these rights, from their archives or
 * maintainer scripts, whatever their release. A path is looked up as it is since bin, sbin and lib are links into
 * usr, without the folder of the architecture.
 */
#include "find/lib/implant_rights.h"

#include "base/map.h"
#include "base/path.h"
#include "find/lib/implant_seen.h"
#include "find/lib/owned.h"

struct implant_rights {
	const struct watch_image *image;
	struct map recorded;	    /* "layer entry" → mode, by apk */
	struct map wanted, shipped; /* paths of statoverride, and of the table */
};

/* What packages, by the name that they are known under, bring with setuid or setgid. */
static const struct {
	const char *package, *paths;
} shipped[] = {
	{ "amanda-common", "usr/lib/amanda/ambind usr/lib/amanda/calcsize "
			   "usr/lib/amanda/killpgrp usr/lib/amanda/rundump "
			   "usr/lib/amanda/runtar usr/lib/amanda/application/amgtar "
			   "usr/lib/amanda/application/amstar" },
	{ "apache2-suexec", "usr/lib/apache2/suexec usr/lib/apache2/suexec-custom "
			    "usr/lib/apache2/suexec-pristine" },
	{ "apptainer", "usr/libexec/apptainer/bin/starter-suid "
		       "usr/libexec/singularity/bin/starter-suid "
		       "usr/lib/singularity/bin/starter-suid" },
	{ "at", "usr/bin/at" },
	{ "beep", "usr/bin/beep" },
	{ "bsdgames", "usr/games/atc usr/games/battlestar usr/games/canfield "
		      "usr/games/cribbage usr/games/hack usr/games/phantasia "
		      "usr/games/robots usr/games/sail usr/games/snake "
		      "usr/games/tetris-bsd" },
	{ "bsdmainutils", "usr/bin/bsd-write usr/bin/write usr/bin/write.ul" },
	{ "bsdutils", "usr/bin/wall" },
	{ "bubblewrap", "usr/bin/bwrap" },
	{ "calife", "usr/bin/calife" },
	{ "cdrtools", "usr/bin/wodim usr/bin/readcd usr/bin/cdrdao usr/bin/icedax" },
	{ "chromium-sandbox", "usr/lib/chromium/chrome-sandbox "
			      "usr/lib/chromium-browser/chrome-sandbox" },
	{ "cifs-utils", "usr/sbin/mount.cifs usr/sbin/mount.smb3" },
	{ "cockpit-ws", "usr/lib/cockpit/cockpit-session usr/libexec/cockpit-session" },
	{ "cron", "usr/bin/crontab" },
	{ "davfs2", "usr/sbin/mount.davfs" },
	{ "dbus", "usr/lib/dbus-1.0/dbus-daemon-launch-helper "
		  "usr/libexec/dbus-daemon-launch-helper" },
	{ "dma", "usr/sbin/dma usr/lib/dma/dma-mbox-create "
		 "usr/libexec/dma-mbox-create" },
	{ "ecryptfs-utils", "usr/sbin/mount.ecryptfs_private "
			    "usr/sbin/umount.ecryptfs_private" },
	{ "eject", "usr/lib/eject/dmcrypt-get-device" },
	{ "emacs", "usr/lib/emacs/movemail usr/libexec/emacs/movemail" },
	{ "evolution", "usr/libexec/camel-lock-helper-1.2 usr/lib/camel-lock-helper-1.2" },
	{ "exim4", "usr/sbin/exim4" },
	{ "fbterm", "usr/bin/fbterm" },
	{ "firejail", "usr/bin/firejail" },
	{ "fping", "usr/bin/fping usr/bin/fping6" },
	{ "fuse", "usr/bin/fusermount usr/bin/fusermount3" },
	{ "incus", "usr/libexec/incus/incus-user-nic" },
	{ "inn2", "usr/lib/news/bin/innbind" },
	{ "iputils", "usr/bin/ping usr/bin/ping4 usr/bin/ping6 usr/bin/arping "
		     "usr/bin/traceroute6.iputils" },
	{ "krb5-user", "usr/bin/ksu" },
	{ "liblockfile-bin", "usr/bin/dotlockfile" },
	{ "libpam-modules", "usr/sbin/unix_chkpwd usr/sbin/pam_extrausers_chkpwd" },
	{ "libpam-tmpdir", "usr/lib/pam-tmpdir/pam-tmpdir-helper usr/sbin/pam-tmpdir-helper "
			   "usr/libexec/pam-tmpdir/pam-tmpdir-helper" },
	{ "libutempter", "usr/lib/utempter/utempter usr/libexec/utempter/utempter" },
	{ "libvte", "usr/lib/libvte9/gnome-pty-helper usr/lib/vte/gnome-pty-helper "
		    "usr/lib/libvte-2.90-9/gnome-pty-helper" },
	{ "locate", "usr/bin/locate usr/bin/mlocate usr/bin/plocate usr/bin/slocate" },
	{ "lockfile-progs", "usr/bin/mail-lock usr/bin/mail-unlock usr/bin/mail-touchlock" },
	{ "lxc", "usr/lib/lxc/lxc-user-nic usr/libexec/lxc/lxc-user-nic" },
	{ "maildrop", "usr/bin/maildrop usr/bin/lockmail.maildrop" },
	{ "man-db", "usr/bin/man usr/bin/mandb usr/lib/man-db/man "
		    "usr/lib/man-db/mandb" },
	{ "mandos-client", "usr/lib/mandos/plugins.d/askpass-fifo "
			   "usr/lib/mandos/plugins.d/mandos-client "
			   "usr/lib/mandos/plugins.d/plymouth "
			   "usr/lib/mandos/plugins.d/splashy "
			   "usr/lib/mandos/plugins.d/usplash" },
	{ "mc", "usr/lib/mc/cons.saver" },
	{ "monitoring-plugins", "usr/lib/nagios/plugins/check_dhcp "
				"usr/lib/nagios/plugins/check_icmp usr/lib/nagios/plugins/pst3" },
	{ "mount", "usr/bin/mount usr/bin/umount" },
	{ "mtr", "usr/bin/mtr usr/bin/mtr-packet usr/sbin/mtr" },
	{ "mutt", "usr/bin/mutt_dotlock" },
	{ "nethack-console", "usr/lib/games/nethack/nethack-console" },
	{ "nfs-common", "usr/sbin/mount.nfs" },
	{ "ntfs-3g", "usr/bin/ntfs-3g" },
	{ "nullmailer", "usr/sbin/nullmailer-queue usr/bin/mailq" },
	{ "open-vm-tools", "usr/bin/vmware-user-suid-wrapper" },
	{ "opendoas", "usr/bin/doas" },
	{ "openssh-client", "usr/lib/openssh/ssh-keysign usr/libexec/openssh/ssh-keysign "
			    "usr/bin/ssh-agent" },
	{ "passwd", "usr/bin/passwd usr/bin/chage usr/bin/chfn usr/bin/chsh "
		    "usr/bin/expiry usr/bin/gpasswd usr/bin/newgrp" },
	{ "pcp", "usr/lib/pcp/bin/pcp-pmda usr/libexec/pcp/bin/pcp-pmda" },
	{ "physlock", "usr/bin/physlock" },
	{ "pmount", "usr/bin/pmount usr/bin/pumount" },
	{ "polkit", "usr/bin/pkexec usr/lib/policykit-1/polkit-agent-helper-1 "
		    "usr/lib/polkit-1/polkit-agent-helper-1 "
		    "usr/libexec/polkit-agent-helper-1" },
	{ "postfix", "usr/sbin/postdrop usr/sbin/postqueue" },
	{ "ppp", "usr/sbin/pppd" },
	{ "procmail", "usr/bin/procmail usr/bin/lockfile" },
	{ "qemu", "usr/lib/qemu/qemu-bridge-helper usr/libexec/qemu-bridge-helper" },
	{ "rsh-client", "usr/bin/netkit-rcp usr/bin/netkit-rlogin usr/bin/netkit-rsh "
			"usr/bin/rsh-redone-rlogin usr/bin/rsh-redone-rsh" },
	{ "s-nail", "usr/libexec/s-nail-dotlock" },
	{ "schroot", "usr/bin/schroot" },
	{ "screen", "usr/bin/screen" },
	{ "sendmail", "usr/libexec/sendmail/sendmail usr/libexec/sendmail/mailstats "
		      "usr/lib/sm.bin/sendmail usr/lib/sm.bin/mailstats "
		      "usr/sbin/sensible-mda" },
	{ "slock", "usr/bin/slock" },
	{ "snapd", "usr/lib/snapd/snap-confine" },
	{ "spice-gtk", "usr/lib/spice-gtk/spice-client-glib-usb-acl-helper "
		       "usr/libexec/spice-client-glib-usb-acl-helper" },
	{ "squid", "usr/lib/squid/pinger usr/lib/squid/basic_pam_auth "
		   "usr/lib/squid/basic_ncsa_auth" },
	{ "ssmtp", "usr/sbin/ssmtp" },
	{ "sssd", "usr/libexec/sssd/krb5_child usr/libexec/sssd/ldap_child "
		  "usr/libexec/sssd/p11_child usr/libexec/sssd/proxy_child "
		  "usr/libexec/sssd/selinux_child usr/libexec/sssd/sssd_pam" },
	{ "su", "usr/bin/su" },
	{ "sudo", "usr/bin/sudo usr/bin/sudoedit" },
	{ "super", "usr/bin/super" },
	{ "systemtap", "usr/bin/staprun" },
	{ "traceroute", "usr/bin/traceroute6 usr/bin/traceroute6.db" },
	{ "udevil", "usr/bin/udevil" },
	{ "uidmap", "usr/bin/newuidmap usr/bin/newgidmap" },
	{ "usermode", "usr/sbin/userhelper" },
	{ "userv", "usr/bin/userv" },
	{ "util-linux", "usr/sbin/uuidd" },
	{ "uucp", "usr/bin/cu usr/bin/uucp usr/bin/uuname usr/bin/uustat "
		  "usr/bin/uux usr/lib/uucp/uucico usr/lib/uucp/uuxqt "
		  "usr/sbin/uuxqt" },
	{ "virtualbox", "usr/lib/virtualbox/VBoxHeadless "
			"usr/lib/virtualbox/VBoxNetAdpCtl usr/lib/virtualbox/VBoxNetDHCP "
			"usr/lib/virtualbox/VBoxNetNAT usr/lib/virtualbox/VBoxSDL "
			"usr/lib/virtualbox/VBoxVolInfo usr/lib/virtualbox/VirtualBoxVM" },
	{ "vlock", "usr/sbin/vlock-main" },
	{ "wireshark", "usr/bin/dumpcap" },
	{ "xscreensaver", "usr/lib/xscreensaver/xscreensaver-auth "
			  "usr/libexec/xscreensaver/xscreensaver-auth" },
	{ "xserver-xorg", "usr/lib/xorg/Xorg.wrap usr/bin/X" },
	{ "xtrlock", "usr/bin/xtrlock" },
};

/* "usr/lib/x86_64-linux-gnu/x" is "usr/lib/x", "bin/su" is "usr/bin/su". */
static struct str path_of_table(struct str path, struct arena *a)
{
	static const char *const moved[] = { "bin/", "sbin/", "lib/" };
	struct str lib = STR("usr/lib/"), arch, rest;
	for (size_t i = 0; i < ARRAY_LEN(moved); i++)
		if (str_starts(path, str_of(moved[i])))
			path = str_printf(a, "usr/%.*s", STRF(path));
	if (str_starts(path, lib) && str_cut(str_from(path, lib.n), '/', &arch, &rest) &&
	    str_has(arch, STR("-linux-gnu")))
		path = str_printf(a, "usr/lib/%.*s", STRF(rest));
	return path;
}

static struct str entry_key(uint64_t room[2], size_t layer, uint32_t entry)
{
	room[0] = layer;
	room[1] = entry;
	return str_make((const char *)room, 2 * sizeof(*room));
}

/* Lines of "4755 path"; of two packages with the same file each may give it rights. */
static void read_recorded(struct implant_rights *r, struct str text)
{
	struct str line, digits, path;
	while (str_next_line(&text, &line)) {
		size_t layer;
		uint32_t entry;
		uint64_t room[2];
		if (!str_cut(line, ' ', &digits, &path) || digits.n != 4 ||
		    !owned_find(r->image->owned, path, &layer, &entry))
			continue;
		struct str key = str_dup(r->image->arena, entry_key(room, layer, entry));
		*map_put(&r->recorded, key, NULL) |= (uint32_t)(digits.p[0] - '0') << 9;
	}
}

/* "root messagebus 4754 /usr/lib/dbus-1.0/dbus-daemon-launch-helper" */
static void read_wanted(struct implant_rights *r, struct str text)
{
	struct arena *a = r->image->arena;
	struct str line, part;
	while (str_next_line(&text, &line)) {
		for (size_t i = 0; i < 3; i++)
			if (!str_cut(line, ' ', &part, &line))
				line = STR("");
		line = str_from(line, str_starts(line, STR("/")));
		if (line.n)
			(void)map_put(&r->wanted, str_dup(a, path_of_table(line, a)), NULL);
	}
}

struct implant_rights *implant_rights_new(const struct watch_image *image)
{
	struct implant_rights *r = arena_alloc(image->arena, sizeof(*r));
	r->image = image;
	map_init(&r->recorded, image->arena);
	map_init(&r->wanted, image->arena);
	map_init(&r->shipped, image->arena);
	for (size_t i = 0; i < ARRAY_LEN(shipped); i++) {
		struct str path, paths = str_of(shipped[i].paths);
		while (str_next(&paths, ' ', &path))
			(void)map_put(&r->shipped, path, NULL);
	}
	for (size_t l = 0; l < image->n; l++) {
		const struct implant_seen *seen = image->states[l];
		for (size_t i = 0; seen && i < seen->documents.n; i++) {
			const struct seen_document *d = &seen->documents.p[i];
			if (view_hidden_by(image->view, l, d->entry) != LAYER_NONE)
				continue;
			if (d->role == ROLE_APK_DATABASE)
				read_recorded(r, d->text);
			else if (d->role == ROLE_STATOVERRIDE)
				read_wanted(r, d->text);
		}
	}
	return r;
}

enum rights_origin implant_rights_of(const struct implant_rights *r, size_t layer, uint32_t entry,
				     struct str path)
{
	const struct entry *e = inventory_at(view_inventory(r->image->view, layer), entry);
	uint32_t package = owned_by(r->image->owned, layer, entry);
	if (package != PACKAGE_NONE && r->image->report->packages.p[package].kind == PACKAGE_APK) {
		uint64_t room[2];
		const uint32_t *mode = map_get(&r->recorded, entry_key(room, layer, entry));
		uint32_t added = e->mode & 06000u & ~(mode ? *mode : 0);
		return added ? RIGHTS_ADDED : RIGHTS_OF_PACKAGE;
	}
	path = path_of_table(path, r->image->arena);
	if (map_get(&r->wanted, path))
		return RIGHTS_OF_ADMIN;
	return map_get(&r->shipped, path) ? RIGHTS_OF_PACKAGE : RIGHTS_ADDED;
}
