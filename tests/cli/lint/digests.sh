# SPDX-License-Identifier: Apache-2.0
# lint --digests: bases are pinned with digests from a file or an OCI layout, and with nothing else.
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
a=sha256:$(printf a | sha256sum | cut -c1-64)
b=sha256:$(printf b | sha256sum | cut -c1-64)
fix() { # the file after --fix, by the digests of the arguments
	"$SEAWORTHY" lint --no-fail --only base-not-digest,parse-error --fix "$@" Dockerfile >out 2>err || echo "exit $?"
	cat Dockerfile
}
pinned() { # NAME DOCKERFILE WANT ARGUMENTS…
	name=$1 want=$3
	printf '%b' "$2" >Dockerfile
	shift 3
	is "$name" "$(fix "$@")" "$(printf '%b' "$want")"
	is "$name, twice" "$(fix "$@")" "$(printf '%b' "$want")"
}
refused() { # NAME LINES MESSAGE
	printf '%b' "$2" >bad
	"$SEAWORTHY" lint --digests bad Dockerfile >out 2>err
	is "exit code: $1" $? 2
	is "$1" "$(cat err)" "seaworthy: $3"
}

# a file: every spelling of an image is that image
printf 'node:22@%s # a remark\n\n#\nregistry.example.com:5000/base/java:21\tlinux/arm64 %s\r\nalpine:latest %s\n' "$a" "$b" "$b" >digests
pinned "name:tag@digest" "FROM node:22\n" "FROM node:22@$a" --digests digests
pinned "the full name" "FROM --platform=linux/amd64 docker.io/library/node:22 AS x\n" \
	"FROM --platform=linux/amd64 docker.io/library/node:22@$a AS x" --digests digests
pinned "no tag is latest" "FROM alpine\n" "FROM alpine@$b" --digests digests
pinned "another tag is another image" "FROM node:22-slim\n" "FROM node:22-slim" --digests digests
pinned "the platform it is for" "FROM --platform=linux/arm64/v8 registry.example.com:5000/base/java:21\n" \
	"FROM --platform=linux/arm64/v8 registry.example.com:5000/base/java:21@$b" --digests digests
pinned "no other platform" "FROM --platform=linux/amd64 registry.example.com:5000/base/java:21\n" \
	"FROM --platform=linux/amd64 registry.example.com:5000/base/java:21" --digests digests
pinned "not without a platform" "FROM registry.example.com:5000/base/java:21\n" \
	"FROM registry.example.com:5000/base/java:21" --digests digests
pinned "a platform that nobody knows" "FROM --platform=\$BUILDPLATFORM node:22\n" \
	"FROM --platform=\$BUILDPLATFORM node:22@$a" --digests digests
pinned "a digest stays" "FROM node:22@$b\n" "FROM node:22@$b" --digests digests
pinned "COPY --from" "FROM scratch\nCOPY --from=node:22 /a /\n" "FROM scratch\nCOPY --from=node:22@$a /a /" --digests digests
pinned "not a stage" "FROM scratch AS node\nFROM node\n" "FROM scratch AS node\nFROM node" --digests digests
pinned "CRLF, no last newline" "FROM alpine\r\nUSER 1" "FROM alpine@$b\r\nUSER 1" --digests digests

# ARG: its default takes the digest where that is the same image
pinned "the whole name" "ARG B=node:22\nFROM \$B\n" "ARG B=node:22@$a\nFROM \$B" --digests digests
pinned "the tag" "ARG T=22\nFROM node:\${T}\n" "ARG T=22@$a\nFROM node:\${T}" --digests digests
pinned "not the middle" "ARG N=node\nFROM \${N}:22\n" "ARG N=node\nFROM \${N}:22" --digests digests
is "but it is told" "$("$SEAWORTHY" lint --no-fail --only base-not-digest --digests digests Dockerfile | grep -c "node:22 is $a by digests")" 1
pinned "not when it is used twice" "ARG T=22\nFROM node:\$T\nFROM deno:\$T\n" "ARG T=22\nFROM node:\$T\nFROM deno:\$T" --digests digests
pinned "not without a default" "ARG T\nFROM node:\$T\n" "ARG T\nFROM node:\$T" --digests digests
pinned "not when the value is another" "ARG T=20\nFROM node:\$T\n" "ARG T=20\nFROM node:\$T" --digests digests --build-arg T=22

# mistakes are told with their line
refused "no tag" "node@$a\n" "bad:1: node: the tag is missing; write NAME:TAG"
refused "no digest" "\nnode:22\n" "bad:2: node:22: the digest is missing; write @sha256:…"
refused "a short digest" "node:22@sha256:12\n" 'bad:1: node:22: "sha256:12" is no digest; write sha256:…'
refused "no name" "NODE:22 $a\n" 'bad:1: "NODE:22" is no name of an image'
refused "two digests" "node:22@$a\nlibrary/node:22 $b\n" "bad:2: library/node:22 has two digests, and bad says the other one"
refused "too many words" "node:22 linux/arm64 $a x\n" "bad:1: write NAME:TAG@DIGEST, or NAME:TAG [PLATFORM] DIGEST"
"$SEAWORTHY" lint --digests missing Dockerfile >out 2>err
is "a file that is not there" $? 5

# an OCI layout: an index is for all platforms, an image for its own
blob() { # CONTENT: its digest
	mkdir -p layout/blobs/sha256
	hex=$(printf '%s' "$1" | sha256sum | cut -c1-64)
	printf '%s' "$1" >layout/blobs/sha256/"$hex"
	echo "sha256:$hex"
}
config=$(blob '{"os":"linux","architecture":"arm64","variant":"v8"}')
manifest=$(blob "{\"config\":{\"digest\":\"$config\"}}")
name='"annotations":{"org.opencontainers.image.ref.name"'
cat >layout.json <<X
{"manifests":[
{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"$a",$name:"docker.io/library/node:22"}},
{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"$manifest",$name:"debian:12"}},
{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"$b","platform":{"os":"linux","architecture":"amd64"},"annotations":{"io.containerd.image.name":"docker.io/library/debian:12","org.opencontainers.image.ref.name":"12"}},
{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"$b",$name:"3.22"}},
{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"$b"}
]}
X
cp layout.json layout/index.json
pinned "an index" "FROM --platform=linux/s390x node:22\n" "FROM --platform=linux/s390x node:22@$a" --digests layout
is "a tag alone names nothing" "$(grep -c 'only by its tag, "3.22"' err)" 1
pinned "the platform of the configuration" "FROM --platform=linux/arm64 debian:12\n" \
	"FROM --platform=linux/arm64 debian:12@$manifest" --digests layout
pinned "the platform of the index" "FROM --platform=amd64 debian:12\n" "FROM --platform=amd64 debian:12@$b" --digests layout
pinned "an image is of one platform" "FROM debian:12\n" "FROM debian:12" --digests layout
is "and that is told" "$("$SEAWORTHY" lint --no-fail --only base-not-digest --digests layout Dockerfile 2>err | grep -c 'is for one platform alone')" 1
pinned "a file beside it" "FROM alpine\n" "FROM alpine@$b" --digests layout --digests digests
echo '{"os":"linux","architecture":"s390x"}' >layout/blobs/sha256/"${config#sha256:}"
"$SEAWORTHY" lint --digests layout Dockerfile >out 2>err
is "a changed blob" "$?$(grep -c 'the content has another digest' err)" 21
for text in '' '{' '[]' '{"manifests":{}}' '{"manifests":[{"mediaType":"x","digest":"x","annotations":{"io.containerd.image.name":"a:b"}}]}'; do
	printf '%s' "$text" >layout/index.json
	"$SEAWORTHY" lint --digests layout Dockerfile >out 2>err
	is "a broken index: $text" $? 2
done
echo "cases: $pass passed, $fail failed, 0 skipped"
[ "$fail" -eq 0 ]
