"""The directory finds an agency by its code or name, and holds each once."""

import pytest

from domain.agencies import AGENCIES_ID, AgencyDirectory, AgencyRegistered
from domain.event import Origin
from domain.refusals import InvalidField

NOBODY = AgencyDirectory()


def registered(
    origin: Origin,
    directory: AgencyDirectory,
    code: str = "dishub",
    name: str = "Dinas Perhubungan",
) -> AgencyRegistered:
    return directory.register(origin, code=code, name=name, kind="agency", region="62")


@pytest.fixture(scope="module")
def two(origin: Origin) -> AgencyDirectory:
    one = NOBODY.apply(registered(origin, NOBODY))
    return one.apply(registered(origin, one, "dinkes", "Dinas Kesehatan"))


def test_a_registered_agency_is_in_the_directory(two: AgencyDirectory) -> None:
    assert "dishub" in two
    assert two["dishub"].name == "Dinas Perhubungan"
    assert two.version == 2


def test_an_unregistered_one_is_not(two: AgencyDirectory) -> None:
    assert "dishut" not in two
    assert two.find("Dinas Kehutanan") is None


@pytest.mark.parametrize(
    "written",
    [
        "DINAS PERHUBUNGAN",
        " dinas\tperhubungan ",
        "Dinas\u00a0 Perhubungan",
        "ＤＩＮＡＳ Perhubungan",
    ],
)
def test_a_name_is_found_in_whatever_case_width_and_spacing(
    two: AgencyDirectory, written: str
) -> None:
    found = two.find(written)
    assert found and found.code == "dishub"


def test_a_name_with_other_words_is_not_found(two: AgencyDirectory) -> None:
    assert two.find("Dinas Perhubungan Kota") is None
    assert two.find("") is None


def test_a_renamed_agency_is_found_by_its_new_name_only(
    origin: Origin, two: AgencyDirectory
) -> None:
    event = two.rename(
        origin, code="dishub", name="Dinas Transportasi", reason="Perda 1/2026"
    )
    after = two.apply(event)
    found = after.find("dinas transportasi")

    assert event.TOPIC == "agency.renamed"
    assert found and found.code == "dishub"
    assert after.find("Dinas Perhubungan") is None
    assert two["dishub"].name == "Dinas Perhubungan"


def test_an_agency_may_change_the_writing_of_its_own_name(
    origin: Origin, two: AgencyDirectory
) -> None:
    event = two.rename(origin, code="dishub", name="DINAS PERHUBUNGAN", reason="logo")
    assert two.apply(event)["dishub"].name == "DINAS PERHUBUNGAN"


def test_a_case_is_disposed_to_an_agency_and_handed_over_to_a_government(
    origin: Origin, two: AgencyDirectory
) -> None:
    event = two.register(
        origin,
        code="kab-kapuas",
        name="Pemerintah Kabupaten Kapuas",
        kind="government",
        region="62.03",
    )
    assert two.is_disposable("dishub")
    assert not two.apply(event).is_disposable("kab-kapuas")


def test_the_event_stands_in_the_stream_of_the_directory(origin: Origin) -> None:
    event = registered(origin, NOBODY)
    assert event.TOPIC == "agency.registered"
    assert (event.originator_id, event.originator_version) == (AGENCIES_ID, 1)


@pytest.mark.parametrize(
    "code", ["", "a", "x" * 41, "Dishub", "dis hub", "-dishub", "dishub\n", "dis_hub"]
)
def test_a_malformed_code_is_not_registered(origin: Origin, code: str) -> None:
    with pytest.raises(InvalidField) as refusal:
        registered(origin, NOBODY, code)
    assert refusal.value.details["field"] == "code"


@pytest.mark.parametrize("code", ["ab", "4x", "x" * 40, "kab-barito-utara"])
def test_a_well_formed_code_is(origin: Origin, code: str) -> None:
    assert registered(origin, NOBODY, code).code == code


@pytest.mark.parametrize(
    ("code", "name", "field"),
    [
        ("dishub", "Dinas Perkebunan", "code"),
        ("disbun", "dinas  PERHUBUNGAN", "name"),
    ],
)
def test_a_taken_code_or_name_is_not_registered_again(
    origin: Origin, two: AgencyDirectory, code: str, name: str, field: str
) -> None:
    with pytest.raises(InvalidField) as refusal:
        registered(origin, two, code, name)
    assert refusal.value.details["field"] == field


@pytest.mark.parametrize(
    ("code", "name", "field"),
    [("dishut", "Dinas Kehutanan", "code"), ("dishub", "dinas kesehatan", "name")],
)
def test_an_unknown_agency_or_one_to_a_taken_name_is_not_renamed(
    origin: Origin, two: AgencyDirectory, code: str, name: str, field: str
) -> None:
    with pytest.raises(InvalidField) as refusal:
        two.rename(origin, code=code, name=name, reason="x")
    assert refusal.value.details["field"] == field
