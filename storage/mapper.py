"""Between event objects and stored rows; each row bound to its actor by a MAC."""

import hmac
import json
from base64 import b64encode
from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import sha256
from typing import Any, cast
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    JSONTranscoder,
    Mapper,
    MapperDeserialisationError,
    StoredEvent,
)

from storage.codec import decoder, dumps, encoder

_IN_COLUMNS = frozenset(("originator_id", "originator_version"))
_MAC = b',"mac":"'
_UNREADABLE = (AttributeError, KeyError, RecursionError, TypeError, ValueError)
"""What JSON and codecs raise over a row that is no event of ours."""


class EventMapper(Mapper[UUID]):
    """`event_classes` carry a `TOPIC`; two with the same one are refused.

    The MAC is HMAC-SHA256 over id, version, topic and the state without its `mac`,
    under a key that the database does not hold. It is the last member of the state,
    so that the signed bytes can be cut out of the stored ones.
    """

    def __init__(self, event_classes: Iterable[type[Any]], mac_key: bytes):
        super().__init__(transcoder=JSONTranscoder())
        self._mac_key = mac_key
        self._classes: dict[str, type[Any]] = {}
        for event_class in event_classes:
            if event_class.TOPIC in self._classes:
                msg = f"two event classes are called {event_class.TOPIC}"
                raise ValueError(msg)
            self._classes[event_class.TOPIC] = event_class

    @cached_property
    def _encoders(self) -> dict[type[Any], Callable[[Any], Any]]:
        return {cls: encoder(cls, _IN_COLUMNS) for cls in self._classes.values()}

    @cached_property
    def _decoders(self) -> dict[str, Callable[..., Any]]:
        return {topic: decoder(cls) for topic, cls in self._classes.items()}

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        topic = cast("Any", domain_event).TOPIC
        body = dumps(self._encoders[type(domain_event)](domain_event)).encode()[:-1]
        mac = self._mac(
            domain_event.originator_id, domain_event.originator_version, topic, body
        )
        return StoredEvent(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=topic,
            state=body + _MAC + mac + b'"}',
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """Raises `MapperDeserialisationError`, which quotes nothing of the state."""
        try:
            decode = self._decoders[stored_event.topic]
            event = decode(
                json.loads(stored_event.state),
                originator_id=stored_event.originator_id,
                originator_version=stored_event.originator_version,
            )
        except _UNREADABLE as error:
            msg = (
                f"event {stored_event.originator_version} of "
                f"{stored_event.originator_id} ({stored_event.topic}) cannot be read: "
                f"{type(error).__name__}"
            )
            # The cause may quote what it could not read; a traceback would show it.
            raise MapperDeserialisationError(msg) from None
        return cast("DomainEventProtocol[UUID]", event)

    def is_authentic(self, stored_event: StoredEvent) -> bool:
        """Whether the row was written by a holder of the MAC key, and not since."""
        body, found, rest = stored_event.state.rpartition(_MAC)
        assert isinstance(stored_event.originator_id, UUID)
        mac = self._mac(
            stored_event.originator_id,
            stored_event.originator_version,
            stored_event.topic,
            body,
        )
        return bool(found) and hmac.compare_digest(rest, mac + b'"}')

    def _mac(self, originator_id: UUID, version: int, topic: str, body: bytes) -> bytes:
        name = topic.encode()
        signed = b"".join(
            (
                originator_id.bytes,
                version.to_bytes(8, "big"),
                len(name).to_bytes(4, "big"),
                name,
                body,
            )
        )
        return b64encode(hmac.digest(self._mac_key, signed, sha256))
