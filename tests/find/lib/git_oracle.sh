# SPDX-License-Identifier: Apache-2.0
# What the reader of git objects finds is what git itself lists: repositories of every kind, made here by git.
set -u
command -v git >/dev/null || { echo "skip: no git"; exit 77; }
driver=$B/test-find-lib-git_reader
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org \
	GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@example.org GIT_TERMINAL_PROMPT=0
pass=0 fail=0 clock=1600000000
ok() { pass=$((pass + 1)); }
bad() {
	fail=$((fail + 1))
	echo "FAIL $*"
}
g() { git -c init.defaultBranch=main -c protocol.file.allow=always -c gc.auto=0 -c advice.detachedHead=false "$@" >>log 2>&1; }
commit() { # DIR MESSAGE
	clock=$((clock + 3600))
	g -C "$1" add -A
	GIT_AUTHOR_DATE="$clock +0200" GIT_COMMITTER_DATE="$clock +0000" g -C "$1" commit -q --allow-empty -m "$2"
}
history() { # DIR COMMITS [INIT OPTIONS]: text that changes a little, folders, a program
	dir=$1 n=$2
	shift 2
	g init -q "$@" "$dir"
	mkdir -p "$dir/src/deep/er"
	seq 1 3000 >"$dir/src/numbers"
	for i in $(seq 1 "$n"); do
		echo "line $i" >>"$dir/README"
		sed -i "$((i * 7))s/\$/ changed in $i/" "$dir/src/numbers"
		echo "$i" >"$dir/src/deep/er/file$((i % 5))"
		commit "$dir" "change $i"
	done
}
list() { # FOLDER [WINDOW]: ids of all objects below it
	"$driver" list "${2:-65536}" "$1"
}
same() { # NAME FOLDER REPOSITORY…: no gaps, and what git lists
	name=$1 folder=$2
	shift 2
	for r in "$@"; do
		git -C "$r" cat-file --batch-all-objects --batch-check
	done 2>>log | sort -u >want
	for window in 65536 61; do
		list "$folder" $window | sort -u >got
		if cmp -s want got && { [ -s want ] || [ "$name" = empty ]; }; then ok; else
			bad "$name: $(diff want got | grep -c '^<') missing, $(diff want got | grep -c '^>') too many; $(grep gap got | head -n 1)"
		fi
	done
}
damaged() { # NAME FOLDER WANT LEAST: gaps, nothing invented, at least so many objects
	list "$2" >all
	grep '^gap' all >gaps
	grep -v '^gap' all | sort -u >got
	sort -u "$3" >want
	n=$(wc -l <got)
	if [ -s gaps ] && [ "$n" -ge "$4" ] && [ -z "$(comm -13 want got)" ]; then ok; else
		bad "$1: $n of $(wc -l <want) objects, at least $4; $(comm -13 want got | wc -l) invented; $(wc -l <gaps) gaps"
	fi
}
all_of() { git -C "$1" cat-file --batch-all-objects --batch-check; }

history loose 12
same 'loose objects' loose loose

history packed 40
g -C packed repack -adq
same 'a pack' packed packed

cp -r packed aggressive
g -C aggressive gc -q --aggressive --prune=now
same 'aggressive gc' aggressive aggressive

cp -r packed refdelta
g -C refdelta -c repack.useDeltaBaseOffset=false repack -adfq
same 'deltas that name their base by id' refdelta refdelta

g clone -q --depth 3 "file://$PWD/packed" shallow
same 'shallow' shallow shallow

mkdir borrowed
cp -r packed borrowed/lender
g clone -q --shared borrowed/lender borrowed/taker
echo more >borrowed/taker/more
commit borrowed/taker 'on top'
same 'alternates' borrowed borrowed/lender borrowed/taker

g clone -q --bare packed bare.git
same 'bare' bare.git bare.git

cp -r packed worktree
g -C worktree worktree add -q ../worktree-other -b other
echo w >worktree-other/w
commit worktree-other 'in the worktree'
same 'worktree' worktree worktree

mkdir outer
g init -q outer
g -C outer submodule add -q "file://$PWD/packed" part
commit outer 'with a submodule'
same 'submodule' outer outer outer/part

cp -r packed stash
echo stashed >>stash/README
g -C stash stash
same 'stash' stash stash

cp -r packed unreachable
g -C unreachable reset -q --hard HEAD~20
g -C unreachable reflog expire --expire=now --all
g -C unreachable repack -Adq
g -C unreachable hash-object -w --stdin </etc/passwd
same 'unreachable' unreachable unreachable

cp -r packed cruft
g -C cruft reset -q --hard HEAD~20
g -C cruft reflog expire --expire=now --all
g -C cruft gc -q --cruft --prune=never
same 'cruft pack' cruft cruft

history sha256 15 --object-format=sha256
same 'sha256, loose' sha256 sha256
g -C sha256 repack -adq
same 'sha256, packed' sha256 sha256

history reflog 5
g -C reflog checkout -q --orphan empty
g -C reflog rm -rfq .
g -C reflog branch -D main
same 'only the reflog refers to it' reflog reflog

g init -q large
head -c 11000000 /dev/urandom >large/random
seq 1 1200000 >large/numbers
commit large 'large files'
echo x >>large/numbers
commit large 'a little more'
same 'large files, loose' large large
g -C large -c core.bigFileThreshold=1m repack -adq
same 'large files, packed' large large

cp -r packed packedrefs
g -C packedrefs tag -a v1 -m 'a tag'
g -C packedrefs pack-refs --all
same 'packed-refs and a tag' packedrefs packedrefs

g init -q empty
same 'empty' empty empty

cp -r packed replaced
g -C replaced replace HEAD~3 HEAD~4
same 'replaced' replaced replaced

cp -r packed index4
g -C index4 update-index --index-version 4
same 'index version 4' index4 index4

cp -r packed midx
for i in 1 2 3; do
	echo "$i" >midx/new
	commit midx "more $i"
	g -C midx repack -dq
done
g -C midx multi-pack-index write --bitmap
g -C midx commit-graph write --reachable
same 'many packs, multi-pack-index, commit-graph' midx midx

cp -r packed bitmap
g -C bitmap repack -adbq
same 'bitmap' bitmap bitmap

g -C packed config uploadpack.allowFilter true
g clone -q --no-checkout --filter=blob:none "file://$PWD/packed" promisor
same 'promisor' promisor promisor

# a thin pack as a fetch stores it: the bases are appended at its end
cp -r packed fetched
g -C fetched reset -q --hard HEAD~10
g -C fetched -c pack.threads=1 gc -q --prune=now
g -C fetched reflog expire --expire=now --all
g -C fetched gc -q --prune=now
g -C fetched -c fetch.unpackLimit=1 fetch -q "file://$PWD/packed" main
same 'fetched' fetched fetched

history chain 300
g -C chain repack -adfq --depth=4000 --window=20
same 'long chains' chain chain

# what is damaged
cp -r loose corrupt
all_of corrupt >ids
f=$(find corrupt/.git/objects -type f | sort | sed -n 5p)
chmod u+w "$f"
printf 'garbage garbage' | dd of="$f" bs=1 seek=4 conv=notrunc 2>>log
damaged 'corrupt loose object' corrupt ids $(($(wc -l <ids) - 1))

cp -r loose renamed
f=$(find renamed/.git/objects -type f | sort | sed -n 5p)
cp "$f" "$(dirname "$f")/0123456789abcdef0123456789abcdef012345"
damaged 'name that does not fit' renamed ids "$(wc -l <ids)"

all_of packed >ids
all=$(wc -l <ids)
cp -r packed truncated
f=$(echo truncated/.git/objects/pack/*.pack)
chmod u+w "$f"
truncate -s -3000 "$f"
damaged 'truncated pack' truncated ids $((all / 2))

for at in 3 9 30 999 5000 -5; do
	rm -rf flipped
	cp -r packed flipped
	f=$(echo flipped/.git/objects/pack/*.pack)
	chmod u+w "$f"
	size=$(wc -c <"$f")
	[ $at -lt 0 ] && at=$((size + at))
	byte=$(od -An -tu1 -j $at -N1 "$f")
	# shellcheck disable=SC2059
	printf "\\$(printf %o $((byte ^ 16)))" | dd of="$f" bs=1 seek=$at conv=notrunc 2>>log
	damaged "byte $at flipped" flipped ids 0
done

echo "cases: $pass passed, $fail failed, 0 skipped"
