"""What a list of requests for public information may be asked."""

from datetime import date
from typing import Literal

from pydantic import Field

from api.bodies import Code
from api.queries import After, Cursor, Day, Limit, Reading, YesNo
from domain.information_request import RequestState
from projections.filters import Filters
from projections.listing import Listing, Sort


class _Requests(Reading):
    agency: Code | None = None
    received_from: Day | None = None
    received_to: Day | None = None
    limit: Limit = 50
    cursor: Cursor | None = None
    after: After | None = None

    def filters(self) -> Filters:
        return Filters(
            agency=self.agency,
            received_from=self.received_from,
            received_to=self.received_to,
        )


class RequestListQuery(_Requests):
    state: list[RequestState] = Field(default_factory=list, max_length=9)
    overdue: YesNo | None = None
    sort: Literal["received_at", "-received_at", "due"] = "-received_at"

    def listing(self, today: date) -> Listing:
        sort: Sort = "next_due_on" if self.sort == "due" else self.sort
        return Listing(
            today=today,
            filters=self.filters(),
            states=self.state,
            overdue=self.overdue,
            sort=sort,
            limit=self.limit,
            cursor=self.cursor,
        )


class BookQuery(_Requests):
    objected: YesNo = False
    format: Literal["json", "csv", "xlsx"] = "json"

    def listing(self, today: date) -> Listing:
        return Listing(
            today=today,
            filters=self.filters(),
            sort="received_at",
            limit=self.limit,
            cursor=self.cursor,
        )

    def said(self) -> dict[str, str]:
        """By what the book was chosen, as the access log keeps it."""
        names = ("agency", "received_from", "received_to")
        given = {name: getattr(self, name) for name in names}
        chosen = {name: str(value) for name, value in given.items() if value}
        return chosen | ({"objected": "true"} if self.objected else {})
