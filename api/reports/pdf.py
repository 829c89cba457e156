"""Paper: a report or a letter as a PDF that is an archive and is read aloud.

PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once; the compiler refuses what
breaks either. What officers and citizens typed reaches the template as JSON, as a value
and never as markup. Fonts are those within typst; nothing is fetched.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from threading import BoundedSemaphore
from typing import Any

from api.pages.dashboard.charts import Bars
from api.pages.dashboard.told import Table
from api.problems import Busy
from api.reports.letter import Letter
from api.reports.printable import printable
from api.reports.report import Report, Section, printed, sentence

LONGEST = 120.0
"""Seconds: a document of a hundred pages takes about one."""
AT_ONCE = 2
"""Documents that a worker sets at the same time; each takes a processor, and hundreds
of megabytes if it is large."""
PATIENCE = 10.0
"""Seconds that another waits for its turn."""
TURNS = BoundedSemaphore(AT_ONCE)


class NotSet(Exception):
    """The compiler refused the document, or fell."""


def of_report(report: Report) -> bytes:
    """The same bytes of the same report; its data are attached."""
    told = printable(_report(report)) | {"attachments": _attached(report)}
    return _pages("report.typ", told, report.made_of)


def of_letter(letter: Letter) -> bytes:
    """The same bytes of the same letter."""
    return _pages("letter.typ", printable(letter.told()), letter.made_at)


def _pages(template: str, told: Mapping[str, Any], at: datetime) -> bytes:
    """Raises `Busy` where too many others are being set, or the machine is too slow."""
    asked = {
        "template": template,
        "told": json.dumps(told, ensure_ascii=False, sort_keys=True),
        "at": int(at.timestamp()),
    }
    if not TURNS.acquire(timeout=PATIENCE):
        raise Busy
    try:
        done = subprocess.run(
            [sys.executable, "-m", "api.reports.typesetting"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        raise Busy from None  # by now it was killed
    finally:
        TURNS.release()
    if done.returncode:
        # What it says may quote what was typed, and goes into no log.
        msg = f"the document was not set: exit status {done.returncode}"
        raise NotSet(msg)
    return done.stdout


def _report(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "office": report.office,
        "period": report.period,
        "as_of": report.as_of,
        "sections": [_section(section) for section in report.sections],
        "origin": [list(pair) for pair in report.origin],
    }


def _attached(report: Report) -> list[dict[str, str]]:
    return [
        {
            "name": one.name,
            "media_type": one.media_type,
            "about": one.about,
            "text": one.text,
        }
        for one in report.attachments
    ]


def _section(section: Section) -> dict[str, Any]:
    return {
        "chapter": section.chapter,
        "title": section.title,
        "finding": section.finding,
        "counted": section.counted,
        "chart": section.chart and _chart(section.chart),
        "table": _table(section.table),
    }


def _chart(chart: Bars) -> dict[str, Any] | None:
    if not any(bar.length for bar in chart.bars):
        return None
    return {
        "caption": chart.caption,
        "bars": [
            {
                "label": bar.label,
                "text": sentence(bar.text),
                "length": bar.length,
                "mark": bar.mark,
            }
            for bar in chart.bars
        ],
    }


def _table(table: Table) -> dict[str, Any]:
    rows = [[printed(cell) for cell in row] for row in table.rows]
    numbers = [
        place > 0 and not any(isinstance(row[place].value, str) for row in table.rows)
        for place in range(len(table.columns))
    ]
    return {
        "columns": list(table.columns),
        "numbers": numbers,
        "rows": rows,
        "notes": list(table.notes),
    }
