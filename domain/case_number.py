"""The number a reporter writes down: short, readable aloud, checked, not guessable."""

from collections.abc import Sequence

# 31 characters without I, L, O, 0 and 1. The size is prime, so that the weighted sum
# below catches every single wrong character and every swap of two neighbours.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
RANDOM_BYTES = 8


def check_character(body: str) -> str:
    """The ninth character: weighted sum of the first eight modulo 31."""
    return _check([ALPHABET.index(c) for c in body])


def _check(digits: Sequence[int]) -> str:
    weighted = 0
    for place, digit in enumerate(digits, 1):
        weighted += place * digit
    return ALPHABET[weighted % len(ALPHABET)]


def case_number(random: bytes) -> str:
    """`KQ7M-4XPR-H` from eight random bytes (31**8 numbers, uniform to 1e-7)."""
    number = int.from_bytes(random, "big")
    digits = []
    for _ in range(LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        digits.append(digit)
    body = "".join([ALPHABET[digit] for digit in digits])
    return f"{body[:4]}-{body[4:]}-{_check(digits)}"


def parse(text: str) -> str | None:
    """The number in its written form, however it was typed; None if it is not one."""
    plain = text.strip().upper().replace("-", "").replace(" ", "")
    if len(plain) != LENGTH + 1 or any(c not in ALPHABET for c in plain):
        return None
    body, check = plain[:LENGTH], plain[LENGTH:]
    if check_character(body) != check:
        return None
    return f"{body[:4]}-{body[4:]}-{check}"
