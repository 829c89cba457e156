"""Signing in with a user name and a password, and out again."""

import re

from fastapi.responses import Response

from api import instants
from api.identity import Holder, Unauthenticated
from api.limits import TooMany
from api.pages import known_devices, navigation
from api.pages.form import Form, Posted
from api.pages.page import Anyone, Page, go_on, page_router
from api.pages.refused import Refused
from api.pages.sessions import COOKIE

router = page_router()

PER_NAME, PER_ADDRESS = 10, 100
"""Wrong tries an hour. A name is counted by address: from elsewhere nobody can lock its
officer out; and from the same address nobody on a device that is known."""
WRONG = Refused(
    401,
    "Nama pengguna atau kata sandi salah",
    "Periksa keduanya, lalu coba lagi. Lupa kata sandi? Mintalah kode undangan baru"
    " kepada pengurus.",
)
_OURS = re.compile(r"/(?:[\w~-][\w.~-]*(?:/[\w~-][\w.~-]*)*)?", re.ASCII)


@router.get("/masuk")
def ask(page: Anyone, ke: str = "/") -> Response:
    return page.show("sign_in.html", "Masuk", to=ke, words="")


@router.post("/masuk")
def enter(page: Anyone, form: Posted) -> Response:
    """A new session for name and password; what is wrong is not told apart."""
    try:
        holder = _holder(page, form)
    except TooMany as error:
        return _again(page, form, too_many(error))
    if holder is None:
        return _again(page, form, WRONG)
    response = begin(page, holder, form.get("ke", "/"), form.get("ketikan", ""))
    return remember_device(page, response, form.get("name", ""))


@router.post("/keluar")
def leave(page: Anyone, form: Posted) -> Response:
    """Twice is no fault: whoever wants to be out is out."""
    if page.session is not None:
        page.here.sessions.end(page.session)
    response = page.go("/")
    response.delete_cookie(COOKIE)
    return response


def begin(page: Page, holder: Holder, to: str = "/", words: str = "") -> Response:
    """Signed in: to the page that was asked for, if it is one of ours, or to where the
    role begins. `words` were typed there before, and wait to be sent."""
    today = page.here.today()
    actor = page.here.tokens.named(holder, page.here.app.reference(), today)
    session = page.here.sessions.begin(holder)
    if to == "/" or not _OURS.fullmatch(to):
        to, words = navigation.home(page, actor.role), ""
    if not words:
        return page.signed_in(session, page.go(to))
    lead = "Anda sudah masuk lagi. Periksa yang tadi Anda ketik, lalu kirim."
    new = Page(page.request, page.here, session, actor)
    return page.signed_in(session, go_on(new, to, words, lead))


def remember_device(page: Page, response: Response, name: str) -> Response:
    """The response, by which the device is known to the holder of that user name."""
    here, cookie = page.here, page.request.cookies.get(known_devices.COOKIE, "")
    response.set_cookie(
        known_devices.COOKIE,
        known_devices.marked(here.form_key, cookie, here.credentials.mark(name)),
        max_age=known_devices.SECONDS,
        path=known_devices.PATH,
        httponly=True,
        samesite="strict",
        secure=page.request.url.scheme == "https",
    )
    return response


def _tries(page: Page, name: str) -> tuple[tuple[str, str, int], ...]:
    """Under which names, from where, and how often one may try in vain."""
    mark, cookie = (
        page.here.credentials.mark(name),
        page.request.cookies.get(known_devices.COOKIE, ""),
    )
    if device := known_devices.known(page.here.form_key, cookie, mark):
        return ((f"sign-in {mark.hex()} {device}", "", PER_NAME),)
    return (
        ("sign-in", page.address, PER_ADDRESS),
        (f"sign-in {mark.hex()}", page.address, PER_NAME),
    )


def too_many(error: TooMany) -> Refused:
    minutes = -(-error.retry_after // 60)
    return Refused(
        429,
        "Terlalu banyak percobaan",
        f"Dari jaringan ini sudah terlalu banyak percobaan. Coba lagi {minutes} menit"
        " lagi, atau mintalah kode undangan baru kepada pengurus.",
        headers={"Retry-After": str(error.retry_after)},
    )


def _holder(page: Page, form: Form) -> Holder | None:
    """Every try is counted before it is judged, and taken back if it was right."""
    here, now = page.here, instants.now()
    name, password = form.get("name", ""), form.get("password", "")
    tries = _tries(page, name)
    for what, address, most in tries:
        here.limits.count(what, address, most, now)
    officer = here.credentials.holder(name, password)
    if officer is None:
        return None
    holder = Holder(officer, None)
    try:
        here.tokens.named(holder, here.app.reference(), here.today())
    except Unauthenticated:
        return None
    for what, address, _ in tries:
        here.limits.discount(what, address, now)
    return holder


def _again(page: Page, form: Form, refused: Refused) -> Response:
    return page.show(
        "sign_in.html",
        "Masuk",
        refused=refused,
        typed=form,
        to=form.get("ke", "/"),
        words=form.get("ketikan", ""),
    )
