# SPDX-License-Identifier: Apache-2.0
# Builds images of the example with buildah, starts them with runc and asks for a receipt:
#   before/ordinary.Dockerfile  builds and serves; what --fix makes of it runs as another user, its root read-only
#   after/Dockerfile            the same
. "$ROOT/tests/lib/payment_service.sh"
with_base full
with_base small

# ---- the ordinary one ----

context ordinary "$example/before/ordinary.Dockerfile"
ok 'ordinary: builds' build ordinary
ok 'ordinary: starts' start ordinary false
ok 'ordinary: serves' pays
stop
context repaired "$example/before/ordinary.Dockerfile"
touch "$work/repaired/.dockerignore"
"$SEAWORTHY" lint --now 2026-06-01 --fix "$work/repaired/Dockerfile" >/dev/null
ok 'ordinary: only what needs a human is left' lints_to repaired 'apt-unpinned base-not-digest'
ok 'ordinary, repaired: builds' build repaired
ok 'ordinary, repaired: starts, read-only' start repaired true
ok 'ordinary, repaired: serves' pays
ok 'ordinary, repaired: is not root' is_not_root
ok 'ordinary, repaired: cannot write' is_read_only /usr/local/bin/node
stop

# ---- the one that a human has finished ----

context after "$example/after/Dockerfile"
cp "$example/after/dockerignore" "$work/after/.dockerignore"
ok 'after: nothing is found' "$SEAWORTHY" lint --now 2026-06-01 --all "$work/after/Dockerfile"
# the digests in it are stand-ins
sed -i 's/@sha256:[0-9a-f]*//' "$work/after/Dockerfile"
ok 'after: builds' build after --secret "id=npmrc,src=$work/npmrc"
ok 'after: starts, read-only' start after true
ok 'after: serves' pays
ok 'after: is not root' is_not_root
ok 'after: cannot write' is_read_only /nodejs/bin/node
stop

finished
