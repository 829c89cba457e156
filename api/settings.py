"""Every setting, from `TUNTAS_*` variables; the one file that reads the environment."""

import os
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from api import witnesses

PREFIX = "TUNTAS_"
_SECRETS = ("database_url", "keys_url", "master_key", "ledger_key")


class SettingsError(Exception):
    """A setting cannot be used; the message names it and the remedy."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        msg = f"there is no time zone '{name}'; use an IANA name such as Asia/Pontianak"
        raise ValueError(msg) from None
    return name


def _witnesses(written: str) -> str:
    witnesses.parse(written)
    return written


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    tenant: Annotated[
        str,
        Field(
            pattern=r"^[a-z0-9][a-z0-9.-]{0,62}$", description="fixed at first start"
        ),
    ] = "kalteng"
    zone: Annotated[
        str, AfterValidator(_zone), Field(description="the tenant's IANA time zone")
    ] = "Asia/Pontianak"
    data: Annotated[
        Path, Field(description="directory of the embedded database and the master key")
    ] = Path("tuntas-data")
    database_url: Annotated[
        SecretStr | None, Field(description="a PostgreSQL server of yours instead")
    ] = None
    keys_url: Annotated[
        SecretStr | None,
        Field(
            description="the key store; default: database NAME_keys on the same server"
        ),
    ] = None
    master_key: Annotated[
        SecretStr | None,
        Field(description="64 hexadecimal digits; else DATA/master.key"),
    ] = None
    ledger_key: Annotated[
        SecretStr | None,
        Field(
            description="64 hexadecimal digits, newer ones behind; else DATA/ledger.key"
        ),
    ] = None
    files: Annotated[
        Path | None,
        Field(description="directory of attached files, sealed; else DATA/files"),
    ] = None
    host: Annotated[str, Field(description="address to listen on")] = "127.0.0.1"
    public_url: Annotated[
        str,
        Field(
            pattern=r"^(https?://[^\s/?#]+(/[^\s?#]*)?)?$",
            description="address by which the public comes here, for links in the feed;"
            " default: the one that was asked",
        ),
    ] = ""
    port: Annotated[int, Field(ge=0, le=65535, description="port to listen on")] = 8000
    workers: Annotated[int, Field(ge=1, le=64, description="API processes")] = 1
    trusted_proxies: Annotated[
        str, Field(description="addresses whose X-Forwarded-For is believed")
    ] = "127.0.0.1"
    max_lag: Annotated[
        int,
        Field(ge=1, description="events a read model may lag before /readyz says no"),
    ] = 10_000
    receive_per_hour: Annotated[
        int, Field(ge=1, description="complaints without a token per address and hour")
    ] = 60
    track_per_hour: Annotated[
        int, Field(ge=1, description="access codes tried per address and hour")
    ] = 60

    witnesses: Annotated[
        str,
        AfterValidator(_witnesses),
        Field(description="who cosigns the log: URL VKEY, the next after a comma"),
    ] = ""

    @property
    def time_zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


def load(**given: Any) -> Settings:
    """Settings of the environment, overruled by what is given and not None.

    A secret may stand in a file named by its variable with `_FILE` added. Names that
    do not exist are refused, so that a typing error is not silently dropped;
    `TUNTAS_TEST_*` is left to tests.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    files = {PREFIX + name.upper() + "_FILE": name for name in _SECRETS}
    from_files = {}
    for variable, value in os.environ.items():
        name = variable.upper()
        if not name.startswith(PREFIX) or name.startswith(PREFIX + "TEST_"):
            continue
        if name in files:
            if name.removesuffix("_FILE") in os.environ:
                msg = f"set {name.removesuffix('_FILE')} or {name}, not both"
                raise SettingsError(msg)
            try:
                from_files[files[name]] = Path(value).read_text().strip()
            except OSError as error:
                msg = f"{name}: cannot read {value}: {error.strerror}"
                raise SettingsError(msg) from error
        elif name not in known:
            msg = f"there is no setting {name}; `tuntas settings` lists them all"
            raise SettingsError(msg)
    overrules = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**{**from_files, **overrules})
    except ValueError as error:
        problems: list[Any] = getattr(error, "errors", list)()
        text = "; ".join(
            f"{PREFIX}{'_'.join(map(str, p['loc'])).upper()}: {p['msg']}"
            for p in problems
        )
        raise SettingsError(text or str(error)) from error
