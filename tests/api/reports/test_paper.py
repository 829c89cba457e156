"""A report on paper: an archive that is read aloud, the same of the same, and deaf to
whatever is typed."""

from __future__ import annotations

import json
import re
import zlib
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import typst

from api.pages.dashboard.cells import Cell
from api.pages.dashboard.charts import Bar, Bars
from api.pages.dashboard.told import Table
from api.problems import Busy, problem
from api.reports import pdf, recap, workbook
from api.reports.letter import Letter
from api.reports.period import months
from api.reports.printable import KNOWN, printable
from api.reports.report import Attachment, Report, Section
from api.reports.typesetting import STANDARDS

if TYPE_CHECKING:
    from tests.api.reports.conftest import Store

HOSTILE = (
    '#panic("x")',
    '#read("/rahasia")',
    "$ x $ *tebal* _miring_ = judul",
    '"] #sys.inputs [',
    "`kode` <label> @rujukan \\ // /* */",
    "=HYPERLINK(1)",
    "{{ 1 }} \u202e\u0000\u0007",
)


def report(*words: str, rows: int = 1) -> Report:
    """One that tells these words wherever there are some."""
    said = " ".join(words)
    cells = [Cell(said, said), Cell(3, "3"), Cell(said, said)]
    return Report(
        name="uji",
        title=f"Uji {said}",
        office=said,
        period="November 2026",
        as_of=said,
        unit="aduan",
        sections=[
            Section(
                title=said,
                finding=said,
                counted=said,
                chart=Bars(
                    caption=said,
                    bars=[Bar(label=said, text=[said], length=40, mark=100)],
                ),
                table=Table(
                    columns=(said, "n", "m"), rows=[cells] * rows, notes=(said,)
                ),
            )
        ],
        origin=[("Pertanyaan", said)],
        made_of=datetime(2026, 11, 26, 3, 4, 5, 678, tzinfo=UTC),
        attachments=[
            Attachment(
                name="angka.json",
                media_type="application/json",
                about=said,
                text=json.dumps({"words": said}),
            )
        ],
    )


def test_the_same_report_gives_the_same_bytes(store: Store) -> None:
    period = months(store.here.today(), 2)[1]
    made = recap.made(store.here, period, period.last, None)
    assert pdf.of_report(made) == pdf.of_report(made)
    assert workbook.written(made) == workbook.written(made)
    later = replace(made, made_of=datetime(2027, 1, 1, tzinfo=UTC))
    assert pdf.of_report(made) != pdf.of_report(later)


def test_it_is_an_archive_that_is_read_aloud() -> None:
    file = pdf.of_report(report("Nihil"))
    metadata = b"".join(streams(file))
    assert b"<pdfaid:part>3</pdfaid:part>" in metadata
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert b"/Lang (id" in file or b"/Lang(id" in file
    assert b"/DisplayDocTitle true" in file


def test_its_data_lie_in_it(store: Store) -> None:
    period = months(store.here.today(), 2)[1]
    made = recap.made(store.here, period, period.last, None)
    data, table = made.attachments
    inside = streams(pdf.of_report(made))
    assert data.text.encode() in inside
    assert table.text.encode() in inside
    document = json.loads(data.text)
    assert document["format"] == "tuntas-figures/v1"
    assert dict(made.origin)["Sampai peristiwa ke-"] == str(document["position"])


def test_a_compiler_that_is_given_less_than_the_standards_ask_refuses() -> None:
    with pytest.raises(typst.TypstError, match="title"):
        typst.compile(b"x", pdf_standards=[*STANDARDS])


@pytest.mark.parametrize("words", HOSTILE)
def test_what_is_typed_is_printed_and_not_obeyed(words: str) -> None:
    printed = pdf.of_report(report(words))
    # The same pages as of harmless words of that kind: nothing was read or run.
    assert printed.startswith(b"%PDF-")
    assert json.dumps({"words": words}).encode() in streams(printed)


def test_each_character_that_is_said_to_have_a_shape_has_one() -> None:
    for low, high in KNOWN:
        assert pdf.of_report(report(*map(chr, range(low, high + 1))))


def test_what_has_no_shape_is_seen_to_be_missing() -> None:
    assert printable(["日 a\u0000", {"b": "\u202ec"}]) == [
        "\ufffd a\ufffd",
        {"b": "\ufffdc"},
    ]


def streams(file: bytes) -> list[bytes]:
    """What is held in it, unpacked."""
    found = []
    for held in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", file, re.DOTALL):
        try:
            found.append(zlib.decompress(held))
        except zlib.error:
            found.append(held)
    return found


def test_while_others_are_being_set_a_document_waits_and_is_then_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "PATIENCE", 0.01)
    with ExitStack() as others:
        for _ in range(pdf.AT_ONCE):
            others.enter_context(pdf.TURNS)
        with pytest.raises(Busy) as refused:
            pdf.of_report(report("Nihil"))
        status, _, headers = problem(refused.value)
        assert (status, headers["Retry-After"]) == (503, "60")
    assert pdf.of_report(report("Nihil"))


def test_a_document_that_is_too_slow_is_ended_and_gives_its_turn_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as hurried:
        hurried.setattr(pdf, "LONGEST", 0.001)
        for _ in range(pdf.AT_ONCE):
            with pytest.raises(Busy):
                pdf.of_report(report("Nihil"))
    assert pdf.of_report(report("Nihil"))


@pytest.mark.parametrize("words", ["Sudah kami periksa. " * 500, "W" * 10_000])
def test_the_longest_text_of_a_letter_goes_on_over_the_pages(words: str) -> None:
    letter = Letter(
        title="Pemberitahuan",
        office="Kalteng",
        number="K7MQ-4XPR-H",
        facts=[("Penjelasan", words), ("Sesudahnya", "Ya")],
        made_at=datetime(2026, 11, 26, tzinfo=UTC),
    )
    # A page has fewer than 50 lines of about 60 letters.
    assert pages(pdf.of_letter(letter)) > len(words) / (50 * 60)


def pages(file: bytes) -> int:
    [count] = re.findall(rb"/Count (\d+)", b"".join([file, *streams(file)]))
    return int(count)
