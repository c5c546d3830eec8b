"""Who has no page for the moment and counts as present all the same: a reload takes less (JN2)."""

from collections.abc import Iterable
from typing import Final

from reconvene.meeting.ids import Millis, PersonId

LINGER: Final = Millis(10_000)
"""How long a person without a connection counts as present."""


class Lingering:
    """The people without a page, in the order in which they lost it: the clock never runs backwards."""

    def __init__(self, people: Iterable[PersonId] = (), now: Millis = Millis(0)) -> None:
        self._since: dict[PersonId, Millis] = dict.fromkeys(people, now)

    def begin(self, person: PersonId, now: Millis) -> None:
        """Note that a person's page is gone."""
        self.end(person)
        self._since[person] = now

    def end(self, person: PersonId) -> None:
        """Note that a person has a page again, or is gone for good."""
        self._since.pop(person, None)

    def over(self, now: Millis) -> tuple[PersonId, ...]:
        """Return those who count as present no longer."""
        return tuple(person for person, since in self._since.items() if since + LINGER <= now)

    def next_end(self) -> Millis | None:
        """Return when the first of them counts as present no longer."""
        return next((Millis(since + LINGER) for since in self._since.values()), None)
