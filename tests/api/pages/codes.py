"""Every code that a person may meet, by its kind in the glossary."""

from __future__ import annotations

from typing import get_args, get_type_hints

from api import opening_answers
from api.commands import COMMANDS
from api.exporting import making
from api.information_register_routes import READ_MODEL
from domain import (
    agencies,
    clock,
    complaint_events,
    complaint_side_ways,
    data_request_events,
    exclusions,
    information_request,
    information_request_events,
    ladder,
    public_information,
    redaction,
    remedies,
    roles,
    sealing,
    self_assessment,
    service_standards,
    transitions,
    villages,
    working_calendar,
)
from domain.event import topics
from ledger import verdict
from projections import (
    detectors,
    information_list,
    public_texts,
    village_cases,
)

CODES: dict[str, tuple[str, ...]] = {
    "state": tuple(transitions.ALL),
    "command": tuple({*roles.ALL_COMMANDS, *COMMANDS}),
    "read": tuple(roles.READS),
    "signal": get_args(villages.Signal),
    "facility": get_args(villages.Facility),
    "wait": village_cases.WAITS,
    "clock": (*get_args(clock.ClockName), *get_args(clock.RequestClockName)),
    "clock_status": get_args(clock.Status),
    "unit": get_args(service_standards.Unit),
    "role": roles.ROLES,
    "channel": get_args(complaint_events.Channel),
    "classification": get_args(complaint_events.Classification),
    "outcome": get_args(complaint_events.Outcome),
    "archive_reason": get_args(complaint_events.ArchiveReason),
    "closed_by": get_args(complaint_events.ClosedBy),
    "escalation": get_args(complaint_events.EscalationTarget),
    "step": get_args(ladder.StepName),
    "remedy": get_args(remedies.RemedyName),
    "finding": get_args(detectors.Kind),
    "request_kind": get_args(data_request_events.RequestKind),
    "request_state": get_args(data_request_events.RequestState),
    "refusal_ground": get_args(data_request_events.RefusalGround),
    "erasure_ground": get_args(sealing.ErasureGround),
    "erasure_scope": get_args(sealing.ErasureScope),
    "subject": get_args(sealing.Subject),
    "media_type": get_args(complaint_side_ways.MediaType),
    "agency_kind": get_args(agencies.Kind),
    "certainty": get_args(working_calendar.Status),
    "holiday_kind": get_args(working_calendar.HolidayKind),
    "export": ("bundle", READ_MODEL, *get_args(making.EventLog)),
    "opened": get_args(opening_answers.Part),
    "flag": get_args(redaction.Kind),
    "flag_why": get_args(redaction.Kind),
    "public_text_step": get_args(public_texts.Step),
    "verdict": get_args(verdict.Kind),
    "information_state": get_args(information_request.RequestState),
    "awaited": get_args(information_request.Awaited),
    "right": get_args(remedies.RightName),
    "lapse": get_args(clock.RequestClockName),
    "applicant_kind": get_args(information_request_events.ApplicantKind),
    "access": get_args(information_request_events.Access),
    "form": get_args(public_information.InformationForm),
    "possession": get_args(information_request_events.Possession),
    "information_outcome": get_args(information_request_events.Outcome),
    "exclusion_ground": get_args(exclusions.ExclusionGround),
    "objection_reason": get_args(information_request_events.ObjectionReason),
    "payment": get_args(information_request_events.Payment),
    "timing": get_args(information_request_events.Timing),
    "commission_step": get_args(information_request_events.CommissionStep),
    "ruling": get_args(information_request_events.Ruling),
    "information_category": get_args(information_list.Category),
    "consequence_decision": get_args(exclusions.ConsequenceDecision),
    "openness_answer": get_args(self_assessment.OpennessAnswer),
    "openness_class": self_assessment.CLASSES,
    "information_due": get_args(get_type_hints(information_list.FallingDue)["what"]),
    "event": tuple(t.TOPIC for t in topics() if t.__module__.startswith("domain.")),
}
