"""Findings: one row per question that a case raises about honest work."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.complaint import Complaint
from domain.complaint_events import FollowedUp, Resolved
from domain.roles import OFFICERS
from domain.sealing import Place, SealedField, SealedText, Vault
from projections.changes import Change, ends
from projections.detectors import Finding, day, found_in
from projections.fingerprint import fingerprint
from projections.passed_on import Move, moves_of, passed_on
from projections.rows import Row, copy
from projections.visibility import seen_alike
from storage.read_model import Connection, ReadModel

Found = tuple[Change, Finding]
Answer = tuple[Change, bytes]
"""With the fingerprint of its text."""


class _Prepared(NamedTuple):
    last: dict[int, Complaint]
    """By their ids as numbers: the hash of a UUID is worked out in Python."""
    followed: list[Complaint]
    found: list[Found]
    moves: list[Move]
    answers: list[Answer]
    erased: list[UUID]


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

    def prepare(self, changes: Sequence[Change]) -> _Prepared | None:
        last, followed, erased = dict[int, Complaint](), list[Complaint](), list[UUID]()
        for one, other in ends(changes):
            before, case = one.before, other.after
            last[case.id.int] = case
            if before and not seen_alike(before, case):
                followed.append(case)
            if case.has_erased("case"):
                erased.append(case.id)
        found = [(c, f) for c in changes for f in found_in(c, self._zone)]
        moves, answers = moves_of(changes), self._fingerprints(changes)
        if not (followed or erased or found or moves or answers):
            return None
        return _Prepared(last, followed, found, moves, answers, erased)

    def fold(self, connection: Connection, prepared: _Prepared) -> None:
        last, followed, told, moves, answers, erased = prepared
        _follow(connection, followed)
        found = [
            *told,
            *passed_on(connection, moves),
            *self._repeated(connection, answers),
        ]
        rows = [
            {**self._row(change, finding), **_seen_by(last[change.after.id.int])}
            for change, finding in found
        ]
        copy(connection, "findings", rows)
        forget(connection, erased)

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
        self, connection: Connection, answers: Sequence[Answer]
    ) -> Iterator[Found]:
        """`days` is how many earlier answers in other cases are the same text."""
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

    def _fingerprints(self, changes: Sequence[Change]) -> list[Answer]:
        """A text whose key was destroyed gives none."""
        answers = [
            (change, message)
            for change in changes
            if isinstance(change.event, _ANSWERING) and (message := _answer(change))
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


_ANSWERING = (FollowedUp, Resolved)

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
