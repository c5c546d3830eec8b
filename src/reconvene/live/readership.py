"""Who is in which audience, kept as people come, move and go."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from reconvene.meeting.ids import PersonId
from reconvene.meeting.state import State
from reconvene.meeting.touched import changed_people
from reconvene.meeting.view import AtDoor, Audience, audiences

_NOBODY: Final[Mapping[PersonId, None]] = {}


class Readership:
    """The audiences of everybody who is in a meeting or waits in its lobby."""

    def __init__(self, state: State) -> None:
        self._audiences: dict[PersonId, tuple[Audience, ...]] = {}
        self._readers: dict[Audience, dict[PersonId, None]] = {}
        self.follow(State(), state)

    def of(self, person: PersonId) -> tuple[Audience, ...]:
        """Return the audiences somebody belongs to; of a stranger none."""
        return self._audiences.get(person, ())

    def readers(self, audience: Audience) -> Collection[PersonId]:
        """Return who belongs to an audience."""
        return self._readers.get(audience, _NOBODY).keys()

    def all(self) -> Iterator[Audience]:
        """Yield the audiences that have readers."""
        return iter(self._readers)

    def follow(self, before: State, after: State) -> dict[PersonId, tuple[Audience, ...]]:
        """Take over who is where ``after``; return the former audiences of those who have others now."""
        people = changed_people(before, after)
        if before.door.waiting is not after.door.waiting:
            people += (*before.door.waiting, *after.door.waiting)
        former: dict[PersonId, tuple[Audience, ...]] = {}
        for person in dict.fromkeys(people):
            if _stand(before, person) != _stand(after, person):
                was, now = self.of(person), _audiences(after, person)
                former[person] = was
                self._set(person, was, now)
        return former

    def _set(self, person: PersonId, was: tuple[Audience, ...], now: tuple[Audience, ...]) -> None:
        for audience in was:
            if audience not in now:
                readers = self._readers[audience]
                del readers[person]
                if not readers:
                    del self._readers[audience]
        for audience in now:
            if audience not in was:
                self._readers.setdefault(audience, {})[person] = None
        if now:
            self._audiences[person] = now
        else:
            del self._audiences[person]


def _audiences(state: State, person: PersonId) -> tuple[Audience, ...]:
    if person in state.people:
        return audiences(state.people[person])
    return (AtDoor(person),) if person in state.door.waiting else ()


def _stand(state: State, person: PersonId) -> tuple[object, ...]:
    """Return all of a person that says which audiences they are in."""
    known = state.people.get(person)
    return (person in state.door.waiting,) if known is None else (known.seat, known.moderates)
