"""Ids in the order of time, and none to be guessed."""

import time

from api.ordered_id import ordered_id


def test_a_later_id_is_greater() -> None:
    first = ordered_id()
    while time.time_ns() // 1_000_000 == first.int >> 80:
        pass
    assert first < ordered_id()


def test_an_id_is_a_uuid_of_version_7_whose_other_bits_are_random() -> None:
    made = [ordered_id() for _ in range(300)]
    assert {(id.version, id.variant) for id in made} == {(7, made[0].variant)}
    assert "RFC 4122" in made[0].variant
    ones = zeros = 0
    for id in made:
        ones |= id.int
        zeros |= ~id.int
    # Seen as a one and as a zero: 12 bits behind the version, 62 behind the variant.
    random = (2**12 - 1) << 64 | (2**62 - 1)
    assert ones & zeros & random == random
    assert len(set(made)) == len(made)
