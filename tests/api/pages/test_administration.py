"""An administrator's pages: what they change and refuse, and whom they let in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from api.identity import Holder
from api.pages.administration import PLACES
from api.pages.sessions import COOKIE
from domain.roles import OFFICERS
from tests.api.pages.conftest import Person

if TYPE_CHECKING:
    from api.installation import Installation
    from domain.event import Role

OFFICERS_AT = "/pengurus/petugas"


@pytest.fixture
def signed_in(
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
    installed: Installation,
) -> Callable[[Role], Person]:
    """`signed_in(role)`: somebody whose session has begun; how is told elsewhere."""

    def someone(role: Role) -> Person:
        who = person()
        session = installed.sessions.begin(Holder(appointed(role), None))
        who.cookies.set(COOKIE, session.secret)
        return who

    return someone


@pytest.fixture
def administrator(signed_in: Callable[[Role], Person]) -> Person:
    return signed_in("administrator")


def test_each_page_opens_to_the_administrator_alone(
    administrator: Person,
    signed_in: Callable[[Role], Person],
    person: Callable[..., Person],
) -> None:
    other = signed_in("inspector")
    for address, _ in PLACES:
        asked = f"{address}/2026" if address.endswith("kalender") else address
        assert administrator.get(asked).status_code == 200, address
        # The inspector reads who serves; of the rest nothing.
        expected = 200 if address == "/pengurus/susunan" else 403
        assert other.get(asked).status_code == expected, address
        assert person().get(asked).status_code == 303, address


def test_an_officer_is_appointed_with_a_tenure_and_listed_by_name(
    administrator: Person, installed: Installation
) -> None:
    version = installed.app.reference().officers.version
    done = administrator.send(
        f"{OFFICERS_AT}/baru",
        name="Rina <b>Rekaan</b>",
        role="liaison",
        agency="dinkes",
        valid_from="2026-01-05",
    )
    assert done.status_code == 303
    assert installed.app.reference().officers.version == version + 1
    listed = administrator.get(OFFICERS_AT).text
    assert "Rina &lt;b&gt;Rekaan&lt;/b&gt;" in listed
    assert "sejak Senin, 5 Januari 2026" in listed
    assert "belum diundang" in listed


def test_what_is_refused_keeps_what_was_typed_and_records_nothing(
    administrator: Person, installed: Installation
) -> None:
    before = installed.app.reference().officers.version
    refused = administrator.send(
        f"{OFFICERS_AT}/baru", name="Tanpa Instansi", role="liaison"
    )
    assert refused.status_code == 422
    assert "pilih instansinya" in refused.text
    assert 'value="Tanpa Instansi"' in refused.text
    assert installed.app.reference().officers.version == before


def test_a_dismissal_is_confirmed_on_a_page_of_its_own(
    administrator: Person, appointed: Callable[..., UUID], installed: Installation
) -> None:
    one = f"{OFFICERS_AT}/{appointed('desk')}"
    page = administrator.get(f"{one}/berhentikan")
    assert "tidak dapat dibatalkan" in page.text
    id = UUID(one.rpartition("/")[2])
    assert not installed.app.reference().officers.by_id[id].dismissed
    assert administrator.send(f"{one}/berhentikan").status_code == 303
    assert installed.app.reference().officers.by_id[id].dismissed
    assert "Sudah diberhentikan" in administrator.get(one).text
    # Nothing is offered that would be refused.
    assert "/undangan" not in administrator.get(one).text


def test_a_double_click_appoints_one_officer(
    administrator: Person, installed: Installation
) -> None:
    form = administrator.form(f"{OFFICERS_AT}/baru") | {"role": "desk"}
    before = installed.app.reference().officers.version
    answers = [administrator.post(f"{OFFICERS_AT}/baru", form) for _ in range(2)]
    assert [a.status_code for a in answers] == [303, 303]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert installed.app.reference().officers.version == before + 1


def test_an_agency_is_renamed_and_merged_with_its_reason(
    administrator: Person, installed: Installation
) -> None:
    at = "/pengurus/instansi/disbun"
    renamed = administrator.send(
        at, f"{at}/nama", name="Dinas Kebun", reason="Pergub contoh"
    )
    assert renamed.status_code == 303
    unnamed = administrator.send(f"{at}/gabung", into="dtphp")
    assert unnamed.status_code == 422
    merged = administrator.send(f"{at}/gabung", into="dtphp", reason="Pergub contoh")
    assert merged.status_code == 303
    agency = installed.app.reference().agencies["disbun"]
    assert agency.name == "Dinas Kebun"
    assert agency.merger is not None
    assert agency.merger.into == "dtphp"
    assert "Digabung ke" in administrator.get(at).text


def test_an_agency_and_a_category_are_added_once(administrator: Person) -> None:
    for at, name in (
        ("/pengurus/instansi", "Dinas Peragaan"),
        ("/pengurus/kategori", "Uji Coba"),
    ):
        given = {"code": "uji-coba", "name": name, "kind": "agency"}
        assert administrator.send(at, **given).status_code == 303
        assert name in administrator.get(at).text
        again = administrator.send(at, **given)
        assert again.status_code == 422
        assert "sudah dipakai" in again.text


def test_a_limit_changes_from_a_day_on_and_its_older_version_stays(
    administrator: Person, installed: Installation
) -> None:
    at = "/pengurus/aturan/C-03"
    given = {
        "limit": "4",
        "unit": "working_days",
        "legal_basis": "PermenPANRB contoh",
        "description": "disposed to first follow-up",
        "status": "confirmed",
        "valid_from": "2027-02-01",
    }
    refused = administrator.send(at, **{**given, "limit": "empat"})
    assert refused.status_code == 422
    assert "Isi dengan angka." in refused.text
    assert administrator.send(at, **given).status_code == 303
    standards = installed.app.reference().standards
    limits = [
        rule.limit
        for day in (date(2027, 1, 31), date(2027, 2, 1))
        if (rule := standards.rule_on("C-03", day))
    ]
    assert limits == [5, 4]
    shown = administrator.get(at).text
    assert "PermenPANRB contoh" in shown
    assert "Senin, 1 Februari 2027" in shown


def test_a_decree_adds_a_day_off_and_leaves_the_others(
    administrator: Person, installed: Installation
) -> None:
    at = "/pengurus/kalender/2026"
    before = installed.app.reference().calendar.years[2026]
    typed = {"day": "2026-12-09", "name": "Hari Pemilihan", "kind": "national"}
    done = administrator.send(at, f"{at}/hari", decree="Keppres contoh", **typed)
    assert done.status_code == 303
    after = installed.app.reference().calendar.years[2026]
    assert after.days_off - before.days_off == {date(2026, 12, 9)}
    assert before.days_off < after.days_off
    shown = administrator.get(at).text
    assert "Rabu, 9 Desember 2026" in shown
    assert re.search(r'class="holiday">9<span class="unseen">, Hari Pemilihan', shown)
    again = administrator.send(at, f"{at}/hari", decree="Keppres contoh", **typed)
    assert again.status_code == 422
    assert "Ada hari yang ditulis dua kali." in again.text


def test_a_year_is_adopted_line_by_line(
    administrator: Person, installed: Installation
) -> None:
    at = "/pengurus/kalender/2031"
    assert "belum ditetapkan" in administrator.get(at).text
    lines = ["2031-01-01; libur nasional; Tahun Baru", "2031-01-02; cuti; Cuti"]
    refused = administrator.send(at, holidays="\n".join(lines), status="provisional")
    assert refused.status_code == 422
    assert "Baris 2: Pilih salah satu yang tersedia." in refused.text
    assert lines[1] in refused.text
    mended = lines[1].replace("cuti;", "Cuti bersama;")
    done = administrator.send(
        at, holidays=f"{lines[0]}\n{mended}\n", status="provisional"
    )
    assert done.status_code == 303
    year = installed.app.reference().calendar.years[2031]
    assert [h.kind for h in year.holidays.values()] == ["national", "joint_leave"]


def test_how_long_a_class_is_kept_is_adopted_with_its_law(
    administrator: Person,
) -> None:
    given = {
        "classification": "aspiration",
        "years": "4",
        "scope": "everything",
        "status": "confirmed",
        "valid_from": "2027-01-01",
    }
    assert administrator.send("/pengurus/simpan", **given).status_code == 422
    given["legal_basis"] = "JRA contoh"
    assert administrator.send("/pengurus/simpan", **given).status_code == 303
    assert "JRA contoh" in administrator.get("/pengurus/simpan").text


def test_roles_that_are_appointed_are_those_of_officers(administrator: Person) -> None:
    page = administrator.get(f"{OFFICERS_AT}/baru").text
    offered = re.findall(r'<option value="(\w+)"', page.partition("</select>")[0])
    assert tuple(offered) == OFFICERS


def test_a_ladder_is_adopted_step_by_step(
    administrator: Person, installed: Installation
) -> None:
    at = "/pengurus/jenjang/verification"
    done = administrator.send(
        at, remind="1", counted_from="due", alarm="1", agency_head="3",
        inspectorate="", valid_from="2026-01-05",
    )  # fmt: skip
    assert done.status_code == 303
    adopted = installed.app.reference().ladder.steps["verification"][-1]
    assert [(s.name, s.days, s.counted_from) for s in adopted.steps] == [
        ("remind", -1, "due"),
        ("alarm", 1, "due"),
        ("agency_head", 3, "due"),
    ]
    shown = administrator.get(at).text
    assert "Pengingat: 1 hari kerja sebelum jatuh tempo" in shown
    assert "Senin, 5 Januari 2026" in shown

    version = installed.app.reference().ladder.version
    for wrong in ({"alarm": "0"}, {"alarm": "besok"}, {"alarm": "9" * 5_000}):
        refused = administrator.send(at, **wrong, valid_from="2026-01-05")
        assert refused.status_code == 422, wrong
        assert wrong["alarm"][:20] in refused.text
    assert administrator.get("/pengurus/jenjang/besok").status_code == 404
    assert installed.app.reference().ladder.version == version


def test_office_hours_are_adopted_with_their_law(
    administrator: Person, installed: Installation
) -> None:
    at, law = "/pengurus/jenjang", {"legal_basis": "Pergub", "valid_from": "2026-01-05"}
    done = administrator.send(at, opens="7.30", closes="16.00", **law)
    assert done.status_code == 303
    assert "07.30 sampai 16.00" in administrator.get(at).text
    version = installed.app.reference().ladder.version
    refused = administrator.send(at, opens="16.00", closes="7.30", **law)
    assert refused.status_code == 422
    assert 'value="16.00"' in refused.text
    assert installed.app.reference().ladder.version == version
