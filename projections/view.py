"""A view of the dashboard: figures that are counted together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from projections.counted import Asked, Figure, Group
from storage.read_model import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """`ask` counts them within the transaction of a connection; whatever is drawn or
    told of the view is drawn from these groups."""

    name: str
    figures: Mapping[str, Figure]
    ask: Callable[[Connection, Asked], Sequence[Group]]
