"""What the check finds, what it leaves alone, and what it does not promise."""

import re
from collections.abc import Iterable, Sequence

import pytest

from domain.redaction import NOBODY, UNSEEN, Flagged, Known, check, redacted
from tests.domain.redaction.held_out import AFTER, BEFORE
from tests.domain.redaction.planted import PLACES, REGIONS, answers

Span = tuple[int, int]


def covered(text: str, start: int, end: int, flags: Sequence[Flagged]) -> bool:
    """No letter and no figure of it is left when the flags are redacted."""
    return all(
        any(flag.start <= at < flag.end for flag in flags)
        for at in range(start, end)
        if text[at].isalnum()
    )


def touches(flag: Flagged, spans: Iterable[Span]) -> bool:
    return any(flag.start < end and start < flag.end for start, end in spans)


def words(text: str, known: Known = NOBODY) -> list[tuple[str, str]]:
    flags = check(text, known, PLACES)
    return [(flag.kind, text[flag.start : flag.end]) for flag in flags]


def test_of_200_planted_identifiers_95_in_100_are_found(scale: int) -> None:
    planted = found = flagged = false = alike = taken = 0
    for seed in range(scale):
        for answer in answers(seed, plants=200):
            flags = check(answer.text, places=PLACES)
            spans = [(start, end) for start, end, _ in answer.plants]
            planted += len(spans)
            found += sum(covered(answer.text, *span, flags) for span in spans)
            flagged += len(flags)
            false += sum(not touches(flag, spans) for flag in flags)
            alike += len(answer.alike)
            taken += sum(
                any(touches(flag, [(start, end)]) for flag in flags)
                for start, end, _ in answer.alike
            )

    assert planted >= 200 * scale and alike >= 200 * scale
    assert found >= 0.95 * planted, f"{found} of {planted}"
    assert false <= 0.1 * flagged, f"{false} of {flagged} flags"
    assert taken <= 0.1 * alike, f"{taken} of {alike} that look alike"


@pytest.mark.parametrize(
    ("sentences", "least", "most_false"), [(BEFORE, 27, 2), (AFTER, 17, 1)]
)
def test_of_what_was_written_by_hand_it_finds_no_less_than_is_told(
    sentences: Sequence[str], least: int, most_false: int
) -> None:
    found = false = 0
    for sentence in sentences:
        text, spans = marked(sentence)
        flags = check(text, places=REGIONS)
        found += sum(covered(text, *span, flags) for span in spans)
        false += sum(not touches(flag, spans) for flag in flags)

    assert found >= least
    assert false <= most_false


def marked(sentence: str) -> tuple[str, list[Span]]:
    text, spans = "", []
    for part in re.split(r"(\[\[.*?\]\])", sentence):
        if part.startswith("[["):
            spans.append((len(text), len(text) + len(part) - 4))
        text += part.removeprefix("[[").removesuffix("]]")
    return text, spans


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("6271031205850004", True),
        ("6271035205850004", True),  # a woman: 40 is added to the day
        ("6271033205850004", False),  # no day 32
        ("6271031213850004", False),  # no month 13
        ("0071031205850004", False),  # no such province
        ("6271031205850000", False),  # the serial begins at 1
        ("62710312058500041", False),  # 17 figures
    ],
)
def test_an_identity_number_is_known_by_how_it_is_built(
    number: str, is_one: bool
) -> None:
    found = words(f"Kode {number} tercatat.")

    assert found == ([("national_id", number)] if is_one else [])


def test_where_a_word_says_so_a_number_need_not_be_built_well() -> None:
    assert words("NIK: 0071031213850000") == [("national_id", "0071031213850000")]


def test_a_person_of_the_case_is_found_by_any_part_of_the_name() -> None:
    known = Known(
        names=("Kumpul Sadar",),
        values=(("phone", "0536-77123"), ("address", "Jl. Anu 7")),
    )

    assert words("kata kumpul sadar tadi", known) == [("name", "kumpul sadar")]
    assert words("Yang bernyali Sadar saja", known) == [("name", "Sadar")]
    assert words("warga sudah sadar dan kumpul", known) == []
    assert words("lewat 053677123 saja", known) == [("phone", "053677123")]
    assert words("di jl anu 7 itu", known) == [("address", "jl anu 7")]
    assert words("di jl anu 7 itu") == []


def test_a_place_called_after_somebody_is_left_alone() -> None:
    assert words("Pasien dirujuk ke RSUD dr. Doris Sylvanus.") == []
    assert words("Lubang di Jalan Ahmad Yani sudah ditutup.") == []
    assert words("Pasien Doris Sylvanus sembuh.") == [("name", "Doris Sylvanus")]


@pytest.mark.parametrize("before", ["di", "Kecamatan", "Kec.", "Desa", "Kab.", "dari"])
def test_a_region_is_no_person_but_who_is_called_like_one_is(before: str) -> None:
    regions = frozenset(("laung tuhup",))

    def flagged(text: str) -> list[str]:
        found = check(text, places=regions)
        return [text[flag.start : flag.end] for flag in found]

    assert flagged(f"Lampu {before} Laung Tuhup diganti.") == []
    assert flagged(f"Ibu Laung Tuhup {before} Laung Tuhup.") == ["Laung Tuhup"]
    for address in ("Bapak", "Sdr.", "Bu", "Pak H.", "atas nama"):
        assert flagged(f"Lampu {address} Laung Tuhup diganti.") == ["Laung Tuhup"]
    assert flagged("Lampu di Kec. Basarang Sari diganti.") == []


def test_an_office_is_left_alone_and_its_holder_is_not() -> None:
    assert words("Bapak Bupati Kapuas dan Camat Menteng hadir.") == []
    assert words("Camat Menteng, Bereng Sandung, hadir.") == [
        ("name", "Bereng Sandung")
    ]


def test_a_name_beside_an_address_is_a_flag_of_its_own() -> None:
    assert words("Lampu di rumah Sdr. Wignyo, Jl. Rajawali No. 7, diganti.") == [
        ("name", "Wignyo"),
        ("address", "Jl. Rajawali No. 7"),
    ]


def test_flags_never_overlap_and_stand_in_their_order() -> None:
    for answer in answers(7, plants=100):
        flags = check(answer.text, places=PLACES)

        behind = 0
        for flag in flags:
            assert behind <= flag.start < flag.end <= len(answer.text)
            behind = flag.end


def test_what_is_redacted_is_flagged_no_more() -> None:
    for answer in answers(8, plants=100):
        left = redacted(answer.text, check(answer.text, places=PLACES))

        assert check(left, places=PLACES) == ()


def test_only_the_given_flags_are_redacted() -> None:
    text = "Pak Sutrisno di Gg. Manggis."
    name, alley = check(text)

    assert redacted(text, [name]) == "Pak [disamarkan] di Gg. Manggis."
    assert redacted(text, [name, alley]) == "Pak [disamarkan] di [disamarkan]."
    assert redacted(text, []) == text


def test_what_it_says_that_it_cannot_find_it_does_not_find() -> None:
    """Where one of these is found one day, the page must say less."""
    unseen = (
        "uang itu diterima kumpul sadar kemarin",
        "Satu-satunya bidan di pulau itu sakit kusta.",
        "Ia tinggal di Jalan Rajawali, dekat pasar.",
        "Nomor 7120445681 itu keliru.",
        "Lihat akun @kumpul.sadar di sana.",
        "Hubungi o-delapan-satu-dua dst.",
    )

    assert len(unseen) == len(UNSEEN)
    assert [words(text) for text in unseen] == [[]] * len(unseen)


@pytest.mark.parametrize(
    "part", ["jl a ", "Gg A ", "1 ", "08", "a.b-", "+62", "1.111.111", "x-", "A B "]
)
def test_no_text_makes_it_search_without_end(part: str) -> None:
    """Twenty thousand characters are the longest text there is: a pattern that goes
    back over them again and again does not come to its end."""
    text = (part * 20_000)[:20_000] + ". Pak Sutrisno"

    assert covered(text, len(text) - 8, len(text), check(text))
