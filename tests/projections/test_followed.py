"""What a change follows is found by its key, however much else is so today."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from psycopg_pool import ConnectionPool

from projections.days import COLUMNS, NOT_FOLLOWED, Since, follow
from storage.read_model import Connection

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)
OTHERS = 3_000


def told(position: int, state: str) -> tuple[Since, tuple[str]]:
    return Since(TODAY, position, NOON), (state,)


def write(connection: Connection, case: UUID, position: int, *, new: bool) -> None:
    follow(
        connection,
        "cases",
        {"case_id": "uuid"},
        ("state",),
        {(case,): [told(position, f"at {position}")]},
        {(case,)} if new else (),
    )


def fetched(connection: Connection) -> int:
    """Rows read in this transaction."""
    row = connection.execute(
        "SELECT idx_tup_fetch + seq_tup_read FROM pg_stat_xact_user_tables"
        " WHERE relname = 'cases'"
    ).fetchone()
    assert row is not None
    return int(row[0])


def test_no_row_of_another_case_is_read(pool: ConnectionPool) -> None:
    with pool.connection() as connection, connection.transaction(force_rollback=True):
        # As in a fold, of a table of which no statistics tell.
        connection.execute("SET LOCAL enable_seqscan = off")
        connection.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        connection.execute(
            f"CREATE TEMP TABLE cases (case_id uuid NOT NULL,{COLUMNS},"
            " state text NOT NULL, PRIMARY KEY (case_id, position));"
            f" CREATE INDEX ON cases (state) WHERE {NOT_FOLLOWED}".encode()
        )
        case = uuid4()
        write(connection, case, 1, new=True)
        # While the table is small a plan is made, and kept.
        for position in range(2, 12):
            write(connection, case, position, new=False)
        connection.execute(
            "INSERT INTO cases SELECT gen_random_uuid(), valid_from, valid_to,"
            " position, next_position, known_from, known_to, 'other'"
            " FROM cases, generate_series(1, %s) WHERE position = 11",
            (OTHERS,),
        )
        before = fetched(connection)
        write(connection, case, 12, new=False)
        assert fetched(connection) - before < 50
        query = f"SELECT position FROM cases WHERE {NOT_FOLLOWED} AND case_id = %s"
        assert connection.execute(query.encode(), (case,)).fetchall() == [(12,)]
