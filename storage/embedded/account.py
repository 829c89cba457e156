"""Under whose rights the embedded server runs, and who may open its door."""

import os
import pwd
from dataclasses import dataclass
from typing import Any


class EmbeddedPostgresError(Exception):
    """The embedded PostgreSQL cannot be used; the message names the remedy."""


@dataclass(frozen=True, slots=True)
class ServerAccount:
    """The operating system user that runs the server, and the one that may connect."""

    name: str
    uid: int
    gid: int
    client: str

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    def as_process_owner(self) -> dict[str, Any]:
        """Arguments for `subprocess` that start a process under this account."""
        if self.is_ours:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def server_account() -> ServerAccount:
    """Ourselves; `nobody` when we are root, because PostgreSQL refuses to be root."""
    try:
        us = pwd.getpwuid(os.geteuid())
    except KeyError:
        raise EmbeddedPostgresError(
            f"User id {os.geteuid()} has no name in the system's list of users, and "
            "PostgreSQL needs one: run as a named user, or name a server of your own."
        ) from None
    if us.pw_uid != 0:
        return ServerAccount(us.pw_name, us.pw_uid, us.pw_gid, us.pw_name)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedPostgresError(
            "PostgreSQL refuses to run as root and there is no user 'nobody' here: "
            "run as an ordinary user, or name a server of your own."
        ) from None
    return ServerAccount(nobody.pw_name, nobody.pw_uid, nobody.pw_gid, us.pw_name)
