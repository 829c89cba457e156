"""The function by which events come in, of this release."""

import hashlib

import psycopg
from psycopg import sql

_RENEWING = 7_310_203_122

# Made anew where it differs, so that a release may change it under the same tables.
RECORD = """
CREATE FUNCTION record(
    ids uuid[], versions bigint[], topics text[], states bytea[], of_events int[],
    kinds text[], claimed text[], claimants uuid[], of_claims int[],
    scopes bytea[], fingerprints bytea[], statuses int[], bodies bytea[],
    of_receipts int[], places int[],
    basis_ids uuid[], basis_versions bigint[], resting int[],
    warrants bytea[], warranted int[],
    OUT positions bigint[], OUT lost int[], OUT reasons text[], OUT moved boolean,
    OUT gone int[],
    OUT repeated int[], OUT known_fingerprints bytea[], OUT known_statuses int[],
    OUT known_bodies bytea[], OUT known_positions bigint[]
) LANGUAGE plpgsql SET lock_timeout = '5s'
    -- By index, whatever the statistics say of tables that were empty a while ago.
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE refused int[]; kept int[];
BEGIN
    LOCK TABLE writers_turn IN EXCLUSIVE MODE;
    -- Where a link breaks, keys are repeated: looked up, and not met as an error.
    SELECT array_agg(number), array_agg(r.fingerprint), array_agg(r.status),
            array_agg(r.body), array_agg(r.position),
            coalesce(array_agg(DISTINCT command), '{}')
        INTO repeated, known_fingerprints, known_statuses, known_bodies,
            known_positions, refused
        FROM unnest(scopes, of_receipts) WITH ORDINALITY AS new (scope, command, number)
        JOIN receipt AS r USING (scope);
    IF repeated IS NOT NULL THEN
        -- What was only read may not be replicated yet; a WAL record makes this commit
        -- wait until it is.
        PERFORM pg_logical_emit_message(true, 'tuntas', 'ack');
    END IF;
    IF cardinality(warrants) > 0 THEN
        SELECT array_agg(command) INTO gone
            FROM unnest(warrants, warranted) AS said (warrant, command)
            WHERE NOT EXISTS (
                SELECT FROM token WHERE hash = warrant AND revoked_at IS NULL
                    AND (expires_at IS NULL OR expires_at > clock_timestamp())
            );
        refused := refused || gone;
    END IF;
    moved := cardinality(resting) > 0 AND EXISTS (
        -- Each by the index of streams: without statistics a join would begin to read
        -- all events.
        SELECT FROM unnest(basis_ids, basis_versions) AS known (id, version), LATERAL (
            SELECT FROM events
            WHERE originator_id = id AND originator_version > version OFFSET 0
        ) AS newer
    );
    IF moved THEN
        refused := refused || resting;
    END IF;
    FOR attempt IN 1..2 LOOP BEGIN
        WITH written AS (
            INSERT INTO events (originator_id, originator_version, topic, state)
            SELECT id, version, topic, state
            FROM unnest(ids, versions, topics, states, of_events) WITH ORDINALITY
                AS new (id, version, topic, state, command, number)
            WHERE command <> ALL (refused) ORDER BY number
            RETURNING notification_id
        ) SELECT array_agg(notification_id ORDER BY notification_id)
            INTO positions FROM written;
        IF cardinality(claimed) > 0 THEN
            INSERT INTO claim SELECT kind, value, claimant
                FROM unnest(kinds, claimed, claimants, of_claims)
                    AS new (kind, value, claimant, command)
                WHERE command <> ALL (refused);
        END IF;
        IF cardinality(scopes) > 0 THEN
            IF cardinality(refused) > 0 THEN
                SELECT array_agg(recorded ORDER BY place) INTO kept FROM (
                    SELECT place, count(*) FILTER (WHERE command <> ALL (refused))
                        OVER (ORDER BY place) AS recorded
                    FROM unnest(of_events) WITH ORDINALITY AS given (command, place)
                ) AS counted;
            END IF;
            INSERT INTO receipt (scope, fingerprint, status, body, position)
                SELECT scope, fingerprint, status, body,
                    positions[coalesce(kept[place], place)]
                FROM unnest(
                    scopes, fingerprints, statuses, bodies, of_receipts, places
                ) AS new (scope, fingerprint, status, body, command, place)
                WHERE command <> ALL (refused);
        END IF;
        EXIT;
    EXCEPTION WHEN unique_violation THEN
        IF attempt = 2 THEN RAISE; END IF;
        SELECT array_agg(command), array_agg(reason) INTO lost, reasons FROM (
            SELECT DISTINCT ON (command) command, reason FROM (
                SELECT command, 'events_version' AS reason
                FROM unnest(ids, versions, of_events) AS new (id, version, command)
                JOIN events ON originator_id = id AND originator_version = version
                UNION ALL
                SELECT command, 'claim_taken'
                FROM unnest(kinds, claimed, of_claims) AS new (kind, value, command)
                JOIN claim USING (kind, value)
            ) AS found WHERE command <> ALL (refused)
            -- The stream first, as where it comes alone.
            ORDER BY command, reason DESC
        ) AS conflicts;
        refused := refused || lost;
    END; END LOOP;
    IF positions IS NOT NULL THEN
        PERFORM pg_notify('events', '');
    END IF;
END $$;
"""


def renew_record(url: str) -> None:
    """Make the function of this release where there is that of another one."""
    mark = hashlib.sha256(RECORD.encode()).hexdigest()
    with psycopg.connect(url) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_RENEWING,))
        found = connection.execute(
            "SELECT oid::regprocedure::text, obj_description(oid, 'pg_proc')"
            " FROM pg_proc WHERE proname = 'record'"
            " AND pronamespace = current_schema()::regnamespace"
        ).fetchall()
        if [made for _, made in found] == [mark]:
            return
        for name, _ in found:
            connection.execute(f"DROP FUNCTION {name}".encode())
        connection.execute(RECORD)
        connection.execute(
            sql.SQL("COMMENT ON FUNCTION record IS {}").format(sql.Literal(mark))
        )
