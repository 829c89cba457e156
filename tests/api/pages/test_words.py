"""Every code and every refusal that a person may meet has its Indonesian words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from eventsourcing.persistence import PersistenceError, RecordConflictError
from pydantic import BaseModel

from api import bodies, information_bodies, problems
from api import information_request_bodies as requests
from api.commands import ALL_COMMANDS, InvalidBody
from api.identity import NoToken, Unauthenticated
from api.limits import TooMany
from api.once import KeyConflict
from api.pages import problem_words
from api.pages.field_names import FIELDS
from api.pages.form_tokens import ForeignForm
from api.pages.glossary import PURPOSES, WORDS, word
from api.pages.recorded_before import RecordedBefore
from api.pages.refused import SENTENCES, refused
from domain import (
    complaint,
    refusals,
    roles,
)
from storage.database import DatabaseUnavailable
from tests.api.pages.codes import CODES

ROOT = Path(__file__).parents[3]
ZONE = ZoneInfo("Asia/Pontianak")
DETAILS: dict[str, Any] = {
    "what": "A complaint",
    "state": "received",
    "command": "dispose",
    "allowed": ["verify"],
    "allowed_text": "verify",
    "count": 2,
    "proposal": 7,
    "role": "desk",
    "roles_text": "coordinator, inspector",
    "case": "AAAA-BBBB-C",
    "case_number": "AAAA-BBBB-C",
    "request": "BBBB-AAAA-C",
    "external_id": "5010653",
    "system": "sp4n",
    "version": 3,
    "given": 2,
    "id": "018f",
    "received": date(2026, 11, 23),
    "versions": 4,
    "number": 1,
    "kind": "erasure",
    "now": "open",
    "needed": "granted",
    "code": "rencana-pengamanan",
    "destroyed_at": "2026-11-23T09:15:00+07:00",
    "field": "title",
    "problem": "is needed",
}
OTHERS: tuple[Exception, ...] = (
    InvalidBody([{"field": "title", "problem": "is needed"}]),
    Unauthenticated(),
    NoToken(),
    KeyConflict(),
    ForeignForm(),
    problems.ReasonNeeded(),
    problems.Unreadable("x"),
    problems.TooLarge(),
    problems.NotInTheLog("x"),
    problems.Busy(),
    problems.NotReached(),
    TooMany(61),
    DatabaseUnavailable(),
    PersistenceError(),
    RecordConflictError(),
    RecordedBefore(id="x", case_number="ABCD-2345-X"),
)


def every_refusal(base: type[refusals.Refusal]) -> Iterator[type[refusals.Refusal]]:
    for found in base.__subclasses__():
        if found.__module__ == "domain.refusals":
            yield found
            yield from every_refusal(found)


def test_the_state_of_the_code_is_the_state_of_the_domain() -> None:
    assert set(CODES["state"]) == set(get_args(complaint.State))


@pytest.mark.parametrize("kind", WORDS)
def test_each_code_has_a_word_and_each_word_a_code(kind: str) -> None:
    assert set(WORDS[kind]) == set(CODES[kind])


def test_a_code_without_a_word_is_an_error_and_nothing_a_dash() -> None:
    with pytest.raises(KeyError):
        word("state", "lost")
    assert word("outcome", None) == "–"


def test_each_officer_has_a_purpose() -> None:
    assert set(PURPOSES) == set(roles.OFFICERS)


def test_each_field_that_is_typed_has_a_name() -> None:
    ours: list[type[BaseModel]] = [
        bodies.Receive,
        bodies.Location,
        bodies.Reporter,
        requests.RequestInformation,
        requests.Applicant,
        requests.Proxy,
        requests.WithheldPart,
        *(command.body for command in ALL_COMMANDS.values()),
        *information_bodies.BODIES,
    ]
    typed = {name for body in ours for name in body.model_fields}
    assert typed - {"sha256"} - FIELDS.keys() == set()


@pytest.mark.parametrize("refusal", sorted(every_refusal(refusals.Refusal), key=str))
def test_each_refusal_has_its_sentence(refusal: type[refusals.Refusal]) -> None:
    error = refusal(**DETAILS)
    told = refused(error, ZONE)
    assert told.status == problems.problem(error)[0]
    if refusal is not refusals.InvalidField:
        assert refusal in SENTENCES
    assert_indonesian(f"{told.title}. {told.text}")


def test_a_forbidden_step_of_a_request_is_told_in_the_words_of_requests() -> None:
    details = {"what": "An information request", "state": "incomplete"}
    steps = {"command": "decide", "allowed": ["complete"], "allowed_text": "complete"}
    told = refused(refusals.NotAllowedNow(**details, **steps), ZONE)
    assert told.text == (
        "Permohonan yang berstatus belum lengkap tidak dapat dikenai tindakan: beri"
        " pemberitahuan tertulis. Yang tersedia sekarang: lengkapi permohonan."
    )


@pytest.mark.parametrize("error", OTHERS, ids=lambda e: type(e).__name__)
def test_each_other_error_has_its_sentence(error: Exception) -> None:
    assert type(error) in SENTENCES
    told = refused(error, ZONE)
    assert 400 <= told.status < 600
    assert_indonesian(f"{told.title}. {told.text}")


def test_no_sentence_is_for_an_error_that_there_is_not() -> None:
    known = {*every_refusal(refusals.Refusal), *map(type, OTHERS)}
    assert set(SENTENCES) - known == set()


def test_an_error_of_ours_tells_nothing_of_itself() -> None:
    told = refused(ZeroDivisionError("Budi"), ZONE)
    assert told.status == 500
    assert "Budi" not in told.text


def assert_indonesian(text: str) -> None:
    assert "{" not in text
    assert not re.search(r"\b(the|is|not|may|of|to|and|this|there)\b", text)


def problems_named() -> Iterator[str]:
    """What decisions and bodies say is wrong with a field, `7` for what varies."""
    files = [
        *(ROOT / "domain").glob("*.py"),
        *(ROOT / "api" / name for name in ("intake.py", "instants.py", "offices.py")),
        *(ROOT / "api" / name for name in ("bodies.py", "side_way_bodies.py")),
    ]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.keyword(arg="problem", value=value):
                    pass
                case ast.Assign(targets=[ast.Name(id="problem")], value=value):
                    pass
                case ast.Assign(targets=[ast.Name(id="msg")], value=value) if (
                    path.name.endswith("bodies.py")
                ):
                    pass
                case _:
                    continue
            if written := _written(value):
                yield f"{path.name}: {written}"


def _written(value: ast.expr) -> str | None:
    match value:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(
                str(part.value) if isinstance(part, ast.Constant) else "7"
                for part in parts
            )
    return None


@pytest.mark.parametrize("named", sorted(set(problems_named())))
def test_each_problem_with_a_field_is_told_in_indonesian(named: str) -> None:
    problem = named.partition(": ")[2]
    told = problem_words.told(problem)
    assert told != problem_words.UNKNOWN
    assert_indonesian(told)


def test_an_unknown_problem_is_no_english() -> None:
    assert problem_words.told("is odd") == problem_words.UNKNOWN


def test_one_value_of_several_is_told_at_its_field() -> None:
    errors = [("state.0", "is not known here"), ("reporter.name", "is needed")]
    given = [{"field": name, "problem": problem} for name, problem in errors]
    assert list(refused(InvalidBody(given), ZONE).fields) == ["state", "reporter.name"]


def test_codes_within_a_problem_are_words_too() -> None:
    told = problem_words.told("a liaison needs an agency.")
    assert told == "Untuk pejabat penghubung pilih instansinya."
    told = problem_words.told("completion is set by statute; no office extends it.")
    assert "Tenggat penyelesaian ditetapkan undang-undang" in told
