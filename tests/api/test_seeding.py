"""A new installation knows the province, the law's terms and six years of holidays."""

import csv
import sys
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from subprocess import PIPE, Popen
from typing import get_args

import pytest
from holidays import country_holidays

from api.addresses import addresses
from api.installation import Installation, opened, prepare
from api.seeding import rows, seeds
from api.settings import Settings
from domain.complaint_events import ArchiveReason
from domain.event import Event, Origin
from domain.ladder import LADDER_ID
from domain.reference import Reference, fold
from storage.codec import decoder, dumps, encoder

SHARED = Path(__file__).parents[3] / "shared/data"
YEARS = range(2022, 2028)
NOW = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
ORIGIN = Origin(
    actor="system",
    role="system",
    request_id="request-1",
    occurred_at=NOW,
    recorded_at=NOW,
    nonce=bytes(16),
)


def planted() -> tuple[Reference, list[Event]]:
    reference, events = Reference(), list[Event]()
    for _, decide in seeds(lambda: ORIGIN):
        events.append(decide(reference))
        reference = fold(reference, events[-1:])
    return reference, events


REFERENCE, EVENTS = planted()


@pytest.mark.parametrize("year", YEARS)
def test_the_calendar_equals_the_holidays_package(year: int) -> None:
    public = country_holidays("ID", years=year, categories=("public",), language="id")
    both = country_holidays(
        "ID", years=year, categories=("public", "government"), language="id"
    )
    seeded = REFERENCE.calendar.years[year].holidays

    assert {h.day: h.name for h in seeded.values()} == dict(both)
    assert {h.day for h in seeded.values() if h.kind == "national"} == set(public)


@pytest.mark.parametrize(
    ("year", "national", "joint_leave"),
    [(2024, 19, 10), (2025, 17, 11), (2026, 17, 8), (2027, 18, 8)],
)
def test_a_year_has_as_many_days_off_as_its_decree(
    year: int, national: int, joint_leave: int
) -> None:
    kinds = Counter(h.kind for h in REFERENCE.calendar.years[year].holidays.values())
    assert kinds == {"national": national, "joint_leave": joint_leave}


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared data folder")
def test_the_calendar_equals_a_second_list_of_the_decrees() -> None:
    path = SHARED / "holidays/hari_libur_cuti_bersama.csv"
    with path.open(encoding="utf-8", newline="") as file:
        listed = {(r["tanggal"], r["jenis"]) for r in csv.DictReader(file)}
    words = {"national": "libur_nasional", "joint_leave": "cuti_bersama"}
    seeded = {
        (h.day.isoformat(), words[h.kind])
        for year in range(2024, 2028)
        for h in REFERENCE.calendar.years[year].holidays.values()
    }
    assert seeded == listed


def test_only_years_with_their_decree_are_confirmed() -> None:
    years = REFERENCE.calendar.years
    assert {y for y in years if years[y].status == "confirmed"} == {2024, 2025, 2026}
    assert set(years) == set(YEARS)
    for year, number in ((2024, "855/2023"), (2025, "933/2025"), (2026, "1497/2025")):
        assert number in (years[year].decree or "")


@pytest.mark.parametrize(
    ("rules", "valid_from"),
    [
        ("C-02 C-03 C-04 C-05 C-06 C-07 C-08 C-09", date(2019, 1, 1)),
        ("C-01 C-10 C-11 C-12 C-13 C-14", date(2009, 7, 18)),
        ("O-01 O-02 O-03 O-04", date(2008, 10, 7)),
        (" ".join(f"P-{n:02}" for n in range(1, 16)), date(2010, 4, 30)),
        ("D-01 D-02 D-03", date(2024, 10, 17)),
    ],
)
def test_a_rule_is_in_force_from_the_day_of_its_law(
    rules: str, valid_from: date
) -> None:
    for rule in rules.split():
        (version,) = REFERENCE.standards.rules[rule]
        assert (version.version, version.valid_from) == (1, valid_from)


@pytest.mark.parametrize(
    ("rule", "limit", "unit", "status"),
    [
        ("C-02", 3, "working_days", "provisional"),
        ("C-03", 5, "working_days", "provisional"),
        ("C-04", 5, "working_days", "provisional"),
        ("C-05", 14, "working_days", "provisional"),
        ("C-06", 60, "working_days", "provisional"),
        ("C-07", 5, "working_days", "provisional"),
        ("C-08", 10, "working_days", "provisional"),
        ("C-10", 14, "calendar_days", "confirmed"),
        ("C-11", 30, "calendar_days", "confirmed"),
        ("C-12", 60, "calendar_days", "confirmed"),
        ("C-13", 14, "calendar_days", "confirmed"),
        ("C-14", 30, "calendar_days", "confirmed"),
        ("C-16", 10, "working_days", "provisional"),
        ("O-01", 2, "years", "confirmed"),
        ("O-04", 60, "calendar_days", "confirmed"),
        ("P-02", 3, "working_days", "provisional"),
        ("P-03", 10, "working_days", "confirmed"),
        ("P-04", 7, "working_days", "confirmed"),
        ("P-05", 30, "working_days", "confirmed"),
        ("P-06", 30, "working_days", "confirmed"),
        ("P-07", 14, "working_days", "confirmed"),
        ("P-09", 100, "working_days", "confirmed"),
        ("P-11", 6, "months", "confirmed"),
        ("D-01", 72, "hours", "confirmed"),
        ("C-01", None, None, "confirmed"),
    ],
)
def test_a_rule_has_the_term_and_certainty_of_the_law_file(
    rule: str, limit: int | None, unit: str | None, status: str
) -> None:
    (version,) = REFERENCE.standards.rules[rule]
    assert (version.limit, version.unit, version.status) == (limit, unit, status)


def test_every_rule_names_its_law() -> None:
    versions = [v for vs in REFERENCE.standards.rules.values() for v in vs]
    assert all(v.legal_basis and v.description for v in versions)


def test_the_fourteen_governments_stand_apart_from_the_agencies() -> None:
    agencies = REFERENCE.agencies.by_code.values()
    governments = {a.region for a in agencies if a.kind == "government"}
    regencies = {code for code in REFERENCE.regions.names if "." in code}

    assert len(governments) == 14
    assert governments == regencies
    assert {a.region for a in agencies if a.kind == "agency"} == {"62"}
    assert not REFERENCE.agencies.is_disposable("kota-palangka-raya")
    assert REFERENCE.agencies.is_disposable("diskominfosantik")


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared data folder")
def test_the_regions_carry_the_codes_of_kemendagri_not_of_bps() -> None:
    path = SHARED / "regions/wilayah_62_kalteng.csv"
    with path.open(encoding="utf-8", newline="") as file:
        listed = {r["kode"]: r["nama"] for r in csv.DictReader(file)}
    top = {code: name for code, name in listed.items() if len(code) <= 5}

    assert set(REFERENCE.regions.names) == set(top)
    for code, name in top.items():
        path_of_names = [top["62"], name] if code != "62" else [name]
        assert REFERENCE.regions.find(path_of_names) == code


def test_there_are_twenty_categories_and_every_reason_of_archiving() -> None:
    assert len(REFERENCE.categories.names) == 20
    reasons = {row["code"]: row["name"] for row in rows("archive_reasons")}
    assert set(reasons) == set(get_args(ArchiveReason))
    assert all(reasons.values())


def test_no_seed_is_lost_or_changed_by_being_stored() -> None:
    stored = [(type(event), dumps(encoder(type(event))(event))) for event in EVENTS]
    read = [decoder(kind)(plain, {}) for kind, plain in stored]
    assert read == EVENTS


def test_an_installation_is_planted_once(settings: Settings) -> None:
    for _ in range(2):
        with opened(settings) as here:
            assert here.recorder.max_notification_id() == len(EVENTS)
            reference = here.app.reference()
    assert reference.calendar.years == REFERENCE.calendar.years
    assert reference.agencies.by_code == REFERENCE.agencies.by_code
    assert reference.regions.names == REFERENCE.regions.names
    assert reference.categories.names == REFERENCE.categories.names
    assert reference.standards.rules == REFERENCE.standards.rules


def test_an_installation_of_an_older_release_gets_the_parts_it_lacks(
    settings: Settings,
) -> None:
    url, keys_url = addresses(settings, None)
    older = Installation(settings, url, keys_url, prepare(settings, url, keys_url))
    planted_then = [e for e in EVENTS if e.originator_id != LADDER_ID]
    older.app.save(*planted_then)
    older.close()
    for _ in range(2):
        with opened(settings) as here:
            assert here.recorder.max_notification_id() == len(EVENTS)
            reference = here.app.reference()
    assert set(reference.ladder.steps) == set(REFERENCE.ladder.steps)
    assert reference.ladder.hours == REFERENCE.ladder.hours
    assert reference.calendar.years == REFERENCE.calendar.years


def test_a_part_that_has_a_word_of_its_own_gets_no_seeds(settings: Settings) -> None:
    url, keys_url = addresses(settings, None)
    older = Installation(settings, url, keys_url, prepare(settings, url, keys_url))
    first = next(e for e in EVENTS if e.originator_id == LADDER_ID)
    older.app.save(first)
    older.close()
    with opened(settings) as here:
        assert here.app.reference().ladder.version == 1


def test_starts_at_the_same_moment_plant_it_once(settings: Settings) -> None:
    assert settings.database_url is not None
    url = settings.database_url.get_secret_value()
    words = ("migrate", "--data", str(settings.data), "--database-url", url)
    starts = [
        Popen([sys.executable, "-m", "api", *words], stderr=PIPE, text=True)
        for _ in range(3)
    ]
    told = [start.communicate()[1] for start in starts]
    assert [start.returncode for start in starts] == [0, 0, 0], told
    with opened(settings) as here:
        topics = [event.TOPIC for event in EVENTS]
        stored = here.recorder.select_notifications(1, 1_000)
        assert sorted(n.topic for n in stored) == sorted(topics)
