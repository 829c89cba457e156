"""`tuntas ledger`: the log's keys, and what is left to people to decide."""

import click

from api import ledger_key
from api.command_line import command_line
from api.identity import SYSTEM
from api.installation import Installation, opened
from api.sealer import head_file, read_head
from api.settings import Settings, SettingsError
from domain.ledger_log import LedgerLog
from ledger import keys
from ledger.note import SigningKey


def _said(ctx: click.Context, option: click.Parameter, value: str) -> str:
    if len(value.strip()) < 3:
        raise click.BadParameter("say it in a few words", ctx, option)
    return value.strip()


@click.group()
def ledger() -> None:
    """The log by which the record is proven: its key, its head, a new beginning.

    A lost ledger key cannot be replaced in the same log: move what is left of
    ledger.key away, say why by `reopen`, and publish the key that it prints.
    """


@ledger.command()
@command_line
def key(given: Settings) -> None:
    """The verifier key to publish: in the decree, on the website, on paper."""
    with opened(given) as here:
        click.echo(_opened_log(here).keys[-1])


@ledger.command()
@command_line
def head(given: Settings) -> None:
    """The newest signed head: keep it where we cannot reach it."""
    with opened(given) as here:
        note = here.ledger.head()
    if note is None:
        raise click.ClickException("nothing is sealed yet; is the runner up?")
    click.echo(note, nl=False)


@ledger.command("mac-key")
@command_line
def mac_key(given: Settings) -> None:
    """The key for `tuntas verify --mac-key`. The inspectorate holds a copy: it opens no
    text, but whoever has it could forge a command's mark."""
    with opened(given) as here:
        click.echo(here.master.derive("mac").hex())


@ledger.command("rotate-key")
@click.option(
    "--reason",
    required=True,
    callback=_said,
    help="kept in the record in clear: name no person",
)
@command_line
def rotate_key(given: Settings, reason: str) -> None:
    """Sign with a new key from now on; the older one names it, and signs beside it for
    30 days."""
    with opened(given) as here:
        log = _opened_log(here)
        assert log.origin is not None
        signers = _signers(here, log)
        fresh = _unpublished(here, log) or SigningKey(
            log.origin, ledger_key.another(here.settings)
        )
        notice = keys.notice(signers[0], fresh)
        origin = here.origin(SYSTEM)
        here.app.change_reference(
            lambda reference: reference.ledger.rotate(
                origin, key=str(fresh.verifier), notice=notice, reason=reason
            )
        )
    click.echo(fresh.verifier)


@ledger.command()
@click.option(
    "--statement",
    required=True,
    callback=_said,
    help="what was lost, and how; every verifier reads it: name no person",
)
@command_line
def reopen(given: Settings, statement: str) -> None:
    """Begin anew under another name, after events were lost. The old head and the
    statement are recorded, and every verifier is told."""
    with opened(given) as here:
        log = _opened_log(here)
        last = read_head(head_file(here)) or here.ledger.head() or ""
        name = f"{here.settings.tenant}/tuntas/{log.epoch + 1}"
        fresh = SigningKey(name, ledger_key.first(here.settings))
        # Who lost the key cannot tie the new one to it: publish that one, and say why.
        notice = ""
        if held := _held(here, log):
            notice = keys.notice(held[0], fresh)
        origin = here.origin(SYSTEM)
        here.app.change_reference(
            lambda reference: reference.ledger.reopen(
                origin,
                log=name,
                key=str(fresh.verifier),
                notice=notice,
                head=last,
                statement=statement,
            )
        )
    click.echo(fresh.verifier)


def _opened_log(here: Installation) -> LedgerLog:
    log = here.app.reference().ledger
    if not log.version:
        msg = "the log was never opened: start `tuntas serve`, or the runner, once"
        raise click.ClickException(msg)
    return log


def _held(here: Installation, log: LedgerLog) -> list[SigningKey]:
    assert log.origin is not None
    held = ledger_key.seeds(here.settings)
    return ledger_key.signers(held, log.origin, log.keys)


def _signers(here: Installation, log: LedgerLog) -> list[SigningKey]:
    found = _held(here, log)
    if not found:
        msg = f"none of the keys of {log.origin} is here: say it where the runner runs"
        raise SettingsError(msg)
    return found


def _unpublished(here: Installation, log: LedgerLog) -> SigningKey | None:
    """The newest key that we hold, where it was not named yet."""
    assert log.origin is not None
    held = ledger_key.seeds(here.settings)
    newest = SigningKey(log.origin, held[-1])
    return None if str(newest.verifier) in log.keys else newest
