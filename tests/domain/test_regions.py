"""Regions: by code with its dots, by names as files write them."""

import csv
from pathlib import Path

import pytest

from domain.event import Origin
from domain.refusals import InvalidField
from domain.regions import REGIONS_ID, Region, Regions, RegionsAdopted

ALL = Path(__file__).parents[3] / "shared/data/regions/wilayah_62_kalteng.csv"
NONE = Regions()
KAPUAS = (
    Region("62", "Kalimantan Tengah"),
    Region("62.03", "Kapuas"),
    Region("62.71", "Kota Palangka Raya"),
)
SELAT = (Region("62.03.01", "Selat"), Region("62.03.01.1001", "Selat Hilir"))


def adopted(origin: Origin, regions: Regions, *new: Region) -> RegionsAdopted:
    return regions.adopt(origin, source="Kepmendagri 300.2.2-2430/2025", regions=new)


@pytest.fixture(scope="module")
def seed(origin: Origin) -> Regions:
    return NONE.apply(adopted(origin, NONE, *KAPUAS))


@pytest.fixture(scope="module")
def deep(origin: Origin, seed: Regions) -> Regions:
    return seed.apply(adopted(origin, seed, *SELAT))


def test_adopted_regions_are_known_beside_the_earlier_ones(deep: Regions) -> None:
    assert {"62", "62.03", "62.71", "62.03.01", "62.03.01.1001"} == set(deep.names)
    assert deep.version == 2


def test_a_region_adopted_again_is_renamed(origin: Origin, seed: Regions) -> None:
    after = seed.apply(adopted(origin, seed, Region("62.71", "Palangka Raya Baru")))
    assert after.names["62.71"] == "Palangka Raya Baru"
    assert after.names["62.03"] == "Kapuas"
    assert after.find(["Kalimantan Tengah", "Palangka Raya"]) == "62"


@pytest.mark.parametrize("code", ["62", "62.03", "62.03.01", "62.03.01.2001"])
def test_a_region_whose_parts_are_not_loaded_accepts_any_part(
    seed: Regions, code: str
) -> None:
    assert seed.accepts(code)


@pytest.mark.parametrize("code", ["62.99", "63", "6203", "62.3", "62.03.1", "", "62."])
def test_an_unknown_or_undotted_code_is_not_accepted(seed: Regions, code: str) -> None:
    assert not seed.accepts(code)


def test_a_region_whose_parts_are_loaded_accepts_only_those(deep: Regions) -> None:
    assert deep.accepts("62.03.01.1001")
    assert not deep.accepts("62.03.01.1002")
    assert not deep.accepts("62.03.02.1001")


@pytest.mark.parametrize(
    "path",
    [
        ["Kalimantan Tengah", "Kapuas"],
        ["Provinsi KALIMANTAN TENGAH", "Kabupaten Kapuas"],
        ["kalimantan  tengah", "Kab. Kapuas"],
    ],
)
def test_a_region_is_found_by_its_path_as_files_write_it(
    seed: Regions, path: list[str]
) -> None:
    assert seed.find(path) == "62.03"


@pytest.mark.parametrize(
    "name", ["Kota Palangka Raya", "Palangkaraya", "PALANGKA RAYA"]
)
def test_the_capital_is_found_in_each_of_its_spellings(
    seed: Regions, name: str
) -> None:
    assert seed.find(["Kalimantan Tengah", name]) == "62.71"


def test_a_path_is_followed_as_far_as_the_names_are_known(deep: Regions) -> None:
    path = ["Kalimantan Tengah", "Kapuas", "Selat", "Selat Hulu"]
    assert deep.find(path) == "62.03.01"
    assert deep.find([*path[:3], "Selat Hilir"]) == "62.03.01.1001"


def test_a_path_from_elsewhere_is_not_found(deep: Regions) -> None:
    assert deep.find(["Kalimantan Selatan", "Kapuas"]) is None
    assert deep.find(["Kotabaru"]) is None
    assert deep.find([]) is None


def test_a_name_alone_is_found_at_any_level_if_only_one_is_called_so(
    origin: Origin, deep: Regions
) -> None:
    assert deep.find(["Kapuas"]) == "62.03"
    twin = Region("62.02.99", "Selat")
    both = deep.apply(adopted(origin, deep, Region("62.02", "Kotim"), twin))
    assert deep.find(["Selat"]) == "62.03.01"
    assert both.find(["Selat"]) is None


def test_the_event_stands_in_the_stream_of_the_regions(origin: Origin) -> None:
    event = adopted(origin, NONE, *KAPUAS)
    assert event.TOPIC == "regions.adopted"
    assert (event.originator_id, event.originator_version) == (REGIONS_ID, 1)


@pytest.mark.parametrize(
    "new",
    [
        [],
        [Region("62.03", "Kapuas"), Region("62.03", "Kapuas")],
        [Region("6203", "Kapuas")],
        [Region("62.3", "Kapuas")],
        [Region("62.03\n", "Kapuas")],
        [Region("62.04.01", "Jenamas")],
        [Region("63.01", "Tanah Laut")],
    ],
    ids=["none", "twice", "undotted", "short", "line end", "no regency", "no province"],
)
def test_regions_that_cannot_be_placed_are_not_adopted(
    origin: Origin, seed: Regions, new: list[Region]
) -> None:
    with pytest.raises(InvalidField) as refusal:
        adopted(origin, seed, *new)
    assert refusal.value.details["field"] == "regions"


@pytest.mark.skipif(not ALL.exists(), reason="needs the shared data folder")
def test_every_village_of_the_province_is_found_back_by_its_names(
    origin: Origin, seed: Regions
) -> None:
    with ALL.open(encoding="utf-8", newline="") as file:
        rows = [Region(row["kode"], row["nama"]) for row in csv.DictReader(file)]
    regions = seed.apply(adopted(origin, seed, *rows))

    def path(code: str) -> list[str]:
        parts = code.split(".")
        above = (".".join(parts[: n + 1]) for n in range(len(parts)))
        return [regions.names[code] for code in above]

    assert len(rows) == 1722
    assert [r.code for r in rows if regions.find(path(r.code)) != r.code] == []
