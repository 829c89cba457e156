"""Event logs for process mining: complete, valid, and without a person in them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from defusedxml import ElementTree

from tests.api.exporting.conftest import (
    SECRETS,
    WHY,
    XES,
    Exports,
    cases_in,
    related,
)

if TYPE_CHECKING:
    from tests.api.conftest import Office

SCHEMA = Path(__file__).parents[2] / "data" / "ocel20-schema-json.json"
PUBLISHED = "bd3dfc26a35c5a6d49e3e4adc049aa41c1efe31576dfd564e3e399d7b04f3dc6"
"""SHA-256 of https://www.ocel-standard.org/2.0/ocel20-schema-json.json, which section 8
of the specification prints too (arXiv 2403.01975, CC BY 4.0)."""
FORMS = ("ocel", "csv", "xes")
LIFE = ["received", "verified", "disposed", "followed_up", "resolved"]


def check(document: Path) -> subprocess.CompletedProcess[str]:
    words = ("check_jsonschema", "--schemafile", SCHEMA, document)
    return subprocess.run(
        [sys.executable, "-m", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def log(exports: Exports, planted: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(exports.over_http("ocel"))
    return found


def test_the_schema_is_the_published_one() -> None:
    assert sha256(SCHEMA.read_bytes()).hexdigest() == PUBLISHED


def test_the_file_fits_the_published_schema(
    log: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "log.json"
    file.write_text(json.dumps(log))
    done = check(file)
    assert done.returncode == 0, done.stdout
    # A number is none of the schema's values, so that the check says something.
    log = json.loads(file.read_text())
    log["events"][0]["attributes"][0]["value"] = 3
    file.write_text(json.dumps(log))
    assert check(file).returncode == 1


def test_every_name_in_it_is_declared_and_there(log: dict[str, Any]) -> None:
    declared = {
        (kind, one["name"]): {a["name"] for a in one["attributes"]}
        for kind in ("objectTypes", "eventTypes")
        for one in log[kind]
    }
    ids = Counter(o["id"] for o in (*log["objects"], *log["events"]))
    assert set(ids.values()) == {1}
    objects = {o["id"]: o["type"] for o in log["objects"]}
    kinds = {"case": "case", "by": "officer", "with": "agency"}
    for event in log["events"]:
        names = {a["name"] for a in event["attributes"]}
        assert names <= declared["eventTypes", event["type"]]
        assert len(related(event, "case")) == 1
        for relation in event["relationships"]:
            assert objects[relation["objectId"]] == kinds[relation["qualifier"]]
    for one in log["objects"]:
        names = {a["name"] for a in one.get("attributes", ())}
        assert names <= declared["objectTypes", one["type"]]


@pytest.mark.parametrize("what", FORMS)
def test_each_file_holds_every_event_of_every_case(
    exports: Exports, planted: dict[str, Any], what: str
) -> None:
    found = cases_in(what, exports.over_http(what))
    made = exports.last()
    assert made["what"] == what
    assert (made["cases"], made["events"]) == exports.on_disk(made["up_to"])
    assert len(found) == made["cases"]
    assert sum(map(len, found.values())) == made["events"]
    assert [f"complaint.{step}" for step in LIFE] in [
        # Before the ladder, which calls offices when they are open.
        types[: len(LIFE)]
        for types in found.values()
    ]


def test_all_files_name_a_case_alike_and_tell_the_same_of_it(
    exports: Exports, planted: dict[str, Any]
) -> None:
    ocel, flat, traces = (cases_in(what, exports.over_http(what)) for what in FORMS)
    for case, types in ocel.items():
        assert flat[case][: len(types)] == traces[case][: len(types)] == types


def test_an_event_is_told_with_both_times_its_officer_and_its_agency(
    exports: Exports, office: Office
) -> None:
    before = cases_in("ocel", exports.over_http("ocel"))
    case = office.receive(received_at="2026-01-05T08:00:00+07:00")
    office.done("verify", case, "coordinator")
    office.done("dispose", case, "coordinator", agency="dinkes")
    log = json.loads(exports.over_http("ocel"))
    [own] = {related(event, "case")[0] for event in log["events"]} - before.keys()
    received, verified, disposed = (
        event
        for name in ("received", "verified", "disposed")
        for event in log["events"]
        if event["type"] == f"complaint.{name}" and related(event, "case") == [own]
    )
    assert received["time"] == "2026-01-05T01:00:00.000000+00:00"
    told = {a["name"]: a["value"] for a in received["attributes"]}
    assert told["recorded_at"] > received["time"]
    assert (told["role"], told["version"], told["channel"]) == ("desk", "1", "walk_in")
    assert related(verified, "by") == related(disposed, "by") != related(received, "by")
    assert related(received, "with") == related(verified, "with") == []
    assert len(related(disposed, "with")) == 1


@pytest.mark.parametrize("what", FORMS)
def test_no_file_names_a_person_a_case_an_agency_or_an_officer(
    exports: Exports, planted: dict[str, Any], what: str
) -> None:
    text = exports.over_http(what)
    officers = [str(id) for (id,) in exports.rows("SELECT officer FROM token")]
    names = (planted["id"], planted["case_number"], "dishub", *officers)
    assert [secret for secret in (*SECRETS, *names) if secret in text] == []
    assert "62.03" in text
    assert "perhubungan" in text


def test_names_stay_the_same_from_one_export_to_the_next(
    exports: Exports, planted: dict[str, Any]
) -> None:
    first, second = (cases_in("csv", exports.over_http("csv")) for _ in range(2))
    assert first.keys() <= second.keys()


def test_restricted_cases_are_for_the_inspector_alone(
    exports: Exports, office: Office, planted: dict[str, Any]
) -> None:
    # Restricted is what is so at the end: of its open days nothing is told either.
    case = office.receive(classification="complaint")
    open_to_all = cases_in("csv", exports.by_verb("csv"))
    office.done("verify", case, "coordinator", classification="oversight_complaint")
    for what in FORMS:
        seen = cases_in(what, exports.over_http(what))
        assert exports.last()["restricted"] is True
        told = cases_in(what, exports.by_verb(what))
        made = exports.last()
        assert made["restricted"] is False
        assert (len(told), sum(map(len, told.values()))) == (
            made["cases"],
            made["events"],
        )
        assert told.keys() < seen.keys()
        assert len(open_to_all.keys() - told.keys()) == 1


def test_a_case_without_category_or_agency_has_empty_cells(
    exports: Exports, office: Office
) -> None:
    case = office.receive()
    text = exports.over_http("csv", case["position"])
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {(r["agency"], r["category"]) for r in rows} >= {("", "")}
    assert {r["role"] for r in rows} >= {"desk", "coordinator"}


def test_a_trace_says_what_the_case_is(
    exports: Exports, planted: dict[str, Any]
) -> None:
    text = exports.over_http("xes")
    traces = ElementTree.fromstring(text).iter(f"{XES}trace")
    told = [{a.get("key"): a.get("value") for a in trace} for trace in traces]
    assert {"perhubungan", None} <= {one.get("category") for one in told}
    assert all(one["channel"] for one in told)


@pytest.mark.parametrize("path", ["ocel", "events", "events?format=xes"])
def test_an_export_without_a_reason_or_a_role_leaves_nothing(
    office: Office, path: str
) -> None:
    with office.nothing_recorded():
        for reason in ({}, {"Tuntas_Reason": " x "}):
            refused = office.get(f"/v1/exports/{path}", "inspector", **reason)
            assert refused.status == 422
            assert refused.json["type"] == "urn:tuntas:problem:reason-needed"
        for by in ("coordinator", "manager", "administrator", "desk"):
            assert office.get(f"/v1/exports/{path}", by, **WHY).status == 403
        assert office.get(f"/v1/exports/{path}", None, **WHY).status == 401
        wrong = office.get("/v1/exports/events?format=xlsx", "inspector", **WHY)
        assert wrong.status == 422
