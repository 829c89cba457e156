"""A national export becomes cases: what it says is recorded, and no more."""

import csv
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

WIB = ZoneInfo("Asia/Pontianak")
EXPORTED = datetime(2025, 1, 10, tzinfo=WIB)
CLOSED = {"Status": "Ditutup oleh Sistem"}
NO_AGENCY = {"Instansi_Terdisposisi": ""}


@pytest.mark.parametrize("workbook", [False, True], ids=["CSV", "XLSX"])
def test_an_export_of_either_form_becomes_cases(national: Any, workbook: bool) -> None:
    national.workbook = workbook
    national.export(national.row(1), national.row(2, **CLOSED))
    assert json.loads(national.run().stdout)["accepted"] == 2
    national.add_newer_columns()
    national.export(national.row(3), national.row(4, **CLOSED))
    assert json.loads(national.run().stdout)["accepted"] == 2

    for open_one, closed_one in ((1, 2), (3, 4)):
        case = national.case(open_one)
        assert case.received_at == datetime(2024, 1, 5, 2, 13, 42, tzinfo=WIB)
        assert (case.channel, case.region) == ("web", "62.03")
        assert (case.classification, case.category) == ("complaint", "infrastruktur")
        assert (case.state, national.case(closed_one).state) == ("disposed", "resolved")
        assert national.events(closed_one)[-1].occurred_at == EXPORTED


def test_a_closing_without_a_date_is_recorded_at_the_exports_day(national: Any) -> None:
    closers = {"Sistem": "system", "Pelapor": "reporter", "Admin": "officer"}
    rows = enumerate(closers, 1)
    national.bring_in(
        *(national.row(id, Status=f"Ditutup oleh {word}") for id, word in rows)
    )
    for id, closer in enumerate(closers.values(), 1):
        closing, case = national.events(id)[-1], national.case(id)
        assert (closing.TOPIC, closing.time_known) == ("complaint.resolved", False)
        assert closing.occurred_at == EXPORTED
        assert (closing.closed_by, case.outcome) == (closer, "not_recorded")


def test_what_the_export_gives_no_time_for_is_marked_derived(national: Any) -> None:
    national.bring_in(national.row(1, **CLOSED))
    received, verified, disposed, resolved = national.events(1)

    assert received.time is resolved.time is None
    for step in (verified, disposed):
        assert (step.time, step.occurred_at) == ("derived", received.occurred_at)


def test_a_clock_that_ended_on_an_unknown_day_is_in_no_rate(national: Any) -> None:
    national.bring_in(
        national.row(1, **CLOSED),
        national.row(2, **CLOSED, **NO_AGENCY),
        national.row(3, Status="Diarsipkan oleh Admin"),
    )

    def judged(id: int) -> dict[str, str]:
        clocks = national.case(id).clocks.items()
        return {name: clock.status(date(2025, 2, 1)) for name, clock in clocks}

    closed = {
        "statutory_reply": "met",
        "statutory_decision": "unknown",
        "statutory_sending": "unknown",
    }
    disposed = {"first_follow_up": "unknown", "completion": "unknown"}
    assert judged(1) == {"verification": "met", **disposed, **closed}
    assert judged(2) == {"verification": "unknown", **closed}
    assert judged(3) == {"verification": "unknown", "statutory_reply": "void"}
    figures = national.figures(date(2025, 2, 1))
    assert (figures.totals.received, figures.totals.resolved) == (3, 2)
    assert figures.totals.archived == 1
    assert figures.totals.on_time_rate is None
    assert figures.totals.median_working_days is None
    by_clock = {clock.clock: clock for clock in figures.by_clock}
    for name, met in (("verification", 1), ("statutory_reply", 2)):
        clock = by_clock.pop(name)
        assert (clock.met, clock.late, clock.overdue) == (met, 0, 0)
    for clock in by_clock.values():
        judged_here = (clock.running, clock.overdue, clock.met, clock.late)
        assert judged_here == (0, 0, 0, 0)
        assert clock.on_time_rate is clock.p90_working_days is None


def test_a_case_is_archived_for_the_reason_that_the_export_words(
    national: Any,
) -> None:
    words = {
        "Laporan ganda dari 5010002": "duplicate",
        "Merupakan kewenangan Kabupaten Kapuas": "other_government",
        "": "not_recorded",
    }
    archived = {"Status": "Diarsipkan oleh Admin"}
    rows = enumerate(words, 1)
    national.bring_in(*(national.row(id, Alasan=text, **archived) for id, text in rows))
    for id, (text, reason) in enumerate(words.items(), 1):
        event = national.events(id)[-1]
        assert national.topics(id) == ["received", "archived"]
        assert (national.case(id).archive_reason, event.time_known) == (reason, False)
        assert event.occurred_at == EXPORTED
        assert national.texts(event).get("message") == (text or None)


def test_a_case_without_an_agency_waits_verified_or_ends_so(national: Any) -> None:
    national.bring_in(
        national.row(1, **NO_AGENCY), national.row(2, **CLOSED, **NO_AGENCY)
    )
    assert national.topics(1) == ["received", "verified"]
    assert national.topics(2) == ["received", "verified", "resolved"]
    assert national.case(2).agency is None


def test_an_agency_is_known_by_its_name_in_any_case_and_spacing(national: Any) -> None:
    names = ("DINAS PERHUBUNGAN", "dinas  perhubungan", "Dinas Perhubungan ")
    national.bring_in(
        *(national.row(id, Instansi_Terdisposisi=n) for id, n in enumerate(names))
    )
    assert {national.case(id).agency for id in range(3)} == {"dishub"}


def test_a_row_of_an_unknown_agency_is_rejected_and_stops_no_other(
    national: Any,
) -> None:
    unknown = national.row(1, Instansi_Terdisposisi="Badan Baru Sekali")
    national.export(unknown, national.row(2))
    done = national.run()
    path = national.file.with_name("export.rejects.csv")
    with path.open(encoding="utf-8", newline="") as file:
        _, (number, reason, *cells) = csv.reader(file)

    assert (done.returncode, json.loads(done.stdout)["rejected"]) == (1, 1)
    assert (number, cells) == ("6", unknown)
    assert "no agency 'Badan Baru Sekali'" in reason
    assert "--register-agencies" in reason
    assert path.stat().st_mode & 0o077 == 0
    assert national.case(2).open
    assert national.here.app.look_up.owner_of("external:sp4n", "1") is None


def test_an_unknown_agency_is_registered_once_by_the_flag(national: Any) -> None:
    names = ("Badan Baru Sekali", "BADAN baru  sekali")
    rows = enumerate(names, 1)
    national.export(*(national.row(id, Instansi_T=name) for id, name in rows))
    done = national.run("--register-agencies")

    assert json.loads(done.stdout)["agencies_registered"] == 1
    agency = national.here.app.reference().agencies.find("badan baru sekali")
    assert agency and (agency.code, agency.kind) == ("badan-baru-sekali", "agency")
    assert national.case(1).agency == national.case(2).agency == agency.code


def test_a_text_that_an_officer_edited_is_kept_both_ways(national: Any) -> None:
    first, edited = "Berlubang, kata Pak Budi", "Berlubang"
    texts = {"Isi_Laporan_Awal": first, "Isi_Laporan_Akhir": edited}
    national.bring_in(national.row(1, **texts), national.row(2))

    assert national.topics(1) == ["received", "verified", "disposed", "amended"]
    received, *_, amended = national.events(1)
    assert national.texts(received)["description"] == first
    assert national.texts(amended)["description"] == edited
    assert national.description(1) == edited
    assert "amended" not in national.topics(2)


def test_what_the_reporter_is_asked_for_is_kept_with_the_case(national: Any) -> None:
    asked = "Mohon lengkapi foto lokasi"
    pending = {"Status": "Menunggu Kelengkapan Informasi", "Alasan": asked}
    national.bring_in(national.row(1, **pending, **NO_AGENCY), national.row(2))

    assert national.case(1).open
    assert national.texts(national.events(1)[0])["note"] == asked
    assert "note" not in national.texts(national.events(2)[0])


def test_the_joined_flags_hide_what_they_say(national: Any) -> None:
    written = {
        "": (False, False),
        "Anonim": (True, False),
        "Rahasia": (False, True),
        "Anonim|Rahasia": (True, True),
    }
    national.bring_in(*(national.row(id, Tipe=w) for id, w in enumerate(written)))
    for id, (anonymous, confidential) in enumerate(written.values()):
        case = national.case(id)
        assert (case.anonymous, case.confidential) == (anonymous, confidential)
        assert case.restricted is confidential


def test_the_system_acts_and_the_officer_who_ran_it_is_named(
    national: Any, officer: Callable[..., str]
) -> None:
    officer("coordinator")
    (coordinator,) = national.here.app.reference().officers.by_id
    national.bring_in(national.row(1))
    national.export(national.row(2))
    assert national.run("--officer", str(coordinator)).returncode == 0

    for event in national.events(1) + national.events(2):
        assert (event.actor, event.role) == ("system", "system")
    assert {event.run_by for event in national.events(1)} == {None}
    assert {event.run_by for event in national.events(2)} == {str(coordinator)}


def test_nobody_unknown_can_have_run_it(national: Any) -> None:
    nobody = "00000000-0000-4000-8000-000000000000"
    national.export(national.row(1))
    refused = national.run("--officer", nobody)

    assert refused.returncode == 2
    assert f"no officer {nobody} serves here" in refused.stderr
    assert national.here.app.look_up.owner_of("external:sp4n", "1") is None


def test_the_day_of_an_export_that_does_not_say_it_is_told(national: Any) -> None:
    national.information = []
    national.export(national.row(1, **CLOSED))
    assert "Say --exported-on DAY" in national.run().stderr
    changed = datetime.fromtimestamp(national.file.stat().st_mtime, WIB).date()
    assert national.events(1)[-1].occurred_at.astimezone(WIB).date() == changed

    national.export(national.row(2, **CLOSED))
    assert "Say" not in national.run("--exported-on", "2024-12-31").stderr
    assert national.events(2)[-1].occurred_at == datetime(2024, 12, 31, tzinfo=WIB)


def test_no_export_is_of_a_day_to_come(national: Any) -> None:
    national.export(national.row(1))
    refused = national.run("--exported-on", "2999-01-01")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "lies in the future" in refused.stderr
