"""`tuntas retention`: it lists and destroys nothing, unless two persons say so."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result

from api import data_requests
from api.cli import main
from api.identity import Actor
from api.installation import Installation
from api.intake import Request
from api.once import Conditions
from domain.information_request import InformationRequest
from storage.read_model import positions
from tests.catching_up import catch_up

DESK = Actor("meja", "desk")
COORDINATOR = Actor("koordinator", "coordinator")
PPID = Actor("ppid", "information_officer")


@pytest.fixture
def run(here: Installation, database_url: str, tmp_path: Any) -> Callable[..., Result]:
    data = tmp_path / "data"

    def call(*words: str) -> Result:
        where = ("--database-url", database_url, "--data", str(data))
        return CliRunner().invoke(main, ["retention", *words, *where])

    return call


def give(here: Installation, actor: Actor, command: str, case: Any, body: Any) -> Any:
    request = Request(actor, command, case, body, "r", Conditions)
    return here.desk.handle(request).body


def closed(here: Installation, years: int) -> str:
    """The number of a case that was closed so many years ago."""
    then = (here.origin().occurred_at - timedelta(days=366 * years)).isoformat()
    words = {"channel": "letter", "classification": "aspiration"}
    texts = {"title": "Usul taman", "description": "Taman bermain di desa."}
    case = give(here, DESK, "receive", None, {**words, **texts, "received_at": then})
    body = {"reason": "too_general", "occurred_at": then}
    give(here, COORDINATOR, "archive", case["id"], body)
    return str(case["case_number"])


def follow(here: Installation) -> None:
    for model in here.read_models():
        source, at = here.changes(), positions(here.pool)[model.name]
        while (batch := source.after(at)).position > at:
            assert catch_up(here.pool, model, batch)
            at = batch.position


def test_a_dry_run_lists_what_and_why_and_destroys_nothing(
    here: Installation, run: Callable[..., Result]
) -> None:
    old, _ = closed(here, 4), closed(here, 1)
    follow(here)
    for words in ((), ("--dry-run",)):
        done = run(*words, "--json")
        assert done.exit_code == 0, done.output
        [row] = json.loads(done.stdout)
        assert (row["case_number"], row["outcome"]) == (old, "to be erased")
        assert row["years"] == 3 and "UU 43/2009" in row["legal_basis"]
    assert here.keys.destructions() == []


def test_two_persons_erase_what_was_kept_long_enough(
    here: Installation, run: Callable[..., Result], officer_of: Callable[[str], str]
) -> None:
    old, young = closed(here, 4), closed(here, 1)
    follow(here)
    persons = ("--officer", officer_of("coordinator"))
    assert run("--apply", *persons).exit_code == 2
    both = (*persons, "--confirmed-by", officer_of("inspector"))
    done = run("--apply", "--json", *both)
    assert done.exit_code == 0, done.output
    assert [row["outcome"] for row in json.loads(done.stdout)] == ["erased"]
    case = here.cases.find(old)
    assert case.erased == "everything"
    assert case.erasures[0].ground == "retention"
    assert here.cases.find(young).erased is None
    [destruction] = here.keys.destructions()
    assert (destruction.owner, destruction.ground) == (case.id, "retention")
    follow(here)
    assert run("--apply", *both).exit_code == 0
    assert len(here.keys.destructions()) == 1


def test_persons_must_serve_in_their_role(
    here: Installation, run: Callable[..., Result], officer_of: Callable[[str], str]
) -> None:
    coordinator = officer_of("coordinator")
    for other in (coordinator, str(uuid4())):
        words = ("--officer", coordinator, "--confirmed-by", other)
        done = run("--apply", *words)
        assert done.exit_code == 2
        assert "inspector" in done.output


def test_a_legal_hold_keeps_a_case(
    here: Installation, run: Callable[..., Result], officer_of: Callable[[str], str]
) -> None:
    case = str(here.cases.find(closed(here, 4)).id)

    def step(actor: Actor, command: str, number: int | None, **body: Any) -> None:
        request = Request(actor, command, case, body, "r", Conditions)
        data_requests.handle(here, request, number)

    step(DESK, "request-data", None, kind="erasure")
    step(COORDINATOR, "refuse-request", 1, ground="legal_hold")
    follow(here)
    persons = ("--officer", officer_of("coordinator"))
    both = (*persons, "--confirmed-by", officer_of("inspector"))
    done = run("--apply", "--json", *both)
    assert [row["outcome"] for row in json.loads(done.stdout)] == ["legal hold"]
    assert here.keys.destructions() == []


def test_nothing_to_erase_is_said(run: Callable[..., Result]) -> None:
    done = run()
    assert done.exit_code == 0
    assert "no case was kept longer" in done.stderr


def test_a_rule_is_adopted_and_listed(run: Callable[..., Result]) -> None:
    words = ("aspiration", "--years", "9", "--legal-basis", "JRA")
    day = ("--status", "provisional", "--valid-from", "2026-01-01")
    assert run("adopt", *words, *day).exit_code == 0
    rows = json.loads(run("list", "--json").stdout)
    years = [r["years"] for r in rows if r["classification"] == "aspiration"]
    assert years == [3, 9]


@pytest.fixture
def officer_of(here: Installation, officer: Callable[..., str]) -> Callable[[str], str]:
    """The id of a new officer of that role."""

    def new(role: str) -> str:
        token = officer(role)
        return str(here.tokens.holders([token])[token].officer)

    return new


def test_requests_for_information_are_kept_so_long_and_erased_by_the_ppid(
    here: Installation, run: Callable[..., Result], officer_of: Callable[[str], str]
) -> None:
    old, young = asked_and_refused(here, 6), asked_and_refused(here, 1)
    follow(here)
    [row] = json.loads(run("--json").stdout)
    assert (row["case_number"], row["classification"]) == (old, "information_request")
    inspector = ("--confirmed-by", officer_of("inspector"))
    for role, outcome in (
        ("coordinator", "left to the information_officer"),
        ("information_officer", "erased"),
    ):
        both = ("--officer", officer_of(role), *inspector)
        done = run("--apply", "--json", *both)
        assert done.exit_code == 0, done.output
        assert [row["outcome"] for row in json.loads(done.stdout)] == [outcome]
    case = here.cases.find_case(old, InformationRequest)
    assert (case.erased, case.erasures[0].ground) == ("everything", "retention")
    assert here.cases.find_case(young, InformationRequest).erased is None


def asked_and_refused(here: Installation, years: int) -> str:
    """The number of a request that was refused so many years ago."""
    then = (here.origin().occurred_at - timedelta(days=366 * years)).isoformat()
    words = {"channel": "letter", "applicant_kind": "citizen", "access": "copy"}
    texts = {"applicant": {"name": "Sari Ayu"}, "information": "Peta lama."}
    body = {**words, **texts, "received_at": then}
    case = give(here, DESK, "information-requests", None, body)
    notice = {"possession": "not_held", "outcome": "refused", "message": "Tidak ada."}
    decided = {**notice, "occurred_at": then}
    give(here, PPID, "information-requests/decide", case["id"], decided)
    return str(case["case_number"])
