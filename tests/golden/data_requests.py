"""Examples of data requests, of erasures, and of how long texts are kept."""

from datetime import UTC, date, datetime

from domain import data_request_events as d
from domain.complaint_events import Escalated
from domain.complaint_side_ways import Erased, Withdrawn
from domain.data_requests import stream_of
from domain.event import Event
from domain.retention import RETENTION_ID, RetentionAdopted
from tests.golden.parts import CASE, of, sealed

STREAM = stream_of(CASE)
DUE = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
LAW = "UU 27/2022 Pasal 30, 32, 40, 41"

DATA_REQUESTS: dict[str, Event] = {
    "data_request.made": d.RequestMade(
        **of(STREAM, on_behalf_of="reporter"),
        complaint=CASE,
        number=1,
        kind="erasure",
        scope="identity",
        ground="request",
        message=sealed("message", "reporter"),
        due_at=DUE,
        rule="D-02",
        rule_version=1,
        legal_basis=LAW,
    ),
    "data_request.made.access": d.RequestMade(
        **of(STREAM),
        complaint=CASE,
        number=1,
        kind="access",
        scope=None,
        ground="request",
        message=None,
        due_at=DUE,
        rule="D-02",
        rule_version=1,
        legal_basis=LAW,
    ),
    "data_request.made.by_age": d.RequestMade(
        **of(STREAM),
        complaint=CASE,
        number=2,
        kind="erasure",
        scope="everything",
        ground="retention",
        message=None,
        due_at=DUE,
        rule="D-03",
        rule_version=1,
        legal_basis="UU 27/2022 Pasal 42-44",
    ),
    "data_request.completed": d.RequestCompleted(
        **of(STREAM, 2), complaint=CASE, number=1, message=sealed("message")
    ),
    "data_request.completed.least": d.RequestCompleted(
        **of(STREAM, 4), complaint=CASE, number=1
    ),
    "data_request.granted": d.RequestGranted(
        **of(STREAM, 2), complaint=CASE, number=1, message=sealed("message")
    ),
    "data_request.confirmed": d.RequestConfirmed(
        **of(STREAM, 3), complaint=CASE, number=1
    ),
    "data_request.refused": d.RequestRefused(
        **of(STREAM, 2),
        complaint=CASE,
        number=1,
        ground="legal_hold",
        legal_basis="UU 27/2022 Pasal 15(1)(b), Pasal 50",
        message=sealed("message"),
    ),
    "complaint.erased": Erased(
        **of(CASE, 9),
        scope="everything",
        ground="request",
        request=1,
        destroyed_at=DUE,
    ),
    "complaint.escalated.without_words": Escalated(
        **of(CASE, 9),
        to="governor",
        reason=None,
        clock="completion",
        due_on=date(2026, 12, 10),
        step_on=date(2026, 12, 15),
    ),
    "complaint.withdrawn.without_words": Withdrawn(
        **of(CASE, 9), reason=None, deemed=True
    ),
    "retention.rule_adopted": RetentionAdopted(
        **of(RETENTION_ID),
        classification="oversight_complaint",
        years=10,
        scope="everything",
        legal_basis="UU 43/2009 (JRA)",
        status="provisional",
        valid_from=date(2024, 10, 17),
    ),
}
