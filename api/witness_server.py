"""The witness over HTTP (c2sp.org/tlog-witness), with the standard library alone."""

import re
import signal
import socket
import sys
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from threading import BoundedSemaphore
from typing import Any

import structlog

from api.witness_memory import WitnessError, WitnessMemory
from ledger.witness import LARGEST_REQUEST, Refused, Request, origin_hash

log = structlog.get_logger()

MOST_CONNECTIONS = 64
WITHIN_SECONDS = 10.0
"""A request's body is here by then, and a connection without a request ends."""
_LATEST = re.compile(r"/([0-9a-f]{64})/checkpoint")
_PLAIN = "text/plain; charset=utf-8"
_SIZE = "text/x.tlog.size"
_FRONT = """\
Saksi catatan pengaduan (tuntas witness)

Program ini mengingat kepala terakhir setiap catatan yang disaksikannya. Kepala yang
baru hanya ditandatanganinya bila terbukti melanjutkan yang terakhir: catatan yang
diubah, dipotong atau dicabangkan tidak mendapat tanda tangan saksi. Isi pengaduan
tidak pernah sampai ke sini.

This program remembers the last head of each log it witnesses. It cosigns a new head
only with a proof that it continues the last one: a log that was altered, cut off or
forked gets no cosignature. No complaint ever comes here. c2sp.org/tlog-witness

Kunci saksi / key of this witness:
{key}

Catatan yang disaksikan / logs witnessed:
{logs}
"""


class _Stopped(BaseException):
    """Asked to end."""


class WitnessServer(ThreadingMixIn, TCPServer):
    """Raises `WitnessError` where it cannot listen. `url` is where it does."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = MOST_CONNECTIONS

    def __init__(self, host: str, port: int, memory: WitnessMemory):
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.memory = memory
        self._free = BoundedSemaphore(MOST_CONNECTIONS)
        try:
            super().__init__((host, port), _Handler)
        except OSError as error:
            msg = f"cannot listen on {host}:{port} ({error}); name another with --port"
            raise WitnessError(msg) from error
        spoken = f"[{host}]" if ":" in host else host
        self.url = f"http://{spoken}:{self.server_address[1]}"

    def run(self) -> None:
        """Until SIGTERM or SIGINT."""

        def stop(*_: Any) -> None:
            for number in ended_by:
                signal.signal(number, signal.SIG_IGN)
            raise _Stopped

        ended_by = (signal.SIGTERM, signal.SIGINT)
        for number in ended_by:
            signal.signal(number, stop)
        with suppress(_Stopped):
            print(f"witness {self.memory.key}\nready {self.url}", flush=True)
            self.serve_forever()

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._free.acquire(timeout=WITHIN_SECONDS):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), OSError):  # the client went away
            log.error("a request met a fault", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    server: WitnessServer
    timeout = WITHIN_SECONDS
    wbufsize = -1  # an answer goes out whole
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        memory = self.server.memory
        latest = _LATEST.fullmatch(self.path)
        if self.path == "/":
            logs = (
                f"{key}\n  /{origin_hash(key.name)}/checkpoint" for key in memory.logs
            )
            self._answer(200, _FRONT.format(key=memory.key, logs="\n".join(logs)))
        elif latest is None:
            self._answer(404, "ask for / or for /<SHA-256 of an origin>/checkpoint\n")
        elif (note := memory.latest(latest[1])) is None:
            self._answer(404, "no checkpoint of this log was cosigned yet\n")
        else:
            self._answer(200, str(note))

    def do_POST(self) -> None:
        if self.path != "/add-checkpoint":
            self.close_connection = True  # its body is not read
            self._answer(404, "post to /add-checkpoint\n")
            return
        try:
            request = Request.parse(self._body())
        except Refused as refused:
            self._refuse(refused, None)
            return
        try:
            signature = self.server.memory.add(request)
        except Refused as refused:
            self._refuse(refused, request)
        except OSError as error:
            log.error("the memory cannot be written", reason=error.strerror)
            self._answer(500, "nothing can be stored here now; ask again later\n")
        else:
            origin, size, _ = request.note.text.split("\n", 2)
            log.info("cosigned", origin=origin, size=size)
            self._answer(200, str(signature))

    def _body(self) -> bytes:
        """Raises `Refused`, and then ends the connection with the answer."""
        given = self.headers.get("Content-Length", "")
        if (
            not re.fullmatch("[0-9]{1,18}", given)
            or "Transfer-Encoding" in self.headers
        ):
            self.close_connection = True
            raise Refused(411, "say the length of the body")
        left = int(given)
        if left > LARGEST_REQUEST:
            self.close_connection = True
            raise Refused(413, f"a request has at most {LARGEST_REQUEST} bytes")
        until, parts = time.monotonic() + WITHIN_SECONDS, []
        while left:
            part = self.rfile.read1(left)
            if not part or time.monotonic() > until:
                self.close_connection = True
                raise Refused(408, "the body did not come in time; send it again")
            parts.append(part)
            left -= len(part)
        return b"".join(parts)

    def _refuse(self, refused: Refused, request: Request | None) -> None:
        told = {"status": refused.status, "reason": str(refused)}
        if refused.suspicious and request is not None:
            # What the log signed may prove that it lies; nobody else may have it.
            log.error("refused", **told, request=bytes(request).decode())
        else:
            log.warning("refused", **told)
        if refused.known is None:
            self._answer(refused.status, f"{refused}\n")
        else:
            self._answer(refused.status, f"{refused.known}\n", _SIZE)

    def _answer(self, status: int, text: str, kind: str = _PLAIN) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def version_string(self) -> str:
        return "tuntas-witness"

    def log_message(self, *_: Any, **__: Any) -> None:
        """What is worth a line has one of its own; addresses are not kept."""
