#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# db update: what is fetched, what is refused, and that the old database outlives every failure.
set -u
. "$ROOT/tests/lib/cases.sh"
. "$ROOT/tests/lib/feeds.sh"
command -v python3 >/dev/null || { echo "skip: no python3"; exit 77; }
requests() { [ "$(wc -l <log)" -eq "$1" ]; }
logged() { grep -q -e "$1" log; }
wait_for() {
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40; do
		[ -s "$1" ] && return 0
		sleep 0.1
	done
	echo "$1 did not appear"
	return 1
}

own_home

# four feeds in the forms they are published in
make_feeds made
mkdir www
mv made/alpine/v3.20/main.json www/main.json
mv made/kev/known_exploited_vulnerabilities.json www/kev.json
python3 - made/osv www <<'P'
import gzip, os, sys, zipfile
with zipfile.ZipFile(sys.argv[2] + "/npm.zip", "w", zipfile.ZIP_DEFLATED) as z:
    for n in sorted(os.listdir(sys.argv[1])):
        z.writestr(zipfile.ZipInfo(n), open(sys.argv[1] + "/" + n).read())
rows = "#model_version:v1,score_date:2025-03-01T00:00:00Z\ncve,epss,percentile\n"
rows += "".join("CVE-2025-%d,0.0%04d,0.5\n" % (10000 + i, i * 7 % 9999) for i in range(3000))
open(sys.argv[2] + "/epss.csv.gz", "wb").write(gzip.compress(rows.encode(), mtime=0))
open(sys.argv[2] + "/bomb.gz", "wb").write(gzip.compress(bytes(64 << 20), mtime=0) * 33)
P
mkdir -p expected/alpine/v3.20 expected/kev expected/osv expected/epss
cp www/main.json expected/alpine/v3.20/ && cp www/kev.json expected/kev/ && cp www/npm.zip expected/osv/ &&
	cp www/epss.csv.gz expected/epss/ || exit 1
"$SEAWORTHY" -q db build --from expected -o expected.db >/dev/null || exit 1

python3 "$ROOT/tests/cli/db/update-server.py" www log port & server=$!
trap 'kill $server $tls 2>/dev/null' EXIT INT TERM
tls=
wait_for port || exit 1
url=http://127.0.0.1:$(cat port)
sources() { # scenario of the zip, of all others
	cat >list <<L
# a list
alpine/v3.20/main.json json $url/$2/main.json
kev/kev.json json $url/$2/kev.json
osv/npm.zip zip $url/$1/npm.zip
epss/epss.csv.gz gzip $url/$2/epss.csv.gz
L
}
update() { # expected exit code, options
	want=$1
	shift
	: >log
	run "$want" db update --sources list --allow-http -o a.db --retries 2 --stall 1 "$@"
}
nothing_partial() { ! find . -name '*.part' -o -name '*.part.meta' -o -name '*.tmp' | grep .; }
fresh() { rm -rf a.db a.db.feeds; }
untouched() { cmp -s a.db expected.db && nothing_partial; }

# --- what works
sources good good
check "fetches and builds" update 0
check "one request for each source" requests 4
check "the same bytes as db build" cmp -s a.db expected.db
check "says what was done" has "^sources *4 fetched ([0-9,]* bytes), 0 unchanged, 0 failed"
check "warns of http" says "4 of 4 sources come over http"
check "nothing partial" nothing_partial
check "db build of the downloads gives the same" sh -c '"$SEAWORTHY" -q db build --from a.db.feeds/files -o b.db >/dev/null && cmp a.db b.db'
check "again" update 0
check "costs one 304 each" sh -c '[ $(wc -l <log) = 4 ] && [ $(grep -c " 304 " log) = 4 ]'
check "says unchanged" has "0 fetched (0 bytes), 4 unchanged"
check "the same bytes" cmp -s a.db expected.db
echo >>a.db.feeds/files/kev/kev.json
check "a download that was edited" update 0
check "is fetched again" sh -c 'grep -q "kev.json 200 " log && [ $(grep -c " 304 " log) = 3 ]'
check "and the database is the same" cmp -s a.db expected.db
sed -i 's/Knots come/Knots often come/' made/osv/*.json
cp www/kev.json kev.old && sed -i 's/2025.01.02/2025.01.03/; s/2025-01-02T10/2025-01-03T10/' www/kev.json
check "a source that changed" update 0
check "is the only one fetched" sh -c '[ $(grep -c " 200 " log) = 1 ] && grep -q "kev.json 200" log'
check "and used" sh -c '! cmp -s a.db expected.db'
cp kev.old www/kev.json
check "and back" update 0
check "the bytes depend on the contents only" cmp -s a.db expected.db
grep -v epss list >short && mv short list
check "a shorter list" update 0
check "removes what is no longer on it" sh -c '! ls a.db.feeds/files/epss/* a.db.feeds/state/epss* 2>/dev/null'
sources good good
check "the list again" update 0
check "the default place" sh -c '"$SEAWORTHY" db update --sources list --allow-http >out 2>err && cmp home/.cache/seaworthy/seaworthy.db expected.db'
check "another folder of downloads" run 0 db update --sources list --allow-http -o c.db --downloads kept/here
check "is used" [ -f kept/here/files/kev/kev.json ]
for s in chunked endless moved weak undated nameless; do
	fresh
	sources $s $s
	check "$s" update 0
	check "$s: the same bytes" untouched
	check "$s again" update 0
	check "$s again: the same bytes" untouched
done
check "without any name all is fetched again" sh -c '! grep -q " 304 " log'
fresh
sources undated undated
check "a date alone" update 0
: >log
check "is asked with" sh -c '"$SEAWORTHY" db update --sources list --allow-http -o a.db >out 2>err; grep -q "304 - - [A-Z][a-z][a-z], " log'

# --- what passes
sources cut good && fresh
check "a connection that ends half-way" update 0
check "is continued" logged 'npm.zip 206 bytes=[1-9][0-9]*- "'
check "to the same bytes" untouched
for s in norange wrongpart badsplice; do
	sources $s good && fresh
	check "$s: begins again" update 0
	check "$s: the same bytes" untouched
done
sources busy good && fresh
check "429 with Retry-After" update 0
check "two requests" [ "$(grep -c busy log)" = 2 ]
sources down1 good && fresh
check "503 once" update 0
check "the same bytes" untouched

# --- what does not: the old database stays
sources good good && fresh
update 0 || exit 1
refused() { # scenario, words of the message
	sources "$1" good
	check "$1 is refused" update 5
	check "$1: says why: $2" says "$2"
	check "$1: names the URL" says "osv/npm.zip: $url/$1/npm.zip: "
	check "$1: the old database stays" cmp -s a.db expected.db
	check "$1: and says so" says "1 of 4 sources failed: a.db stays as it was"
	check "$1: and its download" cmp -s www/npm.zip a.db.feeds/files/osv/npm.zip
}
refused html "what came is a web page, not zip"
refused error "what came is json, not zip"
refused empty "what came is empty, not zip"
refused nothere "status 404"
refused secret "refuses access (status 403)"
refused odd "status 418"
refused down "in trouble (status 503)"
check "with three attempts" [ "$(grep -c 'down/' log)" = 3 ]
refused later "come back in 86400 s"
refused loop "redirected more than 5 times"
refused file "not https\|protocol\|Protocol"
refused huge "larger than 2147483648 bytes"
refused short "what came cannot be used: "
check "short: what is left of a lie is not read as the next answer" \
	[ "$(grep short log | grep -o 'port-[0-9]*' | sort -u | wc -l)" = 2 ]
refused long "the connection ended"
rm -f a.db.feeds/state/osv+npm.zip.part* # it could have been continued
refused hangup "mpty reply\|reset"
refused silent "stalled: less than 1024 bytes a second for 1 s"
check "nothing partial" nothing_partial
refused always304 "without being asked"
sources good good
sed -i "s|^kev/kev.json.*|kev/kev.json json $url/error/kev.json|" list
check "JSON that is no feed" update 5
check "is refused" says "not an advisory feed"
sed -i "s|^kev/kev.json.*|kev/kev.json json $url/good/cut.json|" list
head -c 300 www/kev.json >www/cut.json
check "JSON that ends too early" update 5
check "is refused" says "kev/kev.json: .*what came cannot be used"
check "the old database stays" untouched
sed -i "s|^kev/kev.json.*|kev/kev.json json $url/good/kev.json|; s|^epss.*|epss/epss.csv.gz gzip $url/good/bomb.gz|" list
check "a decompression bomb" update 5
check "is refused" says "epss/epss.csv.gz: .*cannot be used"
check "the old database stays" untouched

# parts that are kept for the next time, and one that stalls for ever
for s in slow pause half chunkcut; do
	sources $s good && fresh
	cp expected.db a.db
	check "$s fails" update 5 --retries 0
	check "$s: the old database stays" cmp -s a.db expected.db
	check "$s: the part is kept" [ -s a.db.feeds/state/osv+npm.zip.part ]
done
sources cut good
check "another URL does not continue it" update 0
check "from the start" sh -c '! grep -q "npm.zip 206" log || [ $(grep -c "npm.zip" log) = 2 ]'
check "the same bytes" untouched
sources pause good && fresh
"$SEAWORTHY" db update --sources list --allow-http -o a.db --stall 20 >out 2>err & pid=$!
wait_for a.db.feeds/state/osv+npm.zip.part
check "another update at the same time" update 5
check "is told" says "another update is at work"
kill -INT $pid 2>/dev/null || :
kill -TERM $pid
wait $pid
check "killed: no database" [ ! -e a.db ]
check "killed: the part is kept" [ -s a.db.feeds/state/osv+npm.zip.part ]
touch well
check "afterwards all is well" update 0
check "continued" logged 'pause/npm.zip 206 bytes=[1-9]'
check "to the same bytes" untouched
rm well

# --- keep going
sources down good
check "--keep-going uses the last good download" update 3 --keep-going --retries 0
check "and says so" says "osv/npm.zip: .*status 503); the download of 20[0-9-]* is used"
check "the same bytes" untouched
sources down good && fresh
check "without one" update 3 --keep-going --retries 0
check "it is missing, and said" says "osv/npm.zip: .*; the database lacks it"
check "the database has the rest" run 0 db lookup -q --db a.db alpine:3.20 boats
sources down down && fresh
check "nothing at all" update 5 --keep-going --retries 0
check "makes no database" [ ! -e a.db ]
check "and says so" says "4 of 4 sources failed: a.db was not made"
sources good good
sed -i "s|$url|http://127.0.0.1:1|" list
check "no server" update 5 --retries 1
check "asks for the network" says "is there a network"

sources good good && fresh
http_proxy=http://127.0.0.1:1
export http_proxy
check "a proxy that is not there" update 5 --retries 0
check "requests nothing" requests 0
no_proxy=127.0.0.1 && export no_proxy
check "no_proxy" update 0
unset http_proxy no_proxy

# --- the disk
sources good good && fresh
python3 -c "import os; open('www/big.json', 'wb').write(open('www/main.json', 'rb').read() + b' ' * 800000)"
echo "alpine/big.json json $url/good/big.json" >>list
cp expected.db a.db
check "a full disk" sh -c 'ulimit -f 700; "$SEAWORTHY" db update --sources list --allow-http -o a.db >out 2>err; [ $? = 5 ]'
check "says so" says "alpine/big.json: .*\(too large\|No space\)"
check "the old database stays" untouched
sources good good && fresh
cp expected.db a.db && echo x >a.db.feeds
check "a file where the folder should be" update 5
check "the old database stays" cmp -s a.db expected.db
rm a.db.feeds
check "a folder that is not there" run 5 db update --sources list --allow-http -o no/such/folder/a.db
check "requests nothing" requests 0
check "a target that is no file" run 2 db update --sources list --allow-http -o /dev/null
if [ "$(id -u)" -eq 0 ] && ! unshare -m true 2>/dev/null; then
	skipped=$((skipped + 3))
else
	mkdir closed
	cat >closed.sh <<'S'
if [ "$(id -u)" -eq 0 ]; then mount -t tmpfs -o ro none closed || exit 1; else chmod 555 closed; fi
"$SEAWORTHY" db update --sources list --allow-http -o closed/a.db >out 2>err
[ $? = 5 ] || exit 1
S
	cat >full.sh <<'S'
if [ "$(id -u)" -eq 0 ]; then mount -t tmpfs -o size=600k none closed || exit 1; else exit 0; fi
cp expected.db closed/a.db
echo "alpine/big.json json $1/good/big.json" >>list
"$SEAWORTHY" db update --sources list --allow-http -o closed/a.db >out 2>err
[ $? = 5 ] && cmp closed/a.db expected.db && grep -q "No space left" err && ! ls closed/a.db.feeds/state/*.part
S
	in_mounts() { if [ "$(id -u)" -eq 0 ]; then unshare -m sh "$@"; else sh "$@"; fi; }
	check "a read-only folder" in_mounts closed.sh
	check "says so" says "closed: nothing can be written there"
	check "a small disk" in_mounts full.sh "$url"
fi

# --- the list and the options
sources good good
check "--list" run 0 db update --sources list --allow-http --list
check "prints the list" has "^osv/npm.zip zip $url/good/npm.zip$"
check "the built-in list" run 0 db update --list
check "is long" [ "$(wc -l <out)" -gt 60 ]
check "and https only" sh -c '! grep -v "^[a-z0-9/._-]* [a-z]* https://" out'
cp out list2 && check "and can be read back" run 0 db update --sources list2 --list
check "without --allow-http" run 2 db update --sources list -o a.db
check "names the line" says "list: line 2: http:// lets everybody"
cp -r expected www/mirror
check "--mirror" update 0 --mirror "$url/good/mirror/"
check "asks the mirror only" sh -c '! grep -v "^/good/mirror/" log'
check "the same bytes" cmp -s a.db expected.db
sources good good
sed -i "s|$url|https://example.org|" list && fresh
check "--rewrite" update 0 --rewrite "https://other.example/=https://x/" --rewrite "https://example.org/=$url/"
check "the same bytes" cmp -s a.db expected.db
sources elsewhere good && fresh
sed -i "s|http://127|http://user:hidden@127|" list
check "a user in the URL" update 0
check "is told to the server" logged "^/elsewhere/.* auth$"
check "but to no other" sh -c '! grep -q "^/good/npm.zip.* auth$" log && grep -q "^/good/npm.zip" log'
sed -i 's|/elsewhere/|/secret/|' list
check "and is not printed" sh -c '"$SEAWORTHY" db update --sources list --allow-http -o a.db >out 2>err; "$SEAWORTHY" db update --sources list --allow-http --list >>out 2>&1; ! grep hidden out err'
for bad in 'x json' 'x json ftp://x/y' '../x json https://x/' '/x json https://x/' 'x tar https://x/' 'a/.b json https://x/' 'x json https://x/ y'; do
	echo "$bad" >bad
	check "refuses $bad" run 2 db update --sources bad -o a.db
	check "names the line of $bad" says "bad: line 1: "
done
printf 'x json https://x/\nx/y json https://x/\n' >bad
check "refuses a file that is a folder" run 2 db update --sources bad -o a.db
printf '# nothing\n' >bad
check "refuses an empty list" run 2 db update --sources bad -o a.db
check "--insecure" run 2 db update --insecure
check "is answered" says "certificates are always checked"
check "a list that is not there" run 5 db update --sources missing -o a.db
check "an option of another subcommand" run 2 db build --from expected --mirror https://x/

# --- TLS
if command -v openssl >/dev/null; then
	make_ca() {
		openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $1.key -out $1.pem -days 2 \
			-subj "/CN=$1" -addext "basicConstraints=critical,CA:TRUE" >/dev/null 2>&1
	}
	make_ca right && make_ca wrong || exit 1
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.csr -subj "/CN=server" >/dev/null 2>&1
	printf 'subjectAltName=IP:127.0.0.1\n' >ext
	openssl x509 -req -in server.csr -CA right.pem -CAkey right.key -CAcreateserial -days 2 -extfile ext -out server.pem >/dev/null 2>&1
	python3 "$ROOT/tests/cli/db/update-server.py" www log tlsport server.pem server.key & tls=$!
	wait_for tlsport || exit 1
	plain=$url
	url=https://127.0.0.1:$(cat tlsport)
	secure() {
		want=$1
		shift
		: >log
		run "$want" db update --sources list -o a.db --retries 0 --stall 2 "$@"
	}
	sources good good && fresh
	check "https with its authority" secure 0 --cacert right.pem
	check "the same bytes" untouched
	check "without a warning" sh -c '! grep -q http:// err'
	check "with another authority" secure 5 --cacert wrong.pem
	check "is refused" says "certificate.*--cacert"
	check "without one" secure 5
	check "requests nothing" requests 0
	check "the old database stays" untouched
	check "an authority that is not there" secure 5 --cacert missing.pem
	check "an authority that is none" secure 5 --cacert list
	sed -i 's|127.0.0.1|localhost|' list
	check "another name than the certificate's" secure 5 --cacert right.pem
	sources downgrade good
	check "from https to http" secure 5 --cacert right.pem --allow-http
	check "is refused" says "osv/npm.zip: .*not https"
	check "the old database stays" untouched
else
	skipped=$((skipped + 14))
fi

# the library of the network is not there, or is none: only what needs it fails
mkdir broken && : >broken/libcurl.so.4
LD_LIBRARY_PATH=$PWD/broken
export LD_LIBRARY_PATH
check "without libcurl" update 5
check "is said" says "needs libcurl.*libcurl.so.4"
check "the old database stays" untouched
check "all else works" run 0 db status a.db
unset LD_LIBRARY_PATH

cases_end
