"""Between event objects and stored rows; each row bound to its actor by a MAC."""

from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import Any, cast
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    JSONTranscoder,
    Mapper,
    MapperDeserialisationError,
    StoredEvent,
)

from ledger import authorship
from storage.codec import decoder, dumps, encoder

_IN_COLUMNS = frozenset(("originator_id", "originator_version"))
_encoder, _decoder = cache(encoder), cache(decoder)
_UNREADABLE = (KeyError, RecursionError, ValueError)
"""What JSON and codecs raise over a row that is no event of ours."""


class EventMapper(Mapper[UUID]):
    """`event_classes` carry a `TOPIC`; two with the same one are refused.

    Each state is bound to its actor by a MAC, see `ledger.authorship`.
    """

    def __init__(self, event_classes: Iterable[type[Any]], mac_key: bytes):
        super().__init__(transcoder=JSONTranscoder())
        self._mac_key = mac_key
        self._classes: dict[str, Any] = {}
        for event_class in event_classes:
            if event_class.TOPIC in self._classes:
                msg = f"two event classes are called {event_class.TOPIC}"
                raise ValueError(msg)
            self._classes[event_class.TOPIC] = event_class

    @cached_property
    def _encoders(self) -> dict[type[Any], Callable[[Any], Any]]:
        return {cls: _encoder(cls, _IN_COLUMNS) for cls in self._classes.values()}

    @cached_property
    def _decoders(self) -> dict[str, Callable[..., Any]]:
        return {
            topic: _decoder(cls, _IN_COLUMNS) for topic, cls in self._classes.items()
        }

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        topic = cast("Any", domain_event).TOPIC
        body = dumps(self._encoders[type(domain_event)](domain_event))[:-1]
        id, version = domain_event.originator_id, domain_event.originator_version
        return StoredEvent(
            originator_id=id,
            originator_version=version,
            topic=topic,
            state=authorship.signed(self._mac_key, id, version, topic, body),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """Raises `MapperDeserialisationError`, which quotes nothing of the state."""
        try:
            event: DomainEventProtocol[UUID] = self._decoders[stored_event.topic](
                stored_event.state,
                {
                    "originator_id": stored_event.originator_id,
                    "originator_version": stored_event.originator_version,
                },
            )
        except _UNREADABLE as error:
            msg = (
                f"event {stored_event.originator_version} of "
                f"{stored_event.originator_id} ({stored_event.topic}) cannot be read: "
                f"{type(error).__name__}"
            )
            # The cause may quote what it could not read; a traceback would show it.
            raise MapperDeserialisationError(msg) from None
        return event

    def is_authentic(self, stored_event: StoredEvent) -> bool:
        """Whether the row was written by a holder of the MAC key, and not since."""
        assert isinstance(stored_event.originator_id, UUID)
        return authorship.is_authentic(
            self._mac_key,
            stored_event.originator_id,
            stored_event.originator_version,
            stored_event.topic,
            stored_event.state,
        )
