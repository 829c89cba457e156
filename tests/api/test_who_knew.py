"""Who knew what when: each fact beside who could first have read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.api.conftest import Office

Item = dict[str, Any]


def known(item: Item) -> dict[tuple[str, str | None, bool], int]:
    """By role, agency and whether one officer alone, since which position."""
    return {
        (by["role"], by["agency"], by["officer"] is not None): by["position"]
        for by in item["known_by"]
    }


def test_an_agency_knows_of_a_case_from_its_disposition(office: Office) -> None:
    case = office.reach("disposed")
    office.done("dispose", case, "coordinator", agency="dinkes")
    received, _, disposed, passed_on = office.history(case, "inspector")
    for role in ("desk", "coordinator", "inspector", "manager"):
        assert known(received)[role, None, False] == received["position"]
    for role in ("liaison", "supervisor"):
        assert known(received)[role, "dishub", False] == disposed["position"]
        assert known(received)[role, "dinkes", False] == passed_on["position"]
        assert (role, "dishub", False) not in known(passed_on)
    [by] = [b for b in received["known_by"] if b["agency"] == "dishub"][:1]
    assert by["at"] == disposed["recorded_at"]


def test_of_a_restricted_case_fewer_know(office: Office) -> None:
    case = office.receive(confidential=True)
    office.done("verify", case, "coordinator")
    office.done("dispose", case, "coordinator")
    received, _, disposed = office.history(case, "inspector")
    assert known(received) == {
        ("coordinator", None, False): received["position"],
        ("liaison", "dishub", False): disposed["position"],
        ("inspector", None, False): received["position"],
        ("desk", None, True): received["position"],
    }


def test_what_was_told_late_is_marked_with_its_delay(office: Office) -> None:
    case = office.receive(received_at="2026-03-02T09:00:00+07:00")
    for command, by, day in (
        ("verify", "coordinator", 3),
        ("dispose", "coordinator", 6),
        ("note", "desk", 4),
        ("note", "desk", 7),
    ):
        at = f"2026-03-{day:02}T09:00:00+07:00"
        office.done(command, case, by, occurred_at=at)
    items = office.history(case)
    assert [item["late"] for item in items] == [False, False, False, True, False]
    # Days of 86,400 seconds: the one that came last is some days less late.
    delays = [item["delay_seconds"] for item in items]
    assert abs(delays[0] - delays[1] - 86_400) < 60
    assert min(delays) > 86_400
    prompt = office.receive()
    [item] = office.history(prompt)
    assert (item["delay_seconds"], item["late"]) == (0, False)
