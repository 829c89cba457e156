"""The demonstration: one command, and every line it shows a newcomer works."""

import html
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CASES = 25


@dataclass(frozen=True)
class Demo:
    process: subprocess.Popen[str]
    url: str
    page: str
    log: Path
    place: Path


def request(words: list[str]) -> urllib.request.Request:
    """What `curl WORDS` would send."""
    given = iter(words)
    address, headers, data = "", {}, None
    for word in given:
        match word:
            case "-s":
                continue
            case "-H":
                name, _, value = next(given).partition(": ")
                headers[name] = value
            case "-d":
                data = next(given).encode()
            case _:
                assert not address, f"{address} and {word}"
                address = word
    return urllib.request.Request(address, data, headers)


def fetch(asked: str | urllib.request.Request) -> tuple[int, str]:
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return answer.status, answer.read().decode()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    place = tmp_path_factory.mktemp("demo")
    log = place.parent / f"{place.name}.log"
    environment = {
        **os.environ,
        "TMPDIR": str(place),
        "TUNTAS_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/of_real_cases",
    }
    words = ["demo", "--port", "0", "--cases", str(CASES), "--seed", "7"]
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "api", *words],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment,
            start_new_session=True,
        )
    try:
        assert process.stdout is not None
        with process.stdout as output:
            _, _, url = output.readline().strip().partition("ready ")
        assert url, log.read_text()
        yield Demo(process, url, fetch(f"{url}/docs/coba")[1], log, place)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert list(place.iterdir()) == []


class Visitor:
    """Somebody at the pages, with a browser's cookies."""

    def __init__(self, url: str):
        self._url = url
        jar = urllib.request.HTTPCookieProcessor()
        self._opener = urllib.request.build_opener(jar)

    def get(self, path: str) -> str:
        with self._opener.open(f"{self._url}{path}", timeout=60) as answer:
            text: str = answer.read().decode()
            return text

    def press(self, path: str, **given: str) -> str:
        """Send the form of a page to where it stands; the page that comes then."""
        form = self.get(path).partition(f'action="{path}"')[2].partition("</form>")[0]
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        data = urllib.parse.urlencode(hidden | given).encode()
        with self._opener.open(f"{self._url}{path}", data, timeout=60) as answer:
            text: str = answer.read().decode()
            return text


def verdict(data: str) -> tuple[int, dict[str, Any]]:
    """What `tuntas verify --json` says of a data directory."""
    words = [sys.executable, "-m", "api", "verify", "--json", "--data", data]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    told: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, told


def curl_lines(page: str) -> list[list[str]]:
    shown = html.unescape(re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.S)[0])
    lines = [line for line in shown.splitlines() if line.startswith("curl ")]
    return [shlex.split(line)[1:] for line in lines]


def test_a_remark_between_the_lines_opens_no_quotation(demo: Demo) -> None:
    # Some shells take a pasted remark for a command.
    shown = html.unescape(re.findall(r"<pre[^>]*>(.*?)</pre>", demo.page, re.S)[0])
    for remark in re.findall(r"^#.*$", shown, re.M):
        assert shlex.split(remark)


def test_each_of_the_five_lines_for_a_terminal_works(demo: Demo) -> None:
    lines = curl_lines(demo.page)
    assert len(lines) == 5
    for words in lines:
        status, text = fetch(request(words))
        assert 200 <= status < 300
        assert json.loads(text)


def test_the_demo_tells_a_token_for_each_role(demo: Demo) -> None:
    told = dict(re.findall(r"^(\w+) +(tuntas_\S+)$", demo.log.read_text(), re.M))
    assert len(told) == 9
    for role, token in told.items():
        assert f"<code>{token}</code>" in demo.page
        asked = request(
            ["-H", f"Authorization: Bearer {token}", f"{demo.url}/v1/roles"]
        )
        assert fetch(asked)[0] == 200, role


def test_the_demo_holds_as_many_cases_as_were_asked_for(demo: Demo) -> None:
    position = json.loads(fetch(f"{demo.url}/readyz")[1])["position"]
    (words,) = (words for words in curl_lines(demo.page) if "dashboard" in str(words))
    asked = request(
        [f"{word}?after={position}" if "/v1/" in word else word for word in words]
    )
    figures: dict[str, Any] = json.loads(fetch(asked)[1])
    # The first of the lines may have added one already.
    assert figures["totals"]["received"] in (CASES, CASES + 1)


def test_the_row_that_the_tour_alters_is_found_until_it_is_put_back(
    demo: Demo,
) -> None:
    visitor, at = Visitor(demo.url), "/tur/ubah"
    while "Ubah satu baris" not in visitor.get(at):
        assert demo.process.poll() is None  # it seals within seconds
    shown = visitor.press(at)
    position = int(re.findall(r"pada posisi ([\d.]+)", shown)[0].replace(".", ""))
    (data,) = re.findall(r"tuntas verify --data (\S+?)</pre>", shown)
    code, told = verdict(data)
    assert code == 1
    assert told["finding"]["position"] == position
    # Pressed twice, it alters nothing more.
    assert f"posisi {position:,}".replace(",", ".") in visitor.get(at)
    assert "Ubah satu baris" in visitor.press(at, kembalikan="ya")
    code, told = verdict(data)
    assert code == 0
    assert told["finding"] is None
