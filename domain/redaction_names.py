"""Names of persons: after a form of address or an office, between `bin` and `binti`,
by a common given name, or known to the case."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.names import normalised
from domain.redaction_words import (
    ABBREVIATED,
    ADDRESSES,
    ENDINGS,
    EVERYDAY,
    FAMILIES,
    GIVEN,
    LINKS,
    OFFICES,
    ORDINARY,
    PEOPLE,
    PLACES,
)

Span = tuple[int, int]

_WORD = re.compile(r"a\.n\.?|[^\W\d_](?:[\w'’\-]*[^\W_])?")
_LONGEST = 4
"""Words of a name."""
_ANCESTRY = ("bin", "binti")
_BY_NAME = ("bernama", "namanya", "a.n")
"""After these a name needs no capital."""
_FORMS = ADDRESSES | LINKS
_NO_NAMES = OFFICES | ORDINARY | PLACES | PEOPLE | ADDRESSES | LINKS
_WITH_A_POINT = ABBREVIATED | LINKS
_SHORT = LINKS | {"jl", "jln", "gg", "kec", "kel", "kab"}


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    plain: str
    """In small letters."""
    gap: str
    """What stands between the word before and this one."""
    opens: bool
    """It begins a sentence: its capital says nothing."""

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def names(text: str, places: frozenset[str]) -> Iterator[Span]:
    words = _words(text)
    at = 0
    while at < len(words):
        end = _name_at(words, at, places)
        if end > at:
            yield words[at].start, words[end - 1].end
        at = max(end, at + 1)


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    before = 0
    for match in _WORD.finditer(text):
        gap = text[before : match.start()]
        last = found[-1].plain if found else ""
        # "Sdr." and "H." end no sentence.
        ends = bool(re.search(r"[.!?\n]\s*$", gap)) and last not in _WITH_A_POINT
        opens = not found or ends
        word = match[0]
        found.append(
            _Word(match.start(), match.end(), word, word.casefold(), gap, opens)
        )
        before = match.end()
    return found


def _name_at(words: Sequence[_Word], at: int, places: frozenset[str]) -> int:
    """Behind the last word of the name that begins here; `at` where none does."""
    word, before = words[at], words[at - 1] if at else None
    if before and _announces(before, word) and not _after_a_place(words, at):
        # Whoever is addressed is a person, also one who is called like a region.
        return max(_end(words, at, places), _place_end(words, at, places))
    if word.capital and not _no_name(words, at, places):
        close = at > 0 and _stands_before(words, at, places)
        if close and not _abbreviated(word):
            return _end(words, at, places)
        if _is_given(words, at, places):
            return _end(words, at, places)
        if _is_run(words, at, places):
            return _end(words, at, places)
        if at + 1 < len(words) and words[at + 1].plain in _ANCESTRY:
            return _end(words, at, places)
    return at


def _announces(before: _Word, word: _Word) -> bool:
    """A form of address, or a title after one: the next word is a name, where it has a
    capital or is known as one."""
    announced = before.plain.rstrip(".") in _FORMS and before.text != "h"
    near = re.fullmatch(r"\.?\s*:?\s*[\"“(]?", word.gap) is not None
    if not (announced and near) or word.opens or word.plain in _NO_NAMES:
        return False
    if before.plain in _BY_NAME:
        return True
    return word.capital or (word.plain in GIVEN and word.plain not in EVERYDAY)


def _stands_before(words: Sequence[_Word], at: int, places: frozenset[str]) -> bool:
    before, word = words[at - 1], words[at]
    if before.plain in PEOPLE and re.fullmatch(r"\s+\(?|,\s|\s?:\s*", word.gap):
        return True
    # Bendahara desa, Tantri Oktaviani: of one word alone it would be a list.
    after = words[at + 1] if at + 1 < len(words) else None
    two = after is not None and after.capital and after.gap.isspace()
    if not two or word.gap != ", ":
        return False
    return before.plain in OFFICES or _is_place_before(words, at, places)


def _is_place_before(words: Sequence[_Word], at: int, places: frozenset[str]) -> bool:
    """Camat Menteng, Bereng Sandung."""
    return any(
        _place_end(words, start, places) == at
        and start > 0
        and words[start - 1].plain in OFFICES
        for start in range(max(0, at - _LONGEST), at)
    )


def _no_name(words: Sequence[_Word], at: int, places: frozenset[str]) -> bool:
    """A word of office, of every day, or of a place, or the place itself."""
    word = words[at]
    if word.plain in _NO_NAMES or any(sign.isdigit() for sign in word.plain):
        return True
    return _place_end(words, at, places) > at or _after_a_place(words, at)


def _place_end(words: Sequence[_Word], at: int, places: frozenset[str]) -> int:
    """Behind the longest name of a region that begins here."""
    for end in range(min(len(words), at + _LONGEST), at, -1):
        run = words[at:end]
        near = all(word.gap.isspace() for word in run[1:])
        if near and " ".join(word.plain for word in run) in places:
            return end
    return at


def _after_a_place(words: Sequence[_Word], at: int) -> bool:
    """In one run of capitals after a word such as `jalan`: a place that is called after
    somebody."""
    for back in range(1, _LONGEST + 1):
        if at - back < 0:
            return False
        before, here = words[at - back], words[at - back + 1]
        short = before.plain in _SHORT and re.fullmatch(r"\.\s*", here.gap)
        if not (short or _goes_on(before, here)):
            return False
        if before.plain in PLACES:
            return True
        if not before.capital and before.plain not in LINKS:
            return False
    return False


def _abbreviated(word: _Word) -> bool:
    return word.text.isupper() and len(word.text) <= 6


def _is_given(words: Sequence[_Word], at: int, places: frozenset[str]) -> bool:
    """By a common given name; one that is a word too needs another name beside it."""
    word = words[at]
    if _is_known(word) and word.plain not in FAMILIES:
        return True
    if at + 1 == len(words):
        return False
    after = words[at + 1]
    if not (after.capital and _goes_on(word, after)) or _no_name(words, at + 1, places):
        return False
    if word.plain in GIVEN:
        return True
    # A name that we do not know before one that we do: Yurensi Agustina.
    return _is_known(after) and not _abbreviated(word)


def _is_run(words: Sequence[_Word], at: int, places: frozenset[str]) -> bool:
    """Two to four words with capitals that stand together, all of them unknown: a name,
    or a place that we were not told."""
    if at > 0 and not words[at].opens:
        before = words[at - 1]
        part = before.capital and _goes_on(before, words[at])
        if part and not (before.opens and before.plain in ORDINARY):
            return False
    end = at + 1
    # No further than one word too many: a text may be made of capitals alone.
    most = min(len(words), at + _LONGEST + 1)
    while end < most and words[end].capital and _goes_on(words[end - 1], words[end]):
        end += 1
    return 2 <= end - at <= _LONGEST and not any(
        _abbreviated(words[here]) or _no_name(words, here, places)
        for here in range(at, end)
    )


def _is_known(word: _Word) -> bool:
    if word.plain in GIVEN:
        return word.plain not in EVERYDAY
    return word.plain in FAMILIES or ENDINGS.match(word.plain) is not None


def _end(words: Sequence[_Word], at: int, places: frozenset[str]) -> int:
    """Behind the last word of this name."""
    end = at + 1
    while end < len(words) and end - at < _LONGEST + 2:
        word = words[end]
        if word.plain in _ANCESTRY and word.gap.isspace():
            end += 2 if end + 1 < len(words) else 1
            continue
        if _is_child_of(words, end):
            end += 3
            continue
        goes_on = word.capital and _goes_on(words[end - 1], word)
        if not goes_on or end - at >= _LONGEST or _no_name(words, end, places):
            break
        end += 1
    return end


def _goes_on(before: _Word, word: _Word) -> bool:
    """With nothing between them but white space, or the point of an initial."""
    if len(before.text) < 3 and re.fullmatch(r"\.\s*", word.gap):
        return True
    return word.gap.isspace()


def _is_child_of(words: Sequence[_Word], at: int) -> bool:
    """`anak dari Dehen`, as Dayak and Chinese names are told apart."""
    run = words[at : at + 3]
    plain = [word.plain for word in run[:2]]
    return len(run) == 3 and plain == ["anak", "dari"] and run[2].capital


def known_names(text: str, people: Sequence[str]) -> Iterator[Span]:
    """A person of this case: by the whole name however it is written, by one word of it
    with a capital."""
    words = _words(text)
    for name in people:
        parts = [word.plain for word in _words(name)]
        own = {part for part in parts if len(part) > 2 and part not in LINKS}
        for at, word in enumerate(words):
            run = [w.plain for w in words[at : at + len(parts)]]
            if parts and run == parts:
                yield word.start, words[at + len(parts) - 1].end
            elif word.plain in own and word.capital and word.plain not in ORDINARY:
                yield word.start, word.end


def written(text: str, value: str) -> Iterator[Span]:
    """The same letters and figures, whatever stands between them."""
    signs = [re.escape(sign) for sign in normalised(value) if sign.isalnum()]
    if len(signs) >= 5:
        spaced = r"[\W_]{0,3}".join(signs)
        for match in re.finditer(rf"(?i)(?<!\w){spaced}(?!\w)", text):
            yield match.span()
