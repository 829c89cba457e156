"""What the seeds say of rules, told in Indonesian."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from api.pages.clock_lines import law
from api.pages.rule_words import ABOUT, about

SEED = Path(__file__).parents[3] / "api" / "seed" / "rules.csv"
with SEED.open(newline="") as _file:
    RULES = [(row["description"], row["legal_basis"]) for row in csv.DictReader(_file)]
ENGLISH = re.compile(
    r"\b(the|of|to|with|within|practice|proposal|derived|follows|replaced|found)\b"
)


@pytest.mark.parametrize(("description", "legal_basis"), RULES)
def test_a_rule_of_the_seeds_is_told_in_indonesian(
    description: str, legal_basis: str
) -> None:
    assert about(description) != description
    assert not ENGLISH.search(f"{about(description)} {law(legal_basis)}")


def test_what_an_office_wrote_of_a_rule_stands_as_it_is() -> None:
    assert about("batas menurut Pergub 12/2027") == "batas menurut Pergub 12/2027"


def test_no_words_are_kept_of_a_rule_that_the_seeds_do_not_have() -> None:
    assert set(ABOUT) == {description for description, _ in RULES}
