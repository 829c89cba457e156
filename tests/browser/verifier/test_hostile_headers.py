"""What a stranger wrote into a file: refused as in Python, and shown as what it is."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from ledger.bundle import MAGIC, Bundle
from ledger.trust import Trust
from ledger.verifying import verify
from tests.browser.verifier.judging import comparable, judged, whole
from tests.ledger.test_hostile_files import NO_KEYS, RIGHT, WRONG, rewritten

if TYPE_CHECKING:
    from tests.ledger.conftest import Log


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bundle"


def test_a_header_written_anew_is_read(page: Page, log: Log, file: Path) -> None:
    file.write_bytes(rewritten(log, **RIGHT))
    assert judged(page, file, Trust())["holds"]


def test_a_header_that_is_none_is_no_verdict(page: Page, log: Log, file: Path) -> None:
    for other in WRONG:
        file.write_bytes(rewritten(log, **other))
        assert set(judged(page, file, Trust())) == {"error"}, other


def test_a_header_is_json_in_plain_utf_8(page: Page, log: Log, file: Path) -> None:
    for begin in (b"\xef\xbb\xbf", b"\xff", b"["):
        file.write_bytes(rewritten(log).replace(MAGIC, MAGIC + begin))
        assert set(judged(page, file, Trust())) == {"error"}, begin


@pytest.mark.parametrize("other", NO_KEYS, ids=str)
def test_a_header_with_words_that_are_no_keys_is_judged(
    page: Page, log: Log, file: Path, other: dict[str, Any]
) -> None:
    content = rewritten(log, **other)
    file.write_bytes(content)
    verdict = verify(Bundle(BytesIO(content)), Trust())
    assert comparable(judged(page, file, Trust())) == comparable(verdict)


def test_a_header_that_contradicts_itself_is_no_verdict(
    page: Page, log: Log, file: Path
) -> None:
    part, case = whole(log.bundle(0, 100)), whole(log.case([1, 8]))
    for content, right, wrong in (
        (part, b'"scope":"range"', b'"scope":"all"'),
        (case, b'"indexes":[1,8]', b'"indexes":[1,1]'),
        (case, b'"indexes":[1,8]', b'"indexes":[8,1]'),
        (case, b'"case":"00000000', b'"case":"10000000'),
    ):
        assert content.count(right) == 1
        file.write_bytes(content.replace(right, wrong))
        answer = judged(page, file, Trust())
        assert set(answer) == {"error"} and "bertentangan" in answer["error"]


def test_a_record_that_claims_gigabytes_is_refused(
    page: Page, log: Log, file: Path
) -> None:
    content = rewritten(log)
    first = len(content) - sum(12 + len(record) for _, record in log.records)
    file.write_bytes(content[: first + 8] + b"\xff" * 4 + content[first + 12 :])
    assert "lebih panjang" in judged(page, file, Trust())["error"]


def test_of_a_header_without_an_end_no_more_is_read_than_one_may_have(
    page: Page,
) -> None:
    read = page.evaluate(
        """async begin => {
          let read = 0;
          const file = new File([begin, " ".repeat(LONGEST_HEADER + (1 << 22))], "x");
          try { await Bundle.open(file, bytes => { read += bytes; }); return null; }
          catch (error) { return error instanceof Unreadable ? read : error.message; }
        }""",
        MAGIC.decode(),
    )
    assert read == len(MAGIC) + (1 << 26)


@pytest.mark.parametrize("begin", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_kept_head_is_read_as_an_editor_may_have_left_it(
    page: Page, log: Log, file: Path, begin: str, end: str
) -> None:
    file.write_bytes(whole(log.bundle()))
    head = begin + log.checkpoints[0].replace("\n", end)
    answer = judged(page, file, Trust(kept=(head,)))
    assert answer["holds"] and len(answer["remarks"]) == 1


def test_what_is_no_head_is_named_and_no_verdict(
    page: Page, log: Log, file: Path
) -> None:
    file.write_bytes(whole(log.bundle()))
    head = log.checkpoints[0]
    for none in ("", "{}", head.partition("\n\n")[0], head.replace("300", "x")):
        answer = judged(page, file, Trust(kept=(head, none)))
        assert set(answer) == {"error"}, none
        assert answer["error"].startswith("kept-1 bukan titik periksa")


def test_no_character_turns_hides_or_breaks_what_is_shown(
    page: Page, log: Log, file: Path
) -> None:
    said = "lost\u202e\nUTUH\u200b\x07<b>\\"
    file.write_bytes(rewritten(log, statements=[said], made_at="2026\u2066"))
    answer = judged(page, file, Trust())
    assert answer["remarks"][-1].endswith(said)
    shown = "lost\\u{202e}\\u{a}UTUH\\u{200b}\\u{7}<b>\\"
    expect(page.locator("#remarks li").last).to_have_text(re.compile(re.escape(shown)))
    expect(page.locator("#facts")).to_contain_text(r"2026\u{2066}")
    assert page.locator("#json").input_value().isascii()
