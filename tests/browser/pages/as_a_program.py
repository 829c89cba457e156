"""The demonstration asked over /v1, beside the browser."""

from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.browser.pages.conftest import Demo


def ask(demo: Demo, path: str, body: Any = None, role: str | None = "desk") -> Any:
    """The answer's JSON; `body` makes it a POST, no `role` sends no token."""
    request = urllib.request.Request(
        demo.url + path, None if body is None else json.dumps(body).encode()
    )
    if role is not None:
        request.add_header("Authorization", f"Bearer {demo.token(role)}")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)
