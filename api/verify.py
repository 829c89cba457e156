"""`tuntas verify`: whether the record is as it was sealed.

Of a bundle it needs no database and no network: this file loads what they need only
when a database is asked.
"""

import json
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import click

from ledger import self_test
from ledger.bundle import Bundle, BundleError
from ledger.checkpoint import Checkpoint
from ledger.note import NoteError, VerifierKey
from ledger.trust import Trust
from ledger.verdict import Verdict
from ledger.verifying import verify as judge

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("bundle", required=False, type=_FILE)
@click.option(
    "--checkpoint",
    "kept",
    multiple=True,
    type=_FILE,
    help="a head that you kept; several narrow down where a log was forked",
)
@click.option(
    "--key",
    "keys",
    multiple=True,
    metavar="KEY",
    help="the published key of the log; default: the one that signed what you kept",
)
@click.option(
    "--witness",
    "witnesses",
    multiple=True,
    metavar="KEY",
    help="the key of a witness that must have signed the head",
)
@click.option(
    "--witnesses-needed",
    "quorum",
    type=click.IntRange(min=1),
    help="how many of the witnesses; default: all",
)
@click.option(
    "--mac-key",
    type=_FILE,
    help="64 hexadecimal digits, by which a row that no command wrote is found",
)
@click.option("--json", "as_json", is_flag=True, help="for a machine")
@click.option("--data", type=click.Path(path_type=Path), help="data directory")
@click.option("--database-url", help="a PostgreSQL server of yours instead")
def verify(
    bundle: Path | None,
    kept: tuple[Path, ...],
    keys: tuple[str, ...],
    witnesses: tuple[str, ...],
    quorum: int | None,
    mac_key: Path | None,
    as_json: bool,
    data: Path | None,
    database_url: str | None,
) -> None:
    """Whether the record is as it was sealed: a bundle, or this database.

    Exit code 1 when it does not hold, naming the first bad position.
    """
    if bundle is not None and (data or database_url):
        msg = "a BUNDLE is verified by itself: leave out --data and --database-url"
        raise click.UsageError(msg)
    if quorum is not None and quorum > len(witnesses):
        msg = f"{quorum} witnesses cannot sign when {len(witnesses)} are named"
        raise click.UsageError(msg)
    self_test.run()
    trust = Trust(
        keys=_parsed(keys, "--key"),
        kept=tuple(map(kept_head, kept)),
        witnesses=_parsed(witnesses, "--witness"),
        quorum=len(witnesses) if quorum is None else quorum,
        mac_key=_mac_key(mac_key) if mac_key else None,
    )
    if bundle is None:
        in_database = import_module("api.verify_database").judged
        verdict = in_database(data, database_url, trust)
    else:
        verdict = _of_file(bundle, trust)
    click.echo(json.dumps(asdict(verdict)) if as_json else told(verdict, trust))
    if not verdict.holds:
        raise SystemExit(1)


def _of_file(path: Path, trust: Trust) -> Verdict:
    try:
        with path.open("rb") as file:
            return judge(Bundle(file), trust)
    except BundleError as error:
        raise click.ClickException(str(error)) from error


def kept_head(path: Path) -> str:
    """The note in the file. Raises `click.UsageError`: it is yours, and no verdict."""
    try:
        # As an editor or a shell may have written it.
        written = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        Checkpoint.of_note(written)
    except (OSError, UnicodeDecodeError, NoteError) as error:
        msg = f"{path} is no signed head, as /v1/ledger/checkpoint gives it: {error}"
        raise click.UsageError(msg) from error
    return written


def told(verdict: Verdict, trust: Trust) -> str:
    """The verdict in words; what a file brings cannot write over them."""
    return "".join(
        c if c.isprintable() or c == "\n" else "?" for c in _told(verdict, trust)
    )


def _told(verdict: Verdict, trust: Trust) -> str:
    finding = verdict.finding
    if finding is None:
        of = {"all": "every event", "range": "a part", "case": "one case"}
        lines = [f"HOLDS ({of[verdict.scope]}): as it was sealed"]
    else:
        at = "" if finding.position is None else f" from position {finding.position}"
        kind = finding.kind.replace("_", " ").upper()
        lines = [f"DOES NOT HOLD: {kind}{at}", f"  {' '.join(finding.message.split())}"]
    lines += [
        f"  log {verdict.origin}, {verdict.size} events, root {verdict.root}",
        f"  compared {verdict.events} events"
        + (
            f", positions {verdict.first_position} to {verdict.last_position}"
            if verdict.first_position is not None
            else ""
        ),
        f"  heads of yours {len(trust.kept)}, published keys {len(trust.keys)},"
        f" witnesses demanded {trust.quorum}; authorship {verdict.authorship}",
        *(f"  note: {' '.join(remark.split())}" for remark in verdict.remarks),
    ]
    return "\n".join(lines)


def _parsed(lines: tuple[str, ...], option: str) -> tuple[VerifierKey, ...]:
    try:
        return tuple(VerifierKey.parse(line) for line in lines)
    except NoteError as error:
        raise click.BadParameter(str(error), param_hint=option) from error


def _mac_key(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (ValueError, UnicodeDecodeError):
        key = b""
    if len(key) != 32:
        msg = "the file must hold 64 hexadecimal digits: see `tuntas ledger mac-key`"
        raise click.BadParameter(msg, param_hint="--mac-key")
    return key
