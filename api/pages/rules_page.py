"""Rules of deadlines, and how long texts are kept: each version with its law."""

from typing import Annotated, Any, get_args

from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import deadline_routes, retention_routes
from api.pages import administration, glossary
from api.pages.form import Posted, numeral
from api.pages.page import Page, page_router, who_commands
from api.pages.refused import Refused
from api.retaining import rule_rows
from domain.retention import Kept
from domain.service_standards import RULES

router = page_router()

Administrator = Annotated[Page, who_commands("change-reference")]
RULES_AT, KEPT_AT = "/pengurus/aturan", "/pengurus/simpan"
KEPT = {
    **glossary.WORDS["classification"],
    "information_request": "permohonan informasi publik",
}
TEXTS = ("description", "legal_basis", "limit", "unit", "status", "valid_from")


@router.get(RULES_AT)
def rules(page: Administrator) -> Response:
    standards, today = page.here.app.reference().standards, page.here.today()
    clocks = _clocks()
    rows = [
        {
            "rule": rule,
            "clocks": clocks.get(id, ()),
            "later": [v for v in versions if v.valid_from > today],
        }
        for id, versions in sorted(standards.rules.items())
        if (rule := standards.rule_on(id, today) or versions[-1])
    ]
    return administration.show(page, "rules.html", "Aturan tenggat", rows=rows)


@router.get(f"{RULES_AT}/{{id}}")
def rule(page: Administrator, id: str) -> Response:
    return _rule(page, id)


@router.post(f"{RULES_AT}/{{id}}")
def adopt(page: Administrator, id: str, form: Posted) -> Response:
    body = {"rule": id, **form.chosen(*TEXTS, "extendable_by")}
    done = administration.change(page, form, deadline_routes.adopt_rule, _counted(body))
    if isinstance(done, Refused):
        return _rule(page, id, refused=done, typed=form)
    return page.go(f"{RULES_AT}/{id}")


@router.get(KEPT_AT)
def kept(page: Administrator) -> Response:
    return _kept(page)


@router.post(KEPT_AT)
def keep(page: Administrator, form: Posted) -> Response:
    names = ("classification", "years", "scope", "legal_basis", "status", "valid_from")
    body = _counted(form.chosen(*names))
    done = administration.change(page, form, retention_routes.adopt_retention, body)
    if isinstance(done, Refused):
        return _kept(page, refused=done, typed=form)
    return page.go(KEPT_AT)


def _counted(body: dict[str, Any]) -> dict[str, Any]:
    """Numbers as numbers; what is none stays a text, and is refused as such."""
    return {
        name: numeral(text) if name in ("limit", "extendable_by", "years") else text
        for name, text in body.items()
    }


def _clocks() -> dict[str, list[str]]:
    """The clocks that each rule sets."""
    found: dict[str, list[str]] = {}
    for clock, by_class in RULES.items():
        for id in dict.fromkeys(by_class.values()):
            if id is not None:
                found.setdefault(id, []).append(clock)
    return found


def _rule(page: Page, id: str, **more: Any) -> Response:
    standards, today = page.here.app.reference().standards, page.here.today()
    versions = standards.rules.get(id)
    if versions is None:
        raise HTTPException(404)
    return administration.show(
        page,
        "rule.html",
        f"Aturan {id}",
        id=id,
        versions=versions,
        now=standards.rule_on(id, today),
        last=versions[-1],
        clocks=_clocks().get(id, ()),
        today=today,
        **more,
    )


def _kept(page: Page, **more: Any) -> Response:
    found, today = page.here.app.reference().retention, page.here.today()
    rows = rule_rows(found, today)
    return administration.show(
        page,
        "retention.html",
        "Masa simpan",
        rows=rows,
        classes=[(name, KEPT[name].capitalize()) for name in get_args(Kept)],
        kept=KEPT,
        today=today,
        **more,
    )
