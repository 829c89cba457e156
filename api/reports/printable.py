"""Which characters can be put on paper.

An archive must have a shape for each, and the fonts that come along have none for
pictures and for many scripts: these are shown as one that says that something stood
there. The data that are attached keep what was typed.
"""

import re
from typing import Any

MISSING = "\ufffd"
KNOWN = (
    (0x20, 0x7E),
    (0xA0, 0x2AF),  # Latin
    (0x300, 0x36F),  # marks above and below
    (0x391, 0x3A1),  # Greek
    (0x3A3, 0x3FF),
    (0x400, 0x4FF),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin
    (0x2010, 0x2027),  # dashes and quotation marks
    (0x2030, 0x2040),
    (0x20A0, 0x20BF),  # currencies
    (0x2190, 0x2199),  # arrows
    (0x2200, 0x22FF),  # mathematics
)
"""From and to; those that write from right to left are not among them, nor what turns
the direction of others."""
_UNKNOWN = re.compile(
    f"[^\\t\\n{''.join(f'{chr(low)}-{chr(high)}' for low, high in KNOWN)}]"
)


def printable(told: Any) -> Any:
    """All texts within it, with nothing that has no shape."""
    match told:
        case str():
            return _UNKNOWN.sub(MISSING, told)
        case list():
            return [printable(one) for one in told]
        case dict():
            return {name: printable(one) for name, one in told.items()}
        case _:
            return told
