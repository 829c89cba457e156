"""User names and passwords of officers, kept beside the tokens."""

import hmac
import re
import unicodedata
from hashlib import sha256
from uuid import UUID

from psycopg_pool import ConnectionPool

from api.pages import one_time_codes, passwords
from storage.database import connected, fetch

_NAME = re.compile(r"[\w.@-]{3,64}")
_CHOOSING = 7_310_203_118


class CodeSpent(Exception):
    """The invitation is wrong, used, expired, or replaced by a newer one."""


class NameTaken(Exception):
    """Another officer has that user name."""


class Credentials:
    """The names are kept as keyed hashes, the passwords as `passwords.kept` makes
    them."""

    def __init__(self, pool: ConnectionPool, key: bytes):
        self._pool = pool
        self._key = key

    def mark(self, name: str) -> bytes:
        """The keyed hash by which a user name is known here."""
        return hmac.digest(self._key, plain(name).encode(), sha256)

    def holder(self, name: str, password: str) -> UUID | None:
        """The officer whose name and password these are; as slow for nobody's."""
        rows = fetch(
            self._pool,
            "SELECT officer, password FROM credential WHERE name = %s",
            (self.mark(name),),
        )
        officer, stored = rows[0] if rows else (None, None)
        return officer if passwords.fits(password, stored) else None

    def officers(self) -> set[UUID]:
        """Those who have chosen a name and a password."""
        return {id for (id,) in fetch(self._pool, "SELECT officer FROM credential")}

    def choose(self, code: str, name: str, password: str) -> UUID:
        """Spend an invitation on a name and a password, in place of earlier ones, whose
        sessions end; the officer. Raises `CodeSpent`, and `NameTaken`, which spends
        nothing."""
        # A hash of a password takes its time, which a wrong code is not worth.
        if not one_time_codes.waits(self._pool, "invitation", code):
            raise CodeSpent
        kept, mark = passwords.kept(password), self.mark(name)
        with connected(self._pool) as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_CHOOSING,))
            officer = one_time_codes.spend(connection, "invitation", code)
            if officer is None:
                raise CodeSpent
            taken = "SELECT 1 FROM credential WHERE name = %s AND officer <> %s"
            if connection.execute(taken, (mark, officer)).fetchone():
                raise NameTaken
            connection.execute(
                "INSERT INTO credential (name, officer, password) VALUES (%s, %s, %s)"
                " ON CONFLICT (officer) DO UPDATE SET name = excluded.name,"
                " password = excluded.password, changed_at = now()",
                (mark, officer, kept),
            )
            connection.execute("DELETE FROM session WHERE officer = %s", (officer,))
        return officer


def plain(name: str) -> str:
    """A user name however it is typed: in small letters, without space around it."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def is_name(name: str) -> bool:
    """3 to 64 letters, digits, or `. _ - @`."""
    return _NAME.fullmatch(plain(name)) is not None
