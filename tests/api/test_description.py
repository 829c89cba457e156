"""What the description says of refusals, tokens, bodies and what was made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from domain.roles import COMMANDS

if TYPE_CHECKING:
    from tests.conftest import Served

NEEDS_NO_TOKEN = {
    "GET /healthz",
    "GET /metrics",
    "GET /readyz",
    "GET /version",
    "GET /v1/archive-reasons",
    "GET /v1/ledger/checkpoint",
    "GET /v1/ledger/key",
    "GET /v1/ledger/proof/consistency",
    "GET /v1/ledger/proof/inclusion",
    "GET /v1/ledger/proof/{position}.tlog-proof",
    "GET /v1/ledger/tile/entries/{path}",
    "GET /v1/ledger/tile/{path}",
    "GET /v1/public-information",
    "GET /v1/roles",
    "POST /v1/public-information/search",
    "POST /v1/track",
}
OF_REQUESTS = {
    "request-data": "",
    "complete-request": "/{number}/complete",
    "grant-erasure": "/{number}/grant",
    "refuse-request": "/{number}/refuse",
    "confirm-erasure": "/{number}/confirm",
}
NOT_ON_A_CASE = {
    "receive",
    "change-reference",
    "change-public-information",
    "assess-openness",
}
ON_A_CASE = sorted(COMMANDS.keys() - {*NOT_ON_A_CASE, *OF_REQUESTS})


@pytest.fixture(scope="module")
def document(served: Served) -> dict[str, Any]:
    found: dict[str, Any] = served.get("/openapi.json").json
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_every_refusal_is_a_problem(document: dict[str, Any]) -> None:
    problem = {"$ref": "#/components/schemas/Problem"}
    for name, operation in operations(document):
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert response["content"] == {
                    "application/problem+json": {"schema": problem}
                }, name


def test_every_operation_says_what_it_does_and_has_a_name_of_its_own(
    document: dict[str, Any],
) -> None:
    names = [operation["operationId"] for _, operation in operations(document)]
    assert len(set(names)) == len(names)
    assert all(operation["summary"] for _, operation in operations(document))


def test_what_needs_a_token_says_so(served: Served, document: dict[str, Any]) -> None:
    free = {name for name, o in operations(document) if "security" not in o}
    assert free == NEEDS_NO_TOKEN
    for method, path in (
        ("post", "/v1/complaints"),
        ("post", "/v1/information-requests"),
        ("get", "/v1/information-register"),
    ):
        assert document["paths"][path][method]["security"] == [{"token": []}, {}]
    for name in NEEDS_NO_TOKEN:
        if name.startswith("POST") or "/ledger/" in name:
            continue  # what it has depends on what was sealed; see tests/record
        assert served.get(name.split()[1]).status == 200


@pytest.mark.parametrize("command", ON_A_CASE)
def test_every_command_has_its_address_its_body_and_its_conditions(
    document: dict[str, Any], command: str
) -> None:
    operation = document["paths"][f"/v1/complaints/{{id}}/{command}"]["post"]
    assert {p["name"] for p in operation["parameters"]} == {
        "id",
        "Idempotency-Key",
        "If-Match",
    }
    assert operation["responses"].keys() >= {"200", "403", "404", "409", "412", "422"}
    content = operation["requestBody"]["content"]["application/json"]
    name = content["schema"]["$ref"].rpartition("/")[2]
    schema = document["components"]["schemas"][name]
    assert schema["additionalProperties"] is False
    assert {"occurred_at", "note"} <= schema["properties"].keys()


@pytest.mark.parametrize("command", OF_REQUESTS)
def test_every_step_of_a_data_request_has_its_address_and_body(
    document: dict[str, Any], command: str
) -> None:
    path = "/v1/complaints/{id}/data-requests" + OF_REQUESTS[command]
    operation = document["paths"][path]["post"]
    number = {"number"} if OF_REQUESTS[command] else set()
    names = {p["name"] for p in operation["parameters"]}
    assert names == {"id", "Idempotency-Key"} | number
    content = operation["requestBody"]["content"]["application/json"]
    name = content["schema"]["$ref"].rpartition("/")[2]
    schema = document["components"]["schemas"][name]
    assert schema["additionalProperties"] is False
    assert "occurred_at" in schema["properties"]


def test_an_address_knows_no_null(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        for parameter in operation["parameters"]:
            assert "null" not in str(parameter["schema"]), name
            assert parameter["schema"]["type"], name


def test_what_was_received_leads_to_all_that_can_be_done_with_it(
    document: dict[str, Any],
) -> None:
    made = document["paths"]["/v1/complaints"]["post"]["responses"]["201"]
    linked = {link["operationId"] for link in made["links"].values()}
    below = {
        operation["operationId"]
        for name, operation in operations(document)
        if "/v1/complaints/{id}" in name and "{number}" not in name
    }
    assert linked == below
    assert len(linked) == len(ON_A_CASE) + 9
