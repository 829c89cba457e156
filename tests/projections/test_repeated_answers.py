"""The same answer given in another case is found, without a word of it kept."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from projections.erased_rows import take_away
from projections.finding_lists import Wanted, findings
from projections.visibility import Visibility
from storage.database import connected, open_pool
from storage.read_model import positions
from tests.catching_up import catch_up

if TYPE_CHECKING:
    from uuid import UUID

    from domain.complaint import Complaint
    from tests.projections.conftest import Installation, Office

ALL = Visibility(restricted=True)
ANSWER = "Laporan Anda nomor 17 sudah kami teruskan kepada petugas lapangan."
ANOTHER = "Terima kasih, sudah ditangani oleh regu bidang jalan."
ALIKE = "laporan anda nomor 23 SDH kami teruskan kepada petugas lapangan"


def disposed(office: Office) -> Complaint:
    case = office.receive(0)
    office.then(case, "verify", 0)
    return office.then(case, "dispose", 0, agency="dinas-pu")


def repeated(installation: Installation) -> list[tuple[str, int | None]]:
    """Case number and number of earlier answers, the oldest first."""
    installation.catch_up()
    wanted = Wanted(kind="repeated_answer", limit=200)
    page = findings(installation.pool, wanted, ALL)
    return [(row.case_number, row.days) for row in page.items][::-1]


def test_the_same_answer_in_another_case_is_found(
    installation: Installation, office: Office
) -> None:
    first, second, third = (disposed(office) for _ in range(3))
    office.then(first, "follow_up", 1, "liaison", message=ANSWER)
    office.then(second, "follow_up", 1, "liaison", message=ALIKE)
    assert repeated(installation) == [(second.case_number, 1)]
    office.then(third, "resolve", 1, "liaison", outcome="noted", message=ANSWER)
    assert repeated(installation) == [(second.case_number, 1), (third.case_number, 2)]


def test_the_same_answer_in_the_same_case_is_not(
    installation: Installation, office: Office
) -> None:
    case, other = disposed(office), disposed(office)
    office.then(case, "follow_up", 1, message=ANSWER)
    office.then(case, "follow_up", 1, message=ANSWER)
    office.then(case, "resolve", 1, outcome="noted", message=ANSWER)
    assert repeated(installation) == []
    office.then(other, "follow_up", 1, message=ANSWER)
    assert repeated(installation) == [(other.case_number, 3)]


@pytest.mark.parametrize(
    ("command", "role", "words"),
    [
        ("follow_up", "liaison", {"message": "Sedang dikerjakan"}),
        ("follow_up", "liaison", {"message": ANSWER + " Besok pagi."}),
        ("note", "liaison", {"message": ANSWER}),
        ("reply", "reporter", {"message": ANSWER}),
        ("resolve", "liaison", {"outcome": "noted"}),
        ("follow_up", "system", {"message": ANSWER}),
    ],
    ids=["short", "other words", "note", "reply", "no words", "import"],
)
def test_what_is_no_repeated_answer_is_not(
    installation: Installation,
    office: Office,
    command: str,
    role: Any,
    words: dict[str, Any],
) -> None:
    for said in ("Sedang dikerjakan", ANSWER):
        office.then(disposed(office), "follow_up", 1, "liaison", message=said)
    office.then(disposed(office), command, 1, role, **words)
    assert repeated(installation) == []


def test_what_the_reporter_closes_with_is_no_answer(
    installation: Installation, office: Office
) -> None:
    office.then(disposed(office), "follow_up", 1, message=ANSWER)
    case = disposed(office)
    office.then(case, "follow_up", 1, message="x")
    office.then(case, "resolve", 1, "reporter", outcome="noted", message=ANSWER)
    assert repeated(installation) == []


def test_a_text_whose_key_was_destroyed_is_like_none(
    installation: Installation, office: Office
) -> None:
    first, second, third = (disposed(office) for _ in range(3))
    office.then(first, "follow_up", 1, message=ANSWER)
    office.then(second, "follow_up", 1, message=ANSWER)
    del office.vault.keys[second.case_key.id]
    office.then(third, "follow_up", 1, message=ANSWER)
    assert repeated(installation) == [(third.case_number, 1)]


def test_a_form_letter_costs_no_more_for_having_been_sent_often(
    installation: Installation, office: Office
) -> None:
    read = []
    for times in (10, 300):
        for _ in range(times):
            office.then(disposed(office), "follow_up", 1, "liaison", message=ANSWER)
        installation.catch_up()
        office.then(disposed(office), "follow_up", 1, "liaison", message=ANSWER)
        installation.record()
        read.append(index_entries_read(installation))
    assert repeated(installation)[-1][1] == 311
    assert read[1] <= read[0] + 10


def index_entries_read(installation: Installation) -> int:
    """By the fold of findings of what was not folded yet."""
    [model] = [model for model in installation.models if model.name == "findings"]
    counted = (
        "SELECT sum(idx_tup_read)::bigint FROM pg_stat_user_indexes"
        " WHERE schemaname = 'findings'"
    )
    with open_pool(installation.url, size=1) as pool:

        def now() -> int:
            # What a connection did is counted when it says so, or a second later.
            with connected(pool) as connection:
                connection.execute("SELECT pg_stat_force_next_flush()")
                row = connection.execute(counted).fetchone()
            assert row is not None
            return int(row[0])

        before = now()
        at = positions(pool)["findings"]
        assert catch_up(pool, model, installation.source().after(at))
        return now() - before


@pytest.mark.parametrize("read_at_once", [1, 40])
def test_how_many_answers_are_the_same_is_right_whoever_is_erased(
    installation: Installation, office: Office, read_at_once: int
) -> None:
    chance = Random(read_at_once)
    cases = [disposed(office) for _ in range(8)]
    installation.catch_up()
    erased: list[UUID] = []
    for _ in range(60):
        case = chance.choice(cases)
        if case.id in erased:
            # Before the fold or behind it, and again.
            take_away(installation.pool, [case.id] * 2)
        elif chance.random() < 0.15:
            erased.append(case.id)
            office.erase(case, 3)
        else:
            message = chance.choice(
                (ANSWER, "Terima kasih, sudah ditangani regu jalan")
            )
            office.then(case, "follow_up", 2, "liaison", message=message)
        if chance.random() < 0.2:
            installation.catch_up(read_at_once=read_at_once)
        with psycopg.connect(installation.url) as connection:
            kept, counted = (
                connection.execute(f"SELECT * FROM {rows} ORDER BY 1".encode())
                for rows in (
                    "(SELECT fingerprint, count(*) FROM findings.answers GROUP BY 1)",
                    "findings.texts",
                )
            )
            assert kept.fetchall() == counted.fetchall()
    assert 0 < len(erased) < len(cases)


def test_no_word_of_an_answer_is_kept(
    installation: Installation, office: Office
) -> None:
    for message in (ANSWER, ALIKE):
        office.then(disposed(office), "follow_up", 1, message=message)
    installation.catch_up()
    kept = installation.rows()
    assert len(kept["findings.answers"]) == 2
    [row] = kept["findings.findings"]
    assert "repeated_answer" in row[0]
    assert not [
        word
        for table in ("answers", "dispositions", "findings")
        for row in kept[f"findings.{table}"]
        for word in ANSWER.lower().split()
        if len(word) > 4 and word in row[0].lower()
    ]
