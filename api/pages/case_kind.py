"""What each kind of case is called on pages, and where it is found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from api import information_requests
from api.cases import Opened
from api.commands import REQUESTS
from api.pages.page import Page
from domain.case import Case
from domain.complaint import ENDED, Complaint
from domain.information_request import InformationRequest

COMPLAINT_TONES: Mapping[str, str] = {
    "received": "info",
    "awaiting_clarification": "wait",
    "verified": "info",
    "disposed": "info",
    "returned": "wait",
    "in_progress": "info",
    "answered": "good",
    "resolved": "good",
    "archived": "",
    "withdrawn": "",
    "merged": "",
}
REQUEST_TONES: Mapping[str, str] = {
    "requested": "info",
    "incomplete": "wait",
    "decided": "info",
    "delivered": "good",
    "objected": "wait",
    "objection_answered": "info",
    "disputed": "wait",
    "ruled": "info",
    "withdrawn": "",
}

View = Callable[[Page, Any, Opened], dict[str, Any]]


@dataclass(frozen=True, slots=True, eq=False)
class CaseKind:
    """`root` begins its addresses, `desk` is where its work waits, `own` where who
    brought it in reads it, `record` begins the addresses of what was done to it, and at
    `data_requests` stands what people ask about their data; `before` stands before the
    names of its commands. `by` is what that person is called, `states` names the words
    of its states."""

    of: type[Case]
    root: str
    desk: str
    own: str
    record: str
    data_requests: str
    before: str
    name: str
    by: str
    reads: str
    states: str
    tones: Mapping[str, str]
    view: View
    ended: Callable[[Any], bool]

    def command(self, name: str) -> str:
        """By its full name, as `roles.COMMANDS` has it."""
        return f"{self.before}{name}"

    def address(self, case: Case) -> str:
        return f"{self.root}/{case.case_number}"


def _of_complaint(page: Page, case: Complaint, opened: Opened) -> dict[str, Any]:
    return page.here.cases.officers_view(case, page.actor, opened)


def _of_request(page: Page, case: InformationRequest, opened: Opened) -> dict[str, Any]:
    here = page.here
    return information_requests.view(here, case, page.actor, opened, here.today())


COMPLAINTS = CaseKind(
    of=Complaint,
    root="/aduan",
    desk="/meja",
    own="/lacak/aduan",
    record="/inspektur/aduan",
    data_requests="/inspektur/permintaan",
    before="",
    name="aduan",
    by="pelapor",
    reads="complaints",
    states="state",
    tones=COMPLAINT_TONES,
    view=_of_complaint,
    ended=lambda case: case.state in ENDED,
)
INFORMATION_REQUESTS = CaseKind(
    of=InformationRequest,
    root="/permohonan",
    desk="/permohonan",
    own="/lacak/permohonan",
    record="/permohonan",
    data_requests="/permohonan/data-pribadi",
    before=f"{REQUESTS}/",
    name="permohonan",
    by="pemohon",
    reads="information requests",
    states="information_state",
    tones=REQUEST_TONES,
    view=_of_request,
    ended=lambda case: case.closed_at is not None,
)
KINDS = (COMPLAINTS, INFORMATION_REQUESTS)


def kind_of(case: Case) -> CaseKind:
    return next(kind for kind in KINDS if isinstance(case, kind.of))


def kind_of_command(command: str) -> CaseKind:
    ours = f"{command}/".startswith(INFORMATION_REQUESTS.before)
    return INFORMATION_REQUESTS if ours else COMPLAINTS
