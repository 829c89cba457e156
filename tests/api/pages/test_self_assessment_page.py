"""The page of the openness self-assessment, and the form by which the PPID answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from api.identity import Holder
from api.pages.sessions import COOKIE
from storage.read_model import positions
from tests.api.pages.citizen import text
from tests.catching_up import catch_up

if TYPE_CHECKING:
    from api.installation import Installation
    from domain.event import Role
    from tests.api.pages.conftest import Person

AT = "/laporan/penilaian-mandiri"
NATURE = "Penilaian mandiri oleh PPID; bukan hasil penilaian Komisi Informasi."
LINK = "https://ppid.example/sop.pdf"
Visitor = Callable[..., "Person"]


@pytest.fixture
def visitor(
    installed: Installation,
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
) -> Visitor:
    """Somebody of that role, who is signed in."""

    def entered(role: Role, agency: str | None = None) -> Person:
        who = person()
        session = installed.sessions.begin(Holder(appointed(role, agency), None))
        who.cookies.set(COOKIE, session.secret)
        return who

    return entered


def reach(here: Installation) -> int:
    """Every list knows of all that was recorded; up to where."""
    batch = here.changes().after(min(positions(here.pool).values(), default=0))
    for model in here.read_models():
        catch_up(here.pool, model, batch)
    return batch.position


def test_the_sheet_says_whose_judgement_it_is_and_by_which_formula(
    visitor: Visitor, installed: Installation
) -> None:
    reach(installed)
    page = visitor("manager").get(AT)
    said = text(page)
    assert NATURE in said
    assert "Nilai = jumlah (bobot × nilai indikator) / jumlah bobot" in said
    assert "Informatif sejak 90; Menuju Informatif sejak 80" in said
    assert "Tidak Informatif" in said
    for kind in ("pdf", "xlsx", "csv"):
        year = installed.today().year
        assert f'href="{AT}.{kind}?period={year}"' in page.text
    assert f"{AT}/sop" not in page.text
    none = text(visitor("manager").get(f"{AT}?period=2019"))
    assert "Belum ada lembar penilaian yang berlaku" in none


def test_the_ppid_answers_by_a_form_and_is_told_what_is_missing(
    visitor: Visitor, installed: Installation
) -> None:
    ppid = visitor("information_officer")
    reach(installed)
    assert f"{AT}/sop?" in ppid.get(AT).text
    refused = ppid.send(f"{AT}/sop", answer="yes")
    assert refused.status_code == 422
    assert "Isi alamat buktinya, atau jawab tidak." in text(refused)
    done = ppid.send(f"{AT}/sop", answer="yes", evidence=LINK)
    assert done.status_code == 303
    known = reach(installed)
    # Nobody listens for a position in this process.
    back, _, position = done.headers["location"].partition("&after=")
    assert int(position) == known
    page = ppid.get(back)
    assert f'href="{LINK}"' in page.text
    assert "Ubah jawaban" in text(page)
    assert "Ya, keadaan" in text(ppid.get(f"{AT}/sop"))
    year = installed.today().year
    given = installed.app.reference().self_assessment.answers[year, None]
    assert [(one.question, one.answer) for one in given] == [("sop", "yes")]


def test_a_past_year_is_answered_as_of_the_day_that_is_shown(
    visitor: Visitor, installed: Installation
) -> None:
    ppid, year = visitor("information_officer", "dishub"), installed.today().year - 1
    asked = f"{AT}/profil?period={year}"
    done = ppid.send(asked, f"{AT}/profil", answer="no")
    assert done.status_code == 303, done.text
    assert f"period={year}&as_of={year}-12-31&agency=dishub" in done.headers["location"]
    known = installed.app.reference().self_assessment
    [given] = known.answers[year, "dishub"]
    assert given.as_of.isoformat() == f"{year}-12-31"
    assert (year, None) not in known.answers


def test_who_may_not_answer_finds_no_form_and_a_counted_question_has_none(
    visitor: Visitor, installed: Installation
) -> None:
    reach(installed)
    assert visitor("information_superior").get(f"{AT}/sop").status_code == 403
    assert visitor("desk").get(AT).status_code == 403
    ppid = visitor("information_officer", "dishub")
    assert ppid.get(f"{AT}/berkala").status_code == 404
    assert ppid.get(f"{AT}/tidak-ada").status_code == 404
    assert ppid.get(f"{AT}/sop?agency=dpupr").status_code == 422
    assert ppid.get(f"{AT}?agency=dpupr").status_code == 422
