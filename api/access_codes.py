"""The door of reporters: the number of a case, and the code they were given with it."""

from collections.abc import Sequence
from typing import Any

from fastapi import Request

from api import bodies, instants
from api.cases import sealed_parts
from api.commands import parse
from api.identity import REPORTER
from api.installation import Installation
from domain.case import Case
from domain.case_number import parse as parse_case_number
from domain.complaint import Complaint
from domain.information_request import InformationRequest
from domain.refusals import WrongAccessCode


def opened_case(
    request: Request,
    here: Installation,
    given: Any,
    kinds: Sequence[type[Case]] = (Complaint, InformationRequest),
) -> Case:
    """The case of `{case_number, access_code}`, once it is recorded that it is opened.

    Raises `InvalidBody`, `TooMany`, or `WrongAccessCode`, which tells not what of both
    was wrong.
    """
    body = parse(bodies.Track, given)
    address = request.client.host if request.client else ""
    here.limits.count("track", address, here.settings.track_per_hour, instants.now())
    number = parse_case_number(body.case_number)
    found = ((of, here.cases.id_of(number, of)) for of in kinds if number)
    of, owner = next((one for one in found if one[1]), (None, None))
    if of is None or owner is None:
        raise WrongAccessCode
    case = here.app.case(owner, of)
    if not here.intake.knows_access_code(case, body.access_code):
        raise WrongAccessCode
    # Who holds the code reads all; a code that leaked shows in the reporter's own log.
    origin = here.origin(REPORTER, request.state.request_id)
    here.app.record_opening(case, origin, sealed_parts(case), None)
    return case
