"""Passwords: which are good enough, and how one is kept.

NIST SP 800-63B: long instead of complicated, none of the commonest, never in clear.
"""

import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200
COMMON = frozenset(
    """
    000000000000 0123456789012 111111111111 1111111111111 121212121212 123123123123
    123454321012 123456123456 123456789012 1234567890123 1234567890ab
    123456789101112 12345678abcd 1q2w3e4r5t6y 1qaz2wsx3edc 987654321098
    9876543210987 aaaaaaaaaaaa abc123abc123 abcd12345678 abcdefghijkl abcdefghijklm
    admin1234567 adminadminadmin administrator administrator1 akuntuntas123
    asdfghjkl123 asdfghjklzxc assalamualaikum astaghfirullah bismillah123
    bismillahbismillah bismillahirrahmanirrahim changeme1234 dirgahayuindonesia
    garudapancasila iloveyou1234 indonesia123 indonesia1234 indonesia1945
    indonesiamerdeka indonesiaraya jakarta12345 kalimantan123 kalimantantengah
    kalteng12345 katasandi123 katasandikatasandi letmeinletmein merdeka17845
    p@ssw0rd1234 palangkaraya palangkaraya1 pancasila123 pancasila1945 passw0rd1234
    password1234 password12345 password123456 passwordpassword pengaduan123
    pengaduanmasyarakat qazwsxedcrfv qwerty123456 qwertyqwerty qwertyuiop12
    qwertyuiop123 qwertyuiopas rahasia12345 rahasianegara rahasiarahasia
    sayangsayang selamatdatang selamatpagi1 sukasukasuka terimakasih1 terimakasih123
    tuntas123456 welcome12345 zxcvbnm12345
    """.split()
)
"""Of twelve characters and more: what is shorter is refused as such."""

# OWASP's second choice for argon2id: 19 MiB, which as many as below may use at once.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_AT_ONCE = BoundedSemaphore(4)
NOBODYS = (
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZVNhbHRPZk91cnMhIQ"
    "$Fwttspcy0BBACA9GK7o0aEX26yVLzw/AlkW9NlRU8AI"
)
"""What is compared for a name that nobody has, so that it takes as long."""


def fault(password: str, name: str) -> str | None:
    """What is wrong with a password that is to be chosen, in Bahasa Indonesia."""
    plain = _plain(password)
    if len(plain) < SHORTEST:
        return (
            f"Pakai sedikitnya {SHORTEST} huruf; beberapa kata sekaligus mudah diingat."
        )
    if len(plain) > LONGEST:
        return f"Pakai paling banyak {LONGEST} huruf."
    folded = plain.casefold()
    if name and name in folded:
        return "Jangan memuat nama pengguna; pilih kata lain."
    if folded in COMMON or len(set(folded)) < 4:
        return "Kata sandi ini terlalu umum dan mudah ditebak; pilih yang lain."
    return None


def kept(password: str) -> str:
    """As it is stored; takes tens of milliseconds and 19 MiB."""
    with _AT_ONCE:
        return _HASHER.hash(_plain(password))


def fits(password: str, stored: str | None) -> bool:
    """Whether it is the one stored; as slow where there is none."""
    with _AT_ONCE:
        try:
            _HASHER.verify(stored or NOBODYS, _plain(password))
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def _plain(password: str) -> str:
    """The same however a keyboard composes its letters."""
    return unicodedata.normalize("NFKC", password)[: LONGEST + 1]
