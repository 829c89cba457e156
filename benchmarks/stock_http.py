"""The stock library behind the same routes: `def` endpoints, the same bodies, tokens.

What it leaves out is to its advantage: roles, sight of a case, keys, sealing, clocks.
"""

import hashlib
import json
import sys
from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, FastAPI, Header, HTTPException

from api.commands import COMMANDS
from benchmarks import lives, servers
from benchmarks.stock import Complaints


def create_app(complaints: Complaints, tokens: frozenset[str]) -> FastAPI:
    app = FastAPI()

    def known(authorization: Annotated[str, Header()]) -> str:
        token = hashlib.sha256(authorization.removeprefix("Bearer ").encode())
        if token.hexdigest() not in tokens:
            raise HTTPException(401)
        return token.hexdigest()

    def endpoint(step: str, body: Any) -> Callable[..., Any]:
        def give(
            id: UUID,
            given: body,
            actor: Annotated[str, Depends(known)],
            idempotency_key: Annotated[str | None, Header()] = None,
        ) -> dict[str, Any]:
            try:
                complaint, position = complaints.command(id, step)
            except ValueError as error:
                raise HTTPException(409) from error
            return {
                "id": str(complaint.id),
                "case_number": complaint.case_number,
                "state": complaint.state,
                "version": complaint.version,
                "clocks": complaint.clocks,
                "position": position,
            }

        return give

    for step in lives.STEPS:
        app.add_api_route(
            f"/v1/complaints/{{id}}/{step}",
            endpoint(step, COMMANDS[step].body),
            methods=["POST"],
        )
    return app


def main() -> None:
    told = json.loads(sys.stdin.readline())
    tokens = frozenset(
        hashlib.sha256(token.encode()).hexdigest() for token in told["tokens"]
    )
    with Complaints(told["env"]) as complaints:
        servers.answer(create_app(complaints, tokens))


if __name__ == "__main__":
    main()
