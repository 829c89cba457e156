"""Who opens a page for this check, and under which address."""

from __future__ import annotations

from dataclasses import dataclass

from domain import roles

NOBODY = "nobody"
EVERYBODY = (NOBODY, *roles.OFFICERS)


@dataclass(frozen=True, slots=True)
class Sample:
    """`by` opens `address` in the browser; without one, and in `more`, it is asked for
    over HTTP. `{told}` is the number of that case of `story.ROADS`, `{id[told]}` its
    id. A reporter reads the own case: `reporter of told`."""

    by: str
    address: str
    more: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    """Who may open it, where the page judges that by itself."""
    alike: bool = False
    """It is made as another is, of the same parts: left out where time is short."""

    def otherwise(self, who: str) -> tuple[int, ...]:
        """How it turns somebody away."""
        if self.only is not None:
            return 403, 404
        return (303,) if who == NOBODY else (403,)
