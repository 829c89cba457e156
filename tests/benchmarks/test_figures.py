"""What a figure says, in which shape it is written, and where it may be quoted."""

import json
import re
from pathlib import Path

import pytest

from benchmarks import flat_reads, memory, results
from benchmarks.figure import Figure, Read, at_most, beside, quantile, rounds
from benchmarks.scale import BENCH

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
LATEST = ROOT / "benchmarks" / "results" / "latest.json"
FIELDS = [
    *("name", "value", "unit", "limit", "limit_name"),
    *("ratio", "floor", "goal", "runs"),
]


def figure(unit: str = "commands/s", value: float = 300.0) -> Figure:
    return Figure("commands", value, unit, 100.0, "stock", 3.0, 5.0, 3)


def test_a_ratio_is_that_of_the_medians() -> None:
    found = beside("x", "events/s", [9.0, 30.0, 31.0], [11.0, 10.0, 2.0], "y", 3, None)
    assert (found.value, found.limit, found.ratio, found.runs) == (30.0, 10.0, 3.0, 3)


@pytest.mark.parametrize(
    ("unit", "value", "holds"),
    [
        ("commands/s", 300.0, True),
        ("commands/s", 299.0, False),
        ("ms", 300.0, True),
        ("ms", 301.0, False),
    ],
)
def test_a_rate_reaches_its_floor_and_a_time_does_not_pass_it(
    unit: str, value: float, holds: bool
) -> None:
    assert figure(unit, value).holds is holds


def test_a_time_with_a_limit_of_its_own_may_be_as_long() -> None:
    assert at_most("p99", [40.0, 50.0, 90.0], 50.0, "50 ms").holds
    assert not at_most("p99", [40.0, 51.0, 90.0], 50.0, "50 ms").holds


def test_a_figure_without_a_floor_is_not_judged() -> None:
    assert beside("x", "events/s", [1.0], [2.0], "y", None, None).holds is None


def test_quantiles_are_of_the_nearest_rank() -> None:
    values = [float(n) for n in range(1, 201)]
    assert quantile(values, 0.99) == 198.0
    assert quantile(values, 0.5) == 100.0
    assert quantile([7.0], 0.99) == 7.0


def test_rounds_alternate_and_every_other_one_runs_backwards() -> None:
    order: list[str] = []

    def contender(name: str) -> float:
        order.append(name)
        return float(len(order))

    found = rounds("x", 3, {n: lambda n=n: contender(n) for n in ("a", "b")})  # type: ignore[misc]
    assert order == ["a", "b", "b", "a", "a", "b"]
    assert found == {"a": [1.0, 4.0, 5.0], "b": [2.0, 3.0, 6.0]}


def read(name: str, many: float, few: float, p95: float, kind: str = "search") -> Read:
    return Read(kind, name, many, few, p95)


def test_a_kind_of_reads_is_as_flat_and_as_quick_as_its_worst() -> None:
    found = list(
        flat_reads.figures(
            [
                read("rare", 4.0, 4.0, 30.0),
                read("common", 3.0, 2.0, 6.0),
                read("two", 90.0, 30.0, 99.0, flat_reads.COMBINED),
            ],
            BENCH,
        )
    )
    assert [(f.name.rpartition(": ")[2], f.ratio, f.holds) for f in found] == [
        ("common", 1.5, False),
        ("two", 3.0, None),
        ("search, rare", 1.2, False),
        (f"{flat_reads.COMBINED}, two", 99.0 / 250.0, True),
    ]


def test_both_are_asked_equally_often_and_none_is_always_the_first() -> None:
    order: list[str] = []

    def asker(name: str) -> flat_reads.Asker:
        def ask(asked: flat_reads.Ask) -> tuple[float, None]:
            order.append(name + asked[0])
            return float(len(order)), None

        return ask, [("1", "", None), ("2", "", None)]

    slow, quick = flat_reads.in_turns(asker("m"), asker("f"), 3)
    timed = order[2 * flat_reads.WARM :]
    assert timed == ["m1", "f1", "f2", "m2", "m1", "f1"]
    assert (len(slow), len(quick)) == (3, 3)


@pytest.mark.parametrize(
    ("last", "compared"), [(100.0, (100.0, 100.0)), (130.0, (100.0, 130.0))]
)
def test_memory_is_compared_once_it_has_warmed_up(
    last: float, compared: tuple[float, float]
) -> None:
    assert memory.quarters([10.0, 20.0, 100.0, 100.0, 110.0, 120.0, last, last]) == (
        compared
    )


def test_memory_that_was_hardly_looked_at_is_not_judged() -> None:
    with pytest.raises(RuntimeError, match="for longer"):
        memory.quarters([1.0, 2.0, 3.0])


def test_the_document_has_the_shape_of_the_contract() -> None:
    document = json.loads(results.as_json({"cores": 2}, [figure()]))
    assert list(document) == ["machine", "figures"]
    assert list(document["figures"][0]) == FIELDS
    assert document["figures"][0]["ratio"] == 3.0


def test_the_table_says_which_way_a_floor_is_meant() -> None:
    document = json.loads(results.as_json({"cores": 2}, [figure(), figure("ms")]))
    rate, took = results.as_markdown(document).splitlines()[-2:]
    assert "≥ 3" in rate and "≤" not in rate
    assert "≤ 3" in took and "≥" not in took


def test_each_read_stands_in_the_document_for_people_only() -> None:
    document = json.loads(results.as_json({"cores": 2}, [figure()]))
    shown = results.as_markdown(document, [read("rare", 3.0, 2.0, 6.0)])
    assert "| search | rare | 3 | 2 | 1.50 | 6 |" in shown
    assert "## Reads" not in results.as_markdown(document)


def test_the_readme_shows_the_last_results_and_no_other() -> None:
    latest = json.loads(LATEST.read_text("utf-8"))
    assert list(latest) == ["machine", "figures"]
    assert all(list(row) == FIELDS for row in latest["figures"])
    assert results.for_readme(latest) in README


def test_the_readme_names_no_speed_beside_those() -> None:
    begin, end = README.index(results.BEGIN), README.index(results.END)
    rest = README[:begin] + README[end:]
    speed = (
        r"\d (commands|events|requests|cases|lifecycles)(/s| (a|per) second)|\d ms\b"
    )
    assert not re.search(speed, rest)
    assert re.search(speed, "answers 2,000 commands a second, within 5 ms")
