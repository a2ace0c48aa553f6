# SPDX-License-Identifier: Apache-2.0
"""An engine on a unix socket for tests: engine.py SOCKET ARCHIVE. What it does follows from the image's name."""
import os
import socketserver
import sys
from http.server import BaseHTTPRequestHandler

path, archive = sys.argv[1], open(sys.argv[2], "rb").read()


class Engine(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def address_string(self):
        return "local"

    def answer(self, status, body, length=None):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def chunked(self, body, ends=True):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for i in range(0, len(body), 65536):
            part = body[i : i + 65536]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        if ends:
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.close_connection = True

    def do_GET(self):
        name, what = self.path[len("/images/") :].rsplit("/", 1)
        if name == "silent:1":
            self.close_connection = True
        elif name in ("none:1", "localhost/none:1", "short:1"):
            self.answer(404, b'{"message":"no such image"}')
        elif name == "angry:1":
            self.answer(500, b'{"message":"no way"}')
        elif name == "evil:1":
            self.answer(500, b"\x1b[31m\r\n\x00red" + b"x" * 100000)
        elif what == "json":
            self.answer(200, b"{}")
        elif name == "fickle:1":
            self.answer(404, b'{"message":"gone"}')
        elif name == "garbage:1":
            self.answer(200, b"This is no archive. " * 1000)
        elif name == "broken:1":
            self.answer(200, archive[: len(archive) // 2 + 100], len(archive))
            self.close_connection = True
        elif name == "cut:1":
            self.chunked(archive[: (len(archive) // 1024) * 512], ends=False)
        else:
            self.chunked(archive)


class Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def get_request(self):
        request, _ = super().get_request()
        return request, ("local", 0)


if os.path.exists(path):
    os.unlink(path)
Server(path, Engine).serve_forever()
