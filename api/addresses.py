"""Where the two databases are: as the settings say, or within our own server."""

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from pydantic import SecretStr

from api.settings import Settings, SettingsError
from storage.embedded import EmbeddedPostgres

DATABASE = "tuntas"


def addresses(settings: Settings, embedded: EmbeddedPostgres | None) -> tuple[str, str]:
    """The event store and the key store.

    Raises `SettingsError` for an address that PostgreSQL cannot read.
    """
    if settings.database_url is not None:
        url = _address("TUNTAS_DATABASE_URL", settings.database_url, DATABASE)
    else:
        assert embedded is not None
        url = embedded.url(DATABASE)
    keys = f"{conninfo_to_dict(url)['dbname']}_keys"
    if settings.keys_url is not None:
        apart = _address("TUNTAS_KEYS_URL", settings.keys_url, keys)
        if _server_and_name(apart) == _server_and_name(url):
            msg = (
                "TUNTAS_KEYS_URL names the database of the events; keys are kept in a "
                "database of their own, so that they can be destroyed"
            )
            raise SettingsError(msg)
        return url, apart
    return url, make_conninfo(url, dbname=keys)


def _server_and_name(address: str) -> tuple[object, ...]:
    parts = conninfo_to_dict(address)
    return tuple(parts.get(name) for name in ("host", "port", "dbname"))


def _address(name: str, given: SecretStr, database: str) -> str:
    try:
        parts = conninfo_to_dict(given.get_secret_value())
    except psycopg.ProgrammingError:
        # Its message would show the address, which may hold a password.
        msg = f"{name} is no address of a PostgreSQL database: postgresql://user@host/x"
        raise SettingsError(msg) from None
    return make_conninfo("", **({"dbname": database} | parts))
