"""What was typed into a form that may not be sent any more: it goes through sign-in.

It goes in hidden fields from page to page, so that nothing of it lies on the server,
and is sent by a press on a page of ours that shows it: words of another site go
nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from fastapi import Request

from api import web
from api.pages import form_tokens
from api.pages.form_tokens import ForeignForm
from api.problems import TooLarge

MOST = 150_000
"""Characters of an encoded form: a description of 20,000 letters, and all else."""
MOST_FIELDS = 200
SECRET = frozenset(("password", "again", "code", "access_code"))
UNSEEN = frozenset(("csrf", "key", "version", "id", "seen"))
"""Fields that nobody typed."""

GO_ALONG = (
    "Sesi Anda berakhir. Yang Anda ketik dibawa halaman ini: sesudah masuk, periksa"
    " lalu kirim."
)
TOO_LONG = (
    "Sesi Anda berakhir, dan isian ini terlalu panjang untuk dibawa. Kembali dengan"
    " tombol peramban, salin isinya, lalu masuk."
)
A_FILE = (
    "Sesi Anda berakhir. Berkas tidak dapat dibawa: sesudah masuk, pilih lagi"
    " berkasnya."
)


@dataclass(frozen=True, slots=True)
class Held:
    """`words` as a form encodes them, without its token; empty where they do not go
    along. `told` says which it is; empty where nothing was typed on a page of ours."""

    words: str = ""
    told: str = ""


class StaleForm(ForeignForm):
    """The form is of a session that is over, load the page again; what was typed into
    it is held."""

    def __init__(self, held: Held):
        self.held = held
        super().__init__()


async def of_body(request: Request) -> Held:
    """Of a form that nobody has read yet."""
    if not form_tokens.is_ours(request):
        return Held()
    if request.headers.get("content-type", "").startswith("multipart/"):
        return Held(told=A_FILE)
    try:
        raw = await web.raw_body(request)
        return of(parse_qsl(raw.decode(), max_num_fields=MOST_FIELDS))
    except TooLarge:
        return Held(told=TOO_LONG)
    except ValueError:
        return Held()


def of(pairs: Iterable[tuple[str, str]]) -> Held:
    kept = [(name, text) for name, text in pairs if name != "csrf"]
    if not kept or not SECRET.isdisjoint(name for name, _ in kept):
        return Held()
    words = urlencode(kept)
    return Held(words, GO_ALONG) if len(words) <= MOST else Held(told=TOO_LONG)


def fields(words: str) -> list[tuple[str, str]]:
    """Name and text of each field."""
    return parse_qsl(words[:MOST], max_num_fields=MOST_FIELDS)
