"""The map of equal tiles: each regency and the city once, and nothing else."""

from __future__ import annotations

from api.pages.dashboard.tile_map import PROVINCE, TILES, divided
from api.seeding import rows


def test_each_regency_and_the_city_has_one_tile() -> None:
    names = {row["code"]: row["name"] for row in rows("regions")}
    below = sorted(code for code in names if code.startswith(f"{PROVINCE}."))
    assert sorted(code for row in TILES for code in row if code) == below
    assert len(below) == 14 and {len(row) for row in TILES} == {5}


def test_a_name_is_divided_and_stays_the_same_word() -> None:
    assert divided("Kota Palangka Raya").replace("\u00ad", "") == "Palangka Raya"
    assert divided("Kotawaringin Barat").replace("\u00ad", "") == "Kotawaringin Barat"
    assert divided("Kapuas") == "Kapuas"
