"""What a reporter can do now, each on a page of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import own_case
from api.pages.acting import act
from api.pages.form import Form, numeral
from api.pages.own_session import Own, Written, is_open
from api.pages.own_session import own_case as case_of
from api.pages.page import Anyone, Page, page_router
from api.pages.refused import Refused
from api.pages.track_page import time_is_over

router = page_router()


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    label: str
    needed: bool = True
    kind: Literal["text", "stars"] = "text"


@dataclass(frozen=True, slots=True)
class Step:
    command: str
    title: str
    button: str
    done: str
    questions: tuple[Question, ...]


STEPS: Mapping[str, Step] = {
    "klarifikasi": Step(
        "clarify",
        "Jawab pertanyaan petugas",
        "Kirim jawaban",
        "Jawaban Anda sudah tercatat.",
        (Question("answer", "Jawaban Anda"),),
    ),
    "tanggapan": Step(
        "reply",
        "Tanggapi",
        "Kirim tanggapan",
        "Tanggapan Anda sudah tercatat.",
        (Question("message", "Tanggapan Anda"),),
    ),
    "selesai": Step(
        "resolve",
        "Nyatakan selesai",
        "Nyatakan selesai",
        "Aduan ini sudah Anda nyatakan selesai. Terima kasih.",
        (Question("message", "Pesan untuk instansi", needed=False),),
    ),
    "buka-kembali": Step(
        "reopen",
        "Buka kembali",
        "Buka kembali aduan",
        "Aduan Anda dibuka kembali.",
        (Question("reason", "Apa yang belum selesai?"),),
    ),
    "nilai": Step(
        "rate",
        "Beri penilaian",
        "Kirim penilaian",
        "Penilaian Anda sudah tercatat. Terima kasih.",
        (
            Question("stars", "Seberapa puas Anda?", kind="stars"),
            Question("comment", "Komentar", needed=False),
        ),
    ),
    "cabut": Step(
        "withdraw",
        "Cabut aduan",
        "Cabut aduan ini",
        "Aduan Anda sudah dicabut.",
        (Question("reason", "Mengapa aduan dicabut?"),),
    ),
}
"""By the last part of the address. A reporter says nothing of the outcome: it is the
examination's, so that of `selesai` is told as not recorded."""
STARS = (
    ("5", "5, sangat puas"),
    ("4", "4, puas"),
    ("3", "3, cukup"),
    ("2", "2, kurang puas"),
    ("1", "1, tidak puas"),
)


@dataclass(frozen=True, slots=True)
class OpenStep:
    """`until` and `legal_basis` are those of the remedy, where a rule gives any."""

    name: str
    title: str
    text: str
    until: Any = None
    legal_basis: str | None = None


def open_steps(shown: dict[str, Any]) -> list[OpenStep]:
    """The remedies of the API that are commands. Beside them something can always be
    added, as long as the case has a text."""
    offered = {remedy["remedy"]: remedy for remedy in shown["remedies"]}
    found = [
        OpenStep(name, step.title, *_told(offered[step.command]))
        for name, step in STEPS.items()
        if step.command in offered
    ]
    if "reply" not in offered and shown["title"] is not None:
        added = "Tambahkan keterangan untuk petugas. Tenggat tidak berubah karenanya."
        found.append(OpenStep("tanggapan", "Tambahkan keterangan", added))
    return found


def _told(remedy: dict[str, Any]) -> tuple[Any, ...]:
    return remedy["text"], remedy["until"], remedy["legal_basis"]


@router.get("/lacak/aduan/{name}")
def ask(page: Own, name: str) -> Response:
    return _shown(page, name)


@router.post("/lacak/aduan/{name}")
def take(page: Anyone, name: str, form: Written) -> Response:
    if not is_open(page):
        return time_is_over(page, form)
    step = _step(name)
    body: dict[str, Any] = form.chosen(*(q.name for q in step.questions))
    if step.command == "resolve":
        body["outcome"] = "not_recorded"
    if "stars" in body:
        body["stars"] = numeral(body["stars"])
    done = act(page, form, step.command, body, str(page.actor.complaint))
    if isinstance(done, Refused):
        return _shown(page, name, done, form)
    return page.go(f"/lacak/aduan?tercatat={name}")


def _step(name: str) -> Step:
    if name not in STEPS:
        raise HTTPException(404)
    return STEPS[name]


def _shown(
    page: Page, name: str, refused: Refused | None = None, form: Form | None = None
) -> Response:
    step, here, own = _step(name), page.here, case_of(page)
    shown = own_case.shown(here.app, here.cases, own, page.actor)
    offered = {step.name: step for step in open_steps(shown)}
    if name not in offered and refused is None:
        return page.go("/lacak/aduan")
    now = offered.get(name)
    return page.show(
        "own_step.html",
        now.title if now else step.title,
        refused=refused,
        typed=form,
        name=name,
        step=step,
        now=now,
        version=own.version,
        case_number=own.case_number,
        case_title=shown["title"],
        asked=_last_question(shown) if step.command in ("clarify", "reply") else None,
        stars=STARS,
    )


def _last_question(shown: dict[str, Any]) -> dict[str, Any] | None:
    """What the office said last, to be read while one answers."""
    of_office = ("complaint.clarification_requested", "complaint.followed_up")
    told = [m for m in shown["messages"] if m["event"] in of_office and m["message"]]
    return told[-1] if told else None
