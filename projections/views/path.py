"""Where the time goes: stages, pauses, and what was passed back and forth."""

from collections.abc import Sequence

from projections.counted import CASES, Asked, Figure, Group, Rows, count
from projections.detectors import DISPOSITIONS
from projections.view import View
from storage.read_model import Connection


def _days() -> str:
    """The working days at whose end a row was so, up to the day asked for."""
    return (
        "(width_bucket(least(valid_to - 1, %(day)s::date), %(working_days)s::date[])"
        " - width_bucket(valid_from - 1, %(working_days)s::date[]))"
    )


# A state that began and ended on one day took none of its end.
STAYS = Rows(
    query=f"""
    SELECT cases.*, stage, days FROM ({CASES.query}) AS cases JOIN (
        SELECT case_id, state AS stage, sum({_days()}) AS days
        FROM cases
        WHERE valid_from <= %(day)s AND valid_to > valid_from
            AND state <> ALL (%(closed)s)
        GROUP BY case_id, state
    ) AS stays USING (case_id)""",
    parts={**CASES.parts, "stage": "stage"},
)
_STAYED = {"stayed": Figure(rows=STAYS)}
_STAY_DAYS = {
    "days": "coalesce(sum(days), 0)::float8",
    "median": "(percentile_disc(0.5) WITHIN GROUP (ORDER BY days))::float8",
}

# An agency comes by a disposition and goes by a return; another instruction to the same
# agency moves nothing, as in `findings`.
PATHS = Rows(
    query=f"""
    SELECT cases.*, coalesce(dispositions, 0) AS dispositions,
        coalesce(returns, 0) AS returns,
        coalesce(dispositions > agencies OR dispositions >= {DISPOSITIONS}, FALSE)
            AS back_and_forth,
        pauses.days AS paused_days
    FROM ({CASES.query}) AS cases LEFT JOIN (
        SELECT case_id, count(*) FILTER (WHERE came) AS dispositions,
            count(DISTINCT agency) FILTER (WHERE came) AS agencies,
            count(*) FILTER (WHERE agency IS NULL AND was IS NOT NULL) AS returns
        FROM (
            SELECT case_id, agency, was,
                agency IS NOT NULL AND agency IS DISTINCT FROM was AS came
            FROM (
                SELECT case_id, agency, lag(agency) OVER (
                    PARTITION BY case_id ORDER BY position
                ) AS was
                FROM cases
                WHERE valid_from <= %(day)s AND state IN ('disposed', 'returned')
            ) AS steps
        ) AS moves GROUP BY case_id
    ) AS moved USING (case_id) LEFT JOIN (
        SELECT case_id, sum({_days()}) AS days
        FROM clocks
        WHERE clock = 'completion' AND paused_on IS NOT NULL AND ending IS NULL
            AND valid_from <= %(day)s AND valid_to > valid_from
        GROUP BY case_id
    ) AS pauses USING (case_id)""",
    parts=CASES.parts,
)


def _of(where: str) -> Figure:
    return Figure(rows=PATHS, where=where)


_MOVED = {
    "received": _of("TRUE"),
    "paused": _of("paused_days IS NOT NULL"),
    "disposed": _of("dispositions > 0"),
    "disposed_again": _of("dispositions > 1"),
    "returned": _of("returns > 0"),
    "back_and_forth": _of("back_and_forth"),
}
_MOVES = {
    "paused_days": "coalesce(sum(paused_days), 0)::float8",
    "median_paused": "(percentile_disc(0.5) WITHIN GROUP (ORDER BY paused_days))"
    "::float8",
    "dispositions": "coalesce(sum(dispositions), 0)::float8",
    "again": "coalesce(sum(greatest(dispositions - 1, 0)), 0)::float8",
    "returns": "coalesce(sum(returns), 0)::float8",
}


def ask(connection: Connection, asked: Asked) -> Sequence[Group]:
    """How all cases moved; then the stages, by their codes:
    working days of all their cases together, and the median of a case."""
    stages = count(connection, asked, _STAYED, by=("stage",), measures=_STAY_DAYS)
    return [
        *count(connection, asked, _MOVED, measures=_MOVES),
        *stages,
    ]


VIEW = View(name="path", figures=_MOVED | _STAYED, ask=ask)
