"""What may be said about a data request."""

from api.bodies import Body, Instant, Sentence
from domain.data_request_events import RefusalGround, RequestKind
from domain.sealing import ErasureScope


class RequestStep(Body):
    occurred_at: Instant | None = None


class RequestData(RequestStep):
    """`scope` is that of an erasure: the identity, unless everything is asked for."""

    kind: RequestKind
    scope: ErasureScope | None = None
    message: Sentence | None = None


class CompleteRequest(RequestStep):
    message: Sentence | None = None


class GrantErasure(RequestStep):
    message: Sentence | None = None


class RefuseRequest(RequestStep):
    ground: RefusalGround
    message: Sentence | None = None


class ConfirmErasure(RequestStep):
    pass


BODIES = (RequestData, CompleteRequest, GrantErasure, RefuseRequest, ConfirmErasure)
