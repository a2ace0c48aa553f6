# SPDX-License-Identifier: Apache-2.0
# Exceptions that name a commit: .gitleaksignore and the allow lists of .gitleaks.toml, for git repositories in layers.
set -u
# shellcheck source=tests/lib/cases.sh
. "$ROOT/tests/lib/cases.sh"
own_home
for tool in git python3 sha256sum; do
	command -v $tool >/dev/null || { echo "skip: no $tool"; exit 77; }
done
hook() { echo "url = \"https://hooks.slack.com/""services/T03AB9CDE/B04FG8HJK/q7RkZ2mWx9LpT4vBn8Js$1\""; }
commit() { # MESSAGE
	git -C layer/app -c user.name=t -c user.email=t@t -c commit.gpgsign=false commit -qam "$1" && git -C layer/app rev-parse HEAD
}

# a secret in the first commit, another in the second, none in HEAD
mkdir -p layer/app/src && git -C layer/app init -q
hook 1111 >layer/app/src/a.py
git -C layer/app add src/a.py
first=$(commit one)
{ echo '#'; hook 2222; } >layer/app/src/a.py
second=$(commit two)
echo '# nothing' >layer/app/src/a.py
commit three >/dev/null
git -C layer/app gc -q
rm -f layer/app/src/a.py

mkdir image
tar -C layer -cf image/layer.tar app
cat >image/config.json <<JSON
{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:$(sha256sum image/layer.tar | cut -d' ' -f1)"]}}
JSON
echo '[{"Config":"config.json","RepoTags":["a:1"],"Layers":["layer.tar"]}]' >image/manifest.json
tar -C image -cf image.tar manifest.json config.json layer.tar

both() { # the folder and the image, in folder.json and out
	run 0 scan --now 2026-11-21 --db builtin --scanners secret --no-gate --show-ignored -f json --rootfs layer && mv out folder.json &&
		run 0 scan --now 2026-11-21 --db builtin --scanners secret --no-gate --show-ignored -f json image.tar
}
lines() { # FILE: "path line commit" of each secret place, sorted
	python3 - "$1" <<'PY'
import json, sys
for f in json.load(open(sys.argv[1]))["images"][0]["findings"]:
    for p in f["secret"]["places"] if f["kind"] == "secret" else []:
        print(p["path"], p["line"], p["commit"])
PY
}
left() { # lines that are left in both
	both && lines out | sort >got && lines folder.json | sort >got.folder && cmp got got.folder && printf '%s' "$1" | sort | cmp - got
}
one="app/.git:src/a.py 1 $first
" two="app/.git:src/a.py 2 $second
"
check 'without exceptions: both' left "$one$two"
echo "$first:src/a.py:slack-web-hook:1" >.gitleaksignore
check 'one commit' left "$two"
echo "$second:src/a.py:slack-web-hook:1" >.gitleaksignore
check 'a line that is not its' left "$one$two"
echo "src/a.py:slack-web-hook:2" >.gitleaksignore
check 'without a commit: any' left "$one"
rm .gitleaksignore
printf '[allowlist]\ndescription = "revoked"\ncommits = ["%s"]\n' "$second" >.gitleaks.toml
check 'the allow list of a commit' left "$one"
check 'is said' grep -q 'revoked' out
printf '[allowlist]\ncommits = ["%s", "%s"]\n' "$first" "$second" >.gitleaks.toml
check 'of both' left ""
printf '[[allowlists]]\ncondition = "AND"\ncommits = ["%s"]\npaths = ["^other/"]\n' "$first" >.gitleaks.toml
check 'another path' left "$one$two"
printf '[[allowlists]]\ncondition = "AND"\ncommits = ["%s"]\npaths = ["^src/"]\n' "$first" >.gitleaks.toml
check 'its path' left "$two"
rm .gitleaks.toml
cases_end
