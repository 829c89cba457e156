"""A refusal says in one sentence what is wrong, with the case's own words in it."""

import pytest

from domain.refusals import InvalidField, NotAllowedNow, Refusal, StaleVersion


def test_the_message_is_the_docstring_with_what_happened() -> None:
    refusal = StaleVersion(version=7, given=5)
    assert str(refusal) == (
        "The case is at version 7, you decided on version 5. "
        'Read it again, then send the command with If-Match: "7".'
    )
    assert refusal.details == {"version": 7, "given": 5}


def test_a_brace_in_what_happened_is_no_placeholder() -> None:
    refusal = InvalidField(field="agency", problem="there is no '{x}'")
    assert str(refusal) == "agency: there is no '{x}'"


def test_a_refusal_without_its_facts_is_not_made() -> None:
    with pytest.raises(KeyError):
        NotAllowedNow(state="received")


@pytest.mark.parametrize(
    "refusal",
    [c for c in Refusal.__subclasses__() if c.__module__ == Refusal.__module__],
)
def test_every_refusal_has_a_message_of_its_own(refusal: type[Refusal]) -> None:
    assert vars(refusal)["__doc__"].strip()
