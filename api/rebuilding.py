"""`tuntas rebuild`: read models from the first event, while the system serves."""

import click
from rich.console import Console
from rich.progress import Progress

from api.command_line import command_line
from api.installation import Installation, opened
from api.settings import Settings
from storage import rebuild as rebuilding
from storage.rebuild import RebuildRunning


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
    if name is not None and name not in models:
        known = ", ".join(models)
        raise click.UsageError(f"there is no read model '{name}'; there are {known}")
    terminal = Console(stderr=True)
    for model in [models[name]] if name else models.values():
        with Progress(
            console=terminal, transient=True, disable=not terminal.is_terminal
        ) as bar:
            task = bar.add_task(model.name)

            def tell(position: int, head: int, task: int = task) -> None:
                bar.update(task, completed=position, total=max(head, 1))  # type: ignore[arg-type]

            try:
                position = rebuilding.rebuild(here.pool, model, here.changes(), tell)
            except RebuildRunning as error:
                raise click.ClickException(str(RebuildRunning.__doc__)) from error
        click.echo(f"{model.name} {position}")
