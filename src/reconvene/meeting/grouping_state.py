"""SH1: which people dealing keeps together or apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reconvene.meeting.ids import PersonId

Keeping: TypeAlias = Literal["together", "apart"]


@dataclass(frozen=True, slots=True)
class Grouping:
    """People to be kept in one room, or each in another; ``number`` is never used twice.

    It names people who have left too: coming back they belong to it still.
    """

    number: int
    keeping: Keeping
    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class Groupings:
    """All groupings in the order they were made, and how many there ever were."""

    all: tuple[Grouping, ...] = ()
    made: int = 0


def circles(groupings: Iterable[Grouping]) -> list[set[PersonId]]:
    """Return who belongs together, directly or through others; nobody is in two circles."""
    found: list[set[PersonId]] = []
    for grouping in groupings:
        if grouping.keeping == "together":
            people = set(grouping.people)
            apart = [circle for circle in found if not circle & people]
            found = [*apart, people.union(*(circle for circle in found if circle & people))]
    return found
