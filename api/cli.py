"""The command line: `tuntas`, also `python -m api`."""

from importlib import import_module

import click

from api.release import VERSION

# Each verb with where it is and what it does: `--help` and a typing error load none.
VERBS = {
    "agency": (
        "api.cli_offices:agency",
        "Agencies, and the governments a case is handed over to.",
    ),
    "calendar": ("api.cli_calendar:calendar", "The working calendar, a decree a year."),
    "category": ("api.cli_codes:category", "Categories of complaints."),
    "compare": (
        "api.cli_compare:compare",
        "Two moments side by side: a CASE, or the register and the figures.",
    ),
    "demo": (
        "api.cli_serve:demo",
        "Serve invented cases from a directory that is thrown away at the end.",
    ),
    "export": (
        "api.cli_export:export",
        "Copies that leave, each recorded with its reason before.",
    ),
    "import": (
        "api.cli_import:import_",
        "Import cases from FILE; exit code 1 when rows were rejected.",
    ),
    "information": (
        "api.cli_information:information",
        "The lists of public and of excluded information (DIP and DIK).",
    ),
    "ladder": (
        "api.cli_ladder:ladder",
        "The escalation ladder: who is told when a deadline passes.",
    ),
    "ledger": (
        "api.cli_ledger:ledger",
        "The log by which the record is proven: its key, its head, a new beginning.",
    ),
    "migrate": (
        "api.cli_serve:migrate",
        "Make the databases, tables and seeds, once; safe to repeat.",
    ),
    "officer": (
        "api.cli_offices:officer",
        "Officers: who may act, in which role, for which agency.",
    ),
    "openings": (
        "api.cli_openings:openings",
        "Who looked at the reporter of CASE, or of all cases; names stay sealed.",
    ),
    "rebuild": (
        "api.rebuilding:rebuild",
        "Fold a read model, or all, from the first event; serving goes on meanwhile.",
    ),
    "recount": (
        "api.cli_recount:recount",
        "Count FIGURES again from a whole BUNDLE; exit code 1 when they are others.",
    ),
    "region": ("api.cli_codes:region", "Regions by their Kemendagri codes."),
    "replay": (
        "api.replay:replay",
        "A case from its events; without CASE, register and figures then.",
    ),
    "retention": (
        "api.cli_retention:retention",
        "Closed cases kept long enough; with --apply their texts are erased.",
    ),
    "rule": (
        "api.cli_rules:rule",
        "Service standards: rules with limit, unit and legal basis.",
    ),
    "runner": ("api.cli_serve:runner", "Keep the read models, apart from the API."),
    "serve": ("api.cli_serve:serve", "Serve: database, API and runner."),
    "verify": (
        "api.verify:verify",
        "Whether the record is as it was sealed: a bundle, or this database.",
    ),
    "what-if": (
        "api.cli_what_if:what_if",
        "The dashboard under other limits or days off; nothing is recorded.",
    ),
    "settings": (
        "api.cli_settings:show_settings",
        "Every setting with its effective value; secrets masked.",
    ),
    "token": (
        "api.cli_tokens:token",
        "Tokens of officers: opaque, revocable, shown once.",
    ),
    "village": (
        "api.cli_villages:village",
        "Villages: signal, facilities and people, as a file tells them.",
    ),
    "witness": (
        "api.cli_witness:witness",
        "Cosign what continues the log, on a machine that its operator does not hold.",
    ),
}


class Verb(click.Command):
    """A verb by its name and summary alone, until it is given."""

    def __init__(self, name: str, place: str, summary: str):
        super().__init__(name, short_help=summary)
        self._place = place

    def load(self) -> click.Command:
        module, _, attribute = self._place.partition(":")
        found = getattr(import_module(module), attribute)
        assert isinstance(found, click.Command)
        return found


class Verbs(click.Group):
    """The verbs, of which only the one that is given is loaded."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, verb, rest = super().resolve_command(ctx, args)
        return name, verb.load() if isinstance(verb, Verb) else verb, rest


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="tuntas")
def main() -> None:
    """Tuntas: public complaints, settled all the way."""


for name, (place, summary) in VERBS.items():
    main.add_command(Verb(name, place, summary))
