"""That the keys of a case were destroyed, as an event of its kind."""

from domain import complaint_record, information_request_decisions
from domain.case import Case, Erasure
from domain.case_event import CaseEvent
from domain.complaint import Complaint
from domain.complaint_side_ways import Erased
from domain.decision import Decision
from domain.information_request import InformationRequest
from domain.information_request_events import TextsErased

ERASED = (Erased, TextsErased)


def erase(case: Case, at: Decision, erasure: Erasure) -> CaseEvent | None:
    """None where that is said already."""
    if isinstance(case, Complaint):
        return complaint_record.erase(case, at, erasure)
    assert isinstance(case, InformationRequest)
    return information_request_decisions.erase(case, at, erasure)
