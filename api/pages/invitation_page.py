"""Choosing a user name and a password, with the code of an invitation."""

from fastapi.responses import Response

from api.identity import Holder
from api.pages import credentials, passwords
from api.pages.credentials import CodeSpent, NameTaken
from api.pages.form import Form, Posted
from api.pages.page import Anyone, Page, page_router
from api.pages.refused import Refused
from api.pages.sign_in_page import begin, remember_device

router = page_router()

TITLE = "Pakai kode undangan"


@router.get("/masuk/undangan")
def ask(page: Anyone) -> Response:
    """The code is typed: none stands in an address."""
    return page.show("invitation.html", TITLE)


@router.post("/masuk/undangan")
def choose(page: Anyone, form: Posted) -> Response:
    """No tries are counted: a code of 130 bits is not guessed, and a count would be a
    way to keep others out."""
    fields = _faults(form)
    if not fields:
        name = form["name"]
        try:
            choose = page.here.credentials.choose
            officer = choose(form["code"], name, form["password"])
            response = begin(page, Holder(officer, None))
            return remember_device(page, response, name)
        except CodeSpent:
            fields["code"] = (
                "Kode ini salah, sudah dipakai, atau sudah lewat tujuh hari; mintalah"
                " yang baru kepada pengurus."
            )
        except NameTaken:
            fields["name"] = "Nama pengguna ini sudah dipakai; pilih yang lain."
    refused = Refused(
        422,
        "Isian belum dapat diterima",
        "Perbaiki isian berikut, lalu kirim lagi. Kata sandi perlu diketik ulang.",
        fields,
    )
    return _again(page, form, refused)


def _faults(form: Form) -> dict[str, str]:
    """What is wrong in words, by field."""
    name, password = form.get("name", ""), form.get("password", "")
    found = {}
    if not form.said("code"):
        found["code"] = "Ketik kode undangan yang Anda terima."
    if not credentials.is_name(name):
        found["name"] = "Pakai 3 sampai 64 huruf, angka, titik, atau tanda hubung."
    if fault := passwords.fault(password, credentials.plain(name)):
        found["password"] = fault
    elif form.get("again", "") != password:
        found["again"] = "Tidak sama dengan kata sandi di atas; ketik ulang keduanya."
    return found


def _again(page: Page, form: Form, refused: Refused) -> Response:
    return page.show("invitation.html", TITLE, refused=refused, typed=form)
