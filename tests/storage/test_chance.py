"""Random names are names of random ids."""

from collections import Counter
from uuid import RFC_4122, UUID

from storage.chance import random_id, random_name


def test_a_name_is_that_of_a_random_id() -> None:
    names = [random_name() for _ in range(2_000)]
    ids = [UUID(name) for name in names]
    assert [str(id) for id in ids] == names
    assert {id.version for id in (*ids, random_id())} == {4}
    assert {id.variant for id in ids} == {RFC_4122}
    assert len(set(names)) == len(names)


def test_every_digit_of_a_name_that_may_be_any_is_any() -> None:
    places = zip(*(random_name() for _ in range(2_000)), strict=True)
    kinds = [len(Counter(place)) for place in places]
    assert kinds == [
        *[16] * 8,
        1,
        *[16] * 4,
        1,
        1,
        *[16] * 3,
        1,
        4,
        *[16] * 3,
        1,
        *[16] * 12,
    ]
