"""`tuntas recount`: published figures, held against the record they claim to tell."""

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from api.command_line import telling_faults
from api.exporting.figures import FORMAT
from api.exporting.recount import differences, recounted
from api.verify import kept_head, told
from ledger import self_test
from ledger.bundle import Bundle, BundleError
from ledger.checkpoint import Checkpoint
from ledger.note import NoteError, VerifierKey
from ledger.trust import Trust
from ledger.verifying import verify

BY_THEIR_OWN_HEAD = (
    "the figures were held against the head that they bring along; give one that you"
    " kept (--checkpoint) or the published key (--key)"
)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("figures", type=_FILE)
@click.argument("bundle", type=_FILE)
@click.option(
    "--key", "keys", multiple=True, metavar="KEY", help="published by the log"
)
@click.option(
    "--checkpoint", "kept", multiple=True, type=_FILE, help="a head that you kept"
)
def recount(
    figures: Path, bundle: Path, keys: tuple[str, ...], kept: tuple[Path, ...]
) -> None:
    """Count FIGURES again from a whole BUNDLE; exit code 1 when they are others.

    The bundle is verified first, against the head that the figures carry.
    """
    document = _document(figures)
    self_test.run()
    heads = (document["head"], *map(kept_head, kept))
    with telling_faults(), bundle.open("rb") as file:
        try:
            pinned = tuple(map(VerifierKey.parse, keys))
            evidence = Bundle(file)
            trust = Trust(keys=pinned, kept=heads)
            verdict = verify(evidence, trust)
        except (BundleError, NoteError) as error:
            raise click.ClickException(str(error)) from error
        if evidence.header.scope != "all":
            raise click.UsageError("figures are counted from a whole bundle")
        if not verdict.holds:
            click.echo(told(verdict, trust))
            raise SystemExit(1)
        if (verdict.last_position or 0) < document["position"]:
            msg = (
                f"the bundle ends before position {document['position']} of the figures"
            )
            raise click.ClickException(msg)
        terminal = Console(stderr=True)
        with Progress(
            console=terminal, transient=True, disable=not terminal.is_terminal
        ) as bar:
            task = bar.add_task("counting", total=document["position"])
            counted = recounted(
                evidence, document, lambda at, _: bar.update(task, completed=at)
            )
    others = list(differences(document["figures"], counted))
    for place, was, found in others:
        click.echo(f"{place}: published {json.dumps(was)}, counted {json.dumps(found)}")
    if others:
        raise SystemExit(1)
    click.echo(f"SAME: as of position {document['position']} of {verdict.origin}")
    if not kept and not keys:
        click.echo(f"note: {BY_THEIR_OWN_HEAD}")


_MEMBERS = ("zone", "query", "position", "figures", "head")


def _document(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text("utf-8"))
        if document["format"] != FORMAT:
            raise ValueError
        Checkpoint.of_note(document["head"])
        if not set(_MEMBERS) <= document.keys():
            raise ValueError
    except (OSError, KeyError, TypeError, ValueError, NoteError) as error:
        msg = f"{path} is no {FORMAT}: see tuntas export figures"
        raise click.UsageError(msg) from error
    found: dict[str, Any] = document
    return found
