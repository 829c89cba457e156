"""`tuntas category` and `tuntas region`: the codes that cases are sorted by."""

from pathlib import Path
from typing import Any

import click

from api import reference_bodies as bodies
from api.cli_reference import record, table, words
from api.command_line import AS_JSON, command_line, show
from api.installation import opened
from api.settings import Settings


@click.group()
def category() -> None:
    """Categories of complaints."""


@category.command("list")
@AS_JSON
@command_line
def category_list(given: Settings, as_json: bool) -> None:
    """List code and name."""
    with opened(given) as here:
        found = here.app.reference().categories.names
    rows = [{"code": code, "name": name} for code, name in found.items()]
    show(rows, as_json, empty="no categories yet: tuntas category add")


@category.command("add")
@click.argument("code")
@click.argument("name")
@command_line
def category_add(given: Settings, **said: Any) -> None:
    """Add a category."""
    checked = words(bodies.AddCategory, said)
    with opened(given) as here:
        record(here, lambda r, origin: r.categories.add(origin, **checked))


@category.command("change")
@click.argument("code")
@click.option("--name", required=True)
@command_line
def category_change(given: Settings, code: str, **said: Any) -> None:
    """Rename a category."""
    checked = words(bodies.RenameCategory, said)
    with opened(given) as here:
        record(
            here, lambda r, origin: r.categories.rename(origin, code=code, **checked)
        )


@click.group()
def region() -> None:
    """Regions by their Kemendagri codes."""


@region.command("list")
@click.option("--below", help="only those in a region, as 62.03")
@AS_JSON
@command_line
def region_list(given: Settings, below: str | None, as_json: bool) -> None:
    """List code and name."""
    with opened(given) as here:
        found = sorted(here.app.reference().regions.names.items())
    inside = f"{below}." if below else ""
    rows = [{"code": c, "name": n} for c, n in found if c.startswith(inside)]
    show(rows, as_json, empty="no regions here: tuntas region import FILE")


@region.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", help="the decree; default: the file's name")
@command_line
def region_import(given: Settings, file: Path, source: str | None) -> None:
    """Adopt the regions of a CSV with columns code and name (or kode and nama)."""
    regions = [
        {"code": row.get("code", ""), "name": row.get("name", "")}
        for row in table(file, ("code", "name"), ("kode", "nama"))
    ]
    said = words(
        bodies.AdoptRegions, {"source": source or file.name, "regions": regions}
    )
    with opened(given) as here:
        known = here.app.reference().regions.names
        said["regions"] = tuple(
            r for r in said["regions"] if known.get(r.code) != r.name
        )
        if said["regions"]:
            record(here, lambda r, origin: r.regions.adopt(origin, **said))
    click.echo(f"{len(said['regions'])} regions new or renamed", err=True)
