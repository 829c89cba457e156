"""The door of reporters: the number of a case, and the code they were given with it."""

from typing import Any

from fastapi import Request

from api import bodies, instants
from api.cases import sealed_parts
from api.commands import parse
from api.identity import REPORTER
from api.installation import Installation
from domain.case_number import parse as parse_case_number
from domain.complaint import Complaint
from domain.refusals import WrongAccessCode


def opened_case(request: Request, here: Installation, given: Any) -> Complaint:
    """The case of `{case_number, access_code}`, once it is recorded that it is opened.

    Raises `InvalidBody`, `TooMany`, or `WrongAccessCode`, which tells not what of both
    was wrong.
    """
    body = parse(bodies.Track, given)
    address = request.client.host if request.client else ""
    here.limits.count("track", address, here.settings.track_per_hour, instants.now())
    number = parse_case_number(body.case_number)
    owner = number and here.app.look_up.owner_of("case_number", number)
    if not owner:
        raise WrongAccessCode
    complaint = here.app.complaint(owner)
    if not here.intake.knows_access_code(complaint, body.access_code):
        raise WrongAccessCode
    # Who holds the code reads all; a code that leaked shows in the reporter's own log.
    origin = here.origin(REPORTER, request.state.request_id)
    here.app.record_opening(complaint, origin, sealed_parts(complaint), None)
    return complaint
