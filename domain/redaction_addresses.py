"""Where somebody lives: a street with its house, an alley, a neighbourhood (RT/RW)."""

import re
from collections.abc import Iterator

_NUMBER = r"\b(?:no|nomor|nmr)\b\.?\s*\d{1,4}\s?[a-z]?\b"
_ROOM = r"\b(?:blok|kavling|kav)\b\.?\s*[a-z]{0,2}\.?\s?\d{0,3}(?:\s?/\s?\d{1,3})?\b"
_NEIGHBOURHOOD = (
    r"\brt\b\.?\s*/\s*rw\b\.?\s*\d{1,3}\s*/\s*\d{1,3}\b"
    r"|\brt\b\.?\s*\d{1,3}(?:\s*[/,\-]?\s*rw\b\.?\s*\d{1,3})?\b"
    r"|\brw\b\.?\s*\d{1,3}\b"
)
_WORD = (
    r"(?!(?:km|kilometer|di|ke|pada|sebesar|sejak|dan|yang|dengan|sesuai|laporan)\b)"
    r"(?:[^\W\d_]{1,4}\.|[^\W\d_][\w'’]*)"
)
_ALLEY = rf"\b(?:gg|gang|lorong|lrg)\b\.?\s*(?:{_WORD}|\d{{1,2}})"
_PART = rf"(?:{_NUMBER}|{_ROOM}|{_NEIGHBOURHOOD}|{_ALLEY})"
_PARTS = rf"{_PART}(?:[,\s]*{_PART})*"
_LAST = r"\d{1,3}[a-z]?(?=\s*(?:[,;:)]|\.(?!\d)|$))"
"""A number without its word, where nothing follows that it could count."""

_STREET = re.compile(
    rf"(?i)\b(?:jl|jln|jalan)\b\.?\s*(?:{_WORD}(?:,?\s+|(?<=\.))){{1,5}}?"
    rf"(?:\d{{1,2}},?\s+)?(?:{_PARTS}|{_LAST}(?:[,\s]*{_PARTS})?)"
)
_ESTATE = re.compile(
    r"(?i)\b(?:komplek|kompleks|perumahan|perum|asrama|mess|btn|griya|rusun)\b"
    rf"\.?\s*(?:{_WORD},?\s+){{0,4}}?"
    rf"(?:{_NUMBER}|\bblok\b\.?\s*[a-z0-9]{{1,2}}\b)(?:[,\s]*{_PARTS})*"
)
_HOUSE = re.compile(rf"(?i)\b(?:rumah|kontrakan|kos|ruko|barak)\s+{_NUMBER}")
_NAMED_ALLEY = re.compile(
    r"\b(?:[Gg]g|[Gg]ang|GG|GANG|[Ll]orong)\b\.?\s*[A-Z][\w.'’]*"
    rf"(?:\s+(?!No\b|Nomor\b|RT\b|RW\b)[A-Z][\w.'’]*){{0,4}}(?i:[,\s]*{_PARTS})?"
)
_ALONE = re.compile(
    rf"(?i)(?<!ketua )(?<!pak )(?:{_NEIGHBOURHOOD})(?:[,\s]*{_NUMBER})?"
)


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """A street alone tells of no one and is what complaints are about: it takes a
    house, an alley or a neighbourhood. The head of a neighbourhood is an office."""
    for pattern in (_STREET, _ESTATE, _HOUSE, _NAMED_ALLEY, _ALONE):
        for match in pattern.finditer(text):
            yield match.span()
