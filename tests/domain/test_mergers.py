"""An agency merged into another: who works on its cases, and from which day on."""

from datetime import date, timedelta

import pytest

from domain.agencies import AGENCIES_ID, AgencyDirectory, AgencyMerged
from domain.event import Origin
from domain.refusals import InvalidField

NEW_YEAR = date(2027, 1, 1)
DAY = timedelta(days=1)


def merged(
    origin: Origin,
    directory: AgencyDirectory,
    code: str,
    into: str,
    valid_from: date = NEW_YEAR,
) -> AgencyMerged:
    return directory.merge(
        origin, code=code, into=into, reason="Perda 1/2027", valid_from=valid_from
    )


@pytest.fixture(scope="module")
def four(origin: Origin) -> AgencyDirectory:
    """Three agencies and another government."""
    found = AgencyDirectory()
    for code in ("dishut", "disbun", "dlh", "kab-kapuas"):
        event = found.register(
            origin,
            code=code,
            name=f"Nama {code}",
            kind="government" if code.startswith("kab") else "agency",
            region=None,
        )
        found = found.apply(event)
    return found


@pytest.fixture(scope="module")
def chain(origin: Origin, four: AgencyDirectory) -> AgencyDirectory:
    """Forestry into plantations in March, plantations into environment in June."""
    one = four.apply(merged(origin, four, "dishut", "disbun", date(2027, 3, 1)))
    return one.apply(merged(origin, one, "disbun", "dlh", date(2027, 6, 1)))


def test_the_event_stands_in_the_stream_of_the_directory(
    origin: Origin, four: AgencyDirectory
) -> None:
    event = merged(origin, four, "dishut", "dlh")
    assert event.TOPIC == "agency.merged"
    assert (event.originator_id, event.originator_version) == (AGENCIES_ID, 5)
    assert four.apply(event).version == 5


def test_the_successor_works_on_its_cases_from_the_day_on_and_not_before(
    origin: Origin, four: AgencyDirectory
) -> None:
    after = four.apply(merged(origin, four, "dishut", "dlh"))
    assert after.successor("dishut", NEW_YEAR - DAY) == "dishut"
    assert after.successor("dishut", NEW_YEAR) == "dlh"
    assert after.predecessors("dlh", NEW_YEAR - DAY) == frozenset()
    assert after.predecessors("dlh", NEW_YEAR) == {"dishut"}


def test_a_merged_agency_stays_in_the_directory_as_it_was_called(
    origin: Origin, four: AgencyDirectory
) -> None:
    after = four.apply(merged(origin, four, "dishut", "dlh"))
    found = after.find("nama dishut")
    assert found and (found.code, found.name) == ("dishut", "Nama dishut")
    renamed = after.apply(after.rename(origin, code="dishut", name="X", reason="y"))
    assert renamed.successor("dishut", NEW_YEAR) == "dlh"


def test_who_was_never_merged_succeeds_nobody_but_itself(four: AgencyDirectory) -> None:
    assert four.successor("dlh", NEW_YEAR) == "dlh"
    assert four.predecessors("dlh", NEW_YEAR) == frozenset()


@pytest.mark.parametrize(
    ("day", "holder", "of_plantations", "of_environment"),
    [
        (date(2027, 2, 28), "dishut", set(), set()),
        (date(2027, 3, 1), "disbun", {"dishut"}, set()),
        (date(2027, 5, 31), "disbun", {"dishut"}, set()),
        (date(2027, 6, 1), "dlh", {"dishut"}, {"dishut", "disbun"}),
    ],
)
def test_a_chain_is_followed_as_far_as_it_had_come_on_the_day(
    chain: AgencyDirectory,
    day: date,
    holder: str,
    of_plantations: set[str],
    of_environment: set[str],
) -> None:
    assert chain.successor("dishut", day) == holder
    assert chain.predecessors("disbun", day) == of_plantations
    assert chain.predecessors("dlh", day) == of_environment


def test_two_agencies_may_have_the_same_successor(
    origin: Origin, four: AgencyDirectory
) -> None:
    one = four.apply(merged(origin, four, "dishut", "dlh"))
    both = one.apply(merged(origin, one, "disbun", "dlh"))
    assert both.predecessors("dlh", NEW_YEAR) == {"dishut", "disbun"}


@pytest.mark.parametrize(
    ("code", "into", "field", "remedy"),
    [
        ("no-such", "dlh", "code", "see GET /v1/agencies"),
        ("dlh", "no-such", "into", "see GET /v1/agencies"),
        ("dlh", "dlh", "into", "name its successor"),
        ("dlh", "kab-kapuas", "into", "name an agency of this one"),
        ("kab-kapuas", "dlh", "code", "name an agency of this one"),
    ],
)
def test_only_one_agency_of_ours_is_merged_into_another(
    origin: Origin,
    four: AgencyDirectory,
    code: str,
    into: str,
    field: str,
    remedy: str,
) -> None:
    with pytest.raises(InvalidField) as refusal:
        merged(origin, four, code, into)
    assert refusal.value.details["field"] == field
    assert remedy in refusal.value.details["problem"]


@pytest.mark.parametrize(
    ("code", "into", "field", "remedy"),
    [
        (
            "dishut",
            "dlh",
            "code",
            "'disbun' from 2027-03-01; name 'disbun'",
        ),
        ("kehutanan", "dishut", "into", "name 'disbun'"),
        ("dlh", "disbun", "into", "merged into 'dlh' from 2027-06-01"),
        ("dlh", "dishut", "into", "merged into 'disbun' from 2027-03-01"),
    ],
    ids=["already merged", "into a merged one", "a short cycle", "a long cycle"],
)
def test_what_is_merged_already_is_merged_no_more_so_that_no_chain_comes_back(
    origin: Origin,
    chain: AgencyDirectory,
    code: str,
    into: str,
    field: str,
    remedy: str,
) -> None:
    event = chain.register(
        origin, code="kehutanan", name="Kehutanan", kind="agency", region=None
    )
    with pytest.raises(InvalidField) as refusal:
        merged(origin, chain.apply(event), code, into)
    assert refusal.value.details["field"] == field
    assert remedy in refusal.value.details["problem"]
