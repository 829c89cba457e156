"""The feed of what was told to everybody last, as Atom (RFC 4287)."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5
from xml.etree import ElementTree as Xml

from api.pages import glossary
from api.pages.names import Names
from domain.working_calendar import INSTALLATION

KIND = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold (XML 1.0, section 2.2)."""


def written(
    tenant: str,
    base: str,
    cases: Sequence[tuple[UUID, datetime, Mapping[str, Any]]],
    names: Names,
    now: datetime,
) -> bytes:
    """Of public cases with when they last changed, the latest first; `base` is the
    address before `/publik`. Ids stay the same whatever the address is."""
    feed = Xml.Element("feed", {"xmlns": _ATOM, "xml:lang": "id"})
    _add(feed, "id", uuid5(INSTALLATION, f"feed of {tenant}").urn)
    _add(feed, "title", f"Aduan untuk umum: {tenant}")
    _add(feed, "updated", (cases[0][1] if cases else now).isoformat())
    _link(feed, "self", f"{base}/publik/umpan.atom", KIND)
    _link(feed, "alternate", f"{base}/publik", "text/html")
    _add(Xml.SubElement(feed, "author"), "name", tenant)
    for id, updated, case in cases:
        entry = Xml.SubElement(feed, "entry")
        # Not the id of the case itself, by which its commands are named.
        _add(entry, "id", uuid5(id, "feed").urn)
        _add(entry, "title", case["title"] or case["case_number"])
        _add(entry, "updated", updated.isoformat())
        address = f"{base}/publik/aduan/{case['case_number']}"
        _link(entry, "alternate", address, "text/html")
        _add(entry, "summary", _in_short(case, names))
        told = [answer["message"] for answer in case["answers"] if answer["message"]]
        if told:
            _add(entry, "content", "\n\n".join(told)).set("type", "text")
    Xml.indent(feed)
    text: bytes = Xml.tostring(feed, "utf-8", xml_declaration=True)
    return text


def _in_short(case: Mapping[str, Any], names: Names) -> str:
    state = glossary.word("state", case["state"]).capitalize()
    at = names.agency(case["agency"]) if case["agency"] else "belum didisposisikan"
    return f"{state}. Aduan {case['case_number']}, {at}."


def _add(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    element = Xml.SubElement(parent, name)
    element.text = _NO_XML.sub("", text)
    return element


def _link(parent: Xml.Element, rel: str, address: str, kind: str) -> None:
    Xml.SubElement(parent, "link", {"rel": rel, "type": kind, "href": address})
