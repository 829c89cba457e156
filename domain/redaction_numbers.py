"""Numbers that name a person, however they are spaced, and e-mail addresses."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_DIGIT_WORDS = "nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan"

_LONG = re.compile(r"(?<![\d.])\d(?:[ .\-]?\d){15}(?![.\-]?\d)")
_OF_SERVANT = re.compile(r"(?<!\d)(?:19|20)\d{6} ?(?:19|20)\d{4} ?[12] ?\d{3}(?!\d)")
_LABELLED_ID = re.compile(
    r"(?i)\b(?:nik|no\.? ?ktp|ktp|no\.? ?kk|kk|kartu keluarga|e-?ktp)\b"
    r"(?:\W{0,3}(?:nomor|no|saya|dengan|adalah|bernomor)\b)*\W{0,3}"
    r"(\d(?:[ .\-]?\d){11,17})(?!\d)"
)


def national_ids(text: str) -> Iterator[Span]:
    """Identity numbers (NIK), sixteen figures: region, day of birth, month, year,
    serial; those of family cards are built alike. And the numbers of civil servants,
    which begin with the day of birth."""
    for match in _LONG.finditer(text):
        if _is_built(re.sub(r"\D", "", match[0])):
            yield match.span()
    for match in _LABELLED_ID.finditer(text):
        yield match.span(1)
    for match in _OF_SERVANT.finditer(text):
        yield match.span()


def _is_built(number: str) -> bool:
    province, regency, district, day, month = (
        int(number[at : at + 2]) for at in range(0, 10, 2)
    )
    # For women 40 is added to the day.
    born = day - 40 if day > 40 else day
    return (
        11 <= province <= 97
        and 1 <= regency <= 79
        and district >= 1
        and 1 <= born <= 31
        and 1 <= month <= 12
        and number[12:] != "0000"
    )


# Letters that look like figures, as they are put in to get past a filter.
_FIGURE = "[0-9OoIl]"
_GAP = r"[\s.\-()/_]{0,3}"
_MOBILE = re.compile(
    rf"(?<![\w.])(?:\(?\+?\s?62\)?|[0Oo]){_GAP}8(?:{_GAP}{_FIGURE}){{7,11}}(?!\w)"
)
_FIXED = re.compile(
    r"(?<![\w/.\-])(?:\(0\d{1,3}\)|0[2-9]\d{1,2}(?=[ \-])|\+62[ \-]?\(?\d{2,4}\)?)"
    r"[ \-]{0,3}\d{2,4}(?:[ \-]?\d{2,4}){1,2}(?![\w/])"
)
_SPELT = re.compile(
    rf"(?i)\b(?:(?:{_DIGIT_WORDS}|\d{{1,4}})[\s,.\-]+){{4,}}(?:{_DIGIT_WORDS}|\d{{1,4}})\b"
)
_LABELLED_PHONE = re.compile(
    r"(?i)\b(?:hp|wa|whats ?app|te?lp|telepon|telpon|handphone|ponsel|sms|kontak)\b"
    r"(?:\W{0,3}(?:nomor|no|nya|saya|ke|di|adalah)\b)*\W{0,3}"
    r"(\+?\d(?:[ .\-]?\d){6,13})(?!\d)"
)


def phones(text: str) -> Iterator[Span]:
    """Of mobiles (08, +62 8) and of fixed lines with their area; spelt in words too."""
    for match in _MOBILE.finditer(text):
        if sum(character.isdigit() for character in match[0]) >= 6:
            yield match.span()
    for pattern in (_FIXED, _SPELT):
        for match in pattern.finditer(text):
            if pattern is _FIXED or _is_spelt(match[0]):
                yield match.span()
    for match in _LABELLED_PHONE.finditer(text):
        yield match.span(1)


_SPELT_FIGURE = re.compile(rf"(?i){_DIGIT_WORDS}|\d")


def _is_spelt(words: str) -> bool:
    """Nine figures or more, some of them in words; in figures alone it is a date, an
    amount, or found by its beginning."""
    figures = _SPELT_FIGURE.findall(words)
    in_words = [figure for figure in figures if not figure.isdigit()]
    return len(figures) >= 9 and len(in_words) >= 2


_NUMBER = r"(\d(?:[ .\-]?\d){7,18})(?![\d/])"
_BANK = r"bri|bni|bca|btn|bsi|bjb|mandiri|bank \w+|danamon|cimb"
_LABELLED_ACCOUNT = re.compile(
    rf"(?i)\b(?:no\.? ?rek|norek|rek|rekening|virtual account|va|{_BANK})\b"
    rf"((?:[^\d\n.;]|\.(?= ?\d)){{0,30}})(?<![A-Za-z]-){_NUMBER}"
)
_ACCOUNT_OF = re.compile(rf"(?i)(?<![\d./\-]){_NUMBER}\W{{1,3}}(?:di )?(?:{_BANK})\b")
_DAY = re.compile(r"\d{1,2}[ .\-]\d{1,2}[ .\-]\d{4}|\d{4}-\d\d-\d\d")
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+")


def accounts(text: str) -> Iterator[Span]:
    """Numbers of bank accounts, where a word says that it is one."""
    for match in _LABELLED_ACCOUNT.finditer(text):
        if not re.search(r"(?i)\brp\b", match[1]) and _may_be_account(match[2]):
            yield match.span(2)
    for match in _ACCOUNT_OF.finditer(text):
        if _may_be_account(match[1]):
            yield match.span(1)


def _may_be_account(number: str) -> bool:
    return not (_DAY.fullmatch(number) or _AMOUNT.fullmatch(number))


_AT = r"@|\s?(?:\(at\)|\[at\]|\{at\}|\(a\))\s?|\s+(?:at|@)\s+"
_DOT = r"\.|\s?(?:\(dot\)|\[dot\]|\(titik\))\s?|\s+(?:dot|titik)\s+"
_EMAIL = re.compile(
    rf"(?i)(?<![\w.+\-])[a-z0-9][\w.+\-]{{0,63}}(?:{_AT})[a-z0-9\-]{{1,63}}"
    rf"(?:(?:{_DOT})[a-z]{{2,}}){{1,4}}\b"
)


def emails(text: str) -> Iterator[Span]:
    return (match.span() for match in _EMAIL.finditer(text))


# Areas of the Indonesian number plates, without the letters that stand for other
# things before a number (RI, PT).
_AREAS = (
    "AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN"
    "|DP|DR|DS|DT|DW|EA|EB|ED|KB|KH|KT|KU|PA|PB|PG|PS|A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|W|Z"
)
_PLATE = re.compile(rf"(?<![\w/.\-])(?:{_AREAS})[ \-]?\d{{1,4}}[ \-]?[A-Z]{{2,3}}\b")
_LABELLED_PLATE = re.compile(
    r"(?i)\b(?:plat|nopol|nomor polisi|no\.? ?pol)\b\W{0,3}(?:nomor\W{1,2})?"
    r"([a-z]{1,2}[ \-]?\d{1,4}[ \-]?[a-z]{0,3})\b"
)


def plates(text: str) -> Iterator[Span]:
    for match in _PLATE.finditer(text):
        yield match.span()
    for match in _LABELLED_PLATE.finditer(text):
        yield match.span(1)
