"""Text that nobody should believe, and where the API takes any text at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

LONG = 10_000
_SIGNS = ("=", "+", "-", "@", "\t=")
_NO_FREE_TEXT = frozenset(("pattern", "enum", "format", "const"))


def hostile(mark: str, number: int, most: int) -> str:
    """Markup, a formula, and writing from the right, with `mark` among it; `most`
    characters, or `LONG` of them."""
    begin = (
        f"{_SIGNS[number % len(_SIGNS)]}1+1|{mark}|<i data-jahat onclick=1>\"'&amp;"
        "</i><script>jahat</script>{{ 7 * 7 }} \u200f\u05d0\u05d1\u061c "
    )
    return begin + "x" * (min(most, LONG) - len(begin))


def free_text(document: dict[str, Any], schema: Any) -> Iterator[tuple[str, int]]:
    """Where a body of that schema takes any text, as `.location.description`, and of
    how many characters; `[]` stands for each item of a list."""
    if name := schema.get("$ref"):
        found = document["components"]["schemas"][name.rpartition("/")[2]]
        yield from free_text(document, found)
    for one in schema.get("anyOf", ()):
        yield from free_text(document, one)
    if schema.get("type") == "string" and not _NO_FREE_TEXT & schema.keys():
        yield "", schema.get("maxLength", LONG)
    for name, one in schema.get("properties", {}).items():
        for path, most in free_text(document, one):
            yield f".{name}{path}", most
    if "items" in schema:
        for path, most in free_text(document, schema["items"]):
            yield f"[]{path}", most


def filled(body: dict[str, Any], path: str, text: str) -> dict[str, Any]:
    """The body with that text where `path` leads, in every item of a list."""
    name, dot, rest = path.removeprefix(".").partition(".")
    if name.endswith("[]"):
        name = name.removesuffix("[]")
        return {**body, name: [filled(one, rest, text) for one in body[name]]}
    value = filled(body.get(name) or {}, rest, text) if dot else text
    return {**body, name: value}
