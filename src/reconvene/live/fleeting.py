"""What is said to the people of a room and never kept: who speaks, bad connections, reactions."""

from collections.abc import Mapping
from functools import cache
from typing import Final, TypeAlias

from reconvene.live.fanout import Outbox
from reconvene.live.quality import GOOD, Qualities
from reconvene.live.reactions import Reactions
from reconvene.live.speaking import Speakers
from reconvene.meeting.ids import Millis, PersonId, Reaction
from reconvene.meeting.state import State
from reconvene.wire.codec import encode
from reconvene.wire.frames import QualityList, Reacted, SpeakingList

_Told: TypeAlias = tuple[tuple[PersonId, ...], Mapping[PersonId, int]]
_NOTHING: Final[_Told] = ((), {})


class Fleeting:
    """Tells the pages of one meeting what passes (RT2: each what passes in its room).

    ``speakers`` is who speaks and who did last, ``qualities`` how well connections work.
    """

    def __init__(self) -> None:
        self.speakers: Final = Speakers()
        self.qualities: Final = Qualities()
        self._reactions = Reactions()
        self._told: dict[PersonId, _Told] = {}

    def arrive(self, person: PersonId) -> None:
        """Take note of a new page, which has been told nothing yet."""
        self._told.pop(person, None)

    def leave_page(self, person: PersonId) -> None:
        """Take note that somebody has no page now."""
        self.speakers.note(person, on=False)
        self.qualities.note(person, GOOD)

    def forget(self, person: PersonId) -> None:
        """Drop what is known of somebody who is gone."""
        self._told.pop(person, None)

    def react(
        self,
        person: PersonId,
        reaction: Reaction,
        now: Millis,
        state: State,
        outboxes: Mapping[PersonId, Outbox],
    ) -> None:
        """Show a reaction to the person's room, unless there are too many to be seen."""
        seated = state.people.get(person)
        if seated is None or not self._reactions.lets(person, seated.seat, now):
            return
        frame = encode(Reacted(person=person, reaction=reaction))
        for reader, outbox in outboxes.items():
            other = state.people.get(reader)
            if outbox.connection is not None and other is not None and other.seat == seated.seat:
                outbox.connection.send(frame)

    def tell(self, state: State, outboxes: Mapping[PersonId, Outbox]) -> None:
        """Send those for whose room something changed the whole list of it."""
        speaking, qualities = self.speakers.by_room(state), self.qualities.by_room(state)
        frame = cache(_speaking_frame)
        # Where nothing passes, only those need be looked at who were told something before.
        for person in tuple(outboxes if speaking or qualities else self._told):
            outbox, seated = outboxes.get(person), state.people.get(person)
            if outbox is None or outbox.connection is None or seated is None:
                continue
            heard, rated = self._told.pop(person, _NOTHING)
            people, levels = speaking.get(seated.seat, ()), qualities.get(seated.seat, {})
            if people or levels:
                self._told[person] = (people, levels)
            if heard != people:
                outbox.connection.send(frame(people))
            if rated != levels:
                outbox.connection.send(encode(QualityList(people=levels)))


def _speaking_frame(people: tuple[PersonId, ...]) -> str:
    return encode(SpeakingList(people=people))
