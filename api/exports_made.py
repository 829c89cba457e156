"""Which exports left: the part of the access log that is about no one case."""

from typing import Any, cast

from api.installation import Installation
from api.openings import officers_names
from domain.access_log import EXPORTS_ID, ExportMade
from domain.sealing import Place, SealedField


def exports_made(here: Installation, *, reasons: bool = True) -> list[dict[str, Any]]:
    """Each with who made it, or ran the command, the newest first."""
    log = [
        (position, cast("ExportMade", event))
        for position, event in reversed(here.app.history(EXPORTS_ID))
    ]
    names = officers_names(here, (_who(event) for _, event in log))
    why = [_reason(event) for _, event in log]
    texts = here.vault.open(why) if reasons else [None] * len(log)
    return [
        {
            "position": position,
            "made_at": event.recorded_at,
            **names[_who(event)],
            "role": event.role,
            "what": event.what,
            "chosen": {one.name: one.value for one in event.chosen},
            "restricted": event.restricted,
            "cases": event.cases,
            "events": event.events,
            "up_to": event.up_to,
            "reason": text,
        }
        for (position, event), text in zip(log, texts, strict=True)
    ]


def _who(event: ExportMade) -> str:
    return event.run_by or event.actor


def _reason(event: ExportMade) -> SealedField:
    place = Place(EXPORTS_ID, event.TOPIC, "reason", event.nonce)
    return SealedField(event.key.id, place, event.reason.ciphertext)
