# SPDX-License-Identifier: Apache-2.0
"""Files of every kind that credentials lie in. Each gives (path, bytes, whether lines count); NAME and VALUE are filled in."""
import base64, gzip, io, json, marshal, os, sqlite3, struct, urllib.parse, zipfile
import importlib.util

LINES = {
    ".env": "APP_ENV=production\nLOG_LEVEL=info\n%N=%V\nPORT=8080\n",
    "quoted.env": "export APP_ENV=production\nexport %N='%V'\n",
    "settings.json": '{\n  "port": 8080,\n  "auth": {\n    "%N": "%V"\n  }\n}\n',
    "values.yaml": "image: shop\nreplicas: 3\nenv:\n  - name: %N\n    value: %V\n",
    "config.yml": "app:\n  %N: \"%V\"\n  debug: false\n",
    "app.ini": "[server]\nport = 80\n\n[auth]\n%N = %V\n",
    "config.toml": "[auth]\n%N = \"%V\"\nttl = 60\n",
    "web.config.xml": '<configuration>\n <appSettings>\n  <add key="%N" value="%V" />\n </appSettings>\n</configuration>\n',
    "beans.xml": "<config>\n  <%N>%V</%N>\n</config>\n",
    "application.properties": "server.port=8080\n%N=%V\n",
    "main.py": "import os\n\n\ndef connect():\n    %N = \"%V\"\n    return os.getpid()\n",
    "index.js": "const http = require('http');\nconst %N = '%V';\nhttp.get('/');\n",
    "client.ts": "export class Client {\n  private readonly %N: string = \"%V\";\n}\n",
    "Main.java": "public class Main {\n    private static final String %N = \"%V\";\n}\n",
    "main.go": "package main\n\nconst %N = \"%V\"\n",
    "lib.rs": "use std::env;\npub const %N: &str = \"%V\";\n",
    "app.rb": "require 'json'\n%N = '%V'\n",
    "index.php": "<?php\n$%N = '%V';\ndefine('DEBUG', false);\n",
    "Program.cs": "class Program {\n    const string %N = \"%V\";\n}\n",
    "main.c": "#include <stdio.h>\n#define %N \"%V\"\nint main(void) { return 0; }\n",
    "deploy.sh": "#!/bin/sh\nset -e\n%N=%V ./deploy --region eu\n",
    "Main.kt": "object Main {\n    val %N = \"%V\"\n}\n",
    ".bash_history": "ls -la\ncd /srv\nexport %N=%V\nmake\n",
    ".zsh_history": ": 1760000000:0;cd app\n: 1760000012:0;%N=%V npm publish\n",
    "Dockerfile": "FROM alpine:3.20\nENV %N=%V\nRUN make\n",
    "README.md": "# Setup\n\nRun it with\n\n    export %N=%V\n\nand open the page.\n",
    "bundle.min.js": "!function(e){var t={};" + "function n(r){return t[r]}" * 200 + "var a={%N:\"%V\",b:1};e.x=a}(window);\n",
    "service.log": "2026-10-01T10:00:00Z INFO start\n2026-10-01T10:00:01Z DEBUG environment %N=%V\n2026-10-01T10:00:02Z INFO up\n",
    "analysis.ipynb": '{\n "cells": [\n  {\n   "cell_type": "code",\n   "source": [\n    "import os\\n",\n    "%N = \\"%V\\"\\n"\n   ]\n  }\n ],\n'
                      ' "nbformat": 4\n}\n',
    "terraform.tfstate": '{\n  "version": 4,\n  "resources": [\n    {\n      "type": "app",\n      "instances": [{"attributes": {"%N": "%V"}}]\n'
                         '    }\n  ]\n}\n',
    "docker-compose.yml": "services:\n  web:\n    environment:\n      %N: %V\n      PORT: 80\n",
    "Jenkinsfile": "pipeline {\n  environment {\n    %N = '%V'\n  }\n}\n",
    "page.html": "<html>\n<script>\nwindow.%N = '%V';\n</script>\n</html>\n",
}

ESCAPED = ("settings.json", "analysis.ipynb", "terraform.tfstate", "index.js", "main.py", ".env")


def text_of(kind, name, value):
    return LINES[kind].replace("%N", name).replace("%V", value)


def lines(kind):
    def make(r, name, value):
        return kind, text_of(kind, name, value).encode(), True
    return make


def sqlite(r, name, value):
    path = "planted-%d.db" % os.getpid()
    db = sqlite3.connect(path)
    db.execute("create table settings (id integer primary key, line text)")
    for i in range(40):
        db.execute("insert into settings (line) values (?)", ("colour_%d=blue" % i,))
    db.execute("insert into settings (line) values (?)", ("%s=%s" % (name, value),))
    db.commit()
    db.close()
    with open(path, "rb") as f:
        data = f.read()
    os.unlink(path)
    return "app.sqlite", data, False


def pyc(r, name, value):
    code = compile("LINE = %r\n" % ("%s=%s" % (name, value)), "settings.py", "exec")
    return "__pycache__/settings.cpython-311.pyc", importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code), False


def utf16le(r, name, value):
    return "export.txt", b"\xff\xfe" + ("Windows wrote this\r\n%s=%s\r\n" % (name, value)).encode("utf-16-le"), True


def utf16be(r, name, value):
    return "export.reg", b"\xfe\xff" + ("Windows wrote this\r\n%s=%s\r\n" % (name, value)).encode("utf-16-be"), True


def kubernetes(r, name, value):
    """A Secret: a file of the environment as its datum."""
    data = base64.b64encode(("APP_ENV=production\n%s=%s\n" % (name, value)).encode()).decode()
    return "secret.yaml", ("apiVersion: v1\nkind: Secret\ndata:\n  .env: %s\n" % data).encode(), False


def folded(r, name, value):
    data = base64.encodebytes(("# settings of the service\nregion=eu\n%s=%s\n" % (name, value)).encode() + b"x=1\n" * 20)
    return "mail.eml", b"Content-Transfer-Encoding: base64\n\n" + data, False


def percent(r, name, value):
    query = urllib.parse.quote("env=%s=%s" % (name, value), safe="")
    return "access.log", ("GET /set?q=%s HTTP/1.1\n" % query).encode(), False


def gzipped(r, name, value):
    return "old.log.gz", gzip.compress(text_of("service.log", name, value).encode(), mtime=0), False


def zipped(name_of, member):
    def make(r, name, value):
        b = io.BytesIO()
        with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z:
            z.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")
            z.writestr(member, text_of("application.properties", name, value))
        return name_of, b.getvalue(), False
    return make


def binary(r, name, value):
    return "agent", b"\x7fELF\2\1\1" + bytes(100) + b"%s=%s\0" % (name.encode(), value.encode()) + bytes(50), False


def large(r, name, value):
    """Across many windows of the reader."""
    row = "2026-10-01 INFO request took %d ms\n"
    text = "".join(row % (i % 97) for i in range(12000))
    return "large.log", (text + "%s=%s\n" % (name, value) + text).encode(), True


FILES = [lines(k) for k in LINES] + [sqlite, pyc, utf16le, utf16be, kubernetes, folded, percent, gzipped, zipped("app.jar", "BOOT-INF/app.properties"),
                                     zipped("backup.zip", "etc/app.properties"), binary, large]


# ---- files of tools: the place makes the credential ----

def tools(r, k):
    """Credentials that only their file makes one: (what, path, bytes, the value, whether lines count)."""
    password = k.mixed(r, 16)
    user = k.pick(r, 6, k.LOWER)
    auth = base64.b64encode(("%s:%s" % (user, password)).encode()).decode()
    token, key = k.mixed(r, 36), k.wireguard(r)
    host = k.pick(r, 7, k.LOWER)
    yield "npmrc", ".npmrc", "registry=https://npm.%s.net/\n//npm.%s.net/:_authToken=%s\n" % (host, host, token), token
    yield "npmrc password", "web/.npmrc", "//npm.%s.net/:_auth=%s\n" % (host, auth), auth
    yield "netrc", ".netrc", "machine git.%s.net\nlogin %s\npassword %s\n" % (host, user, password), password
    password = k.mixed(r, 16)
    yield "pypirc", ".pypirc", "[distutils]\nindex-servers = corp\n\n[corp]\nrepository: https://pypi.%s.net\nusername: %s\npassword: %s\n" % (
        host, user, password), password
    password = k.mixed(r, 16)
    auth = base64.b64encode(("%s:%s" % (user, password)).encode()).decode()
    yield "docker", ".docker/config.json", '{\n\t"auths": {\n\t\t"registry.%s.net": {\n\t\t\t"auth": "%s"\n\t\t}\n\t}\n}\n' % (host, auth), (auth, password)
    token = k.mixed(r, 40)
    yield "kubeconfig", ".kube/config", "apiVersion: v1\nkind: Config\nusers:\n- name: admin\n  user:\n    token: %s\n" % token, token
    key_data = k.b64(k.ec_pem(r).encode())
    yield "kubeconfig key", "kube.conf", "apiVersion: v1\nkind: Config\nusers:\n- name: admin\n  user:\n    client-key-data: %s\n" % key_data, (
        key_data, base64.b64decode(key_data).decode())
    password = k.mixed(r, 20)
    yield "tfstate", "terraform.tfstate", '{"resources": [{"mode": "managed", "type": "random_password", "instances": [{"attributes": ' \
        '{"length": 20, "result": "%s"}}]}]}\n' % password, password
    yield "wireguard", "wg0.conf", "[Interface]\nAddress = 10.0.0.2/24\nPrivateKey = %s\n" % key, key
    password = k.mixed(r, 14)
    yield "database url", "database.env", "DATABASE_URL=postgres://%s:%s@db.%s.net:5432/shop\n" % (user, password, host), password
    password = k.mixed(r, 14)
    yield "url", "sources.list", "deb https://%s:%s@apt.%s.net/debian stable main\n" % (user, password, host), password
    password = k.mixed(r, 14)
    yield "git credentials", ".git-credentials", "https://%s:%s@git.%s.net\n" % (user, password, host), password
    password = k.mixed(r, 14)
    yield "jdbc", "hibernate.properties", "url=jdbc:mysql://db.%s.net/shop?user=%s&password=%s\n" % (host, user, password), password
    password = k.mixed(r, 14)
    yield "ado", "appsettings.json", '{\n "Shop": "Server=db.%s.net;Database=shop;User Id=%s;Password=%s;"\n}\n' % (host, user, password), password
    password = k.mixed(r, 14)
    yield "docker login", ".ash_history", "docker login -u %s -p %s registry.%s.net\n" % (user, password, host), password
    password = k.mixed(r, 14)
    yield "curl", "fetch.sh", "curl -sf -u %s:%s https://files.%s.net/x\n" % (user, password, host), password
    password = k.mixed(r, 14)
    yield "maven", ".m2/settings.xml", "<settings><servers><server>\n<id>nexus</id>\n<username>%s</username>\n<password>%s</password>\n" \
        "</server></servers></settings>\n" % (user, password), password
    password = k.mixed(r, 14)
    yield "basic", "client.http", "GET / HTTP/1.1\nAuthorization: Basic %s\n" % base64.b64encode(
        ("%s:%s" % (user, password)).encode()).decode(), (base64.b64encode(("%s:%s" % (user, password)).encode()).decode(), password)
    account = json.dumps({"type": "service_account", "project_id": host, "private_key_id": k.pick(r, 40, k.HEX), "private_key": k.pkcs8_rsa(r),
                          "client_email": "ci@%s.iam.gserviceaccount.com" % host}, indent=2)
    yield "google account", "gcp.json", account + "\n", tuple(
        json.loads(account)[key] for key in ("private_key", "private_key_id"))
    password = k.mixed(r, 14)
    yield "mysql", ".my.cnf", "[client]\nuser = %s\npassword = %s\n" % (user, password), password
    password = k.mixed(r, 14)
    yield "pgpass", ".pgpass", "db.%s.net:5432:shop:%s:%s\n" % (host, user, password), password
