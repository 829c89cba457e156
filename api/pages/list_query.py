"""What the address of a list asks for, as the HTTP API reads it."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from api.commands import InvalidBody, named
from api.queries import Reading

Q = TypeVar("Q", bound=Reading)


def read(model: type[Q], asked: Mapping[str, Any]) -> Q:
    """Of the parameters of an address; those left empty by a form say nothing. Raises
    `InvalidBody`."""
    said = {name: value for name, value in asked.items() if value not in ("", [""])}
    try:
        return model.model_validate(said)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise InvalidBody([named(e["loc"], e["type"], e["msg"]) for e in found]) from (
            None
        )
