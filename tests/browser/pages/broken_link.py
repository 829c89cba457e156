"""A link between browser and server that can be cut, and that can lose answers."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

KEPT_TO_ITSELF = ("connection", "transfer-encoding", "content-length", "keep-alive")


class Link:
    """`url` stands for the server's. While `up` is false nobody answers; of the next
    `losing` deliveries the server's answers do not arrive, though it has done all."""

    def __init__(self, server: str):
        self.server = urlsplit(server).netloc
        self.up = True
        self.losing = 0
        self.lost: list[bytes] = []
        self.url = ""


class _Handler(BaseHTTPRequestHandler):
    link: Link

    def handle(self) -> None:
        if self.link.up:
            super().handle()

    def do_GET(self) -> None:
        self._pass_on()

    def do_POST(self) -> None:
        self._pass_on()

    def _pass_on(self) -> None:
        size = int(self.headers.get("content-length") or 0)
        body = self.rfile.read(size) if size else None
        server = HTTPConnection(self.link.server, timeout=60)
        headers = {k: v for k, v in self.headers.items() if k.lower() != "connection"}
        server.request(self.command, self.path, body, headers)
        answer = server.getresponse()
        told = answer.read()
        server.close()
        sent = self.path in ("/luring/kirim", "/aduan/baru") and body
        if sent and self.link.losing:
            self.link.losing -= 1
            self.link.lost += told.splitlines()
            return
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in KEPT_TO_ITSELF:
                self.send_header(name, value)
        self.send_header("content-length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def broken_link(server: str) -> Iterator[Link]:
    link = Link(server)
    handler = type("Handler", (_Handler,), {"link": link})
    listening = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    listening.daemon_threads = True
    link.url = f"http://127.0.0.1:{listening.server_port}"
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield link
    listening.shutdown()
    listening.server_close()
    thread.join()
