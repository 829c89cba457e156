"""Who may act: appointed once, changed, dismissed, and for the right agency."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid5

import pytest

from domain.event import Origin, Role
from domain.officers import OFFICERS_ID, OfficerAppointed, Officers
from domain.refusals import InvalidField
from domain.sealing import KeyRef, Place, SealedField, SealedText

ANI = uuid5(OFFICERS_ID, "ani")
KEY = KeyRef(uuid5(OFFICERS_ID, "key"), bytes(32))
NAME = SealedText("officer", b"sealed")
NOBODY = Officers()
DAY = timedelta(days=1)


def appointed(
    origin: Origin,
    officers: Officers = NOBODY,
    officer: UUID = ANI,
    role: Role = "coordinator",
    agency: str | None = None,
    name: SealedText | None = NAME,
) -> OfficerAppointed:
    return officers.appoint(
        origin, officer=officer, role=role, agency=agency, key=KEY, name=name
    )


@pytest.fixture
def serving(origin: Origin) -> Officers:
    return NOBODY.apply(appointed(origin))


def test_an_appointed_officer_serves_in_the_role(serving: Officers) -> None:
    found = serving.get(ANI)
    assert found is not None
    assert (found.role, found.agency, found.dismissed) == ("coordinator", None, False)


def test_somebody_else_does_not(serving: Officers) -> None:
    assert serving.get(uuid5(OFFICERS_ID, "budi")) is None


def test_the_name_stays_sealed_and_says_where_it_stands(origin: Origin) -> None:
    elsewhere = replace(origin, nonce=b"n" * 16)
    found = NOBODY.apply(appointed(elsewhere)).get(ANI)
    place = Place(ANI, "officer.appointed", "name", b"n" * 16)
    assert found and found.name == SealedField(KEY.id, place, b"sealed")


def test_an_officer_may_be_appointed_without_a_name(origin: Origin) -> None:
    found = NOBODY.apply(appointed(origin, name=None)).get(ANI)
    assert found and found.name is None


def test_a_changed_officer_keeps_the_name(origin: Origin, serving: Officers) -> None:
    event = serving.change(origin, officer=ANI, role="liaison", agency="dishub")
    before, after = serving.get(ANI), serving.apply(event).get(ANI)
    assert event.TOPIC == "officer.changed"
    assert before and after
    assert (after.role, after.agency, after.name) == ("liaison", "dishub", before.name)


def test_a_dismissed_officer_is_known_and_serves_no_more(
    origin: Origin, serving: Officers
) -> None:
    event = serving.dismiss(origin, officer=ANI)
    after = serving.apply(event)
    found = after.get(ANI)
    assert event.TOPIC == "officer.dismissed"
    assert found and found.dismissed
    assert after.version == 2


def test_an_invited_officer_stays_what_it_is(origin: Origin, serving: Officers) -> None:
    event = serving.invite(origin, officer=ANI)
    after = serving.apply(event)
    assert event.TOPIC == "officer.invited"
    assert after.by_id == serving.by_id
    assert after.version == 2


def test_a_dismissed_officer_is_not_invited(origin: Origin, serving: Officers) -> None:
    gone = serving.apply(serving.dismiss(origin, officer=ANI))
    with pytest.raises(InvalidField, match="no officer"):
        gone.invite(origin, officer=ANI)


def test_the_event_stands_in_the_stream_of_the_officers(origin: Origin) -> None:
    event = appointed(origin)
    assert event.TOPIC == "officer.appointed"
    assert (event.originator_id, event.originator_version) == (OFFICERS_ID, 1)


def test_the_event_keeps_who_acted_apart_from_the_role_given(
    origin: Origin, serving: Officers
) -> None:
    change = serving.change(origin, officer=ANI, role="desk", agency=None)
    assert (appointed(origin).role, appointed(origin).in_role) == (
        "administrator",
        "coordinator",
    )
    assert (change.role, change.in_role) == ("administrator", "desk")


@pytest.mark.parametrize("role", ["liaison", "supervisor"])
def test_a_role_of_an_agency_needs_one(
    origin: Origin, serving: Officers, role: Role
) -> None:
    other = uuid5(OFFICERS_ID, "budi")
    for decide in (
        lambda: appointed(origin, serving, other, role),
        lambda: serving.change(origin, officer=ANI, role=role, agency=None),
    ):
        with pytest.raises(InvalidField) as refusal:
            decide()
        assert refusal.value.details["field"] == "agency"
    assert appointed(origin, serving, other, role, "dishub").agency == "dishub"


@pytest.mark.parametrize(
    "role",
    [
        "desk",
        "coordinator",
        "inspector",
        "manager",
        "information_superior",
        "administrator",
    ],
)
def test_every_other_role_may_have_none(
    origin: Origin, serving: Officers, role: Role
) -> None:
    other = uuid5(OFFICERS_ID, "budi")
    for decide in (
        lambda: appointed(origin, serving, other, role, "dishub"),
        lambda: serving.change(origin, officer=ANI, role=role, agency="dishub"),
    ):
        with pytest.raises(InvalidField) as refusal:
            decide()
        assert refusal.value.details["field"] == "agency"
    assert appointed(origin, serving, other, role).agency is None


def test_nobody_is_appointed_twice_not_even_after_dismissal(
    origin: Origin, serving: Officers
) -> None:
    dismissed = serving.apply(serving.dismiss(origin, officer=ANI))
    for officers in (serving, dismissed):
        with pytest.raises(InvalidField) as refusal:
            appointed(origin, officers)
        assert refusal.value.details["field"] == "officer"


def test_only_a_serving_officer_is_changed_or_dismissed(
    origin: Origin, serving: Officers
) -> None:
    dismissed = serving.apply(serving.dismiss(origin, officer=ANI))
    for officers in (NOBODY, dismissed):
        with pytest.raises(InvalidField) as refusal:
            officers.change(origin, officer=ANI, role="desk", agency=None)
        assert refusal.value.details["field"] == "officer"
        with pytest.raises(InvalidField) as refusal:
            officers.dismiss(origin, officer=ANI)
        assert refusal.value.details["field"] == "officer"


FIRST, LAST = date(2027, 1, 4), date(2027, 12, 31)


@pytest.mark.parametrize(
    ("first", "last", "day", "serves"),
    [
        (None, None, date(1990, 1, 1), True),
        (FIRST, LAST, FIRST - DAY, False),
        (FIRST, LAST, FIRST, True),
        (FIRST, LAST, LAST, True),
        (FIRST, LAST, LAST + DAY, False),
        (FIRST, None, FIRST - DAY, False),
        (FIRST, None, LAST + DAY, True),
        (None, LAST, FIRST - DAY, True),
        (None, LAST, LAST + DAY, False),
        (FIRST, FIRST, FIRST, True),
    ],
)
def test_an_officer_serves_from_the_first_to_the_last_day_of_the_tenure(
    origin: Origin,
    serving: Officers,
    first: date | None,
    last: date | None,
    day: date,
    serves: bool,
) -> None:
    budi = uuid5(OFFICERS_ID, "budi")
    appointed_for = serving.appoint(
        origin,
        officer=budi,
        role="desk",
        agency=None,
        key=KEY,
        name=None,
        valid_from=first,
        valid_to=last,
    )
    changed_to = serving.change(
        origin,
        officer=ANI,
        role="desk",
        agency=None,
        valid_from=first,
        valid_to=last,
    )
    for event, id in ((appointed_for, budi), (changed_to, ANI)):
        found = serving.apply(event).get(id)
        assert found and found.serves_on(day) is serves


def test_a_dismissed_officer_serves_on_no_day_of_its_tenure(
    origin: Origin, serving: Officers
) -> None:
    found = serving.apply(serving.dismiss(origin, officer=ANI)).get(ANI)
    assert found and not found.serves_on(FIRST)


def test_a_change_states_the_whole_office_anew(
    origin: Origin, serving: Officers
) -> None:
    bound = serving.apply(
        serving.change(origin, officer=ANI, role="desk", agency=None, valid_to=FIRST)
    )
    free = bound.apply(bound.change(origin, officer=ANI, role="desk", agency=None))
    before, after = bound.get(ANI), free.get(ANI)
    assert before and not before.serves_on(LAST)
    assert after and after.serves_on(LAST)


def test_a_tenure_that_ends_before_it_begins_is_refused_with_a_day_that_fits(
    origin: Origin, serving: Officers
) -> None:
    days = {"valid_from": FIRST, "valid_to": FIRST - DAY}
    budi = uuid5(OFFICERS_ID, "budi")
    for decide in (
        lambda: serving.appoint(
            origin, officer=budi, role="desk", agency=None, key=KEY, name=None, **days
        ),
        lambda: serving.change(origin, officer=ANI, role="desk", agency=None, **days),
    ):
        with pytest.raises(InvalidField) as refusal:
            decide()
        assert refusal.value.details["field"] == "valid_to"
        assert "2027-01-04 or a later day" in refusal.value.details["problem"]
