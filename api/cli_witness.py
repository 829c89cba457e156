"""`tuntas witness`: remembers the head of others' logs, and cosigns what continues it.

It stands alone: no database, no setting of the register.
"""

import time
from pathlib import Path

import click

from api import logs
from api.witness_memory import WitnessError, opened
from api.witness_server import WitnessServer
from ledger.note import ED25519, NoteError, VerifierKey

PATH = click.Path(path_type=Path)


@click.command()
@click.option(
    "--key", type=PATH, required=True, help="file of its key; made at first start"
)
@click.option("--name", help="of the key, at first start: witness.example.go.id")
@click.option(
    "--log",
    "known",
    required=True,
    multiple=True,
    metavar="VKEY|FILE",
    help="key of a log to witness, or a file of one a line; as often as needed",
)
@click.option(
    "--state", type=PATH, required=True, help="directory of what it remembers"
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8010, show_default=True)
def witness(
    key: Path,
    name: str | None,
    known: tuple[str, ...],
    state: Path,
    host: str,
    port: int,
) -> None:
    """Cosign what continues the log, on a machine that its operator does not hold."""
    logs.configure("witness")
    keys = [log for given in known for log in _keys(given)]
    try:
        with (
            opened(state, key, name, keys, time.time) as memory,
            WitnessServer(host, port, memory) as server,
        ):
            server.run()
    except WitnessError as error:
        raise click.ClickException(str(error)) from error


def _keys(given: str) -> list[VerifierKey]:
    """Of a verifier key, or of a file of them; `#` begins a remark."""
    lines = [given]
    try:
        if Path(given).is_file():
            read = Path(given).read_text("utf-8").splitlines()
            lines = [line for line in map(str.strip, read) if line[:1] not in ("", "#")]
        keys = [VerifierKey.parse(line) for line in lines]
    except (OSError, ValueError, NoteError) as error:
        msg = f"--log {given}: {error}; it is printed by the log at /v1/ledger/key"
        raise click.UsageError(msg) from error
    if not keys or any(key.kind != ED25519 for key in keys):
        msg = f"--log {given}: give the key of a log, not that of a witness"
        raise click.UsageError(msg)
    return keys
