"""An answer is told to everybody by two officers, after what tells who somebody is was
redacted, or overruled with a reason."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from domain.officers import OfficerAppointed
from domain.refusals import (
    FlagsUndecided,
    InvalidField,
    NeedsSecondOfficer,
    NotProposed,
    RestrictedNotPublished,
    TextErased,
)
from tests.domain.complaint.erased import erased

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

PLAIN = "Lampu di depan pasar sudah diganti pada 3 Maret 2026."
NAMING = "Sdr. Wignyo menerima lampu di Jl. Rajawali No. 7."


def propose(story: Story, text: str = PLAIN, **how: Any) -> Any:
    how.setdefault("answer", story.case.answers[-1].version)
    return story.when("propose-public-text", text=text, **how)


def confirm(story: Story, **how: Any) -> Any:
    proposed = story.case.proposed_text
    how.setdefault("proposal", proposed.version if proposed else 1)
    return story.when("confirm-public-text", **how)


def public(story: Story) -> dict[int, str | None]:
    return {text.answer: story.read(text.text) for text in story.case.public_texts}


def flags(story: Story) -> list[dict[str, Any]]:
    proposed = story.case.proposed_text
    assert proposed
    found: list[dict[str, Any]] = json.loads(story.read(proposed.flags) or "[]")
    return found


def test_a_text_is_public_when_another_officer_confirms_it_and_not_before(
    story: Story,
) -> None:
    story.given_state("answered")
    [answer] = story.case.answers
    propose(story)
    assert public(story) == {}

    confirm(story)

    assert public(story) == {answer.version: PLAIN}
    assert story.case.proposed_text is None


def test_who_proposed_it_does_not_confirm_it_in_any_role(story: Story) -> None:
    story.given_state("answered")
    propose(story, envelope={"actor": "officer-1"}, role="liaison")

    for role in ("liaison", "coordinator"):
        refusal = story.refused(
            "confirm-public-text",
            proposal=story.case.version,
            envelope={"actor": "officer-1"},
            role=role,
        )
        assert isinstance(refusal, NeedsSecondOfficer)
        assert "Ask another" in str(refusal)

    confirm(story, envelope={"actor": "officer-2"})
    assert public(story)


def test_with_a_flag_undecided_it_is_not_confirmed(story: Story) -> None:
    story.given_state("answered")
    propose(story, NAMING)
    assert [flag["kind"] for flag in flags(story)] == ["name", "address"]
    assert [flag["reason"] for flag in flags(story)] == [None, None]

    refusal = story.refused("confirm-public-text", proposal=story.case.version)

    assert isinstance(refusal, FlagsUndecided)
    assert "2 of what the check flagged" in str(refusal)


def test_each_flag_is_redacted_or_overruled_with_its_reason(story: Story) -> None:
    story.given_state("answered")
    redacted = NAMING.replace("Wignyo", "[disamarkan]")
    reason = "Alamat kantor kelurahan."
    overruled = [{"flagged": "jl. rajawali no. 7", "reason": reason}]

    event = propose(story, redacted, overruled=overruled)

    assert event.undecided == 0
    [flag] = flags(story)
    assert redacted[flag["start"] : flag["end"]] == "Jl. Rajawali No. 7"
    assert flag["reason"] == reason
    confirm(story)
    assert list(public(story).values()) == [redacted]


def test_an_overruling_that_fits_no_flag_decides_none_and_is_recorded_alike(
    story: Story,
) -> None:
    """A refusal would tell who tries names, and leave no trace of it."""
    story.given_state("answered")
    overruled = [{"flagged": "Wignyo Utomo", "reason": "Pejabat."}]
    assert propose(story, NAMING, overruled=overruled).undecided == 2
    assert propose(story, PLAIN, overruled=overruled).undecided == 0


def test_the_reporter_is_known_and_a_flag_does_not_say_so(story: Story) -> None:
    identity = {"name": "Kumpul Sadar", "phone": "021 55", "address": "Sebelah surau"}
    story.when("receive", reporter=identity)
    story.given_state("answered")

    propose(story, "Untuk sadar, Sadar dan sebelah surau itu.")

    assert [(f["kind"], f["end"] - f["start"]) for f in flags(story)] == [
        ("name", 5),
        ("address", 13),
    ]


def test_whom_the_case_came_to_know_since_the_proposal_is_looked_for_again(
    story: Story,
) -> None:
    text = "Lampu di rumah wignyo telah diganti."
    story.given_state("answered")
    propose(story, text)
    story.when("amend", changed=["reporter"], title=None, reporter={"name": "Wignyo"})

    refusal = story.refused("confirm-public-text", proposal=story.case.version - 1)

    assert isinstance(refusal, FlagsUndecided)
    assert "1 of what" in str(refusal)
    why = [{"flagged": "wignyo", "reason": "Ia sendiri yang minta."}]
    propose(story, text, overruled=why)
    confirm(story)
    assert list(public(story).values()) == [text]


def test_the_officers_of_its_agency_are_known_those_of_others_are_not(
    story: Story,
) -> None:
    story.given_state("answered")
    for agency, name in (("dishub", "Teguh Sekali"), ("dpupr", "Rapi Jali")):
        appoint(story, agency, name)

    propose(story, "Kata teguh sekali dan rapi jali begitu.")

    [flag] = flags(story)
    assert (flag["start"], flag["end"]) == (5, 17)


def appoint(story: Story, agency: str, name: str) -> None:
    at = story.at("appoint", None)
    officer = uuid4()
    [key] = story.vault.take(1)
    event = story.reference.officers.appoint(
        at.origin,
        officer=officer,
        role="liaison",
        agency=agency,
        key=key,
        name=at.seal(OfficerAppointed, officer, key, "officer", name=name)["name"],
    )
    officers = story.reference.officers.apply(event)
    story.reference = replace(story.reference, officers=officers)


def test_a_new_proposal_takes_the_place_of_the_last(story: Story) -> None:
    story.given_state("answered")
    old = propose(story).originator_version
    new = propose(story, "Lampu sudah menyala.").originator_version

    refusal = story.refused("confirm-public-text", proposal=old)

    assert isinstance(refusal, NotProposed)
    assert f"what waits is version {new}" in str(refusal)
    confirm(story)
    assert list(public(story).values()) == ["Lampu sudah menyala."]


def test_a_declined_proposal_waits_no_more_and_what_was_public_stays(
    story: Story,
) -> None:
    story.given_state("answered")
    propose(story)
    confirm(story)
    again = propose(story, "Lampu sudah dua kali diganti.").originator_version

    story.when("decline-public-text", proposal=again, reason="Belum benar.")

    assert list(public(story).values()) == [PLAIN]
    assert isinstance(story.refused("confirm-public-text", proposal=again), NotProposed)
    assert isinstance(
        story.refused("decline-public-text", proposal=again, reason="Lagi."),
        NotProposed,
    )


def test_a_text_of_the_same_answer_takes_the_place_of_the_one_before(
    story: Story,
) -> None:
    story.given_state("answered").given("follow-up")
    first, second = (answer.version for answer in story.case.answers)
    for answer, text in ((first, "Satu."), (second, "Dua."), (first, "Tiga.")):
        propose(story, text, answer=answer)
        confirm(story)

    assert public(story) == {second: "Dua.", first: "Tiga."}


def test_only_a_follow_up_is_told_to_everybody(story: Story) -> None:
    story.given_state("answered").given("reply")
    for version in (1, story.case.version, 99):
        refusal = story.refused("propose-public-text", answer=version, text=PLAIN)
        assert isinstance(refusal, InvalidField)
        assert f"there are: {story.case.answers[0].version}" in str(refusal)


def test_a_restricted_case_has_no_public_text(story: Story) -> None:
    story.given_state("answered")
    proposal = propose(story).originator_version
    story.when("reclassify", classification="oversight_complaint")

    for command, words in (
        (
            "propose-public-text",
            {"answer": story.case.answers[0].version, "text": PLAIN},
        ),
        ("confirm-public-text", {"proposal": proposal}),
    ):
        assert isinstance(story.refused(command, **words), RestrictedNotPublished)


def test_of_an_erased_case_nothing_is_told_any_more(story: Story) -> None:
    story.given_state("answered")
    proposal = propose(story).originator_version
    erased(story, "everything")

    for command, words in (
        (
            "propose-public-text",
            {"answer": story.case.answers[0].version, "text": PLAIN},
        ),
        ("confirm-public-text", {"proposal": proposal}),
    ):
        assert isinstance(story.refused(command, **words), TextErased)


def test_no_clock_moves_by_it(story: Story) -> None:
    story.given_state("answered")
    before = story.case.clocks, story.case.state
    propose(story)
    confirm(story)
    assert (story.case.clocks, story.case.state) == before
