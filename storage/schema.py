"""The tables, made once under an advisory lock, whoever starts first."""

from contextlib import suppress

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from storage.record_function import RECORD

_LOCK = 7_310_203_117
VERSION = 1

# `record` is the one door by which events come in, one group of commands at a time:
# positions become visible in their order, so that no reader passes one that appears
# behind it. A lock on `events` itself would do that too, but VACUUM and ANALYZE would
# stop every writer. Receipt, claims and events commit together.
EVENTS = (
    """
CREATE TABLE writers_turn ();

CREATE TABLE events (
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    topic text NOT NULL,
    state bytea NOT NULL,
    notification_id bigint GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT events_version PRIMARY KEY (originator_id, originator_version),
    CONSTRAINT events_position UNIQUE (notification_id),
    -- The log begins at the first: none may lie before it.
    CONSTRAINT events_counted CHECK (notification_id > 0)
) WITH (autovacuum_analyze_threshold = 1000, autovacuum_analyze_scale_factor = 0.01);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are never updated or deleted';
END $$;
CREATE TRIGGER events_are_final BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE claim (
    kind text NOT NULL,
    value text NOT NULL,
    originator_id uuid NOT NULL,
    CONSTRAINT claim_taken PRIMARY KEY (kind, value)
);
CREATE INDEX claim_owner ON claim (originator_id);

CREATE TABLE receipt (
    scope bytea NOT NULL,
    fingerprint bytea NOT NULL,
    status integer NOT NULL,
    body bytea NOT NULL,
    position bigint NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT receipt_scope PRIMARY KEY (scope)
);
CREATE INDEX receipt_age ON receipt USING brin (recorded_at);
CREATE INDEX receipt_position ON receipt USING brin (position);
"""
    + RECORD
)

ACCESS = """
CREATE TABLE token (
    id uuid PRIMARY KEY,
    hash bytea NOT NULL UNIQUE,
    officer uuid,
    complaint uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    CHECK ((officer IS NULL) <> (complaint IS NULL))
);

CREATE UNLOGGED TABLE attempts (
    who bytea NOT NULL,
    started_at timestamptz NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (who, started_at)
);
"""

SIGN_IN = """
CREATE TABLE IF NOT EXISTS credential (
    name bytea PRIMARY KEY,
    officer uuid NOT NULL UNIQUE,
    password text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS session (
    hash bytea PRIMARY KEY,
    officer uuid,
    complaint uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CHECK ((officer IS NULL) <> (complaint IS NULL))
);
CREATE INDEX IF NOT EXISTS session_officer ON session (officer);

CREATE TABLE IF NOT EXISTS one_time_code (
    hash bytea PRIMARY KEY,
    purpose text NOT NULL,
    officer uuid NOT NULL,
    expires_at timestamptz NOT NULL
);
"""
"""For people at pages: user names as keyed hashes, cookies and codes as hashes."""

READ_MODELS = """
CREATE TABLE read_model (name text PRIMARY KEY, position bigint NOT NULL);
"""

KEYS = """
CREATE TABLE data_key (
    id uuid PRIMARY KEY,
    wrapped bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    destroyed_at timestamptz,
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
"""

ERASURES = """
CREATE TABLE IF NOT EXISTS erasure (
    owner uuid NOT NULL,
    scope text NOT NULL,
    ground text NOT NULL,
    request integer NOT NULL,
    destroyed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner, scope)
);
"""
"""Beside the keys: whose were destroyed, also after the events were restored from a
backup of an earlier day."""

INSTALLATION = """
CREATE TABLE installation (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    schema_version integer NOT NULL,
    tenant text NOT NULL,
    zone text NOT NULL,
    master_key_check bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
"""


class WrongInstallation(Exception):
    """The database belongs to another tenant, key or release than this start."""


def ensure_database(url: str) -> None:
    """Create the database that `url` names if its server has none of that name."""
    name = str(conninfo_to_dict(url)["dbname"])
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        # Its words may be of any language, so the server is asked what it has.
        maintenance = make_conninfo(url, dbname="postgres")
        with psycopg.connect(maintenance, autocommit=True) as connection:
            there = "SELECT FROM pg_database WHERE datname = %s"
            if not connection.execute(there, (name,)).rowcount:
                # Another process may make it at the same time.
                with suppress(
                    psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation
                ):
                    connection.execute(
                        sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
                    )
        # It may have been made just now; if it was refused for another reason, it is
        # refused again.
        psycopg.connect(url, connect_timeout=5).close()


def is_installed(url: str) -> bool:
    """Whether the database has our tables."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT to_regclass('installation')").fetchone()
        return row != (None,)


def migrate(
    url: str, tables: str, *, tenant: str, zone: str, master_key_check: bytes
) -> bool:
    """Make `tables` in the database unless they are there; True if they were made.

    Raises `WrongInstallation` when the database was made for another tenant, with
    another master key, or by another schema version.
    """
    with psycopg.connect(url) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        if connection.execute("SELECT to_regclass('installation')").fetchone() == (
            None,
        ):
            connection.execute(INSTALLATION)
            connection.execute(
                "INSERT INTO installation"
                " (schema_version, tenant, zone, master_key_check)"
                " VALUES (%s, %s, %s, %s)",
                (VERSION, tenant, zone, master_key_check),
            )
            connection.execute(tables)
            return True
        check_installation(connection, tenant, zone, master_key_check)
        return False


def add_missing(url: str, tables: str) -> None:
    """Make tables that an older release did not have; each `IF NOT EXISTS`."""
    with psycopg.connect(url) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        connection.execute(tables)


def check_installation(
    connection: psycopg.Connection[tuple[object, ...]],
    tenant: str,
    zone: str,
    check: bytes,
) -> None:
    """Raise `WrongInstallation`, naming the remedy, unless all four agree."""
    row = connection.execute(
        "SELECT schema_version, tenant, master_key_check, zone FROM installation"
    ).fetchone()
    assert row is not None
    if row[0] != VERSION:
        msg = f"the tables are of version {row[0]}, this release needs {VERSION}"
        raise WrongInstallation(msg)
    if row[1] != tenant:
        msg = (
            f"this database belongs to tenant '{row[1]}', not '{tenant}'; the name is "
            f"fixed at the first start: set TUNTAS_TENANT={row[1]} or name another "
            "database"
        )
        raise WrongInstallation(msg)
    if row[3] != zone:
        msg = (
            f"this database counts its days in {row[3]}, not in {zone}; days that were "
            f"promised cannot move: set TUNTAS_ZONE={row[3]}"
        )
        raise WrongInstallation(msg)
    if row[2] != check:
        msg = (
            "the master key is not the one this database was made with; nothing was "
            "written. Put the right key in master.key of the data directory, or name "
            "it by TUNTAS_MASTER_KEY or TUNTAS_MASTER_KEY_FILE"
        )
        raise WrongInstallation(msg)
