"""What a browser makes of a page, without scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Markup(HTMLParser):
    """What a browser without scripts would make of a page."""

    html: str
    headings: int = 0
    forms: int = 0
    buttons: int = 0
    odd: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._unseen = False
        self.feed(self.html)
        self.text = "".join(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.headings += tag == "h1" and "hidden" not in given
        self.forms += tag == "form" and "hidden" not in given
        works = given.get("type", "submit") == "submit" and not (
            given.keys() & {"hidden", "disabled"}
        )
        self.buttons += tag == "button" and works
        self._unseen = tag in ("script", "style")
        for name in given:
            if name.startswith("on") or name in ("style", "data-jahat"):
                self.odd.append(f"{tag} {name}")
        # Styles may stand in it: the policy names each by its digest, or drops it.
        if tag == "script" and "src" not in given:
            self.odd.append(f"{tag} in the page")
        if given.get("src", "").startswith(("http", "//")):
            self.odd.append(f"{tag} from {given['src']}")
        self.words.append(" ")
        self.words += [v for n, v in given.items() if n in ("value", "content")]

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)
