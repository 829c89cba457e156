"""Sets one document, in a process of its own: `python -m api.reports.typesetting`.

The compiler keeps what it learned of the last ten documents, hundreds of megabytes of
large ones; here it is gone with the process. Reads from standard input the template,
what it is told, when that was recorded, and writes the PDF to standard output.
"""

import json
import sys
from pathlib import Path
from typing import Literal

import typst

STANDARDS: tuple[Literal["a-3a", "ua-1"], ...] = ("a-3a", "ua-1")
_HERE = Path(__file__).parent


def typeset(template: str, told: str, at: int) -> bytes:
    """`told` is the JSON that the template reads; `at` are seconds since 1970. Raises
    `typst.TypstError` for what the standards do not allow."""
    found = typst.compile(
        (_HERE / template).read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False),
        ignore_system_fonts=True,
        sys_inputs={"told": told},
        format="pdf",
        pdf_standards=[*STANDARDS],
        timestamp=at,
    )
    assert isinstance(found, bytes)
    return found


if __name__ == "__main__":
    asked = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(typeset(**asked))
