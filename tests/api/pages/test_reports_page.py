"""The page of reports: which period, as of which day, for whom, as which file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from api.reports.period import months
from api.sealer import Sealer
from domain.event import Role
from tests.catching_up import catch_up

if TYPE_CHECKING:
    from api.installation import Installation
    from tests.api.pages.conftest import Person

Enter = Callable[..., "Person"]


@pytest.fixture
def entered(
    person: Callable[..., Person], enrolled: Callable[..., UUID], name: str
) -> Enter:
    """`entered(role, agency=None)`: an officer who is signed in."""

    def signed_in(role: Role, agency: str | None = None) -> Person:
        enrolled(role, agency)
        visitor = person()
        typed = {"name": name, "password": "hujan di bukit tangkiling"}
        assert visitor.send("/masuk", **typed).status_code == 303
        return visitor

    return signed_in


def test_the_last_month_that_is_over_is_offered_first(
    entered: Enter, installed: Installation
) -> None:
    manager = entered("manager")
    found = manager.get("/laporan").text
    last = months(installed.today(), 2)[1]
    assert f"Rekapitulasi pengaduan: {last.name}" in found
    assert "Tidak ada aduan yang diterima dalam periode ini." in found
    for kind in ("pdf", "xlsx", "csv"):
        for name in ("rekap-aduan", "layanan-informasi"):
            assert f'href="/laporan/{name}.{kind}?period={last.code}"' in found
    other = manager.get("/laporan?period=2019-Q2&as_of=2019-12-31&agency=dishub").text
    assert "Rekapitulasi pengaduan: Triwulan II 2019" in other
    assert "Selasa, 31 Desember 2019" in other
    assert "rekap-aduan.pdf?period=2019-Q2&amp;as_of=2019-12-31" in other


def test_a_report_of_nothing_says_so(entered: Enter, installed: Installation) -> None:
    manager = entered("manager")
    batch = installed.changes().after(0)
    for model in installed.read_models():
        catch_up(installed.pool, model, batch)
    Sealer(installed).seal()
    for kind, begin in (("pdf", b"%PDF-"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        answer = manager.get(f"/laporan/rekap-aduan.{kind}?period=2019-02&agency=")
        assert answer.status_code == 200
        assert answer.content.startswith(begin)
    assert "Tidak ada aduan yang lewat tenggat" not in answer.text  # of a table no word
    assert "Indikator evaluasi,Diterima,Hasil,0,," in answer.text
    told = manager.get("/laporan/layanan-informasi.csv?period=2019")
    assert "Ringkasan permohonan,Diterima,Hasil,0,," in told.text
    pdf = manager.get("/laporan/layanan-informasi.pdf?period=2019")
    assert pdf.content.startswith(b"%PDF-")


def test_what_cannot_be_asked_is_said_at_its_field(entered: Enter) -> None:
    supervisor = entered("supervisor", "dishub")
    assert ">Dinas Perhubungan</option>" in supervisor.get("/laporan").text
    assert ">Dinas Sosial</option>" not in supervisor.get("/laporan").text
    refused = supervisor.get("/laporan?agency=dinsos")
    assert refused.status_code == 422
    assert "Pilih instansi Anda sendiri: dishub." in refused.text
    assert supervisor.get("/laporan?period=2019-13").status_code == 422


def test_who_makes_no_reports_is_not_shown_them(
    entered: Enter, person: Callable[..., Person]
) -> None:
    desk = entered("desk")
    assert desk.get("/laporan").status_code == 403
    assert 'href="/laporan"' not in desk.get("/meja").text
    assert person().get("/laporan").headers["location"].startswith("/masuk")
