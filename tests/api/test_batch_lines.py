"""What a line of a batch says is read by two ways, which are of one mind."""

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from api import bodies
from api.batch import batch_command
from api.commands import InvalidBody, parse
from api.identity import Actor

DESK = Actor("meja", "desk")
KEYS = st.sampled_from(
    ["k" * 8, "k" * 7, "k" * 128, "k" * 129, "dengan spasi", "kunci é"]
)
ANY = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.lists(st.none())
)
GOOD = {
    "key": KEYS,
    "command": st.just("note"),
    "id": st.one_of(st.text(max_size=3), st.just("i" * 64), st.just("i" * 65)),
    "body": st.dictionaries(st.text(max_size=3), ANY),
}
LINES = st.one_of(
    st.fixed_dictionaries(GOOD),
    st.fixed_dictionaries(
        {}, optional={name: one | ANY for name, one in GOOD.items()} | {"other": ANY}
    ),
    ANY,
)


def outcome(line: Any) -> Any:
    try:
        return batch_command(line, DESK)
    except InvalidBody as error:
        return error.errors


@given(LINES)
@example({"key": "k" * 8, "command": "note", "id": None, "body": {}})
def test_a_line_is_refused_as_the_model_refuses_it_and_otherwise_as_it_says(
    line: Any,
) -> None:
    found = outcome(line)
    try:
        told = parse(bodies.BatchLine, line)
    except InvalidBody as error:
        assert found == error.errors
        return
    if told.command != "note":
        assert found[0]["field"] == "command"
        return
    if told.id is None:
        assert found == [{"field": "id", "problem": "names the case; it is missing"}]
        return
    assert (found.command, found.case, found.given) == ("note", told.id, told.body)
    assert found.conditions().key == told.key
