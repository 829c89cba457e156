"""On which ground of Pasal 17, by which exclusion, something is kept back (P-13); what
the office does not hold is kept back on none."""

from collections.abc import Sequence

from domain.decision import Decision
from domain.information_request_events import Outcome, Possession, Withheld
from domain.refusals import InvalidField


def check_withheld(
    at: Decision,
    possession: Possession | None,
    outcome: Outcome,
    withheld: Sequence[Withheld],
    *,
    needed: bool,
) -> None:
    """Raises `InvalidField`; `possession` is None where the answer leaves it."""
    if possession not in (None, "held"):
        if outcome != "refused" or withheld:
            raise InvalidField(
                field="outcome",
                problem="is refused, on no ground, where the information is not held.",
            )
        return
    if withheld and outcome == "granted":
        raise InvalidField(field="withheld", problem="is empty where all is granted.")
    if needed and not withheld:
        raise InvalidField(
            field="withheld",
            problem="names a ground of UU 14/2008 Pasal 17 and the exclusion that holds"
            " its consequence test (Pasal 19); where the information is not held,"
            " `possession` says so.",
        )
    for number, one in enumerate(withheld):
        _check_exclusion(at, one, number)


def _check_exclusion(at: Decision, one: Withheld, number: int) -> None:
    field = f"withheld.{number}"
    outcome = at.reference.exclusions.check_in_force(
        one.exclusion, at.day, f"{field}.exclusion"
    )
    if one.ground != outcome.ground:
        raise InvalidField(
            field=f"{field}.ground",
            problem=f"'{one.exclusion}' closes on ground {outcome.ground} of UU 14/2008"
            f" Pasal 17 and not on {one.ground}: name that, or another exclusion.",
        )
