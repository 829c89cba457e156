"""A case number survives a voice, a pen and a keyboard, or is found to be wrong."""

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case_number import ALPHABET, RANDOM_BYTES, case_number, parse

RANDOM = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES)
NUMBERS = [case_number(Random(seed).randbytes(RANDOM_BYTES)) for seed in range(20)]
GAPS = ["", " ", "-", " - ", "  "]
SIGNS = [position for position in range(11) if position not in (4, 9)]


def one_wrong(number: str) -> Iterator[str]:
    for position in SIGNS:
        for sign in ALPHABET.replace(number[position], ""):
            yield number[:position] + sign + number[position + 1 :]


def two_swapped(number: str) -> Iterator[str]:
    plain = number.replace("-", "")
    for left, (a, b) in enumerate(zip(plain, plain[1:], strict=False)):
        if a != b:
            yield plain[:left] + b + a + plain[left + 2 :]


def test_the_number_is_three_groups_with_a_check_character_last() -> None:
    assert case_number(bytes(8)) == "2222-2222-2"
    assert case_number((1).to_bytes(8, "big")) == "3222-2222-3"
    assert case_number((31).to_bytes(8, "big")) == "2322-2222-4"


def test_no_sign_is_mistaken_for_another() -> None:
    assert set("01ILO").isdisjoint(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 31


@given(RANDOM)
def test_a_number_is_read_back_as_it_was_written(random: bytes) -> None:
    number = case_number(random)
    assert parse(number) == number


@given(RANDOM, st.data())
def test_a_number_is_read_in_any_spelling(random: bytes, data: st.DataObject) -> None:
    number = case_number(random)
    typed = "".join(
        data.draw(st.sampled_from([c, c.lower()])) + data.draw(st.sampled_from(GAPS))
        for c in number.replace("-", "")
    )
    assert parse(data.draw(st.sampled_from(GAPS)) + typed) == number


@pytest.mark.parametrize("number", NUMBERS)
def test_one_wrong_character_is_found_wherever_it_stands(number: str) -> None:
    wrong = list(one_wrong(number))
    assert len(wrong) == 9 * 30
    assert [spelling for spelling in wrong if parse(spelling) is not None] == []


@pytest.mark.parametrize("number", NUMBERS)
def test_two_neighbours_in_the_wrong_order_are_found(number: str) -> None:
    swapped = list(two_swapped(number))
    assert swapped
    assert [spelling for spelling in swapped if parse(spelling) is not None] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2222-2222",
        "2222-2222-22",
        "2222-2222-3",
        "I222-2222-2",
        "2222_2222_2",
        "2222-2222-2; DROP TABLE",
        "00000000-0000-0000-0000-000000000000",
        "２222-2222-2",
    ],
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert parse(text) is None


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    read = parse(text)
    assert read is None or parse(read) == read


def test_equal_chance_gives_equal_numbers_and_other_chance_others() -> None:
    assert case_number(b"12345678") == case_number(b"12345678")
    assert len(set(NUMBERS)) == len(NUMBERS)


def test_every_sign_comes_up_at_every_place() -> None:
    chance = Random(1)
    seen = Counter(
        (place, sign)
        for _ in range(2_000)
        for place, sign in enumerate(case_number(chance.randbytes(RANDOM_BYTES)))
        if sign != "-"
    )
    assert len(seen) == 9 * 31
    assert max(seen.values()) < 3 * min(seen.values())
