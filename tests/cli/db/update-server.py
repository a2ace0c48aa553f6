# SPDX-License-Identifier: Apache-2.0
"""A server of feeds that misbehaves on request, for update.sh.

usage: update-server.py ROOT LOG PORTFILE [CERTIFICATE KEY]

/SCENARIO/FILE serves ROOT/FILE. Each request becomes a line of LOG: path, status, range, its condition, name asked for,
the client's port, whether it gave a password.
Scenarios that are numbered fail the first times and behave then.
"""
import email.utils
import hashlib
import http.server
import os
import ssl
import sys
import time

root, log, portfile = sys.argv[1:4]
counts = {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def note(self, status):
        name = self.headers.get("If-None-Match") or self.headers.get("If-Modified-Since") or "-"
        auth = "auth" if self.headers.get("Authorization") else "-"
        with open(log, "a") as f:
            f.write("%s %d %s %s %s port-%d %s\n" % (self.path, status, self.headers.get("Range", "-"),
                                                     self.headers.get("If-Range", "-"), name,
                                                     self.client_address[1], auth))

    def head(self, status, **headers):
        self.note(status)
        self.send_response_only(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()

    def plain(self, status, body=b"sorry", **headers):
        self.head(status, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)

    def drop(self):
        self.wfile.flush()
        self.close_connection = True
        self.connection.close() if not isinstance(self.connection, ssl.SSLSocket) else None

    def do_GET(self):
        try:
            self.serve()
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.close_connection = True

    def serve(self):
        scenario, _, name = self.path.lstrip("/").partition("/")
        n = counts[self.path] = counts.get(self.path, 0) + 1
        port = self.server.server_address[1]
        scheme = "https" if len(sys.argv) > 4 else "http"
        if scenario == "loop":
            return self.plain(302, Location="/loop/" + name + "?" + str(n))
        if scenario == "moved":
            return self.plain(301, Location="/good/" + name)
        if scenario == "elsewhere":
            return self.plain(302, Location="%s://localhost:%d/good/%s" % (scheme, port, name))
        if scenario == "downgrade":
            return self.plain(302, Location="http://127.0.0.1:%d/good/%s" % (port, name))
        if scenario == "file":
            return self.plain(302, Location="file:///etc/hostname")
        if scenario == "busy" and n == 1:
            return self.plain(429, Retry_After="1")
        if scenario == "later":
            return self.plain(429, Retry_After="86400")
        if scenario == "down" or scenario == "down1" and n == 1:
            return self.plain(503)
        if scenario == "secret":
            return self.plain(403)
        if scenario == "nothere":
            return self.plain(404)
        if scenario == "odd":
            return self.plain(418)
        if scenario == "html":
            return self.plain(200, b"<!DOCTYPE html><html><body>Please log in</body></html>")
        if scenario == "error":
            return self.plain(200, b'{"error": "rate limit"}')
        if scenario == "empty":
            return self.plain(200, b"")
        if scenario == "huge":
            return self.head(200, Content_Length=str(3 << 30))
        if scenario == "always304":
            return self.head(304)
        if scenario == "silent":
            self.note(0)
            return time.sleep(30)
        if scenario == "hangup":
            self.note(0)
            return self.drop()
        try:
            with open(os.path.join(root, name), "rb") as f:
                body = f.read()
        except OSError:
            return self.plain(404)
        self.content(scenario, n, body)

    def content(self, scenario, n, body):
        tag = '"%s"' % hashlib.sha256(body).hexdigest()[:16]
        when = email.utils.formatdate(1700000000 + len(body), usegmt=True)
        names = {"ETag": tag, "Last_Modified": when}
        if scenario == "weak":
            names["ETag"] = "W/" + tag
        if scenario == "undated":
            names.pop("ETag")
        if scenario == "nameless":
            names = {}
        asked = self.headers.get("If-None-Match")
        since = self.headers.get("If-Modified-Since")
        if names and (asked == names.get("ETag") if asked else since == when):
            return self.head(304, **names)
        start, status = 0, 200
        span = self.headers.get("Range", "")
        fits = self.headers.get("If-Range") in (names.get("ETag"), names.get("Last_Modified"))
        if span and fits and scenario not in ("norange", "half"):
            start, status = int(span[6:-1]), 206
            names["Content_Range"] = "bytes %d-%d/%d" % (start, len(body) - 1, len(body))
        if scenario == "wrongpart" and status == 206:
            names["Content_Range"] = "bytes 0-%d/%d" % (len(body) - 1, len(body))
            start = 0
        if scenario == "badsplice" and status == 206:
            body = body[:start] + bytes(len(body) - start)
        part = body[start:]
        length = str(len(part))
        if scenario == "short":  # lies: less than there is
            length = str(len(part) // 2)
        if scenario == "long":  # lies: more than there is
            length = str(len(part) + 1000)
        if scenario == "endless":
            self.head(status, **names)
            self.close_connection = True
            return self.wfile.write(part)
        if scenario == "chunked":
            self.head(status, Transfer_Encoding="chunked", **names)
            for at in range(0, len(part), 1000):
                piece = part[at:at + 1000]
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            return self.wfile.write(b"0\r\n\r\n")
        if scenario == "chunkcut":
            self.head(status, Transfer_Encoding="chunked", **names)
            self.wfile.write(b"%x\r\n%s" % (len(part), part[:len(part) // 2]))
            return self.drop()
        self.head(status, Content_Length=length, **names)
        cut = scenario in ("half", "cut", "norange", "wrongpart", "badsplice", "undated", "weak") and n == 1
        if scenario == "half":
            cut = True
        if cut and len(part) > 1:
            self.wfile.write(part[:len(part) // 2])
            return self.drop()
        if scenario == "slow":
            for i in range(200):
                self.wfile.write(part[i:i + 1])
                self.wfile.flush()
                time.sleep(0.2)
            return None
        if scenario == "pause" and not os.path.exists("well"):
            self.wfile.write(part[:len(part) // 2])
            self.wfile.flush()
            time.sleep(30)
            return None
        self.wfile.write(part)
        if scenario == "long":
            self.drop()
        return None


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, address):
        pass  # clients that go away are what is tested


server = Server(("127.0.0.1", 0), Handler)
server.daemon_threads = True
if len(sys.argv) > 4:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[4], sys.argv[5])
    server.socket = context.wrap_socket(server.socket, server_side=True)
with open(portfile + ".new", "w") as f:
    f.write(str(server.server_address[1]))
os.rename(portfile + ".new", portfile)
server.serve_forever()
