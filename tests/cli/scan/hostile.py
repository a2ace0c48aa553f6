# SPDX-License-Identifier: Apache-2.0
"""Builds hostile image archives byte by byte, scans them, and checks exit code, words and peak memory."""
import gzip, hashlib, io, json, os, struct, subprocess, sys, zlib

SEAWORTHY = sys.argv[1]
MEMORY = 48 << 20  # the goal for any image; sanitizer builds are exempt
SANITIZED = "asan" in SEAWORTHY or "tsan" in SEAWORTHY
r1, w1 = os.pipe()
r2, w2 = os.pipe()
STATUS = b"Package: base-files\nStatus: install ok installed\nVersion: 12.4+deb12u5\nArchitecture: amd64\n\n"
OS = b'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian 12"\n'


# A child starts with its parent's peak memory, and this process holds gigabytes of hostile bytes: so a small process is
# forked off before any of them is made, and starts the scans.
def serve(requests, answers):
    for line in requests:
        args = json.loads(line)
        p = subprocess.Popen([SEAWORTHY, "scan", "--db", "builtin", "--now", "2026-11-01"] + args, stdout=open("out", "wb"),
                             stderr=open("err", "wb"), stdin=open("image", "rb"))
        _, status, usage = os.wait4(p.pid, 0)
        p.returncode = 0
        answers.write("%d %d\n" % (os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024))
        answers.flush()


def run(args, data, name):
    with open("image", "wb") as f:
        f.write(data)
    to_server.write(json.dumps(args) + "\n")
    to_server.flush()
    code, rss = map(int, from_server.readline().split())
    text = open("out", "rb").read() + open("err", "rb").read()
    return code, text.decode("utf-8", "replace"), rss


if os.fork() == 0:
    os.close(w1)
    os.close(r2)
    serve(os.fdopen(r1), os.fdopen(w2, "w"))
    os._exit(0)
os.close(r1)
os.close(w2)
to_server = os.fdopen(w1, "w")
from_server = os.fdopen(r2)


def header(name, size=0, kind=b"0", link=b"", mode=0o644, magic=b"ustar\x0000", prefix=b"", raw_size=None, checksum=None):
    h = bytearray(512)
    h[0:len(name[:100])] = name[:100]
    h[100:108] = b"%07o\0" % mode
    h[108:116] = b"0000000\0"
    h[116:124] = b"0000000\0"
    h[124:136] = raw_size if raw_size is not None else b"%011o\0" % size
    h[136:148] = b"00000000000\0"
    h[156:157] = kind
    h[157:157 + len(link[:100])] = link[:100]
    h[257:265] = magic
    h[345:345 + len(prefix)] = prefix
    h[148:156] = b" " * 8
    h[148:156] = checksum if checksum is not None else b"%06o\0 " % sum(h)
    return bytes(h)


def pad(b):
    return b + b"\0" * (-len(b) % 512)


def entry(name, body=b"", **kw):
    return header(name, len(body), **kw) + pad(body)


def pax(records, kind=b"x"):
    body = b""
    for k, v in records:
        rest = b" " + k + b"=" + v + b"\n"
        n = len(rest) + 1
        while len(b"%d" % n) + len(rest) != n:
            n = len(b"%d" % n) + len(rest)
        body += b"%d" % n + rest
    return entry(b"PaxHeaders/x", body, kind=kind)


END = b"\0" * 1024
GOOD = entry(b"etc/os-release", OS) + entry(b"var/lib/dpkg/status", STATUS)


def sha(b):
    return hashlib.sha256(b).hexdigest()


def archive(members):
    return b"".join(entry(n.encode(), b) for n, b in members) + END


def oci(layers, diff_ids=None, compress=gzip.compress, config=None, manifest=None, index=None, break_blob=None, sizes=None,
        platform=True):
    """An OCI archive. layers: uncompressed tars (bytes), or ("raw", blob bytes)."""
    blobs = {}
    entries = []
    diffs = []
    for i, l in enumerate(layers):
        blob = l[1] if isinstance(l, tuple) else compress(l)
        diffs.append("sha256:" + sha(l if not isinstance(l, tuple) else blob))
        d = sha(blob)
        blobs[d] = blob
        entries.append({"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", "digest": "sha256:" + d,
                        "size": sizes[i] if sizes else len(blob)})
    c = config if config is not None else json.dumps({
        "architecture": "amd64", "os": "linux", "config": {},
        "rootfs": {"type": "layers", "diff_ids": diff_ids or diffs},
        "history": [{"created_by": "layer %d" % i} for i in range(len(layers))]}).encode()
    blobs[sha(c)] = c
    m = manifest if manifest is not None else json.dumps({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "sha256:" + sha(c), "size": len(c)},
        "layers": entries}).encode()
    blobs[sha(m)] = m
    x = index if index is not None else json.dumps({
        "schemaVersion": 2, "manifests": [{"mediaType": "application/vnd.oci.image.manifest.v1+json",
                                           "digest": "sha256:" + sha(m), "size": len(m)}]}).encode()
    if break_blob:
        break_blob(blobs, sha(c), sha(m), entries)
    return archive([("oci-layout", b'{"imageLayoutVersion":"1.0.0"}'), ("index.json", x)] +
                   [("blobs/sha256/" + d, b) for d, b in blobs.items()])


def docker(layer, manifest=None):
    c = json.dumps({"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": ["sha256:" + sha(layer)]},
                    "history": [{"created_by": "x"}]}).encode()
    m = manifest if manifest is not None else json.dumps([{"Config": sha(c) + ".json", "RepoTags": ["a:b"], "Layers": ["l/layer.tar"]}]).encode()
    return archive([(sha(c) + ".json", c), ("l/layer.tar", layer), ("manifest.json", m)])


def members_gz(member, count):
    return gzip.compress(member, 9) * count


def sparse_map(pairs, real, name=b"var/lib/dpkg/status"):
    h = bytearray(header(name, 512, kind=b"S", magic=b"ustar  \0"))
    for i, (o, n) in enumerate(pairs[:4]):
        h[386 + i * 24:398 + i * 24] = b"%011o\0" % o
        h[398 + i * 24:410 + i * 24] = b"%011o\0" % n
    h[483:495] = b"%011o\0" % real
    h[148:156] = b" " * 8
    h[148:156] = b"%06o\0 " % sum(h)
    return bytes(h) + b"x" * 512


def flip(b, at):
    return b[:at] + bytes([b[at] ^ 0x5A]) + b[at + 1:]


def deep_json(n):
    return b"[" * n + b"]" * n


def nested_gz(b, n):
    for _ in range(n):
        b = gzip.compress(b, 1)
    return b


def drop(which):
    def f(blobs, c, m, entries):
        del blobs[{"config": c, "manifest": m, "layer": entries[0]["digest"][7:]}[which]]
    return f


def damage(which):
    def f(blobs, c, m, entries):
        d = {"config": c, "manifest": m, "layer": entries[0]["digest"][7:]}[which]
        blobs[d] = blobs[d][:-3] + bytes([blobs[d][-3] ^ 1]) + blobs[d][-2:]
    return f


good_gz = gzip.compress(GOOD + END)
LONG = b"a" * 200
rec = lambda *r: pax(list(r))
index_of = lambda ms: json.dumps({"schemaVersion": 2, "manifests": ms}).encode()
M = "application/vnd.oci.image.manifest.v1+json"
I = "application/vnd.oci.image.index.v1+json"

# name, bytes (or a function that gives them), exit code, text that must be printed somewhere
CASES = [
    # what is no image at all
    ("empty file", b"", 5, ""),
    ("one byte", b"x", 5, ""),
    ("text", b"hello\n" * 100, 5, ""),
    ("an ELF", b"\x7fELF" + b"\0" * 600, 5, ""),
    ("zero blocks only", b"\0" * 10240, 5, ""),
    ("tar without manifest", archive([("a", b"b")]), 5, "manifest.json"),
    ("gzip of nothing", gzip.compress(b""), 5, ""),
    ("gzip cut in its head", good_gz[:9], 5, ""),
    ("a layer alone", good_gz, 5, ""),
    ("gzip eight times", nested_gz(oci([GOOD + END]), 8), 5, ""),
    ("manifest.json is no JSON", docker(GOOD + END, b"{nope"), 5, "manifest.json"),
    ("manifest.json is empty", docker(GOOD + END, b"[]"), 5, ""),
    ("manifest.json of wrong types", docker(GOOD + END, b'[{"Config":1,"Layers":{}}]'), 3, "Config"),
    ("manifest.json 1000 deep", docker(GOOD + END, deep_json(1000)), 5, ""),
    ("manifest.json 6 MB", docker(GOOD + END, b"[" + b" " * (6 << 20) + b"]"), 5, ""),
    ("manifest.json climbs out", docker(GOOD + END, b'[{"Config":"../../etc/passwd","Layers":["../../etc/shadow"]}]'), (3, 5), ""),
    ("index.json is no JSON", oci([GOOD + END], index=b"\xff\xfe"), 5, "index.json"),
    ("index.json empty list", oci([GOOD + END], index=index_of([])), 5, ""),
    ("index.json names itself", oci([GOOD + END], index=index_of([{"mediaType": I, "digest": "sha256:" + "0" * 64, "size": 1}])), (3, 5), ""),
    ("index.json 100,000 manifests", oci([GOOD + END], index=index_of([{"mediaType": M, "digest": "sha256:%064x" % i, "size": 2} for i in range(30000)])), (3, 5), ""),
    ("index.json bad digest", oci([GOOD + END], index=index_of([{"mediaType": M, "digest": "sha256:../../../etc/passwd", "size": 2}])), (3, 5), ""),
    # documents that do not hold
    ("manifest missing", oci([GOOD + END], break_blob=drop("manifest")), (3, 5), ""),
    ("manifest damaged", oci([GOOD + END], break_blob=damage("manifest")), 3, "digest"),
    ("config missing", oci([GOOD + END], break_blob=drop("config")), (3, 5), ""),
    ("config damaged", oci([GOOD + END], break_blob=damage("config")), 3, "digest"),
    ("config is a number", oci([GOOD + END], config=b"7"), (3, 5), ""),
    ("config with a diff id too few", oci([GOOD + END, GOOD + END], diff_ids=["sha256:" + "1" * 64]), 3, ""),
    ("config with a bad diff id", oci([GOOD + END], diff_ids=["md5:1"]), 3, ""),
    # layers that do not hold
    ("layer missing", oci([GOOD + END], break_blob=drop("layer")), 3, ""),
    ("layer damaged", oci([GOOD + END], break_blob=damage("layer")), 3, "digest"),
    ("layer larger than said", oci([GOOD + END], sizes=[17]), 3, ""),
    ("layer smaller than said", oci([GOOD + END], sizes=[1 << 40]), 3, ""),
    ("layer is text", oci([("raw", b"hello\n" * 1000)]), 3, ""),
    ("layer is empty", oci([("raw", b"")]), (0, 3), ""),
    ("layer gzip cut", oci([GOOD + END, ("raw", good_gz[:-20])]), 3, "ends inside"),
    ("layer gzip bad checksum", oci([GOOD + END, ("raw", good_gz[:-8] + b"\0\0\0\0" + good_gz[-4:])]), 3, ""),
    ("layer gzip bad bits", oci([GOOD + END, ("raw", flip(good_gz, 40))]), 3, ""),
    ("layer gzip then garbage", oci([GOOD + END, ("raw", good_gz + b"garbage")]), 3, ""),
    ("layer gzip six times", oci([("raw", nested_gz(GOOD + END, 6))]), 3, ""),
    ("layer zstd cut", oci([GOOD + END, ("raw", b"\x28\xb5\x2f\xfd\x04\x58\x11")]), 3, ""),
    ("layer zstd window of 2 GB", oci([GOOD + END, ("raw", b"\x28\xb5\x2f\xfd\x00\xa8" + b"\x01\x00\x00")]), 3, ""),
    ("layer of ten gigabytes of zeros", lambda: oci([GOOD + END, ("raw", members_gz(b"\0" * (64 << 20), 160))]), (0, 3), ""),
    ("layer ends without zero blocks", oci([GOOD]), (0, 3), ""),
    ("layer cut in a header", oci([GOOD + entry(b"x", b"y")[:300]]), 3, ""),
    ("layer cut in a body", oci([GOOD + header(b"x", 100000) + b"y" * 512]), 3, ""),
    ("layer cut in the database", oci([header(b"var/lib/dpkg/status", 100000) + STATUS]), 3, "var/lib/dpkg/status"),
    ("header with a wrong checksum", oci([GOOD + header(b"x", checksum=b"000000\0 ") + END]), 3, ""),
    ("garbage between entries", oci([GOOD + b"\xaa" * 512 + END]), 3, ""),
    ("negative size", oci([GOOD + header(b"x", raw_size=b"\xff" * 12) + END]), 3, ""),
    ("size of 2^63", oci([GOOD + header(b"x", raw_size=b"\x80\0\0\0\x80\0\0\0\0\0\0\0") + END]), 3, ""),
    ("size is no number", oci([GOOD + header(b"x", raw_size=b"zzzzzzzzzzz\0") + END]), 3, ""),
    ("pax size lies", oci([GOOD + rec((b"size", b"99999999999999999999")) + entry(b"x", b"y") + END]), 3, ""),
    ("pax record length lies", oci([GOOD + entry(b"p", b"999 path=x\n", kind=b"x") + entry(b"x") + END]), 3, ""),
    ("pax record without length", oci([GOOD + entry(b"p", b"path=x\n", kind=b"x") + entry(b"x") + END]), 3, ""),
    ("pax header of 100 MB", lambda: oci([GOOD + header(b"p", 100 << 20, kind=b"x") + b"0" * (100 << 20) + END]), 3, ""),
    ("pax path of 100 kB", oci([GOOD + rec((b"path", b"a" * 100000)) + entry(b"x") + END]), 3, ""),
    ("pax header and nothing after it", oci([GOOD + rec((b"path", b"x"))]), 3, ""),
    ("ten thousand long-name headers", oci([GOOD + entry(b"././@LongLink", b"x" * 200, kind=b"L") * 10000 + entry(b"x") + END]), (0, 3), ""),
    ("long name of 10 MB", lambda: oci([GOOD + header(b"././@LongLink", 10 << 20, kind=b"L") + b"x" * (10 << 20) + entry(b"x") + END]), 3, ""),
    ("path of 1000 folders", oci([GOOD + rec((b"path", b"a/" * 1000 + b"x")) + entry(b"x") + END]), 3, ""),
    ("path that climbs", oci([GOOD + entry(b"../../../etc/passwd", b"root") + END]), (0, 3), ""),
    ("absolute path to the database", oci([entry(b"/etc/os-release", OS) + entry(b"/var/lib/dpkg/status", b"junk\n") + END]), 3, "var/lib/dpkg/status"),
    ("unknown entry type", oci([GOOD + header(b"x", kind=b"\x01") + END]), (0, 3), ""),
    ("sparse map over the end", oci([sparse_map([(0, 512), (1 << 40, 512)], 1024) + END]), 3, ""),
    ("sparse map goes backwards", oci([sparse_map([(4096, 256), (0, 256)], 8192) + END]), 3, ""),
    ("sparse database of 8 GB", oci([sparse_map([(0, 512)], 8 << 30) + END]), 3, ""),
    ("database is a hard link to itself", oci([header(b"var/lib/dpkg/status", kind=b"1", link=b"var/lib/dpkg/status") + END]), 3, "hard link"),
    ("database is a device", oci([header(b"var/lib/dpkg/status", kind=b"3") + END]), 3, ""),
    ("database of 9 MB", lambda: oci([entry(b"etc/os-release", OS) + entry(b"var/lib/dpkg/status", STATUS * 100000) + END]), 3, "var/lib/dpkg/status"),
    ("database of 8 MB of smallest packages", lambda: oci([entry(b"etc/os-release", OS) + entry(b"var/lib/dpkg/status", b"".join(b"Package:%x\nVersion:1\n\n" % i for i in range(300000)))] + []), 3, ""),
    ("database without colons", oci([GOOD + entry(b"lib/apk/db/installed", b"x\n" * 100000) + END]), 3, "lib/apk/db/installed"),
    ("database of one huge line", lambda: oci([GOOD + entry(b"lib/apk/db/installed", b"P:" + b"x" * (7 << 20)) + END]), 3, ""),
    ("apk file list that multiplies", lambda: oci([GOOD + entry(b"lib/apk/db/installed", b"P:a\nV:1\nF:" + b"d/" * 2000 + b"\n" + b"R:x\n" * 1000000) + END]), 3, ""),
    ("os-release of 1 MB", oci([entry(b"etc/os-release", OS * 20000) + entry(b"var/lib/dpkg/status", STATUS) + END]), 3, "etc/os-release"),
    ("unknown distribution", oci([entry(b"etc/os-release", b"ID=elsewhere\n") + entry(b"var/lib/dpkg/status", STATUS) + END]), 3, "distribution"),
    ("packages without a distribution", oci([entry(b"var/lib/dpkg/status", STATUS) + END]), 3, "distribution"),
    ("control characters in names", oci([GOOD + entry(b"var/lib/dpkg/info/\x1b[2J\x07.list", b"/x\n") + entry(b"var/lib/dpkg/status.d/\x1b]0;x\x07", b"\x1b[31m\n") + END]), 3, ""),
    ("a million entries", lambda: oci([GOOD + b"".join(header(b"d/%07d" % i) for i in range(1000000)) + END], compress=lambda b: gzip.compress(b, 1)), 3, "too many files"),
    ("two hundred thousand whiteouts", lambda: oci([GOOD + b"".join(header(b"var/lib/dpkg/status.d/.wh.%06d" % i) for i in range(250000)) + END], compress=lambda b: gzip.compress(b, 1)), 3, ""),
    ("six hundred layers", lambda: oci([GOOD + END] + [entry(b"x%d" % i) + END for i in range(600)]), (3, 5), ""),
]


passed = failed = 0
worst = (0, "")
for name, data, want, words in CASES:
    data = data() if callable(data) else data
    codes = want if isinstance(want, tuple) else (want,)
    problems = []
    for how, args in (("file", ["image"]), ("stdin", ["-"])):
        code, text, rss = run(args, data, name)
        if code not in codes:
            problems.append("%s: exit %d, not %s: %s" % (how, code, want, text[:300]))
        if words and words not in text:
            problems.append("%s: does not say %r: %s" % (how, words, text[:300]))
        if code != 0 and not text.strip():
            problems.append("%s: says nothing" % how)
        if "\x1b" in text or "\x07" in text:
            problems.append("%s: control characters reach the terminal" % how)
        if rss > MEMORY and not SANITIZED:
            problems.append("%s: %d MiB" % (how, rss >> 20))
        worst = max(worst, (rss, name))
    if problems:
        failed += 1
        print("FAIL", name)
        for p in problems:
            print("   ", p)
    else:
        passed += 1
print("peak memory %d MiB (%s)" % (worst[0] >> 20, worst[1]))
print("cases: %d passed, %d failed, 0 skipped" % (passed, failed))
sys.exit(1 if failed else 0)
