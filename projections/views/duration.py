"""How long it really takes: a curve that counts the cases that are still open too.

Product-limit estimate of Kaplan and Meier (1958) over the working days of completion
clocks. One that runs says that it takes longer than so far, and no more."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from projections.counted import CLOCKS, Asked, Figure, Group, Rows, count
from projections.view import View
from storage.read_model import Connection

BOUNDS = (5, 10, 14, 20, 30, 60, 90)
"""Working days up to which cases are told together; the rest took longer."""


def _passed(day: str) -> str:
    return f"width_bucket({day}, %(working_days)s::date[])"


# As the calendar counts: the days after the first, but for those at whose end it was
# paused.
_SO_FAR = (
    f"greatest({_passed('%(day)s::date')} - {_passed('started_on')}"
    " - coalesce(paused, 0), 0)"
)
_COMPLETIONS = Rows(
    query=f"""
    SELECT lived.*, stopped_on IS NOT NULL AS done,
        coalesce(working_days, {_SO_FAR})::integer AS days
    FROM ({CLOCKS.query}) AS lived LEFT JOIN (
        SELECT case_id, sum({_passed("least(valid_to - 1, %(day)s::date)")}
            - {_passed("valid_from - 1")}) AS paused
        FROM clocks
        WHERE clock = 'completion' AND paused_on IS NOT NULL
            AND valid_from <= %(day)s AND valid_to > valid_from
        GROUP BY case_id
    ) AS pauses USING (case_id)
    WHERE clock = 'completion'""",
    parts={
        **CLOCKS.parts,
        "working_days": "days",
        "up_to": f"(ARRAY{[str(days) for days in BOUNDS]})"
        f"[1 + width_bucket(days, ARRAY{[days + 1 for days in BOUNDS]})]",
    },
)
_PARTED = {
    "done": Figure(rows=_COMPLETIONS, where="done"),
    "going": Figure(rows=_COMPLETIONS, where="NOT done"),
}
_WHOLE = {"timed": Figure(rows=_COMPLETIONS)}


def ask(connection: Connection, asked: Asked) -> Sequence[Group]:
    """All of it; then by `BOUNDS`; then by the working days that it took. `open` is the
    share that takes longer than these days, None where nothing was under way."""
    found = {
        int(group.part["working_days"] or 0): group.numbers
        for group in count(connection, asked, _PARTED, by=("working_days",))
    }
    days = dict(sorted(found.items()))
    left = still_open(days)
    total = Counter[str]()
    for numbers in days.values():
        total.update(numbers)
    whole = {"timed": total.total(), "done": total["done"], "going": total["going"]}
    measures = {"median": _reached(left, 0.5), "p90": _reached(left, 0.1)}
    return [
        Group({}, whole, measures=measures),
        *(_band(days, left, *ends) for ends in pairwise((-1, *BOUNDS, None))),
        *(
            Group({"working_days": str(n)}, numbers, measures={"open": left[n]})
            for n, numbers in days.items()
        ),
    ]


def still_open(days: Mapping[int, Mapping[str, int]]) -> dict[int, float]:
    """By the days, in their order, what share takes longer than these."""
    at_risk = sum(numbers["done"] + numbers["going"] for numbers in days.values())
    share, found = 1.0, {}
    for n, numbers in days.items():
        share *= 1 - numbers["done"] / at_risk
        at_risk -= numbers["done"] + numbers["going"]
        found[n] = share
    return found


def _band(
    days: Mapping[int, Mapping[str, int]],
    left: Mapping[int, float],
    after: int | None,
    up_to: int | None,
) -> Group:
    first = -1 if after is None else after
    within = [n for n in days if first < n and (up_to is None or n <= up_to)]
    numbers = {name: sum(days[n][name] for n in within) for name in _PARTED}
    past = [share for n, share in left.items() if up_to is None or n <= up_to]
    share = past[-1] if past else 1.0
    # Behind the oldest case nothing is known, unless none is left.
    known = bool(days) and (up_to is not None and max(days) >= up_to or share == 0)
    code = None if up_to is None else str(up_to)
    return Group({"up_to": code}, numbers, measures={"open": share if known else None})


def _reached(left: Mapping[int, float], share: float) -> float | None:
    """The first day after which no more than this share is open."""
    return next((float(n) for n, open_ in left.items() if open_ <= share + 1e-9), None)


VIEW = View(name="duration", figures=_WHOLE | _PARTED, ask=ask)
