# SPDX-License-Identifier: Apache-2.0
# A real Debian: this machine's own package database as a root file system, and distroless-style, against dpkg-query.
set -u
command -v dpkg-query >/dev/null || { echo "skip: no dpkg-query"; exit 77; }
mkdir -p root/var/lib/dpkg/info root/etc root/usr/lib
cp /var/lib/dpkg/status root/var/lib/dpkg/
cp /var/lib/dpkg/info/*.list root/var/lib/dpkg/info/
cp /etc/os-release root/usr/lib/os-release
ln -s ../usr/lib/os-release root/etc/os-release
dpkg-query --admindir=root/var/lib/dpkg -W -f '${db:Status-Status} ${Package} ${Version} ${Architecture} ${source:Package} ${source:Version}\n' |
	grep -v '^config-files \|^not-installed ' | cut -d ' ' -f 2- | LC_ALL=C sort >want
"$SEAWORTHY" scan --db builtin -f packages --rootfs root >got || [ $? -le 3 ] || exit 1
cmp want got || { diff want got | head; exit 1; }
echo "$(wc -l <want) packages agree"

# owned files: what dpkg -L lists and is not a folder
pkg=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' bash coreutils 2>/dev/null | sed -n 's/^installed //p' | head -n 1)
if [ -n "$pkg" ]; then
	dpkg -L "$pkg" | while read -r p; do [ -d "$p" ] || echo "${p#/}"; done | LC_ALL=C sort -u >want
	"$SEAWORTHY" scan --db builtin -f json --files --rootfs root |
		python3 -c 'import json,sys
r=json.load(sys.stdin)
for p in r["images"][0]["packages"]:
    if p["name"]==sys.argv[1]: print("\n".join(p["files"]))' "$pkg" | LC_ALL=C sort -u >got
	# an empty folder cannot be told from a file by the list alone
	comm -23 want got >missing
	[ ! -s missing ] || { echo "missing files:"; head missing; exit 1; }
fi

# the same packages as one file each
mkdir -p small/var/lib/dpkg/status.d small/etc
cp /etc/os-release small/etc/
for p in $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | head -n 40); do
	dpkg-query -s "$p" | grep -v '^Status:' >"small/var/lib/dpkg/status.d/$p"
	dpkg-query -W -f '${Package} ${Version} ${Architecture} ${source:Package} ${source:Version}\n' "$p"
done | LC_ALL=C sort >want
"$SEAWORTHY" scan --db builtin -f packages --rootfs small >got || [ $? -le 3 ] || exit 1
cmp want got || { diff want got | head; exit 1; }
"$SEAWORTHY" scan --db builtin -f json --rootfs small | grep -q '"distroless": true'
