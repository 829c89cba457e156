"""Cases as a list shows them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from api.installation import Installation
from projections.register_lists import Entry


def rows(
    here: Installation,
    entries: Sequence[Entry],
    today: date,
    withheld: Collection[UUID] = (),
) -> list[dict[str, Any]]:
    """A row a case, judged at the end of `today`; no title of those `withheld`."""
    # The text of a restricted case needs a reason, which a list does not give.
    sealed = {
        e.id: e.title
        for e in entries
        if e.title and not e.restricted and e.id not in withheld
    }
    texts = here.vault.open(list(sealed.values()))
    titles = dict(zip(sealed, texts, strict=True))
    return [
        {
            "id": entry.id,
            "case_number": entry.case_number,
            "external_id": entry.external_id
            and {"system": entry.external_id.system, "id": entry.external_id.id},
            "state": entry.state,
            "title": titles.get(entry.id),
            "classification": entry.classification,
            "category": entry.category,
            "region": entry.region,
            "channel": entry.channel,
            "agency": entry.agency,
            "suggested_agency": entry.suggested_agency,
            "restricted": entry.restricted,
            "received_at": entry.received_at,
            "next_due_on": entry.next_due_on,
            "overdue": entry.next_due_on is not None and entry.next_due_on < today,
            "erased": entry.erased,
            "version": entry.version,
        }
        for entry in entries
    ]
