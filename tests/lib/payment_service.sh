# SPDX-License-Identifier: Apache-2.0
# For the scripts in tests/e2e: base images, and building, starting and asking an image of the payment service.
# Skips without root, the tools, or SEAWORTHY_E2E: a folder that keeps the base images, which are made with debootstrap
# and the Node.js of this machine.
set -u
skip() {
	echo "skip: $*"
	exit 77
}
[ -n "${SEAWORTHY_E2E:-}" ] || skip 'set SEAWORTHY_E2E to a folder that may keep some hundred MB of base images'
[ "$(id -u)" = 0 ] || skip 'building images needs root here'
for t in buildah runc debootstrap node npm curl nsenter openssl ssh-keygen; do
	command -v "$t" >/dev/null || skip "$t is not there"
done
example=$ROOT/examples/payment-service
mkdir -p "$SEAWORTHY_E2E" || skip 'the folder cannot be made'
keep=$(cd "$SEAWORTHY_E2E" && pwd)
work=$(mktemp -d)
passed=0 failed=0 running='' server=''
finish() {
	[ -z "$running" ] || runc --root "$work/run" delete -f "$running" >/dev/null 2>&1
	[ -z "$server" ] || kill "$server" 2>/dev/null
	buildah --root "$work/store" --runroot "$work/runroot" unmount --all >/dev/null 2>&1
	umount "$work/store/overlay" 2>/dev/null
	rm -rf --one-file-system "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

ok() { # WHAT command…
	what=$1
	shift
	if "$@" >"$work/out" 2>&1; then
		passed=$((passed + 1))
		echo "ok $what"
	else
		failed=$((failed + 1))
		echo "FAIL $what"
		tail -n 15 "$work/out" | sed 's/^/    /'
	fi
}

b() { buildah --root "$work/store" --runroot "$work/runroot" "$@"; }

# ---- base images ----

# What `node` is: Debian with Node.js, npm, git and the account node of number 1000.
make_root() {
	suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
	rm -rf "$keep/root" "$keep/root.new"
	debootstrap --variant=minbase --include=ca-certificates,git "$suite" "$keep/root.new" >"$keep/root.log" 2>&1 || return 1
	cp "$(readlink -f "$(command -v node)")" "$keep/root.new/usr/local/bin/node"
	mkdir -p "$keep/root.new/usr/local/lib/node_modules"
	npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
	cp -a "$npm" "$keep/root.new/usr/local/lib/node_modules/npm"
	ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$keep/root.new/usr/local/bin/npm"
	chroot "$keep/root.new" groupadd --gid 1000 node &&
		chroot "$keep/root.new" useradd --uid 1000 --gid node --shell /bin/bash --create-home node &&
		chroot "$keep/root.new" npm --version >/dev/null 2>>"$keep/root.log" &&
		mv "$keep/root.new" "$keep/root"
}

# What distroless is: the runtime, its libraries and nothing to look around with.
make_small() {
	rm -rf "$work/small"
	mkdir -p "$work/small/nodejs/bin" "$work/small/etc" "$work/small/tmp"
	chmod 1777 "$work/small/tmp"
	cp "$keep/root/usr/local/bin/node" "$work/small/nodejs/bin/node"
	chroot "$keep/root" ldd /usr/local/bin/node | grep -o '/[^ ]*' | while read -r lib; do
		mkdir -p "$work/small$(dirname "$lib")"
		cp -L "$keep/root$lib" "$work/small$lib"
	done
	printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532::/home/nonroot:/sbin/nologin\n' >"$work/small/etc/passwd"
	printf 'nonroot:x:65532:\n' >"$work/small/etc/group"
}

import() { # FOLDER FOLDER ARG… -- NAME…: an image of both folders under these names
	c=$(b from scratch) || return 1
	b add -q "$c" "$1" / >/dev/null || return 1
	b add -q "$c" "$2" / >/dev/null || return 1
	shift 2
	while [ "$1" != -- ]; do
		b config "$1" "$2" "$c" || return 1
		shift 2
	done
	shift
	b commit -q "$c" base >/dev/null && b rm "$c" >/dev/null || return 1
	for name in "$@"; do b tag base "$name" || return 1; done
}

[ -d "$keep/root" ] || make_root || skip "no base image could be made: see $keep/root.log"
registry=$(npm config get registry 2>/dev/null)
mkdir -p "$work/own/usr/local/etc"
{
	printf 'registry=%s\n' "$registry"
	# the authorities that this machine trusts
	authorities=$(npm config get cafile 2>/dev/null)
	if [ -f "$authorities" ]; then
		cp "$authorities" "$work/own/usr/local/etc/authorities.pem"
		printf 'cafile=/usr/local/etc/authorities.pem\n'
	fi
} >"$work/npmrc"
cp "$work/npmrc" "$work/own/usr/local/etc/npmrc"

# full, small: the images that the Dockerfiles name
with_base() {
	case $1 in
	full)
		import "$keep/root" "$work/own" --cmd node \
			--env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin -- docker.io/library/node:14 \
			docker.io/library/node:22-slim docker.io/library/node:22.11.0-bookworm-slim >"$work/out" 2>&1
		;;
	small)
		make_small
		import "$work/small" "$work/own" --entrypoint '["/nodejs/bin/node"]' --user 65532 -- \
			gcr.io/distroless/nodejs22-debian12:nonroot >"$work/out" 2>&1
		;;
	esac || skip "buildah cannot make a base image: $(tail -n 1 "$work/out")"
}

# ---- build, start, ask ----

context() { # NAME DOCKERFILE: a build context of its own
	mkdir -p "$work/$1"
	cp "$example"/app/* "$work/$1/"
	cp "$2" "$work/$1/Dockerfile"
	ssh-keygen -q -t ed25519 -N '' -C example -f "$work/$1/id_rsa" && rm -f "$work/$1/id_rsa.pub"
}

build() { # NAME ARG…
	name=$1
	shift
	b bud --isolation chroot --pull-never --layers=false --add-host tools.example.com:127.0.0.1 "$@" -t "$name" "$work/$name"
}

# The root file system of the image, and a runc configuration from the image's own.
bundle() { # NAME READONLY
	mkdir -p "$work/$1.b"
	c=$(b from --pull-never "localhost/$1") || return 1
	mount=$(b mount "$c") || return 1
	b inspect "$c" >"$work/$1.json" || return 1
	(cd "$work/$1.b" && rm -f config.json && runc spec) || return 1
	node -e '
		const fs = require("fs"), [image, file, root, readonly] = process.argv.slice(1);
		const of = JSON.parse(fs.readFileSync(image)).OCIv1.config, spec = JSON.parse(fs.readFileSync(file));
		const users = fs.readFileSync(root + "/etc/passwd", "utf8").split("\n").map((l) => l.split(":"));
		const [user, group] = (of.User || "0").split(":");
		const known = users.find((u) => u[0] === user || u[2] === user);
		spec.root = { path: root, readonly: readonly === "true" };
		spec.process.terminal = false;
		spec.process.args = [...(of.Entrypoint || []), ...(of.Cmd || [])];
		spec.process.env = of.Env || [];
		spec.process.cwd = of.WorkingDir || "/";
		spec.process.user = { uid: Number(known ? known[2] : user), gid: Number(group || (known ? known[3] : 0)) };
		delete spec.process.rlimits;
		if (readonly !== "true") {
			const c = ["CAP_SETUID", "CAP_SETGID", "CAP_SYS_CHROOT", "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_NET_BIND_SERVICE", "CAP_KILL", "CAP_AUDIT_WRITE"];
			for (const k of ["bounding", "effective", "permitted"]) spec.process.capabilities[k] = c;
		}
		fs.writeFileSync(file, JSON.stringify(spec));
	' "$work/$1.json" "$work/$1.b/config.json" "$mount" "$2"
}

start() { # NAME READONLY
	bundle "$1" "$2" || return 1
	runc --root "$work/run" run -d --bundle "$work/$1.b" "$1" >"$work/$1.log" 2>&1 </dev/null || {
		cat "$work/$1.log"
		return 1
	}
	running=$1
	pid=$(runc --root "$work/run" state "$1" | sed -n 's/.*"pid": \([0-9]*\).*/\1/p')
}

# A receipt for a payment, asked in the container's own network.
pays() {
	[ -n "$running" ] || return 1
	for i in 1 2 3 4 5 6 7 8 9 10; do
		nsenter -t "$pid" -n curl -fsS -d '{"amount": 1250, "currency": "EUR"}' http://127.0.0.1:8080/payments &&
			return 0
		sleep 0.5
	done
	cat "$work/$running.log"
	return 1
}

stop() {
	[ -z "$running" ] || runc --root "$work/run" delete -f "$running" >/dev/null 2>&1
	running=''
}

is_not_root() { [ -n "$running" ] && [ "$(sed -n 's/^Uid:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status")" -gt 0 ]; }

# Writing fails because the file system is read-only, not because of an owner.
is_read_only() { # NODE
	[ -n "$running" ] || return 1
	runc --root "$work/run" exec "$running" "$1" -e '
		try { require("fs").writeFileSync("/app/x", "x"); process.exit(1); }
		catch (e) { process.exit(e.code === "EROFS" ? 0 : 1); }'
}

lints_to() { # NAME RULES: these are left, and nothing else
	"$SEAWORTHY" lint --now 2026-06-01 -f json "$work/$1/Dockerfile" >"$work/left.json"
	node -e '
		const left = JSON.parse(require("fs").readFileSync(process.argv[1]));
		process.stdout.write([...new Set(left.map((f) => f.rule))].sort().join(" ") + "\n");
	' "$work/left.json" >"$work/left"
	cat "$work/left"
	[ "$(cat "$work/left")" = "$2" ]
}

finished() {
	echo "cases: $passed passed, $failed failed, 0 skipped"
	[ "$failed" = 0 ]
}
