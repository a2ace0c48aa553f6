# SPDX-License-Identifier: Apache-2.0
# What lint makes of the folder that is built from: names, .dockerignore in its places, what it writes there.
set -u
unset NO_COLOR CLICOLOR_FORCE COLUMNS XDG_CONFIG_HOME
HOME=$PWD/home
export HOME
pass=0 fail=0
is() { # NAME GOT WANT
	if [ "$2" = "$3" ]; then
		pass=$((pass + 1))
	else
		printf 'FAIL %s\n  got  %s\n  want %s\n' "$1" "$2" "$3"
		fail=$((fail + 1))
	fi
}
lint() { "$SEAWORTHY" lint --no-fail --only copy-everything,copy-ignored,npm-install-not-ci,parse-error -f gnu "$@" 2>err; }
found() { lint "$@" | sed 's/.*:[0-9]*: \([^ ]*\) .*/\1/' | tr '\n' ' '; } # codes
knows() { lint --diff "$@" | grep -c '^+RUN npm ci'; } # 1 when package-lock.json is seen
fresh() { cd "$top" && rm -rf w && mkdir w && cd w; }
top=$PWD
node='FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm install\n'
all='FROM node:22\nCOPY . .\nRUN npm ci\n'

# which names are known
fresh
printf "$node" >Dockerfile
touch package.json
is "no lock file" "$(knows Dockerfile)" 0
touch package-lock.json
is "a lock file" "$(knows Dockerfile)" 1
is "from another folder" "$(cd .. && knows w/Dockerfile)" 1
is "by its whole path" "$(knows "$PWD/Dockerfile")" 1
mkdir sub && mv Dockerfile sub
is "the file's own folder" "$(knows sub/Dockerfile)" 0
is "--context" "$(knows --context . sub/Dockerfile)" 1
is "standard input has none" "$(knows - <sub/Dockerfile)" 0
is "but for --context" "$(knows --context . - <sub/Dockerfile)" 1
rm package-lock.json
mkdir away && touch away/package-lock.json
ln -s away link
printf 'FROM node:22\nWORKDIR /x\nCOPY link/package*.json ./\nRUN npm install\n' >Dockerfile
is "links are not followed" "$(knows Dockerfile)" 0
"$SEAWORTHY" lint --context missing sub/Dockerfile >out 2>err
is "a context that is not there" "$?$(grep -c missing err)" 51
"$SEAWORTHY" lint --context sub/Dockerfile sub/Dockerfile >out 2>err
is "a context that is no folder" $? 5
if [ "$(id -u)" -ne 0 ]; then
	touch package-lock.json
	printf "$node" >Dockerfile
	mkdir locked && chmod 0 locked
	is "an unreadable folder in it" "$(knows Dockerfile)" 0
	chmod 700 locked
fi

# a huge context is an unknown one
fresh
printf "$node" >Dockerfile
touch package.json package-lock.json
mkdir many
(cd many && seq 10100 | xargs touch)
is "too many names" "$(knows Dockerfile)" 0
mkdir node_modules && mv many node_modules
is "unless they are in node_modules" "$(knows Dockerfile)" 1
rm -r node_modules
deep=. && for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18; do deep=$deep/d; done
mkdir -p $deep
is "too deep" "$(knows Dockerfile)" 0

# .dockerignore
fresh
printf "$all" >Dockerfile
is "none" "$(found Dockerfile)" "copy-everything "
is "nobody can look" "$(found - <Dockerfile)" ""
printf '.git\n.env\n' >.dockerignore
is "a good one" "$(found Dockerfile)" ""
is "for standard input with --context" "$(found --context . - <Dockerfile)" ""
cp Dockerfile x.Dockerfile
printf 'x\n' >x.Dockerfile.dockerignore
mkdir .git
is "NAME.dockerignore comes first" "$(found x.Dockerfile Dockerfile)" "copy-everything "
rm .dockerignore && mkdir .dockerignore
is "one that cannot be read is unknown" "$(found Dockerfile)" ""
is "and that is told" "$(grep -c dockerignore err)" 1
rmdir .dockerignore
touch id_rsa
printf '.git\n.env\n' >.dockerignore
is "a key passes" "$(lint Dockerfile | sed 's/.*: //')" "the whole folder is copied, and .dockerignore lets id_rsa pass"

# --fix writes one that fits, or adds lines; --diff shows it
fresh
printf "$all" >Dockerfile
mkdir -p .git/objects node_modules/x certs test .aws .idea api/node_modules target
touch .git/config .env .env.production .env.example certs/server.key certs/ca.pem test/b.key .aws/credentials package.json package-lock.json .npmrc
cat >want <<X
# history of the sources, settings of editors
.git
.idea

# credentials
.env
.env.*
!.env.example
.aws
certs/server.key

# made again by the build
node_modules
X
lint --diff Dockerfile >patch
is "nothing is written" "$(ls -a | grep -c dockerignore)" 0
is "a new file" "$(grep -c '^--- /dev/null$' patch)$(grep -c '^+++ b/.dockerignore$' patch)" 11
lint --diff ./Dockerfile --context . >dotted
is "the same by ./" "$(cmp patch dotted && echo same)" same
lint --fix Dockerfile >out
is "nothing is left" "$(cat out)" ""
is "what is in it" "$(diff .dockerignore want && echo same)" same
is "no temporary file" "$(ls -a | grep -c tmp)" 0
rm -f .dockerignore
patch -s -p1 <patch
is "patch takes it" "$(cmp .dockerignore want && echo same)" same
cp Dockerfile before
lint --fix Dockerfile >out
is "once is enough" "$(cmp .dockerignore want && cmp Dockerfile before && echo same)" same
printf 'dist\r\n.git' >.dockerignore
chmod 640 .dockerignore
lint --diff Dockerfile >patch
is "lines for an old one" "$(sed -n 's/^--- //p' patch)" "a/.dockerignore"
lint --fix Dockerfile >out
printf 'dist\r\n.git\r\n\r\n# nothing for an image\r\n.env\r\n.env.production\r\n.aws\r\ncerts/server.key\r\n' >want
is "they stand at its end" "$(cmp .dockerignore want && echo same)" same
is "its mode is kept" "$(stat -c %a .dockerignore)" 640
printf '.env*\n.aws\n*.key\n**/*.key\n.git\n' >.dockerignore
cp .dockerignore want
lint --fix Dockerfile >out
is "a good one is left alone" "$(cmp .dockerignore want && echo same)" same
rm .dockerignore
lint --fix - <Dockerfile >out
is "not for standard input" "$(ls -a | grep -c dockerignore)" 0
lint --fix --ignore copy-everything Dockerfile >out
is "not when the rule is off" "$(ls -a | grep -c dockerignore)" 0
printf 'FROM node:22\nCOPY package.json ./\n' >Dockerfile
lint --fix Dockerfile >out
is "not without COPY ." "$(ls -a | grep -c dockerignore)" 0
printf 'FROM golang:1.27\nCOPY certs/server.key /\nCOPY .env.production /\nADD . /src\nRUN git describe > v && cargo build\n' >Dockerfile
lint --fix Dockerfile >out
is "what is named stays" "$(grep -c 'server.key\|^.env.\*' .dockerignore)" 0
is "git is asked" "$(grep -c '^.git$' .dockerignore)" 0
is "cargo makes target again, nobody node_modules" "$(grep 'target\|node' .dockerignore)" target
rm .dockerignore
cp Dockerfile Other
lint --fix Dockerfile Other >out
is "two files of a folder" "$(grep -c '^# credentials' .dockerignore)" 1
rm .dockerignore
if [ "$(id -u)" -ne 0 ]; then
	mkdir ro && cp Dockerfile ro && chmod 500 ro
	lint --fix --context ro Dockerfile >out
	is "a folder that cannot be written" "$(grep -c 'ro/.dockerignore: cannot create' err)" 1
	chmod 700 ro
fi
echo "cases: $pass passed, $fail failed, 0 skipped"
[ "$fail" -eq 0 ]
