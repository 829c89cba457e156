"""Tiles and entry bundles by their addresses (c2sp.org/tlog-tiles)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ledger.merkle import HASH_SIZE, Edge, Subtree

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


Read = Callable[[int, int], bytes]
"""The hashes of a tile, by level and index; empty where there is none yet."""


class Tiles:
    """Tiles read once each, and extended at the right edge of the tree."""

    def __init__(self, read: Read, size: int = 0):
        self._read = read
        self._tiles: dict[tuple[int, int], bytearray] = {}
        self._changed: set[tuple[int, int]] = set()
        self._size = size

    def __call__(self, level: int, index: int) -> bytearray:
        found = self._tiles.get((level, index))
        if found is None:
            found = self._tiles[level, index] = bytearray(self._read(level, index))
        return found

    def append(self, leaf: bytes) -> None:
        """The hash of the next leaf; full tiles are hashed into the level above."""
        level, at, root = 0, self._size, leaf
        self._size += 1
        while True:
            tile = self(level, at // WIDTH)
            tile += root
            self._changed.add((level, at // WIDTH))
            if at % WIDTH != WIDTH - 1:
                return
            root = _root(tile)
            level, at = level + 1, at // WIDTH

    def changed(self) -> Iterator[tuple[Tile, bytes]]:
        """The tiles that were extended since they were read."""
        for level, index in sorted(self._changed):
            hashes = bytes(self._tiles[level, index])
            yield Tile(level, index, len(hashes) // HASH_SIZE), hashes


def subtree_of(tiles: Callable[[int, int], bytes | bytearray]) -> Subtree:
    """The perfect subtrees of the tree that lies in these tiles."""

    def subtree(level: int, index: int) -> bytes:
        height, below = divmod(level, HEIGHT)
        number, at = divmod(index << below, WIDTH)
        hashes = tiles(height, number)
        return _root(hashes[at * HASH_SIZE : (at + (1 << below)) * HASH_SIZE])

    return subtree


def _root(hashes: bytes | bytearray) -> bytes:
    edge = Edge()
    for at in range(0, len(hashes), HASH_SIZE):
        edge.append(bytes(hashes[at : at + HASH_SIZE]))
    return edge.root()
