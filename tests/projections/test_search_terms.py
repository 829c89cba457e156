"""Words as search keeps them: one spelling, stems, and nothing to read."""

import pytest

from projections.chat_spelling import CHAT_SPELLING
from projections.search_terms import SearchTerms, words

TERMS = SearchTerms(b"k" * 32)


def matches(query: str, text: str) -> bool:
    found = set(TERMS.of_text(text))
    return all(found.intersection(any_of) for any_of in TERMS.of_query(query))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jln rusak, TDK diperbaiki!", ["jalan", "rusak", "tidak", "diperbaiki"]),
        ("anak-anak jalan2 covid19", ["anak", "anak", "jalan", "covid19"]),
        ("ﬁle ＫＴＰ_el a 1", ["file", "ktp", "el"]),
        ("", []),
    ],
)
def test_a_text_is_its_words_in_one_spelling(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("kerusakan jl", "jalan yang rusak"),
        ("perbaiki", "mohon perbaikan lampu"),
        ("sudah", "udh lama"),
        ("6271041234560001", "NIK 6271041234560001"),
    ],
)
def test_a_word_finds_its_other_forms(query: str, text: str) -> None:
    assert matches(query, text)


@pytest.mark.parametrize(
    ("query", "text"), [("rusak parah", "jalan rusak"), ("usak", "rusak")]
)
def test_a_text_without_all_the_words_is_not_found(query: str, text: str) -> None:
    assert not matches(query, text)


def test_terms_are_sorted_and_signed_and_each_stands_once() -> None:
    terms = TERMS.of_text("rusak rusak " + " ".join(map(str, range(10, 60))))
    assert terms == sorted(set(terms))
    assert len(terms) == 51
    assert min(terms) < 0
    assert all(-(2**63) <= term < 2**63 for term in terms)


def test_another_key_gives_other_terms() -> None:
    other = SearchTerms(b"j" * 32)
    assert not set(TERMS.of_text("jalan rusak")) & set(other.of_text("jalan rusak"))


def test_a_spelling_leads_to_a_word_that_has_no_other_spelling() -> None:
    assert not set(CHAT_SPELLING) & set(CHAT_SPELLING.values())
