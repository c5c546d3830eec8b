"""Hostile input, a fast selection: `make fuzz` throws a million pieces and more."""

import random

import pytest

from tests.fuzz.damage import changed
from tests.fuzz.targets import targets

PIECES = 1_500


@pytest.mark.parametrize("name", sorted(targets()))
def test_what_is_good_is_taken_and_what_is_damaged_breaks_nothing(name: str) -> None:
    """RT1: whatever others write is read or refused, and nothing else happens."""
    target = targets()[name]
    for seed in target.seeds:
        target.read(seed)
    chance = random.Random(name)
    for _ in range(PIECES):
        data = changed(chance, target.seeds)
        try:
            target.read(data)
        except BaseException as error:
            error.add_note(f"the input was {data[:500]!r}")
            raise
