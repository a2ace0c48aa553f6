# SPDX-License-Identifier: Apache-2.0
"""Plants made-up credentials in an image, scans it, and asks: which were found, where, as live or deleted, and does any
output show one.

    layer 0   a system, and files that stay
    layer 1   files that layer 3 deletes, one by one
    layer 2   a folder that layer 3 replaces (opaque), and files that stay
    layer 3   whiteouts; clean files over others of layer 1
    layer 4   a repository: what its first commits brought, HEAD has not; files that stay
    config    ENV, LABEL, CMD, history with build arguments

The seed is the second argument; the same seed gives the same image.
"""
import gzip, hashlib, io, json, os, random, re, shutil, subprocess, sys, tarfile
sys.dont_write_bytecode = True
import planted_files as files
import planted_keys as keys

SEAWORTHY = sys.argv[1]
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 20261121
TOTAL = 300
RECALL = 0.98
OS = 'ID=alpine\nVERSION_ID=3.20.3\nPRETTY_NAME="Alpine Linux v3.20"\n'


class Planted:
    """One credential: `values` are the forms that it may be reported in."""

    def __init__(self, what, values, place, path, layer=None, deleted_by=None, line=None, is_git=False):
        self.what, self.values, self.place, self.path = what, values, place, path
        self.layer, self.deleted_by, self.line, self.is_git = layer, deleted_by, line, is_git
        self.git_head = None


def squeeze(s):
    return re.sub(r"\s|\\n", "", s)


def line_of(data, value, encoding="utf-8"):
    first = value.split("\n")[0]
    return data[:data.index(first.encode(encoding))].count("\n".encode(encoding)) + 1


class Image:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.layers = [dict() for _ in range(5)]
        self.planted = []
        self.env, self.labels, self.history, self.cmd = ["PATH=/usr/bin:/bin"], {}, [], ["/bin/sh"]
        self.folders = 0
        self.layers[0]["etc/os-release"] = OS.encode()
        self.layers[0]["usr/bin/readme"] = b"nothing here\n"

    # how a file's layer ends up: (name, layer, deleted by)
    WAYS = [("live", 0, None), ("whiteout", 1, 3), ("live", 2, None), ("opaque", 2, 3), ("overwritten", 1, 3), ("live", 4, None)]

    def add_file(self, what, name, data, values, counts_lines, encoding="utf-8"):
        way, layer, deleted_by = self.r.choice(self.WAYS)
        self.folders += 1
        top = self.r.choice(("app", "srv/shop", "home/ci", "opt/tool", "root", "usr/src/app/node_modules/left", "opt/venv/site-packages/x"))
        folder = "old/%d" % self.folders if way == "opaque" else "%s/%d" % (top, self.folders)
        path = folder + "/" + name
        self.layers[layer][path] = data
        if way == "whiteout":
            self.layers[3][folder + "/.wh." + name if "/" not in name else folder + "/" + os.path.dirname(name) + "/.wh." + os.path.basename(name)] = b""
        elif way == "overwritten":
            self.layers[3][path] = b"nothing here any more\n"
        line = line_of(data, values[0], encoding) if counts_lines else None
        self.planted.append(Planted(what, values, way + ", " + os.path.basename(name), path, layer, deleted_by, line))

    def add_text(self, what, name, value, kinds=None):
        maker = self.r.choice(kinds or files.FILES)
        path, data, counts_lines = maker(self.r, name, value)
        encoding = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(data[:2], "utf-8")
        self.add_file(what, path, data, [value], counts_lines, encoding)

    def add_block(self, what, value):
        if self.r.random() < 0.4:
            kind = self.r.choice(files.ESCAPED)
            text = files.text_of(kind, "PRIVATE_KEY", value.rstrip("\n").replace("\n", "\\n"))
            self.add_file(what, kind, text.encode(), [value], True)
            return
        name, lead = self.r.choice((("id_rsa", ""), ("tls.key", ""), ("bundle.pem", "Bag Attributes\n  friendlyName: x\n"), ("deploy.yaml", "key: |\n")))
        text = lead + ("".join("  %s\n" % l for l in value.splitlines()) if lead.startswith("key") else value)
        self.add_file(what, name, text.encode(), [value], True)

    def add_outside(self, what, name, value):
        """In the configuration. What has quotes or blanks in it does not get here."""
        way = self.r.choice(("env", "label", "history", "run", "cmd"))
        p = Planted(what, [value], way, None)
        if way == "env":
            name += "_%d" % len(self.env)
            self.env.append("%s=%s" % (name, value))
            p.path = "config ENV " + name
        elif way == "label":
            label = "net.example%d.%s" % (len(self.labels), name.lower())
            self.labels[label] = value
            p.path = "label " + label
        elif way == "cmd":
            self.cmd.append("--%s=%s" % (name.lower().replace("_", "-"), value))
            p.path = "config CMD"
        elif way == "history":
            self.history.append("|1 %s=%s /bin/sh -c make install" % (name, value))
        else:
            self.history.append("RUN /bin/sh -c %s=%s npm ci # buildkit" % (name, value))
        if not p.path:
            p.path = "history %d" % (len(self.layers) + len(self.history))
        self.planted.append(p)

    def add_repository(self, wanted):
        """Commits bring files with credentials, two of three go again; all of it in one pack."""
        top = "repository"
        shutil.rmtree(top, ignore_errors=True)
        os.makedirs(top)
        env = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null", GIT_AUTHOR_NAME="a", GIT_AUTHOR_EMAIL="a@example.net",
                   GIT_COMMITTER_NAME="a", GIT_COMMITTER_EMAIL="a@example.net", GIT_AUTHOR_DATE="1760000000 +0000",
                   GIT_COMMITTER_DATE="1760000000 +0000")

        def git(*args):
            subprocess.run(("git", "-C", top) + args, check=True, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        git("init", "-q", "-b", "main")
        here = []
        for i, (what, name, value) in enumerate(wanted):
            kind, data, _ = files.lines(self.r.choice(list(files.LINES)))(self.r, name, value)
            path = "service%d/%s" % (i, kind)
            os.makedirs(os.path.dirname(top + "/" + path))
            with open(top + "/" + path, "wb") as f:
                f.write(data)
            git("add", "-f", path)
            git("commit", "-q", "-m", "add %d" % i)
            p = Planted(what, [value], "git, " + kind, path, 4, None, line_of(data, value), True)
            p.git_head = i % 3 == 0
            here.append(p)
            if not p.git_head:
                git("rm", "-q", path)
                git("commit", "-q", "-m", "remove %d" % i)
        git("gc", "-q", "--aggressive")
        for folder, _, names in os.walk(top + "/.git"):
            for n in names:
                with open(os.path.join(folder, n), "rb") as f:
                    self.layers[4]["app/source" + os.path.join(folder, n)[len(top):]] = f.read()
        for p in here:
            p.path = "app/source/.git:" + p.path
        self.planted += here

    def fill(self):
        r = self.r
        self.layers[2]["old/keep"] = b"x\n"
        self.layers[3]["old/.wh..wh..opq"] = b""
        for what, path, text, values in files.tools(r, keys):
            values = [values] if isinstance(values, str) else list(values)
            self.add_file(what, path, text.encode(), values, "auths" not in text and "service_account" not in text)
        for what, make in keys.BLOCKS * 4:
            self.add_block(what, make(r))
        singles = [(w, n, m) for w, n, m in keys.TOKENS + keys.NAMED]
        for what, name, make in singles:
            self.add_text(what, name, make(r))
        for maker in files.FILES:  # each kind of file at least once
            what, name, make = r.choice(keys.TOKENS)
            self.add_text(what, name, make(r), [maker])
        for _ in range(35):
            what, name, make = r.choice(singles)
            self.add_outside(what, name, make(r))
        self.add_repository([(w, n, m(r)) for w, n, m in r.sample(singles, 30)])
        while len(self.planted) < TOTAL:
            what, name, make = r.choice(singles)
            self.add_text(what, name, make(r))

    # ---- bytes ----

    def blobs(self):
        layers, diff_ids = [], []
        for layer in self.layers:
            b = io.BytesIO()
            with tarfile.open(fileobj=b, mode="w", format=tarfile.PAX_FORMAT) as t:
                for path in sorted(layer):
                    info = tarfile.TarInfo(path)
                    info.size, info.mode = len(layer[path]), 0o644
                    t.addfile(info, io.BytesIO(layer[path]))
            diff_ids.append("sha256:" + hashlib.sha256(b.getvalue()).hexdigest())
            layers.append(gzip.compress(b.getvalue(), 1, mtime=0))
        history = [{"created_by": "COPY layer %d / # buildkit" % i} for i in range(len(layers))]
        history += [{"created_by": h, "empty_layer": True} for h in self.history]
        config = {"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": diff_ids}, "history": history,
                  "config": {"Env": self.env, "Labels": self.labels, "Cmd": self.cmd}}
        return layers, json.dumps(config).encode()

    def write_layout(self, top):
        layers, config = self.blobs()
        os.makedirs(top + "/blobs/sha256")

        def blob(kind, data):
            name = hashlib.sha256(data).hexdigest()
            with open(top + "/blobs/sha256/" + name, "wb") as f:
                f.write(data)
            return {"mediaType": kind, "digest": "sha256:" + name, "size": len(data)}
        oci = "application/vnd.oci.image."
        manifest = {"schemaVersion": 2, "mediaType": oci + "manifest.v1+json", "config": blob(oci + "config.v1+json", config),
                    "layers": [blob(oci + "layer.v1.tar+gzip", l) for l in layers]}
        index = {"schemaVersion": 2, "manifests": [blob(oci + "manifest.v1+json", json.dumps(manifest).encode())]}
        for name, data in (("index.json", index), ("oci-layout", {"imageLayoutVersion": "1.0.0"})):
            with open(top + "/" + name, "w") as f:
                json.dump(data, f)

    def write_archive(self, path):
        layers, config = self.blobs()
        members = {"%d/layer.tar" % i: gzip.decompress(l) for i, l in enumerate(layers)}
        members["config.json"] = config
        members["manifest.json"] = json.dumps([{"Config": "config.json", "RepoTags": ["planted:1"],
                                                "Layers": ["%d/layer.tar" % i for i in range(len(layers))]}]).encode()
        with tarfile.open(path, "w") as t:
            for name, data in members.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                t.addfile(info, io.BytesIO(data))


def scan(*args):
    p = subprocess.run([SEAWORTHY, "scan", "--scanners", "secret", "--db", "builtin", "--now", "2026-11-21", "--no-gate"] + list(args),
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if p.returncode:
        print("exit %d: %s" % (p.returncode, p.stderr.decode("utf-8", "replace")))
    return p


def secrets_of(output):
    return [f for f in json.loads(output)["images"][0]["findings"] if f["kind"] == "secret"]


passed = failed = 0


def check(good, words):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("FAIL " + words)


def is_value(p, found):
    """The whole of it, or the password in an URL."""
    found = squeeze(found)
    return any(squeeze(v) in found or (found in squeeze(v) and len(found) >= 12) for v in p.values)


def is_place(p, place):
    if p.is_git:
        return place["path"] == p.path and place.get("layer") == p.layer and place.get("commit")
    return place["path"] == p.path and place.get("layer") == p.layer


def compare(image, found):
    """Which are found where they are. Gives the findings that are nothing that was planted."""
    used, missed, by_path = set(), [], {}
    for i, f in enumerate(found):
        for place in f["secret"]["places"]:
            by_path.setdefault(place["path"], []).append((i, place))
    for p in image.planted:
        at = [(i, place) for i, place in by_path.get(p.path, []) if is_value(p, found[i]["secret"]["value"])]
        used.update(i for i, _ in at)
        right = [(i, place) for i, place in at if is_place(p, place)]
        if not right:
            missed.append(p)
            print("missed: %s (%s) in %s: %s" % (p.what, p.place, p.path, p.values[0].split("\n")[0]))
            continue
        i, place = right[0]
        live = p.deleted_by is None
        check(place.get("deletedBy") == p.deleted_by, "%s: deleted by %s, not %s" % (p.path, place.get("deletedBy"), p.deleted_by))
        check(found[i]["secret"]["live"] == live or len(found[i]["secret"]["places"]) > 1, "%s: live or not" % p.path)
        check(p.line is None or place.get("line") == p.line, "%s (%s): line %s, not %s" % (p.path, p.what, place.get("line"), p.line))
        check(p.git_head is None or place["inHead"] == p.git_head, "%s: in HEAD or not" % p.path)
    recall = 1 - len(missed) / len(image.planted)
    print("planted %d of %d kinds, found %d: recall %.1f %%" % (len(image.planted), len({p.what for p in image.planted}),
                                                               len(image.planted) - len(missed), 100 * recall))
    check(recall >= RECALL, "recall")
    return [f for i, f in enumerate(found) if i not in used]


def is_masked(f, value):
    """At most a quarter of it shows, and that at its ends."""
    m = re.fullmatch(r"([^*]*)\*+([^*]*)", f["secret"]["masked"])
    return m and len(m[1]) + len(m[2]) <= len(value) / 4 + 1 and value.startswith(m[1]) and value.endswith(m[2]) and len(m[2]) <= 4


def check_hidden(image, outputs):
    for name, text in outputs.items():
        for p in image.planted:
            for v in p.values:
                lines = [l for l in v.strip().split("\n") if not l.startswith("-----")]
                check(not any(l in text for l in lines if len(l) >= 8), "%s shows %s of %s" % (name, p.what, p.path))


def main():
    image = Image(SEED)
    image.fill()
    shutil.rmtree("layout", ignore_errors=True)
    image.write_layout("layout")
    image.write_archive("archive.tar")
    check(len(image.planted) >= TOTAL and len({p.what for p in image.planted}) >= 60, "planted too little")
    found = secrets_of(scan("--show-secrets", "-f", "json", "layout").stdout)
    others = compare(image, found)
    for f in others:
        print("not planted: %s %r in %s" % (f["id"], f["secret"]["value"][:60], f["secret"]["places"][0]["path"]))
    check(len(others) <= TOTAL // 100, "%d findings are nothing that was planted" % len(others))
    hidden = scan("-o", "json=out.json", "-o", "table=out.txt", "-o", "oneline=out.line", "-o", "packages=out.packages", "--all", "-v", "layout")
    outputs = {n: open(n, encoding="utf-8").read() for n in ("out.json", "out.txt", "out.line", "out.packages")}
    outputs["stdout"] = hidden.stdout.decode("utf-8", "replace")
    outputs["stderr"] = hidden.stderr.decode("utf-8", "replace")
    check_hidden(image, outputs)
    masked = secrets_of(outputs["out.json"])
    value_of = {f["secret"]["fingerprint"]: f["secret"]["value"] for f in found}
    check(len(masked) == len(found), "another number of findings without --show-secrets")
    for f in masked:
        check("value" not in f["secret"] and is_masked(f, value_of[f["secret"]["fingerprint"]]), "mask %s of %s" % (f["secret"]["masked"], f["id"]))
    archive = secrets_of(scan("--show-secrets", "-f", "json", "-j", "1", "archive.tar").stdout)

    def what(f):
        return f["id"], f["secret"]["value"], [(p["path"], p.get("layer"), p.get("deletedBy"), p.get("line")) for p in f["secret"]["places"]]
    check(list(map(what, archive)) == list(map(what, found)), "an archive of the same image gives other findings")
    print("cases: %d passed, %d failed, 0 skipped" % (passed, failed))
    return failed > 0


sys.exit(main())
