"""Every row of every table, as a dump would hold it."""

import psycopg

from storage.embedded import EmbeddedPostgres

DATABASES = ("tuntas", "tuntas_keys")


def dumped(server: EmbeddedPostgres, databases: tuple[str, ...] = DATABASES) -> bytes:
    """Of both databases; `bytea` stands there in hexadecimal digits."""
    rows = b""
    for database in databases:
        with psycopg.connect(server.url(database)) as connection:
            for (table,) in connection.execute(
                "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'm')"
                " AND relnamespace::regnamespace::text NOT IN"
                " ('pg_catalog', 'information_schema')"
            ).fetchall():
                with connection.cursor().copy(f"COPY {table} TO STDOUT".encode()) as c:
                    rows += b"".join(bytes(data) for data in c)
    return rows
