"""A way to the server that can be cut."""

import select
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

Cut = Literal["before", "after", "meanwhile", "not"]
CUTS: tuple[Cut, ...] = ("before", "after", "meanwhile")
MARK = "cut here"


class Proxy:
    """Between a recorder and the server; cuts a connection that carries `MARK`.

    `before` the server sees it; `after` it has answered, so it has committed; or
    `meanwhile`: passed on, and nobody waits for what becomes of it. One that is `not`
    cut is passed on as if it were not marked.
    """

    def __init__(self, server: str):
        self.cuts: list[Cut] = []
        self.away = False
        self.when_cut: Callable[[], object] = lambda: None
        self._server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._carry, args=(client,)).start()

    def _carry(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server, suppress(OSError):
            server.connect(self._server)
            while not self.away:
                ready, _, _ = select.select([client, server], [], [], 0.1)
                if client in ready:
                    data = client.recv(1 << 20)
                    marked = self.cuts and MARK.encode() in data
                    cut = self.cuts.pop(0) if marked else None
                    if data and cut != "before":
                        server.sendall(data)
                    if cut == "after":
                        server.recv(1)
                    if cut not in (None, "not"):
                        self.when_cut()
                        return
                    if not data:
                        return
                if server in ready:
                    if not (data := server.recv(1 << 20)):
                        return
                    client.sendall(data)

    def close(self) -> None:
        self.away = True
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
