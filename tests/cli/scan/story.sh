#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The story of the example images. Before: what was deleted too late, what the history tells, what somebody planted;
# each with its layer. After: nothing of it. And in no output the secrets themselves.
set -u
# shellcheck source=tests/lib/cases.sh
. "$ROOT/tests/lib/cases.sh"
own_home
command -v dpkg-query >/dev/null && command -v git >/dev/null && command -v python3 >/dev/null || {
	echo 'needs dpkg, git and python3'
	exit 77
}
example=$ROOT/examples/payment-service
"$example/mkimage.sh" images >/dev/null || exit 1

scan() { # EXIT IMAGE OPTIONS...
	want=$1 image=$2
	shift 2
	run "$want" scan --now 2026-11-21 --db builtin "$@" "images/$image.tar"
}

check 'before' scan 1 before -j 1 -o json=one.json -o oneline=before.oneline
check 'before, four threads' scan 1 before -j 4 -o json=four.json -o table=before.table
check 'threads do not matter' cmp one.json four.json
check 'before, everything' scan 1 before --all -o json=before.all.json -o table=before.all.table -o oneline=before.all.oneline
check 'after' scan 0 after --all -o json=after.json -o table=after.table

"$example/mkimage.sh" again >/dev/null
check 'the same bytes again' cmp images/before.tar again/before.tar
check 'the same bytes again, after' cmp images/after.tar again/after.tar
rm -rf again

cat >story.py <<'END'
import json, sys

def image(path):
    return json.load(open(path))["images"][0]

before, after = image("one.json"), image("after.json")
layers = before["image"]["layers"]

def find(id, path=None, kind="secret"):
    hits = [f for f in before["findings"] if f["id"] == id and f["kind"] == kind and path in (None, f.get("path"))]
    assert len(hits) == 1, (id, path, len(hits))
    return hits[0]

def by(finding_or_place):
    return layers[finding_or_place["layer"]]["createdBy"]

def deleted_key():
    f = find("private-key", "root/.ssh/id_rsa")
    s = f["secret"]
    place, = s["places"]
    assert (f["place"], f["severity"], s["live"], s["proven"], s["detail"]) == ("act-now", "critical", False, True, "Ed25519")
    assert (place["path"], place["line"], place["layer"], place["deletedBy"]) == ("root/.ssh/id_rsa", 1, 3, 5), place
    assert "COPY file:id_rsa in /root/.ssh/id_rsa" in by(place)
    assert "rm -rf /root/.ssh /app/.git" in layers[5]["createdBy"]
    assert "rebuild" in f["fix"] or "build again" in f["fix"]

def old_password():
    f = find("database-url", "app/.git:config/database.env")
    s = f["secret"]
    place, = s["places"]
    assert f["place"] == "act-now" and s["live"] is False and s["detail"] == "user payments at 10.20.30.40"
    assert (place["layer"], place["deletedBy"], place["inHead"], len(place["commit"])) == (2, 5, False, 40), place
    assert place["authorDate"].startswith("2023-07-21T")
    assert "COPY dir:payment in /app" in by(place)
    assert find("git-in-image", "app/.git", "misconfiguration")["layer"] == 2

def token(id):
    f = find(id)
    s = f["secret"]
    assert (f["place"], f["severity"], s["live"], s["proven"]) == ("act-now", "critical", True, True)
    assert [p["path"] for p in s["places"]] == ["history 3", "history 7", "history 8", "history 9"], s["places"]
    assert all("layer" not in p for p in s["places"])

def environment():
    s = find("generic-password")["secret"]
    paths = [p["path"] for p in s["places"]]
    assert s["live"] and "config ENV DB_PASSWORD" in paths and "history 4" in paths, paths
    old = [p for p in s["places"] if p["path"] == "app/.git:Dockerfile"]
    assert len(old) == 1 and old[0]["inHead"] is True and old[0]["deletedBy"] == 5

def miner():
    f = find("miner", None, "integrity")
    assert (f["place"], f["severity"], f["layer"]) == ("act-now", "critical", 6)
    for path in ("usr/local/bin/.kworker", "var/tmp/.cache/config.json"):
        assert path in f["message"], f["message"]
    assert "install-agent.sh" in by(f) and "install-agent.sh" in f["message"]
    assert find("startup-entry-unowned", "etc/cron.d/sysupdate", "integrity")["layer"] == 6
    assert find("executable-in-temporary-folder", "tmp/.update.sh", "integrity")["layer"] == 6

def changed_library():
    f = find("package-file-changed", None, "integrity")
    assert (f["place"], f["severity"], f["layer"], f["packageName"]) == ("act-now", "critical", 6, "zlib1g")
    assert "libz.so.1" in f["path"] and "install-agent.sh" in f["message"]

def nothing_else():
    ids = sorted(f["id"] for f in before["findings"] if f["kind"] in ("secret", "integrity"))
    assert ids == sorted(["private-key", "database-url", "github-personal-token", "npm-access-token", "generic-password", "miner",
                          "startup-entry-unowned", "executable-in-temporary-folder", "package-file-changed"]), ids

def after_is_clean():
    bad = [f for f in after["findings"] if f["kind"] in ("secret", "integrity") or f["place"] in ("act-now", "hidden", "gap")]
    assert after["verdict"] == "seaworthy" and not bad, bad

story = {"key": deleted_key, "git": old_password, "github": lambda: token("github-personal-token"),
         "npm": lambda: token("npm-access-token"), "env": environment, "miner": miner, "library": changed_library,
         "else": nothing_else, "after": after_is_clean}
story[sys.argv[1]]()
END
for part in key git github npm env miner library else after; do
	check "story: $part" sh -c "python3 story.py $part >out 2>err"
done

# the terminal: what to do first, in one place each
first() { # TEXT: number of its line in the table
	grep -n -F -m 1 -- "$1" before.table | cut -d : -f 1
}
in_order() {
	last=0
	for text in 'signs of tampering; 4 secrets to revoke' 'traces of a cryptocurrency miner' \
		'is not what package zlib1g installed' 'npm_*' 'deleted by layer 6, but it still ships' \
		'app/.git:config/database.env:1 in layer 3 of 7, commit' '  glibc  ' 'CHECK' 'LATER' 'NOTES'; do
		line=$(first "$text")
		[ -n "$line" ] && [ "$line" -gt $last ] || { echo "not in its place: $text"; return 1; }
		last=$line
	done
}
check 'table: tampering, secrets, upgrades' in_order
check 'table: tools are one line each' [ "$(grep -c 'network and debugging tools\|What an intruder uses' before.table)" -eq 1 ]
check 'table: --all says more of tools' grep -q 'What an intruder uses' before.all.table
check 'oneline: state of a secret' grep -q '^act-now critical private-key deleted root/.ssh/id_rsa:1 in layer 4 of 7: ' before.oneline
check 'oneline: uncertain secrets, too' grep -q '^minor medium generic-password live ' before.oneline

# no output has a value: not that of the archive's configuration, not that of git, not the key's
tar -xOf images/before.tar --wildcards '*.json' >config.txt
grep -oE '(ghp|npm)_[0-9A-Za-z]{36}|DB_PASSWORD=[^"\\ ]+' config.txt | sed 's/^DB_PASSWORD=//' | sort -u >values
for layer in $(tar -tf images/before.tar | grep 'layer\.tar$'); do
	tar -xOf images/before.tar "$layer" >layer.tar
	if tar -tf layer.tar | grep -qx './root/.ssh/id_rsa'; then
		tar -xOf layer.tar ./root/.ssh/id_rsa | sed -n 2p >>values
	fi
	if tar -tf layer.tar | grep -qx './app/.git/HEAD'; then
		mkdir -p tree && tar -C tree -xf layer.tar ./app/.git
		git -c safe.directory='*' --git-dir=tree/app/.git show HEAD~1:config/database.env |
			sed -n 's/.*payments:\(.*\)@.*/\1/p' >>values
	fi
done
rm -f layer.tar
check 'five values to look for' [ "$(sort -u values | grep -c ........)" -eq 5 ]
silent() {
	! grep -F -f values one.json before.oneline before.table before.all.json before.all.table before.all.oneline
}
check 'no output shows a secret' silent
check 'but with --show-secrets' scan 1 before --show-secrets -f json
check 'it does' grep -q -F -f values out
cases_end
