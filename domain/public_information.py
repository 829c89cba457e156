"""The list of public information (daftar informasi publik, DIP): what there is, who
holds it, and by when it is to be published again.

Three of the four kinds of UU 14/2008 stand in it: periodic (berkala, Pasal 9), at once
(serta-merta, Pasal 10), at any time (setiap saat, Pasal 11). The fourth, what is
excluded (Pasal 17), is in `domain/exclusions.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import ClassVar, Literal, Self
from uuid import uuid5

from domain.event import Event
from domain.refusals import InvalidField
from domain.working_calendar import INSTALLATION

PUBLIC_INFORMATION_ID = uuid5(INSTALLATION, "public_information")

InformationKind = Literal["periodic", "immediate", "anytime"]
InformationForm = Literal["softcopy", "hardcopy"]

ARTICLES: Mapping[InformationKind, str] = {
    "periodic": "UU 14/2008 Pasal 9",
    "immediate": "UU 14/2008 Pasal 10",
    "anytime": "UU 14/2008 Pasal 11",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """One row of the list, by its columns (law file, section 4.7).

    `held_by` and `responsible` name an office and no person; `made` is the time and
    place of making, `retention` how long it is kept, `link` where it can be read.
    """

    title: str
    summary: str
    kind: InformationKind
    agency: str
    held_by: str
    responsible: str
    made: str
    forms: tuple[InformationForm, ...] = ()
    retention: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class PublicationDue:
    """The last day to publish it, counted from `started_on` by that rule."""

    rule: str
    rule_version: int
    started_on: date
    due_on: date


@dataclass(frozen=True, kw_only=True)
class InformationListed(Event):
    TOPIC: ClassVar[str] = "public_information.listed"
    code: str
    description: Description
    published_on: date | None
    """When it was last published before it was listed."""
    due: PublicationDue | None


@dataclass(frozen=True, kw_only=True)
class InformationChanged(Event):
    """The whole row anew."""

    TOPIC: ClassVar[str] = "public_information.changed"
    code: str
    description: Description
    reason: str
    due: PublicationDue | None


@dataclass(frozen=True, kw_only=True)
class InformationPublished(Event):
    """An issue of it came out; with `link` it is to be read there."""

    TOPIC: ClassVar[str] = "public_information.published"
    code: str
    published_on: date
    link: str | None
    due: PublicationDue | None


@dataclass(frozen=True, kw_only=True)
class InformationWithdrawn(Event):
    TOPIC: ClassVar[str] = "public_information.withdrawn"
    code: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ListsDecreed(Event):
    """The lists of public and of excluded information, laid down for a year (P-15)."""

    TOPIC: ClassVar[str] = "public_information.decreed"
    year: int
    decree: str
    decreed_on: date


ListEvent = (
    InformationListed
    | InformationChanged
    | InformationPublished
    | InformationWithdrawn
    | ListsDecreed
)


@dataclass(frozen=True, slots=True)
class PublicItem:
    """A row as it stands; `changed_at` is when its words were last another."""

    code: str
    description: Description
    changed_at: datetime
    published_on: date | None
    due: PublicationDue | None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Decree:
    year: int
    decree: str
    decreed_on: date


@dataclass(frozen=True, slots=True)
class PublicInformation:
    """`version` is the number of its events; `begun_at` is when the first row was
    listed."""

    version: int = 0
    by_code: Mapping[str, PublicItem] = field(
        default_factory=lambda: MappingProxyType({})
    )
    decrees: Mapping[int, Decree] = field(default_factory=lambda: MappingProxyType({}))
    begun_at: datetime | None = None

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def __iter__(self) -> Iterator[PublicItem]:
        """Those on the list now."""
        return (item for item in self.by_code.values() if not item.withdrawn)

    def get(self, code: str) -> PublicItem:
        """One that is on the list. Raises `InvalidField`."""
        item = self.by_code.get(code)
        if item is None:
            problem = f"there is no item '{code}'; see GET /v1/public-information."
        elif item.withdrawn:
            problem = f"'{code}' was withdrawn; list it anew under another code."
        else:
            return item
        raise InvalidField(field="code", problem=problem)

    def apply(self, event: ListEvent) -> Self:
        state = replace(self, version=event.originator_version)
        match event:
            case ListsDecreed():
                decree = Decree(event.year, event.decree, event.decreed_on)
                decrees = MappingProxyType({**self.decrees, event.year: decree})
                return replace(state, decrees=decrees)
            case InformationListed():
                item = PublicItem(
                    event.code,
                    event.description,
                    event.occurred_at,
                    event.published_on,
                    event.due,
                )
            case InformationChanged():
                item = replace(
                    self.by_code[event.code],
                    description=event.description,
                    changed_at=event.occurred_at,
                    due=event.due,
                )
            case InformationPublished():
                item = self._published(event)
            case InformationWithdrawn():
                item = replace(self.by_code[event.code], withdrawn=True, due=None)
        return replace(
            state,
            by_code=MappingProxyType({**self.by_code, item.code: item}),
            begun_at=self.begun_at or event.occurred_at,
        )

    def _published(self, event: InformationPublished) -> PublicItem:
        item = self.by_code[event.code]
        link = event.link or item.description.link
        return replace(
            item,
            description=replace(item.description, link=link),
            published_on=event.published_on,
            due=event.due,
        )
