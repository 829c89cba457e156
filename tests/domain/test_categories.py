"""Categories: one code, one name each."""

import pytest

from domain.categories import CATEGORIES_ID, Categories
from domain.event import Origin
from domain.refusals import InvalidField

NONE = Categories()


@pytest.fixture(scope="module")
def two(origin: Origin) -> Categories:
    one = NONE.apply(NONE.add(origin, code="kesehatan", name="Kesehatan"))
    return one.apply(one.add(origin, code="air-minum", name="Layanan Air Minum"))


def test_an_added_category_is_known_by_code_and_name(two: Categories) -> None:
    assert "air-minum" in two
    assert two.find("layanan  AIR minum") == "air-minum"
    assert two.version == 2


def test_another_is_not(two: Categories) -> None:
    assert "pariwisata" not in two
    assert two.find("Pariwisata") is None


def test_a_renamed_category_keeps_its_code(origin: Origin, two: Categories) -> None:
    event = two.rename(origin, code="air-minum", name="Air Bersih")
    after = two.apply(event)
    assert event.TOPIC == "category.renamed"
    assert after.find("Air Bersih") == "air-minum"
    assert after.find("Layanan Air Minum") is None


def test_a_category_may_change_the_writing_of_its_own_name(
    origin: Origin, two: Categories
) -> None:
    assert two.rename(origin, code="kesehatan", name="KESEHATAN").name == "KESEHATAN"


def test_the_event_stands_in_the_stream_of_the_categories(origin: Origin) -> None:
    event = NONE.add(origin, code="kesehatan", name="Kesehatan")
    assert event.TOPIC == "category.added"
    assert (event.originator_id, event.originator_version) == (CATEGORIES_ID, 1)


@pytest.mark.parametrize(
    ("code", "name", "field"),
    [
        ("A", "Pariwisata", "code"),
        ("Pariwisata", "Pariwisata", "code"),
        ("kesehatan", "Pariwisata", "code"),
        ("pariwisata", "kesehatan", "name"),
    ],
    ids=["too short", "not lower case", "code taken", "name taken"],
)
def test_a_category_that_is_malformed_or_taken_is_not_added(
    origin: Origin, two: Categories, code: str, name: str, field: str
) -> None:
    with pytest.raises(InvalidField) as refusal:
        two.add(origin, code=code, name=name)
    assert refusal.value.details["field"] == field


@pytest.mark.parametrize(
    ("code", "name", "field"),
    [("pariwisata", "Pariwisata", "code"), ("kesehatan", "layanan air minum", "name")],
    ids=["unknown", "name taken"],
)
def test_a_category_is_not_renamed_when_unknown_or_to_a_taken_name(
    origin: Origin, two: Categories, code: str, name: str, field: str
) -> None:
    with pytest.raises(InvalidField) as refusal:
        two.rename(origin, code=code, name=name)
    assert refusal.value.details["field"] == field
