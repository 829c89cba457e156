"""The register: one row per case, and the words by which it is found."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.complaint import Complaint
from domain.data_request_events import DataRequestEvent
from domain.sealing import SealedField, Vault
from projections.changes import Change, ends
from projections.likeness import Likeness
from projections.rows import Row, array, replace
from projections.search_terms import SearchTerms, month, words
from storage.read_model import Connection, ReadModel

_Rows = Mapping[str, tuple[Sequence[UUID], Sequence[Row]]]
"""By table: whose rows are replaced, and by which."""


class Register(ReadModel[Change]):
    """Needs the tenant's zone, what opens texts, and the keys of the search terms and
    of what tells likeness."""

    name: ClassVar[str] = "register"
    takes: ClassVar[type] = Change
    apart: ClassVar[bool] = True
    tables: ClassVar[str] = """
        CREATE TABLE cases (
            id uuid PRIMARY KEY,
            case_number text NOT NULL UNIQUE,
            external_system text,
            external_id text,
            state text NOT NULL,
            classification text NOT NULL,
            category text,
            region text COLLATE "C",
            channel text NOT NULL,
            agency text,
            suggested_agency text,
            restricted boolean NOT NULL,
            received_by text,
            received_at timestamptz NOT NULL,
            received_on date NOT NULL,
            next_due_on date,
            closed_on date,
            erased text,
            version bigint NOT NULL,
            position bigint NOT NULL,
            title_key uuid,
            title_topic text,
            title_nonce bytea,
            title_ciphertext bytea
        );
        CREATE TABLE facets (
            id uuid PRIMARY KEY,
            received_at timestamptz NOT NULL,
            category text,
            region text COLLATE "C",
            channel text NOT NULL,
            classification text NOT NULL
        );
        CREATE TABLE words (
            id uuid PRIMARY KEY,
            terms bigint[] NOT NULL,
            marks bigint[] NOT NULL -- by BLAKE2b
        );
    """
    indexes: ClassVar[str] = """
        CREATE INDEX ON cases (external_id, external_system)
            WHERE external_id IS NOT NULL;
        CREATE INDEX ON cases (received_at, id);
        CREATE INDEX ON cases (agency, received_at, id);
        CREATE INDEX ON cases (state, received_at, id);
        CREATE INDEX ON cases (coalesce(next_due_on, DATE '9999-12-31'), id);
        CREATE INDEX ON cases (agency, coalesce(next_due_on, DATE '9999-12-31'), id);
        CREATE INDEX ON cases (classification, closed_on) WHERE closed_on IS NOT NULL;
        CREATE INDEX ON cases (id) WHERE erased IS NOT NULL;
        CREATE INDEX ON facets (category, received_at, id);
        CREATE INDEX ON facets (left(region, 5), received_at, id);
        CREATE INDEX ON facets (left(region, 8), received_at, id);
        CREATE INDEX ON facets (region, received_at, id);
        CREATE INDEX ON facets (channel, received_at, id);
        CREATE INDEX ON facets (classification, received_at, id);
        CREATE INDEX ON words USING gin (terms) WITH (gin_pending_list_limit = 256);
        CREATE INDEX ON words USING gin (marks) WITH (gin_pending_list_limit = 256);
    """

    def __init__(
        self, zone: ZoneInfo, vault: Vault, terms: SearchTerms, likeness: Likeness
    ):
        self._zone = zone
        self._vault = vault
        self._terms = terms
        self._likeness = likeness

    def prepare(self, changes: Sequence[Change]) -> _Rows | None:
        # A data request asks about its complaint, and leaves it as it is.
        changes = [c for c in changes if not isinstance(c.event, DataRequestEvent)]
        if not changes:
            return None
        now = [(first.before, last) for first, last in ends(changes)]
        rows = [row_of(last.after, last.position, self._zone) for _, last in now]
        cases = [(before, last.after) for before, last in now]
        sorted_anew = [
            c for c in cases if c[0] is None or _facets(c[0]) != _facets(c[1])
        ]
        reworded = [c for c in cases if _texts(c[0]) != _texts(c[1])]
        told = [case for _, case in reworded if not case.has_erased("case")]
        return {
            "cases": (_known(cases), rows),
            "facets": (_known(sorted_anew), [_facets(case) for _, case in sorted_anew]),
            "words": (_known(reworded), list(self._words_of(told))),
        }

    def fold(self, connection: Connection, prepared: _Rows) -> None:
        for table, (old, rows) in prepared.items():
            replace(connection, table, "id", old, rows)

    def _words_of(self, cases: Sequence[Complaint]) -> Iterable[Row]:
        """A text whose key was destroyed gives no terms; numbers are found always."""
        fields = [field for case in cases for field in _texts(case)]
        opened = iter(self._vault.open(fields))
        for case in cases:
            title, description = (next(opened) or "" for _ in _texts(case))
            called, said = set(words(title)), set(words(description))
            numbers = case.case_number
            if case.external_id:
                numbers += f" {case.external_id.id}"
            terms = self._terms.of_words(called.union(said, words(numbers)))
            yield {
                "id": case.id,
                "terms": array([month(case.received_at), *terms]),
                "marks": array(self._likeness.marks(called, said)),
            }


def _known(cases: Iterable[tuple[Complaint | None, Complaint]]) -> list[UUID]:
    return [before.id for before, _ in cases if before]


def row_of(case: Complaint, position: int, zone: ZoneInfo) -> Row:
    """The row of a case as it is after its event at that position."""
    title = None if case.has_erased("case") else case.title
    return {
        "id": case.id,
        "case_number": case.case_number,
        "external_system": case.external_id and case.external_id.system,
        "external_id": case.external_id and case.external_id.id,
        "state": case.state,
        "classification": case.classification,
        "category": case.category,
        "region": case.region,
        "channel": case.channel,
        "agency": case.agency,
        "suggested_agency": case.suggested_agency,
        "restricted": case.restricted,
        "received_by": case.received_by,
        "received_at": case.received_at,
        "received_on": case.received_at.astimezone(zone).date(),
        "next_due_on": next_due_on(case),
        "closed_on": case.closed_at and case.closed_at.astimezone(zone).date(),
        "erased": case.erased,
        "version": case.version,
        "position": position,
        "title_key": title and title.key,
        "title_topic": title and title.place.topic,
        "title_nonce": title and title.place.nonce,
        "title_ciphertext": title and title.ciphertext,
    }


def next_due_on(case: Complaint) -> date | None:
    """The earliest day on which something of an open case is due; nothing is while its
    clock is paused."""
    if not case.open:
        return None
    due = [clock.promise.due_on for clock in case.clocks.values() if clock.going]
    return min(due, default=None)


def _facets(case: Complaint) -> Row:
    """What seldom changes once a case is received, and so costs little to keep in
    many orders."""
    return {
        "id": case.id,
        "received_at": case.received_at,
        "category": case.category,
        "region": case.region,
        "channel": case.channel,
        "classification": case.classification,
    }


def _texts(case: Complaint | None) -> tuple[SealedField, ...]:
    if case is None or case.has_erased("case"):
        return ()
    return case.title, case.description
