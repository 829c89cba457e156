"""`tuntas rebuild`: read models from the first event, while the system serves."""

from collections.abc import Callable

import click
from rich.console import Console
from rich.progress import Progress

from api.command_line import command_line
from api.installation import Installation, opened
from api.settings import Settings
from projections.case_by_case import CaseByCase
from projections.changes import Change
from projections.resting import resting
from storage import ledger_rebuild
from storage import rebuild as rebuilding
from storage.ledger_rebuild import HeadDiffers
from storage.read_model import ReadModel
from storage.rebuild import RebuildRunning

LEDGER = "ledger"
AT_ONCE = 10_000


@click.command()
@click.argument("read_model", required=False)
@command_line
def rebuild(given: Settings, read_model: str | None) -> None:
    """Fold a read model, or all, from the first event; serving goes on meanwhile."""
    with opened(given) as here:
        rebuild_all(here, read_model)


def rebuild_all(here: Installation, name: str | None) -> None:
    """Rebuild the named read model, or each in turn, with progress on a terminal."""
    models = {model.name: model for model in here.read_models()}
    if name is not None and name not in (*models, LEDGER):
        known = ", ".join((*models, LEDGER))
        raise click.UsageError(f"there is no read model '{name}'; there are {known}")
    terminal = Console(stderr=True)
    for one in [name] if name else (*models, LEDGER):
        with Progress(
            console=terminal, transient=True, disable=not terminal.is_terminal
        ) as bar:
            task = bar.add_task(one)

            def tell(folded: int, head: int, task: int = task) -> None:
                bar.update(task, completed=folded, total=max(head, 1))  # type: ignore[arg-type]

            try:
                reached = _rebuild(here, models.get(one), tell)
            except (RebuildRunning, HeadDiffers) as error:
                raise click.ClickException(str(error.__doc__)) from error
        click.echo(f"{one} {reached}")


def source_for(here: Installation, model: ReadModel[Change]) -> CaseByCase:
    """Many events at once, and only those that the read model takes, of cases of which
    it has rows."""
    return CaseByCase(
        here.recorder,
        here.app.event,
        takes=model.takes,
        only=resting(here.recorder, model.rests_on) if model.rests_on else iter,
        read_at_once=AT_ONCE,
    )


def _rebuild(
    here: Installation,
    model: ReadModel[Change] | None,
    tell: Callable[[int, int], None],
) -> int:
    """The position reached; of the ledger, how many events its head speaks of."""
    if model is not None:
        return rebuilding.rebuild(here.pool, model, source_for(here, model), tell)
    head = ledger_rebuild.rebuild(here.pool, tell)
    return head.size if head else 0
