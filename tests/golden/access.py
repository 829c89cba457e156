"""Examples of what says who looked."""

from uuid import UUID

from domain.access_log import EXPORTS_ID, Criterion, ExportMade, IdentityOpened
from domain.event import Event
from tests.golden.parts import CASE, REPORTER_KEY, of, sealed

OPENED = {**of(UUID(int=3)), "complaint": CASE}
ACCESS: dict[str, Event] = {
    "complaint.identity_opened": IdentityOpened(
        **OPENED, fields=("reporter", "place"), reason=sealed("reason")
    ),
    "complaint.identity_opened.for_an_agency": IdentityOpened(
        **OPENED, fields=("text",), reason=sealed("reason"), agency="dishub"
    ),
    "complaint.identity_opened.by_its_reporter": IdentityOpened(
        **OPENED, fields=("reporter",), reason=None
    ),
    "export.made": ExportMade(
        **of(EXPORTS_ID),
        what="ocel",
        chosen=(),
        restricted=False,
        cases=2,
        events=11,
        up_to=212,
        key=REPORTER_KEY,
        reason=sealed("reason", "officer"),
    ),
    "export.made.chosen": ExportMade(
        **of(EXPORTS_ID, 2),
        what="bundle",
        chosen=(Criterion("from", "2026-01-01"), Criterion("to", "2026-06-30")),
        restricted=True,
        cases=0,
        events=0,
        up_to=212,
        key=REPORTER_KEY,
        reason=sealed("reason", "officer"),
    ),
}
