"""A later export of the same cases adds what is new; the same one adds nothing."""

import json
from dataclasses import replace
from subprocess import PIPE, Popen
from typing import Any
from uuid import uuid4

from api.installation import Installation
from domain import complaint_decisions as decisions
from domain.complaint import Complaint
from domain.complaint_events import ExternalId

CLOSED = {"Status": "Ditutup oleh Sistem"}
ARCHIVED = {"Status": "Diarsipkan oleh Admin", "Alasan": "Laporan ganda"}
PENDING = {"Status": "Menunggu Kelengkapan Informasi", "Alasan": "Mohon foto"}
NO_AGENCY = {"Instansi_Terdisposisi": ""}
OTHER = {"Instansi_Terdisposisi": "Dinas Sosial"}
EDITED = {"Isi_Laporan_Akhir": "Berlubang"}
IN_FULL = ["received", "verified", "disposed"]


def officers_do(
    here: Installation, case: Complaint, command: str, **words: Any
) -> None:
    """A command of an officer here, after the import."""
    here.app.change_case(
        case.id,
        replace(here.origin(), role="coordinator"),
        lambda case, at: getattr(decisions, command)(case, at, **words),
    )


def test_the_same_export_adds_nothing_a_second_time(national: Any) -> None:
    rows = [
        national.row(1),
        national.row(2, **CLOSED),
        national.row(3, **ARCHIVED),
        national.row(4, **NO_AGENCY),
        national.row(5, **EDITED),
        national.row(6, **PENDING),
    ]
    first, before = national.bring_in(*rows), national.here.changes().head()
    again = national.bring_in(*rows)

    assert (first.accepted, again.accepted) == (6, 0)
    assert (again.changed, again.unchanged) == (0, 6)
    assert national.here.changes().head() == before


LATER: list[tuple[dict[str, str], dict[str, str], list[str]]] = [
    ({}, CLOSED, ["resolved"]),
    (NO_AGENCY, CLOSED, ["disposed", "resolved"]),
    (NO_AGENCY, {}, ["disposed"]),
    (NO_AGENCY, ARCHIVED, ["archived"]),
    ({}, ARCHIVED, ["returned", "archived"]),
    ({}, OTHER, ["disposed"]),
    ({}, {**OTHER, **CLOSED}, ["disposed", "resolved"]),
    ({}, EDITED, ["amended"]),
    ({}, {**EDITED, **CLOSED}, ["amended", "resolved"]),
    ({}, PENDING, ["noted"]),
    (PENDING, {**PENDING, "Alasan": "Mohon alamat"}, ["noted"]),
    ({}, NO_AGENCY, []),
    (CLOSED, ARCHIVED, []),
    (CLOSED, {}, []),
]


def test_a_later_export_adds_what_is_new_once(national: Any) -> None:
    earlier = [first for first, _, _ in LATER]
    later = [national.row(id, **cells) for id, (_, cells, _) in enumerate(LATER)]
    national.bring_in(*(national.row(id, **cells) for id, cells in enumerate(earlier)))
    before = [national.topics(id) for id in range(len(LATER))]
    told, again = national.bring_in(*later), national.bring_in(*later)

    for id, (_, _, added) in enumerate(LATER):
        assert national.topics(id) == before[id] + added
    nothing_new = sum(not added for _, _, added in LATER)
    assert (told.unchanged, again.unchanged) == (nothing_new, len(LATER))
    assert (told.rejected, again.changed, again.rejected) == (0, 0, 0)


def test_an_older_export_takes_nothing_back(national: Any) -> None:
    older = [national.row(1), national.row(2, **EDITED), national.row(3, **PENDING)]
    national.bring_in(*older)
    edited_again = national.row(2, Isi_Laporan_Akhir="Berlubang dalam")
    national.bring_in(national.row(1, **CLOSED), edited_again, national.row(3))
    before = national.here.changes().head()
    told = national.bring_in(*older)

    assert (told.changed, national.here.changes().head()) == (0, before)
    assert national.description(2) == "Berlubang dalam"
    assert national.case(1).state == "resolved"


def test_what_is_found_out_later_did_not_happen_before(national: Any) -> None:
    national.bring_in(national.row(1))
    national.bring_in(national.row(1, **OTHER))
    disposed, again = national.events(1)[-2:]

    assert disposed.occurred_at == national.case(1).received_at
    assert again.occurred_at == again.recorded_at
    assert (again.time, again.agency, again.started) == ("derived", "dinsos", ())


def test_the_work_of_officers_here_is_not_undone(national: Any) -> None:
    rows = [national.row(1), national.row(2), national.row(3)]
    national.bring_in(*rows)
    here = national.here
    officers_do(here, national.case(1), "dispose", agency="dinsos")
    officers_do(here, national.case(2), "return_", reason="bukan wewenang")
    words = {"changed": ("description",), "description": "Teks yang benar"}
    officers_do(here, national.case(3), "amend", reason="salah ketik", **words)
    before = here.changes().head()
    told = national.bring_in(*rows)

    assert (told.changed, here.changes().head()) == (0, before)
    assert national.case(1).agency == "dinsos"
    assert national.case(2).state == "returned"
    assert national.description(3) == "Teks yang benar"


def test_a_case_closed_there_is_closed_here_whatever_it_waits_for(
    national: Any,
) -> None:
    national.bring_in(national.row(1), national.row(2))
    officers_do(national.here, national.case(1), "return_", reason="bukan wewenang")
    officers_do(national.here, national.case(2), "follow_up", message="Sudah ditinjau")
    national.bring_in(national.row(1, **CLOSED), national.row(2, **CLOSED))

    assert national.topics(1) == [*IN_FULL, "returned", "disposed", "resolved"]
    assert national.topics(2) == [*IN_FULL, "followed_up", "resolved"]


def test_a_case_reopened_here_is_not_closed_by_the_same_export(national: Any) -> None:
    national.bring_in(national.row(1, **CLOSED))
    officers_do(national.here, national.case(1), "reopen", reason="Belum selesai")
    told = national.bring_in(national.row(1, **CLOSED))

    assert (told.changed, told.unchanged, told.rejected) == (0, 1, 0)
    assert national.case(1).state == "in_progress"


def test_a_case_reopened_here_is_archived_where_it_was_archived_since(
    national: Any,
) -> None:
    national.bring_in(national.row(1, **CLOSED))
    officers_do(national.here, national.case(1), "reopen", reason="Belum selesai")
    told = national.bring_in(national.row(1, **ARCHIVED))

    assert (told.changed, national.case(1).state) == (1, "archived")


def test_what_was_done_there_ends_the_waiting_here(national: Any) -> None:
    rows = [national.row(id) for id in (1, 2, 3, 4)]
    national.bring_in(*rows)
    for id in (1, 2, 3, 4):
        officers_do(
            national.here,
            national.case(id),
            "request_clarification",
            question="Di mana letaknya?",
        )
    news = [
        national.row(1, **CLOSED),
        national.row(2, **OTHER),
        national.row(3, **ARCHIVED),
        national.row(4, **PENDING),
    ]
    told, again = national.bring_in(*news), national.bring_in(*news)

    asked = [*IN_FULL, "clarification_requested"]
    assert (told.rejected, again.changed, again.rejected) == (0, 0, 0)
    assert national.topics(1) == [*asked, "clarified", "resolved"]
    assert national.topics(2) == [*asked, "clarified", "disposed"]
    assert national.topics(3) == [*asked, "archived"]
    assert national.topics(4) == [*asked, "noted"]
    *_, question, clarified, _ = national.events(1)
    assert national.texts(clarified)["answer"] == "(dijawab dalam sistem asal)"
    assert clarified.time == "derived"
    assert clarified.occurred_at == question.occurred_at
    assert national.case(2).agency == "dinsos"


def test_an_answered_case_is_not_archived_by_an_export(national: Any) -> None:
    national.bring_in(national.row(1))
    officers_do(national.here, national.case(1), "follow_up", message="Sudah ditinjau")
    national.bring_in(national.row(1, **ARCHIVED), national.row(2))

    (rejected,) = national.rejected
    assert "answered cannot be changed by 'archive'" in rejected.reason
    assert national.case(1).state == "answered"
    assert national.case(2).state == "disposed"


def test_a_case_that_the_desk_typed_in_before_is_the_same_case(national: Any) -> None:
    here = national.here
    typed = here.app.receive_case(
        replace(here.origin(), role="desk"),
        id=uuid4(),
        case_number="1234-5678",
        access_code_hash=bytes(32),
        channel="walk_in",
        classification="complaint",
        title="Jalan rusak",
        description="Berlubang sejak banjir",
        external_id=ExternalId("sp4n", "1"),
    )
    told = national.bring_in(national.row(1))

    assert (told.accepted, told.changed) == (0, 1)
    assert national.case(1).id == typed.case.id
    assert national.topics(1) == IN_FULL
    for step in national.events(1)[1:]:
        assert step.occurred_at == typed.case.received_at


def test_two_imports_of_one_file_at_once_make_each_case_once(national: Any) -> None:
    agencies = ["Badan Baru Satu", "Badan Baru Dua"]
    rows = [national.row(n, Instansi_T=agencies[n % 2]) for n in range(600)]
    national.export(*rows)
    command = national.command("--register-agencies")
    both = [Popen(command, stdout=PIPE, stderr=PIPE, text=True) for _ in range(2)]
    told = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], told

    tallies = [json.loads(output) for output, _ in told]
    assert [tally["rejected"] for tally in tallies] == [0, 0]
    assert sum(tally["accepted"] for tally in tallies) == len(rows)
    assert sum(tally["agencies_registered"] for tally in tallies) == len(agencies)
    batch = national.here.changes().after(0, national.here.changes().head())
    received = [c for c in batch.changes if c.before is None]
    assert len({c.after.external_id for c in received}) == len(received)
    assert all(national.topics(n) == IN_FULL for n in (0, 299, 599))
