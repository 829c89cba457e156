"""The short way to what is asked most often."""

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from api import batch_routes, command_routes
from api.commands import COMMANDS


def straight_to(scope: Scope) -> APIRoute | None:
    """The route of a command, or of many, found by its name: through all the library's
    layers, parameters and routes the way takes as long as the command."""
    if scope["method"] != "POST":
        return None
    match scope["path"].split("/"):
        case ["", "v1", "complaints"]:
            return _ROUTES["receive"]
        case ["", "v1", "commands"]:
            return _ROUTES["commands"]
        case ["", "v1", "complaints", id, name] if id and name in COMMANDS:
            scope["path_params"] = {"id": id}
            return _ROUTES[name]
        case _:
            return None


async def answer_straight(scope: Scope, receive: Receive, send: Send) -> None:
    """By the route that was found."""
    response = await scope["route"].endpoint(Request(scope, receive))
    await response(scope, receive, send)


_ROUTES = {
    route.name: route
    for router in (command_routes.router, batch_routes.router)
    for route in router.routes
    if isinstance(route, APIRoute)
}
