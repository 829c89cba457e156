"""One API process: answers on a listening socket that its parent opened."""

import gc
import signal
import socket
from types import FrameType

import uvicorn

from api.app import create_app
from api.child import begin
from api.gathering import Protocol


class Server(uvicorn.Server):
    """Says 503 on /readyz first, then lets requests finish, then ends."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.config.app.state.stopping = True  # type: ignore[union-attr]
        super().handle_exit(sig, frame)


def main() -> None:
    installation, parts = begin()
    config = uvicorn.Config(
        create_app(installation, parts["demo"]),
        http=Protocol,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        forwarded_allow_ips=installation.settings.trusted_proxies,
        timeout_graceful_shutdown=2,
    )
    listener = socket.socket(fileno=parts["socket"])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is loaded stays, and ten thousand known cases hold no cycles: looking through
    # them all made every request wait.
    gc.freeze()
    gc.set_threshold(50_000)
    try:
        Server(config).run(sockets=[listener])
    finally:
        installation.close()


if __name__ == "__main__":
    main()
