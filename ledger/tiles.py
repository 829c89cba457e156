"""Tiles and entry bundles by their addresses (c2sp.org/tlog-tiles)."""

from dataclasses import dataclass

HEIGHT = 8
WIDTH = 1 << HEIGHT
"""Hashes in a full tile, entries in a full bundle."""


@dataclass(frozen=True, slots=True)
class Tile:
    """Of level `level`, the `index`-th, of its first `width` hashes or entries."""

    level: int
    index: int
    width: int = WIDTH


def path(tile: Tile) -> str:
    """`<L>/<N>[.p/<W>]`: 1234067 is written x001/x234/067."""
    groups = [f"{tile.index % 1000:03}"]
    rest = tile.index // 1000
    while rest:
        groups.insert(0, f"x{rest % 1000:03}")
        rest //= 1000
    partial = f".p/{tile.width}" if tile.width < WIDTH else ""
    return f"{tile.level}/" + "/".join(groups) + partial


def parse(written: str) -> Tile | None:
    """The tile of a path, or None where it is not written as `path` would."""
    try:
        level, _, rest = written.partition("/")
        number, partial, width = rest.partition(".p/")
        *high, last = number.split("/")
        digits = "".join(group.removeprefix("x") for group in high) + last
        tile = Tile(int(level), int(digits), int(width) if partial else WIDTH)
    except ValueError:
        return None
    plausible = 0 <= tile.level <= 63 and 0 < tile.width <= WIDTH and tile.index >= 0
    return tile if plausible and path(tile) == written else None


def width_at(level: int, index: int, size: int) -> int:
    """How many hashes that tile has in a tree of `size` leaves."""
    return max(0, min(WIDTH, (size >> (HEIGHT * level)) - index * WIDTH))
