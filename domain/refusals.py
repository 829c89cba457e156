"""Every refusal, one named class each, its docstring the message.

The docstring is a format string over the attributes given; it names the remedy.
"""

from typing import Any


class Refusal(Exception):
    """The command was refused."""

    def __init__(self, **details: Any) -> None:
        self.details = details
        template = type(self).__doc__ or ""
        super().__init__(" ".join(template.split()).format(**details))


class NotAllowedNow(Refusal):
    """{what} that is {state} cannot be changed by '{command}'.
    Allowed now: {allowed_text}."""


class RestrictedNotPublished(NotAllowedNow):
    """A restricted case is not published: it is for those who work on it. Where it is
    no oversight complaint, reclassify it first; what was told in confidence stays so.
    """


class NotProposed(Refusal):
    """Version {proposal} is no public text that waits; what waits is {now}.
    Read the case again, and name the version in which the text was proposed."""


class FlagsUndecided(Refusal):
    """{count} of what the check flagged is not decided. Propose the text again without
    those words, or overrule each of them with a reason; then another officer confirms.
    """


class NeedsSecondOfficer(Refusal):
    """Whoever proposed a public text does not confirm it: a second officer reads it
    before everybody does. Ask another coordinator, or a liaison of the agency."""


class InvalidField(Refusal):
    """{field}: {problem}"""


class NotYourCase(Refusal):
    """There is no case '{case}' that you may see.
    Check the number; a liaison sees only cases disposed to its agency."""


class NoSuchFile(Refusal):
    """Case {case} has no file {number} that you may read.
    Its attachments are numbered from 1; one that was announced may not be sent yet."""


class RoleMayNot(Refusal):
    """The role '{role}' may not '{command}'. Roles that may: {roles_text}."""


class ExternalIdTaken(Refusal):
    """{system} {external_id} is already case {case_number}.
    Send further commands to that case."""


class AlreadyConverted(Refusal):
    """Case {case_number} was converted into information request {request} already.
    Send further commands to that request."""


class StaleVersion(Refusal):
    """The case is at version {version}, you decided on version {given}.
    Read it again, then send the command with If-Match: "{version}"."""


class IdTaken(Refusal):
    """There is a case with id {id} already.
    If this is the same complaint, send it under the key of its first delivery."""


class WrongAccessCode(Refusal):
    """This number and access code do not belong together; read both again."""


class NotThen(Refusal):
    """Case {case} was not there at that moment. It was received on {received} and has
    {versions} versions."""


class TextErased(Refusal):
    """What was said here was erased for good, and nothing can be added to it. A command
    that needs words is closed to this case: resolve a complaint, withdraw a request, or
    send one without note or other text; what is new belongs into a new complaint or
    request."""


class NoSuchRequest(Refusal):
    """Case {case_number} has no data request {number}.
    GET /v1/complaints/{case_number}/data-requests lists those that it has."""


class RequestNotThere(Refusal):
    """Data request {number} is an {kind} request that is {now}; '{command}' is for one
    that is {needed}."""


class AlreadyAsked(Refusal):
    """The same was asked in data request {number}, which is {now}.
    Wait for its decision; ask again when that was refused."""


class AlreadyErased(Refusal):
    """This was erased already, at {destroyed_at}: there is nothing left to erase."""


class NoSuchExclusion(Refusal):
    """There is no exclusion '{code}'. GET /v1/exclusions lists those that there are; a
    new one begins with its consequence test."""


class NeedsAnother(Refusal):
    """Whoever granted an erasure does not confirm it: a key is destroyed by two
    persons. Ask another inspector to confirm data request {number}."""
