"""A page about one case, of any kind, that its reader may see."""

from dataclasses import dataclass
from typing import Annotated, Any, Generic

from fastapi import Depends

from api.cases import Opened
from api.found_cases import C
from api.pages.case_kind import COMPLAINTS, CaseKind, kind_of
from api.pages.names import Names
from api.pages.page import Page, who_reads
from api.read_routes import Seen
from api.web import CaseRef
from domain.complaint import Complaint


@dataclass(frozen=True, slots=True)
class OfCase(Generic[C]):
    page: Page
    case: C
    now: C | None = None
    """As it is now, where `case` is as it was."""

    @property
    def kind(self) -> CaseKind:
        return kind_of(self.case)

    @property
    def seen(self) -> Seen[C]:
        now = self.now or self.case
        return Seen(self.page.request, self.page.here, self.page.actor, now)

    @property
    def address(self) -> str:
        return self.kind.address(self.case)

    @property
    def names(self) -> Names:
        return Names(self.page.here.app.reference())

    def view(self, opened: Opened) -> dict[str, Any]:
        return self.kind.view(self.page, self.case, opened)


def visible_of(kind: CaseKind) -> Any:
    """The case of that kind which an address names. Raises `NotYourCase` where the
    visitor may not see it: then it does not exist."""

    def of_case(
        page: Annotated[Page, who_reads(kind.reads)], id: CaseRef
    ) -> OfCase[Any]:
        return OfCase(page, page.here.cases.visible_case(id, page.actor, kind.of))

    return Depends(of_case)


Visible = Annotated[OfCase[Complaint], visible_of(COMPLAINTS)]
