"""Findings: one row per question that a case raises about honest work."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.complaint import Complaint
from domain.complaint_events import Disposed, FollowedUp, Resolved
from domain.roles import OFFICERS
from domain.sealing import Place, SealedField, SealedText, Vault
from projections.changes import Change
from projections.detectors import DISPOSITIONS, Finding, day, found_in
from projections.fingerprint import fingerprint
from projections.rows import Row, copy
from storage.read_model import Connection, ReadModel

Found = tuple[Change, Finding]


class Findings(ReadModel[Change]):
    """Needs the tenant's zone, what opens answers, and the key of their fingerprints.

    `agency`, `restricted` and `received_by` are those of the case now: they say who
    sees it. `agency_then` is the agency that the case was with after the event. `texts`
    are how many answers are the same text.
    """

    name: ClassVar[str] = "findings"
    takes: ClassVar[type] = Change
    tables: ClassVar[str] = """
        CREATE TABLE findings (
            position bigint NOT NULL,
            kind text NOT NULL,
            case_id uuid NOT NULL,
            case_number text NOT NULL,
            found_on date NOT NULL,
            clock text,
            days bigint,
            agency_then text,
            actor text,
            agency text,
            restricted boolean NOT NULL,
            received_by text,
            PRIMARY KEY (position, kind)
        );
        CREATE INDEX ON findings (case_id);
        CREATE TABLE dispositions (
            position bigint PRIMARY KEY,
            case_id uuid NOT NULL,
            agency text NOT NULL
        );
        CREATE INDEX ON dispositions (case_id);
        CREATE TABLE answers (
            position bigint PRIMARY KEY,
            fingerprint bytea NOT NULL,
            case_id uuid NOT NULL
        );
        CREATE INDEX ON answers (fingerprint, case_id);
        CREATE TABLE texts (
            fingerprint bytea PRIMARY KEY,
            answers bigint NOT NULL
        );
    """
    indexes: ClassVar[str] = """
        CREATE INDEX ON findings (kind, position);
        CREATE INDEX ON findings (agency_then, position, kind);
        CREATE INDEX ON findings (agency, position, kind);
        CREATE INDEX ON findings (found_on);
    """

    def __init__(self, zone: ZoneInfo, vault: Vault, key: bytes):
        self._zone = zone
        self._vault = vault
        self._key = key

    def fold(self, connection: Connection, changes: Sequence[Change]) -> None:
        first: dict[UUID, Complaint | None] = {}
        last: dict[UUID, Complaint] = {}
        for change in changes:
            first.setdefault(change.after.id, change.before)
            last[change.after.id] = change.after
        _follow(
            connection,
            [
                case
                for of, case in last.items()
                if (before := first[of]) and _seen_by(before) != _seen_by(case)
            ],
        )
        found: list[Found] = [
            *((c, f) for c in changes for f in found_in(c, self._zone)),
            *_passed_on(connection, changes),
            *self._repeated(connection, changes),
        ]
        rows = [
            {**self._row(change, finding), **_seen_by(last[change.after.id])}
            for change, finding in found
        ]
        copy(connection, "findings", rows)
        forget(connection, [id for id, case in last.items() if case.has_erased("case")])

    def _row(self, change: Change, finding: Finding) -> Row:
        event, case = change.event, change.after
        return {
            **finding._asdict(),
            "position": change.position,
            "case_id": case.id,
            "case_number": case.case_number,
            "found_on": day(event.occurred_at, self._zone),
            "agency_then": case.agency,
            "actor": event.actor if event.role in OFFICERS else None,
        }

    def _repeated(
        self, connection: Connection, changes: Sequence[Change]
    ) -> Iterator[Found]:
        """`days` is how many earlier answers in other cases are the same text."""
        answers = self._fingerprints(changes)
        if not answers:
            return
        marks = [mark for _, mark in answers]
        of_all = Counter[bytes](dict(connection.execute(_SAME, (marks,)).fetchall()))
        said = {(mark, change.after.id) for change, mark in answers}
        pairs = [list(column) for column in zip(*said, strict=True)]
        of_case = Counter(
            {(mark, of): n for mark, of, n in connection.execute(_SAME_CASE, pairs)}
        )
        added = Counter(marks)
        for change, mark in answers:
            case = change.after.id
            if elsewhere := of_all[mark] - of_case[mark, case]:
                yield change, Finding("repeated_answer", None, elsewhere)
            of_all[mark] += 1
            of_case[mark, case] += 1
        rows = [
            {"position": c.position, "fingerprint": mark, "case_id": c.after.id}
            for c, mark in answers
        ]
        copy(connection, "answers", rows)
        connection.execute(_ADD_TEXTS, (list(added), list(added.values())))

    def _fingerprints(self, changes: Sequence[Change]) -> list[tuple[Change, bytes]]:
        """A text whose key was destroyed gives none."""
        answers = [
            (change, message) for change in changes if (message := _answer(change))
        ]
        if not answers:
            return []
        texts = self._vault.open([_field(*answer) for answer in answers])
        return [
            (change, mark)
            for (change, _), text in zip(answers, texts, strict=True)
            if text and (mark := fingerprint(self._key, text))
        ]


def forget(connection: Connection, cases: Sequence[UUID]) -> None:
    """What rests on the answers of erased cases: their fingerprints, and that another
    answer is the same text. A rebuild, which reads them no more, finds neither."""
    if not cases:
        return
    gone = connection.execute(
        "DELETE FROM answers WHERE case_id = ANY(%s) RETURNING fingerprint", (cases,)
    ).fetchall()
    fewer = Counter(mark for (mark,) in gone)
    connection.execute(_TAKE_TEXTS, (list(fewer), list(fewer.values())))
    connection.execute(
        "UPDATE findings SET days = now.days FROM (SELECT position,"
        " row_number() OVER (PARTITION BY fingerprint ORDER BY position)"
        " - row_number() OVER (PARTITION BY fingerprint, case_id ORDER BY position)"
        " AS days FROM answers WHERE fingerprint = ANY(%s)) AS now"
        " WHERE findings.position = now.position AND kind = 'repeated_answer'",
        (list(fewer),),
    )
    connection.execute(
        "DELETE FROM findings WHERE kind = 'repeated_answer'"
        " AND (days = 0 OR case_id = ANY(%s))",
        (list(cases),),
    )


def _answer(change: Change) -> SealedText | None:
    """What an officer said to the reporter; an import has words of its own."""
    match change.event:
        case FollowedUp(role=role, message=message) if role in OFFICERS:
            return message
        case Resolved(closed_by="officer", role=role, message=message) if (
            role in OFFICERS
        ):
            return message
        case _:
            return None


def _field(change: Change, message: SealedText) -> SealedField:
    event = change.event
    place = Place(event.originator_id, event.TOPIC, "message", event.nonce)
    return SealedField(change.after.case_key.id, place, message.ciphertext)


def _passed_on(connection: Connection, changes: Sequence[Change]) -> Iterator[Found]:
    """`days` is how many dispositions moved the case; another instruction to the same
    agency moves none."""
    moves = [
        (change, change.event.agency)
        for change in changes
        if isinstance(change.event, Disposed)
        and change.before
        and change.before.agency != change.event.agency
    ]
    if not moves:
        return
    had: dict[UUID, list[str]] = defaultdict(list)
    for case, agency in connection.execute(
        "SELECT case_id, agency FROM dispositions WHERE case_id = ANY(%s)",
        (list({change.after.id for change, _ in moves}),),
    ):
        had[case].append(agency)
    for change, agency in moves:
        agencies = had[change.after.id]
        back = agency in agencies
        agencies.append(agency)
        if back or len(agencies) >= DISPOSITIONS:
            yield change, Finding("ping_pong", None, len(agencies))
    rows = [
        {"position": change.position, "case_id": change.after.id, "agency": agency}
        for change, agency in moves
    ]
    copy(connection, "dispositions", rows)


def _seen_by(case: Complaint) -> Row:
    return {
        "agency": case.agency,
        "restricted": case.restricted,
        "received_by": case.received_by,
    }


def _follow(connection: Connection, cases: Sequence[Complaint]) -> None:
    """Who sees earlier findings of these cases follows the case."""
    if not cases:
        return
    connection.execute(
        "UPDATE findings SET agency = now.agency, restricted = now.restricted,"
        " received_by = now.received_by"
        " FROM unnest(%s::uuid[], %s::text[], %s::boolean[], %s::text[])"
        " AS now (case_id, agency, restricted, received_by)"
        " WHERE findings.case_id = now.case_id",
        (
            [case.id for case in cases],
            [case.agency for case in cases],
            [case.restricted for case in cases],
            [case.received_by for case in cases],
        ),
    )


# Not counted anew for each answer: a form letter is sent a hundred thousand times.
_SAME = b"SELECT fingerprint, answers FROM texts WHERE fingerprint = ANY(%s)"

_SAME_CASE = b"""
SELECT fingerprint, case_id, count(*) FROM answers
JOIN unnest(%s::bytea[], %s::uuid[]) AS said (fingerprint, case_id)
    USING (fingerprint, case_id)
GROUP BY 1, 2"""
_ADD_TEXTS = b"""
INSERT INTO texts AS was SELECT * FROM unnest(%s::bytea[], %s::bigint[])
ON CONFLICT (fingerprint) DO UPDATE SET answers = was.answers + excluded.answers"""
_TAKE_TEXTS = b"""
WITH fewer AS (SELECT * FROM unnest(%s::bytea[], %s::bigint[]) AS t (fingerprint, n)),
lowered AS (
    UPDATE texts SET answers = answers - n FROM fewer
    WHERE texts.fingerprint = fewer.fingerprint AND answers > n
)
DELETE FROM texts USING fewer
WHERE texts.fingerprint = fewer.fingerprint AND answers = n"""
