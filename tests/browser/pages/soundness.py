"""What every page must keep, as it stands in the browser: read by everybody, in every
width, with the keyboard alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

AXE = Path(__file__).parents[1] / "vendored" / "axe.min.js"
RULES = (
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
)
LOOKS = ("color-contrast", "target-size")
"""What of `RULES` another width or another colour can break."""
Rules = tuple[str, ...]
HEIGHT = 900
WIDE, NARROW, NARROWEST = 1280, 360, 320
MOST_KEYS = 100
_TAB = {"type": "keyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
SMALLEST = 11
"""Pixels of a letter."""

_SIZES = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const text = walker.currentNode, of = text.parentElement;
    if (!text.data.trim() || seen.has(of) || !of.checkVisibility()) continue;
    seen.add(of);
    const scale = of instanceof SVGGraphicsElement ? of.getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(of).fontSize) * scale;
    if (size < %d) found.push(`${text.data.trim().slice(0, 60)}: ${size} px`);
  }
  return found;
}"""
_REACHABLE = """() => {
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary,"
    + "[tabindex='0'], [contenteditable]";
  const groups = new Set();
  const order = [...document.querySelectorAll(all)].filter((e) => {
    if (e.disabled || e.id === "isi" || !e.checkVisibility()) return false;
    if (e.type !== "radio") return true;
    // One of a group is reached; the arrows go on from there.
    const group = `${e.form && [...document.forms].indexOf(e.form)} ${e.name}`;
    const chosen = [...document.getElementsByName(e.name)]
      .some((o) => o.checked && o.form === e.form);
    if (chosen ? !e.checked : groups.has(group)) return false;
    groups.add(group);
    return true;
  });
  window.reachable = order;
  window.reached = [];
  // From the top, also where a link has just led into the page.
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  document.addEventListener("focusin", (event) => reached.push(event.target));
  // A date is typed in three parts, and has a button beside them.
  const dates = order.filter((e) => e.type === "date").length;
  return order.length + 3 * dates + 1;
}"""
_NOT_IN_ORDER = """() => {
  const told = (e) => e ? e.outerHTML.slice(0, 120) : "nothing";
  const at = reachable.findIndex((e, n) => reached[n] !== e);
  const found = [];
  if (at >= 0) {
    found.push(`Tab ${at + 1} leads to ${told(reached[at])} before`
      + ` ${told(reachable[at])}`);
  }
  const after = reached[reachable.length];
  if (after && after !== reachable[0]) found.push(`Tab stays at ${told(after)}`);
  // Down the page, or to the right of what came before.
  let before = null;
  for (const e of reachable.slice(1)) {
    const now = e.getBoundingClientRect();
    if (before && now.bottom <= before.top && now.left < before.right) {
      found.push(`the keyboard goes back up to ${told(e)}`);
    }
    before = now;
  }
  return found;
}"""


def faults(page: Page, axe: str, *, whole: bool = False) -> Iterator[str]:
    """What is wrong with the page wide and in the light, then narrow and in the dark;
    `whole` judges each of the four by all of `RULES`, and the order of the keyboard
    however long the page is."""
    page.evaluate(
        "document.querySelectorAll('details').forEach(d => { d.open = true })"
    )
    yield from _look(page, WIDE, "light", axe, RULES)
    assert page.locator("html").get_attribute("lang") == "id"
    if page.locator("h1:visible").count() != 1:
        yield "not one heading"
    if whole:
        yield from _look(page, WIDE, "dark", axe, RULES)
        yield from _look(page, NARROW, "light", axe, RULES)
    yield from _look(page, NARROW, "dark", axe, RULES if whole else LOOKS)
    yield from out_of_order(page, None if whole else MOST_KEYS)
    yield from overhang(page, NARROWEST)


def _look(
    page: Page, width: int, scheme: Literal["light", "dark"], axe: str, rules: Rules
) -> Iterator[str]:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = [*overhang(page, width), *small_words(page), *violations(page, axe, rules)]
    yield from (f"{width} px, {scheme}: {fault}" for fault in found)


def violations(page: Page, axe: str, rules: Rules = RULES) -> list[str]:
    """Each rule that is broken, with the first element that breaks it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    kind = "rule" if rules is LOOKS else "tag"
    found: list[dict[str, Any]] = page.evaluate(
        "runOnly => axe.run({runOnly, resultTypes: ['violations']})"
        ".then(r => r.violations)",
        {"type": kind, "values": list(rules)},
    )
    return [
        f"{v['id']}: {v['help']}: {json.dumps(v['nodes'][0]['html'])[:300]}"
        f" ({len(v['nodes'])} times) {v['nodes'][0].get('failureSummary', '')[:300]}"
        for v in found
    ]


def small_words(page: Page) -> list[str]:
    """Of its text, and of the labels of its pictures."""
    found: list[str] = page.evaluate(_SIZES % SMALLEST)
    return found


def overhang(page: Page, width: int) -> list[str]:
    """Whether the page moves sideways at that width."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    by = page.evaluate(
        "() => { const e = document.documentElement;"
        " return e.scrollWidth - e.clientWidth }"
    )
    return [f"moves {by} px sideways at {width} px"] if by else []


def out_of_order(page: Page, most: int | None = None) -> list[str]:
    """What the keyboard does not reach, reaches in another order than it is read in,
    or does not leave again; with `most`, of a page that has no more to reach."""
    presses = page.evaluate(_REACHABLE)
    if most is not None and presses > most:
        return []
    keys = page.context.new_cdp_session(page)
    for _ in range(presses):
        keys.send("Input.dispatchKeyEvent", _TAB)
    keys.detach()
    found: list[str] = page.evaluate(_NOT_IN_ORDER)
    return found
