"""`tuntas retention`: what was kept long enough, and its erasure."""

from uuid import UUID

import click

from api import retaining
from api.cli_reference import record, words
from api.command_line import AS_JSON, command_line, show
from api.installation import opened
from api.reference_bodies import AdoptRetention
from api.settings import Settings
from domain import roles


@click.group(invoke_without_command=True)
@click.option("--dry-run", is_flag=True, help="only list; so it is without --apply")
@click.option("--apply", "really", is_flag=True, help="destroy the keys for good")
@click.option("--officer", type=click.UUID, help="who decided it: coordinator, or PPID")
@click.option("--confirmed-by", type=click.UUID, help="the inspector who confirmed it")
@AS_JSON
@command_line
@click.pass_context
def retention(
    context: click.Context,
    given: Settings,
    dry_run: bool,
    really: bool,
    officer: UUID | None,
    confirmed_by: UUID | None,
    as_json: bool,
) -> None:
    """Closed cases kept long enough; with --apply their texts are erased.

    Two persons decide it (rule D-03): a coordinator, of requests for information the
    information officer; and an inspector who confirms.
    """
    if context.invoked_subcommand:
        return
    if really and dry_run:
        raise click.UsageError("--dry-run and --apply say the opposite; give one")
    if really and not (officer and confirmed_by):
        raise click.UsageError("--apply needs --officer and --confirmed-by")
    with opened(given) as here:
        role = None
        if really and officer and confirmed_by:
            may = roles.COMMANDS["grant-erasure"]
            role = retaining.serving(here, officer, may, "--officer")
            retaining.serving(here, confirmed_by, ("inspector",), "--confirmed-by")
        rows = []
        for case, on_hold in retaining.due(here):
            decides = retaining.decider(case)
            done = "legal hold" if on_hold else "to be erased"
            if role and role != decides and not on_hold:
                done = f"left to the {decides}"
            elif role and not on_hold:
                erased = retaining.erase(here, case, str(officer), str(confirmed_by))
                done = "erased" if erased else "left as it is"
            rows.append(
                {
                    "case_number": case.case_number,
                    "outcome": done,
                    "scope": case.rule.scope,
                    "classification": case.rule.classification,
                    "closed_on": case.closed_on,
                    "kept_to": case.kept_to,
                    "years": case.rule.years,
                    "legal_basis": case.rule.legal_basis,
                    "status": case.rule.status,
                }
            )
    show(rows, as_json, empty="no case was kept longer than the rules ask for")


@retention.command("list")
@AS_JSON
@command_line
def retention_list(given: Settings, as_json: bool) -> None:
    """List how many years each class is kept, and by which law."""
    with opened(given) as here:
        rows = retaining.rule_rows(here.app.reference().retention, here.today())
    show(rows, as_json, empty="nothing is erased by age: tuntas retention adopt")


@retention.command("adopt")
@click.argument("classification")
@click.option("--years", type=int, required=True, help="from the closing of a case")
@click.option("--scope", help="everything (so it is without), or identity")
@click.option("--legal-basis", required=True, help="the retention schedule (JRA)")
@click.option("--status", required=True, help="confirmed or provisional")
@click.option("--valid-from", required=True, help="the first day on which it counts")
@command_line
def retention_adopt(given: Settings, **said: object) -> None:
    """Adopt how long a class is kept; nothing is erased by that."""
    checked = words(AdoptRetention, said)
    with opened(given) as here:
        record(here, lambda r, origin: r.retention.adopt(origin, **checked))
