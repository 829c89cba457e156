"""`tuntas rule`: the service standards, each version with its law."""

from typing import Any

import click

from api import reference_bodies as bodies
from api.cli_reference import record, words
from api.command_line import AS_JSON, command_line, show
from api.installation import opened
from api.settings import Settings


@click.group()
def rule() -> None:
    """Service standards: rules with limit, unit and legal basis."""


@rule.command("list")
@AS_JSON
@command_line
def rule_list(given: Settings, as_json: bool) -> None:
    """List every version of every rule."""
    with opened(given) as here:
        found = here.app.reference().standards.rules
    rows = [
        {
            "rule": one.id,
            "version": one.version,
            "limit": one.limit,
            "unit": one.unit,
            "status": one.status,
            "valid_from": one.valid_from,
            "extendable_by": one.extendable_by,
            "legal_basis": one.legal_basis,
        }
        for versions in found.values()
        for one in versions
    ]
    show(rows, as_json, empty="no rules yet: tuntas rule add")


@rule.command("add")
@click.argument("rule")
@click.option("--description", required=True)
@click.option("--limit", type=int)
@click.option("--unit", help="working_days, calendar_days, hours, months or years")
@click.option("--legal-basis", required=True)
@click.option("--status", default="provisional", show_default=True)
@click.option("--valid-from", required=True, help="the first day on which it counts")
@click.option("--extendable-by", type=int, help="units an office may add in all")
@command_line
def rule_add(given: Settings, **said: Any) -> None:
    """Adopt a rule, or a new version of it; promises already given stand."""
    checked = words(bodies.AdoptRule, said)
    with opened(given) as here:
        record(here, lambda r, origin: r.standards.adopt(origin, **checked))
