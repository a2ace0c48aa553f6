# SPDX-License-Identifier: Apache-2.0
# Builds the worst Dockerfile of the example with buildah, and what --fix makes of it, starts both with runc and asks
# for a receipt. Both are root and open a login service: what is left needs a human. Needs a mirror of Debian and a
# registry of npm, and port 443 of this machine, where what it downloads is served.
. "$ROOT/tests/lib/payment_service.sh"

mkdir -p "$work/www"
printf 'mkdir -p /opt/agent && echo installed >/opt/agent/state\n' >"$work/www/install-agent.sh"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=tools.example.com -keyout "$work/key" -out "$work/cert" 2>/dev/null
(cd "$work/www" && exec openssl s_server -quiet -accept 127.0.0.1:443 -key "$work/key" -cert "$work/cert" -HTTP) >/dev/null 2>&1 &
server=$!
sleep 1
kill -0 "$server" 2>/dev/null || skip 'port 443 of this machine is taken'
with_base full

context before "$example/before/Dockerfile"
ok 'before: builds' build before --build-arg GITHUB_TOKEN=example
ok 'before: starts' start before false
ok 'before: serves' pays
stop
context fixed "$example/before/Dockerfile"
"$SEAWORTHY" lint --now 2026-06-01 --fix "$work/fixed/Dockerfile" >/dev/null
printf 'example' >"$work/token"
ok 'before, repaired: builds' build fixed --secret "id=GITHUB_TOKEN,src=$work/token"
ok 'before, repaired: starts' start fixed false
ok 'before, repaired: serves' pays
stop

finished
