"""Nothing that a person said, or that names one, stands in clear in any event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

import pytest

from domain.access_log import ExportMade, IdentityOpened
from domain.complaint_events import ComplaintEvent
from domain.data_request_events import DataRequestEvent
from domain.event import Event, topics
from domain.sealing import Place, SealedField, SealedText
from storage.mapper import EventMapper

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

PERSON = {
    "name": "Anindya Planted",
    "national_id": "6271014502910003",
    "phone": "0811-5200-333",
    "email": "anindya@planted.example",
    "address": "Jalan Planted 7",
}
SPOT = {"description": "Belakang Planted", "latitude": -2.216105, "longitude": 113.917}
SAID: dict[str, dict[str, Any]] = {
    "receive": {
        "title": "Planted judul",
        "description": "Planted uraian",
        "reporter": PERSON,
        "place": SPOT,
    },
    "verify": {},
    "dispose": {"instruction": "Planted perintah"},
    "return": {"reason": "Planted alasan"},
    "follow-up": {"message": "Planted jawaban"},
    "reply": {"message": "Planted balasan"},
    "resolve": {"message": "Planted penutup"},
    "archive": {"message": "Planted arsip"},
    "amend": {
        "changed": ["title", "description", "location", "reporter"],
        "reason": "Planted sebab",
        "title": "Planted judul baru",
        "description": "Planted uraian baru",
        "reporter": {"name": "Baskara Planted"},
        "place": {**SPOT, "description": "Planted sudut"},
    },
    "escalate": {"reason": "Planted eskalasi"},
    "note": {"message": "Planted catatan"},
    "request-clarification": {"question": "Planted pertanyaan"},
    "clarify": {"answer": "Planted penjelasan"},
    "reopen": {"reason": "Planted kambuh"},
    "rate": {"comment": "Planted pujian"},
    "hand-over": {"reference": "Planted rujukan"},
    "withdraw": {"reason": "Planted pencabutan"},
    "merge": {},
    "reclassify": {"reason": "Planted golongan"},
    "extend": {"reason": "Planted perpanjangan"},
    "attach": {
        "name": "Planted foto.jpg",
        "sha256": "60303ae22b998861bce3b28f33eec1be",
    },
    "publish": {},
    "unpublish": {"reason": "Planted tarik"},
}
PASTS: dict[str, list[str]] = {
    "receive": [],
    "dispose": ["verify"],
    "return": ["verify", "dispose"],
    "follow-up": ["verify", "dispose"],
    "resolve": ["verify", "dispose"],
    "clarify": ["request-clarification"],
    "reopen": ["verify", "dispose", "resolve"],
    "rate": ["verify", "dispose", "resolve"],
    "extend": ["verify", "dispose"],
}

# The free texts of an event that are codes, ids or hashes: none is written by a person
# about a person. A new field has to be thought about before it is added here.
CODES = {
    "actor",
    "request_id",
    "run_by",
    "case_number",
    "access_code_hash",
    "category",
    "region",
    "suggested_agency",
    "agency",
    "government",
    "into_case_number",
    "duplicate_case_number",
    "decree",
    "clock",
    "rule",
    "legal_basis",
    "fields",
    "resumed",
    "voided",
    "nonce",
    "ExternalId.system",
    "ExternalId.id",
    "what",
    "Criterion.name",
    "Criterion.value",
    "KeyRef.commitment",
    "SealedText.ciphertext",
    "Promise.clock",
    "Promise.rule",
    "Promise.unit",
    "ClockStop.clock",
}


def words(said: dict[str, Any]) -> Iterator[str]:
    """Every word and number that was said, in any depth, that is no accident."""
    for name, value in said.items():
        if isinstance(value, dict):
            yield from words(value)
        elif name != "changed":
            yield from (word for word in str(value).split() if len(word) > 3)


def told(story: Story, command: str) -> ComplaintEvent:
    if command != "receive":
        story.given("receive", *PASTS.get(command, []))
    event = story.when(command, note="Planted keterangan", **SAID[command])
    assert isinstance(event, ComplaintEvent)
    return event


@pytest.mark.parametrize("command", SAID)
def test_no_word_of_a_command_stands_in_its_stored_event(
    story: Story, mapper: EventMapper, command: str
) -> None:
    state = mapper.to_stored_event(told(story, command)).state.decode()
    for word in (*words(SAID[command]), "Planted", "keterangan"):
        assert word not in state


@pytest.mark.parametrize("command", SAID)
def test_every_word_of_a_command_is_in_what_its_event_seals(
    story: Story, command: str
) -> None:
    event = told(story, command)
    opened = " ".join(text for _, text in read(story, event))
    for word in (*words(SAID[command]), "Planted", "keterangan"):
        assert word in opened


@pytest.mark.parametrize("command", SAID)
def test_the_reporters_key_seals_the_reporter_and_the_cases_key_the_rest(
    story: Story, command: str
) -> None:
    event = told(story, command)
    story.vault.keys.pop(story.case.reporter_key.id)
    readable = dict(read(story, event))
    assert "reporter" not in readable
    texts = {n for n in vars(event) if isinstance(getattr(event, n), SealedText)}
    assert set(readable) == texts - {"reporter"}


def test_without_the_cases_key_only_the_reporter_is_read(story: Story) -> None:
    event = told(story, "receive")
    story.vault.keys.pop(story.case.case_key.id)
    assert [name for name, _ in read(story, event)] == ["reporter"]


def read(story: Story, event: ComplaintEvent) -> Iterator[tuple[str, str]]:
    """Each sealed text of the event that can still be opened, by its field."""
    keys = {"reporter": story.case.reporter_key, "case": story.case.case_key}
    for name, value in vars(event).items():
        if isinstance(value, SealedText):
            place = Place(event.originator_id, event.TOPIC, name, event.nonce)
            key = keys[value.subject].id
            text = story.read(SealedField(key, place, value.ciphertext))
            if text is not None:
                yield name, text


def test_the_state_opens_its_texts_where_they_were_sealed(story: Story) -> None:
    told(story, "receive")
    case = story.case
    assert story.read(case.title) == "Planted judul"
    assert story.read(case.description) == "Planted uraian"
    assert "Anindya" in (story.read(case.reporter) or "")
    assert "113.917" in (story.read(case.place) or "")


def test_equal_words_are_stored_differently(story: Story, mapper: EventMapper) -> None:
    story.given("receive")
    first, second = story.when("note"), story.when("note")
    assert first.message.ciphertext != second.message.ciphertext
    assert mapper.to_stored_event(first).state != mapper.to_stored_event(second).state


def free_texts(hint: Any, name: str = "") -> Iterator[str]:
    """The fields of a class, and of the classes within it, that may hold any text."""
    if hint in (str, bytes):
        yield name
    elif is_dataclass(hint):
        hints = get_type_hints(hint)
        within = f"{hint.__name__}." if name else ""  # type: ignore[union-attr]
        for field in fields(hint):
            yield from free_texts(hints[field.name], within + field.name)
    elif get_origin(hint) is not Literal:
        for inner in get_args(hint):
            yield from free_texts(inner, name)


@pytest.mark.parametrize(
    "event_class",
    [
        c
        for c in topics()
        if issubclass(
            c, ComplaintEvent | DataRequestEvent | IdentityOpened | ExportMade
        )
    ],
)
def test_a_text_of_an_event_is_sealed_or_a_code(event_class: type[Event]) -> None:
    assert set(free_texts(event_class)) <= CODES


def test_a_new_text_in_clear_would_be_found() -> None:
    assert "Promise.rule" in set(free_texts(ComplaintEvent))
    assert "note" not in set(free_texts(ComplaintEvent))
