"""The dashboard in a browser: whole, quiet, and each number leads to its cases."""

from __future__ import annotations

import html
import re
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from api.pages.dashboard.all_words import ALL

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.pages.conftest import Demo, SignedIn

DASHBOARD_LIMIT = 60_000


def test_all_of_it_is_light(signed_in: SignedIn) -> None:
    page = signed_in("manager")
    page.route("**/*", lambda route: route.continue_())  # nothing from its cache
    sizes: list[int] = []
    page.on("requestfinished", lambda r: sizes.append(r.sizes()["responseBodySize"]))
    page.goto("/dasbor", wait_until="networkidle")
    expect(page.locator("section.view h2")).to_have_text([w.question for w in ALL])
    assert 0 < sum(sizes) <= DASHBOARD_LIMIT


QUESTIONS = (
    "",
    "?per=2026-09-30",
    "?per=2026-06-15&channel=phone&region=62",
    "?classification=complaint&from=2026-03-01",
)


@pytest.mark.parametrize("role", ["manager", "liaison"])
def test_each_number_leads_to_as_many_cases_and_is_the_apis(
    signed_in: SignedIn, demo: Demo, role: str
) -> None:
    request, chance, led = signed_in(role).request, Random(5), 0
    for query in QUESTIONS:
        page = request.get(f"/dasbor{query}").text()
        links = re.findall(r'href="(/dasbor/aduan[^"]+)">([\d.]+)</a>', page)
        some = sorted(set(links))
        led += len(some)
        for address, number in chance.sample(some, min(12, len(some))):
            cases = request.get(html.unescape(address)).text()
            [told] = re.findall(r'lead">([\d.]+) aduan', cases)
            assert told == number, address
            rows = cases.count('<tr>\n<th scope="row">')
            [hidden, elsewhere] = [
                sum(int(n) for n in re.findall(rf"<p>(\d+) di antaranya {w}", cases))
                for w in ("aduan terbatas", "kini ditangani")
            ]
            assert rows == min(50, int(number) - hidden - elsewhere), address
        totals = request.get(
            f"/v1/dashboard{query.replace('per=', 'as_of=')}",
            headers={"Authorization": f"Bearer {demo.token(role)}"},
        ).json()["totals"]
        for name in ("received", "open", "overdue", "resolved", "rated"):
            shown = re.findall(rf"angka=glance\.{name}&[^>]+>(\d+)</a>", page)
            assert set(map(int, shown)) <= {totals[name]}, (query, name)
    assert led > 10


def test_the_page_is_given_again_only_when_something_changed(
    signed_in: SignedIn,
) -> None:
    request = signed_in("supervisor").request
    # The others' cases may come in between.
    for _ in range(20):
        tag = request.get("/dasbor").headers["etag"]
        again = request.get("/dasbor", headers={"If-None-Match": tag})
        if again.status == 304:
            break
    assert (again.status, again.body()) == (304, b"")
    other = request.get("/dasbor?channel=phone", headers={"If-None-Match": tag})
    assert other.status == 200


def test_a_table_comes_as_csv_too(signed_in: SignedIn) -> None:
    answer = signed_in("manager").request.get("/dasbor/arus.csv?per=2026-09-30")
    lines = answer.body().decode("utf-8-sig").splitlines()
    assert answer.headers["content-type"].startswith("text/csv")
    assert lines[0] == "Hari,Jenis hari,Masuk,Keluar,Sisa terbuka"
    assert lines[1].startswith("2026-09-30,hari kerja,") and len(lines) == 1 + 28


REFUSED = {
    "/dasbor?per=kemarin": 422,
    "/dasbor?kota=x": 422,
    "/dasbor/tidak-ada": 404,
    "/dasbor/aduan?angka=glance.tidak-ada": 404,
    "/dasbor/aduan?angka=glance.open&bagian=nasib:x": 404,
    "/dasbor/aduan?angka=glance.open&cursor=x": 422,
}


def test_what_is_not_there_is_refused(signed_in: SignedIn) -> None:
    request = signed_in("manager").request
    found = {address: request.get(address).status for address in REFUSED}
    assert found == REFUSED


def test_a_form_without_scripts_filters_and_goes_back_in_time(
    signed_in: SignedIn,
) -> None:
    page = signed_in("manager", "/dasbor", scripts=False)
    page.get_by_text("Saring dan pilih hari").click()
    page.get_by_label("Per hari").fill("2026-03-02")
    page.get_by_label("Saluran").select_option("phone")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.locator("main")).to_contain_text("Senin, 2 Maret 2026")
    expect(page.locator("main")).to_contain_text("saluran: telepon")
    page.get_by_role("link", name="Hari sebelumnya").click()
    expect(page.locator("main")).to_contain_text("Minggu, 1 Maret 2026")
    assert "channel=phone" in urlsplit(page.url).query


def test_it_follows_what_happens_until_it_is_paused(
    signed_in: SignedIn, demo: Demo
) -> None:
    page = signed_in("coordinator", "/dasbor")
    status = page.locator("#kabar").get_by_role("status")
    before = page.locator("#kabar").get_attribute("data-position")
    receive(page, demo)
    expect(status).to_contain_text(re.compile("diperbarui pukul"), timeout=30_000)
    said = page.locator("#sekilas-tabel").inner_text()
    assert before is not None and said
    page.get_by_role("button", name="Jeda pembaruan").click()
    expect(status).to_have_text("Pembaruan dijeda.")
    expect(page.get_by_role("button", name="Lanjutkan pembaruan")).to_be_visible()


def receive(page: Page, demo: Demo) -> None:
    answer = page.request.post(
        f"{demo.url}/v1/complaints",
        headers={"Authorization": f"Bearer {demo.token('desk')}"},
        data={
            "channel": "walk_in",
            "classification": "complaint",
            "title": "Lampu jalan padam",
            "description": "Sejak seminggu.",
        },
    )
    assert answer.status == 201, answer.text()
