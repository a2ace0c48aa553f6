# SPDX-License-Identifier: Apache-2.0
"""Images as BuildKit exports them, with provenance and an SBOM beside them in the index. Secrets are made afresh in each run."""
import base64, gzip, hashlib, io, json, os, random, shutil, string, subprocess, sys, tarfile, zlib

SEAWORTHY = sys.argv[1]
OCI = "application/vnd.oci.image."
BUILDKIT = "https://mobyproject.org/buildkit@v1#metadata"
R = random.Random()
passed = failed = 0


def check(good, words):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("failed: " + words)


def mixed(n):
    return "".join(R.choice(string.ascii_letters + string.digits) for _ in range(n))


def token(prefix):  # 30 characters and their CRC-32
    body, crc, digits = mixed(30), "", string.digits + string.ascii_uppercase + string.ascii_lowercase
    n = zlib.crc32(body.encode())
    for _ in range(6):
        n, crc = n // 62, digits[n % 62] + crc
    return prefix + body + crc


TOKEN, PASSWORD, SIMPLE, OTHER = token("gh" + "p_"), mixed(18), mixed(16), token("gh" + "o_")
INDEXED, NPM, FOREIGN = token("gh" + "s_"), token("np" + "m_"), token("gh" + "u_")
ALL = [TOKEN, PASSWORD, SIMPLE, OTHER, INDEXED, NPM, FOREIGN]


def statement(predicate_type, predicate):
    return json.dumps({"_type": "https://in-toto.io/Statement/v0.1", "predicateType": predicate_type, "predicate": predicate}).encode()


def provenance():
    dockerfile = "FROM debian:12\nRUN curl -u ci:%s https://git.example.org/x.tar\nENV GITHUB_TOKEN=%s\n" % (mixed(14), OTHER)
    return statement("https://slsa.dev/provenance/v0.2", {
        "builder": {"id": ""}, "buildType": "https://mobyproject.org/buildkit@v1",
        "invocation": {"parameters": {"frontend": "dockerfile.v0", "args": {"build-arg:GITHUB_TOKEN": TOKEN, "build-arg:DB_PASSWORD": SIMPLE}},
                       "environment": {"platform": "linux/amd64"}},
        "metadata": {BUILDKIT: {"vcs": {"source": "https://ci:%s@git.internal.io/pay.git" % PASSWORD, "revision": "0" * 40},
                                "source": {"infos": [{"filename": "Dockerfile",
                                                      "data": base64.b64encode(dockerfile.encode()).decode()}]}}}})


class Layout:
    """Blobs by digest; the index last."""

    def __init__(self):
        self.blobs = {}
        self.entries = []

    def blob(self, kind, data, **more):
        data = data if isinstance(data, bytes) else json.dumps(data).encode()
        name = hashlib.sha256(data).hexdigest()
        self.blobs["blobs/sha256/" + name] = data
        return dict({"mediaType": kind, "digest": "sha256:" + name, "size": len(data)}, **more)

    def manifest(self, config, layers, **more):
        body = dict({"schemaVersion": 2, "mediaType": OCI + "manifest.v1+json", "config": config, "layers": layers}, **more)
        return self.blob(OCI + "manifest.v1+json", body)

    def image(self, arch="amd64"):
        b = io.BytesIO()
        with tarfile.open(fileobj=b, mode="w") as t:
            for path, text in (("app/arch", arch.encode()),):
                info = tarfile.TarInfo(path)
                info.size = len(text)
                t.addfile(info, io.BytesIO(text))
        config = {"architecture": arch, "os": "linux", "config": {},
                  "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hashlib.sha256(b.getvalue()).hexdigest()]}}
        m = self.manifest(self.blob(OCI + "config.v1+json", config),
                          [self.blob(OCI + "layer.v1.tar+gzip", gzip.compress(b.getvalue(), mtime=0))])
        self.entries.append(dict(m, platform={"os": "linux", "architecture": arch}, annotations={"note.internal/deploy": "none"}))
        return m["digest"]

    def attest(self, subject, statements, **more):
        layers = [self.blob("application/vnd.in-toto+json", s, annotations={"in-toto.io/predicate-type": t}) for t, s in statements]
        config = {"architecture": "unknown", "os": "unknown", "config": {}, "rootfs": {"type": "layers", "diff_ids": [l["digest"] for l in layers]}}
        m = self.manifest(self.blob(OCI + "config.v1+json", config), layers, **more)
        self.entries.append(dict(m, platform={"os": "unknown", "architecture": "unknown"}, annotations={
            "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": subject}))
        return m["digest"], [l["digest"] for l in layers]

    def write(self, top, nested=True, **annotations):
        index = {"schemaVersion": 2, "mediaType": OCI + "index.v1+json", "manifests": self.entries, "annotations": annotations}
        if nested:
            index = {"schemaVersion": 2, "manifests": [self.blob(OCI + "index.v1+json", index)]}
        members = dict(self.blobs, **{"index.json": json.dumps(index).encode(), "oci-layout": b'{"imageLayoutVersion":"1.0.0"}'})
        shutil.rmtree(top, ignore_errors=True)
        os.makedirs(top + "/blobs/sha256")
        with tarfile.open(top + ".tar", "w") as t:
            for name, data in sorted(members.items()):
                with open(top + "/" + name, "wb") as f:
                    f.write(data)
                info = tarfile.TarInfo(name)
                info.size = len(data)
                t.addfile(info, io.BytesIO(data))


def path_of(top, digest):
    return top + "/blobs/sha256/" + digest[7:]


def scan(top, *more, stdin=None):
    p = subprocess.run([SEAWORTHY, "scan", "--db", "builtin", "--now", "2026-11-21", "--format", "json"] + list(more) + [top],
                       stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        images = json.loads(p.stdout)["images"]
    except ValueError:
        print("exit %d, %s" % (p.returncode, p.stderr.decode("utf-8", "replace")))
        return p.returncode, [], ""
    return p.returncode, images, p.stdout.decode()


def found(image):
    return {(f["id"], p["path"]) for f in image["findings"] if f["kind"] == "secret" for p in f["secret"]["places"]}


def gaps(image):
    return [(f["id"], f["message"]) for f in image["findings"] if f["place"] == "gap" or f["id"] == "digest-mismatch"]


def whole(name, images, text):
    got = found(images[0]) if images else set()
    for want in (("github-personal-token", "build provenance"), ("url-password", "build provenance"),
                 ("github-oauth-token", "build provenance"), ("npm-access-token", "build SBOM"),
                 ("generic-password", "build provenance"),
                 ("github-installation-token", "annotation org.example/deploy")):
        check(want in got, "%s: %s not in %s" % (name, want, sorted(got)))
    check(len(images) == 1 and images[0]["verdict"] == "not seaworthy", name + ": one image, not seaworthy")
    check(images and not gaps(images[0]), "%s: no gaps: %s" % (name, images and gaps(images[0])))
    check(not [s for s in ALL if s in text], name + ": no value is told")
    fixes = [f["fix"] for i in images for f in i["findings"] if f["id"] == "github-personal-token"]
    check(fixes and "--mount=type=secret" in fixes[0] and "provenance" in fixes[0], "%s: what to do: %s" % (name, fixes))


SBOM = statement("https://spdx.dev/Document", {"packages": [{"downloadLocation": "https://registry.internal/x?token=" + NPM}]})
x = Layout()
amd = x.image()
_, blobs = x.attest(amd, [("https://spdx.dev/Document", SBOM), ("https://slsa.dev/provenance/v0.2", provenance())])
# an attestation of something that is not here
x.attest("sha256:" + "5" * 64, [("https://slsa.dev/provenance/v1", statement("https://slsa.dev/provenance/v1", {"t": FOREIGN}))])
x.write("layout", **{"org.example/deploy": "token " + INDEXED})
for name, args, stdin in (("layout", ["layout"], None), ("archive", ["layout.tar"], None), ("pipe", ["-"], "layout.tar")):
    with open(stdin or os.devnull, "rb") as f:
        code, images, text = scan(*args, stdin=f)
    check(code == 1, "%s: exit %d" % (name, code))
    whole(name, images, text)
    check(images and not [p for p in found(images[0]) if p[0] == "github-user-token"], name + ": not what is of another subject")
code, one, text = scan("layout", "-j", "1")
code, four, text4 = scan("layout", "-j", "4")
check(text == text4, "threads do not matter")
x.write("flat", nested=False, **{"org.example/deploy": INDEXED})
whole("in index.json itself", *scan("flat")[1:])
code, images, text = scan("layout", "--scanners", "vuln")
check(code in (0, 3) and not found(images[0]), "secrets are not looked for when nobody asks: %d" % code)

# two platforms: each image has its own
y = Layout()
amd, arm = y.image(), y.image("arm64")
y.attest(amd, [("https://slsa.dev/provenance/v1", statement("https://slsa.dev/provenance/v1", {"GITHUB_TOKEN": TOKEN}))])
y.attest(arm, [("https://slsa.dev/provenance/v1", statement("https://slsa.dev/provenance/v1", {"NPM_TOKEN": NPM}))])
y.write("two")
for arch, want in (("amd64", "github-personal-token"), ("arm64", "npm-access-token")):
    code, images, text = scan("two", "--platform", "linux/" + arch)
    check(code == 1 and len(images) == 1 and found(images[0]) == {(want, "build provenance")}, "of %s: %s" % (arch, images and found(images[0])))
code, images, text = scan("two", "--platform", "all")
check(len(images) == 2 and [len(found(i)) for i in images] == [1, 1], "all platforms are two images")

# marked like an attestation, but for a platform: an image
z = Layout()
z.image()
z.entries[0]["annotations"] = {"vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": "sha256:" + "0" * 64}
z.write("fake")
check(len(scan("fake")[1]) == 1, "an image cannot hide behind the annotation")


def damaged(name, change, want):
    clean = Layout()
    amd = clean.image()
    manifest, blobs = clean.attest(amd, [("https://slsa.dev/provenance/v1", statement("https://slsa.dev/provenance/v1", {"a": "b"}))])
    entry = clean.entries[1]
    if change(clean, manifest, blobs[0], entry) == "before":
        clean.write("damaged")
    else:
        clean.write("damaged")
        change("damaged", manifest, blobs[0], entry)
    code, images, text = scan("damaged", "--scanners", "secret")
    got = gaps(images[0]) if images else []
    check(len(images) == 1 and any(want in i + " " + m for i, m in got) and code != 0, "%s: exit %d, %s" % (name, code, got))


def on_disk(action):
    def change(top, manifest, blob, entry):
        if not isinstance(top, str):
            return "after"
        action(top, manifest, blob)
    return change


def in_index(key, value):
    def change(top, manifest, blob, entry):
        entry[key] = value
        return "before"
    return change


def rewrite(path, data):
    with open(path, "wb") as f:
        f.write(data)


def other_manifest(body):
    def change(top, manifest, blob, entry):
        entry.update(top.blob(OCI + "manifest.v1+json", body))
        return "before"
    return change


damaged("content that is not its digest's", on_disk(lambda t, m, b: rewrite(path_of(t, b), b"{}")), "digest-mismatch")
damaged("a statement that is not there", on_disk(lambda t, m, b: os.remove(path_of(t, b))), "gap-not-found")
damaged("a manifest that is not its digest's", on_disk(lambda t, m, b: rewrite(path_of(t, m), b"{}")), "digest-mismatch")
damaged("no manifest at all", other_manifest(b"not JSON"), "attestation sha256:")
damaged("an index in its place", other_manifest({"schemaVersion": 2, "manifests": []}), "attestation sha256:")
damaged("a digest of no kind", in_index("digest", "sha256:12"), "neither a sha256 nor")
damaged("statements without a digest", other_manifest({"schemaVersion": 2, "config": {}, "layers": [{"mediaType": "x"}]}), "layer 1")
damaged("too many statements", other_manifest({"schemaVersion": 2, "config": {}, "layers": [
    {"digest": "sha256:%064x" % i, "size": 1} for i in range(1001)]}), "gap-limit")

# engines save an index whose other manifests they never pulled: known to be so, and no damage
s = Layout()
amd = s.image()
manifest, _ = s.attest(amd, [("https://slsa.dev/provenance/v1", b"{}")])
s.write("sparse")
os.remove(path_of("sparse", manifest))
code, images, text = scan("sparse", "--scanners", "secret")
note = [f for f in images[0]["findings"] if f["id"] == "attestations-absent"]
check(len(note) == 1 and note[0]["place"] == "note" and not gaps(images[0]), "one that was not saved is a note: %s" % gaps(images[0]))

print("cases: %d passed, %d failed, 0 skipped" % (passed, failed))
sys.exit(failed > 0)
