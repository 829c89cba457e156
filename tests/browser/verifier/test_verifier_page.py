"""The verifier page itself: closed, small, sure of its own hashes, plain to read."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ledger import self_test
from ledger.trust import Trust
from tests.browser.conftest import opening
from tests.browser.verifier.judging import judged, whole

if TYPE_CHECKING:
    from tests.browser.conftest import Open
    from tests.ledger.conftest import Log

# -- the file --------------------------------------------------------------------


def test_it_is_one_small_file_that_may_ask_nobody(verifier: Path) -> None:
    source = verifier.read_text("utf-8")
    assert len(source.encode()) < 60_000
    assert not re.search(r"""\b(?:src|href|action)\s*=|url\(|import\s*\(""", source)
    policy = re.search(r'Security-Policy" content="([^"]+)"', source)
    assert policy is not None
    rules = {name: values for name, *values in map(str.split, policy[1].split(";"))}
    # A changed page needs the hashes that this comparison shows.
    assert rules == {
        "default-src": ["'none'"],
        "script-src": [hash_of("script", source)],
        "style-src": [hash_of("style", source)],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }


def hash_of(name: str, source: str) -> str:
    (content,) = re.findall(rf"<{name}>(.*?)</{name}>", source, re.DOTALL)
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def test_a_page_that_asks_the_network_would_be_noticed(
    browser: Browser, tmp_path: Path
) -> None:
    asking = tmp_path / "asking.html"
    asking.write_text("<img src='other.png'>", "utf-8")
    with (
        pytest.raises(AssertionError, match=r"other\.png"),
        opening(browser) as open_page,
    ):
        open_page(asking.as_uri())


# -- what it is sure of ----------------------------------------------------------


def test_it_tests_itself_before_it_judges(page: Page) -> None:
    results = page.evaluate("selfTest()")
    assert len(results) > 30
    assert [name for name, right in results if not right] == []
    expect(page.get_by_role("button", name="Periksa", exact=True)).to_be_enabled()


def test_a_damaged_page_judges_nothing(
    browser: Browser, verifier: Path, tmp_path: Path
) -> None:
    source = verifier.read_text("utf-8")
    damaged = source.replace("0x428a2f98", "0x428a2f99")
    damaged = damaged.replace(hash_of("script", source), hash_of("script", damaged))
    file = tmp_path / "damaged.html"
    file.write_text(damaged, "utf-8", newline="\n")
    with opening(browser) as open_page:
        page = open_page(file.as_uri())
        expect(page.locator("#state")).to_contain_text("Uji diri gagal")
        button = page.get_by_role("button", name="Periksa", exact=True)
        expect(button).to_be_disabled()


def test_a_browser_without_ed25519_is_told_which_has_it(
    browser: Browser, verifier: Path
) -> None:
    page = browser.new_page()
    page.add_init_script("SubtleCrypto.prototype.generateKey = () => Promise.reject()")
    page.goto(verifier.as_uri())
    expect(page.locator("#state")).to_contain_text("Firefox 129")
    expect(page.get_by_role("button", name="Periksa", exact=True)).to_be_disabled()
    page.close()


@pytest.mark.parametrize("kind", ["inclusion", "consistency"])
def test_the_published_proofs(page: Page, kind: str) -> None:
    vectors = self_test.vectors(kind)
    accepted = page.evaluate(
        """([kind, vectors]) => {
          const many = values => (values ?? []).map(unbase64);
          return vectors.map(v => !refuses(() => kind === "inclusion"
            ? verifyInclusion(v.leafIdx, v.treeSize, unbase64(v.leafHash),
                              many(v.proof), unbase64(v.root))
            : verifyConsistency(v.size1, v.size2, unbase64(v.root1),
                                unbase64(v.root2), many(v.proof))));
        }""",
        [kind, vectors],
    )
    assert len(accepted) == 98
    assert accepted == [not vector["wantErr"] for vector in vectors]


def test_its_hash_is_that_of_python(page: Page) -> None:
    chance = Random(6)
    texts = [chance.randbytes(chance.randrange(500)) for _ in range(200)]
    found = page.evaluate(
        "texts => texts.map(text => hex(sha256(unhex(text))))",
        [text.hex() for text in texts],
    )
    assert found == [sha256(text).hexdigest() for text in texts]


# -- what a person sees ----------------------------------------------------------


def test_a_verdict_is_told_in_words_and_what_it_leaves_out(
    page: Page, log: Log, tmp_path: Path
) -> None:
    file = tmp_path / "bundle"
    file.write_bytes(whole(log.bundle()))
    answer = judged(page, file, Trust())
    result = page.get_by_role("region", name="Putusan")
    expect(result.locator(".word")).to_have_text("UTUH")
    expect(result.get_by_role("listitem")).to_have_count(3)
    expect(page.get_by_role("status").first).to_contain_text("UTUH")
    expect(result).to_contain_text(answer["root"])
    position, record = log.records[150]
    log.records[150] = (position, record.replace(b'"n":150', b'"n":151'))
    file.write_bytes(whole(log.bundle()))
    judged(page, file, Trust())
    expect(result.locator(".word")).to_have_text("TIDAK UTUH")
    expect(result.locator("#verdict")).to_contain_text("altered")
    expect(result.locator("#verdict")).to_contain_text("terjamin: 301")


def test_what_is_typed_wrongly_is_no_verdict(
    page: Page, log: Log, tmp_path: Path
) -> None:
    file = tmp_path / "bundle"
    file.write_bytes(whole(log.bundle()))
    judged(page, file, Trust())
    page.get_by_label("Kunci publik log").fill("kalteng/tuntas+00000000+AAAA")
    page.get_by_role("button", name="Periksa", exact=True).click()
    expect(page.locator("#verdict")).to_contain_text("TIDAK ADA PUTUSAN")
    expect(page.locator("#verdict")).to_contain_text("Kunci publik log yang diumumkan")
    page.get_by_label("Kunci publik log").fill("")
    page.get_by_label("Berapa dari saksi").fill("2")
    page.get_by_role("button", name="Periksa", exact=True).click()
    expect(page.locator("#verdict")).to_contain_text("2 saksi tidak dapat")
    page.get_by_label("Berapa dari saksi").fill("")


def test_the_verdict_for_machines_can_be_copied(
    open_page: Open, verifier: Path, log: Log, tmp_path: Path
) -> None:
    page = open_page(verifier.as_uri())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    file = tmp_path / "bundle"
    file.write_bytes(whole(log.bundle()))
    answer = judged(page, file, Trust())
    page.get_by_text("Putusan untuk mesin").click()
    page.get_by_role("button", name="Salin").click()
    expect(page.get_by_text("Tersalin.")).to_be_visible()
    copied: dict[str, Any] = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert copied == answer


def test_it_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_by_keyboard_alone_every_field_has_a_name(page: Page) -> None:
    page.reload()
    expect(page.get_by_role("button", name="Periksa", exact=True)).to_be_enabled()
    names = []
    for _ in range(7):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate(
                "[document.activeElement.id,"
                " document.activeElement.labels?.[0]?.textContent"
                " ?? document.activeElement.textContent]"
            )
        )
    assert [id for id, _ in names] == [
        "bundle",
        "kept",
        "keys",
        "witnesses",
        "quorum",
        "mac",
        "judge",
    ]
    assert all(name for _, name in names)
