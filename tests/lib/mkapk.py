# SPDX-License-Identifier: Apache-2.0
"""mkapk.py FILE NAME VERSION [PATH=MODE:TEXT ...]: a package of apk 2, unsigned, as apk-package(5) describes it: two archives, each
compressed for itself, the first without the blocks that end one. Files carry their SHA-1 in a pax header."""
import gzip, hashlib, io, sys, tarfile


def archive(members, end):
    b = io.BytesIO()
    with tarfile.open(fileobj=b, mode="w", format=tarfile.PAX_FORMAT) as t:
        for path, mode, text in members:
            info = tarfile.TarInfo(path)
            info.mode, info.uname, info.gname = mode, "root", "root"
            if text is None:
                info.type = tarfile.DIRTYPE
                t.addfile(info)
                continue
            info.size = len(text)
            info.pax_headers = {"APK-TOOLS.checksum.SHA1": hashlib.sha1(text).hexdigest()}
            t.addfile(info, io.BytesIO(text))
        size = t.offset
    return gzip.compress(b.getvalue() if end else b.getvalue()[:size], mtime=0)


to, name, version = sys.argv[1:4]
files, folders = [], set()
for word in sys.argv[4:]:
    path, _, rest = word.partition("=")
    mode, _, text = rest.partition(":")
    files.append((path, int(mode, 8), text.encode() + b"\n"))
    parts = path.split("/")[:-1]
    folders.update("/".join(parts[:i + 1]) for i in range(len(parts)))
data = archive([(f, 0o755, None) for f in sorted(folders)] + sorted(files), True)
info = "pkgname = %s\npkgver = %s\npkgdesc = made by a test\nurl = none\narch = x86_64\nsize = 1\nlicense = MIT\ndatahash = %s\n" % (
    name, version, hashlib.sha256(data).hexdigest())
script = b"#!/bin/sh\nmkdir -p /var/lib/hello && echo installed >/var/lib/hello/state\n"
control = archive([(".PKGINFO", 0o644, info.encode()), (".post-install", 0o755, script)], False)
with open(to, "wb") as f:
    f.write(control + data)
