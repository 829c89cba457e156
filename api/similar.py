"""Whether a complaint was told before: what a desk is shown while it writes one."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, model_validator

from api.bodies import RegionCode
from api.found_cases import visibility
from api.identity import Actor
from api.installation import Installation
from api.queries import After, Reading
from api.register_rows import rows
from projections.register_similar import similar
from projections.search_terms import words


class SimilarQuery(Reading):
    """Texts as far as they are written; with `region` of the same place alone."""

    model_config = ConfigDict(strict=True)

    title: Annotated[str, Field(max_length=200)] = ""
    description: Annotated[str, Field(max_length=20_000)] = ""
    region: RegionCode | None = None
    limit: Annotated[int, Field(ge=1, le=20)] = 5
    after: After | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "SimilarQuery":
        if not (self.title.strip() or self.description.strip()):
            msg = "name at least one of title, description"
            raise ValueError(msg)
        return self


def similar_cases(
    here: Installation, actor: Actor, query: SimilarQuery
) -> dict[str, Any]:
    """`{items, position}`, the most alike first: rows of the register, each with
    `likeness`, the share of the marks asked for that the case has."""
    marks = here.likeness.marks(set(words(query.title)), set(words(query.description)))
    found, position = similar(
        here.pool, marks, query.region, visibility(actor), query.limit
    )
    shown = rows(here, [one.entry for one in found], here.today())
    items = [
        {**row, "likeness": round(one.shared / len(marks), 2)}
        for row, one in zip(shown, found, strict=True)
    ]
    return {"items": items, "position": position}
