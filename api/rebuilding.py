"""`tuntas rebuild`: read models from the first event, while the system serves."""

import click
from rich.console import Console
from rich.progress import Progress

from api.installation import Installation
from storage.rebuild import RebuildRunning, rebuild


def rebuild_all(here: Installation, name: str | None) -> None:
    """Rebuild the named read model, or each in turn, with progress on a terminal."""
    models = {model.name: model for model in here.read_models()}
    if name is not None and name not in models:
        known = ", ".join(models)
        raise click.UsageError(f"there is no read model '{name}'; there are {known}")
    for model in [models[name]] if name else models.values():
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(model.name)

            def tell(position: int, head: int, task: int = task) -> None:
                bar.update(task, completed=position, total=max(head, 1))  # type: ignore[arg-type]

            try:
                position = rebuild(here.pool, model, here.changes(), tell)
            except RebuildRunning as error:
                raise click.ClickException(str(RebuildRunning.__doc__)) from error
        click.echo(f"{model.name} {position}")
